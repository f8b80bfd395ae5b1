"""An outlet's own region, learnt from the places that its other texts name.

After the "local lexicon" of Lieberman, Samet and Sankaranarayanan, "Geotagging with local lexicons: to build
a geographic index for your news" (ICDE 2010): what a paper writes about says where its readers live. No
label is needed; the readings of earlier texts do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tocsin.places.evidence import Floats, Name, distance_km
from tocsin.places.nouns import Resolved

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_POINTS: Final = 40
_CELL: Final = 4.0
"""Cells a degree: places of a quarter of a degree are one."""
_LEAST_TEXTS: Final = 2
_NEAR_KM: Final = 50.0
_VICINITY_KM: Final = 250.0
_HALF: Final = 0.15
"""The share of an outlet's places at which the feature reaches one half."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet's texts play: points (degrees) with shares, and each country's share."""

    lat: Floats
    lon: Floats
    share: Floats
    countries: Mapping[str, float]

    def weigh(self, name: Name) -> None:
        """Mark for each candidate of `name` how near the outlet's own places it lies."""
        km = distance_km(name.lat[:, None], name.lon[:, None], self.lat[None, :], self.lon[None, :])
        points = ~(name.has("country"))
        for feature, scale in (("home_near", _NEAR_KM), ("home_vicinity", _VICINITY_KM)):
            value = (np.exp(-km / scale) * self.share).sum(axis=1) * points
            name.mark(feature, value / (value + _HALF))
        shares = np.array([self.countries.get(code, 0.0) for code in name.country.tolist()])
        name.mark("home_country", shares)


def home_at(lat: float, lon: float, country: str | None) -> Home:
    """Return the home of an outlet that is known to sit at a point (degrees)."""
    one = np.ones(1)
    return Home(np.array([lat]), np.array([lon]), one, {country: 1.0} if country else {})


def home_of(texts: Iterable[Sequence[Resolved]]) -> Home | None:
    """Return the home that the resolved texts of one outlet point to; None where they are too few.

    Each text counts once for a place, however often it names it. Countries have no say in the points.
    """
    cells: dict[tuple[int, int], float] = defaultdict(float)
    countries: dict[str, float] = defaultdict(float)
    read = 0
    for text in texts:
        seen = {(r.place.lat, r.place.lon, r.place.country, r.place.precision): r.probability for r in text}
        read += bool(seen)
        for (lat, lon, country, precision), chance in seen.items():
            if country:
                countries[country] += chance
            if lat is not None and lon is not None and precision not in ("country", "region"):
                cells[round(lat * _CELL), round(lon * _CELL)] += chance
    if read < _LEAST_TEXTS or not cells:
        return None
    best = sorted(cells.items(), key=lambda item: (-item[1], item[0]))[:_MOST_POINTS]
    total, every = sum(cells.values()), sum(countries.values())
    return Home(
        np.array([lat / _CELL for (lat, _), _ in best]), np.array([lon / _CELL for (_, lon), _ in best]),
        np.array([weight / total for _, weight in best]),
        {code: weight / every for code, weight in countries.items()},
    )  # fmt: skip
