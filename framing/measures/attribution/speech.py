"""Speech without a cue of its own: quotations that go on, transcripts, headlines.

“…,” he said. “…”  – the second quotation belongs to the first.
A quotation over several paragraphs, or a paragraph that is all quotation
after one with a speaker, belongs to that speaker.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Sequence
from functools import cached_property

import numpy as np

from framing.core import BODY, HEADLINE, Corpus
from framing.measures.attribution.draft import Draft
from framing.measures.attribution.words import W

SENTENCE_WORDS = 2  # a quotation that is a sentence is speech from this length on
SPEECH_WORDS = 4  # another quotation of fewer words is a title or a quoted term
# What stands before a colon in a live blog and is nobody who speaks.
HEADINGS = frozenset(
    "update updated note correction clarification photo photos video watch read related source breaking live more also analysis opinion background summary context date time where when what who why how".split()
)
DIALOGUE = 3  # lines of a transcript, at least
LONGEST_SPEAKER = 6  # tokens of a name before a colon, the colon too
_COLON = frozenset({":"})
WHOLE = 0.85  # share of a paragraph that is quotation from which it is "all quotation"


class Speech:
    """Gives quotations without a cue to the attribution they continue."""

    def __init__(self, corpus: Corpus, bits: Sequence[int]) -> None:
        self.corpus = corpus
        self.bits = bits
        self.paragraphs = corpus.paragraph_start.tolist()
        self.sentences = set(corpus.sentence_start.tolist())
        self.stops = [*self.paragraphs[1:], corpus.n_tokens][: len(self.paragraphs)]

    @cached_property
    def _openings(self) -> set[int]:
        """First tokens of the paragraphs that have a colon among their first words."""
        colons = np.flatnonzero(self.corpus.tokens_in(_COLON))
        first = self.corpus.paragraph_start[np.searchsorted(self.corpus.paragraph_start, colons, side="right") - 1]
        return set(first[colons - first <= LONGEST_SPEAKER + 1].tolist())

    def paragraph(self, place: int) -> int:
        """Return the paragraph of a token."""
        return bisect_right(self.paragraphs, place) - 1

    def continue_quotations(self, drafts: list[Draft]) -> list[Draft]:
        """Add quotations that no draft holds to the draft they continue."""
        quotations = self.corpus.quotations
        held = np.zeros(self.corpus.n_tokens + 1, dtype=np.int64)
        for number, draft in enumerate(drafts, start=1):
            for a, b in draft.content:
                held[a:b] = number
        speakers: dict[int, Draft] = {}
        by_chain: dict[int, Draft] = {}
        last_in: dict[int, Draft] = {}
        for draft in drafts:
            last_in[self.paragraph(draft.cue[0])] = draft
        columns = (quotations.start, quotations.end, *(quotations[name] for name in ("depth", "chain", "closed")))
        for a, b, depth, chain, closed in zip(*(column.tolist() for column in columns), strict=True):
            paragraph = self.paragraph(a)
            owner = drafts[held[a] - 1] if held[a] else drafts[held[b - 1] - 1] if held[b - 1] else None
            if owner is not None:
                owner.content = _widened(owner.content, a, b)
            elif depth == 0 and self._is_speech(a, b, closed):
                owner = (
                    by_chain.get(chain) or speakers.get(paragraph) or self._before(a, b, paragraph, speakers, last_in)
                )
                if owner is not None:
                    owner.add(a, b)
            if owner is not None and (depth == 0):
                by_chain[chain] = speakers[paragraph] = owner
        return [draft for draft in drafts if draft.content]

    def _is_speech(self, start: int, end: int, closed: bool) -> bool:
        """Whether a quotation is long or whole enough to be somebody speaking."""
        n_words = sum(1 for i in range(start, min(end, start + 40)) if self.bits[i] & W.WORD)
        last = self.bits[max(start, end - 2 if closed else end - 1)]
        if last & W.STOP and start in self.sentences:
            return n_words >= SENTENCE_WORDS
        return n_words >= SPEECH_WORDS and bool(last & (W.STOP | W.COMMA) or n_words >= 2 * SPEECH_WORDS)

    def _before(
        self, start: int, end: int, paragraph: int, speakers: dict[int, Draft], last_in: dict[int, Draft]
    ) -> Draft | None:
        """Return the speaker of the paragraph before, where this one is all quotation or follows a colon."""
        if paragraph == 0 or start != self.paragraphs[paragraph]:
            return None
        same_doc = self.corpus.token_doc[start] == self.corpus.token_doc[start - 1]
        if not same_doc or self.corpus.block[start] != BODY:
            return None
        colon = self.corpus.text_of(start - 1, start) == ":"
        if colon and paragraph - 1 in last_in:
            return last_in[paragraph - 1]
        size = self.stops[paragraph] - start
        return speakers.get(paragraph - 1) if end - start >= WHOLE * size else None

    def transcripts(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return drafts for paragraphs that open with a speaker and a colon.

        "Name: words" is a transcript where the text has three such lines and a
        name comes again; "Name: claim" is a headline where that name is a
        source further down.
        """
        found = [
            (start, stop, opening)
            for start, stop in zip(self.paragraphs, self.stops, strict=True)
            if start in self._openings and (opening := self._speaker(start, stop))
        ]
        docs = self.corpus.token_doc
        names = [(int(docs[start]), self.corpus.text_of(colon - 1, colon).casefold()) for start, _, (_, colon) in found]
        lines = Counter(doc for doc, _ in names)
        dialogues = {doc for (doc, _), n in Counter(names).items() if n > 1 and lines[doc] >= DIALOGUE}
        sources = self._last_words(drafts, lines)
        kept = []
        for (start, stop, (first, colon)), (doc, name) in zip(found, names, strict=True):
            title = start == self.corpus.doc_tokens[doc] or self.corpus.block[start] == HEADLINE
            if doc in dialogues and self.corpus.block[start] == BODY:
                kept.append(Draft((colon, colon + 1), "neutral", (first, colon), [(colon + 1, stop)], "transcript"))
            elif title and (doc, name) in sources:
                end = stop - 1 if self.bits[stop - 1] & W.STOP else stop
                kept.append(Draft((colon, colon + 1), "neutral", (first, colon), [(colon + 1, end)], "headline"))
        taken = {self.paragraph(draft.cue[0]) for draft in kept}
        return [*(draft for draft in drafts if self.paragraph(draft.cue[0]) not in taken), *kept]

    def _last_words(self, drafts: Sequence[Draft], docs: Container[int]) -> set[tuple[int, str]]:
        """Return the last word of each source in some documents, in small letters, with its document."""
        ends = [draft.source[1] - 1 for draft in drafts if draft.has_source]
        places = zip(self.corpus.token_doc[ends].tolist() if ends else [], ends, strict=True)
        return {(doc, self.corpus.text_of(end, end + 1).casefold()) for doc, end in places if doc in docs}

    def _speaker(self, start: int, stop: int) -> tuple[int, int] | None:
        """Return the range of a name of up to five words before a colon that opens a paragraph."""
        first = start + bool(self.bits[start] & W.QUOTE)
        for i in range(first, min(stop - 3, first + LONGEST_SPEAKER)):
            if self.corpus.text_of(i, i + 1) == ":":
                speaks = i > first and self.corpus.text_of(i - 1, i).casefold() not in HEADINGS
                return (first, i) if speaks else None
            if not (self.bits[i] & W.CAPITAL or self.corpus.text_of(i, i + 1) == "."):
                return None
        return None


def _widened(content: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Let the content range that touches a quotation take it in whole."""
    out: list[tuple[int, int]] = []
    for a, b in sorted((min(a, start), max(b, end)) if a < end and b > start else (a, b) for a, b in content):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out
