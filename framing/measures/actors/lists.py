"""What is known of names before a text is read: gazetteer, given names, words in and before names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from framing.core import Corpus, PerType
from framing.lexicon import Entry, Lexicon
from framing.segment.tokens import fold, parts, split

Words = tuple[str, ...]

# Kind of gazetteer entry -> label of the actor. Religions and peoples go with nationalities (as in NORP).
LABELS = {
    "country": "place", "state": "place", "region": "place", "city": "place", "capital": "place",
    "demonym": "nationality", "people": "nationality",
    "metonym": "organisation", "party": "organisation", "member": "organisation", "international": "organisation",
    "movement": "organisation", "institution": "organisation", "media": "organisation", "company": "organisation",
}  # fmt: skip
PREFIXES = ("Ex-", "Anti-", "Pro-", "Non-", "Pre-", "Post-", "Mid-", "Self-")
SURE = 1.0  # score of an entry that is nearly always what it says


class F:
    """What a capitalised word can be in a name, as bits per word type."""

    CAPITAL = 1
    CLOSED = 1 << 1  # a function word: never a name
    CALENDAR = 1 << 2
    LISTED = 1 << 3  # opens a name of the gazetteer, or is a given name, and nearly always is
    MAYBE = 1 << 4  # the same, but as often something else
    TITLE = 1 << 5  # opens a title
    ABBREVIATION = 1 << 6  # takes a stop inside a name: J., Sen., Inc.
    TAKES_OF = 1 << 7  # "Department of", "University of"
    UPPER = 1 << 8  # an acronym by its form
    PARTICLE = 1 << 9  # lower case, inside a name: van, de, bin
    GIVEN = 1 << 10
    OPENER = 1 << 11  # opens sentences without being a name, but can be one: "Police", "Brown"
    ALONE = 1 << 13  # a name by itself: "Michigan", not only the first word of one
    FORM = 1 << 12  # ends in -ing, -ed or -ly
    BEFORE_AND = (
        1 << 14
    )  # stands before, and behind, "and" inside a name of the gazetteer: "Food and Drug Administration"
    BEHIND_AND = 1 << 15


@dataclass(frozen=True, slots=True)
class Title:
    """A title before a name, or a role that takes a name up again.

    Attributes
    ----------
    plain : str
        The form that variants share: "senator" for "Sen.".
    gender : str
        "male", "female" or "".
    """

    plain: str
    gender: str
    honorific: bool = False


@dataclass(slots=True, eq=False)
class NameLists:
    """The lists, keyed by words as tokens.

    Parameters
    ----------
    gazetteer, given_names, name_words : Lexicon
    """

    gazetteer: Lexicon
    given_names: Lexicon
    name_words: Lexicon
    names: dict[Words, Entry] = field(init=False, default_factory=dict)
    titles: dict[Words, Title] = field(init=False, default_factory=dict)
    roles: dict[Words, Title] = field(init=False, default_factory=dict)
    given: dict[str, Entry] = field(init=False, default_factory=dict)
    heads: dict[str, str] = field(init=False, default_factory=dict)
    events: set[Words] = field(init=False, default_factory=set)
    _longest: dict[str, int] = field(init=False, default_factory=dict)
    _bits: dict[str, int] = field(init=False, default_factory=dict)
    _per_type: PerType[np.int32] = field(init=False)

    def __post_init__(self) -> None:
        self._per_type = PerType.each(self._type_bits, np.int32)
        for entry in self.gazetteer:
            self._add(self.names, entry.term, entry)
            alone = F.ALONE if len(words_of(entry.term)) == 1 else 0
            self._mark(entry.term, alone | (F.LISTED if entry.score >= SURE else F.MAYBE))
        for entry in self.given_names:
            self.given[entry.term] = entry
            self._mark(entry.term, F.GIVEN | (F.LISTED if entry.score >= SURE else F.MAYBE))
        for entry in self.name_words:
            self._add_word(entry)

    def _add_word(self, entry: Entry) -> None:
        if entry.label in {"honorific", "office", "rank"}:
            title = Title(entry.neutral or entry.term.lower(), entry.note, entry.label == "honorific")
            self._add(self.titles, entry.term, title)
            self._mark(entry.term, F.TITLE)
            if entry.term.endswith("."):
                self._mark(entry.term, F.ABBREVIATION)
        elif entry.label == "role":
            self.roles[words_of(entry.term)] = Title(entry.neutral or entry.term, entry.note)
        elif entry.label == "calendar":
            self._mark(entry.term, F.CALENDAR | (F.ABBREVIATION if entry.term.endswith(".") else 0))
        elif entry.label == "function":
            self._mark(entry.term, F.CLOSED)
        elif entry.label == "opener":
            self._mark(entry.term, F.OPENER)
        elif entry.label == "particle":
            self._mark(entry.term, F.PARTICLE)
        elif entry.label == "event":
            self.events.add(words_of(entry.term))
        else:
            self.heads[entry.term] = entry.label
            self._mark(entry.term, F.TAKES_OF if entry.label in {"organisation", "place"} else 0)
            if entry.term.endswith("."):
                self._mark(entry.term, F.ABBREVIATION)

    def _add(self, table: dict[Words, Entry] | dict[Words, Title], term: str, value: Entry | Title) -> None:
        words = words_of(term)
        table.setdefault(words, value)  # type: ignore[arg-type]
        self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))
        for before, word, behind in zip(words, words[1:], words[2:], strict=False):  # "Secretary of State"
            if word in {"of", "for", "on"}:
                self._add_bits(before, F.TAKES_OF)
            elif word == "and":
                self._add_bits(before, F.BEFORE_AND)
                self._add_bits(behind, F.BEHIND_AND)

    def _mark(self, term: str, bits: int) -> None:
        self._add_bits(words_of(term)[0], bits)

    def _add_bits(self, word: str, bits: int) -> None:
        self._bits[word] = self._bits.get(word, 0) | bits

    def longest(self, words: Sequence[str], start: int, table: dict[Words, Entry] | dict[Words, Title]) -> int:
        """Return how many words from `start` are an entry of `table`, 0 where none are."""
        for length in range(min(self._longest.get(words[start], 0), len(words) - start), 0, -1):
            if tuple(words[start : start + length]) in table:
                return length
        return 0

    def bits(self, corpus: Corpus) -> NDArray[np.int32]:
        """Return the bits of each word type, shape (n_types,)."""
        return self._per_type.of(corpus.types)

    def names_nobody(self, word: str) -> bool:
        """Return whether a word is never a name: "However", "Monday", "D-Ohio"."""
        return self._type_bits(word, fold(word)) & (F.CLOSED | F.CALENDAR) > 0

    def _type_bits(self, word: str, _folded: str) -> int:
        first = word[0]
        if not first.isupper():
            return self._bits.get(word, 0) & F.PARTICLE
        if word == "I":
            return F.CAPITAL | F.CLOSED
        bits = self._bits.get(word, 0) | F.CAPITAL
        if len(word) == 1:
            return bits | F.ABBREVIATION
        if (word[1] == "-" and first in "DRI") or word.startswith(PREFIXES):  # "D-Calif.", "Ex-South"
            return bits | F.CLOSED
        if not bits & (F.LISTED | F.MAYBE) and any(part[:1].islower() for part in parts(word)):
            return bits | F.CLOSED  # "Nine-year-old", "Trump-era"
        if word.endswith(("ing", "ed", "ly")):
            bits |= F.FORM
        if word.isupper():
            shouted = self._bits.get(word.capitalize(), 0) & (F.CLOSED | F.CALENDAR | F.OPENER)
            bits |= F.UPPER | (0 if bits & F.LISTED else shouted)  # "US" is no "us"
        return bits


@lru_cache(maxsize=4)
def name_lists(gazetteer: Lexicon, given_names: Lexicon, name_words: Lexicon) -> NameLists:
    """Return the lists of some lexicons, compiled once."""
    return NameLists(gazetteer, given_names, name_words)


def words_of(term: str) -> Words:
    """Return a term as the tokens that a text would have.

    Examples
    --------
    >>> words_of("Sen."), words_of("Xi’s U.S.")
    (('Sen', '.'), ('Xi', "'s", 'U.S.'))
    """
    return tuple(word.replace("’", "'") for word in split(term))


def folded(words: Iterable[str]) -> Words:
    """Return words as they are compared: lower case."""
    return tuple(fold(word) for word in words)
