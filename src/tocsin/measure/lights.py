"""What each estimator says of one drawn record, in as few steps as give its value.

Each function returns a `Light` for `carrying.carried`: no tests, no bootstraps, no charts, which do not move
the value; what was chosen on the record at its word (the model of a forecast, the cell of a near repeat, the
knots of a background) stays chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.carrying import Light
from tocsin.measure.changes import COARSE, cells_of, posterior
from tocsin.measure.drawing import Drawn
from tocsin.measure.events import Bools, Window
from tocsin.measure.forecast import MODELS
from tocsin.measure.hawkes.binned import fit_binned
from tocsin.measure.lagged_link import strength
from tocsin.measure.near_repeat import ratios
from tocsin.measure.nowcast import expected
from tocsin.measure.panel import Panel, factors, panel
from tocsin.measure.share import share_trend
from tocsin.measure.tail.data import tallied
from tocsin.measure.tail.fit import fit
from tocsin.measure.tail.large import middle
from tocsin.measure.undercount import undercount


def of_ratio(window: Window, against: Window) -> Light:
    """Return the ratio of two rates, half an event added to each so that none has no ratio."""
    inside = np.arange(window.first, window.first + window.days)
    outside = np.setdiff1d(np.arange(against.first, against.first + against.days), inside)

    def light(drawn: Drawn) -> list[float]:
        n, other = (int(np.isin(drawn.events.day, days).sum()) for days in (inside, outside))
        return [(n + 0.5) / (other + 0.5) * len(outside) / len(inside)]

    return light


def of_changes(window: Window) -> Light:
    """Return the number of changes to expect."""

    def light(drawn: Drawn) -> list[float]:
        counts, lengths, _ = cells_of(drawn.events.daily(window), window, COARSE)
        number = posterior(counts, lengths).number
        return [float(number @ np.arange(len(number)))]

    return light


def of_tail(window: Window, x_min: float | None) -> Light:
    """Return the exponent; x_min is sought anew where it was not given."""
    return lambda drawn: [fit(tallied(drawn.events.within(window).killed), x_min).alpha]


def of_large_event(window: Window, size: int, x_min: float | None) -> Light:
    """Return the chance by the middle one of the four models, not resampled."""

    def light(drawn: Drawn) -> list[float]:
        return [middle(tallied(drawn.events.within(window).killed), size, x_min)]

    return light


def of_branching(window: Window, knots: Sequence[int], weights: Sequence[float]) -> Light:
    """Return the branching ratio over the backgrounds that carried weight, their weights held."""

    def light(drawn: Drawn) -> list[float]:
        counts = drawn.events.daily(window)
        if counts.sum() < 10:
            raise GroundsError("too few events for a branching ratio")
        return [float(np.average([fit_binned(counts, k).n for k in knots], weights=weights))]

    return light


def of_near_repeat(
    window: Window, kilometres: Sequence[float], days: Sequence[int], cell: int, seed: int
) -> Light:
    """Return pairs seen over pairs expected in the `cell` that stood out on the record at its word."""

    def light(drawn: Drawn) -> list[float]:
        return [float(ratios(drawn.events.within(window), kilometres, days, seed)[cell])]

    return light


def of_trend(window: Window, target: str) -> Light:
    """Return by what factor a year the share of `target` changes."""

    def light(drawn: Drawn) -> list[float]:
        found = share_trend(drawn.events, window, target).value
        return [float(found if found is not None else np.nan)]

    return light


def of_captures(captures: Bools) -> Light:
    """Return how many events there are in all; `captures[i]` says which lists hold the i-th event given."""

    def light(drawn: Drawn) -> list[float]:
        table = np.array(captures, dtype=bool)
        for i, j in drawn.joined:
            table[i] |= table[j]
        found = undercount(table[drawn.origin]).value
        return [float(found if found is not None else np.nan)]

    return light


def of_nowcast(now: date, weeks: int, seed: int) -> Light:
    """Return the number to expect for each of the last weeks."""
    return lambda drawn: expected(drawn.events, now, weeks, seed)


def of_link(window: Window, series: Mapping[tuple[int, int], float], lag: int) -> Light:
    """Return the factor at the lag that was the strongest on the record at its word."""
    return lambda drawn: [strength(drawn.events, window, series, lag)]


def of_panel(count: Any, drivers: Mapping[str, Mapping[tuple[str, int], float]], spread: float) -> Light:
    """Return the factor of each driver; `count` makes counts by country and year out of events."""

    def light(drawn: Drawn) -> list[float]:
        data: Panel = panel(count(drawn.events), drivers)
        return factors(data, spread)

    return light


def of_forecast(window: Window, model: str, weeks: int, seed: int) -> Light:
    """Return the mean of each week to come by the model that was chosen on the record at its word."""

    def light(drawn: Drawn) -> list[float]:
        daily = drawn.events.daily(window)
        rows = MODELS[model]()(daily, weeks, np.random.default_rng(seed))
        return [float(x) for x in rows.mean(axis=0)]

    return light
