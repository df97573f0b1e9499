"""Places: where a word can stand around a mention, and the situations that places make up.

A token is in several places at once: somewhere in the sentence, near the
mention on its right, in its clause. Each combination of places that occurs is a
*situation*; what a token adds in one is worked out once, so that each pair of
a mention and a token is looked up once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from framing.core import Bools, Corpus, Ints, running
from framing.measures.toward.features import DISTANCES
from framing.scoring import CLAUSE, running_of, sentence_pairs

NEAR = 8  # tokens
FURTHEST = 3  # clauses; those further away are one class
SIDES = ("left", "right")
WORD_PLACES = ("sentence", "near left", "near right", "clause", "said")  # each twice: behind a negation too
BESIDE = ("before", "behind", "two before", "two behind", "self")
N_WORD_PLACES = 2 * len(WORD_PLACES) + len(BESIDE)
VALUE_PLACES = (
    *WORD_PLACES,
    *(f"{side} {distance}" for side in SIDES for distance in range(len(DISTANCES) + 1)),
    *(f"{n} clauses {side}" for side in SIDES for n in range(FURTHEST + 1)),
    *(f"{word} {mention}" for word in ("plain", "quoted") for mention in ("plain", "quoted")),
)
_BOUNDS = tuple(sorted({*DISTANCES, NEAR - 1}))  # of gaps, so that each class is near or not
_FAR = np.digitize([0, *(bound + 1 for bound in _BOUNDS)], DISTANCES, right=True)  # the class of distance of each
# With one of these, a mention speaks of others: what it says of them is not said of it.
SPEAKS = frozenset(
    "said says say confirmed revealed replied explained told tells tell added adds argued argues insisted insists claimed claims noted notes wrote writes tweeted stated declared "
    "announced warned warns accused accuses blamed blames called calls dubbed denounced denounces condemned condemns criticized criticizes "
    "criticised criticises blasted slammed ripped mocked labeled labelled described describes branded praised praises hailed lauded thanked".split()
)
LONGEST_ASIDE, LONGEST_TITLE = 15, 6  # tokens: "Holm, who …, said"; "said police spokeswoman Ada Holm"
_COMMA = frozenset({","})


@dataclass(frozen=True, slots=True)
class Pairs:
    """Mentions with tokens outside them in the same sentence.

    Attributes
    ----------
    mention, token : arrays of int, shape (n,)
        Position among the mentions, and the token; mentions are in order.
    right, gap, clauses : arrays of int, shape (n,)
        1 to the right of the mention; tokens and bounds of clauses between.
    said : array of bool, shape (n,)
        Whether the mention says it: behind its verb of saying, or between marks.
    """

    mention: Ints
    token: Ints
    right: Ints
    gap: Ints
    clauses: Ints
    said: Bools

    @classmethod
    def of(cls, corpus: Corpus, start: Ints, end: Ints, tokens: Ints) -> tuple[Pairs, Ints]:
        """Return the pairs, and the position of the token of each among `tokens`, which are in order."""
        mention, which = sentence_pairs(corpus, start, tokens)
        token = tokens[which]
        out = np.flatnonzero((token < start[mention]) | (token >= end[mention]))
        mention, which, token = mention[out], which[out], token[out]
        first, last = start[mention], end[mention]
        right = (token >= last).astype(np.int64)
        breaks = corpus.remember("clauses", None, lambda: running_of(corpus, corpus.types_in(CLAUSE)))
        clauses = np.abs(breaks[token] - breaks[first])
        low, high = sayings(corpus, start, end)
        said = (token >= low[mention]) & (token < high[mention])
        said |= (high > low)[mention] & corpus.quoted[token] & ~corpus.quoted[first]
        return cls(mention, token, right, np.where(right, token - last, first - token - 1), clauses, said), which

    def of_words(self, behind: Bools) -> Ints:
        """Return the row of :data:`WORD_SITUATIONS` of each pair, given which tokens stand behind a negation."""
        near = np.where(self.gap < NEAR, 1 + self.right, 0)
        return np.where(self.said, 12, 4 * near + 2 * (self.clauses == 0)) + behind

    def of_values(self, quoted: Ints) -> Ints:
        """Return the row of :data:`VALUE_SITUATIONS` of each pair, given twice whether the token is quoted plus whether the mention is."""
        distance = np.searchsorted(_BOUNDS, self.gap)
        away = (len(_FAR) * self.right + distance) * (FURTHEST + 1) + np.minimum(self.clauses, FURTHEST)
        return np.where(self.said, len(VALUE_SITUATIONS) - 1, 4 * away + quoted)


def _word_situations() -> Bools:
    """Return which places each situation of a word is in, shape (n_situations, N_WORD_PLACES)."""
    rows = [[0, *([near] if near else []), *([3] if clause else [])] for near, clause in product(range(3), range(2))]
    pairs = [[2 * place + behind for place in places] for places in [*rows, [4]] for behind in range(2)]
    return _table([*pairs, *([2 * len(WORD_PLACES) + i] for i in range(len(BESIDE)))], N_WORD_PLACES)


def _value_situations() -> Bools:
    """Return which places each situation of a value is in, shape (n_situations, n_places)."""
    distances = len(WORD_PLACES)
    clauses = distances + 2 * (len(DISTANCES) + 1)
    quoted = clauses + 2 * (FURTHEST + 1)
    rows = []
    for right, near_by, n, marks in product(range(2), range(len(_FAR)), range(FURTHEST + 1), range(4)):
        places = [0, distances + (len(DISTANCES) + 1) * right + int(_FAR[near_by])]
        places += [clauses + (FURTHEST + 1) * right + n, quoted + marks]
        places += [1 + right] if near_by == 0 or _BOUNDS[near_by - 1] < NEAR - 1 else []
        rows.append([*places, 3] if n == 0 else places)
    return _table([*rows, [4]], len(VALUE_PLACES))


def _table(rows: list[list[int]], n_places: int) -> Bools:
    table = np.zeros((len(rows), n_places), dtype=bool)
    for row, places in enumerate(rows):
        table[row, places] = True
    return table


WORD_SITUATIONS, VALUE_SITUATIONS = _word_situations(), _value_situations()
NEXT_TO = len(WORD_SITUATIONS) - len(BESIDE)  # the first situation of a word by its distance alone


def sayings(corpus: Corpus, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return the tokens that each mention says, as its sentence has it; an empty range where it says nothing.

    Behind "Holm said" and "Holm, the mayor, said"; before "…, said Holm" and "…, Holm said.".
    """
    sentence = corpus.token_sentence[start]
    first, last = corpus.sentence_start[sentence], corpus.sentence_end[sentence]
    speaks, following, previous, words = corpus.remember("speaking", None, lambda: _speaking(corpus))
    behind_aside = following[np.minimum(end + 1, corpus.n_tokens)] + 1
    aside = corpus.is_beside(end - 1, 1, _COMMA) & (behind_aside - end <= LONGEST_ASIDE)
    cue = np.where(aside, behind_aside, end)
    forward = (cue < last) & speaks[np.minimum(cue, corpus.n_tokens - 1)]
    before = previous[np.maximum(start - 1, 0)]
    backward = (before >= first) & (start - before <= LONGEST_TITLE) & (words[start] - words[before] == start - before)
    backward &= ~forward & (before < start)
    closes = forward & (words[last] - words[np.minimum(cue + 1, last)] == 0)
    low = np.where(closes | backward, first, np.where(forward, cue + 1, 0))
    return low, np.where(closes, start, np.where(backward, before, np.where(forward, last, 0)))


def _speaking(corpus: Corpus) -> tuple[Bools, Ints, Ints, Ints]:
    """Return which tokens are verbs of saying, the next comma and the last such verb from each token, and the words before each."""
    speaks, place = corpus.tokens_in(SPEAKS), np.arange(corpus.n_tokens)
    comma = np.where(corpus.tokens_in(_COMMA), place, corpus.n_tokens)
    following = np.minimum.accumulate(np.append(comma, corpus.n_tokens)[::-1])[::-1]
    return speaks, following, np.maximum.accumulate(np.where(speaks, place, -1)), running(corpus.is_word)
