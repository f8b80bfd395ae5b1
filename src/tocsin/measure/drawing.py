"""Records that may be true, drawn from the record's own doubt: what every figure's carrying of it rests on.

A draw decides for each incident whether it was an attack, whether the definition includes it, in which
country and where within its radius it lies, on which day of its interval it happened, how many died between
low and high (triangular about the best), whether two incidents are one and whether one is two. Coding and
definition are drawn apart, so that their parts can be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from tocsin.measure.events import Bools, Events, Floats, Ints
from tocsin.model import EARTH_KM

Countries = frozenset[str] | None
_KM_A_DEGREE = np.pi * EARTH_KM / 180


@dataclass(frozen=True, slots=True)
class Drawn:
    """One record: its `events`, for each of them its place among those given, and pairs drawn as one."""

    events: Events
    origin: Ints
    joined: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Triple:
    """One draw three times: with all doubt, with that of coding alone, with that of the definition alone."""

    both: Drawn
    coding: Drawn
    definition: Drawn


def here(events: Events, countries: Countries) -> Floats:
    """Return for each event the probability that it is in `countries`: other readings of its place count."""
    if countries is None:
        return np.ones(len(events))
    own = at_home(events, countries).astype(float)
    for k, others in enumerate(events.elsewhere):
        away = sum(p for _, p in others)
        inside = sum(p for country, p in others if country in countries)
        scale = max(away, 1.0)
        own[k] = own[k] * (1 - away / scale if away >= 1 else 1 - away) + inside / scale
    return own


def at_home(events: Events, countries: Countries) -> Bools:
    """Return which events are in `countries` by the likeliest reading of their place."""
    if countries is None:
        return np.ones(len(events), dtype=bool)
    return np.asarray(np.isin(events.country, list(countries)))


def days(events: Events, shape: tuple[int, int], rng: np.random.Generator) -> Ints:
    """Return draws × events days, each as likely as another within the event's interval."""
    return events.start + np.floor(rng.random(shape) * (events.end - events.start + 1)).astype(np.int64)


def doubts(events: Events, countries: Countries) -> tuple[bool, bool]:
    """Return whether anything of the coding, and of the definition, is in doubt at all."""
    place = here(events, countries)
    loose = np.nan_to_num(events.radius_km, nan=0.0) > 0
    wide = np.nan_to_num(events.killed_high - events.killed_low, nan=0.0) > 0
    coding = (
        bool(events.twins) or (events.probability < 1).any() or (events.split > 0).any()
        or (~events.dated).any() or ((place > 0) & (place < 1)).any() or loose.any() or wide.any()
    )  # fmt: skip
    return bool(coding), bool((events.included < 1).any())


def as_told(events: Events, countries: Countries) -> Drawn:
    """Return the record at its word: every event by its likeliest reading."""
    kept = at_home(events, countries)
    return Drawn(events.take(kept), np.flatnonzero(kept))


def triples(
    events: Events, countries: Countries, draws: int, seed: int, told: Drawn | None = None
) -> Iterator[Triple]:
    """Yield `draws` draws of the record; one seed gives the same draws, however many are taken.

    `told`: the record at its word where it is at hand; it stands for each part that is not in doubt.
    """
    place = here(events, countries)
    told = told or as_told(events, countries)
    coding, definition = doubts(events, countries)
    for k in range(draws):
        rng = np.random.default_rng([seed, k])
        included = rng.random(len(events)) < events.included
        coded = _coded(events, place, rng) if coding else told
        both = _only(coded, included) if definition else coded
        yield Triple(both, coded, _only(told, included) if definition else told)


def _only(drawn: Drawn, included: Bools) -> Drawn:
    kept = included[drawn.origin]
    return Drawn(drawn.events.take(kept), drawn.origin[kept], drawn.joined)


def _coded(events: Events, place: Floats, rng: np.random.Generator) -> Drawn:
    n = len(events)
    held = (rng.random(n) < events.probability) & (rng.random(n) < place)
    day = days(events, (1, n), rng)[0]
    lat, lon = _moved(events, rng)
    moved = replace(
        events, start=day, end=day, lat=lat, lon=lon, killed=_tolls(events, rng),
        twins=(), split=np.zeros(n),
    )  # fmt: skip
    split, joined = rng.random(n) < events.split, []
    for i, j, p in events.twins:
        if rng.random() < p and held[i] and held[j]:
            held[j] = False
            joined.append((i, j))
    origin = np.repeat(np.arange(n), np.where(held, 1 + split, 0))
    return Drawn(moved.again(origin), origin, tuple(joined))


def _moved(events: Events, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return each event at a point of its circle, all of them as likely."""
    far = np.nan_to_num(events.radius_km, nan=0.0) * np.sqrt(rng.random(len(events)))
    angle = 2 * np.pi * rng.random(len(events))
    lat = events.lat + far * np.sin(angle) / _KM_A_DEGREE
    shrunk = np.maximum(np.cos(np.radians(events.lat)), 0.05)
    return lat, events.lon + far * np.cos(angle) / (_KM_A_DEGREE * shrunk)


def _tolls(events: Events, rng: np.random.Generator) -> Floats:
    """Return tolls between low and high, the best the likeliest (triangular), whole; unknown stays so."""
    best = events.killed
    low, high = (np.where(np.isfinite(x), x, best) for x in (events.killed_low, events.killed_high))
    low, high = np.minimum(low, best), np.maximum(high, best)
    spread = np.where(high > low, high - low, 1.0)
    at, u = np.where(high > low, (best - low) / spread, 0.5), rng.random(len(events))
    drawn = np.where(u < at, low + np.sqrt(u * at) * spread, high - np.sqrt((1 - u) * (1 - at)) * spread)
    return np.asarray(np.where(high > low, np.round(drawn), best))
