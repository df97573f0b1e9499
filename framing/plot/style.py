"""What the pictures share: how a group looks, how names are written, and axes sized for paper.

Colours are Okabe & Ito's (2008); marker, filling, line and hatch tell groups apart in grey. Letters that the font lacks are drawn as
boxes with a warning of matplotlib's: name a font that has them in ``rcParams["font.family"]``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.core import InputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMN, PAGE = 3.5, 7.0  # inches: widths of one and of two columns of print
FONT, SMALL = 8, 7  # points: axis labels, and all else
LINE, QUIET = "#BBBBBB", "#555555"  # greys: of what is behind the data, and of remarks
BLUE, VERMILION = "#0072B2", "#D55E00"
LONGEST_NAME, IN_COLUMN = 28, 22  # characters of a name, and where the picture is one column wide
LETTER = 0.55 * SMALL  # points: width of a letter
WIDE = 3  # times the width of the middle interval: what is wider need not be seen whole
COLORS = (BLUE, VERMILION, "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")  # without yellow, lost on white
# Seven colours and eight markers: no two of 56 groups are alike.
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
LINES: tuple[Any, ...] = ("solid", (0, (5, 1.5)), (0, (1, 1)), (0, (5, 1, 1, 1)), (0, (2, 2)), (0, (8, 1, 1, 1, 1, 1)))
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "||||", "++++", "oooo")
UNITS = {
    "n": "{} (count)",
    "rate": "{} per 1,000 own words",
    "rate_all": "{} per 1,000 words",
    "share": "{} (share)",
    "mean": "mean {}",
    "index": "{} index",
}
SELF_EXPLAINING = ("agency", "attribution", "subjectivity")  # measures that need not be named beside what they count
COUNTED = {
    "actors__mentions": "mentions of actors",
    "agency__agentless": "passives without who acts",
    "agency__nominalised": "acts told as nouns",
    "loaded__charged-noun": "charged nouns",
    "loaded__epithet": "epithets",
    "loaded__euphemism": "euphemisms",
    "loaded__evaluation": "evaluations",
    "loaded__insinuation": "insinuations",
    "loaded__intensifier": "intensifiers",
    "loaded__quoted": "loaded terms in quotations",
    "loaded__sensational": "sensational wordings",
    "loaded__strong": "strongly loaded terms",
    "subjectivity__attitude": "attitude markers",
    "subjectivity__person": "words for writer or reader",
}
CUES = ("neutral", "endorsing", "supporting", "doubting", "confronting", "directive", "commissive", "cognitive", "emotive")  # fmt: skip
NAMES = {
    "n_words": "words",
    "n_own_words": "words of the outlet's own",
    "n_sentences": "sentences",
    "agency__agentless_share": "without who acts (share of passives)",
    **{f"attribution__{cue}_share": f"{cue} cues (share of attributions)" for cue in CUES},
    "attribution__direct_share": "quoted (share of words)",
    "attribution__editorial_share": "outlet's own voice (share of words)",
    "attribution__indirect_share": "reported (share of words)",
    "attribution__reported_share": "reported or quoted (share of words)",
    "attribution__sources-effective_n": "effective number of sources",
    "headline__balance_mean": "balance of the headline (mean)",
    "headline__balance-minus-body_mean": "balance, headline minus body",
    "headline__loaded_rate": "headline: loaded terms per 1,000 own words",
    "headline__loaded-minus-body_rate": "loaded terms per 1,000 own words, headline minus body",
    "headline__reported_share": "headline: reported or quoted (share of words)",
    "headline__reported-minus-body_share": "reported or quoted, headline minus body",
    "headline__subjectivity_mean": "subjectivity of the headline (mean)",
    "headline__subjectivity-minus-body_mean": "subjectivity, headline minus body",
    "readability__automated_index": "automated readability index (grade)",
    "readability__coleman-liau_index": "Coleman–Liau index (grade)",
    "readability__dale-chall_index": "Dale–Chall index",
    "readability__flesch_index": "Flesch reading ease",
    "readability__flesch-kincaid_index": "Flesch–Kincaid grade",
    "readability__gunning-fog_index": "Gunning fog index (grade)",
    "readability__smog_index": "SMOG index (grade)",
    "readability__syllables-per-word_mean": "syllables per word",
    "readability__words-per-sentence_mean": "words per sentence",
    "subjectivity__sentences_mean": "subjectivity of sentences (mean)",
    "subjectivity__subjective_share": "subjective (share of sentences)",
    "toward__balance_mean": "balance toward actors (mean)",
    "toward__negative_share": "negative (share of mentions)",
    "toward__positive_share": "positive (share of mentions)",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How one group is drawn: the colour for most eyes, all else for grey."""

    color: str
    marker: str
    line: Any
    hatch: str
    fill: str


def look(position: int) -> Look:
    """Return how the group at a position is drawn, the same in every picture.

    Examples
    --------
    >>> look(1).color, look(1).marker, look(1).hatch
    ('#D55E00', 's', '////')
    """
    color = COLORS[position % len(COLORS)]
    fill = "white" if position % 2 else color
    choices = (MARKERS, LINES, HATCHES)
    marker, line, hatch = (kinds[position % len(kinds)] for kinds in choices)
    return Look(color, marker, line, hatch, fill)


# ---- words


def short(name: object, longest: int = LONGEST_NAME) -> str:
    """Return a name on one line, cut where it is too long; dollars start no formula, and what cannot be printed is "�".

    Examples
    --------
    >>> short("The Association of Very Long Names"), short("$5"), short("a\\x00b")
    ('The Association of Very Lon…', '\\\\$5', 'a�b')
    """
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(str(name).split()))
    text = text if len(text) <= longest else text[: longest - 1].rstrip(" (") + "…"
    return text.replace("$", r"\$")


def with_n(name: object, n: float, longest: int = LONGEST_NAME) -> str:
    """Return a short name with its n.

    Examples
    --------
    >>> with_n("Daily Planet", 1200)
    'Daily Planet  (n = 1,200)'
    """
    return f"{short(name, longest)}  (n = {int(n):,})"


def signed(value: float) -> str:
    """Return a number in two digits with its sign, a true minus; none where it is rounded to 0.

    Examples
    --------
    >>> signed(-0.25), signed(0.5), signed(-0.001)
    ('−0.25', '+0.50', '0.00')
    """
    return f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0.00"


def readable(column: str) -> str:
    """Return the name of a score column in words; any other name as it is.

    Examples
    --------
    >>> readable("loaded__terms_rate"), readable("subjectivity__hedges_rate"), readable("mine__mine_n")
    ('loaded terms per 1,000 own words', 'hedges per 1,000 own words', 'mine (count)')
    """
    measure, _, rest = column.partition("__")
    what, _, unit = rest.partition("_")
    if column in NAMES or not what or unit not in UNITS:
        return NAMES.get(column, column)
    words = what.replace("-", " ")
    plain = words if measure == what or measure in SELF_EXPLAINING else f"{measure} {words}"
    return UNITS[unit].format(COUNTED.get(f"{measure}__{what}", plain))


# ---- tables


def need(data: pd.DataFrame, columns: Sequence[str], plot: str, maker: str) -> None:
    """Raise InputError unless a table has the columns that a plot draws; `maker` makes such tables."""
    if not isinstance(data, pd.DataFrame):
        raise InputError(f"{plot} draws a table, not a {type(data).__name__}. Give it the rows of {maker}.")
    missing = [column for column in columns if column not in data.columns]
    if missing:
        found = ", ".join(map(str, data.columns)) or "none"
        raise InputError(
            f"{plot} needs the column {missing[0]!r}; the table has: {found}. Give it the rows of {maker}."
        )


def in_order(values: pd.Series) -> list[Any]:
    """Return the different values in the order of the rows, without missing ones."""
    return list(values.dropna().unique().tolist())


# ---- axes


def axes_of(ax: Axes | None, width: float, height: float) -> Axes:
    """Return the axes given, or those of a new figure so many inches wide and high."""
    import matplotlib.pyplot as plt

    return ax if ax is not None else plt.subplots(figsize=(width, height), layout="constrained")[1]


def say_empty(ax: Axes, message: str) -> Axes:
    """Write that there is nothing to draw."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, message, ha="center", va="center", transform=ax.transAxes, fontsize=FONT, color=QUIET)
    return ax


def points_across(ax: Axes) -> float:
    """Return the width of axes and of what is written beside them, in points: about that of a figure for one picture."""
    return float(1.25 * ax.bbox.width / ax.figure.dpi * 72)


def tidy(ax: Axes, *, x: str = "", y: str = "", keep: Sequence[str] = ("bottom",)) -> None:
    """Write the axis labels, on several lines where they are long, and leave only the spines to keep, in the sizes of print."""
    letters = int(points_across(ax) / (0.55 * FONT))
    lines = [textwrap.fill(line, letters) for line in x.splitlines()]
    ax.set_xlabel("\n".join(lines), fontsize=FONT, loc="center" if len(x) < letters / 2 else "right")
    ax.set_ylabel(textwrap.fill(y, 44), fontsize=FONT)
    ax.tick_params(labelsize=SMALL)
    ax.tick_params(which="both", left="left" in keep)
    for side, spine in ax.spines.items():
        spine.set_visible(side in keep)


def name_rows(ax: Axes, place: Any, names: Sequence[str]) -> None:
    """Write the names of rows, and leave half a row of room around the outermost."""
    ax.set_yticks(list(place), list(names), fontsize=SMALL)
    ax.set_ylim(min(place) - 0.6, max(place) + 0.6)


def reach(values: pd.Series, low: pd.Series, high: pd.Series) -> tuple[float, float]:
    """Return limits that show all values and their intervals, but not whole those few that are much wider than the middle one.

    Examples
    --------
    >>> reach(pd.Series([1.0, 2.0, 3.0]), pd.Series([0.5, 1.5, -90.0]), pd.Series([1.5, 2.5, 96.0]))
    (0.5, 3.0)
    """
    low, high = low.astype(float), high.astype(float)
    width = high - low
    usual = width <= WIDE * width.dropna().median()
    return float(np.fmin(values.min(), low[usual].min())), float(np.fmax(values.max(), high[usual].max()))


def draw_intervals(ax: Axes, place: Any, low: Any, high: Any, *, upright: bool = False, **line: Any) -> None:
    """Draw a line from low to high at each place where both ends are known."""
    ends = [np.asarray(values, dtype=np.float64) for values in (low, high)]
    known = np.isfinite(ends[0]) & np.isfinite(ends[1])
    draw = ax.vlines if upright else ax.hlines
    draw(np.asarray(place)[known], ends[0][known], ends[1][known], **{"linewidth": 1, "zorder": 2, **line})


def legend_above(ax: Axes) -> None:
    """Write the legend above the axes, in as many columns as there is room for."""
    handles, labels = ax.get_legend_handles_labels()
    widest = LETTER * max(map(len, labels), default=1) + 34  # points, with what stands before a label
    ax.legend(
        handles,
        labels,
        loc="lower right",
        bbox_to_anchor=(1, 1),
        borderaxespad=0.2,
        frameon=False,
        fontsize=SMALL,
        ncols=int(np.clip(points_across(ax) // widest, 1, max(len(labels), 1))),
        columnspacing=1.2,
        handletextpad=0.5,
    )
