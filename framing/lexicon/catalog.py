"""The lexicons that ship with the package."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files

from framing.core import LexiconError, did_you_mean
from framing.lexicon.files import read_lexicon
from framing.lexicon.lexicon import Lexicon

_DATA = files("framing.lexicon") / "data"


def available_lexicons() -> tuple[str, ...]:
    """Return the names of the shipped lexicons.

    Examples
    --------
    >>> "loaded-terms" in available_lexicons()
    True
    """
    return tuple(sorted(item.name.removesuffix(".tsv") for item in _DATA.iterdir() if item.name.endswith(".tsv")))


@lru_cache(maxsize=16)
def load_lexicon(name: str) -> Lexicon:
    """Load a shipped lexicon by name.

    Raises
    ------
    LexiconError
        If no lexicon has that name; the message lists those that do.

    Examples
    --------
    >>> load_lexicon("loaded-terms").language
    'en'
    """
    if name not in available_lexicons():
        raise LexiconError(f"No lexicon is called {name!r}. {did_you_mean(name, available_lexicons())}")
    with as_file(_DATA / f"{name}.tsv") as path:
        return read_lexicon(path)


def is_shipped(lexicon: Lexicon) -> bool:
    """Return whether a lexicon is one that ships, as it ships."""
    return lexicon.name in available_lexicons() and lexicon is load_lexicon(lexicon.name)
