"""Make the norms: quantiles of every score over the AllSides articles, by leaning of the outlet and length.

    python -m framing.training.norms ../shared/data/allsides_sample.jsonl.gz

writes framing/stats/data/norms.tsv. The articles (Baly et al. 2020; repository Apache-2.0) are not part of this repository;
figures alone are kept.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

import framing
from framing.core import Column
from framing.stats.norms import BANDS, LEANINGS, QUANTILES, UNITS, length_band
from framing.training.data import json_lines

OUT = Path(__file__).parents[1] / "stats" / "data" / "norms.tsv"
FEWEST = 50  # articles that a row of the norms, or the name of a year, rests on at least
ISO = re.compile(r"\d{4}-\d\d-\d\d$")
AT_ONCE = 500
ENDS = ("-low", "-high")  # of intervals, which have no norms


def main(path: str) -> None:
    """Analyse the articles and write the table."""
    rows = json_lines(Path(path))
    texts = [row["text"] for row in rows]
    parts = [
        framing.analyze(texts[first : first + AT_ONCE], progress=False).scores
        for first in range(0, len(texts), AT_ONCE)
    ]
    found = _quantiles(pd.concat(parts, ignore_index=True), np.array([row["bias_text"] for row in rows]))
    header = "\t".join(["column", "leaning", "length", "n", *map(str, QUANTILES)])
    OUT.write_text("\n".join([*_card(rows), header, *found]) + "\n", encoding="utf-8")
    print(f"{len(found)} rows, {OUT.stat().st_size:,} bytes")


def _card(rows: Sequence[dict[str, str]]) -> list[str]:
    dated = Counter(row["date"][:4] for row in rows if ISO.match(row["date"]))
    years = sorted(year for year, n in dated.items() if n >= FEWEST)
    return [
        f"# reference: AllSides articles {years[0]} to {years[-1]} (Baly et al. 2020)",
        f"# n: {len(rows)} articles of {len({row['source'] for row in rows})} outlets; leaning of the outlet as AllSides rates it",
        "# license: figures only; the articles' repository is Apache-2.0",
        f"# framing: {framing.__version__}, models='fast'",
        "# command: python -m framing.training.norms ../shared/data/allsides_sample.jsonl.gz",
    ]


def _quantiles(scores: pd.DataFrame, leaning: Column) -> list[str]:
    """Return a line for each score, leaning and length that enough articles have."""
    band, lines = length_band(scores["n_words"].to_numpy()), []
    for column, lean, name in product(_measured(scores), LEANINGS, BANDS):
        values = scores[column].to_numpy(dtype=np.float64)[(band == name) & ((leaning == lean) | (lean == "all"))]
        values = values[~np.isnan(values)]
        if len(values) >= FEWEST:
            grid = np.percentile(values, QUANTILES)
            lines.append("\t".join([column, lean, name, str(len(values)), *(f"{x:.12g}" for x in grid)]))
    return lines


def _measured(scores: pd.DataFrame) -> list[str]:
    """Return the columns that have norms: no counts, no ends of intervals."""
    return [
        column
        for column in scores.columns
        if "__" in column
        and column.endswith(tuple(f"_{unit}" for unit in UNITS))
        and not any(f"{end}_" in column for end in ENDS)
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
