"""Phrases as paths of words, so that all texts are walked at once, one word further each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.core import Corpus, Ints, expand
from framing.match.phrases import Index, Word

N_ENDS = 1 << 16  # keys are told apart by their last 16 bits before they are searched for
LONGEST_GAP = 4  # words a lone * stands for


@dataclass(frozen=True, slots=True)
class Ragged:
    """Some numbers for each of many things, in one array.

    Attributes
    ----------
    first, n : arrays of int, shape (n_things,)
        Where the numbers of each begin, and how many there are.
    flat : array of int
    """

    first: Ints
    n: Ints
    flat: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Ragged:
        """Return what holds these rows."""
        n = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        return cls(np.cumsum(n) - n, n, np.array([number for row in rows for number in row], dtype=np.int64))

    def take(self, things: NDArray[np.signedinteger]) -> tuple[Ints, Ints]:
        """Return a row for each number of each thing: position in `things`, and the number.

        Examples
        --------
        >>> position, number = Ragged.of([[5, 6], [], [7]]).take(np.array([2, 0, 1]))
        >>> position.tolist(), number.tolist()
        ([0, 1, 1], [7, 5, 6])
        """
        position, which = expand(self.first[things], self.n[things])
        return position, self.flat[which]


class Trie:
    """Phrases of several words, compiled.

    Parameters
    ----------
    phrases : iterable of (tuple of Word, int)
        The words of a phrase and the number it stands for; a phrase may come with several.

    Notes
    -----
    Words have numbers. A node and the number of the next word make a key, and the sorted keys lead to the next node.
    """

    def __init__(self, phrases: Iterable[tuple[tuple[Word, ...], int]]) -> None:
        self._index = Index()
        words: dict[Word, int] = {}
        children: dict[tuple[int, int], int] = {}
        gaps: dict[int, int] = {}
        ends: list[list[int]] = [[]]
        for phrase, number in phrases:
            node = 0
            for word in phrase:
                if word not in words:
                    words[word] = len(words)
                    if word.how != "gap":
                        self._index.add(word, words[word])
                step = node, words[word]
                if step not in children:
                    children[step] = len(ends)
                    ends.append([])
                    if word.how == "gap":
                        gaps[node] = children[step]
                node = children[step]
            if number not in ends[node]:
                ends[node].append(number)
        self._n_words = max(len(words), 1)
        steps = sorted((node * self._n_words + word, child) for (node, word), child in children.items())
        self._keys, self._child = np.array([*steps, (-1, 0)], dtype=np.int64).T  # the last one fits nothing
        self._ends_of_keys = np.zeros(N_ENDS, dtype=bool)
        self._ends_of_keys[self._keys[:-1] % N_ENDS] = True
        self._gap = np.array([gaps.get(node, 0) for node in range(len(ends))], dtype=np.int64)
        self._ends = Ragged.of(ends)

    def numbers(self, written: str, folded: str) -> tuple[int, ...]:
        """Return the numbers of the words that a word type fits."""
        return tuple(self._index.find_all(written, folded))

    def walk(self, corpus: Corpus, words: Ragged) -> tuple[Ints, Ints, Ints]:
        """Return each phrase that stands in a sentence, overlapping ones too: first token, end, number.

        Parameters
        ----------
        corpus : Corpus
        words : Ragged
            For each word type of the corpus, its :meth:`numbers`.
        """
        start = self._openings(corpus, words)
        found = [(start[:0],) * 3]
        at = start, start, np.zeros_like(start)
        while len(at[0]):
            at = self._next(corpus, words, *self._over_gaps(corpus, *at))
            ended = self._ends.n[at[2]] > 0
            found.append((at[0][ended], at[1][ended], at[2][ended]))
        start, end, node = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.lexsort((end, node, start))
        start, end, node = start[order], end[order], node[order]
        first = np.ones(len(start), dtype=bool)  # of several gaps the shortest
        first[1:] = (start[1:] != start[:-1]) | (node[1:] != node[:-1])
        position, number = self._ends.take(node[first])
        return start[first][position], end[first][position], number

    def _openings(self, corpus: Corpus, words: Ragged) -> Ints:
        """Return the tokens that a phrase can open with."""
        kind, word = words.take(np.arange(len(words.n)))
        opens = np.full(len(words.n), self._gap[0] > 0)
        opens[kind[np.isin(word, self._keys[self._keys < self._n_words])]] = True
        return np.flatnonzero(opens[corpus.token_ids])

    def _next(self, corpus: Corpus, words: Ragged, start: Ints, end: Ints, node: Ints) -> tuple[Ints, Ints, Ints]:
        """Go one word further in the sentence, where a phrase has that word."""
        inside = np.flatnonzero(end < corpus.sentence_end[corpus.token_sentence[start]])
        position, word = words.take(corpus.token_ids[end[inside]])
        key = node[inside[position]] * self._n_words + word
        possible = self._ends_of_keys[key % N_ENDS]  # rules out nearly all, faster than a search
        position, key = inside[position[possible]], key[possible]
        place = np.searchsorted(self._keys[:-1], key)
        hit = np.flatnonzero(self._keys[place] == key)
        position = position[hit]
        return start[position], end[position] + 1, self._child[place[hit]]

    def _over_gaps(self, corpus: Corpus, start: Ints, end: Ints, node: Ints) -> tuple[Ints, Ints, Ints]:
        """Add, where a phrase has a gap, what stands behind one word of the sentence, behind two, …."""
        open_ = np.flatnonzero(self._gap[node])
        last = corpus.sentence_end[corpus.token_sentence[start[open_]]]
        found = [(start[:0], end[:0], node[:0])]
        for n_words in range(LONGEST_GAP):
            place = end[open_] + n_words
            goes_on = place < last
            goes_on[goes_on] = corpus.spelled[corpus.token_ids[place[goes_on]]]  # no marks, no "'s"
            open_, last = open_[goes_on], last[goes_on]
            found.append((start[open_], end[open_] + n_words + 1, self._gap[node[open_]]))
        over = _once(*(np.concatenate(column) for column in zip(*found, strict=True)))
        return np.append(start, over[0]), np.append(end, over[1]), np.append(node, over[2])


def _once(start: Ints, end: Ints, node: Ints) -> tuple[Ints, Ints, Ints]:
    """Return each place once: gaps before it may lead to one place in many ways, four times as many with every gap."""
    order = np.lexsort((node, end, start))
    start, end, node = start[order], end[order], node[order]
    new = np.ones(len(start), dtype=bool)
    new[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1]) | (node[1:] != node[:-1])
    return start[new], end[new], node[new]
