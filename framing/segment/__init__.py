"""Raw text to :class:`~framing.core.Corpus`: blocks, tokens, sentences, quotations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.core import BODY, HEADLINE, Corpus, Ints
from framing.segment.blocks import HINTS, find_blocks
from framing.segment.quotes import find_quotations
from framing.segment.sentences import sentence_ends
from framing.segment.syllables import count_syllables
from framing.segment.tokens import fold, forget_types, n_types, parts, token_end, tokenize, types_of

LONGEST_PARAGRAPH = 20_000  # tokens; what has more without a line break is no paragraph, and is read in several

__all__ = [
    "count_syllables",
    "fold",
    "forget_types",
    "n_types",
    "parts",
    "segment_texts",
    "token_end",
    "token_range",
    "tokenize",
    "types_of",
]


def segment_texts(
    texts: Sequence[str],
    meta: pd.DataFrame | None = None,
    blocks: tuple[int, ...] = (HEADLINE, BODY),
    *,
    goes_on: bool = False,
) -> Corpus:
    """Read texts into one corpus of columns.

    Parameters
    ----------
    texts : sequence of str, length n_docs
        Taken exactly as given; offsets point into them.
    meta : DataFrame with n_docs rows, optional
        Its index gives the document ids; they count from 0 without it.
    blocks : tuple of int
        Kinds of block that count, see :data:`framing.core.BLOCKS`.
    goes_on : bool
        The texts go on from others, and have no headline.

    Returns
    -------
    Corpus

    Examples
    --------
    >>> corpus = segment_texts(["“Stay,” she said. He left."])
    >>> [corpus.text_of(a, b) for a, b in zip(corpus.sentence_start, corpus.sentence_end)]
    ['“Stay,” she said.', 'He left.']
    >>> corpus.text_of(corpus.quotations.start[0], corpus.quotations.end[0])
    '“Stay,”'
    """
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    doc_start = np.concatenate(([0], np.cumsum(lengths + 1)))[: len(texts)].astype(np.int64)
    doc_end = doc_start + lengths
    joined = "\n".join(texts)
    types, ids, start, end = tokenize(texts)
    doc_tokens = np.append(np.searchsorted(start, doc_start), len(ids))
    hinted = start[HINTS.of(types)[ids]].tolist()
    found = [
        (doc, block)
        for doc, (first, stop) in enumerate(zip(doc_start.tolist(), doc_end.tolist(), strict=True))
        for block in find_blocks(joined, first, stop, hinted, goes_on)
    ]
    paragraph_start = np.searchsorted(start, np.array([block.start for _, block in found], dtype=np.int64))
    kinds = np.array([block.kind for _, block in found], dtype=np.int8)
    docs = np.array([doc for doc, _ in found], dtype=np.int64)
    sizes = np.diff(np.append(paragraph_start, len(ids)))
    held = sizes > 0
    paragraph_start, kinds, docs, sizes = paragraph_start[held], kinds[held], docs[held], sizes[held]
    paragraph = np.repeat(np.arange(len(sizes)), sizes)
    last = sentence_ends(types, ids, start, end, paragraph)
    sentence_end = np.flatnonzero(last) + 1
    sentence_start = np.concatenate(([0], sentence_end))[: len(sentence_end)].astype(np.int64)
    paragraph_start, home = _cut(paragraph_start, sentence_start)
    kinds, docs, sizes = kinds[home], docs[home], np.diff(np.append(paragraph_start, len(ids)))
    chainable = np.concatenate(([False], (docs[1:] == docs[:-1]) & (kinds[1:] == BODY) & (kinds[:-1] == BODY)))[
        : len(docs)
    ]
    return Corpus(
        text=joined,
        doc_start=doc_start,
        doc_end=doc_end,
        types=types,
        token_ids=ids,
        token_start=start,
        token_end=end,
        doc_tokens=doc_tokens,
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        paragraph_start=paragraph_start,
        block=np.repeat(kinds, sizes).astype(np.int8),
        quotations=find_quotations(joined, types.written, ids, start, end, paragraph_start, chainable),
        meta=pd.DataFrame(index=range(len(texts))) if meta is None else meta,
        blocks=blocks,
    )


def _cut(paragraph_start: Ints, sentence_start: Ints) -> tuple[Ints, Ints]:
    """Cut paragraphs of more than LONGEST_PARAGRAPH tokens, between sentences; return where they start, and which one each was part of."""
    home = np.searchsorted(paragraph_start, sentence_start, side="right") - 1
    piece = (sentence_start - paragraph_start[home]) // LONGEST_PARAGRAPH
    opens = (np.diff(home, prepend=-1) > 0) | (np.diff(piece, prepend=0) > 0)
    return sentence_start[opens], home[opens]


def token_range(corpus: Corpus, spans: Sequence[tuple[int, int]], docs: Ints) -> tuple[Ints, Ints]:
    """Return the tokens of spans of characters: all that each touches, one at least.

    Parameters
    ----------
    corpus : Corpus
    spans : sequence of (int, int)
        Half-open, in the text as given. In a text without tokens a range is empty.
    docs : array of int, same length
        The document of each.

    Examples
    --------
    >>> start, end = token_range(segment_texts(["Ann met Bo Li."]), [(8, 13)], np.array([0]))
    >>> start.tolist(), end.tolist()
    ([2], [4])
    """
    first, last = (corpus.doc_start[docs] + np.array([span[i] for span in spans], dtype=np.int64) for i in (0, 1))
    low, high = corpus.doc_tokens[docs], corpus.doc_tokens[docs + 1]
    start = np.clip(np.searchsorted(corpus.token_end, first, side="right"), low, np.maximum(high - 1, low))
    end = np.clip(np.searchsorted(corpus.token_start, last, side="left"), np.minimum(start + 1, high), high)
    return start, end
