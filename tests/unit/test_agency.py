"""Agency: who acts on whom, and where nobody is said to act."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError

COLUMNS = [
    "doc_id",
    "start",
    "end",
    "text",
    "label",
    "score",
    "voice",
    "quoted",
    "block",
    "source",
    "act",
    "agent",
    "patient",
]


def acts(text):
    rows = framing.analyze(text, measures=["agency"]).evidence("agency")
    return list(rows[["text", "label", "agent", "patient"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        pytest.param("Police shot a man.", ("shot", "active", "police", None), id="active"),
        pytest.param("Russia has invaded Ukraine.", ("has invaded", "active", "Russia", "Ukraine"), id="both"),
        pytest.param("A man was shot by police on Friday.", ("was shot", "passive", "police", None), id="by whom"),
        pytest.param("Ukraine was attacked with drones by Russia.", ("was attacked", "passive", "Russia", "Ukraine"), id="by, farther"),
        pytest.param("Protesters had been dragged away.", ("had been dragged", "agentless", None, "protesters"), id="by nobody"),
        pytest.param("Ada Holm got arrested.", ("got arrested", "agentless", None, "Ada Holm"), id="get"),
        pytest.param("The law was passed by Friday.", ("was passed", "agentless", None, None), id="a date is no agent"),
        pytest.param("The law was passed by voting.", ("was passed", "agentless", None, None), id="a way is no agent"),
        pytest.param("The killing of Ivo Lund was a crime.", ("killing", "nominalised", None, "Ivo Lund"), id="noun"),
        pytest.param("The arrest of two protesters by police was a scandal.", ("arrest", "nominalised", "police", "protesters"), id="noun, by whom"),
        pytest.param("Nobody was appalled by his tone but Ada Holm.", ("was appalled", "passive", None, None), id="an owner is no agent"),
    ],
)  # fmt: skip
def test_an_act_is_read(text, act):
    """The verb group or noun, and the actors on both sides of it."""
    assert acts(text)[0] == act


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The mayor was tired.", id="tired"),
        pytest.param("The mayor is married.", id="married"),
        pytest.param("The claim is unfounded.", id="unfounded"),
        pytest.param("The mayor was in the hall.", id="no participle"),
        pytest.param("The mayor was gone.", id="gone"),
        pytest.param("", id="empty"),
        pytest.param("was", id="at the end"),
        pytest.param("shot by", id="no form of be"),
    ],
)
def test_a_state_is_no_act(text):
    """Participles that describe, and "be" without one, are no passives."""
    assert acts(text) == []


def test_the_subject_is_not_the_noun_beside_the_verb():
    """Who stands behind a preposition, or owns what is spoken of, does nothing."""
    assert acts("The killing of Ivo Lund shocked Ukraine.")[1] == ("shocked", "active", None, "Ukraine")
    assert [row[2:] for row in acts("Ivo Lund's house was searched.")] == [(None, None)]


def test_scores_count_the_outlets_own_words():
    """Passives in a quotation are the source's; the share is over all passives; NaN where there is none."""
    text = "Ada Holm was arrested. The law was passed by the council. “I was beaten,” Ivo Lund said. The killing of Bo Krantz goes on."
    scores = framing.analyze([text, "Rain fell."], measures=["agency"]).scores.filter(like="agency__")
    n_own = framing.analyze(text).scores["n_own_words"].iloc[0]
    first, second = (scores.iloc[i].tolist() for i in (0, 1))
    assert first == pytest.approx([2, 2000 / n_own, 1, 1000 / n_own, 0.5, 1, 1000 / n_own])
    assert second[:4] == [0, 0, 0, 0]
    assert np.isnan(second[4])


def test_the_table_has_its_columns():
    rows = framing.analyze([], measures=["agency"]).evidence("agency")
    assert (rows.columns.tolist(), len(rows)) == (COLUMNS, 0)


def test_spans_are_where_they_say():
    """Characters point at the text, and a text has the same acts alone and among others."""
    texts = ["Police shot a man.", "", "Ada Holm was arrested by police in Ukraine, and Ivo Lund was freed."]
    rows = framing.analyze(texts, measures=["agency"]).evidence("agency")
    assert [texts[row.doc_id][row.start : row.end] for row in rows.itertuples()] == rows["text"].tolist()
    alone = framing.analyze(texts[2], measures=["agency"]).evidence("agency").drop(columns="doc_id")
    pd.testing.assert_frame_equal(rows[rows["doc_id"] == 2].drop(columns="doc_id").reset_index(drop=True), alone)


def test_parts_of_speech_are_needed():
    with pytest.raises(InputError, match="models='fast'"):
        framing.analyze("Police shot a man.", measures=["agency"], models=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ana Holm said he would leave.", [("said", "Ana Holm", None)], id="a clause is no patient"),
        pytest.param("“It is late,” said Ana Holm.", [("said", "Ana Holm", None)], id="who speaks behind the verb"),
        pytest.param("Ana Holm, who met Ivo Lund, was tired.", [("met", "Ana Holm", "Ivo Lund")], id="behind who"),
        pytest.param("Ana Holm sought Chinese support last year.", [("sought", "Ana Holm", None)], id="a name before the object"),
        pytest.param("They wrote that Ivo Lund had attacked Ana Holm.", [("attacked", "Ivo Lund", "Ana Holm")], id="subject of a clause"),
        pytest.param("Ana Holm did not meet Ivo Lund.", [("meet", "Ana Holm", "Ivo Lund")], id="a form of do is no act"),
    ],
)  # fmt: skip
def test_who_does_it_and_to_whom(text, expected):
    """Agent and patient of verbs in the active voice."""
    acts = framing.analyze(text, measures=["agency"]).evidence("agency").query("label == 'active'")
    assert list(acts[["act", "agent", "patient"]].itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize("text", ["The report said Ivo Lund lied.", "The report said Ivo Lund was late."])
def test_who_stands_behind_said_need_not_speak(text):
    """Only behind a quotation mark or a comma: "…," said Lund."""
    acts = framing.analyze(text, measures=["agency"]).evidence("agency")
    assert acts[acts["act"] == "said"].empty
