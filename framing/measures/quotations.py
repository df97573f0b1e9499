"""Quotations: every stretch between quotation marks, and whether somebody is quoted.

A quotation without a source is a title, a term held at arm's length, or
speech whose speaker the text leaves open. A title is known by its capitals;
of the others nothing can be seen but that nobody is named as speaking.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.core import NO_EVIDENCE, Bools, Corpus, Evidence, Spans, objects
from framing.scoring import count_between, count_spans

LABELS = objects(["quotation", "title", "unsourced"])
SMALL = frozenset(
    "a an the and or but nor of in on at to for with from by as is vs v. into over up off out ’s 's ’ ' -".split()
)
WORKS = frozenset(
    "song songs single album track hit film films movie movies documentary comedy drama thriller musical play opera show shows series sitcom programme "
    "program podcast episode book books novel memoir biography essay story poem painting exhibition magazine report game column".split()
)
LONGEST_TITLE = 14  # words
LONGEST_NICKNAME = 2  # words; "El Chapo" in a name


@dataclass(frozen=True, slots=True)
class Quotations:
    """Mark every quotation with the attribution it stands in."""

    name: str = "quotations"
    requires: tuple[str, ...] = ("attribution",)

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return the quotations, marks included.

        Returns
        -------
        Spans
            Label ``quotation`` where somebody is quoted; where nobody is, ``title``
            where the capitals are those of a title or a name, else
            ``unsourced``. Columns: ``attribution`` (None where nobody is quoted),
            ``depth`` (0 = outermost), ``closed``.
        """
        quotations = corpus.quotations
        content = evidence["attribution"].select(evidence["attribution"].label == "content")
        held = np.full(corpus.n_tokens + 1, -1, dtype=np.int64)
        for a, b, number in zip(
            content.start.tolist(), content.end.tolist(), content["attribution"].tolist(), strict=True
        ):
            held[a:b] = number
        quotations = quotations.select(corpus.counted[quotations.start])
        inside = np.minimum(quotations.start + 1, np.maximum(quotations.end - 1, quotations.start))
        number = held[inside]
        columns = {
            "attribution": objects([n if n >= 0 else None for n in number.tolist()]),
            "depth": quotations["depth"],
            "closed": quotations["closed"],
        }
        label = LABELS[np.where(number >= 0, 0, np.where(are_titles(corpus, quotations), 1, 2))]
        return Spans(quotations.start, quotations.end, label, quotations.score, columns)

    def score(self, corpus: Corpus, evidence: Evidence, /) -> pd.DataFrame:
        """Return the number of outermost quotations, and of these titles and others without a source, per document."""
        spans = evidence[self.name].select(np.asarray(evidence[self.name]["depth"] == 0, dtype=bool))
        counts = {
            "outermost_n": count_spans(corpus, spans),
            "titles_n": count_spans(corpus, spans.select(spans.label == "title")),
            "unsourced_n": count_spans(corpus, spans.select(spans.label == "unsourced")),
        }
        return pd.DataFrame(
            {f"{self.name}__{column}": values for column, values in counts.items()}, index=corpus.meta.index
        )


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
