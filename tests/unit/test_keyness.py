"""Words that lean to one side: the formula against published and hand-made figures, and chance."""

import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError
from framing.stats import log_odds

FRAME = pd.DataFrame(
    {
        "text": ["The reckless mayor Ana Holm lied, a vile act. “A disgrace,” said Ivo Lund."] * 4 + ["The new mayor Ana Holm spoke. She claimed that rain fell."] * 4,
        "outlet": ["Clarion"] * 4 + ["Wire"] * 4,
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def report():
    """Return eight short articles of two outlets."""
    return framing.analyze(FRAME)


def test_the_published_example():
    """The README of the package fightin-words: two sentences, each word expected .05 times (±0.6894227886807968, else 0)."""
    ours = {"quick": 1, "brown": 1, "fox": 1, "purple": 0, "lazier": 0, "donkey": 0, "jumps": 1, "over": 1, "the": 2, "lazy": 1, "pig": 1}  # fmt: skip
    theirs = {**ours, "quick": 0, "brown": 0, "fox": 0, "purple": 1, "lazier": 1, "donkey": 1}
    z = dict(zip(ours, log_odds(list(ours.values()), list(theirs.values()), [0.05] * 11), strict=True))
    for word in ("quick", "brown", "fox"):
        assert z[word] == pytest.approx(0.6894227886807968, abs=1e-9)
    for word in ("purple", "lazier", "donkey"):
        assert z[word] == pytest.approx(-0.6894227886807968, abs=1e-9)
    assert [z[word] for word in ("jumps", "over", "the", "lazy", "pig")] == pytest.approx([0] * 5, abs=1e-9)


def by_hand(n, rest, n_words, rest_words, weight):
    """Return log-odds ratio and z of one term, the prior being all counts together, scaled."""
    whole = n_words + rest_words
    expected = (n + rest) * weight / whole
    one, other = n + expected, rest + expected
    ratio = math.log(one / (n_words + weight - one)) - math.log(other / (rest_words + weight - other))
    return ratio, ratio / math.sqrt(1 / one + 1 / other)


def test_words_by_hand(report):
    """Counts, rates, log-odds and z of "vile", to 1e-9."""
    row = framing.keyness(report, least=1).query("group == 'Clarion' and term == 'vile'").iloc[0]
    own = report.scores["n_own_words"].groupby(FRAME["outlet"]).sum()
    assert (row["n"], row["rest_n"], row["n_docs"]) == (4, 0, 4)
    assert row["rate"] == pytest.approx(4000 / own["Clarion"])
    ratio, z = by_hand(4, 0, own["Clarion"], own["Wire"], own.sum() / 10)
    assert (row["log_odds"], row["z"]) == pytest.approx((ratio, z), abs=1e-9)
    assert row["high"] - row["low"] == pytest.approx(2 * 1.959963984540054 * ratio / z, abs=1e-9)
    assert "a vile act" in row["context"]


@pytest.mark.parametrize(
    ("over", "asked", "group", "term"),
    [
        pytest.param("words", {}, "Wire", "new", id="words"),
        pytest.param("words", {"own": False}, "Clarion", "disgrace", id="words of sources too"),
        pytest.param("loaded", {}, "Clarion", "vile", id="loaded terms"),
        pytest.param("cues", {}, "Wire", "claimed", id="reporting expressions"),
        pytest.param("descriptors", {"actor": "Ana Holm"}, "Clarion", "reckless", id="words said of an actor"),
    ],
)
def test_what_is_counted(report, over, asked, group, term):
    """Each kind of term leans to the outlet that uses it."""
    rows = framing.keyness(report, over=over, least=1, **asked).query("term == @term").set_index("group")
    assert rows.loc[group, "z"] > 0 > rows["z"].min()


def test_words_of_sources_are_not_the_outlets(report):
    """By default quotations do not count."""
    assert "disgrace" not in set(framing.keyness(report, least=1)["term"])


def test_a_prior_of_ones_own(report):
    """What is expected anyway leans less; the prior weighs as much as it is said to."""
    prior = pd.Series({"vile": 1000, "the": 1000})
    plain, expected = (framing.keyness(report, least=1, prior=each, prior_weight=50).query("group == 'Clarion' and term == 'vile'")["z"].item() for each in (None, prior))  # fmt: skip
    assert 0 < expected < plain


def test_chance_is_called_by_its_name():
    """Of words that no group prefers, 5 % have p below .05 (seeded)."""
    rng = np.random.default_rng(2)
    counts = rng.poisson(30, (2, 4000))
    rows = pd.DataFrame({"doc_id": np.repeat([0, 1], 4000), "term": [f"w{i}" for i in range(4000)] * 2, "n": counts.ravel(), "start": 0, "end": 1})  # fmt: skip
    made = SimpleNamespace(
        meta=pd.DataFrame({"outlet": ["a", "b"]}),
        scores=pd.DataFrame({"n_own_words": counts.sum(axis=1)}),
        counts=lambda *_, **__: rows,
        text=lambda _: "w",
    )
    found = framing.keyness(made)
    assert 0.04 <= (found["p"] <= 0.05).mean() <= 0.06
    assert (found["q"] <= 0.05).mean() < 0.01


def test_more_than_two_groups(report):
    """Each group against all others together."""
    rows = framing.keyness(report, by=pd.Series(list("aabbccdd")), least=1)
    assert rows["group"].unique().tolist() == list("abcd")
    assert rows.query("term == 'vile'")[["group", "rest_n"]].to_numpy().tolist() == [
        ["a", 2],
        ["b", 2],
    ]  # others never use it


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"over": "verbs"}, "words, loaded, cues, descriptors", id="no such terms"),
        pytest.param({"over": "descriptors", "actor": "Ana Home"}, "Ana Holm", id="no such actor"),
        pytest.param({"prior_weight": 0}, "above 0", id="a prior without weight"),
        pytest.param({"prior": pd.Series({"vile": -1.0})}, "above 0", id="a negative prior"),
        pytest.param({"by": pd.Series(["a"] * 8)}, "one group", id="one group"),
    ],
)
def test_what_is_asked_wrongly(report, asked, message):
    """Errors say what there is."""
    with pytest.raises(InputError, match=message):
        framing.keyness(report, **asked)


def test_a_group_of_which_nothing_is_said_has_no_odds():
    """Where one side has no terms at all there is nothing to compare: NaN, not 0."""
    frame = pd.DataFrame({"text": ["The reckless Ana Holm lied."] * 3 + ["Rain fell."] * 3, "outlet": list("aaabbb")})
    rows = framing.keyness(framing.analyze(frame), over="descriptors", actor="Ana Holm", least=1)
    assert rows[["z", "p", "q"]].isna().all(axis=None)
