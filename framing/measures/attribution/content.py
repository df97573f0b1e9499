"""Content: where what somebody says begins and ends."""

from __future__ import annotations

from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import Draft, Range
from framing.measures.attribution.view import View
from framing.measures.attribution.words import NOUN_LIKE, W

SPEECH = frozenset({"clause", "that", "quote", "addressee"})  # frames whose content can stand before the verb
SOURCELESS = frozenset({"clause", "quote", "to"})  # complements that report even where nobody is named
INNER = frozenset({"cognitive", "commissive"})  # classes that go on inside a content: "said it is cheap and hopes to"
SHORTEST_CLAUSE = 3  # tokens before ", he said"; fewer are an adverb
LONGEST_CONTENT = 300  # tokens outside quotation marks; a longer "sentence" is no sentence


def take_content(view: View, cue: Cue, draft: Draft, kind: str, place: int, low: int, high: int) -> bool:
    """Put the content into the draft; return whether there is any."""
    left = left_content(view, draft, low, shortest=1 if kind == "mid" else SHORTEST_CLAUSE)
    bare = cue.participle and draft.cue[0] == cue.start
    if kind in {"clause", "object"} and left[1] in view.quote_start and left[1] > low and not bare:
        kind = ""
    if kind in {"clause", "quote", "to", "object"}:
        end = clause_end(view, place, high, draft, kind)
        if kind == "quote":
            end = max(end, view.quote_end.get(place, end))
        draft.add(place, end)
        if kind == "quote" and left[1] > low and left[1] in view.quote_start and draft.source[0] >= left[1]:
            draft.add(*left)
    elif kind == "mid" and low <= draft.source[0] and draft.has_source:
        if left[1] > low:
            draft.add(*left)
        if not leads_away(view, place + 1, high):
            draft.add(place + 1, clause_end(view, place + 1, high, draft, "clause"))
    elif kind == "colon":
        draft.add(place, clause_end(view, place, high, draft, "clause"))
    elif left[1] > left[0] and (cue.takes & SPEECH or left[1] in view.quote_start):
        draft.add(*left)
    draft.rule = "block" if place >= high and kind in {"quote", "colon"} else kind or "before"
    introduced = place < high and bool(view.bits[place] & (W.THAT | W.WH | W.PRONOUN | W.DETERMINER | W.CAPITAL))
    if kind == "clause" and not introduced and not draft.has_source:
        return False  # "20,000 confirmed cases"
    if kind == "colon" and place >= high:
        return draft.has_source  # the content is in the next paragraph, if it is there
    return bool(draft.content) and (draft.has_source or kind in SOURCELESS or bool(left[1] in view.quote_start))


def leads_away(view: View, place: int, high: int) -> bool:
    """Whether what follows a comma is no content: a participle, a relative clause, a second verb."""
    if place >= high:
        return True
    word = view.word(place)
    return (
        bool(view.bits[place] & (W.RELATIVE | W.AND))
        or word.endswith("ing")
        or place in view.cue_at
        or word in {"according", "while", "after", "a", "who"}
    )


def left_content(view: View, draft: Draft, low: int, *, shortest: int = SHORTEST_CLAUSE) -> Range:
    """Return what stands before the source and the comma: a quotation, or a clause of a few tokens at least."""
    end = draft.source[0] if draft.has_source and draft.source[1] <= draft.cue[0] else draft.cue[0]
    for place in (end, end - 1):
        if place in view.quote_start and place >= low:
            return _with_opening(view, view.quote_start[place], low), place
    if end - 1 > low and view.bits[end - 1] & W.COMMA:
        start = low
        while start < end - 1 and view.bits[start] & (W.AND | W.QUOTE):
            start += 1
        is_clause = end - 1 - start >= shortest or any(view.bits[i] & W.AUX for i in range(start, end))
        is_clause |= end - 1 - start == 2 and bool(view.bits[start] & W.SUBJECT or view.word(start) == "it")
        return (start, end - 1) if is_clause else (0, 0)
    return 0, 0


def _with_opening(view: View, quote: int, low: int) -> int:
    """Return where a content begins that ends in a quotation: at the words before it, where they hold a verb."""
    start = low
    while start < quote and view.bits[start] & W.AND:
        start += 1
    opening = range(start, quote)
    has_verb = any(view.bits[i] & (W.AUX | W.VERBAL) and not view.bits[i] & W.POSSESSIVE for i in opening)
    return start if has_verb and not any(i in view.cue_at for i in opening) else quote


def clause_end(view: View, place: int, high: int, draft: Draft, kind: str) -> int:
    """Return where the content that starts at `place` ends."""
    bits = view.bits
    high = min(high, place + LONGEST_CONTENT)
    inside = 0
    for i in view.turns(place, high):
        if i in view.quote_end:
            inside = max(inside, view.quote_end[i])
        if i < inside or i == place:
            continue
        if view.word(i) == ";" or (bits[i] & W.COMMA and i + 1 < high and view.word(i + 1) == "according"):
            return i
        if bits[i] & W.COMMA and i + 1 < high and bits[i + 1] & W.AND and _another_speaks(view, i + 2, high):
            return i
        if bits[i] & W.AND and _same_speaker_goes_on(view, i + 1, high):
            return i - 1 if bits[i - 1] & W.COMMA else i
        if kind in {"object", "to"} and _phrase_ends(view, i, high):
            return i
        if _comments(view, i, high):
            return i
        if (
            bits[i] & W.COMMA
            and i + 1 in view.cue_at
            and view.cue_at[i + 1].participle
            and "noun" not in view.cue_at[i + 1].takes
        ):
            return i
    end = max(high, inside)
    while end > place and bits[end - 1] & (W.STOP | W.COMMA) and end > inside:
        end -= 1
    return end


def _comments(view: View, i: int, high: int) -> bool:
    """Whether the outlet's own comment starts here: “…,” a claim that …; …, even though …."""
    if i in view.quote_start:
        return bool(view.bits[i - 2] & W.COMMA) and view.word(i) in {"a", "an"}
    return (
        bool(view.bits[i] & W.COMMA)
        and i + 2 < high
        and view.word(i + 1) == "even"
        and view.word(i + 2) in {"though", "as"}
    )


def _same_speaker_goes_on(view: View, place: int, high: int) -> bool:
    """Whether a second reporting verb follows "and" without a subject of its own."""
    while place < high and view.bits[place] & (W.ADVERB | W.AUX):
        place += 1
    cue = view.cue_at.get(place)
    return (
        cue is not None
        and not cue.noun
        and not cue.participle
        and cue.form not in NOUN_LIKE
        and cue.cue_class not in INNER
        and (cue.form.endswith(("ed", "s", "d", "t", "e")) or cue.past)
    )


def _another_speaks(view: View, place: int, high: int) -> bool:
    """Whether a subject and a reporting verb of its own follow ", but"."""
    for i in range(place, min(high, place + 8)):
        if i in view.cue_at:
            cue = view.cue_at[i]
            return i > place and not cue.noun and not cue.participle and bool(cue.takes & SPEECH)
        if view.bits[i] & (W.COMMA | W.AUX | W.QUOTE | W.SUBORDINATOR):
            return False
    return False


def _phrase_ends(view: View, i: int, high: int) -> bool:
    bit = view.bits[i]
    if i in view.quote_start and view.bits[i - 2] & W.COMMA:
        return bool(bit & (W.AND | W.SUBORDINATOR | W.PREPOSITION))
    if bit & W.COMMA:
        after = view.bits[i + 1] if i + 1 < high else 0
        return bool(after & (W.AND | W.SUBORDINATOR | W.PREPOSITION)) or (
            i + 1 < high and view.word(i + 1).endswith("ing")
        )
    if view.word(i) == "as":
        return i + 1 < high and bool(view.bits[i + 1] & W.SUBJECT)
    return view.word(i) in {"after", "when", "while", "although", "though", "because", "before", "but"} or bool(
        bit & W.BREAK and view.word(i) in {"—", "–", "--"}
    )
