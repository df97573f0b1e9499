"""One score by group: the mean of the articles with its interval, beside the mean over all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.core import InputError, did_you_mean
from framing.core.anytext import any_text
from framing.plot.style import (
    BLUE,
    COLUMN,
    IN_COLUMN,
    QUIET,
    SMALL,
    axes_of,
    draw_intervals,
    name_rows,
    need,
    readable,
    say_empty,
    short,
    tidy,
    with_n,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("column", "group", "n", "mean", "low", "high")
MAKER = "framing.compare(report, by=…)"


@any_text
def plot_rates(data: pd.DataFrame, *, column: str, ax: Axes | None = None) -> Axes:
    """Draw the mean of one score for each group, with its 95 % interval.

    Parameters
    ----------
    data : DataFrame
        Rows of ``framing.compare(report, by=…)``: ``column``, ``group``, ``n``, ``mean``, ``low``, ``high``.
    column : str
        Which score, such as "loaded__terms_rate".
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
        One row per group, in the order of the rows, with the articles (n) in which the score was observed. The dashed line is the mean
        over all those articles. A group without any has a name and no dot.

    Raises
    ------
    InputError
        Where a column is missing, or no row is of the score asked for.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> data = pd.DataFrame({"column": "loaded__terms_rate", "group": ["A", "B"], "n": [40, 9],
    ...                      "mean": [12.0, 8.5], "low": [10.1, 4.0], "high": [13.9, 13.0]})
    >>> ax = plot_rates(data, column="loaded__terms_rate")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['A  (n = 40)', 'B  (n = 9)']
    >>> plt.close()
    """
    need(data, NEEDED, "plot_rates", MAKER)
    rows = data[data["column"] == column]
    if len(data) and not len(rows):
        raise InputError(f"No row is of the score {column!r}. {did_you_mean(column, set(data['column'].astype(str)))}")
    ax = axes_of(ax, COLUMN, 0.75 + 0.2 * max(len(rows), 3))
    if not len(rows):
        return say_empty(ax, "no groups to compare")
    place = np.arange(len(rows))[::-1]
    _draw_overall(ax, rows)
    draw_intervals(ax, place, rows["low"], rows["high"], color=BLUE, linewidth=1.2)
    ax.plot(rows["mean"], place, "o", color=BLUE, markersize=4.5, zorder=3)
    name_rows(ax, place, [with_n(*row, IN_COLUMN) for row in zip(rows["group"], rows["n"], strict=True)])
    tidy(ax, x=short(readable(column), 100))
    return ax


def _draw_overall(ax: Axes, rows: pd.DataFrame) -> None:
    """Draw the mean over all articles as a line, with its value."""
    seen = rows[rows["mean"].notna() & (rows["n"] > 0)]
    if len(seen):
        overall = float(np.average(seen["mean"], weights=seen["n"]))
        ax.axvline(overall, color=QUIET, linewidth=0.8, linestyle="dashed", zorder=1)
        ax.annotate(f"all {overall:.3g}", (overall, 1), xytext=(0, 2), xycoords=ax.get_xaxis_transform(), textcoords="offset points", ha="center", fontsize=SMALL, color=QUIET)  # fmt: skip
