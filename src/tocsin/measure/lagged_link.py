"""Does a series beside the record go before attacks? Lags, with lags that cannot be as a measuring stick.

Monthly counts on one lag or lead of the series at a time, negative binomial, a slow trend and the month of
the year taken out. A lead (the series of next month "explaining" attacks of this) cannot be a cause: where
leads are as strong as lags, nothing is shown. p comes from shifting the series round, which keeps its own
rhythm. What is found is an association; the sentence says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np

from tocsin.errors import GroundsError, InputError
from tocsin.measure.estimate import chart
from tocsin.measure.events import Events, Floats, Ints, Window
from tocsin.measure.extra import special
from tocsin.measure.hawkes.binned import basis
from tocsin.measure.negbin import fit
from tocsin.model import Check, Estimate, Json

FEWEST: Final = 24
EPISODES: Final = 5
_SHIFTS: Final = 199
NOTE: Final = "association, not identified"


def monthly(events: Events, months: list[tuple[int, int]]) -> Ints:
    """Return counts by calendar month, by middle day."""
    place = {month: k for k, month in enumerate(months)}
    counts = np.zeros(len(months), dtype=np.int64)
    for day in events.day:
        when = date.fromordinal(int(day))
        if (when.year, when.month) in place:
            counts[place[when.year, when.month]] += 1
    return counts


def lagged_link(
    events: Events, window: Window, series: Mapping[tuple[int, int], float], *, lags: int = 3,
    level: float = 0.95, seed: int = 0,
) -> Estimate:  # fmt: skip
    """Return by what factor attacks change with one standard deviation of `series`, at its strongest lag.

    `series`: a value for each (year, month). `details` has every lag from -`lags` (a lead) to `lags`, the
    permutation p, and the number of independent episodes. Raises GroundsError under `FEWEST` months with
    both, or where the series does not vary.
    """
    if not 1 <= lags <= 12:
        raise InputError(f"lags are from 1 to 12 months, not {lags}")
    months = _months(window)
    counts = monthly(events, months)
    values = np.array([series.get(month, np.nan) for month in months])
    known = np.isfinite(values)
    if known.sum() < FEWEST or counts[known].sum() < FEWEST or not np.nanstd(values) > 0:
        raise GroundsError(
            f"{int(known.sum())} months with a value and {int(counts[known].sum())} attacks in them cannot "
            f"show a link: at least {FEWEST} of each, and a series that varies"
        )
    scaled = (values - np.nanmean(values)) / np.nanstd(values)
    rows = [_at(counts, scaled, months, lag, level) for lag in range(-lags, lags + 1)]
    after = [row for row in rows if row["lag"] >= 0]
    best = max(after, key=lambda row: abs(row["z"]))
    lead = max((row for row in rows if row["lag"] < 0), key=lambda row: abs(row["z"]))
    p, episodes = _permuted(counts, scaled, months, lags, seed), count_episodes(scaled[known])
    checks = _checks(best, lead, p, episodes)
    return Estimate(
        f"attacks for one standard deviation more of the series, {best['lag']} months before", best["ratio"],
        best["low"], best["high"], "times", int(counts[known].sum()), float(known.sum()), "months",
        level=level,
        method="negative-binomial regression of monthly counts on the lagged series, trend and season out",
        assumptions=("coverage does not follow the series", "nothing else moves with both"), checks=checks,
        notes=(NOTE,), seed=seed, definition=events.definition, as_of=events.as_of, figure=_figure(rows),
        details={"lags": rows, "p": p, "episodes": episodes, "strongest": best["lag"]},
    )  # fmt: skip


def strength(
    events: Events, window: Window, series: Mapping[tuple[int, int], float], lag: int
) -> float:  # fmt: skip
    """Return by what factor attacks change with one standard deviation of `series` at one `lag` alone."""
    months = _months(window)
    values = np.array([series.get(month, np.nan) for month in months])
    scaled = (values - np.nanmean(values)) / np.nanstd(values)
    return _at(monthly(events, months), scaled, months, lag, 0.95)["ratio"]


def _months(window: Window) -> list[tuple[int, int]]:
    first, last = (d.year * 12 + d.month - 1 for d in (window.since, window.until))
    return [(m // 12, m % 12 + 1) for m in range(first, last + 1)]


def _design(months: list[tuple[int, int]], rows: Ints) -> Floats:
    """Return intercept and slow trend (a knot every two years), and the first harmonic of the year."""
    trend = basis(len(months), max(2, len(months) // 24 + 1))[rows]
    angle = np.array([2 * np.pi * months[k][1] / 12 for k in rows])
    return np.column_stack([trend, np.sin(angle), np.cos(angle)])


def _at(
    counts: Ints, scaled: Floats, months: list[tuple[int, int]], lag: int, level: float
) -> dict[str, float]:
    rows = np.arange(len(counts))
    there = rows - lag
    held = (there >= 0) & (there < len(counts))
    held[held] = np.isfinite(scaled[there[held]])
    rows, there = rows[held], there[held]
    design = np.column_stack([_design(months, rows), scaled[there]])
    found = fit(design, counts[rows])
    error = float(found.errors[-1])
    reach = float(special.stdtrit(max(len(rows) - design.shape[1], 1), 0.5 + level / 2)) * error
    reach = reach if np.isfinite(reach) else 50.0
    ratio, low, high = (float(np.exp(np.clip(found.beta[-1] + x, -50, 50))) for x in (0.0, -reach, reach))
    return {
        "lag": lag,
        "ratio": ratio,
        "low": low,
        "high": high,
        "z": float(found.beta[-1]) / error if error > 0 else 0.0,
    }


def _permuted(counts: Ints, scaled: Floats, months: list[tuple[int, int]], lags: int, seed: int) -> float:
    """Return how often the series, shifted round by more than twice the lags, has as strong a lag.

    Correlations of residuals stand in for refits: the same for every shift, so that the comparison is fair.
    """
    rows = np.arange(len(counts))
    base = fit(_design(months, rows), counts)
    mean = np.exp(_design(months, rows) @ base.beta)
    residual = (counts - mean) / np.sqrt(mean * (1 + base.alpha * mean))
    series = np.where(np.isfinite(scaled), scaled, 0.0)

    def strongest(x: Floats) -> float:
        found = [abs(float(residual[k:] @ x[: len(x) - k])) / math.sqrt(len(x) - k) for k in range(lags + 1)]
        return max(found)

    room = np.arange(2 * lags + 1, len(counts) - 2 * lags)
    shifts = np.random.default_rng(seed).choice(room, min(_SHIFTS, len(room)), replace=False)
    here = strongest(series)
    return (1 + sum(strongest(np.roll(series, s)) >= here for s in shifts)) / (1 + len(shifts))


def count_episodes(values: Floats) -> int:
    """Return how often the series rises from below its lower to above its upper third: independent trials."""
    low, high = np.quantile(values, [1 / 3, 2 / 3])
    episodes, below = 0, True
    for value in values:
        if below and value >= high:
            episodes, below = episodes + 1, False
        elif value <= low:
            below = True
    return episodes


def _checks(best: dict[str, float], lead: dict[str, float], p: float, episodes: int) -> tuple[Check, ...]:
    stronger = abs(lead["z"]) >= abs(best["z"])
    told = (
        f"the strongest lead (z {lead['z']:.1f}) is {'as strong as' if stronger else 'weaker than'} the lag"
    )
    beyond = "beyond" if p < 0.05 else "within"
    few = "too few independent episodes" if episodes < EPISODES else "enough"
    return (
        Check("permutation", p < 0.05, f"the lag is {beyond} what shifting the series gives (p {p:.2g})", p),
        Check("placebo leads", not stronger, told),
        Check("episodes", episodes >= EPISODES, f"the series rises {episodes} times: {few}"),
    )


def _figure(rows: list[dict[str, float]]) -> Json:
    x = {"field": "lag", "type": "ordinal", "title": "months that the series goes before (leads below nil)"}
    y = {"type": "quantitative", "scale": {"type": "log"}, "title": "times as many attacks"}
    layers: list[Json] = [
        {"mark": "rule", "encoding": {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True}, "encoding": {"x": x, "y": {"field": "ratio", **y}}},
    ]
    values: list[Json] = [dict(row) for row in rows]
    return chart("Attacks by lag of the series: association, not identified", layers, values)
