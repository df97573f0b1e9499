"""Actors in tables: roles, intervals, qualifying words, and one row for each over a corpus."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import framing
from framing.actor_corpus import merged_names
from framing.actor_tables import means
from framing.core import InputError
from framing.scoring import mean_interval
from framing.stats import log_odds

ARTICLE = """Mayor defends shelter vote

Mayor Ada Holm fired the police chief on Monday. Holm, a defiant former lawyer, was praised by angry voters. “Holm is a liar,” said Ivo Lund.

Lund’s lawyer met Holm. She told reporters that Lund had attacked her. Lund is not a popular man. The mayor has called Lund reckless.
"""


def row(table, actor):
    """Return the row of one actor."""
    return table.set_index("actor").loc[actor]


@pytest.fixture(scope="module")
def report():
    """Return the report on one article."""
    return framing.analyze(ARTICLE)


# ---- roles


def test_roles(report):
    """Who acts, who is acted on, who owns, who speaks."""
    holm, lund = (row(report.actors(), name) for name in ("Ada Holm", "Ivo Lund"))
    assert (holm["agent"], holm["patient"], holm["speaker"]) == (3, 2, 2)
    assert (lund["agent"], lund["patient"], lund["possessor"], lund["speaker"]) == (2, 1, 1, 1)
    assert lund["cue_classes"] == "neutral"


def test_roles_need_parts_of_speech():
    """Without models they are not measured, and nothing is described."""
    rows = framing.analyze(ARTICLE, models=False).actors()
    assert rows[["agent", "patient", "possessor"]].isna().all(axis=None)
    assert set(rows["descriptors"]) == {""}
    assert row(rows, "Ivo Lund")["speaker"] == 2


def test_roles_are_the_same_whether_agency_is_asked(report):
    """Asking for the measure changes no column of the table."""
    asked = framing.analyze(ARTICLE, measures=["attribution", "actors", "toward", "loaded", "agency"])
    pd.testing.assert_frame_equal(asked.actors(), report.actors())


# ---- qualifying words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Police held back angry voters on Monday.", {("voters", "angry")}, id="before a group"),
        pytest.param("Police held back angry young voters on Monday.", {("voters", "angry"), ("voters", "young")}, id="two"),
        pytest.param("The bill was read by preacher Ana Holm on Monday.", {("Ana Holm", "preacher")}, id="noun before a person"),
        pytest.param("The bill was read by defiant preacher Ana Holm on Monday.", {("Ana Holm", "defiant"), ("Ana Holm", "preacher")}, id="with an adjective"),
        pytest.param("They met Ana Holm, a defiant lawyer, on Monday.", {("Ana Holm", "defiant"), ("Ana Holm", "lawyer")}, id="apposition"),
        pytest.param("Ana Holm has always been reckless, they wrote.", {("Ana Holm", "reckless")}, id="predicate"),
        pytest.param("Ana Holm, who is a liar, left on Monday.", {("Ana Holm", "liar")}, id="relative clause"),
        pytest.param("The council called Ana Holm a liar on Monday.", {("Ana Holm", "liar")}, id="called"),
        pytest.param("Ana Holm is not popular, they wrote.", {("Ana Holm", "not popular")}, id="negated"),
        pytest.param("They met senior Chinese officials on Monday.", set(), id="not of the nation"),
        pytest.param("The house of Ana Holm is empty, they wrote.", set(), id="not of whom a preposition governs"),
        pytest.param("Many other voters left on Monday.", set(), id="counting is no describing"),
        pytest.param("The council read every bill Ivo wrote on Monday.", set(), id="a relative clause without a pronoun"),
    ],
)  # fmt: skip
def test_words_that_say_what_an_actor_is(text, expected):
    """Adjectives and nouns tied to an actor; pairs not expected must not be there."""
    found = framing.analyze(text, measures="actors").descriptors("mention")
    assert set(zip(found["actor"], found["word"], strict=True)) - {("officials", "senior")} == expected


def test_a_sentence_has_its_own_subject():
    """The name that ends the line before is no subject."""
    report = framing.analyze("The council met Ada Holm\n\nWas reckless and late, people said of the plan.")
    assert report.descriptors("mention").empty


def test_every_word_has_its_place(report):
    """Characters give the text of each."""
    for each in report.descriptors("mention").itertuples():
        assert ARTICLE[each.start : each.end] == each.text


def test_words_in_order_of_weight():
    """What is said of one actor more than of others comes first; counts add up to the places."""
    texts = [
        "The reckless Ana Holm left. The reckless Ana Holm came. The tall Ana Holm met the tall Ivo Lund. Later the tall Ada Crane came."
    ] * 2
    report = framing.analyze(texts, measures="actors")
    found = report.descriptors("corpus")
    assert found["n"].sum() == len(report.descriptors("mention")) == 10
    mine = found[found["actor"] == "Ana Holm"]
    assert mine["word"].tolist() == ["reckless", "tall"]
    assert mine["n_docs"].tolist() == [2, 2]
    assert mine["weight"].iloc[0] > 0 > mine["weight"].iloc[1]
    assert row(report.actors("corpus"), "Ana Holm")["descriptors"] == "reckless; tall"


def test_log_odds_by_hand():
    """Equations 16, 20 and 22 of Monroe et al. for one word of three."""
    ours, theirs, prior = [6, 2, 2], [1, 4, 5], [7, 6, 7]
    odds = np.log((6 + 7) / (10 + 20 - 6 - 7)) - np.log((1 + 7) / (10 + 20 - 1 - 7))
    expected = odds / np.sqrt(1 / (6 + 7) + 1 / (1 + 7))
    assert log_odds(ours, theirs, prior)[0] == pytest.approx(expected, abs=1e-12)
    assert np.isnan(log_odds([3], [2], [5])).all()


# ---- sentiment with intervals


def test_an_interval_by_hand():
    """Clusters of one member each: Student's interval of a mean, as scipy has it."""
    values = np.array([0.2, -0.4, 0.9, 0.1])
    low, high = mean_interval(values, np.ones(4), np.zeros(4, dtype=np.int64), 2)
    expected = stats.t.interval(0.95, 3, loc=values.mean(), scale=stats.sem(values))
    assert (low[0], high[0]) == pytest.approx(expected)
    assert np.isnan([low[1], high[1]]).all()


@pytest.mark.parametrize("n_clusters", [8, 30])
def test_intervals_hold_the_mean_they_should(n_clusters):
    """Of 4,000 actors with mentions in clusters that share a tone, 93 to 97 % have the true mean inside (seeded)."""
    random = np.random.default_rng(3)
    size = random.integers(1, 6, 4000 * n_clusters)
    tone = random.normal(0.1, 0.3, len(size))
    total = size * tone + random.normal(0, 0.3, len(size)) * np.sqrt(size)
    low, high = mean_interval(total, size, np.repeat(np.arange(4000), n_clusters), 4000)
    assert 0.93 <= ((low <= 0.1) & (high >= 0.1)).mean() <= 0.97


def test_balance_and_interval_of_a_document(report):
    """The balance is the mean over mentions; one sentence has no interval, and no end is beyond −1 or 1."""
    rows, toward = report.actors(), report.evidence("toward")
    mine = toward[(toward["actor"] == "Ada Holm") & (toward["holder"] == "outlet")]
    holm = row(rows, "Ada Holm")
    assert holm["outlet_mentions"] == len(mine)
    assert holm["outlet_balance"] == pytest.approx((mine["positive"] - mine["negative"]).mean())
    assert holm["outlet_low"] <= holm["outlet_balance"] <= holm["outlet_high"]
    assert rows[["outlet_low", "sources_low"]].min(axis=None) >= -1
    assert rows[["outlet_high", "sources_high"]].max(axis=None) <= 1
    assert np.isnan(holm["sources_low"])


def test_unsure_mentions_can_be_left_unjudged(report):
    """Above a confidence of 1 nothing is judged; in between some mentions are."""
    every, some, none = (report.actors(confidence=least)["outlet_mentions"].sum() for least in (0, 0.8, 1))
    assert every > some > none == 0
    with pytest.raises(InputError, match="from 0"):
        report.actors(confidence=2)


# ---- over a corpus


def names(*rows):
    """Return the merged name of each actor, from (document, actor, form) of people."""
    columns = ["doc_id", "actor", "text"]
    merged = merged_names(pd.DataFrame([(*each,) for each in rows], columns=columns).assign(label="person"))
    return {name: full for (name, kind), full in merged.items() if kind}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([(0, "Ada Holm", "Holm"), (0, "Ada Holm", "Ada Holm"), (1, "Holm", "Holm")], {"Ada Holm": "Ada Holm", "Holm": "Ada Holm"}, id="surname"),
        pytest.param([(0, "Ada Holm", "Holm"), (1, "Ivo Holm", "Ivo Holm"), (2, "Holm", "Holm")], {"Ada Holm": "Ada Holm", "Ivo Holm": "Ivo Holm", "Holm": "Holm"}, id="two of one surname"),
        pytest.param([(0, "Joe Holm", "Joe Holm"), (1, "Joe Holm", "Joe Holm"), (2, "Joseph R. Holm", "Joseph R. Holm")], {"Joe Holm": "Joe Holm", "Joseph R. Holm": "Joe Holm"}, id="short form and initial"),
        pytest.param([(0, "Ada W. Holm", "Ada W. Holm"), (1, "Ada H. Holm", "Ada H. Holm")], {"Ada W. Holm": "Ada W. Holm", "Ada H. Holm": "Ada H. Holm"}, id="other initials"),
        pytest.param([(0, "Ada Holm", "Ada Holm"), (1, "Ada Maria Holm", "Ada Maria Holm")], {"Ada Holm": "Ada Holm", "Ada Maria Holm": "Ada Maria Holm"}, id="a middle name"),
        pytest.param([(0, "Ivo Holm", "Ivo Holm"), (1, "Ivo Holm Jr", "Ivo Holm Jr")], {"Ivo Holm": "Ivo Holm", "Ivo Holm Jr": "Ivo Holm Jr"}, id="junior"),
        pytest.param([(0, "Ada Holm", "Ada"), (1, "Ada", "Ada")], {"Ada Holm": "Ada Holm", "Ada": "Ada"}, id="a given name seen once"),
    ],
)  # fmt: skip
def test_who_is_one_over_documents(rows, expected):
    """The same full name, and a short one that clearly stands for it; rather two rows than a wrong one."""
    assert names(*rows) == expected


def test_one_row_per_actor_over_documents():
    """Counts are sums, the balance is the mean over all mentions, the interval rests on articles."""
    texts = [
        ARTICLE,
        "Ms. Holm praised the council. Critics called Holm a liar.",
        "Ada Holm met Ivo Lund. Holm was furious.",
    ]
    report = framing.analyze(texts)
    each, over = report.actors(), report.actors(by="corpus")
    holm = row(over, "Ada Holm")
    mine = each[each["actor"].isin(["Ada Holm", "Holm"])]
    assert (holm["n_docs"], over["actor"].is_unique) == (3, True)
    for name in ("mentions", "named", "agent", "patient", "words_spoken", "outlet_mentions", "loaded_n"):
        assert holm[name] == mine[name].sum()
    expected = (mine["outlet_balance"] * mine["outlet_mentions"]).sum() / mine["outlet_mentions"].sum()
    assert holm["outlet_balance"] == pytest.approx(expected)
    assert over["mentions"].sum() == each["mentions"].sum()
    assert (over["n_docs"].diff().dropna() <= 0).all()


def test_a_person_and_a_place_of_one_name_stay_two():
    """They have no number in their own documents."""
    texts = ["Last week the crowd waited for Mayor Jackson.", "The bus was late in Jackson, Mississippi, on Monday."]
    report = framing.analyze(texts)
    assert report.actors().query("actor == 'Jackson'")["label"].tolist() == ["person", "place"]
    over = report.actors(by="corpus")
    assert row(over, "Jackson")["label"] == "person"
    assert row(over, "Jackson (2)")["label"] == "place"


def test_your_table_wins_over_a_corpus():
    """Ids of your own stay, whatever else a name stands for."""
    texts = ["Ada Holm left. Holm was tired.", "Holm came back to Beijing."]
    table = {"The mayor": ["Holm"], "China": ["China", "Beijing"]}
    over = framing.analyze(texts, actors=table).actors(by="corpus")
    assert row(over, "The mayor")["n_docs"] == 2
    assert {"Ada Holm", "Holm", "Beijing"}.isdisjoint(over["actor"])


@pytest.mark.parametrize("texts", [[""], ["nobody is here"], ["", "Ada Holm left."]])
@pytest.mark.parametrize("models", [True, False])
def test_tables_of_little(texts, models):
    """Texts with nobody in them give tables with the same columns."""
    report, full = framing.analyze(texts, models=models), framing.analyze(ARTICLE)
    for by in ("document", "corpus"):
        assert list(report.actors(by)) == list(full.actors(by))
        assert list(report.descriptors(by)) == list(full.descriptors(by))


def test_what_is_asked_wrongly(report):
    """The error says what there is."""
    with pytest.raises(InputError, match="document, corpus"):
        report.actors(by="outlet")
    with pytest.raises(InputError, match="mention"):
        report.descriptors(by="word")
    with pytest.raises(InputError, match="measures="):
        framing.analyze(ARTICLE, measures="loaded").descriptors()


def test_a_document_has_its_own_words_in_its_own_order():
    """What other documents say changes nothing in the tables by document."""
    text = "The tall Ana Holm left. The reckless Ana Holm came. The tall Ivo Lund met the angry Ada Crane."
    others = ["The reckless Ivo Lund left. The reckless Ada Crane came. The reckless Eva Moss slept."] * 3
    alone, together = (framing.analyze(many, measures="actors") for many in ([text], [text, *others]))
    for name in ("actors", "descriptors"):
        mine = getattr(together, name)().query("doc_id == 0")
        pd.testing.assert_frame_equal(mine, getattr(alone, name)())


def test_a_mean_does_not_depend_on_other_actors():
    """Not even in its last bit: a text alone has the table that it has among others."""
    mine, others = [0.007934290473373202, 0.012983885592926736, 0.007410939132526257], ["Lund", "Tolle"] * 5
    rows = pd.DataFrame({"doc": 0, "actor": [*others, *["Holm"] * 3], "sentence": [*[1] * 10, 2, 2, 2], "negative": [*[0.5] * 10, *mine]})  # fmt: skip
    rows = rows.assign(positive=0.0, balance=rows["negative"])
    among, alone = (means(each, ["doc", "actor"], "sentence").loc[(0, "Holm")] for each in (rows, rows[rows["actor"] == "Holm"]))  # fmt: skip
    pd.testing.assert_series_equal(among, alone, check_exact=True)
