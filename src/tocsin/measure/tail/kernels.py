"""The discrete power law in loops that compile: Hurwitz zeta, the fit of its exponent, the scan for x_min.

Data are the distinct values, rising, with how often each occurs; everything costs by the distinct values, not
by the number of events. Clauset, Shalizi & Newman (2009), "Power-law distributions in empirical data", SIAM
Review 51, sections 3 and 4.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from tocsin.measure.compiled import compiled
from tocsin.measure.events import Floats, Ints

_TERMS: Final = 14.0
"""Below it the sum is taken term by term, from it on by Euler and Maclaurin: error below 1e-9."""
STEEPEST: Final = 25.0
SHALLOWEST: Final = 1.0001


@compiled
def zeta(s: float, q: float) -> float:
    """Return the Hurwitz zeta function, the sum of (q + k) ** -s over k = 0, 1, …"""
    total = 0.0
    while q < _TERMS:
        total += math.exp(-s * math.log(q))
        q += 1.0
    return total + _far(s, q, math.log(q))


@compiled
def _far(s: float, q: float, log: float) -> float:
    r, square = 1.0 / q, 1.0 / (q * q)
    third = s * (s + 1.0) * (s + 2.0)
    bracket = (
        q / (s - 1.0)
        + 0.5
        + r * (s / 12.0 - square * (third / 720.0 - square * third * (s + 3.0) * (s + 4.0) / 30240.0))
    )
    return math.exp(-s * log) * bracket


@compiled
def zeta_slopes(s: float, q: float) -> tuple[float, float, float]:
    """Return zeta with its first and second derivative in s."""
    value, slope, curve = 0.0, 0.0, 0.0
    while q < _TERMS:
        log = math.log(q)
        term = math.exp(-s * log)
        value += term
        slope -= log * term
        curve += log * log * term
        q += 1.0
    log, r = math.log(q), 1.0 / q
    a, cube = 1.0 / (s - 1.0), r**3
    bracket = q * a + 0.5 + s * r / 12.0 - (s**3 + 3.0 * s * s + 2.0 * s) * cube / 720.0
    first = -q * a * a + r / 12.0 - (3.0 * s * s + 6.0 * s + 2.0) * cube / 720.0
    second = 2.0 * q * a**3 - (6.0 * s + 6.0) * cube / 720.0
    scale = math.exp(-s * log)
    value += scale * bracket
    slope += scale * (first - log * bracket)
    curve += scale * (second - 2.0 * log * first + log * log * bracket)
    return value, slope, curve


@compiled
def exponent(least: float, mean_log: float, start: float) -> float:
    """Return the likeliest exponent of data from `least` up with this mean logarithm (Newton, guarded)."""
    s = start
    for _ in range(40):
        value, slope, curve = zeta_slopes(s, least)
        gradient = -slope / value - mean_log
        bend = (curve * value - slope * slope) / (value * value)
        new = min(max(s + gradient / bend, 1.0 + 0.3 * (s - 1.0)), s + 2.0)
        new = min(max(new, SHALLOWEST), STEEPEST)
        if abs(new - s) < 1e-9:
            return new
        s = new
    return s


@compiled
def scan(
    values: Floats, logs: Floats, counts: Ints, fewest: int, candidates: int
) -> tuple[int, float, float, int]:
    """Return index of x_min, exponent, Kolmogorov–Smirnov distance and number in the tail, of the best tail.

    Candidates are the first `candidates` distinct values with at least `fewest` events from them on. The
    distance is over every whole number, so also just before the next distinct value. A candidate is given up
    as soon as its distance exceeds the best so far.
    """
    m = len(values)
    beyond = np.empty(m + 1, dtype=np.int64)
    log_beyond = np.empty(m + 1)
    beyond[m], log_beyond[m] = 0, 0.0
    for k in range(m - 1, -1, -1):
        beyond[k] = beyond[k + 1] + counts[k]
        log_beyond[k] = log_beyond[k + 1] + counts[k] * logs[k]
    best, best_alpha, best_distance, alpha = -1, np.nan, np.inf, 2.0
    for k in range(min(candidates, m - 1)):
        if beyond[k] < fewest:
            break
        alpha = exponent(values[k], log_beyond[k] / beyond[k], alpha)
        distance = _distance(values, logs, beyond, k, alpha, best_distance)
        if distance < best_distance:
            best, best_alpha, best_distance = k, alpha, distance
    return best, best_alpha, best_distance, beyond[best] if best >= 0 else 0


@compiled
def _distance(values: Floats, logs: Floats, beyond: Ints, k: int, alpha: float, limit: float) -> float:
    """Return the largest gap of the two tails P(X >= x), or the first one above `limit`."""
    scale, n = 1.0 / zeta(alpha, values[k]), float(beyond[k])
    worst = 0.0
    for j in range(k, len(values)):
        at = zeta(alpha, values[j]) if values[j] < _TERMS else _far(alpha, values[j], logs[j])
        above = at - math.exp(-alpha * logs[j])
        before = abs(at * scale - float(beyond[j]) / n)
        after = abs(above * scale - float(beyond[j + 1]) / n)
        worst = max(worst, before, after)
        if worst > limit:
            return worst
    return worst


@compiled
def draw(alpha: float, least: float, uniform: float) -> float:
    """Return the whole number from `least` up at this quantile: doubling, then halving (CSN, appendix D)."""
    target = (1.0 - uniform) * zeta(alpha, least)
    low, high = least, least + 1.0
    while zeta(alpha, high) > target:
        low, high = high, high * 2.0
        if high > 1e15:
            return high
    while high - low > 1.0:
        middle = math.floor((low + high) / 2.0)
        if zeta(alpha, middle) > target:
            low = middle
        else:
            high = middle
    return low


@compiled
def replicate_distances(
    body: Floats, body_counts: Ints, alpha: float, least: float, in_tail: Ints, uniforms: Floats, fewest: int
) -> Floats:  # fmt: skip
    """Return for each replicate of the semiparametric bootstrap the distance of its own best tail.

    Replicate r has `in_tail[r]` draws from the power law and `body_counts[r]` of the values `body` below it;
    `uniforms` holds the draws one replicate after the other.
    """
    found = np.empty(len(in_tail))
    at = 0
    for r in range(len(in_tail)):
        tail = np.empty(in_tail[r])
        for j in range(in_tail[r]):
            tail[j] = draw(alpha, least, uniforms[at + j])
        at += in_tail[r]
        values, counts = _merged(body, body_counts[r], np.sort(tail))
        found[r] = scan(values, np.log(values), counts, fewest, len(values))[2]
    return found


@compiled
def _merged(body: Floats, body_counts: Ints, tail: Floats) -> tuple[Floats, Ints]:
    """Return distinct values and counts of a body of counts and a sorted tail above it."""
    values = np.empty(len(body) + len(tail))
    counts = np.empty(len(body) + len(tail), dtype=np.int64)
    m = 0
    for k in range(len(body)):
        if body_counts[k] > 0:
            values[m], counts[m] = body[k], body_counts[k]
            m += 1
    for j in range(len(tail)):
        if j > 0 and tail[j] == tail[j - 1]:
            counts[m - 1] += 1
        else:
            values[m], counts[m] = tail[j], 1
            m += 1
    return values[:m], counts[:m]


@compiled
def resample_fits(values: Floats, resampled: Ints, fewest: int) -> Floats:
    """Return for each row of resampled counts its x_min, exponent and number in the tail."""
    found = np.empty((len(resampled), 3))
    for r in range(len(resampled)):
        keep = np.flatnonzero(resampled[r])
        kept = values[keep]
        best, alpha, _, tail = scan(kept, np.log(kept), resampled[r][keep], fewest, len(kept))
        found[r, 0] = kept[best] if best >= 0 else np.nan
        found[r, 1] = alpha
        found[r, 2] = tail
    return found
