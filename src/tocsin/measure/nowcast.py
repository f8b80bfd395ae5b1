"""How many attacks of the last weeks are not in the record yet? The reporting triangle, filled up.

Bastos et al. (2019), "A modelling approach for correcting reporting delays in disease surveillance data",
Statistics in Medicine 38: the number of events of week t that are first reported d weeks later is negative
binomial, with an effect of the week that walks at random and an effect of the delay. Fitted by penalised
likelihood, the step of the walk chosen by Laplace's approximation; what is missing is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.estimate import chart
from tocsin.measure.events import Events, Floats, Ints
from tocsin.measure.negbin import Regression, fit
from tocsin.model import Check, Estimate, Json

WEEK: Final = 7
WEEKS: Final = 30
LONGEST: Final = 5
"""Weeks of delay; what is reported later is not waited for."""
FEWEST: Final = 40
_STEPS: Final = (0.03, 0.1, 0.3, 0.8)
_DRAWS: Final = 1000
Design = Callable[[Ints, Ints], Floats]


@dataclass(frozen=True, slots=True)
class Triangle:
    """`cells[t, d]`: events of week t first reported d weeks later; `known[t, d]`: whether that is past."""

    cells: Ints
    known: np.ndarray
    last: int
    late: int


def triangle(events: Events, now: date) -> Triangle:
    """Return the triangle of the `WEEKS` weeks up to `now`. Later reports and unknown ones are left out."""
    end = now.toordinal() + 1
    reported = (events.first_reported >= 0) & (events.first_reported < end)
    week = (end - 1 - events.day) // WEEK
    delay = (end - 1 - events.day) // WEEK - (end - 1 - events.first_reported) // WEEK
    recent = reported & (week >= 0) & (week < WEEKS) & (delay >= 0)
    kept = recent & (delay <= LONGEST)
    cells = np.zeros((WEEKS, LONGEST + 1), dtype=np.int64)
    np.add.at(cells, (WEEKS - 1 - week[kept], delay[kept]), 1)
    known = np.arange(WEEKS)[:, None] + np.arange(LONGEST + 1)[None, :] < WEEKS
    return Triangle(cells, known, end - 1, int((recent & ~kept).sum()))


def nowcast(
    events: Events, now: date, *, weeks: int = 4, level: float = 0.95, seed: int = 0
) -> list[Estimate]:
    """Return for each of the last `weeks` weeks how many events there will turn out to be, the oldest first.

    Each estimate carries how often such intervals held for weeks whose reports are in ("coverage of the
    backfill"). Raises GroundsError under `FEWEST` events with a known first report.
    """
    whole = triangle(events, now)
    if whole.cells.sum() < FEWEST:
        raise GroundsError(
            f"{int(whole.cells.sum())} events of the last {WEEKS} weeks with a known first report "
            "are too few "
            f"to learn the delay from: at least {FEWEST}"
        )
    drawn = _filled(whole.cells, whole.known, seed)
    held, tried = _backfill(whole, level, seed)
    checks = [_covered(held, tried, level)]
    if whole.late:
        checks.append(Check("late", False, f"{whole.late} events came in more than {LONGEST} weeks late"))
    found = []
    for t in range(WEEKS - min(weeks, LONGEST), WEEKS):
        low, high = np.quantile(drawn[:, t], [0.5 - level / 2, 0.5 + level / 2])
        seen = int((whole.cells[t] * whole.known[t]).sum())
        first = date.fromordinal(whole.last - WEEK * (WEEKS - t) + 1)
        found.append(Estimate(
            f"attacks in the week from {first}", float(drawn[:, t].mean()), float(low), float(high), "events",
            seen, float(WEEK), level=level, seed=seed, checks=tuple(checks),
            method="reporting triangle, negative binomial (Bastos et al. 2019)",
            assumptions=("reports come in as fast as before", f"none comes after {LONGEST} weeks"),
            definition=events.definition, as_of=events.as_of, figure=_figure(whole, drawn, level),
            details={"reported": seen, "backfill_held": held, "backfill_tried": tried},
        ))  # fmt: skip
    return found


def expected(events: Events, now: date, weeks: int, seed: int) -> list[float]:
    """Return the means of `nowcast` alone, the oldest week first."""
    whole = triangle(events, now)
    if whole.cells.sum() < FEWEST // 2:
        raise GroundsError(f"{int(whole.cells.sum())} events are too few to learn the delay from")
    means = _filled(whole.cells, whole.known, seed).mean(axis=0)
    return [float(x) for x in means[WEEKS - min(weeks, LONGEST) :]]


def _filled(cells: Ints, known: np.ndarray, seed: int) -> Floats:
    """Return draws of the whole number of each week: draws × weeks."""
    t, d = np.nonzero(known)
    found, design = _fitted(cells[known], t, d, len(cells))
    rng = np.random.default_rng(seed)
    root = np.linalg.cholesky(found.covariance + 1e-9 * np.eye(len(found.beta)))
    beta = found.beta + rng.standard_normal((_DRAWS, len(found.beta))) @ root.T
    totals = np.tile((cells * known).sum(axis=1).astype(float), (_DRAWS, 1))
    for week, delay in zip(*np.nonzero(~known), strict=True):
        mean = np.exp(np.clip(beta @ design(np.array([week]), np.array([delay]))[0], -20, 12))
        gamma = rng.gamma(1 / found.alpha, found.alpha, _DRAWS) if found.alpha > 1e-6 else 1.0
        totals[:, week] += rng.poisson(mean * gamma)
    return totals


def _fitted(counts: Ints, t: Ints, d: Ints, weeks: int) -> tuple[Regression, Design]:
    """Return the fit with the best evidence over the steps of the walk, and its design."""

    def design(week: Ints, delay: Ints) -> Floats:
        walk = (week[:, None] >= np.arange(1, weeks)[None, :]).astype(float)
        return np.column_stack([delay[:, None] == np.arange(LONGEST + 1)[None, :], walk]).astype(float)

    matrix, best, evidence = design(t, d), None, -math.inf
    for step in _STEPS:
        # A wide prior on the delays keeps one that was never seen from running off to nil.
        penalty = np.append(np.full(LONGEST + 1, 1 / 25), np.full(weeks - 1, step**-2))
        found = fit(matrix, counts, penalty=penalty)
        value = (
            found.log_likelihood - 0.5 * float(penalty @ found.beta**2) + 0.5 * float(np.log(penalty).sum())
        )
        value += 0.5 * float(np.linalg.slogdet(found.covariance)[1])
        if value > evidence:
            best, evidence = found, value
    assert best is not None
    return best, design


def _backfill(whole: Triangle, level: float, seed: int) -> tuple[int, int]:
    """Return how often the interval of the then latest week held, and how often that could be tried.

    Each trial cuts the triangle off at a week whose reports have all come in since.
    """
    held = tried = 0
    for back in range(LONGEST, LONGEST + 8):
        size = WEEKS - back
        known = np.arange(size)[:, None] + np.arange(LONGEST + 1)[None, :] < size
        cells = whole.cells[:size]
        if (cells * known).sum() < FEWEST // 2:
            continue
        low, high = np.quantile(_filled(cells, known, seed)[:, -1], [0.5 - level / 2, 0.5 + level / 2])
        held += bool(low <= cells[-1].sum() <= high)
        tried += 1
    return held, tried


def _covered(held: int, tried: int, level: float) -> Check:
    if not tried:
        return Check("backfill", None, "no earlier week to try the method on")
    told = f"of {tried} earlier weeks {held} came out within the interval that this would have given"
    return Check("backfill", held >= tried * level - 2, told)


def _figure(whole: Triangle, drawn: Floats, level: float) -> Json:
    low, high = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    values: list[Json] = [
        {"week": str(date.fromordinal(whole.last - WEEK * (WEEKS - t) + 1)), "low": low[t], "high": high[t],
         "reported": int((whole.cells[t] * whole.known[t]).sum()), "expected": float(drawn[:, t].mean())}
        for t in range(WEEKS)
    ]  # fmt: skip
    x = {"field": "week", "type": "temporal", "title": None}
    y = {"type": "quantitative", "title": "attacks a week"}
    layers: list[Json] = [
        {"mark": {"type": "bar", "color": "#bbb"}, "encoding": {"x": x, "y": {"field": "reported", **y}}},
        {"mark": "rule", "encoding": {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True}, "encoding": {"x": x, "y": {"field": "expected", **y}}},
    ]
    return chart("Attacks a week: reported so far (bars), expected in the end (points)", layers, values)
