"""Tables from files, as they are: CSV, TSV, JSON lines, JSON and parquet.

A row is a record of the file, counted from 0; blank lines are none. A record that cannot be read keeps its number and is
set aside with the reason, so that what was read and what was set aside are all records of the file.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.core import InputError, objects
from framing.io.files import file_bytes, file_text, kind_of

Records = list[tuple[str, Any]]  # where each stands ("line 3"), and its content, or why there is none
_DELIMITERS = ",;\t|"
_LARGEST_FIELD = 2**28  # characters; the module csv stops at 131,072 unless told otherwise
_ENDLESS = (
    "unexpected end of data",
    "field larger than field limit",
)  # what csv says of a quotation mark that is never closed
_FIELD_SIZE = Lock()  # the limit is one for the whole process
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?([eE][+-]?\d+)?")  # 007 is an id; so is what a float cannot hold


@dataclass(frozen=True, slots=True)
class RawTable:
    """The table of one file, before its columns have standard names.

    Parameters
    ----------
    frame : DataFrame
        The records that could be read, by their number.
    aside : dict of int to str
        Why the others could not.
    notes : list of str
    """

    frame: pd.DataFrame
    aside: dict[int, str]
    notes: list[str] = field(default_factory=list)


class Unread(str):
    """Why a record could not be read."""


def read_table(path: Path) -> RawTable:
    """Return the table of a CSV, TSV, JSON, JSON-lines or parquet file.

    Raises
    ------
    InputError
        If the file cannot be read, holds no record, or has two columns of one name.
    """
    kind = kind_of(path)
    if kind == ".parquet":
        return _parquet(path)
    text = file_text(path)
    return _delimited(text, path) if kind in (".csv", ".tsv") else _json(text, path)


def _delimited(text: str, path: Path) -> RawTable:
    delimiter = "\t" if kind_of(path) == ".tsv" else delimiter_of(text)
    quoting = quoting_of(text, delimiter)
    (_, header), *rows = _fields(text, delimiter, quoting)
    for place, row in rows:
        refuse_open(place, row, path)
    check_header(header, path)
    good, aside = _sorted_out([(place, checked_fields(row, len(header))) for place, row in rows], path)
    columns = {name: numbers(values) for name, values in zip(header, zip(*good.values(), strict=True), strict=True)}
    notes = [f"Fields are separated by {delimiter!r}."] if delimiter not in (",", "\t") else []
    notes += (
        ["Quotation marks are read as part of the text: some do not stand around a whole field."]
        if quoting == csv.QUOTE_NONE
        else []
    )
    return RawTable(_frame(columns, list(good)), aside, notes)


def quoting_of(text: str, delimiter: str) -> Literal[0, 3]:
    """Return how fields are quoted: in a table with tabs, not at all if so more of its records can be read."""
    if delimiter != "\t":
        return csv.QUOTE_MINIMAL
    n_bad, n_bad_unquoted = (_n_bad(_fields(text, delimiter, how)) for how in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE))
    return csv.QUOTE_NONE if n_bad_unquoted < n_bad else csv.QUOTE_MINIMAL


def check_header(header: Any, path: Path) -> None:
    """Raise an error if the first record names no columns, or two by one name."""
    if isinstance(header, Unread):
        refuse_open("line 1", header, path)
        raise InputError(f"{path}: the header is {header}.")
    _names_once(header, path)


def refuse_open(place: str, row: Any, path: Path) -> None:
    """Raise an error at a record that swallows all that follow it."""
    if isinstance(row, Unread) and any(what in row for what in _ENDLESS):
        raise InputError(f"{path}: the quotation mark opened in {place} is never closed. Close or double it.")


def delimiter_of(text: str) -> str:
    """Return the character that stands most often in the header; the comma where several do."""
    header = re.match(r"[\r\n]*([^\r\n]*)", text)
    return max(_DELIMITERS, key=header[1].count) if header else ","


def _fields(text: str, delimiter: str, quoting: Any) -> Records:
    with fields_of_any_size():
        return list(csv_records(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)))  # fmt: skip


def csv_records(reader: Any) -> Iterator[tuple[str, Any]]:
    """Yield where each record of CSV stands, and its fields, or why there are none."""
    while True:
        place = f"line {reader.line_num + 1}"
        try:
            row = next(reader, None)
        except csv.Error as error:
            row = Unread(f"not CSV ({error})")
        if row is None:
            return
        if row:
            yield place, row


@contextmanager
def fields_of_any_size() -> Iterator[None]:
    """Let the module csv read long fields."""
    with _FIELD_SIZE:
        before = csv.field_size_limit(_LARGEST_FIELD)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _n_bad(records: Records) -> int:
    """Return how many records could not be read, or differ from the first in their number of fields."""
    return sum(isinstance(row, Unread) or len(row) != len(records[0][1]) for _, row in records)


def checked_fields(row: Any, n_columns: int) -> Any:
    """Return the fields of a row of CSV, or why they are none."""
    if isinstance(row, Unread):
        return row
    if len(row) != n_columns:
        return Unread(f"{len(row)} fields, where the header has {n_columns}")
    return Unread("a NUL byte") if any("\0" in value for value in row) else row


def numbers(values: Sequence[str | None]) -> pd.Series:
    """Return a column, of numbers where every value that is there is one."""
    column = pd.Series(objects([value if value and value.strip() else None for value in values]), dtype=object)
    there = column.dropna()
    return pd.to_numeric(column) if len(there) and all(map(_NUMBER.fullmatch, there)) else column


def _json(text: str, path: Path) -> RawTable:
    good, aside = _sorted_out(_array(text, path) if re.match(r"\s*\[", text) else _lines(text), path)
    names = dict.fromkeys(name for item in good.values() for name in item)
    columns = {name: values_of([item.get(name) for item in good.values()]) for name in names}
    return RawTable(_frame(columns, list(good)), aside)


def _array(text: str, path: Path) -> Records:
    items = _parsed(text)
    if isinstance(items, Unread):
        raise InputError(f"{path}: {items}.")
    return [(f"item {number}", _object(item)) for number, item in enumerate(items, 1)]


def _lines(text: str) -> Records:
    """Return the object of each line, or the one object that the whole text is."""
    lines = text.split("\n")  # not splitlines: U+2028 may stand within a line
    records = [(f"line {n}", json_object(line)) for n, line in enumerate(lines, 1) if line.strip()]
    if any(isinstance(item, dict) for _, item in records):
        return records
    whole = _parsed(text)
    return [("line 1", whole)] if isinstance(whole, dict) else records


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if "\n" in text.strip() else ""
        return Unread(f"not JSON ({error.msg}, {where}column {error.colno})")
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists in lists without end
        return Unread(f"not JSON that can be read ({error})")


def json_object(text: str) -> Any:
    """Return the object that a line of JSON is, or why it is none."""
    return _object(_parsed(text))


def _object(item: Any) -> Any:
    return item if isinstance(item, dict | Unread) else Unread(f"not an object but {item!r:.40}")


def values_of(values: Sequence[Any]) -> pd.Series:
    """Return a column; numbers and truth values get their dtype, anything else stays an object."""
    column = pd.Series(objects(values), dtype=object)
    return column if any(isinstance(value, str) for value in values) else column.infer_objects()


def _parquet(path: Path) -> RawTable:
    with open_parquet(path, io.BytesIO(file_bytes(path))) as file:
        arrow = file.read()
    frame = arrow.to_pandas()
    if frame.empty:
        raise InputError(f"{path} holds no article: there is no row in it.")
    counted = isinstance(frame.index, pd.RangeIndex) and frame.index.name is None
    frame = frame.reset_index(drop=counted)  # ids are a column like any other
    return RawTable(_frame({name: _text_as_objects(frame[name]) for name in frame}, range(len(frame))), {})


@contextmanager
def open_parquet(path: Path, source: Any) -> Iterator[Any]:
    """Open a parquet file, from its path or its bytes; say what is wrong with it where reading fails."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise InputError(
            f"Reading {path} needs pyarrow: pip install 'framing[parquet]' (in a clone: pip install '.[parquet]')."
        ) from None
    try:
        with parquet.ParquetFile(source) as file:
            _names_once(file.schema_arrow.names, path)
            yield file
    except (ArrowException, OSError) as error:
        raise InputError(f"{path} is not a parquet file ({error}).") from None


def _text_as_objects(column: pd.Series) -> pd.Series:
    if not isinstance(column.dtype, pd.StringDtype):
        return column
    return pd.Series(objects([None if pd.isna(value) else value for value in column]), dtype=object)


def _sorted_out(records: Records, path: Path) -> tuple[dict[int, Any], dict[int, str]]:
    """Return the records that could be read and, of the others, why not, by their numbers."""
    aside = {row: f"{place}: {why}" for row, (place, why) in enumerate(records) if isinstance(why, Unread)}
    good = {row: content for row, (_, content) in enumerate(records) if row not in aside}
    if not good:
        raise InputError(f"{path} holds no article: {next(iter(aside.values()), 'there is no row in it')}.")
    return good, aside


def _names_once(names: Sequence[str], path: Path) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"{path} has more than one column called {twice[0]!r}. Rename all but one.")


def _frame(columns: Mapping[str, pd.Series], rows: Sequence[int]) -> pd.DataFrame:
    frame = pd.DataFrame(dict(columns), pd.RangeIndex(len(rows)), pd.Index(list(columns), dtype=object))
    return frame.set_axis(pd.Index(list(rows), dtype=np.int64), axis=0)
