"""Tables over all batches of a report, batch by batch, so that a large corpus needs no more memory than its tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import pandas as pd

from framing.core import Corpus, Evidence
from framing.core.tables import concat

HELD = 8  # batches whose derived columns are kept, so that the next table is quicker; 20 MB each, long texts apart


class Read(Protocol):
    """Texts with what was marked in them."""

    @property
    def corpus(self) -> Corpus: ...
    @property
    def evidence(self) -> Evidence: ...

    def rest(self) -> None:
        """Let go of what can be made again."""


class Analysed(Read, Protocol):
    """Texts with what was marked in them, and their scores."""

    @property
    def scores(self) -> pd.DataFrame: ...
    @property
    def meta(self) -> pd.DataFrame: ...
    @property
    def n_foreign(self) -> int: ...

    def text_of(self, doc: int) -> str:
        """Return one of the texts, exactly as given."""


def settle(read: Read, n_batches: int) -> None:
    """Let texts that are one batch of many let go of what can be made again."""
    if n_batches > HELD:
        read.rest()


def from_batches(read: Sequence[Read], make: Callable[[Corpus, Evidence], pd.DataFrame]) -> pd.DataFrame:
    """Return the tables of all batches under one another."""
    parts = []
    for each in read:
        parts.append(make(each.corpus, each.evidence))
        settle(each, len(read))
    return concat(parts, ignore_index=True)
