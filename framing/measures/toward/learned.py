"""Learned sentiment toward a mention: what each word of its sentence adds, by where it stands.

A word adds what it was seen to add in its place: anywhere in the sentence, to
the left or the right of the mention, in its clause, next to it, behind a
negation. What it is known for – a polarity, how pleasant and how loaded it is
– adds to that, so that a word that was never seen counts too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax

from framing.core import Bools, Corpus, Floats, Ints, PerType, Spans, Types, running
from framing.match import negated
from framing.measures.toward.features import FLIPPED, POSSESSIVE
from framing.measures.toward.places import (
    N_WORD_PLACES,
    NEXT_TO,
    VALUE_PLACES,
    VALUE_SITUATIONS,
    WORD_SITUATIONS,
    Pairs,
)
from framing.models import Encoder, Loadedness, loadedness, word_hashes
from framing.models.files import weight_arrays
from framing.models.tagger import gather
from framing.scoring import running_of

UNPLEASANT = 0.1  # valence from which a word is pleasant or unpleasant
LOADED = (0.05, 0.15, 0.3, 0.6)  # probabilities: bounds of four classes
LENGTH, CAPITALS, LARGEST = 8, 2, 6  # of a sentence: words and capitals in a class, and the last class
TOKENS_AT_ONCE = 65_536  # so that memory does not grow with a text
AT_ONCE = 262_144  # pairs of mentions with the words of their sentences
VALUES = ("good", "bad", "pleasant", "unpleasant", *(f"loaded {i + 1}" for i in range(len(LOADED))))
MENTIONS = (
    "opens", "quoted", "possessor", "marks",
    *(f"length {i}" for i in range(LARGEST + 1)),
    *(f"capitals {i}" for i in range(LARGEST + 1)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cells:
    """What tokens add to mentions, a row for each that adds something.

    Attributes
    ----------
    mention, token : arrays of int, shape (n,)
        Position among the mentions, and the token, -1 where it is the mention itself.
    column : array of int, shape (n,)
        What adds, as :func:`word_cells`, :func:`value_cells` and :func:`mention_cells` number it.
    value : array of float, shape (n,)
        How much of it.
    """

    mention: Ints
    token: Ints
    column: Ints
    value: Floats


class TargetModel:
    """Judges mentions with learned weights.

    Attributes
    ----------
    hashes : dict of str to str
        The sha256 of the weight file.
    """

    def __init__(self, folder: Path | None = None, encoder: Encoder | None = None) -> None:
        self._encoder = encoder
        with weight_arrays("toward.npz", folder) as (arrays, digest):
            of_words = (arrays["words"] * arrays["scale"]).reshape(-1, N_WORD_PLACES, len(arrays["scale"]))
            of_values = arrays["values"].reshape(len(VALUE_PLACES), len(VALUES), -1)
            self._tables = [
                _in_situations(WORD_SITUATIONS, of_words.transpose(1, 0, 2)).transpose(1, 0, 2).reshape(-1, 4).copy(),
                _in_situations(VALUE_SITUATIONS, of_values).reshape(-1, 4),
                _in_situations(np.ones((1, 1), dtype=bool), arrays["mentions"][None]).reshape(-1, 4),
            ]
            self._bias: Floats = arrays["bias"].astype(np.float64)
            self._words = Vocabulary(arrays["seen"], arrays["known"], arrays["valence"], loadedness(folder))
        self.hashes = {"toward": digest, **(encoder.hashes if encoder else {})}

    def logits(self, corpus: Corpus, polarity: Spans, start: Ints, end: Ints) -> Floats:
        """Return the score of each class for each mention, shape (n_mentions, 3).

        Parameters
        ----------
        polarity : Spans
            Words that speak well or ill.
        start, end : arrays of int, shape (n_mentions,)
            Tokens of the mentions.
        """
        scores, order = np.empty((len(start), 3)), np.argsort(start, kind="stable")
        for piece, first, own in corpus.pieces(TOKENS_AT_ONCE):
            near = (polarity.start >= own.start) & (polarity.start < own.stop)
            known = polarity.select(near).shifted(-first)
            mine = order[slice(*np.searchsorted(start[order], (own.start, own.stop)))]
            for chosen in np.split(mine, _cuts(piece, start[mine] - first)):
                stop = np.minimum(end[chosen], own.stop)  # a target may go on into the next piece
                scores[chosen] = self._by_words(piece, known, start[chosen] - first, stop - first)
        return scores if self._encoder is None else self._with_encoder(scores, self._encoder, corpus, start, end)

    def _by_words(self, corpus: Corpus, polarity: Spans, start: Ints, end: Ints) -> Floats:
        total = np.zeros((4, len(start)))
        for cells, table in zip(self._cells(corpus, polarity, start, end), self._tables, strict=True):
            added = gather(table, cells.column)
            for i, sums in enumerate(total):
                sums += np.bincount(cells.mention, weights=added[:, i] * cells.value, minlength=len(start))
        return np.asarray((total[:3] / np.sqrt(np.maximum(total[3], 1))).T + self._bias)

    @staticmethod
    def _with_encoder(scores: Floats, encoder: Encoder, corpus: Corpus, start: Ints, end: Ints) -> Floats:
        """Return the mean of both scores, divided by the temperature that fits it."""
        chances = (log_softmax(scores, axis=1) + log_softmax(encoder.toward(corpus, start, end), axis=1)) / 2
        return np.asarray(chances / encoder.about["toward"]["temperature"])

    def contributions(
        self, corpus: Corpus, polarity: Spans, start: Ints, end: Ints, more: int, less: int, words: bool = False
    ) -> tuple[Ints, Ints, Floats]:
        """Return what each token, and each mention by itself, adds to the score of one class over another.

        Parameters
        ----------
        words : bool
            Ask the encoder word by word, too.

        Returns
        -------
        mention, token : arrays of int
            The token is -1 where it is the mention itself.
        amount : array of float
            Per mention they sum to the difference of the two scores; what an encoder adds, and no word by itself, is in
            the row of the mention.
        """
        parts = list(zip(self._cells(corpus, polarity, start, end), self._tables, strict=True))
        mention, token = (np.concatenate([getattr(cells, name) for cells, _ in parts]) for name in ("mention", "token"))
        added = np.concatenate([table[cells.column] * cells.value[:, None] for cells, table in parts]).astype(
            np.float64
        )
        much = np.bincount(mention, weights=added[:, 3], minlength=len(start))
        amount = (added[:, more] - added[:, less]) / np.sqrt(np.maximum(much, 1))[mention]
        every = np.arange(len(start))
        rows = [(mention, token, amount), (every, np.full(len(every), -1), np.full(len(every), self._bias[more] - self._bias[less]))]  # fmt: skip
        if self._encoder is not None:
            rows += _encoded(corpus, self._encoder, start, end, more, less, words)
        mention, token, amount = (np.concatenate(column) for column in zip(*rows, strict=True))
        place, pair = np.unique(mention * (corpus.n_tokens + 1) + token + 1, return_inverse=True)
        total: Floats = np.bincount(pair, weights=amount, minlength=len(place)).astype(np.float64)
        if self._encoder is not None:
            total = total / (2 * self._encoder.about["toward"]["temperature"])  # half of each
        return place // (corpus.n_tokens + 1), place % (corpus.n_tokens + 1) - 1, total

    def _cells(self, corpus: Corpus, polarity: Spans, start: Ints, end: Ints) -> list[Cells]:
        return [
            word_cells(corpus, self._words, start, end),
            value_cells(corpus, self._words, polarity, start, end),
            mention_cells(corpus, start, end),
        ]


def _cuts(corpus: Corpus, start: Ints) -> Ints:
    """Return where to cut mentions that come in order, so that no part has many more than AT_ONCE pairs."""
    size = (corpus.sentence_end - corpus.sentence_start)[corpus.token_sentence[start]]
    return np.flatnonzero(np.diff(np.cumsum(size) // AT_ONCE)) + 1


def _encoded(
    corpus: Corpus, encoder: Encoder, start: Ints, end: Ints, more: int, less: int, words: bool
) -> list[tuple[Ints, Ints, Floats]]:
    """Return what an encoder adds to the score of one class over another: mentions, tokens (-1: none by itself) and amounts."""
    scores = encoder.toward(corpus, start, end)
    rest = (scores[:, more] - scores[:, less]).astype(np.float64)
    rows = []
    if words:
        for number, (a, b) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
            token, without = encoder.toward_occluded(corpus, a, b)
            amount = rest[number] - (without[:, more] - without[:, less])
            rows.append((np.full(len(token), number), token, amount))
        rest = rest - [amount.sum() for _, _, amount in rows]
    return [*rows, (np.arange(len(start)), np.full(len(start), -1), rest)]


def _in_situations(situations: Bools, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sum over the places of each situation, and how many they are, shape (n_situations, …, n_classes + 1).

    Parameters
    ----------
    weights : array, shape (n_places, …, n_classes)
    """
    sums = np.tensordot(situations.astype(np.float32), weights, axes=1)
    n = np.broadcast_to(situations.sum(axis=1).reshape(-1, *([1] * (sums.ndim - 1))), (*sums.shape[:-1], 1))
    return np.concatenate([sums, n], axis=-1).astype(np.float32)


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

    def _look_up(self, types: Types) -> Floats:
        """Return the row and the valence of word types, shape (n_types, 2)."""
        hashes = word_hashes(types)
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
    """Return the words around each mention that were seen in training; the column is row × situations + situation."""
    rows = words.rows(corpus)
    tokens = np.flatnonzero(corpus.is_word & (rows > 0))
    pairs, which = Pairs.of(corpus, start, end, tokens)
    parts = [(pairs.mention, pairs.token, pairs.token, pairs.of_words(negated(corpus, tokens)[which]))]
    steps = [corpus.beside(place, step) for place, step in ((start, -1), (end - 1, 1), (start, -2), (end - 1, 2))]
    for i, (token, there) in enumerate([*steps, (start, end - start == 1)]):
        mention, token = np.flatnonzero(there), token[there]
        shown = token if i < len(steps) else np.full(len(token), -1)
        parts.append((mention, token, shown, np.full(len(token), NEXT_TO + i)))
    mention, token, shown, situation = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Cells(mention, shown, rows[token] * len(WORD_SITUATIONS) + situation, np.ones(len(token)))


def value_cells(corpus: Corpus, words: Vocabulary, polarity: Spans, start: Ints, end: Ints) -> Cells:
    """Return the words around each mention that are known for something; the column is situation × values + value."""
    tokens, kind, value = _values(corpus, words, polarity)
    pairs, which = Pairs.of(corpus, start, end, tokens)
    situation = pairs.of_values(2 * corpus.quoted[pairs.token] + corpus.quoted[start[pairs.mention]])
    return Cells(pairs.mention, pairs.token, situation * len(VALUES) + kind[which], value[which])


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
    """Return what is asked of the mentions and their sentences; the column is a position in :data:`MENTIONS`."""
    sentence = corpus.token_sentence[start]
    first, last = corpus.sentence_start[sentence], corpus.sentence_end[sentence]
    capitals, marks = running_of(corpus, corpus.capital), running(corpus.quoted)
    length = np.minimum((last - first) // LENGTH, LARGEST)
    n_capitals = np.minimum((capitals[last] - capitals[first]) // CAPITALS, LARGEST)
    every = np.ones(len(start), dtype=bool)
    in_place = [
        (start - first < 2, 0),
        (corpus.quoted[start], 1),
        (corpus.is_beside(end - 1, 1, POSSESSIVE), 2),
        (marks[last] > marks[first], 3),
        (every, 4 + length),
        (every, 5 + LARGEST + n_capitals),
    ]
    mention = np.concatenate([np.flatnonzero(at) for at, _ in in_place])
    column = np.concatenate([np.broadcast_to(place, len(start))[at] for at, place in in_place])
    return Cells(mention, np.full(len(mention), -1), column, np.ones(len(mention)))


@lru_cache(maxsize=4)
def target_model(folder: Path | None = None, encoder: Encoder | None = None) -> TargetModel:
    """Return the model with the shipped weights, or with those in a folder; with an encoder beside them."""
    return TargetModel(folder, encoder)
