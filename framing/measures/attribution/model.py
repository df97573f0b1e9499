"""The voice model: labels tokens as source, cue and content, from words, marks and what the rules read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from framing.core import Corpus, Floats, InputError, Ints, expand
from framing.measures.attribution.columns import Known, columns, marked_kinds, sight
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import Draft
from framing.measures.attribution.linking import CONTENT, CUE, OPENING, SOURCE, link
from framing.measures.attribution.mending import Sources, complete, leave_comments, move_from_dates, ranges_of
from framing.measures.attribution.words import MOST_CLASSES, word_classes
from framing.models import Encoder, PosTagger, Scores, Sequences, Tagger, Weights, load_weights, marginals, pos_tagger
from framing.models.words import family

LABELS = ("outside", "source", "cue", "opening", "content")
FAMILIES = {"class": family("class", MOST_CLASSES, word_classes)}
AT_ONCE = 65_536  # tokens that are read together, so that memory does not grow with a text
LONGEST = 400  # tokens of a passage or paragraph that are read as one; a longer one is cut


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
    pos : PosTagger
    sha256 : str
        Of the weights.
    encoder : Encoder, optional
        Scores the labels instead of the weights.
    """

    def __init__(
        self,
        weights: Weights,
        temperature: float,
        threshold: float,
        confidence: Sequence[float],
        pos: PosTagger,
        sha256: str,
        encoder: Encoder | None = None,
    ) -> None:
        self._tagger = Tagger(weights, FAMILIES)
        self._steps = weights.steps if encoder is None else np.array(encoder.about["voice"]["steps"], dtype=np.float32)
        self._temperature = temperature
        self._threshold = threshold
        self._confidence = confidence
        self.pos = pos
        self._encoder = encoder
        self.hashes = {**({"voice": sha256} if encoder is None else encoder.hashes), **pos.hashes}

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
        if not corpus.n_tokens:
            return []
        probability = self.probabilities(corpus, bits, cues, rules)
        drafts = link(corpus, labels_of(probability, self._threshold), probability[:, CUE])
        move_from_dates(corpus, drafts, cues)
        classes = {cue.start: cue.cue_class for cue in cues}
        for draft in drafts:
            known = [classes[i] for i in range(*draft.cue) if i in classes]
            draft.cue_class = known[-1] if known else OTHER
        self._judge(drafts, probability)
        drafts = complete(corpus, drafts, rules)
        leave_comments(corpus, drafts)
        Sources(corpus, drafts, self.pos.tag(corpus), self.pos.tags).mend()
        return drafts

    def probabilities(self, corpus: Corpus, bits: Ints, cues: Sequence[Cue], rules: Sequence[Draft]) -> Scores:
        """Return how probable each label of each token is, shape (n_tokens, 5); zeros in blocks that do not count."""
        if self._encoder is not None:
            return self._settled(corpus, self._encoder.read(corpus).voice)
        known = Known.of(corpus, bits, self.pos.tag(corpus), cues, rules)
        out = np.empty((corpus.n_tokens, len(LABELS)), dtype=np.float32)
        for piece, first, own in corpus.pieces(AT_ONCE, around=1):  # the model looks at the paragraph before each
            asked = columns(piece, known.part(first, first + piece.n_tokens))
            scores = self._tagger.scores(piece, sight(piece), list(asked.values()), marked_kinds(piece))
            out[own] = self._settled(piece, scores)[own.start - first : own.stop - first]
        return out

    def _settled(self, corpus: Corpus, scores: Scores) -> Scores:
        """Return the probabilities of labels from their scores and those of the steps between them."""
        chains = sequences(corpus, whole=self._encoder is not None)
        return marginals(scores / self._temperature, self._steps / self._temperature, chains)[0]

    def contributions(
        self, corpus: Corpus, bits: Ints, cues: Sequence[Cue], rules: Sequence[Draft], tokens: Ints, labels: Ints
    ) -> tuple[list[str], Scores]:
        """Return what each feature adds to the score of a label of some tokens, less what it adds to "outside"."""
        if self._encoder is not None:
            scores = self._encoder.read(corpus).voice[tokens]
            return ["encoder"], (scores[np.arange(len(tokens)), labels] - scores[:, 0])[:, None]
        asked = columns(corpus, Known.of(corpus, bits, self.pos.tag(corpus), cues, rules))
        return self._tagger.contributions(corpus, sight(corpus), asked, marked_kinds(corpus), tokens, labels)

    def _judge(self, drafts: Sequence[Draft], probability: Scores) -> None:
        """Set how probable it is that each attribution is right."""
        intercept, slope = self._confidence
        sure = 1 / (1 + np.exp(-(intercept + slope * certainty(drafts, probability))))
        for draft, confidence in zip(drafts, sure.tolist(), strict=True):
            draft.confidence = confidence


OTHER = "other"  # class of a cue that no list has


def certainty(drafts: Sequence[Draft], probability: Scores) -> Floats:
    """Return the mean logarithm of the probabilities of the parts of each attribution, shape (n_drafts,)."""
    cues, sources = (ranges_of(getattr(draft, part) for draft in drafts) for part in ("cue", "source"))
    contents = ranges_of(part for draft in drafts for part in draft.content)
    row = np.repeat(np.arange(len(drafts)), [len(draft.content) for draft in drafts])
    inside = probability[:, OPENING] + probability[:, CONTENT]
    named = sources[:, 1] > sources[:, 0]
    every = np.arange(len(drafts))
    parts = [
        _mean(inside, contents, row, len(drafts)),
        _mean(probability[:, CUE], cues, every, len(drafts)),
        _mean(probability[:, SOURCE], sources, every, len(drafts)),
    ]
    logs = np.log(np.clip(parts, 1e-3, 1))
    return np.asarray((logs[0] + logs[1] + np.where(named, logs[2], 0)) / (2 + named))


def _mean(values: Scores, ranges: Ints, row: Ints, n: int) -> Floats:
    """Return the mean over the tokens of all ranges of each row, each by itself; 0 where there are none."""
    which, place = expand(ranges[:, 0], ranges[:, 1] - ranges[:, 0])
    total = np.bincount(row[which], weights=values[place], minlength=n)
    return np.asarray(total / np.maximum(np.bincount(row[which], minlength=n), 1))


def labels_of(probability: Scores, threshold: float) -> Ints:
    """Return the label of each token: content from a threshold on, else the likeliest of the others."""
    inside = probability[:, OPENING] + probability[:, CONTENT]
    labels = np.asarray(probability[:, :OPENING].argmax(axis=1))
    labels[inside > threshold] = CONTENT
    before = np.concatenate(([0], labels[:-1]))
    opens = (before != CONTENT) | (probability[:, OPENING] > probability[:, CONTENT])
    labels[(labels == CONTENT) & opens] = OPENING
    return labels


def sequences(corpus: Corpus, *, whole: bool = False) -> Sequences:
    """Return the passages that count, or the `whole` paragraphs, cut where they are very long."""
    begin = corpus.paragraph_start if whole else corpus.passage_start
    end = np.append(begin[1:], corpus.n_tokens)
    counted = corpus.counted[begin] if corpus.n_tokens else np.zeros(0, dtype=bool)
    bounds = [
        (first, min(first + LONGEST, b))
        for a, b in zip(begin[counted].tolist(), end[counted].tolist(), strict=True)
        for first in range(a, b, LONGEST)
    ]
    start, stop = np.array(bounds, dtype=np.int64).reshape(-1, 2).T
    return Sequences.of(start, stop)


@lru_cache(maxsize=4)
def voice_model(folder: Path | None = None, encoder: Encoder | None = None) -> VoiceModel:
    """Return the model with the shipped weights, or with those in a folder; with an encoder in their place."""
    weights, about = load_weights("voice", folder)
    told = about if encoder is None else encoder.about["voice"]
    asked = ("temperature", "threshold", "confidence", *([] if encoder is None else ["steps"]))
    missing = [name for name in asked if name not in told]
    if missing:
        file = "voice.npz" if encoder is None else "encoder.npz"
        raise InputError(
            f"{file} does not say its {missing[0]}: these are no weights of a voice model. Train it again."
        )
    return VoiceModel(
        weights,
        told["temperature"],
        told["threshold"],
        told["confidence"],
        pos_tagger(folder),
        about["sha256"],
        encoder,
    )
