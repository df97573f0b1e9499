"""Corpus: many texts as read-only columns of tokens, sentences and quotations.

The texts stand one after another in one string with a line break between
them, so every position is a single integer; `Corpus.doc_start` takes it back
to the text exactly as it was given.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.core.spans import Bools, Column, Ints, Spans, objects

BLOCKS = ("headline", "byline", "caption", "body", "furniture")
HEADLINE, BYLINE, CAPTION, BODY, FURNITURE = range(len(BLOCKS))


@dataclass(frozen=True, eq=False)
class Corpus:
    """Tokenised texts. Made by :func:`framing.segment.segment_texts`.

    Parameters
    ----------
    text : str
        All texts, joined by line breaks.
    doc_start, doc_end : arrays of int, shape (n_docs,)
        Character bounds of each text in `text`.
    vocab : tuple of str
        Each distinct token as written.
    folded : tuple of str, same length
        The same, lower-cased, straight apostrophes, invisible characters out.
    token_ids : array of int, shape (n_tokens,)
        Positions in `vocab`.
    token_start, token_end : arrays of int, shape (n_tokens,)
        Character bounds in `text`.
    doc_tokens : array of int, shape (n_docs + 1,)
        Tokens of document ``d`` are ``doc_tokens[d]:doc_tokens[d + 1]``.
    sentence_start, sentence_end : arrays of int, shape (n_sentences,)
        Token bounds. Sentences never cross a paragraph or a block.
    paragraph_start : array of int, shape (n_paragraphs,)
        First token of each paragraph.
    block : array of int8, shape (n_tokens,)
        Position in :data:`BLOCKS`.
    quotations : Spans
        Quotations with their marks. Columns: ``depth`` (0 = outermost),
        ``closed``, ``chain`` (shared by the parts of a quotation that runs
        over several paragraphs).
    meta : DataFrame, n_docs rows
        Its index holds the document ids.
    blocks : tuple of int
        Kinds of block that count; the rest is kept, but nothing is marked in it.
    """

    text: str
    doc_start: Ints
    doc_end: Ints
    vocab: tuple[str, ...]
    folded: tuple[str, ...]
    token_ids: NDArray[np.int32]
    token_start: Ints
    token_end: Ints
    doc_tokens: Ints
    sentence_start: Ints
    sentence_end: Ints
    paragraph_start: Ints
    block: NDArray[np.int8]
    quotations: Spans
    meta: pd.DataFrame
    blocks: tuple[int, ...] = (HEADLINE, BODY)

    def __post_init__(self) -> None:
        for column in fields(self):
            value = getattr(self, column.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @property
    def n_docs(self) -> int:
        """Number of texts."""
        return len(self.doc_start)

    @property
    def n_tokens(self) -> int:
        """Number of tokens, punctuation included."""
        return len(self.token_ids)

    @cached_property
    def token_doc(self) -> Ints:
        """Document of each token, shape (n_tokens,)."""
        return np.repeat(np.arange(self.n_docs), np.diff(self.doc_tokens))

    @cached_property
    def token_sentence(self) -> Ints:
        """Sentence of each token, shape (n_tokens,)."""
        return np.repeat(np.arange(len(self.sentence_start)), self.sentence_end - self.sentence_start)

    @cached_property
    def is_word(self) -> Bools:
        """Whether each token holds a letter or a digit, shape (n_tokens,)."""
        per_type = np.fromiter((any(map(str.isalnum, t)) for t in self.vocab), dtype=bool, count=len(self.vocab))
        return np.asarray(per_type[self.token_ids], dtype=bool)

    @cached_property
    def counted(self) -> Bools:
        """Whether each token stands in a block that counts, shape (n_tokens,)."""
        return np.isin(self.block, self.blocks)

    @cached_property
    def quoted(self) -> Bools:
        """Whether each token lies between quotation marks (or is one), shape (n_tokens,)."""
        return self.quotations.mask(self.n_tokens)

    def texts(self) -> list[str]:
        """Return the texts, exactly as given."""
        return [self.text[a:b] for a, b in zip(self.doc_start.tolist(), self.doc_end.tolist(), strict=True)]

    def text_of(self, start: int, end: int) -> str:
        """Return the characters from token `start` up to token `end`."""
        return self.text[self.token_start[start] : self.token_end[end - 1]] if end > start else ""

    def characters(self, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
        """Return document, start and end character of token ranges, in the texts as given."""
        doc = self.token_doc[start]
        base = self.doc_start[doc]
        return doc, self.token_start[start] - base, self.token_end[end - 1] - base

    def texts_of(self, start: Ints, end: Ints) -> Column:
        """Return the characters of token ranges, as an object array."""
        text, first, last = self.text, self.token_start[start].tolist(), self.token_end[end - 1].tolist()
        return objects([text[a:b] for a, b in zip(first, last, strict=True)])

    def doc_ids(self, doc: Ints) -> NDArray[np.object_]:
        """Return the ids, from the index of `meta`, of document positions."""
        return np.asarray(self.meta.index.to_numpy()[doc])
