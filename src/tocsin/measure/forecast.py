"""How many attacks in the weeks to come, and is that worth more than what was usual?

The baseline is climatology: the weeks of the last year, drawn from ("conflictology", Hegre et al. 2025 for
its strength). A forecast is worth what it gains on that, out of sample, on rolling origins; the gain is
printed beside it, and where there is none the baseline is the forecast.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from tocsin.errors import GroundsError, InputError
from tocsin.measure.estimate import chart
from tocsin.measure.events import Events, Floats, Ints, Window
from tocsin.measure.hawkes.binned import BinnedFit, fit_binned
from tocsin.measure.hawkes.residuals import ks_uniform
from tocsin.measure.scores import crps, interval_score, log_score, place
from tocsin.model import Check, Estimate, Json

WEEK: Final = 7
YEAR: Final = 52
FEWEST_WEEKS: Final = 78
FEWEST: Final = 30
DRAWS: Final = 400
FARTHEST: Final = 13
BASELINE: Final = "climatology"
_REFIT: Final = 13
Model = Callable[[Ints, int, np.random.Generator], Floats]
"""(daily counts, weeks ahead, generator) -> draws × weeks of weekly counts."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of a model, one an origin: means over the weeks ahead; `places` is the PIT of the first week."""

    crps: Floats
    log: Floats
    interval: Floats
    places: Floats


def weekly(daily: Ints) -> Ints:
    """Return counts of whole weeks that end with the last day."""
    weeks = len(daily) // WEEK
    return np.asarray(daily[len(daily) - weeks * WEEK :].reshape(weeks, WEEK).sum(axis=1))


def climatology(daily: Ints, weeks: int, rng: np.random.Generator) -> Floats:
    """Draw each week from the weeks of the last year."""
    return rng.choice(weekly(daily)[-YEAR:], size=(DRAWS, weeks)).astype(float)


def ewma(daily: Ints, weeks: int, rng: np.random.Generator) -> Floats:
    """Draw from a negative binomial about the exponentially weighted mean, half a life of eight weeks."""
    counts = weekly(daily)[-2 * YEAR :]
    age = np.arange(len(counts))[::-1]
    weight = 0.5 ** (age / 8.0)
    mean = float(weight @ counts / weight.sum())
    excess = float(weight @ ((counts - mean) ** 2 - mean) / weight.sum())
    alpha = max(excess / max(mean, 0.05) ** 2, 0.0)
    gamma = rng.gamma(1 / alpha, alpha, (DRAWS, weeks)) if alpha > 1e-3 else np.ones((DRAWS, weeks))
    return rng.poisson(max(mean, 0.02) * gamma).astype(float)


class Hawkes:
    """Draws from a day-binned Hawkes fit, its background held at its last value; refitted now and then."""

    def __init__(self) -> None:
        self._fitted: BinnedFit | None = None
        self._at = -math.inf

    def __call__(self, daily: Ints, weeks: int, rng: np.random.Generator) -> Floats:
        """Return draws × weeks."""
        recent = daily[-4 * YEAR * WEEK :]
        if self._fitted is None or len(daily) - self._at >= _REFIT * WEEK:
            self._fitted, self._at = fit_binned(recent, 4), len(daily)
        fit = self._fitted
        n, r = min(fit.n, 0.95), fit.r
        excited = 0.0
        for count in recent[-200:]:
            excited = r * excited + (1 - r) * float(count)
        state, base = np.full(DRAWS, excited), float(fit.background[-1])
        days = np.empty((DRAWS, weeks * WEEK))
        for d in range(weeks * WEEK):
            days[:, d] = rng.poisson(base + n * state)
            state = r * state + (1 - r) * days[:, d]
        return np.asarray(days.reshape(DRAWS, weeks, WEEK).sum(axis=2))


MODELS: Final[dict[str, Callable[[], Model]]] = {
    BASELINE: lambda: climatology, "negative binomial, weighted mean": lambda: ewma,
    "Hawkes simulation": Hawkes,
}  # fmt: skip


def forecast(
    events: Events, window: Window, *, weeks: int = 4, level: float = 0.9, seed: int = 0
) -> list[Estimate]:
    """Return for each of the `weeks` after `window` the count to expect, with its interval and its skill.

    The region is the caller's and no smaller than a country (rights.md, 3). Raises GroundsError under
    `FEWEST_WEEKS` weeks or `FEWEST` events, InputError beyond `FARTHEST` weeks.
    """
    if not 1 <= weeks <= FARTHEST:
        raise InputError(f"a forecast reaches from 1 to {FARTHEST} weeks, not {weeks}")
    daily = events.daily(window)
    if window.days < FEWEST_WEEKS * WEEK or daily.sum() < FEWEST:
        raise GroundsError(
            f"{int(daily.sum())} events in {window.days // WEEK} weeks are too few to try a forecast on: "
            f"at least {FEWEST} in {FEWEST_WEEKS} weeks"
        )
    scored = {name: rolled(make(), daily, weeks, level, seed) for name, make in MODELS.items()}
    skills = {
        name: skill(s.crps, scored[BASELINE].crps, seed) for name, s in scored.items() if name != BASELINE
    }
    best = max(skills, key=lambda name: skills[name][0])
    chosen = best if skills[best][1] > 0 else BASELINE
    drawn = MODELS[chosen]()(daily, weeks, np.random.default_rng(seed))
    checks = (_useful(chosen, best, skills[best]), _calibrated(scored[chosen]))
    details = _details(scored, skills, chosen)
    figure = _figure(daily, drawn, window, level)
    found = []
    for k in range(weeks):
        low, high = np.quantile(drawn[:, k], [0.5 - level / 2, 0.5 + level / 2])
        found.append(Estimate(
            f"attacks in the week from {window.until + timedelta(1 + WEEK * k)}", float(drawn[:, k].mean()),
            float(low), float(high), "events", int(daily.sum()), float(window.days), level=level, seed=seed,
            method=f"{chosen}, out of three models on {len(scored[chosen].crps)} rolling origins",
            assumptions=("the weeks to come are like those of the record",), definition=events.definition,
            as_of=events.as_of, checks=checks, details=details, figure=figure,
        ))  # fmt: skip
    return found


def rolled(model: Model, daily: Ints, weeks: int, level: float, seed: int) -> Scored:
    """Return the scores of `model` from up to a year of weekly origins, each seeing what was before it."""
    rng = np.random.default_rng(seed)
    origins = min(YEAR, len(daily) // WEEK - YEAR // 2 - weeks)
    rows = []
    for back in range(origins, 0, -1):
        end = len(daily) - (back - 1 + weeks) * WEEK
        truth = daily[end : end + weeks * WEEK].reshape(weeks, WEEK).sum(axis=1)
        drawn = model(daily[:end], weeks, rng)
        pairs = list(zip(drawn.T, truth.astype(float), strict=True))
        rows.append((
            np.mean([crps(x, y) for x, y in pairs]), np.mean([log_score(x, y) for x, y in pairs]),
            np.mean([interval_score(x, y, level) for x, y in pairs]), place(*pairs[0], rng.random()),
        ))  # fmt: skip
    return Scored(*np.array(rows, dtype=float).T)


def skill(scores: Floats, baseline: Floats, seed: int, *, level: float = 0.9) -> tuple[float, float, float]:
    """Return 1 - score / baseline with bounds, by resampling blocks of four origins (they overlap)."""
    n, block = len(scores), 4
    starts = np.random.default_rng(seed).integers(0, n, (999, math.ceil(n / block)))
    at = (starts[:, :, None] + np.arange(block)).reshape(999, -1) % n
    means, bases = scores[at].mean(axis=1), np.maximum(baseline[at].mean(axis=1), 1e-9)
    low, high = np.quantile(1 - means / bases, [0.5 - level / 2, 0.5 + level / 2])
    return 1 - float(scores.mean()) / max(float(baseline.mean()), 1e-9), float(low), float(high)


def _useful(chosen: str, best: str, gained: tuple[float, float, float]) -> Check:
    value, low, high = (f"{x:+.0%}".replace("%", " %") for x in gained)
    told = f"skill of the {best} against climatology {value} (90 % interval {low} to {high})"
    if chosen == BASELINE:
        return Check("skill", False, f"{told}: no better than what was usual, so that is the forecast")
    return Check("skill", True, told)


def _calibrated(scored: Scored) -> Check:
    p = ks_uniform(scored.places)
    word = "uniform" if p >= 0.05 else "not uniform: the intervals are off"
    return Check("calibration", p >= 0.05, f"places of what came true (PIT) are {word} (p {p:.2g})", p)


def _details(scored: dict[str, Scored], skills: dict[str, tuple[float, float, float]], chosen: str) -> Json:
    rows = {
        name: {"crps": float(s.crps.mean()), "log": float(s.log.mean()), "interval": float(s.interval.mean()),
               "pit": np.histogram(s.places, 10, (0, 1))[0].tolist()}
        for name, s in scored.items()
    }  # fmt: skip
    told = {name: {"skill": v, "low": low, "high": high} for name, (v, low, high) in skills.items()}
    return {"model": chosen, "scores": rows, "skill": told, "origins": len(scored[chosen].crps)}


def _figure(daily: Ints, drawn: Floats, window: Window, level: float) -> Json:
    past = weekly(daily)[-YEAR:]
    start = window.until.toordinal() - WEEK * len(past) + 1
    low, high = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    values: list[Json] = [
        {"week": str(date.fromordinal(start + WEEK * k)), "seen": int(c)} for k, c in enumerate(past)
    ]
    values += [
        {"week": str(window.until + timedelta(1 + WEEK * k)), "low": float(low[k]), "high": float(high[k]),
         "expected": float(drawn[:, k].mean())}
        for k in range(drawn.shape[1])
    ]  # fmt: skip
    x = {"field": "week", "type": "temporal", "title": None}
    y = {"type": "quantitative", "title": "attacks a week"}
    layers: list[Json] = [
        {"mark": {"type": "bar", "color": "#bbb"}, "encoding": {"x": x, "y": {"field": "seen", **y}}},
        {"mark": "rule", "encoding": {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True}, "encoding": {"x": x, "y": {"field": "expected", **y}}},
    ]
    return chart("Attacks a week, and the weeks to come", layers, values)
