"""Headline: how the headline differs from the article under it.

The same scores on both – loaded terms, subjectivity, sentiment toward actors,
reported language – and their difference. A headline is short: one document
says little, many compare.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.core import BODY, HEADLINE, NO_EVIDENCE, Bools, Column, Corpus, Evidence, Floats, Spans
from framing.scoring import EDITORIAL, OUTLET, count_spans, own_words, per_doc, rate, share, token_voice


@dataclass(frozen=True, slots=True)
class Headline:
    """Compare headline and body on each score. Needs both blocks among those that count."""

    name: str = "headline"
    requires: tuple[str, ...] = ("attribution", "loaded", "subjectivity", "toward")

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return the headlines, one span for each line; label "headline"."""
        first = corpus.sentence_start
        lines = (
            (corpus.block[first] == HEADLINE) & corpus.counted[first] if corpus.n_tokens else np.zeros(0, dtype=bool)
        )
        n = int(lines.sum())
        label = np.full(n, "headline", dtype=object)
        return Spans(first[lines], corpus.sentence_end[lines], label, np.ones(n))

    def score(self, corpus: Corpus, evidence: Evidence, /) -> pd.DataFrame:
        """Return each score of the headline and its difference from the body's.

        Returns
        -------
        DataFrame of shape (n_docs, 9)
            ``words_n``, then per score ``<score>`` of the headline and
            ``<score>-minus-body``; NaN where either was not observed.
        """
        headline = _scores(corpus, evidence, (corpus.block == HEADLINE) & corpus.counted)
        body = _scores(corpus, evidence, (corpus.block == BODY) & corpus.counted)
        words = corpus.is_word & corpus.counted & (corpus.block == HEADLINE)
        out: dict[str, Column] = {"words_n": per_doc(corpus, words)}
        for what, values in headline.items():
            name, _, unit = what.rpartition("_")
            out |= {what: values, f"{name}-minus-body_{unit}": values - body[what]}
        return pd.DataFrame(
            {f"{self.name}__{column}": values for column, values in out.items()}, index=corpus.meta.index
        )


def _scores(corpus: Corpus, evidence: Evidence, block: Bools) -> dict[str, Floats]:
    """Return the four scores over the tokens of one kind of block."""
    attribution, n_docs = evidence["attribution"], corpus.n_docs
    own, words = own_words(corpus, attribution) & block, corpus.is_word & block
    loaded, sentences, toward = (evidence[name] for name in ("loaded", "subjectivity", "toward"))
    loaded = loaded.select(own[loaded.start])
    sentences = sentences.select(block[sentences.start])
    toward = toward.select(block[toward.start] & (toward["holder"] == OUTLET))
    balance = (toward["positive"] - toward["negative"]).astype(float)
    docs = corpus.token_doc
    return {
        "loaded_rate": rate(count_spans(corpus, loaded), per_doc(corpus, own)),
        "subjectivity_mean": share(
            np.bincount(docs[sentences.start], weights=sentences.score, minlength=n_docs),
            count_spans(corpus, sentences),
        ),
        "balance_mean": share(
            np.bincount(docs[toward.start], weights=balance, minlength=n_docs), count_spans(corpus, toward)
        ),
        "reported_share": share(
            per_doc(corpus, words & (token_voice(corpus, attribution) != EDITORIAL)), per_doc(corpus, words)
        ),
    }
