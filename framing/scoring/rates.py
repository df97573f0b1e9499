"""Rates and shares per document. Nothing observed is NaN; observed none is 0."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import gammaincinv, stdtrit

from framing.core import Bools, Column, Corpus, Floats, Ints, Spans
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


def share_interval(part: Column, whole: Column, group: Ints, n_groups: int) -> tuple[Floats, Floats]:
    """Return the 95 % interval of each group's share, its units being what could have been drawn otherwise.

    Parameters
    ----------
    part, whole : arrays, shape (n_units,)
        Of each unit, such as the reported words of a sentence and all its words.
    group : array of int, shape (n_units,)
        The group of each unit, such as its document.
    n_groups : int

    Returns
    -------
    low, high : arrays of float, shape (n_groups,)
        NaN where the whole is 0.

    Notes
    -----
    Wilson's (1927) interval, in which the words of a group count for as many as they would be if drawn one by one (Kish 1965,
    by the linearised variance of a ratio), and Student's quantile for the units. Where a share is 0 or 1, units count.

    Examples
    --------
    >>> low, high = share_interval(np.array([5, 0, 5, 0]), np.array([5, 5, 5, 5]), np.zeros(4, dtype=np.int64), 1)
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.06], [0.94])
    """
    n, _, total, spread, centre = _ratio(part, whole, group, n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = spread / total**2 * n / (n - 1)
        effective = np.where(variance > 0, np.minimum(centre * (1 - centre) / variance, total), n)
        quantile = stdtrit(np.maximum(n - 1, 1), 0.975) ** 2 / effective
        middle = (centre + quantile / 2) / (1 + quantile)
        half = np.sqrt(quantile * centre * (1 - centre) + quantile**2 / 4) / (1 + quantile)
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def mean_interval(total: Column, number: Column, group: Ints, n_groups: int) -> tuple[Floats, Floats]:
    """Return the 95 % interval of each group's mean, its clusters being what could have been drawn otherwise.

    Parameters
    ----------
    total, number : arrays, shape (n_clusters,)
        Of each cluster, such as the mentions of an actor in one sentence: the sum of their values, and how many they are.
    group : array of int, shape (n_clusters,)
    n_groups : int

    Returns
    -------
    low, high : arrays of float, shape (n_groups,)
        NaN where a group has fewer than two clusters.

    Notes
    -----
    The ratio of two totals (Cochran 1977, ch. 6): linearised variance, and Student's quantile for the clusters.

    Examples
    --------
    >>> low, high = mean_interval(np.array([1.0, 0.0, 2.0]), np.array([2, 1, 3]), np.zeros(3, dtype=np.int64), 1)
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([-0.12], [1.12])
    """
    n, _, whole, spread, centre = _ratio(total, number, group, n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = stdtrit(np.maximum(n - 1, 1), 0.975) * np.sqrt(spread * n / (n - 1)) / whole
    half = np.where(n > 1, half, np.nan)
    return centre - half, centre + half


def rate(count: Column, n_words: Column) -> Floats:
    """Return a count per 1,000 words; NaN where there are no words.

    Examples
    --------
    >>> rate(np.array([3]), np.array([1500])).tolist()
    [2.0]
    """
    return PER * share(count, n_words)


def rate_interval(count: Column, whole: Column, group: Ints, n_groups: int) -> tuple[Floats, Floats]:
    """Return the 95 % interval of each group's rate per 1,000 words, its units being what could have been drawn otherwise.

    Parameters
    ----------
    count, whole : arrays, shape (n_units,)
        Of each unit, such as the loaded terms of a sentence and its words.
    group : array of int, shape (n_units,)
    n_groups : int

    Returns
    -------
    low, high : arrays of float, shape (n_groups,)
        NaN where there are no words.

    Notes
    -----
    Garwood's (1936) interval for a Poisson count, which counts for less where units differ more than a Poisson
    process would let them: the dispersion is the linearised variance of the ratio over Poisson's, at least 1.

    Examples
    --------
    >>> low, high = rate_interval(np.array([0, 3, 0, 0]), np.full(4, 25), np.zeros(4, dtype=np.int64), 1)
    >>> low.round(1).tolist(), high.round(1).tolist()
    ([0.8], [167.1])
    """
    n, total, words, spread, per_word = _ratio(count, whole, group, n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        dispersion = np.where((total > 0) & (n > 1), np.maximum(spread * n / (n - 1) / total, 1), 1.0)
        low = dispersion * gammaincinv(total / dispersion, 0.025) * (PER / words)
        high = dispersion * gammaincinv(total / dispersion + 1, 0.975) * (PER / words)
    return np.where(total > 0, low, 0 * per_word), np.where(words > 0, high, np.nan)


def _ratio(part: Column, whole: Column, group: Ints, n_groups: int) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return, per group, its units, their parts and wholes, the squares by which parts miss the ratio, and the ratio."""
    used = np.asarray(whole) > 0
    part, whole, group = np.asarray(part)[used], np.asarray(whole)[used], group[used]
    each = (np.ones(len(group)), part, whole)
    n, parts, wholes = (np.bincount(group, weights=values, minlength=n_groups).astype(np.float64) for values in each)
    ratio = share(parts, wholes)
    missed = np.bincount(group, weights=(part - ratio[group] * whole) ** 2, minlength=n_groups).astype(np.float64)
    return n, parts, wholes, missed, ratio


def own_words(corpus: Corpus, attribution: Spans) -> Bools:
    """Return which tokens are words of the outlet: editorial or indirect, in a block that counts."""
    return np.asarray(corpus.is_word & corpus.counted & (token_voice(corpus, attribution) != DIRECT))


def sizes(corpus: Corpus, attribution: Spans) -> pd.DataFrame:
    """Return ``n_words``, ``n_own_words`` and ``n_sentences`` of each document, in the blocks that count."""
    words = corpus.is_word & corpus.counted
    sentence = corpus.sentence_start[corpus.counted[corpus.sentence_start]]
    return pd.DataFrame(
        {
            "n_words": per_doc(corpus, words),
            "n_own_words": per_doc(corpus, own_words(corpus, attribution)),
            "n_sentences": np.bincount(corpus.token_doc[sentence], minlength=corpus.n_docs),
        },
        index=corpus.meta.index,
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
