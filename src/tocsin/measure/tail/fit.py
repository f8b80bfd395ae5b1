"""How deadly: the power law of the tail, whether it fits, and how much it leans on the largest event."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.estimate import chart
from tocsin.measure.events import Events, Floats, Ints
from tocsin.measure.tail import alternatives, kernels
from tocsin.measure.tail.data import Tolls, tolls
from tocsin.model import Check, Estimate, Json

SHORT: Final = 50
"""Fewer events in the tail cannot tell a power law from other shapes (CSN 2009, section 3.4)."""
CANDIDATE: Final = 10
"""x_min leaves at least so many events in the tail."""


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """P(X = x) = x ** -alpha / zeta(alpha, x_min) from x_min up; `distance` is Kolmogorov and Smirnov's."""

    x_min: float
    alpha: float
    n: int
    distance: float

    def beyond(self, x: float) -> float:
        """Return P(X >= x), given that X is in the tail."""
        return kernels.zeta(self.alpha, float(x)) / kernels.zeta(self.alpha, self.x_min)

    @property
    def error(self) -> float:
        """Return the standard error of alpha with x_min given (CSN 2009, eq. 3.6)."""
        _, slope, curve = kernels.zeta_slopes(self.alpha, self.x_min)
        value = kernels.zeta(self.alpha, self.x_min)
        return 1 / math.sqrt(self.n * (curve / value - (slope / value) ** 2))


def fit(data: Tolls, x_min: float | None = None) -> PowerLaw:
    """Return the likeliest discrete power law; without `x_min`, the one of the best tail.

    Raises GroundsError where fewer than `CANDIDATE` events, or than two distinct tolls, are in the tail.
    """
    start = data.index(x_min) if x_min is not None else 0
    values, counts = data.values[start:], data.counts[start:]
    if len(values) < 2 or counts.sum() < CANDIDATE:
        raise GroundsError(f"{int(counts.sum())} events of {len(values)} sizes are too few for a tail")
    if x_min is not None:
        return _given(float(x_min), values, counts)
    k, alpha, distance, n = kernels.scan(values, np.log(values), counts, CANDIDATE, len(values))
    return PowerLaw(float(values[k]), float(alpha), int(n), float(distance))


def _given(x_min: float, values: Floats, counts: Ints) -> PowerLaw:
    logs, n = np.log(values), int(counts.sum())
    alpha = kernels.exponent(x_min, float(counts @ logs) / n, 2.0)
    above = np.append(np.cumsum(counts[::-1])[::-1], 0) / n
    model = np.array([kernels.zeta(alpha, v) for v in (*values, values[-1] + 1)]) / kernels.zeta(alpha, x_min)
    return PowerLaw(x_min, float(alpha), n, float(np.abs(above - model).max()))


def goodness(data: Tolls, law: PowerLaw, *, replicates: int = 1000, seed: int = 0) -> float:
    """Return p: how often data that do follow the law lie farther from their own best law (CSN 2009, 4.1).

    Replicates are semiparametric: below x_min as observed, from it up from the law; each is scanned anew.
    """
    rng, below = np.random.default_rng(seed), data.index(law.x_min)
    in_tail = rng.binomial(data.n, law.n / data.n, replicates)
    body = data.counts[:below]
    share = body / body.sum() if below else np.ones(0)
    bodies = rng.multinomial(data.n - in_tail, share) if below else np.zeros((replicates, 0), dtype=np.int64)
    distances = kernels.replicate_distances(
        data.values[:below], bodies, law.alpha, law.x_min, in_tail, rng.random(int(in_tail.sum())), CANDIDATE
    )
    return float((distances >= law.distance).mean())


def resampled(data: Tolls, replicates: int, seed: int, x_min: float | None = None) -> Floats:
    """Return x_min, alpha and number in the tail of `replicates` resamplings of the events (with x_min given
    where it is): replicates × 3.
    """
    counts = np.random.default_rng(seed).multinomial(data.n, data.counts / data.n, replicates)
    if x_min is None:
        return kernels.resample_fits(data.values, counts, CANDIDATE)
    start = data.index(x_min)
    counts, logs = counts[:, start:], np.log(data.values[start:])
    n = counts.sum(axis=1)
    alpha = [kernels.exponent(float(x_min), m, 2.0) for m in (counts @ logs) / np.maximum(n, 1)]
    return np.column_stack([np.full(replicates, float(x_min)), alpha, n])


def tail(
    given: Events | Any,
    *,
    x_min: float | None = None,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
    **about: Any,
) -> Estimate:
    """Return the exponent of the tail of tolls, with its bootstrap interval and the tests of the law.

    `given`: events, whose best counts of killed are taken, or whole numbers. `details` has x_min and its
    spread, the number in the tail, p of the law, the alternatives (Vuong) and the fit without the largest.
    """
    data = tolls(given)
    law = fit(data, x_min)
    p = goodness(data, law, replicates=replicates, seed=seed)
    fits = resampled(data, replicates, seed + 1, x_min)
    low, high = np.nanquantile(fits[:, 1], [0.5 - level / 2, 0.5 + level / 2])
    others = compared(data, law)
    largest = fit(data.without_largest(), x_min)
    if isinstance(given, Events):
        about = {"definition": given.definition, "as_of": given.as_of} | about
    return Estimate(
        "exponent of the tail of deaths", law.alpha, float(low), float(high), "", law.n, level=level,
        method="discrete power law by maximum likelihood, x_min by the smallest distance "
        "(Clauset, Shalizi & Newman 2009), bootstrap interval",
        assumptions=("tolls are independent and of one kind", "the definition does not select by toll"),
        checks=_checks(law, p, others, largest), seed=seed, figure=_figure(data, law),
        details=_details(data, law, p, fits, others, largest), **about,
    )  # fmt: skip


def compared(data: Tolls, law: PowerLaw) -> dict[str, alternatives.Vuong]:
    """Return Vuong's comparison of the law with each alternative that can be fitted to the same tail."""
    start = data.index(law.x_min)
    values, counts = data.values[start:], data.counts[start:]
    power = -law.alpha * np.log(values) - math.log(kernels.zeta(law.alpha, law.x_min))
    found = {}
    for name in ("lognormal", "stretched exponential", "exponential"):
        other = alternatives.fit(name, values, counts)
        if other is not None:
            found[name] = alternatives.vuong(power, other.log_pmf, counts)
    return found


def _checks(law: PowerLaw, p: float, others: dict[str, Any], largest: PowerLaw) -> tuple[Check, ...]:
    fits = f"a power law from {law.x_min:g} dead up is {'plausible' if p >= 0.1 else 'ruled out'} (p {p:.2g})"
    checks = [Check("goodness of fit", p >= 0.1, fits, p)]
    enough = (
        f"{law.n} events in the tail {'are few: at least 50 can tell its shape' if law.n < SHORT else ''}"
    )
    checks.append(Check("size of the tail", law.n >= SHORT, enough.strip()))
    for name, test in others.items():
        worse = test.p < 0.1 and test.ratio < 0
        told = "fits better than" if worse else "fits worse than" if test.p < 0.1 else "cannot be told from"
        checks.append(Check(f"against {name}", not worse, f"the {name} {told} the power law", test.p))
    leans = abs(largest.alpha - law.alpha) > 2 * law.error
    detail = f"without the largest event the exponent is {largest.alpha:.2f} (x_min {largest.x_min:g})"
    return (*checks, Check("leave largest out", not leans, detail))


def _details(
    data: Tolls, law: PowerLaw, p: float, fits: Floats, others: dict[str, Any], largest: PowerLaw
) -> Json:
    low, middle, high = np.nanquantile(fits[:, 0], [0.025, 0.5, 0.975])
    return {
        "x_min": law.x_min, "x_min_spread": [float(low), float(middle), float(high)], "in_tail": law.n,
        "tolls": data.n, "zeros": data.zeros, "unknown": data.unknown, "distance": law.distance, "p": p,
        "standard_error": law.error, "largest": float(data.values[-1]),
        "without_largest": {"alpha": largest.alpha, "x_min": largest.x_min, "in_tail": largest.n},
        "against": {name: {"log_ratio": t.ratio, "z": t.z, "p": t.p} for name, t in others.items()},
    }  # fmt: skip


def _figure(data: Tolls, law: PowerLaw) -> Json:
    beyond = np.cumsum(data.counts[::-1])[::-1] / data.n
    share = law.n / data.n
    values: list[Json] = [
        {"deaths": float(v), "observed": float(b), "law": share * law.beyond(v) if v >= law.x_min else None}
        for v, b in zip(data.values, beyond, strict=True)
    ]
    x = {"field": "deaths", "type": "quantitative", "scale": {"type": "log"}, "title": "deaths, or more"}
    y = {"type": "quantitative", "scale": {"type": "log"}, "title": "share of deadly attacks"}
    layers: list[Json] = [
        {"mark": {"type": "point", "filled": True}, "encoding": {"x": x, "y": {"field": "observed", **y}}},
        {"mark": {"type": "line", "strokeDash": [4, 3]}, "encoding": {"x": x, "y": {"field": "law", **y}}},
    ]
    return chart(
        f"Deaths per attack; power law from {law.x_min:g} up, exponent {law.alpha:.2f}", layers, values
    )
