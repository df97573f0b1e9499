"""The records of a table one after the other: JSON lines, CSV, TSV and Parquet, without holding the file."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from framing.core import InputError
from framing.io.files import kind_of
from framing.io.tables import (
    Unread,
    check_header,
    checked_fields,
    csv_records,
    delimiter_of,
    fields_of_any_size,
    json_object,
    open_parquet,
    quoting_of,
    read_table,
    refuse_open,
)
from framing.io.text import refuse_binary

LARGEST_LINE = 2**28  # bytes; a longer line is set aside
DELIMITED = (".csv", ".tsv")
DEEPEST = 200  # lists and objects in one another; JSON of Python ends near a thousand, and not always
_PARQUET_ROWS = 64  # read at a time
_START = 2**20  # bytes by which is told how fields are parted and quoted
_MARK = b"\xef\xbb\xbf"  # byte order


def records_of(path: Path) -> Iterator[Any]:
    """Yield the records of a table: a dict of each, or why there is none."""
    kind = kind_of(path)
    if kind == ".parquet" and path.suffix.lower() != ".gz":
        yield from _parquet(path)
    elif kind in DELIMITED:
        yield from _delimited(path)
    elif kind in (".jsonl", ".ndjson") and not _is_array(path):
        yield from _lines(path)
    else:
        yield from _whole(path)


def _whole(path: Path) -> Iterator[Any]:
    raw = read_table(path)
    rows = {row: Unread(why) for row, why in raw.aside.items()}
    rows |= dict(zip(raw.frame.index, raw.frame.astype(object).where(raw.frame.notna(), None).to_dict("records"), strict=True))  # fmt: skip
    yield from (rows[row] for row in sorted(rows))


def _parquet(path: Path) -> Iterator[Any]:
    with open_parquet(path, path) as file:
        for batch in file.iter_batches(batch_size=_PARQUET_ROWS):
            for record in batch.to_pylist():
                yield {name: value.isoformat() if isinstance(value, date) else value for name, value in record.items()}


def _is_array(path: Path) -> bool:
    with _opened(path) as file:
        head: bytes = file.read(4096)
    return head.removeprefix(_MARK).lstrip().startswith(b"[")


def _lines(path: Path) -> Iterator[Any]:
    with _opened(path) as file:
        n, more = 0, True
        while more:
            line, n = file.readline(LARGEST_LINE), n + 1
            more = bool(line)
            if len(line) == LARGEST_LINE and not line.endswith(b"\n"):
                while (rest := file.readline(LARGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                yield Unread(f"line {n}: longer than {LARGEST_LINE:,} bytes")
            elif line.strip(b" \t\r\n" + _MARK):
                yield _object(line.removeprefix(_MARK) if n == 1 else line, n)


def _object(line: bytes, n: int) -> Any:
    try:
        found = json_object(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Unread(f"line {n}: not UTF-8 (byte {error.start} is 0x{line[error.start]:02x})")
    if line.count(b"[") + line.count(b"{") > DEEPEST and _depth(found) > DEEPEST:
        return Unread(f"line {n}: lists in lists, more than {DEEPEST} deep")
    return Unread(f"line {n}: {found}") if isinstance(found, Unread) else found


def _depth(value: Any) -> int:
    """Return how deep lists and objects stand in one another."""
    depth, level = 0, [value]
    while level := [inner for each in level if isinstance(each, list | dict) for inner in (each.values() if isinstance(each, dict) else each)]:  # fmt: skip
        depth += 1
    return depth


def _delimited(path: Path) -> Iterator[Any]:
    start = _start(path)
    delimiter = "\t" if kind_of(path) == ".tsv" else delimiter_of(start)
    quoting = quoting_of(start, delimiter)
    with _opened(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        records = csv_records(csv.reader(text, delimiter=delimiter, quoting=quoting, strict=True))
        header: Any = None
        while record := _next_of(records):
            place, fields = record
            if header is None:
                check_header(header := fields, path)
                continue
            refuse_open(place, fields, path)
            yield _fields(place, checked_fields(fields, len(header)), header)


def _next_of(records: Iterator[Any]) -> Any:
    with fields_of_any_size():  # for one record at a time: the limit is one for the whole process
        return next(records, None)


def _fields(place: str, row: Any, header: Sequence[str]) -> Any:
    if isinstance(row, Unread):
        return Unread(f"{place}: {row}")
    return {name: value if value.strip() else None for name, value in zip(header, row, strict=True)}


def _start(path: Path) -> str:
    """Return the first lines of a file, all of them if they are few."""
    with _opened(path) as file:
        head: bytes = file.read(_START)
    lines = head[: head.rfind(b"\n") + 1] if len(head) == _START and b"\n" in head else head
    return lines.decode("utf-8-sig", errors="replace")


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a file, unpacked where its name ends in ".gz"; say what is wrong with it where reading fails."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            head = file.peek(4096)[:4096]
            refuse_binary(head, str(path))
            yield file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{path} cannot be unpacked to its end ({error}). Get the file again.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 ({error.reason}). Save it as UTF-8.") from None
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror or error}.") from None
