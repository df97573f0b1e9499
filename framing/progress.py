"""A progress bar, where there is much to read."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Self, TypeVar

T = TypeVar("T")
MUCH = 3  # batches, from which a bar is shown


class ProgressBar:
    """Counts the texts that are read.

    Parameters
    ----------
    shown : bool
    sizes : sequence of int
        The number of texts of each batch.
    """

    def __init__(self, shown: bool, sizes: Sequence[int]) -> None:
        self._sizes, self._done, self._bar = sizes, 0, _bar(sum(sizes)) if shown else None

    def after(self, batch: T) -> T:
        """Return a batch that is read, counted."""
        if self._bar is not None:
            self._bar.update(self._sizes[self._done])
        self._done += 1
        return batch

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the bar as it is, whatever happened."""
        if self._bar is not None:
            self._bar.close()


def progress_bar(shown: bool | None, batches: Sequence[Sequence[str]]) -> ProgressBar:
    """Return a bar over texts in batches; by default it is shown where they are many."""
    return ProgressBar(len(batches) >= MUCH if shown is None else shown, [len(batch) for batch in batches])


def counter(shown: bool | None) -> Any:
    """Return a bar that counts texts, nobody knows how many; by default it is shown on a terminal."""
    return _bar(None, None if shown is None else not shown)


def _bar(total: int | None, disable: bool | None = False) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # in a notebook without widgets tqdm draws with letters, and says so at length
        from tqdm.auto import tqdm
    return tqdm(total=total, unit=" texts", desc="framing", disable=disable)
