"""Cues: which occurrences of reporting words report.

The lexicon says which words can report and what they take; the neighbours say
whether one does here. Nouns that look like verbs ("the claims of", "a report")
and verbs inside quotation marks are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.core import Corpus
from framing.lexicon import Lexicon
from framing.match import in_name, matches
from framing.measures.attribution.words import W

NOUN_BEFORE = W.DETERMINER | W.POSSESSIVE
NOUNS = frozenset({"call", "calls", "appeal", "appeals", "plea", "pleas"})


@dataclass(frozen=True, slots=True)
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
        self._takes = [frozenset(entry.note.removeprefix("takes ").split()) for entry in lexicon]

    def find(self, corpus: Corpus, bits: Sequence[int]) -> list[Cue]:
        """Return the candidates outside quotations, in order."""
        spans = matches(corpus, self._lexicon)
        if not len(spans):
            return []
        spans = spans.select(~(corpus.quoted | in_name(corpus))[spans.start])
        first = corpus.sentence_start[corpus.token_sentence[spans.start]].tolist()
        found: dict[tuple[int, int], Cue] = {}
        rows = zip(spans.start.tolist(), spans.end.tolist(), first, spans.label, spans["entry"].tolist(), strict=True)
        for a, b, low, label, entry in rows:
            takes, form = self._takes[entry], corpus.folded[corpus.token_ids[a]]
            as_noun = "source" not in takes and _reads_as_noun(bits, a, low, "noun" in takes and form.endswith("ing"))
            if as_noun and "noun" not in takes and b > a + 1 and form in NOUNS:  # "a call for": the noun alone reports
                b, takes = a + 1, frozenset({"noun"})
            if (as_noun and "noun" not in takes) or (not as_noun and takes == {"noun"}):
                continue
            known = found.get((a, b))
            cue_class = known.cue_class if known else str(label)
            found[a, b] = Cue(a, b, form, cue_class, takes | known.takes if known else takes, as_noun)
        return list(found.values())


def _reads_as_noun(bits: Sequence[int], place: int, low: int, verbal_noun: bool) -> bool:
    """Whether a determiner, a possessive or a preposition stands before the word in its sentence.

    A verbal noun ("warning") may have an adjective between.
    """
    before = bits[place - 1] if place > low else 0
    ing = bool(bits[place] & W.ING)
    if verbal_noun and place - 1 > low and bits[place - 2] & NOUN_BEFORE:
        return True
    if before & W.PRONOUN or (ing and before & (W.AUX | W.PREPOSITION)):  # this, that, some: as likely a subject
        return False
    return bool(before & (NOUN_BEFORE | W.PREPOSITION) and not before & (W.SUBORDINATOR | W.TIME | W.TO)) or bool(
        before & NOUN_BEFORE
    )
