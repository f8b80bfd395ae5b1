"""Regression of counts that vary more than Poisson's: the negative binomial, with an offset.

Variance is mean + alpha mean² (Lawless 1987; Hilbe 2011, NB2). One likelihood serves trends, panels, nowcasts
and forecasts. A random effect by group, where asked for, is a penalty whose strength is chosen by Laplace's
approximation (Breslow & Clayton 1993).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tocsin.measure.events import Floats, Ints
from tocsin.measure.extra import special

_LEAST_ALPHA: Final = -14.0
SPREADS: Final = (0.05, 0.1, 0.2, 0.35, 0.6, 1.0, 1.8, 3.0)


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients with their covariance, the dispersion `alpha`, the log likelihood.

    `spread` is the standard deviation of the effects of groups, where there are any.
    """

    beta: Floats
    covariance: Floats
    alpha: float
    log_likelihood: float
    converged: bool
    spread: float = 0.0

    @property
    def errors(self) -> Floats:
        """Return standard errors; NaN where the data say nothing of a coefficient."""
        variance = np.diag(self.covariance)
        return np.sqrt(np.where(variance > 0, variance, np.nan))


def fit(
    matrix: Floats, counts: Floats | Ints, offset: Floats | float = 0.0, *, penalty: Floats | None = None
) -> Regression:
    """Return the negative-binomial regression of `counts` (n) on `matrix` (n × p) with a log link.

    `penalty`: for each coefficient the precision of a normal prior about nil, 0 for none.
    """
    from scipy import optimize

    y = np.asarray(counts, dtype=float)
    offset_ = np.broadcast_to(np.asarray(offset, dtype=float), y.shape)
    ridge = np.zeros(matrix.shape[1]) if penalty is None else penalty
    loss = _loss(matrix, y, offset_, ridge)
    base = math.log(max(float(y.sum()), 0.5) / float(np.exp(offset_).sum()))
    start = np.append(np.linalg.lstsq(matrix, np.full(len(y), base), rcond=None)[0], -1.0)
    bounds = [(-40.0, 40.0)] * matrix.shape[1] + [(_LEAST_ALPHA, 6.0)]
    found = optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000}
    )
    hessian = _hessian(lambda x: loss(x)[1], found.x)
    if found.x[-1] <= _LEAST_ALPHA + 1 or hessian[-1, -1] <= 0:
        # No spread beyond Poisson's: alpha is nil, and its doubt is not carried.
        hessian = hessian[:-1, :-1]
    covariance = np.asarray(np.linalg.pinv(hessian), dtype=np.float64)[: matrix.shape[1], : matrix.shape[1]]
    alpha = math.exp(found.x[-1])
    beta = np.asarray(found.x[:-1])
    mean = np.exp(np.clip(matrix @ beta + offset_, -40, 40))
    value = float(log_pmf(y, mean, alpha).sum())
    return Regression(beta, covariance, alpha, value, bool(found.success))


def log_pmf(counts: Floats, mean: Floats, alpha: float) -> Floats:
    """Return the log probability of `counts`; Poisson's where alpha is nil."""
    if alpha < 1e-6:
        return np.asarray(special.xlogy(counts, mean) - mean - special.gammaln(counts + 1))
    size = 1 / alpha
    log = special.gammaln(counts + size) - special.gammaln(size) - special.gammaln(counts + 1)
    return np.asarray(
        log - size * np.log1p(alpha * mean) + special.xlogy(counts, alpha * mean / (1 + alpha * mean))
    )


Loss = Callable[[Floats], tuple[float, Floats]]


def _loss(matrix: Floats, counts: Floats, offset: Floats, ridge: Floats) -> Loss:
    def loss(x: Floats) -> tuple[float, Floats]:
        beta, alpha = x[:-1], math.exp(x[-1])
        mean = np.exp(np.clip(matrix @ beta + offset, -40, 40))
        size, grown = 1 / alpha, 1 + alpha * mean
        value = float(log_pmf(counts, mean, alpha).sum()) - 0.5 * float(ridge @ beta**2)
        slope = matrix.T @ ((counts - mean) / grown) - ridge * beta
        by_size = (
            special.digamma(counts + size)
            - special.digamma(size)
            - np.log(grown)
            + 1
            - (counts + size) / (size * grown)
        )
        return -value, -np.append(slope, -size * float(by_size.sum()))

    return loss


def _hessian(gradient: Callable[[Floats], Floats], at: Floats) -> Floats:
    h = 1e-4
    rows = np.array([(gradient(at + h * e) - gradient(at - h * e)) / (2 * h) for e in np.eye(len(at))])
    return np.asarray((rows + rows.T) / 2)


def fit_grouped(
    matrix: Floats,
    counts: Floats | Ints,
    groups: Floats | Ints,
    offset: Floats | float = 0.0,
    *,
    spreads: Sequence[float] = SPREADS,
) -> Regression:
    """Return the regression with a normal random effect by group; its coefficients are those of `matrix`.

    The standard deviation of the effects is the one of `spreads` with the highest Laplace evidence.
    """
    names = np.unique(groups)
    whole = np.column_stack([matrix, (groups[:, None] == names[None, :]).astype(float)])
    p, best, evidence = matrix.shape[1], None, -math.inf
    for spread in spreads:
        penalty = np.append(np.zeros(p), np.full(len(names), spread**-2))
        found = fit(whole, counts, offset, penalty=penalty)
        effects = found.beta[p:]
        precision = np.linalg.pinv(found.covariance)[p:, p:]
        value = (
            found.log_likelihood - 0.5 * float(effects @ effects) / spread**2 - len(names) * math.log(spread)
        )
        value -= 0.5 * float(np.linalg.slogdet(precision)[1])
        if value > evidence:
            best, evidence = replace(found, spread=spread), value
    assert best is not None
    return replace(best, beta=best.beta[:p], covariance=best.covariance[:p, :p])
