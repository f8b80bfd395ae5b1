"""Whole archives at once: the waterfall over arrays, for a million reports on one plain CPU.

Columns in, clusters out. The steps and their weights are those of `weighing` (days, places, kinds, tolls), without
what needs the texts: wording, copies, and days that follow a publication. Candidates come from blocks: a cell of
one degree by three and its neighbours, some days around; a report without a point meets those of its country.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from tocsin.model import EARTH_KM
from tocsin.resolve import weighing
from tocsin.resolve.candidates import STATED_GAP, UNPLACED_GAP
from tocsin.resolve.cluster import THRESHOLD, UNJUDGED, Cut, Linkage
from tocsin.resolve.judging import LEAST, PRIOR
from tocsin.taxonomy import ATTACK_TYPES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    _Part = tuple[Ints, Ints]
    _Edges = tuple[Ints, Ints, Floats]

_HOPELESS: Final = math.log(LEAST / (1.0 - LEAST))
_MOST_FOR_THE_REST: Final = 6.4
"""What kinds, an actor and both tolls can add at most."""
WORKERS: Final = 2
MATCHED: Final = -5.0
"""Log-odds from which rows of two records are one event: most rows have a counterpart, and each only one."""
AT_ONCE: Final = 500_000
"""How many pairs are weighed at once."""
_CELL_LON: Final = 3
_ACROSS: Final = 360 // _CELL_LON
_DAYS: Final = 1_000_000
_OFFSETS: Final = ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1))
KINDS: Final = tuple(ATTACK_TYPES)


@dataclass(frozen=True, slots=True)
class Columns:
    """Reports as arrays of one length, one entry a report.

    `document`, `country` and `town` are numbers that stand for equal things (-1: unknown); `day` is a proleptic
    ordinal, the day that the report states; `lat`, `lon` degrees (not a number: no point finer than a country),
    `radius_km`; `fine` where the place is finer than a city; `kind` an index of `KINDS` (-1: none);
    `killed`, `injured` totals (-1: none); `told` hours since any fixed time; `actor` a number of who is said to
    have done it (-1: nobody).
    """

    document: Ints
    day: Ints
    country: Ints
    town: Ints
    lat: Floats
    lon: Floats
    radius_km: Floats
    fine: NDArray[np.bool_]
    kind: Ints
    killed: Ints
    injured: Ints
    told: Floats
    actor: Ints

    def __len__(self) -> int:
        return len(self.day)


def link(reports: Columns) -> Ints:
    """Return a cluster number for each report; equal numbers are one incident."""
    import numpy as np

    ball = _ball(reports)
    with ThreadPoolExecutor(WORKERS) as pool:
        found = list(_ahead(pool, lambda part: _likely(reports, ball, *part), pairs(reports)))
    a, b, p = (np.concatenate(part) for part in zip(*found, strict=True)) if found else _nothing()
    return _clustered(len(reports), a, b, p, _vetoes(reports.document))


def match(reports: Columns, other: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return which rows of one record are rows of another: pairs of positions, each row in one pair at most.

    `other` tells which of `reports` are of the second record. Within a record two rows are two events. The
    surest pairs go first; one below `MATCHED` is none.
    """
    import numpy as np

    found = []
    for a, b in pairs(reports):
        cross = other[a] != other[b]
        a, b = a[cross], b[cross]
        odds = log_odds(reports, a, b)
        likely = odds >= MATCHED
        found.append((odds[likely], np.where(other[a], b, a)[likely], np.where(other[a], a, b)[likely]))
    odds, first, second = (np.concatenate(part) for part in zip(*found, strict=True)) if found else _nothing()
    taken: set[int] = set()
    matched = []
    for at in np.lexsort((second, first, -np.round(odds, 9))).tolist():
        pair = int(first[at]), int(second[at])
        if taken.isdisjoint(pair):
            taken.update(pair)
            matched.append(pair)
    return matched


def _ahead(
    pool: ThreadPoolExecutor, weigh: Callable[[_Part], _Edges], parts: Iterator[_Part]
) -> Iterator[_Edges]:
    """Weigh parts on several cores; numpy lets them run side by side. Few wait, so that memory stays bounded."""
    waiting: deque[Future[_Edges]] = deque()
    for part in parts:
        waiting.append(pool.submit(weigh, part))
        if len(waiting) > 2 * WORKERS:
            yield waiting.popleft().result()
    yield from (future.result() for future in waiting)


def pairs(reports: Columns) -> Iterator[tuple[Ints, Ints]]:
    """Return the candidates, each pair once, in parts of about `AT_ONCE`."""
    import numpy as np

    placed = np.flatnonzero(~np.isnan(reports.lat))
    row, col = _cells(reports, placed)
    yield from _blocked(reports.day, placed, row * _ACROSS + col, _neighbours(row, col), STATED_GAP)
    loose = np.flatnonzero(np.isnan(reports.lat) & (reports.country >= 0))
    if len(loose):
        known = np.flatnonzero(reports.country >= 0)
        for a, b in _blocked(
            reports.day, known, reports.country[known], [(reports.country[known], True)], UNPLACED_GAP
        ):
            keep = np.isnan(reports.lat[a]) | np.isnan(reports.lat[b])
            yield a[keep], b[keep]


def log_odds(reports: Columns, a: Ints, b: Ints) -> Floats:
    """Return the log-odds that the reports at `a` and those at `b` tell of one attack."""
    score = PRIOR + _dates(reports, a, b) + _places(reports, _ball(reports), a, b) + _rest(reports, a, b)
    bounded: Floats = score.clip(-weighing.CERTAIN, weighing.CERTAIN)
    return bounded


def _rest(reports: Columns, a: Ints, b: Ints) -> Floats:
    score = _kinds(reports, a, b) + _actors(reports, a, b) + _tolls(reports.killed, reports, a, b)
    return (
        score if reports.injured.max(initial=-1) < 0 else score + 0.6 * _tolls(reports.injured, reports, a, b)
    )


def _cells(reports: Columns, placed: Ints) -> tuple[Ints, Ints]:
    import numpy as np

    row = np.floor(reports.lat[placed]).astype(np.int64) + 90
    return row, np.floor((reports.lon[placed] + 180.0) / _CELL_LON).astype(np.int64) % _ACROSS


def _neighbours(row: Ints, col: Ints) -> list[tuple[Ints, bool]]:
    """The cell of each report and four of those around: each pair of cells is met once. Told: is it its own?"""
    return [((row + up) * _ACROSS + (col + right) % _ACROSS, (up, right) == (0, 0)) for up, right in _OFFSETS]


def _blocked(
    day: Ints, among: Ints, block: Ints, wanted: list[tuple[Ints, bool]], gap: int
) -> Iterator[tuple[Ints, Ints]]:
    """Return pairs of `among` of which one stands in a block that the other wants, at most `gap` days apart."""
    import numpy as np

    key = block * _DAYS + day[among]
    order = np.argsort(key, kind="stable")
    sorted_key, items = key[order], among[order]
    for blocks, own in wanted:
        base = blocks[order] * _DAYS + day[items]
        low = np.arange(1, len(items) + 1) if own else np.searchsorted(sorted_key, base - gap)
        count = np.maximum(np.searchsorted(sorted_key, base + gap, side="right") - low, 0)
        edges = np.searchsorted(np.cumsum(count), np.arange(AT_ONCE, int(count.sum()) + AT_ONCE, AT_ONCE))
        start = 0
        for stop in np.minimum(edges + 1, len(items)).tolist():
            some = count[start:stop]
            first = np.repeat(np.arange(start, stop), some)
            within = np.arange(len(first)) - np.repeat(np.cumsum(some) - some, some)
            yield items[first], items[np.repeat(low[start:stop], some) + within]
            start = stop


def _likely(reports: Columns, ball: Floats, a: Ints, b: Ints) -> tuple[Ints, Ints, Floats]:
    """Return the pairs worth keeping; most fall with days and places, before the rest is looked at."""
    import numpy as np

    score = PRIOR + _dates(reports, a, b) + _places(reports, ball, a, b)
    open_ = np.flatnonzero(score >= _HOPELESS - _MOST_FOR_THE_REST)
    a, b, score = a[open_], b[open_], score[open_] + _rest(reports, a[open_], b[open_])
    p = 1.0 / (1.0 + np.exp(-score.clip(-weighing.CERTAIN, weighing.CERTAIN)))
    keep = p >= LEAST
    return a[keep], b[keep], p[keep]


def _nothing() -> tuple[Ints, Ints, Floats]:
    import numpy as np

    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)


def _dates(r: Columns, a: Ints, b: Ints) -> Floats:
    import numpy as np

    by_gap = np.array([*weighing.STATED_GAPS, weighing.LATEST_GAP])
    weight: Floats = by_gap[np.minimum(np.abs(r.day[a] - r.day[b]), len(by_gap) - 1)]
    return weight


def _places(r: Columns, ball: Floats, a: Ints, b: Ints) -> Floats:
    import numpy as np

    far = _km(ball, a, b)
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


def _ball(r: Columns) -> Floats:
    """The points on the unit sphere: a chord is cheaper than an arc."""
    import numpy as np

    lat, lon = np.radians(r.lat), np.radians(r.lon)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _km(ball: Floats, a: Ints, b: Ints) -> Floats:
    import numpy as np

    chord = np.sqrt(sum((axis[a] - axis[b]) ** 2 for axis in ball))
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


def _vetoes(document: Ints) -> tuple[Ints, Ints]:
    """The pairs of reports of one document that stand side by side in it: two events of one text."""
    import numpy as np

    order = np.argsort(document, kind="stable")
    found = []
    for step in range(1, 9):
        same = np.flatnonzero(document[order[:-step]] == document[order[step:]])
        if len(same) == 0:
            break
        found.append((order[same], order[same + step]))
    if not found:
        return _nothing()[:2]
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def _clustered(n: int, a: Ints, b: Ints, p: Floats, vetoes: tuple[Ints, Ints]) -> Ints:
    """Average linkage over the components of likely pairs; those in which all pairs are likely need no thought."""
    import numpy as np

    firm = p >= THRESHOLD
    label = components(n, a[firm], b[firm])
    size = np.bincount(label, minlength=n)
    tied = np.bincount(label[a[firm]], minlength=n)
    barred = np.zeros(n, dtype=bool)
    together = label[vetoes[0]] == label[vetoes[1]]
    barred[label[vetoes[0][together]]] = True
    hard = (tied * 2 != size * (size - 1)) | barred
    inside = hard[label[a]] & (label[a] == label[b])
    _divide(label, hard, (a[inside], b[inside], p[inside]), (vetoes[0][together], vetoes[1][together]))
    return label


def _divide(
    label: Ints, hard: NDArray[np.bool_], edges: tuple[Ints, Ints, Floats], vetoes: tuple[Ints, Ints]
) -> None:
    """Link the reports of the `hard` components anew, and write the clusters into `label`."""
    import numpy as np

    members = np.flatnonzero(hard[label])
    place = {item: number for number, item in enumerate(members.tolist())}
    linkage = Linkage([1] * len(members), Cut(THRESHOLD, UNJUDGED, None))
    for i, j, q in zip(*(part.tolist() for part in edges), strict=True):
        linkage.tie(place[i], place[j], q)
    for i, j in zip(vetoes[0].tolist(), vetoes[1].tolist(), strict=True):
        if i in place and j in place:
            linkage.bar(place[i], place[j])
    for part in linkage.run():
        label[members[part]] = members[min(part)]


def components(n: int, a: Ints, b: Ints) -> Ints:
    """Return for each of `n` items the least one that the edges a-b tie it to."""
    import numpy as np

    label = np.arange(n)
    while True:
        low = np.minimum(label[a], label[b])
        before = label.copy()
        np.minimum.at(label, label[a], low)
        np.minimum.at(label, label[b], low)
        while True:
            further = label[label]
            if np.array_equal(further, label):
                break
            label = further
        if np.array_equal(before, label):
            return label
