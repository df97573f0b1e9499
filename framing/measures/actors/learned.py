"""The name model: judges what the rules read as names, token by token, and finds what they missed.

It knows what the rules say of each token, so that it learns where they err;
and what the article says of the same word elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from framing.core import Bools, Corpus, Ints, covered, expand, objects, running
from framing.match import capitals
from framing.measures.actors.candidates import Candidates
from framing.measures.actors.parse import GIVEN, HEAD, SHAPE, Name, Parser
from framing.models import (
    Hashes,
    Scores,
    Sequences,
    Tagger,
    Weights,
    load_weights,
    marginals,
    mix,
    named,
    word_hashes,
)
from framing.scoring import are_titles

LABELS = ("outside", "person", "organisation", "place", "other")  # other: nationalities, works, events, laws
OUTSIDE, PERSON, OTHER = 0, 1, 4
WIDEST_GAP = 3  # tokens from one capital to the next within a name: "University of the Arts"
LONGEST = 5  # tokens of a name that the model alone reads
CERTAIN = 0.6  # probability from which a name that the rules do not have is one, or a guess of theirs is none
DENIED = 0.8  # the same, against a capital inside a sentence, or without one
_THE = frozenset({"the"})
_READ_AS = {"": 0, "person": 1, "organisation": 2, "place": 3, "nationality": 4, "person?": 5}
_HINTS = {"": 0, "place": 1, "person": 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """The tokens that can be part of a name: capitals, and what stands between two of them.

    Attributes
    ----------
    tokens : array of int, shape (n,)
    stretches : Sequences
        Of tokens side by side in a sentence, as positions among `tokens`.
    """

    tokens: Ints
    stretches: Sequences

    @classmethod
    def of(cls, corpus: Corpus) -> Asked:
        """Return the tokens of a corpus that are asked, in blocks that count."""
        sentence = corpus.token_sentence
        place = np.flatnonzero(corpus.capital[corpus.token_ids] & corpus.counted)
        near = (np.diff(place) <= WIDEST_GAP) & (sentence[place[1:]] == sentence[place[:-1]])
        cut = np.flatnonzero(~near)
        first, last = np.append(place[:1], place[cut + 1]), np.append(place[cut], place[-1:])
        size = last + 1 - first
        end = np.cumsum(size)
        return cls(expand(first, size)[1], Sequences.of(end - size, end))


class NameModel:
    """Judges names with learned weights.

    Parameters
    ----------
    weights : Weights
    sha256 : str
        Of the weights.
    """

    def __init__(self, weights: Weights, sha256: str) -> None:
        self._tagger = Tagger(weights)
        self.hashes = {"names": sha256}

    def probabilities(self, corpus: Corpus, read: Candidates, asked: Asked) -> Scores:
        """Return how probable each label of each token that is asked is, shape (n_asked, 5)."""
        columns = list(name_columns(corpus, read, asked).values())
        scores = self._tagger.scores_at(corpus, corpus.token_sentence, columns, asked.tokens)
        return marginals(scores, self._tagger.weights.steps, asked.stretches)[0]

    def revise(self, corpus: Corpus, read: Candidates, parser: Parser) -> Candidates:
        """Return the names after the model's judgement, in order.

        Parameters
        ----------
        read : Candidates
            What the rules read. What a list, a title or a given name has told them stands; of the rest the model says
            whether it is a name and of whom.
        parser : Parser
            Keeps names, so that equal ones are one object.
        """
        if not corpus.n_tokens:
            return read
        asked = Asked.of(corpus)
        chance = np.zeros((corpus.n_tokens, len(LABELS)), dtype=np.float32)
        chance[:, OUTSIDE] = 1
        chance[asked.tokens] = self.probabilities(corpus, read, asked)
        return _with_missed(corpus, _judged(corpus, read, chance, parser), chance, parser)


def name_columns(corpus: Corpus, read: Candidates, asked: Asked) -> dict[str, Hashes]:
    """Return what the model is told of each token that is asked, besides the words around it."""
    tokens, (row, inside) = asked.tokens, expand(read.start, read.end - read.start)
    code, around = np.zeros((2, corpus.n_tokens), dtype=np.int64)
    code[inside] = 1 + 4 * _codes(read)[row] + _place(read)
    around[tokens] = _elsewhere(corpus, read, tokens)
    opens = np.zeros(corpus.n_tokens, dtype=np.int64)
    opens[corpus.sentence_start] = 1
    seen = [corpus.beside(tokens, step) for step in (0, -1, 1)]  # in the sentence
    here, before, behind = (np.where(known, code[place], 0) for place, known in seen)
    there, last, following = (np.where(known, around[place], 0) for place, known in seen)
    return {
        "opens": named("opens", opens[tokens]),
        "block": named("block", corpus.block[tokens].astype(np.int64)),
        "rules": named("rules", here),
        "rules before": named("rules before", before),
        "rules behind": named("rules behind", behind),
        "rules, word": mix(named("rules, word", here), word_hashes(corpus.types)[corpus.token_ids[tokens]]),
        "elsewhere": named("elsewhere", there),
        "elsewhere before": named("elsewhere before", last),
        "elsewhere behind": named("elsewhere behind", following),
        "elsewhere, before": named("elsewhere, before", 1024 * last + there),
        "elsewhere, behind": named("elsewhere, behind", 1024 * there + following),
    }


def _place(read: Candidates) -> Ints:
    """Return where each token of each name stands in it: alone, first, last, between."""
    size = read.end - read.start
    row, number = expand(np.zeros_like(size), size)
    last = number == size[row] - 1
    return np.where(size[row] == 1, 0, np.where(number == 0, 1, np.where(last, 2, 3)))


def _codes(read: Candidates) -> Ints:
    """Return a number for what the rules say of each name: label, how sure, and by what."""
    label = np.fromiter((_READ_AS[name.label] for name in read.names), dtype=np.int64, count=len(read.names))
    hint = np.fromiter((_HINTS[hint] for hint in read.hint), dtype=np.int64, count=len(read.names))
    sure = np.round(20 * read.score).astype(np.int64)
    return label + 8 * (sure + 32 * (read.firm + 2 * hint))


def _elsewhere(corpus: Corpus, read: Candidates, tokens: Ints) -> Ints:
    """Return what the rules are sure of for the same word anywhere in the article, as bits; 0 without a capital."""
    sure = np.array([_READ_AS[name.label] if name.score >= HEAD else 0 for name in read.names], dtype=np.int64)
    bits = (1 << sure) >> 1 | np.array([_HINTS[hint] << 4 for hint in read.hint], dtype=np.int64)
    row, inside = expand(read.start, read.end - read.start)
    key = _word_keys(corpus)
    known, which = np.unique(key[tokens], return_inverse=True)
    told = np.zeros(len(known), dtype=np.int64)
    place = np.searchsorted(known, key[inside])
    met = np.append(known, -1)[place] == key[inside]
    np.bitwise_or.at(told, place[met], bits[row[met]])
    return np.where(corpus.capital[corpus.token_ids[tokens]], 1 + told[which], 0)


def _judged(corpus: Corpus, read: Candidates, chance: Scores, parser: Parser) -> Candidates:
    """Return the names with what the model says of those that the rules only guess; one name is one thing in an article."""
    mean = _shared(corpus, read, _means(chance, read.start, read.end))
    best, sure = mean.argmax(axis=1), mean.max(axis=1)
    told = np.array([name.label not in {"", "person?"} for name in read.names], dtype=bool)
    guessed = np.array([0 < name.score <= SHAPE and name.title is None for name in read.names], dtype=bool)
    none = mean[:, OUTSIDE] + np.where(told, 0, mean[:, OTHER])
    surname = _of_sure_people(corpus, read)
    titled = _titles(corpus)[read.start]
    gone = guessed & ((none >= np.where(read.firm, DENIED, CERTAIN)) | titled) & ~surname
    tells = capitals(corpus).tells[read.start]
    named = guessed & (best != OUTSIDE) & (best != OTHER) & (read.firm | (tells & (sure >= DENIED)))
    named &= ~surname | (best == PERSON)
    names, score = read.names.copy(), np.where(named, sure, read.score)
    for i in np.flatnonzero(named).tolist():
        label, name = LABELS[best[i]], names[i]
        stands = name.label == "nationality" or (label == "person" and name.has_acronym)
        if label != name.label and not stands and read.hint[i] in {"", label}:
            names[i] = parser.named(name.words, label)
    return Candidates(read.start, read.end, names, read.firm | named, read.hint, score).select(~gone)


def _titles(corpus: Corpus) -> Bools:
    """Return which tokens stand in the title of a work between quotation marks."""
    titles = corpus.quotations.select(are_titles(corpus, corpus.quotations))
    return covered(titles.start, titles.end, corpus.n_tokens)


def _of_sure_people(corpus: Corpus, read: Candidates) -> Bools:
    """Return of which names the last word belongs to a person whom the rules are sure of: "Holm", where "Ada Holm" is named."""
    key = _word_keys(corpus)
    sure = np.array([name.label == "person" and name.score >= GIVEN for name in read.names], dtype=bool)
    tokens = expand(read.start[sure], (read.end - read.start)[sure])[1]
    return np.isin(key[read.end - 1], key[tokens])


def _word_keys(corpus: Corpus) -> Ints:
    """Return a number for each token that it shares with the same word in its article."""
    return corpus.token_doc * np.int64(len(corpus.folded_number)) + corpus.folded_ids[corpus.token_ids]


def _means(chance: Scores, start: Ints, end: Ints) -> Scores:
    """Return the mean over the tokens of each span, shape (n_spans, n_labels)."""
    if not len(start):
        return chance[:0]
    row, token = expand(start, end - start)
    first = np.searchsorted(row, np.arange(len(start)))
    return np.asarray(np.add.reduceat(chance[token], first, axis=0) / (end - start)[:, None])


def _shared(corpus: Corpus, read: Candidates, mean: Scores) -> Scores:
    """Return the mean over all mentions of a name in its article."""
    number: dict[int, int] = {}
    ids = [number.setdefault(id(name), len(number)) for name in read.names]
    key = corpus.token_doc[read.start] * np.int64(len(number)) + np.array(ids, dtype=np.int64)
    _, which, n = np.unique(key, return_inverse=True, return_counts=True)
    total = np.zeros((len(n), mean.shape[1]))
    np.add.at(total, which, mean)
    return np.asarray((total / n[:, None])[which])


def _with_missed(corpus: Corpus, read: Candidates, chance: Scores, parser: Parser) -> Candidates:
    """Return the names with those that the model alone sees: longer ones in place of their parts, and new ones."""
    start, end, label = _spans(corpus, chance)
    start = start + (corpus.tokens_in(_THE)[start] & (end - start > 1))
    score = _means(chance, start, end)[np.arange(len(start)), label]
    low = np.searchsorted(read.end, start, side="right")
    first, last = np.append(read.start, -1)[low], np.append(read.end, -1)[low]
    kept = (label != OTHER) & (score >= CERTAIN) & (end - start <= LONGEST) & ((first != start) | (last != end))
    kept &= _tells(corpus, read, start, end)
    capital = running(corpus.capital[corpus.token_ids])
    gone, titled = np.zeros(len(read.names), dtype=bool), _titles(corpus)
    new: list[int] = []
    names: list[Name] = []
    for i in np.flatnonzero(kept).tolist():
        a, b = int(start[i]), int(end[i])
        parts = range(low[i], np.searchsorted(read.start, b))
        words = tuple(corpus.vocab[k] for k in corpus.token_ids[a:b].tolist())
        fits = (
            _holds(read, parts, a, b) if len(parts) else not (titled[a] or _opens_title(read, capital, int(low[i]), b))
        )
        if fits and parser.can_be_name(words):
            gone[parts] = True
            new.append(i)
            names.append(parser.named(words, LABELS[label[i]]))
    n = len(new)
    missed = Candidates(
        start[new], end[new], objects(names), np.ones(n, dtype=bool), objects([""] * n), score[new].astype(np.float64)
    )
    return read.select(~gone).merged(missed)


def _spans(corpus: Corpus, chance: Scores) -> tuple[Ints, Ints, Ints]:
    """Return the longest stretches of one label in a sentence: first token, end, label."""
    inside = np.flatnonzero(chance[:, OUTSIDE] < 0.5)
    label, sentence = chance[inside].argmax(axis=1), corpus.token_sentence[inside]
    change = (np.diff(inside) > 1) | (np.diff(label) != 0) | (np.diff(sentence) != 0)
    cut = np.flatnonzero(change)
    first, last = np.append(inside[:1], inside[cut + 1]), np.append(inside[cut], inside[-1:])
    return first, last + 1, np.append(label[:1], label[cut + 1])


def _tells(corpus: Corpus, read: Candidates, start: Ints, end: Ints) -> Bools:
    """Return which spans have capitals that tell something, where the rules do not say that there is a name."""
    seen, ruled = capitals(corpus), covered(read.start, read.end, corpus.n_tokens)
    silent = running(~seen.tells | (seen.initial & ~ruled))
    return np.asarray(seen.capital[start] & seen.capital[end - 1] & (silent[end] == silent[start]))


def _holds(read: Candidates, parts: Sequence[int], start: int, end: int) -> bool:
    """Whether a span holds all names that it touches, none with a title and one sure one at most."""
    inside = start <= read.start[parts[0]] and read.end[parts[-1]] <= end
    titled = any(read.names[i].title is not None for i in parts)
    return bool(inside) and not titled and sum(read.score[i] >= HEAD for i in parts) <= 1


def _opens_title(read: Candidates, capital: Ints, row: int, end: int) -> bool:
    """Whether nothing but capitals stands between a span and a name with a title: "Homeland Security Secretary Ana Holm"."""
    if row == len(read.names) or read.names[row].title is None:
        return False
    start = read.start[row]
    return bool(capital[start] - capital[end] == start - end)


@lru_cache(maxsize=4)
def name_model(folder: Path | None = None) -> NameModel:
    """Return the model with the shipped weights, or with those in a folder."""
    weights, about = load_weights("names", folder)
    return NameModel(weights, about["sha256"])
