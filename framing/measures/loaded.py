"""Loaded terms: words that judge while they name.

A term is *loaded* when a neutral wording for the same referent exists and the
chosen one carries an evaluation ("regime" / "government"). Which terms are is
written in a lexicon; the neighbours say whether the word is used in that sense
here. Whose term it is – the outlet's or a source's – is its voice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.core import NO_EVIDENCE, Corpus, Evidence, Spans, objects
from framing.lexicon import Lexicon
from framing.match import in_sense, matches, negated
from framing.scoring import count_spans, explain_rate, own_words, per_doc, rate

THRESHOLD = 0.5  # at this score a careful editor is as likely as not to call the term loaded


@dataclass(frozen=True, slots=True)
class LoadedTerms:
    """Mark loaded terms, and rate them per 1,000 words.

    Parameters
    ----------
    lexicon : Lexicon
        Entries with label, score, neutral alternative and note. An entry with
        score 0 is an exception: it shields the words in it ("hedge fund").
    threshold : float
        Lowest score that is marked.
    """

    lexicon: Lexicon
    threshold: float = THRESHOLD
    name: str = "loaded"
    requires: tuple[str, ...] = ("attribution",)

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return the loaded terms.

        Returns
        -------
        Spans
            Label and score of the entry. Columns: ``term`` (the entry that
            matched), ``pos`` (its part of speech), ``neutral``, ``note`` (why; the definition of the label
            where the entry says nothing), ``negated``.
        """
        spans = matches(corpus, self.lexicon)
        marked = (spans.score >= self.threshold) & corpus.counted[spans.start]
        spans = spans.select(marked & in_sense(corpus, spans, self.lexicon))
        spans = _surest(spans)
        entries = [self.lexicon.entries[i] for i in spans["entry"].tolist()]
        return Spans(
            spans.start,
            spans.end,
            spans.label,
            spans.score,
            {
                "term": objects([entry.term for entry in entries]),
                "pos": objects([entry.pos for entry in entries]),
                "neutral": objects([entry.neutral for entry in entries]),
                "note": objects([entry.note or self.lexicon.labels[entry.label] for entry in entries]),
                "negated": negated(corpus, spans.start),
            },
        )

    def score(self, corpus: Corpus, evidence: Evidence, /) -> pd.DataFrame:
        """Return counts and rates per document.

        Returns
        -------
        DataFrame of shape (n_docs, 4 + 2 × n_labels)
            ``terms``: in the outlet's own words; ``quoted``: in the words of
            sources; then each label, in the outlet's own words. A document
            without words scores NaN, not 0: nothing was observed.
        """
        spans, own = evidence[self.name], own_words(corpus, evidence["attribution"])
        n_own, n_all = per_doc(corpus, own), per_doc(corpus, corpus.is_word & corpus.counted)
        mine = spans.select(own[spans.start])
        n_mine, n_marked = count_spans(corpus, mine), count_spans(corpus, spans)
        out = {
            "terms_n": n_mine,
            "terms_rate": rate(n_mine, n_own),
            "quoted_n": n_marked - n_mine,
            "terms_rate_all": rate(n_marked, n_all),
        }
        marked = {entry.label for entry in self.lexicon if entry.score >= self.threshold}
        for label in (label for label in self.lexicon.labels if label in marked):
            count = count_spans(corpus, mine.select(mine.label == label))
            out |= {f"{label}_n": count, f"{label}_rate": rate(count, n_own)}
        return pd.DataFrame(
            {f"{self.name}__{column}": values for column, values in out.items()}, index=corpus.meta.index
        )

    def explain(self, corpus: Corpus, evidence: Evidence, doc: int, /) -> Spans:
        """Return what each term adds to ``terms_rate`` of one document."""
        return explain_rate(corpus, evidence[self.name], evidence["attribution"], doc)


def _surest(spans: Spans) -> Spans:
    """Keep one label for each term: the one with the highest score."""
    order = np.lexsort((-spans.score, spans.start))
    first = np.ones(len(spans), dtype=bool)
    first[1:] = np.diff(spans.start[order]) > 0
    return spans.select(np.sort(order[first]))
