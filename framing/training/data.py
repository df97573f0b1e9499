"""Reading the annotated data, and dealing them into folds."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from framing.core import Ints

FOLDS = 5


def json_lines(path: Path) -> list[Any]:
    """Return the objects of a gzipped file, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def babe_rows(path: Path, label: str) -> list[dict[str, str]]:
    """Return the rows of BABE on whose label the coders agreed."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row[label] != "No agreement"]


def folds(groups: Sequence[Hashable]) -> Ints:
    """Return a fold for each row: those of one group share it, the largest are dealt out first."""
    order = {group: i % FOLDS for i, (group, _) in enumerate(Counter(groups).most_common())}
    return np.array([order[group] for group in groups], dtype=np.int64)
