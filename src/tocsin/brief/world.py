"""The map: where the new incidents are, how grave, and how sure the place is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from tocsin.brief.globe import KM_PER_UNIT, WIDTH, project
from tocsin.brief.nouns import figure
from tocsin.model import Incident

PINNED: Final = frozenset({"exact", "neighbourhood", "city"})
"""Precisions whose point is where it happened, near enough for a map of the world. Others get a ring."""
_TOP, _BOTTOM = 6.0, 892.0
_ASPECT: Final = 2.0
_LEAST_WIDTH: Final = 760.0
_MARGIN: Final = 90.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the map that is shown: its corner and size in map units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """The value of viewBox."""
        return f"{self.x:.1f} {self.y:.1f} {self.width:.1f} {self.height:.1f}"

    @property
    def pen(self) -> float:
        """Map units to a thousandth of the width: lines and dots are drawn alike in every frame."""
        return self.width / 1000


@dataclass(frozen=True, slots=True)
class Spot:
    """An incident on the map: `radius` is that of its dot by its dead, or of the ring that it lies in."""

    incident: Incident
    x: float
    y: float
    radius: float
    pinned: bool


@dataclass(frozen=True, slots=True)
class World:
    """A drawn map; spots the largest first, so that none hides another. `unplaced` counts those without."""

    frame: Frame
    spots: tuple[Spot, ...]
    unplaced: int


def draw(incidents: Sequence[Incident]) -> World:
    """Return the map of `incidents`, framed on them: never closer than about a third of the world."""
    placed = [(i, at) for i in incidents if (at := _point(i)) is not None]
    frame = _frame([at for _, at in placed])
    spots = [_spot(incident, at, frame.pen) for incident, at in placed]
    spots.sort(key=lambda spot: (-spot.radius, spot.incident.id))
    return World(frame, tuple(spots), len(incidents) - len(placed))


def _point(incident: Incident) -> tuple[float, float] | None:
    lon, lat = incident.place.lon, incident.place.lat
    return None if lon is None or lat is None else project(lon, lat)


def _spot(incident: Incident, at: tuple[float, float], pen: float) -> Spot:
    dot = pen * min(7.5 + 1.6 * math.sqrt(figure(incident, "killed")), 28)
    pinned = incident.place.precision in PINNED
    radius = dot if pinned else max(dot + 3 * pen, (incident.place.radius_km or 0) / KM_PER_UNIT)
    return Spot(incident, at[0], at[1], radius, pinned)


def _frame(points: Sequence[tuple[float, float]]) -> Frame:
    whole = Frame(0, _TOP, WIDTH, _BOTTOM - _TOP)
    if not points:
        return whole
    left, right = min(x for x, _ in points) - _MARGIN, max(x for x, _ in points) + _MARGIN
    top, bottom = min(y for _, y in points) - _MARGIN, max(y for _, y in points) + _MARGIN
    width = max(right - left, (bottom - top) * _ASPECT, _LEAST_WIDTH)
    if width >= WIDTH * 0.9:
        return whole
    height = width / _ASPECT
    x = min(max((left + right - width) / 2, 0), WIDTH - width)
    y = min(max((top + bottom - height) / 2, _TOP), _BOTTOM - height)
    return Frame(x, y, width, height)


@cache
def land() -> str:
    """Return the outline of the land as an SVG path (Natural Earth 1:110m, public domain; see `mapdata`)."""
    return (resources.files("tocsin.brief") / "data" / "land.path").read_text(encoding="ascii").strip()


@cache
def sphere() -> str:
    """Return the outline of the map as an SVG path."""
    east = [project(180, lat) for lat in range(-90, 91, 5)]
    west = [project(-180, lat) for lat in range(90, -91, -5)]
    return _line([*east, *west]) + "z"


@cache
def graticule() -> str:
    """Return meridians and parallels, 30 degrees apart, as an SVG path."""
    meridians = [[project(lon, lat) for lat in range(-90, 91, 5)] for lon in range(-150, 180, 30)]
    parallels = [[project(-180, lat), project(180, lat)] for lat in range(-60, 90, 30)]
    return "".join(map(_line, [*meridians, *parallels]))


def _line(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
