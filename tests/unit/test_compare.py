"""Groups compared: against tables worked out by hand and other libraries, and against chance."""

import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import framing
from framing.core import InputError
from framing.stats.grouping import false_discovery

COLUMN = "made__up_mean"


def report_of(values, **meta):
    """Return what compare() reads of a report."""
    scores = pd.DataFrame(values if isinstance(values, dict) else {COLUMN: values}, dtype=float)
    index = pd.Index(meta.pop("index", range(len(scores))))
    meta = {name: list(column) for name, column in meta.items()}
    return SimpleNamespace(scores=scores.assign(n_words=meta.pop("n_words", 500)).set_axis(index), meta=pd.DataFrame(meta, index=index))  # fmt: skip


def compared(report, **asked):
    """Return the comparison, groups of few articles or not."""
    columns = [column for column in report.scores if column != "n_words"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return framing.compare(report, columns=columns, **{"n_draws": 200, **asked})


def test_a_table_by_hand():
    """Means, difference and Hedges' g of 1, 2, 3 and 4, 8."""
    rows = compared(report_of([1, 2, 3, 4, 8], outlet="aaabb")).set_index("group")
    assert rows.loc["a", ["n", "mean", "rest_n", "rest_mean", "difference"]].tolist() == pytest.approx([3, 2, 2, 6, -4])
    pooled = np.sqrt((2 + 8) / 3)  # sums of squares 2 and 8, three degrees of freedom
    assert rows.loc["a", "effect"] == pytest.approx(-4 / pooled * (1 - 3 / (4 * 5 - 9)), abs=1e-9)
    assert rows.loc["b", "difference"] == pytest.approx(4)
    error = np.sqrt(2 / 2 / 3)
    expected = 2 + np.array([-1, 1]) * stats.t.ppf(0.975, 2) * error  # Student's, with so few
    assert rows.loc["a", ["low", "high"]].tolist() == pytest.approx(expected.tolist(), abs=1e-9)


def test_p_is_that_of_all_shuffles():
    """The share of shuffles agrees with scipy, which goes through all of them."""
    x, y = [1.0, 2.5, 3.0, 9.0, 4.0], [5.0, 8.0, 7.0, 9.5]
    rows = compared(report_of([*x, *y], outlet="aaaaabbbb"), n_draws=20_000)
    exact = stats.permutation_test((x, y), lambda a, b: abs(np.mean(a) - np.mean(b)), n_resamples=np.inf, alternative="greater")  # fmt: skip
    assert rows["p"].tolist() == pytest.approx([exact.pvalue] * 2, abs=0.01)


def test_adjusting_is_least_squares_with_a_dummy_for_each_class():
    """The difference within classes is the coefficient of the group beside them (to 1e-9)."""
    rng = np.random.default_rng(3)
    topic, group = rng.integers(0, 4, 90), rng.integers(0, 2, 90)
    values = rng.normal(size=90) + topic * 2 + group
    rows = compared(report_of(values, outlet=np.array(["a", "b"])[group], topic=topic), adjust="topic").set_index(
        "group"
    )
    design = np.column_stack([group, *[(topic == t).astype(float) for t in range(4)]])
    coefficient = np.linalg.lstsq(design, values, rcond=None)[0][0]
    assert rows.loc["b", "difference"] == pytest.approx(coefficient, abs=1e-9)
    assert abs(rows.loc["b", "difference"] - 1) < abs(rows.loc["b", "mean"] - rows.loc["b", "rest_mean"] - 1) + 0.5


def test_what_has_no_counterpart_counts_for_nothing():
    """Classes with articles of one side alone leave the difference as it is; without any other, there is none."""
    values, outlet, topic = [1.0, 2, 5, 6, 100], "aabbb", [0, 0, 0, 0, 1]
    rows = compared(report_of(values, outlet=outlet, topic=topic), adjust="topic").set_index("group")
    assert rows.loc["a", ["difference", "n_matched"]].tolist() == [-4, 4]
    apart = compared(report_of(values, outlet=outlet, topic=[0, 0, 1, 1, 1]), adjust="topic")
    assert apart[["difference", "p"]].isna().all(axis=None)


def test_length_is_taken_out():
    """A score that only length moves differs between outlets of unlike length, and no longer when adjusted."""
    rng = np.random.default_rng(0)
    n_words = np.concatenate([rng.integers(200, 900, 100), rng.integers(500, 1200, 100)])
    report = report_of(n_words / 100 + rng.normal(size=200), outlet=["a"] * 100 + ["b"] * 100, n_words=n_words)
    plain, adjusted = (compared(report, adjust=adjust).set_index("group").loc["b"] for adjust in ((), "length"))
    assert plain["difference"] > 2
    assert abs(adjusted["difference"]) < 0.7


@pytest.mark.parametrize("adjust", [(), "topic", ("topic", "length")])
def test_the_order_of_documents_does_not_matter(adjust):
    """The same bytes in any order, and again."""
    rng = np.random.default_rng(1)
    n = 60
    values, second = rng.normal(size=n), np.where(rng.random(n) < 0.2, np.nan, rng.normal(size=n))
    outlet, topic, words = rng.choice(list("abc"), n), rng.integers(0, 3, n), rng.integers(100, 900, n)
    order = rng.permutation(n)
    one, again, other = (
        compared(report_of({COLUMN: values[rows], "made__two_rate": second[rows]}, outlet=outlet[rows], topic=topic[rows], n_words=words[rows]), adjust=adjust)
        for rows in (np.arange(n), np.arange(n), order)
    )  # fmt: skip
    pd.testing.assert_frame_equal(one, again, check_exact=True)
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_what_was_not_observed_is_left_out():
    """NaN is no 0: n counts what was observed, column by column."""
    rows = compared(report_of({COLUMN: [1, 2, np.nan, 4], "made__two_rate": [1, 2, 3, 4]}, outlet="aabb"))
    assert rows.groupby("column", sort=False)["n"].apply(list).to_dict() == {COLUMN: [2, 1], "made__two_rate": [2, 2]}
    assert rows["mean"].tolist() == [1.5, 4, 1.5, 3.5]


def test_a_group_in_which_nothing_was_observed():
    """It has a row without figures."""
    rows = compared(report_of([1, 2, np.nan], outlet="abc")).set_index("group")
    assert rows.loc["c", "n"] == 0
    assert rows.loc["c", ["mean", "difference", "p", "low"]].isna().all()
    assert rows.loc["a", "difference"] == -1


def test_versus_one_group():
    """Each of the others against the one named, and q over all rows."""
    rows = compared(report_of([1, 2, 3, 4, 8, 9], outlet="aabbcc"), versus="a")
    assert rows[["group", "rest_mean", "difference"]].to_records(index=False).tolist() == [("b", 1.5, 2.0), ("c", 1.5, 7.0)]  # fmt: skip


def test_documents_without_a_group_are_left_out():
    """A missing outlet is no outlet; a Series groups as well as a column does."""
    report = report_of([1, 2, 3, 100], outlet=["a", "b", "b", None])
    assert compared(report)["mean"].tolist() == [1, 2.5]
    assert compared(report, by=pd.Series(["x", "y", "y", "y"]))["mean"].tolist() == [1, 35]


def test_false_discovery_by_hand():
    """Benjamini & Hochberg: the smallest p n / rank from a rank on; p-values that are missing are no tests."""
    p = np.array([0.005, 0.5, np.nan, 0.04, 0.03, 0.9])
    expected = [0.025, 0.625, np.nan, 0.2 / 3, 0.2 / 3, 0.9]  # .005 · 5, .5 · 5 / 4, …, .04 · 5 / 3 twice, .9
    assert false_discovery(p) == pytest.approx(expected, abs=1e-9, nan_ok=True)
    assert np.isnan(false_discovery(np.array([np.nan]))).all()


def test_chance_is_called_by_its_name():
    """Where groups do not matter, 5 % of p are below .05 and 95 % intervals hold what is true (seeded)."""
    rng = np.random.default_rng(5)
    found = []
    for seed in range(6):
        values = {f"made__x{i}_rate": rng.gamma(2.0, 1.0, 90) for i in range(400)}
        rows = compared(report_of(values, outlet=["a"] * 40 + ["b"] * 50), n_draws=400, seed=seed)
        found.append(rows[rows["group"] == "a"])
    rows = pd.concat(found)
    assert 0.04 <= (rows["p"] <= 0.05).mean() <= 0.06
    assert 0.93 <= ((rows["low"] <= 2) & (rows["high"] >= 2)).mean() <= 0.97
    assert 0.93 <= ((rows["difference_low"] <= 0) & (rows["difference_high"] >= 0)).mean() <= 0.97


def test_few_articles_are_warned_of():
    """The warning names the groups."""
    with pytest.warns(UserWarning, match=r"b \(2\)"):
        framing.compare(report_of(range(14), outlet=["a"] * 12 + ["b"] * 2), columns=[COLUMN], n_draws=100)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"by": "paper"}, "no metadata 'paper'.*outlet", id="no such column"),
        pytest.param({"columns": ["made__u_mean"]}, "made__up_mean", id="no such score"),
        pytest.param({"versus": "z"}, "no group 'z'", id="no such group"),
        pytest.param({"n_draws": 10}, "too few", id="too few draws"),
        pytest.param({"by": pd.Series([1.0], index=[0])}, "without a value for document 1", id="a Series too short"),
        pytest.param({"by": pd.Series(["a"] * 4)}, "one group", id="one group"),
        pytest.param({"adjust": "topics"}, "no metadata 'topics'", id="no such class"),
    ],
)
def test_what_is_asked_wrongly(asked, message):
    """Errors say what is wrong and what there is."""
    report = report_of([1, 2, 3, 4], outlet="aabb")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with pytest.raises(InputError, match=message):
            framing.compare(report, **{"columns": [COLUMN], **asked})


@pytest.mark.parametrize("n", [2, 4, 8])
def test_tiny_groups_have_wide_intervals(n):
    """With so few articles an interval of the difference still holds what is true in nine of ten (seeded)."""
    values = {f"made__x{i}_mean": np.random.default_rng(i).normal(size=3 * n) for i in range(150)}
    rows = compared(report_of(values, outlet=list("abc") * n))
    assert ((rows["difference_low"] <= 0) & (rows["difference_high"] >= 0)).mean() >= 0.88


def test_adjusted_for_so_much_that_draws_are_empty():
    """Draws in which no class has both sides say nothing; no warning, no infinite end."""
    report = report_of([1.0, 2, 3, 4, 5, 6], outlet="ababab", topic=[0, 0, 1, 1, 2, 2])
    rows = compared(report, adjust="topic")
    assert np.isfinite(rows[["difference", "difference_low", "difference_high"]]).all(axis=None)


def test_a_score_that_nearly_no_article_has():
    """The interval goes beyond the mean on both sides, and is not known where all articles have the same."""
    rows = compared(report_of([0.0] * 9 + [5.0] + [1.0] * 12, outlet=["a"] * 10 + ["b"] * 12)).set_index("group")
    assert rows.loc["a", "low"] < 0.5 < rows.loc["a", "high"]
    assert rows.loc["b", ["low", "high"]].isna().all()


def test_a_difference_beyond_all_shuffles_is_not_lost_among_many_rows():
    """One group far apart among many: its q is small though no number of shuffles could say so."""
    rng = np.random.default_rng(0)
    values = {f"made__x{i}_mean": rng.normal(size=90) for i in range(60)}
    values["made__x0_mean"][:10] += 50
    rows = compared(report_of(values, outlet=np.repeat(list("abcdefghi"), 10)), n_draws=100)
    assert rows.query("column == 'made__x0_mean' and group == 'a'")["q"].item() < 0.001


def test_a_score_that_was_observed_nowhere():
    """Rows without figures, beside those of other scores."""
    rows = compared(report_of({COLUMN: [np.nan] * 4, "made__two_rate": [1.0, 2, 3, 4]}, outlet="aabb"))
    assert rows["n"].tolist() == [0, 0, 2, 2]


@pytest.mark.parametrize(("by", "message"), [(["outlet"], "is a list"), ("lists", "no names of groups")])
def test_what_cannot_be_a_group(by, message):
    """The error says what can."""
    with pytest.raises(InputError, match=message):
        compared(report_of([1, 2], outlet="ab", lists=[[1], [2]]), by=by)


@pytest.mark.parametrize(("n_per_cell", "n_classes"), [(1, 30), (4, 6)])
def test_chance_within_classes_is_called_by_its_name(n_per_cell, n_classes):
    """Adjusted for classes that matter, with groups that do not: p and intervals as they should be (seeded)."""
    rng, size = np.random.default_rng(6), 3 * n_per_cell
    topic = np.repeat(np.arange(n_classes), size)
    outlet = np.tile(np.repeat(list("abc"), n_per_cell), n_classes)
    found = []
    for seed in range(4):
        values = {
            f"made__x{i}_mean": rng.normal(size=len(topic)) + 2 * rng.normal(size=n_classes)[topic] for i in range(250)
        }
        found.append(compared(report_of(values, outlet=outlet, topic=topic), adjust="topic", seed=seed))
    rows = pd.concat(found)
    assert 0.04 <= (rows["p"] <= 0.05).mean() <= 0.06
    assert 0.93 <= ((rows["difference_low"] <= 0) & (rows["difference_high"] >= 0)).mean() <= 0.97
