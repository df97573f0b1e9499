"""Scores as one tidy table, and tables as files: CSV that no spreadsheet runs, and Parquet."""

from __future__ import annotations

import re
from collections.abc import Container
from numbers import Number
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from framing.core import Column, InputError, objects
from framing.core.tables import table

TOLD = ("measure", "what", "unit", "column", "value")  # of each score, behind what is known of its document
_SCORE = re.compile(r"(?P<measure>.+?)__(?P<what>.+?)_(?P<unit>rate_all|[^_]+)")
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")  # the wide signs too: Excel reads them as the narrow ones
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_frame(scores: pd.DataFrame, meta: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return scores as a tidy table: a row for each document and score.

    Parameters
    ----------
    scores : DataFrame, one row per document
        From ``report.scores``. Columns are measured if they are called ``<measure>__<what>_<unit>``.
    meta : DataFrame, optional
        What is known of each document (outlet, date, title, …), indexed like `scores`. Other documents in it are left out.

    Returns
    -------
    DataFrame of shape (n_docs * n_scores, …)
        ``doc_id``; the columns of `meta` as given; the sizes (``n_words``, ``n_own_words``, ``n_sentences``), which a rate
        is read with; then ``measure``, ``what``, ``unit``, ``column`` and ``value`` (float; NaN where nothing was observed).
        By document, in the order of the columns. A column of `meta` that bears a name used already has ``"meta_"`` before it.

    Raises
    ------
    InputError
        If `meta` has no row, or several, for a document.

    Examples
    --------
    >>> scores = pd.DataFrame({"n_words": [400, 0], "loaded__terms_rate": [2.5, np.nan]}, index=["a", "b"])
    >>> meta = pd.DataFrame({"outlet": ["Wire", "Clarion"]}, index=["a", "b"])
    >>> to_frame(scores, meta).drop(columns="column")
      doc_id   outlet  n_words measure   what  unit  value
    0      a     Wire      400  loaded  terms  rate    2.5
    1      b  Clarion        0  loaded  terms  rate    NaN
    """
    parts = {column: match for column in scores.columns if (match := _SCORE.fullmatch(str(column)))}
    row = np.repeat(np.arange(len(scores)), len(parts))
    sizes = scores[[column for column in scores.columns if column not in parts]]
    columns: dict[Any, Any] = {"doc_id": scores.index.to_numpy()[row]}
    if meta is not None:
        known = meta.iloc[_rows_of(meta, scores.index)]
        for i, name in enumerate(known.columns):
            columns[_free(name, {*columns, *sizes.columns, *TOLD})] = known.iloc[row, i].array
    columns |= {name: sizes[name].array[row] for name in sizes.columns}
    for name in TOLD[:-2]:
        columns[name] = np.tile(objects([match[name] for match in parts.values()]), len(scores))
    columns["column"] = np.tile(objects(list(parts)), len(scores))
    columns["value"] = scores[list(parts)].to_numpy(dtype=np.float64).ravel()
    return table(columns)


def _rows_of(meta: pd.DataFrame, docs: pd.Index) -> Column:
    """Return the row of each document in the metadata."""
    if not meta.index.is_unique:
        twice = meta.index[meta.index.duplicated()][0]
        raise InputError(f"The metadata have several rows for document {twice!r}. Give one row per document.")
    place: Column = meta.index.get_indexer(docs)
    if (place < 0).any():
        missing = docs[place < 0][0]
        raise InputError(f"The metadata have no row for document {missing!r}. Index them like the scores.")
    return place


def _free(name: Any, taken: Container[Any]) -> Any:
    """Return a name that is not taken."""
    while name in taken:
        name = f"meta_{name}"
    return name


def to_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as CSV that a spreadsheet reads as text and numbers, never as formulas.

    Parameters
    ----------
    frame : DataFrame
        Its index is not written: ``report.scores.rename_axis("doc_id").reset_index()`` makes it a column.
    path : path
        Written over if it is there.

    Notes
    -----
    UTF-8, commas, lines that end with CR LF (RFC 4180); a missing value is an empty cell. An article or an outlet may be
    called ``=HYPERLINK(…)``, and a spreadsheet would run it. So a text, a name of a column too, that starts with
    ``=``, ``+``, ``-`` or ``@`` (wide ones too), at once or after white space, or with a tab or the end of a line, gets an apostrophe
    before it, as OWASP advises (CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection). Numbers stay
    as they are, negative ones too. To read such a text back, take the apostrophe off. NULs and lone surrogates become U+FFFD.
    For texts unchanged write Parquet or JSON.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     to_csv(pd.DataFrame({"outlet": ["=1+1", "Wire"], "value": [-2.5, np.nan]}), Path(folder, "x.csv"))
    ...     Path(folder, "x.csv").read_text().splitlines()
    ['outlet,value', "'=1+1,-2.5", 'Wire,']
    """
    cells = {str(i): _cells(frame.iloc[:, i]) for i in range(frame.shape[1])}
    header = [_cell(str(name)) for name in frame.columns]
    table(cells).to_csv(path, index=False, header=header, encoding="utf-8", lineterminator="\r\n")


def _cells(column: pd.Series) -> Any:
    """Return what is written of a column."""
    if is_numeric_dtype(column) or is_datetime64_any_dtype(column):
        return column.array
    return objects([None if gone else _cell(value) for value, gone in zip(column, column.isna(), strict=True)])


def _cell(value: Any) -> Any:
    """Return a number as it is, and anything else as a text that is no formula.

    Examples
    --------
    >>> _cell("-5 degrees"), _cell(" @SUM(A1)"), _cell("well-known"), _cell(-5)
    ("'-5 degrees", "' @SUM(A1)", 'well-known', -5)
    """
    if isinstance(value, Number):
        return value
    text = encodable(str(value)).replace("\x00", "\ufffd")
    return f"'{text}" if _FORMULA.match(text) else text


def encodable(text: str) -> str:
    """Return a text that UTF-8 can hold: each lone surrogate becomes U+FFFD, so that offsets stay.

    Examples
    --------
    >>> encodable("a\\udc80b")
    'a�b'
    """
    return _SURROGATE.sub("\ufffd", text)


def to_parquet(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as Parquet.

    Parameters
    ----------
    frame : DataFrame
        Its index is not written.
    path : path
        Written over if it is there.

    Raises
    ------
    InputError
        If pyarrow is missing (the extra "parquet"), or two columns have one name.

    Notes
    -----
    Columns keep their type. An object column in which any value is a text is one of texts, and so is one of values that
    Arrow has no common type for; missing values stay missing. Lone surrogates, which Parquet cannot hold, become U+FFFD.
    """
    pyarrow, parquet = load_pyarrow()
    names = [encodable(str(name)) for name in frame.columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"Two columns are called {twice!r}. Parquet needs names that differ: rename one.")
    arrays = [_arrow(pyarrow, frame.iloc[:, i]) for i in range(len(names))]
    parquet.write_table(pyarrow.Table.from_arrays(arrays, names=names), path)


def load_pyarrow() -> tuple[Any, Any]:
    """Return pyarrow and its part for Parquet, or say how to install them."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(
            "Parquet needs pyarrow. Run: pip install 'framing[parquet]' (in a clone: '.[parquet]')"
        ) from error
    return pyarrow, parquet


def _arrow(pyarrow: Any, column: pd.Series) -> Any:
    """Return a column as an Arrow array."""
    values = None if is_numeric_dtype(column) or is_datetime64_any_dtype(column) else column.astype(object)
    if values is None or not any(isinstance(value, str) for value in values):
        try:
            array = pyarrow.array(column, from_pandas=True)
        except (ValueError, TypeError, OverflowError):  # no common type
            pass
        else:
            return array.cast(pyarrow.string()) if pyarrow.types.is_null(array.type) else array
    texts = [None if gone else encodable(str(value)) for value, gone in zip(column, column.isna(), strict=True)]
    return pyarrow.array(texts, type=pyarrow.string())
