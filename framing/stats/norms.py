"""Norms: where a score stands among the articles of a reference set, of the same length and of outlets of one leaning.

The figures are quantiles; no text of the reference set is kept. They are made by ``python -m framing.training.norms``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pandas as pd

from framing.core import Column, Floats, InputError, did_you_mean, objects
from framing.core.tables import concat, table

BANDS = ("under 300 words", "300 to 599", "600 to 1,199", "1,200 and more")
EDGES = (300, 600, 1200)  # words
LEANINGS = ("all", "left", "center", "right")
QUANTILES = tuple(range(0, 101, 5))  # percent
UNITS = ("rate", "rate_all", "share", "mean", "index")  # of the columns that have norms
COLUMNS = ("doc_id", "column", "value", "percentile", "length", "n", "reference")  # of what is returned
KEYS = ["column", "leaning", "length", "n"]


@dataclass(frozen=True, slots=True)
class Norms:
    """Quantiles of scores in a reference set.

    Parameters
    ----------
    reference : str
        The name of the reference set and where it is from.
    table : DataFrame
        ``column``, ``leaning``, ``length``, ``n`` (articles in which the score was observed), then a column for each of
        :data:`QUANTILES`, from "0" to "100".
    """

    reference: str
    table: pd.DataFrame

    def of(self, scores: pd.DataFrame, leaning: str = "all") -> pd.DataFrame:
        """Return the percentile of each score of each document.

        Parameters
        ----------
        scores : DataFrame
            From ``report.scores``.
        leaning : str
            "all", or the outlets that AllSides rates "left", "center" or "right".

        Returns
        -------
        DataFrame
            One row per document and score: ``doc_id``, ``column``, ``value``, ``percentile`` (0–100; of equal values
            the middle; NaN where nothing was observed), ``length`` (the band of the document), ``n`` (articles in
            the reference set that it is compared with), ``reference``.
        """
        if leaning not in LEANINGS:
            raise InputError(f"No norms are for {leaning!r}. {did_you_mean(leaning, LEANINGS)}")
        rows = self.table[self.table["leaning"] == leaning].to_dict("records")
        grids = {(row["column"], row["length"]): row for row in rows}
        columns = [column for column in scores.columns if any((column, band) in grids for band in BANDS)]
        band = length_band(scores["n_words"].to_numpy())
        parts = []
        for column in columns:
            values = scores[column].to_numpy(dtype=np.float64)
            percentile, n = np.full(len(values), np.nan), np.zeros(len(values), dtype=np.int64)
            for name in BANDS:
                here, row = band == name, grids.get((column, name))
                if row is not None and here.any():
                    grid = np.array([row[str(q)] for q in QUANTILES])
                    percentile[here], n[here] = _percentile(values[here], grid), row["n"]
            told = (scores.index.to_numpy(), objects([column] * len(values)), values, percentile, band, n)
            named = objects([f"{self.reference}, {leaning}"] * len(values))
            parts.append(table(dict(zip(COLUMNS, (*told, named), strict=True))))
        nothing = table({name: objects([]) for name in COLUMNS})
        return concat(parts, ignore_index=True) if parts else nothing


def length_band(n_words: Column) -> Column:
    """Return the band of each length.

    Examples
    --------
    >>> length_band(np.array([0, 299, 300, 5000])).tolist()
    ['under 300 words', 'under 300 words', '300 to 599', '1,200 and more']
    """
    return np.asarray(objects(BANDS)[np.digitize(n_words, EDGES)])


def _percentile(values: Floats, grid: Floats) -> Floats:
    """Return where values stand between the quantiles of a grid, 0 to 100."""
    steps = np.array(QUANTILES, dtype=np.float64)
    first, last = np.searchsorted(grid, values, side="left"), np.searchsorted(grid, values, side="right") - 1
    equal = (steps[np.minimum(first, len(steps) - 1)] + steps[np.maximum(last, 0)]) / 2
    between = np.interp(values, grid, steps)
    out = np.where(last >= first, equal, between)
    return np.where(np.isnan(values), np.nan, out)


@lru_cache(maxsize=1)
def load_norms() -> Norms:
    """Return the shipped norms."""
    text = (files("framing.stats") / "data" / "norms.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    reference = next(line.removeprefix("# reference: ") for line in lines if line.startswith("# reference: "))
    header, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    table = pd.DataFrame(rows, columns=header)
    numbers = {name: pd.to_numeric(table[name]) for name in header if name not in KEYS[:3]}
    return Norms(reference, table.assign(**numbers))
