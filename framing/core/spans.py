"""Spans: evidence as read-only NumPy columns.

A span is a half-open range of tokens, ``start <= i < end``, counted over the
whole corpus, with a label and a score. Measures add columns of their own.
Characters are looked up in the corpus when a table is shown to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Column = NDArray[Any]


def read_only(values: Any, dtype: Any = None) -> NDArray[Any]:
    """Return a read-only array of `values` that shares no memory a caller can write to."""
    array = np.array(values, dtype=dtype)
    array.setflags(write=False)
    return array


def objects(values: Sequence[Any] | Column) -> Column:
    """Return a one-dimensional object array, also of sequences of equal length."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def expand(first: Ints, n: Ints) -> tuple[Ints, Ints]:
    """Write out ranges: the number of its range for each position, and the position.

    Examples
    --------
    >>> row, position = expand(np.array([5, 9]), np.array([2, 1]))
    >>> row.tolist(), position.tolist()
    ([0, 0, 1], [5, 6, 9])
    """
    row = np.repeat(np.arange(len(n)), n)
    return row, np.arange(len(row)) + (first - np.cumsum(n) + n)[row]


def running(values: NDArray[Any]) -> Ints:
    """Return the sum of the values before each position, and of all, shape (n + 1,).

    Examples
    --------
    >>> running(np.array([True, False, True])).tolist()
    [0, 1, 1, 2]
    """
    total = np.zeros(len(values) + 1, dtype=np.int64)
    total[1:] = values  # first, since summing booleans as they are is eight times as slow
    return np.cumsum(total, out=total)


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Columns of labelled token ranges.

    Parameters
    ----------
    start, end : arrays of int, shape (n_spans,)
        Token positions in the corpus, half-open.
    label : array of str, shape (n_spans,)
    score : array of float, shape (n_spans,)
    columns : mapping of str to array of shape (n_spans,)
        What a measure adds: "voice", "attribution", "neutral", ...

    Raises
    ------
    ValueError
        If the columns differ in length or a span ends before it starts.
    """

    start: Ints
    end: Ints
    label: Column
    score: Floats
    columns: Mapping[str, Column] = field(default_factory=dict)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "start", read_only(self.start, np.int64))
        put(self, "end", read_only(self.end, np.int64))
        put(self, "label", read_only(self.label, object))
        put(self, "score", read_only(self.score, np.float64))
        put(self, "columns", MappingProxyType({name: read_only(column) for name, column in self.columns.items()}))
        lengths = {len(c) for c in (self.start, self.end, self.label, self.score, *self.columns.values())}
        if len(lengths) > 1:
            raise ValueError(f"Columns of spans must have one length; these have {sorted(lengths)}.")
        if bool((self.end < self.start).any()):
            raise ValueError("A span ends before it starts.")

    @classmethod
    def empty(cls, columns: Sequence[str] = ()) -> Spans:
        """Return spans without rows, with the named columns."""
        nothing = np.empty(0, dtype=object)
        zero = np.empty(0, dtype=np.int64)
        return cls(zero, zero, nothing, zero.astype(np.float64), dict.fromkeys(columns, nothing))

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as plain columns."""
        return Spans, (self.start, self.end, self.label, self.score, dict(self.columns))

    def __len__(self) -> int:
        return len(self.start)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def shifted(self, n: int) -> Spans:
        """Return the same spans `n` tokens on."""
        return Spans(self.start + n, self.end + n, self.label, self.score, self.columns)

    def select(self, keep: Column | slice) -> Spans:
        """Return the rows named by a boolean mask, by positions or by a slice."""
        columns = {name: column[keep] for name, column in self.columns.items()}
        return Spans(self.start[keep], self.end[keep], self.label[keep], self.score[keep], columns)

    def with_columns(self, **columns: Column) -> Spans:
        """Return the same spans with columns added or replaced."""
        return Spans(self.start, self.end, self.label, self.score, {**self.columns, **columns})

    def mask(self, n_tokens: int) -> Bools:
        """Return which of `n_tokens` tokens lie in any span."""
        return covered(self.start, self.end, n_tokens)


def covered(start: Ints, end: Ints, n_tokens: int) -> Bools:
    """Return which of `n_tokens` tokens lie in any range."""
    opened, closed = (np.bincount(bound, minlength=n_tokens + 1) for bound in (start, end))
    return np.asarray(np.cumsum(opened - closed)[:n_tokens] > 0)


@dataclass(frozen=True, slots=True)
class Evidence(Mapping[str, Spans]):
    """What the measures have marked so far, by the name of the measure.

    Examples
    --------
    >>> Evidence().with_spans("loaded", Spans.empty())["loaded"].start.size
    0
    """

    tables: Mapping[str, Spans] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Spans:
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as plain tables."""
        return Evidence, (dict(self.tables),)

    def with_spans(self, name: str, spans: Spans) -> Evidence:
        """Return new evidence with one more table."""
        return Evidence(MappingProxyType({**self.tables, name: spans}))


NO_EVIDENCE = Evidence()
