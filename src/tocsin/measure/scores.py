"""Scores of forecasts given as draws: CRPS, logarithmic, interval score, and the place of what came true.

Gneiting & Raftery (2007), JASA 102; Czado, Gneiting & Held (2009) for the PIT of counts. Smaller is better.
"""

from __future__ import annotations

import math

import numpy as np

from tocsin.measure.events import Floats


def crps(draws: Floats, truth: float) -> float:
    """Return the continuous ranked probability score of a sample (fair: unbiased in its size)."""
    x, n = np.sort(draws), len(draws)
    spread = float((2 * np.arange(1, n + 1) - n - 1) @ x) / (n * (n - 1))
    return float(np.abs(x - truth).mean()) - spread


def log_score(draws: Floats, truth: float) -> float:
    """Return minus the log probability of a count, each count up to twice the largest draw given a floor."""
    floor = 2 * float(draws.max()) + 10
    return -math.log((float((draws == truth).sum()) + 0.5) / (len(draws) + 0.5 * floor))


def interval_score(draws: Floats, truth: float, level: float) -> float:
    """Return the width of the central interval and a penalty for what lies outside it."""
    low, high = np.quantile(draws, [0.5 - level / 2, 0.5 + level / 2])
    outside = max(float(low) - truth, 0.0) + max(truth - float(high), 0.0)
    return float(high - low) + 2 / (1 - level) * outside


def place(draws: Floats, truth: float, u: float) -> float:
    """Return the randomised PIT: uniform over forecasts that are calibrated."""
    below, at = float((draws < truth).mean()), float((draws == truth).mean())
    return below + u * at
