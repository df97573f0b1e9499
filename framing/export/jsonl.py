"""Evidence as JSON Lines: a line for each mark, for other programs to read one by one."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from framing.core import InputError, did_you_mean
from framing.export.json import plain

FIRST = ("doc_id", "measure", "start", "end", "text", "label", "score")  # of a line; then the other columns in order


def jsonl_lines(evidence: Mapping[str, pd.DataFrame], *, measures: Sequence[str] | None = None) -> Iterator[str]:
    r"""Return each mark as one line of JSON.

    Parameters
    ----------
    evidence : mapping of str to DataFrame
        The table of each measure, from ``report.evidence(measure)``.
    measures : sequence of str, optional
        Which measures, in this order; all by default, as they stand in `evidence`.

    Returns
    -------
    iterator of str
        Objects without an end of line: ``doc_id``, ``measure``, ``start``, ``end``, ``text``, ``label``, ``score``, then the
        other columns of the table. Measure by measure, each in the order of its table: the same evidence
        gives the same bytes. What is missing or not finite is null; every character outside ASCII is an
        escape, so that lone surrogates survive (two that make up one character are read back as that character).

    Raises
    ------
    InputError
        If a measure is unknown, or a table lacks one of these columns or has one called ``measure``.

    Examples
    --------
    >>> rows = pd.DataFrame({"doc_id": [0], "start": [4], "end": [10], "text": ["regime"], "label": ["epithet"], "score": [0.6]})
    >>> list(jsonl_lines({"loaded": rows}))
    ['{"doc_id": 0, "measure": "loaded", "start": 4, "end": 10, "text": "regime", "label": "epithet", "score": 0.6}']
    """
    chosen = {name: _checked(name, evidence) for name in (evidence if measures is None else measures)}
    return chain.from_iterable(_lines(name, rows) for name, rows in chosen.items())


def to_jsonl(evidence: Mapping[str, pd.DataFrame], path: str | Path, *, measures: Sequence[str] | None = None) -> None:
    r"""Write evidence as JSON Lines.

    Parameters
    ----------
    evidence : mapping of str to DataFrame
        The table of each measure, from ``report.evidence(measure)``.
    path : path
        Written over if it is there; ASCII, each line ends with a line feed.
    measures : sequence of str, optional
        Which measures, in this order; all by default.

    Raises
    ------
    InputError
        As :func:`jsonl_lines`, which says what a line holds.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> rows = pd.DataFrame({"doc_id": [0], "start": [0], "end": [4], "text": ["Rain"], "label": ["own"], "score": [None]})
    >>> with TemporaryDirectory() as folder:
    ...     to_jsonl({"own": rows}, Path(folder, "own.jsonl"))
    ...     Path(folder, "own.jsonl").read_text()
    '{"doc_id": 0, "measure": "own", "start": 0, "end": 4, "text": "Rain", "label": "own", "score": null}\n'
    """
    lines = jsonl_lines(evidence, measures=measures)
    with Path(path).open("w", encoding="ascii", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def _checked(measure: str, evidence: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the table of a measure, which must have the columns of a line."""
    if measure not in evidence:
        raise InputError(f"There is no evidence of {measure!r}. {did_you_mean(measure, evidence)}")
    rows = evidence[measure]
    lacking = [name for name in FIRST if name not in rows.columns and name != "measure"]
    if lacking:
        raise InputError(f"The evidence of {measure!r} lacks {', '.join(lacking)}. Take it from report.evidence().")
    if "measure" in rows.columns:
        raise InputError(f"The evidence of {measure!r} has a column 'measure', which says whose a line is. Rename it.")
    return rows


def _lines(measure: str, rows: pd.DataFrame) -> Iterator[str]:
    """Yield the lines of one measure."""
    named = rows.assign(measure=measure)
    names = [*FIRST, *(name for name in rows.columns if name not in FIRST)]
    for row in zip(*(named[name].tolist() for name in names), strict=True):
        yield json.dumps(dict(zip(map(str, names), map(_value, row), strict=True)))


def _value(value: Any) -> Any:
    """Return what JSON has for a value; null for what is missing or not finite."""
    if value is pd.NaT or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return plain(value)
