"""Reading one cue: its source to the left or right, its content around it.

English reporting has few shapes: *source cue content* ("Tan said that …"),
*content, source cue* ("…, Tan said"), *content, cue source* ("…, said Tan"),
content on both sides, and "according to". Each is found from the cue outwards
with nothing but word classes and punctuation.
"""

from __future__ import annotations

from itertools import pairwise

from framing.measures.attribution.complements import complement, is_document
from framing.measures.attribution.content import clause_end, leads_away, left_content, take_content
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import Draft, Range
from framing.measures.attribution.phrases import (
    after_comma,
    noun_phrase_end,
    noun_phrase_start,
    sentence_subject,
    subject,
    with_auxiliaries,
)
from framing.measures.attribution.view import View
from framing.measures.attribution.words import (
    ADJECTIVE_ENDINGS,
    ADJECTIVES,
    CARRIERS,
    COLLECTIVES,
    LIGHT_VERBS,
    NEED_AUXILIARY,
    NOTHING,
    NOUN_LIKE,
    PASSIVES,
    W,
)

BEFORE_PARTICIPLE = W.COMMA | W.AND | W.PREPOSITION | W.SUBORDINATOR | W.QUOTE | W.BREAK


class Reader:
    """Reads cues in the view of one corpus."""

    def __init__(self, view: View) -> None:
        self.view = view

    def read(self, cue: Cue, speaker: Range) -> Draft | None:
        """Return the attribution a cue makes, or None where it makes none.

        Parameters
        ----------
        cue : Cue
        speaker : range
            Source of the attribution before it in the sentence, for "and said", ", saying".
        """
        low, high = self.view.sentence(cue.start)
        if "source" in cue.takes:
            return self._according_to(cue, low, high)
        if cue.noun:
            return self._noun(cue, low, high)
        start = with_auxiliaries(self.view, cue.start, low)
        if (
            start > low
            and self.view.bits[start - 1] & W.TO
            and not (start - 2 >= low and self.view.word(start - 2) in CARRIERS)
        ):
            return None
        if cue.form in NOUN_LIKE and not self._is_verb_here(cue, start, low, high):
            return None
        if cue.form in NEED_AUXILIARY and start == cue.start:
            return None
        draft = Draft((start, cue.end), cue.cue_class)
        is_passive = start < cue.start and any(self.view.bits[i] & W.BE for i in range(start, cue.start))
        if is_passive and (cue.past or cue.form in PASSIVES):
            return self._passive(cue, draft, high)
        if self._inverted(cue, draft, low, high):
            return draft
        kind, place = complement(self.view, cue, cue.end, high)
        bare = start == cue.start and cue.participle
        if bare and kind in {"object", ""} and start > low and not self.view.bits[start - 1] & W.COMMA:
            return None
        draft.source = self._source(start, bare, speaker if speaker[1] and speaker[0] >= low else (0, 0), low)
        if self._describes(cue, draft.source, kind, place):
            return None
        return draft if take_content(self.view, cue, draft, kind, place, low, high) else None

    def _source(self, start: int, bare: bool, speaker: Range, low: int) -> Range:
        """Return the source to the left of a cue group that starts at `start`.

        Parameters
        ----------
        bare : bool
            Whether the cue is a participle without auxiliary: "…, saying that".
        speaker : range
            Who spoke last in the sentence, or (0, 0).
        """
        before = self.view.bits[start - 1] if start > low else 0
        if bare and (start == low or before & BEFORE_PARTICIPLE):
            return speaker if speaker[1] else sentence_subject(self.view, low, start)
        if before & W.AND and speaker[1]:
            return speaker
        if start - 1 > low and before & W.COMMA and self.view.bits[start - 2] & W.QUOTE:
            return speaker
        return subject(self.view, start, low)

    def _describes(self, cue: Cue, source: Range, kind: str, place: int) -> bool:
        """Whether the verb describes a thing and reports nothing: "a group called", "a state that reports cases"."""
        if cue.form == "called" and kind in {"object", "quote"} and (not source[1] or self._names_a_thing(source)):
            return True
        relative = source[1] - source[0] == 1 and self.view.word(source[0]) in {"that", "which"}
        return relative and (
            kind == "object" or (kind == "clause" and not self.view.bits[place] & (W.THAT | W.WH | W.SUBJECT))
        )

    def _names_a_thing(self, source: Range) -> bool:
        """Whether "called" follows "a group", "one film": a name, not what somebody says."""
        return any(self.view.word(i) in {"a", "an", "one", "something", "so"} for i in range(source[0], source[1]))

    def _is_adjective(self, place: int) -> bool:
        """Whether a word in lower case reads as an adjective: a noun follows, not a verb."""
        word = self.view.word(place)
        plain = not self.view.bits[place] & (W.CAPITAL | W.PRONOUN | W.AUX | W.ADVERB | W.TIME)
        return plain and (word in ADJECTIVES or (len(word) > 5 and word.endswith(ADJECTIVE_ENDINGS)))

    def _is_singular(self, cue: Cue, low: int) -> bool:
        """Whether "a" stands up to three words before a plain form: "a staff report", but "a majority report"."""
        words = [self.view.word(i) for i in range(max(low, cue.start - 3), cue.start)]
        if cue.form.endswith(("s", "ed")) or not {"a", "an"}.intersection(words):
            return False
        article = max(i for i, word in enumerate(words) if word in {"a", "an"})
        return all(word.isalpha() and word not in COLLECTIVES for word in words[article:])

    def _is_verb_here(self, cue: Cue, start: int, low: int, high: int) -> bool:
        """Whether a form that is as often a noun has a verb's neighbours."""
        before = self.view.bits[start - 1] if start > low else 0
        if start == cue.start and start > low and (self._is_adjective(start - 1) or self._is_singular(cue, low)):
            return False
        if "finding" in cue.takes and is_document(self.view, cue.start):
            return True
        after = self.view.bits[cue.end] if cue.end < high else 0
        if start < cue.start or before & (W.SUBJECT | W.RELATIVE) or (before & W.PRONOUN and not before & W.DETERMINER):
            return True
        if cue.end < high and self.view.word(cue.end) == ":":
            return True
        if after & (W.THAT | W.QUOTE | W.DETERMINER | W.WH | W.OBJECT | W.SUBJECT):
            return True
        if after & W.STOP and any(self.view.bits[i] & W.QUOTE for i in range(max(low, start - 6), start)):
            return True
        if after & W.STOP and start > low and self.view.word(start - 1).endswith("s"):
            return True
        return bool(before & W.CAPITAL and (after & W.CAPITAL or (after & W.TO and "to" in cue.takes)))

    def _according_to(self, cue: Cue, low: int, high: int) -> Draft | None:
        end = noun_phrase_end(self.view, cue.end, high, tight=True)
        opens = cue.start - low <= 1
        if opens and not any(self.view.bits[i] & W.COMMA for i in range(cue.end, high)):
            end = self._after_capitals(cue.end, high)
        draft = Draft((cue.start, cue.end), cue.cue_class, (cue.end, end), rule="according")
        before = cue.start - 1 if cue.start > low and self.view.bits[cue.start - 1] & W.COMMA else cue.start
        if cue.start - low <= 1 or (cue.start > low and self.view.bits[cue.start - 1] & (W.AND | W.BREAK)):
            start = end + 1 if end < high and self.view.bits[end] & W.COMMA else end
            if start > end or opens:
                draft.add(start, clause_end(self.view, start, high, draft, "clause"))
        else:
            start = low
            draft.add(start, before)
            if end < high and self.view.bits[end] & W.COMMA and not leads_away(self.view, end + 1, high):
                draft.add(end + 1, clause_end(self.view, end + 1, high, draft, "clause"))
        return draft if draft.has_source and draft.content else None

    def _after_capitals(self, place: int, high: int) -> int:
        """Return where a run of capitalised words ends: the source where no comma closes it."""
        while place < high and self.view.bits[place] & W.CAPITAL:
            place += 1
        return place

    def _noun(self, cue: Cue, low: int, high: int) -> Draft | None:
        """Read "his claim that …", "a warning for China to …"."""
        place = cue.end
        if place >= high:
            return None
        draft = Draft((cue.start, cue.end), cue.cue_class, rule="noun")
        start = cue.start
        while (
            start > low
            and not self.view.bits[start - 1] & (W.DETERMINER | W.POSSESSIVE | W.COMMA | W.PREPOSITION)
            and cue.start - start < 3
        ):
            start -= 1
        if start > low and self.view.bits[start - 1] & W.POSSESSIVE:
            draft.source = (noun_phrase_start(self.view, start - 1, low), start)
        elif start > low and self.view.word(start - 1) in {"his", "her", "their", "my", "our"}:
            draft.source = (start - 1, start)
        elif any(self.view.word(i) in LIGHT_VERBS for i in range(max(low, start - 4), start)):
            draft.source = sentence_subject(self.view, low, start)
        if (
            self.view.bits[place] & W.BE and place + 1 < high and self.view.bits[place + 1] & W.THAT
        ):  # "her view is that"
            draft.add(place + 1, clause_end(self.view, place + 1, high, draft, "clause"))
        elif self.view.bits[place] & W.THAT and place + 1 < high and not self._is_relative(place + 1):
            end = clause_end(self.view, place, high, draft, "object")
            draft.add(place, self._before_second_verb(place, end) if start - low <= 4 else end)
        elif self.view.word(place) == "for" and any(
            self.view.bits[i] & W.TO for i in range(place + 1, min(high, place + 8))
        ):
            draft.add(place + 1, clause_end(self.view, place, high, draft, "to"))
        return draft if draft.content else None

    def _is_relative(self, place: int) -> bool:
        """Whether a verb follows "that": "comments that compared"."""
        return bool(self.view.bits[place] & W.AUX) or self.view.word(place).endswith("ed")

    def _before_second_verb(self, place: int, end: int) -> int:
        """Return where a that-clause ends that is the subject itself: "his claim that it was safe | is false"."""
        verbs = [i for i in range(place, end) if self.view.bits[i] & W.AUX and not self.view.bits[i] & W.POSSESSIVE]
        joined = any(self.view.bits[i] & (W.AND | W.COMMA | W.SUBORDINATOR) for i in range(place + 1, end))
        apart = [b for a, b in pairwise(verbs) if b > a + 1]
        return apart[0] if apart and not joined else end

    def _passive(self, cue: Cue, draft: Draft, high: int) -> Draft | None:
        """Read "is expected to", "was accused by critics of"."""
        place, draft.rule = cue.end, "passive"
        if cue.form not in PASSIVES:
            return self._accused(cue, draft, high)
        if place < high and self.view.word(place) == "by":
            end = noun_phrase_end(self.view, place + 1, high)
            draft.source = (place + 1, end)
            place = end
        if (
            place < high
            and self.view.bits[place] & (W.TO | W.THAT | W.WH | (W.DETERMINER | W.SUBJECT if cue.form == "told" else 0))
            and cue.takes & {"clause", "to", "that", "addressee"}
        ):
            draft.add(place, clause_end(self.view, place, high, draft, "to"))
            return draft
        return None

    def _accused(self, cue: Cue, draft: Draft, high: int) -> Draft | None:
        """Read "accused by rivals of a cover-up": behind "by" the source, behind "of" or "for" the content."""
        view = self.view
        if "object" not in cue.takes or cue.end >= high or view.word(cue.end) != "by":
            return None
        bounds = {"for", *(["of"] if cue.form == "accused" else [])}
        end = next((i for i in range(cue.end + 2, min(high, cue.end + 12)) if view.word(i) in bounds), 0)
        if not end or any(view.bits[i] & (W.COMMA | W.AUX) for i in range(cue.end, end)):
            return None
        draft.source = (cue.end + 1, end)
        draft.add(end, clause_end(view, end, high, draft, "object"))
        return draft

    def _inverted(self, cue: Cue, draft: Draft, low: int, high: int) -> bool:
        """Read "…, said Anthony Scott, the motorist's older brother"."""
        place, start = cue.end, draft.cue[0]
        before_quote = start in self.view.quote_start
        comma = start - 1 - low > 2 and bool(self.view.bits[start - 1] & W.COMMA)
        if place >= high or not (before_quote or comma):
            return False
        if cue.participle or cue.takes.isdisjoint({"clause", "quote"}):
            return False
        bit = self.view.bits[place]
        if self.view.word(place) in NOTHING or (bit & W.OBJECT and not bit & W.DETERMINER):
            return False
        if (
            not bit & (W.CAPITAL | W.DETERMINER | W.SUBJECT | W.WORD)
            or bit & (W.THAT | W.WH | W.AUX | W.PREPOSITION | W.SUBORDINATOR | W.AND | W.ADVERB)
            or (bit & W.TIME and bit & W.CAPITAL)
        ):
            return False
        end = noun_phrase_end(self.view, place, high)
        if not before_quote and not (end >= high or self.view.bits[end] & (W.STOP | W.COMMA)):
            return False
        if not before_quote and any(
            self.view.bits[i] & (W.AUX | W.VERBAL) and not self.view.bits[i] & W.POSSESSIVE
            for i in range(place, end)
            if not after_comma(self.view, place, i)
        ):
            return False
        draft.source, draft.rule = (place, end), "inverted"
        draft.add(*left_content(self.view, Draft(draft.cue, ""), low))
        if (end < high and end in self.view.quote_end) or (
            end + 1 < high and self.view.bits[end] & W.COMMA and end + 1 in self.view.quote_end
        ):
            quote = end if end in self.view.quote_end else end + 1
            draft.add(quote, self.view.quote_end[quote])
        return bool(draft.content)
