"""Where a place lies that a text tells by another: "30 km north-east of Gao", "near Gao", "in Gao region"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from tocsin.model import EARTH_KM, Place

Relation = Literal["offset", "distance", "wind", "near", "in"]

_MILE_KM: Final = 1.609
_WINDS: Final = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
    "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_RELATION: Final = re.compile(
    r"(?:(?:(?P<n>\d{1,3}(?:[.,]\d)?)\s*-?\s*(?P<unit>km|kms|kilomet(?:re|er)s?|miles?)\b"
    r"(?:\s*\([^()]{1,25}\))?,?\s*(?:away\s+)?(?:(?:to|in|towards?)\s+the\s+)?)?"
    r"(?:(?P<wind>north|south|east|west|(?:north|south)[- ]?(?:east|west))(?:ern)?(?:wards?)?\s+)?"
    r"(?P<of>of|from|outside|away from|beyond)"
    r"|(?P<near>near(?:by)?|close to|not far from|next to|around|(?:on|at|in) the outskirts of"
    r"|on the edge of))"
    r"\s+(?:the\s+)?(?:(?:[a-z-]+\s+){0,3}?(?:city|town|capital|port|village)(?:\s+of|,)?\s+)?$",
    re.IGNORECASE,
)
_IN: Final = re.compile(
    r"(?:,|,?\s*\(|(?:,\s*)?\b(?:in|inside|within|of|on))?\s*(?:the\s+)?"
    r"(?:(?:[a-z-]+ern|central|far|upper|lower|remote|restive|troubled|neighbou?ring)\s+){0,2}"
    r"(?:(?:province|state|district|region|county|department|governorate|commune|territory|municipality"
    r"|division|prefecture|sub-?county|area|town|city|island)\s+of\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_APPOSED: Final = re.compile(
    r"(?:,?\s*\(?(?:an?|the|one of the|some)\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:villages?|town(?:ship)?|hamlet|settlement|locality|community|commune|suburb|quarter|area|camp|island"
    r"|port|oasis|ward|district|junction|crossing|post|base|farm|outpost|centre|center|city)\b)?"
    r"(?:,?\s*(?:which|that|and)?\s*(?:is|lies|lying|located|situated|sits|stands)(?:\s+located|\s+some)?)?"
    r",?\s*(?:(?:some|about|around|roughly|nearly|almost|just|less than|more than|over|only|approximately"
    r"|an estimated)\s+)*"
)
_CHAINED: Final = re.compile(
    r",\s+(?:in\s+(?:the\s+)?)?[A-ZÀ-Þ][\w'’-]*(?:\s+[A-ZÀ-Þ][\w'’-]*){0,4}"
    r"(?:\s+(?:district|area|territory|county|commune|municipality|division|department))?(?=,|\s+(?:in|of)\s)"
)
_OFFSET_SHARE: Final = 0.4
"""How far off a place may lie for each kilometre told: a wind is told to an eighth of the circle or worse."""
_WIND_KM: Final = 10.0
"""How far "south of" is where no distance is told."""
_NEAR_KM: Final = 15.0
_LEAST_KM: Final = 5.0
_TOWN_KM: Final = 15.0
"""The widest circle that still passes for a town's."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a place by another: how, and as far as told how far and where (degrees from north)."""

    relation: Relation
    km: float | None = None
    bearing: float | None = None

    @property
    def fineness(self) -> int:
        """Return a sort key: the relation that tells more comes first."""
        return ("offset", "distance", "near", "wind", "in").index(self.relation)


def told(before: str) -> Told | None:
    """Return what the words that end right before a place's name say of where something lies from it."""
    match = _RELATION.search(before)
    if match is None:
        return None
    if match["near"]:
        return Told("near")
    wind = (match["wind"] or "").lower().replace("-", "").replace(" ", "")
    bearing = _WINDS.get(wind)
    if match["n"]:
        km = float(match["n"].replace(",", ".")) * (_MILE_KM if match["unit"].startswith("mi") else 1.0)
        return Told("distance" if bearing is None else "offset", km, bearing)
    if bearing is not None:
        return Told("wind", None, bearing)
    return Told("near") if match["of"].lower() == "outside" else None


def between(text: str) -> Told | None:
    """Return what stands between two names: "Bama, a town 60 km from Maiduguri", "Bama in Borno".

    Another name may stand between ("Ekpufu, Ohaukwu area of Ebonyi").
    """
    if text.strip() and _IN.fullmatch(text):
        return Told("in")
    if (chained := _CHAINED.match(text)) and chained.end() < len(text):
        wider = between(text[chained.end() :])
        if wider is not None and wider.relation == "in":
            return wider
    apposed = _APPOSED.match(text)
    rest = text[apposed.end() :] if apposed else text
    if rest != text and rest.strip(" ,") and _IN.fullmatch(rest):
        return Told("in")
    found = _RELATION.match(rest)
    return told(rest) if found and found.end() == len(rest) else None


def placed(name: str, how: Told, anchor: Place) -> Place:
    """Return the place called `name` that `how` tells by `anchor`, which has a point."""
    own = anchor.radius_km or 0.0
    lat, lon, radius = anchor.lat, anchor.lon, own
    assert lat is not None
    assert lon is not None
    if how.relation == "offset" and how.km is not None and how.bearing is not None:
        lat, lon = moved(lat, lon, how.km, how.bearing)
        radius = max(_LEAST_KM, how.km * _OFFSET_SHARE) + min(own, _LEAST_KM)
    elif how.relation == "wind" and how.bearing is not None:
        lat, lon = moved(lat, lon, own + _WIND_KM, how.bearing)
        radius = own + 2 * _WIND_KM
    elif how.relation == "distance" and how.km is not None:
        radius = own + how.km
    elif how.relation == "near":
        radius = own + _NEAR_KM
    precision = anchor.precision
    if precision in ("exact", "neighbourhood", "city", "district"):
        precision = "city" if radius <= _TOWN_KM or how.relation == "in" else "district"
    if anchor.precision == "district":
        precision = "district"
    return replace(
        anchor, name=name, lat=round(lat, 4), lon=round(lon, 4), radius_km=round(radius, 1),
        precision=precision, alternatives=(),
    )  # fmt: skip


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Return the point (degrees) `km` from another in the direction `bearing` (degrees from north)."""
    along, turn, phi = km / EARTH_KM, math.radians(bearing), math.radians(lat)
    sine = math.sin(phi) * math.cos(along) + math.cos(phi) * math.sin(along) * math.cos(turn)
    theta = math.asin(max(-1.0, min(1.0, sine)))
    east = math.atan2(
        math.sin(turn) * math.sin(along) * math.cos(phi), math.cos(along) - math.sin(phi) * math.sin(theta)
    )
    return math.degrees(theta), (lon + math.degrees(east) + 540.0) % 360.0 - 180.0
