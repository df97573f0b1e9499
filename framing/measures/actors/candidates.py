"""Candidates: the names that the runs of a corpus hold, one row each, before they are linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.core import Bools, Column, Floats, Ints, objects
from framing.measures.actors.parse import Name
from framing.measures.actors.runs import Runs


@dataclass(frozen=True, slots=True)
class Candidates:
    """Names with where they stand.

    Attributes
    ----------
    start, end : arrays of int, shape (n,)
        Tokens, half-open, in order.
    names : array of Name, shape (n,)
        Equal names are one object.
    firm : array of bool, shape (n,)
        Whether a capital inside a sentence, or the model, says that it is a name.
    hint : array of str, shape (n,)
        What the words around it say that it is: "person", "place" or "".
    score : array of float, shape (n,)
        How sure it is to be what its name says.
    """

    start: Ints
    end: Ints
    names: Column
    firm: Bools
    hint: Column
    score: Floats

    @classmethod
    def of(cls, runs: Runs, found: Sequence[Sequence[Name]]) -> Candidates:
        """Return the names that each run holds, one after the other."""
        which = np.repeat(np.arange(len(found)), np.fromiter(map(len, found), dtype=np.int64, count=len(found)))
        names = [name for each in found for name in each]
        place = np.array([(name.start, name.end) for name in names], dtype=np.int64).reshape(-1, 2)
        start, end = (runs.start[which, None] + place).T
        score = np.fromiter((name.score for name in names), dtype=np.float64, count=len(names))
        return cls(start, end, objects(names), runs.firm[which], runs.hint[which], score)

    def select(self, which: Ints | Bools) -> Candidates:
        """Return some of the rows."""
        return Candidates(*(getattr(self, name)[which] for name in self.__slots__))

    def merged(self, other: Candidates) -> Candidates:
        """Return these rows and others, in order."""
        both = [(getattr(self, name), getattr(other, name)) for name in self.__slots__]
        order = np.argsort(np.concatenate(both[0]), kind="stable")
        return Candidates(*(np.concatenate(pair)[order] for pair in both))
