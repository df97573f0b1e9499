"""Weight files, told to be whole by a checksum."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from framing.core import InputError

SUMS = "sha256.txt"


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
    except OSError as error:
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
