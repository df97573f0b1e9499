"""What is asked of a word type: itself, its endings, its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framing.core import Ints
from framing.models.clusters import clusters_of
from framing.models.hashing import Hashes, hash_text, mix, rows_of

Family = Callable[[str, str], Iterable[str]]  # a word as written and folded, to the values of one feature
OUTSIDE = "\n"  # stands for what lies outside the sequence
# Words that every corpus has, behind its own: what lies outside, and marks that open and close a quotation.
EXTRA = (OUTSIDE, "“", "”")

_SQUEEZE = re.compile(r"(.)\1+")


def _shape(written: str, folded: str) -> tuple[str, ...]:
    signs = "".join("X" if c.isupper() else "x" if c.isalpha() else "9" if c.isdigit() else c for c in written[:24])
    return (_SQUEEZE.sub(r"\1", signs)[:6],)


def _capital(written: str, folded: str) -> tuple[str, ...]:
    first = written[0]
    kind = (
        "all"
        if written.isupper()
        else "first"
        if first.isupper()
        else "none"
        if first.isalpha()
        else "9"
        if first.isdigit()
        else "sign"
    )
    return (kind + ("-" if "-" in written else ""),)


FAMILIES: dict[str, Family] = {
    "lower": lambda written, folded: (folded,),
    "written": lambda written, folded: (written,),
    "shape": _shape,
    "suffix": lambda written, folded: [folded[-n:] for n in range(1, 6) if len(folded) > n],
    "ending": lambda written, folded: [folded[-n:] for n in (2, 3) if len(folded) > n],
    "capital": _capital,
    "cluster": clusters_of,
    "prefix": lambda written, folded: [folded[:n] for n in range(1, 4) if len(folded) > n],
}


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """Features of some word types.

    Attributes
    ----------
    first, n : arrays of int, shape (n_types,)
        Where the features of each type begin, and how many they are.
    hashes : array of uint32
    reach : array of int
        The largest offset at which each is asked.
    """

    first: Ints
    n: Ints
    hashes: Hashes
    reach: Ints

    @classmethod
    def of(
        cls, words: Sequence[tuple[str, str]], families: Mapping[str, Family], reach: Mapping[str, int]
    ) -> WordFeatures:
        """Ask each word, as written and folded, what the families with a reach ask."""
        hashes: list[int] = []
        reaches: list[int] = []
        n: list[int] = []
        for written, folded in words:
            before = len(hashes)
            for name, far in reach.items():
                values = families[name](written, folded) if written != OUTSIDE else (OUTSIDE,)
                for value in values:
                    hashes.append(hash_text(f"{name}={value}"))
                    reaches.append(far)
            n.append(len(hashes) - before)
        size = np.array(n, dtype=np.int64)
        return cls(np.cumsum(size) - size, size, np.array(hashes, dtype=np.uint32), np.array(reaches, dtype=np.int64))

    def at(self, offset: int, bits: int) -> tuple[Ints, Ints]:
        """Return the rows of the weights that the types have at an offset: type and row, sorted by type."""
        asked = self.reach >= abs(offset)
        kind = np.repeat(np.arange(len(self.n)), self.n)[asked]
        salt = np.uint32(hash_text(f"at {offset}"))
        return kind, rows_of(mix(self.hashes[asked], salt), bits)
