"""Records against records: events of UCDP GED against the same events as another record might describe them.

The second has another precision, a lagged day, another toll, jittered coordinates, and lacks some.
"""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from tocsin.resolve import bulk

MISSING: Final = 0.2
LAGGED: Final = (0.12, 0.03)
"""The share that the second record dates one day, and two days, later."""
COARSE: Final = 0.15
"""The share that it places no finer than a district."""
OTHER_TOLL: Final = 0.3
NO_TOLL: Final = 0.05
NO_ACTOR: Final = 0.3
KM_PER_DEGREE: Final = 111.2


def measure(path: Path, seed: int = 1) -> dict[str, Any]:
    """Return precision and recall of the matches. Raises OSError, KeyError, csv.Error."""
    first, chance = _events(path), np.random.default_rng(seed)
    kept = np.flatnonzero(chance.random(len(first)) >= MISSING)
    second = _again(first, kept, chance)
    joined = bulk.Columns(
        *(np.concatenate([getattr(first, name), getattr(second, name)]) for name in bulk.Columns.__slots__)
    )
    other = np.arange(len(joined)) >= len(first)
    started = time.perf_counter()
    matched = bulk.match(joined, other)
    took = time.perf_counter() - started
    right = sum(int(kept[b - len(first)]) == a for a, b in matched)
    precision, recall = right / max(1, len(matched)), right / max(1, len(kept))
    return {
        "precision": precision,
        "recall": recall,
        "n": len(kept),
        "rows": len(first),
        "matched": len(matched),
        "rows_per_second": len(joined) / took,
    }


def _events(path: Path) -> bulk.Columns:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["latitude"] and row["longitude"]]
    dyads = {name: number for number, name in enumerate(sorted({row["dyad_name"] for row in rows}))}
    day = np.array([date.fromisoformat(row["date_start"][:10]).toordinal() for row in rows])
    n = len(rows)
    return bulk.Columns(
        document=np.arange(n),
        day=day,
        country=np.zeros(n, dtype=np.int64),
        town=np.full(n, -1),
        lat=np.array([float(row["latitude"]) for row in rows]),
        lon=np.array([float(row["longitude"]) for row in rows]),
        radius_km=np.where(np.array([float(row["where_prec"]) for row in rows]) <= 2, 5.0, 40.0),
        fine=np.zeros(n, dtype=bool),
        kind=np.full(n, -1),
        killed=np.array([int(float(row["best"])) for row in rows]),
        injured=np.full(n, -1),
        told=24.0 * day,
        actor=np.array([dyads[row["dyad_name"]] for row in rows]),
    )


def _again(first: bulk.Columns, kept: Any, chance: np.random.Generator) -> bulk.Columns:
    n = len(kept)
    lag = chance.choice(3, n, p=[1 - sum(LAGGED), *LAGGED])
    coarse = chance.random(n) < COARSE
    off = np.where(coarse, 25.0, 2.0) / KM_PER_DEGREE
    other = np.where(chance.random(n) < OTHER_TOLL, 1 + chance.uniform(-0.3, 0.5, n), 1.0)
    killed = np.round(first.killed[kept] * other).astype(np.int64)
    return bulk.Columns(
        document=len(first) + np.arange(n),
        day=first.day[kept] + lag,
        country=first.country[kept],
        town=first.town[kept],
        lat=first.lat[kept] + chance.normal(0, 1, n) * off,
        lon=first.lon[kept] + chance.normal(0, 1, n) * off,
        radius_km=np.where(coarse, 40.0, first.radius_km[kept]),
        fine=first.fine[kept],
        kind=first.kind[kept],
        killed=np.where(chance.random(n) < NO_TOLL, -1, killed),
        injured=first.injured[kept],
        told=24.0 * (first.day[kept] + lag + 5.0),
        actor=np.where(chance.random(n) < NO_ACTOR, -1, first.actor[kept]),
    )
