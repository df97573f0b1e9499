"""One score over time: a line per group, with its interval as a band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.core import InputError
from framing.core.anytext import any_text
from framing.plot.style import (
    PAGE,
    SMALL,
    Look,
    axes_of,
    draw_intervals,
    in_order,
    legend_above,
    look,
    need,
    reach,
    readable,
    say_empty,
    short,
    tidy,
    with_n,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("column", "group", "period", "n", "mean", "low", "high")
MAKER = "framing.trends(report, column, by=…)"
GAP = 1.5  # steps between two periods of which one between them is missing; months differ by less


@any_text
def plot_trends(data: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean of one score per period, a line for each group.

    Parameters
    ----------
    data : DataFrame
        Rows of ``framing.trends(report, column, by=…)``: ``column``, ``group``, ``period``, ``n``, ``mean``, ``low``, ``high``.
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
        Bands are 95 % intervals; the widest may run out of the picture. A line breaks where a period was not observed in its group; a period by itself is a dot with its
        interval. In the legend n is the number of articles over all periods. The step from a period to the next is the shortest one
        in the table.

    Raises
    ------
    InputError
        Where a column is missing, or the rows are of several scores.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> data = pd.DataFrame({"column": "loaded__terms_rate", "group": "A", "period": pd.to_datetime(["2020-01-06", "2020-01-13"]),
    ...                      "n": [9, 8], "mean": [12.0, 9.0], "low": [10.0, 7.0], "high": [14.0, 11.0]})
    >>> [text.get_text() for text in plot_trends(data).get_legend().get_texts()]
    ['A  (n = 17)']
    >>> plt.close()
    """
    need(data, NEEDED, "plot_trends", MAKER)
    columns = in_order(data["column"])
    if len(columns) > 1:
        raise InputError(f"plot_trends draws one score, and the table has {len(columns)}. Give it data[data['column'] == {columns[0]!r}].")  # fmt: skip
    seen = data[data["mean"].notna() & data["period"].notna() & data["group"].notna()].sort_values("period")
    ax = axes_of(ax, PAGE, 2.8)
    if not len(seen):
        return say_empty(ax, "no periods to compare")
    step = _step(seen["period"])
    for i, group in enumerate(in_order(data["group"])):
        rows = seen[seen["group"] == group]
        if len(rows):
            _draw_group(ax, rows, step, look(i))
    _date_axis(ax, seen["period"], step)
    low, high = reach(seen["mean"], seen["low"], seen["high"])
    room = 0.06 * (high - low) or 1.0
    ax.set_ylim(low - room, high + room)
    tidy(ax, y=short(readable(str(columns[0])), 88), keep=("bottom", "left"))
    legend_above(ax)
    return ax


def _step(period: pd.Series) -> pd.Timedelta:
    """Return the shortest step from a period to the next; a day where there is but one."""
    steps = period.drop_duplicates().diff().dropna()
    return pd.Timedelta(days=1) if steps.empty else steps.min()


def _draw_group(ax: Axes, rows: pd.DataFrame, step: pd.Timedelta, style: Look) -> None:
    """Draw the line of one group in runs without a gap."""
    run = (rows["period"].diff() > GAP * step).cumsum()
    label = with_n(rows["group"].iloc[0], rows["n"].sum())
    for number, part in rows.groupby(run):
        ax.plot(
            part["period"], part["mean"], color=style.color, linestyle=style.line, linewidth=1.2, marker=style.marker, markersize=3.5,
            markerfacecolor=style.fill, label=label if number == 0 else None, zorder=3,
        )  # fmt: skip
        if len(part) > 1:
            ends = [part[end].to_numpy(dtype=np.float64) for end in ("low", "high")]
            ax.fill_between(part["period"], *ends, color=style.color, alpha=0.14, linewidth=0, zorder=1)
        else:
            draw_intervals(ax, part["period"], part["low"], part["high"], upright=True, color=style.color)


def _date_axis(ax: Axes, period: pd.Series, step: pd.Timedelta) -> None:
    """Set few dates, each no longer than it must be."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.get_offset_text().set_fontsize(SMALL)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    ax.set_xlim(period.min() - step / 2, period.max() + step / 2)
