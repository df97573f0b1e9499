"""Groups of articles compared: means, differences, how sure, and whether chance does as much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.core import Column, Floats, InputError, Ints, did_you_mean, objects
from framing.core.anytext import any_text
from framing.core.tables import concat, table
from framing.scoring import share
from framing.stats.grouping import Groups, false_discovery, warn_of_small
from framing.stats.resample import (
    Design,
    bootstrap,
    bounded,
    check_draws,
    interval,
    permutation,
    studentised,
    within_strata,
)

if TYPE_CHECKING:
    from framing.report import Report

UNITS = ("rate", "share", "mean", "index")  # of the columns that are compared unless you choose
BOUNDS = ("-low_", "-high_")  # ends of an interval of single articles
LENGTH, N_LENGTHS = "length", 5  # adjust=: classes of about as many articles each
COLUMNS = (
    "column", "group", "n", "mean", "low", "high", "rest_n", "rest_mean",
    "difference", "difference_low", "difference_high", "n_matched", "effect", "p",
)  # fmt: skip


@any_text
def compare(
    report: Report,
    by: str | pd.Series = "outlet",
    *,
    columns: Sequence[str] | None = None,
    versus: object = None,
    adjust: str | Sequence[str] = (),
    n_draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the scores of groups of articles.

    Parameters
    ----------
    report : Report
    by : str or Series
        A column of ``report.meta``, or a group for each document id. Documents without one are left out.
    columns : sequence of str, optional
        Columns of ``report.scores``; without it all rates, shares, means and indices.
    versus : optional
        The group that all others are compared with; without it each is compared with all others together.
    adjust : str or sequence of str
        Compare like with like: "length" (five classes by words, whatever the metadata call so) and columns of ``report.meta``, such as "topic".
        Differences are then means of the differences within classes; the means stay as they are. Documents without a value for one of
        these are left out.
    n_draws : int
        How often articles are drawn again for the intervals, and shuffled for p.
    seed : int
        The same seed gives the same figures, in whatever order the documents come.

    Returns
    -------
    DataFrame
        One row per column and group: ``column``, ``group``, ``n`` (articles in which the score was observed), ``mean``, ``low``, ``high``,
        ``rest_n``, ``rest_mean`` (of the others), ``difference``, ``difference_low``, ``difference_high``,
        ``n_matched`` (articles in classes that have both sides: those the difference rests on), ``effect`` (the difference in standard
        deviations, Hedges' g), ``p`` (permutation test), ``q`` (false discovery rate over all rows). Ends are those of 95 % intervals, NaN with
        fewer than two articles or no spread among them; p and the difference are NaN where no class has both sides.

    Raises
    ------
    InputError
        If a column or a group is unknown, or there is but one group.

    Warns
    -----
    UserWarning
        If a group has fewer than ten articles.

    Notes
    -----
    Articles are what is drawn, never sentences or words: those of one article belong together. Intervals of means: bootstrap-t (Efron & Tibshirani
    1993, ch. 12); of differences: expanded percentiles (Hesterberg 2015).
    p: articles shuffled between groups, within classes; where no shuffle differs as much, by a normal curve with their
    spread. With `adjust`, intervals of differences are those of a slope within classes (White 1980). q: Benjamini & Hochberg (1995). Within classes: Cochran (1954). A
    difference is no bias: what outlets choose to report on differs, too, and `adjust` takes out only what you name.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> texts = ["They slammed the vile plan.", "The council met on Monday."] * 10
    >>> frame = pd.DataFrame({"text": texts, "outlet": ["Clarion", "Wire"] * 10})
    >>> rows = framing.compare(framing.analyze(frame), columns=["loaded__terms_rate"], n_draws=200)
    >>> rows[["group", "n", "mean", "difference"]].to_records(index=False).tolist()
    [('Clarion', 10, 400.0, 400.0), ('Wire', 10, 0.0, -400.0)]
    """
    check_draws(n_draws)
    groups, scores = Groups.of(report.meta, by), _chosen(report.scores, columns)
    if len(groups.names) < 2:
        raise InputError(f"All documents are in one group, {groups.names[0]!r}: there is nothing to compare.")
    warn_of_small(groups.names, np.bincount(groups.code[groups.code >= 0], minlength=len(groups.names)))
    strata = _strata(report, [adjust] if isinstance(adjust, str) else adjust)
    parts = [rows for pair in _pairs(groups, versus) for rows in _compared(scores, pair, strata, n_draws, seed, versus)]
    out = concat(parts, ignore_index=True)
    place = {column: i for i, column in enumerate(scores.columns)}
    out = out.assign(q=false_discovery(out["p"].to_numpy(dtype=np.float64)), place=out["column"].map(place))
    return out.sort_values("place", kind="stable", ignore_index=True).drop(columns="place")


def _chosen(scores: pd.DataFrame, columns: Sequence[str] | None) -> pd.DataFrame:
    """Return the columns to compare."""
    if columns is None:
        columns = [column for column in scores.columns if column.rpartition("_")[2] in UNITS and not any(bound in column for bound in BOUNDS)]  # fmt: skip
    columns = [columns] if isinstance(columns, str) else list(columns)
    for column in columns:
        if column not in scores.columns:
            raise InputError(f"There is no score {column!r}. {did_you_mean(str(column), scores.columns)}")
    if not columns:
        raise InputError("columns= names no score to compare.")
    chosen = scores[columns].astype(np.float64)
    return chosen.where(np.isfinite(chosen))


def _strata(report: Report, adjust: Sequence[str]) -> Ints:
    """Return the class of each document, by all that is adjusted for; -1 where something is missing."""
    codes = []
    for name in adjust:
        if name == LENGTH:
            rank = report.scores["n_words"].rank(method="average", pct=True)
            codes.append(np.minimum(np.ceil(rank * N_LENGTHS), N_LENGTHS).to_numpy(dtype=np.int64))
        else:
            codes.append(Groups.of(report.meta, name).code)
    if not codes:
        return np.zeros(len(report.scores), dtype=np.int64)
    missing = np.any([code < 0 for code in codes], axis=0)
    return np.where(missing, -1, np.unique(np.stack(codes), axis=1, return_inverse=True)[1].ravel())


def _pairs(groups: Groups, versus: object) -> Iterator[Groups]:
    """Yield what is compared at once: all groups, or each with the one named."""
    if versus is None:
        yield groups
        return
    base = groups.index(versus)
    for i in range(len(groups.names)):
        if i != base:
            yield groups.only(np.array([i, base]))


def _compared(
    scores: pd.DataFrame, groups: Groups, strata: Ints, n_draws: int, seed: int, versus: object
) -> Iterator[pd.DataFrame]:
    """Yield the rows of columns that are observed in the same documents."""
    used = (groups.code >= 0) & (strata >= 0)
    observed = scores.notna().to_numpy() & used[:, None]
    patterns, which = np.unique(observed, axis=1, return_inverse=True)
    for number, here in enumerate(patterns.T):
        columns = scores.columns[which.ravel() == number]
        if not here.any():
            yield from (_nothing(column, groups.names) for column in columns)
            continue
        design = Design.of(groups.code[here], strata[here], len(groups.names))
        values = design.arranged(scores.loc[here, columns].to_numpy())
        yield from _rows(
            design, values, columns, groups.names, n_draws, seed, slice(None) if versus is None else slice(1)
        )


def _nothing(column: str, names: Column) -> pd.DataFrame:
    """Return the rows of a score that was observed nowhere."""
    counts = {name: np.zeros(len(names), dtype=np.int64) for name in ("n", "rest_n", "n_matched")}
    known = {"column": objects([column] * len(names)), "group": names, **counts}
    return table({name: known.get(name, np.full(len(names), np.nan)) for name in COLUMNS})


def _rows(
    design: Design, values: Floats, columns: pd.Index, names: Column, n_draws: int, seed: int, shown: slice
) -> Iterator[pd.DataFrame]:
    """Yield the rows of each column."""
    sizes = design.sizes()
    n = sizes.astype(np.float64)
    adjusted = len(np.unique(design.stratum)) > 1
    off, drawn = bootstrap(design, values, n_draws, seed, differences=not adjusted)
    p, matched = permutation(design, values, n_draws, seed), sum(design.matched())
    group, once = design.group[design.cell], np.ones((1, len(values)))
    for i, column in enumerate(columns):
        (means,), (errors,) = design.means(once, values[:, i])
        (differences,) = design.differences(*design.sums(once, values[:, i]))
        total = np.bincount(group, weights=values[:, i], minlength=len(n)).astype(np.float64)
        squares = np.bincount(group, weights=(values[:, i] - means[group]) ** 2, minlength=len(n)).astype(np.float64)
        rest_mean, rest_squares = _others(n, total, values[:, i], group)
        low, high = bounded(str(column), *studentised(off[i], sizes, means, errors))
        if adjusted:
            from_, to = within_strata(design, values[:, i], differences)
        else:
            shape = _welch(n, squares, rest_squares)
            from_, to = interval(drawn[i], differences, np.minimum(n, len(values) - n), *shape)
        spread = np.sqrt(share(squares + rest_squares, np.asarray(len(values) - 2)))
        effect = share(differences, spread) * (1 - 3 / (4 * len(values) - 9))
        cells = (objects([column] * len(n)), names, sizes, means, low, high, len(values) - sizes, rest_mean, differences, from_, to, matched, effect, p[i])  # fmt: skip
        yield table(dict(zip(COLUMNS, cells, strict=True))).iloc[shown]


def _others(n: Floats, total: Floats, values: Floats, group: Ints) -> tuple[Floats, Floats]:
    """Return the mean of all other groups, and their sum of squares around it."""
    mean = share(total.sum() - total, n.sum() - n)
    square = np.bincount(group, weights=values**2, minlength=len(n))
    return mean, np.maximum(square.sum() - square - mean**2 * (n.sum() - n), 0.0)


def _welch(n: Floats, squares: Floats, rest_squares: Floats) -> tuple[Floats, Floats]:
    """Return the degrees of freedom of differences (Welch 1947), and by how much a bootstrap's variance is too small."""
    m = n.sum() - n
    plain = (share(squares, n * n), share(rest_squares, m * m))
    honest = (share(squares, n * (n - 1)), share(rest_squares, m * (m - 1)))
    terms = [share(part**2, size - 1) for part, size in zip(honest, (n, m), strict=True)]
    whole = honest[0] + honest[1]
    degrees = np.where(whole > 0, share(whole**2, terms[0] + terms[1]), n.sum() - 2)
    enough = (n > 1) & (m > 1)
    return np.where(enough, degrees, 0.0), np.where(whole > 0, share(whole, plain[0] + plain[1]), 1.0)
