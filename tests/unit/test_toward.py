"""Toward: how each actor is spoken of, and by whom."""

import numpy as np
import pytest

import framing

CLASSES = ["negative", "neutral", "positive"]
COLUMNS = [
    *("doc_id", "start", "end", "text", "label", "score", "voice", "quoted", "block", "source"),
    *("actor", *CLASSES, "holder"),
]  # fmt: skip


def toward(text, **options):
    return framing.analyze(text, measures=["toward"], **options).evidence("toward")


def of(text, mention, **options):
    """Return the row of one mention."""
    rows = toward(text, **options).query("text == @mention")
    assert len(rows) == 1, mention
    return rows.iloc[0]


@pytest.mark.parametrize(
    ("text", "mention", "label"),
    [
        pytest.param("The shameless Ana Reyes lied to the council about the bridge.", "Ana Reyes", "negative", id="adjective before"),
        pytest.param("Ana Reyes is a corrupt and dishonest mayor.", "Ana Reyes", "negative", id="predicate against"),
        pytest.param("Ana Reyes is a brilliant and honest mayor.", "Ana Reyes", "positive", id="predicate for"),
        pytest.param("Mark Cole, a shameless liar, left the hall.", "Mark Cole", "negative", id="apposition"),
        pytest.param("The corrupt liar Mark Cole left the hall.", "Mark Cole", "negative", id="noun before"),
        pytest.param("Mark Cole won praise for a heroic rescue.", "Mark Cole", "positive", id="wins praise"),
        pytest.param("The council praised the brilliant work of Ana Reyes.", "Ana Reyes", "positive", id="praised"),
        pytest.param("Farmers hailed Mark Cole as a hero.", "Mark Cole", "positive", id="hailed"),
        pytest.param("The bridge was opened by Ana Reyes on Friday.", "Ana Reyes", "neutral", id="no word for or against"),
        pytest.param("The council met France’s delegation at noon.", "France", "neutral", id="a country"),
    ],
)  # fmt: skip
def test_the_sign_of_a_plain_sentence(text, mention, label):
    """Words that speak well or ill of an actor give the sign; without any it is neutral."""
    assert of(text, mention)["label"] == label


@pytest.mark.parametrize(
    ("text", "speaker", "target"),
    [
        pytest.param("“Mark Cole is a corrupt liar,” Ana Reyes said.", "Ana Reyes", "Mark Cole", id="quoted"),
        pytest.param("Ana Reyes said Mark Cole was a corrupt liar.", "Ana Reyes", "Mark Cole", id="reported"),
        pytest.param("Ana Reyes called Mark Cole a corrupt liar.", "Ana Reyes", "Mark Cole", id="called"),
        pytest.param("Critics say that the reckless Mark Cole ruined the town.", "Critics", "Mark Cole", id="a group speaks"),
    ],
)  # fmt: skip
def test_who_speaks_ill_is_not_spoken_ill_of(text, speaker, target):
    """What a source says counts for those it names, not for the source."""
    assert (of(text, speaker)["label"], of(text, target)["label"]) == ("neutral", "negative")


@pytest.mark.parametrize(
    ("plain", "denied", "sign"),
    [
        pytest.param("Ana Reyes is a corrupt mayor.", "Ana Reyes is not a corrupt mayor.", "negative", id="not bad"),
        pytest.param("Ana Reyes is a brilliant mayor.", "Ana Reyes is not a brilliant mayor.", "positive", id="not good"),
        pytest.param("Ana Reyes was always honest.", "Ana Reyes was never honest.", "positive", id="never good"),
    ],
)  # fmt: skip
def test_negation_takes_the_sign_away(plain, denied, sign):
    """Behind a negation a word no longer speaks for its sign."""
    assert of(plain, "Ana Reyes")["label"] == sign
    assert of(denied, "Ana Reyes")["label"] != sign
    assert of(denied, "Ana Reyes")[sign] < of(plain, "Ana Reyes")[sign] / 1.5


@pytest.mark.parametrize(
    ("text", "mention", "holder"),
    [
        pytest.param("The shameless Mark Cole left the hall.", "Mark Cole", "outlet", id="editorial"),
        pytest.param("Ana Reyes said Mark Cole was shameless.", "Mark Cole", "Ana Reyes", id="indirect"),
        pytest.param("“Mark Cole is shameless,” Ana Reyes said.", "Mark Cole", "Ana Reyes", id="direct"),
        pytest.param("“Mark Cole is shameless,” the old baker said.", "Mark Cole", "the old baker", id="a source that is no actor"),
        pytest.param("“Mark Cole is shameless,” Ana Reyes said.", "Ana Reyes", "outlet", id="the speaker"),
        pytest.param("“Mark Cole is shameless.” The crowd left.", "Mark Cole", "outlet", id="nobody quoted"),
    ],
)  # fmt: skip
def test_the_holder_is_who_says_it(text, mention, holder):
    """The source whose words or claim it is, else the outlet."""
    assert of(text, mention)["holder"] == holder


TEXTS = [
    "Shameless Mark Cole lied. Ana Reyes, a brilliant mayor, said he was a liar. The council met France at noon.",
    "",
    "“Mark Cole is a corrupt liar,” Ana Reyes told protesters. She praised the heroic police.",
    "The bridge was closed.",
]


def test_probabilities_sum_to_one():
    """The three are probabilities; label and score are the likeliest."""
    rows = toward(TEXTS)
    chances = rows[CLASSES].to_numpy(dtype=float)
    assert len(rows) > 8
    np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-12)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert rows["label"].tolist() == [CLASSES[best] for best in chances.argmax(axis=1)]
    assert rows["score"].tolist() == chances.max(axis=1).tolist()


def test_there_is_one_row_per_mention():
    """Rows are those of the actors, in order, whatever their form."""
    report = framing.analyze(TEXTS, measures=["actors", "toward"])
    columns = ["doc_id", "start", "end", "text", "actor"]
    assert report.evidence("toward")[columns].equals(report.evidence("actors")[columns])


@pytest.mark.parametrize("doc", range(len(TEXTS)))
def test_contributions_sum_to_positive_over_negative(doc):
    """For each actor they add up to log(positive / negative), summed over its mentions."""
    report = framing.analyze(TEXTS, measures=["toward"])
    rows = report.evidence("toward").query("doc_id == @doc")
    expected = np.log(rows["positive"].astype(float) / rows["negative"].astype(float)).groupby(rows["actor"]).sum()
    parts = report.explain("toward", doc_id=doc)
    assert parts.columns.tolist() == ["start", "end", "text", "feature", "contribution"]
    got = parts.groupby("feature")["contribution"].sum()
    assert sorted(got.index) == sorted(expected.index)
    np.testing.assert_allclose(got[expected.index], expected, atol=1e-9)
    assert [TEXTS[doc][a:b] for a, b in zip(parts["start"], parts["end"], strict=True)] == parts["text"].tolist()


def test_a_contribution_names_the_word():
    """The word against an actor takes something away, the word for another adds something."""
    parts = framing.analyze("Mark Cole is a corrupt mayor. Ana Reyes is a brilliant one.").explain("toward")
    amount = parts.set_index(["feature", "text"])["contribution"]
    assert amount["Mark Cole", "corrupt"] < 0 < amount["Ana Reyes", "brilliant"]
    assert ("Mark Cole", "brilliant") not in amount.index


def test_together_or_apart_is_the_same():
    """Texts judged together have, to the last bit, the probabilities of each alone."""
    together = toward(TEXTS)
    for doc, text in enumerate(TEXTS):
        same = together[together["doc_id"] == doc]
        assert same[CLASSES].values.tolist() == toward(text)[CLASSES].values.tolist()


def test_scores_are_over_what_the_outlet_says():
    """Shares and balance count the mentions whose holder is the outlet; NaN where there are none."""
    report = framing.analyze(TEXTS, measures=["toward"])
    rows, scores = report.evidence("toward"), report.scores.filter(like="toward__")
    assert scores.columns.tolist() == [
        f"toward__{name}" for name in ("mentions_n", "negative_share", "positive_share", "balance_mean")
    ]
    for doc in (0, 2):
        mine = rows.query("doc_id == @doc and holder == 'outlet'")
        assert 0 < len(mine) < len(rows.query("doc_id == @doc"))
        assert scores.loc[doc].tolist() == pytest.approx(
            [
                len(mine),
                (mine["label"] == "negative").mean(),
                (mine["label"] == "positive").mean(),
                (mine["positive"] - mine["negative"]).mean(),
            ]
        )
    for doc in (1, 3):
        assert scores.loc[doc, "toward__mentions_n"] == 0
        assert scores.loc[doc].iloc[1:].isna().all()


@pytest.mark.parametrize("text", ["", "The bridge was closed.", []], ids=["empty text", "nobody", "no texts"])
def test_an_empty_table_has_its_columns(text):
    """Without actors there are no rows, and every column."""
    rows = toward(text)
    assert (rows.columns.tolist(), len(rows)) == (COLUMNS, 0)
    if not isinstance(text, list):
        assert len(framing.analyze(text).explain("toward")) == 0
