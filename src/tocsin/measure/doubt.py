"""The record's own doubt, carried into the figure.

Each incident is coded with doubt: whether it was an attack, whether two are one or one is two, on which day,
in which country, and whether the definition includes it. Draws from those probabilities give many records;
each has its own number of events, and the interval is over all of them and chance. Its width is split by the
variances: chance, definition, coding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.drawing import Countries, at_home, days, here
from tocsin.measure.events import Bools, Events, Floats, Ints, Window
from tocsin.measure.extra import special
from tocsin.measure.rates import as_gap, rate
from tocsin.measure.share import share
from tocsin.model import Estimate

DRAWS: Final = 400
CELLS: Final = 4_000_000
"""Draws × events that are held at once: about 100 MB."""


@dataclass(frozen=True, slots=True)
class Draws:
    """Numbers of events in the window, one a draw: with all doubts, with those of coding alone, and with
    those of the definition alone."""

    both: Ints
    coding: Ints
    definition: Ints


def drawn(
    events: Events, window: Window, countries: Countries, *, draws: int = DRAWS, seed: int = 0
) -> Draws:
    """Return how many events fall into `window` and `countries` (None: anywhere) in each draw."""
    rng = np.random.default_rng(seed)
    sure = _likely(events, window, countries)
    rows = max(CELLS // max(len(events), 1), 1)
    parts = []
    for first in range(0, draws, rows):
        some = min(rows, draws - first)
        coded = _coded(events, window, countries, some, rng)
        included = rng.random((some, len(events))) < events.included
        both, coding = (_count(events, held, rng) for held in (coded & included, coded))
        parts.append((both, coding, (included & sure).sum(axis=1)))
    return Draws(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _likely(events: Events, window: Window, countries: Countries) -> Bools:
    day = events.day - window.first
    inside = (day >= 0) & (day < window.days)
    return np.asarray(at_home(events, countries) & inside & (events.probability >= 0.5))


def _coded(
    events: Events, window: Window, countries: Countries, draws: int, rng: np.random.Generator
) -> Bools:
    shape = (draws, len(events))
    attack = rng.random(shape) < events.probability
    day = days(events, shape, rng)
    inside = (day >= window.first) & (day < window.first + window.days)
    if countries is None:
        return np.asarray(attack & inside)
    return np.asarray(attack & inside & (rng.random(shape) < here(events, countries)))


def _count(events: Events, held: Bools, rng: np.random.Generator) -> Ints:
    """Return the number of events a draw: a twin falls away where two are one, a split adds one."""
    held = held.copy()
    for i, j, p in events.twins:
        held[:, j] &= ~(held[:, i] & held[:, j] & (rng.random(len(held)) < p))
    extra = held & (rng.random(held.shape) < events.split)
    return np.asarray(held.sum(axis=1) + extra.sum(axis=1))


def doubted_rate(
    events: Events, window: Window, countries: Countries = None, *, level: float = 0.95, draws: int = DRAWS,
    seed: int = 0,
) -> Estimate:  # fmt: skip
    """Return the rate a day with the record's doubt in its interval, and the split of its width.

    `events`: all that may count, wherever they may be; `countries` those that are asked about. The value
    rests on the mean of the draws. Clusters widen chance as in `rate`.
    """
    sure = rate(events.take(_likely(events, window, countries)), window, level=level, seed=seed)
    numbers = drawn(events, window, countries, draws=draws, seed=seed)
    clustered = any(c.name == "dispersion" and c.passed is False for c in sure.checks)
    spread = max(float(sure.details["fano"]), 1.0) if clustered else 1.0
    low, high = _mixed(numbers.both, spread, level)
    mean = float(numbers.both.mean())
    found = replace(
        sure, value=mean / window.days, low=low / window.days, high=high / window.days, seed=seed,
        method=f"{sure.method.split(';')[0]}, over {draws} draws of the record's doubt",
        width=_split(mean * spread, numbers), details={**sure.details, "expected_events": mean},
    )  # fmt: skip
    return found if abs(mean - sure.n) < 0.5 else replace(found, notes=(*found.notes, _differs(mean, sure.n)))


def doubted_gap(
    events: Events, window: Window, countries: Countries = None, *, level: float = 0.95, draws: int = DRAWS,
    seed: int = 0,
) -> Estimate:  # fmt: skip
    """Return the mean gap in hours with the record's doubt in its interval; see `doubted_rate`."""
    return as_gap(doubted_rate(events, window, countries, level=level, draws=draws, seed=seed))


def _differs(mean: float, n: int) -> str:
    return f"with doubt about coding and definition {mean:.1f} events are expected, not {n}"


def _split(chance: float, numbers: Draws) -> dict[str, float]:
    parts = {"chance": max(chance, 1e-9), "definition": float(numbers.definition.var()),
             "coding": float(numbers.coding.var())}  # fmt: skip
    total = sum(parts.values())
    return {name: part / total for name, part in parts.items()}


def _mixed(numbers: Ints, spread: float, level: float) -> tuple[float, float]:
    """Return bounds of a Poisson mean whose count is one of `numbers`: Garwood's, mixed over the draws."""
    values, times = np.unique(numbers, return_counts=True)
    share, tail = times / times.sum(), (1 - level) / 2

    def below(x: float) -> float:
        return float(
            share @ np.where(values > 0, special.gammainc(np.maximum(values, 1) / spread, x / spread), 1.0)
        )

    def above(x: float) -> float:
        return float(share @ special.gammainc(values / spread + 1, x / spread))

    top = float(values.max()) + 12 * np.sqrt((values.max() + 2) * spread) * np.sqrt(spread)
    return _crossing(below, tail, top), _crossing(above, 1 - tail, top)


def _crossing(rising: Callable[[float], float], target: float, top: float) -> float:
    low, high = 0.0, top
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < target else (low, middle)
    return high if high > top * 1e-12 else 0.0


def doubted_share(
    events: Events, window: Window, target: str, *, level: float = 0.95, draws: int = DRAWS, seed: int = 0
) -> Estimate:
    """Return the share of attacks on `target` with the record's doubt in its interval."""
    base = share(events, window, target, level=level)
    rng = np.random.default_rng(seed)
    inside = events.within(window)
    hit = np.array([target in targets for targets in inside.targets], dtype=bool)
    known = np.array([bool(targets) for targets in inside.targets], dtype=bool)
    coded = rng.random((draws, len(inside))) < inside.probability
    included = rng.random((draws, len(inside))) < inside.included
    shares, definition, coding = (_shares(m, hit, known) for m in (coded & included, included, coded))
    whole = np.maximum((coded & included & known).sum(axis=1), 1)
    posterior = special.betaincinv(
        shares * whole + 0.5, (1 - shares) * whole + 0.5, rng.random(draws)
    )  # fmt: skip
    if not len(posterior):
        raise GroundsError("no event to take a share of")
    low, high = np.quantile(posterior, [0.5 - level / 2, 0.5 + level / 2])
    chance = float((shares * (1 - shares) / whole).mean()) or 1e-12
    parts = {"chance": chance, "definition": float(definition.var()), "coding": float(coding.var())}
    total = sum(parts.values())
    return replace(
        base, low=float(low) if base.low else 0.0, high=float(high) if base.high != 1.0 else 1.0, seed=seed,
        width={name: part / total for name, part in parts.items()},
        method=f"{base.method}, over {draws} draws of the record's doubt",
    )  # fmt: skip


def _shares(held: Bools, hit: Bools, known: Bools) -> Floats:
    return np.asarray((held & hit).sum(axis=1) / np.maximum((held & known).sum(axis=1), 1))
