"""Fit the coefficients of the rules for sentiment toward actors and for subjectivity.

    python -m framing.training.rules ../shared/data

writes framing/measures/data/toward.tsv, subjectivity.tsv and subjectivity-fast.tsv, each with a card,
and prints the metrics on the card. The data are not part of this repository:
NewsMTSC (Hamborg & Donnay 2021), CheckThat! 2025 task 1 and BABE (Spinde et
al. 2021), in the files named in :data:`CARDS`. Deterministic.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import StandardScaler

from framing.choose import choose_measures
from framing.core import Bools, Column, Corpus, Evidence, Floats, Ints
from framing.lexicon import load_lexicon
from framing.measures import subjectivity
from framing.measures.toward import features as toward
from framing.models import loadedness, pos_tagger
from framing.scoring import own_words
from framing.segment import segment_texts, token_range
from framing.training.calibration import calibration, temperature
from framing.training.data import FOLDS, babe_rows, folds, newsmtsc_targets

Labelled = tuple[list[str], Bools]
# C of the logistic regression of each subjectivity; chosen on CheckThat dev and outlets of BABE left out
STRENGTH = {"subjectivity": 0.0025, "subjectivity-fast": 0.0015}
OUT = Path(__file__).parents[1] / "measures" / "data"
CARDS = {
    "toward": (
        "construct: sentiment toward a mention of an actor, from the words of its sentence that speak well or ill",
        "data: NewsMTSC train, newsmtsc_train.jsonl (Hamborg & Donnay 2021; MIT-style licence); nothing of its text is kept",
    ),
    "subjectivity": (
        "construct: subjectivity of a sentence from clues in the outlet's own words",
        "data: CheckThat! 2025 task 1, checkthat_train_en.tsv (CC BY-NC-SA 4.0), and BABE, babe.csv (Spinde et al. 2021; AGPL-3.0), equal weight each; nothing of their texts is kept; loaded terms as the lexicon alone marks them",
    ),
    "subjectivity-fast": (
        "construct: subjectivity of a sentence from clues in the outlet's own words, adjectives that judge among them",
        "data: as subjectivity.tsv; adjectives by the weights pos.npz and loaded.npz, of which the latter has seen BABE",
    ),
}


def main(folder: str) -> None:
    """Fit and write the tables."""
    fit_toward(Path(folder))
    for name in ("subjectivity", "subjectivity-fast"):
        fit_subjectivity(Path(folder), name)


def read(texts: Sequence[str], measures: Sequence[str]) -> tuple[Corpus, Evidence]:
    """Return texts as a corpus with the evidence of some measures."""
    corpus, evidence = segment_texts(texts, blocks=(0, 1, 2, 3, 4)), Evidence()
    for measure in choose_measures(measures)[0]:
        evidence = evidence.with_spans(measure.name, measure.annotate(corpus, evidence))
    return corpus, evidence


# ---- toward


def newsmtsc(path: Path) -> tuple[Floats, Column]:
    """Return the features and the polarity of each target."""
    targets = newsmtsc_targets(path)
    corpus, evidence = read(targets.texts, ["loaded", "polarity"])
    start, end = token_range(corpus, targets.span, targets.doc)
    order = np.lexsort((end, start))
    start, end = start[order], end[order]
    pairs = toward.pair(corpus, evidence, toward.polar_words(corpus, evidence), start, end)
    return toward.count(corpus, evidence, pairs, start, end), np.array(targets.polarity)[order]


def fit_toward(folder: Path) -> None:
    """Fit sentiment toward targets on NewsMTSC train."""
    counts, gold = newsmtsc(folder / "newsmtsc_train.jsonl")
    test, truth = newsmtsc(folder / "newsmtsc_devtest_mt.jsonl")
    model = LogisticRegression(C=0.1, max_iter=5000, class_weight="balanced")
    folds = cross_val_predict(model, counts, gold, cv=5, method="decision_function")
    model.fit(counts, gold)
    heat = temperature(folds, np.searchsorted(model.classes_, gold))
    chances = softmax(model.decision_function(test) / heat, axis=1)
    score = 100 * f1_score(truth, model.classes_[chances.argmax(1)], average="macro")
    metrics = f"newsmtsc_devtest_mt macro-F1 {score:.1f}, expected calibration error {calibration(chances, model.classes_, truth):.3f}"
    values = np.vstack([model.coef_.T, model.intercept_]) / heat
    write("toward", (*toward.FEATURES, "constant"), list(model.classes_), values, [metrics])


# ---- subjectivity


def checkthat(path: Path) -> tuple[list[str], Bools]:
    """Return sentences and whether each is subjective."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row["sentence"] for row in rows], np.array([row["label"] == "SUBJ" for row in rows])


def babe(path: Path) -> tuple[list[str], Bools, Ints]:
    """Return sentences, whether coders saw opinion in each, and the fold of its outlet."""
    rows = babe_rows(path, "label_opinion")
    opinion = np.array([row["label_opinion"] != "Entirely factual" for row in rows])
    return [row["text"] for row in rows], opinion, folds([row["outlet"] for row in rows])


def clue_features(adjectives: bool) -> tuple[str, ...]:
    """Return the names of the features: every label of every clue lexicon, the marks, the shape of the sentence."""
    tables = {"loaded": "loaded-terms", "polarity": "polarity", **{name: name for name in subjectivity.CLUES}}
    labels = [f"{table}:{label}" for table, name in tables.items() for label in load_lexicon(name).labels]
    kept = (label for label in labels if label not in {"loaded:literal", "loaded:plain"})
    more = (*subjectivity.NEWS_MARKS, subjectivity.ADJECTIVE) if adjectives else ()
    marks = (*subjectivity.MARKS, subjectivity.FIGURE, *more)
    reported = (name + subjectivity.REPORTED for name in (*tables, *marks))
    return (*kept, *marks, *reported, *subjectivity.SHAPE)


def sentences(texts: Sequence[str], names: Sequence[str]) -> tuple[Floats, Ints]:
    """Return the features of every sentence, and the text each stands in."""
    needed = ["loaded", "polarity", *subjectivity.CLUES]
    corpus, evidence = read(texts, needed)
    own = np.bincount(
        corpus.token_sentence,
        weights=own_words(corpus, evidence["attribution"]),
        minlength=len(corpus.sentence_start),
    )
    judged = own > 0
    judges = subjectivity.judging(corpus, loadedness(), pos_tagger()) if subjectivity.ADJECTIVE in names else None
    return subjectivity.count(corpus, evidence, names, judges)[judged], corpus.token_doc[corpus.sentence_start][judged]


def fit_subjectivity(folder: Path, name: str) -> None:
    """Fit subjectivity on CheckThat train and BABE; a text of several sentences counts as one weight.

    Parameters
    ----------
    folder : Path
    name : str
        Of the table: "subjectivity" for the clues of lexicons alone, "subjectivity-fast" with adjectives that judge.
    """
    names = clue_features(adjectives=name == "subjectivity-fast")
    texts, opinion, fold = babe(folder / "babe.csv")
    gold: dict[str, Labelled] = {"train": checkthat(folder / "checkthat_train_en.tsv"), "babe": (texts, opinion)}
    for split in ("dev", "dev_test"):
        gold[split] = checkthat(folder / f"checkthat_{split}_en.tsv")
    seen = {split: sentences(written, names) for split, (written, _) in gold.items()}
    strength = STRENGTH[name]
    heat = _heat(seen["train"], gold["train"][1], strength)
    values, alone = (_fit(seen, gold, splits, strength) / heat for splits in (("train", "babe"), ("train",)))
    metrics = [f"checkthat_{split}_en {_metrics(seen[split], gold[split][1], values)}" for split in ("dev", "dev_test")]
    metrics.append(f"babe.csv, fitted on CheckThat alone: {_metrics(seen['babe'], gold['babe'][1], alone)}")
    by_outlet = np.zeros(len(fold))
    for held in range(FOLDS):
        chances = _chances(
            seen["babe"], _fit(seen, gold, ("train", "babe"), strength, kept=fold != held) / heat, len(fold)
        )
        by_outlet[fold == held] = chances[fold == held]
    metrics.append(f"babe.csv, its outlets left out in {FOLDS} folds: {_told(by_outlet, gold['babe'][1])}")
    write(name, (*names, "constant"), ["subjective"], values, metrics)


def _fit(
    seen: dict[str, tuple[Floats, Ints]],
    gold: dict[str, Labelled],
    splits: Sequence[str],
    strength: float,
    kept: Bools | None = None,
) -> Floats:
    """Return the coefficients; `kept` says which texts of the last split are learned from."""
    rows, labels, weights = [], [], []
    for split in splits:
        counts, text = seen[split]
        if kept is not None and split == splits[-1]:
            counts, text = counts[kept[text]], text[kept[text]]
        rows.append(counts)
        labels.append(gold[split][1][text])
        weights.append(1 / np.bincount(text)[text] / len(np.unique(text)))
    scale = StandardScaler().fit(np.vstack(rows))
    spread = np.maximum(scale.scale_, 0.02)  # a clue seen a few times gets no weight from its rarity
    model = LogisticRegression(C=strength, max_iter=5000, class_weight="balanced")
    weight = np.concatenate(weights)
    model.fit((np.vstack(rows) - scale.mean_) / spread, np.concatenate(labels), sample_weight=weight / weight.mean())
    coefficients = model.coef_[0] / spread
    return np.append(coefficients, model.intercept_[0] - coefficients @ scale.mean_)[:, None]


def _heat(seen: tuple[Floats, Ints], labels: Bools, strength: float) -> float:
    """Return what the shrunk logits of CheckThat have to be divided by, from texts left out in folds."""
    fold = np.arange(len(labels)) % FOLDS
    logits = np.zeros(len(seen[1]))
    for held in range(FOLDS):
        kept = fold != held
        values = _fit({"train": seen}, {"train": ([], labels)}, ("train",), strength, kept=kept)
        mine = ~kept[seen[1]]
        logits[mine] = seen[0][mine] @ values[:-1, 0] + values[-1, 0]
    return temperature(np.stack([np.zeros_like(logits), logits], axis=1), labels[seen[1]].astype(np.int64), lowest=0.1)


def _chances(seen: tuple[Floats, Ints], values: Floats, n_texts: int) -> Floats:
    """Return the mean score of the sentences of each text."""
    counts, text = seen
    score = 1 / (1 + np.exp(-(counts @ values[:-1, 0] + values[-1, 0])))
    return np.bincount(text, weights=score, minlength=n_texts) / np.maximum(np.bincount(text, minlength=n_texts), 1)


def _metrics(seen: tuple[Floats, Ints], gold: Bools, values: Floats) -> str:
    return _told(_chances(seen, values, len(gold)), gold)


def _told(chances: Floats, gold: Bools) -> str:
    """Return how well chances tell the subjective texts, and how well they are calibrated."""
    both = np.stack([1 - chances, chances], axis=1)
    error = calibration(both, np.array([False, True]), gold)
    area, f1 = roc_auc_score(gold, chances), f1_score(gold, chances >= 0.5, average="macro")
    return f"AUC {area:.3f}, macro-F1 {100 * f1:.1f}, expected calibration error {error:.3f}"


def write(name: str, features: Sequence[str], classes: Sequence[str], values: Floats, metrics: Sequence[str]) -> None:
    """Write a table with its card, and print the metrics."""
    card = [f"# {line}" for line in (f"name: {name}", *CARDS[name], "command: python -m framing.training.rules DATA")]
    card += [f"# metric: {metric}" for metric in metrics]
    rows = ["\t".join(["feature", *classes])]
    rows += [
        "\t".join([feature, *(f"{value:.4f}" for value in row)]) for feature, row in zip(features, values, strict=True)
    ]
    (OUT / f"{name}.tsv").write_text("\n".join([*card, *rows]) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(f"{name}: {metric}" for metric in metrics) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
