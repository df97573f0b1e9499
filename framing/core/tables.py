"""Tables for people: DataFrames whose text columns hold any Python string."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd


def table(columns: Mapping[str, Any], index: Any = None) -> pd.DataFrame:
    """Return a DataFrame; object columns stay objects, lone surrogates and all.

    Examples
    --------
    >>> table({"text": np.array(["a"], dtype=object)}).dtypes["text"]
    dtype('O')
    """
    series = {
        name: pd.Series(values, index=index, dtype=object if _is_text(values) else None)
        for name, values in columns.items()
    }
    return pd.DataFrame(series, index=index, columns=pd.Index(list(columns), dtype=object))


def concat(frames: Sequence[pd.DataFrame], *, ignore_index: bool = False) -> pd.DataFrame:
    """Put tables of the same columns under one another; dtypes stay as in :func:`table`."""
    if len(frames) == 1:
        return frames[0]
    filled = [frame for frame in frames if len(frame)] or list(frames[:1])
    return pd.concat(filled, ignore_index=ignore_index)


def _is_text(values: Any) -> bool:
    return str(getattr(values, "dtype", "")) == "object" or (
        isinstance(values, list) and not isinstance(next(iter(values), None), int | float | np.number)
    )
