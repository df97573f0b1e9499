"""Quotations: what stands between quotation marks, and how marks pair.

Curly, straight, doubled-single (``''``), angled and single marks are paired
inside a paragraph. A quotation that is still open when its paragraph ends,
while the next paragraph opens with a mark again, runs on: its parts share a
`chain`. Apostrophes are not marks. Marks that never close are kept and said
to be unclosed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.core import Ints, Spans

OPENING = {"“": "curly", "„": "curly", "«": "angled", "``": "doubled", "‘": "single", "‹": "single"}
CLOSING = {"”": "curly", "»": "angled", "’": "single", "›": "single"}
EITHER = {'"': "straight", "''": "doubled", "’’": "doubled", "'": "single", "‟": "curly"}
MARKS = frozenset({*OPENING, *CLOSING, *EITHER})
DEEPEST = 20  # quotations open at once; beyond that the second oldest was never one
N_COLUMNS = 5  # of what is found: start, end, depth, closed, chain
LONGEST_SINGLE = 120  # tokens; beyond that a single mark was an apostrophe


class Mark(NamedTuple):
    """A mark that may open or close a quotation: its token, its text, and the characters around it."""

    token: int
    text: str
    before: str
    after: str


@dataclass(slots=True)
class _Open:
    family: str
    token: int


@dataclass(slots=True)
class _Pairing:
    """Pairs the marks of one paragraph, in order."""

    stack: list[_Open] = field(default_factory=list)
    found: list[tuple[int, int, int, bool]] = field(default_factory=list)

    def open(self, family: str, token: int) -> None:
        if len(self.stack) == DEEPEST:
            del self.stack[1]
        self.stack.append(_Open(family, token))

    def is_double(self) -> bool:
        """Whether a quotation of any family but single marks is open."""
        return any(mark.family != "single" for mark in self.stack)

    def close(self, family: str, token: int) -> None:
        """Close the innermost quotation of `family`, or of any but single marks where the text mixes its marks.

        Single marks left open inside it were apostrophes.
        """
        for depth in range(len(self.stack) - 1, -1, -1):
            if (self.stack[depth].family == "single") == (family == "single"):
                self.found.append((self.stack[depth].token, token + 1, depth, True))
                del self.stack[depth:]
                return

    def end(self, stop: int) -> None:
        """End the paragraph at token `stop`: what is still open is unclosed."""
        self.stack = [mark for mark in self.stack if mark.family != "single"]
        if self.stack:
            self.found.append((self.stack[0].token, stop, 0, False))


def find_quotations(
    text: str,
    vocab: Sequence[str],
    ids: Ints,
    start: Ints,
    end: Ints,
    paragraph_start: Ints,
    chainable: NDArray[np.bool_],
) -> Spans:
    """Pair quotation marks into spans, marks included.

    Parameters
    ----------
    text : str
        The joined texts.
    vocab, ids, start, end
        Token types, and type and character bounds of each token.
    paragraph_start : array of int, shape (n_paragraphs,)
        First token of each paragraph.
    chainable : array of bool, shape (n_paragraphs,)
        Whether a quotation may run on from the paragraph before.

    Returns
    -------
    Spans
        Label ``quotation``, in order; columns ``depth``, ``closed``, ``chain``.
    """
    stops = np.append(paragraph_start[1:], len(ids))
    rows = array("q")  # N_COLUMNS numbers for each quotation
    open_chain: tuple[int, int] | None = None  # paragraph in which a quotation is still open, its chain
    for number, marks in _marks(text, vocab, ids, start, end, paragraph_start):
        pairing = _pair(vocab, ids, marks, int(stops[number]))
        first = int(paragraph_start[number])
        for a, b, depth, closed in sorted(pairing.found, key=lambda row: (row[0], -row[1])):
            runs_on = (
                open_chain is not None
                and open_chain[0] == number - 1
                and chainable[number]
                and a == first
                and depth == 0
            )
            chain = open_chain[1] if runs_on and open_chain is not None else len(rows) // N_COLUMNS
            rows.extend((a, b, depth, closed, chain))
            if not closed:
                open_chain = (number, chain)
    return _to_spans(np.array(rows, dtype=np.int64).reshape(-1, N_COLUMNS).T)


def _to_spans(rows: Ints) -> Spans:
    start, end, depth, closed, chain = rows
    n = rows.shape[1]
    label = np.full(n, "quotation", dtype=object)
    return Spans(start, end, label, np.ones(n), {"depth": depth, "closed": closed.astype(bool), "chain": chain})


def _marks(
    text: str, vocab: Sequence[str], ids: Ints, start: Ints, end: Ints, paragraph_start: Ints
) -> Iterator[tuple[int, list[Mark]]]:
    """Yield the number of each paragraph that has marks, and its marks."""
    is_mark = np.array([word in MARKS for word in vocab], dtype=bool)
    places = np.flatnonzero(is_mark[ids])
    paragraph = np.searchsorted(paragraph_start, places, side="right") - 1
    opens = np.flatnonzero(np.diff(paragraph, prepend=-1)).tolist()
    for low, high in pairwise([*opens, len(places)]):
        here = places[low:high]
        columns = (column.tolist() for column in (here, ids[here], start[here], end[here]))
        yield (
            int(paragraph[low]),
            [
                Mark(token, vocab[word], text[first - 1] if first else " ", text[behind] if behind < len(text) else " ")
                for token, word, first, behind in zip(*columns, strict=True)
            ],
        )


def _pair(vocab: Sequence[str], ids: Ints, marks: Sequence[Mark], stop: int) -> _Pairing:
    pairing = _Pairing()
    for position, (token, mark, before, after) in enumerate(marks):
        family = EITHER.get(mark) or OPENING.get(mark) or CLOSING[mark]
        may_open = (before.isspace() or before in "([{—–-/“\"‘'>:;,") and not after.isspace()
        may_close = not before.isspace()
        if family == "single":
            opens = not before.isalnum() if mark in OPENING else may_open and before != "," and after.isalnum()
            closes = mark not in OPENING and may_close and not after.isalnum()
            _single(pairing, vocab, ids, marks, position, opens, closes)
        elif mark in OPENING:
            pairing.open(family, token)
        elif mark in CLOSING or (pairing.is_double() and (may_close or not may_open)):
            pairing.close(family, token)
        elif not before.isdigit():  # after a digit it means inches
            if pairing.is_double():
                pairing.end(token)
                pairing.stack.clear()
            pairing.open(family, token)
    pairing.end(stop)
    return pairing


def _single(
    pairing: _Pairing,
    vocab: Sequence[str],
    ids: Ints,
    marks: Sequence[Mark],
    position: int,
    may_open: bool,
    may_close: bool,
) -> None:
    """Read one single mark: it opens, closes, or is an apostrophe."""
    token = marks[position].token
    inner = next((mark for mark in reversed(pairing.stack) if mark.family == "single"), None)
    if inner and token - inner.token > LONGEST_SINGLE:
        pairing.stack.remove(inner)
        inner = None
    if inner and may_close:
        possessive = vocab[ids[token - 1]][-1] in "sS" and not may_open
        behind = marks[position + 1 : position + 1 + LONGEST_SINGLE]  # a mark is a token at least
        near = takewhile(lambda mark: mark.token - inner.token <= LONGEST_SINGLE, behind)
        later = any(mark.text in {"’", "'"} for mark in near)
        opens_again = any(mark.text == "‘" for mark in marks[position + 1 : position + 2])
        if not (
            possessive and later and not opens_again and vocab[ids[token - 1]].isalnum() and _goes_on(vocab, ids, token)
        ):
            pairing.close("single", token)
    elif may_open and not inner:
        pairing.open("single", token)


def _goes_on(vocab: Sequence[str], ids: Ints, token: int) -> bool:
    """Whether a lower-case word follows, as after a plural possessive ("the workers’ rights")."""
    return token + 1 < len(ids) and vocab[ids[token + 1]][0].islower()
