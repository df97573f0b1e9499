"""One small encoder behind every measure: what it says of tokens, sentences and mentions.

Six layers of a transformer (Vaswani et al. 2017) with weights of 8 bits, run by onnxruntime, and four linear heads. Each window is
read by itself: activations of 8 bits are scaled by what is read together, and a text must read the same alone and among others.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.core import Corpus, InputError, Ints
from framing.models.files import read_weight_file, weight_arrays
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
LOADED = LINEAR["voice"]  # columns: voice, then one each, then queries, keys and values
SUBJECTIVE, TOWARD = LOADED + 1, LOADED + 2
LONGEST = 256  # tokens of a sentence in which words are hidden
HEADS = 4  # of the attention from a mention to its sentence
THREADS = "FRAMING_THREADS"  # environment variable: threads of the encoder, 1 without it
REMEMBERED, HIDDEN, WINDOWS = "encoder", "encoder without words", "encoder windows"  # what a corpus remembers it by
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


@dataclass(frozen=True, slots=True)
class Occluded:
    """What the encoder says of a sentence while one of its words is hidden.

    Attributes
    ----------
    token : array of int, shape (n_words,)
        The word that is hidden.
    loaded : array of float32, shape (n_words, n_tokens)
    subjective : array of float32, shape (n_words,)
    toward : array of float32, shape (n_words, 3, n_tokens, 64)
        As in :class:`Encoded`, of the tokens of the sentence.
    """

    token: Ints
    loaded: Vectors
    subjective: Vectors
    toward: Vectors


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
        with weight_arrays("encoder.npz", folder) as (arrays, other):
            self._table, self._scale = arrays["table"], arrays["scale"]
            self._cut = WordPiece(arrays["pieces"].tobytes().decode("utf-8").split("\n"))
            self.about: dict[str, Any] = json.loads(arrays["about"].tobytes())
            self._heads = {name: arrays[name] for name in arrays.files if name.endswith(("_weight", "_bias"))}
        self.hashes = {"encoder": digest, "encoder heads": other}
        self._session = _session(graph)

    def read(self, corpus: Corpus) -> Encoded:
        """Return what the encoder says of each token and sentence; a corpus is read once."""
        return corpus.remember(REMEMBERED, self, lambda: self._read(corpus))

    def occlude(self, corpus: Corpus, sentence: int) -> Occluded:
        """Return what the encoder says of a sentence while each of its words is hidden (Zeiler & Fergus 2014); it is read once.

        In a sentence of more than 256 tokens no word is hidden: that would take minutes, and it is hardly a sentence.
        """
        known: dict[int, Occluded] = corpus.remember(HIDDEN, self, dict)
        if sentence not in known:
            known[sentence] = self._occlude(corpus, sentence)
        return known[sentence]

    def _read(self, corpus: Corpus) -> Encoded:
        windows, n = self._windows(corpus), corpus.n_tokens
        scores = np.zeros((n, TOWARD), dtype=np.float32)
        toward = np.zeros((3, n, LINEAR["query"]), dtype=np.float16)
        for first, end in zip(windows.first.tolist(), windows.end.tolist(), strict=True):
            found = self._scores(windows, first, end)
            scores[first:end] = found[:, :TOWARD]
            toward[:, first:end] = _of_mentions(found)
        size = np.maximum(corpus.sentence_end - corpus.sentence_start, 1)
        mean = np.bincount(corpus.token_sentence, weights=scores[:, SUBJECTIVE], minlength=len(size)) / size
        return Encoded(scores[:, :LOADED], scores[:, LOADED], mean, toward)

    def _occlude(self, corpus: Corpus, sentence: int) -> Occluded:
        windows, (low, high) = self._windows(corpus), (int(corpus.sentence_start[sentence]), int(corpus.sentence_end[sentence]))  # fmt: skip
        which = np.searchsorted(windows.first, [low, high - 1], side="right") - 1
        parts = [(int(windows.first[i]), int(windows.end[i])) for i in range(which[0], which[1] + 1)]
        whole = np.concatenate([self._scores(windows, *part) for part in parts])[low - parts[0][0] :][: high - low]
        token = low + np.flatnonzero(corpus.is_word[low:high]) if high - low <= LONGEST else np.zeros(0, dtype=np.int64)
        said = np.repeat(whole[None], len(token), axis=0)
        for row, hidden in zip(said, token.tolist(), strict=True):
            first, end = next(part for part in parts if hidden < part[1])
            a, b = max(low, first), min(high, end)
            row[a - low : b - low] = self._scores(windows, first, end, hidden)[a - first : b - first]
        return Occluded(token, said[..., LOADED].copy(), said[..., SUBJECTIVE].mean(axis=1), _of_mentions(said))

    def _windows(self, corpus: Corpus) -> Windows:
        return corpus.remember(WINDOWS, self, lambda: Windows.of(corpus, self._cut))

    def _scores(self, windows: Windows, first: int, end: int, hidden: int | None = None) -> Vectors:
        """Return the mean of the scores of the pieces of each token of a window, shape (n_tokens, n_scores)."""
        starts = windows.piece_start[first : end + 1]
        ids = np.concatenate(([self._cut.opens], windows.pieces[starts[0] : starts[-1]], [self._cut.closes]))
        if hidden is not None:
            a, b = starts[hidden - first : hidden - first + 2] - starts[0] + 1
            ids[a:b] = self._cut.hides
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
        vectors = self.read(corpus).toward
        out = np.zeros((len(start), len(self._heads["outer_bias"])), dtype=np.float32)
        sentence = corpus.token_sentence[start]
        bounds = (start, end, corpus.sentence_start[sentence], corpus.sentence_end[sentence])
        for row, (a, b, low, high) in enumerate(zip(*(bound.tolist() for bound in bounds), strict=True)):
            out[row] = self._judge(vectors[:, low:high].astype(np.float32), a - low, b - low)
        return out

    def toward_occluded(self, corpus: Corpus, start: int, end: int) -> tuple[Ints, Vectors]:
        """Return the words of the sentence of a mention, and its scores while each is hidden, shape (n_words, 3)."""
        sentence = int(corpus.token_sentence[start])
        said, low = self.occlude(corpus, sentence), int(corpus.sentence_start[sentence])
        scores = [self._judge(vectors, start - low, end - low) for vectors in said.toward]
        return said.token, np.array(scores, dtype=np.float32).reshape(-1, len(self._heads["outer_bias"]))

    def _judge(self, vectors: Vectors, start: int, end: int) -> Vectors:
        """Return the scores of a mention, shape (3,), from the queries, keys and values of its sentence, shape (3, n_tokens, 64)."""
        query, split = vectors[0, start:end].mean(axis=0), (vectors.shape[1], HEADS, -1)
        key, value = (part.reshape(split) for part in vectors[1:])
        weight = np.einsum("hd,nhd->nh", query.reshape(HEADS, -1), key) / key.shape[2] ** 0.5
        weight = np.exp(weight - weight.max(axis=0))
        context = np.einsum("nh,nhd->hd", weight / weight.sum(axis=0), value).ravel()
        inner = np.tanh(self._heads["inner_weight"] @ np.concatenate([query, context]) + self._heads["inner_bias"])
        return np.asarray(self._heads["outer_weight"] @ inner + self._heads["outer_bias"])


def _of_mentions(scores: Vectors) -> Vectors:
    """Return queries, keys and values of tokens, shape (…, 3, n_tokens, 64)."""
    return np.moveaxis(scores[..., TOWARD:].reshape(*scores.shape[:-1], 3, -1), -2, -3)


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
