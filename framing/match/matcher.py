"""Matching lexicons against a corpus: ask each word type once, then index.

Overlaps follow three rules, in each lexicon by itself. The longest match
wins; of two equally long, the one that starts first; nothing nested in a
match counts again. A term listed under several labels gives one match for
each. Several lexicons are matched in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from framing.core import Bools, Column, Corpus, Ints, PerType, Spans, Types, covered, objects
from framing.lexicon import Entry, Lexicon
from framing.match.phrases import Index, Word, spellings, straight
from framing.match.trie import Ragged, Trie

LONGEST_ACRONYM = 2  # letters

Found = tuple[Ints, Ints, Ints]  # first tokens, ends, and numbers of entries
Kind = tuple[tuple[int, ...], tuple[int, ...]]  # what a word type can be: entries, and words of phrases


@lru_cache(maxsize=16)
def matcher_for(*lexicons: Lexicon) -> Matcher:
    """Return the compiled matcher of some lexicons; what was compiled once is kept."""
    return Matcher(*lexicons)


def scan(corpus: Corpus, lexicons: Sequence[Lexicon]) -> None:
    """Match several lexicons in one pass, so that :func:`matches` finds the work done."""
    distinct = tuple(dict.fromkeys(lexicons))
    for lexicon, spans in zip(distinct, matcher_for(*distinct).find_each(corpus), strict=True):
        corpus.remember("matches", lexicon, lambda spans=spans: spans)  # type: ignore[misc]


def matches(corpus: Corpus, lexicon: Lexicon) -> Spans:
    """Return every match of a lexicon, as :meth:`Matcher.find`."""
    return corpus.remember("matches", lexicon, lambda: matcher_for(lexicon).find(corpus))


class Matcher:
    """Lexicons compiled for matching.

    Parameters
    ----------
    *lexicons : Lexicon

    Notes
    -----
    A term of several words stands inside one sentence. It also
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

    def __init__(self, *lexicons: Lexicon) -> None:
        self.entries: tuple[Entry, ...] = tuple(entry for lexicon in lexicons for entry in lexicon.entries)
        self._bounds = np.cumsum([0, *map(len, lexicons)]).tolist()  # numbers of each lexicon's entries
        self._labels = objects([entry.label for entry in self.entries])
        self._scores = np.array([entry.score for entry in self.entries], dtype=np.float64)
        self._single = [Index() for _ in lexicons]
        self._can_be = PerType[np.object_](self._look_up_all)
        phrases: list[tuple[tuple[Word, ...], int]] = []
        for place, lexicon in enumerate(lexicons):
            for number, entry in enumerate(lexicon.entries, start=self._bounds[place]):
                for form in entry.forms() if lexicon.inflect else (entry.term,):
                    for words in spellings(form):
                        if len(words) == 1:
                            self._single[place].add(words[0], number)
                        else:
                            phrases.append((words, number))
        self._phrases = Trie(phrases)
        self._plain = frozenset(word for index in self._single for word in (*index.exact, *index.written))
        self._wild = [index for index in self._single if index.longest]

    def _look_up(self, written: str, folded: str) -> Kind:
        """Return what a type can be."""
        in_phrase = written if written == "US" else folded
        acronym = 1 < len(written) <= LONGEST_ACRONYM and written.isupper()
        alone = written if acronym else folded  # "US" is not "us", "IT" not "it"; "WAR OF WORDS" is "war of words"
        plain = alone in self._plain or straight(written) in self._plain
        entries = tuple(dict.fromkeys(n for index in (self._single if plain else self._wild) for n in index.find(written, alone)))  # fmt: skip
        return entries, self._phrases.numbers(written, in_phrase)

    def _look_up_all(self, types: Types) -> Column:
        """Return what types can be, shape (n_types, 2): entries, and words of phrases."""
        found = np.empty((len(types), 2), dtype=object)
        for row, kind in enumerate(map(self._look_up, types.written, types.folded)):
            found[row, 0], found[row, 1] = kind
        return found

    def find(self, corpus: Corpus) -> Spans:
        """Return every match of the one lexicon, in order of position.

        Returns
        -------
        Spans
            Label and score of the entry; column ``entry`` holds its position in the lexicon.
        """
        return self.find_each(corpus)[0]

    def find_each(self, corpus: Corpus) -> list[Spans]:
        """Return the matches of each lexicon, as :meth:`find`."""
        entries, words = self._can_be.of(corpus.types).T
        phrases = self._phrases.walk(corpus, Ragged.of(words))
        place, entry = Ragged.of(entries).take(corpus.token_ids)
        return [
            self._spans(low, high, phrases, (place, place + 1, entry), corpus.n_tokens)
            for low, high in pairwise(self._bounds)
        ]

    def _spans(self, low: int, high: int, phrases: Found, words: Found, n_tokens: int) -> Spans:
        """Return the matches of the lexicon whose entries have the numbers from `low` to `high`."""
        (start, end, entry), (place, behind, alone) = (_within(low, high, *found) for found in (phrases, words))
        kept = _longest(start, end)
        start, end, entry = start[kept], end[kept], entry[kept]
        free = ~covered(start, end, n_tokens)[place]
        start, end = np.concatenate([start, place[free]]), np.concatenate([end, behind[free]])
        entry = np.concatenate([entry, alone[free]])
        order = np.lexsort((entry, end, start))
        start, end, entry = start[order], end[order], entry[order]
        return Spans(start, end, self._labels[entry], self._scores[entry], {"entry": entry - low})


def _within(low: int, high: int, start: Ints, end: Ints, entry: Ints) -> Found:
    mine = (entry >= low) & (entry < high)
    return start[mine], end[mine], entry[mine]


def _longest(start: Ints, end: Ints) -> Bools:
    """Return which ranges to keep, longest first, of those that overlap; equal ranges stay together.

    Parameters
    ----------
    start, end : arrays of int
        Sorted by start.
    """
    kept = np.ones(len(start), dtype=bool)
    if not len(start):
        return kept
    opens = np.ones(len(start), dtype=bool)  # overlaps nothing before it
    opens[1:] = start[1:] >= np.maximum.accumulate(end)[:-1]
    group = np.cumsum(opens) - 1
    first = np.flatnonzero(opens)[group]
    differs = (start != start[first]) | (end != end[first])
    unsettled = np.flatnonzero(np.bincount(group[differs], minlength=len(start))[group])
    won: set[tuple[int, int]] = set()
    taken: set[int] = set()
    rows = zip(unsettled.tolist(), start[unsettled].tolist(), end[unsettled].tolist(), strict=True)
    for row, a, b in sorted(rows, key=lambda row: (row[1] - row[2], row[1])):
        if taken.isdisjoint(range(a, b)):
            won.add((a, b))
            taken.update(range(a, b))
        elif (a, b) not in won:
            kept[row] = False
    return kept
