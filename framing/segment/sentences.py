"""Sentences: where a stop ends one, decided for all stops at once.

A stop ends a sentence unless what stands before it is an abbreviation or
what follows it goes on in lower case. Closing marks belong to the sentence
they close. Sentences never cross a paragraph.
"""

from __future__ import annotations

import numpy as np

from framing.core import Bools, Ints, PerType, Types

STOPS = frozenset({".", "!", "?", "…", "...", "....", "..", "。", "！", "？", "‽"})
HARD_STOPS = frozenset({"!", "?", "。", "！", "？", "‽"})
CLOSERS = frozenset({"”", "’", '"', "''", "'", ")", "]", "»"})
OPENERS = frozenset({"“", "‘", '"', "''", "``", "'", "(", "[", "«", "—", "–", "-", "--", "•", "$", "#", "*", "¿", "¡"})
# Before a name or a number: a stop after these never ends a sentence.
TITLES = frozenset(
    "mr mrs ms mx dr prof gen gens lt col cols maj capt cmdr adm sgt cpl pvt rev fr hon sen sens rep reps gov govs pres supt det insp atty amb "
    "st ste mt ft no nos vs v art sec fig vol pp ch approx ca esp e.g i.e cf messrs mme mlle".split()
)
# After a name or inside one: a stop after these ends a sentence only before a word that usually opens one.
ABBREVIATIONS = frozenset(
    "inc corp co ltd llc plc bros jr sr ph.d m.d b.a m.a d.c u.s u.k u.n e.u u.s.a p.m a.m etc al dept div est assn univ "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd hwy "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo "
    "d.-n.y r.-n.y d-calif r-texas w.va n.y n.j n.c s.c n.h n.m n.d s.d r.i n.y.c l.a b.c a.d op ed comm".split()
)
# Words as well as abbreviations: abbreviations only with a capital.
WORDS_TOO = frozenset(
    "no art fig gen col rep hon sen gov sat sun mar jan mon ill mass miss wash ore pa la ch sec mt st op ind del fla mo co sept".split()
)
NUMBERED = frozenset({"no", "nos", "fig", "vol", "art", "pp", "sec", "ch"})  # abbreviations before a number only
LONGEST_SENTENCE = 400  # tokens; more without a stop are no sentence (a list, a transcript without marks), and are cut
STARTERS = frozenset(
    "the a an he she it they we i you this that these those there his her its their our my your in on at by for from with to of as "
    "but and or so yet if when while after before since although though because however meanwhile moreover still also then now "
    "what who where why how which here some many most several other others another both each one no not such according last "
    "during under despite until once more even just only".split()
)


def sentence_ends(
    types: Types,
    ids: Ints,
    start: Ints,
    end: Ints,
    paragraph: Ints,
) -> Bools:
    """Return whether each token is the last of its sentence, shape (n_tokens,).

    Parameters
    ----------
    types : Types
    ids, start, end : arrays of int, shape (n_tokens,)
        Type and character bounds of each token.
    paragraph : array of int, shape (n_tokens,)
        Paragraph of each token; a sentence ends with its paragraph.
    """
    n = len(ids)
    last = np.zeros(n, dtype=bool)
    if n == 0:
        return last
    last[:-1] = paragraph[1:] != paragraph[:-1]
    last[-1] = True
    flags = _type_flags(types)
    stop = flags["stop"][ids] | flags["dotted"][ids]
    stops, ends = _after_closers(np.flatnonzero(stop), flags["closer"][ids], start, end, paragraph)
    inside = ends < n - 1
    stops, ends = stops[inside], ends[inside]
    stops, ends = stops[~last[ends]], ends[~last[ends]]
    last[ends[_is_boundary(stops, ends, flags, ids, start, end, paragraph)]] = True
    return last | _too_long(last)


def _too_long(last: Bools) -> Bools:
    """Return where to cut what has no stop: behind each LONGEST_SENTENCE tokens of it."""
    place = np.arange(len(last))
    first = np.maximum.accumulate(np.where(np.roll(last, 1), place, 0))
    return np.asarray((place - first) % LONGEST_SENTENCE == LONGEST_SENTENCE - 1)


def _type_flags(types: Types) -> dict[str, Bools]:
    """Return what each word type can be, by the name of the flag."""
    bits = _TYPE_BITS.of(types)
    return {name: (bits >> place & 1).astype(bool) for place, name in enumerate(_FLAGS)}


def _type_bits(w: str, f: str) -> int:
    if w.islower() and w.isalpha() and f not in _LISTED:
        return 0
    values = (
        w in STOPS,
        w in HARD_STOPS,
        len(w) > 2 and w[-1] == "." and w[0].isalpha(),
        w in CLOSERS,
        w in OPENERS,
        w[0].isupper() or w[0].isdigit(),
        w[0].isdigit(),
        _abbreviates(w, f, TITLES),
        f in NUMBERED,
        _abbreviates(w, f, ABBREVIATIONS),
        len(w) == 1 and w.isalpha() and w.isupper() and w != "I",
        f in STARTERS,
    )
    return sum(bool(value) << place for place, value in enumerate(values))


_LISTED = TITLES | NUMBERED | ABBREVIATIONS | STARTERS  # other words in lower case are nothing
_TYPE_BITS = PerType[np.int32].each(_type_bits, np.int32)
_FLAGS = ("stop", "hard", "dotted", "closer", "opener", "capital", "digit", "title", "number", "abbreviation", "initial", "starter")  # fmt: skip


def _abbreviates(word: str, folded: str, known: frozenset[str]) -> bool:
    return folded.rstrip(".") in known and (folded not in WORDS_TOO or word[0].isupper())


def _after_closers(stops: Ints, closer: Bools, start: Ints, end: Ints, paragraph: Ints) -> tuple[Ints, Ints]:
    """Follow each stop over the marks that close it, touching one another."""
    ends = stops.copy()
    n = len(closer)
    for _ in range(4):
        after = np.minimum(ends + 1, n - 1)
        grows = (after > ends) & closer[after] & (start[after] == end[ends]) & (paragraph[after] == paragraph[ends])
        ends = np.where(grows, after, ends)
    return stops, ends


def _is_boundary(
    stops: Ints, ends: Ints, flags: dict[str, Bools], ids: Ints, start: Ints, end: Ints, paragraph: Ints
) -> Bools:
    n = len(ids)
    after = ends + 1
    spaced = start[after] > end[ends]
    opened = flags["opener"][ids[after]]
    word = after
    for _ in range(2):  # look behind an opening mark or two, inside the paragraph
        beyond = np.minimum(word + 1, n - 1)
        word = np.where(flags["opener"][ids[word]] & (paragraph[beyond] == paragraph[word]), beyond, word)
    capital = flags["capital"][ids[word]]
    before = np.maximum(stops - 1, 0)
    touches = end[before] == start[stops]
    dotted = flags["dotted"][ids[stops]]
    abbreviated = (dotted & flags["abbreviation"][ids[stops]]) | (
        ~dotted & touches & flags["abbreviation"][ids[before]]
    )
    abbreviated |= ~dotted & touches & flags["initial"][ids[before]]
    abbreviated |= dotted & ~flags["abbreviation"][ids[stops]]
    title = ~dotted & touches & flags["title"][ids[before]] & (ends == stops)
    title &= ~flags["number"][ids[before]] | flags["digit"][ids[word]]  # "No. 5", but "No. He never paid."
    hard = flags["hard"][ids[stops]]
    closes_quote = ends > stops
    starter = flags["starter"][ids[word]] & capital
    clear = hard | (~abbreviated & ~title) | (closes_quote & ~title)
    return np.asarray(capital & (spaced | closes_quote) & (clear | (abbreviated & (starter | opened)) & ~title))
