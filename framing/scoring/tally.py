"""Tallies: what adds up over the parts of a text, so that a long one can be counted part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from framing.core import NO_EVIDENCE, Column, Corpus, Evidence, Ints


def _nobody() -> pd.DataFrame:
    return pd.DataFrame({"doc": [], "name": []})


def name_keys(names: Iterable[str]) -> Ints:
    """Return a number for each name, which equal names share in one process, so that names need not be held.

    It has 64 bits: of a million names two different ones share one with a chance of less than 1 in 10 million.

    Examples
    --------
    >>> len(set(name_keys(["Holm", "Lund", "Holm"]).tolist()))
    2
    """
    return np.fromiter(map(hash, names), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a measure counts in some texts, before any of it is divided by anything.

    Attributes
    ----------
    sums : mapping of str to array of shape (n_docs,)
        Numbers that add up.
    named : DataFrame
        A row for each that is met by name, in order: ``doc``, ``name`` (by :func:`name_keys`), and what the measure adds.
    """

    sums: Mapping[str, Column]
    named: pd.DataFrame = field(default_factory=_nobody)

    def __getitem__(self, name: str) -> Column:
        return self.sums[name]

    @classmethod
    def together(cls, parts: Sequence[Tally]) -> Tally:
        """Return the tally of texts from those of their parts, in order.

        Examples
        --------
        >>> import numpy as np
        >>> whole = Tally.together([Tally({"words": np.array([5])}), Tally({"words": np.array([7])})])
        >>> whole["words"].tolist()
        [12]
        """
        sums = {name: np.sum([part[name] for part in parts], axis=0) for name in parts[0].sums}
        return cls(sums, pd.concat([part.named for part in parts], ignore_index=True))


class Tallied:
    """What measures have in common whose scores follow from a tally."""

    __slots__ = ()
    name: str

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count what adds up."""
        raise NotImplementedError

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return the scores of each document, by what follows the name of the measure in their columns."""
        raise NotImplementedError

    def score(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> pd.DataFrame:
        """Return one row per document; columns ``<name>__<what>_<unit>``."""
        return self.frame(self.tally(corpus, evidence), corpus.meta.index)

    def frame(self, tally: Tally, index: pd.Index) -> pd.DataFrame:
        """Return the scores that follow from a tally, one row per document."""
        columns = {f"{self.name}__{column}": values for column, values in self.scores(tally).items()}
        return pd.DataFrame(columns, index=index)
