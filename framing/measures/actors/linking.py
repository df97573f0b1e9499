"""Linking: which names of one article are one actor.

People go by surname, given name and title; organisations by acronym and by
their name without "Inc."; what the gazetteer knows by its plain name, so that
"Chinese" and "China" are one. Two people of one surname stay apart, and a
bare surname goes to the one spoken of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from framing.measures.actors.lists import NameLists, Words
from framing.measures.actors.parse import LISTED, Name

# Short forms that do not open the long one ("Tim" opens "Timothy").
_SHORT = {
    "bill": "william", "will": "william", "billy": "william", "bob": "robert", "rob": "robert", "bobby": "robert", "dick": "richard",
    "rick": "richard", "rich": "richard", "jim": "james", "jimmy": "james", "jack": "john", "johnny": "john", "jon": "jonathan",
    "ted": "edward", "ed": "edward", "eddie": "edward", "mike": "michael", "mick": "michael", "tony": "anthony", "chuck": "charles",
    "charlie": "charles", "hank": "henry", "harry": "henry", "larry": "lawrence", "liz": "elizabeth", "beth": "elizabeth",
    "betsy": "elizabeth", "betty": "elizabeth", "kate": "katherine", "kathy": "katherine", "cathy": "catherine", "peggy": "margaret",
    "meg": "margaret", "maggie": "margaret", "sue": "susan", "jerry": "gerald", "gene": "eugene", "tom": "thomas", "tommy": "thomas",
    "steve": "stephen", "andy": "andrew", "drew": "andrew", "joe": "joseph", "joey": "joseph", "bernie": "bernard", "mitch": "mitchell",
    "nick": "nicholas", "pat": "patrick", "ron": "ronald", "don": "donald", "dave": "david", "debbie": "deborah", "cindy": "cynthia",
    "sandy": "alexander", "alex": "alexander", "vlad": "vladimir", "gus": "augustus", "ken": "kenneth", "jeff": "jeffrey",
}  # fmt: skip
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "&", "."})
SHORTEST_ALIAS = 4  # letters of a first or last word that can stand for a longer name
LONGEST_ACRONYM = 6  # letters; longer capitals are a name shouted
ACCEPTED = 0.5  # score from which a name that only opens sentences is taken for one


@dataclass(slots=True, eq=False)
class Actor:
    """One actor of one article while its mentions are being put together.

    Attributes
    ----------
    words : tuple of str
        The fullest name, folded; of a person only what identifies.
    display : str
        The name to show.
    gender : str
        "male", "female" or "" where nothing tells.
    firm : bool
        Whether any capital says that it is a name.
    labels : dict of str to float
        Scores of the labels its mentions were read as.
    roles : set of str
        Offices and roles it is named with: "judge".
    is_yours : bool
        Whether it comes from a table of your own actors.
    """

    words: Words
    display: str
    person: bool = False
    junior: bool = False
    gender: str = ""
    polity: str = ""
    firm: bool = False
    labels: dict[str, float] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    is_yours: bool = False

    @property
    def is_full(self) -> bool:
        """Whether a capital inside a sentence has shown it, by more than one word or by a list."""
        return self.firm and (len(self.words) > 1 or max(self.labels.values(), default=0.0) >= LISTED)

    @property
    def label(self) -> str:
        """The label most of the evidence speaks for, "organisation" where none does."""
        return max(self.labels, key=self.labels.__getitem__) if self.labels else "organisation"


def same_given_name(a: str, b: str) -> bool:
    """Return whether two given names can be one person's: the same, an initial, a short form.

    Examples
    --------
    >>> same_given_name("tim", "timothy"), same_given_name("bob", "robert"), same_given_name("bill", "hillary")
    (True, True, False)
    """
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    if min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)):
        return True
    return _SHORT.get(a, a) == _SHORT.get(b, b)


class Mention(NamedTuple):
    """One mention: tokens, how sure, form (name, nominal, pronoun), the actor it is of, and its label."""

    start: int
    end: int
    score: float
    form: str
    actor: Actor
    label: str


class Linker:
    """Links the names of one article.

    Parameters
    ----------
    lists : NameLists
    """

    def __init__(self, lists: NameLists) -> None:
        self.lists = lists
        self._by_identity: dict[str, Actor] = {}
        self._people: dict[str, list[Actor]] = {}  # by each word of their names
        self._juniors: set[str] = set()  # surnames that the text tells from those of a son
        self._bodies: dict[Words, Actor] = {}
        self._ends: dict[str, list[Actor]] = {}  # bodies by the first and the last word of their names

    def link(self, names: Sequence[Name], firm: Sequence[bool], hints: Sequence[str]) -> list[Actor | None]:
        """Return the actor of each name, in order of the text; None where a name turns out to be none.

        Parameters
        ----------
        names : sequence of Name
            Equal names are one object.
        firm : sequence of bool
            Whether a capital inside a sentence says that it is a name.
        hints : sequence of str
            What the words around it say that it is, "" where they say nothing.
        """
        is_firm: dict[Name, bool] = {}
        for name, sure in zip(names, firm, strict=True):
            if sure or name not in is_firm:
                is_firm[name] = sure
        found = self._link_distinct(is_firm)
        choices = [found[name] for name in names]
        out: list[Actor | None] = [actors[0] if actors else None for actors in choices]
        unsettled = [len(actors) > 1 for actors in choices]
        if any(unsettled):
            _settle(unsettled, choices, out)
        for name, actor, hint in zip(names, out, hints, strict=True):
            if actor is not None:
                _note(actor, name, is_firm[name], hint)
        return out

    def _link_distinct(self, firm: dict[Name, bool]) -> dict[Name, list[Actor]]:
        """Return whom each distinct name can be of, full names first so that short ones find them."""
        found: dict[Name, list[Actor]] = {}
        surnames = {name.person[-1] for name in firm if name.is_full}
        self._juniors = {name.person[0] for name in firm if len(name.person) == 1 and _tells_from_junior(name)}
        later: list[Name] = []
        for name in sorted(firm, key=_length):
            country = name.kind in {"country", "demonym"} and name.score >= LISTED
            surname = len(name.words) == 1 and name.low[0] in surnames and not country
            if name.identity and not surname:
                found[name] = [self._listed(name)]
            elif name.is_full:
                found[name] = [self._person(name)]
            elif len(name.words) > 1 and name.score > 0 and name.label != "person?":
                found[name] = [self._body(name)]
            else:
                later.append(name)
        for name in sorted(later, key=_says_less):
            found[name] = self._short(name, firm[name])
        return found

    def _listed(self, name: Name) -> Actor:
        actor = self._by_identity.get(name.identity)
        if actor is None:
            actor = self._bodies.get(name.body)  # "Pfizer Inc." before "Pfizer"
            if actor is None or actor.polity:
                actor = Actor(name.low, name.identity, polity=name.polity)
                self._add_body(name.body, actor)
            actor.display, actor.polity = name.identity, name.polity
            self._by_identity[name.identity] = actor
        return actor

    # ---- people

    def _person(self, name: Name) -> Actor:
        words = name.person
        for actor in self._people.get(words[-1], ()):
            same = actor.words[-1] == words[-1] and same_given_name(actor.words[0], words[0])
            if actor.junior == name.junior and (actor.words[-len(words) :] == words or same):
                return actor
        actor = Actor(words, display(name.words), person=True, junior=name.junior)
        given = self.lists.given.get(name.words[0])
        if given is not None and given.label != "both":
            actor.gender = given.label
        for word in dict.fromkeys(words):
            self._people.setdefault(word, []).append(actor)
        return actor

    def _short(self, name: Name, firm: bool) -> list[Actor]:
        """Read one word, or several that may be a person: a surname, a given name, or a name of its own."""
        words = name.person
        known = self._people.get(words[-1], ())
        candidates = [actor for actor in known if actor.words[-len(words) :] == words]
        if words[-1] in self._juniors or name.junior:  # the bare surname is the father's
            candidates = [actor for actor in candidates if actor.junior == name.junior]
        candidates = candidates or [actor for actor in known if len(words) == 1 and actor.words[0] == words[0]]
        gender = name.title.gender if name.title is not None else ""
        if gender:
            candidates = [actor for actor in candidates if actor.gender in {"", gender}] or candidates
        if candidates:
            return candidates
        if name.label == "person?":
            return [self._person(name)] if firm else []
        body = self._alias(name) if name.title is None else None
        if body is not None:
            return [body]
        if name.score == 0 or (not firm and name.score < ACCEPTED):
            return []
        return [self._person(name) if name.label == "person" else self._body(name)]

    # ---- organisations, places and what is unknown

    def _body(self, name: Name) -> Actor:
        key = name.body
        actor = self._bodies.get(key) or self._alias(name)
        if actor is None:
            actor = Actor(name.low, display(name.words))
            self._add_body(key, actor)
        return actor

    def _add_body(self, key: Words, actor: Actor) -> None:
        self._bodies.setdefault(key, actor)
        if len(key) > 1:
            for word in {key[0], key[-1]}:
                self._ends.setdefault(word, []).append(actor)
            acronym = "".join(word[0] for word in key if word not in _SMALL)
            if len(acronym) > 2:
                self._bodies.setdefault((acronym,), actor)

    def _alias(self, name: Name) -> Actor | None:
        """Return the body that an acronym, a first word ("Pfizer") or a last word ("the Foundation") stands for."""
        key = name.body
        actor = self._bodies.get(key)
        if actor is not None or len(key) > 1 or len(key[0]) < SHORTEST_ALIAS or name.words[0] in self.lists.given:
            return actor
        longer = self._ends.get(key[0], ())
        is_head = name.score == 0
        fitting = [body for body in longer if body.words[-1 if is_head else 0] == key[0]]
        return fitting[0] if len(fitting) == 1 else None


def _says_less(name: Name) -> tuple[int, bool]:
    """Several words before one, and "Mr. Holm", which says that "Holm" is a person, before "Holm"."""
    return -len(name.words), name.title is None


def _tells_from_junior(name: Name) -> bool:
    """Whether a surname is told from that of a son: "Holm Jr.", or with an office, "President Holm"."""
    return name.junior or (name.title is not None and not name.title.honorific)


def _length(name: Name) -> int:
    return -len(name.words)


def _note(actor: Actor, name: Name, firm: bool, hint: str) -> None:
    """Let a mention add to what is known of its actor."""
    label = "person" if actor.person else name.label.rstrip("?") or hint
    if label:
        actor.labels[label] = actor.labels.get(label, 0.0) + name.score
    actor.firm |= firm
    if name.title is not None:
        actor.gender = actor.gender or name.title.gender
        if not name.title.honorific:
            actor.roles.add(name.title.plain)


def _settle(unsettled: Sequence[bool], choices: Sequence[list[Actor]], out: list[Actor | None]) -> None:
    """Choose between several people of one name: the one named in full most often, the first of them where that is a tie."""
    named = Counter(id(actor) for actor, open_ in zip(out, unsettled, strict=True) if not open_)
    order = {key: -place for place, key in enumerate(named)}
    for i, actors in enumerate(choices):
        if unsettled[i]:
            out[i] = max(actors, key=lambda actor: (named[id(actor)], order.get(id(actor), -len(out))))


def display(words: Words) -> str:
    """Return words as a name is written.

    Examples
    --------
    >>> display(("Donald", "J", ".", "Trump")), display(("BLACK", "SABBATH"))
    ('Donald J. Trump', 'Black Sabbath')
    """
    text = " ".join(words).replace(" .", ".").replace(" '", "'")
    return text.title() if text.isupper() and len(text) > LONGEST_ACRONYM else text
