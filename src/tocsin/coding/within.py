"""How fine places are, and which lie in which."""

from __future__ import annotations

from typing import Final

from tocsin.model import km_between
from tocsin.places import Resolved

_FINENESS: Final = {
    "exact": 5, "neighbourhood": 4, "city": 3, "district": 2, "province": 1, "region": 0, "country": 0,
}  # fmt: skip


def is_local(mention: Resolved) -> bool:
    return _FINENESS.get(mention.place.precision or "", 0) >= _FINENESS["district"]


def is_finer(a: Resolved, b: Resolved) -> bool:
    return _fineness(a) > _fineness(b)


def _fineness(mention: Resolved) -> int:
    """A village that is not held is a town, however wide the circle that is known to hold it."""
    fine = _FINENESS.get(mention.place.precision or "", 0)
    return fine if mention.held else max(fine, _FINENESS["city"])


def is_within(a: Resolved, b: Resolved) -> bool:
    """Tell whether place a lies in place b, as far as country, division and distance can tell."""
    if b.place.country is not None and a.place.country != b.place.country:
        return False
    if b.place.precision == "country":
        return True
    if b.place.precision == "province" and a.place.admin1 is not None:
        return a.place.admin1 == b.place.admin1
    km = km_between(a.place, b.place)
    return km is not None and km <= (b.place.radius_km or 0) * 1.3 + 10
