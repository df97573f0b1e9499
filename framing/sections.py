"""Long texts: read section by section, so that little has to be held of what is made on the way.

A section is read as an article by itself is, but for the headline, which only the first has. What is found in it is
packed; put together it is made again where it is asked for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from framing.core import Column, Corpus, Evidence, Ints, Spans, objects, running
from framing.core.arrays import Columns, read_columns, write_columns
from framing.io import looks_english
from framing.segment import token_end, types_of
from framing.stored import from_columns, to_columns

LONGEST = 72_000  # characters that are read at once; the longest of 6,341 news articles has 52,000
STEP = 6_000  # characters in which a good place to cut is looked for, before a less good one will do
# Word types that no section before had: news have some 800 behind the first sections, and more than this are no prose.
NEW_TYPES = 2_000
FEW_TYPES = 8_000  # that are remembered, at most, behind such a section: its words will hardly come again
OF_SECTIONS = "section/"  # opens the names of columns that long texts alone have
_BREAK = r"[\n\r\u2028\u2029\x85\x0b\x0c]"
_STOP = r"[.!?…][\"”’')\]]*"
# Where to cut, the best first: behind a blank line, a line that ends a sentence, a line, a sentence, a word.
_CUTS = tuple(map(re.compile, (rf"{_BREAK}[ \t]*(?:{_BREAK}[ \t]*)+|\u2029", rf"{_STOP}[ \t]*{_BREAK}+", rf"{_BREAK}+", rf"{_STOP} +", " +")))  # fmt: skip
_TOLD = ("text", "written")  # columns that the text tells
_PLAIN = {str, int, float, bool, type(None)}  # what can be packed
_NUMBERED = ("attribution", "quotations")  # evidence whose column "attribution" is numbered from 0 in each section

Found = tuple[Corpus, Evidence]


def is_long(text: str) -> bool:
    """Return whether a text is read in sections."""
    return len(text) > LONGEST


def sections(text: str) -> Iterator[tuple[int, int]]:
    """Yield the characters of the sections of a text.

    Each goes on behind LONGEST characters to the first blank line; where there is none in STEP characters, to a line that
    ends a sentence, and so on, never in a word. A paragraph that is appended to a text moves no end but the last.

    Examples
    --------
    >>> list(sections("It rained. " * 15_000))
    [(0, 90002), (90002, 165000)]
    """
    start, n = 0, len(text)
    while start < n:
        end = _cut(text, start)
        yield start, end
        start = end


def _cut(text: str, start: int) -> int:
    """Return where a section ends that starts at a character; never in a word."""
    low = start + LONGEST
    for pattern in _CUTS:
        found = pattern.search(text, low, low + STEP)
        if found:
            return found.end()
        low += STEP
    return token_end(text, start, low)


@dataclass(frozen=True, slots=True)
class Section:
    """What was found in a section.

    Attributes
    ----------
    start, end : int
        Its characters.
    packed : bytes
        Its tokens, and what was marked in it.
    kept : mapping of str to Spans
        What measures of one's own have marked that cannot be packed.
    """

    start: int
    end: int
    packed: bytes
    kept: Mapping[str, Spans]

    @classmethod
    def of(cls, start: int, end: int, corpus: Corpus, evidence: Evidence) -> Section:
        """Return what was found in the characters from `start` up to `end`."""
        kept = {name: spans for name, spans in evidence.items() if not all(map(_can_be_packed, (spans.label, *spans.columns.values())))}  # fmt: skip
        packed = Evidence({name: spans for name, spans in evidence.items() if name not in kept})
        columns, file = to_columns(corpus, packed), io.BytesIO()
        write_columns(file, {name: column for name, column in columns.items() if name not in _TOLD})
        return cls(start, end, file.getvalue(), kept)

    def read(self, text: str, meta: pd.DataFrame) -> Found:
        """Return what was found, from the whole text."""
        columns, text = read_columns(io.BytesIO(self.packed)), text[self.start : self.end]
        first = np.unique(columns["token_ids"], return_index=True)[1]
        bounds = (columns[name][first].tolist() for name in ("token_start", "token_end"))
        written = [text[a:b] for a, b in zip(*bounds, strict=True)]
        corpus, evidence = from_columns({**columns, "text": objects([text]), "written": objects(written)}, meta)
        return corpus, Evidence({**evidence, **self.kept})


def _can_be_packed(column: Column) -> bool:
    return column.dtype.kind in "biuf" or (column.dtype == object and set(map(type, column.tolist())) <= _PLAIN)


class LongText:
    """A long text, with what was marked in its sections: one of the :class:`framing.batches.Analysed`.

    Parameters
    ----------
    text : str
    meta, scores : DataFrame, one row
    found : sequence of Section
    """

    def __init__(self, text: str, meta: pd.DataFrame, scores: pd.DataFrame, found: Sequence[Section]) -> None:
        self.text, self.meta, self.scores, self._found = text, meta, scores, list(found)

    def columns(self) -> dict[str, Column]:
        """Return text and sections as columns, for :func:`read_long`."""
        places = {name: np.array([getattr(each, name) for each in self._found]) for name in ("start", "end")}
        places["size"] = np.array([len(each.packed) for each in self._found])
        packed = np.frombuffer(b"".join(each.packed for each in self._found), dtype=np.uint8)
        return {"text": objects([self.text]), **{OF_SECTIONS + name: column for name, column in {**places, "packed": packed}.items()}}  # fmt: skip

    def text_of(self, doc: int) -> str:
        """Return the text."""
        return self.text

    @property
    def n_foreign(self) -> int:
        """1 if the text does not read as English, else 0."""
        return int(not looks_english(self.text))

    @property
    def corpus(self) -> Corpus:
        """The text, whole."""
        return self._whole[0]

    @property
    def evidence(self) -> Evidence:
        """What was marked in it."""
        return self._whole[1]

    def rest(self) -> None:
        """Let go of what can be made again."""
        self.__dict__.pop("_whole", None)

    @cached_property
    def _whole(self) -> Found:
        return joined(self.text, self.meta, self._found)


def read_long(columns: Columns, meta: pd.DataFrame) -> Found:
    """Return a long text from its columns, whole, with what was marked in it."""
    start, end, size = (columns[OF_SECTIONS + name] for name in ("start", "end", "size"))
    packed = columns[f"{OF_SECTIONS}packed"].tobytes()
    cuts = pairwise(running(size).tolist())
    found = [Section(a, b, packed[low:high], {}) for a, b, (low, high) in zip(start.tolist(), end.tolist(), cuts, strict=True)]  # fmt: skip
    return joined(columns["text"][0], meta, found)


def joined(text: str, meta: pd.DataFrame, found: Sequence[Section]) -> Found:
    """Return one corpus and its evidence from what was found in the sections of a text."""
    corpora, evidence = zip(*(section.read(text, meta) for section in found), strict=True)
    tokens = running(np.array([corpus.n_tokens for corpus in corpora]))
    quotations = running(np.array([len(corpus.quotations) for corpus in corpora]))
    attributions = running(np.array([int(each["attribution"]["attribution"].max(initial=-1)) + 1 for each in evidence]))

    def column(name: str, shift: Sequence[int] | Ints) -> Ints:
        return np.concatenate([getattr(corpus, name) + by for corpus, by in zip(corpora, shift, strict=True)])

    written = list(dict.fromkeys(word for corpus in corpora for word in corpus.types.written))
    whole = Corpus(
        text=text,
        doc_start=np.zeros(1, dtype=np.int64),
        doc_end=np.array([len(text)]),
        types=types_of(written),
        token_ids=_renumbered(corpora, written),
        **{name: column(name, [each.start for each in found]) for name in ("token_start", "token_end")},
        doc_tokens=np.array([0, tokens[-1]]),
        **{name: column(name, tokens[:-1]) for name in ("sentence_start", "sentence_end", "paragraph_start")},
        block=np.concatenate([corpus.block for corpus in corpora]),
        quotations=_moved([corpus.quotations for corpus in corpora], tokens, {"chain": quotations}),
        meta=meta,
        blocks=corpora[0].blocks,
    )
    numbers = {name: {"attribution": attributions} if name in _NUMBERED else {} for name in evidence[0]}
    marked = {name: _moved([each[name] for each in evidence], tokens, number) for name, number in numbers.items()}
    return whole, Evidence(marked)


def _renumbered(corpora: Sequence[Corpus], written: Sequence[str]) -> Ints:
    """Return the types of all tokens, by their places among all words."""
    number = {word: place for place, word in enumerate(written)}
    places = ((np.array([number[word] for word in each.types.written], dtype=np.int64), each) for each in corpora)
    return np.concatenate([place[corpus.token_ids] for place, corpus in places])


def _moved(parts: Sequence[Spans], tokens: Ints, numbers: Mapping[str, Ints]) -> Spans:
    """Return the spans of sections as those of the whole.

    Parameters
    ----------
    tokens : array of int, shape (n_sections + 1,)
        How many tokens come before each section.
    numbers : mapping of str to array of int, shape (n_sections + 1,)
        Columns that count something from 0 in each section, and how many of it come before each.
    """
    places = [place for place, part in enumerate(parts) if len(part)]
    if not places:
        return parts[0]

    def column(name: str) -> Column:
        if name not in numbers:
            return np.concatenate([parts[place][name] for place in places])
        return np.concatenate([_counted_on(parts[place][name], int(numbers[name][place])) for place in places])

    start, end = (np.concatenate([getattr(parts[i], bound) + tokens[i] for i in places]) for bound in ("start", "end"))
    label, score = (np.concatenate([getattr(parts[i], name) for i in places]) for name in ("label", "score"))
    return Spans(start, end, label, score, {name: column(name) for name in parts[places[0]].columns})


def _counted_on(numbers: Column, by: int) -> Column:
    """Return numbers, so many on; None stays."""
    if numbers.dtype != object:
        return numbers + by
    return objects([None if number is None else number + by for number in numbers.tolist()])
