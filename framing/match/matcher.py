"""Matching a lexicon against a corpus: ask each word type once, then index.

Overlaps follow three rules. The longest match wins; of two equally long, the
one that starts first; nothing nested in a match counts again. A term listed
under several labels gives one match for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from framing.core import Bools, Column, Corpus, Ints, Spans, objects
from framing.lexicon import Entry, Lexicon
from framing.segment.tokens import TOKEN, fold

LONGEST_GAP = 4  # words a lone * stands for
LONGEST_ACRONYM = 2  # letters
LARGEST_CACHE = 500_000  # word types; then the cache starts anew, so that memory stays flat over millions of texts
# Too frequent to look a phrase up by.
_COMMON = frozenset(
    "a an the of to in on at by for with from as and or but if that this it its is are was were be been has have had do does did not no so "
    "he she they we i you his her their our my your him them us me who which what up out off down over under into all one than too more".split()
)


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a phrase: itself, a prefix, a suffix, or (text empty) a gap."""

    text: str
    how: str  # "is", "as written", "starts", "ends", "gap"

    def fits(self, written: str, folded: str) -> bool:
        if self.how == "is":
            return folded == self.text
        if self.how == "as written":
            return written.replace("’", "'") == self.text
        return folded.startswith(self.text) if self.how == "starts" else folded.endswith(self.text)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A term of several words: what stands to the left and right of the one it is looked up by."""

    left: tuple[_Word, ...]  # from the anchor outwards
    right: tuple[_Word, ...]
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Type:
    """What one word type can be: an entry by itself, or the anchor of phrases, sorted by the word beside it."""

    entries: tuple[int, ...] = ()
    after: Mapping[str, tuple[_Phrase, ...]] = field(default_factory=dict)  # by the next word
    before: Mapping[str, tuple[_Phrase, ...]] = field(default_factory=dict)  # by the previous word
    others: tuple[_Phrase, ...] = ()

    @property
    def anchors(self) -> bool:
        return bool(self.after or self.before or self.others)


@dataclass(slots=True)
class _Index:
    """What single word types can be looked up in."""

    exact: dict[str, list[int]] = field(default_factory=dict)
    written: dict[str, list[int]] = field(default_factory=dict)
    starts: dict[str, list[int]] = field(default_factory=dict)
    ends: dict[str, list[int]] = field(default_factory=dict)

    def add(self, word: _Word, number: int) -> None:
        table = {"is": self.exact, "as written": self.written, "starts": self.starts, "ends": self.ends}[word.how]
        table.setdefault(word.text, []).append(number)

    def find(self, written: str, folded: str) -> list[int]:
        """Return the numbers stored for a type: exact before wildcards, longer wildcards before shorter."""
        found = self.exact.get(folded, []) + self.written.get(written.replace("’", "'"), [])
        if found:
            return found
        for length in range(len(folded), 0, -1) if self.starts else ():
            if folded[:length] in self.starts:
                return self.starts[folded[:length]]
        for first in range(len(folded)) if self.ends else ():
            if folded[first:] in self.ends:
                return self.ends[folded[first:]]
        return []

    def find_all(self, written: str, folded: str) -> list[int]:
        """Return every number a type can stand for, wildcards too."""
        found = self.exact.get(folded, []) + self.written.get(written.replace("’", "'"), [])
        for length in range(1, len(folded) + 1) if self.starts else ():
            found = found + self.starts.get(folded[:length], [])
        for first in range(len(folded)) if self.ends else ():
            found = found + self.ends.get(folded[first:], [])
        return found


@lru_cache(maxsize=16)
def matcher_for(lexicon: Lexicon) -> Matcher:
    """Return the compiled matcher of a lexicon; one lexicon is compiled once."""
    return Matcher(lexicon)


class Matcher:
    """A lexicon compiled for matching.

    Parameters
    ----------
    lexicon : Lexicon

    Notes
    -----
    A term of several words is looked up by its longest uncommon word, then
    compared to the left and the right of it inside the sentence. It also
    matches in its hyphenated spelling ("witch hunt", "witch-hunt"), and a
    hyphenated term also matches as separate words.

    Examples
    --------
    >>> from framing.segment import segment_texts
    >>> lexicon = Lexicon.from_terms("mine", ["witch hunt", "dictator*", "throw * a bone"])
    >>> spans = Matcher(lexicon).find(segment_texts(["The dictators' witch-hunt threw no one a bone."]))
    >>> spans.start.tolist(), [str(label) for label in spans.label]
    ([1, 3], ['mine', 'mine'])
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entries: tuple[Entry, ...] = lexicon.entries
        self._single = _Index()
        self._anchors = _Index()
        self._phrases: list[_Phrase] = []
        self._cache: dict[str, _Type] = {}
        by_words: dict[tuple[_Word, ...], list[int]] = {}
        for number, entry in enumerate(self.entries):
            for form in entry.forms() if lexicon.inflect else (entry.term,):
                for words in _spellings(form):
                    by_words.setdefault(words, []).append(number)
        for words, numbers in by_words.items():
            self._add(words, tuple(dict.fromkeys(numbers)))

    def _add(self, words: tuple[_Word, ...], numbers: tuple[int, ...]) -> None:
        if len(words) == 1:
            for number in numbers:
                self._single.add(words[0], number)
            return
        anchor = max(
            range(len(words)),
            key=lambda i: (words[i].how in {"is", "as written"}, words[i].text not in _COMMON, len(words[i].text)),
        )
        self._anchors.add(words[anchor], len(self._phrases))
        self._phrases.append(_Phrase(words[:anchor][::-1], words[anchor + 1 :], numbers))

    def _lookup(self, written: str, folded: str) -> _Type:
        """Return what a type can be; remembered while the matcher lives."""
        found = self._cache.get(written)
        if found is None:
            if len(written) <= LONGEST_ACRONYM and len(written) > 1 and written.isupper():
                folded = written  # "US" is not "us": capitals match only what is written in capitals
            numbers = self._anchors.find_all(written, folded)
            entries = tuple(dict.fromkeys(self._single.find(written, folded)))
            found = (
                _sorted_by_neighbour(entries, [self._phrases[i] for i in numbers]) if entries or numbers else _NOTHING
            )
            self._cache[written] = found
        return found

    def find(self, corpus: Corpus) -> Spans:
        """Return every match, in order of position.

        Returns
        -------
        Spans
            Label and score of the entry; column ``entry`` holds its position in the lexicon.
        """
        if len(self._cache) > LARGEST_CACHE:
            self._cache.clear()
        types = [self._lookup(written, folded) for written, folded in zip(corpus.vocab, corpus.folded, strict=True)]
        has_entry = np.fromiter((bool(each.entries) for each in types), dtype=bool, count=len(types))
        has_phrase = np.fromiter((each.anchors for each in types), dtype=bool, count=len(types))
        ids = corpus.token_ids
        phrases = list(self._phrases_at(corpus, types, np.flatnonzero(has_phrase[ids])))
        rows, taken = _longest(phrases, corpus.n_tokens)
        singles = np.flatnonzero(has_entry[ids] & ~taken) if len(ids) else np.zeros(0, dtype=np.int64)
        return self._spans(rows, singles, [types[i].entries for i in ids[singles].tolist()])

    def _spans(
        self, phrases: Sequence[tuple[int, int, tuple[int, ...]]], singles: Ints, found: Sequence[tuple[int, ...]]
    ) -> Spans:
        rows = [(a, b, number) for a, b, numbers in phrases for number in numbers]
        rows += [(a, a + 1, number) for a, numbers in zip(singles.tolist(), found, strict=True) for number in numbers]
        rows.sort()
        start = np.array([row[0] for row in rows], dtype=np.int64)
        end = np.array([row[1] for row in rows], dtype=np.int64)
        entry = np.array([row[2] for row in rows], dtype=np.int64)
        labels: Column = objects([e.label for e in self.entries])
        scores = np.array([e.score for e in self.entries], dtype=np.float64)
        return Spans(start, end, labels[entry], scores[entry], {"entry": entry})

    def _phrases_at(
        self, corpus: Corpus, types: Sequence[_Type], places: Ints
    ) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield the phrases that stand around the anchors at `places`."""
        sentence = corpus.token_sentence[places]
        low, high = corpus.sentence_start[sentence].tolist(), corpus.sentence_end[sentence].tolist()
        ids, folded = corpus.token_ids.tolist() if len(places) else [], corpus.folded
        window = _Window(corpus.vocab, folded, ids)
        for place, a, b in zip(places.tolist(), low, high, strict=True):
            kind = types[ids[place]]
            candidates = kind.others
            if kind.after and place + 1 < b:
                candidates += kind.after.get(folded[ids[place + 1]], ())
            if kind.before and place > a:
                candidates += kind.before.get(folded[ids[place - 1]], ())
            for phrase in candidates:
                left = window.extend(phrase.left, place - 1, -1, a - 1)
                right = window.extend(phrase.right, place + 1, 1, b) if left is not None else None
                if left is not None and right is not None:
                    yield left + 1, right, phrase.entries


@dataclass(slots=True)
class _Window:
    """Compares the words of a phrase with tokens, in one direction."""

    vocab: Sequence[str]
    folded: Sequence[str]
    ids: Sequence[int]

    def extend(self, words: Sequence[_Word], place: int, step: int, stop: int) -> int | None:
        """Return the first position after the words, or None where they do not stand there."""
        for number, word in enumerate(words):
            if word.how == "gap":
                return self._after_gap(words[number + 1 :], place, step, stop)
            if place == stop or not word.fits(self.vocab[self.ids[place]], self.folded[self.ids[place]]):
                return None
            place += step
        return place

    def _after_gap(self, words: Sequence[_Word], place: int, step: int, stop: int) -> int | None:
        for _ in range(LONGEST_GAP):
            if place == stop or not self.vocab[self.ids[place]][0].isalnum():
                return None
            place += step
            found = self.extend(words, place, step, stop)
            if found is not None:
                return found
        return None


_NOTHING = _Type()


def _sorted_by_neighbour(entries: tuple[int, ...], phrases: Sequence[_Phrase]) -> _Type:
    """Sort phrases by the plain word next to their anchor, so that most need one lookup."""
    after: dict[str, tuple[_Phrase, ...]] = {}
    before: dict[str, tuple[_Phrase, ...]] = {}
    others: tuple[_Phrase, ...] = ()
    for phrase in phrases:
        for table, words in ((after, phrase.right), (before, phrase.left)):
            if words and words[0].how == "is":
                table[words[0].text] = (*table.get(words[0].text, ()), phrase)
                break
        else:
            others = (*others, phrase)
    return _Type(entries, after, before, others)


def _longest(
    rows: Sequence[tuple[int, int, tuple[int, ...]]], n_tokens: int
) -> tuple[list[tuple[int, int, tuple[int, ...]]], Bools]:
    """Keep the longest of overlapping phrases, and return which tokens they take."""
    taken = np.zeros(n_tokens, dtype=bool)
    kept: dict[tuple[int, int], tuple[int, ...]] = {}
    for a, b, numbers in sorted(set(rows), key=lambda row: (row[0] - row[1], row[0], row[2])):
        if (a, b) in kept:
            kept[a, b] = tuple(dict.fromkeys(kept[a, b] + numbers))
        elif not taken[a:b].any():
            taken[a:b] = True
            kept[a, b] = numbers
    return [(a, b, numbers) for (a, b), numbers in kept.items()], taken


def _spellings(term: str) -> list[tuple[_Word, ...]]:
    """Return the ways a term may be written, as words to compare."""
    words = tuple(word for part in term.split() for word in _words(part))
    found = [words]
    plain = all(word.how in {"is", "as written"} and word.text.isalpha() for word in words)
    if 2 <= len(words) <= 3 and plain and all(word.text not in _COMMON for word in words):
        found.append((_Word("-".join(word.text for word in words), _strictest(words)),))
    parts = words[0].text.split("-") if len(words) == 1 and words[0].how == "is" else []
    if len(parts) > 1 and all(len(part) > 2 and part not in _COMMON for part in parts):
        found.append(tuple(_Word(part, "is") for part in parts))
    return found


def _strictest(words: Sequence[_Word]) -> str:
    return "as written" if any(word.how == "as written" for word in words) else "is"


def _words(part: str) -> list[_Word]:
    if part == "*":
        return [_Word("", "gap")]
    if part.endswith("*"):
        return [_Word(fold(part[:-1]), "starts")]
    if part.startswith("*"):
        return [_Word(fold(part[1:]), "ends")]
    return [
        _Word(piece.replace("’", "'"), "as written") if piece != piece.lower() else _Word(fold(piece), "is")
        for piece in TOKEN.findall(part)
    ]
