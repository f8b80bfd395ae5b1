"""Which pairs are worth comparing: near in time and not far in place, whole arrays at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar
from zlib import crc32

from tocsin.model import km_between
from tocsin.resolve.account import Outline, place_rank
from tocsin.resolve.cluster import MOST
from tocsin.resolve.weighing import CITY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Key = TypeVar("Key", int, str)

STATED_GAP: Final = 10
"""Days between two stated days beyond which no other agreement makes a pair likely."""
LOOSE_GAP: Final = 12
"""The same where one of the two days rests on the publication time or on a span of weeks."""
UNPLACED_GAP: Final = 3
"""The same where one of the two has no place finer than a country."""
FAR_KM: Final = 60.0
"""Kilometres beyond both radii at which two towns are no candidates."""
WIDTHS: Final = (8, 70, 10**7)
"""Spans of days are kept apart by their width, so that wide ones do not widen the window of narrow ones."""
SLACKS_KM: Final = (5.0, 40.0)
"""What is added to the radius of a town or something in it, and to that of an area."""
KM_PER_DEGREE: Final = 111.2


@dataclass(frozen=True, slots=True)
class _Band:
    """The mentions whose spans of days are of one width, in the order of their first day."""

    width: int
    index: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    stated: NDArray[np.bool_]
    country: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    reach: NDArray[np.float64]


def nearest(outline: Outline, others: Mapping[Key, Outline]) -> list[Key]:
    """Return the keys of those `MOST` of `others` that are nearest to `outline` in days, then in place.

    Of a crowd at one place on one day chance decides, by the ids: a sample that leans to nothing.
    """
    if len(others) <= MOST:
        return list(others)
    return sorted(others, key=lambda key: _distance(outline, others[key]))[:MOST]


def _distance(a: Outline, b: Outline) -> tuple[bool, int, float, int, str]:
    gap = max(0, a.when.first - b.when.last, b.when.first - a.when.last)
    far = km_between(a.place, b.place) if a.place and b.place else None
    drawn = crc32(f"{min(a.id, b.id)}{max(a.id, b.id)}".encode())
    return a.document != b.document, gap, 1.0 if far is None else far // 20, drawn, b.id


class Catalogue:
    """Outlines arranged for the question "which others could tell of the same attack?"."""

    def __init__(self, outlines: Sequence[Outline]) -> None:
        """Arrange `outlines`; they are named by their position from here on."""
        self._outlines = outlines
        self._countries: dict[str, int] = {}
        self._documents: dict[str, list[int]] = {}
        for position, outline in enumerate(outlines):
            self._documents.setdefault(outline.document, []).append(position)
        self._bands = self._arrange()

    def near(self, position: int) -> list[int]:
        """Return the positions of the outlines that are candidates for the one at `position`, sorted."""
        import numpy as np

        outline = self._outlines[position]
        found = [hits for band in self._bands if (hits := self._scan(band, outline)).size]
        near = set(np.concatenate(found).tolist()) if found else set()
        near.update(self._documents[outline.document])
        near.discard(position)
        if len(near) > MOST:
            near = set(nearest(outline, {other: self._outlines[other] for other in near}))
        return sorted(near)

    def _arrange(self) -> list[_Band]:
        bands: list[list[int]] = [[] for _ in WIDTHS]
        for position, outline in enumerate(self._outlines):
            width = outline.when.last - outline.when.first
            bands[next(i for i, limit in enumerate(WIDTHS) if width <= limit)].append(position)
        return [self._band(width, members) for width, members in zip(WIDTHS, bands, strict=True) if members]

    def _band(self, width: int, members: list[int]) -> _Band:
        import numpy as np

        members.sort(key=lambda position: self._outlines[position].when.first)
        outlines = [self._outlines[position] for position in members]
        points = np.array([located(outline) for outline in outlines])
        return _Band(
            width,
            np.array(members),
            np.array([outline.when.first for outline in outlines]),
            np.array([outline.when.last for outline in outlines]),
            np.array([outline.when.stated for outline in outlines]),
            np.array([self._country(outline) for outline in outlines]),
            *points.T,
        )

    def _country(self, outline: Outline) -> int:
        """A number for the country; -1 where there is none or the name is ambiguous."""
        if outline.place is None or not outline.place.country or outline.place.alternatives:
            return -1
        return self._countries.setdefault(outline.place.country, len(self._countries))

    def _scan(self, band: _Band, outline: Outline) -> NDArray[np.int64]:
        import numpy as np

        when = outline.when
        low = np.searchsorted(band.first, when.first - band.width - LOOSE_GAP)
        high = np.searchsorted(band.first, when.last + LOOSE_GAP, side="right")
        part = slice(int(low), int(high))
        gap = np.maximum(band.first[part] - when.last, when.first - band.last[part])
        keep = gap <= np.where(band.stated[part] & when.stated, STATED_GAP, LOOSE_GAP)
        country = self._country(outline)
        if country >= 0:
            keep &= (band.country[part] == country) | (band.country[part] < 0)
        lat, lon, reach = located(outline)
        if math.isnan(lat):
            keep &= gap <= UNPLACED_GAP
        else:
            keep &= (gap <= UNPLACED_GAP) | ~np.isnan(band.lat[part])
            far = KM_PER_DEGREE * np.hypot(
                band.lat[part] - lat, _wrapped(band.lon[part] - lon) * math.cos(math.radians(lat))
            )
            keep &= ~(far > reach + band.reach[part] + FAR_KM)
        return band.index[part][keep]


def _wrapped(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.abs((degrees + 180.0) % 360.0 - 180.0)


def located(outline: Outline) -> tuple[float, float, float]:
    """Latitude, longitude and reach (km); not a number where the place says nothing finer than a country."""
    p = outline.place
    if p is None or p.lat is None or p.lon is None or place_rank(p.precision) >= place_rank("country"):
        return math.nan, math.nan, math.nan
    if p.alternatives:
        return math.nan, math.nan, math.nan
    slack = SLACKS_KM[place_rank(p.precision) > CITY]
    return p.lat, p.lon, (p.radius_km or 0.0) + slack
