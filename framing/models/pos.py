"""Parts of speech: the Penn tag of each token, judged by the words around it, and by their tags where that leaves doubt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.core import Corpus, Ints
from framing.models.hashing import Hashes, mix, named, word_hashes
from framing.models.standins import POS_NAMES
from framing.models.store import load_weights
from framing.models.tagger import CHUNK, Tagger
from framing.models.words import with_extra

Judged = tuple[Ints, NDArray[np.float32]]  # tokens, and the score of each tag for each of them
CLOSE = 1.5  # difference of the two best scores below which the tags around a token are asked


class PosTagger:
    """Tags words with the weights ``pos.npz``, and again with ``pos-context.npz`` where two tags are close.

    All names of states and parties, and words for their people, are read as one of their kind.

    Attributes
    ----------
    tags : tuple of str
        Penn tags (Marcus, Santorini & Marcinkiewicz 1993), as MASC has them.
    hashes : dict of str to str
        The sha256 of each weight file.

    Examples
    --------
    >>> from framing.segment import segment_texts
    >>> corpus = segment_texts(["The mayor was shot by police."])
    >>> tagger = pos_tagger()
    >>> [tagger.tags[tag] for tag in tagger.tag(corpus)]
    ['DT', 'NN', 'VBD', 'VBN', 'IN', 'NN', '.']
    """

    def __init__(self, folder: Path | None = None) -> None:
        weights, about = load_weights("pos", folder)
        context, more = load_weights("pos-context", folder)
        self.hashes: dict[str, str] = {"pos": about["sha256"], "pos-context": more["sha256"]}
        self.tags = weights.labels
        self._tagger, self._context = Tagger(weights), Tagger(context)

    def tag(self, corpus: Corpus) -> Ints:
        """Return the tag of each token, as a position in :attr:`tags`, shape (n_tokens,)."""
        return corpus.remember("pos", self, lambda: self._tag(corpus))

    def _tag(self, corpus: Corpus) -> Ints:
        tags = np.zeros(corpus.n_tokens, dtype=np.int64)
        unsure: list[Judged] = []
        settled: list[tuple[Ints, Ints]] = []
        for part, scores in self._tagger.chunks(
            corpus, corpus.token_sentence, pos_columns(corpus), POS_NAMES.kinds(corpus)
        ):
            best = tags[part] = scores.argmax(axis=1)
            if sum(len(tokens) for tokens, _ in unsure) >= CHUNK:  # only here, for the tags behind them are needed
                settled.append(self._again(corpus, tags, unsure))
                unsure = []
            doubtful = np.flatnonzero(_lead(scores, best) < CLOSE)
            unsure.append((doubtful + part.start, scores[doubtful]))
        settled.append(self._again(corpus, tags, unsure))
        for tokens, best in settled:
            tags[tokens] = best
        return tags

    def _again(self, corpus: Corpus, tags: Ints, unsure: Sequence[Judged]) -> tuple[Ints, Ints]:
        """Return tokens whose best tags are close, and the best tag of each by those around it."""
        tokens = np.concatenate([corpus.token_ids[:0], *(places for places, _ in unsure)])
        scores = np.concatenate([np.zeros((0, len(self.tags)), dtype=np.float32), *(close for _, close in unsure)])
        for first in range(0, len(tokens), CHUNK):
            part = slice(first, first + CHUNK)
            scores[part] += self._context.column_scores(context_columns(corpus, tags, tokens[part]))
        return tokens, scores.argmax(axis=1)


def _lead(scores: NDArray[np.float32], best: Ints) -> NDArray[np.float32]:
    """Return how far the best score of each row is ahead of the second."""
    row = np.arange(len(scores))
    first = scores[row, best]
    scores[row, best] = -np.inf
    lead = first - scores.max(axis=1, initial=-np.inf)
    scores[row, best] = first
    return np.asarray(lead)


def pos_columns(corpus: Corpus) -> list[Hashes]:
    """Return what the tagger asks of single tokens: a capital says less where a sentence opens."""
    opens = np.zeros(corpus.n_tokens, dtype=np.int64)
    opens[corpus.sentence_start] = 1
    return [named("opens, capital", 2 * opens + corpus.capital[corpus.token_ids])]


def context_columns(corpus: Corpus, tags: Ints, tokens: Ints) -> list[Hashes]:
    """Return what is asked of some tokens once all have a tag: the tags around each, with its own and with its word."""
    number = tokens.astype(np.int64)
    sentence = corpus.token_sentence

    def at(distance: int) -> Ints:
        there = np.clip(number + distance, 0, corpus.n_tokens - 1)
        inside = (there == number + distance) & (sentence[there] == sentence[number])
        return np.where(inside, tags[there] + 1, 0)

    far, before, here, behind, beyond = (at(distance) for distance in range(-2, 3))
    words = word_hashes(with_extra(corpus.types))[POS_NAMES.kinds(corpus, number)]
    last, following = before * 64 + here, here * 64 + behind
    return [
        named("tags -1 0", last),
        named("tags 0 1", following),
        named("tags -1 0 1", last * 64 + behind),
        named("tags -2 -1 0", far * 4096 + last),
        named("tags 0 1 2", following * 64 + beyond),
        mix(named("tags -1 0, word", last), words),
        mix(named("tags 0 1, word", following), words),
    ]


@lru_cache(maxsize=4)
def pos_tagger(folder: Path | None = None) -> PosTagger:
    """Return the tagger with the shipped weights, or with those in a folder."""
    return PosTagger(folder)
