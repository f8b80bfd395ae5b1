"""Hawkes on daily counts: what news dates allow. No event is given a time of day that nobody reported.

The count of day d is Poisson with mean exp(background) + n A_d, where A_d weighs the counts of the days
before with (1 - r) r ** (k - 1). Events set off within the same day are not told from chance: `n` counts
those of later days. Such ties make counts uneven; intervals and AIC allow for that by the dispersion of the
residuals (Wedderburn 1974; Burnham & Anderson 2002, 2.5). The logarithm of the background is piecewise
linear between knots.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tocsin.measure.compiled import compiled
from tocsin.measure.events import Floats, Ints
from tocsin.measure.extra import special

KNOTS: Final = (1, 2, 4, 7, 12, 20, 33)
"""Numbers of knots that are tried: constant, one slope, and on."""
CLOSEST: Final = 60
"""Days between two knots at the least: a background that moves faster would pass for contagion."""
_MOST: Final = 3.0


@dataclass(frozen=True, slots=True)
class BinnedFit:
    """`n`: events on later days that one sets off; `r`: what is left of that from day to day.

    `point` is where the search ended: log background at the knots, n, and the log odds of r.
    """

    n: float
    r: float
    background: Floats
    point: Floats
    means: Floats
    log_likelihood: float
    dispersion: float
    excited: bool

    @property
    def parameters(self) -> int:
        """Count what was fitted."""
        return self.knots + 2 * self.excited

    @property
    def knots(self) -> int:
        """Return the number of knots of the background."""
        return len(self.point) - 2

    @property
    def half_life(self) -> float:
        """Return after how many days half of what an event sets off is over."""
        return math.log(0.5) / math.log(self.r) if 0 < self.r < 1 else 0.0

    def aic(self, dispersion: float = 1.0) -> float:
        """Return Akaike's criterion, with the likelihood divided by the `dispersion` of the counts."""
        return 2 * self.parameters - 2 * self.log_likelihood / max(dispersion, 1.0)


@compiled
def _weighted(counts: Floats, r: float, before: Floats, slope: Floats) -> None:
    """Fill `before` with A and `slope` with its derivative in r, day by day."""
    a, s = 0.0, 0.0
    for d in range(len(counts)):
        before[d], slope[d] = a, s
        s = a + r * s - counts[d]
        a = r * a + (1.0 - r) * counts[d]


def knots(days: int) -> list[int]:
    """Return the numbers of knots that a window of so many days can carry."""
    return [k for k in KNOTS if k == 1 or days / max(k - 1, 1) >= CLOSEST]


def basis(days: int, k: int) -> Floats:
    """Return hat functions over `days`: days × k, rows adding up to 1."""
    if k == 1:
        return np.ones((days, 1))
    at = np.linspace(0, k - 1, days)
    return np.asarray(np.maximum(0.0, 1 - np.abs(at[:, None] - np.arange(k))))


def fit_binned(
    counts: Ints, k: int, *, excited: bool = True, n: float | None = None, start: Floats | None = None
) -> BinnedFit:
    """Return the likeliest fit with `k` knots.

    `n` holds the branching ratio there, `excited` false at nil. `start` is the `point` of a fit near by.
    """
    return _search(counts, k, excited, n, start)


def _search(counts: Ints, k: int, excited: bool, n: float | None, start: Floats | None) -> BinnedFit:
    from scipy import optimize

    data, design = counts.astype(float), basis(len(counts), k)
    before, slope = np.empty(len(data)), np.empty(len(data))
    rate = math.log(max(data.mean(), 1e-6))
    fixed = n if n is not None else None if excited else 0.0

    def loss(x: Floats) -> tuple[float, Floats]:
        r = float(special.expit(x[-1]))
        branching = x[-2] if fixed is None else fixed
        _weighted(data, r, before, slope)
        base = np.exp(np.clip(design @ x[:-2], -30, 30))
        mean = base + branching * before
        pull = data / mean - 1
        gradient = np.append(
            design.T @ (pull * base), [pull @ before, branching * (pull @ slope) * r * (1 - r)]
        )
        if fixed is not None:
            gradient[-2] = 0.0
        return float(mean.sum() - data @ np.log(mean)), -gradient

    bounds = [(-30.0, 30.0)] * k + [(0.0, _MOST), (-6.0, 7.0)]
    begins = (
        [start]
        if start is not None
        else [
            np.append(np.full(k, rate), [0.3 if fixed is None else fixed, q])
            for q in ((-1.0, 2.0) if fixed != 0 else (0.0,))
        ]
    )
    runs = [optimize.minimize(loss, x, jac=True, method="L-BFGS-B", bounds=bounds) for x in begins]
    best = min(runs, key=lambda run: float(run.fun))
    return _made(data, design, np.asarray(best.x), fixed, excited)


def _made(data: Floats, design: Floats, x: Floats, fixed: float | None, excited: bool) -> BinnedFit:
    n, r = float(x[-2] if fixed is None else fixed), float(special.expit(x[-1]))
    before = np.empty(len(data))
    _weighted(data, r, before, np.empty(len(data)))
    base = np.exp(np.clip(design @ x[:-2], -30, 30))
    mean = base + n * before
    value = float(data @ np.log(mean) - mean.sum() - special.gammaln(data + 1).sum())
    free = max(len(data) - len(x), 1)
    dispersion = float(((data - mean) ** 2 / mean).sum()) / free
    return BinnedFit(n, r, base, x, mean, value, dispersion, excited)


def candidates(counts: Ints, choices: Sequence[int], *, excited: bool) -> list[BinnedFit]:
    """Return fits by falling AIC; two larger numbers of knots in a row that do no good end the search."""
    fits: list[BinnedFit] = []
    for k in choices:
        fits.append(fit_binned(counts, k, excited=excited))
        if len(fits) > 3 and min(f.aic() for f in fits[-2:]) > min(f.aic() for f in fits[:-2]) + 4:
            break
    return sorted(fits, key=lambda fit: fit.aic(fits[-1].dispersion))


@dataclass(frozen=True, slots=True)
class Averaged:
    """The branching ratio over several numbers of knots, weighted by AIC, with bounds, and the weights."""

    n: float
    low: float
    high: float | None
    weights: dict[int, float]


def averaged(counts: Ints, fits: Sequence[BinnedFit], level: float) -> Averaged:
    """Return `n` over the fits, with the bounds at which their weighted tail areas are what `level` leaves.

    Nobody knows how fast the background moves; one number of knots taken as known makes intervals too
    narrow (Turek & Fletcher 2012, model-averaged tail areas, on each fit's profile likelihood).
    """
    phi = max(fits[0].dispersion, 1.0)
    weights = np.exp([-(fit.aic(phi) - fits[0].aic(phi)) / 2 for fit in fits])
    kept = [(fit, w) for fit, w in zip(fits, weights, strict=True) if w > 0.05]
    share = np.array([w for _, w in kept]) / sum(w for _, w in kept)
    sides = [_sides(counts, fit, level) for fit, _ in kept]
    tail = (1 - level) / 2

    def below(n: float) -> float:
        return float(share @ special.ndtr([side(n) for side in sides]))

    low = 0.0 if below(0.0) > tail else _root(lambda n: tail - below(n), 0.0, max(f.n for f, _ in kept))
    high = None if below(_MOST) < 1 - tail else _root(lambda n: below(n) - 1 + tail, _MOST, 0.0)
    mean = float(share @ [fit.n for fit, _ in kept])
    return Averaged(mean, low, high, {fit.knots: float(w) for (fit, _), w in zip(kept, share, strict=True)})


def _sides(counts: Ints, fit: BinnedFit, level: float) -> Callable[[float], float]:
    """Return the signed root of the profile likelihood of `n`, straight on each side of its summit."""
    phi, z = max(fit.dispersion, 1.0), float(special.ndtri(0.5 + level / 2))

    def root(n: float) -> float:
        held = fit_binned(counts, fit.knots, n=n, start=fit.point)
        return math.sqrt(max(2 * (fit.log_likelihood - held.log_likelihood) / phi, 0.0))

    at_nil = root(0.0)
    left = at_nil / max(fit.n, 1e-9)
    if at_nil > z:
        left = z / max(fit.n - _root(lambda n: root(n) - z, 0.0, fit.n), 1e-9)
    right = z / max(_root(lambda n: root(n) - z, _MOST, fit.n) - fit.n, 1e-9)
    return lambda n: (n - fit.n) * (left if n < fit.n else right)


def _root(outside_is_positive: Callable[[float], float], outside: float, inside: float) -> float:
    for _ in range(11):
        middle = (outside + inside) / 2
        outside, inside = (middle, inside) if outside_is_positive(middle) > 0 else (outside, middle)
    return (outside + inside) / 2
