"""Does an attack make another near by soon after likelier? Knox's test with permutation of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from tocsin.errors import GroundsError, InputError
from tocsin.measure.estimate import chart
from tocsin.measure.events import Events, Floats, Ints, Window
from tocsin.model import EARTH_KM, Check, Estimate, Json

FEWEST: Final = 20
MOST: Final = 6000
KILOMETRES: Final = (1.0, 5.0, 25.0, 100.0)
DAYS: Final = (2, 7, 14, 28)
_FINE: Final = 25.0


def near_repeat(
    events: Events,
    window: Window,
    *,
    kilometres: Sequence[float] = KILOMETRES,
    days: Sequence[int] = DAYS,
    level: float = 0.95,
    replicates: int = 499,
    seed: int = 0,
) -> Estimate:
    """Return the highest ratio of pairs seen to pairs expected, over bands of distance and of time.

    Knox (1964); days are permuted among the events `replicates` times, which keeps where and how often
    (Johnson et al. 2007). `low` and `high` are the band that permutation gives for that cell; p is of the
    highest standardised cell of all, so that looking at many cells costs nothing. `details["cells"]` has all.

    Raises GroundsError under `FEWEST` placed events, InputError above `MOST` or on bands that do not rise.
    """
    if not kilometres or not days or list(kilometres) != sorted(kilometres) or list(days) != sorted(days):
        raise InputError("the bands of distance and of time each need limits that rise")
    inside = events.within(window)
    kept = _placed(inside, kilometres)
    if len(kept) > MOST:
        raise InputError(f"{len(kept)} events make too many pairs: narrow the window to {MOST:,} or fewer")
    near = _near(kept, kilometres[-1])
    seen, drawn = _tables(kept.day, near, kilometres, days, replicates, seed)
    mean, spread = drawn.mean(axis=0), np.maximum(drawn.std(axis=0), 0.5)
    z, drawn_z = (seen - mean) / spread, (drawn - mean) / spread
    best = np.unravel_index(int(np.argmax(z)), z.shape)
    p = (1 + int((drawn_z.max(axis=(1, 2)) >= z[best]).sum())) / (1 + replicates)
    base = max(float(mean[best]), 0.5)
    low, high = np.quantile(drawn[:, best[0], best[1]], [0.5 - level / 2, 0.5 + level / 2]) / base
    cells = _cells(seen, mean, drawn, kilometres, days)
    band = cells[int(np.argmax(z))]
    detail = f"the strongest cell is {'beyond' if p < 0.05 else 'within'} what permutation gives (p {p:.2g})"
    left = int(len(inside) - len(kept))
    checks = [Check("permutation", True, detail, p)]
    if left:
        checks.append(
            Check("places", False, f"{left} of {len(inside)} events are placed too loosely and left out")
        )
    if kept.twins:
        detail = f"{len(kept.twins)} pairs may be one attack recorded twice, which looks like a near repeat"
        checks.append(Check("doubles", False, detail))
    return Estimate(
        f"pairs within {band['kilometres']} km and {band['days']} days over those expected",
        float(seen[best]) / base, None, None, "times", len(kept), float(window.days), level=level,
        method=f"Knox test, {replicates} permutations of time; by chance alone {low:.2f} to {high:.2f}",
        assumptions=("where attacks happen does not shift over the window",), checks=tuple(checks), seed=seed,
        definition=events.definition, as_of=events.as_of, figure=_figure(cells),
        details={"p": p, "cells": cells, "by_chance": [float(low), float(high)],
                 "strongest": int(np.argmax(z))},
    )  # fmt: skip


def ratios(inside: Events, kilometres: Sequence[float], days: Sequence[int], seed: int) -> Floats:
    """Return pairs seen over those expected for each cell, rows of distance first, from few permutations."""
    kept = _placed(inside, kilometres)
    seen, drawn = _tables(kept.day, _near(kept, kilometres[-1]), kilometres, days, 49, seed)
    return np.asarray(seen / np.maximum(drawn.mean(axis=0), 0.5)).ravel()


def _placed(inside: Events, kilometres: Sequence[float]) -> Events:
    placed = np.isfinite(inside.lat) & np.isfinite(inside.lon)
    kept = inside.take(placed & ~(inside.radius_km > max(_FINE, kilometres[0])))
    if len(kept) < FEWEST:
        raise GroundsError(
            f"{len(kept)} events placed within {_FINE:g} km are too few for near repeats: at least {FEWEST}"
        )
    return kept


def _near(events: Events, reach: float) -> tuple[Ints, Ints, Floats]:
    """Return the pairs within `reach` kilometres and how far apart they are."""
    phi, theta = np.radians(events.lat), np.radians(events.lon)
    point = np.column_stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])
    rows, columns, apart = [], [], []
    for i in range(len(point) - 1):
        chord = np.linalg.norm(point[i + 1 :] - point[i], axis=1)
        km = 2 * EARTH_KM * np.arcsin(np.minimum(chord / 2, 1))
        close = np.flatnonzero(km <= reach)
        rows.append(np.full(len(close), i))
        columns.append(close + i + 1)
        apart.append(km[close])
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(apart)


def _tables(
    day: Ints, near: tuple[Ints, Ints, Floats], kilometres: Sequence[float], days: Sequence[int],
    replicates: int, seed: int,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return pairs by band of distance and of time, as seen and for each permutation of the days."""
    i, j, km = near
    band = np.searchsorted(kilometres, km)
    rng = np.random.default_rng(seed)

    def table(days_of: Ints) -> Floats:
        late = np.searchsorted(days, np.abs(days_of[i] - days_of[j]))
        held = late < len(days)
        flat = np.bincount(band[held] * len(days) + late[held], minlength=len(kilometres) * len(days))
        return flat.reshape(len(kilometres), len(days)).astype(float)

    return table(day), np.array([table(rng.permutation(day)) for _ in range(replicates)])


def _cells(
    seen: Floats, mean: Floats, drawn: Floats, kilometres: Sequence[float], days: Sequence[int]
) -> list[dict[str, Json]]:
    below_km, below_days = [0.0, *kilometres[:-1]], [0, *(d + 1 for d in days[:-1])]
    return [
        {"kilometres": f"{below_km[a]:g}-{kilometres[a]:g}", "days": f"{below_days[b]}-{days[b]}",
         "seen": int(seen[a, b]), "expected": float(mean[a, b]),
         "p": (1 + int((drawn[:, a, b] >= seen[a, b]).sum())) / (1 + len(drawn))}
        for a in range(len(kilometres)) for b in range(len(days))
    ]  # fmt: skip


def _figure(cells: list[dict[str, Json]]) -> Json:
    values = [{**cell, "ratio": cell["seen"] / max(cell["expected"], 0.5)} for cell in cells]
    encoding = {
        "x": {"field": "days", "type": "ordinal", "sort": None},
        "color": {"field": "ratio", "type": "quantitative"},
        "y": {"field": "kilometres", "type": "ordinal", "sort": None},
    }  # fmt: skip
    return chart("Pairs seen over pairs expected", [{"mark": "rect", "encoding": encoding}], values)
