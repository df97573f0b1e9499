"""Names: what one run of capitalised words holds.

"Homeland Security Secretary Kirstjen Nielsen" holds an institution and a
person with a title, "Republican Ted Cruz" a party and a person, "Cold War"
nobody. Read once per distinct run, from its words alone; what the text
around it says is weighed later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from framing.measures.actors.lists import LABELS, SURE, NameLists, Title, Words, folded
from framing.segment import parts

# How sure a name is by the way it was recognised; the surest reading of an actor gives its label.
LISTED, TITLED, GIVEN, HEAD, SHAPE, GUESS = 0.95, 0.95, 0.9, 0.85, 0.6, 0.4
LARGEST_CACHE = 4_096  # runs, those of some 600 articles, so that memory is flat after them
LONGEST_PERSON = 5  # words, initials and particles included
LONGEST_RUN = 60  # words that are read of a run; a longer one is a list or a page in capitals
CONNECTORS = frozenset({"of", "for", "on", "and", "the", "&", ".", "'"})
SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_COMPANY = frozenset({"inc", "corp", "co", "ltd", "llc", "plc", "company", "corporation", "group", ".", "the"})
INITIALS = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ")
NO_PERSON_TAIL = frozenset({"organisation", "place", "event"})
ADHERENTS = frozenset({"member", "party", "demonym", "people"})
SPLITTING = frozenset({"country", "demonym", "people", "state", "city", "capital", "member", "party", "institution", "media", "region"})  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """One name in a run.

    Attributes
    ----------
    start, end : int
        Words of the run, half-open.
    words : tuple of str
    label : str
        Kind of actor, "" where the words alone do not tell.
    score : float
    identity, polity : str
        From the gazetteer, else "".
    title : Title, optional
        The title that stands before it.
    kind : str
        Kind of gazetteer entry, else "".
    low : tuple of str
        The words, folded.
    person : tuple of str
        The words that identify a person: no initials, no "Jr."; folded.
    body : tuple of str
        The words that identify an organisation or a place: no "Inc."; folded.
    is_full : bool
        Whether it is a person by given name and surname.
    junior : bool
        Whether it ends in "Jr." or the like.
    has_acronym : bool
        Whether one end of it, but not all, is in capitals: "Junge SVP".
    """

    start: int
    end: int
    words: Words
    label: str
    score: float
    identity: str = ""
    polity: str = ""
    title: Title | None = None
    kind: str = ""
    low: Words = field(init=False)
    person: Words = field(init=False)
    body: Words = field(init=False)
    is_full: bool = field(init=False)
    junior: bool = field(init=False)
    has_acronym: bool = field(init=False)

    def __post_init__(self) -> None:
        low = folded(self.words)
        object.__setattr__(self, "low", low)
        kept = tuple(
            small
            for small, word in zip(low, self.words, strict=True)
            if word != "." and word not in INITIALS and word not in SUFFIXES
        )
        object.__setattr__(self, "person", kept or low)
        object.__setattr__(self, "body", tuple(word for word in low if word not in _COMPANY) or low)
        object.__setattr__(self, "is_full", self.label == "person" and len(self.person) > 1)
        object.__setattr__(self, "has_acronym", _has_acronym(self.words))
        object.__setattr__(self, "junior", not SUFFIXES.isdisjoint(self.words))


@lru_cache(maxsize=4)
def parser_for(lists: NameLists) -> Parser:
    """Return the parser of some lists; what it has read it remembers."""
    return Parser(lists)


class Parser:
    """Reads runs with the lists of names."""

    def __init__(self, lists: NameLists) -> None:
        self.lists = lists
        self._cache: dict[Words, tuple[Name, ...]] = {}
        self._named: dict[tuple[Words, str], Name] = {}

    def parse(self, words: Words) -> tuple[Name, ...]:
        """Return the names in a run, in order; the same objects for the same words.

        Parameters
        ----------
        words : tuple of str
            As written.
        """
        found = self._cache.get(words)
        if found is None:
            if len(self._cache) > LARGEST_CACHE:
                self._cache.clear()
            found = self._cache[words] = tuple(
                self._chunks(tuple(word.replace("’", "'") for word in words[:LONGEST_RUN]))
            )
        return found

    def named(self, words: Words, label: str) -> Name:
        """Return words as a name of this label, as the gazetteer has it if it does; one object for one name and label."""
        found = self._named.get((words, label))
        if found is None:
            if len(self._named) > LARGEST_CACHE:
                self._named.clear()
            plain = tuple(word.replace("’", "'") for word in words)
            entry = self.lists.names.get(plain)
            is_listed = entry is not None and LABELS[entry.label] == label
            found = self._listed(plain, 0, len(plain)) if is_listed else Name(0, len(plain), plain, label, SHAPE)
            self._named[words, label] = found
        return found

    def _chunks(self, words: Words) -> Iterator[Name]:
        """Cut a run at its titles."""
        place = start = 0
        title: Title | None = None
        while place < len(words):
            n_title = self.lists.longest(words, place, self.lists.titles)
            n_name = self.lists.longest(words, place, self.lists.names)
            if n_title > n_name and self._is_title(words, start, place, place + n_title):
                yield from self._plain(words, start, place, title, before_title=True)
                if place + n_title == len(words) and (title is not None or len(words) == n_title):
                    yield self._surname(words, place, title)  # "Dr. King", "King said"
                    return
                title = self.lists.titles[words[place : place + n_title]]
                place += n_title
                while place < len(words) and words[place] in CONNECTORS:
                    title = None if words[place] != "." else title
                    place += 1
                start = place
            else:
                place += n_name or 1
        yield from self._plain(words, start, len(words), title)

    def _surname(self, words: Words, start: int, title: Title | None) -> Name:
        """Return a word that is a title as a name, which counts if somebody in the text has it."""
        return Name(start, len(words), words[start:], "", 0.0, title=title)

    def _is_title(self, words: Words, start: int, first: int, end: int) -> bool:
        """Whether a word that can be a title is one here: not a surname ("Stephen King"), not part of "General Motors"."""
        if any(self.lists.heads.get(word) == "organisation" for word in words[end : end + 2]):
            return False
        is_name = first > start and self._is_given(words[first - 1])
        return not is_name or any(word not in SUFFIXES and word != "." for word in words[end:])

    def _is_given(self, word: str) -> bool:
        entry = self.lists.given.get(word)
        return entry is not None and entry.score >= SURE

    def _plain(
        self, words: Words, start: int, end: int, title: Title | None, *, before_title: bool = False
    ) -> Iterator[Name]:
        """Read a stretch without titles."""
        start, end = self._trimmed(words, start, end)
        if start >= end:
            return
        part = words[start:end]
        entry = self.lists.names.get(part)
        if (
            entry is None and title is None and "of" in part[2:] and self._is_given(part[0])
        ):  # "Eli Lake of Bloomberg News"
            cut = start + part.index("of", 2)
            yield from self._plain(words, start, cut, None)
            yield from self._plain(words, cut, end, None)
        elif entry is not None and (title is None or entry.score >= SURE):
            yield self._listed(words, start, end)
        elif title is not None:
            yield from self._titled(words, start, end, title)
        elif self.is_event(part):
            yield from self._in_event(words, start, end)
        elif self._is_headed(part, "organisation"):
            yield Name(start, end, part, "organisation", HEAD)
        elif self._is_headed(part, "place"):
            yield Name(start, end, part, "place", HEAD)
        else:
            yield from self._open(words, start, end, before_title)

    def _trimmed(self, words: Words, start: int, end: int) -> tuple[int, int]:
        """Leave out connectors at both ends."""
        while start < end and words[start] in CONNECTORS:
            start += 1
        while end > start and (words[end - 1] in CONNECTORS and not self._keeps_stop(words, start, end)):
            end -= 1
        return start, end

    def _keeps_stop(self, words: Words, start: int, end: int) -> bool:
        return words[end - 1] == "." and self.lists.longest(words, max(start, end - 2), self.lists.names) == 2

    def _listed(self, words: Words, start: int, end: int) -> Name:
        entry = self.lists.names[words[start:end]]
        score = LISTED if entry.score >= SURE else SHAPE
        identity, polity = entry.neutral or entry.term, entry.note
        return Name(start, end, words[start:end], LABELS[entry.label], score, identity, polity, None, entry.label)

    def _titled(self, words: Words, start: int, end: int, title: Title) -> Iterator[Name]:
        """Read what follows a title: a person, unless a word says that it is a body ("Speaker of the House")."""
        stop = min(end, start + LONGEST_PERSON)
        heads = [i for i in range(start, stop) if self.lists.heads.get(words[i]) in NO_PERSON_TAIL]
        if heads and heads[0] > start + 1 and not title.honorific:
            stop = heads[0]
        elif heads and not title.honorific and len(words[start:end]) > 1:
            yield from self._plain(words, start, end, None)
            return
        yield Name(start, stop, words[start:stop], "person", TITLED, title=title)
        if stop < end:
            yield from self._plain(words, stop, end, None)

    def can_be_name(self, words: Words) -> bool:
        """Whether words are no event, no word of no name ("D-Ohio"), and no bare head, which a longer name explains: "the Foundation"."""
        alone = len(words) == 1 and (words[0] in self.lists.heads or self.lists.names_nobody(words[0]))
        return not alone and not self.is_event(words)

    def is_event(self, part: Words) -> bool:
        """Whether words are the name of an event, a law or a work, which is no actor: but "Commission on Debates"."""
        events, heads = self.lists.events, self.lists.heads
        return part in events or (
            (heads.get(part[-1]) == "event" or part[-1:] in events) and not self._is_body_for(part)
        )

    def _is_body_for(self, part: Words) -> bool:
        heads = self.lists.heads
        return any(
            word in {"of", "for", "on"} and heads.get(part[i]) == "organisation" for i, word in enumerate(part[1:])
        )

    def _in_event(self, words: Words, start: int, end: int) -> Iterator[Name]:
        """Read an event or a law, which is no actor: only the country or person it is named after is."""
        n_name = self.lists.longest(words, start, self.lists.names)
        if n_name and start + n_name < end and self.lists.names[words[start : start + n_name]].score >= SURE:
            yield self._listed(words, start, start + n_name)

    def _is_headed(self, part: Words, kind: str) -> bool:
        """Whether a word says that the name is an organisation or a place: the last, the one before "of", or the first of a place."""
        heads = self.lists.heads
        last = part[-2:-1] if part[-1] == "." and len(part) > 1 else part[-1:]
        person = kind == "place" and len(part) == 2 and self._is_given(part[0])  # "Katie Hill"
        if len(part) > 1 and not person and (heads.get(last[0]) == kind or heads.get(last[0] + ".") == kind):
            return True
        if any(word in {"of", "for", "on"} and heads.get(part[i]) == kind for i, word in enumerate(part[1:])):
            return True
        if kind != "place" or len(part) == 1 or part[0] in self.lists.given:
            return False
        points = (
            heads.get(part[0]) == "direction" and len(part) == 2 and part[1] not in self.lists.given
        )  # "North Charleston"
        return heads.get(part[0]) == kind or points

    def _open(self, words: Words, start: int, end: int, before_title: bool) -> Iterator[Name]:
        """Read a stretch that no list and no last word explains."""
        part = words[start:end]
        n_name = self.lists.longest(words, start, self.lists.names)
        if 0 < n_name < len(part) and not self._is_person(words, start, end):
            yield from self._after_listed(words, start, start + n_name, end)
        elif self._is_person(words, start, end):
            yield Name(start, min(end, start + LONGEST_PERSON), part[:LONGEST_PERSON], "person", GIVEN)
        elif len(part) == 1:
            yield self._single(words, start)
        else:
            cut = next(
                (
                    i
                    for i in range(start + 1, end)
                    if words[i] in self.lists.given and self.lists.given[words[i]].score >= SURE and i + 1 < end
                ),
                0,
            )
            tail = next((i for i in range(start + 1, end) if self._is_adherent(words, i, end)), 0)
            if tail:  # "Obama Democrats", "Trump White House"
                yield from self._plain(words, start, tail, None)
                yield self._listed(words, tail, end)
            elif cut and not before_title:
                yield from self._plain(words, start, cut, None)
                yield from self._plain(words, cut, end, None)
            elif _has_acronym(part):
                yield Name(start, end, part, "organisation", SHAPE)
            elif len(part) == 3 and part[-1].endswith("s") and not part[-1].endswith("ss"):  # "Harrow Falls Merchants"
                yield Name(start, end, part, "organisation", GUESS)
            elif len(part) <= 3 and not any(word in CONNECTORS - {"."} for word in part):
                yield Name(start, end, part, "person?", GUESS)
            else:
                yield Name(start, end, part, "organisation", GUESS)

    def _is_adherent(self, words: Words, start: int, end: int) -> bool:
        """Whether a stretch ends in a listed name of several words, or a word for the members of a party or a people."""
        entry = self.lists.names.get(words[start:end])
        return entry is not None and entry.score >= SURE and (entry.label in ADHERENTS or end - start > 1)

    def _is_person(self, words: Words, start: int, end: int) -> bool:
        """Whether a stretch opens like a person's name: a given name or an initial, then more."""
        if end - start < 2:
            return False
        first, second = words[start], words[start + 1]
        given = self.lists.given.get(first) or self.lists.given.get(first.capitalize())
        if first in INITIALS or (len(first) > 2 and first.endswith(".") and first.replace(".", "").isupper()):
            return second == "." or (second[0].isupper() and first not in INITIALS and (first,) not in self.lists.names)
        if given is None or second in CONNECTORS - {"."}:
            return False
        n_name = self.lists.longest(words, start, self.lists.names)
        if n_name > 1 or end - start > LONGEST_PERSON:
            return False
        unknown = (second,) not in self.lists.names and second not in self.lists.heads and not second.endswith("s")
        return given.score >= SURE or (unknown and (second,) not in self.lists.events)

    def _after_listed(self, words: Words, start: int, middle: int, end: int) -> Iterator[Name]:
        """Read "Republican Ted Cruz", "Texas Rangers", "Chinese Communists": a listed name, then more."""
        entry = self.lists.names[words[start:middle]]
        rest = words[middle:end]
        team = entry.label in {"city", "state", "capital", "region", "country"} and len(rest) == 1
        if team and rest[0].endswith("s") and rest[0] not in self.lists.given and rest not in self.lists.names:
            yield Name(start, end, words[start:end], "organisation", SHAPE)
        elif entry.label in SPLITTING:
            yield self._listed(words, start, middle)
            yield from self._plain(words, middle, end, None)
        else:
            yield self._listed(words, start, middle)

    def _single(self, words: Words, start: int) -> Name:
        word = words[start]
        if word in self.lists.heads:  # "the Foundation": only what a longer name says it is
            return Name(start, start + 1, (word,), "", 0.0)
        if word in self.lists.given:
            return Name(start, start + 1, (word,), "person", SHAPE if self.lists.given[word].score >= SURE else GUESS)
        if word.isupper() and 2 <= len(word) <= 6:
            return Name(start, start + 1, (word,), "organisation", SHAPE)
        if len(word) == 1:
            return Name(start, start + 1, (word,), "", 0.0)
        hyphened = any((part,) in self.lists.names for part in parts(word))
        return Name(start, start + 1, (word,), "", 0.0 if hyphened else GUESS)  # "Russian-Chinese" is no actor


def _has_acronym(words: Words) -> bool:
    """Whether the first or the last word, but not all, is in capitals: "Junge SVP", "NBC Nightly"; not "II"."""
    ends = (word for word in (words[0], words[-1]) if len(word) > 1 and word not in SUFFIXES)
    return any(word.isupper() for word in ends) and not all(word.isupper() for word in words)
