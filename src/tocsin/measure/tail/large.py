"""How likely is an event as large as that? (Clauset & Woodard 2013, Annals of Applied Statistics 7.)

Events of that size or more are left out of the fit, so that the event does not argue for itself. The answer
is a range over models: nobody knows the shape of a tail beyond the largest toll.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tocsin.errors import GroundsError, InputError
from tocsin.measure.estimate import chart
from tocsin.measure.events import Events, Floats
from tocsin.measure.tail import alternatives, kernels
from tocsin.measure.tail.data import Tolls, tolls
from tocsin.measure.tail.fit import CANDIDATE, fit, resampled
from tocsin.model import Check, Estimate, Json

_FREE = "power law, free x_min"
_FIXED = "power law, fixed x_min"


def large_event(
    given: Events | Any,
    size: int,
    *,
    x_min: float | None = None,
    level: float = 0.9,
    replicates: int = 400,
    seed: int = 0,
    **about: Any,
) -> Estimate:
    """Return the chance of at least one event of `size` deaths or more among as many events as were seen.

    For each of four models: the mean and the interval over resamplings. `value` is the middle model's mean,
    `low` and `high` reach from the lowest to the highest bound of all of them; `details["models"]` has each.
    """
    whole = tolls(given)
    if size < 2:
        raise InputError(f"a large event has at least 2 dead, not {size}")
    data = _smaller(whole, size)
    least = x_min or fit(data).x_min
    chances = _chances(data, size, least, replicates, seed)
    rows = {name: _row(p, level) for name, p in chances.items()}
    means = sorted(row["chance"] for row in rows.values())
    if isinstance(given, Events):
        about = {"definition": given.definition, "as_of": given.as_of} | about
    return Estimate(
        f"chance of an attack with {size:,} or more dead among {whole.n:,} deadly ones",
        float(np.median(means)), min(r["low"] for r in rows.values()), max(r["high"] for r in rows.values()),
        "", whole.n, level=level, method="range over four models of the tail (Clauset & Woodard 2013)",
        assumptions=("attacks to come are of the kind, and as many, as those seen", "tolls are independent"),
        checks=(_agree(means),), seed=seed, figure=_figure(rows, size),
        details={"size": size, "x_min": least, "models": rows, "range": [means[0], means[-1]],
                 "left_out": whole.n - data.n}, **about,
    )  # fmt: skip


def middle(whole: Tolls, size: int, x_min: float | None = None) -> float:
    """Return the middle model's chance, each model fitted to the tolls themselves and none resampled."""
    data = _smaller(whole, size)
    laws = [fit(data), fit(data, x_min or fit(data).x_min)]
    chances = [float(_power(np.array([[law.x_min, law.alpha, law.n]]), size)[0]) for law in laws]
    start = data.index(laws[1].x_min)
    for name in ("stretched exponential", "lognormal"):
        counts = data.counts[start:]
        chances += [float(x) for x in _other(name, data.values[start:], counts[None, :], counts, size)]
    return float(np.median(chances))


def _smaller(whole: Tolls, size: int) -> Tolls:
    keep = whole.values < size
    if whole.counts[keep].sum() < CANDIDATE:
        raise GroundsError(f"fewer than {CANDIDATE} tolls are below {size}: nothing to reckon from")
    return Tolls(whole.values[keep], whole.counts[keep])


def _chances(data: Tolls, size: int, least: float, replicates: int, seed: int) -> dict[str, Floats]:
    fixed = resampled(data, replicates, seed, least)
    found = {
        _FREE: _power(resampled(data, replicates, seed), size),
        _FIXED: _power(fixed, size),
    }
    start = data.index(least)
    draws = np.random.default_rng(seed).multinomial(data.n, data.counts / data.n, replicates)[:, start:]
    for name in ("stretched exponential", "lognormal"):
        found[name] = _other(name, data.values[start:], draws, data.counts[start:], size)
    return found


def _power(fits: Floats, size: int) -> Floats:
    fits = fits[np.isfinite(fits).all(axis=1)]
    beyond = np.array([kernels.zeta(a, float(size)) / kernels.zeta(a, x) for x, a, _ in fits])
    return _at_least_one(beyond, fits[:, 2])


def _other(name: str, values: Floats, draws: Any, counts: Any, size: int) -> Floats:
    best = alternatives.fit(name, values, counts)
    beyond, tails = [], []
    for row in draws:
        keep = row > 0
        found = alternatives.fit(name, values[keep], row[keep], best.parameters if best else None)
        if found is not None:
            beyond.append(np.exp(found.log_beyond(float(size))))
            tails.append(row.sum())
    return _at_least_one(np.array(beyond), np.array(tails, dtype=float))


def _at_least_one(beyond: Floats, n: Floats) -> Floats:
    return np.asarray(-np.expm1(n * np.log1p(-np.minimum(beyond, 1 - 1e-12))))


def _row(chances: Floats, level: float) -> dict[str, float]:
    low, high = np.quantile(chances, [0.5 - level / 2, 0.5 + level / 2])
    return {"chance": float(chances.mean()), "low": float(low), "high": float(high)}


def _agree(means: list[float]) -> Check:
    apart = means[-1] / max(means[0], 1e-12)
    return Check("agreement of models", apart < 2, f"the models give from {means[0]:.2g} to {means[-1]:.2g}")


def _figure(rows: dict[str, dict[str, float]], size: int) -> Json:
    values: list[Json] = [{"model": name, **row} for name, row in rows.items()]
    y = {"field": "model", "type": "nominal", "sort": None, "title": None}
    x = {"type": "quantitative", "title": "chance", "scale": {"domain": [0, 1]}}
    layers: list[Json] = [
        {"mark": "rule", "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True}, "encoding": {"y": y, "x": {"field": "chance", **x}}},
    ]
    return chart(f"Chance of an attack with {size:,} dead or more, by model", layers, values)
