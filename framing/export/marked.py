"""The text of an article with its voices, loaded terms and actors as elements of HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

import numpy as np

from framing.core import BLOCKS, Corpus, Evidence, Spans
from framing.scoring import OUTLET, VOICES, span_source, token_voice

HOW = {"direct": "quoted:", "indirect": "reported:"}  # before the source that a passage shows when pointed at


class Mark(NamedTuple):
    """An element around some tokens: where it ends, its tag and its attributes."""

    end: int
    tag: str
    attributes: str


def paragraphs(corpus: Corpus, evidence: Evidence, doc: int) -> Iterator[str]:
    """Yield each paragraph as an element named after its block."""
    low, high = int(corpus.doc_tokens[doc]), int(corpus.doc_tokens[doc + 1])
    voice = token_voice(corpus, evidence["attribution"])
    who = dict(enumerate(span_source(corpus, evidence, np.arange(low, high)), start=low))
    marks = {**_actor_marks(corpus, evidence, low, high), **_loaded_marks(corpus, evidence, low, high)}
    starts = corpus.paragraph_start[(corpus.paragraph_start >= low) & (corpus.paragraph_start < high)].tolist()
    for start, stop in zip(starts, [*starts[1:], high][: len(starts)], strict=True):
        kind = BLOCKS[corpus.block[start]]
        runs = "".join(_runs(corpus, voice, who, marks, start, stop))
        yield f'<h2 class="headline">{runs}</h2>' if kind == "headline" else f'<p class="{kind}">{runs}</p>'


def _between_bounds(spans: Spans, low: int, high: int) -> Spans:
    return spans.select((spans.start >= low) & (spans.start < high))


def _loaded_marks(corpus: Corpus, evidence: Evidence, low: int, high: int) -> dict[int, Mark]:
    """Return, by first token, each loaded term with the text of its tooltip."""
    if "loaded" not in evidence:
        return {}
    spans = _between_bounds(evidence["loaded"], low, high)
    voices = np.asarray(VOICES, dtype=object)[token_voice(corpus, evidence["attribution"])[spans.start]]
    sources = span_source(corpus, evidence, spans.start)
    marks: dict[int, Mark] = {}
    columns = (spans.start.tolist(), spans.end.tolist(), spans.label, spans["note"], spans["neutral"], voices, sources)
    for start, end, label, note, neutral, voice, source in zip(*columns, strict=True):
        whose = (
            f"in the words of {source}"
            if voice == "direct"
            else "the outlet's wording" + (f" of what {source} said" if source else "")
        )
        lines = [f"{label}: {note}", *([f"neutral: {neutral}"] if neutral else []), whose]
        reason = escape(clean("\n".join(lines)))
        quoted = ' class="quoted"' if voice == "direct" else ""
        text = escape(clean(corpus.text_of(start, end)))
        marks[start] = Mark(end, "mark", f'tabindex="0"{quoted} data-why="{reason}" aria-label="{text}: {reason}"')
    return marks


def _actor_marks(corpus: Corpus, evidence: Evidence, low: int, high: int) -> dict[int, Mark]:
    """Return, by first token, each mention of an actor with who is meant and how it is spoken of."""
    if "actors" not in evidence:
        return {}
    spans = _between_bounds(evidence["actors"], low, high)
    lines = [f"{actor} ({label})" for actor, label in zip(spans["actor"], spans.label, strict=True)]
    if "toward" in evidence:
        toward = _between_bounds(evidence["toward"], low, high)
        judged = zip(lines, toward.label, toward.score.tolist(), toward["holder"], strict=True)
        lines = [f"{line}: {label}, {score:.0%}, {_by(holder)}" for line, label, score, holder in judged]
    titles = (f'class="actor" title="{escape(clean(line))}"' for line in lines)
    columns = zip(spans.start.tolist(), spans.end.tolist(), titles, strict=True)
    return {start: Mark(end, "span", title) for start, end, title in columns}


def _by(holder: Any) -> str:
    return "by the outlet" if holder == OUTLET else f"by {holder}"


def _runs(
    corpus: Corpus,
    voice: Any,
    who: Mapping[int, str | None],
    marks: Mapping[int, Mark],
    start: int,
    stop: int,
) -> Iterator[str]:
    """Yield a paragraph as runs of one voice, marks inside them."""
    place = start
    while place < stop:
        end = place
        parts: list[str] = []
        while end < stop and voice[end] == voice[place]:
            space = _between(corpus, end) if end > place else ""
            mark = marks.get(end)
            after = min(mark.end, stop) if mark else end + 1
            text = escape(clean(corpus.text_of(end, after)))
            parts.append(space + (f"<{mark.tag} {mark.attributes}>{text}</{mark.tag}>" if mark else text))
            end = after
        gap = _between(corpus, place) if place > start else ""
        content = "".join(parts)
        name = VOICES[voice[place]]
        title = escape(clean(f"{HOW[name]} {who[place] or 'nobody named'}")) if name in HOW else ""
        yield gap + (f'<span class="{name}" title="{title}">{content}</span>' if title else content)
        place = end


def _between(corpus: Corpus, token: int) -> str:
    """Return what stands before a token: white space as it is."""
    return escape(clean(corpus.text[corpus.token_end[token - 1] : corpus.token_start[token]]))


def clean(text: str) -> str:
    """Replace what HTML cannot hold: NUL and other controls, lone surrogates."""
    return "".join("\ufffd" if (c < " " and c not in "\n\t") or "\ud800" <= c <= "\udfff" else c for c in text)
