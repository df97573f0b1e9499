"""Complements: what follows a reporting verb, and where its content starts.

Kinds: "clause" (said that …), "quote", "to" (vowed to …), "object"
(criticised the plan), "mid" (a comma: the content stands around the verb),
"colon", and "" for none.
"""

from __future__ import annotations

from framing.measures.attribution.cues import Cue
from framing.measures.attribution.view import View
from framing.measures.attribution.words import NOTHING, TELL, W
from framing.scoring import DOCUMENTS

FAR_COMPLEMENT = 18  # tokens between a verb and its "that"


def complement(view: View, cue: Cue, place: int, high: int) -> tuple[str, int]:
    """Return what follows a verb ("clause", "quote", "to", "object", "mid", "colon", "") and where it starts."""
    bits, takes = view.bits, cue.takes
    while (
        place < high
        and bits[place] & (W.ADVERB | W.TIME)
        and not bits[place] & (W.SUBORDINATOR | W.PRONOUN | W.CAPITAL | W.MODAL | W.NEGATION)
    ):
        place += 1
    if place >= high or bits[place] & W.STOP:
        return "", place
    if bits[place] & W.COMMA:
        return ("quote", place + 1) if view.quote_follows(place) else ("mid", place)
    if view.word(place) == ":":
        return ("quote", place + 1) if view.quote_follows(place) else ("colon", place + 1)
    if place in view.quote_end:
        return "quote", place
    if bits[place] & W.THAT:
        return ("clause", place) if takes & {"clause", "that", "addressee", "about"} else _object(view, cue, place)
    if bits[place] & W.TO:
        return ("to", place) if "to" in takes and _is_infinitive(view, place, high) else _beyond(view, cue, place, high)
    if bits[place] & W.WH and takes & {"clause", "that", "addressee", "about"}:
        return "clause", place
    if "addressee" in takes:
        found = _after_addressee(view, cue, place, high)
        if found[0] or not takes & {"clause", "object"} or cue.form in TELL:
            return found
    return _bare(view, cue, place, high)


def _bare(view: View, cue: Cue, place: int, high: int) -> tuple[str, int]:
    """Read a complement that no word introduces."""
    bits, takes = view.bits, cue.takes
    if bits[place] & W.TIME and bits[place] & W.CAPITAL:
        return complement(view, cue, place + 1, high)
    if bits[place] & (W.PREPOSITION | W.SUBORDINATOR) and "about" not in takes:
        return (
            _beyond(view, cue, place, high) if not ("object" in takes and bits[place] & W.SUBORDINATOR) else ("", place)
        )
    if bits[place] & (W.AND | W.BREAK | W.QUOTE) or (view.word(place) in NOTHING and place + 2 >= high):
        return "", place
    if ("clause" in takes and not bits[place] & W.AUX) or ("that" in takes and bits[place] & W.SUBJECT):
        return "clause", place
    return _object(view, cue, place)


def _object(view: View, cue: Cue, place: int) -> tuple[str, int]:
    bit = view.bits[place]
    takes = cue.takes & {"object", "about"} or ("finding" in cue.takes and is_document(view, cue.start))
    return ("object", place) if takes and bit & W.WORD and not bit & (W.AUX | W.SUBORDINATOR) else ("", place)


def is_document(view: View, place: int) -> bool:
    """Whether a poll, a study or a record stands shortly before a verb, in its sentence."""
    low, _ = view.sentence(place)
    return any(view.word(i) in DOCUMENTS for i in range(max(low, place - 6), place))


def _beyond(view: View, cue: Cue, place: int, high: int) -> tuple[str, int]:
    """Look for the complement behind "on Thursday", "in a statement", "to reporters"."""
    bits = view.bits
    if bits[place] & W.TO and not _is_hearer(view, place + 1, high):
        return "", place
    speech = cue.takes & {"clause", "that", "addressee"}
    for i in range(place + 1, min(high, place + FAR_COMPLEMENT)):
        if i in view.quote_end:
            return "quote", i
        if bits[i] & W.THAT and speech and i + 1 < high and not bits[i + 1] & (W.AUX | W.STOP):
            return "clause", i
        if (
            bits[i] & W.SUBJECT
            and speech
            and i - place > 1
            and not bits[i - 1] & (W.SUBORDINATOR | W.RELATIVE | W.PREPOSITION | W.COMMA | W.AND)
        ):
            return "clause", i
        if bits[i] & (W.BREAK | W.STOP):
            return ("quote", i + 1) if view.word(i) == ":" and view.quote_follows(i) else ("", place)
        if bits[i] & W.COMMA and view.quote_follows(i):
            return "quote", i + 1
    return "", place


def _is_infinitive(view: View, place: int, high: int) -> bool:
    """Whether "to" opens an infinitive, not "to the service"."""
    return place + 1 < high and not view.bits[place + 1] & (W.DETERMINER | W.CAPITAL | W.OBJECT)


def _is_hearer(view: View, place: int, high: int) -> bool:
    """Whether "to" is followed by whom something is said to, not by a verb: "to reporters"."""
    if place >= high:
        return False
    return bool(view.bits[place] & (W.CAPITAL | W.DETERMINER | W.OBJECT)) or view.word(place).endswith("s")


def _after_addressee(view: View, cue: Cue, place: int, high: int) -> tuple[str, int]:
    """Look behind whom the words were said to: "told reporters that", "urged Congress to"."""
    bits = view.bits
    for i in range(place + 1, min(high, place + FAR_COMPLEMENT)):
        if i in view.quote_end:
            return "quote", i
        bit = bits[i]
        if bit & W.TO and "to" in cue.takes and _is_infinitive(view, i, high):
            return "to", i
        if "clause" in cue.takes or "that" in cue.takes:
            if bit & W.THAT or (bit & W.WH and (view.word(i) != "if" or cue.form.startswith("ask"))):
                return "clause", i
            if bit & W.SUBJECT or (
                bit & W.DETERMINER
                and i > place + 0
                and bits[i - 1] & W.WORD
                and not bits[i - 1] & (W.PREPOSITION | W.DETERMINER | W.AND)
            ):
                return "clause", i
            if bits[place] & W.OBJECT and i == place + 1 and bit & W.CAPITAL and not bit & W.TIME:
                return "clause", i
        if bit & W.COMMA:
            return ("quote", i + 1) if view.quote_follows(i) else ("mid", i)
        if bit & (W.BREAK | W.STOP):
            return ("quote", i + 1) if view.word(i) == ":" and view.quote_follows(i) else ("", place)
    return "", place
