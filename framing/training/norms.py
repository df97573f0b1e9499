"""Make the norms: quantiles of every score over the AllSides articles, by leaning of the outlet and length.

    python -m framing.training.norms ../shared/data/allsides_sample.jsonl.gz

writes framing/stats/data/norms.tsv. The articles (Baly et al. 2020; repository Apache-2.0) are not part of this repository;
figures alone are kept.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

import framing
from framing.stats.norms import BANDS, LEANINGS, QUANTILES, UNITS, length_band

OUT = Path(__file__).parents[1] / "stats" / "data" / "norms.tsv"
FEWEST = 50  # articles that a row of the norms, or the name of a year, rests on at least
ISO = re.compile(r"\d{4}-\d\d-\d\d$")
AT_ONCE = 500
ENDS = ("-low", "-high")  # of intervals, which have no norms


def main(path: str) -> None:
    """Analyse the articles and write the table."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [row["text"] for row in rows]
    parts = [framing.analyze(texts[first : first + AT_ONCE]).scores for first in range(0, len(texts), AT_ONCE)]
    scores = pd.concat(parts, ignore_index=True)
    leaning, band = np.array([row["bias_text"] for row in rows]), length_band(scores["n_words"].to_numpy())
    dated = Counter(row["date"][:4] for row in rows if ISO.match(row["date"]))
    years = sorted(year for year, n in dated.items() if n >= FEWEST)
    reference = f"AllSides articles {years[0]} to {years[-1]} (Baly et al. 2020)"
    lines_out = [
        f"# reference: {reference}",
        f"# n: {len(rows)} articles of {len({row['source'] for row in rows})} outlets; leaning of the outlet as AllSides rates it",
        "# license: figures only; the articles' repository is Apache-2.0",
        f"# framing: {framing.__version__}, models='fast'",
        "# command: python -m framing.training.norms ../shared/data/allsides_sample.jsonl.gz",
        "\t".join(["column", "leaning", "length", "n", *map(str, QUANTILES)]),
    ]
    for column in _measured(scores):
        for lean in LEANINGS:
            for name in BANDS:
                here = (band == name) & ((leaning == lean) | (lean == "all"))
                values = scores[column].to_numpy(dtype=np.float64)[here]
                values = values[~np.isnan(values)]
                if len(values) >= FEWEST:
                    grid = np.percentile(values, QUANTILES)
                    lines_out.append("\t".join([column, lean, name, str(len(values)), *(f"{x:.4g}" for x in grid)]))
    OUT.write_text("\n".join(lines_out) + "\n", encoding="utf-8")
    print(f"{len(lines_out) - 6} rows, {OUT.stat().st_size:,} bytes")


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
