"""Terms of a lexicon, counted by label: one of your own, or one that ships."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.core import NO_EVIDENCE, Column, Corpus, Evidence, Spans, objects
from framing.lexicon import Lexicon
from framing.match import in_sense, matches, negated
from framing.scoring import (
    PER,
    Ratios,
    Tallied,
    Tally,
    count_spans,
    explain_rate,
    own_words,
    per_doc,
    per_sentence,
    rate,
    spans_per_sentence,
)


@dataclass(frozen=True, slots=True)
class LexiconTerms(Tallied):
    """Mark every term of a lexicon, and rate each label per 1,000 words.

    Parameters
    ----------
    lexicon : Lexicon
    in_sense : bool
        Leave out what is part of a name or another part of speech than the
        entry, as the shipped lexicons ask for. By default nothing is left out:
        a dictionary is counted as its author wrote it.
    name : str
        Of the measure; the name of the lexicon by default.
    """

    lexicon: Lexicon
    in_sense: bool = False
    name: str = ""
    requires: tuple[str, ...] = ("attribution",)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name or self.lexicon.name)

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return the terms. Columns: ``term`` (the entry that matched), ``negated``."""
        spans = matches(corpus, self.lexicon)
        keep = corpus.counted[spans.start]
        if self.in_sense:
            keep = keep & in_sense(corpus, spans, self.lexicon)
        spans = _once(spans.select(keep))
        term = objects([self.lexicon.entries[i].term for i in spans["entry"].tolist()])
        return Spans(
            spans.start, spans.end, spans.label, spans.score, {"term": term, "negated": negated(corpus, spans.start)}
        )

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count words, and the terms of each label, in own words and in all."""
        spans, own = evidence[self.name], own_words(corpus, evidence["attribution"])
        words = per_doc(corpus, corpus.is_word & corpus.counted)
        sums: dict[str, Column] = {"words": words, "own words": per_doc(corpus, own)}
        for label in self.lexicon.labels:
            labelled = spans.select(spans.label == label)
            in_own = count_spans(corpus, labelled.select(own[labelled.start]))
            sums |= {f"own|{label}": in_own, f"all|{label}": count_spans(corpus, labelled)}
        return Tally(sums)

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return, per label, the count and the rate in the outlet's own words and in all words."""
        out: dict[str, Column] = {}
        for label in self.lexicon.labels:
            n, n_all = tally[f"own|{label}"], tally[f"all|{label}"]
            out |= {f"{label}_n": n, f"{label}_rate": rate(n, tally["own words"])}
            out[f"{label}_rate_all"] = rate(n_all, tally["words"])
        return out

    def by_sentence(self, corpus: Corpus, evidence: Evidence, /) -> Ratios:
        """Return the terms of each label and the words of each sentence, by the rate they make."""
        spans, own = evidence[self.name], own_words(corpus, evidence["attribution"])
        mine, rates = spans.select(own[spans.start]), Ratios()
        n_own, n_all = per_sentence(corpus, own), per_sentence(corpus, corpus.is_word & corpus.counted)
        for label in self.lexicon.labels:
            for column, marked, n_words in (("rate", mine, n_own), ("rate_all", spans, n_all)):
                count = spans_per_sentence(corpus, marked.select(marked.label == label))
                rates[f"{self.name}__{label}_{column}"] = PER * count, n_words
        return rates

    def explain(self, corpus: Corpus, evidence: Evidence, doc: int, /) -> Spans:
        """Return what each term adds to the rate of its label in one document."""
        return explain_rate(corpus, evidence[self.name], evidence["attribution"], doc)


def _once(spans: Spans) -> Spans:
    """Keep one match for each place and label, the one with the highest score: "crumbling" is also a form of "crumble"."""
    label = pd.factorize(spans.label)[0]
    order = np.lexsort((-spans.score, label, spans.end, spans.start))
    first = np.ones(len(spans), dtype=bool)
    for column in (spans.start, spans.end, label):
        ordered = column[order]
        first[1:] &= ordered[1:] == ordered[:-1]
    first[0:1] = False
    return spans.select(np.sort(order[~first]))
