"""Headline: how the headline differs from the article under it.

The same scores on both – loaded terms, subjectivity, sentiment toward actors,
reported language – and their difference. A headline is short: one document
says little, many compare.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.core import BODY, HEADLINE, NO_EVIDENCE, Bools, Column, Corpus, Evidence, Floats, Spans
from framing.scoring import EDITORIAL, OUTLET, Tallied, Tally, count_spans, own_words, per_doc, rate, share, token_voice

PARTS = {"headline": HEADLINE, "body": BODY}


@dataclass(frozen=True, slots=True)
class Headline(Tallied):
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

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count what the four scores need, in the headline and in the body."""
        blocks = {name: (corpus.block == code) & corpus.counted for name, code in PARTS.items()}
        parts = {name: _counts(corpus, evidence, block) for name, block in blocks.items()}
        return Tally({f"{name}|{what}": values for name, part in parts.items() for what, values in part.items()})

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return each score of the headline and its difference from the body's.

        Returns
        -------
        dict of str to array of shape (n_docs,), 9
            ``words_n``, then per score ``<score>`` of the headline and
            ``<score>-minus-body``; NaN where either was not observed.
        """
        headline, body = (_scores(tally, name) for name in PARTS)
        out: dict[str, Column] = {"words_n": tally["headline|words"]}
        for what, values in headline.items():
            name, _, unit = what.rpartition("_")
            out |= {what: values, f"{name}-minus-body_{unit}": values - body[what]}
        return out


def _counts(corpus: Corpus, evidence: Evidence, block: Bools) -> dict[str, Column]:
    """Count what the scores need over the tokens of one kind of block."""
    attribution, n_docs = evidence["attribution"], corpus.n_docs
    own, words = own_words(corpus, attribution) & block, corpus.is_word & block
    loaded, sentences, toward = (evidence[name] for name in ("loaded", "subjectivity", "toward"))
    sentences = sentences.select(block[sentences.start])
    toward = toward.select(block[toward.start] & (toward["holder"] == OUTLET))
    balance = (toward["positive"] - toward["negative"]).astype(float)
    docs = corpus.token_doc
    return {
        "words": per_doc(corpus, words),
        "own words": per_doc(corpus, own),
        "loaded": count_spans(corpus, loaded.select(own[loaded.start])),
        "judged": count_spans(corpus, sentences),
        "subjectivity": np.bincount(docs[sentences.start], weights=sentences.score, minlength=n_docs),
        "mentions": count_spans(corpus, toward),
        "balance": np.bincount(docs[toward.start], weights=balance, minlength=n_docs),
        "reported": per_doc(corpus, words & (token_voice(corpus, attribution) != EDITORIAL)),
    }


def _scores(tally: Tally, block: str) -> dict[str, Floats]:
    """Return the four scores of one kind of block."""
    return {
        "loaded_rate": rate(tally[f"{block}|loaded"], tally[f"{block}|own words"]),
        "subjectivity_mean": share(tally[f"{block}|subjectivity"], tally[f"{block}|judged"]),
        "balance_mean": share(tally[f"{block}|balance"], tally[f"{block}|mentions"]),
        "reported_share": share(tally[f"{block}|reported"], tally[f"{block}|words"]),
    }
