"""Subjectivity: how far a sentence shows the outlet's own stance.

Judged from clues in the outlet's own words – hedges, boosters, attitude
markers, first person, address of the reader, words that speak well or ill,
loaded terms, questions, exclamations – and from what holds a writer back:
figures, dates, amounts, sayings of others. A sentence that only reports somebody's opinion is
not subjective, and one that is all quotation from a source is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.core import NO_EVIDENCE, Bools, Column, Corpus, Evidence, Floats, Ints, PerType, Spans, objects
from framing.measures.coefficients import Coefficients, load_coefficients
from framing.models import Encoder, Loadedness, PosTagger
from framing.scoring import (
    DIRECT,
    EDITORIAL,
    INDIRECT,
    Ratios,
    Tallied,
    Tally,
    count_between,
    count_spans,
    explanation,
    own_words,
    per_doc,
    rate,
    share,
    token_voice,
)

THRESHOLD = 0.5  # where training with equal weight on both classes puts the bound
LARGEST = 500.0  # logit beyond which a score is 0 or 1 to the last bit
CLUES = ("hedges", "boosters", "attitude", "person", "factives", "assertives", "implicatives")
LABELS = ("objective", "subjective")
# Clues that are single words or marks of closed classes.
MARKS = {
    "question": frozenset("?"),
    "exclamation": frozenset("!"),
    "negation": frozenset("not no never n't don't isn't doesn't nothing nobody none".split()),
    "contrast": frozenset("but yet however though although".split()),
    "modal": frozenset("will would can could may might shall should must ought".split()),
    "past": frozenset("was were had said".split()),
    "present": frozenset("is are be".split()),
}
# The same, counted with models alone: what a writer points at, and what reports are made of.
NEWS_MARKS = {
    "pointing": frozenset("this these those such".split()),
    "date": frozenset("monday tuesday wednesday thursday friday saturday sunday week month year last".split()),
    "amount": frozenset("percent % $ million billion thousands hundreds".split()),
    "preposition": frozenset("in on at near after during".split()),
}
_ALL_MARKS = {**MARKS, **NEWS_MARKS}
FIGURE = "figure"  # a number
ADJECTIVE = "evaluative adjective"  # by its part of speech and the learned loadedness
JUDGING = 0.08  # probability to be loaded from which an adjective judges; from 0.17 on it is marked as loaded
ADJECTIVES = ("JJ", "JJR", "JJS")
CONSTANT, ENCODER = "constant", "encoder"
OWN_CLAIM = 3  # words besides source, cue and content; with fewer a sentence only reports
REPORTED = " (reported)"  # of a feature: counted in reported words
SHAPE = ("quoted", "reported", "length")  # of the sentence: shares of its words, logarithm of its own words

Added = tuple[int, int, str, float]  # tokens of a mark, what it is, and what it adds


@dataclass(frozen=True, slots=True)
class Subjectivity(Tallied):
    """Score the subjectivity of every sentence that has words of the outlet's own.

    Parameters
    ----------
    loaded : Loadedness, optional
    pos : PosTagger, optional
        With both, adjectives that judge are a clue; without them the clues of the lexicons alone decide.
    model : Encoder, optional
        Scores the sentences too: the mean of both counts.
    """

    loaded: Loadedness | None = None
    pos: PosTagger | None = None
    model: Encoder | None = None
    name: str = "subjectivity"
    requires: tuple[str, ...] = ("attribution", "loaded", "polarity", *CLUES)

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return the sentences with words of the outlet's own.

        Returns
        -------
        Spans
            Label ``subjective`` from a score of 0.5, else ``objective``; the
            score is 0–1.
        """
        first, last = corpus.sentence_start, corpus.sentence_end
        own = count_between(own_words(corpus, evidence["attribution"]), first, last)
        score = 1 / (1 + np.exp(-np.clip(self._logits(corpus, evidence), -LARGEST, LARGEST)))
        judged = own > 0
        label = objects(LABELS)[(score >= THRESHOLD).astype(np.int64)]
        return Spans(first[judged], last[judged], label[judged], score[judged])

    def _logits(self, corpus: Corpus, evidence: Evidence) -> Floats:
        """Return the log-odds that each sentence is subjective, shape (n_sentences,)."""
        counts = count(corpus, evidence, self._table.features[:-1], self._judging(corpus))
        logits = np.asarray(self._table.logits(counts)[:, 0])
        return logits if self.model is None else (logits + _encoded(corpus, self.model)) / 2

    @property
    def _table(self) -> Coefficients:
        return load_coefficients("subjectivity-fast" if self.loaded and self.pos else "subjectivity")

    def _judging(self, corpus: Corpus) -> Bools | None:
        return judging(corpus, self.loaded, self.pos) if self.loaded and self.pos else None

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count own words, the sentences judged and those that are subjective, and clues; add up the scores of sentences."""
        sentences, own = evidence[self.name], own_words(corpus, evidence["attribution"])
        docs = corpus.token_doc[sentences.start]
        sums: dict[str, Column] = {
            "own words": per_doc(corpus, own),
            "judged": count_spans(corpus, sentences),
            "subjective": count_spans(corpus, sentences.select(sentences.label == LABELS[1])),
            "score": np.bincount(docs, weights=sentences.score, minlength=corpus.n_docs),
        }
        for clue in CLUES:
            sums[clue] = count_spans(corpus, evidence[clue].select(own[evidence[clue].start]))
        for mark in ("question", "exclamation"):
            sums[f"{mark}s"] = per_doc(corpus, _marks(corpus, mark) & _own_tokens(corpus, evidence))
        return Tally(sums)

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return the mean over the sentences judged, the share that is subjective, and the rate of each class of clue in own words."""
        shares = {"sentences_mean": "score", "subjective_share": "subjective"}
        rates = {
            f"{clue}_rate": rate(tally[clue], tally["own words"]) for clue in (*CLUES, "questions", "exclamations")
        }
        return {**{column: share(tally[part], tally["judged"]) for column, part in shares.items()}, **rates}

    def by_sentence(self, corpus: Corpus, evidence: Evidence, /) -> Ratios:
        """Return the score and the label of each sentence that was judged, by the mean and the share they make."""
        sentences, n = evidence[self.name], len(corpus.sentence_start)
        place = corpus.token_sentence[sentences.start]
        columns = {"sentences_mean": sentences.score, "subjective_share": sentences.label == LABELS[1]}
        judged = np.bincount(place, minlength=n)
        return {
            f"{self.name}__{column}": (np.bincount(place, weights=values, minlength=n), judged)
            for column, values in columns.items()
        }

    def explain(self, corpus: Corpus, evidence: Evidence, doc: int, /) -> Spans:
        """Return what each clue, and the shape of each sentence, adds to the logit of the sentence's score.

        Per sentence the contributions sum to ``log(score / (1 - score))``. An encoder gives one for the sentence as a
        whole, and what the clues add counts half.
        """
        return self._explain(corpus, evidence, doc, words=False)

    def explain_words(self, corpus: Corpus, evidence: Evidence, doc: int, /) -> Spans:
        """Return what :meth:`explain` does, with what an encoder adds told by the word, too: how far it falls if the word is hidden."""
        return self._explain(corpus, evidence, doc, words=True)

    def _explain(self, corpus: Corpus, evidence: Evidence, doc: int, words: bool) -> Spans:
        sentences = evidence[self.name]
        sentences = sentences.select(corpus.token_doc[sentences.start] == doc)
        rows = self._by_clue(corpus, evidence, sentences, doc)
        if self.model is not None:
            encoded = _by_encoder(corpus, self.model, corpus.token_sentence[sentences.start], words)
            rows = [(a, b, feature, amount / 2) for a, b, feature, amount in [*rows, *encoded]]
        first, last, feature, contribution = (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 4
        return explanation(
            np.array(first, dtype=np.int64),
            np.array(last, dtype=np.int64),
            objects(feature),
            np.array(contribution, dtype=np.float64),
        )

    def _by_clue(self, corpus: Corpus, evidence: Evidence, sentences: Spans, doc: int) -> list[Added]:
        """Return what each clue in a document, and the shape of each sentence, adds."""
        rows, table = [], self._table
        for number, start, end, amount in _clues(corpus, evidence, table.features[:-1], self._judging(corpus)):
            inside = corpus.token_doc[start] == doc
            marks = (column[inside].tolist() for column in (start, end, number, amount))
            rows += [(a, b, table.features[n], table.values[n, 0] * x) for a, b, n, x in zip(*marks, strict=True)]
        shape = _shape(corpus, evidence, sentences.start, sentences.end)
        weight = dict(zip(table.features, table.values[:, 0].tolist(), strict=True))
        for place, (a, b) in enumerate(zip(sentences.start.tolist(), sentences.end.tolist(), strict=True)):
            rows += [(a, b, name, weight[name] * shape[name][place]) for name in SHAPE]
            rows.append((a, b, CONSTANT, weight[CONSTANT]))
        return rows


def _by_encoder(corpus: Corpus, model: Encoder, sentences: Ints, words: bool) -> list[Added]:
    """Return what an encoder adds to each sentence: with words, what each word does to it, and the rest."""
    rows, slope = [], model.about["subjective"]["slope"]
    whole, scores = _encoded(corpus, model), model.read(corpus).subjective
    for sentence in sentences.tolist():
        rest = float(whole[sentence])
        if words:
            said = model.occlude(corpus, sentence)
            amounts = (slope * (scores[sentence] - said.subjective)).tolist()
            rows += [
                (token, token + 1, ENCODER, amount) for token, amount in zip(said.token.tolist(), amounts, strict=True)
            ]
            rest -= sum(amounts)
        rows.append((int(corpus.sentence_start[sentence]), int(corpus.sentence_end[sentence]), ENCODER, rest))
    return rows


def _encoded(corpus: Corpus, model: Encoder) -> Floats:
    """Return what an encoder says of each sentence, as log-odds."""
    told = model.about["subjective"]
    return np.asarray(told["slope"] * model.read(corpus).subjective + told["intercept"])


def judging(corpus: Corpus, loaded: Loadedness, pos: PosTagger) -> Bools:
    """Return which tokens are adjectives that judge, by their part of speech and how loaded they are, shape (n_tokens,)."""
    adjective = np.isin(pos.tags, ADJECTIVES)[pos.tag(corpus)]
    return np.asarray(adjective & (loaded.probabilities(corpus) >= JUDGING)[corpus.token_ids])


def count(corpus: Corpus, evidence: Evidence, features: Sequence[str], judges: Bools | None = None) -> Floats:
    """Return the features of every sentence, shape (n_sentences, n_features).

    Parameters
    ----------
    corpus : Corpus
    evidence : Evidence
    features : sequence of str
    judges : array of bool, shape (n_tokens,), optional
        From :func:`judging`; needed where :data:`ADJECTIVE` is a feature.
    """
    n_sentences, n = len(corpus.sentence_start), len(features)
    number, start, _, amount = (
        np.concatenate(columns) for columns in zip(*_clues(corpus, evidence, features, judges), strict=True)
    )
    cell = corpus.token_sentence[start] * n + number
    counts: Floats = np.bincount(cell, weights=amount, minlength=n_sentences * n).reshape(n_sentences, n).astype(float)
    for name, values in _shape(corpus, evidence, corpus.sentence_start, corpus.sentence_end).items():
        counts[:, features.index(name)] = values
    return counts


def _clues(
    corpus: Corpus, evidence: Evidence, features: Sequence[str], judges: Bools | None
) -> Iterator[tuple[Ints, Ints, Ints, Floats]]:
    """Yield, table by table, the marks in own words: the number of their feature, their tokens and their strength.

    What is marked in reported words is one feature for each table, for the claim is the source's; in a sentence that
    only reports it counts for nothing.
    """
    reported = token_voice(corpus, evidence["attribution"]) == INDIRECT
    own = _own_tokens(corpus, evidence) & ~(reported & _only_reports(corpus, evidence)[corpus.token_sentence])
    number = {feature: place for place, feature in enumerate(features)}
    for source in dict.fromkeys(feature.partition(":")[0] for feature in features if ":" in feature):
        spans = evidence[source]
        code, labels = pd.factorize(spans.label)
        place = np.array([number.get(f"{source}:{label}", -1) for label in labels], dtype=np.int64)[code]
        kept = (place >= 0) & own[spans.start]
        place = np.where(reported[spans.start], number[source + REPORTED], place)
        strength = np.ones(len(spans)) if source == "loaded" else spans.score
        yield place[kept], spans.start[kept], spans.end[kept], strength[kept]
    marks = {mark: _marks(corpus, mark) for mark in (*MARKS, *NEWS_MARKS, FIGURE) if mark in number}
    for mark, tokens in (marks if judges is None else {**marks, ADJECTIVE: judges}).items():
        places = np.flatnonzero(tokens & own)
        which = np.where(reported[places], number[mark + REPORTED], number[mark])
        yield which, places, places + 1, np.ones(len(places))


def _own_tokens(corpus: Corpus, evidence: Evidence) -> Bools:
    """Return which tokens, marks too, are not in the words of a source, in the blocks that count."""
    return np.asarray(corpus.counted & (token_voice(corpus, evidence["attribution"]) != DIRECT))


def _only_reports(corpus: Corpus, evidence: Evidence) -> Bools:
    """Return which sentences say hardly anything but who says what."""
    attribution = evidence["attribution"]
    framed = attribution.select(attribution.label != "content").mask(corpus.n_tokens)
    claimed = corpus.is_word & (token_voice(corpus, attribution) == EDITORIAL) & ~framed
    return np.asarray(count_between(claimed, corpus.sentence_start, corpus.sentence_end) < OWN_CLAIM)


def _marks(corpus: Corpus, mark: str) -> Bools:
    types = _NUMBER.of(corpus.types) if mark == FIGURE else corpus.types_in(_ALL_MARKS[mark])
    return np.asarray(types[corpus.token_ids])


def _shape(corpus: Corpus, evidence: Evidence, start: Ints, end: Ints) -> dict[str, Floats]:
    """Return the shares of words between marks and of words reported, and the logarithm of the own words, per sentence."""
    voice, words = token_voice(corpus, evidence["attribution"]), corpus.is_word & corpus.counted
    n_words = np.maximum(count_between(words, start, end), 1)
    n_own = count_between(words & (voice != DIRECT), start, end)
    return {
        "quoted": count_between(words & corpus.quoted, start, end) / n_words,
        "reported": count_between(words & (voice == INDIRECT), start, end) / n_words,
        "length": np.log1p(n_own),
    }


_NUMBER = PerType[np.bool_].each(lambda written, _: written[0].isdigit(), bool)
