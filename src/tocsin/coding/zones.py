"""The time zone of a place: the zone of its country whose city, in the tz database, lies nearest.

`zone.tab` of the tz database names each zone's countries and principal location (RFC 6557).
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final

from tocsin.model import Place, km_between

_POINT: Final = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?([+-])(\d{3})(\d{2})(?:\d{2})?")
_ZONE_DEGREES: Final = 15.0
_WIDEST_ZONE_KM: Final = 1200.0
_LATEST_ZONE: Final = 14


def zone_of(place: Place) -> str | None:
    """Return the IANA zone of `place` ("Asia/Kabul").

    A country with several zones gives the one whose principal location is nearest, none where the place is
    as wide as the country's zones. A point at sea or without a country gives the zone of its longitude
    ("Etc/GMT-9" is UTC+9). None where nothing tells.
    """
    known = _zones().get(place.country or "", ())
    if len(known) == 1:
        return known[0][0]
    if place.lon is None or (place.radius_km or 0.0) > _WIDEST_ZONE_KM:
        return None
    if known:
        return min(known, key=lambda zone: km_between(place, zone[1]) or 0.0)[0]
    hours = max(-12, min(_LATEST_ZONE, round(place.lon / _ZONE_DEGREES)))
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


@cache
def _zones() -> dict[str, tuple[tuple[str, Place], ...]]:
    """Return the zones of each country with their principal location."""
    found: dict[str, list[tuple[str, Place]]] = {}
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        country, point, zone, *_ = [*line.split("\t"), "", ""]
        match = _POINT.match(point)
        if match is not None and not line.startswith("#"):
            lat, lon = _degrees(match[1], match[2], match[3]), _degrees(match[4], match[5], match[6])
            found.setdefault(country, []).append((zone, Place(None, lat=lat, lon=lon)))
    return {country: tuple(zones) for country, zones in found.items()}


def _degrees(sign: str, whole: str, minutes: str) -> float:
    return (int(whole) + int(minutes) / 60) * (-1 if sign == "-" else 1)
