"""Duplicates: texts that are the same, or nearly the same, as an earlier one.

Two texts are near when they share most of their runs of five words: the Jaccard similarity of the two sets of shingles
(Broder 1997, "On the resemblance and containment of documents"). A text is signed by the least hash of its shingles under
each of 128 permutations. Signatures are cut into bands; texts that share a band are then compared by their shingles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.core import Column, InputError, Ints
from framing.core.anytext import any_text
from framing.core.tables import table
from framing.models import hash_text

Hashes = NDArray[np.uint64]
Signs = NDArray[np.uint32]
THRESHOLD = 0.8
SHINGLE = 5  # words
SIGNS = 128  # of a text
MISSED = 1e-4  # chance, at most, that a pair just near enough shares no band
_STEP, _MIX, _MIX_AGAIN = map(np.uint64, (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_MANY_WORDS = 2**20  # are remembered
_BLOCK = 4096  # shingles signed at a time


def _mixed(values: Hashes) -> Hashes:
    """Return numbers that look random for numbers that do not (SplitMix64: Steele, Lea & Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX
    values = (values ^ (values >> np.uint64(27))) * _MIX_AGAIN
    return values ^ (values >> np.uint64(31))


_FACTORS = (_mixed(np.arange(1, SIGNS + 1, dtype=np.uint64) * _STEP) >> np.uint64(32)).astype(np.uint32) | np.uint32(1)


@any_text
def find_duplicates(texts: Iterable[str] | pd.Series, *, threshold: float | None = THRESHOLD) -> pd.DataFrame:
    """Return the texts that are the same, or nearly the same, as an earlier one.

    Parameters
    ----------
    texts : iterable of str, or Series
        Earlier texts are kept, later ones named. Ids count from 0, or are the index of a Series.
    threshold : float or None
        Texts are near from this share of common runs of five words on, above 0 and up to 1.
        None: only the same texts.

    Returns
    -------
    DataFrame
        One row per duplicate: ``doc``, ``of`` (the text it repeats; never itself a duplicate), ``similarity`` (0–1),
        ``same`` (whether nothing but white space differs).

    Raises
    ------
    InputError
        If a text is not a str, or the threshold is out of range.

    Notes
    -----
    Case and punctuation do not count. Texts under five words are only ever the same. Of several near texts the nearest
    is named. A pair just at the threshold is missed about once in 10,000, a nearer one less often. The result is the
    same on every machine.

    Examples
    --------
    >>> story = "The ferry company said on Monday that it will halve its winter sailings from November."
    >>> find_duplicates([story, "It rained.", story.upper() + " It rained."], threshold=0.7)
       doc  of  similarity   same
    0    2   0    0.846154  False
    """
    if threshold is not None and not 0 < threshold <= 1:
        raise InputError(f"The threshold is {threshold!r}. It is a share of common words: above 0, up to 1.")
    ids, given = _given(texts)
    first = _first_same(given)
    alone = np.flatnonzero(first == np.arange(len(given)))
    near = {} if threshold is None else _near(given, alone, threshold)
    repeats = [(doc, one, *near.get(one, (one, 1.0))) for doc, one in enumerate(first.tolist())]
    rows = [(doc, of, similarity, of == one) for doc, one, of, similarity in repeats if of != doc]
    types: dict[str, Any] = {"doc": np.int64, "of": np.int64, "similarity": np.float64, "same": np.bool_}
    found: dict[str, Column] = {
        name: np.array([row[place] for row in rows], dtype) for place, (name, dtype) in enumerate(types.items())
    }
    return table({**found, "doc": ids[found["doc"]].to_numpy(), "of": ids[found["of"]].to_numpy()})


def _given(texts: Any) -> tuple[pd.Index, list[str]]:
    if isinstance(texts, str):
        raise InputError("This is one text. Give a list or a Series of texts.")
    given = list(texts)
    ids = texts.index if isinstance(texts, pd.Series) else pd.RangeIndex(len(given))
    for doc, text in zip(ids, given, strict=True):
        if not isinstance(text, str):
            raise InputError(f"Document {doc!r} is a {type(text).__name__}, not a text: {text!r:.60}. Drop it first.")
    return ids, given


def _first_same(texts: Sequence[str]) -> Ints:
    """Return the position of the first text that is the same but for white space, shape (n_texts,)."""
    first: dict[bytes, int] = {}
    keys = (blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts)
    return np.array([first.setdefault(key, doc) for doc, key in enumerate(keys)], dtype=np.int64)


class _WordHashes(dict[str, int]):
    """The hash of each word met, without its case and punctuation; 0 where nothing is left."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MANY_WORDS:
            self.clear()
        bare = "".join(filter(str.isalnum, word.lower()))
        self[word] = hashed = hash_text(bare) if bare else 0
        return hashed


def _shingles(text: str, words: _WordHashes) -> Hashes:
    """Return the hashes of the runs of five words of a text, sorted and each once."""
    given = text.split()
    hashes = np.fromiter(map(words.__getitem__, given), dtype=np.uint64, count=len(given))
    hashes = hashes[hashes > 0]
    n = max(len(hashes) - SHINGLE + 1, 0)
    run = np.zeros(n, dtype=np.uint64)
    for offset in range(SHINGLE):
        run = run * _STEP + hashes[offset : offset + n]
    return np.unique(_mixed(run))


def _signature(shingles: Hashes) -> Signs:
    """Return the least hash of the shingles under each permutation (an odd factor, modulo 2 ** 32), shape (SIGNS,)."""
    upper = (shingles >> np.uint64(32)).astype(np.uint32)
    blocks = (upper[first : first + _BLOCK] for first in range(0, len(upper), _BLOCK))
    return np.asarray(np.min([(block * _FACTORS[:, None]).min(axis=1) for block in blocks], axis=0))


def _near(texts: Sequence[str], docs: Ints, threshold: float) -> dict[int, tuple[int, float]]:
    """Return, by its position, the earlier text that each near text repeats, and how similar the two are."""
    words = _WordHashes()
    shingled = ((doc, _shingles(texts[doc], words)) for doc in docs.tolist())
    signed = {doc: _signature(shingles) for doc, shingles in shingled if len(shingles)}
    doc_of, signatures = list(signed), np.array(list(signed.values()), dtype=np.uint32).reshape(-1, SIGNS)
    buckets = _buckets(signatures, threshold)
    kept: defaultdict[int, list[int]] = defaultdict(list)  # bucket -> rows; texts are compared with those that are kept
    found: dict[int, tuple[int, float]] = {}
    for row in np.flatnonzero((buckets >= 0).any(axis=1)).tolist():
        mine = buckets[row][buckets[row] >= 0].tolist()
        rows = np.array(sorted({other for bucket in mine for other in kept[bucket]}), dtype=np.int64)
        likely = [doc_of[other] for other in rows[_could_be_near(signatures, row, rows, threshold)]]
        of, similarity = _nearest(texts, doc_of[row], likely, words)
        if similarity >= threshold:
            found[doc_of[row]] = of, similarity
        else:
            for bucket in mine:
                kept[bucket].append(row)
    return found


def _buckets(signatures: Signs, threshold: float) -> Ints:
    """Return the bucket of each band of each signature, shape (n_texts, n_bands); -1 where a text is alone in it."""
    width = _width(threshold)
    bands = signatures[:, : SIGNS // width * width].reshape(len(signatures), SIGNS // width, width)
    key = np.arange(bands.shape[1], dtype=np.uint64) * _MIX + bands[:, :, 0]
    for column in range(1, width):
        key = key * _STEP + bands[:, :, column]
    _, bucket, n = np.unique(key.ravel(), return_inverse=True, return_counts=True)
    return np.where(n[bucket] > 1, bucket, -1).reshape(key.shape)


def _width(threshold: float) -> int:
    """Return the signs in a band: as many as let hardly a pair at the threshold be missed."""
    fine = (width for width in range(1, 17) if (1 - threshold**width) ** (SIGNS // width) <= MISSED)
    return max(fine, default=1)


def _could_be_near(signatures: Signs, row: int, others: Ints, threshold: float) -> NDArray[np.bool_]:
    """Return which texts may be near by their signatures: within six standard deviations of the threshold."""
    estimate = (signatures[others] == signatures[row]).mean(axis=1)
    return np.asarray(estimate >= threshold - 6 * np.sqrt(threshold * (1 - threshold) / SIGNS))


def _nearest(texts: Sequence[str], doc: int, others: Sequence[int], words: _WordHashes) -> tuple[int, float]:
    """Return the most similar of other texts, the earliest of equals, and its similarity; 0 where there is no other."""
    mine, of, most = _shingles(texts[doc], words), doc, 0.0
    for other in others:
        theirs = _shingles(texts[other], words)
        common = len(np.intersect1d(mine, theirs, assume_unique=True))
        similarity = common / (len(mine) + len(theirs) - common)
        if similarity > most:
            of, most = other, similarity
    return of, most
