"""Which words one side uses more than another, told from what both use anyway."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from framing.core import Floats


def log_odds(ours: ArrayLike, theirs: ArrayLike, prior: ArrayLike, totals: Sequence[ArrayLike] | None = None) -> Floats:
    """Return how far words lean to one side: weighted log-odds ratios with an informative Dirichlet prior, in standard errors.

    Parameters
    ----------
    ours, theirs : arrays of float, shape (n_words,)
        Counts on both sides.
    prior : array of float, shape (n_words,)
        Counts to expect anyway, above 0; their sum says how strongly.
    totals : sequence of three arrays of float, shape (n_words,) each, optional
        The sums of the three over all words, where not all are given or each word has its own two sides.

    Returns
    -------
    array of float, shape (n_words,)
        Above 0 for words of our side. NaN where there is but one word, which has no odds.

    Notes
    -----
    Equations 15, 16, 20 and 22 of Monroe, Colaresi & Quinn (2008): Fightin' Words. Political Analysis 16(4).

    Examples
    --------
    >>> log_odds([9, 1], [1, 9], [5, 5]).round(2).tolist()
    [3.47, -3.47]
    """
    first, second, expected = (np.asarray(counts, dtype=np.float64) for counts in (ours, theirs, prior))
    n_first, n_second, n_expected = (
        (first.sum(), second.sum(), expected.sum()) if totals is None else map(np.asarray, totals)
    )
    one, other = first + expected, second + expected
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log(one / (n_first + n_expected - one)) - np.log(other / (n_second + n_expected - other))
        z = odds / np.sqrt(1 / one + 1 / other)
    return np.where(np.isfinite(z), z, np.nan)
