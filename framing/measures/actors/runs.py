"""Runs: stretches of capitalised words that may hold names.

Decided for all tokens at once, from what each word type can be and where it
stands. What names a run holds is read later, once per distinct run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.core import HEADLINE, Bools, Column, Corpus, Ints, PerType, objects
from framing.match import capitals
from framing.measures.actors.lists import F

# A word in front of one of these that opens a sentence is a name, if it is not a word that often opens one.
SPEAKS = frozenset(
    "said says told asked added insisted argued claimed noted called wrote announced denied tweeted replied vowed".split()
)
ACTS = SPEAKS | {"'s"}
WHERE = frozenset("in at near across outside inside".split())
COMMA, WHO = frozenset({","}), frozenset({"who"})
STOP = frozenset({"."})
JOINS_OF = frozenset({"of", "for", "on"})


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of one corpus.

    Attributes
    ----------
    start, end : arrays of int, shape (n_runs,)
        Tokens, half-open.
    firm : array of bool, shape (n_runs,)
        Whether a capital inside a sentence says that it is a name; otherwise
        it has to be known from elsewhere.
    hint : array of str, shape (n_runs,)
        What the words around it say it is, where its own do not: "place"
        ("in Kasur"), "person" ("Holm said"), else "".
    """

    start: Ints
    end: Ints
    firm: Bools
    hint: Column


def find_runs(corpus: Corpus, types: NDArray[np.int32]) -> Runs:
    """Return the runs of capitalised words in the blocks that count.

    Parameters
    ----------
    corpus : Corpus
    types : array of int, shape (n_types,)
        Bits of :class:`~framing.measures.actors.lists.F` per word type.
    """
    if not corpus.n_tokens:
        nothing = np.zeros(0, dtype=np.int64)
        return Runs(nothing, nothing, np.zeros(0, dtype=bool), np.zeros(0, dtype=object))
    bits = types[corpus.token_ids]
    seen = capitals(corpus)
    open_ = (bits & F.CAPITAL > 0) & (bits & F.CLOSED == 0) & corpus.counted
    open_ &= (bits & F.CALENDAR == 0) | (_after_given(corpus, bits) & (bits & F.ABBREVIATION == 0))
    shouted = (bits & F.UPPER > 0) & (bits & F.LISTED == 0) & (corpus.block == HEADLINE)  # "Mayor AXES shelter"
    firm = open_ & seen.tells & ~seen.initial & ~shouted
    acting = np.flatnonzero(open_ & seen.tells & ~firm & (bits & (F.OPENER | F.FORM | F.UPPER | F.TITLE) == 0))
    firm[acting[_acts(corpus, acting)]] = True
    weak = open_ & ~firm
    weak &= _may_be_name(corpus, bits, firm, weak & seen.tells & ~shouted, weak)
    places = np.flatnonzero(firm | weak)
    joined = _joined(corpus, bits, places)
    first = np.flatnonzero(np.concatenate(([True], ~joined))) if len(places) else places
    last = np.concatenate((first[1:], [len(places)])) - 1 if len(places) else places
    any_firm = np.add.reduceat(firm[places], first) > 0 if len(places) else np.zeros(0, dtype=bool)
    start, end = places[first], places[last] + 1
    return Runs(start, end, np.asarray(any_firm), _hints(corpus, start, end))


def _after_given(corpus: Corpus, bits: NDArray[np.int32]) -> Bools:
    """Return which tokens follow a given name or a title in their sentence: "Theresa May", "Mrs. May"."""
    naming = bits & (F.GIVEN | F.TITLE) > 0
    same = np.zeros(corpus.n_tokens, dtype=bool)
    same[1:] = corpus.token_sentence[1:] == corpus.token_sentence[:-1]
    after = np.zeros(corpus.n_tokens, dtype=bool)
    after[1:] = naming[:-1]
    after[2:] |= naming[:-2] & corpus.tokens_in(STOP)[1:-1] & same[1:-1]
    return np.asarray(after & same)


def _hints(corpus: Corpus, start: Ints, end: Ints) -> Column:
    """Return what the word before and the word behind each run say that it is."""
    where, speaks = corpus.is_beside(start, -1, WHERE), corpus.is_beside(end - 1, 1, SPEAKS)
    return objects(
        ["place" if place else "person" if person else "" for place, person in zip(where, speaks, strict=True)]
    )


def _acts(corpus: Corpus, places: Ints) -> Bools:
    """Return which words speak or own: "Holm said", "Holm, who", "Holm's" – names, where no list says otherwise."""
    who = corpus.is_beside(places, 1, COMMA) & corpus.is_beside(places, 2, WHO)
    plural = np.array([corpus.vocab[i].endswith("s") for i in corpus.token_ids[places].tolist()], dtype=bool)
    return np.asarray((corpus.is_beside(places, 1, ACTS) | who) & ~plural)


def _may_be_name(corpus: Corpus, bits: NDArray[np.int32], firm: Bools, opens: Bools, weak: Bools) -> Bools:
    """Return which tokens without a telling capital may be names.

    Because the same text has the word with a telling capital, because it is on
    a list, or because a name follows and the text never has it in lower case.
    """
    n_folded, folded = len(corpus.folded_number), corpus.folded_ids[corpus.token_ids]
    key = corpus.token_doc * n_folded + folded
    given = bits & (F.GIVEN | F.LISTED) == F.GIVEN | F.LISTED
    inner = np.diff(corpus.token_sentence) == 0
    after_given = np.zeros(corpus.n_tokens, dtype=bool)  # "Lou Barletta" in a line in title case
    after_given[1:] = inner & given[:-1] & weak[1:] & (bits[1:] & (F.OPENER | F.FORM) == 0)
    known = after_given.copy()
    known[weak] |= np.isin(key[weak], np.unique(key[firm | after_given]))
    before_name = np.zeros(corpus.n_tokens, dtype=bool)
    before_name[:-1] = inner & firm[1:]
    before_name &= opens & (bits & (F.OPENER | F.FORM) == 0)
    interesting = np.zeros(n_folded, dtype=bool)
    interesting[folded[before_name]] = True
    lower = (bits & F.CAPITAL == 0) & interesting[folded]
    before_name[before_name] = ~np.isin(key[before_name], np.unique(key[lower]))
    listed = bits & (F.LISTED | F.TITLE) > 0
    maybe = (bits & (F.MAYBE | F.UPPER) > 0) & opens & (bits & F.OPENER == 0)
    return np.asarray(known | listed | maybe | before_name)


def _joined(corpus: Corpus, bits: NDArray[np.int32], places: Ints) -> Bools:
    """Return whether each capitalised token and the next one belong to one run, shape (n - 1,)."""
    if len(places) < 2:
        return np.zeros(0, dtype=bool)
    here, after = places[:-1], places[1:]
    gap = after - here
    word = _JOINT.of(corpus.types)[corpus.token_ids]
    between = np.minimum(here + 1, corpus.n_tokens - 1)
    second = np.minimum(here + 2, corpus.n_tokens - 1)
    takes_of = bits[here] & F.TAKES_OF > 0
    of = takes_of & (word[between] == _OF)
    two = ((word[between] == _STOP) & (bits[here] & F.ABBREVIATION > 0)) | (word[between] == _AMPERSAND)
    two |= (bits[between] & F.PARTICLE > 0) | of
    two |= (word[between] == _APOSTROPHE) & (bits[after] & F.TAKES_OF > 0)  # "Merchants' Association"
    three = of & (word[second] == _THE)
    three |= (bits[between] & bits[second] & F.PARTICLE) > 0
    three |= (word[between] == _STOP) & (bits[here] & F.ABBREVIATION > 0) & (bits[second] & F.PARTICLE > 0)
    joined = (gap == 1) | ((gap == 2) & two) | ((gap == 3) & three)
    after_of = np.zeros(len(joined), dtype=bool)  # "Department of Health and Human Services"
    sentence = corpus.token_sentence[here]
    for distance in (1, 2, 3):
        same = sentence[distance:] == sentence[:-distance]
        after_of[distance:] |= of[:-distance] & joined[:-distance] & same
    listed = bits[here] & (F.ALONE | F.GIVEN) > 0  # "University of Michigan and" ends there
    in_list = (bits[here] & F.BEFORE_AND > 0) & (bits[after] & F.BEHIND_AND > 0)
    joined |= (gap == 2) & (word[between] == _AND) & ((after_of & ~listed) | in_list)
    return np.asarray(joined & (corpus.token_sentence[here] == corpus.token_sentence[after]))


_OF, _THE, _STOP, _AMPERSAND, _AND, _APOSTROPHE = range(1, 7)
_JOINTS = {**dict.fromkeys(JOINS_OF, _OF), "the": _THE, ".": _STOP, "&": _AMPERSAND, "and": _AND, "'": _APOSTROPHE}
_JOINT = PerType[np.int8].each(lambda _, folded: _JOINTS.get(folded, 0), np.int8)
