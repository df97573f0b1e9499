"""Laws that hold for any text whatever. Together they see more than 2,000 generated texts."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import framing

from .strategies import law, texts

TABLES = ("loaded", "attribution", "quotations", "actors", "toward", "subjectivity", "headline", "polarity", "hedges")


def tables(report):
    return {
        **{name: report.evidence(name) for name in TABLES},
        "sentences": report.sentences(),
        "words": report.words(),
    }


@law(500)
@given(texts)
def test_every_row_shows_exactly_its_characters(text):
    """``text[start:end] == row.text`` in every table, and rows come in order."""
    for name, table in tables(framing.analyze(text)).items():
        for start, end, shown in zip(table["start"], table["end"], table["text"], strict=True):
            assert text[start:end] == shown, name
        assert table["start"].is_monotonic_increasing, name
        assert (table["end"] > table["start"]).all(), name


@law(300)
@given(st.lists(texts, max_size=4))
@example(["said said said.\n\nPutin", "Putin said"])  # what ends a text is not followed by what opens the next
def test_together_or_apart_is_the_same(many):
    """Analysing texts together gives what analysing each alone gives."""
    together = framing.analyze(many)
    many_tables, actors = tables(together), together.actors()
    for doc, text in enumerate(many):
        alone = framing.analyze(text)
        assert together.scores.iloc[doc].equals(alone.scores.iloc[0].rename(doc))
        for name, table in tables(alone).items():
            same = many_tables[name]
            same = same[same["doc_id"] == doc].drop(columns="doc_id").reset_index(drop=True)
            pd.testing.assert_frame_equal(same, table.drop(columns="doc_id"), check_dtype=False, check_exact=True)
        same = actors[actors["doc_id"] == doc].drop(columns="doc_id").reset_index(drop=True)
        pd.testing.assert_frame_equal(same, alone.actors().drop(columns="doc_id"), check_dtype=False, check_exact=True)


@law(500)
@given(texts)
def test_scores_follow_from_evidence(text):
    """Counts, rates and shares can be recomputed from the tables."""
    report = framing.analyze(text)
    row, loaded, words = report.scores.iloc[0], report.evidence("loaded"), report.words()
    assert row["n_words"] == len(words)
    assert row["n_own_words"] == (words["voice"] != "direct").sum()
    own = (loaded["voice"] != "direct").sum()
    assert row["loaded__terms_n"] == own
    assert row["loaded__terms_n"] + row["loaded__quoted_n"] == len(loaded)
    if row["n_own_words"]:
        assert math.isclose(row["loaded__terms_rate"], 1000 * row["loaded__terms_n"] / row["n_own_words"])
        shares = [row[f"attribution__{voice}_share"] for voice in ("editorial", "indirect", "direct")]
        assert math.isclose(sum(shares), 1)
    elif not row["n_words"]:
        assert np.isnan(row["loaded__terms_rate"])
    actors, toward, judged = (report.evidence(name) for name in ("actors", "toward", "subjectivity"))
    assert row["actors__mentions_n"] == len(actors) == len(toward) == report.actors()["mentions"].sum()
    assert row["actors__distinct_n"] == actors["actor"].nunique()
    assert np.allclose(toward[["negative", "neutral", "positive"]].sum(axis=1), 1)
    assert row["toward__mentions_n"] == (toward["holder"] == "outlet").sum()
    if len(judged):
        assert math.isclose(row["subjectivity__sentences_mean"], judged["score"].mean())
    assert report.sentences()["subjectivity"].notna().sum() == len(judged)


@law(200)
@given(texts)
def test_mentions_do_not_overlap_and_agree_with_their_actor(text):
    """Mentions follow one another, every one has an actor, and an id belongs to one actor of the document."""
    actors = framing.analyze(text).evidence("actors")
    assert (actors["start"].to_numpy()[1:] >= actors["end"].to_numpy()[:-1]).all()
    assert actors["actor"].map(bool).all()
    assert set(actors["form"]) <= {"name", "nominal", "pronoun"}
    assert set(actors["label"]) <= {"person", "organisation", "place", "nationality", "group"}


@law(200)
@given(texts, st.data())
def test_any_span_can_be_a_target(text, data):
    """target_sentiment judges every span that is not white space, and its probabilities sum to 1."""
    visible = [i for i, letter in enumerate(text) if not letter.isspace()]
    if not visible:
        return
    start = data.draw(st.sampled_from(visible))
    end = data.draw(st.integers(start + 1, len(text)))
    chances = framing.target_sentiment([text], [(start, end)])
    assert math.isclose(chances.iloc[0].sum(), 1)


@law(500)
@given(texts)
def test_pages_and_json_hold_any_text(text):
    """A report can be written out whatever the text holds."""
    report = framing.analyze(text)
    report.to_json().encode("ascii")
    report.to_html().encode("utf-8")


@law(100)
@given(texts)
def test_blocks_left_out_hold_no_evidence(text):
    """Nothing is marked outside the blocks asked for."""
    for table in tables(framing.analyze(text, blocks=("headline",))).values():
        assert set(table.get("block", pd.Series(dtype=object))) <= {"headline"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t\u2028 ", id="white space"),
        pytest.param("COMMENTS\n\nShare this article", id="furniture alone"),
    ],
)
def test_no_words_is_not_observed(text):
    """A text without words scores NaN, not 0, and is no error."""
    row = framing.analyze(text).scores.iloc[0]
    assert row["n_words"] == 0
    assert np.isnan(row["loaded__terms_rate"])
    assert np.isnan(row["attribution__reported_share"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 100_000, id="one word"),
        pytest.param("“" * 100_000, id="opening marks"),
        pytest.param("‘a " * 33_000, id="single marks"),
        pytest.param("he said " * 12_500, id="cues"),
        pytest.param("said that, " * 9_000, id="cues and commas"),
        pytest.param("The regime's so-called plan, he said, somehow managed to fail. " * 1_600, id="sentences"),
        pytest.param("\n" * 100_000, id="line breaks"),
        pytest.param("according to " * 7_700, id="sources"),
        pytest.param("(" * 50_000 + ")" * 50_000, id="brackets"),
        pytest.param("\u200b" * 100_000, id="zero width"),
    ],
)
def test_a_line_of_100_kilobytes_is_read(text):
    """Long lines are read, in time that grows with their length."""
    report = framing.analyze(text)
    assert len(report.scores) == 1


@pytest.mark.parametrize(
    "many",
    [
        pytest.param(['"”:', "said"], id="mark before the end"),
        pytest.param(["“ said", "said"], id="open quotation"),
        pytest.param(["'", "said said"], id="apostrophe"),
        pytest.param(["said . “", "Minister"], id="opening mark at the end"),
        pytest.param(["said :", "“"], id="colon before a mark"),
        pytest.param(['who AP the " ” COMMENTS', "A"], id="verb at the end"),
        pytest.param(["warning : \n U.S.", "'"], id="possessive in the next text"),
        pytest.param(["Holm Reyes", "told"], id="verb in the next text"),
    ],
)
def test_nothing_crosses_from_text_to_text(many):
    """Texts that once leaked into the next stay apart."""
    together, apart = framing.analyze(many), [framing.analyze(text) for text in many]
    for name in ("attribution", "actors", "toward"):
        columns = [column for column in together.evidence(name).columns if column != "doc_id"]
        rows = [row for report in apart for row in report.evidence(name)[columns].values.tolist()]
        assert together.evidence(name)[columns].values.tolist() == rows
