"""Rates and shares per document. Nothing observed is NaN; observed none is 0."""

from __future__ import annotations

import numpy as np

from framing.core import Bools, Column, Corpus, Floats, Ints, Spans
from framing.scoring.tally import Tally
from framing.scoring.voices import DIRECT, count_between, token_voice

PER = 1000  # words


def per_doc(corpus: Corpus, tokens: Bools) -> Ints:
    """Count the true tokens of each document, shape (n_docs,)."""
    return count_between(tokens, corpus.doc_tokens[:-1], corpus.doc_tokens[1:])


def count_spans(corpus: Corpus, spans: Spans) -> Ints:
    """Count the spans of each document, shape (n_docs,)."""
    return (
        np.bincount(corpus.token_doc[spans.start], minlength=corpus.n_docs)
        if len(spans)
        else np.zeros(corpus.n_docs, dtype=np.int64)
    )


def per_sentence(corpus: Corpus, tokens: Bools) -> Ints:
    """Count the true tokens of each sentence, shape (n_sentences,)."""
    return np.bincount(corpus.token_sentence[tokens], minlength=len(corpus.sentence_start))


def spans_per_sentence(corpus: Corpus, spans: Spans) -> Ints:
    """Count the spans that start in each sentence, shape (n_sentences,)."""
    return np.bincount(corpus.token_sentence[spans.start], minlength=len(corpus.sentence_start))


def share(part: Column, whole: Column) -> Floats:
    """Return part / whole; NaN where the whole is 0.

    Examples
    --------
    >>> share(np.array([1, 0]), np.array([4, 0])).tolist()
    [0.25, nan]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(whole) > 0, np.asarray(part) / np.asarray(whole), np.nan)


def rate(count: Column, n_words: Column) -> Floats:
    """Return a count per 1,000 words; NaN where there are no words.

    Examples
    --------
    >>> rate(np.array([3]), np.array([1500])).tolist()
    [2.0]
    """
    return PER * share(count, n_words)


def own_words(corpus: Corpus, attribution: Spans) -> Bools:
    """Return which tokens are words of the outlet: editorial or indirect, in a block that counts."""
    return np.asarray(corpus.is_word & corpus.counted & (token_voice(corpus, attribution) != DIRECT))


def sizes(corpus: Corpus, attribution: Spans) -> Tally:
    """Return ``n_words``, ``n_own_words`` and ``n_sentences`` of each document, in the blocks that count."""
    sentence = corpus.sentence_start[corpus.counted[corpus.sentence_start]]
    return Tally(
        {
            "n_words": per_doc(corpus, corpus.is_word & corpus.counted),
            "n_own_words": per_doc(corpus, own_words(corpus, attribution)),
            "n_sentences": np.bincount(corpus.token_doc[sentence], minlength=corpus.n_docs),
        }
    )


def explanation(start: Ints, end: Ints, feature: Column, contribution: Floats) -> Spans:
    """Return what marks add, in order of place: the columns ``feature`` and ``contribution``."""
    order = np.lexsort((end, start))
    columns: dict[str, Column] = {"feature": feature[order], "contribution": contribution[order]}
    return Spans(start[order], end[order], feature[order], contribution[order], columns)


def explain_rate(corpus: Corpus, spans: Spans, attribution: Spans, doc: int) -> Spans:
    """Return the spans of one document with what each adds to the rate per 1,000 own words.

    Returns
    -------
    Spans
        Columns ``feature`` (the term that matched) and ``contribution``:
        1,000 / own words, or 0 in a source's words.
    """
    spans = spans.select(corpus.token_doc[spans.start] == doc)
    own = own_words(corpus, attribution)
    n_own = own[corpus.doc_tokens[doc] : corpus.doc_tokens[doc + 1]].sum()
    return spans.with_columns(
        feature=spans["term"], contribution=np.where(own[spans.start], rate(np.array(1), n_own), 0.0)
    )
