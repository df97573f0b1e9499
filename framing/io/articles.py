"""read_articles(): articles from files, with the columns that every later step knows, and an account of what was left out."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from framing.core import InputError, did_you_mean, objects
from framing.core.anytext import any_text
from framing.core.tables import concat, table
from framing.io.columns import STANDARD, choose_columns, rename_columns, standard_values
from framing.io.dates import is_missing
from framing.io.duplicates import THRESHOLD, find_duplicates
from framing.io.files import DOCUMENTS, TABLES, kind_of
from framing.io.folders import find_documents
from framing.io.pages import STARTS, extractor
from framing.io.tables import read_table
from framing.io.text import looks_english

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
LOG = logging.getLogger("framing.io")
DUPLICATES = ("set aside", "exact", "keep")


@dataclass(frozen=True, slots=True)
class _Given:
    """What the files hold: a table by standard columns, the ids of all rows, and why some are not in the table."""

    frame: pd.DataFrame
    ids: Sequence[Any]
    aside: dict[Any, str]
    columns: dict[str, str]
    notes: list[str]


@any_text
def read_articles(
    path: Paths,
    *,
    columns: Mapping[str, Any] | None = None,
    duplicates: str = "set aside",
    english: bool = True,
    headlines: bool = False,
) -> pd.DataFrame:
    """Read articles from a table, or from a folder of texts and saved web pages.

    Parameters
    ----------
    path : path, or list of paths
        A table: ``.csv``, ``.tsv``, ``.jsonl`` (``.ndjson``), ``.json``, ``.parquet``. Or a folder that holds ``.txt``,
        ``.html`` and ``.htm`` files, also in folders of its own. Or such files. All may be ``.gz``.
        Text is UTF-8. Pages need trafilatura (``pip install 'framing[html]'``), parquet files pyarrow
        (``pip install 'framing[parquet]'``).
    columns : mapping of standard name to column, optional
        Where a table has its ``text``, ``title``, ``outlet``, ``date``, ``author`` and ``url``. What is not named is
        told by its spelling ("headline", "published_at", …), the text by its length if need be. None: there is no such column.
    duplicates : {"set aside", "exact", "keep"}
        What to do with a text that an earlier one has already: set it aside if it is the same or nearly the same (see
        :func:`framing.io.find_duplicates`), only if it is exactly the same, or keep it.
    english : bool
        Set aside texts that do not read as English.
    headlines : bool
        Put each title above its text, if it is not there already, so that headlines are read: an article's headline is looked for
        in its text.

    Returns
    -------
    DataFrame
        One row per article: the standard columns there are, then all others as they were. The index counts the rows of
        a table from 0; in a folder it holds the paths. It has gaps where rows were set aside. ``date`` is datetime64
        in UTC, NaT where it cannot be read. Text is str; what is missing or blank in ``title``, ``outlet``, ``author`` and
        ``url`` is None. ``attrs["read"]`` is a dict: ``path``, ``columns`` (which column was taken for what), ``n_rows``
        (all that were in the files), ``set_aside`` (list of ``doc_id`` and ``reason``), ``notes``.

    Raises
    ------
    InputError
        If a file cannot be read at all, a table has no column that is clearly the text, a name is unknown, or tables
        and single articles are mixed. A row, or a file of a folder, that cannot be read is set aside.

    Notes
    -----
    ``attrs["read"]["n_rows"]`` is the number of rows returned and of rows set aside, always. The same is logged, a line for each
    fact, on the logger ``framing.io``.

    In a folder the outlet is the name of the sub-folder, if a file lies in one, else the site that a page names.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "news.csv")
    ...     _ = file.write_text("Headline,body,source\\nRain,It rained.,Wire\\nSun,,Wire\\n", encoding="utf-8")
    ...     articles = read_articles(file)
    >>> articles
             text title outlet
    0  It rained.  Rain   Wire
    >>> articles.attrs["read"]["set_aside"]
    [{'doc_id': 1, 'reason': 'no text'}]
    """
    if duplicates not in DUPLICATES:
        raise InputError(f"duplicates= is {duplicates!r}. {did_you_mean(str(duplicates), DUPLICATES)}")
    paths = checked_paths(path)
    given = _read(paths, columns)
    frame, notes = standard_values(given.frame)
    aside = given.aside | _unusable(frame, english)
    aside |= _repeated(_without(frame, aside), duplicates)
    kept = _without(frame, aside)
    if headlines:
        kept, notes = _with_headlines(kept, notes)
    kept.attrs["read"] = {
        "path": str(paths[0]) if isinstance(path, str | os.PathLike) else list(map(str, paths)),
        "columns": given.columns,
        "n_rows": len(given.ids),
        "set_aside": [{"doc_id": doc, "reason": aside[doc]} for doc in given.ids if doc in aside],
        "notes": given.notes + notes,
    }
    _log(kept.attrs["read"])
    return kept


def checked_paths(path: Any) -> list[Path]:
    """Return the paths that were given, all of which exist."""
    try:
        paths = [Path(one) for one in ([path] if isinstance(path, str | os.PathLike) else path)]
    except TypeError:
        raise InputError(f"Cannot read articles from {path!r:.60}. Give a path, or a list of paths.") from None
    if not paths or path == "":
        raise InputError("No path is given. Name a file or a folder, or a list of these.")
    missing = [one for one in paths if not os.path.exists(one)]
    if missing:
        raise InputError(f"There is no file or folder {str(missing[0])!r:.120}.")
    return paths


def _read(paths: list[Path], columns: Mapping[str, Any] | None) -> _Given:
    known = ("folder", *DOCUMENTS, *TABLES)
    kinds = ["folder" if path.is_dir() else kind_of(path) for path in paths]
    for path, kind in zip(paths, kinds, strict=True):
        if kind not in known:
            raise InputError(f"Cannot read {path}: its name does not end in one of {', '.join(known[1:])}.")
    if set(kinds) <= set(TABLES):
        return _tables(paths, columns)
    if set(kinds) & set(TABLES):
        raise InputError("Tables and single articles are mixed. Read them one after the other, and put them together.")
    if columns:
        raise InputError("columns= is for tables. Articles in files of their own have no columns to choose from.")
    return _documents(paths)


def _tables(paths: list[Path], columns: Mapping[str, Any] | None) -> _Given:
    frames, notes, n = [], [], 0
    aside: dict[int, str] = {}
    chosen: dict[str, dict[str, None]] = {}
    for path in paths:
        where = f"{path}, " if len(paths) > 1 else ""
        raw = read_table(path)
        found = choose_columns(raw.frame, columns, str(path))
        frame, told = rename_columns(raw.frame, found)
        frames.append(frame.set_axis(frame.index + n))
        aside |= {row + n: where + why for row, why in raw.aside.items()}
        notes += [where + note for note in (*raw.notes, *told)]
        n += len(raw.frame) + len(raw.aside)
        for standard, column in found.items():
            chosen.setdefault(standard, {})[str(column)] = None
    frame = concat(frames) if aside else concat(frames).set_axis(pd.RangeIndex(n))
    return _Given(frame, range(n), aside, {name: ", ".join(taken) for name, taken in chosen.items()}, notes)


def _documents(paths: list[Path]) -> _Given:
    documents, notes = find_documents(paths)
    if any(document.is_page for document in documents):
        extractor()  # where it is missing, no page can be read
    pages, aside = {}, {}
    for document in documents:
        try:
            pages[document.doc_id] = document.read()
        except InputError as error:
            aside[document.doc_id] = str(error)
    if not pages:
        others = f" None of the {len(aside)} files can be read." if len(aside) > 1 else ""
        raise InputError(next(iter(aside.values())) + others)
    columns = {name: objects([page.get(name) for page in pages.values()]) for name in (*STANDARD, "site")}
    said = {name: values for name, values in columns.items() if name == "text" or any(values)}
    return _Given(table(said, pd.Index(list(pages), dtype=object)), [one.doc_id for one in documents], aside, {}, notes)


def _with_headlines(frame: pd.DataFrame, notes: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """Return the articles with titles above their texts, and notes that say so."""
    if "title" not in frame:
        raise InputError('headlines=True, but there are no titles. Name their column: columns={"title": …}.')
    texts = [above(title, text) for title, text in zip(frame["title"], frame["text"], strict=True)]
    n_new = sum(new != text for new, text in zip(texts, frame["text"], strict=True))
    return frame.assign(text=objects(texts)), [*notes, f"{n_new:,} titles were put above their texts"]


def above(title: Any, text: str) -> str:
    """Return a text with its title above it, where there is one and it does not stand there."""
    if not isinstance(title, str) or text.lstrip().startswith(title.strip()):
        return text
    return f"{title.strip()}\n\n{text}"


def _without(frame: pd.DataFrame, aside: Mapping[Any, str]) -> pd.DataFrame:
    return frame[~frame.index.isin(list(aside))] if aside else frame.copy()


def _unusable(frame: pd.DataFrame, english: bool) -> dict[Any, str]:
    why = {doc: why_not(text, english) for doc, text in frame["text"].items()}
    return {doc: reason for doc, reason in why.items() if reason}


def why_not(text: Any, english: bool) -> str | None:
    """Return why a text cannot be used, or None if it can."""
    if not isinstance(text, str):
        return "no text" if is_missing(text) else f"not a text but {text!r:.40}"
    if not any(map(str.isalnum, text)):
        return "no text"
    if text[:500].lstrip().lower().startswith(STARTS):
        return "the text is a page of HTML: save it as an .html file, or take the text from it"
    return "does not read as English" if english and not looks_english(text) else None


def _repeated(frame: pd.DataFrame, duplicates: str) -> dict[Any, str]:
    if duplicates == "keep":
        return {}
    found = find_duplicates(frame["text"], threshold=THRESHOLD if duplicates == "set aside" else None)
    return {
        row.doc: f"same text as {row.of}" if row.same else f"nearly the same text as {row.of} ({row.similarity:.2f})"
        for row in found.itertuples()
    }


def _log(read: Mapping[str, Any]) -> None:
    """Log one line for each fact."""
    n_aside = len(read["set_aside"])
    LOG.info("%s: %d rows, %d kept, %d set aside", read["path"], read["n_rows"], read["n_rows"] - n_aside, n_aside)
    for standard, column in read["columns"].items():
        LOG.info("%s is column %r", standard, column)
    for note in read["notes"]:
        LOG.info("%s", note)
    for row in read["set_aside"]:
        LOG.info("set aside: %s: %s", row["doc_id"], row["reason"])
