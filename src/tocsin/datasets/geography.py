"""Where a row says that it was: a country, a point with a radius, and whether the two agree."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from tocsin.datasets.cells import Cells
from tocsin.model import Json, Place, km_between
from tocsin.places import Gazetteer
from tocsin.places.curated import countries
from tocsin.places.names import normalise

RADII: Final = {
    "exact": 0.5, "neighbourhood": 2.0, "city": 5.0, "district": 25.0, "province": 100.0, "region": 500.0,
}  # fmt: skip
"""Kilometres around a dataset's point, by precision, where the dataset gives none itself."""
NAMES: Final = 5_000
"""So many answers are remembered."""
SLACK_KM: Final = 300.0
"""How far beyond twice its country's radius a point may lie: countries are not round."""
# Names of codebooks that are no name of today. Where a state is no more, its successor at the place is not
# known from the name: no country is given.
_OTHERS: Final = {
    "ivory coast": "CI", "cote d'ivoire": "CI", "democratic republic of the congo": "CD", "dr congo": "CD",
    "republic of the congo": "CG", "people's republic of the congo": "CG", "congo": "CG", "zaire": "CD",
    "swaziland": "SZ", "kingdom of eswatini": "SZ", "macedonia": "MK", "macedonia, fyr": "MK",
    "bosnia-herzegovina": "BA", "west bank and gaza strip": "PS", "palestine": "PS", "burma": "MM",
    "rhodesia": "ZW", "east timor": "TL", "slovak republic": "SK", "west germany (frg)": "DE",
    "east germany (gdr)": "DE", "south vietnam": "VN", "north yemen": "YE", "south yemen": "YE",
    "united states of america": "US", "united states": "US", "russia": "RU", "soviet union": "",
    "yugoslavia": "", "serbia-montenegro": "", "czechoslovakia": "", "international": "", "unknown": "",
    "new hebrides": "VU", "vatican city": "VA", "hong kong": "HK", "macau": "MO", "st. lucia": "LC",
    "st. kitts and nevis": "KN", "republic of macedonia": "MK", "kosovo": "XK", "guadeloupe": "GP",
    "martinique": "MQ", "french guiana": "GF", "new caledonia": "NC", "falkland islands": "FK",
    "western sahara": "EH", "puerto rico": "PR", "wallis and futuna": "WF", "cambodia (kampuchea)": "KH",
    "russia (soviet union)": "RU", "serbia (yugoslavia)": "RS",
}  # fmt: skip
_PARENTHESIS: Final = re.compile(r"\s*\([^)]*\)")


@lru_cache(maxsize=NAMES)
def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code for a country's name or code; None where it is no state of today."""
    told = name.strip()
    if told.upper() in countries() and len(told) == 2:
        return told.upper()
    for form in (told.casefold(), _PARENTHESIS.sub("", told).strip().casefold()):
        if form in _OTHERS:
            return _OTHERS[form] or None
        if found := _by_name().get(normalise(form)):
            return found
    return None


@cache
def _by_name() -> dict[str, str]:
    return {normalise(name): code for code, country in countries().items() for name in country.names}


@cache
def _extent(code: str) -> tuple[Place, float] | None:
    found = Gazetteer.load().country(code)
    if found is None:
        return None
    return Place(found.name, lat=found.lat, lon=found.lon), 2 * found.radius_km + SLACK_KM


def point(cells: Cells, lat: str, lon: str, country: str | None) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees; None where the row gives none.

    Raises ValueError where one is missing or out of range, or where they make sense only in the other order.
    """
    north, east = cells.number(lat), cells.number(lon)
    if north is None and east is None:
        return None
    if north is None or east is None:
        raise ValueError(f"{lat if north is None else lon}: missing, while the other coordinate is given")
    if not -90 <= north <= 90 or not -180 <= east <= 180:
        hint = "; they look swapped" if -90 <= east <= 90 and -180 <= north <= 180 else ""
        raise ValueError(f"{lat}, {lon}: {north:g}, {east:g} is no point on Earth{hint}")
    _check_country(north, east, country, f"{lat}, {lon}")
    return north, east


def _check_country(north: float, east: float, country: str | None, columns: str) -> None:
    extent = _extent(country) if country else None
    if extent is None or _within(north, east, extent):
        return
    if -90 <= east <= 90 and _within(east, north, extent):
        raise ValueError(f"{columns}: {north:g}, {east:g} is not in {country}; they look swapped")
    if (north, east) == (0.0, 0.0):
        raise ValueError(f"{columns}: 0, 0 is not in {country}; leave unknown coordinates empty")


def _within(north: float, east: float, extent: tuple[Place, float]) -> bool:
    middle, reach = extent
    far = km_between(Place(None, lat=north, lon=east), middle)
    return far is not None and far <= reach


def place(
    name: str | None,
    admin1: str | None,
    country: str | None,
    at: tuple[float, float] | None,
    precision: str,
    radius_km: float | None = None,
) -> Json:
    """Return the value of a place statement. A country without a point gets its middle and its radius."""
    if at is None and precision == "country" and country and (extent := _extent(country)):
        middle, reach = extent
        at, radius_km = (middle.lat or 0.0, middle.lon or 0.0), (reach - SLACK_KM) / 2
    radius = radius_km or RADII.get(precision)
    if precision == "country" and country and radius is None and (extent := _extent(country)):
        radius = (extent[1] - SLACK_KM) / 2
    return {
        "name": name, "admin1": admin1, "country": country,
        "lat": at[0] if at else None, "lon": at[1] if at else None,
        "radius_km": radius if at else None, "precision": precision, "alternatives": [],
    }  # fmt: skip
