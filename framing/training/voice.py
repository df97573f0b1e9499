"""Fit the voice model on PolNeAR.

    python -m framing.training.voice ../shared/data             # fits and writes weights and card
    python -m framing.training.voice ../shared/data --left-out  # and says how it does on each outlet and month left out

writes framing/models/weights/voice.npz and voice.md and prints the card. The data are not part of this repository: PolNeAR
(Newell, Margolin & Ruths 2018), polnear_train.jsonl.gz and polnear_dev.jsonl.gz. Deterministic.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from framing.core import Bools, Corpus, Ints, covered
from framing.lexicon import load_lexicon
from framing.measures.attribution import Attribution
from framing.measures.attribution.columns import Known, columns, marked_kinds, sight
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import Draft
from framing.measures.attribution.linking import CONTENT, CUE, OPENING, SOURCE, link
from framing.measures.attribution.model import (
    FAMILIES,
    LABELS,
    certainty,
    labels_of,
    sequences,
)
from framing.models import Scores, Sequences, Tagger, Weights, marginals, pos_tagger
from framing.models.store import save_weights
from framing.segment import segment_texts
from framing.training.cards import WEIGHTS, write_card
from framing.training.data import json_lines
from framing.training.tagging import Features, Group, fit

REACH = {"lower": 4, "class": 4, "shape": 2, "ending": 2, "cluster": 2, "written": 1, "suffix": 0, "prefix": 0}
BITS, EPOCHS = 18, 12
# Weights are fitted with each rate of learning; of every so-many-th article each line is also read as a text of its own.
SETTINGS = ((0.03, 3), (0.03, 8), (0.05, 8))
LEAST = 0.007  # smaller weights of the mean are left out
PER_GROUP = 14  # articles
HELD_OUT = 8  # every eighth article, to calibrate with
THRESHOLD = 0.36  # the highest within .05 of the best on outlets and months left out: framing.training.voice_choice
NEVER = np.zeros((len(LABELS) + 1, len(LABELS)), dtype=bool)
NEVER[[0, SOURCE, CUE, -1], CONTENT] = True  # a content has an opening

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Article:
    """A text and the spans of the "Source", "Cue" and "Content" of each of its attributions."""

    outlet: str
    month: str
    text: str
    attributions: list[dict[str, Spans]]

    def apart(self) -> list[Article]:
        """Return each line as a text of its own, so that short texts are learned too."""
        return [
            Article(
                self.outlet, self.month, line.group(), [_within(roles, *line.span()) for roles in self.attributions]
            )
            for line in re.finditer(r"[^\n]+", self.text)
        ]


def _within(roles: dict[str, Spans], low: int, high: int) -> dict[str, Spans]:
    return {role: [(a - low, b - low) for a, b in spans if low <= a and b <= high] for role, spans in roles.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """Articles as the model sees them: word classes, candidate cues, what the rules read, sequences, and their gold labels."""

    corpus: Corpus
    bits: Ints
    cues: list[Cue]
    rules: list[Draft]
    chains: Sequences
    gold: Ints

    def columns(self) -> list[Any]:
        """Return the features of single tokens."""
        pos = pos_tagger().tag(self.corpus)
        known = Known.of(self.corpus, self.bits, pos, self.cues, self.rules)
        return list(columns(self.corpus, known).values())


def main(folder: str, *options: str) -> None:
    """Fit, calibrate, measure and write."""
    train, dev = (load_articles(Path(folder) / f"polnear_{split}.jsonl.gz") for split in ("train", "dev"))
    part = fit_articles([article for i, article in enumerate(train) if i % HELD_OUT])
    about = _calibrate(part, train[::HELD_OUT])
    weights = fit_articles(train)
    save_weights(WEIGHTS / "voice.npz", weights, about)
    left_out = "--left-out" in options
    size = (WEIGHTS / "voice.npz").stat().st_size
    write_card(
        "voice",
        "Voice: who says what",
        [
            ("Construct", [f"source, cue and content of attributions, per token; {size:,} bytes"]),
            (
                "Data",
                [
                    "PolNeAR train, 840 articles of 7 US outlets 2015–16 (Newell, Margolin & Ruths 2018; no licence stated). Nothing of its text is kept; the weights are for research, see LICENSE beside them"
                ],
            ),
            ("Command", ["python -m framing.training.voice ../shared/data --left-out"]),
            ("PolNeAR dev, 84 articles", _measure(weights, about, dev)),
            ("PolNeAR train, which the weights have seen", _measure(weights, about, train)),
            *(
                (f"Each {part} left out of training", _left_out(train, about, part) if left_out else ["not measured"])
                for part in ("outlet", "month")
            ),
            (
                "Calibration",
                [
                    f"temperature {about['temperature']:.2f}, fitted on every {HELD_OUT}th article of train with weights fitted on the others"
                ],
            ),
            (
                "Fails at",
                [
                    'attitudes without a verb of saying; contents whose end only the meaning tells; cues no list has get the class "other"'
                ],
            ),
        ],
    )


def fit_articles(articles: Sequence[Article], reach: Mapping[str, int] = REACH, epochs: int = EPOCHS) -> Weights:
    """Return the mean of the weights that fit some articles with each of the settings (Wortsman et al. 2022)."""
    order = np.random.default_rng(0).permutation(len(articles))
    whole = _groups([[articles[i]] for i in order], reach)
    fits = []
    for rate, every in SETTINGS:
        groups = whole + _groups([articles[i].apart() for i in order[::every]], reach)
        fits.append(fit(groups, LABELS, reach, bits=BITS, epochs=epochs, rate=rate, never=NEVER))
    rows, steps = (np.mean(each, axis=0) for each in ([w.rows * w.scale for w in fits], [w.steps for w in fits]))
    return Weights.of(LABELS, reach, rows, steps, LEAST)


def _groups(texts: Sequence[list[Article]], reach: Mapping[str, int]) -> list[Group]:
    """Return texts, each article as one or as several, in groups to learn from."""
    return [
        _group([text for each in texts[k : k + PER_GROUP] for text in each], reach)
        for k in range(0, len(texts), PER_GROUP)
    ]


def read(articles: Sequence[Article], *, whole: bool = False) -> Reading:
    """Read articles, with the rules, and with their annotation; `whole` paragraphs are sequences, or else passages."""
    corpus = segment_texts([article.text for article in articles])
    bits, cues, rules = Attribution(load_lexicon("reporting-verbs")).by_rules(corpus)
    chains = sequences(corpus, whole=whole)
    return Reading(corpus, bits, cues, rules, chains, gold_labels(corpus, articles, chains))


def load_articles(path: Path) -> list[Article]:
    """Return the articles of a file of PolNeAR."""
    return [
        Article(row["outlet"], row["id"].split("_")[1][:7], row["text"], annotated(row["annotations"][0]["brat"]))
        for row in json_lines(path)
    ]


def _group(articles: Sequence[Article], reach: Mapping[str, int]) -> Group:
    reading = read(articles)
    corpus = reading.corpus
    features = Features.of(corpus, sight(corpus), reading.columns(), reach, BITS, FAMILIES, marked_kinds(corpus))
    return Group(features, np.where(corpus.counted, reading.gold, -1), reading.chains)


def annotated(brat: str) -> list[dict[str, Spans]]:
    """Return the spans of the source, the cue and the content of each attribution of a standoff file."""
    spans: dict[str, Spans] = {}
    found = []
    for line in brat.split("\n"):
        parts = line.rstrip("\r").split("\t")
        if re.match(r"T\d+\t\w+ \d", line):
            where = parts[1].partition(" ")[2]
            spans[parts[0]] = [(int(a), int(b)) for a, b in (piece.split() for piece in where.split(";"))]
        elif line.startswith("E"):
            roles: defaultdict[str, Spans] = defaultdict(list)
            for argument in parts[1].split():
                role, _, reference = argument.partition(":")
                roles[role.rstrip("0123456789")].extend(spans.get(reference, []))
            found.append(dict(roles))
    return found


def gold_labels(corpus: Corpus, articles: Sequence[Article], chains: Sequences) -> Ints:
    """Return the annotated label of each token; a content opens anew behind anything else and in each sequence."""
    labels = np.zeros(corpus.n_tokens, dtype=np.int64)
    for i, article in enumerate(articles):
        for roles in article.attributions:
            for role, label in (("Content", CONTENT), ("Source", SOURCE), ("Cue", CUE)):
                for start, end in np.array(roles.get(role, []), dtype=np.int64).reshape(-1, 2) + corpus.doc_start[i]:
                    low = np.searchsorted(corpus.token_end, start, side="right")
                    labels[low : np.searchsorted(corpus.token_start, end, side="left")] = label
                    if label == CONTENT:
                        labels[low] = OPENING
    first = np.zeros(corpus.n_tokens, dtype=bool)
    first[chains.first] = True
    before = np.concatenate(([0], labels[:-1]))
    labels[(labels == CONTENT) & ((before < OPENING) | first)] = OPENING
    return labels


def scores_of(weights: Weights, reading: Reading) -> Scores:
    """Return the score of each label for each token."""
    return Tagger(weights, FAMILIES).scores(
        reading.corpus, sight(reading.corpus), reading.columns(), marked_kinds(reading.corpus)
    )


def probabilities_of(scores: Scores, steps: Scores, chains: Sequences, temperature: float) -> Scores:
    """Return how probable each label of each token is."""
    return marginals(scores.astype(np.float64) / temperature, steps.astype(np.float64) / temperature, chains)[0]


def _calibrate(weights: Weights, articles: Sequence[Article]) -> dict[str, Any]:
    """Return the temperature and how sure to be of an attribution, from articles the weights have not seen."""
    reading = read(articles)
    return calibrated(scores_of(weights, reading), weights.steps, reading, articles, THRESHOLD)


def calibrated(
    scores: Scores, steps: Scores, reading: Reading, articles: Sequence[Article], threshold: float
) -> dict[str, Any]:
    """Return the temperature of scores of labels, and how sure to be of an attribution."""
    counted = np.flatnonzero(reading.corpus.counted)

    def loss(temperature: float) -> float:
        probability = probabilities_of(scores, steps, reading.chains, temperature)
        return float(-np.log(probability[counted, reading.gold[counted]] + 1e-9).mean())

    temperature = float(minimize_scalar(loss, bounds=(0.7, 4), method="bounded", options={"xatol": 0.02}).x)
    probability = probabilities_of(scores, steps, reading.chains, temperature)
    drafts = link(reading.corpus, labels_of(probability, threshold), probability[:, CUE])
    right = _right(reading.corpus, drafts, articles)
    judge = LogisticRegression(C=1e6).fit(certainty(drafts, probability)[:, None], right)
    confidence = [float(judge.intercept_[0]), float(judge.coef_[0, 0])]
    return {"temperature": temperature, "threshold": threshold, "confidence": confidence}


def _right(corpus: Corpus, drafts: Sequence[Draft], articles: Sequence[Article]) -> list[bool]:
    """Return which attributions have a source, cue and content that meet those of one that is annotated."""
    gold = [article.attributions for article in articles]
    out = []
    for draft in drafts:
        doc = int(corpus.token_doc[draft.cue[0]])
        parts = {"Source": [draft.source] if draft.has_source else [], "Cue": [draft.cue], "Content": draft.content}
        found = {
            role: [
                (
                    int(corpus.token_start[a] - corpus.doc_start[doc]),
                    int(corpus.token_end[b - 1] - corpus.doc_start[doc]),
                )
                for a, b in ranges
            ]
            for role, ranges in parts.items()
        }
        out.append(any(all(_meet(found[role], roles.get(role, [])) for role in found) for roles in gold[doc]))
    return out


def _meet(found: Spans, gold: Spans) -> bool:
    return (not found and not gold) or any(a < d and c < b for a, b in found for c, d in gold)


def _measure(weights: Weights, about: dict[str, Any], articles: Sequence[Article]) -> list[str]:
    """Return what the model reaches on articles."""
    reading = read(articles)
    corpus, counted = reading.corpus, reading.corpus.counted
    probability = probabilities_of(scores_of(weights, reading), weights.steps, reading.chains, about["temperature"])
    drafts = link(corpus, labels_of(probability, about["threshold"]), probability[:, CUE])
    found, gold = content_tokens(reading, drafts)
    right = _right(corpus, drafts, articles)
    outside = ~corpus.quoted
    sure = probability[:, OPENING] + probability[:, CONTENT]
    return [
        f"content tokens F1 {100 * f1(found, gold):.1f}, outside quotation marks {100 * f1(found & outside, gold & outside):.1f}",
        f"mean absolute error of the reported share {share_error(reading, drafts):.3f}",
        f"{len(right):,} attributions, {100 * float(np.mean(right)):.1f} % right in every part",
        f"expected calibration error of the token probabilities {_calibration_error(sure[counted], gold[counted]):.3f}",
    ]


def content_tokens(reading: Reading, drafts: Sequence[Draft]) -> tuple[Bools, Bools]:
    """Return which tokens that count are content by the drafts, and which by the annotation."""
    corpus = reading.corpus
    parts = np.array([part for draft in drafts for part in draft.content], dtype=np.int64).reshape(-1, 2)
    return covered(parts[:, 0], parts[:, 1], corpus.n_tokens), (reading.gold >= OPENING) & corpus.counted


def f1(found: Bools, gold: Bools) -> float:
    """Return the F1 of what was found."""
    return float(2 * (found & gold).sum() / max(int(found.sum() + gold.sum()), 1))


def share_error(reading: Reading, drafts: Sequence[Draft]) -> float:
    """Return the mean absolute error of the share of words that are reported, per article."""
    corpus = reading.corpus
    found, gold = content_tokens(reading, drafts)
    wrong = np.bincount(corpus.token_doc, weights=found.astype(float) - gold, minlength=corpus.n_docs)
    return float(np.abs(wrong / np.maximum(np.diff(corpus.doc_tokens), 1)).mean())


def _calibration_error(sure: Scores, gold: Any) -> float:
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(
            abs(sure[bins == k].mean() - gold[bins == k].mean()) * (bins == k).mean()
            for k in range(10)
            if (bins == k).any()
        )
    )


def _left_out(articles: Sequence[Article], about: dict[str, Any], part: str) -> list[str]:
    """Return what is reached on the articles of each outlet or month by weights that have seen none of them."""
    out = []
    for value in sorted({getattr(article, part) for article in articles}):
        weights = fit_articles([article for article in articles if getattr(article, part) != value])
        unseen = [article for article in articles if getattr(article, part) == value]
        out.append(f"{value}: {'; '.join(_measure(weights, about, unseen))}")
    return out


if __name__ == "__main__":
    main(*sys.argv[1:])
