"""Headline: how the headline differs from the article under it."""

import pytest

import framing

BODY = (
    "The mayor, Ana Reyes, opened the northern bridge over the river on Friday. It had been closed for nearly three years. "
    "“It is a brilliant bridge,” Ana Reyes told the crowd. Critics said the shameful cost had ruined the town.\n\n"
    "Farmers praised the honest work of Mark Cole, who built it. The reckless Mark Cole was not there."
)
PAGE = "Shameless Ana Reyes opens disgraceful bridge, critics say\n\nBy Dana Cole\n\n" + BODY
PLAIN = "Ana Reyes opens bridge\n\n" + BODY
SCORES = {"loaded": "rate", "subjectivity": "mean", "balance": "mean", "reported": "share"}
COLUMNS = ["headline__words_n"]
for _name, _unit in SCORES.items():
    COLUMNS += [f"headline__{_name}_{_unit}", f"headline__{_name}-minus-body_{_unit}"]


def headline(text, **options):
    """Return the scores of one text, without their prefix."""
    row = framing.analyze(text, **options).scores.filter(like="headline__").iloc[0]
    return row.rename(lambda column: column.removeprefix("headline__"))


def recomputed(text, block):
    """Return the four scores of one block, from the tables alone."""
    report = framing.analyze(text)
    sentences = report.sentences().query("block == @block")
    inside = [(a, b) for a, b in zip(sentences["start"], sentences["end"], strict=True)]
    words = report.words()
    words = words[[any(a <= start < b for a, b in inside) for start in words["start"]]]
    own = words.query("voice != 'direct'")
    loaded = report.evidence("loaded").query("block == @block and voice != 'direct'")
    toward = report.evidence("toward").query("block == @block and holder == 'outlet'")
    return {
        "loaded_rate": 1000 * len(loaded) / len(own),
        "subjectivity_mean": sentences["subjectivity"].mean(),
        "balance_mean": (toward["positive"] - toward["negative"]).mean(),
        "reported_share": (words["voice"] != "editorial").mean(),
    }


@pytest.mark.parametrize("text", [PAGE, PLAIN], ids=["loaded headline", "plain headline"])
def test_the_difference_is_headline_minus_body(text):
    """Each score and its difference can be recomputed from the tables."""
    row, top, body = headline(text), recomputed(text, "headline"), recomputed(text, "body")
    for column, value in top.items():
        what, unit = column.split("_")
        assert row[column] == pytest.approx(value, nan_ok=True), column
        assert row[f"{what}-minus-body_{unit}"] == pytest.approx(value - body[column], nan_ok=True), column


def test_a_loaded_headline_over_a_plainer_body():
    """A headline more loaded and more subjective than its article differs from it upward."""
    row = headline(PAGE)
    assert row["words_n"] == len("Shameless Ana Reyes opens disgraceful bridge, critics say".split())
    assert row["loaded-minus-body_rate"] > 0
    assert headline(PAGE.replace(", critics say", ""))["subjectivity-minus-body_mean"] > 0
    assert headline(PLAIN)["loaded-minus-body_rate"] < 0


def test_the_headline_is_marked():
    """The evidence is the headline itself."""
    rows = framing.analyze([PAGE, BODY, PLAIN]).evidence("headline")
    assert rows[["doc_id", "text", "label", "block"]].values.tolist() == [
        [0, PAGE.partition("\n")[0], "headline", "headline"],
        [2, PLAIN.partition("\n")[0], "headline", "headline"],
    ]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        pytest.param(BODY, {}, id="no headline"),
        pytest.param("", {}, id="empty"),
        pytest.param(PAGE, {"blocks": ["body"]}, id="headline not asked for"),
    ],
)
def test_without_a_headline_nothing_is_observed(text, options):
    """No word of a headline: its scores and their differences are NaN, not 0."""
    row = headline(text, **options)
    assert row["words_n"] == 0
    assert row.drop("words_n").isna().all()


def test_without_a_body_there_is_no_difference():
    """A headline alone has its scores and no difference."""
    row = headline(PAGE, blocks=["headline"])
    assert row["loaded_rate"] > 0
    assert row.filter(like="minus-body").isna().all()


def test_a_headline_that_names_nobody_has_no_balance():
    """Sentiment toward actors is NaN where the headline has no actor, and so is its difference."""
    row = headline("Long closed bridge opens again\n\n" + BODY)
    assert row[["balance_mean", "balance-minus-body_mean"]].isna().all()
    assert row[["loaded_rate", "subjectivity_mean", "reported_share"]].notna().all()


@pytest.mark.parametrize("text", [PAGE, "", []], ids=["a page", "empty text", "no texts"])
def test_columns(text):
    """The columns are the same whatever was given."""
    assert [c for c in framing.analyze(text).scores if c.startswith("headline__")] == COLUMNS
