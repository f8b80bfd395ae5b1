"""What else the tail could be: lognormal, stretched exponential and exponential, on whole numbers.

A continuous tail S becomes P(X = x) = S(x - 1/2) - S(x + 1/2), given x >= x_min. Compared with the power law
by Vuong's (1989) likelihood ratio, as in Clauset, Shalizi & Newman (2009), section 5.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from tocsin.measure.events import Floats, Ints
from tocsin.measure.extra import special

LogTail = Callable[[Floats, Floats, float], Floats]
"""(x, parameters, x_min) -> log S(x), up to a constant: only differences are used."""


def _lognormal(x: Floats, parameters: Floats, least: float) -> Floats:
    """Parameters: log slope and log curvature of the log density in log x, at x_min.

    In mean and deviation the likelihood is a ridge, along which the tail straightens into a power law.
    """
    slope, curvature = math.exp(parameters[0]), math.exp(parameters[1])
    sigma = curvature**-0.5
    mu = math.log(least) - slope / curvature
    return np.asarray(special.log_ndtr((mu - np.log(x)) / sigma))


def _stretched(x: Floats, parameters: Floats, least: float) -> Floats:
    """Parameters: log scale and log shape of a Weibull tail, which is a power law at shape 0."""
    shape = math.exp(parameters[1])
    return np.asarray(-math.exp(parameters[0]) * np.expm1(shape * np.log(x / least)) / shape)


def _exponential(x: Floats, parameters: Floats, least: float) -> Floats:
    return np.asarray((least - x) * math.exp(-parameters[0]))


_TAILS: Final[Mapping[str, LogTail]] = {
    "lognormal": _lognormal,
    "stretched exponential": _stretched,
    "exponential": _exponential,
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """A fitted tail: its name, its parameters, its log likelihood and the log of each value's probability."""

    name: str
    parameters: Floats
    log_likelihood: float
    log_pmf: Floats
    least: float

    def log_beyond(self, x: float) -> float:
        """Return log P(X >= x), given that X is in the tail."""
        tail = _TAILS[self.name]
        edges = np.array([x - 0.5, self.least - 0.5])
        at, start = tail(edges, self.parameters, self.least)
        return float(at - start)


@dataclass(frozen=True, slots=True)
class Vuong:
    """The log likelihood ratio for the power law, its normal deviate and the two-sided p."""

    ratio: float
    z: float
    p: float


def fit(name: str, values: Floats, counts: Ints, start: Floats | None = None) -> Alternative | None:
    """Return the likeliest tail called `name` on these values, or None where the search finds none."""
    from scipy import optimize

    least, tail = float(values[0]), _TAILS[name]

    def loss(parameters: Floats) -> float:
        if np.abs(parameters).max() > 12:
            return 1e12
        with np.errstate(all="ignore"):
            total = float(counts @ _log_pmf(tail, values, least, parameters))
        return -total if math.isfinite(total) else 1e12

    found = optimize.minimize(
        loss, _start(name, values, counts) if start is None else start, method="Nelder-Mead",
        options={"xatol": 1e-5, "fatol": 1e-6, "maxiter": 600},
    )  # fmt: skip
    if found.fun >= 1e12:
        return None
    parameters = np.asarray(found.x)
    return Alternative(name, parameters, -float(found.fun), _log_pmf(tail, values, least, parameters), least)


def _start(name: str, values: Floats, counts: Ints) -> Floats:
    n, least = counts.sum(), values[0]
    if name == "exponential":
        return np.array([math.log(max(float(counts @ values / n) - least, 0.1))])
    steep = n / max(float(counts @ np.log(values / (least - 0.5))), 1e-3)
    return np.array([math.log(steep), -2.0])


def _log_pmf(tail: LogTail, values: Floats, least: float, parameters: Floats) -> Floats:
    below, above = tail(values - 0.5, parameters, least), tail(values + 0.5, parameters, least)
    start = tail(np.array([least - 0.5]), parameters, least)[0]
    return np.asarray(below - start + np.log(-np.expm1(np.minimum(above - below, -1e-300))))


def vuong(power: Floats, other: Floats, counts: Ints) -> Vuong:
    """Return Vuong's comparison of two log probabilities of each value; positive is for the power law."""
    n, difference = int(counts.sum()), power - other
    ratio = float(counts @ difference)
    spread = math.sqrt(max(float(counts @ (difference - ratio / n) ** 2) / n, 1e-300))
    z = ratio / (math.sqrt(n) * spread)
    return Vuong(ratio, z, float(special.erfc(abs(z) / math.sqrt(2))))
