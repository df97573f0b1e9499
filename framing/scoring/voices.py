"""Voices: whose words each word is, from who says what.

=========== ========================================== ========== ==========
voice       what it is                                 words of   claim of
=========== ========================================== ========== ==========
direct      inside a quotation attributed to a source  the source the source
indirect    attributed content outside quotation marks the outlet the source
editorial   everything else                            the outlet the outlet
=========== ========================================== ========== ==========
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.core import Bools, Column, Corpus, Evidence, Ints, Spans, objects

VOICES = ("editorial", "indirect", "direct")
EDITORIAL, INDIRECT, DIRECT = range(len(VOICES))
OUTLET = "outlet"  # holder of what is attributed to nobody
_NAMES = objects(VOICES)


def token_voice(corpus: Corpus, attribution: Spans) -> NDArray[np.int8]:
    """Return the voice of each token, as a position in :data:`VOICES`, shape (n_tokens,)."""
    content = attribution.select(attribution.label == "content").mask(corpus.n_tokens)
    voice = np.where(content, np.where(corpus.quoted, DIRECT, INDIRECT), EDITORIAL).astype(np.int8)
    own = attribution.select(
        attribution.label != "content"
    )  # sources and cues inside another content are still the outlet's wording
    voice[own.mask(corpus.n_tokens) & (voice == INDIRECT) & ~content] = EDITORIAL
    return voice


def count_between(tokens: Bools, start: Ints, end: Ints) -> Ints:
    """Count the true tokens in each range, shape (n_ranges,).

    Examples
    --------
    >>> count_between(np.array([True, False, True]), np.array([0, 1]), np.array([3, 2])).tolist()
    [2, 0]
    """
    total = np.concatenate(([0], np.cumsum(tokens)))
    return np.asarray(total[end] - total[start])


def span_voice(corpus: Corpus, voice: NDArray[np.int8], start: Ints, end: Ints) -> Column:
    """Return the voice of most words of each span, by name; a tie goes to the outlet."""
    counts = np.stack([count_between(corpus.is_word & (voice == code), start, end) for code in range(len(VOICES))])
    best = counts.argmax(axis=0)
    return np.asarray(
        _NAMES[
            np.where(
                counts.max(axis=0) > 0, best, voice[np.minimum(start, max(len(voice) - 1, 0))] if len(voice) else best
            )
        ]
    )


def token_source(corpus: Corpus, attribution: Spans) -> Ints:
    """Return, for each token, the row of `attribution` that is the source of the content it stands in; -1 where none is.

    Of nested attributions the inner one counts.
    """
    numbers = attribution["attribution"].astype(np.int64)
    most = int(numbers.max(initial=0)) + 1
    key = corpus.token_doc[attribution.start] * most + numbers
    sources = np.flatnonzero(attribution.label == "source")
    contents = np.flatnonzero(attribution.label == "content")
    source_of = np.full(len(contents), -1, dtype=np.int64)
    if len(sources):
        order = sources[np.argsort(key[sources], kind="stable")]
        place = np.minimum(np.searchsorted(key[order], key[contents]), len(order) - 1)
        source_of = np.where(key[order[place]] == key[contents], order[place], -1)
    start, end = attribution.start[contents], attribution.end[contents]
    found = np.full(corpus.n_tokens, -1, dtype=np.int64)
    for row in np.argsort(start - end, kind="stable").tolist():  # longest first: shorter ones overwrite
        found[start[row] : end[row]] = source_of[row]
    return found


def source_heads(corpus: Corpus, attribution: Spans, start: Ints, end: Ints) -> Ints:
    """Return, for each row of `attribution` that is a source, the mention that heads it; -1 where none does.

    "Tan Kefei" heads "Ministry spokesman Tan Kefei", nothing heads "Trump
    campaign officials", "aides to Trump" or "Scott's relatives".

    Parameters
    ----------
    start, end : arrays of int, shape (n_mentions,)
        Mentions of actors in order of position.

    Returns
    -------
    array of int, shape (n_rows,)
        Positions among the mentions.
    """
    heads = np.full(len(attribution), -1, dtype=np.int64)
    sources = np.flatnonzero(attribution.label == "source")
    if not len(sources) or not len(start):
        return heads
    ids, folded = corpus.token_ids, corpus.folded
    capital = np.array([word[0].isupper() for word in corpus.vocab], dtype=bool)[ids]
    preposition = np.array([word in _PREPOSITIONS for word in folded], dtype=bool)[ids]
    titled = np.array([word == "of" for word in folded], dtype=bool)[ids]  # "Secretary of State"
    titled[1:-1] &= capital[:-2] & capital[2:]
    before = np.concatenate(([0], np.cumsum(preposition & ~titled)))
    ends_head = np.array([word in _AFTER_HEAD for word in folded], dtype=bool)[ids]
    last = corpus.n_tokens - 1
    low = np.searchsorted(start, attribution.start[sources])
    for row, mention in zip(sources.tolist(), low.tolist(), strict=True):
        a, b = attribution.start[row], attribution.end[row]
        while mention < len(start) and start[mention] < b:
            over = end[mention] >= b or ends_head[min(end[mention], last)]
            if over and end[mention] <= b and before[start[mention]] == before[a]:
                heads[row] = mention
                break
            mention += 1
    return heads


def source_names(corpus: Corpus, evidence: Evidence) -> Column:
    """Return who each row of the attribution evidence is, where it is a source: an actor id where known, else its words."""
    attribution = evidence["attribution"]
    names = objects([None] * len(attribution))
    sources = np.flatnonzero(attribution.label == "source")
    names[sources] = corpus.texts_of(attribution.start[sources], attribution.end[sources])
    if "actors" in evidence:
        actors = evidence["actors"]
        heads = source_heads(corpus, attribution, actors.start, actors.end)
        known = heads >= 0
        names[known] = actors["actor"][heads[known]]
    return names


def span_source(corpus: Corpus, evidence: Evidence, start: Ints) -> Column:
    """Return who is quoted or reported at each position: an actor id where known, else the words of the source, or None."""
    rows = token_source(corpus, evidence["attribution"])[start]
    names = np.append(source_names(corpus, evidence), objects([None]))  # the last one answers for -1
    return np.asarray(names[rows])


_PREPOSITIONS = frozenset("of for to with from by at in on against about between among".split())
_AFTER_HEAD = frozenset({",", "(", ")", "who", "and", "—", "–", "-", "himself", "herself"})
