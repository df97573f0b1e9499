"""Evidence as JSON Lines: a line for each mark, the same bytes each time, any text survives."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.core import InputError, objects
from framing.core.tables import table
from framing.export.jsonl import FIRST, jsonl_lines, to_jsonl

TEXT = "The cruel regime fell, Reyes said. “A shameful day,” the mayor\nadded."


def marks(**columns):
    """One mark, with the columns given in place of the usual ones."""
    usual = {"doc_id": ["a"], "start": [0], "end": [3], "text": ["Sad"], "label": ["own"], "score": [1.0]}
    given = {**usual, **columns}
    return table({name: objects(values) for name, values in given.items()})


@pytest.fixture(scope="module")
def report():
    return framing.analyze(pd.Series({"a/b": TEXT, 7: "The thugs \udc80 left."}, dtype=object))


@pytest.fixture(scope="module")
def evidence(report):
    return {name: report.evidence(name) for name in ("loaded", "attribution", "actors")}


def test_a_line_for_each_mark(report, evidence):
    """Lines follow the tables, measure by measure; the columns of the table are all there, the named ones first."""
    rows = [json.loads(line) for line in jsonl_lines(evidence)]
    assert [row["measure"] for row in rows] == [name for name, frame in evidence.items() for _ in range(len(frame))]
    for row, (_, marked) in zip(rows, evidence["loaded"].iterrows(), strict=False):
        assert list(row)[: len(FIRST)] == list(FIRST)
        assert set(row) == {*evidence["loaded"], "measure"}
        assert row["text"] == marked["text"]
        assert row["score"] == marked["score"]


def test_offsets_hold(evidence):
    """The text of a line is the text as given from start to end."""
    texts = {"a/b": TEXT, 7: "The thugs \udc80 left."}
    for row in map(json.loads, jsonl_lines(evidence)):
        assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"]


def test_measures_are_chosen_in_the_order_asked(evidence):
    rows = [json.loads(line) for line in jsonl_lines(evidence, measures=["actors", "loaded"])]
    assert list(dict.fromkeys(row["measure"] for row in rows)) == ["actors", "loaded"]


def test_the_same_evidence_gives_the_same_bytes(evidence, tmp_path):
    """A file holds the lines, ASCII, each ended by a line feed, on every system."""
    for name in ("x", "y"):
        to_jsonl(evidence, tmp_path / name)
    data = (tmp_path / "x").read_bytes()
    assert data == (tmp_path / "y").read_bytes()
    assert data == "".join(f"{line}\n" for line in jsonl_lines(evidence)).encode("ascii")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(np.nan, None, id="NaN"),
        pytest.param(np.inf, None, id="infinity"),
        pytest.param(np.float32("nan"), None, id="a NaN of numpy"),
        pytest.param(None, None, id="None"),
        pytest.param(pd.NaT, None, id="NaT"),
        pytest.param(pd.NA, None, id="NA"),
        pytest.param(np.int64(3), 3, id="an integer of numpy"),
        pytest.param(np.bool_(True), True, id="a truth value of numpy"),
        pytest.param(pd.Timestamp("2024-05-01"), "2024-05-01 00:00:00", id="date"),
        pytest.param("\ud83d end", "\ud83d end", id="lone surrogate"),
        pytest.param("a\nb\u2028c", "a\nb\u2028c", id="ends of lines"),
    ],
)
def test_values(value, written):
    """What is missing is null; strict JSON is written, on one line."""
    (line,) = jsonl_lines({"own": marks(extra=[value])})
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line, parse_constant=pytest.fail)["extra"] == written


@given(st.text(st.characters(exclude_categories=[]), max_size=20))
def test_any_text_survives(text):
    """A text comes back as it was; a pair of surrogates as the character that it encodes."""
    (line,) = jsonl_lines({"own": marks(text=[text])})
    same = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert json.loads(line)["text"] == same


@pytest.mark.parametrize(
    ("frame", "asked", "message"),
    [
        pytest.param(marks(), ["onw"], "Did you mean 'own'", id="an unknown measure"),
        pytest.param(marks().drop(columns="score"), None, "lacks score", id="a table without scores"),
        pytest.param(marks(measure=["x"]), None, "a column 'measure'", id="a column that is ours"),
    ],
)
def test_what_cannot_be_written_is_an_error(frame, asked, message, tmp_path):
    """Nothing is written then."""
    with pytest.raises(InputError, match=message):
        to_jsonl({"own": frame}, tmp_path / "x", measures=asked)
    assert not (tmp_path / "x").exists()


def test_no_mark_is_no_line(tmp_path):
    to_jsonl({"own": marks().iloc[:0]}, tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b""
