"""Tallies: what adds up, and names that do not meet."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core.types import PerType, TypeMemory
from framing.lexicon import Lexicon, load_lexicon
from framing.measures import Readability
from framing.scoring import Tally, moments, ratio_of
from framing.segment import segment_texts

TEXT = "The vile regime fell on Monday. Ada Holm said that it had rained, and left."


def test_sums_add_up_and_names_follow_one_another():
    """The parts of two texts, in order."""
    parts = [
        Tally({"n": np.array([1, 2])}, pd.DataFrame({"doc": [0], "name": ["a"]})),
        Tally({"n": np.array([3, 0])}, pd.DataFrame({"doc": [1], "name": ["b"]})),
    ]
    whole = Tally.together(parts)
    assert whole["n"].tolist() == [4, 2]
    assert whole.named.to_numpy().tolist() == [[0, "a"], [1, "b"]]


@pytest.mark.parametrize("label", ["words", "own words", "in own|units", "own|terms", "all|terms", "cues"])
def test_a_label_of_yours_is_no_sum_of_ours(label):
    """Whatever the entries of a lexicon are called, the other columns are the same."""
    terms = {name: Lexicon.from_terms("mine", {name: ["vile", "regime"]}) for name in ("plain", label)}
    plain, mine = (framing.analyze(TEXT, lexicons={"loaded": lexicon}).scores for lexicon in terms.values())
    assert mine.rename(columns=lambda name: name.replace(f"loaded__{label}_", "loaded__plain_")).equals(plain)


def test_a_class_of_reporting_words_is_no_sum_of_ours():
    """A class called "cues" is one class of several."""
    lexicon = load_lexicon("reporting-verbs")
    entries = tuple(dataclasses.replace(each, label="cues") if each.label == "neutral" else each for each in lexicon.entries)  # fmt: skip
    labels = {"cues" if label == "neutral" else label: told for label, told in lexicon.labels.items()}
    renamed = dataclasses.replace(lexicon, entries=entries, labels=labels)
    row = framing.analyze(TEXT + " Ivo Lund warned of it.", lexicons={"attribution": renamed}).scores.iloc[0]
    assert row["attribution__attributions_n"] == 2
    assert row["attribution__cues_share"] == 0.5


def test_the_squares_by_which_parts_miss_are_exact():
    """Where all units have one ratio nothing is missed, however large the numbers."""
    whole = np.full(1000, 399)
    ratio = ratio_of(moments("x", whole // 3, whole, np.zeros(1000, dtype=np.int64), 1), "x")
    assert ratio.missed.tolist() == [0.0]
    part = np.arange(1000) % 7
    ratio = ratio_of(moments("x", part, whole, np.zeros(1000, dtype=np.int64), 1), "x")
    assert ratio.missed[0] == pytest.approx(((part - ratio.ratio[0] * whole) ** 2).sum(), rel=1e-12)


def test_parts_of_numbers_are_refused():
    """Sums of whole numbers would lose them."""
    with pytest.raises(ValueError, match="whole numbers"):
        moments("x", np.array([0.5]), np.array([1]), np.zeros(1, dtype=np.int64), 1)


def test_a_measure_scores_without_evidence_if_it_needs_none():
    """Readability reads the words alone."""
    assert Readability().score(segment_texts([TEXT]))["readability__words-per-sentence_mean"].item() > 5


def test_rows_that_are_read_stay_when_words_are_forgotten():
    """Another thread may have started the memory of words anew."""
    lengths = PerType.each(lambda written, folded: len(written), np.int64)
    first, second = TypeMemory(str.lower), TypeMemory(str.lower)
    for memory, words in ((first, ("Rain", "in")), (second, ("a", "b"))):
        for word in words:
            memory[word]
    rows = lengths.all_of(first)
    lengths.all_of(second)
    assert rows.tolist() == [4, 2]


def test_nothing_to_explain_is_no_error():
    """A text without words has no attribution."""
    assert not len(framing.analyze(" \n").explain("attribution"))


def test_a_target_may_go_on_where_texts_are_cut():
    """Sentiment is read in pieces between paragraphs."""
    text = "The mayor met Ann Hale at the bridge in the town today, and all went home by the bus.\n\n" * 2
    found = framing.target_sentiment([f"{text}{i}" for i in range(2000)], [(0, len(text) // 2 + 9)] * 2000)
    assert len(found) == 2000
