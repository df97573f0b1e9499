"""Speech without a cue of its own: quotations that go on, transcripts, headlines.

“…,” he said. “…”  – the second quotation belongs to the first.
A quotation over several paragraphs, or a paragraph that is all quotation
after one with a speaker, belongs to that speaker.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from framing.core import BODY, HEADLINE, Corpus
from framing.measures.attribution.draft import Draft
from framing.measures.attribution.words import W

SPEECH_WORDS = 4  # a quotation of fewer words is a title or a quoted term, not speech that goes on
WHOLE = 0.85  # share of a paragraph that is quotation from which it is "all quotation"


class Speech:
    """Gives quotations without a cue to the attribution they continue."""

    def __init__(self, corpus: Corpus, bits: Sequence[int]) -> None:
        self.corpus = corpus
        self.bits = bits
        self.paragraphs = corpus.paragraph_start.tolist()
        self.stops = [*self.paragraphs[1:], corpus.n_tokens]

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
        columns = (quotations.start, quotations.end, quotations["depth"], quotations["chain"])
        for a, b, depth, chain in zip(*(column.tolist() for column in columns), strict=True):
            paragraph = self.paragraph(a)
            owner = drafts[held[a] - 1] if held[a] else drafts[held[b - 1] - 1] if held[b - 1] else None
            if owner is not None:
                owner.content = _widened(owner.content, a, b)
            elif depth == 0 and self._is_speech(a, b):
                owner = by_chain.get(chain) or speakers.get(paragraph) or self._before(a, b, paragraph, speakers, last_in)
                if owner is not None:
                    owner.add(a, b)
            if owner is not None and (depth == 0):
                by_chain[chain] = speakers[paragraph] = owner
        return [draft for draft in drafts if draft.content]

    def _is_speech(self, start: int, end: int) -> bool:
        n_words = sum(1 for i in range(start, min(end, start + 40)) if self.bits[i] & W.WORD)
        inner = self.bits[end - 2] if end - start > 2 else 0
        return n_words >= SPEECH_WORDS and bool(inner & (W.STOP | W.COMMA) or n_words >= 8)

    def _before(self, start: int, end: int, paragraph: int, speakers: dict[int, Draft], last_in: dict[int, Draft]) -> Draft | None:
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

    def transcripts(self, known_sources: set[str]) -> list[Draft]:
        """Return drafts for "NAME: words" paragraphs and "Name: claim" headlines.

        Parameters
        ----------
        known_sources : set of str
            Last words of sources named elsewhere; a headline needs one of them before its colon.
        """
        drafts = []
        block = self.corpus.block
        for start, stop in zip(self.paragraphs, self.stops, strict=True):
            colon = next((i for i in range(start + 1, min(stop - 3, start + 6)) if self.corpus.text_of(i, i + 1) == ":"), None)
            if colon is None:
                continue
            first = start + bool(self.bits[start] & W.QUOTE)
            names = [self.corpus.text_of(i, i + 1) for i in range(first, colon)]
            if not names or not all(name[0].isupper() or name == "." for name in names):
                continue
            shouted = block[start] == BODY and all(name.isupper() and len(name) > 1 for name in names[:1])
            headline = block[start] == HEADLINE and names[-1].lower() in known_sources
            if shouted or headline:
                end = stop - 1 if self.bits[stop - 1] & W.STOP and headline else stop
                drafts.append(Draft((colon, colon + 1), "neutral", (first, colon), [(colon + 1, end)]))
        return drafts


def _widened(content: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Let the content range that touches a quotation take it in whole."""
    out: list[tuple[int, int]] = []
    for a, b in sorted((min(a, start), max(b, end)) if a < end and b > start else (a, b) for a, b in content):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out
