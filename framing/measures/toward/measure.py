"""The measure: how each actor is spoken of, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.core import NO_EVIDENCE, Column, Corpus, Evidence, Floats, Ints, Spans, objects
from framing.measures.coefficients import load_coefficients
from framing.measures.toward.features import FEATURES, count, pair, polar_words
from framing.measures.toward.learned import TargetModel
from framing.scoring import OUTLET, Tallied, Tally, count_spans, explanation, share, span_source

CLASSES = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True)
class Toward(Tallied):
    """Judge the sentiment toward each mention of an actor, and name its holder.

    The probabilities come from the words of the sentence, weighed by where
    they stand: see docs/concepts/toward.

    Parameters
    ----------
    model : TargetModel, optional
        Learned weights; without them the words that speak well or ill decide alone.
    """

    model: TargetModel | None = None
    name: str = "toward"
    requires: tuple[str, ...] = ("attribution", "actors", "polarity", "loaded")

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return one row per mention.

        Returns
        -------
        Spans
            Label: the likeliest of negative, neutral, positive; the score is
            its probability. Columns: ``actor``, ``negative``, ``neutral``,
            ``positive`` (they sum to 1), ``holder`` ("outlet", or who is
            quoted or reported there).
        """
        actors = evidence["actors"]
        chances = self.judge(corpus, evidence, actors.start, actors.end)
        best = chances.argmax(axis=1)
        holder = span_source(corpus, evidence, actors.start)
        columns: dict[str, Column] = {"actor": actors["actor"]}
        columns |= {name: chances[:, i] for i, name in enumerate(CLASSES)}
        columns["holder"] = objects([OUTLET if source is None else source for source in holder])
        return Spans(actors.start, actors.end, objects(CLASSES)[best], chances.max(axis=1, initial=0.0), columns)

    @property
    def reads(self) -> tuple[str, ...]:
        """Whose evidence :meth:`judge` reads."""
        return ("attribution", "polarity", "loaded") if self.model is None else ("polarity",)

    def judge(self, corpus: Corpus, evidence: Evidence, start: Ints, end: Ints) -> Floats:
        """Return the probabilities that the sentiment toward each mention is negative, neutral and positive.

        Parameters
        ----------
        start, end : arrays of int, shape (n_mentions,)
            Tokens.

        Returns
        -------
        array of float, shape (n_mentions, 3)
        """
        if not len(start):
            return np.zeros((0, len(CLASSES)))
        if self.model is None:
            pairs = pair(corpus, evidence, polar_words(corpus, evidence), start, end)
            logits = load_coefficients("toward").logits(count(corpus, evidence, pairs, start, end))
        else:
            logits = self.model.logits(corpus, evidence["polarity"], start, end)
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(chances / chances.sum(axis=1, keepdims=True))

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count the mentions for which the outlet answers, by their sentiment, and add up their balance."""
        spans = evidence[self.name]
        mine = spans.select(spans["holder"] == OUTLET)
        difference = (mine["positive"] - mine["negative"]).astype(float)
        sums = {name: count_spans(corpus, mine.select(mine.label == name)) for name in ("negative", "positive")}
        balance = np.bincount(corpus.token_doc[mine.start], weights=difference, minlength=corpus.n_docs)
        return Tally({"mentions": count_spans(corpus, mine), "balance": balance, **sums})

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return, over the mentions for which the outlet answers, the shares that are negative and positive, and the balance."""
        n = tally["mentions"]
        shares = {f"{name}_share": share(tally[name], n) for name in ("negative", "positive")}
        return {"mentions_n": n, **shares, "balance_mean": share(tally["balance"], n)}

    def explain(self, corpus: Corpus, evidence: Evidence, doc: int, /) -> Spans:
        """Return what each word, and the place of the mention itself, adds to positive over negative.

        Per mention the contributions sum to ``log(positive / negative)``; the
        feature is the actor. Rows of words come with each mention they are
        weighed for, and one row is the mention.
        """
        return self._explain(corpus, evidence, doc, words=False)

    def explain_words(self, corpus: Corpus, evidence: Evidence, doc: int, /) -> Spans:
        """Return what :meth:`explain` does, with what an encoder adds told by the word, too: how far it falls if the word is hidden."""
        return self._explain(corpus, evidence, doc, words=True)

    def _explain(self, corpus: Corpus, evidence: Evidence, doc: int, words: bool) -> Spans:
        actors = evidence["actors"]
        actors = actors.select(corpus.token_doc[actors.start] == doc)
        if self.model is None:
            return _by_rules(corpus, evidence, actors)
        more, less = CLASSES.index("positive"), CLASSES.index("negative")
        mention, token, amount = self.model.contributions(
            corpus, evidence["polarity"], actors.start, actors.end, more, less, words
        )
        start = np.where(token < 0, actors.start[mention], token)
        end = np.where(token < 0, actors.end[mention], token + 1)
        return explanation(start, end, actors["actor"][mention], amount)


def _by_rules(corpus: Corpus, evidence: Evidence, actors: Spans) -> Spans:
    """Return what each word, and the place of the mention itself, adds by the rules."""
    words = polar_words(corpus, evidence)
    pairs = pair(corpus, evidence, words, actors.start, actors.end)
    table = load_coefficients("toward").values
    weight = table[:, CLASSES.index("positive")] - table[:, CLASSES.index("negative")]
    counts = count(corpus, evidence, pairs, actors.start, actors.end)
    place = weight[FEATURES.index("n-words")]
    by_word = (np.where(pairs.columns >= 0, weight[pairs.columns], 0.0) * pairs.values).sum(axis=1) + place
    alone = counts @ weight[:-1] + weight[-1] - np.bincount(pairs.mention, weights=by_word, minlength=len(actors))
    start = np.concatenate([words.start[pairs.word], actors.start])
    end = np.concatenate([words.end[pairs.word], actors.end])
    feature = np.concatenate([actors["actor"][pairs.mention], actors["actor"]])
    contribution = np.concatenate([by_word, alone])
    return explanation(start, end, feature, contribution)
