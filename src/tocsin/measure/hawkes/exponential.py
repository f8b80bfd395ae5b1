"""Hawkes (1971) with one exponential: intensity mu + n b sum exp(-b (t - t_i)), fitted by Newton's method.

One pass over the events gives the log likelihood (Ozaki 1979) with its gradient and its curvature, so that a
few passes suffice and standard errors come for nothing. Exponentials are taken by numpy, many at a time; the
recursion over them is compiled. The pass multiplies intensities and takes one logarithm in sixteen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from tocsin.errors import GroundsError, InputError
from tocsin.measure.compiled import compiled
from tocsin.measure.events import Floats

FEWEST: Final = 10
_BLOCK: Final = 1 << 14
_STAGE: Final = 8


@dataclass(frozen=True, slots=True)
class HawkesFit:
    """Background rate `mu`, branching ratio(s) `n`, decay(s) `beta`, their standard errors in that order.

    `parameters` is the vector of mu, n…, beta…; `aic` counts all of it. `converged` is false where the search
    stopped before the gradient was nil.
    """

    parameters: Floats
    errors: Floats
    log_likelihood: float
    events: int
    horizon: float
    converged: bool
    passes: int

    @property
    def mu(self) -> float:
        """Return the background rate."""
        return float(self.parameters[0])

    @property
    def components(self) -> int:
        """Return the number of exponentials."""
        return (len(self.parameters) - 1) // 2

    @property
    def branching(self) -> float:
        """Return the expected number of events that one event sets off directly."""
        return float(self.parameters[1 : 1 + self.components].sum())

    @property
    def decays(self) -> Floats:
        """Return the decay of each exponential."""
        return self.parameters[1 + self.components :]

    @property
    def aic(self) -> float:
        """Return Akaike's criterion."""
        return 2 * len(self.parameters) - 2 * self.log_likelihood


@compiled
def _pass(decayed: Floats, gaps: Floats, mu: float, n: float, b: float, state: Floats, sums: Floats) -> None:
    """Carry the recursion over a block of events; add to `sums` the log likelihood and its derivatives.

    `state` is R, P, Q: the sums of exp(-b d), d exp(-b d), d² exp(-b d) over the events before, each at the
    last event and with it left out. `sums` is log, then by mu, n, b, then the second ones in the order mu mu,
    mu n, mu b, n n, n b, b b.
    """
    r, p, q = state[0], state[1], state[2]
    product, log = 1.0, 0.0
    s1, s2, s3, s4, s5, s6, s7, s8, s9 = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    nb = n * b
    for i in range(len(gaps)):
        e, d = decayed[i], gaps[i]
        one = r + 1.0
        d_one = d * one
        q = e * (q + d * (p + p + d_one))
        p = e * (p + d_one)
        r = e * one
        intensity = mu + nb * r
        product *= intensity
        if i & 15 == 15:
            log += math.log(product)
            product = 1.0
        inverse = 1.0 / intensity
        slope = r - b * p
        by_n = b * r * inverse
        by_b = n * slope * inverse
        s1 += inverse
        s2 += by_n
        s3 += by_b
        s4 -= inverse * inverse
        s5 -= inverse * by_n
        s6 -= inverse * by_b
        s7 -= by_n * by_n
        s8 += slope * inverse - by_n * by_b
        s9 += n * (b * q - p - p) * inverse - by_b * by_b
    sums[0] += log + math.log(product)
    sums[1] += s1
    sums[2] += s2
    sums[3] += s3
    sums[4] += s4
    sums[5] += s5
    sums[6] += s6
    sums[7] += s7
    sums[8] += s8
    sums[9] += s9
    state[0], state[1], state[2] = r, p, q


def derivatives(times: Floats, gaps: Floats, horizon: float, theta: Floats) -> tuple[float, Floats, Floats]:
    """Return log likelihood, gradient and Hessian in mu, n, b at `theta`; `gaps[0]` is the first time."""
    mu, n, b = (float(x) for x in theta)
    state, sums = np.array([-1.0, 0.0, 0.0]), np.zeros(10)
    buffer = np.empty(min(_BLOCK, len(gaps)))
    for start in range(0, len(gaps), _BLOCK):
        block = gaps[start : start + _BLOCK]
        decayed = buffer[: len(block)]
        np.multiply(block, -b, out=decayed)
        np.exp(decayed, out=decayed)
        _pass(decayed, block, mu, n, b, state, sums)
    # What the events still set off after the end: only the last of them have not decayed.
    left = horizon - times[np.searchsorted(times, horizon - 60.0 / b) :]
    rest = np.exp(-b * left)
    set_off, late, later = len(times) - rest.sum(), float(left @ rest), float(left**2 @ rest)
    gradient = sums[1:4] - np.array([horizon, set_off, n * late])
    hessian = np.empty((3, 3))
    hessian[np.triu_indices(3)] = sums[4:] + np.array([0.0, 0.0, 0.0, 0.0, -late, n * later])
    hessian = np.triu(hessian) + np.triu(hessian, 1).T
    return float(sums[0] - mu * horizon - n * set_off), gradient, hessian


def fit_exponential(times: Floats, horizon: float, start: Floats | None = None) -> HawkesFit:
    """Return the likeliest mu, n and b of events at `times` (sorted) in (0, `horizon`].

    Starts are tried on the first few thousand events, then refined on eight times as many, and so on, so that
    the whole is passed over only a few times. Raises GroundsError under `FEWEST` events, InputError where
    times are not sorted or outside.
    """
    checked(times, horizon)
    # In units of the mean gap intensities are near one, so that products of sixteen stay in range.
    unit = horizon / len(times)
    scaled = np.ascontiguousarray(times, dtype=float) / unit
    gaps = np.diff(scaled, prepend=0.0)
    theta = _first(scaled, gaps) if start is None else np.asarray(start) * [unit, 1.0, unit]
    passes, sizes = 0, [len(times)]
    while sizes[-1] > 4000:
        sizes.append(sizes[-1] // _STAGE)
    for size in reversed(sizes):
        end = len(times) * 1.0 if size == len(times) else float(scaled[size - 1])
        rough = 1e-9 if size == len(times) else 1e-4
        theta, value, hessian, converged, used = _newton(scaled[:size], gaps[:size], end, theta, rough)
        passes += used if size == len(times) else 0
    back = np.array([1 / unit, 1.0, 1 / unit])
    return HawkesFit(
        theta * back, _errors(hessian) * back, value - len(times) * math.log(unit), len(times), horizon,
        converged, passes,
    )  # fmt: skip


def checked(times: Floats, horizon: float) -> None:
    """Raise InputError or GroundsError where the times of events cannot be fitted."""
    if len(times) < FEWEST:
        raise GroundsError(
            f"{len(times)} events are too few to tell contagion from chance: at least {FEWEST}"
        )
    if not np.isfinite(horizon) or times[0] < 0 or times[-1] > horizon or (np.diff(times) < 0).any():
        raise InputError("times of events are sorted and lie between 0 and the end of the window")


def _first(times: Floats, gaps: Floats) -> Floats:
    """Return the best of a few starts on the first events."""
    size = min(len(times), 2000)
    end = float(times[size - 1]) if size < len(times) else float(len(times))
    starts = [np.array([0.5, n, b]) for b in (0.03, 0.3, 3.0, 30.0) for n in (0.2, 0.6)]
    return max(starts, key=lambda theta: derivatives(times[:size], gaps[:size], end, theta)[0])


def _newton(
    times: Floats, gaps: Floats, horizon: float, theta: Floats, precision: float
) -> tuple[Floats, float, Floats, bool, int]:
    """Climb in the logarithms of the parameters; return where, how high, the Hessian, the passes."""
    value, gradient, hessian = derivatives(times, gaps, horizon, theta)
    damping, passes = 0.0, 1
    for _ in range(80):
        slope = gradient * theta
        curve = hessian * np.outer(theta, theta) + np.diag(slope)
        step = _ascent(slope, curve, damping)
        if float(step @ slope) < precision:
            # What is left to gain is nothing; the Hessian is that of this point.
            return theta, value, hessian, True, passes
        new = theta * np.exp(step)
        value_, gradient_, hessian_ = derivatives(times, gaps, horizon, new)
        passes += 1
        if value_ >= value - 1e-12 * abs(value):
            theta, value, gradient, hessian, damping = new, value_, gradient_, hessian_, damping / 8
        else:
            damping = max(4 * damping, 1e-3 * float(np.abs(np.diag(curve)).max()))
        if (theta[1:] < 1e-9).any() or theta[2] > 1e8:
            break
    return theta, value, hessian, False, passes


def _ascent(slope: Floats, curve: Floats, damping: float) -> Floats:
    """Return a Newton step up, at most 2 in each logarithm, also where the surface is not curved down."""
    values, vectors = np.linalg.eigh(-curve)
    steady = np.maximum(np.abs(values), 1e-8 * np.abs(values).max() + 1e-12) + damping
    step: Floats = vectors @ ((vectors.T @ slope) / steady)
    return step / max(1.0, float(np.abs(step).max()) / 2)


def _errors(hessian: Floats) -> Floats:
    try:
        variance = np.diag(np.linalg.inv(-hessian))
    except np.linalg.LinAlgError:
        return np.full(len(hessian), np.nan)
    return np.sqrt(np.where(variance > 0, variance, np.nan))
