"""Agency: who acts on whom, and where the text leaves out who does.

"Police shot a man" names who acts; "a man was shot by police" names it last;
"a man was shot" and "the shooting of a man" need not name it at all. Read
from parts of speech: a form of "be" or "get" and a participle is a passive,
unless the participle is known to describe a state.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.core import NO_EVIDENCE, Bools, Column, Corpus, Evidence, Ints, PerType, Spans, objects, running
from framing.models import PosTagger
from framing.scoring import (
    CLAUSE,
    Tallied,
    Tally,
    count_spans,
    own_words,
    owners,
    per_doc,
    rate,
    running_of,
    share,
    subjects,
)

LABELS = ("active", "passive", "agentless", "nominalised")
ADVERBS, FURTHEST_BY, FURTHEST_ACTOR = 3, 8, 6  # tokens: between "was" and "shot", up to "by", up to an actor
BE = frozenset("is are was were be been being am isn't aren't wasn't weren't".split())
GET = frozenset("get gets got getting gotten".split())
HAVE = frozenset("has have had having 've hasn't haven't hadn't".split())
DO = frozenset("do does did doing don't doesn't didn't".split())
CLITICS = frozenset({"'s", "'m", "'re", "'ve", "'d", "'ll"})
AUXILIARIES = BE | GET | HAVE | DO | CLITICS
HELPERS = BE | HAVE | DO
# Participles that mostly describe a state: passive only where "by" says who brings it about.
STATES = frozenset(
    "tired married divorced engaged interested concerned worried excited pleased surprised shocked disappointed frustrated confused "
    "scared frightened embarrassed ashamed relaxed satisfied determined convinced committed dedicated devoted opposed supposed used inclined "
    "prepared qualified experienced skilled educated retired gone done finished born based located situated related unrelated limited "
    "complicated sophisticated advanced crowded packed filled closed open unemployed employed dressed drunk lost stuck hurt set ready "
    "thrilled delighted amazed impressed bored depressed upset annoyed alarmed troubled united divided mistaken justified unprecedented unwanted "
    "geared flawed convoluted pronounced involved terrified stalled grounded distraught concentrated aimed antiquated bound "
    "clad dated deranged detached disgusted disgruntled distinguished distracted disturbed dumbfounded enraged entrenched exhausted "
    "fascinated fed gifted heartbroken horrified humbled incensed infuriated inspired insulated intended interconnected intertwined invested "
    "irritated jaded misguided nuanced outdated outraged overwhelmed overworked panicked perplexed petrified poised polarized polarised privileged "
    "puzzled renowned reserved riddled saddened seasoned seated skewed slanted steeped strained stranded stressed stunned suited surrounded "
    "tempted torn traumatized unprepared versed warranted worn blessed crippled doomed fraught jammed deserted littered lined "
    "accustomed acquainted aligned associated affiliated biased entitled aged overdue focused destined predicated varied locked obliged centered centred muted relieved obsessed rumored rumoured rooted tied known left wed".split()
)
# Acts of force and authority told as nouns.
NOUNS = frozenset(
    "killing killings shooting shootings murder murders assassination assassinations execution executions beating beatings slaying slayings "
    "stabbing stabbings lynching bombing bombings shelling massacre slaughter torture abuse rape kidnapping abduction detention detentions "
    "arrest arrests imprisonment jailing deportation deportations expulsion eviction evictions removal ouster dismissal firing "
    "prosecution persecution harassment intimidation separation invasion occupation annexation destruction demolition suppression "
    "repression poisoning hacking targeting treatment".split()
)
_OF, _BY = frozenset({"of"}), frozenset({"by"})
_NO_AGENT = frozenset(  # behind "by": a time, a measure, a way
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow january february march april may june july august "
    "september october november december then now noon midnight year month week default far hand law chance mistake accident name means "
    "way itself himself herself themselves nearly almost about more less roughly at an average".split()
)
WHO, COMMA = frozenset({"who"}), frozenset({","})
ONLY_SUBJECTS = frozenset("he she they we i".split())
# What follows is a clause of its own, or who speaks.
SAYING = frozenset(
    "say says said saying add adds added note notes noted insist insists insisted argue argues argued claim claims claimed think thinks thought "
    "believe believes believed know knows knew hope hopes hoped fear fears feared suggest suggests suggested explain explains explained reply replies replied "
    "wonder wonders wondered conclude concludes concluded declare declares declared tweet tweets tweeted write writes wrote predict predicts predicted".split()
)
VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD")
# "unfounded", "unharmed" are what something is.
_UNDONE = PerType[np.bool_].each(lambda _, folded: folded.startswith("un") and folded.endswith("ed"), bool)
FINITE, PARTICIPLE = ("VBD", "VBP", "VBZ"), ("VBN", "VBD")
POSSESSIVE_PRONOUN, PREPOSITION = ("PRP$",), ("IN", "TO")
NAMING = ("DT", "PRP$", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "VBN", "VBG")


@dataclass(frozen=True, slots=True)
class Agency(Tallied):
    """Mark acts with who does them and whom they are done to.

    Parameters
    ----------
    pos : PosTagger
    """

    pos: PosTagger
    name: str = "agency"
    requires: tuple[str, ...] = ("attribution", "actors")

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return the acts, in order of position.

        Returns
        -------
        Spans
            Label ``active`` ("police shot a man"; only where an actor does it or has it done to it), ``passive``
            ("was shot by police"), ``agentless`` ("was shot"), ``nominalised`` ("the shooting of"). Columns:
            ``act`` (the verb or noun, folded), ``agent`` and ``patient`` (ids of actors, None where none is named).
        """
        return _Reader(corpus, evidence["actors"], self.pos).read()

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count own words, and the acts in them by label."""
        spans, own = evidence[self.name], own_words(corpus, evidence["attribution"])
        mine = spans.select(own[spans.start])
        sums = {label: count_spans(corpus, mine.select(mine.label == label)) for label in LABELS[1:]}
        return Tally({"own words": per_doc(corpus, own), **sums})

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return, in the outlet's own words, the passives, those without an agent, and the acts told as nouns."""
        n = {"passives": tally["passive"] + tally["agentless"], "agentless": tally["agentless"], "nominalised": tally["nominalised"]}  # fmt: skip
        out: dict[str, Column] = {}
        for name, count in n.items():
            out |= {f"{name}_n": count, f"{name}_rate": rate(count, tally["own words"])}
            out |= {"agentless_share": share(count, n["passives"])} if name == "agentless" else {}
        return out


class _Reader:
    """Reads the acts of one corpus."""

    def __init__(self, corpus: Corpus, actors: Spans, pos: PosTagger) -> None:
        self.corpus, self.actors = corpus, actors
        self.tags, self.names = pos.tag(corpus), pos.tags
        self.last = np.zeros(corpus.n_tokens, dtype=np.int64)  # end of the sentence of each token
        if corpus.n_tokens:
            self.last = corpus.sentence_end[corpus.token_sentence]
        self.ids = np.append(actors["actor"], [None]) if len(actors) else objects([None])
        self.opens = running_of(corpus, corpus.types_in(CLAUSE))
        self.verbs = running(self.is_tag(VERBS))
        self.owners = owners(corpus, actors, self.is_tag(POSSESSIVE_PRONOUN))
        self.subjects = subjects(corpus, actors, self.owners, self.is_tag(NAMING), self.is_tag(PREPOSITION))

    def is_tag(self, names: tuple[str, ...]) -> Bools:
        """Return which tokens have one of these tags."""
        return np.isin(self.names, names)[self.tags]

    def is_word(self, words: frozenset[str]) -> Bools:
        """Return which tokens are one of these words, in blocks that count."""
        return self.corpus.tokens_in(words) & self.corpus.counted

    def read(self) -> Spans:
        """Return all acts."""
        start, verb, by = self._passives()
        agentless = by < 0
        passives = Spans(
            start,
            verb + 1,
            objects(["agentless" if without else "passive" for without in agentless.tolist()]),
            np.ones(len(start)),
            self._columns(verb, np.where(agentless, -1, self._behind(by)), self._before(start)),
        )
        return _in_order([passives, self._nouns(), self._actives(verb)])

    def _columns(self, act: Ints, agent: Ints, patient: Ints) -> dict[str, Column]:
        words = objects([self.corpus.folded[i] for i in self.corpus.token_ids[act].tolist()])
        return {"act": words, "agent": self.ids[agent], "patient": self.ids[patient]}

    def _passives(self) -> tuple[Ints, Ints, Ints]:
        """Return the form of "be" or "get", the participle, and "by" (-1 without) of each passive."""
        be, get = self.is_word(BE), self.is_word(GET)
        start = np.flatnonzero(be | get)
        verb = start + 1
        adverb, limit = self.is_tag(("RB",)), self.last[start]
        for _ in range(ADVERBS):
            verb = np.where((verb < limit) & adverb[np.minimum(verb, self.corpus.n_tokens - 1)], verb + 1, verb)
        inside = verb < limit
        start, verb = start[inside], verb[inside]
        fits = self.is_tag(PARTICIPLE)[verb] & ~self.corpus.tokens_in(AUXILIARIES)[verb]
        fits &= self.is_tag(("VBN",))[verb] | be[start]
        fits &= ~self.is_tag(("NN", "NNS", "NNP"))[np.minimum(verb + 1, self.last[verb] - 1)] | (
            verb + 1 == self.last[verb]
        )
        start, verb = start[fits], verb[fits]
        by = self._by(verb)
        state = self.corpus.tokens_in(STATES) | _UNDONE.of(self.corpus.types)[self.corpus.token_ids]
        kept = ~state[verb] | (by >= 0)
        return self._group(start[kept]), verb[kept], by[kept]

    def _by(self, verb: Ints) -> Ints:
        """Return the "by" behind each verb that tells who does it; -1 without."""
        word, none = self.is_word(_BY), self.corpus.tokens_in(_NO_AGENT) | self.is_tag(("VBG", "CD"))
        found = np.full(len(verb), -1, dtype=np.int64)
        for distance in range(FURTHEST_BY, 0, -1):
            place = verb + distance
            inside = place + 1 < self.last[verb]
            place = np.where(inside, place, verb)
            clear = (self.opens[place] == self.opens[verb]) & (self.verbs[place] == self.verbs[verb + 1])
            found = np.where(inside & word[place] & clear & ~none[np.minimum(place + 1, len(word) - 1)], place, found)
        return found

    def _nouns(self) -> Spans:
        """Return acts told as nouns, with whom they are done to behind "of"."""
        noun = np.flatnonzero(self.is_word(NOUNS) & self.is_tag(("NN", "NNS", "VBG")))
        noun = noun[self.corpus.is_beside(noun, 1, _OF)]
        by = self._by(noun)
        agent = np.where(by >= 0, self._behind(by), -1)
        columns = self._columns(noun, agent, self._behind(noun + 1))
        return Spans(noun, noun + 1, objects(["nominalised"] * len(noun)), np.ones(len(noun)), columns)

    def _actives(self, participles: Ints) -> Spans:
        """Return verbs behind an actor that is their subject, and verbs in front of one that is their object."""
        verb = self.is_tag((*FINITE, "VB", "VBG", "VBN")) & self.corpus.counted & ~self.corpus.tokens_in(AUXILIARIES)
        verb[participles] = False
        place = np.flatnonzero(verb) if len(self.actors) else participles[:0]
        place = place[~self.is_tag(("VBN",))[place] | self._perfect(place)]
        first = self._group(place)
        agent, behind = self._touching(self._before_who(first)), self._behind(place)
        says = self.corpus.tokens_in(SAYING)[place]
        before, inside = self.corpus.beside(first, -1)
        marked = ~inside | ~self.corpus.is_word[before]  # "…,” said Holm", not "the report said Holm lied"
        inverted = says & marked & (agent < 0) & (self.actors.start[behind] == place + 1) & (behind >= 0)
        agent = np.where(inverted, behind, agent)  # "…, said Holm"
        nobody = says | self._is_subject_pronoun(behind) | self._goes_on(behind)
        patient = np.where(nobody, -1, behind)  # not "Holm said he", "Holm says Lund lied", "had Chinese support"
        known = (agent >= 0) | (patient >= 0)
        columns = self._columns(place[known], agent[known], patient[known])
        n = int(known.sum())
        return Spans(first[known], place[known] + 1, objects(["active"] * n), np.ones(n), columns)

    def _before_who(self, start: Ints) -> Ints:
        """Return where a relative clause begins whose verb group starts at each place: "Holm, who met"; else the place itself."""
        who = self.corpus.is_beside(start, -1, WHO)
        comma = who & self.corpus.is_beside(start, -2, COMMA)
        return start - who.astype(np.int64) - comma

    def _is_subject_pronoun(self, row: Ints) -> Bools:
        """Return which actors are words that are only ever subjects."""
        return np.asarray((row >= 0) & self.corpus.tokens_in(ONLY_SUBJECTS)[self.actors.start[row]])

    def _goes_on(self, row: Ints) -> Bools:
        """Return behind which actors their noun phrase goes on, so that it is not they whom it names."""
        after, inside = self.corpus.beside(self.actors.end[row] - 1, 1)
        body = self.actors.label[row] != "person"  # not "met Holm yesterday"
        return np.asarray((row >= 0) & body & inside & self.is_tag(("NN", "NNS"))[after])

    def _perfect(self, place: Ints) -> Bools:
        """Return which verbs follow a form of "have", adverbs aside."""
        before, adverb = self.corpus.beside(place, -1)[0], self.is_tag(("RB",))
        for _ in range(ADVERBS):
            before = np.where(adverb[before], self.corpus.beside(before, -1)[0], before)
        return np.asarray(self.corpus.tokens_in(HAVE)[before])

    def _group(self, place: Ints) -> Ints:
        """Return where each verb group starts: "has not been asking"."""
        helper = self.is_tag(("MD", "RB", "TO")) | self.corpus.tokens_in(HELPERS)
        helper |= self.corpus.tokens_in(CLITICS) & self.is_tag((*FINITE, "MD"))  # not "Holm's"
        first = place
        for _ in range(ADVERBS):
            before, inside = self.corpus.beside(first, -1)
            first = np.where(inside & helper[before], before, first)
        for _ in range(ADVERBS):  # "quickly has been"
            first = np.where((first < place) & self.is_tag(("RB",))[first], first + 1, first)
        return first

    def _touching(self, start: Ints) -> Ints:
        """Return the actor that ends where each group starts; -1 without."""
        row = np.full(self.corpus.n_tokens + 1, -1, dtype=np.int64)
        row[self.actors.end[self.subjects]] = np.flatnonzero(self.subjects)
        return (
            np.where(self.last[np.maximum(start - 1, 0)] == self.last[start], row[start], -1) if len(start) else start
        )

    def _before(self, start: Ints) -> Ints:
        """Return the last actor before each verb group, if no verb and no bound of a clause stands between; -1 without."""
        row = np.searchsorted(self.actors.start, start) - 1
        at = np.maximum(row, 0)
        if not len(self.actors):
            return np.full(len(start), -1, dtype=np.int64)
        end = self.actors.end[at]
        clear = (
            self.subjects[at]
            & (end <= start)
            & (start - end <= FURTHEST_ACTOR)
            & (self.opens[start] == self.opens[end - 1])
        )
        clear &= (self.verbs[start] == self.verbs[end]) | (
            self.verbs[start] - self.verbs[end] == self._helpers(end, start)
        )
        return np.where(
            (row >= 0) & clear & (self.last[end - 1] == self.last[np.minimum(start, len(self.last) - 1)]), row, -1
        )

    def _helpers(self, low: Ints, high: Ints) -> Ints:
        """Return how many tokens between are forms of "have", "be" or modal verbs, which belong to a verb group."""
        total = running(self.corpus.tokens_in(HELPERS) | self.is_tag(("MD",)))
        return total[high] - total[low]

    def _behind(self, place: Ints) -> Ints:
        """Return the first actor behind each place, if only its own noun phrase stands between; -1 without."""
        if not len(self.actors):
            return np.full(len(place), -1, dtype=np.int64)
        row = np.searchsorted(self.actors.start, place, side="right")
        at = np.minimum(row, len(self.actors) - 1)
        start = self.actors.start[at]
        other = running(~self.is_tag(NAMING))
        clear = (
            (start - place <= FURTHEST_ACTOR)
            & (start > place)
            & (self.last[np.minimum(place, len(self.last) - 1)] == self.last[start])
        )
        clear &= other[start] - other[np.minimum(place + 1, start)] == 0
        clear &= ~self.owners[at] & ((self.actors["form"][at] != "pronoun") | (start == place + 1))
        return np.where((row < len(self.actors)) & clear, at, -1)


def _in_order(parts: list[Spans]) -> Spans:
    """Return the rows of all parts in order of position."""
    start, end, label, score = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("start", "end", "label", "score")
    )
    order = np.lexsort((end, start))
    columns = {name: np.concatenate([part[name] for part in parts])[order] for name in ("act", "agent", "patient")}
    return Spans(start[order], end[order], label[order], score[order], columns)
