"""Articles that show what figures say: the most and the least loaded, and those typical of their group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from framing.core import InputError
from framing.export.corpus_style import number

MOST_SENTENCES = 3  # of an article
MIN_OWN_WORDS = 150  # of an article that is chosen: below, one term more or less moves a rate by more than 6 per 1,000
RATE = "loaded__terms_rate"
TYPICAL = (RATE, "attribution__direct_share", "subjectivity__sentences_mean", "toward__balance_mean")


class Term(NamedTuple):
    """A loaded term in a sentence: its characters, why it is marked, and whether a source says it."""

    start: int
    end: int
    reason: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """An article that is shown: whose it is, why it is shown, and sentences of it, each with its loaded terms in order."""

    doc_id: Any
    group: Any
    why: str
    title: str = ""
    sentences: Sequence[tuple[str, Sequence[Term]]] = ()


def telling_articles(
    scores: pd.DataFrame,
    meta: pd.DataFrame,
    sentences: pd.DataFrame,
    loaded: pd.DataFrame,
    *,
    by: str = "outlet",
    n: int = 10,
) -> list[Telling]:
    """Choose articles that show what the figures say, each with the sentences that are loaded most.

    Parameters
    ----------
    scores, meta : DataFrame, one row per document
        From ``report.scores`` and ``report.meta``.
    sentences, loaded : DataFrame
        From ``report.sentences()`` and ``report.evidence("loaded")``.
    by : str
        The column of `meta` that says the group.
    n : int
        At most so many.

    Returns
    -------
    list of Telling
        The two articles with the highest rate of loaded terms and the two with the lowest; then those nearest to the median
        of their group in loaded terms, quoted words, subjective sentences and sentiment (standardised, mean absolute
        distance), of each group in turn. Only articles that have a group and 150 words of the outlet's own; of equal rates those
        with more words come first. Up to three sentences of each, those with the highest scores of the outlet's own loaded terms, in order.

    Raises
    ------
    InputError
        If `meta` has no column `by`, or loaded terms were not measured.

    Examples
    --------
    >>> scores = pd.DataFrame({"n_own_words": [200, 200], "loaded__terms_rate": [5.0, 0.0]})
    >>> meta = pd.DataFrame({"outlet": ["Clarion", "Wire"], "title": ["Regime falls", "Government resigns"]})
    >>> sentences = pd.DataFrame({"doc_id": [0], "start": [0], "end": [16], "text": ["The regime fell."]})
    >>> loaded = pd.DataFrame({"doc_id": [0], "start": [4], "end": [10], "score": [0.6], "voice": ["editorial"], "label": ["epithet"], "note": ["denies legitimacy"]})
    >>> first, second = telling_articles(scores, meta, sentences, loaded, n=2)
    >>> first.title, first.why, first.sentences[0][1][0].reason
    ('Regime falls', 'highest rate of loaded terms: 5.00 per 1,000 own words', 'epithet: denies legitimacy')
    """
    if by not in meta.columns or RATE not in scores.columns:
        raise InputError(
            f"Articles are chosen by the group {by!r} in the metadata and by {RATE!r} in the scores. "
            "Name a column of the metadata, and measure loaded terms."
        )
    group = meta[by].reindex(scores.index)
    usable = group.notna() & scores[RATE].notna() & (scores["n_own_words"] >= MIN_OWN_WORDS)
    why = _chosen(scores[usable], group[usable], n)
    known = meta["title"] if "title" in meta.columns else pd.Series(dtype=object)
    titles = {doc: title if isinstance(title := known.get(doc), str) else "" for doc in why}
    text_of, terms_of = _by_doc(sentences), _by_doc(loaded)
    return [
        Telling(doc, group[doc], reason, titles[doc], _loudest(text_of(doc), terms_of(doc), titles[doc]))
        for doc, reason in why.items()
    ]


def _by_doc(rows: pd.DataFrame) -> Callable[[Any], pd.DataFrame]:
    """Return what gives the rows of a document."""
    parts = dict(iter(rows.groupby("doc_id", sort=False)))
    return lambda doc: parts.get(doc, rows.iloc[:0])


def _chosen(scores: pd.DataFrame, group: pd.Series, n: int) -> dict[Any, str]:
    """Return the articles to show, each with the reason."""
    rate = " rate of loaded terms: {} per 1,000 own words"
    falling = scores.sort_values([RATE, "n_own_words"], ascending=False)[RATE]
    rising = scores.sort_values([RATE, "n_own_words"], ascending=[True, False])[RATE]
    why = {doc: f"highest{rate.format(number(value))}" for doc, value in falling.head(2).items()}
    for doc, value in rising.head(2).items():
        why.setdefault(doc, f"lowest{rate.format(number(value))}")
    columns = [column for column in TYPICAL if column in scores.columns]
    values = scores[columns] / scores[columns].std().replace(0, np.nan)
    distance = (values - values.groupby(group).transform("median")).abs().mean(axis=1).sort_values(kind="stable")
    turn = distance.groupby(group).cumcount().sort_values(kind="stable")
    for doc in turn.index:
        why.setdefault(doc, f"near the middle of {group[doc]} in loaded terms, quotation, subjectivity and sentiment")
    return dict(list(why.items())[:n])


def _loudest(sentences: pd.DataFrame, loaded: pd.DataFrame, title: str) -> list[tuple[str, list[Term]]]:
    """Return the sentences of an article, but for its title, in which the outlet's own words are loaded most."""
    own = loaded[loaded["voice"] != "direct"]
    columns = (sentences[name].tolist() for name in ("start", "end", "text"))
    places = [(start, end, text) for start, end, text in zip(*columns, strict=True) if text != title]
    weight = {place: own.loc[_inside(own, *place[:2]), "score"].sum() for place in places}
    first = sorted((place for place in places if weight[place] > 0), key=lambda place: -weight[place])[:MOST_SENTENCES]
    return [(text, _terms_in(loaded, start, end)) for start, end, text in sorted(first)]


def _inside(rows: pd.DataFrame, start: int, end: int) -> pd.Series:
    return (rows["start"] >= start) & (rows["end"] <= end)


def _terms_in(loaded: pd.DataFrame, start: int, end: int) -> list[Term]:
    """Return the loaded terms of a sentence, of those that overlap the first."""
    terms: list[Term] = []
    for r in loaded[_inside(loaded, start, end)].sort_values("start").to_dict("records"):
        if not terms or r["start"] - start >= terms[-1].end:
            reason = f"{r['label']}: {r['note']}"
            terms.append(Term(r["start"] - start, r["end"] - start, reason, r["voice"] == "direct"))
    return terms
