"""The words that say what one actor is, group beside group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.core.anytext import any_text
from framing.plot.style import (
    COLUMN,
    LETTER,
    LINE,
    PAGE,
    SMALL,
    Look,
    axes_of,
    draw_intervals,
    in_order,
    look,
    need,
    points_across,
    say_empty,
    short,
    tidy,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("group", "term", "n", "rest_n", "log_odds", "low", "high", "z")
MAKER = "framing.keyness(report, by=…, over='descriptors', actor=…)"
ROW = 0.29  # inches: a word and its bar
NARROWEST = 1.1  # inches of a column
BELOW = 0.3  # of the longest bar or interval: how far below 0 a column goes at most


@any_text
def plot_descriptors(data: pd.DataFrame, *, n_terms: int = 10, ax: Axes | None = None) -> Axes:
    """Draw the words that each group says of one actor more than the others do.

    Parameters
    ----------
    data : DataFrame
        Rows of ``framing.keyness(report, by=…, over="descriptors", actor=…)``: ``group``, ``term``, ``n``, ``rest_n``,
        ``log_odds``, ``low``, ``high``, ``z``.
    n_terms : int
        At most so many words of each group, those with the largest z.
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
        A column per group; two groups stand back to back. Each word has a bar as long as its log-odds against the other groups, below
        it the 95 % interval, cut where it goes far below 0, and two numbers: how often the group says it, and how often the
        others do. Words said less than elsewhere are not drawn.

    Raises
    ------
    InputError
        Where a column is missing.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> data = pd.DataFrame({"group": ["A", "B"], "term": ["bold", "reckless"], "n": [9, 7], "rest_n": [2, 1],
    ...                      "log_odds": [1.2, 1.5], "low": [0.1, 0.3], "high": [2.3, 2.7], "z": [2.1, 2.5]})
    >>> [text.get_text() for text in plot_descriptors(data).texts]
    ['A\\nn = 9', 'bold  9 : 2', 'B\\nn = 7', 'reckless  7 : 1']
    >>> plt.close()
    """
    need(data, NEEDED, "plot_descriptors", MAKER)
    rows = data[data["z"].notna() & data["log_odds"].notna()]
    groups = in_order(rows["group"])
    tops = [_top(rows[rows["group"] == group], n_terms) for group in groups]
    deepest = max(map(len, tops), default=0)
    ax = axes_of(ax, max(PAGE if len(groups) > 1 else COLUMN, NARROWEST * len(groups)), 0.85 + ROW * max(deepest, 3))
    if not deepest:
        return say_empty(ax, "no words to compare")
    shown = pd.concat([top for top in tops if len(top)])
    high = float(shown[["log_odds", "high"]].max(axis=None))
    low = float(np.fmin(0, max(shown["low"].min(), -BELOW * high)))
    columns = _columns(len(groups), low, high)
    letters = int(np.clip(points_across(ax) / len(groups) / LETTER, 16, 44))
    for i, (group, top) in enumerate(zip(groups, tops, strict=True)):
        n = rows["n"][rows["group"] == group].sum()
        _write(ax, columns[i], deepest - 0.1, f"{short(group, letters - 3)}\nn = {n:,}", fontweight="bold")
        _draw_column(ax, top.assign(low=top["low"].clip(lower=low)), columns[i], deepest, look(i), letters - 10)
    _frame(ax, columns, low, high, deepest)
    return ax


def _top(rows: pd.DataFrame, n_terms: int) -> pd.DataFrame:
    """Return the words said more than elsewhere, those with the largest z first."""
    return rows[(rows["z"] > 0) & (rows["n"] > 0)].sort_values("z", ascending=False, kind="stable").head(n_terms)


def _columns(n_groups: int, low: float, high: float) -> list[tuple[float, int]]:
    """Return where the log-odds of 0 stands in each column, and which way they grow: two groups grow apart."""
    span = high - low
    gap = 0.06 * span
    if n_groups == 2:
        return [(low - gap, -1), (gap - low, 1)]
    return [(i * (span + gap) - low, 1) for i in range(n_groups)]


def _draw_column(
    ax: Axes, rows: pd.DataFrame, column: tuple[float, int], deepest: int, style: Look, longest: int
) -> None:
    """Draw the words of one group, each over its bar."""
    zero, way = column
    place = deepest - 1.0 - np.arange(len(rows))
    ax.barh(place - 0.16, way * rows["log_odds"], 0.32, zero, color=style.color, hatch=style.hatch, edgecolor="white", linewidth=0.4)  # fmt: skip
    ends = np.sort(np.column_stack([zero + way * rows["low"], zero + way * rows["high"]]), axis=1)
    draw_intervals(ax, place - 0.4, *ends.T, color="black", linewidth=0.8)
    for y, term, n, rest in zip(place, rows["term"], rows["n"], rows["rest_n"], strict=True):
        _write(ax, column, y + 0.05, f"{short(term, longest)}  {n:,} : {rest:,}")


def _write(ax: Axes, column: tuple[float, int], y: float, text: str, **font: Any) -> None:
    """Write from the line of a column to where its bars grow."""
    zero, way = column
    side = "left" if way > 0 else "right"
    ax.annotate(text, (zero, y), xytext=(2 * way, 0), textcoords="offset points", ha=side, va="bottom", fontsize=SMALL, zorder=4, **font)  # fmt: skip


def _frame(ax: Axes, columns: list[tuple[float, int]], low: float, high: float, deepest: int) -> None:
    """Draw the zero line and the scale of each column."""
    from matplotlib.ticker import MaxNLocator

    steps = [
        step
        for step in MaxNLocator(2 if len(columns) > 2 else 4, steps=[1, 2, 5, 10]).tick_values(0, high)
        if 0 <= step <= high
    ]
    for zero, _ in columns:
        ax.vlines(zero, -0.65, deepest - 0.1, color=LINE, linewidth=0.8, zorder=1)
    ticks = [(zero + way * step, f"{step:g}") for zero, way in columns for step in steps]
    ax.set_xticks(*zip(*ticks, strict=True))
    ends = [zero + way * value for zero, way in columns for value in (low, high)]
    ax.set(xlim=(min(ends), max(ends)), ylim=(-0.65, deepest + 0.75), yticks=[])
    tidy(ax, x="log-odds against the other groups; n in the group : n elsewhere")
