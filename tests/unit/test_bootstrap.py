"""Intervals by bootstrap over sentences: against scipy, and by what they must do."""

import numpy as np
import pytest
from scipy import stats

import framing
from framing.core import InputError
from framing.scoring import bootstrap_intervals

TEXT = (
    "The regime lied. The council met on Friday and heard the plan for the harbour. “It is a brazen scam,” Ana Reyes said. "
    "The mayor said the shameless cronies had won. Rain fell all day. A vote is due in May, and the hall will be open."
)


def bootstrapped(part, whole, n_draws):
    one = np.zeros(len(part), dtype=np.int64)
    low, high = bootstrap_intervals(part[:, None], whole[:, None], one, 1, n_draws=n_draws, seed=0)
    return low[0, 0], high[0, 0]


def test_like_scipy():
    """The ends are those of scipy's percentile bootstrap of the same ratio, but for what 20,000 draws leave to chance."""
    random = np.random.default_rng(3)
    whole = random.integers(5, 40, 30).astype(float)
    part = random.poisson(whole / 15).astype(float)
    theirs = stats.bootstrap(
        (part, whole),
        lambda a, b, axis: a.sum(axis=axis) / b.sum(axis=axis),
        paired=True,
        vectorized=True,
        method="percentile",
        n_resamples=20_000,
        random_state=np.random.default_rng(4),
    ).confidence_interval
    assert bootstrapped(part, whole, 20_000) == pytest.approx((theirs.low, theirs.high), rel=0.02)


def test_draws_without_a_word_do_not_count():
    """Of two sentences one has words: the draws that hold it all have its rate."""
    assert bootstrapped(np.array([2.0, 0]), np.array([10.0, 0]), 200) == (0.2, 0.2)


def test_an_interval_holds_its_score():
    """Every rate, share and mean over sentences has one, those of a lexicon too, and it lies around the score."""
    report = framing.analyze([TEXT, TEXT[:60], "Rain."], lexicons=framing.load_lexicon("hedges"))
    found = report.intervals(n_draws=500)
    assert {column.partition("__")[0] for column in found["column"]} == {
        "attribution",
        "loaded",
        "subjectivity",
        "hedges",
    }
    seen = found.dropna()
    assert (seen["low"] <= seen["value"] + 1e-9).all()
    assert (seen["value"] <= seen["high"] + 1e-9).all()
    first = found[(found["doc_id"] == 0) & (found["column"] == "loaded__terms_rate")].iloc[0]
    assert 0 <= first["low"] < first["value"] < first["high"]


def test_sums_of_sentences_make_the_scores():
    """What a measure counts per sentence and what it scores are one thing."""
    report = framing.analyze([TEXT, TEXT[:60], ""], lexicons=framing.load_lexicon("hedges"))
    (batch,) = report._batches
    docs = batch.corpus.token_doc[batch.corpus.sentence_start]
    for name in ("attribution", "loaded", "subjectivity", "hedges"):
        for column, pair in report._measures[name].by_sentence(batch.corpus, batch.evidence).items():
            part, whole = (np.bincount(docs, weights=values, minlength=3) for values in pair)
            with np.errstate(invalid="ignore"):
                np.testing.assert_allclose(part / whole, report.scores[column])


def test_an_interval_depends_on_its_own_text_alone():
    """A text gets the same interval alone and among others, and again; another seed gives another."""
    columns = ["column", "value", "low", "high", "n_sentences"]
    alone, among = framing.analyze(TEXT).intervals(), framing.analyze(["Rain.", TEXT, TEXT[60:]]).intervals()
    assert alone[columns].equals(among[among["doc_id"] == 1][columns].reset_index(drop=True))
    assert alone.equals(framing.analyze(TEXT).intervals())
    assert not alone.equals(framing.analyze(TEXT).intervals(seed=1))


def test_nothing_observed_is_nan():
    """A text without words has rows, and neither a value nor ends."""
    found = framing.analyze("").intervals()
    assert len(found)
    assert found[["value", "low", "high"]].isna().all(axis=None)
    assert set(found["n_sentences"]) == {0}


def test_too_few_draws_are_an_error():
    with pytest.raises(InputError, match="1,000"):
        framing.analyze(TEXT).intervals(n_draws=10)
