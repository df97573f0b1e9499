"""A report as JSON: scores, evidence, sources, provenance."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from framing.report import Report


def to_json(report: Report, path: str | Path | None = None) -> str:
    """Return the report as JSON; NaN becomes null, every string is ASCII-escaped so that any text survives."""
    content = {
        "scores": _records(report.scores.rename_axis("doc_id").reset_index()),
        "evidence": {name: _records(report.evidence(name)) for name in report.provenance["settings"]["measures"]},
        "sources": _records(report.sources()),
        "notes": report.notes,
        "provenance": report.provenance,
    }
    text = json.dumps(content, default=plain, indent=1)
    if path is not None:
        Path(path).write_text(text, encoding="ascii")
    return text


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = {name: [plain(value) for value in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def plain(value: Any) -> Any:
    """Return what JSON can hold: numbers as numbers, NaN as None, everything else that is not plain as text."""
    if isinstance(value, float | np.floating):
        return None if math.isnan(value) else float(value)
    if isinstance(value, np.integer | np.bool_):
        return value.item()
    if value is None or isinstance(value, str | int | bool | list | dict):
        return value
    return str(value)
