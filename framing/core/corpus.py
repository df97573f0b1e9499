"""Corpus: many texts as read-only columns of tokens, sentences and quotations.

The texts stand one after another in one string with a line break between
them, so every position is a single integer; `Corpus.doc_start` takes it back
to the text exactly as it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeVar, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.core.spans import Bools, Column, Ints, Spans, covered, objects, running
from framing.core.types import PerType, Types

T = TypeVar("T")
BLOCKS = ("headline", "byline", "caption", "body", "furniture")
HEADLINE, BYLINE, CAPTION, BODY, FURNITURE = range(len(BLOCKS))


_HAS_LETTER = PerType[np.bool_].each(lambda written, folded: any(map(str.isalnum, written)), bool)
_CAPITAL = PerType[np.bool_].each(lambda written, folded: written[0].isupper(), bool)
_SPELLED = PerType[np.bool_].each(lambda written, folded: written[0].isalnum(), bool)


@lru_cache(maxsize=512)
def _among(words: frozenset[str]) -> PerType[np.bool_]:
    return PerType[np.bool_](lambda types: np.fromiter(map(words.__contains__, types.folded), bool, len(types)))


def _numbered(start: Ints, n_tokens: int) -> Ints:
    """Return the number of the part of each token, given where the parts begin."""
    sizes = np.diff(np.append(start, n_tokens))
    return np.repeat(np.arange(len(sizes)), sizes)


@dataclass(frozen=True, eq=False)
class Corpus:
    """Tokenised texts. Made by :func:`framing.segment.segment_texts`.

    Parameters
    ----------
    text : str
        All texts, joined by line breaks.
    doc_start, doc_end : arrays of int, shape (n_docs,)
        Character bounds of each text in `text`.
    types : Types
        Each distinct token.
    token_ids : array of int, shape (n_tokens,)
        Positions in `types`.
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
    types: Types
    token_ids: Ints
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
    def vocab(self) -> tuple[str, ...]:
        """Each word type as written, shape (n_types,)."""
        return self.types.written

    @property
    def folded(self) -> tuple[str, ...]:
        """Each word type lower-cased, with straight apostrophes, without invisible characters, shape (n_types,)."""
        return self.types.folded

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
    def token_paragraph(self) -> Ints:
        """Paragraph of each token, shape (n_tokens,)."""
        return _numbered(self.paragraph_start, self.n_tokens)

    @cached_property
    def passage_start(self) -> Ints:
        """First token of each passage, shape (n_passages,): sentences, joined where a quotation holds the end of one."""
        outer = self.quotations.select(self.quotations["depth"] == 0)
        opens = np.zeros(self.n_tokens, dtype=bool)
        opens[self.sentence_start] = True
        opens &= ~covered(outer.start + 1, outer.end, self.n_tokens)
        opens[self.paragraph_start] = True
        return np.flatnonzero(opens)

    @cached_property
    def token_passage(self) -> Ints:
        """Passage of each token, shape (n_tokens,)."""
        return _numbered(self.passage_start, self.n_tokens)

    @cached_property
    def is_word(self) -> Bools:
        """Whether each token holds a letter or a digit, shape (n_tokens,)."""
        return np.asarray(_HAS_LETTER.of(self.types)[self.token_ids])

    @cached_property
    def counted(self) -> Bools:
        """Whether each token stands in a block that counts, shape (n_tokens,)."""
        return np.isin(self.block, self.blocks)

    @cached_property
    def quoted(self) -> Bools:
        """Whether each token lies between quotation marks (or is one), shape (n_tokens,)."""
        return self.quotations.mask(self.n_tokens)

    @cached_property
    def capital(self) -> Bools:
        """Whether each word type starts with a capital, shape (n_types,)."""
        return _CAPITAL.of(self.types)

    @cached_property
    def spelled(self) -> Bools:
        """Whether each word type starts with a letter or a digit, shape (n_types,)."""
        return _SPELLED.of(self.types)

    @cached_property
    def folded_number(self) -> dict[str, int]:
        """A number for each distinct folded word."""
        return {word: number for number, word in enumerate(dict.fromkeys(self.folded))}

    @cached_property
    def folded_ids(self) -> Ints:
        """The number of the folded word of each type, shape (n_types,)."""
        number = self.folded_number
        return np.fromiter((number[word] for word in self.folded), dtype=np.int64, count=len(self.folded))

    def types_in(self, words: frozenset[str]) -> Bools:
        """Return which word types are, folded, among `words`, shape (n_types,)."""
        return _among(words).of(self.types)

    def tokens_in(self, words: frozenset[str]) -> Bools:
        """Return which tokens are, folded, among `words`, shape (n_tokens,)."""
        return self.types_in(words).take(self.token_ids)

    def beside(self, place: Ints, step: int | Ints) -> tuple[Ints, Bools]:
        """Return the token `step` from each place, and whether it stands in the same sentence (elsewhere the place itself)."""
        other = np.clip(place + step, 0, max(self.n_tokens - 1, 0))
        inside = (other == place + step) & (self.token_sentence[other] == self.token_sentence[place])
        return np.where(inside, other, place), inside

    def is_beside(self, place: Ints, step: int, words: frozenset[str]) -> Bools:
        """Return whether the token `step` from each place is, in the same sentence and folded, among `words`."""
        other, inside = self.beside(place, step)
        return np.asarray(inside & self.types_in(words)[self.token_ids[other]])

    def remember(self, what: str, of: object, make: Callable[[], T]) -> T:
        """Return what `make` derives from the corpus and `of`; made once, kept as long as the corpus.

        Parameters
        ----------
        what : str
            Name of what is derived.
        of : object
            What else it depends on (None if nothing), told apart by identity.
        make : callable
        """
        key = what, id(of)
        if key not in self._memory:
            self._memory[key] = of, make()  # `of` is kept, so that its identity is not given to something else
        return cast("T", self._memory[key][1])

    def forget(self, what: str) -> None:
        """Let go of what is remembered by this name: it is made again where it is asked for."""
        for key in [key for key in self._memory if key[0] == what]:
            del self._memory[key]

    def rest(self) -> None:
        """Let go of all that can be made again where it is asked for."""
        own = {column.name for column in fields(self)}
        for name in [name for name in self.__dict__ if name not in own]:
            del self.__dict__[name]

    @cached_property
    def _memory(self) -> dict[tuple[str, int], tuple[object, object]]:
        return {}

    def part(self, first: int, last: int) -> Corpus:
        """Return the paragraphs from `first` up to `last` as a corpus: its tokens count from 0, its characters as here."""
        bounds = np.append(self.paragraph_start, self.n_tokens)
        low, high = int(bounds[first]), int(bounds[last])
        sentences = slice(*np.searchsorted(self.sentence_start, (low, high)))
        quotations = self.quotations.select(slice(*np.searchsorted(self.quotations.start, (low, high))))
        met = np.zeros(len(self.types), dtype=bool)
        met[self.token_ids[low:high]] = True
        return replace(
            self,
            types=Types(self.types.numbers[met], self.types.memory),
            token_ids=running(met)[self.token_ids[low:high]],
            token_start=self.token_start[low:high],
            token_end=self.token_end[low:high],
            doc_tokens=np.clip(self.doc_tokens, low, high) - low,
            sentence_start=self.sentence_start[sentences] - low,
            sentence_end=self.sentence_end[sentences] - low,
            paragraph_start=self.paragraph_start[first:last] - low,
            block=self.block[low:high],
            quotations=quotations.shifted(-low),
        )

    def pieces(self, size: int, around: int = 0) -> Iterator[tuple[Corpus, int, slice]]:
        """Yield the corpus piece by piece, so that what is made of its tokens needs little memory at a time.

        Parameters
        ----------
        size : int
            Tokens of a piece, more or less: paragraphs stay whole.
        around : int
            Paragraphs before and behind that a piece has besides its own.

        Yields
        ------
        piece : Corpus
        first : int
            Its first token, counted in the whole.
        own : slice
            The tokens of the whole, without those of the paragraphs around.
        """
        bounds = np.append(self.paragraph_start, self.n_tokens)
        n = len(bounds) - 1
        cuts = [*np.flatnonzero(np.diff(bounds[:-1] // size, prepend=-1)).tolist(), n]
        for a, b in pairwise(cuts):
            low = max(a - around, 0)
            yield self.part(low, min(b + around, n)), int(bounds[low]), slice(int(bounds[a]), int(bounds[b]))

    def texts(self) -> list[str]:
        """Return the texts, exactly as given."""
        return list(map(self.text_of_doc, range(self.n_docs)))

    def text_of_doc(self, doc: int) -> str:
        """Return one text, exactly as given."""
        return self.text[self.doc_start[doc] : self.doc_end[doc]]

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
