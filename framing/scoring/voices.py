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

from framing.core import Bools, Column, Corpus, Ints, Spans, objects

VOICES = ("editorial", "indirect", "direct")
EDITORIAL, INDIRECT, DIRECT = range(len(VOICES))
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


def span_source(corpus: Corpus, attribution: Spans, start: Ints) -> Column:
    """Return who is quoted or reported at each position: the words of the source, or None.

    Of nested attributions the inner one counts.
    """
    content = attribution.select(attribution.label == "content")
    doc_of = corpus.token_doc
    order = np.argsort(content.start - content.end, kind="stable")  # longest first: shorter ones overwrite
    inner = np.full(corpus.n_tokens, -1, dtype=np.int64)
    for row in order.tolist():
        inner[content.start[row] : content.end[row]] = row
    sources = attribution.select(attribution.label == "source")
    texts = dict(
        zip(
            zip(doc_of[sources.start].tolist(), sources["attribution"].tolist(), strict=True),
            corpus.texts_of(sources.start, sources.end),
            strict=True,
        )
    )
    rows = inner[start]
    docs = doc_of[start].tolist()
    ids = content["attribution"]
    return objects(
        [texts.get((doc, ids[row])) if row >= 0 else None for doc, row in zip(docs, rows.tolist(), strict=True)]
    )
