"""95 % intervals of shares, means and rates, whose units – sentences, mentions – could have been others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from scipy.special import gammaincinv, stdtrit

from framing.core import Column, Floats, Ints
from framing.scoring.rates import PER, share

SUMS = ("units", "part", "whole", "part²", "part·whole", "whole²")


class Ratio(NamedTuple):
    """Per group: its units, their parts and wholes, the squares by which parts miss the ratio, and the ratio."""

    units: Floats
    part: Floats
    whole: Floats
    missed: Floats
    ratio: Floats


def moments(name: str, part: Column, whole: Column, group: Ints, n_groups: int) -> dict[str, Ints]:
    """Return the sums that an interval is computed from, which add up over the parts of a text.

    Parameters
    ----------
    name : str
        Prefix of their names.
    part, whole : arrays of whole numbers, shape (n_units,)
        Of each unit, such as the reported words of a sentence and all its words; units without a whole tell nothing.
    group : array of int, shape (n_units,)
        The group of each unit, such as its document.
    n_groups : int

    Raises
    ------
    ValueError
        If a part or a whole is no whole number: sums would lose what is behind the point.
    """
    if not all(np.array_equal(column, np.trunc(column)) for column in (part, whole)):
        raise ValueError("Parts and wholes must be whole numbers.")
    used = np.asarray(whole) > 0
    p, w = (np.asarray(column)[used].astype(np.float64) for column in (part, whole))
    columns = (np.ones_like(p), p, w, p * p, p * w, w * w)
    sums = (np.bincount(group[used], weights=column, minlength=n_groups).astype(np.int64) for column in columns)
    return {f"{name}|{kind}": values for kind, values in zip(SUMS, sums, strict=True)}


def ratio_of(sums: Mapping[str, Column], name: str) -> Ratio:
    """Return the ratio of the sums that :func:`moments` has named so."""
    units, part, whole, pp, pw, ww = (sums[f"{name}|{kind}"] for kind in SUMS)
    columns = (column.tolist() for column in (part, whole, pp, pw, ww))
    # in whole numbers of any size: nothing is lost where parts hardly miss
    missed = [(w * w * b - 2 * p * w * c + p * p * d) / (w * w or 1) for p, w, b, c, d in zip(*columns, strict=True)]
    n, p, w = (column.astype(np.float64) for column in (units, part, whole))
    return Ratio(n, p, w, np.array(missed, dtype=np.float64), share(p, w))


def share_interval(part: Column, whole: Column, group: Ints, n_groups: int) -> tuple[Floats, Floats]:
    """Return the 95 % interval of each group's share, its units being what could have been drawn otherwise.

    Parameters
    ----------
    part, whole : arrays of whole numbers, shape (n_units,)
        Of each unit, such as the reported words of a sentence and all its words.
    group : array of int, shape (n_units,)
        The group of each unit, such as its document.
    n_groups : int

    Returns
    -------
    low, high : arrays of float, shape (n_groups,)
        NaN where the whole is 0.

    Notes
    -----
    Wilson's (1927) interval, in which the words of a group count for as many as they would be if drawn one by one (Kish 1965,
    by the linearised variance of a ratio), and Student's quantile for the units. Where a share is 0 or 1, units count.

    Examples
    --------
    >>> low, high = share_interval(np.array([5, 0, 5, 0]), np.array([5, 5, 5, 5]), np.zeros(4, dtype=np.int64), 1)
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.06], [0.94])
    """
    return share_ends(ratio_of(moments("", part, whole, group, n_groups), ""))


def share_ends(ratio: Ratio) -> tuple[Floats, Floats]:
    """Return the ends of the interval that :func:`share_interval` describes."""
    n, _, total, spread, centre = ratio
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = spread / total**2 * n / (n - 1)
        effective = np.where(variance > 0, np.minimum(centre * (1 - centre) / variance, total), n)
        quantile = stdtrit(np.maximum(n - 1, 1), 0.975) ** 2 / effective
        middle = (centre + quantile / 2) / (1 + quantile)
        half = np.sqrt(quantile * centre * (1 - centre) + quantile**2 / 4) / (1 + quantile)
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def rate_ends(ratio: Ratio) -> tuple[Floats, Floats]:
    """Return the ends of the 95 % interval of each group's rate per 1,000 words, its units being what could have been drawn otherwise.

    Parameters
    ----------
    ratio : Ratio
        Of counts, such as the loaded terms of sentences, to their words.

    Returns
    -------
    low, high : arrays of float, shape (n_groups,)
        NaN where there are no words.

    Notes
    -----
    Garwood's (1936) interval for a Poisson count, which counts for less where units differ more than a Poisson
    process would let them: the dispersion is the linearised variance of the ratio over Poisson's, at least 1.

    Examples
    --------
    >>> sums = moments("terms", np.array([0, 3, 0, 0]), np.full(4, 25), np.zeros(4, dtype=np.int64), 1)
    >>> low, high = rate_ends(ratio_of(sums, "terms"))
    >>> low.round(1).tolist(), high.round(1).tolist()
    ([0.8], [167.1])
    """
    n, total, words, spread, per_word = ratio
    with np.errstate(divide="ignore", invalid="ignore"):
        dispersion = np.where((total > 0) & (n > 1), np.maximum(spread * n / (n - 1) / total, 1), 1.0)
        low = dispersion * gammaincinv(total / dispersion, 0.025) * (PER / words)
        high = dispersion * gammaincinv(total / dispersion + 1, 0.975) * (PER / words)
    return np.where(total > 0, low, 0 * per_word), np.where(words > 0, high, np.nan)


def mean_interval(total: Column, number: Column, group: Ints, n_groups: int) -> tuple[Floats, Floats]:
    """Return the 95 % interval of each group's mean, its clusters being what could have been drawn otherwise.

    Parameters
    ----------
    total, number : arrays, shape (n_clusters,)
        Of each cluster, such as the mentions of an actor in one sentence: the sum of their values, and how many they are.
    group : array of int, shape (n_clusters,)
    n_groups : int

    Returns
    -------
    low, high : arrays of float, shape (n_groups,)
        NaN where a group has fewer than two clusters.

    Notes
    -----
    The ratio of two totals (Cochran 1977, ch. 6): linearised variance, and Student's quantile for the clusters.

    Examples
    --------
    >>> low, high = mean_interval(np.array([1.0, 0.0, 2.0]), np.array([2, 1, 3]), np.zeros(3, dtype=np.int64), 1)
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([-0.12], [1.12])
    """
    used = np.asarray(number) > 0
    total, number, group = np.asarray(total)[used], np.asarray(number)[used], group[used]
    each = (np.ones(len(group)), total, number)
    n, totals, numbers = (np.bincount(group, weights=values, minlength=n_groups).astype(np.float64) for values in each)
    centre = share(totals, numbers)
    spread = np.bincount(group, weights=(total - centre[group] * number) ** 2, minlength=n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = stdtrit(np.maximum(n - 1, 1), 0.975) * np.sqrt(spread * n / (n - 1)) / numbers
    half = np.where(n > 1, half, np.nan)
    return centre - half, centre + half
