"""Tables as files: nothing is lost, nothing is run, numbers stay numbers."""

import csv

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.core import InputError, objects
from framing.core.tables import table
from framing.export.tables import to_csv, to_frame, to_parquet

SCORES = pd.DataFrame(
    {"n_words": [400, 0], "loaded__terms_rate": [2.5, np.nan], "loaded__terms_rate_all": [2.0, np.nan]},
    index=["a", "b"],
)
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\rx",
    "\n=1",
    "  =1",
    "\u00a0-1",
    "＝1+1",
    "－1",
    "=cmd|'/c calc'!A1",
]


def read_cells(path):
    """The cells of a CSV file as they are written."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


# ---- tidy


def test_a_row_for_each_document_and_score():
    """Rows are documents times scores, by document, sizes and metadata beside every value."""
    meta = pd.DataFrame({"outlet": ["Clarion", "Wire", "Other"]}, index=["b", "a", "c"])
    rows = to_frame(SCORES, meta)
    assert list(rows) == ["doc_id", "outlet", "n_words", "measure", "what", "unit", "column", "value"]
    assert rows["doc_id"].tolist() == ["a", "a", "b", "b"]
    assert rows["outlet"].tolist() == ["Wire", "Wire", "Clarion", "Clarion"]
    assert rows["n_words"].tolist() == [400, 400, 0, 0]
    assert rows["value"].tolist()[:2] == [2.5, 2.0]
    assert rows["value"].isna().tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    ("column", "parts"),
    [
        pytest.param("loaded__terms_rate", ("loaded", "terms", "rate"), id="rate"),
        pytest.param("loaded__terms_rate_all", ("loaded", "terms", "rate_all"), id="a unit of two words"),
        pytest.param("own__my_label_n", ("own", "my_label", "n"), id="a label of two words"),
        pytest.param("my_own__label_rate_all", ("my_own", "label", "rate_all"), id="a measure of two words"),
        pytest.param("headline__loaded-minus-body_rate", ("headline", "loaded-minus-body", "rate"), id="hyphens"),
    ],
)
def test_a_column_is_taken_apart(column, parts):
    """The name of a score says measure, what and unit."""
    (row,) = to_frame(pd.DataFrame({column: [1]})).to_dict("records")
    assert (row["measure"], row["what"], row["unit"]) == parts
    assert row["column"] == column


def test_every_score_of_a_report_is_in_the_frame():
    """No score is left out, and pivoting gives the scores back."""
    scores = framing.analyze(["The regime fell, Reyes said.", ""]).scores
    rows = to_frame(scores)
    wide = rows.pivot(index="doc_id", columns="column", values="value")
    measured = [column for column in scores if "__" in column]
    assert set(scores) == {*measured, "n_words", "n_own_words", "n_sentences"}
    np.testing.assert_array_equal(wide[measured].to_numpy(), scores[measured].to_numpy(dtype=float))
    assert {str(rows[name].dtype) for name in ("measure", "what", "unit", "column")} == {"object"}


def test_metadata_keep_names_and_types():
    """A column of metadata keeps its type; one that bears a name used already is renamed, never lost."""
    meta = pd.DataFrame(
        {"date": pd.to_datetime(["2024-01-01", None]), "value": [1, 2], "meta_value": ["x", "y"], "n_words": [7, 8]},
        index=["a", "b"],
    )
    rows = to_frame(SCORES, meta)
    assert str(rows["date"].dtype).startswith("datetime64")
    assert rows["meta_value"].tolist() == [1, 1, 2, 2]
    assert rows["meta_meta_value"].tolist() == ["x", "x", "y", "y"]
    assert rows["meta_n_words"].tolist() == [7, 7, 8, 8]


@pytest.mark.parametrize(
    ("index", "message"),
    [
        pytest.param(["a"], "no row for document 'b'", id="missing"),
        pytest.param(["a", "b", "b"], "several", id="twice"),
    ],
)
def test_metadata_must_know_each_document_once(index, message):
    with pytest.raises(InputError, match=message):
        to_frame(SCORES, pd.DataFrame({"outlet": ["x"] * len(index)}, index=index))


def test_scores_of_no_document_are_an_empty_frame():
    """An empty table has its columns."""
    rows = to_frame(SCORES.iloc[:0], pd.DataFrame({"outlet": []}))
    assert len(rows) == 0
    assert {"doc_id", "outlet", "value"} <= set(rows)


# ---- CSV


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_a_text(text, tmp_path):
    """In a cell and in a heading it has an apostrophe before it, and nothing else is changed."""
    to_csv(table({text: objects([text])}), tmp_path / "x.csv")
    assert read_cells(tmp_path / "x.csv") == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize("kind", ["str", "category", "object"])
def test_a_formula_is_found_in_text_of_any_type(kind, tmp_path):
    to_csv(pd.DataFrame({"a": pd.Series(["=1", "b"], dtype=kind)}), tmp_path / "x.csv")
    assert read_cells(tmp_path / "x.csv") == [["a"], ["'=1"], ["b"]]


def test_numbers_stay_as_they_are(tmp_path):
    """Negative numbers have no apostrophe, in columns of mixed type neither; floats are read back exactly."""
    frame = table(
        {"x": np.array([-0.1, np.nan, 1e-300]), "mixed": objects([-5, None, "-5"]), "n": np.array([-1, 2, 3])}
    )
    to_csv(frame, tmp_path / "x.csv")
    cells = read_cells(tmp_path / "x.csv")
    assert cells[1:] == [["-0.1", "-5", "-1"], ["", "", "2"], ["1e-300", "'-5", "3"]]
    assert pd.read_csv(tmp_path / "x.csv")["x"].equals(frame["x"])


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", 'a "b", c', "a\nb", "well-known", "“quoted”", "x=1"])
def test_other_texts_are_read_back_unchanged(text, tmp_path):
    to_csv(table({"a": objects([text, "b"])}), tmp_path / "x.csv")
    assert read_cells(tmp_path / "x.csv") == [["a"], [text], ["b"]]


@given(st.lists(st.text(max_size=8), min_size=1, max_size=5))
def test_no_cell_is_a_formula(tmp_path_factory, texts):
    """Whatever the texts, no cell starts with a sign that a spreadsheet runs, and no row is lost."""
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    to_csv(table({"a": objects(texts), "b": np.arange(len(texts))}), path)
    cells = read_cells(path)
    assert len(cells) == len(texts) + 1
    assert not any(cell.lstrip()[:1] in {*"=+-@＝＋－＠"} and cell.lstrip() for row in cells for cell in row)


def test_what_csv_cannot_hold_is_replaced(tmp_path):
    """Lone surrogates and NULs become U+FFFD; the frame stays as it was."""
    frame = table({"a": objects(["a\udc80b\x00", None])})
    to_csv(frame, tmp_path / "x.csv")
    assert read_cells(tmp_path / "x.csv") == [["a"], ["a\ufffdb\ufffd"], [""]]
    assert frame["a"].tolist() == ["a\udc80b\x00", None]


# ---- Parquet


def test_parquet_is_read_back(tmp_path):
    """Numbers, dates and texts keep their type; missing stays missing; mixed columns are texts."""
    parquet = pytest.importorskip("pyarrow.parquet")
    frame = table(
        {
            "n": np.array([1, 2]),
            "value": np.array([0.5, np.nan]),
            "date": pd.to_datetime(["2024-05-01", None]),
            "text": objects(["a\udc80b", None]),
            "mixed": objects([1, "x"]),
            "odd": objects([{"a": 1}, 2]),
            "whole": objects([7, None]),
            "huge": objects([10**30, None]),
            "none": objects([None, None]),
            "formula": objects(["=1", "b"]),
        }
    )
    to_parquet(frame, tmp_path / "x.parquet")
    read = parquet.read_table(tmp_path / "x.parquet")
    kinds = {field.name: str(field.type) for field in read.schema}
    assert kinds["n"] == kinds["whole"] == "int64"
    assert kinds["value"] == "double"
    assert kinds["date"].startswith("timestamp")
    assert {kinds[name] for name in ("text", "mixed", "odd", "none", "formula")} == {"string"}
    rows = read.to_pydict()
    assert rows["text"] == ["a\ufffdb", None]
    assert rows["mixed"] == ["1", "x"]
    assert rows["odd"] == ["{'a': 1}", "2"]
    assert rows["none"] == [None, None]
    assert [int(rows["huge"][0]), rows["huge"][1]] == [10**30, None]
    assert rows["formula"] == ["=1", "b"]
    assert rows["value"] == [0.5, None]


def test_parquet_needs_names_that_differ(tmp_path):
    pytest.importorskip("pyarrow")
    with pytest.raises(InputError, match="called 'a'"):
        to_parquet(pd.DataFrame([[1, 2]], columns=["a", "a"]), tmp_path / "x.parquet")


def test_without_pyarrow_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"framing\[parquet\]"):
        to_parquet(pd.DataFrame({"a": [1]}), tmp_path / "x.parquet")
