"""Whom a loaded term is about: the actor it is grammatically tied to.

Without a parser, by what stands between the two. Rather none than wrong: a
term about a thing ("a startling reality") is about nobody.
"""

from __future__ import annotations

import numpy as np

from framing.core import Bools, Column, Corpus, Evidence, Floats, Ints, Spans, objects
from framing.scoring.pairs import CLAUSE, running, sentence_pairs
from framing.scoring.voices import actor_heads, token_source

FAR = 1000.0  # cost of an actor that the term is not about
APPOSITION = 6  # tokens from a name to a term behind its comma: "Holm, a most shameless agitator"
PREDICATE = 7  # tokens from a name to a term behind "is": "Holm has long been a shameless liar"
SUBJECT = 5  # tokens from a subject to its verb: "Holm has repeatedly lashed out"
ADVERB = 2  # tokens from a subject to an adverb: "Holm has nonchalantly"
OBJECT = 4  # tokens from a subject to what it makes or has: "Holm made the stunning announcement"
OWNED = 2  # tokens from a possessor to the term: "Holm's latest outburst"
_BE = frozenset(
    "is are was were be been being am isn't aren't wasn't weren't 're 'm seems seemed looks remains remained became becomes".split()
)
_DETERMINERS = frozenset("a an the this that his her its their our one another".split())
# A name behind one of these is no subject.
_OBLIQUE = frozenset(
    "of for to with from by at in on against about between among into over under near across outside inside around through and or than as".split()
)
_SUBJECTS = frozenset(
    "he she they we i you it who which that this these those one some many others another what there".split()
)
_POSSESSIVE = frozenset({"'s", "'", "his", "her", "their"})
_AUXILIARIES = frozenset("has have had will would can could may might should must".split())
_FINITE = _BE | _AUXILIARIES
_NO_SUBJECTS = frozenset("his her its their my him me them himself herself".split())
_OWNERS = frozenset({"his", "her", "its", "their", "my"})
_LINKS = frozenset({"of", "by"})
_COMMA, _STOP, _WHO = frozenset({","}), frozenset({"."}), frozenset({"who"})
_ACTS = ("VERB", "ADV", "PHRASE")


def qualified_actor(corpus: Corpus, evidence: Evidence, terms: Spans) -> Column:
    """Return the actor that each term qualifies, None where there is none.

    In this order: the name it stands before ("dictator Holm", "a defiant Gov.
    Holm"), the group it names itself ("the baying crowd"), the name it
    explains ("Holm, a dictator"; "Holm is a dictator"), the possessor
    ("Holm's outburst", "his outburst", "the outburst of Holm"), the one who
    acts ("Holm lashed out"), the subject of its clause. Who is quoted or
    reported is not whom the words are about.

    Parameters
    ----------
    terms : Spans
        Loaded terms; column ``pos`` says whether they act or describe.

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
    """Return how far each term is from being about each actor; FAR where nothing ties them."""
    actors = evidence["actors"]
    t_start, t_end = terms.start[term], terms.end[term]
    a_start, a_end = actors.start[actor], actors.end[actor]
    before, behind = a_end <= t_start, a_start >= t_end  # the actor, seen from the term
    low, high = np.where(before, a_end, t_end), np.where(before, t_start, a_start)
    gap, high = np.maximum(high - low, 0), np.maximum(high, low)

    def between(types: Bools) -> Ints:
        total = running(corpus, types)
        return np.asarray(total[high] - total[low])

    is_beside = corpus.is_beside
    joined = between(corpus.types_in(CLAUSE)) == 0
    plain = joined & (between(corpus.types_in(_OBLIQUE)) == 0)
    pos = terms["pos"][term].astype(str)
    acts = np.isin(pos, _ACTS)
    oblique = is_beside(a_start, -1, _OBLIQUE) | is_beside(a_start, -2, _OBLIQUE) | is_beside(a_start, -3, _OBLIQUE)
    subject = before & ~oblique & ~is_beside(a_end - 1, 1, _POSSESSIVE) & (actors.label[actor] != "place")
    subject &= ~is_beside(a_start, 0, _NO_SUBJECTS) & (between(corpus.types_in(_SUBJECTS)) == 0)
    verb = between(corpus.types_in(_BE)) > 0
    near = np.where(pos == "ADV", ADVERB, SUBJECT)
    cost = np.full(len(term), FAR)

    def allow(where: Bools, rank: float, far: Ints = gap) -> None:
        np.minimum(cost, np.where(where, rank + far / 100, FAR), out=cost)

    allow(subject & plain & ~acts & (gap <= OBJECT), 7)
    allow(subject & plain & acts & (gap <= near), 6)
    allow(before & is_beside(a_end - 1, 1, _WHO) & acts & (gap <= OBJECT), 6)
    allow(behind & ~acts & is_beside(t_end - 1, 1, _LINKS) & (gap <= OWNED) & joined, 5)
    owner = is_beside(a_end - 1, 1, _POSSESSIVE) | is_beside(a_start, 0, _OWNERS)
    allow(before & owner & ~acts & plain & ~verb & (gap <= OWNED + is_beside(a_end - 1, 1, _POSSESSIVE)), 4)
    allow(subject & joined & verb & is_beside(a_end - 1, 1, _FINITE) & (gap <= PREDICATE), 3)
    apposition = (
        is_beside(a_end - 1, 1, _COMMA)
        & is_beside(a_end - 1, 2, _DETERMINERS)
        & (between(corpus.types_in(CLAUSE)) == 1)
        & ~verb
    )
    allow(before & apposition & ~acts & (gap <= APPOSITION), 3)
    allow(before & (gap == 0) & ~acts, 2)
    within = running(corpus, corpus.types_in(_OBLIQUE))
    named = ~before & ~behind & (actors.label[actor] == "group") & (a_end == t_end)
    allow(named & ~acts & (within[t_end] == within[t_start]), 1)
    small = between(~corpus.capital & ~corpus.types_in(_STOP)) == 0
    allow(behind & (gap == 0) & ~acts, 0)
    allow(behind & small & ~acts & joined, 0, -a_end)  # the last of a run of capitals is its head
    rows = token_source(corpus, evidence["attribution"])[t_start]
    speaker = np.append(actor_heads(corpus, evidence), -1)[rows] == actor
    return np.where(speaker, FAR, cost)
