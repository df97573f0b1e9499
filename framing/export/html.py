"""One article as a page: voices and loaded terms marked in the text, with reasons.

Nothing is loaded from elsewhere and everything from outside is escaped. A
voice shows by its line (dotted: reported; solid rule at the side: quoted) and
a loaded term by weight and a double line, so the page reads in black and
white; each term can be reached by the tabulator key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from framing.core import BLOCKS, Corpus, Evidence
from framing.scoring import VOICES, span_source, token_voice

HOW = {"direct": "quoted:", "indirect": "reported:"}  # before the source that a passage shows when pointed at
STYLE = """
.framing{max-width:44em;margin:1em auto;padding:0 1em;font:17px/1.65 Georgia,'Times New Roman',serif;overflow-wrap:anywhere;color:#1a1a1a;background:#fff}
.framing h1,.framing .bar{font-family:system-ui,sans-serif}
.framing .bar{font-size:14px;line-height:1.5;border:1px solid #bbb;border-radius:6px;padding:.6em 1em;margin:0 0 1.2em}
.framing table{border-collapse:collapse;margin:.4em 0}.framing td{padding:.1em 1.2em .1em 0;white-space:nowrap}.framing td.n{text-align:right;font-variant-numeric:tabular-nums}
.framing .headline{font:bold 1.5em/1.25 Georgia,serif;margin:.6em 0}
.framing .byline,.framing .caption,.framing .furniture{color:#595959;font-size:.85em}.framing .furniture{border-left:4px solid #ddd;padding-left:.6em}
.framing .direct{background:#e4edf7;box-shadow:0 1px 0 #4a78a8}
.framing .indirect{text-decoration:underline dotted #4a78a8 2px;text-underline-offset:.25em}
.framing mark{background:#fbe3c2;color:inherit;font-weight:bold;border-bottom:3px double #a04a00;cursor:help;text-decoration:none;display:inline-block;line-height:1.25}
.framing mark.quoted{background:none;border-bottom:1px dashed #a04a00;font-weight:normal}
.framing mark:focus{outline:2px solid #1a1a1a}
.framing mark:hover::after,.framing mark:focus::after{content:attr(data-why);position:fixed;left:50%;bottom:1em;transform:translateX(-50%);z-index:9;width:max-content;max-width:min(34em,90vw);white-space:pre-line;font:13px/1.4 system-ui,sans-serif;background:#1a1a1a;color:#fff;padding:.5em .7em;border-radius:4px}
@media print{.framing mark:hover::after{content:none}}
"""


def page(corpus: Corpus, evidence: Evidence, doc: int, scores: pd.Series, notes: Sequence[str]) -> str:
    """Return a whole HTML document for one article."""
    title = (
        escape(_clean(corpus.text[corpus.doc_start[doc] : corpus.doc_end[doc]].strip().split("\n")[0][:120]))
        or "framing"
    )
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>\n{fragment(corpus, evidence, doc, scores, notes)}\n</body></html>\n'


def fragment(corpus: Corpus, evidence: Evidence, doc: int, scores: pd.Series, notes: Sequence[str]) -> str:
    """Return the article as one element, with its style."""
    body = "\n".join(_paragraphs(corpus, evidence, doc))
    return f'<style>{STYLE}</style><div class="framing">{_summary(scores, notes)}\n{body}</div>'


def _summary(scores: pd.Series, notes: Sequence[str]) -> str:
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
        '<mark>loaded term of the outlet</mark> · <mark class="quoted">loaded term of a source</mark>. Point at a term, or use the tabulator key, to see why it is marked; point at a passage to see whose it is.'
    )
    said = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return f'<div class="bar" role="region" aria-label="Summary"><table>{cells}</table>{said}<p>{legend}</p></div>'


def _paragraphs(corpus: Corpus, evidence: Evidence, doc: int) -> Iterator[str]:
    """Yield each paragraph as an element named after its block."""
    low, high = int(corpus.doc_tokens[doc]), int(corpus.doc_tokens[doc + 1])
    voice = token_voice(corpus, evidence["attribution"])
    who = dict(enumerate(span_source(corpus, evidence, np.arange(low, high)), start=low))
    why, ends = _reasons(corpus, evidence, low, high)
    starts = corpus.paragraph_start[(corpus.paragraph_start >= low) & (corpus.paragraph_start < high)].tolist()
    for start, stop in zip(starts, [*starts[1:], high][: len(starts)], strict=True):
        kind = BLOCKS[corpus.block[start]]
        runs = "".join(_runs(corpus, voice, who, why, ends, start, stop))
        yield f'<h2 class="headline">{runs}</h2>' if kind == "headline" else f'<p class="{kind}">{runs}</p>'


def _reasons(
    corpus: Corpus, evidence: Evidence, low: int, high: int
) -> tuple[dict[int, tuple[str, str]], dict[int, int]]:
    """Return, by first token of each loaded term, its voice and the text of its tooltip, and where it ends."""
    if "loaded" not in evidence:
        return {}, {}
    spans = evidence["loaded"]
    spans = spans.select((spans.start >= low) & (spans.start < high))
    voices = np.asarray(VOICES, dtype=object)[token_voice(corpus, evidence["attribution"])[spans.start]]
    sources = span_source(corpus, evidence, spans.start)
    why: dict[int, tuple[str, str]] = {}
    rows: Any = zip(spans.start.tolist(), spans.label, spans["note"], spans["neutral"], voices, sources, strict=True)
    for start, label, note, neutral, voice, source in rows:
        whose = (
            f"in the words of {source}"
            if voice == "direct"
            else "the outlet's wording" + (f" of what {source} said" if source else "")
        )
        lines = [f"{label}: {note}", *([f"neutral: {neutral}"] if neutral else []), whose]
        why[start] = (voice, "\n".join(lines))
    return why, dict(zip(spans.start.tolist(), spans.end.tolist(), strict=True))


def _runs(
    corpus: Corpus,
    voice: Any,
    who: dict[int, str | None],
    why: dict[int, tuple[str, str]],
    ends: dict[int, int],
    start: int,
    stop: int,
) -> Iterator[str]:
    """Yield a paragraph as runs of one voice, loaded terms inside them."""
    place = start
    while place < stop:
        end = place
        parts: list[str] = []
        while end < stop and voice[end] == voice[place]:
            after = min(ends.get(end, end + 1), stop)
            space = _between(corpus, end) if end > place else ""
            text = escape(_clean(corpus.text_of(end, after)))
            if end in why:
                whose, reason = why[end]
                quoted = ' class="quoted"' if whose == "direct" else ""
                text = f'<mark tabindex="0"{quoted} data-why="{escape(_clean(reason))}" aria-label="{text}: {escape(_clean(reason))}">{text}</mark>'
            parts.append(space + text)
            end = after
        gap = _between(corpus, place) if place > start else ""
        content = "".join(parts)
        name = VOICES[voice[place]]
        title = escape(_clean(f"{HOW[name]} {who[place] or 'nobody named'}")) if name in HOW else ""
        yield gap + (f'<span class="{name}" title="{title}">{content}</span>' if title else content)
        place = end


def _between(corpus: Corpus, token: int) -> str:
    """Return what stands before a token: white space as it is."""
    return escape(_clean(corpus.text[corpus.token_end[token - 1] : corpus.token_start[token]]))


def _clean(text: str) -> str:
    """Replace what HTML cannot hold: NUL and other controls, lone surrogates."""
    return "".join("\ufffd" if (c < " " and c not in "\n\t") or "\ud800" <= c <= "\udfff" else c for c in text)
