"""Windows: whole sentences side by side, as an encoder reads them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.core import BLOCKS, Corpus, Ints, running
from framing.models.wordpiece import WordPiece

WIDEST = 126  # pieces of a window; two more open and close it


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows over the tokens of a corpus.

    Attributes
    ----------
    first, end : arrays of int, shape (n_windows,)
        Their tokens, half-open.
    pieces : array of int, shape (n_pieces,)
        Of all tokens, one after the other.
    piece_start : array of int, shape (n_tokens + 1,)
        Where those of each token begin.
    """

    first: Ints
    end: Ints
    pieces: Ints
    piece_start: Ints

    @classmethod
    def of(cls, corpus: Corpus, cut: WordPiece) -> Windows:
        """Return the windows of a corpus: as many sentences of one kind of block of a document as go into one; a longer one is cut."""
        n, pieces = cut.pieces_of(corpus)
        start = running(n)
        first: list[int] = []
        end: list[int] = []
        part = corpus.token_doc[corpus.sentence_start] * len(BLOCKS) + corpus.block[corpus.sentence_start]
        room, last = 0, -1
        bounds = zip(corpus.sentence_start.tolist(), corpus.sentence_end.tolist(), part.tolist(), strict=True)
        for a, b, block in bounds:
            size = int(start[b] - start[a])
            if size > room or block != last:
                first.append(a)
                end.append(b)
                room = WIDEST - size
            else:
                end[-1] = b
                room -= size
            last = block
        return cls(*_shortened(np.array(first, dtype=np.int64), np.array(end, dtype=np.int64), start), pieces, start)

    def sizes(self) -> Ints:
        """Return the number of pieces of each window."""
        return self.piece_start[self.end] - self.piece_start[self.first]


def _shortened(first: Ints, end: Ints, start: Ints) -> tuple[Ints, Ints]:
    """Return windows none of which is too wide: a sentence that is goes on in the next."""
    wide = np.flatnonzero(start[end] - start[first] > WIDEST) if len(first) else first
    if not len(wide):
        return first, end
    bounds = []
    for a, b in zip(first.tolist(), end.tolist(), strict=True):
        while start[b] - start[a] > WIDEST:
            stop = max(int(np.searchsorted(start, start[a] + WIDEST, side="right")) - 1, a + 1)
            bounds.append((a, stop))
            a = stop
        bounds.append((a, b))
    return tuple(np.array(bounds, dtype=np.int64).T)
