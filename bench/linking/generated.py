"""Made-up archives: attacks in towns of the world over ten years, each told by some reports with errors.

They measure cost, and that nothing breaks; the errors are of our making. Seeded.
"""

from __future__ import annotations

import time
from typing import Any, Final

import numpy as np

from bench.linking.scoring import score
from tocsin.resolve import bulk

TOWNS: Final = 6000
COUNTRIES: Final = 60
DAYS: Final = 3650
TOLD: Final = 3.3
"""Reports of one attack, in the mean."""


def archive(n: int, seed: int = 1, days: int = DAYS) -> tuple[bulk.Columns, Any]:
    """Return `n` reports of so many days, and the attack that each tells of."""
    chance = np.random.default_rng(seed)
    events = int(n / TOLD) + 1
    country = np.sort(chance.integers(0, COUNTRIES, TOWNS))
    centre = np.stack([chance.uniform(-35, 55, COUNTRIES), chance.uniform(-170, 170, COUNTRIES)], 1)[country]
    spot = centre + chance.normal(0, 2.5, (TOWNS, 2))
    where = chance.choice(TOWNS, events, p=_zipf(TOWNS))
    day, kind = chance.integers(0, days, events), chance.integers(0, len(bulk.KINDS), events)
    toll = np.floor(chance.pareto(1.3, events) * 2).astype(np.int64)
    event = np.sort(chance.integers(0, events, n))
    towns = where[event]
    late, vague = chance.random(n) < 0.06, chance.random(n) < 0.04
    killed = np.maximum(0, toll[event] + np.where(chance.random(n) < 0.3, chance.integers(-1, 3, n), 0))
    columns = bulk.Columns(
        document=np.arange(n),
        day=735000 + day[event] + late,
        country=country[towns],
        town=np.where(vague, -1, towns),
        lat=np.where(vague, np.nan, spot[towns, 0]),
        lon=np.where(vague, np.nan, spot[towns, 1]),
        radius_km=np.full(n, 8.0),
        fine=np.zeros(n, dtype=bool),
        kind=np.where(chance.random(n) < 0.1, -1, kind[event]),
        killed=np.where(chance.random(n) < 0.2, -1, killed),
        injured=np.full(n, -1),
        actor=np.full(n, -1),
        told=24.0 * (day[event] + chance.uniform(0, 2, n)),
    )
    mixed = chance.permutation(n)
    picked = bulk.Columns(*(getattr(columns, name)[mixed] for name in bulk.Columns.__slots__))
    return picked, event[mixed]


def measure(n: int) -> dict[str, Any]:
    """Return how long `n` reports take, and how well they are put together."""
    columns, event = archive(n)
    started, used = time.perf_counter(), time.process_time()
    label = bulk.link(columns)
    took, cpu = time.perf_counter() - started, time.process_time() - used
    order = np.argsort(label, kind="stable")
    edges = np.flatnonzero(np.diff(label[order])) + 1
    clusters = [tuple(part.tolist()) for part in np.split(order, edges)]
    figures = score(clusters, event.tolist())
    return figures | {"seconds": took, "cpu_seconds": cpu, "reports_per_second": n / took}


def _zipf(n: int) -> Any:
    weight = 1.0 / (np.arange(n) + 20.0)
    return weight / weight.sum()
