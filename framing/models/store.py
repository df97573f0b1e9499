"""Weights on disk: small integers in a .npz."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from framing.models.files import weight_arrays, write_sum
from framing.models.tagger import Weights


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
    write_sum(path)


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
    with weight_arrays(f"{name}.npz", folder) as (arrays, digest):
        about = json.loads(arrays["about"].tobytes())
        columns = arrays["rows"], arrays["scale"], arrays["steps"]
        weights = Weights(tuple(about.pop("labels")), about.pop("reach"), *columns)
        return _fitting(weights), {**about, "sha256": digest}


def _fitting(weights: Weights) -> Weights:
    """Return weights whose parts fit each other; raise a ValueError for others."""
    n = len(weights.labels)
    shapes = [array.shape for array in (weights.rows, weights.scale, weights.steps)]
    if shapes != [(1 << weights.bits, n), (n,), (n + 1, n)] or weights.rows.dtype != np.int8:
        raise ValueError(f"arrays of {shapes} and {weights.rows.dtype} for {n} labels")
    return weights
