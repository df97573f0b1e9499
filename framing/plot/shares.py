"""Whose words: the shares of the outlet's own voice, of reported and of quoted words, by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.core import Floats, InputError
from framing.core.anytext import any_text
from framing.plot.style import (
    COLUMN,
    IN_COLUMN,
    LETTER,
    SMALL,
    axes_of,
    draw_intervals,
    in_order,
    legend_above,
    name_rows,
    need,
    points_across,
    say_empty,
    tidy,
    with_n,
)
from framing.plot.voices import STYLE as VOICES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("column", "group", "n", "mean", "low", "high")
SHARES = {voice: f"attribution__{voice}_share" for voice in VOICES}
MAKER = f"framing.compare(report, by=…, columns={list(SHARES.values())})"
WRITTEN = 5 * LETTER  # points: width of a percentage in its box


@any_text
def plot_voice_shares(data: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each group how its words are divided among the voices: the outlet's own, reported, quoted.

    Parameters
    ----------
    data : DataFrame
        Rows of ``framing.compare(report, by=…)`` for ``attribution__editorial_share``, ``attribution__indirect_share`` and
        ``attribution__direct_share``; rows of other scores are left aside.
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
        One bar per group, in the order of the rows, of the mean shares of its articles (n). The lines across the two bounds are 95 %
        intervals: of the outlet's own voice at the left bound, of quoted words at the right one.

    Raises
    ------
    InputError
        Where a column is missing, or one of the three shares.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> data = pd.DataFrame({"column": list(SHARES.values()), "group": "A", "n": 40, "mean": [0.5, 0.2, 0.3],
    ...                      "low": [0.45, 0.18, 0.26], "high": [0.55, 0.22, 0.34]})
    >>> [text.get_text() for text in plot_voice_shares(data).texts]
    ['50%', '20%', '30%']
    >>> plt.close()
    """
    need(data, NEEDED, "plot_voice_shares", MAKER)
    known = set(data["column"])
    missing = [column for column in SHARES.values() if column not in known]
    if len(data) and missing:
        raise InputError(f"plot_voice_shares found no row of {missing[0]!r}. Give it the rows of {MAKER}.")
    groups = in_order(data["group"])
    ax = axes_of(ax, COLUMN, 0.85 + 0.26 * max(len(groups), 3))
    if not groups:
        return say_empty(ax, "no groups to compare")
    place = np.arange(len(groups), dtype=np.float64)[::-1]
    parts = {voice: _of(data, column).reindex(groups) for voice, column in SHARES.items()}
    first, last = parts["editorial"], parts["direct"]
    names = [with_n(group, n, IN_COLUMN) for group, n in first["n"].fillna(0).items()]
    _draw_bars(ax, place, parts, WRITTEN / max(points_across(ax) - LETTER * max(map(len, names)), WRITTEN))
    for low, high in ((first["low"], first["high"]), (1 - last["high"], 1 - last["low"])):
        _draw_bound(ax, place - 0.3, low, high)
    name_rows(ax, place, names)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter("{x:.0%}")
    tidy(ax, x="mean share of words")
    legend_above(ax)
    return ax


def _of(data: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the rows of one score by group."""
    rows = data[data["column"] == column].drop_duplicates("group")
    return rows.set_axis(pd.Index(rows["group"].tolist(), dtype=object), axis=0)


def _draw_bars(ax: Axes, place: Floats, parts: dict[str, pd.DataFrame], least: float) -> None:
    """Draw the parts one behind the other, each with its percentage where it is no less than so much."""
    left = np.zeros(len(place))
    for voice, rows in parts.items():
        style, width = VOICES[voice], rows["mean"].fillna(0).to_numpy()
        ax.barh(place, width, 0.8, left, color=style["color"], hatch=style["hatch"], edgecolor="white", linewidth=0.6, label=style["label"])  # fmt: skip
        for y, start, share in zip(place, left, width, strict=True):
            if share >= least:
                box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"}
                ax.text(start + share / 2, y + 0.06, f"{share:.0%}", ha="center", va="center", fontsize=SMALL, bbox=box)
        left = left + width


def _draw_bound(ax: Axes, place: Any, low: pd.Series, high: pd.Series) -> None:
    """Draw the interval of a bound in black on white, to be seen on any filling."""
    for color, width in (("white", 2.6), ("black", 1.0)):
        draw_intervals(ax, place, low, high, color=color, linewidth=width, zorder=3)
