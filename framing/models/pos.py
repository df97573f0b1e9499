"""Parts of speech: the Penn tag of each token, each judged by the words around it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from framing.core import Corpus, Ints
from framing.models.hashing import Hashes, named
from framing.models.store import load_weights
from framing.models.tagger import Tagger


class PosTagger:
    """Tags words with the weights ``pos.npz``.

    Attributes
    ----------
    tags : tuple of str
        Penn tags (Marcus, Santorini & Marcinkiewicz 1993), as MASC has them.
    sha256 : str
        Of the weights.

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
        self.sha256: str = about["sha256"]
        self.tags = weights.labels
        self._tagger = Tagger(weights)

    def tag(self, corpus: Corpus) -> Ints:
        """Return the tag of each token, as a position in :attr:`tags`, shape (n_tokens,)."""
        return corpus.remember("pos", self, lambda: self._tag(corpus))

    def _tag(self, corpus: Corpus) -> Ints:
        scores = self._tagger.scores(corpus, corpus.token_sentence, pos_columns(corpus))
        return np.asarray(scores.argmax(axis=1))


def pos_columns(corpus: Corpus) -> list[Hashes]:
    """Return what the tagger asks of single tokens: a capital says less where a sentence opens."""
    opens = np.zeros(corpus.n_tokens, dtype=np.int64)
    opens[corpus.sentence_start] = 1
    return [named("opens, capital", 2 * opens + corpus.capital[corpus.token_ids])]


@lru_cache(maxsize=4)
def pos_tagger(folder: Path | None = None) -> PosTagger:
    """Return the tagger with the shipped weights, or with those in a folder."""
    return PosTagger(folder)
