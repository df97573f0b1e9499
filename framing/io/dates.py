"""Dates as files write them: ISO 8601, RFC 2822, "May 24, 2013", 24/05/2013, seconds since 1970.

A date needs its day: "May 2013" is none. What has a time zone is turned to UTC, what has none stays as it is; no result
carries a zone. Whether 3/4/2013 is in March or in April is decided by the whole column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY, _YEAR = r"(\d{1,2})(?:st|nd|rd|th)?", r"([12]\d{3})(?!\d)"
_FORMS = tuple(
    (re.compile(_WEEKDAY + pattern, re.IGNORECASE | re.ASCII), order)
    for pattern, order in (
        (r"([12]\d{3})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", "ymd"),
        (r"([12]\d{3})(\d\d)(\d\d)(?!\d)", "ymd"),
        (rf"{_MONTH}\s*{_DAY},?\s+{_YEAR}", "mdy"),
        (rf"{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}", "dmy"),
        (r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?!\d)", "?"),
    )
)
_TIME = re.compile(
    r"(?:t|,?\s+(?:at\s+)?)(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,6})\d*)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"\s*(?:(?:utc|gmt)?(?P<ahead>[+-]\d\d):?(?P<more>\d\d)?|(?P<zone>[a-z]{1,5}))?(?:\s*\([^)]*\))?",
    re.IGNORECASE | re.ASCII,
)
_SINCE_1970 = re.compile(r"(?P<seconds>\d{9,10})(?:\.\d+)?|(?P<thousandths>\d{12,13})(?:\.0)?", re.ASCII)
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}  # fmt: skip
_PIVOT = 69  # two digits from here on are a year of the 1900s, as POSIX has it


@dataclass(frozen=True, slots=True)
class _Written:
    """A date taken apart: its numbers, their order ("?" is "mdy" or "dmy"), and its time of day."""

    numbers: tuple[int, int, int]
    order: str
    time: re.Match[str] | None


def read_dates(values: Iterable[Any]) -> tuple[pd.Series, list[str]]:
    """Return dates read from a column, and notes on what was not plain.

    Parameters
    ----------
    values : iterable
        Text, dates, or seconds since 1970. Missing values stay missing.

    Returns
    -------
    dates : Series of datetime64
        NaT where a date is missing or cannot be read.
    notes : list of str
        How many cannot be read, which time zones are unknown, and whether the order of day and month is a guess.

    Notes
    -----
    Only one reading of 24/05/2013 is a date. Where such values of a column agree on the order, all follow them. Where
    there are none, the month stands before the day, as in ISO 8601. Where they disagree, 3/4/2013 is not read.

    Examples
    --------
    >>> dates, notes = read_dates(["May 24, 2013", "2013-05-24T20:00:00-04:00", "soon"])
    >>> dates
    0   2013-05-24
    1   2013-05-25
    2          NaT
    dtype: datetime64[us]
    >>> notes
    ["1 of 3 dates cannot be read, such as 'soon'."]
    """
    column = [_as_text(value) for value in values]
    taken = {text: _taken_apart(text) for text in dict.fromkeys(column) if text}
    order, notes = _order_of({text: one.numbers for text, one in taken.items() if one and one.order == "?"})
    read = {text: _instant(one, order) if one else _since_1970(text) for text, one in taken.items()}
    unread = [text for text in column if text and read[text] is None]
    if unread:
        notes.append(f"{len(unread)} of {sum(map(bool, column))} dates cannot be read, such as {unread[0]!r:.60}.")
    zones = {one.time["zone"].upper() for one in taken.values() if one and one.time and one.time["zone"]}
    unknown = sorted(zones - set(_ZONES))
    if unknown:
        notes.append(f"Times in {', '.join(unknown)} stay as they are: it is no time zone that is known.")
    return pd.Series([read.get(text) for text in column], dtype="datetime64[us]"), notes


def is_missing(value: Any) -> bool:
    """Return whether a cell of a table holds nothing: None, NaN or NaT."""
    return pd.api.types.is_scalar(value) and bool(pd.isna(value))


def _as_text(value: Any) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.0f}" if isinstance(value, float) else str(value).strip()


def _taken_apart(text: str) -> _Written | None:
    for form, order in _FORMS:
        found = form.match(text)
        if found:
            rest = text[found.end() :]
            time = _TIME.fullmatch(rest)
            first, second, third = map(_number, found.groups())
            return _Written((first, second, third), order, time) if time or not rest else None
    return None


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS.index(written[:3].lower()) + 1


def _order_of(numbers: dict[str, tuple[int, int, int]]) -> tuple[str, list[str]]:
    """Return the order of day, month and year in the column, "?" where its values disagree, and what to tell of it."""
    day_first = any(first > 12 for first, _, _ in numbers.values())
    month_first = any(second > 12 for _, second, _ in numbers.values())
    if day_first == month_first and numbers:
        such = next(iter(numbers))
        told = "Some dates have the day first, some the month: those that could be either are not read."
        return ("?", [told]) if day_first else ("mdy", [f"Dates such as {such!r} are read as month, day, year: none of them shows the order."])  # fmt: skip
    return "dmy" if day_first else "mdy", []


def _instant(one: _Written, order: str) -> datetime | None:
    first, second, _ = one.numbers
    if one.order == "?" and order == "?":
        if first <= 12 and second <= 12 and first != second:
            return None
        order = "dmy" if first > 12 else "mdy"
    named = dict(zip(order if one.order == "?" else one.order, one.numbers, strict=True))
    year = named["y"] + (0 if named["y"] > 99 else 1900 if named["y"] >= _PIVOT else 2000)
    try:
        return datetime(year, named["m"], named["d"]) + _since_midnight(one.time)
    except (ValueError, OverflowError):
        return None


def _since_midnight(time: re.Match[str] | None) -> timedelta:
    """Return the time of day in UTC, counted from midnight where the date was written; raise ValueError if it is none."""
    if time is None:
        return timedelta(0)
    hour, minute, second = (int(time[part] or 0) for part in ("hour", "minute", "second"))
    if hour > (12 if time["half"] else 24) or minute > 59 or second > 60:
        raise ValueError
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    ahead = int(time["ahead"] or _ZONES.get((time["zone"] or "Z").upper(), 0))
    more = int(time["more"] or 0) * (-1 if (time["ahead"] or "").startswith("-") else 1)
    fraction = int((time["fraction"] or "0").ljust(6, "0"))
    return timedelta(hours=hour - ahead, minutes=minute - more, seconds=second, microseconds=fraction)


def _since_1970(text: str) -> datetime | None:
    found = _SINCE_1970.fullmatch(text)
    if not found:
        return None
    seconds = int(found["seconds"]) if found["seconds"] else int(found["thousandths"]) / 1000
    return datetime.fromtimestamp(seconds, tz=UTC).replace(tzinfo=None)
