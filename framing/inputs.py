"""What analyze() is given: texts with their ids, and what is set aside and why."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.core import InputError, objects
from framing.core.tables import table

Texts = Any  # str, sequence of str, Series or DataFrame


@dataclass(frozen=True, slots=True)
class Input:
    """Texts with their ids, and what was set aside."""

    texts: list[str]
    meta: pd.DataFrame
    set_aside: pd.DataFrame


def read_input(texts: Texts, column: str, named: Mapping[str, str | None]) -> Input:
    """Return the texts of whatever was given; raise an InputError that says what to do where it cannot be read.

    Parameters
    ----------
    column : str
        The column with the texts, of a DataFrame.
    named : mapping of str to str or None
        Which column is to be called "outlet", and so on; None: it is called so, or missing.
    """
    if isinstance(texts, str):
        texts = [texts]
    if isinstance(texts, os.PathLike | io.IOBase):
        raise InputError("This is a file, not its text. Read it first: Path(...).read_text(encoding='utf-8').")
    if isinstance(texts, Mapping):
        raise InputError("This is a dict. Keep its keys as document ids with pd.Series(texts).")
    if isinstance(texts, bytes):
        raise InputError("The text is bytes. Decode it first: text.decode('utf-8').")
    if isinstance(texts, pd.DataFrame):
        if column not in texts.columns:
            raise InputError(
                f"The DataFrame has no column {column!r}. Name the one that holds the texts with text=…; it has: {', '.join(map(str, texts.columns))}."
            )
        values, meta = texts[column], _named(texts.drop(columns=column), named)
        if isinstance(values, pd.DataFrame):
            raise InputError(
                f"The DataFrame has {values.shape[1]} columns called {column!r}. Rename them, or keep one."
            )
    elif isinstance(texts, pd.Series):
        values, meta = texts, pd.DataFrame(index=texts.index)
    elif isinstance(texts, Iterable) and not isinstance(texts, Mapping):
        items = list(texts)
        values, meta = pd.Series(items, dtype=object), pd.DataFrame(index=pd.RangeIndex(len(items)))
    else:
        raise InputError(
            f"Cannot analyse a {type(texts).__name__}. Give a text, a list or Series of texts, or a DataFrame with a text column."
        )
    if isinstance(values.index, pd.MultiIndex):  # a document has one id: the tuple of its levels
        values, meta = values.set_axis(values.index.to_flat_index()), meta.set_axis(meta.index.to_flat_index())
    if not values.index.is_unique:
        twice = values.index[values.index.duplicated()][0]
        raise InputError(
            f"The index has {twice!r} twice, and document ids must be unique. Call .reset_index(drop=True) first."
        )
    if values.index.hasnans:
        raise InputError(
            "The index has a missing value, and every document needs an id. Call .reset_index(drop=True) first."
        )
    given = _set_aside(values, meta)
    return Input(given.texts, given.meta, _with_earlier(given.set_aside, getattr(texts, "attrs", {})))


def _named(meta: pd.DataFrame, named: Mapping[str, str | None]) -> pd.DataFrame:
    """Return metadata whose columns have the names that the library knows."""
    renames = {column: name for name, column in named.items() if column is not None and column != name}
    for column, name in renames.items():
        if column not in meta.columns:
            raise InputError(f"The DataFrame has no column {column!r} for {name}=. It has: {', '.join(map(str, meta.columns))}.")  # fmt: skip
        if name in meta.columns:
            raise InputError(f"The DataFrame has a column {name!r} already. Rename it, or leave out {name}={column!r}.")
    return meta.rename(columns=renames)


def _with_earlier(aside: pd.DataFrame, attrs: Mapping[Any, Any]) -> pd.DataFrame:
    """Return what is set aside now behind what :func:`framing.read_articles` had set aside."""
    read = attrs.get("read", {})
    earlier = read.get("set_aside", []) if isinstance(read, Mapping) else []
    rows = [(row["doc_id"], row["reason"]) for row in earlier] + list(aside.itertuples(index=False, name=None))
    return table({name: objects([row[i] for row in rows]) for i, name in enumerate(("doc_id", "reason"))})


def _set_aside(values: pd.Series, meta: pd.DataFrame) -> Input:
    """Keep what is text; say of the rest why it is set aside."""
    items = values.tolist()
    is_text = [isinstance(item, str) for item in items]
    wrong = [(doc, item) for doc, item, fine in zip(values.index, items, is_text, strict=True) if not fine]
    strange = [(doc, item) for doc, item in wrong if not pd.api.types.is_scalar(item) or not pd.isna(item)]
    if strange:
        doc, item = strange[0]
        raise InputError(
            f"Document {doc!r} is a {type(item).__name__}, not a text: {str(item)[:60]!r}. Convert the column with .astype(str), or drop the row."
        )
    aside = table({"doc_id": objects([doc for doc, _ in wrong]), "reason": objects(["missing value"] * len(wrong))})
    return Input(
        [item for item, fine in zip(items, is_text, strict=True) if fine], meta[np.array(is_text, dtype=bool)], aside
    )
