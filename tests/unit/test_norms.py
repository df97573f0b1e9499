"""Norms: percentiles among a reference set."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError
from framing.stats import Norms
from framing.stats.norms import BANDS, QUANTILES

GRID = {str(q): [0.0 if q <= 40 else (q - 40) / 10] for q in QUANTILES}
TABLE = pd.DataFrame({"column": ["a__b_rate"], "leaning": ["all"], "length": [BANDS[0]], "n": [80], **GRID})


@pytest.mark.parametrize(
    ("value", "percentile"),
    [
        pytest.param(0.0, 20, id="a tie has the middle"),
        pytest.param(1.25, 52.5, id="between two quantiles"),
        pytest.param(6.0, 100, id="the largest"),
        pytest.param(99.0, 100, id="beyond the largest"),
        pytest.param(np.nan, np.nan, id="not observed"),
    ],
)
def test_percentiles(value, percentile):
    scores = pd.DataFrame({"n_words": [100], "a__b_rate": [value]}, index=["x"])
    row = Norms("made up", TABLE).of(scores).iloc[0]
    assert row["percentile"] == pytest.approx(percentile, nan_ok=True)
    assert (row["doc_id"], row["n"], row["length"], row["reference"]) == ("x", 80, BANDS[0], "made up, all")


def test_a_band_without_norms_has_no_percentile():
    scores = pd.DataFrame({"n_words": [5000], "a__b_rate": [1.0]})
    row = Norms("made up", TABLE).of(scores).iloc[0]
    assert np.isnan(row["percentile"])
    assert row["n"] == 0


def test_every_rate_and_share_of_a_report_has_norms():
    """Counts and the ends of intervals have none."""
    report = framing.analyze(["The regime fell, Reyes said. " * 20, ""])
    rows = report.norms()
    columns = [
        c for c in report.scores if "__" in c and not c.endswith("_n") and "-low_" not in c and "-high_" not in c
    ]
    assert set(columns) == set(rows["column"])
    assert {str(rows[name].dtype) for name in ("column", "length", "reference")} == {"object"}
    assert rows["percentile"].dropna().between(0, 100).all()


def test_an_unknown_leaning_is_an_error():
    with pytest.raises(InputError, match="centre"):
        framing.analyze("It rained.").norms("centre")


def test_norms_are_for_scores_made_alike():
    """None without the learned models, and none for a measure with a lexicon of one's own."""
    with pytest.raises(InputError, match="models='fast'"):
        framing.analyze("It rained.", models=False).norms()
    mine = framing.Lexicon.from_terms("loaded", ["rain*"])
    columns = framing.analyze("It rained.", lexicons={"loaded": mine}).norms()["column"]
    assert not columns.str.startswith("loaded__").any()
    assert columns.str.startswith("attribution__").any()
