"""Loadedness: how likely each word is to judge, from a table of words, and by its form where the table has none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.core import Column, Corpus, Floats, Ints, PerType, objects
from framing.models.files import weight_arrays
from framing.segment import parts

FILE = "loaded.npz"
STEP = 250  # a probability of 1 in the table
LONGEST_STEM = 3  # letters that are left of a word at least
OF_STEM, OF_PART = 0.9, 0.7  # what is left of the probability of a stem, or of a part, for the word itself
Guess = tuple[int, float]  # row of the table (-1 for none) and what is left of its probability
ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("est", ""),
    ("ness", ""),
    ("'s", ""),
)


class Loadedness:
    """Knows how loaded words are.

    Attributes
    ----------
    words : tuple of str
        Words of the table, folded.
    threshold : float
        Probability from which a word is marked.
    hashes : dict of str to str
        The sha256 of the weight file.

    Examples
    --------
    >>> model = loadedness()
    >>> round(model.probability("shameless"), 1) > model.probability("table")
    True
    """

    def __init__(self, folder: Path | None = None) -> None:
        with weight_arrays(FILE, folder) as (arrays, digest):
            about = json.loads(arrays["about"].tobytes())
            self.words = tuple(arrays["words"].tobytes().decode().split("\n"))
            self._probability: NDArray[np.uint8] = arrays["probability"]
            self._label: NDArray[np.uint8] = arrays["label"]
            self._near: NDArray[np.int32] = arrays["near"]
            self.threshold, self._else = float(about["threshold"]), float(about["else"])
            self._labels = objects(about["labels"])
            if not len(self.words) == len(self._probability) == len(self._label) == len(self._near):
                raise ValueError(f"{len(self.words)} words, {len(self._probability)} probabilities")
        self.hashes = {"loaded": digest}
        self._row = {word: i for i, word in enumerate(self.words)}
        self._chances: list[float] = (self._probability / STEP).tolist()
        self._per_type = PerType[np.float64].each(lambda _, folded: self.probability(folded), np.float64)

    def rows_of(self, words: Iterable[str]) -> Ints:
        """Return the row of the table for each word, folded; -1 where its form tells nothing either."""
        return np.array([self._find(word)[0] for word in words], dtype=np.int64)

    def scores(self, corpus: Corpus) -> Floats:
        """Return the score of each word type, shape (n_types,): 0.5 at the threshold, from 0 to 1."""
        return above(self.probabilities(corpus), self.threshold)

    def probabilities(self, corpus: Corpus) -> Floats:
        """Return how likely each word type is loaded, shape (n_types,)."""
        return self._per_type.of(corpus.types)

    def probability(self, word: str) -> float:
        """Return how likely a word, folded, is loaded."""
        row, certainty = self._find(word)
        return certainty * self._chances[row] if row >= 0 else self._else

    def score(self, word: str) -> float:
        """Return the score of a word, folded: 0.5 at the threshold, from 0 to 1."""
        return float(above(np.array([self.probability(word)]), self.threshold)[0])

    def labels(self, rows: Ints) -> Column:
        """Return the label of rows of the table: that of the listed words nearest in meaning."""
        return np.asarray(self._labels[self._label[rows]])

    def near(self, row: int) -> tuple[str, ...]:
        """Return the listed words nearest in meaning to a row of the table that can be marked."""
        return tuple(self.words[i] for i in self._near[row].tolist() if i >= 0)

    def _find(self, word: str) -> Guess:
        """Return the row of a word, of its stem, or of its most loaded part, and how far that is to be trusted."""
        if word in self._row:
            return self._row[word], 1.0
        for stem in stems(word):
            if stem in self._row:
                return self._row[stem], OF_STEM
        found = [self._row[part] for part in parts(word) if part in self._row]
        return (max(found, key=self._chances.__getitem__), OF_PART) if found else (-1, 0.0)


def above(probability: Floats, threshold: float) -> Floats:
    """Return probabilities on a scale where the threshold is 0.5.

    Examples
    --------
    >>> above(np.array([0.0, 0.1, 0.2, 1.0]), 0.1).round(2).tolist()
    [0.0, 0.5, 0.69, 1.0]
    """
    for_it, against = probability * (1 - threshold), (1 - probability) * threshold
    return np.asarray(for_it / (for_it + against))


def stems(word: str) -> Iterator[str]:
    """Yield what a word can be a form of, the likeliest first.

    Examples
    --------
    >>> list(stems("thuggish")), list(stems("cronies"))[:2], list(stems("slamming"))
    ([], ['crony', 'croni'], ['slamm', 'slam', 'slamme'])
    """
    for ending, instead in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= LONGEST_STEM:
            yield stem + instead
            if not instead and stem[-1] == stem[-2]:
                yield stem[:-1]


@lru_cache(maxsize=4)
def loadedness(folder: Path | None = None) -> Loadedness:
    """Return the shipped table, or the one in a folder."""
    return Loadedness(folder)
