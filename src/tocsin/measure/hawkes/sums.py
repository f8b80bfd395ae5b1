"""Hawkes with a sum of exponentials: contagion over an hour and over a month in one kernel."""

from __future__ import annotations

import math

import numpy as np

from tocsin.errors import InputError
from tocsin.measure.compiled import compiled
from tocsin.measure.events import Floats
from tocsin.measure.hawkes.exponential import HawkesFit, checked, fit_exponential


@compiled
def _loss(gaps: Floats, left: Floats, horizon: float, logs: Floats, gradient: Floats) -> float:
    """Return minus the log likelihood; its gradient in the logarithms of mu, n…, b… goes to `gradient`."""
    m = (len(logs) - 1) // 2
    mu, n, b = math.exp(logs[0]), np.exp(logs[1 : 1 + m]), np.exp(logs[1 + m :])
    r, p = np.zeros(m), np.zeros(m)
    r[:] = -1.0
    gradient[:] = 0.0
    total = 0.0
    for i in range(len(gaps)):
        d, intensity = gaps[i], mu
        for k in range(m):
            e = math.exp(-b[k] * d)
            one = r[k] + 1.0
            p[k] = e * (p[k] + d * one)
            r[k] = e * one
            intensity += n[k] * b[k] * r[k]
        total += math.log(intensity)
        inverse = 1.0 / intensity
        gradient[0] += inverse
        for k in range(m):
            gradient[1 + k] += b[k] * r[k] * inverse
            gradient[1 + m + k] += n[k] * (r[k] - b[k] * p[k]) * inverse
    gradient[0] -= horizon
    total -= mu * horizon
    for k in range(m):
        for i in range(len(left)):
            e = math.exp(-b[k] * left[i])
            total -= n[k] * (1.0 - e)
            gradient[1 + k] -= 1.0 - e
            gradient[1 + m + k] -= n[k] * left[i] * e
    gradient[0] *= -mu
    for k in range(m):
        gradient[1 + k] *= -n[k]
        gradient[1 + m + k] *= -b[k]
    return -total


def fit_sum(times: Floats, horizon: float, components: int = 2) -> HawkesFit:
    """Return the likeliest sum of `components` exponentials, their decays falling (quasi-Newton, from the fit
    of one exponential, spread out). Parameters are mu, then each n, then each b.
    """
    from scipy import optimize

    if components < 1:
        raise InputError(f"a kernel has at least one exponential, not {components}")
    checked(times, horizon)
    one = fit_exponential(times, horizon)
    if components == 1:
        return one
    unit = horizon / len(times)
    gaps, left = np.diff(np.asarray(times, dtype=float) / unit, prepend=0.0), (horizon - times) / unit
    gradient = np.empty(1 + 2 * components)

    def loss(logs: Floats) -> tuple[float, Floats]:
        return _loss(gaps, left, horizon / unit, np.clip(logs, -25, 25), gradient), gradient.copy()

    spread = np.linspace(1.5, -1.5, components)
    share = np.full(components, math.log(max(one.branching, 0.05) / components))
    start = np.concatenate([[math.log(one.mu * unit)], share, math.log(one.decays[0] * unit) + spread])
    found = optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 800, "ftol": 1e-14, "gtol": 1e-5}
    )
    flat = float(np.abs(loss(found.x)[1]).max()) < 1e-5 * len(times)
    scale = np.concatenate([[1 / unit], np.ones(components), np.full(components, 1 / unit)])
    parameters = np.exp(found.x) * scale
    errors = parameters * _errors(lambda x: loss(x)[1], found.x)
    value = -float(found.fun) - len(times) * math.log(unit)
    return HawkesFit(parameters, errors, value, len(times), horizon, flat, int(found.nfev))


def _errors(gradient: object, at: Floats) -> Floats:
    """Return standard errors in the logarithms from differences of the gradient."""
    assert callable(gradient)
    h = 1e-5
    rows = [(gradient(at + h * e) - gradient(at - h * e)) / (2 * h) for e in np.eye(len(at))]
    hessian = np.array(rows)
    try:
        variance = np.diag(np.linalg.inv((hessian + hessian.T) / 2))
    except np.linalg.LinAlgError:
        return np.full(len(at), np.nan)
    return np.sqrt(np.where(variance > 0, variance, np.nan))
