"""Which terms are typical of one group, and which of the rest, by how frequent they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.core import Bools, Floats, InputError, did_you_mean
from framing.core.anytext import any_text
from framing.plot.style import (
    BLUE,
    LINE,
    PAGE,
    QUIET,
    SMALL,
    VERMILION,
    axes_of,
    in_order,
    legend_above,
    need,
    say_empty,
    short,
    tidy,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

NEEDED = ("group", "term", "n", "rest_n", "z", "q")
MAKER = "framing.keyness(report, by=…)"
SURE = 0.05  # false discovery rate below which a term counts as typical
LONGEST_TERM = 22
FAR = 8.0  # points from a dot to its label from which a line ties them
RADIUS = 2.0  # points: of a dot
MARK = 3.0  # points around a dot that no label may touch
AWAY = (1.0, 4.0, 9.0, 16.0, 25.0, 36.0, 49.0, 64.0, 81.0, 100.0)  # points between a dot's surroundings and its label
ANGLES = np.radians(np.arange(0, 360, 22.5))
ALONG = np.arange(0.2, 1, 0.1)  # of the way from a dot to its label: where it must not cross another label
CROWD = 6.0  # points further away that a label goes to cover one dot less


@any_text
def plot_keyness(data: pd.DataFrame, *, group: Any, n_terms: int = 12, ax: Axes | None = None) -> Axes:
    """Draw every term by its frequency and by how typical it is, and write out the most typical ones.

    Parameters
    ----------
    data : DataFrame
        Rows of ``framing.keyness(report, by=…)``: ``group``, ``term``, ``n``, ``rest_n``, ``z``, ``q``.
    group : object
        The group set against the rest.
    n_terms : int
        At most so many terms are written out on each side, those with the largest z.
    ax : matplotlib Axes, optional
        Labels are placed for the size it has in its figure now: draw into axes that keep their size.

    Returns
    -------
    Axes
        From left to right the frequency of a term in all groups, from bottom to top z: above 0 for terms of the group. Terms with
        q below 0.05 are filled dots (the group's) or open diamonds (of the rest). No label touches another one or a dot that has a
        label; one for which there is no room is left out.

    Raises
    ------
    InputError
        Where a column is missing, or there is no such group.

    Notes
    -----
    After figure 5 of Monroe, Colaresi & Quinn (2008): Fightin' Words. Political Analysis 16(4).

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> data = pd.DataFrame({"group": "A", "term": ["tax", "the", "relief"], "n": [30, 90, 2], "rest_n": [4, 99, 31],
    ...                      "z": [4.1, 0.2, -3.9], "q": [0.001, 0.9, 0.002]})
    >>> sorted(text.get_text() for text in plot_keyness(data, group="A", n_terms=1).texts)
    ['relief', 'tax']
    >>> plt.close()
    """
    need(data, NEEDED, "plot_keyness", MAKER)
    groups = in_order(data["group"])
    if groups and group not in groups:
        raise InputError(f"No group is called {group!r}. {did_you_mean(str(group), map(str, groups))}")
    rows = data[(data["group"] == group) & data["z"].notna()]
    ax = axes_of(ax, PAGE, 4.2)
    if not len(rows):
        return say_empty(ax, "no terms to compare")
    points = np.column_stack([np.maximum(rows["n"] + rows["rest_n"], 1), rows["z"]]).astype(np.float64)
    _draw_terms(ax, points, (rows["q"] < SURE).to_numpy(), short(group, LONGEST_TERM))
    _frame(ax, points)
    tidy(
        ax,
        x="occurrences in all groups",
        y=f"of the rest  ←  z  →  of {short(group, LONGEST_TERM)}",
        keep=("bottom", "left"),
    )
    legend_above(ax)
    _write_terms(ax, points, [short(term, LONGEST_TERM) for term in rows["term"]], n_terms)
    return ax


def _draw_terms(ax: Axes, points: Floats, sure: Bools, group: str) -> None:
    """Draw the dots: of the group, of the rest, of neither."""
    above = points[:, 1] > 0
    parts: tuple[tuple[str, Bools, dict[str, Any]], ...] = (
        (f"of {group}", sure & above, {"marker": "o", "s": 14, "facecolor": BLUE, "edgecolor": BLUE}),
        ("of the rest", sure & ~above, {"marker": "D", "s": 12, "facecolor": "white", "edgecolor": VERMILION}),
        ("of neither", ~sure, {"marker": ".", "s": 10, "facecolor": LINE, "edgecolor": "none"}),
    )
    for name, here, style in parts:
        ax.scatter(
            *points[here].T,
            linewidth=0.8,
            zorder=2 if name != "of neither" else 1,
            label=f"{name} (n = {here.sum():,})",
            **style,
        )
    ax.axhline(0, color=LINE, linewidth=0.8, zorder=0)


def _frame(ax: Axes, points: Floats) -> None:
    """Set a log axis of plain numbers, and leave room for labels around the dots."""
    from matplotlib.ticker import LogLocator, NullLocator

    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    room = 0.1 * max(high - low, 1)
    wide = max(right / left, 3) ** 0.06
    ax.set(xscale="log", xlim=(left / wide, right * wide), ylim=(low - room, high + room))
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 3)))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter("{x:,.0f}")


def _write_terms(ax: Axes, points: Floats, terms: list[str], n_terms: int) -> None:
    """Write out the terms with the largest z on each side, the largest first, where they touch nothing."""
    wanted = _wanted(points[:, 1], n_terms)
    labels = [_label(ax, points[i], terms[i]) for i in wanted]
    ax.figure.canvas.figure.draw_without_rendering()  # the layout settles: pixels are known from here on
    scale = ax.figure.dpi / 72
    dots, frame = ax.transData.transform(points) / scale, np.array(ax.bbox.extents) / scale  # points on paper
    taken = _box(dots[wanted], MARK)
    for i, label in zip(wanted, labels, strict=True):
        half = np.array(label.get_window_extent().size) / scale / 2
        move = _best(dots[i], half, taken, len(wanted), dots, frame)
        if move is None:
            label.remove()
            continue
        label.set_position((move[0], move[1]))
        taken = np.vstack([taken, _box(dots[i] + move, half)])
        _tie(ax, points[i], move + np.clip(-move, -half, half))


def _label(ax: Axes, point: Floats, term: str) -> Annotation:
    """Write a term on its dot, with a white rim, to be moved from there."""
    from matplotlib.patheffects import withStroke

    x, y = point
    rim = [withStroke(linewidth=1.5, foreground="white")]
    label = ax.annotate(term, (x, y), xytext=(0, 0), textcoords="offset points", ha="center", va="center", fontsize=SMALL, path_effects=rim, zorder=4)  # fmt: skip
    label.set_in_layout(False)
    return label


def _wanted(z: Floats, n_terms: int) -> list[int]:
    """Return the terms with the largest z on each side, the largest first."""
    order = np.argsort(-np.abs(z), kind="stable")
    sides = [order[np.sign(z[order]) == sign][:n_terms] for sign in (1, -1)]
    return [int(i) for i in order if i in sides[0] or i in sides[1]]


def _best(dot: Floats, half: Floats, taken: Floats, n_dots: int, dots: Floats, frame: Floats) -> Floats | None:
    """Return how to move a label from its dot to the best free place: near, over few dots, past other labels; None where none is free."""
    away, angle = (grid.ravel() for grid in np.meshgrid(AWAY, ANGLES, indexing="ij"))
    moves = (away[:, None] + MARK + half) * np.column_stack([np.cos(angle), np.sin(angle)])
    boxes = _box(dot + moves, half)
    inside = (boxes[:, :2] >= frame[:2]).all(axis=1) & (boxes[:, 2:] <= frame[2:]).all(axis=1)
    free = inside & ~_touch(boxes, taken).any(axis=1)
    covered = _touch(boxes, _box(dots, RADIUS)).sum(axis=1)
    line = (dot + moves[:, None] * ALONG[:, None]).reshape(-1, 2)
    crossed = _touch(_box(line, 0), taken[n_dots:]).reshape(len(moves), -1).sum(axis=1)
    cost = np.where(free, away + CROWD * (covered + crossed), np.inf)
    return np.asarray(moves[np.argmin(cost)]) if free.any() else None


def _box(centre: Floats, half: Floats | float) -> Floats:
    """Return left, bottom, right and top of boxes."""
    return np.concatenate([centre - half, centre + half], axis=-1)


def _touch(boxes: Floats, others: Floats) -> Bools:
    """Return which boxes overlap which others, shape (n_boxes, n_others)."""
    before = boxes[:, None, :2] < others[None, :, 2:]
    after = boxes[:, None, 2:] > others[None, :, :2]
    return np.asarray((before & after).all(axis=2))


def _tie(ax: Axes, point: Floats, end: Floats) -> None:
    """Draw a line from a dot to the edge of its label, so many points away, if that is not close by."""
    from matplotlib.lines import Line2D
    from matplotlib.transforms import Affine2D, ScaledTranslation

    if np.hypot(*end) > FAR:
        inches = Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans
        data: Any = ax.transData
        place = inches + ScaledTranslation(point[0], point[1], data)
        ax.add_artist(Line2D([0, end[0]], [0, end[1]], transform=place, color=QUIET, linewidth=0.4, zorder=1))
