"""Scores over time: the mean of each day, week, month or year, with what can be known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.core import InputError, did_you_mean, objects
from framing.core.anytext import any_text
from framing.core.tables import table
from framing.io.dates import read_dates
from framing.stats.grouping import Groups, column_of
from framing.stats.resample import bounded, check_draws, means_of

if TYPE_CHECKING:
    from framing.report import Report

PERIODS = {"day": "D", "week": "W", "month": "M", "year": "Y"}  # a week begins on Monday


@any_text
def trends(
    report: Report,
    column: str,
    *,
    every: str = "week",
    by: str | pd.Series | None = None,
    date: str = "date",
    n_draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the mean of one score in each period, by group.

    Parameters
    ----------
    report : Report
    column : str
        Of ``report.scores``.
    every : {"day", "week", "month", "year"}
    by : str or Series, optional
        A column of ``report.meta``, such as "outlet"; without it all documents are one group, "all".
    date : str
        The column of ``report.meta`` with dates; documents without one that can be read are left out.
    n_draws, seed : int
        Of the bootstrap, as in :func:`framing.compare`.

    Returns
    -------
    DataFrame
        One row per group and period with articles, in order: ``column``, ``group``, ``period`` (its first day), ``n``
        (articles in which the score was observed), ``mean``, ``low``, ``high`` (95 %; NaN with one article). No change points are looked for:
        what happened when is for you to know.

    Raises
    ------
    InputError
        If the score or the period is unknown, or no date can be read.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> frame = pd.DataFrame({"text": ["A vile plan.", "A plan."], "date": ["2024-03-04", "2024-03-12"]})
    >>> rows = framing.trends(framing.analyze(frame, models=False), "loaded__terms_n")
    >>> [(str(period.date()), mean) for period, mean in zip(rows["period"], rows["mean"])]
    [('2024-03-04', 1.0), ('2024-03-11', 0.0)]
    """
    check_draws(n_draws)
    if column not in report.scores.columns:
        raise InputError(f"There is no score {column!r}. {did_you_mean(str(column), report.scores.columns)}")
    if every not in PERIODS:
        raise InputError(f"every={every!r} is none of: {', '.join(PERIODS)}.")
    start = periods(column_of(report.meta, date), every)
    group = (
        Groups.of(report.meta, by) if by is not None else Groups(objects(["all"]), np.zeros(len(start), dtype=np.int64))
    )
    values = report.scores[column].to_numpy(dtype=np.float64)
    used = np.flatnonzero(start.notna().to_numpy() & (group.code >= 0) & ~np.isnan(values))
    if not len(used):
        raise InputError(f"No document has all of a date, a group and the score {column!r}.")
    keys = pd.DataFrame({"group": group.code[used], "period": start.to_numpy()[used]})
    cells = keys.drop_duplicates().sort_values(["group", "period"], ignore_index=True)
    code = keys.merge(cells.reset_index(), how="left")["index"].to_numpy(dtype=np.int64)
    n, mean, low, high = means_of(values[used], code, len(cells), n_draws, seed)
    low, high = bounded(column, low, high)
    named = {"column": objects([column] * len(cells)), "group": group.names[cells["group"].to_numpy(dtype=np.int64)]}
    return table({**named, "period": cells["period"].to_numpy(), "n": n, "mean": mean, "low": low, "high": high})


def periods(dates: pd.Series, every: str) -> pd.Series:
    """Return the first day of the period of each date, read as :func:`framing.read_articles` reads them; NaT where there is none."""
    given = dates.dt.to_timestamp() if isinstance(dates.dtype, pd.PeriodDtype) else dates
    read = read_dates(given)[0].set_axis(dates.index)
    if read.isna().all():
        raise InputError(
            f"No date in {dates.name!r} can be read, such as {dates.iloc[0] if len(dates) else None!r}. Write them as 2024-05-31."
        )
    return read.dt.to_period(PERIODS[every]).dt.start_time
