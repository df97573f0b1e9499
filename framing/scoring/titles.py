"""Titles: quotations that are known by their capitals."""

from __future__ import annotations

import numpy as np

from framing.core import Bools, Corpus, Spans
from framing.scoring.voices import count_between

SMALL = frozenset(
    "a an the and or but nor of in on at to for with from by as is vs v. into over up off out ’s 's ’ ' -".split()
)
WORKS = frozenset(
    "song songs single album track hit film films movie movies documentary comedy drama thriller musical play opera show shows series sitcom programme "
    "program podcast episode book books novel memoir biography essay story poem painting exhibition magazine report game column".split()
)
LONGEST_TITLE = 14  # words
LONGEST_NICKNAME = 2  # words; "El Chapo" in a name


def are_titles(corpus: Corpus, quotations: Spans) -> Bools:
    """Return which quotations have the capitals of the title of a work or the name of a programme, where the words around them have not.

    All words but small ones begin with a capital, and they are two at least, or a word such as "song" stands before.
    A quotation inside a name ("Joaquín “El Chapo” Guzmán") is none, nor is one with a full stop.
    """
    start, end = quotations.start, quotations.end
    stop = corpus.tokens_in(frozenset({".", ";"}))
    word = corpus.is_word
    capital = corpus.capital[corpus.token_ids] & word
    major = word & ~corpus.tokens_in(SMALL)
    n_words, n_major, n_capital, n_stops = (
        count_between(tokens, start, end) for tokens in (word, major, major & capital, stop)
    )
    before, behind = np.maximum(start - 1, 0), np.minimum(end, max(corpus.n_tokens - 1, 0))
    sentence = corpus.token_sentence[start]
    low, high = corpus.sentence_start[sentence], corpus.sentence_end[sentence]
    same = (low < start) & (end < high)
    in_name = same & capital[before] & capital[behind] & (n_words <= LONGEST_NICKNAME)
    around_major = count_between(major, low, high) - n_major
    around_capital = count_between(major & capital, low, high) - n_capital
    headline = (around_major > 2) & (around_capital > 0.8 * around_major)
    introduced = (low < start) & corpus.tokens_in(WORKS)[before]
    alone = (low == start) & (high == end)  # a line between paragraphs
    shaped = ~alone & (n_major > 0) & (n_capital == n_major) & (n_stops == 0) & (n_words <= LONGEST_TITLE)
    return np.asarray(shaped & ~in_name & ~headline & ((n_major > 1) | introduced))
