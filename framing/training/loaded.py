"""Fit how loaded words are on annotated news, and freeze it into a table of words.

    python -m framing.training.loaded                    # fits, measures, writes table and card
    python -m framing.training.loaded --cross-validate   # only measures

A folder of the data may be named; without one it is ../shared/data. Writes framing/models/weights/loaded.npz and loaded.md.
The data are not part of this repository: BABE, PTC and BASIL (see framing.training.annotated_words), the articles of
AllSides (Baly et al. 2020) for how words are used, and static vectors (framing.training.vectors). Deterministic.

A word has one number, learned from itself, its parts, its meaning and its use by a logistic regression whose penalty shrinks
words of little evidence toward what their parts and meaning say. Its neighbours are not asked: what they add in one corpus is
lost in another.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from framing.core import Bools, Floats, Ints
from framing.lexicon import load_lexicon
from framing.models.files import write_sum
from framing.models.loadedness import FILE, STEP
from framing.training.annotated_words import Words, load_words
from framing.training.baselines import load_baselines
from framing.training.cards import WEIGHTS, write_card
from framing.training.data import folds
from framing.training.word_features import Listed, Usage, Vectors, word_features

DATA = "../shared/data"
STRENGTH = 0.3  # C of the logistic regression: the larger, the less a word is shrunk
THRESHOLD = 0.17  # probability from which a word is marked; chosen on the folds
LISTED_WEIGHT = 2.0  # of the flag that the lexicon marks a word there
RARE = 3  # uses in AllSides from which a word is in the table
NEIGHBOURS, LIKE = 5, 2  # listed words that give the label; those that are told
ELSE = 0.03  # for a word that neither table nor form knows
PLAIN = ("literal", "plain")  # labels of the lexicon that are no way to be loaded


@dataclass(frozen=True, slots=True)
class Table:
    """Words, what is known of them, and where each is."""

    words: list[str]
    features: csr_matrix
    row: dict[str, int]

    def rows(self, corpus: Words) -> Ints:
        """Return the row of each content word of a corpus."""
        return np.array([self.row[word] for word in corpus.word], dtype=np.int64)


def main(*arguments: str) -> None:
    """Measure, and unless asked to measure only, fit on everything and write."""
    options = [argument for argument in arguments if argument.startswith("--")]
    path = Path(next((argument for argument in arguments if argument not in options), DATA))
    corpora = load_words(path)
    vectors = Vectors(path / "word_vectors_128.npz")
    table = table_of(corpora, path)
    measured = cross_validate(table, corpora) + [
        line for name, scores in load_baselines(path).items() for line in _baseline(name, scores, corpora)
    ]
    print("\n".join(measured))
    if "--cross-validate" not in options:
        logits, _ = fit(table, corpora, [np.ones(len(corpus), dtype=bool) for corpus in corpora])
        _write(table, logits, vectors)
        _card(table, corpora, measured)


def table_of(corpora: Sequence[Words], path: Path) -> Table:
    """Return the words of some corpora, of the vectors and of AllSides, with their features."""
    vectors = Vectors(path / "word_vectors_128.npz")
    usage = Usage.of(path / "allsides_sample.jsonl.gz")
    known = {word for corpus in corpora for word in corpus.word} | set(vectors.words)
    words = sorted(known | {word for word, n in usage.n.items() if n >= RARE})
    return Table(words, word_features(words, usage, vectors), {word: i for i, word in enumerate(words)})


def fit(table: Table, corpora: Sequence[Words], used: Sequence[Bools]) -> tuple[Floats, float]:
    """Return the logit of each word of the table, and what is added where the lexicon marks a word.

    Parameters
    ----------
    table : Table
    corpora : sequence of Words
    used : sequence of array of bool
        Which words of each corpus are learned from; parts of names never are.
    """
    keys, gold = [], []
    for corpus, mask in zip(corpora, used, strict=True):
        kept = mask & ~corpus.named
        keys.append((table.rows(corpus) * 2 + (corpus.listed > 0))[kept])
        gold.append(corpus.loaded[kept])
    key, place = np.unique(np.concatenate(keys), return_inverse=True)
    n, loaded = np.bincount(place), np.bincount(place, weights=np.concatenate(gold))
    listed = csr_matrix((key % 2)[:, None] * LISTED_WEIGHT)
    rows = csr_matrix(hstack([table.features[key // 2], listed]))
    weight = np.concatenate([loaded, n - loaded])
    seen = weight > 0
    target = np.repeat([1, 0], len(key))
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit(csr_matrix(vstack([rows, rows]))[seen], target[seen], sample_weight=weight[seen])
    logits = table.features @ model.coef_[0, :-1] + model.intercept_[0]
    return np.asarray(logits), float(model.coef_[0, -1] * LISTED_WEIGHT)


def cross_validate(table: Table, corpora: Sequence[Words]) -> list[str]:
    """Return what is reached on words that were not learned from: outlets of BABE, articles of PTC, each corpus left out."""
    lines = []
    for name, by_group in (("babe", True), ("ptc", True), ("ptc", False), ("basil", False), ("babe", False)):
        target = next(corpus for corpus in corpora if corpus.name == name)
        fold = folds(target.group.tolist()) if by_group else np.zeros(len(target), dtype=np.int64)
        logits = np.zeros(len(target))
        for held in np.unique(fold):
            used = [fold != held if corpus is target else np.ones(len(corpus), dtype=bool) for corpus in corpora]
            by_word, listed = fit(table, corpora, used)
            mine = fold == held
            logits[mine] = (by_word[table.rows(target)] + listed * (target.listed > 0))[mine]
        lines.append(
            _told(f"{name}, {'groups' if by_group else 'corpus'} left out", target, logits, _marked(target, logits))
        )
    return lines


def _marked(corpus: Words, logits: Floats) -> Bools:
    """Return which words are marked: those the lexicon marks, and those learned that it does not shield and no name holds."""
    learned = (logits >= np.log(THRESHOLD / (1 - THRESHOLD))) & ~corpus.shielded & ~corpus.named
    return np.asarray(learned | (corpus.listed > 0))


def _baseline(name: str, score: Callable[[str], float], corpora: Sequence[Words]) -> list[str]:
    values = [np.array([score(word) for word in corpus.word]) for corpus in corpora]
    out = [
        _told(f"{corpus.name}, {name}", corpus, value, value > 0) for corpus, value in zip(corpora, values, strict=True)
    ]
    if name == "VADER":
        out += [
            _told(f"{corpus.name}, the lexicon alone", corpus, corpus.listed, corpus.listed > 0) for corpus in corpora
        ]
    return out


def _told(what: str, corpus: Words, ranking: Floats, marked: Bools) -> str:
    right, base = int((corpus.loaded & marked).sum()), float(corpus.loaded.mean())
    precision, recall = right / max(int(marked.sum()), 1), right / int(corpus.loaded.sum())
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    found = average_precision_score(corpus.loaded, ranking)
    return (
        f"{what}: F1 {100 * f1:.1f}, precision {precision:.2f} ({precision / base:.1f} times the base rate), "
        f"recall {recall:.2f}, average precision {found:.3f}"
    )


def _write(table: Table, logits: Floats, vectors: Vectors) -> None:
    """Write the table: each word with its probability, the label of the listed words nearest to it, and two of these."""
    plain = Listed().plain(table.words)
    probability = np.where(plain, 0, 1 / (1 + np.exp(-logits)))
    label, near = _nearest(table, probability >= THRESHOLD, vectors)
    about = {
        "threshold": THRESHOLD,
        "else": ELSE,
        "labels": [name for name in load_lexicon("loaded-terms").labels if name not in PLAIN],
    }
    np.savez_compressed(
        WEIGHTS / FILE,
        words=np.frombuffer("\n".join(table.words).encode(), dtype=np.uint8),
        probability=np.round(probability * STEP).astype(np.uint8),
        label=label.astype(np.uint8),
        near=near.astype(np.int32),
        about=np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8),
    )
    write_sum(WEIGHTS / FILE)


def _nearest(table: Table, asked: Bools, vectors: Vectors) -> tuple[Ints, Ints]:
    """Return for each word the label of most of the listed words nearest to it, and the nearest two; where it is asked."""
    lexicon = load_lexicon("loaded-terms")
    names = [name for name in lexicon.labels if name not in PLAIN]
    entries = {entry.term.lower(): entry for entry in lexicon if entry.score >= 0.5 and entry.term.lower() in table.row}
    listed = np.array([table.row[term] for term in entries], dtype=np.int64)
    labels = np.array([names.index(entry.label) for entry in entries.values()])
    found = vectors.of(table.words)
    label, near = np.zeros(len(table.words), dtype=np.int64), np.full((len(table.words), LIKE), -1)
    for row in np.flatnonzero(asked):
        closeness = found[listed] @ found[row]
        closeness[listed == row] = -1
        order = np.argsort(-closeness, kind="stable")[:NEIGHBOURS]
        label[row] = np.bincount(labels[order], weights=closeness[order]).argmax()
        near[row] = listed[order[:LIKE]]
    return label, near


def _card(table: Table, corpora: Sequence[Words], measured: Sequence[str]) -> None:
    size = (WEIGHTS / FILE).stat().st_size
    sizes = ", ".join(
        f"{corpus.name} {len(corpus):,} content words, {100 * corpus.loaded.mean():.2f} % loaded" for corpus in corpora
    )
    write_card(
        "loaded",
        "Loadedness of words",
        [
            (
                "Construct",
                [
                    f"how likely a word, whatever its neighbours, stands inside a span that annotators call loaded; {len(table.words):,} words, {size:,} bytes",
                    f"marked from a probability of {THRESHOLD} on",
                ],
            ),
            (
                "Data",
                [
                    "BABE (Spinde et al. 2021; repository AGPL-3.0), PTC (Da San Martino et al. 2020; task terms unclear), BASIL (Fan et al. 2019; no licence stated): labels only, see LICENSE",
                    "AllSides articles (Baly et al. 2020; repository Apache-2.0), without labels: how words are used",
                    "static vectors made with all-MiniLM-L6-v2 (Apache-2.0): python -m framing.training.vectors",
                    sizes,
                ],
            ),
            ("Command", ["python -m framing.training.loaded ../shared/data"]),
            ("Measured on words not learned from, by the token rule of the corpora's content words", list(measured)),
            (
                "Fails at",
                [
                    "exaggeration, doubt, omission; words loaded in some contexts only; absolute values do not carry over from one corpus to another",
                    "the lexicon, whose marks are a feature, was written by people who had read BABE and PTC; BASIL was not read",
                ],
            ),
        ],
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
