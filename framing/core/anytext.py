"""Any Python text in pandas, lone surrogates too, with pyarrow installed or not.

Where pyarrow is there, pandas makes Arrow strings of the labels of groups, and these hold UTF-8 alone. Within what is decorated here pandas
keeps them as Python strings.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=type)
STORAGE = "mode.string_storage"


class _PythonStrings(AbstractContextManager[None]):
    """Set how pandas stores strings while anybody is within, and set it back when the last one leaves."""

    def __init__(self) -> None:
        self._lock, self._within, self._before = RLock(), 0, ""

    def __enter__(self) -> None:
        with self._lock:
            if self._within == 0:
                self._before = pd.get_option(STORAGE)
                pd.set_option(STORAGE, "python")
            self._within += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._within -= 1
            if self._within == 0:
                pd.set_option(STORAGE, self._before)


_STRINGS = _PythonStrings()


def any_text(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function group tables by any text."""

    @wraps(function)
    def within(*args: P.args, **kwargs: P.kwargs) -> R:
        with _STRINGS:
            return function(*args, **kwargs)

    return within


def any_text_in(cls: C) -> C:
    """Let all methods of a class group tables by any text."""
    for name, value in list(vars(cls).items()):
        if callable(value) and not isinstance(value, type):
            setattr(cls, name, any_text(value))
    return cls
