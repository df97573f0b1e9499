"""Bootstrap over sentences: how far a score would move if the text had other sentences of its kind."""

from __future__ import annotations

import numpy as np

from framing.core import Column, Floats, Ints

Ratios = dict[str, tuple[Column, Column]]  # column of scores -> part and whole of each sentence; the score is sum / sum


def bootstrap_intervals(
    part: Floats, whole: Floats, group: Ints, n_groups: int, *, n_draws: int, seed: int
) -> tuple[Floats, Floats]:
    """Return the 95 % percentile interval of ratios of sums in each group, its units drawn with replacement.

    Parameters
    ----------
    part, whole : arrays of float, shape (n_units, n_ratios)
        Of each unit, such as the loaded terms of a sentence and its words.
    group : array of int, shape (n_units,)
        The group of each unit, such as its document, in order.
    n_groups, n_draws, seed : int

    Returns
    -------
    low, high : arrays of float, shape (n_groups, n_ratios)
        NaN where the whole is 0.

    Notes
    -----
    The percentile method (Efron & Tibshirani 1993, ch. 13). Groups of one size share their draws, so that an interval depends
    on nothing but its own units and the seed. Where no unit has a part, all draws are 0, and so is the interval.

    Examples
    --------
    >>> part, whole = np.array([[0.0], [3], [0], [0]]), np.full((4, 1), 25.0)
    >>> low, high = bootstrap_intervals(part, whole, np.zeros(4, dtype=np.int64), 1, n_draws=1000, seed=0)
    >>> low.tolist(), high.tolist()
    ([[0.0]], [[0.09]])
    """
    cut = np.searchsorted(group, np.arange(n_groups + 1))
    size = np.diff(cut)
    low, high = np.full((2, n_groups, part.shape[1]), np.nan)
    drawn = np.zeros((0, 0))
    for place in np.argsort(size, kind="stable").tolist():
        n, rows = int(size[place]), slice(cut[place], cut[place + 1])
        if not n:
            continue
        if drawn.shape[1] != n:
            drawn = _times_drawn(n, n_draws, seed)
        with np.errstate(divide="ignore", invalid="ignore"):
            low[place], high[place] = _ends((drawn @ part[rows]) / (drawn @ whole[rows]))
    return low, high


def _times_drawn(n: int, n_draws: int, seed: int) -> Floats:
    """Return how often each of `n` units is drawn, shape (n_draws, n)."""
    units = np.random.default_rng([seed, n]).integers(0, n, (n_draws, n))
    cells = (units + n * np.arange(n_draws)[:, None]).ravel()
    return np.bincount(cells, minlength=n * n_draws).reshape(n_draws, n).astype(np.float64)


def _ends(draws: Floats) -> Floats:
    """Return the 2.5th and 97.5th percentile of each column, shape (2, n_columns), without draws in which it has no whole."""
    ordered = np.sort(draws, axis=0)  # NaN last
    last = np.maximum((~np.isnan(draws)).sum(axis=0) - 1, 0)
    at = np.array([[0.025], [0.975]]) * last
    below = np.floor(at).astype(np.int64)
    before, behind = (np.take_along_axis(ordered, place, axis=0) for place in (below, np.minimum(below + 1, last)))
    return np.asarray(before + (behind - before) * (at - below))
