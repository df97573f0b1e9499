"""Features as numbers: what a feature says is hashed to a row of the weights, so that no word list is shipped.

A hash has 32 bits. Every feature has a name and a value; where it stands (the
offset of its word) is mixed in, and the top bits are the row.
"""

from __future__ import annotations

from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from framing.core import Ints, PerType, Types

T = TypeVar("T", bound=np.generic)
Hashes = NDArray[np.uint32]
_MIX, _STEP = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)


def hash_text(text: str, start: int = 0) -> int:
    """Return the hash of a text, the same on every machine; that of what stands before it goes on.

    Examples
    --------
    >>> hash_text("word=said"), hash_text("said", hash_text("word="))
    (73147158, 73147158)
    """
    return crc32(text.encode("utf-8", "surrogatepass"), start)


def mix(first: Hashes, second: Hashes | np.uint32) -> Hashes:
    """Return the hash of two hashes in this order.

    Examples
    --------
    >>> a, b = np.array([1], dtype=np.uint32), np.array([2], dtype=np.uint32)
    >>> bool(mix(a, b) == mix(a, b)), bool(mix(a, b) == mix(b, a))
    (True, False)
    """
    out: Hashes = first * _STEP
    out ^= second
    out *= _MIX
    out ^= out >> np.uint32(15)
    return out


def word_hashes(types: Types) -> Hashes:
    """Return the hash of each word type, folded, shape (n_types,)."""
    return _WORD_HASHES.of(types)


_WORD_HASHES = PerType[np.uint32].each(lambda written, folded: hash_text(folded), np.uint32)


def named(name: str, values: Ints | Hashes) -> Hashes:
    """Return the hashes of a column of values of one feature."""
    return mix(np.asarray(values).astype(np.uint32), np.uint32(hash_text(name)))


def rows_of(hashes: Hashes, bits: int) -> Ints:
    """Return the rows of the weights, from 0 up to 2 ** bits."""
    return ((hashes * _MIX) >> np.uint32(32 - bits)).astype(np.int64)


def shift(values: NDArray[T], distance: int, unit: Ints, outside: int = 0) -> NDArray[T]:
    """Return the value `distance` tokens on in the same unit; `outside` where that lies outside.

    Parameters
    ----------
    values : array, shape (n_tokens,)
    distance : int
    unit : array of int, shape (n_tokens,) or (n_tokens, 2)
        See :func:`unit_toward`.
    outside : int

    Examples
    --------
    >>> values, unit = np.array([5, 6, 7]), np.array([0, 0, 1])
    >>> shift(values, 1, unit).tolist(), shift(values, -1, unit, outside=9).tolist()
    ([6, 0, 0], [9, 5, 9])
    """
    out = np.full_like(values, outside)
    unit = unit_toward(unit, distance)
    n = max(len(values) - abs(distance), 0)
    here, there = (slice(0, n), slice(distance, None)) if distance >= 0 else (slice(-distance, None), slice(0, n))
    out[here] = np.where(unit[here] == unit[there], values[there], out[here])
    return out


def unit_toward(unit: Ints, distance: int) -> Ints:
    """Return the number of the unit of each token that counts toward a distance; of two the second counts for what stands behind."""
    return unit if unit.ndim == 1 else unit[:, int(distance > 0)]
