"""Actors by group: how each outlet, and the sources it quotes, speak of the same actors."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.core import InputError
from framing.core.anytext import any_text
from framing.plot.actors import STYLE as HOLDERS
from framing.plot.style import (
    LINE,
    PAGE,
    axes_of,
    draw_intervals,
    in_order,
    legend_above,
    name_rows,
    need,
    reach,
    say_empty,
    short,
    tidy,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("actor", "group", "holder", "mentions", "balance", "low", "high")
MAKER = "framing.compare_actors(report, by=…)"
WHICH = {"outlet": "first n", "sources": "second n"}


@any_text
def plot_actor_groups(
    data: pd.DataFrame, *, actors: Sequence[str] | None = None, n_actors: int = 8, ax: Axes | None = None
) -> Axes:
    """Draw the balance of positive and negative mentions of each actor, by group and by holder.

    Parameters
    ----------
    data : DataFrame
        Rows of ``framing.compare_actors(report, by=…)``: ``actor``, ``group``, ``holder``, ``mentions``, ``balance``, ``low``,
        ``high``.
    actors : sequence of str, optional
        Which actors, in this order; by default those with most mentions.
    n_actors : int
        At most so many, where `actors` are not given.
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
        A block per actor with a row per group that mentions it. Filled dots are the outlet's mentions, open diamonds those of its
        sources; n counts both, in this order. Lines are 95 % intervals, missing where too little is known for one; the widest may
        run out of the picture.

    Raises
    ------
    InputError
        Where a column is missing, or an actor is not in the table.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> data = pd.DataFrame({"actor": "Ana Reyes", "group": ["A", "A", "B"], "holder": ["outlet", "sources", "outlet"],
    ...                      "mentions": [9, 3, 5], "balance": [0.2, -0.1, 0.0], "low": [0.0, None, -0.2], "high": [0.4, None, 0.2]})
    >>> [label.get_text() for label in plot_actor_groups(data).get_yticklabels()]
    ['Ana Reyes', 'A  (n = 9 + 3)', 'B  (n = 5 + 0)']
    >>> plt.close()
    """
    need(data, NEEDED, "plot_actor_groups", MAKER)
    chosen = most_mentioned(data, n_actors) if actors is None else _checked(data, list(actors))
    rows = data[data["actor"].isin(chosen) & data["group"].notna()]
    lines = _lines(rows, chosen)
    ax = axes_of(ax, PAGE, 0.8 + 0.165 * max(len(lines), 4))
    if not lines:
        return say_empty(ax, "no actors to compare")
    place = {line: len(lines) - 1 - i for i, line in enumerate(lines)}
    ax.axvline(0, color=LINE, linewidth=1, zorder=0)
    for holder in HOLDERS:
        _draw_holder(ax, rows[(rows["holder"] == holder) & rows["balance"].notna()], place, holder)
    _name_lines(ax, rows, place)
    far = 1.08 * max(map(abs, reach(rows["balance"], rows["low"], rows["high"])))
    far = min(far, 1) if far > 0 else 1
    ax.set_xlim(-far, far)
    tidy(ax, x="balance: mean probability of positive minus negative mentions")
    legend_above(ax)
    return ax


def most_mentioned(data: pd.DataFrame, n_actors: int) -> list[str]:
    """Return the actors with most mentions, of equals the first in the table."""
    counts = data.groupby("actor", sort=False)["mentions"].sum()
    return list(counts.sort_values(ascending=False, kind="stable").index[:n_actors])


def _checked(data: pd.DataFrame, actors: list[str]) -> list[str]:
    """Return actors asked for, all in the table."""
    known = [str(actor) for actor in in_order(data["actor"])]
    for actor in actors:
        if actor not in known:
            near = ", ".join(difflib.get_close_matches(str(actor), known, n=5) or known[:5]) or "no actor at all"
            raise InputError(f"No actor is called {actor!r}. Near it the table has: {near}.")
    return actors


def _lines(rows: pd.DataFrame, actors: list[str]) -> list[tuple[Any, Any]]:
    """Return the rows of the picture, top first: each actor (with None), and below it its groups in the order of the table."""
    groups, seen = in_order(rows["group"]), set(zip(rows["actor"], rows["group"], strict=True))
    seen |= {(actor, None) for actor, _ in seen}
    return [(actor, group) for actor in actors for group in (None, *groups) if (actor, group) in seen]


def _draw_holder(ax: Axes, rows: pd.DataFrame, place: dict[tuple[Any, Any], int], holder: str) -> None:
    """Draw the dots of one holder with their intervals."""
    style = HOLDERS[holder]
    y = np.array([place[line] for line in zip(rows["actor"], rows["group"], strict=True)], dtype=np.float64)
    y += style["offset"]
    draw_intervals(ax, y, rows["low"], rows["high"], color=style["edgecolor"], linestyle=style["line"], zorder=1)
    drawn = {key: style[key] for key in ("marker", "facecolor", "edgecolor")}
    ax.scatter(rows["balance"], y, s=18, linewidth=1.2, zorder=2, label=f"{style['label']} ({WHICH[holder]})", **drawn)


def _name_lines(ax: Axes, rows: pd.DataFrame, place: dict[tuple[Any, Any], int]) -> None:
    """Write actors in bold and groups with their mentions, and part the blocks by a line."""
    counts = rows.groupby(["actor", "group", "holder"], sort=False)["mentions"].sum().to_dict()
    names = []
    for actor, group in place:
        n = " + ".join(f"{int(counts.get((actor, group, holder), 0)):,}" for holder in HOLDERS)
        names.append(short(actor) if group is None else f"{short(group)}  (n = {n})")
    name_rows(ax, list(place.values()), names)
    for (_, group), label, y in zip(place, ax.get_yticklabels(), place.values(), strict=True):
        if group is None:
            label.set_fontweight("bold")
        if group is None and y < len(place) - 1:
            ax.axhline(y + 0.5, color=LINE, linewidth=0.4, zorder=0)
