"""Actors of one article, or of a corpus: how often each is mentioned, and how the outlet and its sources speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.core.anytext import any_text
from framing.plot.style import FONT, SMALL, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe–Ito colours; shape and filling tell the holders apart in grey.
STYLE: dict[str, dict[str, Any]] = {
    "outlet": {
        "marker": "o",
        "facecolor": "#0072B2",
        "edgecolor": "#0072B2",
        "label": "the outlet",
        "offset": 0.14,
        "line": "solid",
    },
    "sources": {
        "marker": "D",
        "facecolor": "white",
        "edgecolor": "#D55E00",
        "label": "sources",
        "offset": -0.14,
        "line": "dashed",
    },
}
DRAWN = ("marker", "facecolor", "edgecolor")
SMALLEST, LARGEST = 22, 100  # size in points² of the marker for hardly a mention, and for the most


@any_text
def plot_actors(data: pd.DataFrame, *, n_actors: int = 10, ax: Axes | None = None) -> Axes:
    """Draw the balance of positive and negative mentions of each actor, by the outlet and by sources.

    Parameters
    ----------
    data : DataFrame
        Rows of ``report.actors()`` for one document, or of ``report.actors(by="corpus")``.
    n_actors : int
        At most so many actors, those with most mentions.
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
        One row per actor, in the order of the rows; the size of a marker
        grows with the mentions it stands for, and n is written beside the name.
        Lines are 95 % intervals, missing where too little is known for one.
    """
    import matplotlib.pyplot as plt

    rows = data.head(n_actors).iloc[::-1].reset_index(drop=True)
    ax = ax if ax is not None else plt.subplots(figsize=(8, 1.2 + 0.36 * max(len(rows), 1)), layout="constrained")[1]
    ax.axvline(0, color="#BBBBBB", linewidth=1, zorder=0)
    most = max(1, *(rows[f"{holder}_mentions"].max() for holder in STYLE)) if len(rows) else 1
    for holder, style in STYLE.items():
        n = rows[f"{holder}_mentions"]
        seen = n > 0
        label = f"{style['label']} (n = {int(n.sum())})"
        size = SMALLEST + (LARGEST - SMALLEST) * (n[seen] / most) ** 0.5
        place = rows.index[seen] + style["offset"]
        ax.hlines(place, rows[f"{holder}_low"][seen], rows[f"{holder}_high"][seen], color=style["edgecolor"], linewidth=1, linestyle=style["line"], zorder=1)  # fmt: skip
        ax.scatter(
            rows[f"{holder}_balance"][seen],
            place,
            s=size,
            zorder=2,
            linewidth=1.5,
            label=label,
            **{key: value for key, value in style.items() if key in DRAWN},
        )
    names = [short(name) for name in rows["actor"]]
    ax.set_yticks(rows.index, [f"{name}  (n = {n})" for name, n in zip(names, rows["mentions"], strict=True)])
    ax.set(
        xlim=(-1, 1),
        ylim=(-0.6, len(rows) - 0.4),
        xlabel="balance: mean probability of positive minus negative mentions",
    )
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.tick_params(labelsize=SMALL)
    ax.xaxis.label.set_fontsize(FONT)
    if len(rows):
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), frameon=False, ncols=2, fontsize=8, borderaxespad=0)
    return ax
