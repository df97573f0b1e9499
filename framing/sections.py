"""Long texts: read section by section, so that little has to be held of what is made on the way.

A section is read as an article by itself is, but for the headline, which only the first has. What each has found is
packed; put together it is made again where it is asked for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from framing.core import Column, Corpus, Evidence, Ints, Spans, objects, running
from framing.core.arrays import Columns, read_columns, write_columns
from framing.io import looks_english
from framing.segment import types_of
from framing.stored import from_columns, to_columns

SECTION = 100_000  # characters, twice the longest of 6,341 news articles
PROSE = 8_000  # word types of a section; 100,000 characters of news have some 4,000, and more are no prose
FEW_TYPES = 30_000  # that are remembered, at most, behind such a section: its words will hardly come again
_LINE_END = re.compile(r"[\n\r\u2028\u2029\x85\x0b\x0c]+")
_BLANK = re.compile(" +")

SECTIONS = "section/start"  # a column that long texts alone have
_TOLD = ("text", "written")  # columns that the text tells

Found = tuple[Corpus, Evidence]


def is_long(n_characters: int) -> bool:
    """Return whether a text of so many characters is read in sections."""
    return n_characters > SECTION


def sections(text: str) -> Iterator[tuple[int, int]]:
    """Yield the characters of the sections of a text: each ends at the first line end behind SECTION characters.

    Where a line goes on for as long again, the section ends at the first blank, and where there is none either, within
    a word. A sentence that is appended to a text moves no end but the last.

    Examples
    --------
    >>> list(sections("word " * 50_000))
    [(0, 100000), (100000, 200000), (200000, 250000)]
    """
    start, n = 0, len(text)
    while n - start > SECTION:
        low, high = start + SECTION, min(start + 2 * SECTION, n)
        found = _LINE_END.search(text, low, high) or _BLANK.search(text, low - 1, high)
        end = found.end() if found else low
        yield start, end
        start = end
    if start < n:
        yield start, n


class LongText:
    """A long text, with what was marked in its sections.

    Parameters
    ----------
    text : str
    meta : DataFrame, one row

    Attributes
    ----------
    scores : DataFrame, one row
        Set by whoever reads the sections.
    """

    scores: pd.DataFrame

    def __init__(self, text: str, meta: pd.DataFrame) -> None:
        self.text, self.meta = text, meta
        self._packed: list[tuple[int, int, bytes]] = []

    def add(self, start: int, end: int, corpus: Corpus, evidence: Evidence) -> None:
        """Keep what was marked in the characters from `start` up to `end`, the next section."""
        packed, columns = io.BytesIO(), to_columns(corpus, evidence)
        write_columns(packed, {name: column for name, column in columns.items() if name not in _TOLD})
        self._packed.append((start, end, packed.getvalue()))

    def columns(self) -> dict[str, Column]:
        """Return text and sections as columns, for :meth:`of`."""
        starts, ends, packed = zip(*self._packed, strict=True)
        return {
            "text": objects([self.text]),
            SECTIONS: np.array(starts, dtype=np.int64),
            "section/end": np.array(ends, dtype=np.int64),
            "section/size": np.array([len(each) for each in packed], dtype=np.int64),
            "section/packed": np.frombuffer(b"".join(packed), dtype=np.uint8),
        }

    @classmethod
    def of(cls, columns: Columns, meta: pd.DataFrame) -> LongText:
        """Return a long text from its columns."""
        long = cls(columns["text"][0], meta)
        starts, ends = (columns[f"section/{bound}"].tolist() for bound in ("start", "end"))
        cuts = pairwise(running(columns["section/size"]).tolist())
        packed = (columns["section/packed"][a:b].tobytes() for a, b in cuts)
        long._packed = list(zip(starts, ends, packed, strict=True))
        return long

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
        return _joined(self.text, [start for start, _, _ in self._packed], list(map(self._read, self._packed)))

    def _read(self, section: tuple[int, int, bytes]) -> Found:
        start, end, packed = section
        columns, text = read_columns(io.BytesIO(packed)), self.text[start:end]
        first = np.unique(columns["token_ids"], return_index=True)[1]
        bounds = (columns[name][first].tolist() for name in ("token_start", "token_end"))
        written = [text[a:b] for a, b in zip(*bounds, strict=True)]
        return from_columns({**columns, "text": objects([text]), "written": objects(written)}, self.meta)


def _joined(text: str, starts: Sequence[int], found: Sequence[Found]) -> Found:
    """Return one corpus and its evidence from those of the sections of a text."""
    corpora = [corpus for corpus, _ in found]
    first = running(np.array([corpus.n_tokens for corpus in corpora]))
    rows = running(np.array([len(corpus.quotations) for corpus in corpora]))
    written = {word: number for number, word in enumerate(dict.fromkeys(word for each in corpora for word in each.types.written))}  # fmt: skip
    kinds = [np.array([written[word] for word in each.types.written], dtype=np.int64) for each in corpora]

    def together(name: str, shift: Sequence[int] | Column) -> Column:
        return np.concatenate([getattr(each, name) + by for each, by in zip(corpora, shift, strict=True)])

    quotations = _moved([each.quotations for each in corpora], first, "chain", rows)
    whole = Corpus(
        text=text,
        doc_start=np.zeros(1, dtype=np.int64),
        doc_end=np.array([len(text)]),
        types=types_of(list(written)),
        token_ids=np.concatenate([kind[each.token_ids] for kind, each in zip(kinds, corpora, strict=True)]),
        token_start=together("token_start", starts),
        token_end=together("token_end", starts),
        doc_tokens=np.array([0, first[-1]]),
        sentence_start=together("sentence_start", first[:-1]),
        sentence_end=together("sentence_end", first[:-1]),
        paragraph_start=together("paragraph_start", first[:-1]),
        block=np.concatenate([each.block for each in corpora]),
        quotations=quotations,
        meta=corpora[0].meta,
        blocks=corpora[0].blocks,
    )
    numbers = running(np.array([_n_attributions(evidence) for _, evidence in found]))
    marked = {
        name: _moved([evidence[name] for _, evidence in found], first, "attribution", numbers) for name in found[0][1]
    }
    return whole, Evidence(marked)


def _n_attributions(evidence: Evidence) -> int:
    return int(evidence["attribution"]["attribution"].max(initial=-1)) + 1


def _moved(parts: Sequence[Spans], first: Ints, numbered: str, rows: Ints) -> Spans:
    """Return the spans of sections as those of a whole.

    Parameters
    ----------
    first : array of int, shape (n_sections + 1,)
        The first token of each section.
    numbered : str
        A column that counts something from 0 in each section.
    rows : array of int, shape (n_sections + 1,)
        How many of these come before each section.
    """
    filled = [(part, *by) for part, *by in zip(parts, first.tolist(), rows.tolist(), strict=False) if len(part)]
    if not filled:
        return parts[0]
    columns = {
        name: np.concatenate([_on(part[name], n) if name == numbered else part[name] for part, _, n in filled])
        for name in parts[0].columns
    }
    start, end = (np.concatenate([getattr(part, bound) + by for part, by, _ in filled]) for bound in ("start", "end"))
    label, score = (np.concatenate([getattr(part, name) for part, *_ in filled]) for name in ("label", "score"))
    return Spans(start, end, label, score, columns)


def _on(numbers: Column, by: int) -> Column:
    """Return numbers, moved by so many; None stays."""
    if numbers.dtype != object:
        return numbers + by
    return objects([None if number is None else number + by for number in numbers.tolist()])
