"""Files as bytes and as text, unpacked, with a clear word on what cannot be read."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path, PurePath

from framing.core import InputError
from framing.io.text import decode

TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet")
DOCUMENTS = (".txt", ".html", ".htm")
# Text is seldom packed better than 20 to 1. What is larger than both when unpacked is there to fill the memory.
LARGEST_RATIO, ALWAYS_UNPACKED = 200, 64_000_000  # times the packed size; bytes
CHUNK = 1 << 20  # bytes


def kind_of(path: PurePath) -> str:
    """Return how the name of a file ends, in lower case and without ".gz".

    Examples
    --------
    >>> kind_of(PurePath("News.CSV.gz"))
    '.csv'
    """
    return PurePath(path.name.lower().removesuffix(".gz")).suffix


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a file, unpacked where its name ends in ".gz".

    Raises
    ------
    InputError
        If the file is missing, cannot be read, or is not whole gzip though its name says so.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"Cannot read {path}: {getattr(error, 'strerror', None) or error}.") from None
    return _unpacked(data, path) if path.name.lower().endswith(".gz") else data


def _unpacked(data: bytes, path: Path) -> bytes:
    try:
        return _unpacked_within(max(LARGEST_RATIO * len(data), ALWAYS_UNPACKED), data, path)
    except EOFError:
        raise InputError(f"{path} is cut off: its gzip data end too early. Get the file again.") from None
    except gzip.BadGzipFile:
        start = (
            f"it starts {data[:8]!r}" if data[:2] != b"\x1f\x8b" else "its checksum is wrong or something follows it"
        )
        raise InputError(f"{path} is not sound gzip ({start}). Get it again, or take .gz off its name.") from None
    except zlib.error as error:
        raise InputError(f"{path} is damaged gzip ({error}). Get the file again.") from None


def _unpacked_within(most: int, data: bytes, path: Path) -> bytes:
    out = bytearray()
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        while chunk := file.read(CHUNK):
            out += chunk
            if len(out) > most:
                raise InputError(
                    f"{path} has {len(data):,} bytes and more than {most:,} when unpacked: no text is packed so well. "
                    "Unpack it and name the file without .gz if that is right."
                )
    return bytes(out)


def file_text(path: Path) -> str:
    """Return the text of a file of UTF-8, unpacked and without a byte order mark; raise an InputError where it is none."""
    text = decode(file_bytes(path), str(path))
    if not any(map(str.isalnum, text)):
        raise InputError(f"{path} is empty: there is no word in it.")
    return text
