"""The report: evidence tables, sources, context, explanation, provenance, JSON."""

import json

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError

TEXTS = {
    "plain": "Many said the cruel regime fell. “It rained,” Ana Reyes said. “The thugs left the old bridge.”",
    "crlf": "Regime falls\r\n\r\n" + "Reyes said the thugs had left the bridge on Friday.\r\n\r\n" * 5,
    "wide": "\U0001f600 “The café’s re\u0301gime—a cruel farce,” Reyes\u00a0said.\u2028北京 \udc80 The thug’s plan.",
    "blank": " \n ",
    "empty": "",
}
COMMON = ["doc_id", "start", "end", "text", "label", "score", "voice", "quoted", "block", "source"]
COLUMNS = {
    "loaded": [*COMMON, "actor", "term", "neutral", "note", "negated"],
    "attribution": [*COMMON, "attribution", "kind", "cue_class"],
    "quotations": [*COMMON, "attribution", "depth", "closed"],
    "actors": [*COMMON, "form", "actor", "polity"],
    "toward": [*COMMON, "actor", "negative", "neutral", "positive", "holder"],
    "sentences": ["doc_id", "start", "end", "text", "voice", "subjectivity", "block", "n_words", "n_own_words"],
    "words": ["doc_id", "start", "end", "text", "voice", "quoted"],
    "sources": ["doc_id", "source", "attributions", "n_words", "share", "cue_classes"],
}


@pytest.fixture(scope="module")
def report():
    return framing.analyze(pd.Series(TEXTS, dtype=object))


def tabulate(report, name):
    return getattr(report, name)() if name in ("sentences", "words", "sources") else report.evidence(name)


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("texts", [list(TEXTS.values()), [""], []], ids=["texts", "empty text", "no text"])
def test_a_table_has_its_columns(name, texts):
    """Every table has the columns of the contract, rows or none."""
    columns = tabulate(framing.analyze(texts), name).columns
    assert set(COLUMNS[name]) <= set(columns)


@pytest.mark.parametrize("name", ["loaded", "attribution", "quotations", "sentences", "words"])
def test_offsets_point_into_the_text_as_given(report, name):
    """``text[start:end] == row.text`` for every row, whatever the characters."""
    table = tabulate(report, name)
    assert len(table) > 0
    assert [TEXTS[r.doc_id][r.start : r.end] for r in table.itertuples()] == table["text"].tolist()
    assert table["text"].dtype == object


@pytest.mark.parametrize("name", ["loaded", "attribution", "quotations", "sentences", "words"])
@pytest.mark.parametrize("texts", [[""], []], ids=["empty text", "no text"])
def test_an_empty_table_has_the_dtypes_of_a_full_one(report, name, texts):
    """A table without rows can be put under one with rows: numbers stay numbers, text object."""
    full, nothing = tabulate(report, name), tabulate(framing.analyze(texts), name)
    assert len(nothing) == 0
    for column in ("start", "end", "text", "voice"):
        assert nothing[column].dtype == full[column].dtype


@pytest.mark.parametrize("name", ["loaded", "attribution", "quotations", "sentences", "words"])
def test_rows_stand_in_order(report, name):
    """Rows follow the documents and the positions in them, and are numbered from 0."""
    table = tabulate(report, name)
    order = [(list(TEXTS).index(r.doc_id), r.start) for r in table.itertuples()]
    assert order == sorted(order)
    assert table.index.tolist() == list(range(len(table)))


def test_the_attribution_number_counts_within_the_document(report):
    """Source, cue and content of one attribution share a number that starts at 0 in each document."""
    table = report.evidence("attribution")
    for _, rows in table.groupby("doc_id"):
        assert sorted(set(rows["attribution"])) == list(range(rows["attribution"].nunique()))
    assert set(table["label"]) == {"source", "cue", "content"}
    assert set(table["kind"]) <= {"direct", "indirect", "mixed"}


def test_words_and_sentences_add_up_to_the_scores(report):
    """``n_words``, ``n_own_words`` and ``n_sentences`` are what the tables hold."""
    words, sentences, scores = report.words(), report.sentences(), report.scores
    for doc in TEXTS:
        mine = words[words["doc_id"] == doc]
        assert len(mine) == scores.loc[doc, "n_words"]
        assert (mine["voice"] != "direct").sum() == scores.loc[doc, "n_own_words"]
        rows = sentences[sentences["doc_id"] == doc]
        assert len(rows) == scores.loc[doc, "n_sentences"]
        assert rows["n_words"].sum() == len(mine)
        assert rows["n_own_words"].sum() == scores.loc[doc, "n_own_words"]


def test_voices_are_shares(report):
    """The shares of the three voices add up to 1, and are NaN without words."""
    total = report.scores[[f"attribution__{v}_share" for v in ("editorial", "indirect", "direct")]].sum(
        axis=1, skipna=False
    )
    assert total.dropna().to_numpy() == pytest.approx(1)
    assert total.index[total.isna()].tolist() == ["blank", "empty"]


# ---- questions to a report


@pytest.mark.parametrize("doc", list(TEXTS))
def test_explanations_add_up_to_the_rate(report, doc):
    """The contributions of the loaded terms add up to ``loaded__terms_rate``."""
    rows, rate = report.explain("loaded", doc), report.scores.loc[doc, "loaded__terms_rate"]
    assert list(rows.columns) == ["start", "end", "text", "feature", "contribution"]
    assert rows["contribution"].sum() == pytest.approx(0 if np.isnan(rate) else rate)
    assert [TEXTS[doc][r.start : r.end] for r in rows.itertuples()] == rows["text"].tolist()


@pytest.mark.parametrize(
    ("question", "message"),
    [
        pytest.param(lambda r: r.explain("loaded", "none"), "No document has the id 'none'. The ids start: 'plain'", id="id"),
        pytest.param(lambda r: r.explain("quotations", "plain"), "nothing to explain", id="no explanation"),
        pytest.param(lambda r: r.explain("loadd", "plain"), "Did you mean 'loaded'?", id="explain unknown"),
        pytest.param(lambda r: r.evidence("loadd"), "Did you mean 'loaded'?", id="evidence unknown"),
        pytest.param(lambda r: r.to_html(doc_id="none"), "No document has the id 'none'", id="page of nothing"),
        pytest.param(lambda r: r.plot(doc_id="none"), "No document has the id 'none'", id="plot of nothing"),
        pytest.param(lambda r: framing.analyze([]).to_html(), "There is no text", id="page without documents"),
        pytest.param(lambda r: framing.analyze([]).plot(), "There is no text", id="plot without documents"),
    ],
)  # fmt: skip
def test_a_question_without_an_answer_is_refused(report, question, message):
    """The error names the value seen and the choices."""
    with pytest.raises(InputError) as error:
        question(report)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("what", "window", "expected"),
    [
        pytest.param("loaded", 4, [("The ", "regime", " fel")], id="measure"),
        pytest.param("rain*", 5, [("ell. ", "Rains", " came")], id="term with a wildcard"),
        pytest.param("the regime", 3, [("", "The regime", " fe")], id="phrase at the start"),
        pytest.param("snow", 5, [], id="nothing"),
        pytest.param("rain*", 0, [("", "Rains", "")], id="no window"),
    ],
)
def test_keyword_in_context(what, window, expected):
    """Left and right are the characters around the match, inside its own document."""
    report = framing.analyze(["Before.", "The regime fell. Rains came."])
    rows = report.kwic(what, window=window)
    assert list(rows.columns) == ["doc_id", "start", "end", "left", "text", "right"]
    expected = [(left, text, right[:window]) for left, text, right in expected]
    assert rows[["left", "text", "right"]].apply(tuple, axis=1).tolist() == expected if expected else len(rows) == 0


def test_a_context_stays_in_its_document():
    """A window wider than the text ends with the text."""
    row = framing.analyze(["Before.", "The regime fell.", "After."]).kwic("regime", window=99).iloc[0]
    assert (row["left"], row["right"]) == ("The ", " fell.")


def test_a_malformed_term_in_context_is_refused():
    """A term that no lexicon could hold is an error."""
    with pytest.raises(framing.FramingError, match="no letter or digit"):
        framing.analyze("It rained.").kwic("*")


def test_sources_say_who_gets_to_speak():
    """Each source has its attributions, words and share of attributed words, the most given first."""
    text = "Reyes said it rained. Cole said that the old bridge was safe. It has rained, Reyes said. It is expected to snow."
    rows = framing.analyze(text).sources()
    assert rows[["source", "attributions", "n_words"]].values.tolist() == [
        ["Cole", 1, 6],
        ["Reyes", 2, 5],
        [None, 1, 3],
    ]
    assert rows["share"].tolist() == pytest.approx([6 / 14, 5 / 14, 3 / 14])


def test_sources_count_their_quotations():
    text = "“It rained,” Ana Reyes said. “It froze,” she added, “and it snowed.” Cole said that it thawed."
    rows = framing.analyze(text).sources()
    assert dict(zip(rows["source"], rows["quotations"], strict=True)) == {"Ana Reyes": 3, "Cole": 0}


def test_a_source_goes_by_the_actor_it_is():
    """A full name, a surname and a pronoun are one source; without actors each wording is a row of its own."""
    text = "Ana Reyes said it rained. Reyes said that it snowed. She added that it froze."
    rows = framing.analyze(text).sources()
    assert rows[["source", "attributions"]].values.tolist() == [["Ana Reyes", 3]]
    rows = framing.analyze(text, measures=["loaded"]).sources()
    assert set(rows["source"]) == {"Ana Reyes", "Reyes", "She"}


@pytest.mark.parametrize(
    ("source", "who"),
    [
        pytest.param("Ada Holm of the Port Guild", "Ada Holm", id="of an organisation"),
        pytest.param("Sen. Ada Holm of Ohio", "Ada Holm", id="of a place"),
        pytest.param("Voters in Ohio", "voters", id="a group in a place"),
        pytest.param("Aides to Ada Holm", "Aides to Ada Holm", id="not whom a preposition governs"),
    ],
)
def test_a_source_with_more_behind_it_goes_by_its_head(source, who):
    """Whoever is named first speaks, not where they are from."""
    rows = framing.analyze(f"{source} said on Monday that the plan had failed.").sources()
    assert rows["source"].tolist() == [who]


def test_titles_beside_the_texts_are_told():
    """Where titles stand in a column, headline scores are NaN, and a note says what to do."""
    frame = pd.DataFrame({"text": ["It rained on Monday in the capital. The council met."], "title": ["Rain falls"]})
    assert any("headlines=True" in note for note in framing.analyze(frame).notes)


# ---- provenance and notes


def test_provenance_says_where_the_numbers_come_from(report):
    """Versions, lexicons with hash and licence, settings, size and what was set aside."""
    told = report.provenance
    assert {
        "framing",
        "python",
        "numpy",
        "pandas",
        "models",
        "lexicons",
        "settings",
        "n_documents",
        "set_aside",
        "notes",
    } <= set(told)
    assert told["framing"] == framing.__version__
    assert told["n_documents"] == len(TEXTS)
    for passport in told["lexicons"].values():
        assert {"name", "version", "n_entries", "sha256", "license"} <= set(passport)
        assert len(passport["sha256"]) == 64


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param("It rained.", "This text has fewer than 150 words", id="one"),
        pytest.param(
            ["It rained.", "It rained on the hills and in the town again. " * 30],
            "1 of 2 texts have fewer than 150",
            id="one of two",
        ),
    ],
)
def test_a_short_text_gets_a_note(texts, expected):
    """A rate over a few words is said to be shaky; long texts get no note."""
    assert [expected in note for note in framing.analyze(texts).notes] == [True]
    assert framing.analyze("It rained on the hills and in the town again. " * 30).notes == []


def test_a_report_shows_what_it_holds(report):
    """The representation has documents, words and measures."""
    assert repr(report).startswith("<Report: 5 documents, ")
    assert "loaded" in repr(report)


# ---- JSON


def no_constants(name):
    raise AssertionError(f"{name} is not JSON")


def test_json_is_strict(report, tmp_path):
    """The file is ASCII JSON with null for NaN, and holds scores, evidence, sources and provenance."""
    text = report.to_json(tmp_path / "x.json")
    data = json.loads(text, parse_constant=no_constants)
    assert (tmp_path / "x.json").read_bytes() == text.encode("ascii")
    assert {"scores", "evidence", "sources", "notes", "provenance"} <= set(data)
    assert [row["doc_id"] for row in data["scores"]] == list(TEXTS)
    assert data["scores"][-1]["loaded__terms_rate"] is None
    loaded = data["evidence"]["loaded"]
    assert [row["text"] for row in loaded] == report.evidence("loaded")["text"].tolist()
    assert all(isinstance(row["start"], int) and isinstance(row["quoted"], bool) for row in loaded)


@pytest.mark.parametrize(
    "index",
    [
        pytest.param(pd.to_datetime(["2021-01-01", "2021-01-02"]), id="dates"),
        pytest.param(pd.MultiIndex.from_tuples([("a", 1), ("b", 2)]), id="pairs"),
        pytest.param(pd.Index(["a", "b"], name="n_words"), id="name of a column"),
        pytest.param(pd.Index([1.5, 2.5]), id="floats"),
        pytest.param(pd.CategoricalIndex(["a", "b"]), id="categories"),
    ],
)
def test_any_unique_index_serves(index):
    """Ids of any kind go through scores, evidence, explanation, JSON and page."""
    report = framing.analyze(pd.Series(["The regime fell.", None], index=index))
    assert report.scores.index[0] == report.evidence("loaded")["doc_id"][0] == index[0]
    assert report.explain("loaded", index[0])["text"].tolist() == ["regime"]
    assert len(json.loads(report.to_json())["scores"]) == 1
    assert "regime" in report.to_html(doc_id=index[0])


# ---- actors

ACTOR_TEXT = (
    "Ana Reyes Resigns\n\nThe corrupt Ana Reyes failed. “Ana Reyes is a shameless liar,” Olga Brandt said. "
    "She praised Karel Novak. It rained on the bridge for two days, and the road below it was closed to all traffic."
)


def test_a_row_per_document_and_actor():
    """The table counts mentions by place and holder, loaded terms by voice, and words spoken; it adds up to the evidence."""
    report = framing.analyze([ACTOR_TEXT, "", ACTOR_TEXT])
    rows = report.actors()
    mentions = report.evidence("actors").groupby(["doc_id", "actor"]).size()
    assert rows.set_index(["doc_id", "actor"])["mentions"].to_dict() == mentions.to_dict()
    first, third = (rows[rows["doc_id"] == doc].drop(columns="doc_id").reset_index(drop=True) for doc in (0, 2))
    pd.testing.assert_frame_equal(first, third)
    reyes = first.set_index("actor").loc["Ana Reyes"]
    assert reyes[["mentions", "headline", "lead", "outlet_mentions", "sources_mentions"]].tolist() == [3, 1, 2, 2, 1]
    assert reyes[["loaded_n", "loaded_quoted_n", "loaded"]].tolist() == [1, 2, "corrupt"]
    brandt = first.set_index("actor").loc["Olga Brandt"]
    assert brandt[["mentions", "named", "words_spoken"]].tolist() == [2, 1, 8]  # she praised, too


def test_actors_without_sentiment_or_loaded_terms():
    """With measures=["actors"] the columns stay, and what was not measured is empty."""
    whole, bare = (framing.analyze(ACTOR_TEXT, measures=m).actors() for m in (None, ["actors"]))
    assert list(bare.columns) == list(whole.columns)
    assert bare["outlet_balance"].isna().all()
    assert (bare["loaded_n"] == 0).all()
    empty = framing.analyze("").actors()
    assert empty.empty
    assert list(empty.columns) == list(whole.columns)
