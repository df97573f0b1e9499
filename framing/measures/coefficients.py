"""Coefficients of the scores that rules compute: a few dozen numbers, each with a name, in a table with a card.

They are fitted by ``python -m framing.training.rules`` on annotated news; the
lines that start with ``#`` say on which, under which licence and how well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from framing.core import Floats


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A linear score per class.

    Parameters
    ----------
    features : tuple of str
        The last one is the constant.
    classes : tuple of str
    values : array of float, shape (n_features, n_classes)
    """

    features: tuple[str, ...]
    classes: tuple[str, ...]
    values: Floats

    def logits(self, counts: Floats) -> Floats:
        """Return the score of each row and class from its features without the constant.

        Each row by itself, to the last bit: a matrix product rounds by the number of rows.
        """
        sums = [(counts * weights).sum(axis=1) for weights in self.values[:-1].T]
        return np.asarray(np.stack(sums, axis=1) + self.values[-1])


@lru_cache(maxsize=8)
def load_coefficients(name: str) -> Coefficients:
    """Load a shipped table of coefficients by name."""
    text = (files("framing.measures") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    values = np.array([[float(value) for value in row[1:]] for row in rows])
    values.setflags(write=False)
    return Coefficients(tuple(row[0] for row in rows), tuple(header[1:]), values)
