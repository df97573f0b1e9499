"""What is known of a word: its parts, its meaning, the lexicons that list it, and how news uses it.

No feature looks at a word's neighbours: what is learned can be frozen into one number per word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer

from framing.core import Bools, Column, Floats
from framing.lexicon import load_lexicon
from framing.models import pos_tagger
from framing.models.loadedness import stems
from framing.segment import segment_texts
from framing.training.data import json_lines

DIMENSIONS = 64  # of the vectors; the others carry nearly nothing
LEXICONS = (
    "loaded-terms",
    "polarity",
    "attitude",
    "boosters",
    "hedges",
    "factives",
    "assertives",
    "implicatives",
    "groups",
    "gazetteer",
    "name-words",
    "reporting-verbs",
)
SCORED = frozenset({"loaded-terms", "polarity"})
TAGS = {"JJ": "adjective", "RB": "adverb", "NNP": "name", "NN": "noun", "VB": "verb"}
AT_ONCE = 200  # articles


@dataclass(frozen=True, slots=True)
class Usage:
    """How often news uses words, and how.

    Attributes
    ----------
    n, inside, capital, quoted : Counter
        All uses; those not at the start of a sentence; of these, with a capital; between quotation marks.
    tags : mapping of word to Counter of part of speech
    leaning : mapping of "left", "center", "right" to Counter
        Uses in outlets that AllSides calls so.
    """

    n: Counter[str]
    inside: Counter[str]
    capital: Counter[str]
    quoted: Counter[str]
    tags: dict[str, Counter[str]]
    leaning: dict[str, Counter[str]]

    @classmethod
    def of(cls, path: Path) -> Usage:
        """Count the words of a file of articles, one JSON object with "text" and "bias_text" a line."""
        rows = json_lines(path)
        out = cls(Counter(), Counter(), Counter(), Counter(), defaultdict(Counter), defaultdict(Counter))
        for first in range(0, len(rows), AT_ONCE):
            out.add(
                [row["text"] for row in rows[first : first + AT_ONCE]],
                [row["bias_text"] for row in rows[first : first + AT_ONCE]],
            )
        return out

    def add(self, texts: Sequence[str], leaning: Sequence[str]) -> None:
        """Count the words of some articles."""
        corpus, tagger = segment_texts(list(texts)), pos_tagger()
        tags, words = tagger.tag(corpus), corpus.is_word & corpus.counted
        inside = words.copy()
        inside[corpus.sentence_start] = False
        names = list(corpus.folded_number)
        word = corpus.folded_ids[corpus.token_ids]
        lean = np.array(leaning)[corpus.token_doc]
        capital = inside & corpus.capital[corpus.token_ids]
        counters = [
            (self.n, words),
            (self.inside, inside),
            (self.capital, capital),
            (self.quoted, words & corpus.quoted),
        ]
        counters += [(self.leaning[side], words & (lean == side)) for side in np.unique(lean).tolist()]
        for counter, which in counters:
            counter.update(_counted(names, np.bincount(word[which], minlength=len(names))))
        for tag, name in enumerate(tagger.tags):
            for found, n in _counted(names, np.bincount(word[words & (tags == tag)], minlength=len(names))).items():
                self.tags[found][name] += n

    def features(self, word: str) -> dict[str, float]:
        """Return how a word is used, as numbers of about 0 to 1."""
        n, inside = self.n[word], self.inside[word]
        tags = self.tags.get(word, Counter())
        side = {name: self.leaning[name][word] for name in ("left", "center", "right")}
        size = {name: self.leaning[name].total() for name in side}
        partisan = _log_odds(side["left"] + side["right"], side["center"], size["left"] + size["right"], size["center"])
        out = {
            "frequency": np.log1p(n) / 5,
            "capital": (self.capital[word] + 0.3) / (inside + 1.5),
            "quoted": (self.quoted[word] + 1.2) / (n + 5) - 0.22,
            "partisan": partisan if n else 0.0,
            "one side": abs(_log_odds(side["left"], side["right"], size["left"], size["right"])) if n else 0.0,
        }
        shares: Counter[str] = Counter()
        for tag, count in tags.items():
            kind = next((kind for start, kind in TAGS.items() if tag.startswith(start)), None)
            if kind:
                shares[kind] += count
        return out | {f"tag={kind}": count / (tags.total() + 1) for kind, count in shares.items()}


def _counted(names: Sequence[str], n: Column) -> dict[str, int]:
    return {names[i]: int(n[i]) for i in np.flatnonzero(n).tolist()}


def _log_odds(a: int, b: int, of_a: int, of_b: int) -> float:
    return float(np.log((a + 2) / (b + 2)) - np.log(of_a / of_b))


class Vectors:
    """Static vectors of words, of length 1; a word without one has those of its parts or its stem."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as arrays:
            self.words = str(arrays["words"]).split("\n")
            vectors = (arrays["vectors"].astype(np.float32) * arrays["scale"])[:, :DIMENSIONS]
        self._vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        self._row = {word: i for i, word in enumerate(self.words)}

    def of(self, words: Iterable[str]) -> Floats:
        """Return a row for each word; zeros where nothing is known."""
        rows = [self._rows(word) for word in words]
        out = np.zeros((len(rows), DIMENSIONS))
        for i, found in enumerate(rows):
            if found:
                out[i] = self._vectors[found].mean(axis=0)
        return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6))

    def _rows(self, word: str) -> list[int]:
        if word in self._row:
            return [self._row[word]]
        parts = [self._row[part] for part in re.split("[-']", word) if part in self._row] if "-" in word else []
        stem = next((self._row[stem] for stem in stems(word) if stem in self._row), None)
        return parts or ([stem] if stem is not None else [])


class Listed:
    """What the lexicons say of single words."""

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, list[tuple[str, float]]]] = {}
        for name in LEXICONS:
            found: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
            for entry in load_lexicon(name):
                if " " not in entry.term:
                    found[entry.term.lower().rstrip("*")].append((entry.label, entry.score))
            self._entries[name] = dict(found)

    def plain(self, words: Iterable[str]) -> Bools:
        """Return which words the lexicon of loaded terms calls plain, by themselves or by their stem."""
        entries = self._entries["loaded-terms"]
        found = (next((entries[form] for form in (word, *stems(word)) if form in entries), ()) for word in words)
        return np.array([bool(labels) and all(score == 0 for _, score in labels) for labels in found])

    def is_name(self, word: str) -> bool:
        """Return whether a word names a people, a place or, unless it is on the list of loaded terms, a group."""
        loaded, groups = self._entries["loaded-terms"], self._entries["groups"]
        forms = {word, word.removesuffix("s")}
        return word in self._entries["gazetteer"] or (not forms.isdisjoint(groups) and forms.isdisjoint(loaded))

    def features(self, word: str) -> dict[str, float]:
        """Return the labels and scores of a word, or of its stem."""
        out: dict[str, float] = {}
        for name, entries in self._entries.items():
            form = next((form for form in (word, *stems(word)) if form in entries), None)
            for label, score in entries[form] if form is not None else ():
                out[f"{name}: {label}{'' if form == word else ' (stem)'}"] = 1.0
                if name in SCORED:
                    out[f"{name}: score"] = score
                if name == "loaded-terms":
                    out[f"{name}: {'marked' if score >= 0.5 else 'candidate' if score else 'plain'}"] = 1.0
        return out


def parts(word: str) -> dict[str, float]:
    """Return a word, its beginnings and endings, and the parts that a hyphen divides."""
    out = {f"word={word}": 1.0}
    out |= {f"begins={word[:n]}": 0.5 for n in (3, 4, 5) if len(word) > n + 1}
    out |= {f"ends={word[-n:]}": 0.5 for n in (2, 3, 4) if len(word) > n + 1}
    if "-" in word:
        first, *_, last = word.split("-")
        out |= {"hyphen": 1.0, f"first={first}": 1.0, f"last={last}": 1.0}
    return out


def word_features(words: Sequence[str], usage: Usage, vectors: Vectors) -> csr_matrix:
    """Return what is known of words, shape (n_words, n_features).

    A name of a people, a place or a group has neither parts nor a meaning: what annotators mark beside it in a few articles is
    not what it says, and its vector knows what is said of it.
    """
    listed = Listed()
    named = np.array([listed.is_name(word) for word in words], dtype=bool)
    rows = (
        {**(parts(word) if not name else {}), **listed.features(word), **usage.features(word)}
        for word, name in zip(words, named.tolist(), strict=True)
    )
    meaning = np.where(named[:, None], 0, vectors.of(words))
    return csr_matrix(hstack([DictVectorizer(dtype=np.float32).fit_transform(rows), csr_matrix(meaning)]))
