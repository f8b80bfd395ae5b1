"""How often: the rate of events and the mean gap between them, from a count or from events.

A count without its events gets the exact interval and says that clusters could not be tested for. Events get
the dispersion test first; where they are clustered, the interval widens (`method="auto"`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, Literal

import numpy as np

from tocsin.errors import GroundsError, InputError
from tocsin.measure.dispersion import Dispersion, block_bootstrap, dispersion, quasi_poisson
from tocsin.measure.estimate import chart
from tocsin.measure.events import Events, Window
from tocsin.measure.extra import special
from tocsin.model import Check, Estimate, Json

Method = Literal["auto", "exact", "quasi-poisson", "block-bootstrap"]
HOURS: Final = 24.0
GARWOOD: Final = "exact Poisson interval (Garwood 1936)"
_STEADY: Final = ("events happen one by one, independently, at a steady rate over the window",)


def garwood(n: int, level: float = 0.95) -> tuple[float, float]:
    """Return exact bounds of a Poisson mean of which `n` were seen (Garwood 1936)."""
    tail = (1 - level) / 2
    return float(special.gammaincinv(n, tail)) if n else 0.0, float(special.gammaincinv(n + 1, 1 - tail))


def rate_of(n: int, days: float, *, level: float = 0.95, **about: Any) -> Estimate:
    """Return the rate a day of `n` events counted in `days`; nothing else about them is known."""
    _check_count(n, days, level)
    low, high = garwood(n, level)
    return Estimate(
        "rate of attacks", n / days, low / days, high / days, "a day", n, days, level=level, method=GARWOOD,
        assumptions=_STEADY, checks=(Check("dispersion", None, "only the count is known"),), **about,
    )  # fmt: skip


def gap_of(n: int, days: float, *, level: float = 0.95, **about: Any) -> Estimate:
    """Return the mean gap in hours between `n` events counted in `days`; with none, only its lower bound."""
    return as_gap(rate_of(n, days, level=level, **about))


def rate(
    events: Events, window: Window, *, level: float = 0.95, method: Method = "auto", seed: int = 0
) -> Estimate:
    """Return the rate of events a day in `window`, with the interval that their dispersion asks for.

    Events count where the middle day of their date lies in the window. "auto": Garwood's exact interval,
    unless events are clustered (Fano factor above 1, p < 0.1), then quasi-Poisson.
    """
    daily = events.daily(window)
    spread = dispersion(daily, seed=seed)
    n = int(daily.sum())
    estimate = rate_of(n, window.days, level=level, definition=events.definition, as_of=events.as_of)
    chosen = ("quasi-poisson" if spread.clustered else "exact") if method == "auto" else method
    if chosen != "exact":
        estimate = _widened(estimate, daily, spread, chosen, seed)
    checks = (spread.check(), _placed(events.within(window)), covered(events, window))
    return replace(
        estimate, checks=tuple(c for c in checks if c), seed=seed, figure=_monthly(daily, window),
        details={"fano": spread.fano, "window": str(window)},
    )  # fmt: skip


def mean_gap(
    events: Events, window: Window, *, level: float = 0.95, method: Method = "auto", seed: int = 0
) -> Estimate:
    """Return the mean gap between events in hours: the inverse of `rate`, exposure over their number."""
    return as_gap(rate(events, window, level=level, method=method, seed=seed))


def as_gap(estimate: Estimate) -> Estimate:
    """Return a rate a day as the mean gap in hours."""

    def hours(a_day: float | None) -> float | None:
        return HOURS / a_day if a_day else None

    return replace(
        estimate, quantity="mean gap between attacks", value=hours(estimate.value),
        low=hours(estimate.high), high=hours(estimate.low), unit="hours",
    )  # fmt: skip


def _widened(estimate: Estimate, daily: Any, spread: Dispersion, method: str, seed: int) -> Estimate:
    n, days, level = estimate.n, len(daily), estimate.level
    if n == 0 or (method == "quasi-poisson" and spread.p is None):
        raise GroundsError(f"{method} needs at least 12 events in ten days, not {n}: use the exact interval")
    if method == "quasi-poisson":
        low, high = quasi_poisson(n, spread, level)
        how = f"quasi-Poisson interval, Fano factor {spread.fano:.2g} over {spread.batches} stretches"
    else:
        low, high = block_bootstrap(daily, level, seed)
        how = "circular block bootstrap (Politis & Romano 1992)"
    about = ("stretches of a twentieth of the window are independent", "the rate does not drift")
    return replace(estimate, low=low / days, high=high / days, method=how, assumptions=about)


def _placed(events: Events) -> Check | None:
    loose = int((events.end - events.start >= 7).sum())
    if not loose:
        return None
    return Check("dates", False, f"{loose} of {len(events)} dates are known only to a week or worse")


def covered(events: Events, window: Window) -> Check | None:
    """Return the check whether the record reaches over the window; None where there is no event to tell."""
    if not len(events):
        return Check("coverage", False, "the record has no event of this kind at all")
    span = events.span()
    if window.until < span.since or window.since > span.until:
        return Check("coverage", False, f"the window lies outside the record, which covers {span}")
    return None


def _check_count(n: int, days: float, level: float) -> None:
    if n < 0 or n != int(n):
        raise InputError(f"a count of events is a whole number from 0, not {n}")
    if not 0 < days < np.inf:
        raise InputError(f"events are counted over a time longer than none, not {days} days")
    if not 0.5 <= level < 1:
        raise InputError(f"the level of an interval is from 0.5 to below 1, not {level}")


def _monthly(daily: Any, window: Window) -> Json:
    """Return the chart of counts: by day up to two months, by week up to two years, else by 30 days."""
    step = 1 if window.days <= 62 else 7 if window.days <= 731 else 30
    values = [
        {"day": str(window.since.fromordinal(window.first + k)), "events": int(daily[k : k + step].sum())}
        for k in range(0, window.days, step)
    ]
    x = {"field": "day", "type": "temporal", "title": None}
    y = {"field": "events", "type": "quantitative", "title": f"events in {step} day{'s' * (step > 1)}"}
    return chart(f"Events, {window}", [{"mark": {"type": "bar"}, "encoding": {"x": x, "y": y}}], values)
