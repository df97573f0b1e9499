"""Articles drawn again and shuffled: intervals of means and differences, and how often chance does as much.

What is drawn are articles, since the sentences of one belong together. Values stand in the order of their size within each cell
of group and stratum, so that results do not depend on the order of the documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.special import ndtr, stdtrit

from framing.core import Floats, InputError, Ints
from framing.stats.grouping import FEWEST

CHUNK = 200  # draws at a time
FEWEST_DRAWS = 100
COUNTED = ("n", "rate", "share", "words", "sentences")  # units of scores that are not below 0
BOUNDS = {"toward__balance_mean": (-1.0, 1.0), "subjectivity__sentences_mean": (0.0, 1.0)}
ROUNDING = 1e-9  # a standard error below it is none


@dataclass(frozen=True, slots=True)
class Design:
    """Documents in cells of a group and a stratum, those of a cell side by side.

    Attributes
    ----------
    order : array of int, shape (n_docs,)
        The documents, cell by cell.
    cell : array of int, shape (n_docs,)
        The cell of each document in that order.
    group, stratum : arrays of int, shape (n_cells,)
    n_groups : int
    """

    order: Ints
    cell: Ints
    group: Ints
    stratum: Ints
    n_groups: int

    @classmethod
    def of(cls, code: Ints, stratum: Ints, n_groups: int) -> Design:
        """Return the design of documents with their groups and strata."""
        order = np.lexsort((stratum, code))
        pairs, cell = np.unique(np.stack([code, stratum])[:, order], axis=1, return_inverse=True)
        return cls(order, cell.ravel(), pairs[0], np.unique(pairs[1], return_inverse=True)[1], n_groups)

    def sizes(self) -> Ints:
        """Return the number of documents of each group."""
        return np.bincount(self.group[self.cell], minlength=self.n_groups)

    def arranged(self, values: Floats) -> Floats:
        """Return values, shape (n_docs, n_columns), cell by cell, each column in order of size within a cell."""
        out = values[self.order]
        for column in out.T:
            column[:] = column[np.lexsort((column, self.cell))]
        return out

    def draws(self, n_draws: int, rng: np.random.Generator) -> Iterator[Floats]:
        """Yield how often each document is drawn, shape (CHUNK, n_docs), those of each group among themselves."""
        sizes = self.sizes()
        for first in range(0, n_draws, CHUNK):
            n = min(CHUNK, n_draws - first)
            yield np.concatenate([_times(n, size, rng) for size in sizes.tolist() if size], axis=1)

    def sums(self, weights: Floats, values: Floats) -> tuple[Floats, Floats]:
        """Return the weights, and the weighted values, of each cell.

        Parameters
        ----------
        weights : array, shape (n_draws, n_docs)
        values : array, shape (n_docs,)

        Returns
        -------
        arrays, shape (n_draws, n_cells)
        """
        return self._by_cell(weights), self._by_cell(weights * values)

    def means(self, weights: Floats, values: Floats) -> tuple[Floats, Floats]:
        """Return the mean of each group and its standard error, shape (n_draws, n_groups) each; NaN for a group without documents."""
        parts = (weights, weights * values, weights * values**2)
        n, total, squares = (np.asarray(self._by_cell(part) @ self._in_group()) for part in parts)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = total / n
            return mean, np.sqrt(np.maximum(squares / n - mean**2, 0) / (n - 1))

    def _by_cell(self, values: Floats) -> Floats:
        first = np.searchsorted(self.cell, np.arange(len(self.group)))
        return np.asarray(np.add.reduceat(values, first, axis=1))

    def differences(self, n: Floats, total: Floats) -> Floats:
        """Return the mean of each group less that of all others, within strata, shape (n_draws, n_groups).

        A stratum counts by how much it tells: n₁ n₂ / (n₁ + n₂) (Cochran 1954). One with documents of one side alone
        counts for nothing.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            whole, every = (self._by_stratum(sums)[:, self.stratum] for sums in (n, total))
            excess = np.where(whole > 0, total - n * every / whole, 0.0)
            weight = np.where(whole > 0, n - n**2 / whole, 0.0)
            total_weight = weight @ self._in_group()
            return np.where(total_weight > ROUNDING, (excess @ self._in_group()) / total_weight, np.nan)

    def matched(self) -> tuple[Ints, Ints]:
        """Return how many documents of each group, and of the others, stand in a stratum that has both."""
        n = np.bincount(self.cell, minlength=len(self.group)).astype(np.float64)[None]
        others = self._by_stratum(n)[:, self.stratum] - n
        both = (others > 0).astype(np.float64)
        mine, theirs = ((part * both) @ self._in_group() for part in (n, others))
        return mine[0].astype(np.int64), theirs[0].astype(np.int64)

    def _by_stratum(self, sums: Floats) -> Floats:
        n_cells = len(self.group)
        return np.asarray(sums @ csr_array((np.ones(n_cells), (np.arange(n_cells), self.stratum))))

    def _in_group(self) -> csr_array:
        n_cells = len(self.group)
        return csr_array((np.ones(n_cells), (np.arange(n_cells), self.group)), shape=(n_cells, self.n_groups))


def _times(n_draws: int, n: int, rng: np.random.Generator) -> Floats:
    """Return how often each of `n` units is drawn in each draw, shape (n_draws, n)."""
    units = rng.integers(0, n, (n_draws, n)) + n * np.arange(n_draws)[:, None]
    return np.bincount(units.ravel(), minlength=n * n_draws).reshape(n_draws, n).astype(np.float64)


def bootstrap(
    design: Design, values: Floats, n_draws: int, seed: int, *, differences: bool = True
) -> tuple[Floats, Floats]:
    """Return, of drawn groups, how far means are off in standard errors, and differences, shape (n_columns, n_draws, n_groups) each.

    A drawn mean without spread is infinitely far off, or NaN where it is right. Differences are NaN if they are not wanted.
    """
    rng = np.random.default_rng([seed, len(values)])
    shape = (values.shape[1], n_draws, design.n_groups)
    off, apart, done = np.empty(shape), np.full(shape, np.nan), 0
    centres = [design.means(np.ones((1, len(values))), column)[0] for column in values.T]
    for weights in design.draws(n_draws, rng):
        part = slice(done, done + len(weights))
        for i, column in enumerate(values.T):
            mean, error = design.means(weights, column)
            gap = mean - centres[i]
            none = np.where(np.abs(gap) > ROUNDING, np.where(gap > 0, np.inf, -np.inf), np.nan)
            off[i, part] = np.where(error > ROUNDING, gap / np.maximum(error, ROUNDING), none)
            if differences:
                apart[i, part] = design.differences(*design.sums(weights, column))
        done += len(weights)
    return off, apart


def studentised(off: Floats, n: Ints, mean: Floats, error: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the 95 % bootstrap-t interval of means, shape (n_groups,): honest where values are skewed (Efron & Tibshirani 1993, ch. 12).

    With fewer than ten documents, too few to draw from, it is Student's, and so is an end that the draws leave open, since too few documents
    have anything but one value: such an interval is too narrow. Without any spread nothing is known: NaN.

    Parameters
    ----------
    off : array, shape (n_draws, n_groups)
        From :func:`bootstrap`.
    mean, error : arrays, shape (n_groups,)
        An error that is NaN (one document) has an interval that is NaN.
    """
    ends = stdtrit(np.maximum(n - 1, 1), np.array([[0.025], [0.975]]))
    for i in np.flatnonzero((n >= FEWEST) & ~np.isnan(off).all(axis=0)).tolist():
        column = off[~np.isnan(off[:, i]), i]
        found = np.array([np.quantile(column, 0.025, method="lower"), np.quantile(column, 0.975, method="higher")])
        ends[:, i] = np.where(np.isfinite(found), found, ends[:, i])
    error = np.where(error > ROUNDING, error, np.nan)
    return mean - ends[1] * error, mean - ends[0] * error


def means_of(values: Floats, code: Ints, n_groups: int, n_draws: int, seed: int) -> tuple[Ints, Floats, Floats, Floats]:
    """Return the number of documents, the mean and the ends of its interval of each group, shape (n_groups,) each."""
    design = Design.of(code, np.zeros_like(code), n_groups)
    column = design.arranged(values[:, None])
    off, _ = bootstrap(design, column, n_draws, seed, differences=False)
    (mean,), (error,) = design.means(np.ones((1, len(values))), column[:, 0])
    return design.sizes(), mean, *studentised(off[0], design.sizes(), mean, error)


def bounded(column: str, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return the ends of intervals of a score within what it can be: no count below 0, no share above 1.

    Examples
    --------
    >>> [end.tolist() for end in bounded("attribution__direct_share", np.array([-0.1]), np.array([1.2]))]
    [[0.0], [1.0]]
    """
    unit = column.removesuffix("_all").rpartition("_")[2]
    least, most = BOUNDS.get(column, (0.0 if unit in COUNTED else -np.inf, 1.0 if unit == "share" else np.inf))
    return (low, high) if "-minus-" in column else (np.maximum(low, least), np.minimum(high, most))


def check_draws(n_draws: int) -> None:
    """Refuse a number of draws that has no ends of an interval."""
    if n_draws < FEWEST_DRAWS:
        raise InputError(f"n_draws={n_draws} is too few for the ends of a 95 % interval. Use 1,000 or more.")


def within_strata(design: Design, column: Floats, found: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the 95 % interval of differences within strata, shape (n_groups,).

    A difference within strata is the slope of the values on belonging to the group, both less their means in the stratum; its variance is that
    of a slope with unequal spread (White 1980), with Student's quantile. NaN where no degree of freedom is left.
    """
    stratum, group = design.stratum[design.cell], design.group[design.cell]
    n, y = np.bincount(stratum), _centred(column[:, None], stratum)[:, 0]
    low, high = np.full(design.n_groups, np.nan), np.full(design.n_groups, np.nan)
    for i in range(design.n_groups):
        member = (group == i).astype(np.float64)
        x = member - (np.bincount(stratum, weights=member) / n)[stratum]
        matched = x != 0
        degrees = matched.sum() - len(np.unique(stratum[matched])) - 1
        if degrees >= 1:
            error = np.sqrt(((x * (y - found[i] * x)) ** 2).sum() * matched.sum() / degrees) / (x**2).sum()
            half = stdtrit(degrees, 0.975) * error
            low[i], high[i] = found[i] - half, found[i] + half
    return low, high


def permutation(design: Design, values: Floats, n_draws: int, seed: int) -> Floats:
    """Return how probable a difference as large is if groups do not matter, shape (n_columns, n_groups).

    Groups are shuffled among the documents of each stratum (Good 2005); the share of shuffles in which a group differs from the
    others by as much, the data as they are counted as one of them (Phipson & Smyth 2010). Where no shuffle does, p is that of a normal
    curve with the spread of the shuffles.
    """
    rng = np.random.default_rng([seed, len(values), 1])
    stratum = design.stratum[design.cell]
    by_stratum = np.argsort(stratum, kind="stable")
    stratum, group = stratum[by_stratum], design.group[design.cell][by_stratum]
    centred = _centred(values[by_stratum], stratum)
    to_group = csr_array((np.ones(len(group)), (group, np.arange(len(group)))), shape=(design.n_groups, len(group)))
    seen, tolerance = np.abs(to_group @ centred), 1e-12 * np.abs(centred).sum(axis=0)
    ordered = np.stack([column[np.lexsort((column, stratum))] for column in centred.T], axis=1)
    as_much, squares = np.ones((design.n_groups, values.shape[1])), np.zeros((design.n_groups, values.shape[1]))
    for _ in range(n_draws):
        shuffled = np.abs(to_group @ ordered[np.lexsort((rng.random(len(stratum)), stratum))])
        as_much += shuffled >= seen - tolerance
        squares += shuffled**2
    mine, theirs = design.matched()
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = 2 * ndtr(-seen / np.sqrt(squares / n_draws))
    p = np.where((as_much == 1) & (beyond < 1 / (n_draws + 1)), beyond, as_much / (n_draws + 1))
    return np.where(((mine > 0) & (theirs > 0))[:, None], p, np.nan).T


def _centred(values: Floats, stratum: Ints) -> Floats:
    """Return values less the mean of their stratum."""
    n = np.bincount(stratum)
    return np.stack([column - (np.bincount(stratum, weights=column) / n)[stratum] for column in values.T], axis=1)


def interval(draws: Floats, found: Floats, fewest: Floats, degrees: Floats, inflation: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the expanded 95 % percentile interval of draws, shape (n_draws, n_groups).

    With fewer than ten documents on a side it is Student's, with the spread of the draws: draws cannot go beyond what little they are drawn from.

    Parameters
    ----------
    found, fewest : arrays, shape (n_groups,)
        What was found, and the documents on the smaller side.
    degrees, inflation : arrays, shape (n_groups,)
        Degrees of freedom, and by how much the variance of the draws is too small, such as n / (n - 1).

    Notes
    -----
    Percentiles farther out than 2.5 and 97.5, by Student's quantile, so that small groups have honest intervals: Hesterberg (2015), The American
    Statistician 69(4). NaN where a group has fewer than two documents.
    """
    low, high = np.full(len(degrees), np.nan), np.full(len(degrees), np.nan)
    known = (degrees >= 1) & np.isfinite(inflation) & ~np.isnan(draws).all(axis=0)
    level = ndtr(-stdtrit(np.maximum(degrees, 1), 0.975) * np.sqrt(inflation))
    for i in np.flatnonzero(known).tolist():
        if fewest[i] < FEWEST:
            half = stdtrit(degrees[i], 0.975) * np.nanstd(draws[:, i]) * np.sqrt(inflation[i])
            low[i], high[i] = found[i] - half, found[i] + half
        else:
            low[i], high[i] = np.nanquantile(draws[:, i], [level[i], 1 - level[i]])
    return low, high
