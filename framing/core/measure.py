"""The protocol every measure follows."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import pandas as pd

from framing.core.corpus import Corpus
from framing.core.spans import Evidence, Spans


@runtime_checkable
class Measure(Protocol):
    """One construct: marks spans, then counts them.

    Attributes
    ----------
    name : str
        Key of its evidence and prefix of its score columns.
    requires : tuple of str
        Names of measures whose evidence it reads.
    """

    @property
    def name(self) -> str: ...

    @property
    def requires(self) -> tuple[str, ...]: ...

    def annotate(self, corpus: Corpus, evidence: Evidence, /) -> Spans:
        """Mark spans in `corpus`, given what other measures have marked."""

    def score(self, corpus: Corpus, evidence: Evidence, /) -> pd.DataFrame:
        """Return one row per document; columns ``<name>__<what>_<unit>``."""
