"""What is asked of a word type: itself, its endings, its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from framing.core import Ints, PerType, Types
from framing.models.clusters import clusters_of
from framing.models.hashing import Hashes, hash_text, mix, rows_of

Values = Callable[[str, str], Iterable[str]]  # a word as written and folded, to the values of one feature
Family = PerType[np.uint32]  # the hashes of these values, shape (n_types, most values); NONE behind the last one
NONE = np.uint32(0)  # a value with this hash, one of four thousand million, counts for nothing
OUTSIDE = "\n"  # stands for what lies outside the sequence
# Words that every corpus has, behind its own: what lies outside, marks that open and close a quotation, and those that
# names are read as.
EXTRA = (OUTSIDE, "“", "”", "China", "Chinese", "Russians", "Labour", "Republican", "Republicans", "Britain", "Russian", "pro-China", "China-backed")  # fmt: skip

_SQUEEZE = re.compile(r"(.)\1+")


def family(name: str, most: int, values: Values) -> Family:
    """Return one feature of words, which has so many values at most; the memory of its hashes serves all taggers.

    Examples
    --------
    >>> from framing.segment import segment_texts
    >>> initials = family("initial", 1, lambda written, folded: folded[:1])
    >>> initials.of(segment_texts(["Fled"]).types).tolist() == [[hash_text("initial=f")]]
    True
    """
    start = hash_text(f"{name}=")

    def ask(types: Types) -> Hashes:
        words = zip(types.written, types.folded, strict=True)
        found = [[hash_text(value, start) for value in (values(*word) if word[0] != OUTSIDE else OUTSIDE)] for word in words]  # fmt: skip
        n = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
        hashes = np.full((len(found), most), NONE)
        hashes[np.arange(most) < n[:, None]] = np.fromiter(chain.from_iterable(found), dtype=np.uint32, count=n.sum())
        return hashes

    return PerType(ask)


def _shape(written: str, folded: str) -> tuple[str]:
    return (_squeezed("".join("X" if c.isupper() else "x" if c.isalpha() else "9" if c.isdigit() else c for c in written[:24])),)  # fmt: skip


@lru_cache(maxsize=4_096)
def _squeezed(signs: str) -> str:
    return _SQUEEZE.sub(r"\1", signs)[:6]


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
    "lower": family("lower", 1, lambda written, folded: (folded,)),
    "written": family("written", 1, lambda written, folded: (written,)),
    "shape": family("shape", 1, _shape),
    "suffix": family("suffix", 5, lambda written, folded: [folded[-n:] for n in range(1, 6) if len(folded) > n]),
    "ending": family("ending", 2, lambda written, folded: [folded[-n:] for n in (2, 3) if len(folded) > n]),
    "capital": family("capital", 1, _capital),
    "cluster": family("cluster", 3, clusters_of),
    "prefix": family("prefix", 3, lambda written, folded: [folded[:n] for n in range(1, 4) if len(folded) > n]),
}


def with_extra(types: Types) -> Types:
    """Return word types, and :data:`EXTRA` behind them."""
    return Types(np.append(types.numbers, [types.memory[word] for word in EXTRA]), types.memory)


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """Features of some word types.

    Attributes
    ----------
    hashes : dict of str to array of uint32, shape (n_types, most values)
        Of each family.
    reach : mapping of str to int
        The largest offset at which each family is asked.
    """

    hashes: dict[str, Hashes]
    reach: Mapping[str, int]

    @classmethod
    def of(cls, types: Types, families: Mapping[str, Family], reach: Mapping[str, int]) -> WordFeatures:
        """Ask word types what the families with a reach ask."""
        return cls({name: families[name].of(types) for name in reach}, reach)

    def without(self, families: Iterable[str]) -> WordFeatures:
        """Return the features without those of some families."""
        none = {name: np.full_like(self.hashes[name], NONE) for name in families if name in self.hashes}
        return WordFeatures({**self.hashes, **none}, self.reach)

    def at(self, offset: int, bits: int) -> Ints:
        """Return the rows of the weights that the types have at an offset, shape (n_types, n_features); one behind the last row for NONE."""
        asked = np.hstack([self.hashes[name] for name, far in self.reach.items() if far >= abs(offset)])
        rows = rows_of(mix(asked, np.uint32(hash_text(f"at {offset}"))), bits)
        rows[asked == NONE] = 1 << bits
        return rows
