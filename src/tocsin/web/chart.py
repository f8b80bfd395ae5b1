"""What is drawn on the server: the map without JavaScript, and the timeline."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from tocsin.brief.globe import WIDTH, project
from tocsin.brief.world import PINNED
from tocsin.record import Point

Look = Literal["spot", "area", "vague"]
AREAS: Final = frozenset({"district", "province"})
CELL: Final = 34.0
"""Map units of the side of a cell in which points are put together."""
DEGREES: Final = 0.05
"""Room around a cluster in its list, so that what lies on the edge is in."""
BARS: Final = 120
"""The timeline has at most so many bars; a longer time goes by weeks, months or years."""
Unit = Literal["day", "week", "month", "year"]


def look(precision: str | None) -> Look:
    """Return how a place is drawn: a spot (town or finer), an area (district, province), or vague."""
    if precision in PINNED:
        return "spot"
    return "area" if precision in AREAS else "vague"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Incidents that lie near one another and are known equally well, at their middle; with their box."""

    look: Look
    x: float
    y: float
    count: int
    box: str
    only: str | None
    title: str

    @property
    def radius(self) -> float:
        """The radius in map units: the area grows with the number."""
        return min(6.0 + 3.2 * math.sqrt(self.count), 40.0)


def clusters(points: Iterable[Point]) -> list[Cluster]:
    """Return `points` put together by cells of the map, apart by look, the largest first."""
    cells: dict[tuple[Look, int, int], list[tuple[float, float, Point]]] = {}
    for point in points:
        x, y = project(point.lon, point.lat)
        cells.setdefault((look(point.precision), int(x // CELL), int(y // CELL)), []).append((x, y, point))
    found = [_cluster(kind, members) for (kind, _, _), members in cells.items()]
    return sorted(found, key=lambda cluster: (-cluster.count, cluster.x))


def _cluster(kind: Look, members: Sequence[tuple[float, float, Point]]) -> Cluster:
    lons, lats = [p.lon for _, _, p in members], [p.lat for _, _, p in members]
    box = (
        max(min(lons) - DEGREES, -180), max(min(lats) - DEGREES, -90),
        min(max(lons) + DEGREES, 180), min(max(lats) + DEGREES, 90),
    )  # fmt: skip
    first = members[0][2]
    return Cluster(
        kind, sum(x for x, _, _ in members) / len(members), sum(y for _, y, _ in members) / len(members),
        len(members), ",".join(f"{edge:.3f}" for edge in box), first.id if len(members) == 1 else None,
        first.title,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """Incidents of one day, week, month or year, from its first day to its last."""

    first: date
    last: date
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars without gaps. `undated` incidents have no day, or are spread over more than one bar's time."""

    unit: Unit
    bars: tuple[Bar, ...]
    most: int
    undated: int


def timeline(
    days: Iterable[tuple[date | None, int]], undated: int, since: date | None, until: date | None
) -> Timeline | None:
    """Return the timeline of counts by first day; None without any. Bars within [since, until] are chosen."""
    counts = Counter({day: n for day, n in days if day is not None})
    if not counts:
        return None
    first, last = min(counts), max(counts)
    unit = _unit((last - first).days + 1)
    sums: Counter[date] = Counter()
    for day, n in counts.items():
        sums[_start(day, unit)] += n
    bars = []
    start = _start(first, unit)
    while start <= last:
        end = _next(start, unit) - timedelta(days=1)
        chosen = (since is None or end >= since) and (until is None or start <= until)
        bars.append(Bar(start, end, sums[start], chosen))
        start = _next(start, unit)
    return Timeline(unit, tuple(bars), max(sums.values()), undated)


def _unit(days: int) -> Unit:
    if days <= BARS:
        return "day"
    if days <= BARS * 7:
        return "week"
    return "month" if days <= BARS * 31 else "year"


def _start(day: date, unit: Unit) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _next(start: date, unit: Unit) -> date:
    if unit == "day":
        return start + timedelta(days=1)
    if unit == "week":
        return start + timedelta(days=7)
    if unit == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start.replace(year=start.year + 1)


MAP_WIDTH: Final = WIDTH
