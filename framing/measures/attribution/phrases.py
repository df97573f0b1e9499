"""Noun phrases: where a source begins and ends, without a parser.

A phrase is followed outwards from the verb to the next sign that it is over:
punctuation, a conjunction that joins clauses, another verb.
"""

from __future__ import annotations

from framing.measures.attribution.draft import Range
from framing.measures.attribution.view import View
from framing.measures.attribution.words import W

LONGEST_SOURCE = 32  # tokens
SHORT_TAG = 2  # tokens
MAY_END = W.COMMA | W.QUOTE | W.STOP | W.BREAK | W.SUBORDINATOR | W.RELATIVE | W.AND | W.AUX | W.VERBAL  # a noun phrase
LONGEST_OPENING = 40  # tokens before the subject of a sentence


def with_auxiliaries(view: View, place: int, low: int) -> int:
    """Move left over "has", "also", "never", "reportedly"."""
    bits = view.bits
    while (
        place > low
        and bits[place - 1] & (W.AUX | W.ADVERB | W.NEGATION)
        and not bits[place - 1] & (W.SUBORDINATOR | W.POSSESSIVE | W.CAPITAL)
    ):
        place -= 1
    while view.bits[place] & W.ADVERB and view.word(place) in {"yesterday", "today"}:
        place += 1
    return place


def subject(view: View, end: int, low: int) -> Range:
    """Return the noun phrase that ends just before `end`."""
    bits = view.bits
    while end > low and bits[end - 1] & W.TIME and not bits[end - 1] & W.PRONOUN:
        end -= 1
        while (
            end > low
            and view.word(end - 1) in {"on", "in", "last", "this", "earlier", "late", "early"}
            and end - 1 > low
        ):
            end -= 1
    stop = end
    if end > low and bits[end - 1] & W.COMMA:
        start = _before_apposition(view, end - 1, low)
        return (start, stop) if start < end - 1 else (0, 0)
    if end > low and bits[end - 1] & W.PRONOUN and not (end - 1 > low and bits[end - 2] & W.PREPOSITION):
        start = end - 1
        if (
            start > low
            and view.word(start) in {"some", "many", "several", "both", "others", "most", "all", "none"}
            and bits[start - 1] & W.DETERMINER
        ):
            start -= 1
        return start, stop
    start = _with_name(view, noun_phrase_start(view, end, low), low)
    return (start, stop) if 0 < stop - start <= LONGEST_SOURCE and _can_be_source(view, start, stop) else (0, 0)


def _with_name(view: View, start: int, low: int) -> int:
    """Move left over a name that a description follows: "…, Ana Holm, head of the clinic told the paper"."""
    bits = view.bits
    if start - 2 <= low or not bits[start - 1] & W.COMMA:
        return start
    place = start - 1
    while place > low and bits[place - 1] & W.CAPITAL and start - place < 7:
        place -= 1
    return place if low < place < start - 2 and bits[place - 1] & (W.COMMA | W.QUOTE) else start


def noun_phrase_start(view: View, end: int, low: int) -> int:
    """Walk left from `end` to where the noun phrase begins."""
    bits, place = view.bits, end
    while place > low:
        before = bits[place - 1]
        if not before & MAY_END and place - 1 not in view.cue_at:
            place -= 1
            continue
        if before & (W.COMMA | W.QUOTE | W.STOP):
            break
        if before & W.BREAK and view.word(place - 1) not in {"-", "(", ")"}:
            break
        if before & (W.SUBORDINATOR | W.RELATIVE) and not before & W.PREPOSITION:
            break
        if before & W.AND and not _joins_nouns(view, place - 1, low):
            break
        if (
            (before & W.AUX and not before & W.POSSESSIVE)
            or (before & W.VERBAL)
            or (place - 1 in view.cue_at and not view.cue_at[place - 1].noun and place - 1 > low)
        ):
            break
        place -= 1
    return _after_leaders(view, place, end)


def _after_leaders(view: View, place: int, end: int) -> int:
    """Move right over what opens a sentence without being its subject."""
    while place < end and view.bits[place] & W.LEADER and not (view.bits[place] & W.DETERMINER):
        if view.bits[place] & W.PREPOSITION and not view.bits[place] & W.SUBORDINATOR:
            return _after_opening_phrase(view, place, end)
        place += 1
    return place


def _after_opening_phrase(view: View, place: int, end: int) -> int:
    """Move right over "In a statement" where no comma closes it: the subject is the last name."""
    for i in range(place + 1, end):
        if view.bits[i - 1] & W.TIME and not view.bits[i] & (W.TIME | W.PREPOSITION):
            return i
    for i in range(place + 2, end):
        if view.bits[i] & W.CAPITAL and not view.bits[i - 1] & (W.CAPITAL | W.PREPOSITION | W.DETERMINER):
            return i
    return place + 1 if view.word(place) in {"with", "for", "by", "from"} else end


def _joins_nouns(view: View, place: int, low: int) -> bool:
    """Whether "and" at `place` joins two names rather than two clauses."""
    bits = view.bits
    if view.word(place) not in {"and", "or", "nor"} or place - 1 < low or bits[place - 1] & W.COMMA:
        return False
    left, right = bits[place - 1], bits[place + 1]
    if view.word(place - 1) == ")":
        left = W.CAPITAL | W.WORD
    if right & W.PRONOUN and not right & W.DETERMINER:
        return False
    both_names = bool(left & W.CAPITAL) == bool(right & W.CAPITAL)
    return bool(left & W.WORD) and not left & (W.OBJECT | W.TIME) and (both_names or bool(right & W.DETERMINER))


def _before_apposition(view: View, comma: int, low: int) -> int:
    """Return the start of "Name, description," where `comma` closes the description."""
    bits = view.bits
    for place in range(comma - 1, max(low, comma - LONGEST_SOURCE) - 1, -1):
        if bits[place] & W.QUOTE and place not in view.quote_end:
            return comma
        if bits[place] & W.COMMA and place > low:
            start = noun_phrase_start(view, place, low)
            if bits[place + 1] & W.AND or start >= place:
                continue
            if place - start <= SHORT_TAG and start - 1 > low and bits[start - 1] & W.COMMA:
                continue  # an age or a party: "Holm, 44, a nurse,"
            if (place - 1 >= low and bits[start] & (W.DETERMINER | W.CAPITAL | W.PRONOUN)) or bits[
                place - 1
            ] & W.CAPITAL:
                return start
    return comma


def _can_be_source(view: View, start: int, end: int) -> bool:
    bits = view.bits
    if bits[start] & W.TO or view.word(start) == "not":
        return False
    if end - start == 1:
        return not bits[start] & (
            W.ADVERB | W.TIME | W.SUBORDINATOR | W.OBJECT | W.POSSESSIVE | W.STOP | W.DETERMINER
        ) or bool(bits[start] & W.PRONOUN)
    return any(bits[i] & W.WORD for i in range(start, end))


def sentence_subject(view: View, low: int, stop: int) -> Range:
    """Return the first noun phrase of the sentence, up to its first verb."""
    bits = view.bits
    place = low
    while place < stop and bits[place] & (W.LEADER | W.QUOTE) and not bits[place] & W.DETERMINER:
        place += 1
    if low < place and bits[low] & (W.PREPOSITION | W.SUBORDINATOR):
        comma = next((i for i in range(low, min(stop, low + LONGEST_OPENING)) if bits[i] & W.COMMA), stop)
        place = comma + 1 if comma + 1 < stop else place
    end = place
    while (
        end < stop
        and end - place < 14
        and not _is_verb(view, end, place)
        and not bits[end] & (W.COMMA | W.QUOTE | W.SUBORDINATOR | W.BREAK)
    ):
        end += 1
    return (place, end) if place < end < stop else (0, 0)


def _is_verb(view: View, place: int, low: int) -> bool:
    if view.bits[place] & (W.AUX | W.VERBAL) and not view.bits[place] & W.POSSESSIVE:
        return True
    word = view.word(place)
    return place in view.cue_at or (
        place > low
        and not view.bits[place] & W.CAPITAL
        and word.endswith(("ed", "es"))
        and len(word) > 4
        and not view.bits[place - 1] & W.DETERMINER
    )


def noun_phrase_end(view: View, start: int, high: int, *, tight: bool = False) -> int:
    """Return where the noun phrase that starts at `start` ends, appositions included unless `tight`."""
    bits, place = view.bits, start
    while place < high and place - start < LONGEST_SOURCE:
        bit = bits[place]
        if bit & (W.STOP | W.QUOTE) or (bit & W.BREAK and view.word(place) not in {"(", ")", "-"}):
            break
        if bit & W.COMMA:
            after = bits[place + 1] if place + 1 < high else 0
            if tight and not after & W.RELATIVE:
                break
            if not after & (W.DETERMINER | W.RELATIVE | W.CAPITAL) and not (
                after & W.WORD and view.word(place + 1)[0].isdigit()
            ):
                break
        if (bit & W.SUBORDINATOR and not bit & (W.RELATIVE | W.PREPOSITION)) or (
            bit & W.TIME and not bit & W.AUX and place > start and not bits[place - 1] & W.DETERMINER
        ):
            break
        if (
            place > start
            and view.word(place) in {"in", "on", "at", "during", "after", "before", "to", "as", "about"}
            and not after_comma(view, start, place)
        ):
            break
        if (
            bit & W.AND
            and place + 1 < high
            and bits[place + 1] & (W.PRONOUN | W.AUX)
            and not bits[place + 1] & W.DETERMINER
        ):
            break
        place += 1
    while place > start and bits[place - 1] & (W.COMMA | W.AND | W.PREPOSITION):
        place -= 1
    return place


def after_comma(view: View, start: int, place: int) -> bool:
    """Whether a comma stands between two places."""
    return any(view.bits[i] & W.COMMA for i in range(start, place))
