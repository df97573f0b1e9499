"""Calibration: probabilities that say how often they are right."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

from framing.core import Column, Floats, Ints


def temperature(logits: Floats, gold: Ints, lowest: float = 0.5) -> float:
    """Return the temperature under which out-of-fold scores are likeliest (Guo et al. 2017)."""

    def loss(heat: float) -> float:
        return float(-log_softmax(logits / heat, axis=1)[np.arange(len(gold)), gold].mean())

    return float(minimize_scalar(loss, bounds=(lowest, 5), method="bounded").x)


def calibration(chances: Floats, classes: Column, truth: Column, n_bins: int = 10) -> float:
    """Return the expected calibration error of the likeliest class."""
    best, right = chances.max(1), classes[chances.argmax(1)] == truth
    bins = np.minimum((best * n_bins).astype(int), n_bins - 1)
    gaps = [
        abs(best[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in range(n_bins)
        if (bins == b).any()
    ]
    return float(sum(gaps))
