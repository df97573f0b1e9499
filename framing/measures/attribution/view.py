"""What the attribution rules see of a corpus: word classes, cues, quotations, sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from framing.core import Corpus, Ints
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.words import W

TURNS = W.COMMA | W.AND | W.BREAK | W.SUBORDINATOR | W.QUOTE  # tokens at which a content can end, or a quotation opens


class View:
    """Columns of one corpus as views, of which single values are read faster than of arrays.

    Attributes
    ----------
    bits : sequence of int
        Word classes of each token, see :class:`~framing.measures.attribution.words.W`.
    cue_at : dict of int to Cue
        Candidate cues by their first token.
    quote_end, quote_start : dict of int to int
        Outermost quotations, from first token to end and back.
    """

    def __init__(self, corpus: Corpus, bits: Ints, cues: Sequence[Cue]) -> None:
        self.bits: Sequence[int] = np.ascontiguousarray(bits).data
        self.cue_at = {cue.start: cue for cue in cues}
        self.quote_end: dict[int, int] = {}
        quotations = corpus.quotations
        for start, end, depth in zip(
            quotations.start.tolist(), quotations.end.tolist(), quotations["depth"].tolist(), strict=True
        ):
            if depth == 0:
                self.quote_end[start] = end
        self._new_text = set(corpus.doc_tokens.tolist())  # what ends there has nothing behind it
        self.quote_start = {end: start for start, end in self.quote_end.items() if end not in self._new_text}
        turns = bits & TURNS > 0
        turns[list(self.quote_start)] = True
        self._turns: Sequence[int] = np.flatnonzero(turns).data
        self._folded = corpus.folded
        self._ids: Sequence[int] = corpus.token_ids.data
        columns = (corpus.token_sentence, corpus.sentence_start, corpus.sentence_end)
        self._sentence, self._low, self._high = (column.data for column in columns)

    def word(self, place: int) -> str:
        """Return a token, folded."""
        return self._folded[self._ids[place]]

    def quote_follows(self, place: int) -> bool:
        """Return whether a quotation opens behind a token, in the same text."""
        return place + 1 in self.quote_end and place + 1 not in self._new_text

    def turns(self, start: int, end: int) -> Sequence[int]:
        """Return the tokens of a range at which a content can end, or a quotation opens or has closed."""
        return self._turns[bisect_left(self._turns, start) : bisect_left(self._turns, end)]

    def sentence(self, place: int) -> tuple[int, int]:
        """Return the bounds of the sentence of a token."""
        number = self._sentence[place]
        return self._low[number], self._high[number]
