"""A study: the tables, figures and articles of a corpus on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing import plot
from framing.core import FramingError, InputError, objects
from framing.export.corpus_page import Study, corpus_page
from framing.export.telling import telling_articles
from framing.plot.style import readable
from framing.stats import compare, compare_actors, keyness, source_balance, trends
from framing.stats.grouping import FEWEST, by_document, column_of
from framing.stats.over_time import periods

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from framing.report import Report

SPREAD = 3  # documents of a group that have a term typical of it
MOST_GROUPS = 8  # shown by themselves
MOST_DRAWN, MOST_PERIODS = 4, 24  # groups, or actors, in a figure with many lines; points of a line
OTHERS = "all others"
RATE = "loaded__terms_rate"
VOICES = [f"attribution__{voice}_share" for voice in ("editorial", "indirect", "direct")]
STEPS = ("compare", "keyness", "source_balance", "compare_actors")
PAGE, ROW = 7.0, 0.32  # inches: width of a figure, and height of a line in it


def corpus_html(
    report: Report,
    by: str,
    *,
    adjust: str | Sequence[str] = (),
    texts: bool = True,
    title: str = "",
    n_draws: int = 2000,
) -> str:
    """Return the page of a corpus.

    Parameters
    ----------
    report : Report
    by : str
        A column of ``report.meta``. The eight largest groups with ten articles or more stand by themselves (all, if none has as
        many), the others together.
    adjust, n_draws
        As in :func:`framing.compare`.
    texts : bool
        False leaves out what articles say: titles, sentences, contexts.
    title : str
        Of the page.

    Returns
    -------
    str
        HTML.
    """
    if not isinstance(by, str):
        raise InputError(f"A page needs the name of a column of report.meta, and by= is a {type(by).__name__}.")
    group = shown_groups(report.meta, by)
    comparison = compare(report, group, adjust=adjust, n_draws=n_draws)
    typical = keyness(report, group)
    tables = {"sources": source_balance(report, group), "actors": compare_actors(report, group), "keyness": typical[typical["n_docs"] >= SPREAD]}  # fmt: skip
    meta = report.meta.assign(**{by: group})
    order = by_document(pd.DataFrame({"doc_id": report.scores.index}))["doc_id"]
    sentences, loaded = report.sentences(), report.evidence("loaded")
    study = Study(
        groups=_sizes(group).to_dict(),
        title=title or f"{len(report.scores):,} articles by {by}",
        by=by,
        comparison=comparison,
        set_aside=report.set_aside,
        figures=dict(
            _figures(comparison, tables, _over_time(report, group, n_draws), _others(column_of(report.meta, by)))
        ),
        articles=telling_articles(report.scores.loc[order], meta.loc[order], sentences, loaded, by=by),
        names={column: readable(column) for column in comparison["column"].unique()},
        methods=report.methods(steps=STEPS),
        notes=[*report.notes, *_adjusted(adjust)],
        **tables,
    )
    return corpus_page(study, texts=texts)


def shown_groups(meta: pd.DataFrame, by: str) -> pd.Series:
    """Return the group of each document, small ones together."""
    values = column_of(meta, by)
    counts = _sizes(values)
    large = counts[counts >= FEWEST].index[:MOST_GROUPS]
    if len(large) == 0 or len(counts) <= MOST_GROUPS:
        return values
    others = _others(values)
    named = [
        value if missing or value in large else others for value, missing in zip(values, values.isna(), strict=True)
    ]
    return pd.Series(objects(named), index=meta.index, name=by)


def _others(values: pd.Series) -> str:
    """Return what small groups are called together: a name that none has."""
    name = OTHERS
    while name in set(values):
        name += " (small)"
    return name


def _sizes(group: pd.Series) -> pd.Series:
    """Return how many documents each group has, the largest first, those of one size by name."""
    counts = Counter(group.dropna().tolist())
    names = sorted(counts, key=lambda name: (-counts[name], str(name)))
    return pd.Series([counts[name] for name in names], index=pd.Index(names, dtype=object), dtype="int64")


def _adjusted(adjust: str | Sequence[str]) -> list[str]:
    names = [adjust] if isinstance(adjust, str) else list(adjust)
    return (
        [f"Differences are adjusted for {' and '.join(names)}: articles are compared within classes of it."]
        if names
        else []
    )


def _over_time(report: Report, group: pd.Series, n_draws: int) -> pd.DataFrame | None:
    """Return the rate of loaded terms over weeks, months or years, None where no date can be read or none of these fits."""
    if "date" not in report.meta.columns:
        return None
    try:
        fitting = (
            every
            for every in ("week", "month", "year")
            if periods(report.meta["date"], every).nunique() <= MOST_PERIODS
        )
        every = next(fitting, None)
        return None if every is None else trends(report, RATE, every=every, by=group, n_draws=n_draws)
    except FramingError:
        return None


def _figures(
    comparison: pd.DataFrame, tables: dict[str, pd.DataFrame], times: pd.DataFrame | None, others: str
) -> Iterator[tuple[str, str]]:
    """Yield captions and SVG; what has many lines for each group is drawn of the largest groups."""
    sizes = comparison.groupby("group")["n"].max().drop(others, errors="ignore")
    n, largest = len(comparison["group"].unique()), sizes.sort_values(ascending=False, kind="stable").index[:MOST_DRAWN]
    sources, actors = (tables[name][tables[name]["group"].isin(largest)] for name in ("sources", "actors"))
    named = actors["actor"].drop_duplicates().head(MOST_DRAWN).tolist()
    n_lines = len(actors[actors["actor"].isin(named)].drop_duplicates(["actor", "group"])) + len(named)
    of_largest = "" if len(sizes) <= MOST_DRAWN else f" The {MOST_DRAWN} largest groups."
    yield "Loaded terms per 1,000 words of the outlet's own, with 95 % intervals.", _svg(plot.plot_rates, comparison, n, column=RATE)  # fmt: skip
    yield "Whose words: the outlet's claims, what it reports in its own wording, and quotations.", _svg(plot.plot_voice_shares, comparison[comparison["column"].isin(VOICES)], n)  # fmt: skip
    yield f"Who gets to speak: shares of attributed words by kind of source.{of_largest}", _svg(plot.plot_sources, sources, 3 * len(largest))  # fmt: skip
    yield f"How actors are spoken of: by the outlet (filled) and by its sources (open).{of_largest}", _svg(plot.plot_actor_groups, actors, n_lines, actors=named)  # fmt: skip
    if times is not None and times["period"].nunique() > 2:
        yield f"Loaded terms over time.{of_largest}", _svg(plot.plot_trends, times[times["group"].isin(largest)], 8)


def _svg(draw: Callable[..., Any], data: pd.DataFrame, n_lines: int, **asked: Any) -> str:
    """Return a picture as SVG, the same bytes every time."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "framing", "svg.fonttype": "none"}):
        figure = Figure(figsize=(PAGE, 1.2 + ROW * max(n_lines, 3)), layout="constrained")
        draw(data, ax=figure.subplots(), **asked)
        return _written(figure)


def _written(figure: Figure) -> str:
    out = BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue().decode("utf-8")
