"""Which words one side uses more than another, told from what both use anyway."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import ndtr

from framing.core import Column, Floats, InputError, Ints, objects
from framing.core.anytext import any_text
from framing.core.tables import concat, table
from framing.scoring import rate
from framing.stats.grouping import Groups, by_document, false_discovery

if TYPE_CHECKING:
    from framing.report import Report

PER_WORD = ("words", "loaded")  # counted among words; the others among themselves
WEIGHT = 500.0  # words that a prior counts for
UNEXPECTED = 0.5  # how often a term that a prior of your own lacks counts in it
Z = 1.959963984540054  # standard errors of a 95 % interval
AROUND = 45  # characters of context on each side


def log_odds(ours: ArrayLike, theirs: ArrayLike, prior: ArrayLike, totals: Sequence[ArrayLike] | None = None) -> Floats:
    """Return how far words lean to one side: weighted log-odds ratios with an informative Dirichlet prior, in standard errors.

    Parameters
    ----------
    ours, theirs : arrays of float, shape (n_words,)
        Counts on both sides.
    prior : array of float, shape (n_words,)
        Counts to expect anyway, above 0; their sum says how strongly.
    totals : sequence of three arrays of float, shape (n_words,) each, optional
        The sums of the three over all words, where not all are given or each word has its own two sides.

    Returns
    -------
    array of float, shape (n_words,)
        Above 0 for words of our side. NaN where there is but one word, which has no odds.

    Notes
    -----
    Equations 15, 16, 20 and 22 of Monroe, Colaresi & Quinn (2008): Fightin' Words. Political Analysis 16(4).

    Examples
    --------
    >>> log_odds([9, 1], [1, 9], [5, 5]).round(2).tolist()
    [3.47, -3.47]
    """
    ratio, error = log_odds_ratio(ours, theirs, prior, totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = ratio / error
    return np.where(np.isfinite(z), z, np.nan)


def log_odds_ratio(
    ours: ArrayLike, theirs: ArrayLike, prior: ArrayLike, totals: Sequence[ArrayLike] | None = None
) -> tuple[Floats, Floats]:
    """Return the log-odds ratios that :func:`log_odds` weighs, and their standard errors."""
    first, second, expected = (np.asarray(counts, dtype=np.float64) for counts in (ours, theirs, prior))
    n_first, n_second, n_expected = (
        (first.sum(), second.sum(), expected.sum()) if totals is None else map(np.asarray, totals)
    )
    one, other = first + expected, second + expected
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log(one / (n_first + n_expected - one)) - np.log(other / (n_second + n_expected - other))
        return odds, np.sqrt(1 / one + 1 / other)


@any_text
def keyness(
    report: Report,
    by: str | pd.Series = "outlet",
    *,
    over: str = "words",
    actor: str | None = None,
    own: bool = True,
    prior: pd.Series | None = None,
    prior_weight: float | None = None,
    least: int = 5,
) -> pd.DataFrame:
    """Return which terms each group of articles uses more, or less, than the others.

    Parameters
    ----------
    report : Report
    by : str or Series
        A column of ``report.meta``, or a group for each document id. Documents without one are left out.
    over : {"words", "loaded", "cues", "descriptors"}
        What is counted: words, loaded terms, reporting expressions, or the adjectives and nouns said of an actor.
    actor : str, optional
        The actor of "descriptors", as ``report.actors(by="corpus")`` names it.
    own : bool
        Only in the outlet's own wording, without quotations.
    prior : Series, optional
        How often each term (the index) is to be expected, such as its count in a background corpus. Without it, the counts of
        all groups together.
    prior_weight : float, optional
        How many words the prior counts for, above 0; the more, the less do rare terms lean. Without it 500, or a tenth of
        what is counted where that is less.
    least : int
        Terms with fewer occurrences in all are left out; of more than two groups also those that the group never uses.

    Returns
    -------
    DataFrame
        One row per group and term, the most typical first: ``group``, ``term``, ``n``, ``rest_n`` (in the other groups),
        ``n_docs`` (documents of the group that have it), ``rate``, ``rest_rate`` (per 1,000 words, of the outlet's own if
        `own`), ``log_odds`` (ratio, natural logarithm), ``low``, ``high`` (95 %), ``z``, ``p`` (two-sided), ``q``
        (false discovery rate over the terms of a group), ``context`` (its place in the first document of the group, by id; empty if the group never uses it).

    Raises
    ------
    InputError
        If `over` or the actor is unknown, the prior counts for nothing, or there is but one group.

    Notes
    -----
    Weighted log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), each group against all others together. The
    model takes words for drawn one by one; a word that one article repeats is surer than it should be, so look at
    ``n_docs`` and at the contexts. q: Benjamini & Hochberg (1995).

    Examples
    --------
    >>> import framing, pandas as pd
    >>> frame = pd.DataFrame({"text": ["The vile plan failed."] * 6 + ["The new plan passed."] * 6, "outlet": ["A"] * 6 + ["B"] * 6})
    >>> rows = framing.keyness(framing.analyze(frame, models=False))
    >>> rows.groupby("group")["term"].first().to_dict()
    {'A': 'failed', 'B': 'new'}
    """
    groups = Groups.of(report.meta, by)
    if len(groups.names) < 2:
        raise InputError(f"All documents are in one group, {groups.names[0]!r}: there is nothing to compare.")
    rows = report.counts(over, actor=actor, own=own)
    group = pd.Series(groups.code, index=report.meta.index).reindex(rows["doc_id"]).to_numpy()
    rows, group = rows[group >= 0], group[group >= 0]
    if not len(rows):
        raise InputError(f"There is nothing to count: no document in a group has any {over}.")
    term, terms = pd.factorize(rows["term"], sort=True)
    shape = (len(groups.names), len(terms))
    cell = group * shape[1] + term
    n = np.bincount(cell, weights=rows["n"], minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
    n_docs = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    known = groups.code >= 0
    sizes = report.scores["n_own_words" if own else "n_words"].to_numpy()
    n_words = np.bincount(groups.code[known], weights=sizes[known], minlength=shape[0]).astype(np.float64)
    whole = n_words if over in PER_WORD else n.sum(axis=1)
    weight = min(WEIGHT, whole.sum() / 10) if prior_weight is None else prior_weight
    expected = _expected(n.sum(axis=0), whole.sum(), terms, prior, weight)
    totals = (whole, weight, n_words)
    parts = [_leaning(name, terms, n, n_docs[i], expected, totals, i, least) for i, name in enumerate(groups.names)]
    out = concat(parts, ignore_index=True)
    return out.assign(context=_contexts(report, out, rows.assign(group=groups.names[group])))


def _expected(counts: Floats, whole: float, terms: Any, prior: pd.Series | None, weight: float) -> Floats:
    """Return how often each term is expected among `weight` words."""
    if weight <= 0:
        raise InputError(f"prior_weight={weight!r} leaves nothing to expect. Give a number of words above 0.")
    if prior is None:
        return counts * weight / max(whole, 1)
    if (
        not isinstance(prior, pd.Series)
        or not prior.index.is_unique
        or not pd.api.types.is_numeric_dtype(prior)
        or not prior.sum() > 0
    ):
        raise InputError("prior= is no Series of counts, one for each term (its index), above 0 in sum.")
    expected = np.asarray(prior.reindex(terms).fillna(UNEXPECTED), dtype=np.float64)
    if not (expected > 0).all():
        worst = int(np.argmin(expected))
        raise InputError(f"prior= expects {terms[worst]!r} {expected[worst]} times. Counts have to be above 0.")
    return np.asarray(expected * weight / prior.sum())


def _leaning(
    name: object,
    terms: Any,
    n: Floats,
    n_docs: Ints,
    expected: Floats,
    totals: tuple[Floats, float, Floats],
    i: int,
    least: int,
) -> pd.DataFrame:
    """Return how far each term leans to one group, the most typical first."""
    per_group, n_expected, n_words = totals
    every = n.sum(axis=0)
    rest, n_rest = every - n[i], per_group.sum() - per_group[i]
    ratio, error = log_odds_ratio(n[i], rest, expected, (per_group[i], n_rest, n_expected))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(np.isfinite(ratio) & (min(per_group[i], n_rest) > 0), ratio / error, np.nan)
    kept = np.flatnonzero((every >= least) & ((n[i] > 0) | (len(n) == 2)))
    order = kept[np.lexsort((kept, -np.nan_to_num(z[kept])))]
    p = 2 * ndtr(-np.abs(z[order]))
    columns = {
        "group": objects([name] * len(order)), "term": objects(list(terms[order])),
        "n": n[i, order].astype(np.int64), "rest_n": rest[order].astype(np.int64), "n_docs": n_docs[order],
        "rate": rate(n[i, order], n_words[i : i + 1]), "rest_rate": rate(rest[order], np.array([n_words.sum() - n_words[i]])),
        "log_odds": ratio[order], "low": (ratio - Z * error)[order], "high": (ratio + Z * error)[order],
        "z": z[order], "p": p, "q": false_discovery(p),
    }  # fmt: skip
    return table(columns)


def _contexts(report: Report, rows: pd.DataFrame, places: pd.DataFrame) -> Column:
    """Return the first place of each term in its group, with what stands around it."""
    key = {"group": object, "term": object}
    first = by_document(places).drop_duplicates([*key]).astype(key)
    where = rows[[*key]].astype(key).merge(first, on=[*key], how="left")
    texts = {doc: report.text(doc) for doc in first["doc_id"].unique()}
    out = objects([""] * len(rows))
    for i in np.flatnonzero(where["n"].notna()).tolist():
        text, a, b = texts[where["doc_id"].iat[i]], int(where["start"].iat[i]), int(where["end"].iat[i])
        out[i] = " ".join(text[max(0, a - AROUND) : b + AROUND].split())
    return out
