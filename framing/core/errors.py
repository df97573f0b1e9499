"""Errors that say what is wrong, the value seen, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class FramingError(ValueError):
    """Base class of the errors this library raises on purpose."""


class LexiconError(FramingError):
    """A lexicon is missing, malformed, or does not match its passport."""


class InputError(FramingError):
    """A text, a file or a table cannot be analysed as given."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return a hint that names the nearest choice and lists them all.

    Examples
    --------
    >>> did_you_mean("loaded-term", ["loaded-terms", "reporting-verbs"])
    "Did you mean 'loaded-terms'? Available: loaded-terms, reporting-verbs."
    """
    known = sorted(choices)
    near = difflib.get_close_matches(word, known, n=1)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    return f"{hint}Available: {', '.join(known) or 'none'}."
