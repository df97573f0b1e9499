"""Actors against groups: one number per cell, with its n."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.core import InputError, did_you_mean
from framing.core.anytext import any_text
from framing.plot.actor_groups import MAKER, most_mentioned
from framing.plot.actors import STYLE as HOLDERS
from framing.plot.style import (
    BLUE,
    LETTER,
    PAGE,
    SMALL,
    VERMILION,
    axes_of,
    in_order,
    name_rows,
    need,
    points_across,
    say_empty,
    short,
    signed,
    tidy,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NUMBERS = ("balance", "mentions", "n_docs")
NEEDED = ("actor", "group", "holder", "mentions")
CELL = 0.95  # inches: width of a cell
ROW = 0.31  # inches: height of a cell, two lines of print
NARROWEST = 0.65  # inches: width of a cell where there are many


@any_text
def plot_heat(
    data: pd.DataFrame, *, value: str = "balance", holder: str = "outlet", n_actors: int = 15, ax: Axes | None = None
) -> Axes:
    """Draw a number for each actor and group: how high by the colour, below 0 by a hatch, and the number itself.

    Parameters
    ----------
    data : DataFrame
        Rows of ``framing.compare_actors(report, by=…)``: ``actor``, ``group``, ``holder``, ``mentions`` and `value`; with ``low``
        and ``high``, numbers whose 95 % interval leaves out 0 are bold.
    value : str
        The column whose numbers are drawn.
    holder : {"outlet", "sources"}
        Whose mentions.
    n_actors : int
        At most so many actors, those with most mentions by this holder.
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
        A row per actor, a column per group; n in a cell counts mentions. A cell is blank where nothing was observed. The colours are
        white at 0, and as far from it on both sides.

    Raises
    ------
    InputError
        Where a column is missing or has no numbers, or there are no mentions by this holder.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> data = pd.DataFrame({"actor": "Ana Reyes", "group": ["A", "B"], "holder": "outlet", "mentions": [9, 5], "balance": [0.25, -0.1]})
    >>> [text.get_text() for text in plot_heat(data).texts]
    ['+0.25\\nn = 9', '−0.10\\nn = 5']
    >>> plt.close()
    """
    need(data, (*NEEDED, value), "plot_heat", MAKER)
    if not pd.api.types.is_numeric_dtype(data[value]) and len(data):
        raise InputError(f"The column {value!r} has no numbers. {did_you_mean(value, NUMBERS)}")
    rows = data[data["holder"] == holder]
    if len(data) and not len(rows):
        raise InputError(
            f"No mention has the holder {holder!r}. {did_you_mean(holder, set(data['holder'].astype(str)))}"
        )
    actors, groups = most_mentioned(rows, n_actors), in_order(rows["group"])
    cells = rows[rows["actor"].isin(actors) & rows[value].notna() & rows["group"].notna()]
    width = max(min(PAGE, 1.8 + CELL * max(len(groups), 2)), 1.8 + NARROWEST * len(groups))
    ax = axes_of(ax, width, 0.6 + ROW * max(len(actors), 4))
    if not len(cells):
        return say_empty(ax, "no actors to compare")
    place = {actor: len(actors) - 1 - i for i, actor in enumerate(actors)}
    _draw_cells(ax, cells, place, {group: i for i, group in enumerate(groups)}, value)
    name_rows(ax, list(place.values()), [short(actor) for actor in actors])
    _name_columns(ax, groups)
    bold = "; bold: 95 % interval without 0" if _has_intervals(data, value) else ""
    whose = HOLDERS[holder]["label"] if holder in HOLDERS else holder
    tidy(ax, x=f"{short(value)}, mentions by {short(whose)}{bold}", keep=())
    return ax


def _has_intervals(data: pd.DataFrame, value: str) -> bool:
    """Whether the table has intervals of the numbers drawn: they are those of the balance."""
    return value == "balance" and {"low", "high"} <= set(data.columns)


def _draw_cells(ax: Axes, rows: pd.DataFrame, place: dict[str, int], across: dict[Any, int], value: str) -> None:
    """Draw the cells that have a number."""
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("", [VERMILION, "white", BLUE])
    far = float(rows[value].abs().max()) or 1.0
    sure = (rows["low"] > 0) | (rows["high"] < 0) if _has_intervals(rows, value) else rows[value].isna()
    whole = pd.api.types.is_integer_dtype(rows[value])
    for actor, group, number, n, bold in zip(rows["actor"], rows["group"], rows[value], rows["mentions"], sure, strict=True):  # fmt: skip
        text = f"{number:,}".replace("-", "−") if whole else signed(number)
        shade = shades(0.5 + 0.42 * number / far)  # the ends would be too dark to print on
        _draw_cell(ax, across[group], place[actor], shade, "////" if text.startswith("−") else "")
        _write(ax, across[group], place[actor], f"{text}\nn = {int(n):,}", shade, bold=bool(bold))


def _draw_cell(ax: Axes, x: int, y: int, shade: Any, hatch: str) -> None:
    """Draw one cell."""
    from matplotlib.patches import Rectangle

    cell = Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, facecolor=shade, hatch=hatch, edgecolor="#00000026", linewidth=0)
    ax.add_patch(cell)


def _write(ax: Axes, x: int, y: int, text: str, shade: Any, *, bold: bool) -> None:
    """Write into a cell, with a rim of its shade to stand out from the hatch."""
    from matplotlib.patheffects import withStroke

    rim = [withStroke(linewidth=2, foreground=shade)]
    weight = "bold" if bold else "normal"
    ax.text(x, y, text, ha="center", va="center", fontsize=SMALL, fontweight=weight, path_effects=rim, linespacing=1.05)


def _name_columns(ax: Axes, groups: list[Any]) -> None:
    """Write the groups over the columns, on as many lines as they need."""
    letters = max(6, int(0.8 * points_across(ax) / len(groups) / LETTER))
    names = [textwrap.fill(short(group, 3 * letters), letters) for group in groups]
    ax.set_xticks(range(len(groups)), names)
    ax.tick_params(bottom=False, labelbottom=False, labeltop=True)
    ax.set_xlim(-0.5, len(groups) - 0.5)
