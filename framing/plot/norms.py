"""Where the scores of one document stand among those of the reference articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.core import InputError, did_you_mean
from framing.core.anytext import any_text
from framing.plot.style import (
    BLUE,
    LINE,
    PAGE,
    SMALL,
    axes_of,
    in_order,
    name_rows,
    need,
    readable,
    say_empty,
    short,
    tidy,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("doc_id", "column", "value", "percentile", "length", "n", "reference")
MAKER = "report.norms()"
MAIN = (
    "loaded__terms_rate", "loaded__strong_rate", "subjectivity__sentences_mean", "subjectivity__hedges_rate",
    "subjectivity__boosters_rate", "toward__negative_share", "toward__positive_share", "toward__balance_mean",
    "attribution__indirect_share", "attribution__direct_share", "attribution__doubting_share", "readability__flesch_index",
)  # fmt: skip
QUARTILES = (0, 25, 50, 75, 100)
LONGEST = 46  # characters of the name of a score


@any_text
def plot_norms(
    data: pd.DataFrame, *, doc_id: Any = None, columns: Sequence[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the percentile of each score of one document as a dot on a track from 0 to 100.

    Parameters
    ----------
    data : DataFrame
        Rows of ``report.norms()``.
    doc_id : optional
        Which document; the first in the table by default.
    columns : sequence of str, optional
        Which scores, in this order; :data:`MAIN` by default. All are ``data["column"].unique()``.
    ax : matplotlib Axes, optional

    Returns
    -------
    Axes
        One row per score, with its value at the right. 50 is what the middle one of the reference articles scores; the axis names them
        and how many they are (n). A score that was not observed has its track and a dash.

    Raises
    ------
    InputError
        Where a column is missing, or there is no such document or score.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> data = pd.DataFrame({"doc_id": [0], "column": ["loaded__terms_rate"], "value": [14.2], "percentile": [80.0],
    ...                      "length": ["300 to 599"], "n": [812], "reference": ["Some articles, all"]})
    >>> ax = plot_norms(data)
    >>> ax.get_yticklabels()[0].get_text(), ax.texts[0].get_text()
    ('loaded terms per 1,000 own words', '14.2')
    >>> plt.close()
    """
    need(data, NEEDED, "plot_norms", MAKER)
    rows = _chosen(data, doc_id, columns)
    ax = axes_of(ax, PAGE, 0.75 + 0.2 * max(len(rows), 3))
    if not len(rows):
        return say_empty(ax, "no scores to compare")
    place = np.arange(len(rows), dtype=np.float64)[::-1]
    ax.hlines(place, 0, 100, color=LINE, linewidth=0.8, zorder=1)
    for quartile in QUARTILES:
        ax.plot(np.full(len(place), quartile), place, "|", color=LINE, markersize=9 if quartile == 50 else 6, zorder=1)
    ax.plot(rows["percentile"], place, "o", color=BLUE, markersize=5.5, zorder=3)
    for y, value in zip(place, rows["value"], strict=True):
        ax.annotate(_written(value), (1, y), xytext=(34, 0), xycoords=ax.get_yaxis_transform(), textcoords="offset points", ha="right", va="center", fontsize=SMALL)  # fmt: skip
    name_rows(ax, place, [short(readable(column), LONGEST) for column in rows["column"]])
    ax.set(xlim=(-2, 102), xticks=QUARTILES)
    tidy(ax, x=_told(rows))
    return ax


def _chosen(data: pd.DataFrame, doc_id: Any, columns: Sequence[str] | None) -> pd.DataFrame:
    """Return the rows of one document and some scores, in the order of the scores."""
    documents = in_order(data["doc_id"])
    if not documents:
        return data
    wanted = documents[0] if doc_id is None else doc_id
    if wanted not in documents:
        raise InputError(f"No document has the id {wanted!r}. The ids start: {', '.join(map(repr, documents[:5]))}.")
    rows = data[data["doc_id"] == wanted].drop_duplicates("column").set_index("column", drop=False)
    for column in columns or ():
        if column not in rows.index:
            raise InputError(f"No score is called {column!r}. {did_you_mean(column, rows.index)}")
    return rows.loc[[column for column in (MAIN if columns is None else columns) if column in rows.index]]


def _written(value: float) -> str:
    """Return a value in three digits, a dash where nothing was observed."""
    return "–" if np.isnan(value) else f"{value:.3g}".replace("-", "−")


def _told(rows: pd.DataFrame) -> str:
    """Return what the percentiles are of: reference, length and number of articles."""
    first, least, most = rows.iloc[0], rows["n"].min(), rows["n"].max()
    n = f"{most:,}" if least == most else f"{least:,} to {most:,}"
    return f"percentile among articles of {first['length']} words (n = {n})\n{short(first['reference'], 80)}"
