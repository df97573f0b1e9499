"""A corpus as one page: what was compared, where the groups differ, who speaks, and the articles that show it.

Nothing is loaded from elsewhere, there is no script, and everything from outside is escaped. The page can be printed, and
reads on a small screen and on a dark one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from framing.core import InputError
from framing.export import corpus_style as html
from framing.export.corpus_style import chance, estimate, grid, number, row, said, words
from framing.export.telling import Telling, Term

# A difference comes first if q is below 0.05 and the effect is at least what Cohen (1988) calls small.
CLEAR_Q, CLEAR_EFFECT = 0.05, 0.2
MOST_DIFFERENCES, MOST_TERMS, MOST_SOURCES, MOST_ACTORS, MOST_ASIDE = 40, 10, 15, 15, 200  # rows shown
WORDS_OF = {"outlet": "in the outlet’s words", "sources": "in sources’ words"}
MEANS = (
    "Means over documents, each group against the others, with 95 % intervals. Effect: the difference in standard deviations "
    f"(Hedges’ g); q: false discovery rate. A difference is clear here with q below {CLEAR_Q} and an effect of {CLEAR_EFFECT} or more."
)
DIFFERENCE = "What a difference means is for the reader to judge: groups also differ in the events they choose."


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What a page tells of a corpus. Tables that are None or empty are left out.

    Parameters
    ----------
    groups : mapping
        Each group, such as an outlet, and the number of its documents.
    title : str
    by : str
        What the groups are.
    comparison, keyness, sources, actors : DataFrame, optional
        Rows of ``compare``, ``keyness``, ``source_balance``, ``compare_actors``.
    set_aside : DataFrame, optional
        ``doc_id`` and ``reason``.
    figures : mapping of str to str
        Caption to image: SVG, or PNG in base64.
    articles : sequence of Telling
        From :func:`framing.export.telling.telling_articles`.
    names : mapping of str to str
        Names of score columns for readers; a column without one is shown as it is.
    methods : str
        Paragraphs parted by empty lines.
    notes : sequence of str
    """

    groups: Mapping[Any, int]
    title: str = "A comparison of news"
    by: str = "outlet"
    comparison: pd.DataFrame | None = None
    keyness: pd.DataFrame | None = None
    sources: pd.DataFrame | None = None
    actors: pd.DataFrame | None = None
    set_aside: pd.DataFrame | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    articles: Sequence[Telling] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    methods: str = ""
    notes: Sequence[str] = ()


def corpus_page(study: Study, *, texts: bool = True) -> str:
    """Return a whole HTML document for a corpus.

    Parameters
    ----------
    study : Study
    texts : bool
        False leaves out what the articles say and may be protected: titles, sentences and the contexts of terms. Terms by
        themselves, names of actors and document ids stay.

    Returns
    -------
    str
        HTML5 without scripts and without addresses of anything outside the page.

    Raises
    ------
    InputError
        If a table lacks a column, or a figure is neither SVG nor PNG.

    Examples
    --------
    >>> page = corpus_page(Study({"Wire": 12, "Clarion": 10}, title="Strike & <b>strife</b>"))
    >>> "22 documents" in page, "Strike &amp; &lt;b&gt;strife&lt;/b&gt;" in page
    (True, True)
    """
    figures = (html.figure(i, *item) for i, item in enumerate(study.figures.items(), start=1))
    sections = (
        ("differences", "Differences", _differences(study)),
        ("figures", "Figures", figures),
        ("terms", "Typical terms", _terms(study, texts)),
        ("sources", "Who speaks", [_sources(study)]),
        ("actors", "How actors are spoken of", [_actors(study)]),
        ("articles", "Telling articles", _articles(study, texts)),
        ("methods", "Methods", [html.paragraphs(study.methods)]),
        ("notes", "Notes", _notes(study)),
    )
    shown = [(name, title, body) for name, title, parts in sections if (body := "\n".join(filter(None, parts)))]
    links = "".join(f'<a href="#{name}">{title}</a>' for name, title, _ in shown)
    nav = f'<nav aria-label="Contents">{links}</nav>' if links else ""
    body = "\n".join((_header(study), nav, *(html.section(*each) for each in shown)))
    return html.document(study.title, body)


def _header(study: Study) -> str:
    n = sum(study.groups.values())
    groups = "; ".join(f"{said(group)} ({count:,})" for group, count in study.groups.items())
    aside = 0 if study.set_aside is None else len(study.set_aside)
    facts = [("Corpus", f"{n:,} documents"), (f"Groups, by {study.by}", groups)]
    facts += [("Set aside", f"{aside:,} rows, listed in the notes")] if aside else []
    items = "".join(f"<dt>{said(name)}</dt><dd>{value}</dd>" for name, value in facts)
    return f'<header><h1>{said(study.title)}</h1><dl class="facts">{items}</dl></header>'


def _rows(table: pd.DataFrame | None, needed: str, maker: str) -> list[dict[Any, Any]]:
    """Return the rows of a table, none where there is none."""
    if table is None:
        return []
    missing = [name for name in needed.split() if name not in table.columns]
    if missing:
        raise InputError(f"The page needs the column {missing[0]!r} of {maker}. Give it the rows of {maker}.")
    return list(table.to_dict("records"))


def _differences(study: Study) -> Iterator[str]:
    """Yield the clear differences, the largest first, and all of them to be unfolded."""
    needed = "column group n mean low high rest_n rest_mean difference difference_low difference_high effect q"
    rows = _rows(study.comparison, needed, "compare()")
    if not rows:
        return
    clear = sorted((r for r in rows if _is_clear(r)), key=lambda r: -abs(r["effect"]))[:MOST_DIFFERENCES]
    yield f"<p>{MEANS} {DIFFERENCE}</p>"
    yield _comparison(study, "Clear differences", clear) if clear else "<p>No difference is clear.</p>"
    yield html.folded(f"All {len(rows):,} comparisons", _comparison(study, "All comparisons", rows))


def _is_clear(r: dict[Any, Any]) -> bool:
    return bool(r["q"] < CLEAR_Q and abs(r["effect"]) >= CLEAR_EFFECT)


def _comparison(study: Study, caption: str, rows: Sequence[dict[Any, Any]]) -> str:
    heads = ("score", study.by, "difference", "effect", "q", "mean", "others")
    lines = (
        row(
            said(study.names.get(r["column"], r["column"])),
            words(r["group"]),
            estimate(r["difference"], r["difference_low"], r["difference_high"], sign=True),
            number(r["effect"], sign=True),
            chance(r["q"]),
            estimate(r["mean"], r["low"], r["high"], more=f"n = {r['n']:,.0f}"),
            estimate(r["rest_mean"], np.nan, np.nan, more=f"n = {r['rest_n']:,.0f}"),
        )
        for r in rows
    )
    return grid(caption, heads, lines, texts=(1,))


def _terms(study: Study, texts: bool) -> Iterator[str]:
    """Yield a table for each group of the terms most typical of it."""
    needed = "group term n n_docs rate rest_rate log_odds low high z q"
    rows = _rows(study.keyness, f"{needed} context" if texts else needed, "keyness()")
    heads = ("term", "in context", "per 1,000 words", "others", "log-odds", "q", "n", "articles")
    for group in dict.fromkeys(r["group"] for r in rows):
        own = sorted((r for r in rows if r["group"] == group and r["z"] > 0), key=lambda r: -r["z"])[:MOST_TERMS]
        lines = (
            row(
                said(r["term"]),
                *([_context(r["term"], r["context"])] if texts else []),
                number(r["rate"]),
                number(r["rest_rate"]),
                estimate(r["log_odds"], r["low"], r["high"], sign=True),
                chance(r["q"]),
                f"{r['n']:,.0f}",
                f"{r['n_docs']:,.0f}",
            )
            for r in own
        )
        yield (
            grid(
                f"Most typical of {group}",
                heads if texts else (heads[0], *heads[2:]),
                lines,
                texts=(1,) if texts else (),
            )
            if own
            else ""
        )


def _context(term: str, context: Any) -> str:
    """Return a cell with a term in its context, in bold where it is found."""
    text = context if isinstance(context, str) else ""
    found = re.search(rf"(?<!\w){re.escape(str(term))}(?!\w)", text, re.IGNORECASE)
    start, end = found.span() if found else (0, 0)
    bold = f"<b>{said(text[start:end])}</b>" if found else ""
    return f'<td class="words context">{said(text[:start])}{bold}{said(text[end:])}</td>'


def _sources(study: Study) -> str:
    """Return the share of the attributed words that each source has in each group."""
    rows = _rows(study.sources, "group source n words share low high", "source_balance()")
    shown = _most(rows, lambda r: (_or_nobody(r["source"]), r["words"]), MOST_SOURCES)
    groups = list(dict.fromkeys(r["group"] for r in rows))
    cells = {
        (_or_nobody(r["source"]), r["group"]): estimate(r["share"], r["low"], r["high"], more=f"n = {r['n']:,.0f}")
        for r in rows
    }
    lines = (row(said(source), *(cells.get((source, group), "–") for group in groups)) for source in shown)
    text = "<p>Share of the words that each group attributes to sources (95 % interval; n attributions).</p>"
    return text + grid("Sources", ("source", *map(str, groups)), lines) if rows else ""


def _or_nobody(source: Any) -> str:
    return source if isinstance(source, str) else "nobody named"


def _most(rows: Sequence[dict[Any, Any]], weigh: Callable[[dict[Any, Any]], tuple[Any, float]], most: int) -> list[Any]:
    """Return the names that weigh most over all rows."""
    total: dict[Any, float] = {}
    for name, weight in map(weigh, rows):
        total[name] = total.get(name, 0) + weight
    return sorted(total, key=lambda name: -total[name])[:most]


def _actors(study: Study) -> str:
    """Return how each group, and the sources in it, speak of the actors mentioned most."""
    rows = _rows(study.actors, "actor label group holder n_docs mentions balance low high", "compare_actors()")
    shown = _most(rows, lambda r: ((r["actor"], r["label"]), r["mentions"]), MOST_ACTORS)
    holders, groups = (list(dict.fromkeys(r[name] for r in rows)) for name in ("holder", "group"))
    cells = {
        (r["actor"], r["label"], r["group"], r["holder"]): estimate(
            r["balance"], r["low"], r["high"], sign=True, more=f"n = {r['mentions']:,.0f}"
        )
        for r in rows
    }
    lines = (
        row(f"{said(actor)}<small>{said(label)}</small>", words(group), *told)
        for actor, label in shown
        for group in groups
        if any(told := [cells.get((actor, label, group, holder), "") for holder in holders])
    )
    heads = ("actor", study.by, *(WORDS_OF.get(holder, str(holder)) for holder in holders))
    text = (
        "<p>Balance: mean probability of a positive minus a negative mention, −1 to 1 (95 % interval; n mentions).</p>"
    )
    return text + grid("Actors", heads, lines, texts=(1,)) if rows else ""


def _articles(study: Study, texts: bool) -> Iterator[str]:
    if study.articles and texts:
        yield '<p>Key: <mark>loaded term of the outlet</mark>, <mark class="quoted">loaded term of a source</mark>.</p>'
    for article in study.articles:
        title = said(article.title if texts and article.title else f"Document {article.doc_id}")
        why = f'<p class="why">{said(article.group)} · {said(article.why)} · id {said(article.doc_id)}</p>'
        told = "".join(_sentence(*sentence) for sentence in article.sentences) if texts else ""
        yield f"<article><h3>{title}</h3>{why}{told}</article>"


def _sentence(text: str, terms: Sequence[Term]) -> str:
    """Return a sentence with its loaded terms marked, and the reasons under it."""
    parts, place = [], 0
    for term in terms:
        kind = ' class="quoted"' if term.quoted else ""
        parts += [said(text[place : term.start]), f"<mark{kind}>{said(text[term.start : term.end])}</mark>"]
        place = term.end
    reasons = " · ".join(f"{said(text[term.start : term.end])}: {said(term.reason)}" for term in terms)
    return f'<p class="sentence">{"".join(parts)}{said(text[place:])}</p><p class="reasons">{reasons}</p>'


def _notes(study: Study) -> Iterator[str]:
    if study.notes:
        yield f"<ul>{''.join(f'<li>{said(note)}</li>' for note in study.notes)}</ul>"
    aside = _rows(study.set_aside, "doc_id reason", "report.set_aside")
    if aside:
        lines = (row(said(r["doc_id"]), words(r["reason"])) for r in aside[:MOST_ASIDE])
        most = f", the first {MOST_ASIDE} of them" if len(aside) > MOST_ASIDE else ""
        table = grid("Set aside", ("document", "reason"), lines, texts=(1,))
        yield html.folded(f"{len(aside):,} rows were set aside{most}", table)
