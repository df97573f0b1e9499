"""Groups of documents: outlets, weeks, leanings, or what else their metadata say."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.core import Column, InputError, Ints, did_you_mean, objects

FEWEST = 10  # articles of a group; with fewer, intervals and tests say little


@dataclass(frozen=True, slots=True)
class Groups:
    """Which group each document is in.

    Attributes
    ----------
    names : array of object, shape (n_groups,)
        In the order of their spelling, so that it does not depend on that of the documents.
    code : array of int, shape (n_docs,)
        Position in `names`; -1 where the group is missing.
    """

    names: Column
    code: Ints

    @classmethod
    def of(cls, meta: pd.DataFrame, by: str | pd.Series) -> Groups:
        """Return the groups by a column of metadata, or by a Series with a value for each document.

        Raises
        ------
        InputError
            If there is no such column, or no document has a group.
        """
        values = column_of(meta, by)
        try:
            known = values[values.notna()].unique().tolist()
        except TypeError:
            raise InputError(
                f"The values of {values.name!r} are no names of groups, such as {values.iloc[0]!r:.60}."
            ) from None
        if not known:
            raise InputError(f"No document has a value for {values.name!r}.")
        names = sorted(known, key=lambda name: (str(name), type(name).__name__))
        number = {name: i for i, name in enumerate(names)}
        return cls(objects(names), np.array([number.get(value, -1) for value in values], dtype=np.int64))

    def only(self, kept: Ints) -> Groups:
        """Return some of the groups, with documents of the others in none."""
        new = np.full(len(self.names) + 1, -1, dtype=np.int64)
        new[kept] = np.arange(len(kept))
        return Groups(self.names[kept], new[self.code])

    def index(self, name: object) -> int:
        """Return the position of a group."""
        names: list[object] = self.names.tolist()
        if name not in names:
            raise InputError(f"There is no group {name!r}. {did_you_mean(str(name), map(str, names))}")
        return names.index(name)


def column_of(meta: pd.DataFrame, by: str | pd.Series) -> pd.Series:
    """Return a column of the metadata, or a Series in the order of the documents."""
    if not isinstance(by, str | pd.Series):
        raise InputError(
            f"by= is a {type(by).__name__}. Name a column of the metadata, or give a Series with a value for each document."
        )
    if isinstance(by, pd.Series):
        missing = meta.index.difference(by.index)
        if len(missing) or not by.index.is_unique:
            raise InputError(f"by= is a Series without a value for document {missing[0]!r}." if len(missing) else "by= is a Series whose index is not unique.")  # fmt: skip
        return by.reindex(meta.index)
    if by not in meta.columns:
        has = ", ".join(map(str, meta.columns)) or "none"
        raise InputError(
            f"The documents have no metadata {by!r} (they have: {has}). Analyse a DataFrame that has the column, "
            f"or name it: framing.analyze(frame, outlet='source')."
        )
    column = meta[by]
    if isinstance(column, pd.DataFrame):
        raise InputError(f"The metadata have {column.shape[1]} columns called {by!r}. Rename them, or keep one.")
    return column


def by_document(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order of their ``doc_id``, or of its spelling where ids cannot be compared, whatever order the documents came in."""
    try:
        return rows.sort_values("doc_id", kind="stable")
    except TypeError:
        return rows.sort_values("doc_id", kind="stable", key=lambda ids: ids.map(str))


def warn_of_small(names: Column, n: Ints) -> None:
    """Warn of groups with few articles."""
    small = [f"{name} ({count})" for name, count in zip(names, n.tolist(), strict=True) if count < FEWEST]
    if small:
        shown = ", ".join(small[:5]) + (f" and {len(small) - 5} more" if len(small) > 5 else "")
        warnings.warn(f"Fewer than {FEWEST} articles: {shown}. Intervals and tests of these groups say little.", stacklevel=4)  # fmt: skip


def false_discovery(p: Column) -> Column:
    """Return q, the false discovery rate at which each p would be reported; NaN stays NaN.

    Notes
    -----
    Benjamini & Hochberg (1995). Journal of the Royal Statistical Society B 57(1).

    Examples
    --------
    >>> false_discovery(np.array([0.01, 0.04, np.nan, 0.03])).round(3).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    from scipy.stats import false_discovery_control  # late: it takes a second

    known, out = ~np.isnan(p), np.full(len(p), np.nan)
    if known.any():
        out[known] = false_discovery_control(p[known])
    return out
