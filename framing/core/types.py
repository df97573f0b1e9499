"""Word types: each distinct token as written has a number while the process lives, so that what is asked of it is asked once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from framing.core.spans import Ints

T = TypeVar("T", bound=np.generic)
GROWING = RLock()  # held while what the process remembers grows, so that threads do not tear it
AT_ONCE = 2_048  # word types that are asked together: what is made on the way is far larger than what is kept


class TypeMemory(dict[str, int]):
    """The number of each word type that was met, in order; a new one gets the next.

    Attributes
    ----------
    written, folded : list of str
        The types by their numbers.
    """

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self.written: list[str] = []
        self.folded: list[str] = []

    def __missing__(self, written: str) -> int:
        with GROWING:
            if written not in self:  # the number last: what an interruption leaves behind it is written over
                number = len(self)
                self.folded[number:] = [self._fold(written)]
                self.written[number:] = [written]
                self[written] = number
            return self[written]


@dataclass(frozen=True, eq=False)
class Types:
    """The word types of one corpus.

    Attributes
    ----------
    numbers : array of int, shape (n_types,)
        The number of each type in the memory.
    memory : TypeMemory
    """

    numbers: Ints
    memory: TypeMemory

    @classmethod
    def between(cls, low: int, high: int, memory: TypeMemory) -> Types:
        """Return the types from one number up to another."""
        types = cls(np.arange(low, high), memory)
        vars(types).update(written=tuple(memory.written[low:high]), folded=tuple(memory.folded[low:high]))  # at once
        return types

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The types as written, shape (n_types,)."""
        return tuple(map(self.memory.written.__getitem__, self.numbers.tolist()))

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The types, folded, shape (n_types,)."""
        return tuple(map(self.memory.folded.__getitem__, self.numbers.tolist()))


class PerType(Generic[T]):
    """What is asked of word types, once of each.

    Parameters
    ----------
    ask : callable
        Takes some types; returns an array with a row for each.

    Notes
    -----
    Kept for one memory of types at a time; rows are added as the memory grows.
    """

    def __init__(self, ask: Callable[[Types], NDArray[T]]) -> None:
        self._ask = ask
        self._memory: TypeMemory | None = None
        self._rows: NDArray[T]
        self._n = 0

    @classmethod
    def each(cls, ask: Callable[[str, str], Any], dtype: DTypeLike) -> PerType[T]:
        """Return what asks one type at a time, as written and folded.

        Examples
        --------
        >>> lengths = PerType.each(lambda written, folded: len(written), np.int64)
        >>> memory = TypeMemory(str.lower)
        >>> lengths.of(Types(np.array([memory["Rain"], memory["in"]]), memory)).tolist()
        [4, 2]
        """
        return cls(lambda types: np.fromiter(map(ask, types.written, types.folded), dtype=dtype, count=len(types)))

    def of(self, types: Types) -> NDArray[T]:
        """Return the rows of the types of a corpus, shape (n_types, …)."""
        return self.all_of(types.memory)[types.numbers]

    def all_of(self, memory: TypeMemory) -> NDArray[T]:
        """Return the rows of all types in a memory, by their numbers."""
        with GROWING:
            return self._grown(memory)

    def _grown(self, memory: TypeMemory) -> NDArray[T]:
        if memory is not self._memory:  # who still reads rows of the memory before keeps them as they are
            self._rows, self._n, self._memory = self._ask(Types.between(0, 0, memory)), 0, memory
        while self._n < len(memory):
            end = min(self._n + AT_ONCE, len(memory))
            new = self._ask(Types.between(self._n, end, memory))
            if len(self._rows) < end:  # with room to grow, so that rows are not copied each time
                room = np.empty((2 * len(memory), *new.shape[1:]), dtype=new.dtype)
                room[: self._n] = self._rows[: self._n]
                self._rows = room
            self._rows[self._n : end] = new
            self._n = end
        return self._rows[: self._n]
