"""Readability: how hard a text is to read, by published formulas.

The formulas are textstat's, constants included, so that equal counts give
equal indices; the counts are this library's: words and sentences of the
blocks asked for, syllables by spelling. Nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from framing.core import NO_EVIDENCE, Column, Corpus, Evidence, Floats, InputError, Ints, PerType, Spans
from framing.scoring import Tallied, Tally, share
from framing.segment import count_syllables

MIN_SENTENCES = 30  # SMOG was fitted on samples of 30 sentences (McLaughlin 1969): below that it is NaN
POLYSYLLABLE = 3  # syllables from which SMOG and Fog call a word long
HARD_SHARE = 5  # percent of hard words above which Dale–Chall adds a constant


@dataclass(frozen=True, slots=True)
class Readability(Tallied):
    """Compute readability indices per document, over all its words, whosever they are."""

    name: str = "readability"
    requires: tuple[str, ...] = ()

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return no spans: an index is a property of the whole text."""
        return Spans.empty()

    def tally(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Tally:
        """Count what the formulas need."""
        return Tally(count(corpus))

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return the indices per document; NaN where there is no word, SMOG also below 30 sentences."""
        return dict(indices(tally.sums))


def indices(counts: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return every index from counts per document.

    Parameters
    ----------
    counts : mapping of str to array of shape (n_docs,)
        ``words``, ``sentences``, ``syllables``, ``polysyllables``, ``letters``,
        ``characters``, ``hard`` (not among the easy words of Dale and Chall),
        ``fog`` (hard, of three syllables or more).

    References
    ----------
    Flesch (1948); Kincaid et al. (1975); McLaughlin (1969); Gunning (1952);
    Smith & Senter (1967); Coleman & Liau (1975); Dale & Chall (1948).

    Examples
    --------
    >>> one = {"words": 100, "sentences": 5, "syllables": 150, "polysyllables": 10, "letters": 450,
    ...        "characters": 480, "hard": 20, "fog": 8}
    >>> scores = indices({name: np.array([float(value)]) for name, value in one.items()})
    >>> round(float(scores["flesch_index"][0]), 2), round(float(scores["dale-chall_index"][0]), 2)
    (59.64, 7.79)
    """
    words, sentences = counts["words"], counts["sentences"]
    length, syllables = share(words, sentences), share(counts["syllables"], words)
    hard, fog = 100 * share(counts["hard"], words), 100 * share(counts["fog"], words)
    smog = 1.043 * (30 * share(counts["polysyllables"], sentences)) ** 0.5 + 3.1291
    return {
        "flesch_index": 206.835 - 1.015 * length - 84.6 * syllables,
        "flesch-kincaid_index": 0.39 * length + 11.8 * syllables - 15.59,
        "smog_index": np.where(sentences >= MIN_SENTENCES, smog, np.nan),
        "gunning-fog_index": 0.4 * (length + fog),
        "automated_index": 4.71 * share(counts["characters"], words) + 0.5 * length - 21.43,
        "coleman-liau_index": 5.8 * share(counts["letters"], words) - 29.6 * share(sentences, words) - 15.8,
        "dale-chall_index": 0.1579 * hard + 0.0496 * length + np.where(hard > HARD_SHARE, 3.6365, 0),
        "words-per-sentence_mean": length,
        "syllables-per-word_mean": syllables,
    }


def count(corpus: Corpus) -> dict[str, Floats]:
    """Count per document what the formulas need; a possessive ending is part of its word."""
    ending = _ENDING.of(corpus.types)[corpus.token_ids]
    counted = corpus.counted
    words = corpus.is_word & counted & ~ending
    syllables = _SYLLABLES.of(corpus.types)
    hard = ~corpus.types_in(easy_words())
    letters = _LETTERS.of(corpus.types)
    ids, docs = corpus.token_ids[words], corpus.token_doc[words]

    def total(docs: Ints, amount: Column | None = None) -> Floats:
        return np.bincount(docs, weights=amount, minlength=corpus.n_docs).astype(float)

    first = corpus.sentence_start[counted[corpus.sentence_start]]
    long_word = syllables >= POLYSYLLABLE
    lengths = (corpus.token_end - corpus.token_start)[counted]
    return {
        "words": total(docs),
        "sentences": total(corpus.token_doc[first]),
        "syllables": total(docs, syllables[ids]),
        "polysyllables": total(docs[long_word[ids]]),
        "letters": total(corpus.token_doc[counted], letters[corpus.token_ids[counted]]),
        "characters": total(corpus.token_doc[counted], lengths),
        "hard": total(docs[hard[ids]]),
        "fog": total(docs[(hard & long_word)[ids]]),
    }


_ENDING = PerType[np.bool_].each(lambda written, _: written[0] in "'’", bool)
_SYLLABLES = PerType[np.int64].each(lambda _, folded: count_syllables(folded), np.int64)
_LETTERS = PerType[np.int64].each(lambda written, _: sum(map(str.isalnum, written)), np.int64)


@lru_cache(maxsize=1)
def easy_words() -> frozenset[str]:
    """Return the easy words of Dale and Chall as textstat ships them, without importing textstat."""
    package = find_spec("textstat")
    folder = Path(next(iter(package.submodule_search_locations or ()), "")) if package else Path()
    try:
        return frozenset((folder / "resources" / "en" / "easy_words.txt").read_text(encoding="utf-8").split())
    except OSError:
        raise InputError(
            "The word list of textstat was not found. Install it again: pip install --force-reinstall textstat"
        ) from None
