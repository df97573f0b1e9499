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
from framing.match import in_name, matcher_for
from framing.measures.attribution.words import W

NOUN_BEFORE = W.DETERMINER | W.POSSESSIVE


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
        self._matcher = matcher_for(lexicon)
        self._takes = [frozenset(entry.note.removeprefix("takes ").split()) for entry in lexicon]

    def find(self, corpus: Corpus, bits: Sequence[int]) -> list[Cue]:
        """Return the candidates outside quotations, in order."""
        spans = self._matcher.find(corpus)
        left_out = (corpus.quoted | in_name(corpus))[spans.start].tolist() if len(spans) else []
        found: dict[tuple[int, int], Cue] = {}
        ids, folded = corpus.token_ids, corpus.folded
        for a, b, label, entry, inside in zip(
            spans.start.tolist(), spans.end.tolist(), spans.label, spans["entry"].tolist(), left_out, strict=True
        ):
            takes, form = self._takes[entry], folded[ids[a]]
            as_noun = "source" not in takes and _reads_as_noun(bits, a, form.endswith("ing"))
            as_noun = as_noun or (
                "noun" in takes and form.endswith("ing") and a > 1 and bool(bits[a - 2] & NOUN_BEFORE)
            )
            if inside or (as_noun and "noun" not in takes) or (not as_noun and takes == {"noun"}):
                continue
            known = found.get((a, b))
            cue_class = known.cue_class if known else str(label)
            found[a, b] = Cue(a, b, form, cue_class, takes | known.takes if known else takes, as_noun)
        return list(found.values())


def _reads_as_noun(bits: Sequence[int], place: int, ing: bool = False) -> bool:
    """Whether a determiner, a possessive or a preposition stands before the word."""
    if place == 0:
        return False
    before = bits[place - 1]
    if before & W.PRONOUN or (ing and before & (W.AUX | W.PREPOSITION)):  # this, that, some: as likely a subject
        return False
    return bool(before & NOUN_BEFORE) or bool(before & W.PREPOSITION and not before & (W.SUBORDINATOR | W.TIME | W.TO))
