"""Shares and their intervals."""

import numpy as np
import pytest

from framing.scoring import share_interval


def test_an_interval_by_hand():
    """Ten sentences of ten words, three of them reported: Wilson with ten units and Student's quantile."""
    part = np.array([10.0] * 3 + [0.0] * 7)
    low, high = share_interval(part, np.full(10, 10.0), np.zeros(10, dtype=np.int64), 1)
    n, z = 0.21 / (0.21 / 9), 2.2621571628
    middle, half = (
        (0.3 + z * z / (2 * n)) / (1 + z * z / n),
        z * np.sqrt(0.21 / n + z * z / (4 * n * n)) / (1 + z * z / n),
    )
    assert (low[0], high[0]) == pytest.approx((middle - half, middle + half))


@pytest.mark.parametrize("reported", [0.05, 0.3, 0.8])
@pytest.mark.parametrize("n_sentences", [8, 20, 50])
def test_intervals_hold_the_share_they_should(reported, n_sentences):
    """Of 4,000 texts drawn from one source 92 to 98 % have the true share inside (seeded)."""
    random = np.random.default_rng(1)

    def sentences(n):
        whole = np.clip(np.round(np.exp(random.normal(2.9, 0.5, n))), 2, 80)
        part = np.where(random.random(n) < 0.5, 1, random.beta(4, 2, n)) * (random.random(n) < reported)
        return np.round(whole * part), whole

    part, whole = sentences(1_000_000)
    true = part.sum() / whole.sum()
    part, whole = sentences(4000 * n_sentences)
    low, high = share_interval(part, whole, np.repeat(np.arange(4000), n_sentences), 4000)
    assert 0.92 <= ((low <= true) & (true <= high)).mean() <= 0.98


def test_nothing_observed_has_no_interval():
    """NaN without a word; from 0 to 1 with one sentence; none reported in twenty is not surely none."""
    group = np.array([1, *[2] * 20])
    part, whole = np.zeros(21), np.full(21, 9.0)
    low, high = share_interval(part, whole, group, 3)
    assert np.isnan(low[0])
    assert (low[1], high[1] > 0.98) == (0, True)
    assert low[2] == 0
    assert 0.1 < high[2] < 0.2
