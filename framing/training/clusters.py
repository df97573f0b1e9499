"""Group words by their static vectors.

    python -m framing.training.clusters ../shared/data/word_vectors_128.npz

writes framing/models/weights/clusters.npz: for each of 43,552 words its hash and its cluster among 64, 300 and 1,000.
The vectors are those of all-MiniLM-L6-v2 (weights Apache-2.0) for the word alone. Deterministic.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

from framing.core import Ints
from framing.models.files import write_sum
from framing.models.hashing import hash_text
from framing.training.cards import WEIGHTS

SIZES = (64, 300, 1000)
DIMENSIONS = 64  # the first ones, which carry nearly all that is useful


def main(path: str) -> None:
    """Write the clusters."""
    with np.load(path, allow_pickle=False) as arrays:
        words, scale = str(arrays["words"]).split("\n"), arrays["scale"]
        vectors = arrays["vectors"].astype(np.float32) * scale
    vectors = vectors[:, :DIMENSIONS]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    clusters = np.stack([_cluster(vectors, size) for size in SIZES], axis=1).astype(np.uint16)
    hashes, first = np.unique(np.array([hash_text(word) for word in words], dtype=np.uint32), return_index=True)
    np.savez_compressed(WEIGHTS / "clusters.npz", hashes=hashes, clusters=clusters[first])
    write_sum(WEIGHTS / "clusters.npz")
    print(f"{len(hashes)} words in {', '.join(map(str, SIZES))} clusters")


def _cluster(vectors: NDArray[np.float32], size: int) -> Ints:
    return np.asarray(MiniBatchKMeans(size, random_state=0, n_init=3, batch_size=4096).fit_predict(vectors))


if __name__ == "__main__":
    main(sys.argv[1])
