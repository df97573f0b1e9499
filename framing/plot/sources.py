"""Who speaks: the share of the attributed words that each type of source, or each source, is given, by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.core.anytext import any_text
from framing.plot.style import (
    PAGE,
    SMALL,
    axes_of,
    draw_intervals,
    in_order,
    legend_above,
    look,
    name_rows,
    need,
    say_empty,
    short,
    tidy,
    with_n,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("group", "source", "n", "share", "low", "high")
MAKER = "framing.source_balance(report, by=…)"
BAR = 0.1  # inches: height of one bar


@any_text
def plot_sources(data: pd.DataFrame, *, n_sources: int = 10, ax: Axes | None = None) -> Axes:
    """Draw what share of the attributed words each type of source is given, by group.

    Parameters
    ----------
    data : DataFrame
        Rows of ``framing.source_balance(report, by=…)``: ``group``, ``source``, ``n``, ``share``, ``low``, ``high``.
    n_sources : int
        At most so many types or names, those with the largest shares over all groups.
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
        A block of bars per source, a bar per group in the order of the rows. Lines are 95 % intervals; behind each bar stands n, its
        attributions; in the legend those of the group over all sources in the table.

    Raises
    ------
    InputError
        Where a column is missing.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> data = pd.DataFrame({"group": ["A", "A"], "source": ["person", "crowd"], "n": [30, 10], "share": [0.7, 0.3],
    ...                      "low": [0.6, 0.2], "high": [0.8, 0.4]})
    >>> ax = plot_sources(data)
    >>> [label.get_text() for label in ax.get_yticklabels()], [text.get_text() for text in ax.texts]
    (['person', 'crowd'], ['30', '10'])
    >>> plt.close()
    """
    need(data, NEEDED, "plot_sources", MAKER)
    rows = data[data["share"].notna()]
    groups, sources = in_order(rows["group"]), _largest(rows, n_sources)
    ax = axes_of(ax, PAGE, 0.8 + BAR * max(1.3 * len(sources) * max(len(groups), 2), 6))
    if not groups or not sources:
        return say_empty(ax, "no sources to compare")
    place = {source: len(sources) - 1.0 - i for i, source in enumerate(sources)}
    for i, group in enumerate(groups):
        _draw_group(ax, rows[rows["group"] == group], place, i, len(groups))
    name_rows(ax, list(place.values()), [short(source) for source in place])
    ax.set_xlim(left=0)
    ax.xaxis.set_major_formatter("{x:.0%}")
    tidy(ax, x="share of the group's attributed words; behind each bar its attributions (n)")
    legend_above(ax)
    return ax


def _largest(rows: pd.DataFrame, n_sources: int) -> list[str]:
    """Return the sources with the largest shares over all groups, the largest first."""
    shares = rows.groupby("source", sort=False)["share"].sum()
    return list(shares.sort_values(ascending=False, kind="stable").index[:n_sources])


def _draw_group(ax: Axes, rows: pd.DataFrame, place: dict[str, float], i: int, n_groups: int) -> None:
    """Draw the bars of one group, with intervals and n."""
    style, total = look(i), rows["n"].sum()
    shown = rows[rows["source"].isin(list(place))]
    height = 0.8 / n_groups
    y = shown["source"].map(place).to_numpy(dtype=np.float64) + 0.4 - height * (i + 0.5)
    label = with_n(rows["group"].iloc[0], total)
    ax.barh(
        y, shown["share"], height, color=style.color, hatch=style.hatch, edgecolor="white", linewidth=0.4, label=label
    )
    draw_intervals(ax, y, shown["low"], shown["high"], color="white", linewidth=2.4)
    draw_intervals(ax, y, shown["low"], shown["high"], color="black", linewidth=0.9, zorder=3)
    ends = shown[["share", "high"]].max(axis=1)
    for x, at, n in zip(ends, y, shown["n"], strict=True):
        ax.annotate(f"{int(n):,}", (x, at), xytext=(3, 0), textcoords="offset points", va="center", fontsize=SMALL)
