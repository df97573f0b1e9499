"""Weights on disk: small integers in a .npz, told to be whole by a checksum."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from framing.core import InputError
from framing.models.tagger import Weights

SUMS = "sha256.txt"


def save_weights(path: Path, weights: Weights, about: Mapping[str, Any]) -> None:
    """Write weights, and their checksum into ``sha256.txt`` beside them.

    Parameters
    ----------
    path : Path
        ``.npz``
    weights : Weights
    about : mapping
        What else belongs to them, as JSON: calibration, how they were made.
    """
    meta = {"labels": weights.labels, "reach": weights.reach, **about}
    np.savez_compressed(
        path,
        rows=weights.rows,
        scale=weights.scale,
        steps=weights.steps,
        about=np.frombuffer(json.dumps(meta, sort_keys=True).encode(), dtype=np.uint8),
    )
    sums = path.with_name(SUMS)
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.exists() else []
    kept = [line for line in lines if not line.endswith(f"  {path.name}")]
    kept.append(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}")
    sums.write_text("\n".join(sorted(kept, key=lambda line: line[66:])) + "\n", encoding="utf-8")


@lru_cache(maxsize=8)
def load_weights(name: str, folder: Path | None = None) -> tuple[Weights, dict[str, Any]]:
    """Load weights by name, and what belongs to them.

    Parameters
    ----------
    name : str
        "voice", "pos".
    folder : Path, optional
        Where they are; the shipped ones without it.

    Raises
    ------
    InputError
        If the file is missing or is not the one that the checksum names.
    """
    place = files("framing.models") / "weights" if folder is None else folder
    file = f"{name}.npz"
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
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        about = json.loads(arrays["about"].tobytes())
        columns = arrays["rows"], arrays["scale"], arrays["steps"]
    return Weights(tuple(about.pop("labels")), about.pop("reach"), *columns), {**about, "sha256": digest}
