"""Whom a loaded term is about: the actor it is grammatically tied to.

Without a parser, by what stands between the two. Rather none than wrong: a
term about a thing ("a startling reality") is about nobody.
"""

from __future__ import annotations

import numpy as np

from framing.core import Bools, Column, Corpus, Evidence, Floats, Ints, Spans, objects
from framing.scoring.pairs import CLAUSE, running_of, sentence_pairs
from framing.scoring.voices import actor_heads, token_source

FAR = 1000.0  # cost of an actor that the term is not about
APPOSITION = 6  # tokens from a name to a term behind its comma: "Holm, a most shameless agitator"
PREDICATE = 7  # tokens from a name to a term behind "is": "Holm has long been a shameless liar"
SUBJECT = 5  # tokens from a subject to its verb: "Holm has repeatedly lashed out"
ADVERB = 2  # tokens from a subject to an adverb: "Holm has nonchalantly"
OBJECT = 4  # tokens from a subject to what it makes or has: "Holm made the stunning announcement"
INTRODUCED = 4  # tokens from a term to the name it introduces: "the obstructive council leader, Holm"
OWNED = 1  # words between a possessor and the term: "Holm's latest outburst"
LINKED = 2  # tokens from a term to whose it is: "the tyranny of King Holm"
BE = frozenset(
    "is are was were be been being am isn't aren't wasn't weren't 're 'm seems seemed looks remains remained became becomes".split()
)
_DETERMINERS = frozenset("a an the this that his her its their our one another former".split())
# Verbs that make or have what follows them, and verbs that call somebody what follows.
_LIGHT = frozenset(
    "make makes made making give gives gave giving have has had take takes took taking launch launches launched issue issues issued deliver delivers delivered "
    "use uses used write writes wrote stage stages staged raise raises raised post posts posted hold holds held offer offers offered show shows showed display "
    "displays displayed draw draws drew win wins won lose loses lost lead leads led face faces faced run runs ran mount mounts mounted unleash unleashed".split()
)
NAMING = frozenset(
    "call calls called calling brand brands branded branding label labels labeled labelled dub dubs dubbed deem deems deemed consider considers considered declare declares declared".split()
)
# A name behind one of these is no subject.
_OBLIQUE = frozenset(
    "of for to with from by at in on against about between among into over under near across outside inside around through than as".split()
)
_SUBJECTS = frozenset(
    "he she they we i you it who which that this these those one some many others another what there".split()
)
_TURNS = CLAUSE | _OBLIQUE
_CLITICS = frozenset({"'s", "'"})
_POSSESSIVE = _CLITICS | {"his", "her", "their"}
_AUXILIARIES = frozenset("has have had will would can could may might should must".split())
_FINITE = BE | _AUXILIARIES
_NO_SUBJECTS = frozenset("his her its their my him me them himself herself".split())
_OWNERS = frozenset({"his", "her", "its", "their", "my"})
_LINKS = frozenset({"of", "by"})
_COMMA, _STOP, _WHO = frozenset({","}), frozenset({"."}), frozenset({"who"})
# Words that go on behind a noun; another word behind a name is a noun that the name describes.
_FUNCTION = (
    BE
    | _AUXILIARIES
    | _OBLIQUE
    | _CLITICS
    | CLAUSE
    | frozenset("who which that not also said says was were did does do".split())
)
_NAMES = "epithet"  # label of terms that name somebody themselves: "vagrants" are not those who meet them
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
    cost = _Ties(corpus, evidence, terms, term, actor).costs()
    order = np.lexsort((actor, cost, term))
    first = np.ones(len(order), dtype=bool)
    first[1:] = np.diff(term[order]) > 0
    best = order[first]
    best = best[cost[best] < FAR]
    chosen[term[best]] = actors["actor"][actor[best]]
    return chosen


class _Ties:
    """What ties terms to actors of their sentence, pair by pair."""

    def __init__(self, corpus: Corpus, evidence: Evidence, terms: Spans, term: Ints, actor: Ints) -> None:
        actors = evidence["actors"]
        self.corpus = corpus
        self.t_start, self.t_end = terms.start[term], terms.end[term]
        self.a_start, self.a_end, self.label = actors.start[actor], actors.end[actor], actors.label[actor]
        self.before, self.behind = (
            self.a_end <= self.t_start,
            self.a_start >= self.t_end,
        )  # the actor, seen from the term
        low = np.where(self.before, self.a_end, self.t_end)
        high = np.where(self.before, self.t_start, self.a_start)
        self.low, self.high, self.gap = low, np.maximum(high, low), np.maximum(high - low, 0)
        self.pos = terms["pos"][term].astype(str)
        self.acts = np.isin(self.pos, _ACTS)
        self.names = terms.label[term] == _NAMES
        rows = token_source(corpus, evidence["attribution"])[self.t_start]
        self.speaker = np.append(actor_heads(corpus, evidence), -1)[rows] == actor  # whose words it stands in
        self.joined = self._between(corpus.types_in(CLAUSE)) == 0
        self.plain = self.joined & (self._between(corpus.types_in(_OBLIQUE)) == 0)
        self.verb = self._between(corpus.types_in(BE)) > 0

    def costs(self) -> Floats:
        """Return how far each term is from being about each actor; FAR where nothing ties them."""
        ties = (self.modifies(), self.is_named(), self.introduces(), self.explains(), self.is_owned(), self.links(), self.acting(), self.subject_of())  # fmt: skip
        cost = np.full(len(self.gap), FAR)
        for rank, tie in enumerate(ties):
            np.minimum(cost, np.where(tie, rank + self.gap / 100, FAR), out=cost)
        head = self.modifies() & (self.gap > 0)  # the last of a run of capitals: "defiant Texas Gov. Rick Perry"
        return np.where(self.speaker, FAR, np.where(head, -self.gap / 100, cost))

    def _between(self, types: Bools) -> Ints:
        """Count the tokens of some types between term and actor."""
        total = running_of(self.corpus, types)
        return np.asarray(total[self.high] - total[self.low])

    def _behind_actor(self, words: frozenset[str], step: int = 1) -> Bools:
        return self.corpus.is_beside(self.a_end - 1, step, words)

    def _who(self, step: int) -> Bools:
        """Whether a comma and "who" follow the actor, one break away from the term."""
        return np.asarray(
            self._behind_actor(_COMMA)
            & self._behind_actor(_WHO, step)
            & (self._between(self.corpus.types_in(CLAUSE)) == 2)
        )

    def _is_oblique(self) -> Bools:
        """Whether a preposition stands before the actor, or before its article: "to the former directors"."""
        first, second, third = (self.corpus.is_beside(self.a_start, -step, _OBLIQUE) for step in (1, 2, 3))
        near, far = (self.corpus.is_beside(self.a_start, -step, _DETERMINERS) for step in (1, 2))
        return np.asarray(first | (second & near) | (third & far))

    def _is_subject(self) -> Bools:
        """Whether the actor can be the subject of what follows."""
        owner = self._behind_actor(_POSSESSIVE) | self.corpus.is_beside(self.a_start, 0, _NO_SUBJECTS)
        another = self._between(self.corpus.types_in(_SUBJECTS)) > 0
        far_place = (self.label == "place") & (self.gap > 0) & ~self._behind_actor(_FINITE)
        return np.asarray(self.before & ~self._is_oblique() & ~owner & ~another & ~far_place)

    def modifies(self) -> Bools:
        """The name behind the term: "dictator Holm", "defiant Gov. Holm"; not "a legendary Washington lawyer"."""
        after, inside = self.corpus.beside(self.a_end - 1, 1)
        word = self.corpus.token_ids[after]
        noun = inside & self.corpus.is_word[after] & ~self.corpus.capital[word] & ~self.corpus.types_in(_FUNCTION)[word]
        body = np.isin(self.label, ("organisation", "place")) & noun
        small = self._between(~self.corpus.capital & ~self.corpus.types_in(_STOP)) == 0
        return np.asarray(self.behind & ~self.acts & ~body & ((self.gap == 0) | (small & self.joined)))

    def is_named(self) -> Bools:
        """The group that the term itself names, "baying crowd", or its pronoun, "she stormed"."""
        inside, total = ~self.before & ~self.behind, running_of(self.corpus, self.corpus.types_in(_OBLIQUE))
        last = (self.label == "group") & (self.a_end == self.t_end) & (total[self.t_end] == total[self.t_start])
        whole = (self.a_start <= self.t_start) & (self.a_end >= self.t_end)
        opens = (self.a_start == self.t_start) & (self.a_end < self.t_end)
        return np.asarray(inside & ((last & ~self.acts) | opens | whole))

    def introduces(self) -> Bools:
        """The person named behind a comma, "the obstructive leader, Holm", or just before, "called Holm corrupt"."""
        comma = self.corpus.is_beside(self.a_start, -1, _COMMA) & ~self.verb & (self.label == "person")
        leads = self.behind & comma & (self._between(self.corpus.types_in(_TURNS)) == 1) & (self.gap <= INTRODUCED)
        just = self.before & (self.gap == 0) & ((self.pos == "NOUN") | ~self._is_oblique())
        called = self.before & self.corpus.is_beside(self.a_start, -1, NAMING) & self.plain & (self.gap <= OBJECT)
        return np.asarray(~self.acts & (leads | just | called))

    def explains(self) -> Bools:
        """The name that the term explains: "Holm, a dictator", "Holm is a dictator"."""
        comma = self._behind_actor(_COMMA) & self._behind_actor(_DETERMINERS, 2) & ~self.verb & ~self.acts
        apposition = comma & (self._between(self.corpus.types_in(CLAUSE)) == 1) & (self.gap <= APPOSITION)
        predicate = self._is_subject() & self.plain & self.verb & self._behind_actor(_FINITE)
        relative = self.before & self._who(2) & self.verb
        return np.asarray((self.before & apposition) | ((predicate | relative) & (self.gap <= PREDICATE)))

    def is_owned(self) -> Bools:
        """The possessor: "Holm's outburst", "his latest outburst"."""
        clitic = self._behind_actor(_CLITICS)
        owner = clitic | self.corpus.is_beside(self.a_start, 0, _OWNERS)
        return np.asarray(self.before & owner & ~self.acts & self.plain & ~self.verb & (self.gap <= OWNED + clitic))

    def links(self) -> Bools:
        """The one behind "of" or "by": "the tyranny of Holm"."""
        linked = self.corpus.is_beside(self.t_end - 1, 1, _LINKS) & self.joined & (self.gap <= LINKED)
        return np.asarray(self.behind & (self.pos == "NOUN") & linked)

    def acting(self) -> Bools:
        """The one who acts: "Holm lashed out", "those traders who fumed"."""
        near = np.where(self.pos == "ADV", ADVERB, SUBJECT)
        subject = self._is_subject() & self.plain & (self.gap <= near)
        relative = self.before & (self._behind_actor(_WHO) | self._who(2)) & (self.gap <= OBJECT)
        return np.asarray(self.acts & (subject | relative))

    def subject_of(self) -> Bools:
        """The subject of what the term is made or had by: "Holm made the stunning announcement"."""
        made = self._between(self.corpus.types_in(_LIGHT)) > 0
        return np.asarray(self._is_subject() & self.plain & made & ~self.acts & ~self.names & (self.gap <= OBJECT))
