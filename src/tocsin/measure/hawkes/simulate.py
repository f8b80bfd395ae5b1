"""Simulation of the exponential Hawkes process, exact and without thinning (Dassios & Zhao 2013)."""

from __future__ import annotations

import math

import numpy as np

from tocsin.errors import InputError
from tocsin.measure.compiled import compiled
from tocsin.measure.events import Floats


@compiled
def _fill(rng: np.random.Generator, mu: float, n: float, b: float, horizon: float, out: Floats) -> int:
    """Fill `out` with times of events; return how many, or -1 where there is no room for all of them."""
    t, excess, count, jump = 0.0, 0.0, 0, n * b
    while True:
        wait = rng.standard_exponential() / mu
        if excess > 0.0:
            # The excess decays: with what is left of it the next offspring may never come.
            left = 1.0 - b * rng.standard_exponential() / excess
            if left > 0.0:
                wait = min(wait, -math.log(left) / b)
        t += wait
        if t > horizon:
            return count
        if count == len(out):
            return -1
        out[count] = t
        count += 1
        excess = excess * math.exp(-b * wait) + jump


def simulate(mu: float, n: float, b: float, horizon: float, *, seed: int = 0) -> Floats:
    """Return sorted times of events in (0, `horizon`] with background `mu`, branching ratio `n`, decay `b`.

    Raises InputError where the process would not end (n of 1 or more) or a parameter is not positive.
    """
    if not (mu > 0 and b > 0 and horizon > 0 and 0 <= n < 1):
        raise InputError("a simulation needs mu, b and the horizon above 0 and n from 0 to below 1")
    mean = mu * horizon / (1 - n)
    room = int(mean + 8 * math.sqrt(mean) / (1 - n) + 100)
    while True:
        out = np.empty(room)
        count = _fill(np.random.default_rng(seed), mu, n, b, horizon, out)
        if count >= 0:
            return out[:count]
        room *= 2
