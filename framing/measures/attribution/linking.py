"""Linking: which source, cue and content of a labelled text make one attribution.

A content goes to the nearest cue of its sentence, and a cue takes the nearest
source. A content in a sentence without a cue goes to the attribution before
it: a quotation that goes on. On annotated spans this is right for 97 % of
attributions, so it needs no model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from framing.core import Corpus, Floats, Ints
from framing.measures.attribution.draft import Draft, Range

OUTSIDE, SOURCE, CUE, OPENING, CONTENT = range(5)  # labels; OPENING is the first token of a content
BETWEEN = 100  # tokens that a content between a content and a cue counts for
APART = 30  # the same between a source and a cue
LEAST_CUE = 0.15  # probability from which the likeliest token is the cue of a sentence that has a content and no cue
OPENS = 2  # tokens of a paragraph before a content that goes on with the attribution before the paragraph
FAR = 3  # paragraphs; what is said that far behind an attribution can still be its content

Span = tuple[int, int, int]  # tokens, half-open, and label: SOURCE, CUE or CONTENT


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
    sentence, starts = corpus.token_sentence, corpus.paragraph_start
    docs = corpus.token_doc[starts]
    for paragraph, spans in _paragraphs(corpus, labels):
        if paragraph > home + FAR or docs[paragraph] != docs[home]:
            last = None
        home = paragraph
        first, final = sentence[[a for a, _, _ in spans]].tolist(), sentence[[b - 1 for _, b, _ in spans]].tolist()
        cues = {i: Draft((a, b), "", rule="model") for i, (a, b, label) in enumerate(spans) if label == CUE}
        loose = [i for i, span in enumerate(spans) if span[2] == CONTENT and not _take(spans, i, cues, first, final)]
        for i in loose:
            goes_on = corpus.quoted[spans[i][0]] or spans[i][0] - starts[paragraph] < OPENS
            owner = _beside(i, cues) or (last if goes_on else None)
            if owner is not None:
                owner.content.append(spans[i][:2])
        for cue, draft in cues.items():
            draft.source = _source(spans, first, cue)
            draft.content.sort()
            if draft.content:
                drafts.append(draft)
                last = draft
    return drafts


def with_cues(corpus: Corpus, labels: Ints, is_cue: Floats) -> Ints:
    """Return labels with a cue in each sentence that has a content, has no cue, and has a token that may be one.

    Parameters
    ----------
    is_cue : array of float, shape (n_tokens,)
        How probable it is that each token is a cue.
    """
    sentence, n = corpus.token_sentence, len(corpus.sentence_start)
    content = labels >= OPENING
    lacks = (np.bincount(sentence, weights=content, minlength=n) > 0) & (
        np.bincount(sentence, weights=labels == CUE, minlength=n) == 0
    )
    open_ = np.flatnonzero(lacks[sentence] & ~content & (is_cue >= LEAST_CUE))
    out = labels.copy()
    order = open_[np.argsort(is_cue[open_], kind="stable")]
    best = np.full(n, -1, dtype=np.int64)
    best[sentence[order]] = order  # written last, the likeliest stays
    out[best[best >= 0]] = CUE
    return out


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
    rows = zip(marked[first].tolist(), end.tolist(), kind[first].tolist(), paragraph[first].tolist(), strict=True)
    spans: list[Span] = []
    home = -1
    for a, b, label, number in rows:
        if number != home and spans:
            yield home, spans
            spans = []
        home = number
        spans.append((a, b, label))
    yield home, spans


def _take(spans: Sequence[Span], i: int, cues: dict[int, Draft], first: Sequence[int], final: Sequence[int]) -> bool:
    """Give a content to the nearest cue of its sentence; return whether there is one."""
    near = [
        (_distance(spans, i, cue, BETWEEN), cue) for cue in cues if first[cue] == (first[i] if cue < i else final[i])
    ]
    if near:
        cues[min(near)[1]].content.append(spans[i][:2])
    return bool(near)


def _beside(i: int, cues: dict[int, Draft]) -> Draft | None:
    """Return the attribution before a content in its paragraph, or else the one behind it."""
    before = [draft for cue, draft in cues.items() if cue < i and draft.content]
    behind = [draft for cue, draft in cues.items() if cue > i and draft.content]
    return before[-1] if before else behind[0] if behind else None


def _source(spans: Sequence[Span], first: Sequence[int], cue: int) -> Range:
    near = [
        (_distance(spans, i, cue, APART), i)
        for i, span in enumerate(spans)
        if span[2] == SOURCE and first[i] == first[cue]
    ]
    return spans[min(near)[1]][:2] if near else (0, 0)


def _distance(spans: Sequence[Span], one: int, other: int, between: int) -> float:
    """Return the tokens between two spans; of two equally far the one to the left is nearer."""
    left, right = min(one, other), max(one, other)
    n_contents = sum(span[2] == CONTENT for span in spans[left + 1 : right])
    return spans[right][0] - spans[left][1] + between * n_contents + 0.5 * (other > one)
