"""One small encoder behind every measure: what it says of tokens, sentences and mentions.

Six layers of a transformer (Vaswani et al. 2017) with weights of 8 bits, run by onnxruntime, and four linear heads. Each window is
read by itself: activations of 8 bits are scaled by what is read together, and a text must read the same alone and among others.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.core import Corpus, InputError, Ints
from framing.models.files import read_weight_file
from framing.models.windows import Windows
from framing.models.wordpiece import WordPiece

LINEAR = {
    "voice": 5,
    "loaded": 1,
    "subjective": 1,
    "query": 64,
    "key": 64,
    "value": 64,
}  # heads of single pieces, and their scores
HEADS = 4  # of the attention from a mention to its sentence
THREADS = "FRAMING_THREADS"  # environment variable: threads of the encoder, 1 without it
REMEMBERED = "encoder"  # what a corpus remembers it by
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder says of a corpus.

    Attributes
    ----------
    voice : array of float32, shape (n_tokens, 5)
        Score of each label of the voice model.
    loaded : array of float32, shape (n_tokens,)
        Log-odds that a word is loaded where it stands.
    subjective : array of float32, shape (n_sentences,)
        Log-odds that a sentence is subjective.
    toward : array of float16, shape (3, n_tokens, 64)
        Queries, keys and values, of which the sentiment toward mentions is made.
    """

    voice: Vectors
    loaded: Vectors
    subjective: Vectors
    toward: NDArray[np.float16]


class Encoder:
    """Reads a corpus with learned weights.

    Attributes
    ----------
    about : dict
        Temperatures and what else the heads need.
    hashes : dict of str to str
        The sha256 of the weight files.

    Raises
    ------
    InputError
        If onnxruntime is not installed.
    """

    def __init__(self, folder: Path | None = None) -> None:
        graph, digest = read_weight_file("encoder.onnx", folder)
        data, other = read_weight_file("encoder.npz", folder)
        self.hashes = {"encoder": digest, "encoder heads": other}
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            self._table, self._scale = arrays["table"], arrays["scale"]
            self._cut = WordPiece(arrays["pieces"].tobytes().decode("utf-8").split("\n"))
            self.about: dict[str, Any] = json.loads(arrays["about"].tobytes())
            self._heads = {name: arrays[name] for name in arrays.files if name.endswith(("_weight", "_bias"))}
        self._session = _session(graph)

    def read(self, corpus: Corpus) -> Encoded:
        """Return what the encoder says of each token and sentence; a corpus is read once."""
        return corpus.remember(REMEMBERED, self, lambda: self._read(corpus))

    def _read(self, corpus: Corpus) -> Encoded:
        windows, n = Windows.of(corpus, self._cut), corpus.n_tokens
        n_linear, width = sum(LINEAR.values()), LINEAR["query"]
        rest = n_linear - 3 * width
        scores = np.zeros((n, rest), dtype=np.float32)
        toward = np.zeros((3, n, width), dtype=np.float16)
        for first, end in zip(windows.first.tolist(), windows.end.tolist(), strict=True):
            found = self._scores(windows, first, end)
            scores[first:end] = found[:, :rest]
            toward[:, first:end] = found[:, rest:].reshape(-1, 3, width).transpose(1, 0, 2)
        voice, loaded, subjective = np.split(scores, np.cumsum([LINEAR["voice"], LINEAR["loaded"]]), axis=1)
        size = np.maximum(corpus.sentence_end - corpus.sentence_start, 1)
        mean = np.bincount(corpus.token_sentence, weights=subjective[:, 0], minlength=len(size)) / size
        return Encoded(voice, loaded[:, 0], mean, toward)

    def _scores(self, windows: Windows, first: int, end: int) -> Vectors:
        """Return the mean of the scores of the pieces of each token of a window, shape (n_tokens, n_scores)."""
        starts = windows.piece_start[first : end + 1]
        ids = np.concatenate(([self._cut.opens], windows.pieces[starts[0] : starts[-1]], [self._cut.closes]))
        vectors = self._table[ids].astype(np.float32) * self._scale[ids, None]
        mask = np.ones((1, len(ids)), dtype=np.int64)
        (scores,) = self._session.run(["scores"], {"vectors": vectors[None], "mask": mask})
        n = np.diff(starts)
        out = np.zeros((end - first, scores.shape[2]), dtype=np.float32)
        known = n > 0
        if known.any():
            places = (starts[:-1] - starts[0])[known]
            out[known] = np.add.reduceat(scores[0, 1:-1], places, axis=0) / n[known, None]
        return out

    def toward(self, corpus: Corpus, start: Ints, end: Ints) -> Vectors:
        """Return the scores of negative, neutral and positive toward each mention, shape (n_mentions, 3)."""
        queries, keys, values = self.read(corpus).toward
        out = np.zeros((len(start), len(self._heads["outer_bias"])), dtype=np.float32)
        sentence = corpus.token_sentence[start]
        bounds = (start, end, corpus.sentence_start[sentence], corpus.sentence_end[sentence])
        for row, (a, b, low, high) in enumerate(zip(*(bound.tolist() for bound in bounds), strict=True)):
            query = queries[a:b].astype(np.float32).mean(axis=0)
            split = (high - low, HEADS, -1)
            key, value = (part[low:high].astype(np.float32).reshape(split) for part in (keys, values))
            weight = np.einsum("hd,nhd->nh", query.reshape(HEADS, -1), key) / key.shape[2] ** 0.5
            weight = np.exp(weight - weight.max(axis=0))
            context = np.einsum("nh,nhd->hd", weight / weight.sum(axis=0), value).ravel()
            inner = np.tanh(self._heads["inner_weight"] @ np.concatenate([query, context]) + self._heads["inner_bias"])
            out[row] = self._heads["outer_weight"] @ inner + self._heads["outer_bias"]
        return out


def _session(graph: bytes) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise InputError(
            "models='accurate' needs onnxruntime. Run: pip install 'framing[accurate]' (in a clone: '.[accurate]')"
        ) from error
    threads = os.environ.get(THREADS, "1")
    if not threads.isdecimal() or int(threads) < 1:
        raise InputError(f"{THREADS}={threads!r} is no number of threads. Give a whole number from 1 on.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=2)
def encoder(folder: Path | None = None) -> Encoder:
    """Return the encoder with the shipped weights, or with those in a folder."""
    return Encoder(folder)
