"""The voice of every sentence along an article, with its loaded terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.core.anytext import any_text
from framing.plot.style import FONT, SMALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe–Ito colours tell the voices apart for every eye; height and hatch tell them apart in grey.
STYLE: dict[str, dict[str, Any]] = {
    "editorial": {"y": 0.0, "color": "#BBBBBB", "hatch": "", "label": "outlet"},
    "indirect": {"y": 1.0, "color": "#56B4E9", "hatch": "////", "label": "reported"},
    "direct": {"y": 2.0, "color": "#0072B2", "hatch": "....", "label": "quoted"},
}
TERM = "#D55E00"
LANE = 3.25  # height of the terms, above the three voices
LETTER = 0.0078  # width of a letter of 8 points, as a share of an axis 8 inches wide
LONGEST_LABEL = 24


@any_text
def plot_voices(
    data: pd.DataFrame, *, terms: pd.DataFrame | None = None, n_labels: int = 14, ax: Axes | None = None
) -> Axes:
    """Draw each sentence as a bar at the height of its voice, as wide as it is long.

    Parameters
    ----------
    data : DataFrame
        Sentences of one document, from ``report.sentences()``.
    terms : DataFrame, optional
        Loaded terms of the same document, from ``report.evidence("loaded")``;
        drawn as triangles, filled where the words are the outlet's own.
    n_labels : int
        At most so many terms are written out, the surest first.
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
    """
    import matplotlib.pyplot as plt

    ax = ax if ax is not None else plt.subplots(figsize=(9, 3.4), layout="constrained")[1]
    for voice, style in STYLE.items():
        rows = data[data["voice"] == voice]
        bars = list(zip(rows["start"], rows["end"] - rows["start"], strict=True))
        ax.broken_barh(
            bars,
            (style["y"] + 0.1, 0.8),
            facecolor=style["color"],
            hatch=style["hatch"],
            edgecolor="white",
            linewidth=0.8,
        )
    last = int(data["end"].max()) if len(data) else 1
    _draw_terms(ax, data, terms, n_labels, last)
    counts = data["voice"].value_counts()
    ax.set_yticks([style["y"] + 0.5 for style in STYLE.values()])
    ax.set_yticklabels([f"{style['label']}\nn = {counts.get(voice, 0)}" for voice, style in STYLE.items()])
    words = int(data["n_words"].sum())
    ax.set(
        xlim=(0, last),
        ylim=(0, LANE + 1.9),
        xlabel=f"position in the text (characters); {len(data)} sentences, {words} words, by the voice of most of their words",
    )
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.tick_params(labelsize=SMALL)
    ax.xaxis.label.set_fontsize(FONT)
    return ax


def _draw_terms(ax: Axes, data: pd.DataFrame, terms: pd.DataFrame | None, n_labels: int, last: int) -> None:
    """Draw a triangle for each term above the sentences, with a line down to its sentence."""
    if terms is None or not len(terms):
        return
    middle = ((terms["start"] + terms["end"]) / 2).to_numpy()
    sentence = data["start"].searchsorted(terms["start"], side="right") - 1
    top = data["voice"].iloc[sentence].map({voice: style["y"] + 0.9 for voice, style in STYLE.items()}).to_numpy()
    ax.vlines(middle, top, LANE, color=TERM, linewidth=0.7, zorder=1)
    quoted = (terms["voice"] == "direct").to_numpy()
    for whose, rows, fill in (("outlet", ~quoted, TERM), ("source", quoted, "white")):
        if rows.any():
            label = f"loaded, {whose} (n = {rows.sum()})"
            ax.scatter(
                middle[rows],
                [LANE] * int(rows.sum()),
                marker="v",
                s=34,
                facecolor=fill,
                edgecolor=TERM,
                zorder=3,
                label=label,
            )
    _write_terms(ax, terms, middle.tolist(), n_labels, last)
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), frameon=False, ncols=2, fontsize=8, borderaxespad=0)


def _write_terms(ax: Axes, terms: pd.DataFrame, middle: list[float], n_labels: int, last: int) -> None:
    """Write terms over their triangles in three rows, the surest first; what would touch is left out."""
    taken: list[tuple[float, float, int]] = []
    for i in sorted(range(len(terms)), key=lambda i: -terms["score"].iloc[i])[:n_labels]:
        text = str(terms["text"].iloc[i])
        text = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
        half = LETTER * last * (len(text) + 2) / 2
        x = min(max(middle[i], half), last - half)
        row = next(
            (r for r in range(3) if not any(a < x + half and b > x - half and r == q for a, b, q in taken)), None
        )
        if row is not None:
            taken.append((x - half, x + half, row))
            ax.annotate(
                text.replace("$", r"\$"),
                (x, LANE + 0.25 + 0.5 * row),
                ha="center",
                va="bottom",
                fontsize=8,
                color="#7A3600",
            )
