"""Duplicates: the same text, or nearly the same, as an earlier one."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.core import InputError
from framing.io.duplicates import SHINGLE, find_duplicates

VOCABULARY = [f"{a}{b}" for a in ("bar", "tel", "mon", "ris", "kop", "lun") for b in ("do", "ver", "is", "ent", "ax")]


def paragraph(seed, n_words=80):
    return " ".join(np.random.default_rng(seed).choice(VOCABULARY, n_words)) + "."


def article(seed, n_paragraphs=10):
    return "\n\n".join(paragraph((seed, place)) for place in range(n_paragraphs))


def shingles(text):
    words = ["".join(filter(str.isalnum, word.lower())) for word in text.split()]
    words = [word for word in words if word]
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def jaccard(one, other):
    a, b = shingles(one), shingles(other)
    return len(a & b) / len(a | b)


def one_paragraph_changed(text):
    return text.replace(text.split("\n\n")[4], paragraph(99))


@pytest.mark.parametrize(
    ("change", "same"),
    [
        pytest.param(str, True, id="the same"),
        pytest.param(lambda text: text.replace(" ", "\n "), True, id="other white space"),
        pytest.param(str.upper, False, id="other case"),
        pytest.param(lambda text: text.replace(".", " — !"), False, id="other punctuation"),
        pytest.param(lambda text: "Ferry firm halves its winter sailings\n\n" + text, False, id="another headline"),
        pytest.param(one_paragraph_changed, False, id="one of ten paragraphs changed"),
        pytest.param(lambda text: text.rsplit("\n\n", 1)[0], False, id="the last paragraph cut"),
    ],
)
def test_a_copy_is_found(change, same):
    """A copy that shares most runs of five words names the text it repeats, and how much of it."""
    text = article(1)
    copy = change(text)
    row = find_duplicates([article(0), text, copy]).iloc[0]
    assert (row["doc"], row["of"], row["same"]) == (2, 1, same)
    assert row["similarity"] == pytest.approx(jaccard(text, copy))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(article(2), id="another article"),
        pytest.param(article(2, 8) + "\n\n" + "\n\n".join(article(1).split("\n\n")[:2]), id="two paragraphs in common"),
        pytest.param("\n\n".join(article(1).split("\n\n")[:5]), id="the first half of it"),
        pytest.param(" ".join(sorted(article(1).split())), id="the same words in another order"),
    ],
)
def test_what_is_not_a_copy(other):
    """Articles on one event may share names, quotations and paragraphs; that makes no copy."""
    assert find_duplicates([article(1), other]).empty


def test_two_reports_of_one_event_are_two():
    """The same facts and the same quotation in other sentences are no copy."""
    quote = '"We cannot run empty boats, and islanders will still have two crossings a day," said Petra Holm.'
    one = f"The ferry company Norlinn will halve its winter sailings from November, it announced on Monday. {quote} The council asked for talks."
    other = f"Norlinn is to run half as many ferries this winter, starting in November. {quote} Iain Frost, who leads the council, wants to meet the company."
    assert find_duplicates([one, other]).empty


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        pytest.param(["It rained.", "It rained!"], [], id="near, but too short to tell"),
        pytest.param(["It  rained.", "It rained."], [(1, 0)], id="the same but for white space"),
        pytest.param(["", "", "x"], [(1, 0)], id="empty texts are the same"),
        pytest.param([], [], id="no texts"),
        pytest.param(["…  — !"], [], id="no word"),
    ],
)
def test_short_texts_are_only_ever_the_same(texts, pairs):
    """Under five words there is no run of five words to compare."""
    found = find_duplicates(texts)
    assert list(zip(found["doc"], found["of"], strict=True)) == pairs
    assert list(found.columns) == ["doc", "of", "similarity", "same"]


def test_without_a_threshold_only_the_same_counts():
    """threshold=None leaves near copies alone."""
    text = article(1)
    assert find_duplicates([text, text + " Added.", text], threshold=None).values.tolist() == [[2, 0, 1.0, True]]


def test_what_is_kept_is_no_duplicate_itself():
    """In a chain of small changes a text is compared with kept ones alone: drift does not add up."""
    words = article(1).split()
    chain = [" ".join([*(f"new{j}" for j in range(40 * i)), *words[40 * i :]]) for i in range(8)]
    found = find_duplicates(chain)
    assert not set(found["of"]) & set(found["doc"])
    assert found["similarity"].ge(0.8).all()
    assert 0 < len(found) < 7


def test_the_same_text_as_a_near_copy_names_the_one_that_is_kept():
    """Of a text, its near copy and that copy's copy, both copies name the first."""
    text = article(1)
    near = text + " Added."
    found = find_duplicates([text, near, near])
    assert found["of"].tolist() == [0, 0]
    assert found["same"].tolist() == [False, False]
    assert found["similarity"].nunique() == 1


def test_the_nearest_is_named():
    """Of two earlier texts that are near enough, the more similar one is named."""
    text, (fifth, sixth) = article(1), article(1).split("\n\n")[4:6]
    other = text.replace(fifth, paragraph(98)).replace(sixth, paragraph(97))
    between = text.replace(fifth, paragraph(98)[:200] + fifth[200:])
    found = find_duplicates([other, text, between], threshold=0.7)
    assert jaccard(other, text) < 0.7 < jaccard(other, between) < jaccard(text, between)
    assert found[["doc", "of"]].to_numpy().tolist() == [[2, 1]]


def test_ids_are_those_of_a_series():
    """A Series gives its index, a list counts from 0; ids of text are objects."""
    found = find_duplicates(pd.Series([article(1), "x", article(1)], index=["a", "b", "c"], dtype=object))
    assert found[["doc", "of"]].to_numpy().tolist() == [["c", "a"]]
    assert found["doc"].dtype == object
    assert find_duplicates(["x"])["doc"].dtype == np.int64


@pytest.mark.parametrize(
    ("texts", "options", "says"),
    [
        pytest.param("one text", {}, "one text", id="a str"),
        pytest.param(["a", None], {}, "Document 1 is a NoneType", id="a missing text"),
        pytest.param(["a"], {"threshold": 0}, "threshold is 0", id="threshold 0"),
        pytest.param(["a"], {"threshold": 80}, "threshold is 80", id="percent"),
    ],
)
def test_wrong_input_is_an_error(texts, options, says):
    """The error says what was seen."""
    with pytest.raises(InputError, match=says):
        find_duplicates(texts, **options)


def test_the_result_does_not_depend_on_the_process():
    """Another seed of Python's hashes gives the same table."""
    code = (
        "from tests.unit.test_duplicates import *\n"
        "texts = [article(s % 30) + (' Added. ' + paragraph(s, 100) if s >= 30 else '') for s in range(60)]\n"
        "print(find_duplicates(texts).to_csv(), end='')"
    )
    same = {"cwd": Path(__file__).parents[2], "capture_output": True, "text": True, "check": True}
    seeds = ({**os.environ, "PYTHONHASHSEED": seed} for seed in "12")
    runs = [subprocess.run([sys.executable, "-c", code], env=seed, **same).stdout for seed in seeds]
    assert runs[0] == runs[1]
    assert runs[0].count("\n") == 31


def test_hardly_a_near_pair_is_missed():
    """Of 300 pairs a little above the threshold all are found, and none below it is."""
    texts = [article(seed, 4) for seed in range(300)]
    rng = np.random.default_rng(0)
    copies = []
    for text in texts:
        words = text.split()
        n = int(rng.integers(20, 60))
        copies.append(" ".join([*words[:-n], *rng.choice(VOCABULARY, n)]))
    similarity = np.array([jaccard(*pair) for pair in zip(texts, copies, strict=True)])
    found = find_duplicates([*texts, *copies])
    assert (found["doc"] - 300).tolist() == np.flatnonzero(similarity >= 0.8).tolist()
    assert found["of"].tolist() == (found["doc"] - 300).tolist()
    assert 0 < len(found) < 300


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from("abc"), max_size=9).map(" ".join), max_size=8), st.sampled_from([0.3, 0.6, 1]))
def test_what_is_said_of_a_pair_is_true(texts, threshold):
    """Every row names an earlier, kept text, with the exact similarity, not under the threshold."""
    found = find_duplicates(texts, threshold=threshold)
    assert not set(found["doc"]) & set(found["of"])
    assert found["doc"].is_unique
    for row in found.itertuples():
        assert row.of < row.doc
        same = texts[row.of].split() == texts[row.doc].split()
        assert row.same == same
        assert row.similarity == (1 if same else pytest.approx(jaccard(texts[row.of], texts[row.doc])))
        assert row.similarity >= threshold


def test_a_long_text_is_read():
    """A text of some megabytes is compared like any other."""
    long = " ".join(f"w{i}" for i in range(300_000))
    assert find_duplicates([long, long + " more"])["similarity"].tolist() == pytest.approx([1], abs=1e-4)
