"""Subjectivity: how far a sentence shows the outlet's own stance."""

import math

import numpy as np
import pytest

import framing

COLUMNS = ["doc_id", "start", "end", "text", "label", "score", "voice", "quoted", "block", "source"]
CLUES = ("hedges", "boosters", "attitude", "person", "factives", "assertives", "implicatives")
SCORES = [
    "subjectivity__sentences_mean", "subjectivity__subjective_share",
    *(f"subjectivity__{clue}_rate" for clue in CLUES),
    "subjectivity__questions_rate", "subjectivity__exclamations_rate",
]  # fmt: skip
OPINION = "this plan is a shameful disgrace"
TEXT = (
    "Surely we all know that this shameful plan is a disgrace! Perhaps it may fail, perhaps not. Who would pay 300 dollars? "
    "The council met on Friday. Ana Reyes said it was a brilliant plan. “What a shameful mess, we know!” Ana Reyes said. "
    "“It is a disgrace.”"
)


def report(text):
    return framing.analyze(text, measures=["subjectivity"])


def scores(text):
    """Return the score of each sentence."""
    return report(text).sentences()["subjectivity"].tolist()


@pytest.mark.parametrize(
    ("more", "less"),
    [
        pytest.param("The council closed the disgraceful bridge.", "The council closed the northern bridge.", id="loaded term"),
        pytest.param("The council closed the bridge again!", "The council closed the bridge again.", id="exclamation"),
        pytest.param("Our council closed our bridge on Friday.", "The council closed the bridge on Friday.", id="first person"),
        pytest.param("Sadly, the council closed the bridge.", "Later, the council closed the bridge.", id="attitude"),
        pytest.param("Undoubtedly the council closed the bridge.", "Subsequently the council closed the bridge.", id="booster"),
        pytest.param("The council closed many bridges in all.", "The council closed 300 bridges in all.", id="no figure"),
    ],
)  # fmt: skip
def test_a_clue_moves_the_score(more, less):
    """Stance markers in the outlet's own words raise the score; figures lower it."""
    (high,), (low,) = scores(more), scores(less)
    assert high > low


@pytest.mark.parametrize(
    "reported",
    [
        pytest.param(f"Ana Reyes said {OPINION}.", id="indirect"),
        pytest.param(f"Critics say that {OPINION}.", id="a group says"),
        pytest.param(f"According to Ana Reyes, {OPINION}.", id="according to"),
        pytest.param(f"“{OPINION.capitalize()},” Ana Reyes said.", id="quoted"),
    ],
)
def test_an_opinion_reported_is_less_than_one_held(reported):
    """The same words score lower when a source holds them than in the outlet's own voice."""
    assert scores(reported)[0] < scores(f"{OPINION.capitalize()}.")[0]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("This plan is a useful programme", id="for"),
        pytest.param("This plan is a shameful disgrace", id="against"),
        pytest.param("Surely we were never so frightened", id="stance"),
    ],
)
def test_words_of_a_source_are_no_clues(said):
    """A quotation of the same length gives the same score whatever it says, and nothing in it is a clue."""
    text, other = f"“{said},” Ana Reyes said.", "“This bridge is a northern bridge,” Ana Reyes said."
    assert scores(text) == scores(other)
    parts = report(text).explain("subjectivity")
    assert len(parts[(parts["start"] > 0) & (parts["end"] <= len(said) + 3)]) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“The plan failed,” Ana Reyes said. “It is a disgrace.” The council met.", [True, False, True], id="goes on"),
        pytest.param("Ana Reyes told the crowd: “It is a disgrace. We are ashamed.”", [True, False], id="runs over two"),
        pytest.param("The council met. It left.", [True, True], id="no quotation"),
    ],
)  # fmt: skip
def test_a_sentence_that_is_all_quotation_is_not_judged(text, expected):
    """It scores NaN, is no row of the evidence, and does not count for the mean."""
    found = report(text)
    sentences = found.sentences()
    assert sentences["subjectivity"].notna().tolist() == expected
    assert found.evidence("subjectivity")["text"].tolist() == sentences["text"][expected].tolist()
    assert found.scores["subjectivity__sentences_mean"].iloc[0] == pytest.approx(sentences["subjectivity"].mean())


def test_label_and_score():
    """From a score of 0.5 a sentence is subjective; the sentences table shows the same score."""
    found = report(TEXT)
    rows = found.evidence("subjectivity")
    assert rows["label"].tolist() == ["subjective" if score >= 0.5 else "objective" for score in rows["score"]]
    assert set(rows["label"]) == {"subjective", "objective"}
    assert ((rows["score"] > 0) & (rows["score"] < 1)).all()
    assert found.sentences()["subjectivity"].dropna().tolist() == rows["score"].tolist()


def test_contributions_sum_to_the_logit():
    """Per sentence, clues and shape add up to log(score / (1 - score))."""
    found = report(TEXT)
    parts, rows = found.explain("subjectivity"), found.evidence("subjectivity")
    assert parts.columns.tolist() == ["start", "end", "text", "feature", "contribution"]
    assert [TEXT[a:b] for a, b in zip(parts["start"], parts["end"], strict=True)] == parts["text"].tolist()
    n_seen = 0
    for start, end, score in rows[["start", "end", "score"]].values.tolist():
        inside = parts[(parts["start"] >= start) & (parts["end"] <= end)]
        n_seen += len(inside)
        assert inside["contribution"].sum() == pytest.approx(math.log(score / (1 - score)), abs=1e-9)
    assert n_seen == len(parts) > 4 * len(rows)


def test_explaining_needs_no_other_document():
    """A document explained among others is explained as it is alone."""
    among = framing.analyze(["The council met!", TEXT, ""], measures=["subjectivity"])
    assert among.explain("subjectivity", doc_id=1).equals(report(TEXT).explain("subjectivity"))
    assert len(among.explain("subjectivity", doc_id=2)) == 0


def test_scores_follow_from_the_tables():
    """The mean, the share that is subjective, and clues per 1,000 own words can be recomputed."""
    found = framing.analyze(TEXT, measures=["subjectivity", *CLUES])
    row, rows = found.scores.iloc[0], found.evidence("subjectivity")
    assert row["subjectivity__sentences_mean"] == pytest.approx(rows["score"].mean())
    assert row["subjectivity__subjective_share"] == pytest.approx((rows["label"] == "subjective").mean())
    seen = 0
    for clue in CLUES:
        n = (found.evidence(clue)["voice"] != "direct").sum()
        seen += n
        assert row[f"subjectivity__{clue}_rate"] == pytest.approx(1000 * n / row["n_own_words"]), clue
    assert seen > 5
    assert row["subjectivity__questions_rate"] == pytest.approx(1000 / row["n_own_words"])
    assert row["subjectivity__exclamations_rate"] == pytest.approx(1000 / row["n_own_words"])


@pytest.mark.parametrize(
    "text", ["", " \n ", "COMMENTS\n\nShare this article"], ids=["empty", "white space", "furniture"]
)
def test_no_words_is_not_observed(text):
    """A text without words scores NaN, not 0."""
    row = report(text).scores.filter(like="subjectivity__").iloc[0]
    assert row.isna().all()


@pytest.mark.parametrize("text", ["", [], "The council met."], ids=["empty text", "no texts", "a text"])
def test_columns(text):
    """Evidence and scores have the same columns whatever was given."""
    found = report(text)
    assert found.evidence("subjectivity").columns.tolist() == COLUMNS
    assert [c for c in found.scores if c.startswith("subjectivity__")] == SCORES


def test_together_or_apart_is_the_same():
    """A sentence has, to the last bit, the same score among others and alone."""
    texts = [TEXT, "", "The council met!", TEXT]
    together = framing.analyze(texts, measures=["subjectivity"]).sentences()
    for doc, text in enumerate(texts):
        same = together.loc[together["doc_id"] == doc, "subjectivity"].to_numpy()
        np.testing.assert_array_equal(same, report(text).sentences()["subjectivity"].to_numpy())


@pytest.mark.parametrize(
    "text",
    [
        "Critics called the policy cruel and reckless.",
        "According to Orme, the mayor is a shameless liar.",
        "The opposition leader said the plan was a disgrace.",
        "“This is a shameless betrayal,” the senator told reporters on Monday.",
    ],
)
@pytest.mark.parametrize("models", [True, False])
def test_a_report_of_an_opinion_is_objective(text, models):
    """A sentence that only says who thinks what is objective, however strong the words; the same claim as the outlet's is not."""
    assert framing.analyze(text, models=models).sentences()["subjectivity"].tolist()[0] < 0.5
    own = framing.analyze("The policy is cruel and reckless, a disgrace and a shameless betrayal.", models=models)
    assert own.sentences()["subjectivity"].tolist()[0] > 0.5


def test_adjectives_that_judge_are_a_clue_of_the_models():
    """By part of speech: "shameless" counts, and not with rules alone; a plain adjective never does."""
    for models, expected in ((True, ["shameless"]), (False, [])):
        why = framing.analyze("The shameless council met in the wooden hall.", models=models).explain("subjectivity")
        assert why.loc[why["feature"] == "evaluative adjective", "text"].tolist() == expected
