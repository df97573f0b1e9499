"""Reading one cue: its source to the left or right, its content around it.

English reporting has few shapes: *source cue content* ("Tan said that …"),
*content, source cue* ("…, Tan said"), *content, cue source* ("…, said Tan"),
content on both sides, and "according to". Each is found from the cue outwards
with nothing but word classes and punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.core import Corpus
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import Draft, Range
from framing.measures.attribution.words import W

LONGEST_SOURCE = 32  # tokens
FAR_COMPLEMENT = 18  # tokens between a verb and its "that"
TELL = frozenset("tell tells told telling inform informs informed informing remind reminds reminded assure assures assured".split())
# Nouns as often as verbs in these forms: read as verbs only where something says so.
NOUN_LIKE = frozenset(
    "state states report reports comment comments remark remarks post posts tweet tweets email emails text texts name names challenge challenges question questions "
    "fault faults rip press plan plans aim aims hope hopes fear fears view views list lists share shares support supports back backs call calls claim claims "
    "offer offers project projects figure figures hold see charge charges quote quotes address label labels demand demands promise promises pledge pledges "
    "vow vows request requests order orders attack attacks rebuke praise credit credits protest protests dispute disputes doubt doubts guess worry worries "
    "note notes signal signals outline outlines document documents rule rules answer answers cry cries whisper shout charge appeal lobby press direct command "
    "favor favors favour feature voice voices rant rants blame reference references object objects reason reasons champion champions host project "
    "forecast forecasts estimate estimates threat counter counters contract test show shows suspect suspects read reads like wish wishes choose remarks".split()
)
PASSIVES = frozenset("expected asked said reported believed thought projected urged told ordered advised alleged rumored predicted estimated required instructed encouraged".split())
DOCUMENTS = frozenset(
    "poll polls survey surveys study studies report reports data research analysis analyses numbers figures results record records document documents email emails "
    "review statistics video footage investigation census finding findings memo memos letter transcript transcripts filing filings audit index tape tapes".split()
)
_CARRIERS = frozenset("on continued continues wanted wants used likes tends seemed appeared began started".split())
_ADJUNCT_ENDS = W.PREPOSITION | W.SUBORDINATOR | W.AND


class Reader:
    """Reads cues against the columns of one corpus."""

    def __init__(self, corpus: Corpus, bits: Sequence[int], cues: Sequence[Cue]) -> None:
        self.corpus = corpus
        self.bits = bits
        self.cue_at = {cue.start: cue for cue in cues}
        self.low = corpus.sentence_start.tolist()
        self.high = corpus.sentence_end.tolist()
        self.sentence = corpus.token_sentence
        outer = np.flatnonzero(np.asarray(corpus.quotations["depth"] == 0, dtype=bool)) if len(corpus.quotations) else []
        self.quote_end = {int(corpus.quotations.start[i]): int(corpus.quotations.end[i]) for i in outer}
        self.quote_start = {end: start for start, end in self.quote_end.items()}

    def word(self, place: int) -> str:
        """Return a token, folded."""
        return self.corpus.folded[self.corpus.token_ids[place]]

    def read(self, cue: Cue, subject: Range) -> Draft | None:
        """Return the attribution a cue makes, or None where it makes none.

        Parameters
        ----------
        cue : Cue
        subject : range
            Source of the attribution before it in the sentence, for "and said", ", saying".
        """
        number = int(self.sentence[cue.start])
        low, high = self.low[number], self.high[number]
        if "source" in cue.takes:
            return self._according_to(cue, low, high)
        if cue.noun:
            return self._noun(cue, low, high)
        start = self._with_auxiliaries(cue.start, low)
        if start > low and self.bits[start - 1] & W.TO and not (start - 2 >= low and self.word(start - 2) in _CARRIERS):
            return None
        if cue.form in NOUN_LIKE and not self._is_verb_here(cue, start, low):
            return None
        draft = Draft((start, cue.end), cue.cue_class)
        if cue.form in PASSIVES and any(self.bits[i] & W.BE for i in range(start, cue.start)):
            return self._passive(cue, draft, high)
        if self._inverted(cue, draft, low, high):
            return draft
        kind, place = self._complement(cue, cue.end, high)
        if cue.participle and kind in {"object", ""} and start > low and not self.bits[start - 1] & W.COMMA and start == cue.start:
            return None
        if cue.participle and start == cue.start and (start == low or self.bits[start - 1] & (W.COMMA | W.AND | W.PREPOSITION | W.SUBORDINATOR | W.QUOTE | W.BREAK)):
            draft.source = subject if subject[1] and subject[0] >= low else self._sentence_subject(low, start)
        elif start > low and self.bits[start - 1] & W.AND and subject[1] and subject[0] >= low:
            draft.source = subject
        elif start - 1 > low and self.bits[start - 1] & W.COMMA and self.bits[start - 2] & W.QUOTE:
            draft.source = subject if subject[0] >= low else (0, 0)
        else:
            draft.source = self._subject(start, low)
        if cue.form == "called" and kind == "object" and self._names_a_thing(draft.source):
            return None
        if kind == "object" and draft.source[1] - draft.source[0] == 1 and self.word(draft.source[0]) in {"that", "which"}:
            return None
        return draft if self._take_content(cue, draft, kind, place, low, high) else None

    def _names_a_thing(self, source: Range) -> bool:
        """Whether "called" follows "a group", "one film": a name, not what somebody says."""
        return any(self.word(i) in {"a", "an", "one", "something", "so"} for i in range(source[0], source[1]))

    def _is_verb_here(self, cue: Cue, start: int, low: int) -> bool:
        """Whether a form that is as often a noun has a verb's neighbours."""
        before = self.bits[start - 1] if start > low else 0
        after = self.bits[cue.end] if cue.end < len(self.bits) else 0
        if start < cue.start or before & (W.SUBJECT | W.RELATIVE) or (before & W.PRONOUN and not before & W.DETERMINER):
            return True
        if after & (W.THAT | W.QUOTE | W.DETERMINER | W.WH | W.OBJECT | W.SUBJECT):
            return True
        return bool(before & W.CAPITAL and after & (W.TO | W.CAPITAL))

    # ---- sources

    def _with_auxiliaries(self, place: int, low: int) -> int:
        """Move left over "has", "also", "never", "reportedly"."""
        bits = self.bits
        while place > low and bits[place - 1] & (W.AUX | W.ADVERB | W.NEGATION) and not bits[place - 1] & (W.SUBORDINATOR | W.POSSESSIVE | W.CAPITAL):
            place -= 1
        while self.bits[place] & W.ADVERB and self.word(place) in {"yesterday", "today"}:
            place += 1
        return place

    def _subject(self, end: int, low: int) -> Range:
        """Return the noun phrase that ends just before `end`."""
        bits = self.bits
        while end > low and bits[end - 1] & W.TIME and not bits[end - 1] & W.PRONOUN:
            end -= 1
            while end > low and self.word(end - 1) in {"on", "in", "last", "this", "earlier", "late", "early"} and end - 1 > low:
                end -= 1
        stop = end
        if end > low and bits[end - 1] & W.COMMA:
            start = self._before_apposition(end - 1, low)
            return (start, stop) if start < stop else (0, 0)
        if end > low and bits[end - 1] & W.PRONOUN and not (end - 1 > low and bits[end - 2] & W.PREPOSITION):
            start = end - 1
            if start > low and self.word(start) in {"some", "many", "several", "both", "others", "most", "all", "none"} and bits[start - 1] & W.DETERMINER:
                start -= 1
            return start, stop
        start = self._noun_phrase_start(end, low)
        return (start, stop) if 0 < stop - start <= LONGEST_SOURCE and self._can_be_source(start, stop) else (0, 0)

    def _noun_phrase_start(self, end: int, low: int) -> int:
        """Walk left from `end` to where the noun phrase begins."""
        bits, place = self.bits, end
        while place > low:
            before = bits[place - 1]
            if before & (W.COMMA | W.QUOTE | W.STOP):
                break
            if before & W.BREAK and self.word(place - 1) not in {"-", "(", ")"}:
                break
            if before & (W.SUBORDINATOR | W.RELATIVE) and not before & W.PREPOSITION:
                break
            if before & W.AND and not self._joins_nouns(place - 1, low):
                break
            if before & W.AUX and not before & W.POSSESSIVE or (before & W.VERBAL) or (place - 1 in self.cue_at and not self.cue_at[place - 1].noun and place - 1 > low):
                break
            place -= 1
        return self._after_leaders(place, end)

    def _after_leaders(self, place: int, end: int) -> int:
        """Move right over what opens a sentence without being its subject."""
        while place < end and self.bits[place] & W.LEADER and not (self.bits[place] & W.DETERMINER):
            if self.bits[place] & W.PREPOSITION and not self.bits[place] & W.SUBORDINATOR:
                return self._after_opening_phrase(place, end)
            place += 1
        return place

    def _after_opening_phrase(self, place: int, end: int) -> int:
        """Move right over "In a statement" where no comma closes it: the subject is the last name."""
        for i in range(place + 1, end):
            if self.bits[i - 1] & W.TIME and not self.bits[i] & (W.TIME | W.PREPOSITION):
                return i
        for i in range(place + 2, end):
            if self.bits[i] & W.CAPITAL and not self.bits[i - 1] & (W.CAPITAL | W.PREPOSITION | W.DETERMINER):
                return i
        return place + 1 if self.word(place) in {"with", "for", "by", "from"} else end

    def _joins_nouns(self, place: int, low: int) -> bool:
        """Whether "and" at `place` joins two names rather than two clauses."""
        bits = self.bits
        if self.word(place) not in {"and", "or"} or place - 1 < low or bits[place - 1] & W.COMMA:
            return False
        left, right = bits[place - 1], bits[place + 1]
        if self.word(place - 1) == ")":
            left = W.CAPITAL | W.WORD
        if right & W.PRONOUN and not right & W.DETERMINER:
            return False
        both_names = bool(left & W.CAPITAL) == bool(right & W.CAPITAL)
        return bool(left & W.WORD) and not left & (W.OBJECT | W.TIME) and (both_names or bool(right & W.DETERMINER))

    def _before_apposition(self, comma: int, low: int) -> int:
        """Return the start of "Name, description," where `comma` closes the description."""
        bits = self.bits
        for place in range(comma - 1, max(low, comma - LONGEST_SOURCE) - 1, -1):
            if bits[place] & W.QUOTE and place not in self.quote_end:
                return comma
            if bits[place] & W.COMMA and place > low:
                start = self._noun_phrase_start(place, low)
                if bits[place + 1] & W.AND or start >= place:
                    continue
                if place - 1 >= low and bits[start] & (W.DETERMINER | W.CAPITAL | W.PRONOUN) or bits[place - 1] & W.CAPITAL:
                    return start
        return comma

    def _can_be_source(self, start: int, end: int) -> bool:
        bits = self.bits
        if end - start == 1:
            return not bits[start] & (W.ADVERB | W.TIME | W.SUBORDINATOR | W.OBJECT | W.POSSESSIVE | W.STOP) or bool(bits[start] & W.PRONOUN)
        return any(bits[i] & W.WORD for i in range(start, end))

    def _sentence_subject(self, low: int, stop: int) -> Range:
        """Return the first noun phrase of the sentence, up to its first verb."""
        bits = self.bits
        place = low
        while place < stop and bits[place] & (W.LEADER | W.QUOTE) and not bits[place] & W.DETERMINER:
            place += 1
        if low < place and bits[low] & (W.PREPOSITION | W.SUBORDINATOR):
            comma = next((i for i in range(low, stop) if bits[i] & W.COMMA), stop)
            place = comma + 1 if comma + 1 < stop else place
        end = place
        while end < stop and end - place < 14 and not self._is_verb(end, place) and not bits[end] & (W.COMMA | W.QUOTE | W.SUBORDINATOR | W.BREAK):
            end += 1
        return (place, end) if place < end < stop else (0, 0)

    def _is_verb(self, place: int, low: int) -> bool:
        if self.bits[place] & (W.AUX | W.VERBAL) and not self.bits[place] & W.POSSESSIVE:
            return True
        word = self.word(place)
        return place in self.cue_at or (place > low and not self.bits[place] & W.CAPITAL and word.endswith(("ed", "es")) and len(word) > 4 and not self.bits[place - 1] & W.DETERMINER)

    def _noun_phrase_end(self, start: int, high: int, *, tight: bool = False) -> int:
        """Return where the noun phrase that starts at `start` ends, appositions included unless `tight`."""
        bits, place = self.bits, start
        while place < high and place - start < LONGEST_SOURCE:
            bit = bits[place]
            if bit & (W.STOP | W.QUOTE) or (bit & W.BREAK and self.word(place) not in {"(", ")", "-"}):
                break
            if bit & W.COMMA:
                after = bits[place + 1] if place + 1 < high else 0
                if tight and not after & W.RELATIVE:
                    break
                if not after & (W.DETERMINER | W.RELATIVE | W.CAPITAL) and not (after & W.WORD and self.word(place + 1)[0].isdigit()):
                    break
            if bit & W.SUBORDINATOR and not bit & (W.RELATIVE | W.PREPOSITION) or (bit & W.TIME and not bit & W.AUX and place > start and not bits[place - 1] & W.DETERMINER):
                break
            if place > start and self.word(place) in {"in", "on", "at", "during", "after", "before", "to", "as", "about"} and not self._after_comma(start, place):
                break
            if bit & W.AND and place + 1 < high and bits[place + 1] & (W.PRONOUN | W.AUX) and not bits[place + 1] & W.DETERMINER:
                break
            place += 1
        while place > start and bits[place - 1] & (W.COMMA | W.AND | W.PREPOSITION):
            place -= 1
        return place

    def _after_comma(self, start: int, place: int) -> bool:
        return any(self.bits[i] & W.COMMA for i in range(start, place))

    # ---- complements

    def _complement(self, cue: Cue, place: int, high: int) -> tuple[str, int]:
        """Return what follows a verb ("clause", "quote", "to", "object", "mid", "colon", "") and where it starts."""
        bits, takes = self.bits, cue.takes
        while place < high and bits[place] & (W.ADVERB | W.TIME) and not bits[place] & (W.SUBORDINATOR | W.PRONOUN | W.CAPITAL | W.MODAL):
            place += 1
        if place >= high or bits[place] & W.STOP:
            return "", place
        if bits[place] & W.COMMA:
            return ("quote", place + 1) if place + 1 in self.quote_end else ("mid", place)
        if self.word(place) == ":":
            return ("quote", place + 1) if place + 1 in self.quote_end else ("colon", place + 1)
        if place in self.quote_end:
            return "quote", place
        if bits[place] & W.THAT:
            return ("clause", place) if takes & {"clause", "that", "addressee", "about"} else self._object(cue, place)
        if bits[place] & W.TO:
            return ("to", place) if "to" in takes else self._beyond(cue, place, high)
        if bits[place] & W.WH and takes & {"clause", "that", "addressee", "about"}:
            return "clause", place
        if "addressee" in takes:
            found = self._after_addressee(cue, place, high)
            if found[0] or not takes & {"clause", "object"} or cue.form in TELL:
                return found
        return self._bare(cue, place, high)

    def _bare(self, cue: Cue, place: int, high: int) -> tuple[str, int]:
        """Read a complement that no word introduces."""
        bits, takes = self.bits, cue.takes
        if bits[place] & W.TIME and bits[place] & W.CAPITAL:
            return self._complement(cue, place + 1, high)
        if bits[place] & (W.PREPOSITION | W.SUBORDINATOR) and "about" not in takes:
            return self._beyond(cue, place, high) if not ("object" in takes and bits[place] & W.SUBORDINATOR) else ("", place)
        if bits[place] & (W.AND | W.BREAK | W.QUOTE):
            return "", place
        if "clause" in takes and not bits[place] & W.AUX or ("that" in takes and bits[place] & W.SUBJECT):
            return "clause", place
        return self._object(cue, place)

    def _object(self, cue: Cue, place: int) -> tuple[str, int]:
        bit = self.bits[place]
        takes = cue.takes & {"object", "about"} or ("finding" in cue.takes and self._is_document(cue.start))
        return ("object", place) if takes and bit & W.WORD and not bit & (W.AUX | W.SUBORDINATOR) else ("", place)

    def _is_document(self, place: int) -> bool:
        """Whether a poll, a study or a record stands shortly before a verb."""
        return any(self.word(i) in DOCUMENTS for i in range(max(0, place - 6), place))

    def _beyond(self, cue: Cue, place: int, high: int) -> tuple[str, int]:
        """Look for the complement behind "on Thursday", "in a statement", "to reporters"."""
        bits = self.bits
        speech = cue.takes & {"clause", "that", "addressee"}
        for i in range(place + 1, min(high, place + FAR_COMPLEMENT)):
            if i in self.quote_end:
                return "quote", i
            if bits[i] & W.THAT and speech and not bits[i + 1] & (W.AUX | W.STOP):
                return "clause", i
            if bits[i] & W.SUBJECT and speech and i - place > 1 and not bits[i - 1] & (W.SUBORDINATOR | W.RELATIVE | W.PREPOSITION | W.COMMA | W.AND):
                return "clause", i
            if bits[i] & (W.BREAK | W.STOP):
                return ("quote", i + 1) if self.word(i) == ":" and i + 1 in self.quote_end else ("", place)
            if bits[i] & W.COMMA and i + 1 in self.quote_end:
                return "quote", i + 1
        return "", place

    def _after_addressee(self, cue: Cue, place: int, high: int) -> tuple[str, int]:
        """Look behind whom the words were said to: "told reporters that", "urged Congress to"."""
        bits = self.bits
        for i in range(place + 1, min(high, place + FAR_COMPLEMENT)):
            if i in self.quote_end:
                return "quote", i
            bit = bits[i]
            if bit & W.TO and "to" in cue.takes:
                return "to", i
            if "clause" in cue.takes or "that" in cue.takes:
                if bit & W.THAT or (bit & W.WH and (self.word(i) != "if" or cue.form.startswith("ask"))):
                    return "clause", i
                if bit & W.SUBJECT or (bit & W.DETERMINER and i > place + 0 and bits[i - 1] & W.WORD and not bits[i - 1] & (W.PREPOSITION | W.DETERMINER | W.AND)):
                    return "clause", i
                if bits[place] & W.OBJECT and i == place + 1 and bit & W.CAPITAL and not bit & W.TIME:
                    return "clause", i
            if bit & W.COMMA:
                return ("quote", i + 1) if i + 1 in self.quote_end else ("mid", i)
            if bit & (W.BREAK | W.STOP):
                return ("quote", i + 1) if self.word(i) == ":" and i + 1 in self.quote_end else ("", place)
        return "", place

    # ---- content

    def _take_content(self, cue: Cue, draft: Draft, kind: str, place: int, low: int, high: int) -> bool:
        """Put the content into the draft; return whether there is any."""
        left = self._left_content(draft, low)
        if kind in {"clause", "object"} and left[1] in self.quote_start and left[1] > low:
            kind = ""
        if kind in {"clause", "quote", "to", "object"}:
            end = self._clause_end(place, high, draft, kind)
            if kind == "quote":
                end = max(end, self.quote_end.get(place, end))
            draft.add(place, end)
            if kind == "quote" and left[1] > low and left[1] in self.quote_start and draft.source[0] >= left[1]:
                draft.add(*left)
        elif kind == "mid" and low < draft.source[0]:
            draft.add(*left)
            if not self._leads_away(place + 1, high):
                draft.add(place + 1, self._clause_end(place + 1, high, draft, "clause"))
        elif kind == "colon":
            draft.add(place, self._clause_end(place, high, draft, "clause"))
        elif left[1] > left[0] and (cue.takes & {"clause", "quote", "addressee"} or left[1] in self.quote_start):
            draft.add(*left)
        return bool(draft.content) and (draft.has_source or kind in {"clause", "quote", "to"} or bool(left[1] in self.quote_start))

    def _leads_away(self, place: int, high: int) -> bool:
        """Whether what follows a comma is no content: a participle, a relative clause, a second verb."""
        if place >= high:
            return True
        word = self.word(place)
        return bool(self.bits[place] & (W.RELATIVE | W.AND)) or word.endswith("ing") or place in self.cue_at or word in {"according", "while", "after", "a", "who"}

    def _left_content(self, draft: Draft, low: int) -> Range:
        """Return what stands before the source and the comma: a quotation or a clause."""
        end = draft.source[0] if draft.has_source and draft.source[1] <= draft.cue[0] else draft.cue[0]
        for place in (end, end - 1):
            if place in self.quote_start and place > 0:
                return self.quote_start[place], place
        if end - 1 > low and self.bits[end - 1] & W.COMMA:
            start = low
            while start < end - 1 and self.bits[start] & (W.AND | W.QUOTE):
                start += 1
            return (start, end - 1) if end - 1 - start > 2 or any(self.bits[i] & W.AUX for i in range(start, end)) else (0, 0)
        return 0, 0

    def _clause_end(self, place: int, high: int, draft: Draft, kind: str) -> int:
        """Return where the content that starts at `place` ends."""
        bits = self.bits
        inside = 0
        for i in range(place, high):
            if i in self.quote_end:
                inside = max(inside, self.quote_end[i])
            if i < inside or i == place:
                continue
            if self.word(i) == ";" or (bits[i] & W.COMMA and i + 1 < high and self.word(i + 1) == "according"):
                return i
            if bits[i] & W.AND and self._same_speaker_goes_on(i + 1, high):
                return i - 1 if bits[i - 1] & W.COMMA else i
            if kind in {"object", "to"} and self._phrase_ends(i, high):
                return i
            if self._comments(i, high):
                return i
            if bits[i] & W.COMMA and i + 1 in self.cue_at and self.cue_at[i + 1].participle and "noun" not in self.cue_at[i + 1].takes:
                return i
        end = max(high, inside)
        while end > place and bits[end - 1] & (W.STOP | W.COMMA) and end > inside:
            end -= 1
        return end

    def _comments(self, i: int, high: int) -> bool:
        """Whether the outlet's own comment starts here: “…,” a claim that …; …, even though …."""
        if i in self.quote_start:
            return bool(self.bits[i - 2] & W.COMMA) and self.word(i) in {"a", "an"}
        return bool(self.bits[i] & W.COMMA) and i + 2 < high and self.word(i + 1) == "even" and self.word(i + 2) in {"though", "as"}

    def _same_speaker_goes_on(self, place: int, high: int) -> bool:
        """Whether a second reporting verb follows "and" without a subject of its own."""
        while place < high and self.bits[place] & (W.ADVERB | W.AUX):
            place += 1
        cue = self.cue_at.get(place)
        return cue is not None and not cue.noun and not cue.participle and (cue.form.endswith(("ed", "s", "d", "t", "e")) or cue.past)

    def _phrase_ends(self, i: int, high: int) -> bool:
        bit = self.bits[i]
        if bit & W.COMMA:
            after = self.bits[i + 1] if i + 1 < high else 0
            return bool(after & (W.AND | W.SUBORDINATOR | W.PREPOSITION)) or (i + 1 < high and self.word(i + 1).endswith("ing"))
        if self.word(i) == "as":
            return i + 1 < high and bool(self.bits[i + 1] & W.SUBJECT)
        return self.word(i) in {"after", "when", "while", "although", "though", "because", "before", "but"} or bool(bit & W.BREAK and self.word(i) in {"—", "–", "--"})

    # ---- special shapes

    def _according_to(self, cue: Cue, low: int, high: int) -> Draft | None:
        end = self._noun_phrase_end(cue.end, high, tight=True)
        draft = Draft((cue.start, cue.end), cue.cue_class, (cue.end, end))
        before = cue.start - 1 if cue.start > low and self.bits[cue.start - 1] & W.COMMA else cue.start
        if cue.start - low <= 1 or (cue.start > low and self.bits[cue.start - 1] & (W.AND | W.BREAK)):
            if end < high and self.bits[end] & W.COMMA:
                draft.add(end + 1, self._clause_end(end + 1, high, draft, "clause"))
        else:
            start = low
            draft.add(start, before)
            if end < high and self.bits[end] & W.COMMA and not self._leads_away(end + 1, high):
                draft.add(end + 1, self._clause_end(end + 1, high, draft, "clause"))
        return draft if draft.has_source and draft.content else None

    def _noun(self, cue: Cue, low: int, high: int) -> Draft | None:
        """Read "his claim that …", "a warning for China to …"."""
        place = cue.end
        if place >= high:
            return None
        draft = Draft((cue.start, cue.end), cue.cue_class)
        start = cue.start
        while start > low and not self.bits[start - 1] & (W.DETERMINER | W.POSSESSIVE | W.COMMA | W.PREPOSITION) and cue.start - start < 3:
            start -= 1
        if start > low and self.bits[start - 1] & W.POSSESSIVE:
            draft.source = (self._noun_phrase_start(start - 1, low), start)
        elif start > low and self.word(start - 1) in {"his", "her", "their", "my", "our"}:
            draft.source = (start - 1, start)
        else:
            draft.source = self._sentence_subject(low, start)
        if self.bits[place] & W.THAT and place + 1 < high and not self.bits[place + 1] & W.AUX:
            draft.add(place, self._clause_end(place, high, draft, "clause"))
        elif self.word(place) == "for" and any(self.bits[i] & W.TO for i in range(place + 1, min(high, place + 8))):
            draft.add(place + 1, self._clause_end(place, high, draft, "to"))
        return draft if draft.content else None

    def _passive(self, cue: Cue, draft: Draft, high: int) -> Draft | None:
        """Read "is expected to", "was accused by critics of"."""
        place = cue.end
        if place < high and self.word(place) == "by":
            end = self._noun_phrase_end(place + 1, high)
            draft.source = (place + 1, end)
            place = end
        if place < high and self.bits[place] & (W.TO | W.THAT | W.WH) and cue.takes & {"clause", "to", "that", "addressee"}:
            draft.add(place, self._clause_end(place, high, draft, "to"))
            return draft
        return None

    def _inverted(self, cue: Cue, draft: Draft, low: int, high: int) -> bool:
        """Read "…, said Anthony Scott, the motorist's older brother"."""
        place, start = cue.end, draft.cue[0]
        if not cue.takes & {"clause", "quote"} or cue.participle or place >= high:
            return False
        before_quote = start in self.quote_start
        comma = start > low and bool(self.bits[start - 1] & W.COMMA)
        if not before_quote and not (comma and start - 1 - low > 2):
            return False
        bit = self.bits[place]
        if not bit & (W.CAPITAL | W.DETERMINER | W.SUBJECT | W.WORD) or bit & (W.THAT | W.WH | W.AUX | W.PREPOSITION | W.SUBORDINATOR | W.AND | W.ADVERB) or (bit & W.TIME and bit & W.CAPITAL):
            return False
        end = self._noun_phrase_end(place, high)
        if not before_quote and not (end >= high or self.bits[end] & (W.STOP | W.COMMA)):
            return False
        if not before_quote and any(self.bits[i] & (W.AUX | W.VERBAL) and not self.bits[i] & W.POSSESSIVE for i in range(place, end) if not self._after_comma(place, i)):
            return False
        draft.source = (place, end)
        draft.add(*self._left_content(Draft(draft.cue, ""), low))
        if end < high and end in self.quote_end or (end + 1 < high and self.bits[end] & W.COMMA and end + 1 in self.quote_end):
            quote = end if end in self.quote_end else end + 1
            draft.add(quote, self.quote_end[quote])
        return bool(draft.content)
