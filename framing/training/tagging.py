"""Fit the weights of a tagger: AdaGrad over small groups of texts, the mean of the later steps.

The same code makes the features here and at run time. Deterministic: one
thread, a seed, and groups in a fixed order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from framing.core import Bools, Corpus, Floats, Ints
from framing.models import NEVER, Hashes, Sequences, Weights, marginals
from framing.models.hashing import rows_of, shift
from framing.models.tagger import offsets
from framing.models.words import FAMILIES, Family, WordFeatures, with_extra

IDENTITY = ("lower", "written", "cluster", "prefix")  # families that know a word by itself, not by its form


@dataclass(frozen=True, slots=True)
class Features:
    """Features of one group of texts, as matrices.

    Attributes
    ----------
    words : list of (csr matrix, csr matrix)
        For each offset: the features of each word type, shape (n_types + 1, n_rows), and which type each token sees
        there, shape (n_types + 1, n_tokens).
    columns : csr matrix, shape (n_tokens, n_rows)
    """

    words: list[tuple[csr_matrix, csr_matrix]]
    columns: csr_matrix

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        unit: Ints,
        columns: Sequence[Hashes],
        reach: Mapping[str, int],
        bits: int,
        families: Mapping[str, Family],
        kinds: Ints | None = None,
        unknown: Bools | None = None,
    ) -> Features:
        """Return the features that a tagger with this reach sees; of `unknown` tokens only what their form tells."""
        kinds = corpus.token_ids.astype(np.int64) if kinds is None else kinds
        types = with_extra(corpus.types)
        found = [WordFeatures.of(types, {**FAMILIES, **families}, reach)]
        if unknown is not None:
            found.append(found[0].without(IDENTITY))
            kinds = kinds + len(types) * unknown
        n = len(types) * len(found)
        words = []
        for offset in offsets(reach):
            rows = np.concatenate([each.at(offset, bits) for each in found])
            kind, place = np.nonzero(rows < 1 << bits)
            seen = shift(kinds, offset, unit, len(corpus.vocab))
            words.append((_ones(kind, rows[kind, place], (n, 1 << bits)), _ones(seen, np.arange(len(seen)), (n, len(seen)))))  # fmt: skip
        return cls(words, cls.of_columns(columns, bits, corpus.n_tokens).columns)

    @classmethod
    def of_columns(cls, columns: Sequence[Hashes], bits: int, n_tokens: int) -> Features:
        """Return the features that a tagger of columns alone sees."""
        tokens = np.tile(np.arange(n_tokens), len(columns))
        rows = np.concatenate([tokens[:0], *(rows_of(column, bits) for column in columns)])
        return cls([], _ones(tokens, rows, (n_tokens, 1 << bits)))

    def scores(self, weights: Floats) -> Floats:
        """Return the scores of the labels, shape (n_tokens, n_labels)."""
        out = self.columns @ weights
        for features, seen in self.words:
            out += seen.T @ (features @ weights)
        return np.asarray(out)

    def gradient(self, residual: Floats) -> Floats:
        """Return the gradient of the weights, given that of the scores."""
        out = self.columns.T @ residual
        for features, seen in self.words:
            out += features.T @ (seen @ residual)
        return np.asarray(out)


@dataclass(frozen=True, slots=True)
class Group:
    """Some texts to learn from.

    Attributes
    ----------
    features : Features
    gold : array of int, shape (n_tokens,)
        Labels; -1 where there is none to learn.
    sequences : Sequences, optional
        Of labels that depend on each other; without them each token is judged by itself.
    base : array of float, shape (n_tokens, n_labels), optional
        Scores to which those of the features are added.
    """

    features: Features
    gold: Ints
    sequences: Sequences | None = None
    base: Floats | None = None

    def scores(self, weights: Floats) -> Floats:
        """Return the scores of the labels, shape (n_tokens, n_labels)."""
        scores = self.features.scores(weights)
        return scores if self.base is None else scores + self.base


def fit(
    groups: Sequence[Group],
    labels: Sequence[str],
    reach: Mapping[str, int],
    *,
    bits: int,
    epochs: int,
    rate: float,
    least: float = 0.0,
    never: Bools | None = None,
    seed: int = 0,
) -> Weights:
    """Return the weights that fit the gold labels.

    Parameters
    ----------
    groups : sequence of Group
    labels : sequence of str
    reach : mapping of str to int
        See :class:`~framing.models.Weights`.
    bits : int
        Of a row.
    epochs : int
        Times all groups are read; from the second on the steps are averaged.
    rate : float
        AdaGrad's (Duchi, Hazan & Singer 2011).
    least : float
        Smaller weights are left out.
    never : array of bool, shape (n_labels + 1, n_labels), optional
        Steps that are not allowed.
    seed : int
        Of the order of the groups.
    """
    n = len(labels)
    never = np.zeros((n + 1, n), dtype=bool) if never is None else never
    rows, steps = np.zeros((1 << bits, n), dtype=np.float32), np.where(never, NEVER, 0.0)
    squares, step_squares = np.full_like(rows, 1e-6), np.full_like(steps, 1e-6)
    mean, step_mean, n_means = np.zeros_like(rows), np.zeros_like(steps), 0
    order = np.random.default_rng(seed)
    for epoch in range(epochs):
        for number in order.permutation(len(groups)):
            residual, step_residual = residuals(groups[number], groups[number].scores(rows), steps)
            size = max(int((groups[number].gold >= 0).sum()), 1)
            gradient = groups[number].features.gradient((residual / size).astype(np.float32))
            squares += gradient * gradient
            rows -= rate * gradient / np.sqrt(squares)
            step_gradient = np.where(never, 0.0, step_residual / size)
            step_squares += step_gradient * step_gradient
            steps -= rate * step_gradient / np.sqrt(step_squares)
            if epoch:
                mean += rows
                step_mean += steps
                n_means += 1
    return Weights.of(labels, reach, mean / n_means, step_mean / n_means, least)


def residuals(group: Group, scores: Floats, steps: Floats) -> tuple[Floats, Floats]:
    """Return what is expected minus what is annotated: of each label, and of each step between labels."""
    known = np.flatnonzero(group.gold >= 0)
    if group.sequences is None:
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        expected, taken = odds / odds.sum(axis=1, keepdims=True), np.zeros_like(steps)
        expected[group.gold < 0] = 0
    else:
        expected, taken = marginals(scores.astype(np.float64), steps, group.sequences)
        first = np.zeros(len(scores), dtype=bool)
        first[group.sequences.first] = True
        opening = group.gold[group.sequences.first]
        np.add.at(taken, (np.full_like(opening, len(steps) - 1), opening), -1)
        inner = known[~first[known]]
        np.add.at(taken, (group.gold[inner - 1], group.gold[inner]), -1)
    expected[known, group.gold[known]] -= 1
    return expected, taken


def _ones(row: Ints, column: Ints, shape: tuple[int, int]) -> csr_matrix:
    return csr_matrix((np.ones(len(row), dtype=np.float32), (row, column)), shape=shape)
