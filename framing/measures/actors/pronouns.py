"""Pronouns: who "he", "her" and – in a quotation – "I" is, where that is plain.

A pronoun goes to a person only if one person of its gender is near, or if
one of several stands where English puts the person spoken of: the speaker
whose words are reported, the subject of the sentence, the subject of the one
before. Otherwise it stays open: rather none than wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from framing.measures.actors.linking import Actor

GENDER = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
FIRST = frozenset({"i", "me", "my", "mine", "myself", "i'm", "i've", "i'll", "i'd"})
SUBJECTS = frozenset({"he", "she"})
OBJECTS = frozenset({"him"})
REFLEXIVE = frozenset({"himself", "herself"})
LOOK_BACK = 2  # sentences before the one of the pronoun in which a person is near
# Share of pronouns resolved in each way that agree with machine coreference over annotated news
# (python tests/eval/linking.py ../shared/data/polnear_silver_coref_train.jsonl.gz).
ONLY, SPEAKER, SUBJECT, BEFORE, SELF = 0.88, 0.76, 0.82, 0.76, 0.92


class Person(NamedTuple):
    """A mention of a person that a pronoun may take up.

    Attributes
    ----------
    start, end : int
        Tokens.
    sentence : int
    actor : Actor
    quoted : bool
        Whether it stands between quotation marks.
    inside : bool
        Whether a preposition stands before it, so that it is no subject.
    clause : int
        Number of its clause, which no other clause of the corpus shares.
    heads : sequence of int
        Rows of the sources that it heads; more than one where the same words are the source of several attributions.
    """

    start: int
    end: int
    sentence: int
    actor: Actor
    quoted: bool
    inside: bool
    clause: int
    heads: Sequence[int] = ()


class Pronoun(NamedTuple):
    """A pronoun to resolve.

    Attributes
    ----------
    start : int
        Its token.
    word : str
        Folded.
    sentence : int
    quoted : bool
    clause : int
    source : int
        Row of the source in whose content it stands, -1 where there is none.
    heads : sequence of int
        Rows of the sources that it is itself ("he said").
    """

    start: int
    word: str
    sentence: int
    quoted: bool
    clause: int
    source: int
    heads: Sequence[int]


def resolve(people: Sequence[Person], pronouns: Sequence[Pronoun]) -> Iterator[tuple[Pronoun, Actor, float]]:
    """Yield each pronoun of one article that can be resolved, with its actor and how sure that is.

    Parameters
    ----------
    people : sequence of Person
        Named people in order of position.
    pronouns : sequence of Pronoun
        In order of position.
    """
    seen: list[Person] = []  # names and resolved pronouns before the current one
    speakers = {row: person.actor for person in people for row in person.heads}
    left = list(reversed(people))
    own: list[Pronoun] = []
    for pronoun in pronouns:
        while left and left[-1].start < pronoun.start:
            seen.append(left.pop())
        if pronoun.word in FIRST:
            own.append(pronoun)
            continue
        found = _third_person(pronoun, seen, speakers.get(pronoun.source))
        if found is not None:
            actor, score = found
            actor.gender = actor.gender or GENDER[pronoun.word]
            for row in pronoun.heads:
                speakers.setdefault(row, actor)
            seen.append(_taken_up(pronoun, actor))
            yield pronoun, actor, score
    for pronoun in own:  # the speaker may be named behind the quotation
        if pronoun.quoted and pronoun.source in speakers:
            yield pronoun, speakers[pronoun.source], SELF


def _taken_up(pronoun: Pronoun, actor: Actor) -> Person:
    """Return a resolved pronoun as a mention that a later one may take up."""
    end, inside = pronoun.start + 1, pronoun.word not in SUBJECTS
    return Person(pronoun.start, end, pronoun.sentence, actor, pronoun.quoted, inside, pronoun.clause, pronoun.heads)


def _third_person(pronoun: Pronoun, seen: Sequence[Person], speaker: Actor | None) -> tuple[Actor, float] | None:
    gender = GENDER[pronoun.word]
    near: list[Person] = []
    for person in reversed(seen):
        if person.sentence < pronoun.sentence - LOOK_BACK:
            break
        if person.actor.gender in {"", gender} and (pronoun.quoted or not person.quoted):
            near.append(person)
    if pronoun.quoted and speaker is not None:  # who is quoted says "I"
        near = [person for person in near if person.actor is not speaker]
    same_clause = [person.actor for person in near if person.clause == pronoun.clause and not person.inside]
    if pronoun.word in REFLEXIVE:  # the subject of its own clause, or nobody
        return (same_clause[-1], SUBJECT) if same_clause else None
    if pronoun.word in OBJECTS:  # "Obama thanked him": somebody else
        near = [person for person in near if person.actor not in same_clause]
    if not near:
        return None
    sure = [person for person in near if person.actor.gender == gender]
    if sure and near[0].actor is sure[0].actor:  # of unknown gender, and further away
        near = sure
    if all(person.actor is near[0].actor for person in near):
        return near[0].actor, ONLY
    if not pronoun.quoted and speaker is not None and any(person.actor is speaker for person in near):
        return speaker, SPEAKER
    here = [person for person in near if person.sentence == pronoun.sentence and not person.inside]
    if here and not pronoun.heads:
        subject = here[-1].actor
        return (subject, SUBJECT) if all(person.actor is subject for person in here) else None
    before = [person for person in near if person.sentence == pronoun.sentence - 1 and not person.inside]
    if before and not [person for person in near if person.sentence == pronoun.sentence]:
        return before[-1].actor, BEFORE
    return None
