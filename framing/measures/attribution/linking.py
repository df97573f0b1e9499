"""Linking: which source, cue and content of a labelled text make one attribution.

A content goes to the nearest cue of its sentence, and a cue takes the nearest
source. A content in a sentence without a cue goes to the attribution before
it: a quotation that goes on, or a sentence most of which is reported. A quotation
may go to the one behind it, other words do not: where none is before them, the
likeliest cue of their own sentence is theirs. On annotated spans this is right for
97 % of attributions, so it needs no model.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from framing.core import Corpus, Ints
from framing.measures.attribution.draft import Draft
from framing.models import Scores

OUTSIDE, SOURCE, CUE, OPENING, CONTENT = range(5)  # labels; OPENING is the first token of a content
BETWEEN = 100  # tokens that a content between a content and a cue counts for
APART = 30  # the same between a source and a cue
OPENS = 2  # tokens of a paragraph before a content that goes on with the attribution before the paragraph
MOST = 0.6  # share of a sentence
LIKELY = 0.43  # probability of a cue that was not labelled as one; figures on annotated articles are much the same from .35 to .45
FAR = 3  # paragraphs; what is said that far behind an attribution can still be its content


class Span(NamedTuple):
    """Tokens of one label, SOURCE, CUE or CONTENT, and the sentences they begin and end in."""

    start: int
    end: int
    label: int
    first: int
    last: int


def link(corpus: Corpus, labels: Ints, says: Scores) -> list[Draft]:
    """Return the attributions of labelled tokens, in the order of the text.

    Parameters
    ----------
    corpus : Corpus
    labels : array of int, shape (n_tokens,)
    says : array of float, shape (n_tokens,)
        How probable a cue is.
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
        found = _Paragraph(spans).link()
        for i in found.loose:
            quoted = bool(corpus.quoted[spans[i].start])
            goes_on = quoted or spans[i].start - starts[paragraph] < OPENS
            owner = found.beside(i, behind=quoted) or (last if goes_on else None)
            if not quoted and not _makes_up(corpus, spans[i]):
                continue
            if owner is not None:
                owner.content.append(spans[i][:2])
            elif not quoted:
                drafts += _by_likeliest_cue(corpus, spans[i], says)
        for draft in found.filled:
            draft.content.sort()
        drafts += found.filled
        last = found.filled[-1] if found.filled else last
    return drafts


def _by_likeliest_cue(corpus: Corpus, content: Span, says: Scores) -> list[Draft]:
    """Return the attribution of a content to the likeliest cue of its own sentences; none where no cue is likely."""
    first, end = int(corpus.sentence_start[content.first]), int(corpus.sentence_end[content.last])
    around = np.r_[first : content.start, content.end : end]
    if not len(around):
        return []
    cue = int(around[says[around].argmax()])
    return [Draft((cue, cue + 1), "", content=[content[:2]], rule="model")] if says[cue] >= LIKELY else []


def _makes_up(corpus: Corpus, span: Span) -> bool:
    """Whether a content is most of its sentences: where words outside quotation marks go on to be reported, all of a sentence is."""
    whole = corpus.sentence_end[span.last] - corpus.sentence_start[span.first]
    return bool(span.end - span.start >= MOST * whole)


def _paragraphs(corpus: Corpus, labels: Ints) -> Iterator[tuple[int, list[Span]]]:
    """Yield the spans of each paragraph that has some, with its number."""
    marked = np.flatnonzero(labels)
    if not len(marked):
        return
    kind = np.where(labels[marked] == OPENING, CONTENT, labels[marked])
    paragraph = corpus.token_paragraph[marked]
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


class _Paragraph:
    """The spans of one paragraph while they are being linked."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._at: dict[int, list[int]] = {SOURCE: [], CUE: [], CONTENT: []}
        self._contents_before = [0]
        for i, span in enumerate(spans):
            self._at[span.label].append(i)
            self._contents_before.append(len(self._at[CONTENT]))
        self.loose: list[int] = []  # contents in a sentence without a cue
        self.filled: list[Draft] = []  # attributions with a content, by their cues
        self._places: list[int] = []  # of their cues

    def link(self) -> _Paragraph:
        """Give each content to the nearest cue of its sentence, and each cue that has one the nearest source."""
        drafts = {i: Draft(self._spans[i][:2], "", rule="model") for i in self._at[CUE]}
        for i in self._at[CONTENT]:
            cue = self._nearest(CUE, i, BETWEEN)
            if cue is None:
                self.loose.append(i)
            else:
                drafts[cue].content.append(self._spans[i][:2])
        for i, draft in drafts.items():
            if draft.content:
                source = self._nearest(SOURCE, i, APART)
                draft.source = self._spans[source][:2] if source is not None else (0, 0)
                self.filled.append(draft)
                self._places.append(i)
        return self

    def beside(self, i: int, *, behind: bool) -> Draft | None:
        """Return the attribution before a content, or else the one `behind` it."""
        place = bisect_left(self._places, i)
        there = self.filled if place or behind else []
        return there[max(place - 1, 0)] if there else None

    def _nearest(self, label: int, i: int, between: int) -> int | None:
        """Return the nearest span of a label in the sentence of another; of two equally near the one to the left.

        Each content between them counts for as many tokens as `between`.
        """
        of_label, span = self._at[label], self._spans[i]
        place = bisect_left(of_label, i)
        left = of_label[place - 1] if place else None
        right = of_label[place] if place < len(of_label) else None
        if left is not None and self._spans[left].first != span.first:
            left = None
        if right is None or self._spans[right].first != span.last:
            return left
        if left is None or self._distance(i, right, between) < self._distance(left, i, between):
            return right
        return left

    def _distance(self, left: int, right: int, between: int) -> int:
        n_contents = self._contents_before[right] - self._contents_before[left + 1]
        return self._spans[right].start - self._spans[left].end + between * n_contents
