"""Chains: the best labels of many sequences at once, and how sure each label is.

A linear-chain model (Lafferty, McCallum & Pereira 2001): a sequence is worth
the scores of its labels and of the steps between them. All sequences take
their k-th step together, so that the Python loop is as long as the longest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.core import Floats, Ints

Scores = NDArray[np.floating[Any]]
NEVER = -1e4  # score of a step that is not allowed


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences of tokens, longest first.

    Attributes
    ----------
    start : array of int, shape (n_sequences,)
        First token of each.
    running : array of int, shape (longest,)
        How many sequences have a k-th token.
    """

    start: Ints
    running: Ints

    @classmethod
    def of(cls, start: Ints, end: Ints) -> Sequences:
        """Return the sequences with these bounds; empty ones are left out."""
        order = np.argsort(start - end, kind="stable")
        size = (end - start)[order]
        longest = int(size.max(initial=0))
        return cls(start[order], np.searchsorted(-size, -np.arange(longest), side="left"))

    def __len__(self) -> int:
        return len(self.running)


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
    n_labels = scores.shape[1]
    back = np.zeros((len(scores), n_labels), dtype=np.int8)
    ended = np.zeros((len(sequences.start), n_labels), dtype=scores.dtype)
    current = scores[:0]
    for k, n in enumerate(sequences.running.tolist()):
        place = sequences.start[:n] + k
        if k == 0:
            current = scores[place] + steps[-1]
        else:
            options = current[:n, :, None] + steps[None, :-1]
            choice = options.argmax(axis=1)
            back[place] = choice
            current = np.take_along_axis(options, choice[:, None], axis=1)[:, 0] + scores[place]
        ended[:n] = current
    state = ended.argmax(axis=1)
    for k in range(len(sequences) - 1, -1, -1):
        n = int(sequences.running[k])
        place = sequences.start[:n] + k
        labels[place] = state[:n]
        state[:n] = back[place, state[:n]]
    return labels


def marginals(scores: Scores, steps: Scores, sequences: Sequences) -> tuple[Floats, Floats]:
    """Return how probable each label of each token is (forward-backward).

    Returns
    -------
    probability : array of float, shape (n_tokens, n_labels)
        Zeros for tokens in no sequence.
    taken : array of float, shape (n_labels + 1, n_labels)
        Expected number of times each step is taken.
    """
    n_labels = scores.shape[1]
    step = np.exp(steps[:-1])
    top = scores.max(axis=1, keepdims=True)
    weight = np.exp(scores - top)
    forward, backward = np.zeros_like(weight), np.zeros_like(weight)
    scale = np.ones((len(scores), 1), dtype=weight.dtype)
    for k, n in enumerate(sequences.running.tolist()):
        place = sequences.start[:n] + k
        reached = np.exp(steps[-1])[None] if k == 0 else forward[place - 1] @ step
        value = reached * weight[place]
        scale[place] = value.sum(axis=1, keepdims=True)
        forward[place] = value / scale[place]
    after = np.zeros(n_labels)
    taken: Floats = np.zeros(steps.shape)
    for k in range(len(sequences) - 1, -1, -1):
        n = int(sequences.running[k])
        place = sequences.start[:n] + k
        beyond = int(sequences.running[k + 1]) if k + 1 < len(sequences) else 0
        backward[place[beyond:]] = 1.0
        following = place[:beyond] + 1
        after = weight[following] * backward[following] / scale[following]
        backward[place[:beyond]] = after @ step.T
        taken[:-1] += (forward[place[:beyond]].T @ after) * step
    probability = forward * backward
    taken[-1] = probability[sequences.start].sum(axis=0)
    return probability, taken
