"""Does the fit leave anything unexplained? Residuals in rescaled time, for times and for daily counts."""

from __future__ import annotations

import math

import numpy as np

from tocsin.measure.compiled import compiled
from tocsin.measure.events import Floats, Ints
from tocsin.measure.extra import special


@compiled
def compensated(times: Floats, mu: float, n: Floats, b: Floats) -> Floats:
    """Return the integrated intensity between one event and the next: exponential with mean 1 if it fits
    (Ogata 1988, time rescaling)."""
    found = np.empty(len(times))
    state = np.zeros(len(b))
    last = 0.0
    for i in range(len(times)):
        gap = times[i] - last
        total = mu * gap
        for k in range(len(b)):
            e = math.exp(-b[k] * gap)
            total += n[k] * state[k] * (1.0 - e)
            state[k] = state[k] * e + 1.0
        found[i] = total
        last = times[i]
    return found


def randomised(counts: Ints, means: Floats, seed: int) -> Floats:
    """Return for Poisson counts their place in their own distribution, spread at random within a step:
    uniform if the means are right (Dunn & Smyth 1996; for point processes Haslinger et al. 2010)."""
    below = np.where(counts > 0, special.pdtr(np.maximum(counts - 1, 0), means), 0.0)
    u = np.random.default_rng(seed).random(len(counts))
    places = below + u * (special.pdtr(counts, means) - below)
    return np.asarray(np.clip(places, 1e-12, 1 - 1e-12))


def ks_uniform(places: Floats) -> float:
    """Return Kolmogorov and Smirnov's p of places that should be uniform (Stephens' approximation)."""
    x, n = np.sort(places), len(places)
    steps = np.arange(n + 1) / n
    distance = max(float((steps[1:] - x).max()), float((x - steps[:-1]).max()))
    root = math.sqrt(n)
    return float(special.kolmogorov(distance * (root + 0.12 + 0.11 / root)))


def ljung_box(values: Floats, lags: int) -> float:
    """Return Ljung and Box's (1978) p that `values` are uncorrelated up to `lags`."""
    n = len(values)
    lags = max(1, min(lags, n // 4))
    x = values - values.mean()
    power = float(x @ x)
    if power == 0:
        return 1.0
    correlations = np.array([x[k:] @ x[:-k] for k in range(1, lags + 1)]) / power
    statistic = n * (n + 2) * float((correlations**2 / (n - np.arange(1, lags + 1))).sum())
    return float(special.chdtrc(lags, statistic))
