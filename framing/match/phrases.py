"""Terms as words to match: how a term may be written, and which of many words a word type fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from framing.segment.tokens import fold, split

# Words that are joined by a hyphen only where the term has one.
COMMON = frozenset(
    "a an the of to in on at by for with from as and or but if that this it its is are was were be been has have had do does did not no so "
    "he she they we i you his her their our my your him them us me who which what up out off down over under into all one than too more".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase: itself, a prefix, a suffix, or (text empty) a gap."""

    text: str
    how: str  # "is", "as written", "starts", "ends", "gap"


@dataclass(slots=True)
class Index:
    """What single word types can be looked up in."""

    exact: dict[str, list[int]] = field(default_factory=dict)
    written: dict[str, list[int]] = field(default_factory=dict)
    starts: dict[str, list[int]] = field(default_factory=dict)
    ends: dict[str, list[int]] = field(default_factory=dict)
    longest: int = 0  # characters of a prefix or suffix

    def add(self, word: Word, number: int) -> None:
        table = {"is": self.exact, "as written": self.written, "starts": self.starts, "ends": self.ends}[word.how]
        table.setdefault(word.text, []).append(number)
        if word.how in {"starts", "ends"}:
            self.longest = max(self.longest, len(word.text))

    def find(self, written: str, folded: str) -> list[int]:
        """Return the numbers stored for a type: exact before wildcards, longer wildcards before shorter."""
        return self._as_is(written, folded) or next(self._wild(folded), [])

    def find_all(self, written: str, folded: str) -> list[int]:
        """Return every number a type can stand for, wildcards too."""
        return sum(self._wild(folded), self._as_is(written, folded))

    def _as_is(self, written: str, folded: str) -> list[int]:
        return self.exact.get(folded, []) + self.written.get(straight(written), [])

    def _wild(self, folded: str) -> Iterator[list[int]]:
        """Yield the numbers of each prefix, longer ones before shorter, and of each suffix."""
        lengths = range(min(len(folded), self.longest), 0, -1)
        if self.starts:
            yield from (self.starts[folded[:n]] for n in lengths if folded[:n] in self.starts)
        if self.ends:
            yield from (self.ends[folded[-n:]] for n in lengths if folded[-n:] in self.ends)


def straight(word: str) -> str:
    """Return a word with straight apostrophes."""
    return word.replace("’", "'")


def spellings(term: str) -> list[tuple[Word, ...]]:
    """Return the ways a term may be written, as words to compare."""
    words = tuple(word for part in term.split() for word in _words(part))
    found = [words]
    plain = all(word.how in {"is", "as written"} and word.text.isalpha() for word in words)
    if 2 <= len(words) <= 3 and plain and all(word.text not in COMMON for word in words):
        found.append((Word("-".join(word.text for word in words), _strictest(words)),))
    parts = words[0].text.split("-") if len(words) == 1 and words[0].how == "is" else []
    if len(parts) > 1 and all(len(part) > 2 and part not in COMMON for part in parts):
        found.append(tuple(Word(part, "is") for part in parts))
    return found


def _strictest(words: Sequence[Word]) -> str:
    return "as written" if any(word.how == "as written" for word in words) else "is"


def _words(part: str) -> list[Word]:
    if part == "*":
        return [Word("", "gap")]
    if part.endswith("*"):
        return [Word(fold(part[:-1]), "starts")]
    if part.startswith("*"):
        return [Word(fold(part[1:]), "ends")]
    return [
        Word(straight(piece), "as written") if piece != piece.lower() else Word(fold(piece), "is")
        for piece in split(part)
    ]
