"""The tables of actors of a report: by document and over the corpus, with the words that say what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from framing import actor_corpus, actor_tables, actor_words
from framing.core import Corpus, Evidence, objects
from framing.core.tables import concat
from framing.evidence_tables import evidence
from framing.models import PosTagger

BY_DOCUMENT = ["doc_id", "actor"]


class Read(NamedTuple):
    """Texts with what was marked in them."""

    corpus: Corpus
    evidence: Evidence


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
        rows = concat([self._of(each, confidence) for each in self._read], ignore_index=True)
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
        toward, labels = (concat([evidence(*each, name) for each in self._read], ignore_index=True) for name in ("toward", "actors"))  # fmt: skip
        rows = toward.assign(label=labels["label"], balance=toward["positive"] - toward["negative"])
        return self._named(rows, self.names())[
            ["doc_id", "start", "end", "text", "actor", "label", "holder", "balance"]
        ]

    def descriptor_mentions(self) -> pd.DataFrame:
        """Return each word that says what an actor is, with the name of the actor over the corpus."""
        return self._named(self._words(), self.names())

    def names(self) -> dict[tuple[str, str], str]:
        """Return the name over the corpus of each actor of a document."""
        found = concat([evidence(*each, "actors") for each in self._read], ignore_index=True)
        return actor_corpus.merged_names(found[found["form"] == "name"], self._yours)

    def _of(self, read: Read, confidence: float) -> pd.DataFrame:
        words = actor_words.weighed(actor_words.mentions(*read, self._pos), BY_DOCUMENT)
        return actor_tables.actors(*read, self._pos, words, confidence)

    def _words(self) -> pd.DataFrame:
        return concat([actor_words.mentions(*each, self._pos) for each in self._read], ignore_index=True)

    def _over_corpus(self, names: dict[tuple[str, str], str]) -> pd.DataFrame:
        return actor_words.weighed(self._named(self._words(), names), ["actor"])

    @staticmethod
    def _named(rows: pd.DataFrame, names: dict[tuple[str, str], str]) -> pd.DataFrame:
        return rows.assign(actor=objects(actor_corpus.renamed(rows, names)))
