"""Whom a loaded term is about: the actor it stands with."""

from __future__ import annotations

import numpy as np

from framing.core import Column, Corpus, Evidence, Floats, Ints, Spans, objects
from framing.scoring.pairs import CLAUSE, running, sentence_pairs
from framing.scoring.voices import actor_heads, token_source

FAR = 1000.0  # cost of an actor that the term cannot be about
APPOSITION = 6  # tokens from a name to a term behind its comma: "Holm, a most shameless agitator"
PREDICATE = 7  # tokens from a name to a term behind "is": "Holm has long been a shameless liar"
_BE = frozenset("is are was were be been being am isn't aren't wasn't weren't 's 're 'm seems seemed looks remains remained became becomes".split())
_DETERMINERS = frozenset("a an the this that his her its their our one another".split())
_COMMA, _STOP = frozenset({","}), frozenset({"."})
_WHERE = frozenset("in at from near across outside inside around to on into through throughout".split())


def qualified_actor(corpus: Corpus, evidence: Evidence, terms: Spans) -> Column:
    """Return the actor that each term qualifies, None where there is none.

    In this order: the name it stands before ("dictator Holm"), the name it
    explains ("Holm, a dictator"; "Holm is a dictator"), the group it names
    itself ("the baying crowd"), else the nearest actor of its clause, the one
    before rather than the one behind. A place where something happens ("in
    Moscow") is no actor.

    Returns
    -------
    array of object, shape (n_terms,)
        Ids as in ``evidence("actors")``.
    """
    chosen = objects([None] * len(terms))
    if "actors" not in evidence or not len(terms) or not len(evidence["actors"]):
        return chosen
    actors = evidence["actors"]
    term, actor = sentence_pairs(corpus, terms.start, actors.start)
    cost = _costs(corpus, evidence, terms, term, actor)
    order = np.lexsort((actor, cost, term))
    first = np.ones(len(order), dtype=bool)
    first[1:] = np.diff(term[order]) > 0
    best = order[first]
    best = best[cost[best] < FAR]
    chosen[term[best]] = actors["actor"][actor[best]]
    return chosen


def _costs(corpus: Corpus, evidence: Evidence, terms: Spans, term: Ints, actor: Ints) -> Floats:
    """Return how far each term is from being about each actor: below 0 where grammar ties them."""
    actors = evidence["actors"]
    t_start, t_end = terms.start[term], terms.end[term]
    a_start, a_end = actors.start[actor], actors.end[actor]
    before, behind = a_end <= t_start, a_start >= t_end  # the actor, seen from the term
    low, high = np.where(before, a_end, t_end), np.where(before, t_start, a_start)
    gap = np.maximum(high - low, 0)
    high = np.maximum(high, low)
    ids = corpus.token_ids
    small = ~corpus.capital & ~corpus.types_in(_STOP)
    n_small, n_breaks, n_be = (
        running(corpus, types) for types in (small, corpus.types_in(CLAUSE), corpus.types_in(_BE))
    )
    breaks = n_breaks[high] - n_breaks[low]
    cost = np.where(breaks == 0, gap + np.where(behind, 1.0, 0.0), FAR)
    last = corpus.n_tokens - 1
    comma = corpus.types_in(_COMMA)[ids[np.minimum(a_end, last)]]
    article = corpus.types_in(_DETERMINERS)[ids[np.minimum(a_end + 1, last)]]
    verbless = n_be[high] == n_be[low]
    cost[before & comma & article & (breaks == 1) & (gap <= APPOSITION) & verbless] = -1
    cost[before & (breaks == 0) & ~verbless & (gap <= PREDICATE)] = -1
    cost[~before & ~behind] = -2
    cost[behind & (n_small[high] == n_small[low]) & (breaks == 0)] = -3
    rows = token_source(corpus, evidence["attribution"])[t_start]
    heads = np.append(actor_heads(corpus, evidence), -1)
    speaker = heads[rows] == actor  # who says it is not who it is about
    place = corpus.types_in(_WHERE)[ids[np.maximum(a_start - 1, 0)]] & (actors.label[actor] == "place")
    return np.where(place | speaker, FAR, cost)
