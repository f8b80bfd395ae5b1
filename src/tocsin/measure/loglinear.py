"""Log-linear models of what lists overlap: all hierarchical ones, fitted at once.

Bishop, Fienberg & Holland (1975), Discrete Multivariate Analysis, ch. 6; the number of them is the Dedekind
number's: 8 for three lists, 113 for four, 6,893 for five, without the interaction of all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.events import Bools, Floats, Ints
from tocsin.measure.extra import special

Term = frozenset[int]


@dataclass(frozen=True, slots=True)
class Fitted:
    """One log-linear model: its interactions, the number unseen with bounds, its fit and its weight."""

    terms: tuple[Term, ...]
    unseen: float
    low: float
    high: float
    aic: float
    deviance_p: float | None
    weight: float = 0.0

    @property
    def name(self) -> str:
        """Return the interactions, as "AB + AC"; "independent" where there is none."""
        named = ["".join("ABCDE"[k] for k in sorted(term)) for term in self.terms]
        return " + ".join(named) or "independent"


def hierarchies(lists: int) -> Iterator[tuple[Term, ...]]:
    """Yield each set of interactions in which every part of an interaction is in too, once.

    The interaction of all the lists is never in: 8 sets for three lists, 113 for four, 6,893 for five.
    """
    yield from _grown((), [frozenset({k}) for k in range(lists)], 2, lists)


def _grown(
    terms: tuple[Term, ...], below: Sequence[Term], size: int, lists: int
) -> Iterator[tuple[Term, ...]]:
    """Yield `terms` with each set of interactions of `size` lists and more whose parts are all in `below`."""
    known = set(below)
    every = (frozenset(c) for c in combinations(range(lists), size))
    open_ = [t for t in every if all(t - {k} in known for k in t)] if size < lists else []
    for count in range(len(open_) + 1):
        for chosen in combinations(open_, count):
            if count == 0:
                yield terms
            else:
                yield from _grown((*terms, *chosen), chosen, size + 1, lists)


def _design(lists: int, terms: Sequence[Term]) -> Floats:
    """Return the matrix over the cells that can be seen; the unseen cell has only the first column."""
    cells = np.array([[(c >> k) & 1 for k in range(lists)] for c in range(1, 2**lists)], dtype=float)
    return np.column_stack(
        [np.ones(len(cells)), *cells.T, *(cells[:, sorted(t)].prod(axis=1) for t in terms)]
    )


def _cells(table: Bools) -> Ints:
    codes = table @ (1 << np.arange(table.shape[1]))
    return np.bincount(codes, minlength=2 ** table.shape[1])[1:]


def fitted(table: Bools, level: float) -> list[Fitted]:
    """Return the models that can be fitted: those with an interaction of which nothing was seen cannot."""
    counts, groups = _cells(table).astype(float), defaultdict(list)
    for terms in hierarchies(table.shape[1]):
        if all(table[:, sorted(term)].all(axis=1).any() for term in terms):
            groups[len(terms)].append(terms)
    found: list[Fitted] = []
    for terms_of_a_size in groups.values():
        matrices = np.stack([_design(table.shape[1], terms) for terms in terms_of_a_size])
        beta, covariance, good = poisson_fits(matrices, counts)
        mean = np.exp(np.einsum("mcp,mp->mc", matrices, beta))
        found += [
            _model(terms_of_a_size[m], counts, mean[m], beta[m], covariance[m], level)
            for m in np.flatnonzero(good)
        ]
    return found


def _model(
    terms: tuple[Term, ...], counts: Floats, mean: Floats, beta: Floats, covariance: Floats, level: float
) -> Fitted:
    missed = math.exp(float(beta[0]))
    # The unseen are a Poisson draw about their fitted mean; both doubts are in the variance.
    low, high = log_bounds(missed, missed**2 * float(covariance[0, 0]) + missed, level)
    aic = 2 * len(beta) - 2 * float((counts * np.log(mean) - mean).sum())
    return Fitted(terms, missed, low, high, aic, _deviance_p(counts, mean, len(beta)))


def poisson_fits(matrices: Floats, counts: Floats) -> tuple[Floats, Floats, Bools]:
    """Return coefficients, covariances and which converged, of many log-linear regressions at once (Newton).

    `matrices`: models × cells × parameters; `counts`: cells. A tiny ridge keeps a singular model from
    stopping the others; it does not converge and is left out.
    """
    ridge = 1e-9 * np.eye(matrices.shape[2])
    start = np.log(counts + 0.5)
    beta = np.linalg.solve(
        np.einsum("mcp,mcq->mpq", matrices, matrices) + ridge,
        (matrices.transpose(0, 2, 1) @ start)[..., None],
    )[..., 0]
    change, information = np.full(len(beta), np.inf), np.empty((*beta.shape, beta.shape[1]))
    for _ in range(60):
        mean = np.exp(np.clip(np.einsum("mcp,mp->mc", matrices, beta), -30, 30))
        information = np.einsum("mcp,mc,mcq->mpq", matrices, mean, matrices, optimize=True) + ridge
        score = np.einsum("mcp,mc->mp", matrices, counts - mean)
        step = np.linalg.solve(information, score[..., None])[..., 0]
        change = np.abs(step).max(axis=1)
        beta += step / np.maximum(1.0, change / 2)[:, None]
        if (change < 1e-9).all():
            break
    covariance = np.linalg.inv(information)
    good = (change < 1e-6) & (np.abs(beta).max(axis=1) < 25) & (covariance[:, 0, 0] < 100)
    return beta, covariance, good


def _deviance_p(counts: Floats, mean: Floats, parameters: int) -> float | None:
    free = len(counts) - parameters
    deviance = 2 * float(
        (special.xlogy(counts, counts) - special.xlogy(counts, mean) - (counts - mean)).sum()
    )
    return float(special.chdtrc(free, max(deviance, 0.0))) if free else None


def log_bounds(unseen: float, variance: float, level: float) -> tuple[float, float]:
    """Return bounds of the unseen that never fall below none (Burnham et al. 1987)."""
    if unseen <= 0:
        return 0.0, 0.0
    reach = float(special.ndtri(0.5 + level / 2)) * math.sqrt(math.log1p(variance / unseen**2))
    return unseen * math.exp(-reach), unseen * math.exp(reach)


def weighed(models: list[Fitted]) -> list[Fitted]:
    """Return the models with their AIC weights (Burnham & Anderson 2002, 2.9), the best first."""
    if not models:
        raise GroundsError("no log-linear model can be fitted: the lists overlap too little")
    models.sort(key=lambda m: m.aic)
    weights = np.exp([-(m.aic - models[0].aic) / 2 for m in models])
    return [
        replace(model, weight=float(weight / weights.sum()))
        for model, weight in zip(models, weights, strict=True)
    ]
