"""The same bytes: scores and evidence do not depend on processes, order, hash seeds or how texts are read together."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing import analysis

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))
SMALL, LARGE = 2_000, 10_000_000  # characters that are read together: an article by itself, all at once
HASHED = """
import sys
from tests.laws import test_identical as told
told.written(told.framing.analyze(told.given()), told.Path(sys.argv[1]))
"""


def given():
    """Return the example articles, by the name of their file."""
    return pd.Series({file.stem: file.read_text(encoding="utf-8") for file in ARTICLES})


def written(report, folder):
    """Return the bytes of the files with scores and evidence."""
    report.to_csv(folder / "scores.csv")
    report.to_jsonl(folder / "evidence.jsonl")
    return read(folder)


def read(folder):
    return (folder / "scores.csv").read_bytes(), (folder / "evidence.jsonl").read_bytes()


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """Return the bytes of one process that reads all articles together."""
    scores, evidence = written(framing.analyze(given()), tmp_path_factory.mktemp("expected"))
    assert scores.count(b"\r\n") > 100
    assert evidence.count(b"\n") > 500
    return scores, evidence


@pytest.mark.parametrize("characters", [pytest.param(SMALL, id="alone"), pytest.param(LARGE, id="together")])
def test_size_of_batches(characters, expected, tmp_path, monkeypatch):
    """Articles read one by one or all at once give the same bytes."""
    monkeypatch.setattr(analysis, "BATCH_CHARACTERS", characters)
    assert written(framing.analyze(given()), tmp_path) == expected


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_number_of_processes(n_jobs, expected, tmp_path, monkeypatch):
    """Batches of one article, read here or in two other processes, give the same bytes."""
    monkeypatch.setattr(analysis, "BATCH_CHARACTERS", SMALL)
    assert written(framing.analyze(given(), n_jobs=n_jobs), tmp_path) == expected


def test_order_of_texts(expected, tmp_path):
    """Articles in the opposite order give the same bytes once their lines are back in order."""
    scores, evidence = written(framing.analyze(given()[::-1]), tmp_path)
    assert scores != expected[0]
    assert in_order(scores) == in_order(expected[0])
    assert in_order(evidence) == in_order(expected[1])


def in_order(lines):
    """Return the lines of a file by what they tell first, which is the document; those of one document stay in order."""
    return sorted(lines.splitlines(), key=lambda line: line.split(b",")[0])


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_hash_seeds(seed, expected, tmp_path):
    """Whatever order sets of words have, the bytes are the same."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-c", HASHED, str(tmp_path)], check=True, cwd=ROOT, env=environment)
    assert read(tmp_path) == expected
