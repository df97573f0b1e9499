"""A windowed linear tagger: the score of a label is a sum over the words around a token, and over columns.

What a word type adds at each offset is one vector, worked out once per type
and gathered for all tokens at once. Columns are features of single tokens
(in a quotation, behind a cue), hashed by who makes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from framing.core import Corpus, Ints, PerType, Types
from framing.models.chain import Scores
from framing.models.hashing import Hashes, rows_of, shift, unit_toward
from framing.models.words import EXTRA, FAMILIES, Family, WordFeatures, with_extra

T = TypeVar("T", bound=np.generic)
CHUNK = 16_384  # tokens that are scored together, so that their sums stay near the processor


@dataclass(frozen=True, slots=True)
class Weights:
    """What a tagger has learned.

    Attributes
    ----------
    labels : tuple of str
    reach : dict of str to int
        The largest offset at which each family of word features is asked.
    rows : array of int8, shape (2 ** bits, n_labels)
        Weights in units of `scale`.
    scale : array of float32, shape (n_labels,)
    steps : array of float32, shape (n_labels + 1, n_labels)
        Scores of each label after each other; the last row is for the first token.
    """

    labels: tuple[str, ...]
    reach: dict[str, int]
    rows: NDArray[np.int8]
    scale: NDArray[np.float32]
    steps: NDArray[np.float32]

    @classmethod
    def of(
        cls, labels: Sequence[str], reach: Mapping[str, int], rows: Scores, steps: Scores, least: float = 0.0
    ) -> Weights:
        """Round weights to a 127th of the largest of their label; those smaller than `least` are left out."""
        scale = np.maximum(np.abs(rows).max(axis=0), 1e-9) / 127
        whole = np.round(np.where(np.abs(rows) < least, 0, rows) / scale).astype(np.int8)
        return cls(tuple(labels), dict(reach), whole, scale.astype(np.float32), steps.astype(np.float32))

    @property
    def bits(self) -> int:
        """Bits of a row."""
        return len(self.rows).bit_length() - 1


class _Added(NamedTuple):
    """What word types add at each offset, one row for each; the first row of each type; that of what lies outside the sequence."""

    vectors: NDArray[np.int16]
    first: Ints
    outside: int


class Tagger:
    """Scores the tokens of a corpus.

    Parameters
    ----------
    weights : Weights
    families : mapping of str to function, optional
        What words are asked besides :data:`~framing.models.words.FAMILIES`.

    Notes
    -----
    Sums are whole numbers of 16 bits until the end: a hundred weights of 8 bits fit in.
    """

    def __init__(self, weights: Weights, families: Mapping[str, Family] | None = None) -> None:
        self.weights = weights
        self.families = {**FAMILIES, **(families or {})}
        self.offsets = offsets(weights.reach)
        n_labels = len(weights.labels)
        self._width = -(-n_labels // 8) * 8  # padded, so that a row is gathered as one number where it is short
        self._rows = np.zeros((len(weights.rows) + 1, self._width), dtype=np.int8)  # the last for what adds nothing
        self._rows[:-1, :n_labels] = weights.rows
        self._vectors = PerType[np.int16](self._add_up)

    def scores(
        self, corpus: Corpus, unit: Ints, columns: Sequence[Hashes], kinds: Ints | None = None
    ) -> NDArray[np.float32]:
        """Return the score of each label for each token, shape (n_tokens, n_labels).

        Parameters
        ----------
        corpus : Corpus
        unit : array of int, shape (n_tokens,) or (n_tokens, 2)
            Number of the sequence of each token, which words outside it do not reach; of two the first for words before
            it, the second for those behind.
        columns : sequence of arrays of uint32, shape (n_tokens,)
            Features of the tokens.
        kinds : array of int, shape (n_tokens,), optional
            The type of each token, if it is not that of the corpus; beyond its vocabulary are
            :data:`~framing.models.words.EXTRA`.
        """
        out = np.empty((corpus.n_tokens, len(self.weights.labels)), dtype=np.float32)
        for part, scores in self.chunks(corpus, unit, columns, kinds):
            out[part] = scores
        return out

    def chunks(
        self, corpus: Corpus, unit: Ints, columns: Sequence[Hashes], kinds: Ints | None = None
    ) -> Iterator[tuple[slice, NDArray[np.float32]]]:
        """Yield the scores as :meth:`scores` returns them, for some tokens at a time."""
        kinds = corpus.token_ids if kinds is None else kinds
        added, far = self._added(corpus), self.offsets.stop - 1
        for first in range(0, corpus.n_tokens, CHUNK):
            part = slice(first, min(first + CHUNK, corpus.n_tokens))
            near = slice(max(first - far, 0), part.stop + far)
            own = slice(first - near.start, part.stop - near.start)
            rows = [row[own] for row in self._around(added, unit[near], kinds[near])]
            yield part, self._add(self._sum(added, rows), [column[part] for column in columns])

    def scores_at(self, corpus: Corpus, unit: Ints, columns: Sequence[Hashes], tokens: Ints) -> NDArray[np.float32]:
        """Return the scores as :meth:`scores` does, of some tokens; columns have a value for each of these."""
        added = self._added(corpus)
        return self._add(self._sum(added, self._beside(added, unit, corpus.token_ids, tokens)), columns)

    def _sum(self, added: _Added, rows: Sequence[Ints]) -> NDArray[np.int16]:
        """Return what the words around some tokens add, shape (n_chosen, width)."""
        total = np.zeros((len(rows[0]), self._width), dtype=np.int16)
        for row in rows:
            total += gather(added.vectors, row)
        return total

    def column_scores(self, columns: Sequence[Hashes]) -> NDArray[np.float32]:
        """Return what columns add to the score of each label, shape (length of the columns, n_labels)."""
        return self._add(np.zeros((len(columns[0]), self._width), dtype=np.int16), columns)

    def _add(self, total: NDArray[np.int16], columns: Sequence[Hashes]) -> NDArray[np.float32]:
        for column in columns:
            total += gather(self._rows, rows_of(column, self.weights.bits))
        return np.asarray(total[:, : len(self.weights.labels)] * self.weights.scale)

    def contributions(
        self, corpus: Corpus, unit: Ints, columns: Mapping[str, Hashes], kinds: Ints, tokens: Ints, labels: Ints
    ) -> tuple[list[str], Scores]:
        """Return what each feature adds to the score of a label of some tokens, less what it adds to the first label.

        Parameters
        ----------
        tokens, labels : arrays of int, shape (n,)

        Returns
        -------
        features : list of str, length n_features
            The words around the token, "word -1", and the columns by name.
        contribution : array of float, shape (n, n_features)
        """
        added = self._added(corpus)
        words = [added.vectors[row] for row in self._beside(added, unit, kinds, tokens)]
        others = [self._rows[rows_of(column[tokens], self.weights.bits)] for column in columns.values()]
        scaled = np.stack([*words, *others], axis=1)[:, :, : len(self.weights.labels)] * self.weights.scale
        chosen = np.take_along_axis(scaled, labels[:, None, None], axis=2)[:, :, 0] - scaled[:, :, 0]
        return [*(f"word {offset:+d}" if offset else "word" for offset in self.offsets), *columns], chosen

    def _added(self, corpus: Corpus) -> _Added:
        """Return what the word types of a corpus add."""
        types = with_extra(corpus.types)
        first = types.numbers * len(self.offsets)
        return _Added(self._vectors.all_of(types.memory).reshape(-1, self._width), first, int(first[-len(EXTRA)]))

    def _around(self, added: _Added, unit: Ints, kinds: NDArray[np.signedinteger]) -> list[Ints]:
        """Return the rows of what is added to each token, for each offset."""
        rows = added.first[kinds]
        return [shift(rows, offset, unit, added.outside) + place for place, offset in enumerate(self.offsets)]

    def _beside(self, added: _Added, unit: Ints, kinds: NDArray[np.signedinteger], tokens: Ints) -> list[Ints]:
        """Return the same for some tokens."""
        rows = []
        for place, offset in enumerate(self.offsets):
            there = np.clip(tokens + offset, 0, len(kinds) - 1)
            home = unit_toward(unit, offset)
            inside = (there == tokens + offset) & (home[there] == home[tokens])
            rows.append(np.where(inside, added.first[kinds[there]], added.outside) + place)
        return rows

    def _add_up(self, types: Types) -> NDArray[np.int16]:
        """Return what word types add at each offset, shape (n_types, n_offsets, width)."""
        found = WordFeatures.of(types, self.families, self.weights.reach)
        vectors = np.zeros((len(types), len(self.offsets), self._width), dtype=np.int16)
        for place, offset in enumerate(self.offsets):
            for rows in found.at(offset, self.weights.bits).T:
                vectors[:, place] += gather(self._rows, rows)
        return vectors


def gather(table: NDArray[T], rows: Ints) -> NDArray[T]:
    """Return rows of a table; short ones are moved as one number each, which is several times faster.

    Examples
    --------
    >>> gather(np.arange(16, dtype=np.int8).reshape(2, 8), np.array([1, 1, 0]))[:, 0].tolist()
    [8, 8, 0]
    """
    whole = {8: np.uint64, 16: np.complex128}.get(table.shape[1] * table.itemsize)
    if whole is None:
        return table.take(rows, axis=0)
    return np.ascontiguousarray(table).view(whole)[:, 0].take(rows).view(table.dtype).reshape(len(rows), table.shape[1])


def offsets(reach: Mapping[str, int]) -> range:
    """Return the offsets at which any family is asked; none for a tagger of columns alone."""
    far = max(reach.values(), default=-1)
    return range(-far, far + 1)
