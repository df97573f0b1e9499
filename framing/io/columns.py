"""Columns by their standard names: which column of a file holds the text, the title, the outlet and so on.

A name is told by its spelling, without regard to case, spaces and underscores. The text is told by its length where no
spelling tells it. What was chosen is always said, and ``columns=`` overrules it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from framing.core import InputError, did_you_mean, objects
from framing.core.tables import table
from framing.io.dates import is_missing, read_dates

STANDARD = ("text", "title", "outlet", "date", "author", "url")
# In each line the likelier spelling stands before the less likely one.
SPELLINGS = {
    "text": "text body content contents fulltext articletext articlebody articlecontent maintext bodytext contenttext storytext newstext plaintext cleantext rawtext article story",
    "title": "title headline articletitle newstitle heading",
    "outlet": "outlet source publisher publication newspaper outletname sourcename publishername publicationname mediaoutlet newsoutlet newssource media site sitename website domain sourcedomain hostname",
    "date": "date published publishdate publisheddate publicationdate pubdate datepublish datepublished publishedat articledate publishtime publishedtime timestamp datetime",
    "author": "author authors byline writer authorname reporter journalist",
    "url": "url link articleurl newsurl articlelink newslink weburl sourceurl canonicalurl permalink href",
}
LONGER = 3  # times as long as the next: by far the longest column
LONG = 100  # characters, of the middle text; a shorter column is not taken for the texts by its length
_SAMPLE = 1000  # values


def choose_columns(frame: pd.DataFrame, given: Mapping[str, Any] | None, name: str) -> dict[str, Any]:
    """Return which column holds what, by standard name.

    Parameters
    ----------
    frame : DataFrame
    given : mapping of standard name to column, optional
        These win. None says that the file has no such column.
    name : str
        The file, for messages.

    Raises
    ------
    InputError
        If a name is unknown, or no column, or more than one, could hold the texts.

    Examples
    --------
    >>> frame = pd.DataFrame({"Headline": ["Rain"], "Main Text": ["It rained."], "source": ["Wire"], "lean": ["left"]})
    >>> choose_columns(frame, None, "a.csv")
    {'text': 'Main Text', 'title': 'Headline', 'outlet': 'source'}
    """
    if not isinstance(given, Mapping | None):
        raise InputError(f'columns= is {given!r:.60}. Give a mapping: columns={{"text": "name of the column"}}.')
    given = given or {}
    _check(given, frame, name)
    chosen = dict(given)
    for standard in STANDARD[1:]:
        found = _spelled(frame, standard, chosen)
        if standard not in given and found:
            chosen[standard] = found[0]
    if "text" not in given:
        chosen["text"] = _text_column(frame, chosen, name)
    return {standard: chosen[standard] for standard in STANDARD if chosen.get(standard) is not None}


def rename_columns(frame: pd.DataFrame, chosen: Mapping[str, Any]) -> tuple[pd.DataFrame, list[str]]:
    """Return the table with standard columns first and the others as they were, and notes on names that were changed.

    Another column that bears a standard name gets ``_in_file`` behind it: nothing but the titles is called "title".
    """
    names, notes = renames(frame, chosen)
    return table({names[column]: frame[column] for column in names}), notes


def renames(frame: pd.DataFrame, chosen: Mapping[str, Any]) -> tuple[dict[Any, Any], list[str]]:
    """Return the new name of each column, standard ones first, and notes on names that were changed."""
    names = {column: standard for standard, column in chosen.items()}
    notes = []
    for column in (column for column in frame if column not in names):
        name = column
        while name in STANDARD or (name != column and name in frame.columns):
            name = f"{name}_in_file"
        if name != column:
            notes.append(f"Another column {column!r} is kept as {name!r}.")
        names[column] = name
    return names, notes


def standard_values(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the table with its standard columns first, as text and dates, and notes on what could not be read.

    Lists are joined by commas, an object is called by its name, and what is blank is None. Texts stay as they are.
    """
    first = [name for name in STANDARD if name in frame]
    columns: dict[Any, Any] = {}
    notes: list[str] = []
    for name in first:
        if name == "text":
            columns[name] = frame[name].astype(object)
        elif name == "date":
            dates, notes = read_dates(frame[name])
            columns[name] = dates.to_numpy()
        else:
            columns[name] = objects([as_text(value) for value in frame[name]])
    rest = {name: frame[name] for name in frame.columns if name not in columns}
    return table({**columns, **rest}, frame.index), notes


def _check(given: Mapping[str, Any], frame: pd.DataFrame, name: str) -> None:
    for standard, column in given.items():
        if standard not in STANDARD:
            raise InputError(f"columns= has {standard!r}. {did_you_mean(str(standard), STANDARD)}")
        if column is not None and column not in frame.columns:
            raise InputError(f"{name} has no column {column!r}. {did_you_mean(str(column), map(str, frame.columns))}")
        if column is not None and list(given.values()).count(column) > 1:
            raise InputError(f"columns= names {column!r} twice. Each standard name needs a column of its own.")
    if "text" in given and given["text"] is None:
        raise InputError('columns= says there is no text. Name the column that holds it: columns={"text": …}.')


def _spelled(frame: pd.DataFrame, standard: str, chosen: Mapping[str, Any]) -> list[Any]:
    """Return the columns that are spelled like a standard name and not chosen yet, the likeliest first."""
    rank = {spelling: place for place, spelling in enumerate(SPELLINGS[standard].split())}
    folded = {column: re.sub(r"[\W_]+", "", str(column).lower()) for column in frame if column not in chosen.values()}
    found = [column for column, spelling in folded.items() if spelling in rank]
    return sorted(found, key=lambda column: (column != standard, rank[folded[column]]))


def _text_column(frame: pd.DataFrame, chosen: Mapping[str, Any], name: str) -> Any:
    """Return the column called text; else the only one spelled like it; else the longest by far."""
    length = {column: _length(frame[column]) for column in frame if column not in chosen.values()}
    spelled = [column for column in _spelled(frame, "text", chosen) if length[column]]
    if spelled and (spelled[0] == "text" or len(spelled) == 1):
        return spelled[0]
    likely = sorted(spelled or [column for column in length if length[column] >= LONG], key=length.__getitem__)
    if likely and (len(likely) == 1 or length[likely[-1]] >= LONGER * length[likely[-2]]):
        return likely[-1]
    shown = ", ".join(f"{column!r} ({length[column]:,} characters)" for column in likely[:-4:-1])
    which = f"could be {shown}" if likely else f"is in none of its columns that is known: {', '.join(map(str, frame))}"
    hint = f'"{likely[-1]}"' if likely else "…"
    raise InputError(f'The text of {name} {which}. Name its column: columns={{"text": {hint}}}.')


def _length(column: pd.Series) -> int:
    """Return the length of the middle text of a column, in characters; 0 if it holds none."""
    lengths = sorted(len(value) for value in column.head(_SAMPLE) if isinstance(value, str) and value.strip())
    return lengths[len(lengths) // 2] if lengths else 0


def as_text(value: Any) -> str | None:
    """Return a value as text: lists joined by commas, an object by its name; None where it is missing or blank."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list | tuple):
        value = ", ".join(filter(None, map(as_text, value)))
    return str(value) if not is_missing(value) and str(value).strip() else None
