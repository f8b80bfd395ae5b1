"""Hawkes processes that excite one another: d kinds of events, one decay, a matrix of branching ratios.

With the decay given the likelihood falls apart by kind and is concave in each part (Ogata 1978); each is
climbed by Newton steps on the parameters that are not held at nil. The decay itself is then climbed along,
its slope free by the envelope theorem.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from tocsin.errors import InputError
from tocsin.measure.compiled import compiled
from tocsin.measure.events import Floats, Ints
from tocsin.measure.hawkes.exponential import checked

_FLOOR: Final = 1e-12
_ROUNDS: Final = 60
_MANY: Final = 4000


@dataclass(frozen=True, slots=True)
class MultivariateFit:
    """`mu`: d backgrounds. `branching[i, j]`: events of kind i that one of kind j sets off. One `decay`."""

    mu: Floats
    branching: Floats
    decay: float
    mu_errors: Floats
    branching_errors: Floats
    log_likelihood: float
    converged: bool

    @property
    def radius(self) -> float:
        """Return the spectral radius of the branching matrix: the process dies out below 1."""
        return float(np.abs(np.linalg.eigvals(self.branching)).max())

    @property
    def aic(self) -> float:
        """Return Akaike's criterion."""
        return 2 * (self.mu.size + self.branching.size + 1) - 2 * self.log_likelihood


@compiled
def _traces(times: Floats, kinds: Ints, at: Ints, d: int, b: float, design: Floats, slopes: Floats) -> None:
    """Fill row `at[i]` of `design` from its second column on with b R at event i; of `slopes`, its slope.

    Both are by kind, the slope in b. Rows lie together by kind, so that each kind's part is a view.
    """
    r, p = np.zeros(d), np.zeros(d)
    last = 0.0
    for i in range(len(times)):
        gap = times[i] - last
        e = math.exp(-b * gap)
        for j in range(d):
            p[j] = e * (p[j] + gap * r[j])
            r[j] *= e
            design[at[i], 1 + j] = b * r[j]
            slopes[at[i], j] = r[j] - b * p[j]
        r[kinds[i]] += 1.0
        last = times[i]


def fit_multivariate(events: Sequence[Floats], horizon: float, decay: float | None = None) -> MultivariateFit:
    """Return the likeliest backgrounds, branching matrix and (unless given) decay of d kinds of events.

    `events`: for each kind its sorted times in (0, `horizon`]. Raises GroundsError where there are too few,
    InputError where times are not sorted or a given decay is not positive.
    """
    times = np.concatenate(events)
    order = np.argsort(times, kind="stable")
    kinds = np.repeat(np.arange(len(events)), [len(e) for e in events])[order]
    times = np.ascontiguousarray(times[order], dtype=float)
    checked(times, horizon)
    if decay is not None and not decay > 0:
        raise InputError(f"a decay is above 0, not {decay}")
    problem = _Problem(times, kinds, len(events), horizon)
    b = decay or _near(events, horizon, len(times))
    state = problem.solve(b, None)
    converged = decay is not None
    if decay is None:
        b, state, converged = _climb(problem, b, state)
    return problem.result(b, state, converged)


def _near(events: Sequence[Floats], horizon: float, n: int) -> float:
    """Return where the search for the decay begins: what the first eighth of the time gives, if much."""
    if n < 8 * _MANY:
        return n / horizon
    end = horizon / 8
    return fit_multivariate([times[: np.searchsorted(times, end, "right")] for times in events], end).decay


class _Problem:
    """The events with the room that each evaluation reuses."""

    def __init__(self, times: Floats, kinds: Ints, d: int, horizon: float) -> None:
        self.times, self.kinds, self.d, self.horizon = times, kinds, d, horizon
        self.design, self.slopes = np.ones((len(times), 1 + d)), np.empty((len(times), d))
        self.at = np.empty(len(times), dtype=np.int64)
        self.at[np.argsort(kinds, kind="stable")] = np.arange(len(times))
        ends = np.append(0, np.cumsum(np.bincount(kinds, minlength=d)))
        self.rows = [slice(int(a), int(b)) for a, b in pairwise(ends)]

    def solve(self, b: float, start: tuple[Floats, float, float] | None) -> tuple[Floats, float, float]:
        """Return weights (d × (1 + d)), the log likelihood, and its derivative in the logarithm of b."""
        _traces(self.times, self.kinds, self.at, self.d, b, self.design, self.slopes)
        left = self.horizon - self.times
        rest = np.exp(-b * left)
        cost = np.append(self.horizon, np.bincount(self.kinds, 1 - rest, self.d))
        late = np.bincount(self.kinds, left * rest, self.d)
        weights, value, slope = np.empty((self.d, 1 + self.d)), 0.0, 0.0
        for i, rows in enumerate(self.rows):
            design = self.design[rows]
            first = (
                start[0][i]
                if start
                else np.append(0.5 * len(design) / self.horizon, np.full(self.d, 0.5 / self.d))
            )
            weights[i] = _concave(design, cost, first, fresh=start is None)
            intensity = design @ weights[i]
            value += float(np.log(intensity).sum() - cost @ weights[i])
            slope += float((self.slopes[rows] @ weights[i, 1:]) @ (1 / intensity) - late @ weights[i, 1:])
        return weights, value, slope * b

    def result(self, b: float, state: tuple[Floats, float, float], converged: bool) -> MultivariateFit:
        """Return the fit with standard errors from each kind's information, the decay taken as known."""
        weights, value, _ = state
        errors = np.full_like(weights, np.nan)
        for i, rows in enumerate(self.rows):
            design = self.design[rows]
            free = np.flatnonzero(weights[i] > 1e-9)
            scaled = design / (design @ weights[i])[:, None]
            information = (scaled.T @ scaled)[np.ix_(free, free)]
            errors[i, free] = np.sqrt(np.diag(np.linalg.pinv(information)))
        return MultivariateFit(
            weights[:, 0], weights[:, 1:], b, errors[:, 0], errors[:, 1:], value, converged
        )  # fmt: skip


def _climb(
    problem: _Problem, b: float, state: tuple[Floats, float, float]
) -> tuple[float, tuple[Floats, float, float], bool]:
    """Return the decay where the profile likelihood is flat, by the secant of its slope, kept rising."""
    log, step = math.log(b), math.copysign(0.7 if len(problem.times) < 8 * _MANY else 0.02, state[2])
    for _ in range(_ROUNDS):
        new = problem.solve(math.exp(log + step), state)
        if new[1] < state[1] - 1e-9 * abs(state[1]):
            step /= 3
            continue
        curve = (new[2] - state[2]) / step
        log, state = log + step, new
        if abs(state[2]) < 1e-4 * len(problem.times) ** 0.5:
            return math.exp(log), state, True
        step = -state[2] / curve if curve < 0 else math.copysign(min(2 * abs(step), 2.0), state[2])
        step = max(-2.0, min(2.0, step))
    return math.exp(log), state, False


def _concave(design: Floats, cost: Floats, start: Floats, *, fresh: bool = False) -> Floats:
    """Return w >= 0 with the highest sum(log(design @ w)) - cost @ w: projected Newton (Bertsekas 1982)."""
    if fresh and len(design) > _MANY:
        # Every eighth event gives a start from which one or two passes over all of them do.
        start = _concave(np.ascontiguousarray(design[::8]), cost / 8, start)
    w = np.maximum(start, _FLOOR)
    intensity = design @ w
    value = float(np.log(intensity).sum() - cost @ w)
    for _ in range(_ROUNDS):
        inverse = 1 / intensity
        gradient = inverse @ design - cost
        scaled = design * inverse[:, None]
        free = np.flatnonzero((w > 1e-9) | (gradient > 0))
        information = (scaled.T @ scaled)[np.ix_(free, free)]
        step = np.zeros_like(w)
        step[free] = np.linalg.lstsq(information, gradient[free], rcond=1e-13)[0]
        gain = float(step @ gradient)
        if gain < 1e-9:
            break
        new, reach = np.maximum(w + step, _FLOOR), 1.0
        intensity = design @ new
        while (better := float(np.log(intensity).sum() - cost @ new)) < value - 1e-12 * abs(value):
            reach /= 2
            if reach < 1e-6:
                return w
            new = np.maximum(w + reach * step, _FLOOR)
            intensity = design @ new
        done = better - value < 1e-10 * abs(value)
        w, value = new, better
        if done:
            break
    return np.where(w > 1e-9, w, 0.0) if (w[0] > 1e-9) else w
