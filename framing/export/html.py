"""One article as a page: voices, loaded terms and actors marked in the text, with reasons, and the actors in a table.

Nothing is loaded from elsewhere and everything from outside is escaped. A
voice shows by its line (dotted: reported; solid rule at the side: quoted) and
a loaded term by weight and a double line, so the page reads in black and
white; each term can be reached by the tabulator key.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from framing.core import Corpus, Evidence
from framing.export.corpus_style import POLICY
from framing.export.marked import clean, paragraphs

MOST_ACTORS = 8  # rows of the table of actors
STYLE = """
.framing{max-width:44em;margin:1em auto;padding:0 1em;font:17px/1.65 Georgia,'Times New Roman',serif;overflow-wrap:anywhere;color:#1a1a1a;background:#fff}
.framing h1,.framing .bar{font-family:system-ui,sans-serif}
.framing .bar{font-size:14px;line-height:1.5;border:1px solid #bbb;border-radius:6px;padding:.6em 1em;margin:0 0 1.2em}
.framing table{border-collapse:collapse;margin:.4em 0}.framing td{padding:.1em 1.2em .1em 0;white-space:nowrap}.framing td.n{text-align:right;font-variant-numeric:tabular-nums}
.framing .headline{font:bold 1.5em/1.25 Georgia,serif;margin:.6em 0}
.framing .byline,.framing .caption,.framing .furniture{color:#595959;font-size:.85em}.framing .furniture{border-left:4px solid #ddd;padding-left:.6em}
.framing .direct{background:#e4edf7;box-shadow:0 1px 0 #4a78a8}
.framing .indirect{text-decoration:underline dotted #4a78a8 2px;text-underline-offset:.25em}
.framing details td{white-space:normal;vertical-align:top}.framing details table.actors th{text-align:left}
.framing mark{background:#fbe3c2;color:inherit;font-weight:bold;border-bottom:3px double #a04a00;cursor:help;text-decoration:none;display:inline-block;line-height:1.25}
.framing mark.quoted{background:none;border-bottom:1px dashed #a04a00;font-weight:normal}
.framing .actor{border-bottom:1px solid #9a9a9a;cursor:help}
.framing .bar table.actors td:first-child{max-width:14em;overflow:hidden;text-overflow:ellipsis}
.framing .bar th{font-weight:normal;color:#595959;text-align:right;padding:.1em 1.2em .1em 0;overflow-wrap:normal;vertical-align:bottom}.framing .bar th:first-child,.framing .bar th:last-child{text-align:left}
.framing td.words{white-space:normal;overflow-wrap:normal;min-width:8em}.framing td small{display:block;color:#595959;line-height:1.2}.framing table.actors td{vertical-align:top}
.framing mark:focus{outline:2px solid #1a1a1a}
.framing mark:hover::after,.framing mark:focus::after{content:attr(data-why);position:fixed;left:50%;bottom:1em;transform:translateX(-50%);z-index:9;width:max-content;max-width:min(34em,90vw);white-space:pre-line;font:13px/1.4 system-ui,sans-serif;background:#1a1a1a;color:#fff;padding:.5em .7em;border-radius:4px}
@media print{.framing mark:hover::after{content:none}}
"""


class Told(NamedTuple):
    """What is said of one article besides its marks: its row of the scores, and of ``report.actors()`` and ``suggestions()``."""

    scores: pd.Series
    notes: Sequence[str]
    actors: pd.DataFrame | None
    suggestions: pd.DataFrame | None


def page(corpus: Corpus, evidence: Evidence, doc: int, told: Told) -> str:
    """Return a whole HTML document for one article."""
    title = (
        escape(clean(corpus.text[corpus.doc_start[doc] : corpus.doc_end[doc]].strip().split("\n")[0][:120]))
        or "framing"
    )
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{policy}<title>{title}</title>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>\n{fragment(corpus, evidence, doc, told)}\n</body></html>\n'


def fragment(corpus: Corpus, evidence: Evidence, doc: int, told: Told) -> str:
    """Return the article as one element, with its style."""
    body = "\n".join(paragraphs(corpus, evidence, doc))
    summary = _summary(told.scores, told.notes, _actors(told.actors))
    return f'<style>{STYLE}</style><div class="framing">{summary}\n{body}{_suggestions(told.suggestions)}</div>'


def _suggestions(table: pd.DataFrame | None) -> str:
    """Return the loaded terms for which a plainer wording is known, as a list to fold out."""
    if table is None:
        return ""
    known = table[table["neutral"] != ""].drop_duplicates(["text", "neutral"])
    if known.empty:
        return ""
    cells = (
        f"<tr><td>{escape(clean(row['text']))}</td><td>{escape(clean(row['neutral']))}</td><td>{escape(clean(row['reason']))}</td></tr>"
        for row in known.to_dict("records")
    )
    heads = "<tr><th>term</th><th>plainer</th><th>why</th></tr>"
    return f'\n<details class="bar"><summary>Plainer wordings ({len(known)})</summary><table class="actors">{heads}{"".join(cells)}</table></details>'


def _actors(actors: pd.DataFrame | None) -> str:
    """Return the actors most spoken of as a table."""
    if actors is None or actors.empty:
        return ""
    heads = (
        "actor",
        "mentions",
        "outlet’s balance",
        "sources’ balance",
        "words spoken",
        "acts, acted on",
        "words about it",
    )
    rows = ["".join(f"<th>{head}</th>" for head in heads)]
    for row in actors.head(MOST_ACTORS).to_dict("records"):
        cells = [f'<td title="{escape(clean(row["label"]))}">{escape(clean(row["actor"]))}</td>']
        cells += [_number(row["mentions"]), _balance(row, "outlet"), _balance(row, "sources")]
        cells += [_number(row["words_spoken"]), _acts(row)]
        words = dict.fromkeys("; ".join(filter(None, (row["loaded"], row["descriptors"]))).split("; "))
        cells.append(f'<td class="words">{escape(clean("; ".join(words))) or "–"}</td>')
        rows.append("".join(cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<table class="actors">{body}</table><p>Balance: mean probability of a positive minus a negative mention, −1 to 1 '
        "(mentions; 95 % interval).</p>"
    )


def _number(value: float) -> str:
    return f'<td class="n">{value:.0f}</td>' if value > 0 else '<td class="n">–</td>'


def _acts(row: dict[str, Any]) -> str:
    known = row["agent"] + row["patient"] > 0  # NaN without parts of speech
    return f'<td class="n">{row["agent"]:.0f}, {row["patient"]:.0f}</td>' if known else '<td class="n">–</td>'


def _balance(row: dict[str, Any], holder: str) -> str:
    n = row[f"{holder}_mentions"]
    if not n:
        return '<td class="n">–</td>'
    low, high = row[f"{holder}_low"], row[f"{holder}_high"]
    between = "" if np.isnan(low) else f"; {_signed(low)} to {_signed(high)}"
    return f'<td class="n">{_signed(row[f"{holder}_balance"])} <small>({n}{between})</small></td>'


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _summary(scores: pd.Series, notes: Sequence[str], actors: str) -> str:
    rows = [("words", f"{scores['n_words']:,.0f}", "")]
    for voice, what in (
        ("editorial", "the outlet's claim and wording"),
        ("indirect", "reported from sources, in the outlet's wording"),
        ("direct", "quoted from sources"),
    ):
        share = scores[f"attribution__{voice}_share"]
        rows.append((what, "–" if np.isnan(share) else f"{share:.0%}", ""))
    if "loaded__terms_n" in scores:
        value = scores["loaded__terms_rate"]
        rows.append(
            (
                "loaded terms of the outlet",
                f"{scores['loaded__terms_n']:.0f}",
                ""
                if np.isnan(value)
                else f"{value:.1f} per 1,000 of the {scores['n_own_words']:,.0f} words in its wording",
            )
        )
        rows.append(("loaded terms of sources", f"{scores['loaded__quoted_n']:.0f}", ""))
    cells = "".join(f'<tr><td>{what}</td><td class="n">{value}</td><td>{more}</td></tr>' for what, value, more in rows)
    legend = (
        'Key: <span class="direct">quoted from a source</span> · <span class="indirect">reported from a source</span> · '
        '<mark>loaded term of the outlet</mark> · <mark class="quoted">loaded term of a source</mark> · <span class="actor">actor</span>. Point at a term, or use the tabulator key, to see why it is marked; point at a passage to see whose it is, at an actor to see who is meant and how it is spoken of.'
    )
    said = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (
        f'<div class="bar" role="region" aria-label="Summary"><table>{cells}</table>{actors}{said}<p>{legend}</p></div>'
    )
