"""A windowed linear tagger: the score of a label is a sum over the words around a token, and over columns.

What a word type adds at each offset is one vector, worked out once per type
and gathered for all tokens at once. Columns are features of single tokens
(in a quotation, behind a cue), hashed by who makes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framing.core import Corpus, Ints
from framing.models.chain import Scores
from framing.models.hashing import Hashes, rows_of
from framing.models.words import FAMILIES, OUTSIDE, Family, WordFeatures

LARGEST_CACHE = 200_000  # word types; then the cache starts anew, so that memory stays flat over millions of texts


@dataclass(frozen=True, slots=True)
class Weights:
    """What a tagger has learned.

    Attributes
    ----------
    labels : tuple of str
    reach : dict of str to int
        The largest offset at which each family of word features is asked.
    rows : array of float32, shape (2 ** bits, n_labels)
    steps : array of float32, shape (n_labels + 1, n_labels)
        Scores of each label after each other; the last row is for the first token.
    """

    labels: tuple[str, ...]
    reach: dict[str, int]
    rows: Scores
    steps: Scores

    @property
    def bits(self) -> int:
        """Bits of a row."""
        return len(self.rows).bit_length() - 1


class Tagger:
    """Scores and labels the tokens of a corpus.

    Parameters
    ----------
    weights : Weights
    families : mapping of str to function, optional
        What words are asked besides :data:`~framing.models.words.FAMILIES`.
    """

    def __init__(self, weights: Weights, families: Mapping[str, Family] | None = None) -> None:
        self.weights = weights
        self.families = {**FAMILIES, **(families or {})}
        self.offsets = offsets(weights.reach)
        self._row: dict[str, int] = {}
        self._table = np.zeros((0, len(self.offsets), len(weights.labels)), dtype=np.float32)

    def scores(self, corpus: Corpus, unit: Ints, columns: Sequence[Hashes]) -> Scores:
        """Return the score of each label for each token, shape (n_tokens, n_labels).

        Parameters
        ----------
        corpus : Corpus
        unit : array of int, shape (n_tokens,)
            Number of the sequence of each token, which words outside it do not reach.
        columns : sequence of arrays of uint32, shape (n_tokens,)
            Features of the tokens.
        """
        table = self._vectors(corpus)
        out = np.zeros((corpus.n_tokens, len(self.weights.labels)), dtype=np.float32)
        for place, offset in enumerate(self.offsets):
            out += table[:, place][shifted(corpus, unit, offset)]
        for column in columns:
            out += self.weights.rows[rows_of(column, self.weights.bits)]
        return out

    def _vectors(self, corpus: Corpus) -> Scores:
        """Return what each word type of the corpus adds at each offset; the last row is for what lies outside."""
        if len(self._row) > LARGEST_CACHE:
            self._row.clear()
            self._table = self._table[:0]
        pairs = dict(zip((*corpus.vocab, OUTSIDE), (*corpus.folded, OUTSIDE), strict=True))
        new = [(written, folded) for written, folded in pairs.items() if written not in self._row]
        if new:
            found = WordFeatures.of(new, self.families, self.weights.reach)
            vectors = np.zeros((len(new), *self._table.shape[1:]), dtype=np.float32)
            for place, offset in enumerate(self.offsets):
                kind, row = found.at(offset, self.weights.bits)
                first = np.searchsorted(kind, np.arange(len(new)))
                vectors[:, place] = np.add.reduceat(self.weights.rows[row], first, axis=0)
            for written, _ in new:
                self._row[written] = len(self._row)
            self._table = np.concatenate([self._table, vectors])
        return self._table[[self._row[written] for written in pairs]]


def offsets(reach: Mapping[str, int]) -> range:
    """Return the offsets at which any family is asked."""
    far = max(reach.values())
    return range(-far, far + 1)


def shifted(corpus: Corpus, unit: Ints, offset: int) -> Ints:
    """Return the type of the token `offset` from each one; the number of types where it lies in another sequence."""
    out = np.full(corpus.n_tokens, len(corpus.vocab), dtype=np.int64)
    n = corpus.n_tokens - abs(offset)
    if n <= 0:
        return out
    here, there = (slice(0, n), slice(offset, None)) if offset > 0 else (slice(-offset, None), slice(0, n))
    if offset == 0:
        here = there = slice(None)
    same = unit[here] == unit[there]
    out[here] = np.where(same, corpus.token_ids[there], len(corpus.vocab))
    return out
