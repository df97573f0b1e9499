"""Chains: the best labels of many sequences at once, and how sure each label is.

A linear-chain model (Lafferty, McCallum & Pereira 2001): a sequence is worth
the scores of its labels and of the steps between them. All sequences take
their k-th step together, so that the Python loop is as long as the longest.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.core import Floats, Ints, expand, running

Scores = NDArray[np.floating[Any]]
NEVER = -1e4  # score of a step that is not allowed


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences of tokens, step by step: the first tokens of all, the second tokens of all that have one, and so on.

    Attributes
    ----------
    place : array of int, shape (n,)
        The tokens in that order; the longest sequence comes first in each step.
    cut : list of int
        Where each step begins, and the end.
    """

    place: Ints
    cut: list[int]

    @classmethod
    def of(cls, start: Ints, end: Ints) -> Sequences:
        """Return the sequences with these bounds; empty ones are left out."""
        order = np.argsort(start - end, kind="stable")
        start, size = start[order], (end - start)[order]
        going_on = np.searchsorted(-size, -np.arange(int(size.max(initial=0))), side="left")
        step, which = expand(np.zeros_like(going_on), going_on)
        return cls(start[which] + step, running(going_on).tolist())

    @property
    def first(self) -> Ints:
        """The first token of each sequence."""
        return self.place[: self.cut[1]] if len(self.cut) > 1 else self.place


def best_labels(scores: Scores, steps: Scores, sequences: Sequences) -> Ints:
    """Return the label of each token in the best labelling of its sequence (Viterbi).

    Parameters
    ----------
    scores : array of float, shape (n_tokens, n_labels)
    steps : array of float, shape (n_labels + 1, n_labels)
        Score of each label after each other one; the last row is for the first token.
    sequences : Sequences
        Tokens in none get label 0.
    """
    labels = np.zeros(len(scores), dtype=np.int64)
    scores = scores[sequences.place]
    back = np.zeros(scores.shape, dtype=np.int8)
    best = scores.copy()
    bounds = list(pairwise(sequences.cut))
    for k, (low, high) in enumerate(bounds):
        if k == 0:
            best[low:high] += steps[-1]
            continue
        before = bounds[k - 1][0]
        options = best[before : before + high - low, :, None] + steps[None, :-1]
        back[low:high] = options.argmax(axis=1)
        best[low:high] += options.max(axis=1)
    state = np.zeros(0, dtype=np.int64)
    for low, high in reversed(bounds):
        ended = best[low + len(state) : high].argmax(axis=1)
        state = np.concatenate([state, ended])
        labels[sequences.place[low:high]] = state
        state = back[np.arange(low, high), state].astype(np.int64)
    return labels


def marginals(scores: Scores, steps: Scores, sequences: Sequences) -> tuple[Scores, Floats]:
    """Return how probable each label of each token is (forward-backward).

    Returns
    -------
    probability : array of float, shape (n_tokens, n_labels)
        Zeros for tokens in no sequence.
    taken : array of float, shape (n_labels + 1, n_labels)
        Expected number of times each step is taken.
    """
    first, step = np.exp(steps[-1])[:, None], np.exp(steps[:-1])
    weight = np.ascontiguousarray(scores[sequences.place].T)  # by label, so that the tokens of one lie side by side
    np.exp(weight - weight.max(axis=0, initial=NEVER), out=weight)
    forward, backward, scale = np.empty_like(weight), np.ones_like(weight), np.empty_like(weight[:1])
    taken: Floats = np.zeros(steps.shape)
    bounds = list(pairwise(sequences.cut))
    for k, (low, high) in enumerate(bounds):
        before = bounds[k - 1][0]
        reached = _times(step.T, forward[:, before : before + high - low]) if k else first
        value = reached * weight[:, low:high]
        scale[:, low:high] = value.sum(axis=0)
        np.divide(value, scale[:, low:high], out=forward[:, low:high])
    weight /= scale
    for (low, _), (behind, end) in reversed(list(pairwise(bounds))):
        after = weight[:, behind:end] * backward[:, behind:end]
        backward[:, low : low + end - behind] = _times(step, after)
        taken[:-1] += forward[:, low : low + end - behind] @ after.T
    taken[:-1] *= step
    probability = np.zeros_like(scores)
    probability[sequences.place] = (forward * backward).T
    taken[-1] = probability[sequences.first].sum(axis=0)
    return probability, taken


def _times(matrix: Scores, columns: Scores) -> Scores:
    """Return the product of a matrix with each column, label by label: a matrix product rounds by the number of columns."""
    out = matrix[:, :1] * columns[0]
    for k in range(1, len(columns)):
        out += matrix[:, k : k + 1] * columns[k]
    return np.asarray(out)
