"""Trends, sources and actors by group."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError

STORAGE = pd.get_option("mode.string_storage")
FRAME = pd.DataFrame(
    {
        "text": [
            "“We lost everything,” said Ivo Lund. The police said that nobody was hurt.",
            "Ana Holm shamelessly lied. “It is a disgrace,” said Ivo Lund.",
            "Ana Holm won a prize for her brilliant work.",
            "The council met.",
        ],
        "outlet": ["Clarion", "Clarion", "Wire", None],
        "date": ["2024-03-04", "2024-03-10", "2024-03-11", "no date"],
    },
    index=["w", "x", "y", "z"],
)


@pytest.fixture(scope="module")
def report():
    """Return four short texts."""
    return framing.analyze(FRAME)


def test_metadata_stay(report):
    """With their index; a column can be named outlet or date."""
    pd.testing.assert_frame_equal(report.meta, FRAME[["outlet", "date"]])
    renamed = framing.analyze(
        FRAME.rename(columns={"outlet": "paper", "date": "day"}), outlet="paper", date="day", models=False
    )
    assert list(renamed.meta) == ["outlet", "date"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"outlet": "paper"}, "no column 'paper' for outlet=", id="missing"),
        pytest.param({"outlet": "date"}, "has a column 'outlet' already", id="taken"),
    ],
)
def test_columns_named_wrongly(asked, message):
    """The error says which columns there are."""
    with pytest.raises(InputError, match=message):
        framing.analyze(FRAME, **asked)


@pytest.mark.parametrize(
    ("every", "starts"),
    [
        pytest.param("day", ["2024-03-04", "2024-03-10", "2024-03-11"], id="days"),
        pytest.param("week", ["2024-03-04", "2024-03-11"], id="weeks begin on Monday"),
        pytest.param("month", ["2024-03-01"], id="months"),
    ],
)
def test_periods(report, every, starts):
    """Each period has the mean of its articles; what has no date is left out."""
    rows = framing.trends(report, "n_words", every=every)
    assert [str(day.date()) for day in rows["period"]] == starts
    assert rows["n"].sum() == 3
    first = report.scores["n_words"].iloc[: rows["n"].iloc[0]]
    assert rows["mean"].iloc[0] == pytest.approx(first.mean(), abs=1e-9)


def test_trends_by_group(report):
    """A line for each outlet; one article has no interval."""
    rows = framing.trends(report, "n_words", by="outlet")
    assert rows[["group", "n"]].to_records(index=False).tolist() == [("Clarion", 2), ("Wire", 1)]
    assert rows["low"].isna().tolist() == [False, True]


def test_who_gets_to_speak(report):
    """Words of attributed contents by kind of source; shares of a group sum to 1, and their number is the exponential of entropy."""
    rows = framing.source_balance(report)
    clarion = rows[rows["group"] == "Clarion"].set_index("source")
    assert clarion.loc["person", ["n", "n_docs", "words"]].tolist() == [2, 2, 7]
    assert clarion["share"].sum() == pytest.approx(1, abs=1e-9)
    p = clarion["share"].to_numpy()
    assert clarion["effective"].tolist() == pytest.approx([np.exp(-(p * np.log(p)).sum())] * len(p), abs=1e-9)
    assert ((clarion["low"] <= clarion["share"]) & (clarion["share"] <= clarion["high"])).all()
    assert "Ivo Lund" in set(framing.source_balance(report, of="source")["source"])


def test_an_actor_in_two_outlets_eyes(report):
    """Mentions and balance by group and holder, as the evidence has them."""
    rows = framing.compare_actors(report, actors=["Ana Holm"])
    mentions = report.evidence("toward").query("actor == 'Ana Holm'")
    by_hand = (mentions["positive"] - mentions["negative"]).groupby(mentions["doc_id"]).mean()
    assert rows.set_index("group")["balance"].to_dict() == pytest.approx(
        {"Clarion": by_hand["x"], "Wire": by_hand["y"]}, abs=1e-9
    )
    assert rows["low"].isna().all()  # one article each


def test_actors_in_most_documents_come_first(report):
    """Without names, the most widespread."""
    assert framing.compare_actors(report, n_actors=1)["actor"].unique().tolist() == [
        "Ana Holm"
    ]  # as many as Ivo Lund, more often


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(lambda r: framing.trends(r, "n_word"), "n_words", id="no such score"),
        pytest.param(
            lambda r: framing.trends(r, "n_words", every="decade"), "day, week, month, year", id="no such period"
        ),
        pytest.param(lambda r: framing.trends(r, "n_words", date="outlet"), "2024-05-31", id="no dates"),
        pytest.param(lambda r: framing.source_balance(r, of="name"), "type, source", id="no such sources"),
        pytest.param(lambda r: framing.compare_actors(r, actors=["Ana Home"]), "Ana Holm", id="no such actor"),
        pytest.param(lambda r: r.text("q"), "no document|No document", id="no such document"),
    ],
)
def test_what_is_asked_wrongly(report, call, message):
    """Errors say what there is."""
    with pytest.raises(InputError, match=message):
        call(report)


def test_texts_are_kept_as_given(report):
    """To the character."""
    assert [report.text(doc) for doc in FRAME.index] == FRAME["text"].tolist()


@pytest.mark.parametrize("models", ["fast", False])
def test_processes_do_not_matter(models, monkeypatch):
    """Two processes give what one does, to the byte."""
    monkeypatch.setattr("framing.analysis.BATCH_CHARACTERS", 150)
    one, two = (framing.analyze(FRAME, models=models, n_jobs=n, progress=False) for n in (1, 2))
    pd.testing.assert_frame_equal(one.scores, two.scores, check_exact=True)
    for name in ("loaded", "attribution", "actors", "toward"):
        pd.testing.assert_frame_equal(one.evidence(name), two.evidence(name), check_exact=True)
    pd.testing.assert_frame_equal(one.actors(by="corpus"), two.actors(by="corpus"), check_exact=True)


def test_a_bar_is_shown_where_there_is_much(monkeypatch, capsys):
    """On standard error; not for one batch, and not if it is not wanted."""
    monkeypatch.setattr("framing.analysis.BATCH_CHARACTERS", 10)
    framing.analyze(["A text."] * 5, models=False)
    assert "5/5" in capsys.readouterr().err
    framing.analyze(["A text."] * 5, models=False, progress=False)
    assert capsys.readouterr().err == ""


def test_any_text_can_be_grouped():
    """Lone surrogates in texts, outlets and actors, whatever pandas stores strings with."""
    texts = ["The \ud800x regime lied, Ana \ud800 Holm said.", "A vile \ud800 plan, Ivo Lund said."]
    frame = pd.DataFrame({"text": pd.Series(texts, dtype=object), "outlet": pd.Series(["a\ud800", "b"], dtype=object)})
    report = framing.analyze(frame, actors={"X\ud800": ["Ana"]})
    for rows in (framing.keyness(report, least=1), framing.source_balance(report), framing.compare_actors(report)):
        assert "a\ud800" in rows["group"].tolist()
    assert "X\ud800" in report.actors(by="corpus")["actor"].tolist()
    with pytest.warns(UserWarning, match="Fewer than 10"):
        assert framing.compare(report, n_draws=100)["group"].iloc[0] == "a\ud800"
    assert pd.get_option("mode.string_storage") == STORAGE


def test_dates_are_read_as_files_have_them():
    """Day and month are told by the whole column, as read_articles tells them; a number is no date of 1970."""
    frame = FRAME.assign(date=["13/02/2024", "03/04/2024", None, None])
    rows = framing.trends(framing.analyze(frame, models=False), "n_words", every="day")
    assert [str(day.date()) for day in rows["period"]] == ["2024-02-13", "2024-04-03"]
    with pytest.raises(InputError, match="2024-05-31"):
        framing.trends(framing.analyze(FRAME.assign(date=2019), models=False), "n_words")


def test_what_can_be_read_only_once_is_read_once():
    """Iterators as measures, actors and lexicons give what lists give."""
    one = framing.analyze(FRAME, measures=iter(["loaded", "toward"]), actors={"X": iter(["Ana"])}, models=False)
    two = framing.analyze(FRAME, measures=["loaded", "toward"], actors={"X": ["Ana"]}, models=False)
    pd.testing.assert_frame_equal(one.scores, two.scores)
    assert one.provenance["settings"]["actors"] == {"X": ["Ana"]}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(
            lambda: framing.analyze(FRAME.set_axis(["a", None, "c", "d"])), "missing value", id="an id that is missing"
        ),
        pytest.param(lambda: framing.analyze(FRAME, n_jobs=0), "n_jobs=0", id="no process"),
    ],
)
def test_what_analyze_is_asked_wrongly(call, message):
    """Errors say what to do."""
    with pytest.raises(InputError, match=message):
        call()


def test_the_order_of_articles_does_not_matter():
    """Shuffled rows with their ids give the same tables and the same page, to the byte."""
    texts = [
        f"The vile plan of Ana Holm failed on day {i}, and the shameless mayor lied. “No,” Ivo Lund said."
        for i in range(12)
    ]
    frame = pd.DataFrame(
        {"text": texts, "outlet": ["Clarion", "Wire"] * 6, "date": pd.date_range("2024-03-01", periods=12)}
    )
    one, two = (framing.analyze(each, models=False) for each in (frame, frame.sample(frac=1, random_state=1)))
    for table in (framing.keyness, framing.source_balance, framing.compare_actors):
        pd.testing.assert_frame_equal(table(one), table(two), check_exact=True)
    with pytest.warns(UserWarning, match="Fewer than 10"):
        assert one.to_html(by="outlet") == two.to_html(by="outlet")
