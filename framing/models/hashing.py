"""Features as numbers: what a feature says is hashed to a row of the weights, so that no word list is shipped.

A hash has 32 bits. Every feature has a name and a value; where it stands (the
offset of its word) is mixed in, and the top bits are the row.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from framing.core import Ints, PerType, Types

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


def shift(values: Hashes, distance: int, unit: Ints) -> Hashes:
    """Return the value `distance` tokens on in the same unit; 0 where that lies outside.

    Examples
    --------
    >>> values, unit = np.array([5, 6, 7], dtype=np.uint32), np.array([0, 0, 1])
    >>> shift(values, 1, unit).tolist(), shift(values, -1, unit).tolist()
    ([6, 0, 0], [0, 5, 0])
    """
    out = np.zeros_like(values)
    n = max(len(values) - abs(distance), 0)
    here, there = (slice(0, n), slice(distance, None)) if distance >= 0 else (slice(-distance, None), slice(0, n))
    out[here] = np.where(unit[here] == unit[there], values[there], 0)
    return out
