"""The tables of actors of a report: by document and over the corpus, with the words that say what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import pandas as pd

from framing import actor_corpus, actor_tables, actor_words
from framing.batches import Read, from_batches
from framing.core import Corpus, Evidence, objects
from framing.evidence_tables import evidence
from framing.models import PosTagger

BY_DOCUMENT = ["doc_id", "actor"]


class ActorViews:
    """What is known of the actors of some texts.

    Parameters
    ----------
    read : sequence of Read
    pos : PosTagger, optional
        Without it there are no roles and no qualifying words.
    yours : iterable of str
        Ids of your own table, which keep their names over a corpus.
    """

    def __init__(self, read: Sequence[Read], pos: PosTagger | None, yours: Iterable[str]) -> None:
        self._read, self._pos, self._yours = read, pos, yours

    def actors(self, by: str, confidence: float) -> pd.DataFrame:
        """Return one row per actor of each document, or over the corpus."""
        rows = from_batches(self._read, lambda corpus, marked: self._of(corpus, marked, confidence))
        if by == "document":
            return rows
        names = self.names()
        return actor_corpus.over_documents(self._named(rows, names), self._over_corpus(names))

    def descriptors(self, by: str) -> pd.DataFrame:
        """Return the words that say what an actor is: each place, or counted by document or over the corpus."""
        if by == "corpus":
            return self._over_corpus(self.names())
        words = self._words()
        return words if by == "mention" else actor_words.weighed(words, BY_DOCUMENT)

    def mentions(self) -> pd.DataFrame:
        """Return the sentiment of each mention, with the name of its actor over the corpus."""
        return self._named(from_batches(self._read, _mentions), self.names())

    def descriptor_mentions(self) -> pd.DataFrame:
        """Return each word that says what an actor is, with the name of the actor over the corpus."""
        return self._named(self._words(), self.names())

    def names(self) -> dict[tuple[str, str], str]:
        """Return the name over the corpus of each actor of a document."""
        return actor_corpus.merged_names(from_batches(self._read, _names), self._yours)

    def _of(self, corpus: Corpus, marked: Evidence, confidence: float) -> pd.DataFrame:
        words = actor_words.weighed(actor_words.mentions(corpus, marked, self._pos), BY_DOCUMENT)
        return actor_tables.actors(corpus, marked, self._pos, words, confidence)

    def _words(self) -> pd.DataFrame:
        return from_batches(self._read, partial(actor_words.mentions, pos=self._pos))

    def _over_corpus(self, names: dict[tuple[str, str], str]) -> pd.DataFrame:
        return actor_words.weighed(self._named(self._words(), names), ["actor"])

    @staticmethod
    def _named(rows: pd.DataFrame, names: dict[tuple[str, str], str]) -> pd.DataFrame:
        return rows.assign(actor=objects(actor_corpus.renamed(rows, names)))


def _mentions(corpus: Corpus, marked: Evidence) -> pd.DataFrame:
    """Return the sentiment of each mention of some texts."""
    rows = evidence(corpus, marked, "toward")
    rows = rows.assign(label=marked["actors"].label, balance=rows["positive"] - rows["negative"])
    return rows[["doc_id", "start", "end", "text", "actor", "label", "holder", "balance"]]


def _names(corpus: Corpus, marked: Evidence) -> pd.DataFrame:
    """Return the mentions by name of some texts."""
    rows = evidence(corpus, marked, "actors")
    return rows.loc[rows["form"] == "name", ["doc_id", "text", "label", "actor"]]
