"""Weight files, told to be whole by a checksum."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.lib.npyio import NpzFile

from framing.core import FramingError, InputError

SUMS = "sha256.txt"
LARGEST = 1 << 28  # bytes of all arrays of a file: ten times those of the largest that ships
# What reading a file raises that is no .npz, or not one of ours.
_FOREIGN = (ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, MemoryError, OSError, RuntimeError, TypeError, ValueError, struct.error, zlib.error)  # fmt: skip


@contextmanager
def weight_arrays(file: str, folder: Path | None = None) -> Iterator[tuple[NpzFile, str]]:
    """Open a file of arrays, for ``with``, and give its sha256; whatever is wrong with it, or found wrong inside, is an InputError.

    Raises
    ------
    InputError
        As :func:`read_weight_file`; and if the file is no ``.npz`` of numbers, is too large, or its arrays are not those
        that are asked for.
    """
    data, digest = read_weight_file(file, folder)
    try:
        with ZipFile(BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > LARGEST:
            raise ValueError(f"{size:,} bytes when unpacked")
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            yield arrays, digest
    except FramingError:
        raise
    except _FOREIGN as error:
        raise InputError(
            f"{file} holds no weights that this version reads ({type(error).__name__}: {error}). Train it again."
        ) from None


def read_weight_file(file: str, folder: Path | None = None) -> tuple[bytes, str]:
    """Return what a file holds, and its sha256.

    Parameters
    ----------
    file : str
        "voice.npz"
    folder : Path, optional
        Where it is; the shipped one without it.

    Raises
    ------
    InputError
        If the file is missing or is not the one that ``sha256.txt`` beside it names.
    """
    place = files("framing.models") / "weights" if folder is None else folder
    try:
        data = (place / file).read_bytes()
        sums = dict(line.split()[::-1] for line in (place / SUMS).read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as error:  # ValueError: lines that are no sum and name
        raise InputError(
            f"No weights {file!r} with a {SUMS} in {place}. Name a folder that has both, or use models=True."
        ) from error
    digest = sha256(data).hexdigest()
    if sums.get(file) != digest:
        raise InputError(
            f"The weights {file!r} in {place} are not whole: their checksum differs from {SUMS}. Install them again."
        )
    return data, digest


def write_sum(path: Path) -> None:
    """Write the checksum of a file into ``sha256.txt`` beside it."""
    sums = path.with_name(SUMS)
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.exists() else []
    kept = [line for line in lines if not line.endswith(f"  {path.name}")]
    kept.append(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}")
    sums.write_text("\n".join(sorted(kept, key=lambda line: line[66:])) + "\n", encoding="utf-8")
