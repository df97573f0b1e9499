"""analyze(): what it takes, what it refuses, and how measures and lexicons are chosen."""

import gc
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError, LexiconError, Spans, objects
from framing.lexicon import Lexicon, write_lexicon

TEXTS = ["The cruel regime fell.", "It rained."]
ALARM = Lexicon.from_terms("alarm", {"alarm": ["panic", "melt down"], "calm": ["calm"]})


# ---- input


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        pytest.param("It rained.", [0], id="str"),
        pytest.param("", [0], id="empty str"),
        pytest.param(TEXTS, [0, 1], id="list"),
        pytest.param(tuple(TEXTS), [0, 1], id="tuple"),
        pytest.param(iter(TEXTS), [0, 1], id="iterator"),
        pytest.param(np.array(TEXTS), [0, 1], id="array"),
        pytest.param(pd.Series(TEXTS, index=["a", "b"]), ["a", "b"], id="Series"),
        pytest.param(pd.Series(TEXTS, dtype="string"), [0, 1], id="Series of dtype string"),
        pytest.param(pd.DataFrame({"text": TEXTS, "outlet": ["x", "y"]}, index=[7, 9]), [7, 9], id="DataFrame"),
        pytest.param([], [], id="empty list"),
        pytest.param(pd.Series([], dtype=object), [], id="empty Series"),
    ],
)
def test_one_row_per_document(texts, ids):
    """Ids count from 0, or are the index of a Series or DataFrame."""
    assert framing.analyze(texts).scores.index.tolist() == ids


def test_the_text_column_can_be_named():
    """text= names the column of a DataFrame."""
    report = framing.analyze(pd.DataFrame({"body": TEXTS}), text="body")
    assert report.scores["n_words"].tolist() == [4, 2]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        pytest.param(b"rain", "is bytes. Decode it first", id="bytes"),
        pytest.param([b"rain"], "Document 0 is a bytes", id="list of bytes"),
        pytest.param(["rain", 5], "Document 1 is a int, not a text: '5'", id="int in a list"),
        pytest.param(5, "Cannot analyse a int", id="int"),
        pytest.param(None, "Cannot analyse a NoneType", id="None"),
        pytest.param({"a": "rain"}, "pd.Series(texts)", id="dict"),
        pytest.param([["rain"]], "Document 0 is a list", id="list of lists"),
        pytest.param(pd.Series(["rain", 2.5], index=["a", "b"]), "Document 'b' is a float", id="float in a Series"),
        pytest.param(pd.Series(TEXTS, index=["a", "a"]), "has 'a' twice", id="index twice"),
        pytest.param(pd.DataFrame({"body": TEXTS}), "no column 'text'. Name the one", id="no text column"),
        pytest.param(pd.DataFrame([["a", "b"]], columns=["text", "text"]), "'text'", id="text column twice"),
    ],
)
def test_what_is_no_text_is_refused(texts, message):
    """The error names the document, the value seen and what to do."""
    with pytest.raises(InputError) as error:
        framing.analyze(texts)
    assert message in str(error.value)


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT], ids=["None", "NaN", "NA", "NaT"])
def test_a_missing_value_is_set_aside(missing):
    """A missing text is no error and no row; the report says which and why, and offsets stay right."""
    report = framing.analyze(
        pd.Series(["It rained.", missing, "The regime fell."], index=["a", "b", "c"], dtype=object)
    )
    assert report.scores.index.tolist() == ["a", "c"]
    assert report.set_aside.values.tolist() == [["b", "missing value"]]
    assert report.provenance["set_aside"] == [{"doc_id": "b", "reason": "missing value"}]
    assert report.evidence("loaded")["doc_id"].tolist() == ["c"]
    assert any("1 rows were set aside" in note or "1 row was set aside" in note for note in report.notes)


def test_only_missing_values_leave_no_rows():
    """Nothing but missing values gives an empty report with its columns."""
    report = framing.analyze([None, None])
    assert (len(report.scores), len(report.set_aside)) == (0, 2)
    assert "loaded__terms_rate" in report.scores.columns


def test_the_input_is_not_changed():
    """The DataFrame given is the same afterwards."""
    frame = pd.DataFrame({"text": [*TEXTS, None], "n": [1, 2, 3]})
    before = frame.copy(deep=True)
    framing.analyze(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_batches_do_not_show(monkeypatch):
    """Documents read in many batches give the tables of one batch."""
    texts = ["The cruel regime of Ana Reyes fell.", "", "“It rained,” Reyes said.", "Ana Reyes failed. She left."]
    whole = framing.analyze(texts)
    monkeypatch.setattr("framing.analysis.BATCH_CHARACTERS", 1)
    parts = framing.analyze(texts)
    pd.testing.assert_frame_equal(parts.scores, whole.scores)
    for name in ("loaded", "attribution", "quotations", "actors", "toward"):
        pd.testing.assert_frame_equal(parts.evidence(name), whole.evidence(name))
    for table in ("sources", "actors", "sentences"):
        pd.testing.assert_frame_equal(getattr(parts, table)(), getattr(whole, table)())


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_left_as_it_was(is_on):
    """Garbage collection goes on after a batch if it was on, also where a measure fails."""

    class Failing:
        name, requires = "failing", ()

        def annotate(self, corpus, evidence):
            assert not gc.isenabled()
            raise RuntimeError

    before = gc.isenabled()
    try:
        (gc.enable if is_on else gc.disable)()
        framing.analyze("It rained.")
        assert gc.isenabled() is is_on
        with pytest.raises(RuntimeError):
            framing.analyze("It rained.", measures=["loaded", Failing()])
        assert gc.isenabled() is is_on
    finally:
        (gc.enable if before else gc.disable)()


# ---- settings


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"measures": ["loadd"]}, "No measure is called 'loadd'. Did you mean 'loaded'?", id="measure"),
        pytest.param({"blocks": ["bodi"]}, "No block is called 'bodi'. Did you mean 'body'?", id="block"),
        pytest.param({"models": "acurate"}, "models='acurate' is neither", id="models"),
        pytest.param({"models": 5}, "models=5 is neither", id="models int"),
        pytest.param({"lexicons": "loaded-term"}, "No lexicon is called 'loaded-term'", id="lexicon name"),
        pytest.param({"lexicons": [5]}, "Cannot read a lexicon from a int", id="lexicon int"),
        pytest.param({"lexicons": {"loded": ALARM}}, "Did you mean 'loaded'?", id="measure to replace"),
        pytest.param({"lexicons": Lexicon.from_terms("loaded", ["a"])}, "as a measure is already", id="name taken"),
        pytest.param({"lexicons": "none.tsv"}, "Cannot open none.tsv", id="missing file"),
        pytest.param({"lexicons": [ALARM, ALARM]}, "'alarm'", id="lexicon twice"),
    ],
)
def test_an_unknown_setting_is_refused(options, message):
    """The error names the value seen and the choices."""
    with pytest.raises((InputError, LexiconError)) as error:
        framing.analyze("It rained.", **options)
    assert message in str(error.value)


@pytest.mark.parametrize("options", [{"measures": "loaded"}, {"blocks": "body"}], ids=["measures", "blocks"])
def test_one_name_is_not_a_list_of_letters(options):
    """A str where a list of names is asked for is read as one name."""
    assert framing.analyze("The regime fell.", **options).evidence("loaded")["text"].tolist() == ["regime"]


@pytest.mark.parametrize(
    ("models", "expected"), [(True, "fast"), ("fast", "fast"), (False, False)], ids=["True", "fast", "False"]
)
def test_settings_are_kept(models, expected):
    """The report says with which settings it was made."""
    settings = framing.analyze("It rained.", models=models, blocks=["body"]).provenance["settings"]
    assert (settings["models"], settings["blocks"]) == (expected, ["body"])


def test_a_measure_brings_what_it_requires():
    """Asking for one measure adds those it reads, and no others."""
    report = framing.analyze("It rained.", measures=["quotations"])
    assert report.provenance["settings"]["measures"] == ["attribution", "quotations"]
    assert not [c for c in report.scores.columns if c.startswith("loaded")]


PAGE = (
    "Regime wins again\n\nBy Dana Cole\n\n"
    + "The council met on Friday to talk about the bridge. " * 5
    + "\n\nADVERTISEMENT"
)


@pytest.mark.parametrize(
    ("blocks", "kinds"),
    [
        pytest.param(["headline", "body"], {"headline", "body"}, id="default"),
        pytest.param(["headline"], {"headline"}, id="headline"),
        pytest.param(["byline", "furniture"], {"byline", "furniture"}, id="the page"),
    ],
)
def test_only_the_blocks_asked_for_count(blocks, kinds):
    """Words, sentences and evidence come from the blocks asked for."""
    report = framing.analyze(PAGE, blocks=blocks)
    assert set(report.sentences()["block"]) == kinds
    assert len(report.words()) == report.scores["n_words"].iloc[0]
    assert report.evidence("loaded")["text"].tolist() == (["Regime"] if "headline" in blocks else [])


# ---- lexicons of one's own


@pytest.mark.parametrize("given", ["Lexicon", "path", "str", "list"])
def test_a_lexicon_of_ones_own_is_counted_beside(tmp_path, given):
    """It has its own evidence, columns per label, and passport."""
    path = write_lexicon(ALARM, tmp_path / "alarm.tsv")
    lexicons = {"Lexicon": ALARM, "path": path, "str": str(path), "list": [path]}[given]
    report = framing.analyze("They did not panic. The markets melt down; “panic,” Reyes said.", lexicons=lexicons)
    rows = report.evidence("alarm")
    assert rows[["text", "label", "term", "negated"]].values.tolist() == [
        ["panic", "alarm", "panic", True],
        ["melt down", "alarm", "melt down", False],
        ["panic", "alarm", "panic", False],
    ]
    row = report.scores.iloc[0]
    assert (row["alarm__alarm_n"], row["alarm__calm_n"]) == (2, 0)
    assert row["alarm__alarm_rate_all"] == pytest.approx(1000 * 3 / row["n_words"])
    assert report.provenance["lexicons"]["alarm"]["sha256"] == ALARM.sha256
    assert "loaded__terms_n" in report.scores.columns


def test_a_lexicon_replaces_a_measures_own():
    """A mapping changes what a measure reads."""
    report = framing.analyze("Panic at the regime.", lexicons={"loaded": ALARM})
    assert report.evidence("loaded")["text"].tolist() == ["Panic"]
    assert report.provenance["lexicons"]["loaded"]["name"] == "alarm"


def test_reporting_words_can_be_replaced():
    """Attribution reads the reporting words it is given."""
    verbs = Lexicon(
        "verbs", (framing.lexicon.Entry("opine", "neutral", pos="VERB", note="takes clause"),), inflect=True
    )
    rows = framing.analyze("Reyes opined rain was near. Cole said it was not.", lexicons={"attribution": verbs})
    assert rows.evidence("attribution").query("label == 'cue'")["text"].tolist() == ["opined"]


# ---- measures of one's own


@dataclass(frozen=True)
class FirstWords:
    """Mark the first word of each document; its score reads the loaded terms."""

    name: str = "first"
    requires: tuple[str, ...] = ("loaded",)

    def annotate(self, corpus, evidence, /):
        start = corpus.doc_tokens[:-1][np.diff(corpus.doc_tokens) > 0]
        return Spans(start, start + 1, objects(["first"] * len(start)), np.ones(len(start)))

    def score(self, corpus, evidence, /):
        return pd.DataFrame({"first__loaded_n": len(evidence["loaded"])}, index=corpus.meta.index)


def test_a_measure_of_ones_own_runs_after_what_it_requires():
    """Any object with name, requires, annotate and score is a measure."""
    report = framing.analyze(TEXTS, measures=[FirstWords()])
    assert report.provenance["settings"]["measures"] == ["attribution", "loaded", "first"]
    assert report.evidence("first")["text"].tolist() == ["The", "It"]
    assert report.scores["first__loaded_n"].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("requires", "message"),
    [
        pytest.param(("first",), "require each other", id="itself"),
        pytest.param(("nothing",), "'first' requires 'nothing'", id="unknown"),
    ],
)
def test_a_requirement_that_cannot_be_met_is_refused(requires, message):
    """Circles and unknown names are named."""
    with pytest.raises(InputError, match=message):
        framing.analyze("It rained.", measures=[FirstWords(requires=requires)])
