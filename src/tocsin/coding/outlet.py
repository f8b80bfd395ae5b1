"""Where an outlet is at home: as the desk says, or as far as its address tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_AT_HOME_ELSEWHERE: Final = """
    ac ag ai am as bz cc cd co cx eu fm gd gg gl gs im io is la ly me ms mu nu pw sh st tk to tv vc ws
"""
_ANYBODYS: Final = frozenset(_AT_HOME_ELSEWHERE.split())
"""Country-code domains that outlets of any country use, and "eu"."""
_OTHER_CODES: Final = {"uk": "GB"}


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where an outlet is at home: its country (ISO 3166-1 alpha-2) and, where known, its town (degrees)."""

    country: str | None = None
    point: tuple[float, float] | None = None


def homes_of(lines: Iterable[str]) -> dict[str, Outlet]:
    """Return the homes that lines "HOST COUNTRY" or "HOST COUNTRY LAT LON" name, by host.

    Raises ValueError with what is wrong with a line.
    """
    found = {}
    for line in lines:
        parts = line.split()
        if len(parts) not in (2, 4) or not (len(parts[1]) == 2 and parts[1].isalpha()):
            raise ValueError(f'{line!r}: write "HOST COUNTRY" or "HOST COUNTRY LATITUDE LONGITUDE"')
        point = (float(parts[2]), float(parts[3])) if len(parts) == 4 else None
        if point is not None and not (abs(point[0]) <= 90 and abs(point[1]) <= 180):
            raise ValueError(f"{line!r}: latitude is from -90 to 90, longitude from -180 to 180")
        found[parts[0].lower().rstrip(".")] = Outlet(parts[1].upper(), point)
    return found


def outlet_of(name: str, homes: Mapping[str, Outlet]) -> Outlet:
    """Return the home of the outlet whose URL is `name`: that which `homes` gives its host or the domain
    above it, else the country of its address."""
    labels = _labels(name)
    above = (".".join(labels[start:]) for start in range(len(labels) - 1))
    told = next((homes[host] for host in above if host in homes), None)
    return told or Outlet(outlet_country(name))


def outlet_country(name: str) -> str | None:
    """Return the ISO 3166-1 country that the top-level domain of the URL `name` stands for, or None."""
    labels = _labels(name)
    last = labels[-1]
    if len(labels) < 2 or len(last) != 2 or not last.isascii() or not last.isalpha():
        return None
    if last in _ANYBODYS:
        return None
    return _OTHER_CODES.get(last, last.upper())


def _labels(name: str) -> list[str]:
    try:
        host = urlsplit(name).hostname or ""
    except ValueError:  # a name need not be a URL
        host = ""
    return host.rstrip(".").split(".")
