"""report.methods(): the paragraph, its facts and its entries, as the report that was analysed has them."""

import json
import re

import pandas as pd
import pytest

import framing
from framing.cite import bibtex, methods_json, methods_paragraph
from framing.core import InputError

TEXTS = pd.Series(["The regime fell, she said.", None, "It rained."], index=["x", "y", "z"], dtype=object)
STEPS = ("compare", "keyness")


@pytest.fixture(scope="module")
def report():
    """Return two texts and one that is missing."""
    return framing.analyze(TEXTS, measures=["loaded"], models=False)


def keys_of(entries):
    return re.findall(r"^@\w+\{(\w+),", entries, re.MULTILINE)


def test_the_paragraph_is_that_of_its_provenance(report):
    """By default; with what was excluded and what followed."""
    assert report.methods() == report.methods("text") == methods_paragraph(report.provenance)
    told = report.methods(excluded={"duplicate": 12}, steps=STEPS)
    assert told == methods_paragraph(report.provenance, excluded={"duplicate": 12}, steps=STEPS)
    assert told.startswith(f"2 texts were analysed with framing {framing.__version__} [@framing].")
    assert "1 text was set aside (missing value: 1), and 12 texts were excluded before (duplicate: 12)." in told


def test_the_facts_are_json(report):
    """Those of the paragraph, whatever the document ids are."""
    told = json.loads(report.methods("json", excluded={"duplicate": 12}, steps=STEPS))
    assert told == methods_json(report.provenance, excluded={"duplicate": 12}, steps=STEPS)
    assert (told["n_documents"], told["set_aside"], told["excluded"]) == (2, {"missing value": 1}, {"duplicate": 12})
    dates = framing.analyze(TEXTS.set_axis(pd.date_range("2024", periods=3)), measures=["loaded"], models=False)
    assert json.loads(dates.methods("json"))["set_aside"] == {"missing value": 1}


@pytest.mark.parametrize("steps", [(), ("compare",), STEPS, "trends"], ids=repr)
def test_each_key_of_the_paragraph_has_its_entry(report, steps):
    """And no entry is without one; they are those that the facts list, in their order."""
    entries = report.methods("bibtex", steps=steps)
    cited = json.loads(report.methods("json", steps=steps))["citations"]
    assert entries == bibtex(cited)
    assert keys_of(entries) == cited
    assert set(cited) == set(re.findall(r"@(\w+)", report.methods(steps=steps)))


def test_a_step_adds_its_sources(report):
    """What was not computed is not cited."""
    plain, compared = (keys_of(report.methods("bibtex", steps=steps)) for steps in ((), ["keyness"]))
    assert "monroe2008" not in plain
    assert set(compared) - set(plain) >= {"monroe2008"}
    assert "Then were computed" not in report.methods()


def test_what_was_not_asked_for_is_not_told(report):
    """The paragraph of a report tells its own measures."""
    assert "readability" not in report.methods()
    assert "readability" in framing.analyze("It rained.", measures=["readability"], models=False).methods()


def test_rows_that_read_articles_set_aside_are_told(tmp_path):
    """They count as set aside, with their reasons."""
    path = tmp_path / "news.csv"
    story = "The council met on Monday to discuss a new road to the harbor, and nobody was against it."
    pd.DataFrame({"text": [story, "", story], "outlet": "Wire"}).to_csv(path, index=False)
    told = framing.analyze(framing.read_articles(path), models=False).methods()
    assert told.startswith("1 text was analysed")
    assert "2 texts were set aside (no text: 1, same text as 0: 1)" in told


@pytest.mark.parametrize("kind", ["text", "json", "bibtex"])
def test_the_same_words_every_time(report, kind):
    """Also of the same texts analysed again."""
    again = framing.analyze(TEXTS, measures=["loaded"], models=False)
    assert report.methods(kind, steps=STEPS) == report.methods(kind, steps=STEPS) == again.methods(kind, steps=STEPS)


def test_a_report_without_texts_has_methods():
    """Nothing was analysed, and it says so."""
    report = framing.analyze([], measures=["loaded"], models=False)
    assert report.methods().startswith("0 texts were analysed")
    assert json.loads(report.methods("json"))["n_documents"] == 0


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"kind": "latex"}, r"kind='latex' is none of: text, json, bibtex\.", id="no such kind"),
        pytest.param({"kind": None}, "kind=None is none of", id="no kind"),
        pytest.param(
            {"steps": ["compared"]}, "No step is called 'compared'. Did you mean 'compare'", id="no such step"
        ),
        pytest.param({"kind": "bibtex", "steps": "norm"}, "Did you mean 'norms'", id="no such step, of entries"),
    ],
)
def test_what_is_asked_wrongly(report, asked, message):
    """Errors say what there is."""
    with pytest.raises(InputError, match=message):
        report.methods(**asked)
