"""Clusters: which words are alike, so that a word nobody annotated can be read by its neighbours.

Made from static vectors of words by ``python -m framing.training.clusters``; the words themselves are not kept,
only their hashes.
"""

from __future__ import annotations

from functools import lru_cache

from framing.models.files import weight_arrays
from framing.models.hashing import hash_text


@lru_cache(maxsize=1)
def _table() -> dict[int, tuple[str, ...]]:
    with weight_arrays("clusters.npz") as (arrays, _):
        hashes, clusters = arrays["hashes"].tolist(), arrays["clusters"].tolist()
    return {hashed: tuple(f"{i}-{c}" for i, c in enumerate(row)) for hashed, row in zip(hashes, clusters, strict=True)}


def clusters_of(written: str, folded: str) -> tuple[str, ...]:
    """Return the clusters of a word, from few large to many small ones; nothing for a rare word.

    Examples
    --------
    >>> clusters_of("praised", "praised")[0] == clusters_of("honored", "honored")[0]
    True
    >>> clusters_of("blorft", "blorft")
    ()
    """
    return _table().get(hash_text(folded), ())
