"""Cues: which occurrences of reporting words report.

The lexicon says which words can report and what they take; the neighbours say
whether one does here. Nouns that look like verbs ("the claims of", "a report")
and verbs inside quotation marks are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.core import Bools, Corpus, Ints, objects
from framing.lexicon import Lexicon
from framing.match import in_name, matches
from framing.measures.attribution.words import W

NOUN_BEFORE = W.DETERMINER | W.POSSESSIVE
NOUNS = frozenset({"call", "calls", "appeal", "appeals", "plea", "pleas"})


@dataclass(slots=True)
class Cue:
    """One candidate cue.

    Attributes
    ----------
    start, end : int
        Tokens of the reporting word itself.
    form : str
        Its folded first word.
    cue_class : str
    takes : frozenset of str
        "quote", "clause", "object", "about", "to", "addressee", "noun", "source".
    noun : bool
        Whether it is read as a noun ("his claim that").
    """

    start: int
    end: int
    form: str
    cue_class: str
    takes: frozenset[str]
    noun: bool = False

    @property
    def participle(self) -> bool:
        """Whether it ends in -ing."""
        return self.form.endswith("ing") and self.form not in {"bring", "sing", "ring"}

    @property
    def past(self) -> bool:
        """Whether the form can be a past participle after "be"."""
        return self.form.endswith(("ed", "wn", "en", "id", "ld", "ught"))


class CueFinder:
    """Finds candidate cues with a lexicon of reporting words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._takes = objects([frozenset(entry.note.removeprefix("takes ").split()) for entry in lexicon])
        self._can = {
            what: np.array([what in takes for takes in self._takes], dtype=bool) for what in ("source", "noun")
        }
        self._only_noun = np.array([takes == _NOUN for takes in self._takes], dtype=bool)

    def find(self, corpus: Corpus, bits: Ints) -> list[Cue]:
        """Return the candidates outside quotations, in order."""
        spans = matches(corpus, self._lexicon)
        spans = spans.select(~(corpus.quoted | in_name(corpus))[spans.start])
        start, end, entry = spans.start, spans.end, spans["entry"]
        noun = self._can["noun"][entry]
        as_noun = ~self._can["source"][entry] & _reads_as_noun(corpus, bits, start, noun)
        alone = (
            as_noun & ~noun & (end > start + 1) & corpus.is_beside(start, 0, NOUNS)
        )  # "a call for": the noun reports
        kept = alone | np.where(as_noun, noun, ~self._only_noun[entry])
        takes = self._takes[entry]
        takes[alone] = _NOUN
        rows = (start, np.where(alone, start + 1, end), corpus.token_ids[start], spans.label, takes, as_noun)
        found: dict[tuple[int, int], Cue] = {}
        for a, b, word, label, words, is_noun in zip(*(column[kept].tolist() for column in rows), strict=True):
            known = found.get((a, b))
            cue_class, words = (known.cue_class, words | known.takes) if known else (label, words)
            found[a, b] = Cue(a, b, corpus.folded[word], cue_class, words, is_noun)
        return list(found.values())


def _reads_as_noun(corpus: Corpus, bits: Ints, place: Ints, noun: Bools) -> Bools:
    """Return whether a determiner, a possessive or a preposition stands before each word in its sentence.

    A verbal noun ("warning") may have an adjective between.
    """
    (one, has_one), (two, has_two) = corpus.beside(place, -1), corpus.beside(place, -2)
    before, farther = np.where(has_one, bits[one], 0), np.where(has_two, bits[two], 0)
    ing = bits[place] & W.ING > 0
    verbal = noun & ing & (farther & NOUN_BEFORE > 0)
    subject = (before & W.PRONOUN > 0) | (
        ing & (before & (W.AUX | W.PREPOSITION) > 0)
    )  # this, that, some: as likely a subject
    plain = (before & W.PREPOSITION > 0) & (before & (W.SUBORDINATOR | W.TIME | W.TO) == 0)
    return np.asarray(verbal | (~subject & (plain | (before & NOUN_BEFORE > 0))))


_NOUN = frozenset({"noun"})
