"""The steps of the waterfall over arrays: days, places, kinds, actors, tolls, as `weighing` has them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.model import EARTH_KM
from tocsin.resolve import weighing
from tocsin.resolve.bulk.columns import KINDS, Columns
from tocsin.resolve.judging import PRIOR

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


def log_odds(reports: Columns, a: Ints, b: Ints) -> Floats:
    """Return the log-odds that the reports at `a` and those at `b` tell of one attack."""
    score = PRIOR + dates(reports, a, b) + places(reports, ball(reports), a, b) + rest(reports, a, b)
    bounded: Floats = score.clip(-weighing.CERTAIN, weighing.CERTAIN)
    return bounded


def rest(reports: Columns, a: Ints, b: Ints) -> Floats:
    """Return what kinds, actors and tolls add."""
    score = _kinds(reports, a, b) + _actors(reports, a, b) + _tolls(reports.killed, reports, a, b)
    return (
        score if reports.injured.max(initial=-1) < 0 else score + 0.6 * _tolls(reports.injured, reports, a, b)
    )


def dates(r: Columns, a: Ints, b: Ints) -> Floats:
    """Return what the days between two stated days add; see `weighing.dates`."""
    import numpy as np

    by_gap = np.array([*weighing.STATED_GAPS, weighing.LATEST_GAP])
    weight: Floats = by_gap[np.minimum(np.abs(r.day[a] - r.day[b]), len(by_gap) - 1)]
    return weight


def places(r: Columns, sphere: Floats, a: Ints, b: Ints) -> Floats:
    """Return what the points add against both radii; see `weighing.places`."""
    import numpy as np

    far = _km(sphere, a, b)
    wide, both = np.maximum(r.radius_km[a], r.radius_km[b]), r.radius_km[a] + r.radius_km[b]
    fine, one_fine = r.fine[a] & r.fine[b], r.fine[a] | r.fine[b]
    excess = far - both
    town = np.select([excess <= 0, excess < 15, excess < 60], [-0.3, -0.8, -3.5], -6.0)
    town = np.where(far <= wide, np.where(one_fine, 2.5, 1.0), town)
    near = np.select([far < 5, far < 12, far < 40], [0.5, -1.0, -2.5], -6.0)
    weight = np.where(fine, near, town)
    weight = np.where(far <= 2, 3.0, weight)
    weight = np.where((r.town[a] == r.town[b]) & (r.town[a] >= 0) & (far < 50), 3.0, weight)
    known = (r.country[a] >= 0) & (r.country[b] >= 0)
    same = known & (r.country[a] == r.country[b])
    weight = np.where(np.isnan(far), np.where(same, 0.7, 0.0), weight)
    return np.where(known & ~same, np.where(far < 30, -1.5, -6.0), weight)


def ball(r: Columns) -> Floats:
    """Return the points on the unit sphere: a chord is cheaper than an arc."""
    import numpy as np

    lat, lon = np.radians(r.lat), np.radians(r.lon)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _km(sphere: Floats, a: Ints, b: Ints) -> Floats:
    import numpy as np

    chord = np.sqrt(sum((axis[a] - axis[b]) ** 2 for axis in sphere))
    km: Floats = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, chord / 2))
    return km


def _kinds(r: Columns, a: Ints, b: Ints) -> Floats:
    return _kind_table()[r.kind[a], r.kind[b]]


def _actors(r: Columns, a: Ints, b: Ints) -> Floats:
    import numpy as np

    known, same = (r.actor[a] >= 0) & (r.actor[b] >= 0), r.actor[a] == r.actor[b]
    return np.where(known, np.where(same, weighing.SHARED_GROUP, weighing.OTHER_GROUP), 0.0)


@cache
def _kind_table() -> Floats:
    """The weight of each two kinds; the last row and column are of the unknown."""
    import numpy as np

    table = np.zeros((len(KINDS) + 1, len(KINDS) + 1))
    for i, p in enumerate(KINDS):
        for j, q in enumerate(KINDS):
            table[i, j] = weighing.kind(p, q)[0]
    return table


def _tolls(toll: Ints, r: Columns, a: Ints, b: Ints) -> Floats:
    """The series of one toll; see `weighing.tolls`."""
    import numpy as np

    later = r.told[b] >= r.told[a]
    x, y = np.where(later, toll[a], toll[b]), np.where(later, toll[b], toll[a])
    hours = np.abs(r.told[b] - r.told[a])
    low, high = np.maximum(np.minimum(x, y), 0), np.maximum(np.maximum(x, y), 0)
    ratio = np.log((high + 1) / (low + 1))
    size = np.minimum(1.2, 0.25 * np.log(low + 1))
    rate = np.where(y < x, 1.3, np.where(hours >= 3, 0.45, 1.1))
    weight = np.where(ratio < 0.3, 0.3 + size, np.maximum(-4.0, size - rate * ratio))
    equal = np.where(low < 2, 0.2, np.minimum(2.0, 0.4 + 0.35 * np.log(np.maximum(low, 1))))
    weight = np.where(x == y, equal, weight)
    return np.where((x < 0) | (y < 0), 0.0, weight)
