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
import pandas as pd
from numpy.typing import NDArray

from framing.core import Bools, Column, Corpus, Evidence, Ints, Spans, expand, objects, running

VOICES = ("editorial", "indirect", "direct")
EDITORIAL, INDIRECT, DIRECT = range(len(VOICES))
OUTLET = "outlet"  # holder of what is attributed to nobody
_NAMES = objects(VOICES)


def token_voice(corpus: Corpus, attribution: Spans) -> NDArray[np.int8]:
    """Return the voice of each token, as a position in :data:`VOICES`, shape (n_tokens,)."""
    return corpus.remember("voice", attribution, lambda: _token_voice(corpus, attribution))


def _token_voice(corpus: Corpus, attribution: Spans) -> NDArray[np.int8]:
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
    total = running(tokens)
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


def attribution_keys(corpus: Corpus, attribution: Spans) -> Ints:
    """Return a number for each row that the rows of one attribution share, and no others in the corpus."""
    numbers = attribution["attribution"].astype(np.int64)
    return np.asarray(corpus.token_doc[attribution.start] * (int(numbers.max(initial=0)) + 1) + numbers)


def source_rows(corpus: Corpus, attribution: Spans) -> Ints:
    """Return, for each row, the row of the source of the same attribution; -1 where it has none."""
    key = attribution_keys(corpus, attribution)
    sources = np.flatnonzero(attribution.label == "source")
    if not len(sources):
        return np.full(len(attribution), -1, dtype=np.int64)
    order = sources[np.argsort(key[sources], kind="stable")]
    place = np.minimum(np.searchsorted(key[order], key), len(order) - 1)
    return np.where(key[order[place]] == key, order[place], -1)


def token_source(corpus: Corpus, attribution: Spans) -> Ints:
    """Return, for each token, the row of `attribution` that is the source of the content it stands in; -1 where none is.

    Of nested attributions the inner one counts.
    """
    return corpus.remember("source", attribution, lambda: _token_source(corpus, attribution))


def _token_source(corpus: Corpus, attribution: Spans) -> Ints:
    contents = np.flatnonzero(attribution.label == "content")
    size = (attribution.end - attribution.start)[contents]
    order = np.argsort(-size, kind="stable")  # longest first: shorter ones overwrite
    row, place = expand(attribution.start[contents[order]], size[order])
    found = np.full(corpus.n_tokens, -1, dtype=np.int64)
    found[place] = source_rows(corpus, attribution)[contents[order]][row]
    return found


def source_heads(corpus: Corpus, attribution: Spans, start: Ints, end: Ints, described: Bools | None = None) -> Ints:
    """Return, for each row of `attribution` that is a source, the mention that heads it; -1 where none does.

    "Tan Kefei" heads "Ministry spokesman Tan Kefei", and "Ada Holm" heads "Ada Holm of the Port Guild"; nothing heads
    "Trump campaign officials", "aides to Trump" or "Scott's relatives".

    Parameters
    ----------
    start, end : arrays of int, shape (n_mentions,)
        Mentions of actors in order of position.
    described : array of bool, shape (n_mentions,), optional
        Those that stay the head where "of" or "in" and more follow: people by name, and groups.

    Returns
    -------
    array of int, shape (n_rows,)
        Positions among the mentions.
    """
    heads = np.full(len(attribution), -1, dtype=np.int64)
    sources = np.flatnonzero(attribution.label == "source")
    if not len(sources) or not len(start):
        return heads
    capital = corpus.capital[corpus.token_ids]
    preposition = corpus.tokens_in(_PREPOSITIONS)
    of = np.flatnonzero(corpus.tokens_in(_OF))
    titled = np.zeros(corpus.n_tokens, dtype=bool)  # "Secretary of State"
    titled[of] = np.all([inside & capital[place] for place, inside in (corpus.beside(of, -1), corpus.beside(of, 1))], axis=0)  # fmt: skip
    before = running(preposition & ~titled)
    source_start, source_end = attribution.start[sources], attribution.end[sources]
    low = np.searchsorted(start, source_start)
    n = np.searchsorted(start, source_end) - low
    row, mention = expand(low, n)
    over = (end[mention] == source_end[row]) | corpus.is_beside(end[mention] - 1, 1, _AFTER_HEAD)
    if described is not None:
        over |= described[mention] & corpus.is_beside(end[mention] - 1, 1, _OF_WHOM)
    fits = over & (end[mention] <= source_end[row]) & (before[start[mention]] == before[source_start[row]])
    first = np.flatnonzero(fits)[::-1]  # written last, the first mention that fits stays
    heads[sources[row[first]]] = mention[first]
    return heads


def source_names(corpus: Corpus, evidence: Evidence) -> Column:
    """Return who each row of the attribution evidence is, where it is a source: an actor id where known, else its words."""
    actors = evidence.get("actors")
    return corpus.remember(
        "names", evidence["attribution"] if actors is None else actors, lambda: _source_names(corpus, evidence)
    )


def actor_heads(corpus: Corpus, evidence: Evidence) -> Ints:
    """Return :func:`source_heads` of the actors marked."""
    actors = evidence["actors"]
    described = ((actors.label == "person") & (actors["form"] == "name")) | (actors.label == "group")
    make = lambda: source_heads(corpus, evidence["attribution"], actors.start, actors.end, described)  # noqa: E731
    return corpus.remember("heads", actors, make)


def _source_names(corpus: Corpus, evidence: Evidence) -> Column:
    attribution = evidence["attribution"]
    names = objects([None] * len(attribution))
    sources = np.flatnonzero(attribution.label == "source")
    names[sources] = corpus.texts_of(attribution.start[sources], attribution.end[sources])
    if "actors" in evidence:
        heads = actor_heads(corpus, evidence)
        known = heads >= 0
        names[known] = evidence["actors"]["actor"][heads[known]]
    return names


def content_sources(corpus: Corpus, evidence: Evidence) -> pd.DataFrame:
    """Return, for each span of attributed content, its document, its source, its words and its attribution.

    Columns ``doc``, ``source`` (as in :func:`source_names`, None where nobody is named), ``n_words``, ``n_quotations``
    (outermost ones), ``cue_class``, ``key``.
    """
    attribution = evidence["attribution"]
    is_content = attribution.label == "content"
    content = attribution.select(is_content)
    names = np.append(source_names(corpus, evidence), objects([None]))  # the last one answers for -1
    opens = np.zeros(corpus.n_tokens, dtype=bool)
    opens[corpus.quotations.start[corpus.quotations["depth"] == 0]] = True
    columns = {
        "doc": corpus.token_doc[content.start],
        "source": names[source_rows(corpus, attribution)[is_content]],
        "n_words": count_between(corpus.is_word, content.start, content.end),
        "n_quotations": count_between(opens, content.start, content.end),
        "cue_class": objects(content["cue_class"]),
        "key": attribution_keys(corpus, attribution)[is_content],
    }
    return pd.DataFrame({name: pd.Series(values, dtype=values.dtype) for name, values in columns.items()})


def span_source(corpus: Corpus, evidence: Evidence, start: Ints) -> Column:
    """Return who is quoted or reported at each position: an actor id where known, else the words of the source, or None."""
    rows = token_source(corpus, evidence["attribution"])[start]
    names = np.append(source_names(corpus, evidence), objects([None]))  # the last one answers for -1
    return np.asarray(names[rows])


_OF = frozenset({"of"})
_PREPOSITIONS = frozenset("of for to with from by at in on against about between among".split())
_AFTER_HEAD = frozenset({",", "(", ")", "who", "and", "—", "–", "-", "himself", "herself"})
_OF_WHOM = frozenset("of from at with in".split())
