"""What to write in a paper: it names what was used, and its sources can be looked up."""

import copy
import json
import re
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.choose import choose_measures
from framing.cite import _sources, bibtex, methods_json, methods_paragraph
from framing.core import InputError

ROOT = Path(__file__).parents[2]
TEXTS = pd.Series(
    ["The regime fell, she said.", None, "It rained.", None], index=pd.date_range("2024-03-01", periods=4), dtype=object
)
ENTRY = re.compile(r"@(\w+)\{(\w+),\n(.*)\n\}", re.DOTALL)
NEEDED = {
    "article": {"journal", "volume", "number"},
    "book": {"publisher"},
    "incollection": {"booktitle", "editor", "publisher", "pages"},
    "inproceedings": {"booktitle"},
    "phdthesis": {"school"},
    "software": {"version"},
    "techreport": {"institution", "number"},
}


def facts(**options):
    return framing.analyze(TEXTS, **options).provenance


@pytest.fixture(scope="module")
def fast():
    return facts(measures=["loaded", "actors"])


def entries():
    return bibtex().split("\n\n")


# ---- the sources


def test_every_measure_has_its_sources():
    """All that can be asked for by name, and nothing else."""
    with pytest.raises(InputError) as told:
        choose_measures(["none of them"], models="fast")
    known = str(told.value).partition("Available: ")[2].rstrip(".").split(", ")
    assert {name for kind, name in _sources() if kind == "measure"} == set(known)
    assert all(what and keys for (kind, _), (what, keys) in _sources().items() if kind != "weights")


def test_every_file_of_weights_has_its_sources():
    """Those whose hashes stand beside the weights; what was made from another model, with that one."""
    listed = (ROOT / "framing" / "models" / "weights" / "sha256.txt").read_text(encoding="utf-8")
    shipped = {Path(line.split()[-1]).stem for line in listed.splitlines() if line.strip()}
    assert shipped - {"clusters"} <= {name for kind, name in _sources() if kind == "weights"}


def test_every_key_has_its_entry_and_every_entry_its_use():
    cited = {key for _, keys in _sources().values() for key in keys}
    assert cited == {ENTRY.fullmatch(entry)[2] for entry in entries()}


@pytest.mark.parametrize("entry", [pytest.param(entry, id=ENTRY.fullmatch(entry)[2]) for entry in entries()])
def test_an_entry_is_bibtex(entry):
    """Braces are balanced, each field stands once, those a style needs are there, and the key says the year."""
    kind, key, body = ENTRY.fullmatch(entry).groups()
    fields = dict(re.findall(r"^  (\w+) = \{(.+)\},$", body, re.MULTILINE))
    depth = 0
    for mark in re.findall(r"[{}]", entry):
        depth += 1 if mark == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert len(fields) == len(body.splitlines())
    assert fields.keys() >= {"author", "title", "year", *NEEDED[kind]}
    assert key == "framing" or re.fullmatch(rf"[a-z]+{fields['year']}[ab]?", key)
    assert all(re.fullmatch(r"\d+--\d+", pages) for name, pages in fields.items() if name == "pages")
    assert entry.isascii()


def test_keys_are_unique_and_in_order():
    keys = re.findall(r"^@\w+\{(\w+),", (ROOT / "framing" / "references.bib").read_text(encoding="utf-8"), re.MULTILINE)
    assert keys == ["framing", *sorted(set(keys) - {"framing"})]


def test_the_software_is_cited_as_it_says():
    """Title, author and year are those of CITATION.cff, the version is the installed one or the one asked for."""
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    entry = bibtex("framing")
    title, author, released = (
        re.search(rf"{name}: \"?(.+?)\"?\n", cff)[1] for name in ("\ntitle", "- name", "\ndate-released")
    )
    assert re.search(r"title = \{(.*)\},", entry)[1].replace("{English}", "English") == title
    assert f"author = {{{{{author}}}}}" in entry
    assert f"year = {{{released[:4]}}}" in entry
    assert f"version = {{{framing.__version__}}}" in entry
    assert "version = {0.1}" in bibtex("framing", version="0.1")


def test_entries_come_in_the_order_of_the_keys_and_once():
    keys = ["kish1965", "framing", "kish1965"]
    assert re.findall(r"^@\w+\{(\w+),", bibtex(keys), re.MULTILINE) == ["kish1965", "framing"]
    assert bibtex([]) == ""


def test_an_unknown_key_is_an_error():
    with pytest.raises(InputError, match=r"No entry has the key 'kish1956'\. Did you mean 'kish1965'"):
        bibtex("kish1956")


# ---- the paragraph


def test_the_paragraph_names_version_numbers_reasons_and_hashes(fast):
    """Whoever reads it can tell whether they have the same."""
    text = methods_paragraph(fast, excluded={"too short": 3, "duplicate": 1200})
    assert text.startswith(f"2 texts were analysed with framing {framing.__version__} [@framing].")
    assert "2 texts were set aside (missing value: 2)" in text
    assert "1,203 texts were excluded before (duplicate: 1,200, too short: 3)" in text
    assert all(each["sha256"][:8] in text for each in fast["lexicons"].values())
    assert all(digest[:8] in text for hashes in fast["models"].values() for digest in hashes.values())
    assert "loaded-terms" in text
    assert "headline, body" in text
    assert 'models="fast"' in text


def test_the_paragraph_cites_what_was_used(fast):
    """The keys in it are those of the JSON; each has an entry; a measure that did not run is not cited."""
    text, told = methods_paragraph(fast, steps=["compare"]), methods_json(fast, steps=["compare"])
    assert set(re.findall(r"@(\w+)", text)) == set(told["citations"])
    assert told["citations"][0] == "framing"
    assert len(told["citations"]) == len(set(told["citations"]))
    assert {"garwood1936", "newell2018", "hedges1981"} <= set(told["citations"])
    assert not {"flesch1948", "hyland2005", "monroe2008"} & set(told["citations"])
    assert bibtex(told["citations"]).count("\n@") + 1 == len(told["citations"])


OTHER = {
    "measures": {"measures": ["loaded", "actors", "readability"]},
    "models": {"measures": ["loaded", "actors"], "models": False},
    "blocks": {"measures": ["loaded", "actors"], "blocks": ["body"]},
    "lexicon beside": {"measures": ["loaded", "actors"], "lexicons": "hedges"},
    "lexicon instead": {
        "measures": ["loaded", "actors"],
        "lexicons": {"loaded": framing.Lexicon.from_terms("mine", ["rain*"])},
    },
    "actors": {"measures": ["loaded", "actors"], "actors": {"Norlinn": ["Norlinn", "the company"]}},
}


@pytest.mark.parametrize("options", [pytest.param(options, id=name) for name, options in OTHER.items()])
def test_another_setting_is_another_paragraph(options, fast):
    assert methods_paragraph(facts(**options)) != methods_paragraph(fast)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"framing": "9.9"}, "framing 9.9", id="version"),
        pytest.param({"n_documents": 1}, "1 text was analysed", id="one text"),
        pytest.param({"set_aside": [{"doc_id": 0, "reason": "no text"}]}, "1 text was set aside (no text: 1).", id="one set aside"),
        pytest.param({"thresholds": {"loaded": 0.75}}, "Lowest score that is marked: loaded 0.75.", id="threshold"),
    ],
)  # fmt: skip
def test_the_paragraph_says_what_the_facts_say(change, said, fast):
    assert said in methods_paragraph({**fast, **change})
    assert said not in methods_paragraph(fast)


def test_nothing_set_aside_is_not_told():
    assert "set aside" not in methods_paragraph(framing.analyze("It rained.", models=False).provenance)


def test_rules_alone_have_no_weights():
    text = methods_paragraph(facts(measures=["loaded"], models=False))
    assert "rules and lexicons alone (models=False)." in text
    assert "weights" not in text


def test_weights_of_ones_own_were_not_learned_from_our_corpora(fast):
    """A folder of weights is told by its path and hashes; what it was learned from is for its authors to say."""
    own = {**fast, "settings": {**fast["settings"], "models": "fold_1"}}
    assert "weights of our own (models='fold_1'); weights by sha256: loaded" in methods_paragraph(own)
    assert all(part["citations"] == [] for part in methods_json(own)["models"].values())
    assert "fan2019" in methods_json(fast)["citations"]
    assert "fan2019" not in methods_json(own)["citations"]


def test_a_lexicon_of_ones_own_is_told_without_a_source():
    """We do not know where it is from."""
    mine = framing.Lexicon.from_terms("boats", ["boat*"])
    text = methods_paragraph(facts(measures=[], lexicons=mine, models=False))
    assert "boats (a lexicon or measure of our own);" in f"{text.partition(' Rates')[0].rstrip('.')};"
    assert f"boats (1, {mine.sha256[:8]})" in text


STEPS = [name for kind, name in _sources() if kind == "step"]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_a_function(step):
    """One of the report, or one that is given a report."""
    assert callable(getattr(framing.Report, step, None) or getattr(framing, step))


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_told_with_its_sources(step, fast):
    told = methods_json(fast, steps=step)["steps"][step]
    text = methods_paragraph(fast, steps=[step])
    assert f"Then were computed: {told['what']} [@{told['citations'][0]}" in text


# ---- both


def test_the_same_facts_give_the_same_words():
    """Also when they come back from a file, in another order; and they are not changed."""
    given = facts(measures=["loaded", "actors"], actors={"Norlinn": ["Norlinn"], "Ardane": ["Ardane"]})
    before = copy.deepcopy(given)
    again = json.loads(json.dumps(given, sort_keys=True, default=str))
    assert methods_paragraph(again, steps=["norms"]) == methods_paragraph(given, steps=["norms"])
    methods_json(given)["settings"]["blocks"].append("caption")
    assert given == before


def test_the_json_can_be_written(fast):
    """Whatever the document ids are; reasons are counted."""
    told = methods_json(fast, excluded={"duplicate": 1})
    assert json.loads(json.dumps(told)) == told
    assert (told["n_documents"], told["set_aside"], told["excluded"]) == (2, {"missing value": 2}, {"duplicate": 1})
    assert told["software"]["framing"] == framing.__version__


@pytest.mark.parametrize("function", [methods_paragraph, methods_json])
@pytest.mark.parametrize(
    ("given", "options", "message"),
    [
        pytest.param({"framing": "1"}, {}, "facts have no 'python'. Give report.provenance", id="not a provenance"),
        pytest.param(None, {"steps": ["norm"]}, "No step is called 'norm'. Did you mean 'norms'", id="unknown step"),
    ],
)
def test_what_cannot_be_told_is_an_error(function, given, options, message, fast):
    with pytest.raises(InputError, match=message):
        function(fast if given is None else given, **options)
