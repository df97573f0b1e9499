"""Linking: which source, cue and content of a labelled text make one attribution.

A content goes to the nearest cue of its sentence, and a cue takes the nearest
source. A content in a sentence without a cue goes to the attribution before
it: a quotation that goes on. On annotated spans this is right for 97 % of
attributions, so it needs no model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from framing.core import Corpus, Ints
from framing.measures.attribution.draft import Draft, Range

OUTSIDE, SOURCE, CUE, OPENING, CONTENT = range(5)  # labels; OPENING is the first token of a content
BETWEEN = 100  # tokens that a content between a content and a cue counts for
APART = 30  # the same between a source and a cue
OPENS = 2  # tokens of a paragraph before a content that goes on with the attribution before the paragraph
FAR = 3  # paragraphs; what is said that far behind an attribution can still be its content


class Span(NamedTuple):
    """Tokens of one label, SOURCE, CUE or CONTENT, and the sentences they begin and end in."""

    start: int
    end: int
    label: int
    first: int
    last: int


def link(corpus: Corpus, labels: Ints) -> list[Draft]:
    """Return the attributions of labelled tokens, in order of their cues.

    Parameters
    ----------
    corpus : Corpus
    labels : array of int, shape (n_tokens,)
    """
    drafts: list[Draft] = []
    last: Draft | None = None
    home = -1
    starts = corpus.paragraph_start.tolist()
    docs = corpus.token_doc[corpus.paragraph_start].tolist()
    for paragraph, spans in _paragraphs(corpus, labels):
        if paragraph > home + FAR or docs[paragraph] != docs[home]:
            last = None
        home = paragraph
        cues = {i: Draft(span[:2], "", rule="model") for i, span in enumerate(spans) if span.label == CUE}
        contents = [i for i, span in enumerate(spans) if span.label == CONTENT]
        loose = [i for i in contents if not _take(spans, i, cues)]
        for i in loose:
            goes_on = corpus.quoted[spans[i].start] or spans[i].start - starts[paragraph] < OPENS
            owner = _beside(i, cues) or (last if goes_on else None)
            if owner is not None:
                owner.content.append(spans[i][:2])
        for cue, draft in cues.items():
            if draft.content:
                draft.source = _source(spans, cue)
                draft.content.sort()
                drafts.append(draft)
                last = draft
    return drafts


def _paragraphs(corpus: Corpus, labels: Ints) -> Iterator[tuple[int, list[Span]]]:
    """Yield the spans of each paragraph that has some, with its number."""
    marked = np.flatnonzero(labels)
    if not len(marked):
        return
    kind = np.where(labels[marked] == OPENING, CONTENT, labels[marked])
    paragraph = np.searchsorted(corpus.paragraph_start, marked, side="right") - 1
    opens = np.ones(len(marked), dtype=bool)
    opens[1:] = (marked[1:] != marked[:-1] + 1) | (kind[1:] != kind[:-1]) | (paragraph[1:] != paragraph[:-1])
    opens |= labels[marked] == OPENING
    first = np.flatnonzero(opens)
    end = marked[np.append(first[1:], len(marked)) - 1] + 1
    start, home = marked[first], paragraph[first]
    sentence = corpus.token_sentence
    columns = (start, end, kind[first], sentence[start], sentence[end - 1])
    spans = list(map(Span, *(column.tolist() for column in columns)))
    cut = np.append(np.flatnonzero(np.diff(home, prepend=-1)), len(home)).tolist()
    for low, high in pairwise(cut):
        yield int(home[low]), spans[low:high]


def _take(spans: Sequence[Span], i: int, cues: dict[int, Draft]) -> bool:
    """Give a content to the nearest cue of its sentence; return whether there is one."""
    first, last = spans[i].first, spans[i].last
    near = [
        (_distance(spans, i, cue, BETWEEN), cue) for cue in cues if spans[cue].first == (first if cue < i else last)
    ]
    if near:
        cues[min(near)[1]].content.append(spans[i][:2])
    return bool(near)


def _beside(i: int, cues: dict[int, Draft]) -> Draft | None:
    """Return the attribution before a content in its paragraph, or else the one behind it."""
    before = [draft for cue, draft in cues.items() if cue < i and draft.content]
    behind = [draft for cue, draft in cues.items() if cue > i and draft.content]
    return before[-1] if before else behind[0] if behind else None


def _source(spans: Sequence[Span], cue: int) -> Range:
    near = [
        (_distance(spans, i, cue, APART), i)
        for i, span in enumerate(spans)
        if span.label == SOURCE and span.first == spans[cue].first
    ]
    return spans[min(near)[1]][:2] if near else (0, 0)


def _distance(spans: Sequence[Span], one: int, other: int, between: int) -> float:
    """Return the tokens between two spans; of two equally far the one to the left is nearer."""
    left, right = (one, other) if one < other else (other, one)
    gap = spans[right].start - spans[left].end + 0.5 * (other > one)
    return gap + between * sum([span.label == CONTENT for span in spans[left + 1 : right]])
