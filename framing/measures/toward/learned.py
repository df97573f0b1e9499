"""Learned sentiment toward a mention: what each word of its sentence adds, by where it stands.

A word adds what it was seen to add in its place: anywhere in the sentence, to
the left or the right of the mention, in its clause, next to it, behind a
negation. What it is known for – a polarity, how pleasant and how loaded it is
– adds to that, so that a word that was never seen counts too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.core import Bools, Corpus, Floats, Ints, PerType, Spans, running
from framing.match import negated
from framing.measures.toward.features import DISTANCES, FLIPPED, POSSESSIVE
from framing.models import Loadedness, hash_text, loadedness
from framing.models.files import read_weight_file
from framing.scoring import CLAUSE, running_of, sentence_pairs

NEAR = 8  # tokens
FURTHEST = 3  # clauses; those further away are one class
UNPLEASANT = 0.1  # valence from which a word is pleasant or unpleasant
LOADED = (0.05, 0.15, 0.3, 0.6)  # probabilities: bounds of four classes
LENGTH, CAPITALS, LARGEST = 8, 2, 6  # of a sentence: words and capitals in a class, and the last class

WORD_PLACES = ("sentence", "near left", "near right", "clause", "said")  # each twice: behind a negation too
SAID = WORD_PLACES.index("said")
BESIDE = ("before", "behind", "two before", "two behind", "self")
VALUES = ("good", "bad", "pleasant", "unpleasant", *(f"loaded {i + 1}" for i in range(len(LOADED))))
VALUE_PLACES = (
    *WORD_PLACES,
    *(f"{side} {distance}" for side in ("left", "right") for distance in range(len(DISTANCES) + 1)),
    *(f"{n} clauses {side}" for side in ("left", "right") for n in range(FURTHEST + 1)),
    *(f"{word} {mention}" for word in ("plain", "quoted") for mention in ("plain", "quoted")),
)
MENTIONS = (
    "opens", "quoted", "possessor", "marks",
    *(f"length {i}" for i in range(LARGEST + 1)),
    *(f"capitals {i}" for i in range(LARGEST + 1)),
)  # fmt: skip
N_WORD_PLACES = 2 * len(WORD_PLACES) + len(BESIDE)
FEATURES = (*(f"{value}, {place}" for place in VALUE_PLACES for value in VALUES), *MENTIONS)
# With one of these, a mention speaks of others: what it says of them is not said of it.
SPEAKS = frozenset(
    "said says say confirmed revealed replied explained told tells tell added adds argued argues insisted insists claimed claims noted notes wrote writes tweeted stated declared "
    "announced warned warns accused accuses blamed blames called calls dubbed denounced denounces condemned condemns criticized criticizes "
    "criticised criticises blasted slammed ripped mocked labeled labelled described describes branded praised praises hailed lauded thanked".split()
)
LONGEST_ASIDE, LONGEST_TITLE = 15, 6  # tokens: "Holm, who …, said"; "said police spokeswoman Ada Holm"
_COMMA = frozenset({","})


@dataclass(frozen=True, slots=True)
class Cells:
    """What tokens add to mentions, one row for each feature that one of them has.

    Attributes
    ----------
    mention, token : arrays of int, shape (n,)
        Position among the mentions, and the token, -1 where it is the mention itself.
    column : array of int, shape (n,)
        Of :data:`FEATURES`, or row of a word × :data:`N_WORD_PLACES` + place.
    value : array of float, shape (n,)
    """

    mention: Ints
    token: Ints
    column: Ints
    value: Floats


@dataclass(frozen=True, slots=True)
class Pairs:
    """Mentions with tokens outside them in the same sentence.

    Attributes
    ----------
    mention, token : arrays of int, shape (n,)
        Position among the mentions, and the token.
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

    def in_places(self) -> list[tuple[Bools, Ints]]:
        """Return which pairs are in a place, and in which, for those that words and values share."""
        other = ~self.said
        return [
            (other, np.zeros_like(self.gap)),
            (other & (self.gap < NEAR), 1 + self.right),
            (other & (self.clauses == 0), np.full_like(self.gap, 3)),
            (self.said, np.full_like(self.gap, SAID)),
        ]

    @classmethod
    def of(cls, corpus: Corpus, start: Ints, end: Ints, tokens: Ints) -> tuple[Pairs, Ints]:
        """Return the pairs, and the position of the token of each among `tokens`, which are in order."""
        mention, which = sentence_pairs(corpus, start, tokens)
        token, first, last = tokens[which], start[mention], end[mention]
        out = (token < first) | (token >= last)
        mention, which, token, first, last = (column[out] for column in (mention, which, token, first, last))
        right = (token >= last).astype(np.int64)
        breaks = running_of(corpus, corpus.types_in(CLAUSE))
        clauses = np.abs(breaks[token] - breaks[first])
        low, high = (bound[mention] for bound in sayings(corpus, start, end))
        marks = (high > low) & corpus.quoted[token] & ~corpus.quoted[first]
        said = ((token >= low) & (token < high)) | marks
        return cls(mention, token, right, np.where(right, token - last, first - token - 1), clauses, said), which


def sayings(corpus: Corpus, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return the tokens that each mention says, as its sentence has it; an empty range where it says nothing.

    Behind "Holm said" and "Holm, the mayor, said"; before "…, said Holm" and "…, Holm said.".
    """
    sentence = corpus.token_sentence[start]
    first, last = corpus.sentence_start[sentence], corpus.sentence_end[sentence]
    speaks, place = corpus.tokens_in(SPEAKS), np.arange(corpus.n_tokens)
    comma = np.where(corpus.tokens_in(_COMMA), place, corpus.n_tokens)
    following = np.minimum.accumulate(np.append(comma, corpus.n_tokens)[::-1])[::-1]  # the next comma
    behind_aside = following[np.minimum(end + 1, corpus.n_tokens)] + 1
    aside = corpus.is_beside(end - 1, 1, _COMMA) & (behind_aside - end <= LONGEST_ASIDE)
    cue = np.where(aside, behind_aside, end)
    forward = (cue < last) & speaks[np.minimum(cue, corpus.n_tokens - 1)]
    before = np.maximum.accumulate(np.where(speaks, place, -1))[np.maximum(start - 1, 0)]
    words = running(corpus.is_word)
    backward = (before >= first) & (start - before <= LONGEST_TITLE) & (words[start] - words[before] == start - before)
    backward &= ~forward & (before < start)
    closes = forward & (words[last] - words[np.minimum(cue + 1, last)] == 0)
    low = np.where(closes | backward, first, np.where(forward, cue + 1, 0))
    return low, np.where(closes, start, np.where(backward, before, np.where(forward, last, 0)))


class TargetModel:
    """Judges mentions with learned weights.

    Attributes
    ----------
    hashes : dict of str to str
        The sha256 of the weight file.
    """

    def __init__(self, folder: Path | None = None) -> None:
        data, digest = read_weight_file("toward.npz", folder)
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            table = arrays["words"] * arrays["scale"]
            self._n_of_words = len(table)
            self._weights: Floats = np.concatenate([table, arrays["weights"]]).astype(np.float64)
            self._bias: Floats = arrays["bias"].astype(np.float64)
            self._words = Vocabulary(arrays["seen"], arrays["known"], arrays["valence"], loadedness(folder))
        self.hashes = {"toward": digest}

    def logits(self, corpus: Corpus, polarity: Spans, start: Ints, end: Ints) -> Floats:
        """Return the score of each class for each mention, shape (n_mentions, 3).

        Parameters
        ----------
        polarity : Spans
            Words that speak well or ill.
        start, end : arrays of int, shape (n_mentions,)
            Tokens of the mentions.
        """
        cells, n = self._cells(corpus, polarity, start, end), len(start)
        sums = [
            np.bincount(cells.mention, weights=self._weights[:, i].take(cells.column) * cells.value, minlength=n)
            for i in range(len(self._bias))
        ]
        return np.stack(sums, axis=1) * scale_of(cells, n)[:, None] + self._bias

    def contributions(
        self, corpus: Corpus, polarity: Spans, start: Ints, end: Ints, more: int, less: int
    ) -> tuple[Ints, Ints, Floats]:
        """Return what each token, and each mention by itself, adds to the score of one class over another.

        Returns
        -------
        mention, token : arrays of int
            The token is -1 where it is the mention itself.
        amount : array of float
            Per mention they sum to the difference of the two scores.
        """
        cells, n = self._cells(corpus, polarity, start, end), len(start)
        weight = self._weights[:, more] - self._weights[:, less]
        amount: Floats = weight[cells.column] * cells.value * scale_of(cells, n)[cells.mention]
        place, pair = np.unique(cells.mention * (corpus.n_tokens + 1) + cells.token + 1, return_inverse=True)
        total: Floats = np.bincount(pair, weights=amount, minlength=len(place)).astype(np.float64)
        token = place % (corpus.n_tokens + 1) - 1
        total[token < 0] += self._bias[more] - self._bias[less]
        return place // (corpus.n_tokens + 1), token, total

    def _cells(self, corpus: Corpus, polarity: Spans, start: Ints, end: Ints) -> Cells:
        return join_cells(
            word_cells(corpus, self._words, start, end),
            value_cells(corpus, self._words, polarity, start, end),
            mention_cells(corpus, start, end),
            self._n_of_words,
        )


def join_cells(words: Cells, values: Cells, mentions: Cells, n_of_words: int) -> Cells:
    """Return all cells, the columns of words before those of :data:`FEATURES`."""
    parts = (words, values, mentions)
    column = np.concatenate([words.column, values.column + n_of_words, mentions.column + n_of_words])
    mention, token, value = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("mention", "token", "value")
    )
    return Cells(mention, token, column, value)


def scale_of(cells: Cells, n: int) -> Floats:
    """Return what the sums of each mention are multiplied by: the more there is in its sentence, the less each says."""
    return np.asarray(1 / np.sqrt(np.maximum(np.bincount(cells.mention, weights=cells.value, minlength=n), 1)))


class Vocabulary:
    """What is known of word types: the row of a word that was seen in training, how pleasant and how loaded it is.

    Parameters
    ----------
    seen : array of uint32
        Hashes of folded words, in order; the row of the first is 1, for 0 is any other word.
    known : array of uint32
        Hashes of folded words whose valence is known, in order.
    valence : array of int8
        Of each, in hundredths.
    loaded : Loadedness
    """

    def __init__(
        self, seen: NDArray[np.uint32], known: NDArray[np.uint32], valence: NDArray[np.int8], loaded: Loadedness
    ) -> None:
        self.n_rows = len(seen) + 1
        self.loaded = loaded
        self._seen, self._known, self._valence = seen, known, np.append(valence / 100, 0.0)
        self._types = PerType[np.float64](self._look_up)

    def _look_up(self, written: Sequence[str], folded: Sequence[str]) -> Floats:
        """Return the row and the valence of word types, shape (n_types, 2)."""
        hashes = np.fromiter(map(hash_text, folded), dtype=np.uint32, count=len(folded))
        row, value = place_in(self._seen, hashes) + 1, self._valence[place_in(self._known, hashes)]
        return np.stack([row, value], axis=1)

    def rows(self, corpus: Corpus) -> Ints:
        """Return the row of each token, shape (n_tokens,)."""
        return np.asarray(self._types.of(corpus.types)[:, 0].astype(np.int64)[corpus.token_ids])

    def valence(self, corpus: Corpus) -> Floats:
        """Return the valence of each word type, shape (n_types,)."""
        return np.asarray(self._types.of(corpus.types)[:, 1])


def place_in(ordered: NDArray[np.uint32], values: NDArray[np.uint32]) -> Ints:
    """Return where values stand in an array in order; -1 for those it lacks."""
    place = np.searchsorted(ordered, values)
    there = np.append(ordered, 0)[place] == values
    return np.where(there & (place < len(ordered)), place, -1)


def word_cells(corpus: Corpus, words: Vocabulary, start: Ints, end: Ints) -> Cells:
    """Return the words around each mention that were seen in training, each in its places."""
    rows = words.rows(corpus)
    tokens = np.flatnonzero(corpus.is_word & (rows > 0))
    pairs, which = Pairs.of(corpus, start, end, tokens)
    behind = negated(corpus, tokens)[which].astype(np.int64)
    parts = [(pairs.mention[at], pairs.token[at], (2 * place + behind)[at]) for at, place in pairs.in_places()]
    every = np.arange(len(start))
    beside = [
        *(corpus.beside(first, step) for first, step in ((start, -1), (end - 1, 1), (start, -2), (end - 1, 2))),
        (start, end - start == 1),
    ]
    parts += [
        (every[there], token[there], np.full(int(there.sum()), 2 * len(WORD_PLACES) + i))
        for i, (token, there) in enumerate(beside)
    ]
    mention, token, place = (np.concatenate(column) for column in zip(*parts, strict=True))
    column = rows[token] * N_WORD_PLACES + place
    return Cells(mention, np.where(place == N_WORD_PLACES - 1, -1, token), column, np.ones(len(token)))


def value_cells(corpus: Corpus, words: Vocabulary, polarity: Spans, start: Ints, end: Ints) -> Cells:
    """Return the words around each mention that are known for something, each in its places."""
    tokens, kind, value = _values(corpus, words, polarity)
    pairs, which = Pairs.of(corpus, start, end, tokens)
    distance = np.digitize(pairs.gap, DISTANCES, right=True)
    quoted = 2 * corpus.quoted[pairs.token] + corpus.quoted[start[pairs.mention]]
    other = ~pairs.said
    first_distance = len(WORD_PLACES)
    first_clause = first_distance + 2 * (len(DISTANCES) + 1)
    in_place = [
        *pairs.in_places(),
        (other, first_distance + (len(DISTANCES) + 1) * pairs.right + distance),
        (other, first_clause + (FURTHEST + 1) * pairs.right + np.minimum(pairs.clauses, FURTHEST)),
        (other, first_clause + 2 * (FURTHEST + 1) + quoted),
    ]
    columns = [
        (pairs.mention[at], pairs.token[at], (len(VALUES) * place + kind[which])[at], value[which][at])
        for at, place in in_place
    ]
    return Cells(*(np.concatenate(column) for column in zip(*columns, strict=True)))


def _values(corpus: Corpus, words: Vocabulary, polarity: Spans) -> tuple[Ints, Ints, Floats]:
    """Return what tokens are known for: the tokens in order, a position in :data:`VALUES`, and how much."""
    ids, is_word = corpus.token_ids, corpus.is_word
    valence, chance = words.valence(corpus)[ids], words.loaded.probabilities(corpus)[ids]
    felt = np.flatnonzero(is_word & (np.abs(valence) > UNPLEASANT))
    loaded = np.flatnonzero(is_word & (chance > LOADED[0]))
    tokens = np.concatenate([polarity.start, felt, loaded])
    signed = np.concatenate([np.where(polarity.label == "positive", 1, -1) * polarity.score, 2 * valence[felt]])
    signed = np.where(negated(corpus, tokens[: len(signed)]), FLIPPED * signed, signed)
    kind = np.concatenate(
        [
            2 * np.repeat([0, 1], [len(polarity), len(felt)]) + (signed < 0),
            3 + np.digitize(chance[loaded], LOADED, right=True),
        ]
    )
    order = np.argsort(tokens, kind="stable")
    return tokens[order], kind[order], np.concatenate([np.abs(signed), np.ones(len(loaded))])[order]


def mention_cells(corpus: Corpus, start: Ints, end: Ints) -> Cells:
    """Return the features of the mentions themselves and of their sentences."""
    sentence = corpus.token_sentence[start]
    first, last = corpus.sentence_start[sentence], corpus.sentence_end[sentence]
    capitals, marks = running_of(corpus, corpus.capital), running(corpus.quoted)
    length = np.minimum((last - first) // LENGTH, LARGEST)
    n_capitals = np.minimum((capitals[last] - capitals[first]) // CAPITALS, LARGEST)
    base, every = len(VALUES) * len(VALUE_PLACES), np.ones(len(start), dtype=bool)
    in_place = [
        (start - first < 2, 0),
        (corpus.quoted[start], 1),
        (corpus.is_beside(end - 1, 1, POSSESSIVE), 2),
        (marks[last] > marks[first], 3),
        (every, 4 + length),
        (every, 5 + LARGEST + n_capitals),
    ]
    mention = np.concatenate([np.flatnonzero(at) for at, _ in in_place])
    column = base + np.concatenate([np.broadcast_to(place, len(start))[at] for at, place in in_place])
    return Cells(mention, np.full(len(mention), -1), column, np.ones(len(mention)))


@lru_cache(maxsize=4)
def target_model(folder: Path | None = None) -> TargetModel:
    """Return the model with the shipped weights, or with those in a folder."""
    return TargetModel(folder)
