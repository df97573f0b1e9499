"""Fit sentiment toward a mention on NewsMTSC.

    python -m framing.training.toward ../shared/data

writes framing/models/weights/toward.npz and toward.md and prints the card. The data are not part of this repository:
NewsMTSC (Hamborg & Donnay 2021), of which only the training part is learned from, and static vectors of words (``python -m
framing.training.vectors``). Deterministic.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score

from framing.core import Corpus, Floats, Ints
from framing.lexicon import load_lexicon
from framing.measures.terms import LexiconTerms
from framing.measures.toward import CLASSES
from framing.measures.toward.learned import (
    MENTIONS,
    UNPLEASANT,
    VALUES,
    Vocabulary,
    mention_cells,
    target_model,
    value_cells,
    word_cells,
)
from framing.measures.toward.places import N_WORD_PLACES, VALUE_PLACES, VALUE_SITUATIONS, WORD_SITUATIONS
from framing.models import hash_text, loadedness
from framing.models.files import write_sum
from framing.segment import segment_texts, token_range
from framing.training.calibration import calibration, temperature
from framing.training.cards import WEIGHTS, write_card
from framing.training.data import FOLDS, Targets, folds, newsmtsc_targets

FACTOR, STRENGTH = 4.0, 0.2  # of the features, and C of the logistic regression; chosen on articles left out
FEWEST = 2  # times that a word, and a feature, is met
N_PLAIN = 12_000  # words of no list, which the regression of valence holds for neither pleasant nor unpleasant


def main(folder: str) -> None:
    """Fit, measure, and write weights and card."""
    data = Path(folder)
    train, dev = (Sample(newsmtsc_targets(data / f"newsmtsc_{name}.jsonl")) for name in ("train", "devtest_mt"))
    known, valence = valences(data / "word_vectors_128.npz")
    seen = words_met(train.corpus)
    vocabulary = Vocabulary(seen, known, valence, loadedness())
    features = train.design(vocabulary)
    kept = np.asarray((features != 0).sum(axis=0)).ravel() >= FEWEST
    fold = folds(train.article)
    logits = np.zeros((len(fold), len(CLASSES)))
    for left_out in range(FOLDS):
        model = fit(features[fold != left_out][:, kept], train.gold[fold != left_out])
        logits[fold == left_out] = model.decision_function(features[fold == left_out][:, kept])
    heat = temperature(logits, train.gold)
    model = fit(features[:, kept], train.gold)
    weights = np.zeros((len(kept), len(CLASSES)))
    weights[kept] = model.coef_.T * FACTOR / heat
    parts = np.split(weights, np.cumsum(sizes(vocabulary))[:-1])
    save(parts, model.intercept_ / heat, seen, known, valence)
    target_model.cache_clear()
    chances = softmax(target_model().logits(dev.corpus, dev.polarity, dev.start, dev.end), axis=1)
    left_out = softmax(logits / heat, axis=1)
    write_card(
        "toward",
        "Sentiment toward a mention",
        [
            (
                "Construct",
                [
                    f"how a sentence speaks of one mention in it: negative, neutral or positive; linear in what {vocabulary.n_rows - 1:,} words add by their place, and in polarity, valence ({len(known):,} words) and loadedness by place; {(WEIGHTS / 'toward.npz').stat().st_size:,} bytes"
                ],
            ),
            (
                "Data",
                [
                    f"NewsMTSC train, {len(train.gold):,} mentions (Hamborg & Donnay 2021; MIT-style licence); weights of words, no texts",
                    "valence: ridge regression of our own polarity lexicon on static vectors from all-MiniLM-L6-v2 (Apache-2.0)",
                    "loadedness: loaded.npz",
                ],
            ),
            ("Command", ["python -m framing.training.toward ../shared/data"]),
            ("NewsMTSC train, articles left out", metrics(left_out, train.gold)),
            ("NewsMTSC devtest mt, not learned from", metrics(chances, dev.gold)),
            (
                "Fails at",
                [
                    "irony; judgements that only knowledge of the world makes; who is meant where a sentence names many; positive ones, of which it finds fewest"
                ],
            ),
        ],
    )


def words_met(corpus: Corpus) -> NDArray[np.uint32]:
    """Return the hashes of the folded words that were met often enough, marks too."""
    n = np.bincount(corpus.folded_ids[corpus.token_ids])
    words = [word for word, times in zip(corpus.folded_number, n.tolist(), strict=True) if times >= FEWEST]
    return np.unique(np.array([hash_text(word) for word in words], dtype=np.uint32))


def valences(path: Path) -> tuple[NDArray[np.uint32], NDArray[np.int8]]:
    """Return the hashes of words that are pleasant or unpleasant by their vectors, and how much, in hundredths."""
    with np.load(path) as arrays:
        words, vectors = str(arrays["words"]).split("\n"), arrays["vectors"] * arrays["scale"]
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    listed = {
        entry.term.lower(): entry.score if entry.label == "positive" else -entry.score
        for entry in load_lexicon("polarity")
    }
    plain = {words[i] for i in np.random.default_rng(0).choice(len(words), N_PLAIN, replace=False)}
    rows = [i for i, word in enumerate(words) if word in listed or word in plain]
    ridge = Ridge(alpha=1.0).fit(vectors[rows], [listed.get(words[i], 0.0) for i in rows])
    valence = np.clip(np.round(100 * ridge.predict(vectors)), -127, 127).astype(np.int8)
    felt = np.flatnonzero(np.abs(valence) > 100 * UNPLEASANT)
    hashes, first = np.unique([hash_text(words[i]) for i in felt.tolist()], return_index=True)
    return hashes.astype(np.uint32), valence[felt[first]]


class Sample:
    """Annotated mentions, and what speaks for or against each.

    Attributes
    ----------
    corpus : Corpus
    start, end : arrays of int, shape (n,)
        Tokens of the mentions.
    gold : array of int, shape (n,)
        Position in :data:`CLASSES`.
    article : list of str
    """

    def __init__(self, targets: Targets) -> None:
        self.corpus = segment_texts(targets.texts, blocks=(0, 1, 2, 3, 4))
        self.start, self.end = token_range(self.corpus, targets.span, targets.doc)
        self.gold = np.array([CLASSES.index(polarity) for polarity in targets.polarity])
        self.article = targets.article
        self.polarity = LexiconTerms(load_lexicon("polarity"), in_sense=True).annotate(self.corpus)

    def design(self, vocabulary: Vocabulary) -> sparse.csr_matrix:
        """Return the features of each mention: words by place, values by place, what is asked of the mention."""
        n, corpus = len(self.start), self.corpus
        words = word_cells(corpus, vocabulary, self.start, self.end)
        values = value_cells(corpus, vocabulary, self.polarity, self.start, self.end)
        mentions = mention_cells(corpus, self.start, self.end)
        row, situation = np.divmod(words.column, len(WORD_SITUATIONS))
        cell, place = np.nonzero(WORD_SITUATIONS[situation])
        parts = [(words.mention[cell], row[cell] * N_WORD_PLACES + place, words.value[cell])]
        situation, kind = np.divmod(values.column, len(VALUES))
        cell, place = np.nonzero(VALUE_SITUATIONS[situation])
        parts.append((values.mention[cell], place * len(VALUES) + kind[cell], values.value[cell]))
        parts.append((mentions.mention, mentions.column, mentions.value))
        tables = [
            sparse.csr_matrix((value, (mention, column)), shape=(n, size))
            for (mention, column, value), size in zip(parts, sizes(vocabulary), strict=True)
        ]
        counts = sparse.hstack(tables).tocsr()
        much = np.asarray(counts.sum(axis=1)).ravel()
        return (sparse.diags(FACTOR / np.sqrt(np.maximum(much, 1))) @ counts).tocsr()


def sizes(vocabulary: Vocabulary) -> tuple[int, int, int]:
    """Return the number of features of words, of values, and of mentions."""
    return vocabulary.n_rows * N_WORD_PLACES, len(VALUE_PLACES) * len(VALUES), len(MENTIONS)


def fit(features: sparse.csr_matrix, gold: Ints) -> LogisticRegression:
    """Return the fitted regression."""
    return LogisticRegression(C=STRENGTH, max_iter=500).fit(features, gold)


def save(
    weights: Sequence[Floats],
    bias: Floats,
    seen: NDArray[np.uint32],
    known: NDArray[np.uint32],
    valence: NDArray[np.int8],
) -> None:
    """Write the weights; those of words as whole numbers of a 127th of the largest of their class."""
    words, values, mentions = weights
    scale = np.abs(words).max(axis=0) / 127
    path = WEIGHTS / "toward.npz"
    np.savez_compressed(
        path,
        words=np.round(words / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        values=values.astype(np.float32),
        mentions=mentions.astype(np.float32),
        bias=bias.astype(np.float32),
        seen=seen,
        known=known,
        valence=valence,
    )
    write_sum(path)


def metrics(chances: Floats, gold: Ints) -> list[str]:
    """Return what is said of probabilities on a card."""
    found = chances.argmax(axis=1)
    surer = chances.max(axis=1) >= np.median(chances.max(axis=1))
    each = f1_score(gold, found, average=None)
    return [
        f"macro-F1 {100 * each.mean():.1f} of {len(gold):,} mentions; "
        + ", ".join(f"{name} {100 * f1:.1f}" for name, f1 in zip(CLASSES, each, strict=True)),
        f"accuracy {100 * (found == gold).mean():.1f}, of the surer half {100 * (found == gold)[surer].mean():.1f}; opposite sign {100 * (np.abs(found - gold) == 2).mean():.1f} %",
        f"expected calibration error {calibration(chances, np.arange(len(CLASSES)), gold):.3f}",
    ]


if __name__ == "__main__":
    main(sys.argv[1])
