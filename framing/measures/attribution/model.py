"""The voice model: labels tokens as source, cue and content, from words, marks and what the rules read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from framing.core import Corpus, Floats, Ints
from framing.measures.attribution.columns import columns, paragraphs
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import Draft
from framing.measures.attribution.linking import CONTENT, CUE, OPENING, SOURCE, link
from framing.measures.attribution.words import word_classes
from framing.models import Scores, Sequences, Tagger, Weights, load_weights, marginals, pos_tagger
from framing.models.words import Family

LABELS = ("outside", "source", "cue", "opening", "content")
FAMILIES: dict[str, Family] = {"class": word_classes}
LONGEST = 400  # tokens of a paragraph that are read as one; a longer one is cut


class VoiceModel:
    """Reads who says what with learned weights.

    Parameters
    ----------
    weights : Weights
    temperature : float
        What scores are divided by, so that probabilities are neither too sure nor too unsure.
    threshold : float
        Probability from which a token is content.
    confidence : (float, float)
        Intercept and slope of the probability that an attribution is right, from how probable its parts are.
    folder : Path, optional
        Of the part-of-speech weights.
    """

    def __init__(
        self,
        weights: Weights,
        temperature: float,
        threshold: float,
        confidence: Sequence[float],
        folder: Path | None = None,
    ) -> None:
        self._tagger = Tagger(weights, FAMILIES)
        self._temperature = temperature
        self._threshold = threshold
        self._confidence = confidence
        self._folder = folder

    def read(self, corpus: Corpus, bits: Ints, cues: Sequence[Cue], rules: Sequence[Draft]) -> list[Draft]:
        """Return the attributions, in order of their cues.

        Parameters
        ----------
        corpus : Corpus
        bits : array of int, shape (n_tokens,)
            Word classes.
        cues : sequence of Cue
            Candidates.
        rules : sequence of Draft
            What the rules read.
        """
        probability = self.probabilities(corpus, bits, cues, rules)
        drafts = link(corpus, labels_of(probability, self._threshold))
        classes = {cue.start: cue.cue_class for cue in cues}
        for draft in drafts:
            known = [classes[i] for i in range(*draft.cue) if i in classes]
            draft.cue_class = known[-1] if known else OTHER
        self._judge(drafts, probability)
        return drafts

    def probabilities(self, corpus: Corpus, bits: Ints, cues: Sequence[Cue], rules: Sequence[Draft]) -> Scores:
        """Return how probable each label of each token is, shape (n_tokens, 5); zeros in blocks that do not count."""
        pos = pos_tagger(self._folder).tag(corpus)
        asked = columns(corpus, bits, pos, cues, rules)
        scores = self._tagger.scores(corpus, paragraphs(corpus), list(asked.values()))
        steps = self._tagger.weights.steps
        return marginals(scores / self._temperature, steps / self._temperature, sequences(corpus))[0]

    def _judge(self, drafts: Sequence[Draft], probability: Scores) -> None:
        """Set how probable it is that each attribution is right."""
        intercept, slope = self._confidence
        sure = 1 / (1 + np.exp(-(intercept + slope * certainty(drafts, probability))))
        for draft, confidence in zip(drafts, sure.tolist(), strict=True):
            draft.confidence = confidence


OTHER = "other"  # class of a cue that no list has


def certainty(drafts: Sequence[Draft], probability: Scores) -> Floats:
    """Return the mean logarithm of the probabilities of the parts of each attribution, shape (n_drafts,)."""
    sums = np.concatenate((np.zeros((1, probability.shape[1])), np.cumsum(probability, axis=0)))
    cues, sources = (
        np.array([getattr(draft, part) for draft in drafts], dtype=np.int64).reshape(-1, 2)
        for part in ("cue", "source")
    )
    contents = np.array([part for draft in drafts for part in draft.content], dtype=np.int64).reshape(-1, 2)
    row = np.repeat(np.arange(len(drafts)), [len(draft.content) for draft in drafts])
    inside = sums[:, OPENING] + sums[:, CONTENT]
    size, total = (
        np.bincount(row, weights=values, minlength=len(drafts))
        for values in (contents[:, 1] - contents[:, 0], inside[contents[:, 1]] - inside[contents[:, 0]])
    )
    named = sources[:, 1] > sources[:, 0]
    parts = [total / size, *(_mean(sums[:, label], ranges) for label, ranges in ((CUE, cues), (SOURCE, sources)))]
    logs = np.log(np.clip(parts, 1e-3, 1))
    return np.asarray((logs[0] + logs[1] + np.where(named, logs[2], 0)) / (2 + named))


def _mean(sums: Scores, ranges: Ints) -> Floats:
    return np.asarray((sums[ranges[:, 1]] - sums[ranges[:, 0]]) / np.maximum(ranges[:, 1] - ranges[:, 0], 1))


def labels_of(probability: Scores, threshold: float) -> Ints:
    """Return the label of each token: content from a threshold on, else the likeliest of the others."""
    inside = probability[:, OPENING] + probability[:, CONTENT]
    labels = np.asarray(probability[:, :OPENING].argmax(axis=1))
    labels[inside > threshold] = CONTENT
    before = np.concatenate(([0], labels[:-1]))
    opens = (before != CONTENT) | (probability[:, OPENING] > probability[:, CONTENT])
    labels[(labels == CONTENT) & opens] = OPENING
    return labels


def sequences(corpus: Corpus) -> Sequences:
    """Return the paragraphs that count, cut where they are very long."""
    end = np.append(corpus.paragraph_start[1:], corpus.n_tokens)
    counted = corpus.counted[corpus.paragraph_start] if corpus.n_tokens else np.zeros(0, dtype=bool)
    bounds = [
        (first, min(first + LONGEST, b))
        for a, b in zip(corpus.paragraph_start[counted].tolist(), end[counted].tolist(), strict=True)
        for first in range(a, b, LONGEST)
    ]
    start, stop = np.array(bounds, dtype=np.int64).reshape(-1, 2).T
    return Sequences.of(start, stop)


@lru_cache(maxsize=4)
def voice_model(folder: Path | None = None) -> VoiceModel:
    """Return the model with the shipped weights, or with those in a folder."""
    weights, about = load_weights("voice", folder)
    return VoiceModel(weights, about["temperature"], about["threshold"], about["confidence"], folder)
