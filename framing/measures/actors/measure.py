"""The measure: who is there, and which mentions are one actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

import numpy as np
import pandas as pd

from framing.core import NO_EVIDENCE, Bools, Column, Corpus, Evidence, Ints, Spans, covered, objects
from framing.lexicon import Lexicon
from framing.measures.actors.candidates import Candidates
from framing.measures.actors.learned import NameModel
from framing.measures.actors.linking import Actor, Linker, Mention
from framing.measures.actors.lists import NameLists, name_lists
from framing.measures.actors.nominals import Roles, find_groups
from framing.measures.actors.parse import Name, Parser, parser_for
from framing.measures.actors.pronouns import FIRST, GENDER, Person, Pronoun, resolve
from framing.measures.actors.runs import Runs, find_runs
from framing.measures.actors.table import UserTable
from framing.scoring import (
    CLAUSE,
    Tallied,
    Tally,
    count_spans,
    name_keys,
    per_doc,
    rate,
    source_heads,
    token_source,
)

LABELS = ("person", "organisation", "place", "nationality", "group")
LINKED = 0.9  # of a short name whose full one stands in the article
ROLE_SCORE, GROUP_SCORE = 0.8, 0.9
LONGEST_LISTED = 10  # tokens of a name of the gazetteer
COLUMNS = ("form", "actor", "polity")
_POSITION = itemgetter(0, 1)


@dataclass(frozen=True, slots=True)
class Actors(Tallied):
    """Find actors and link their mentions within each article.

    Parameters
    ----------
    gazetteer, given_names, name_words, groups : Lexicon
        See docs/lexicons/gazetteer and docs/lexicons/clues.
    table : UserTable, optional
        Names of your own actors, which win over everything.
    model : NameModel, optional
        Judges what no list tells; without it the rules decide.
    """

    gazetteer: Lexicon
    given_names: Lexicon
    name_words: Lexicon
    groups: Lexicon
    table: UserTable | None = None
    model: NameModel | None = None
    name: str = "actors"
    requires: tuple[str, ...] = ("attribution",)
    _lists: NameLists = field(init=False, repr=False, compare=False)
    _parser: Parser = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lists = name_lists(self.gazetteer, self.given_names, self.name_words)
        object.__setattr__(self, "_lists", lists)
        object.__setattr__(self, "_parser", parser_for(lists))

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return every mention of an actor.

        Returns
        -------
        Spans
            Label: person, organisation, place, nationality, group. Columns:
            ``form`` (name, nominal, pronoun), ``actor`` (id within the
            document: the fullest name it is given there), ``polity`` (the
            state it stands for or belongs to, else None).
        """
        mentions = self._named(corpus)
        if self.table is not None:
            mentions = self.table.apply(corpus, mentions)
        mentions += self._groups_in(corpus, mentions)
        mentions.sort(key=_POSITION)
        mentions += self._taken_up(corpus, mentions)
        mentions.sort(key=_POSITION)
        mentions += _pronouns(corpus, evidence["attribution"], mentions)
        mentions.sort(key=_POSITION)
        return _to_spans(corpus, mentions)

    def _named(self, corpus: Corpus) -> list[Mention]:
        """Return the mentions by name, linked within each document."""
        read = self.candidates(corpus)
        if self.model is not None:
            read = self.model.revise(corpus, read, self._parser)
        mentions: list[Mention] = []
        columns = [column.tolist() for column in (read.start, read.end, read.names, read.firm, read.hint, read.score)]
        for low, high in pairwise(np.searchsorted(read.start, corpus.doc_tokens).tolist()):
            start, end, names, firm, hints, score = (column[low:high] for column in columns)
            linked = Linker(self._lists).link(names, firm, hints)
            mentions += _to_mentions(start, end, names, score, linked)
        return mentions

    def candidates(self, corpus: Corpus) -> Candidates:
        """Return the names that the rules read, before a model judges them."""
        runs = self._whole(corpus, find_runs(corpus, self._lists.bits(corpus)))
        return Candidates.of(runs, self._read(corpus, runs))

    def _whole(self, corpus: Corpus, runs: Runs) -> Runs:
        """Return the runs, of which those that no capital vouches for go as far as a listed name that they open."""
        end = runs.end.copy()
        stop = np.minimum(corpus.sentence_end[corpus.token_sentence[runs.start]], runs.start + LONGEST_LISTED)
        for i in np.flatnonzero(~runs.firm).tolist():
            words = [corpus.vocab[k] for k in corpus.token_ids[runs.start[i] : stop[i]].tolist()]
            name = words[: self._lists.longest(words, 0, self._lists.names)]
            if name and name[-1][0].isupper() and "," not in name:  # not "Ky.", as in "(Ky.)"
                end[i] = max(end[i], runs.start[i] + len(name))
        reached = np.maximum.accumulate(np.append(0, end))[:-1]
        kept = runs.start >= reached
        return Runs(runs.start[kept], end[kept], runs.firm[kept], runs.hint[kept])

    def _read(self, corpus: Corpus, runs: Runs) -> list[tuple[Name, ...]]:
        """Return the names that each run holds."""
        ids, vocab, parse = corpus.token_ids.data, corpus.vocab, self._parser.parse
        read: dict[tuple[int, ...], tuple[Name, ...]] = {}
        out = []
        for a, b in zip(runs.start.tolist(), runs.end.tolist(), strict=True):
            key = tuple(ids[a:b])
            found = read.get(key)
            if found is None:
                found = read[key] = parse(tuple([vocab[i] for i in key]))
            out.append(found)
        return out

    def _groups_in(self, corpus: Corpus, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions of groups without a name; one word is one group in a document."""
        spans = find_groups(corpus, self.groups, _mask(corpus, mentions))
        groups: dict[tuple[int, str], Actor] = {}
        out = []
        docs = corpus.token_doc[spans.start].tolist()
        texts = (text.lower() for text in corpus.texts_of(spans.start, spans.end))
        for doc, a, b, text in zip(docs, spans.start.tolist(), spans.end.tolist(), texts, strict=True):
            actor = groups.setdefault((doc, text), Actor((text,), text))
            out.append(Mention(a, b, GROUP_SCORE, "nominal", actor, "group"))
        return out

    def _taken_up(self, corpus: Corpus, mentions: Sequence[Mention]) -> list[Mention]:
        """Return "the judge" and the like, where one person named before has that role."""
        people = [mention for mention in mentions if mention.label == "person" and mention.form == "name"]
        roles = Roles(corpus, self._lists.roles)
        starts, ends = _bounds(people)
        for mention, role in zip(people, roles.beside(starts, ends), strict=True):
            if role:
                mention.actor.roles.add(role)
        holders: defaultdict[tuple[int, str], dict[Actor, int]] = defaultdict(dict)
        for mention, doc in zip(people, corpus.token_doc[starts].tolist(), strict=True):
            for role in mention.actor.roles:
                holders[doc, role].setdefault(mention.actor, mention.start)
        places, plain = roles.taken_up()
        named = _mask(corpus, mentions)
        after, _ = corpus.beside(places + 1, 1)
        free = ~(named[places] | named[places + 1] | named[after])
        out = []
        columns = (places.tolist(), corpus.token_doc[places].tolist(), plain, free.tolist())
        for place, doc, role, is_free in zip(*columns, strict=True):
            held = holders.get((doc, role), {})
            if is_free and len(held) == 1 and min(held.values()) < place:
                out.append(Mention(place, place + 2, ROLE_SCORE, "nominal", next(iter(held)), "person"))
        return out

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count mentions and words, and name the actors with the label of their first mention."""
        spans = evidence[self.name]
        sums = {"mentions": count_spans(corpus, spans), "words": per_doc(corpus, corpus.is_word & corpus.counted)}
        columns = {
            "doc": corpus.token_doc[spans.start],
            "name": name_keys(spans["actor"]),
            "label": pd.Categorical(spans.label, categories=LABELS),
        }
        return Tally(sums, pd.DataFrame(columns).drop_duplicates(["doc", "name"], ignore_index=True))

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return, per document, the mentions, their rate and the distinct actors, and the actors of each label."""
        out: dict[str, Column] = {
            "mentions_n": tally["mentions"],
            "mentions_rate_all": rate(tally["mentions"], tally["words"]),
        }
        first = tally.named.drop_duplicates(["doc", "name"])
        for label in (None, *LABELS):
            docs = first["doc"] if label is None else first["doc"][(first["label"] == label).to_numpy()]
            counts = np.bincount(docs.to_numpy(dtype=np.int64), minlength=len(tally["words"]))
            out["distinct_n" if label is None else f"{label}_n"] = counts
        return out


def _to_mentions(
    start: Sequence[int],
    end: Sequence[int],
    names: Sequence[Name],
    score: Sequence[float],
    linked: Sequence[Actor | None],
) -> Iterator[Mention]:
    """Yield the mentions of one document."""
    known: dict[Actor, tuple[str, str, float]] = {}  # the label for all its mentions, or for those that tell none
    for a, b, name, sure, actor in zip(start, end, names, score, linked, strict=True):
        if actor is not None:
            if actor not in known:
                known[actor] = "person" if actor.person else "", actor.label, LINKED if actor.is_full else 0.0
            label, other, least = known[actor]
            label = label or name.label.rstrip("?") or other
            yield Mention(a, b, max(sure, least), "name", actor, label)


def _bounds(mentions: Sequence[Mention]) -> tuple[Ints, Ints]:
    """Return the first token and the end of each mention."""
    start, end = (np.array([mention[i] for mention in mentions], dtype=np.int64) for i in (0, 1))
    return start, end


def _mask(corpus: Corpus, mentions: Sequence[Mention]) -> Bools:
    """Return which tokens lie in a mention, shape (n_tokens,)."""
    return covered(*_bounds(mentions), corpus.n_tokens)


def _pronouns(corpus: Corpus, attribution: Spans, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the pronouns that can be resolved, document by document."""
    if not corpus.n_tokens or not mentions:
        return []
    people = _people(corpus, attribution, mentions)
    out = []
    for doc, pronouns in _pronouns_by_doc(corpus, attribution).items():
        if doc in people:
            for pronoun, actor, score in resolve(people[doc], pronouns):
                out.append(Mention(pronoun.start, pronoun.start + 1, score, "pronoun", actor, "person"))
    return out


def _people(corpus: Corpus, attribution: Spans, mentions: Sequence[Mention]) -> dict[int, list[Person]]:
    """Return the mentions of people by document, with what tells whether a pronoun may take them up."""
    chosen = [mention for mention in mentions if mention.label == "person"]
    start, end = _bounds(chosen)
    heads = _heads(corpus, attribution, start, end)
    inside, owner = corpus.is_beside(start, -1, _NO_SUBJECT), corpus.is_beside(end - 1, 1, _POSSESSIVE)
    clause = _clauses(corpus)[start]
    columns = (corpus.token_doc[start], corpus.token_sentence[start], corpus.quoted[start], inside | owner, clause)
    people: defaultdict[int, list[Person]] = defaultdict(list)
    rows = zip(chosen, *(column.tolist() for column in columns), strict=True)
    for number, (mention, doc, sentence, quoted, no_subject, clause_) in enumerate(rows):
        headed = heads.get(number, ())
        people[doc].append(
            Person(mention.start, mention.end, sentence, mention.actor, quoted, no_subject, clause_, headed)
        )
    return people


def _clauses(corpus: Corpus) -> Ints:
    """Return a number for the clause of each token: a new one behind a mark or a conjunction, at a subject, in a sentence."""
    opens = (corpus.tokens_in(CLAUSE) | corpus.tokens_in(_SUBJECTS)).astype(np.int64)
    opens[corpus.sentence_start] = 1
    return np.cumsum(opens)


def _heads(corpus: Corpus, attribution: Spans, start: Ints, end: Ints) -> dict[int, list[int]]:
    """Return, by position of a mention of a person, the rows of the sources it heads."""
    heads = source_heads(corpus, attribution, start, end, np.ones(len(start), dtype=bool))
    return _rows_by(heads, heads >= 0)


def _rows_by(keys: Ints, chosen: Bools) -> dict[int, list[int]]:
    """Return the positions of the chosen keys, by key."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = np.flatnonzero(chosen)
    for key, row in zip(keys[rows].tolist(), rows.tolist(), strict=True):
        found[key].append(row)
    return found


def _pronouns_by_doc(corpus: Corpus, attribution: Spans) -> dict[int, list[Pronoun]]:
    places = np.flatnonzero(corpus.tokens_in(_PRONOUNS) & corpus.counted)
    rows_of = _rows_by(attribution.start, attribution.label == "source")
    columns = (
        places,
        corpus.token_ids[places],
        corpus.token_sentence[places],
        corpus.quoted[places],
        _clauses(corpus)[places],
        token_source(corpus, attribution)[places],
        corpus.token_doc[places],
    )
    found: defaultdict[int, list[Pronoun]] = defaultdict(list)
    for place, word, sentence, quoted, clause, source, doc in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        found[doc].append(Pronoun(place, corpus.folded[word], sentence, quoted, clause, source, rows_of.get(place, ())))
    return found


def _to_spans(corpus: Corpus, mentions: Sequence[Mention]) -> Spans:
    if not mentions:
        return Spans.empty(COLUMNS)
    start, end, score, form, actors, label = zip(*mentions, strict=True)
    ids = _ids(corpus.token_doc[list(start)].tolist(), actors)
    columns = {
        "form": objects(form),
        "actor": objects([ids[id(actor)] for actor in actors]),
        "polity": objects([actor.polity or None for actor in actors]),
    }
    return Spans(np.array(start), np.array(end), objects(label), np.array(score, dtype=np.float64), columns)


def _ids(docs: Sequence[int], actors: Sequence[Actor]) -> dict[int, str]:
    """Return an id for each actor, unique in its document: its name, with a number where two share one."""
    ids: dict[int, str] = {}
    taken: defaultdict[tuple[int, str], int] = defaultdict(int)
    for doc, actor in zip(docs, actors, strict=True):
        if id(actor) not in ids:
            taken[doc, actor.display] += 1
            n = taken[doc, actor.display]
            ids[id(actor)] = actor.display if n == 1 or actor.is_yours else f"{actor.display} ({n})"
    return ids


_NO_SUBJECT = frozenset("of for to with from by at in on against about between among and".split())
_POSSESSIVE = frozenset({"'s", "'"})
_PRONOUNS = frozenset(FIRST | GENDER.keys())
_SUBJECTS = frozenset("he she they we i it there".split())
