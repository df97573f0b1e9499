"""Columns as a file of arrays: numbers and text alike, without pickle, the same bytes for the same columns."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from framing.core.errors import InputError
from framing.core.spans import Column, Ints, objects

Columns = Mapping[str, Column]
# What reading a damaged file raises.
DAMAGES = (OSError, EOFError, ValueError, TypeError, AttributeError, RuntimeError, MemoryError, LookupError, zipfile.BadZipFile, zlib.error)  # fmt: skip
NAMES = "names.json"  # member with the names of the columns
EXACT = ("utf-8", "surrogatepass")  # bytes of any text: surrogates side by side stay two
LEVEL = 1  # of compression: the fastest
_SMALL = (np.int8, np.int16, np.int32, np.int64)


def write_columns(file: Path | IO[bytes], columns: Columns) -> None:
    """Write columns.

    Parameters
    ----------
    file : path or binary file
        A path is written over if it is there.
    columns : mapping of str to array, one-dimensional
        Numbers and truth values (of these also tables); or objects that JSON knows, lone surrogates in texts too.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        names: list[tuple[str, int]] = []  # apart, since not every text can name a member
        members: dict[tuple[str, tuple[int, ...], bytes], int] = {}  # columns that are alike are one
        for name, array in _packed(columns):
            key = array.dtype.str, array.shape, array.tobytes()
            if key not in members:
                members[key] = len(members)
                with archive.open(
                    f"{members[key]}.npy", "w", force_zip64=True
                ) as member:  # of no date: the same bytes each time
                    np.lib.format.write_array(member, array, allow_pickle=False)
            names.append((name, members[key]))
        with archive.open(NAMES, "w") as member:
            member.write(json.dumps(names).encode("ascii"))


def read_columns(path: Path | IO[bytes], *starts: str) -> dict[str, Column]:
    """Return the columns of a file, of those whose names start so.

    Raises
    ------
    InputError
        If the file is not whole.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = json.loads(archive.read(NAMES))
            return dict(_unpacked({name: _array(archive, number) for name, number in names if name.startswith(starts or "")}))  # fmt: skip
    except FileNotFoundError:
        raise InputError(f"There is no file {path}. Run the same command again to make it.") from None
    except DAMAGES as error:
        place = path if isinstance(path, Path) else "A section of a long text"
        raise InputError(f"{place} is damaged ({error}). Delete it, and run the same command again.") from None


def is_whole(path: Path) -> bool:
    """Return whether a file of columns is there and each of its checksums right."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except DAMAGES:
        return False


def _array(archive: zipfile.ZipFile, number: int) -> Column:
    with archive.open(f"{number}.npy") as member:
        array: Column = np.lib.format.read_array(member, allow_pickle=False)
    return array


def _packed(columns: Columns) -> Iterator[tuple[str, Column]]:
    """Yield arrays that take little room: steps in place of whole numbers, and each text once."""
    for name, column in columns.items():
        if column.dtype == np.int64 and column.ndim == 1:
            yield f"{name}|steps", _steps(column)
        elif column.dtype == object:
            values, place = _distinct(column)
            text = json.dumps(values, ensure_ascii=False, default=_as_number)
            yield f"{name}|values", np.frombuffer(text.encode(*EXACT), dtype=np.uint8)
            yield f"{name}|place", _steps(place)
        else:
            yield f"{name}|as-is", column


def _unpacked(arrays: Columns) -> Iterator[tuple[str, Column]]:
    for key, array in arrays.items():
        name, kind = key.rsplit("|", 1)
        if kind == "steps":
            yield name, np.cumsum(array, dtype=np.int64)
        elif kind == "place":
            values = json.loads(arrays[f"{name}|values"].tobytes().decode(*EXACT))
            yield name, objects(values)[np.cumsum(array, dtype=np.int64)]
        elif kind == "as-is":
            yield name, array


def _steps(numbers: Ints) -> Column:
    """Return the difference of each number from the one before, in as few bytes as hold them all."""
    steps = np.diff(numbers, prepend=0)
    low, high = (int(steps.min()), int(steps.max())) if len(steps) else (0, 0)
    fitting = next(kind for kind in _SMALL if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)
    return steps.astype(fitting)


def _distinct(column: Column) -> tuple[list[Any], Ints]:
    """Return each value once, in the order of the first of them, and which one each row has."""
    values = column.tolist()
    keys = values if set(map(type, values)) == {str} else [(type(value), _key(value)) for value in values]
    first = dict(zip(reversed(keys), reversed(values), strict=True))
    number = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    return [first[key] for key in number], np.fromiter(map(number.__getitem__, keys), dtype=np.int64, count=len(keys))


def _key(value: Any) -> Any:
    return json.dumps(value, default=_as_number) if isinstance(value, list | dict) else value


def _as_number(value: Any) -> Any:
    """Return what JSON knows of a value that it does not know: a number of NumPy as one of Python, anything else as text."""
    return value.item() if isinstance(value, np.generic) else str(value)


def part(columns: Columns, prefix: str) -> dict[str, Column]:
    """Return the columns whose names start with `prefix` and a slash, without it."""
    return {name[len(prefix) + 1 :]: column for name, column in columns.items() if name.startswith(f"{prefix}/")}


def prefixed(columns: Columns, prefix: str) -> dict[str, Column]:
    """Return columns with `prefix` and a slash before their names."""
    return {f"{prefix}/{name}": column for name, column in columns.items()}
