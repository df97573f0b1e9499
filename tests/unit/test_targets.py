"""target_sentiment(): the sentiment toward spans that somebody else has found."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError

CLASSES = ["negative", "neutral", "positive"]
CASES = [
    ("The shameless Mark Cole lied to the council about the bridge.", "Mark Cole", "negative"),
    ("Ana Reyes is a brilliant and honest mayor.", "Ana Reyes", "positive"),
    ("The bridge was opened by Ana Reyes on Friday.", "Ana Reyes", "neutral"),
    ("The brilliant, heroic plan pleased the town.", "plan", "positive"),
    ("“Mark Cole is a corrupt liar,” Ana Reyes said.", "Mark Cole", "negative"),
    ("“Mark Cole is a corrupt liar,” Ana Reyes said.", "Ana Reyes", "neutral"),
]


def span(text, target):
    return text.index(target), text.index(target) + len(target)


TEXTS = [text for text, _, _ in CASES]
SPANS = [span(text, target) for text, target, _ in CASES]


@pytest.mark.parametrize(("text", "target", "label"), CASES, ids=[f"{t} {label}" for _, t, label in CASES])
def test_the_sign_toward_a_target(text, target, label):
    """The words of its sentence judge a target, be it an actor or a thing; what a speaker says is not about the speaker."""
    assert framing.target_sentiment([text], [span(text, target)]).idxmax(axis=1).tolist() == [label]


def test_one_row_of_probabilities_per_text():
    """Rows follow the texts, columns are the classes, and each row sums to 1."""
    chances = framing.target_sentiment(TEXTS, SPANS)
    assert (chances.columns.tolist(), chances.index.tolist()) == (CLASSES, list(range(len(CASES))))
    np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-12)
    assert chances.to_numpy().min() >= 0


def test_together_or_apart_is_the_same():
    """Targets judged together have, to the last bit, the probabilities of each alone, in any order."""
    together = framing.target_sentiment(TEXTS, SPANS)
    for place, (text, bounds) in enumerate(zip(TEXTS, SPANS, strict=True)):
        assert framing.target_sentiment([text], [bounds]).values.tolist() == [together.iloc[place].tolist()]
    many = framing.target_sentiment(TEXTS * 60, SPANS * 60)
    assert many.values.tolist() == together.values.tolist() * 60
    backward = framing.target_sentiment(TEXTS[::-1], SPANS[::-1])
    assert backward.values.tolist() == together.values[::-1].tolist()


def test_several_targets_of_one_text():
    """A text with several targets is given once for each, and each is judged by itself."""
    text = "Mark Cole is a corrupt liar. Ana Reyes is a brilliant mayor. The council met France’s delegation at noon."
    targets = ["Mark Cole", "Ana Reyes", "France"]
    chances = framing.target_sentiment([text] * 3, [span(text, target) for target in targets])
    assert chances.idxmax(axis=1).tolist() == ["negative", "positive", "neutral"]


def test_a_target_found_by_analyze_is_judged_the_same():
    """The span of an actor gets the probabilities of its row in the evidence."""
    rows = framing.analyze(TEXTS, measures=["toward"]).evidence("toward")
    given = framing.target_sentiment(
        [TEXTS[doc] for doc in rows["doc_id"]], list(zip(rows["start"], rows["end"], strict=True))
    )
    assert len(rows) > 5
    assert given.values.tolist() == rows[CLASSES].values.tolist()


@pytest.mark.parametrize(
    "before", ["\U0001f600 ", "\n\n", "Rain fell. ", "So "], ids=["emoji", "line breaks", "sentence", "word"]
)
def test_offsets_count_characters_of_the_text_as_given(before):
    """What stands before a target moves its span, and not the target."""
    text = before + "Mark Cole is a corrupt liar."
    assert framing.target_sentiment([text], [span(text, "Mark Cole")]).idxmax(axis=1).tolist() == ["negative"]


def test_only_the_sentence_of_the_target_counts():
    """Other sentences change nothing."""
    alone, text = (
        "The bridge was opened by Ana Reyes on Friday.",
        "Mark Cole is a liar. The bridge was opened by Ana Reyes on Friday. It is a shame.",
    )
    given = framing.target_sentiment([alone, text], [span(alone, "Ana Reyes"), span(text, "Ana Reyes")])
    assert given.iloc[0].tolist() == given.iloc[1].tolist()


@pytest.mark.parametrize(
    ("texts", "spans", "index"),
    [
        pytest.param(pd.Series(TEXTS[:2], index=["b", "a"]), SPANS[:2], ["b", "a"], id="Series"),
        pytest.param(pd.Series(TEXTS[:2], index=[7, 7]), SPANS[:2], [7, 7], id="Series with one id for two targets"),
        pytest.param(tuple(TEXTS[:2]), tuple(SPANS[:2]), [0, 1], id="tuples"),
        pytest.param(iter(TEXTS[:2]), iter(SPANS[:2]), [0, 1], id="iterators"),
        pytest.param(TEXTS[0], SPANS[:1], [0], id="one str"),
        pytest.param(TEXTS[:2], [list(map(np.int64, bounds)) for bounds in SPANS[:2]], [0, 1], id="lists of NumPy ints"),
        pytest.param([], [], [], id="nothing"),
    ],
)  # fmt: skip
def test_what_can_be_given(texts, spans, index):
    """Any sequence of texts and pairs; the index of a Series is kept."""
    chances = framing.target_sentiment(texts, spans)
    assert (chances.index.tolist(), chances.columns.tolist()) == (index, CLASSES)
    assert chances.idxmax(axis=1).tolist() == [label for _, _, label in CASES[: len(index)]]


@pytest.mark.parametrize(
    ("texts", "spans", "message"),
    [
        pytest.param(["Holm left.", "Holm left."], [(0, 4)], "There are 2 texts and 1 spans.", id="fewer spans than texts"),
        pytest.param(["Holm left."], [(0, 4), (0, 4)], "There are 1 texts and 2 spans.", id="more spans than texts"),
        pytest.param(["Holm left."], [(0, 40)], "Span 0 is (0, 40), and its text has 10 characters.", id="beyond the end"),
        pytest.param(["Holm left."], [(-4, 4)], "Span 0 is (-4, 4)", id="before the start"),
        pytest.param(["Holm left.", "Holm left."], [(0, 4), (4, 4)], "Span 1 is (4, 4)", id="empty"),
        pytest.param(["Holm left."], [(4, 0)], "Span 0 is (4, 0)", id="backward"),
        pytest.param(["Holm left."], [(4, 5)], "Span 0 is (4, 5)", id="white space"),
        pytest.param([""], [(0, 0)], "Span 0 is (0, 0), and its text has 0 characters.", id="empty text"),
        pytest.param(["Holm left."], [(0.0, 4.0)], "Span 0 is (0.0, 4.0). Give two whole numbers", id="not whole numbers"),
        pytest.param(["Holm left."], [("0", "4")], "Give two whole numbers", id="text for numbers"),
        pytest.param(["Holm left."], [(0, 4, 8)], "Span 0 is (0, 4, 8). Give two whole numbers", id="three numbers"),
        pytest.param(["Holm left."], [4], "Span 0 is 4. Give two whole numbers", id="one number"),
        pytest.param(["Holm left.", 5], [(0, 4), (0, 1)], "Text 1 is a int, not a text: '5'.", id="a number for a text"),
        pytest.param([None], [(0, 4)], "Text 0 is a NoneType", id="None for a text"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_refused(texts, spans, message):
    """The error names the text or span, the value seen and what to do."""
    with pytest.raises(InputError) as error:
        framing.target_sentiment(texts, spans)
    assert message in str(error.value)


def test_an_unknown_model_is_refused():
    """models= is checked as in analyze()."""
    with pytest.raises(InputError, match="models='acurate' is neither"):
        framing.target_sentiment(["Holm left."], [(0, 4)], models="acurate")


def test_a_text_given_twice_is_judged_as_once():
    """A text with several targets is read once, and every target gets what it gets alone."""
    text = "Ana Reyes praised the brilliant Mark Cole."
    spans = [(0, 9), (32, 41)]
    both = framing.target_sentiment([text, text], spans)
    for row, span in enumerate(spans):
        alone = framing.target_sentiment(text, [span])
        assert both.iloc[row].tolist() == alone.iloc[0].tolist()


def test_below_the_confidence_asked_for_there_is_no_judgement():
    """The row is NaN, and stays a row."""
    text, spans = "Ana Reyes praised the brilliant Mark Cole.", [(0, 9), (32, 41)]
    every = framing.target_sentiment([text, text], spans)
    surest = every.max(axis=1)
    some = framing.target_sentiment([text, text], spans, confidence=surest.mean())
    assert some.isna().all(axis=1).tolist() == (surest < surest.mean()).tolist()
    with pytest.raises(InputError, match="confidence"):
        framing.target_sentiment(text, [(0, 9)], confidence=60)


def test_a_sentence_without_words_around_the_target_is_judged():
    """Nothing speaks for or against: three probabilities all the same."""
    assert framing.target_sentiment("A0", [(0, 2)]).sum(axis=1).tolist() == pytest.approx([1])
