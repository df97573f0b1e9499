"""Articles from files one after the other, so that a corpus of any size need not be held.

What is read, and what is set aside and why, is what :func:`framing.read_articles` says of the same rows; two things need the whole
corpus and are not done here: near duplicates are not looked for, and dates and numbers are read when results are opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from framing.core import InputError, did_you_mean, objects
from framing.core.tables import table
from framing.io.articles import Paths, above, checked_paths, why_not
from framing.io.columns import STANDARD, as_text, choose_columns, renames, standard_values
from framing.io.files import DOCUMENTS, TABLES, kind_of
from framing.io.folders import find_documents
from framing.io.records import DELIMITED, records_of
from framing.io.tables import Unread, numbers, values_of

HEAD = 1000  # rows by which the columns of a file are chosen
DUPLICATES = ("exact", "keep")


class Row(NamedTuple):
    """One row of the input.

    Attributes
    ----------
    doc_id : int or str
        The number of the row over all files, or the path of the file.
    text : str or None
        None where the row is set aside.
    meta : dict
        What else is known, by standard names, as the file has it.
    reason : str or None
        Why the row is set aside.
    """

    doc_id: Any
    text: str | None
    meta: dict[str, Any]
    reason: str | None


class ArticleStream:
    """The articles of files, as often as it is iterated over.

    Parameters
    ----------
    path, columns, english, headlines
        As in :func:`framing.read_articles`.
    duplicates : {"exact", "keep"}
        Whether a text that is the same as an earlier one, but for white space, is set aside. It takes some 100 bytes of memory for each
        text.

    Raises
    ------
    InputError
        As :func:`framing.read_articles`; of a file that cannot be read to its end when its end is reached.

    Notes
    -----
    JSON lines, CSV, TSV and Parquet (plain or ``.gz``, but for Parquet) are read as they come. A ``.json`` file is held as a whole while it is read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "news.csv")
    ...     _ = file.write_text("Headline,body\\nRain,It rained.\\nSun,\\n", encoding="utf-8")
    ...     for row in ArticleStream(file):
    ...         print(row.doc_id, row.text, row.meta, row.reason)
    0 It rained. {'title': 'Rain'} None
    1 None {'title': 'Sun'} no text
    """

    def __init__(
        self,
        path: Paths,
        *,
        columns: Mapping[str, Any] | None = None,
        duplicates: str = "exact",
        english: bool = True,
        headlines: bool = False,
    ) -> None:
        if duplicates not in DUPLICATES:
            hint = " Near duplicates are found by read_articles(), which holds the corpus." if duplicates == "set aside" else ""  # fmt: skip
            raise InputError(f"duplicates= is {duplicates!r}. {did_you_mean(str(duplicates), DUPLICATES)}{hint}")
        self.paths = checked_paths(path)
        self.columns, self.duplicates, self.english, self.headlines = columns, duplicates, english, headlines
        kinds = {"folder" if one.is_dir() else kind_of(one) for one in self.paths}
        self.is_tables = kinds <= set(TABLES)
        if not self.is_tables and not kinds <= {"folder", *DOCUMENTS}:
            raise InputError(f"Cannot read files that end in {', '.join(sorted(kinds))} together: name tables ({', '.join(TABLES)}), or articles in files and folders of their own ({', '.join(DOCUMENTS)}).")  # fmt: skip
        if columns and not self.is_tables:
            raise InputError("columns= is for tables. Articles in files of their own have no columns to choose from.")
        self.is_delimited = kinds <= set(DELIMITED)
        self.chosen: dict[str, dict[str, None]] = {}
        self.notes: list[str] = []

    def __iter__(self) -> Iterator[Row]:
        self.chosen, self.notes = {}, []
        seen: set[bytes] | None = set() if self.duplicates == "exact" else None
        for doc_id, record in self._tables() if self.is_tables else self._documents():
            yield self._row(doc_id, record, seen)

    def _row(self, doc_id: Any, record: Any, seen: set[bytes] | None) -> Row:
        """Return a row with its text, or with the reason why it has none."""
        if isinstance(record, Unread):
            return Row(doc_id, None, {}, str(record))
        text = record.pop("text", None)
        reason = why_not(text, self.english)
        if reason is None and seen is not None:
            sign = blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()
            reason = "same text as an earlier one" if sign in seen else None
            seen.add(sign)
        if reason is None and self.headlines:
            text = above(record.get("title"), text)
        return Row(doc_id, None if reason else text, record, reason)

    def _documents(self) -> Iterator[tuple[str, Any]]:
        documents, self.notes = find_documents(self.paths)
        for document in documents:
            try:
                page = document.read()
            except InputError as error:
                yield document.doc_id, Unread(error)
            else:
                yield document.doc_id, {name: page.get(name) for name in (*STANDARD, "site") if page.get(name)}

    def _tables(self) -> Iterator[tuple[int, Any]]:
        n = 0
        for path in self.paths:
            records = records_of(path)
            head = list(islice(records, HEAD))
            names = self._names(head, path)
            for record in chain(head, records):
                yield n, record if isinstance(record, Unread) else _standard(record, names)
                n += 1

    def _names(self, head: Sequence[Any], path: Path) -> dict[str, str]:
        """Choose which column holds what, by the first rows; return the names that change."""
        good = [record for record in head if not isinstance(record, Unread)]
        if not good:
            raise InputError(f"{path} holds no article: {head[0] if head else 'there is no row in it'}.")
        columns = dict.fromkeys(name for record in good for name in record)
        frame = table({name: objects([record.get(name) for record in good]) for name in columns})
        found = choose_columns(frame, self.columns, str(path))
        for standard, column in found.items():
            self.chosen.setdefault(standard, {})[str(column)] = None
        names, notes = renames(frame, found)
        self.notes += notes
        return names


def _standard(record: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a record by standard names, what is missing left out."""
    named = {names.get(name, f"{name}_in_file" if name in STANDARD else name): value for name, value in record.items()}
    for name in ("title", "outlet", "author", "url"):
        if name in named:
            named[name] = as_text(named[name])
    return named


def read_meta(meta: pd.DataFrame, *, delimited: bool) -> tuple[pd.DataFrame, list[str]]:
    """Return metadata as :func:`framing.read_articles` gives them, with dates and numbers, and notes.

    Parameters
    ----------
    meta : DataFrame
        As :class:`Row` has them, columns of objects.
    delimited : bool
        Whether they come from CSV or TSV, in which numbers are written as text.
    """
    read = numbers if delimited else values_of
    typed = {name: meta[name] if name in STANDARD else read(meta[name].tolist()).set_axis(meta.index) for name in meta}
    return standard_values(table(typed, meta.index))
