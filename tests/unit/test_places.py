"""Places around a mention: the tables of situations say what the rule for each place says."""

from itertools import product

import numpy as np

from framing.measures.toward.features import DISTANCES
from framing.measures.toward.places import (
    BESIDE,
    FURTHEST,
    NEAR,
    NEXT_TO,
    VALUE_PLACES,
    VALUE_SITUATIONS,
    WORD_PLACES,
    WORD_SITUATIONS,
    Pairs,
)

SIDES = ("left", "right")


def every_pair():
    """Return a pair for each gap up to 20 tokens, side, number of clauses up to 5, and whether it is said."""
    gap, right, clauses, said = (
        np.array(column) for column in zip(*product(range(20), (0, 1), range(6), (False, True)), strict=True)
    )
    nothing = np.zeros(len(gap), dtype=np.int64)
    return Pairs(nothing, nothing, right, gap, clauses, said)


def shared_places(pairs, i):
    """Return the places that words and values share, by their rules."""
    if pairs.said[i]:
        return {"said"}
    near = {f"near {SIDES[pairs.right[i]]}"} if pairs.gap[i] < NEAR else set()
    return {"sentence"} | near | ({"clause"} if pairs.clauses[i] == 0 else set())


def test_a_word_is_in_the_places_of_its_situation():
    """Each place has a twin behind a negation."""
    pairs = every_pair()
    for behind in (0, 1):
        rows = WORD_SITUATIONS[pairs.of_words(np.full(len(pairs.gap), behind))]
        for i, row in enumerate(rows):
            assert {(WORD_PLACES[j // 2], j % 2) for j in np.flatnonzero(row)} == {
                (place, behind) for place in shared_places(pairs, i)
            }


def test_a_value_is_in_the_places_of_its_situation():
    """Those of a word, its distance, the clauses between, and the quotation marks around both."""
    pairs = every_pair()
    for quoted in range(4):
        rows = VALUE_SITUATIONS[pairs.of_values(np.full(len(pairs.gap), quoted))]
        for i, row in enumerate(rows):
            expected = shared_places(pairs, i)
            if expected != {"said"}:
                side = SIDES[pairs.right[i]]
                distance = sum(pairs.gap[i] > bound for bound in DISTANCES)
                marks = " ".join(("plain", "quoted")[part] for part in divmod(quoted, 2))
                expected |= {f"{side} {distance}", f"{min(pairs.clauses[i], FURTHEST)} clauses {side}", marks}
            assert {VALUE_PLACES[j] for j in np.flatnonzero(row)} == expected


def test_words_next_to_a_mention_are_in_one_place():
    """The last situations are one place each, the last ones of a word."""
    rows = WORD_SITUATIONS[NEXT_TO:]
    assert [np.flatnonzero(row).tolist() for row in rows] == [[2 * len(WORD_PLACES) + i] for i in range(len(BESIDE))]
