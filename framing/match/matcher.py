"""Matching lexicons against a corpus: ask each word type once, then index.

Overlaps follow three rules, in each lexicon by itself. The longest match
wins; of two equally long, the one that starts first; nothing nested in a
match counts again. A term listed under several labels gives one match for
each. Several lexicons are matched in one pass.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from framing.core import Bools, Corpus, Ints, Spans, expand, objects
from framing.lexicon import Entry, Lexicon
from framing.match.phrases import (
    COMMON,
    NOTHING,
    Index,
    Phrase,
    Word,
    WordType,
    sorted_by_neighbour,
    spellings,
)

LONGEST_GAP = 4  # words a lone * stands for
LONGEST_ACRONYM = 2  # letters
LARGEST_CACHE = 500_000  # word types; then the cache starts anew, so that memory stays flat over millions of texts

Row = tuple[int, int, tuple[int, ...]]  # tokens of a match, and the numbers of its entries


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

    def __init__(self, *lexicons: Lexicon) -> None:
        self.entries: tuple[Entry, ...] = tuple(entry for lexicon in lexicons for entry in lexicon.entries)
        self._bounds = np.cumsum([0, *map(len, lexicons)]).tolist()  # numbers of each lexicon's entries
        self._labels = objects([entry.label for entry in self.entries])
        self._scores = np.array([entry.score for entry in self.entries], dtype=np.float64)
        self._single = [Index() for _ in lexicons]
        self._anchors = Index()
        self._phrases: list[Phrase] = []
        self._cache: dict[str, WordType] = {}
        by_words: dict[tuple[Word, ...], list[int]] = {}
        for place, lexicon in enumerate(lexicons):
            for number, entry in enumerate(lexicon.entries, start=self._bounds[place]):
                for form in entry.forms() if lexicon.inflect else (entry.term,):
                    for words in spellings(form):
                        if len(words) == 1:
                            self._single[place].add(words[0], number)
                        else:
                            by_words.setdefault(words, []).append(number)
        for words, numbers in by_words.items():
            self._add(words, tuple(dict.fromkeys(numbers)))

    def _add(self, words: tuple[Word, ...], numbers: tuple[int, ...]) -> None:
        anchor = max(
            range(len(words)),
            key=lambda i: (words[i].how in {"is", "as written"}, words[i].text not in COMMON, len(words[i].text)),
        )
        self._anchors.add(words[anchor], len(self._phrases))
        self._phrases.append(Phrase(words[:anchor][::-1], words[anchor + 1 :], numbers))

    def _lookup(self, written: str, folded: str) -> WordType:
        """Return what a type can be; remembered while the matcher lives."""
        if len(written) <= LONGEST_ACRONYM and len(written) > 1 and written.isupper():
            folded = written  # "US" is not "us": capitals match only what is written in capitals
        numbers = self._anchors.find_all(written, folded)
        entries = tuple(dict.fromkeys(n for index in self._single for n in index.find(written, folded)))
        found = sorted_by_neighbour(entries, [self._phrases[i] for i in numbers]) if entries or numbers else NOTHING
        self._cache[written] = found
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
        if len(self._cache) > LARGEST_CACHE:
            self._cache.clear()
        known = self._cache
        types = [
            known.get(written) or self._lookup(written, folded)
            for written, folded in zip(corpus.vocab, corpus.folded, strict=True)
        ]
        phrases = self._by_lexicon(_Phrases(corpus, types).find())
        singles, single_entry = _expand(corpus, [each.entries for each in types])
        return [
            self._spans(low, high, mine, singles, single_entry, corpus.n_tokens)
            for low, high, mine in zip(self._bounds, self._bounds[1:], phrases, strict=False)
        ]

    def _by_lexicon(self, phrases: Sequence[Row]) -> list[list[Row]]:
        """Return the phrases of each lexicon."""
        out: list[list[Row]] = [[] for _ in self._single]
        for a, b, numbers in phrases:
            places = {bisect_right(self._bounds, number) - 1 for number in numbers}
            for place in places:
                low, high = self._bounds[place : place + 2]
                out[place].append((a, b, tuple(n for n in numbers if low <= n < high) if len(places) > 1 else numbers))
        return out

    def _spans(
        self, low: int, high: int, phrases: Sequence[Row], singles: Ints, single_entry: Ints, n_tokens: int
    ) -> Spans:
        """Return the matches of the lexicon whose entries have the numbers from `low` to `high`."""
        rows, taken = _longest(phrases, n_tokens)
        flat = np.array([(a, b, n) for a, b, numbers in rows for n in numbers], dtype=np.int64).reshape(-1, 3)
        alone = (single_entry >= low) & (single_entry < high) & ~taken[singles]
        start = np.concatenate([flat[:, 0], singles[alone]])
        end = np.concatenate([flat[:, 1], singles[alone] + 1])
        entry = np.concatenate([flat[:, 2], single_entry[alone]])
        order = np.lexsort((entry, end, start))
        start, end, entry = start[order], end[order], entry[order]
        return Spans(start, end, self._labels[entry], self._scores[entry], {"entry": entry - low})


def _expand(corpus: Corpus, entries: Sequence[tuple[int, ...]]) -> tuple[Ints, Ints]:
    """Return each token with each entry its type is, as positions and entry numbers."""
    n = np.fromiter(map(len, entries), dtype=np.int64, count=len(entries))
    flat = np.array([number for each in entries for number in each], dtype=np.int64)
    first = np.cumsum(n) - n
    places = np.flatnonzero(n[corpus.token_ids]) if len(n) else np.zeros(0, dtype=np.int64)
    ids = corpus.token_ids[places]
    row, which = expand(first[ids], n[ids])
    return places[row], flat[which]


@dataclass(slots=True)
class _Phrases:
    """Finds phrases around their anchors."""

    corpus: Corpus
    types: Sequence[WordType]

    def find(self) -> list[Row]:
        """Return every phrase that stands in a sentence, overlapping ones too."""
        corpus, types = self.corpus, self.types
        places = self._candidates()
        sentence = corpus.token_sentence[places]
        low, high = corpus.sentence_start[sentence].tolist(), corpus.sentence_end[sentence].tolist()
        ids, folded = corpus.token_ids.tolist() if len(places) else [], corpus.folded
        window = _Window(corpus.vocab, folded, ids)
        rows: list[Row] = []
        words: frozenset[str] = frozenset()
        start = -1
        for place, a, b in zip(places.tolist(), low, high, strict=True):
            kind = types[ids[place]]
            candidates: tuple[Phrase, ...] = ()
            if kind.others:
                if a != start:
                    start, words = a, frozenset([folded[i] for i in ids[a:b]])
                candidates = tuple([phrase for phrase in kind.others if phrase.plain <= words])
            if kind.after and place + 1 < b:
                candidates += kind.after.get(folded[ids[place + 1]], ())
            if kind.before and place > a:
                candidates += kind.before.get(folded[ids[place - 1]], ())
            for phrase in candidates:
                left = window.extend(phrase.left, place - 1, -1, a - 1)
                right = window.extend(phrase.right, place + 1, 1, b) if left is not None else None
                if left is not None and right is not None:
                    rows.append((left + 1, right, phrase.entries))
        return rows

    def _candidates(self) -> Ints:
        """Return the anchors beside which the word stands that one of their phrases asks for."""
        corpus, types = self.corpus, self.types
        number, folded = corpus.folded_number, corpus.folded_ids
        always = np.fromiter((bool(each.others) for each in types), dtype=bool, count=len(types))
        ids = corpus.token_ids
        if not len(ids):
            return np.zeros(0, dtype=np.int64)
        found = always[ids]
        word = folded[ids]
        for step, tables in ((1, [each.after for each in types]), (-1, [each.before for each in types])):
            asked = [
                i * len(number) + number[w] for i, table in enumerate(tables) if table for w in table if w in number
            ]
            here, beside = (ids[:-1], word[1:]) if step == 1 else (ids[1:], word[:-1])
            anchors = np.fromiter(map(bool, tables), dtype=bool, count=len(types))[here]
            key = here[anchors].astype(np.int64) * len(number) + beside[anchors]
            hit = np.flatnonzero(anchors)[np.isin(key, np.array(asked, dtype=np.int64))]
            found[hit if step == 1 else hit + 1] = True
        return np.flatnonzero(found)


@dataclass(slots=True)
class _Window:
    """Compares the words of a phrase with tokens, in one direction."""

    vocab: Sequence[str]
    folded: Sequence[str]
    ids: Sequence[int]

    def extend(self, words: Sequence[Word], place: int, step: int, stop: int) -> int | None:
        """Return the first position after the words, or None where they do not stand there."""
        for number, word in enumerate(words):
            if word.how == "gap":
                return self._after_gap(words[number + 1 :], place, step, stop)
            if place == stop or not word.fits(self.vocab[self.ids[place]], self.folded[self.ids[place]]):
                return None
            place += step
        return place

    def _after_gap(self, words: Sequence[Word], place: int, step: int, stop: int) -> int | None:
        for _ in range(LONGEST_GAP):
            if place == stop or not self.vocab[self.ids[place]][0].isalnum():
                return None
            place += step
            found = self.extend(words, place, step, stop)
            if found is not None:
                return found
        return None


def _longest(rows: Sequence[Row], n_tokens: int) -> tuple[list[Row], Bools]:
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
