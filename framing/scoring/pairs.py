"""Pairs of spans that stand in one sentence: actors and the words near them."""

from __future__ import annotations

import numpy as np

from framing.core import Bools, Corpus, Ints, expand, running

# Words and marks that open a clause.
CLAUSE = frozenset(
    ", ; : — – -- ( ) but because while although though who which that when after and if as since before until where".split()
)


def sentence_pairs(corpus: Corpus, start: Ints, others: Ints) -> tuple[Ints, Ints]:
    """Return each span with every other span that starts in its sentence.

    Parameters
    ----------
    start : array of int, shape (n,)
        First tokens.
    others : array of int, shape (m,)
        First tokens of the others, in order.

    Returns
    -------
    first, second : arrays of int
        Positions in `start` and in `others`.
    """
    sentence = corpus.token_sentence[start]
    low = np.searchsorted(others, corpus.sentence_start[sentence])
    n = np.searchsorted(others, corpus.sentence_end[sentence]) - low
    return expand(low, n)


def running_of(corpus: Corpus, types: Bools) -> Ints:
    """Return how many tokens of the given types stand before each token, shape (n_tokens + 1,)."""
    return running(types[corpus.token_ids])
