"""Where an incident was: down from the country to the finest place that enough independent sources hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tocsin.model import Json, Place, km_between
from tocsin.resolve.account import as_place, finest, place_rank
from tocsin.resolve.testimony import Said, corrected

ENOUGH: Final = 0.25
"""Share of the sources that hold the coarser place from which a finer one inside it is taken."""
ALTERNATIVES: Final = 5
_Key = tuple[str | None, str | None, str | None, int, int]


@dataclass(frozen=True, slots=True)
class _Spot:
    """One place that was named: who says so, and its best wording (by grade, then the smaller)."""

    place: Place
    rank: int
    voices: dict[int, float]
    order: tuple[int, bool, float, float, float, str]


def settle(said: Sequence[Said]) -> Place:
    """Return the place that most independent sources support, at the finest precision that enough do.

    A source that names a finer place supports each coarser one that holds it. From the coarsest precision
    to the finest, the most supported place inside the one chosen so far is taken if at least a quarter of
    those that support the chosen one support it. Other places that were named, and other readings of the
    name, are its alternatives, with the share of the sources that name them.
    """
    spots = _spots(corrected(said))
    if not spots:
        return Place(None)
    voices = {voice for spot in spots for voice in spot.voices}
    chosen: _Spot | None = None
    for rank in sorted({spot.rank for spot in spots}, reverse=True):
        level = [s for s in spots if s.rank == rank and (chosen is None or _holds(chosen.place, s.place))]
        if not level:
            continue
        best = min(level, key=lambda s: (-_support(s, spots), s.order))
        asked = sum(_backing(chosen, spots).values()) if chosen else 0.0
        rivals = [s for s in spots if s.rank <= rank and not _holds(best.place, s.place)]
        if chosen is None and _outvoted(best, rivals, spots):
            continue
        if _support(best, spots) >= ENOUGH * asked:
            chosen = best
    if chosen is None:
        chosen = min(spots, key=lambda s: (-_support(s, spots), s.rank, s.order))
    return replace(chosen.place, alternatives=_alternatives(chosen, spots, len(voices)))


def _outvoted(best: _Spot, rivals: Sequence[_Spot], spots: Sequence[_Spot]) -> bool:
    """Whether finer places elsewhere have more behind them than the coarsest one named."""
    return any(_support(rival, spots) > _support(best, spots) for rival in rivals)


def _spots(said: Sequence[Said]) -> list[_Spot]:
    reports_of: dict[int, int] = defaultdict(int)
    for s in said:
        reports_of[s.voice] += 1
    found: dict[_Key, _Spot] = {}
    for s in said:
        x = finest(s.statements)
        place = as_place(x.value)
        order = (
            s.grade, not _names_town(place), place.radius_km or 0.0, -(x.confidence or 0.0),
            -s.told.timestamp(), s.report,
        )  # fmt: skip
        spot = found.get(_key(place))
        if spot is None or order < spot.order:
            voices = spot.voices if spot else {}
            spot = found[_key(place)] = _Spot(place, place_rank(place.precision), voices, order)
        spot.voices[s.voice] = spot.voices.get(s.voice, 0.0) + 1.0 / reports_of[s.voice]
    return sorted(found.values(), key=lambda spot: spot.order)


def _key(place: Place) -> _Key:
    lat = 999 if place.lat is None else round(place.lat * 20)
    lon = 999 if place.lon is None else round(place.lon * 20)
    name = (place.name or "").casefold()
    return name.partition(", ")[0] if _names_town(place) else name, place.country, place.precision, lat, lon


def _names_town(place: Place) -> bool:
    """Whether a landmark is named with its town: "Taksim Square, Istanbul", the better wording."""
    return place.precision in ("exact", "neighbourhood") and ", " in (place.name or "")


def _backing(spot: _Spot, spots: Sequence[_Spot]) -> dict[int, float]:
    """The votes of those that name the place or one inside it."""
    votes: dict[int, float] = defaultdict(float)
    for other in spots:
        if other is spot or (other.rank <= spot.rank and _holds(spot.place, other.place)):
            for voice, weight in other.voices.items():
                votes[voice] += weight
    return votes


def _support(spot: _Spot, spots: Sequence[_Spot]) -> float:
    return round(sum(_backing(spot, spots).values()), 9)


def _holds(outer: Place, inner: Place) -> bool:
    """Whether `inner`, of the same precision or a finer one, lies in `outer`."""
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if place_rank(outer.precision) >= place_rank("country"):
        return not outer.country or outer.country == inner.country
    far = km_between(outer, inner)
    if far is None:
        return bool(outer.name and outer.name == inner.name)
    same = bool(outer.name and inner.name and outer.name.casefold() == inner.name.casefold())
    if outer.admin1 and outer.admin1 == inner.admin1 and outer.precision == "province":
        return True
    return (same and far < 50) or far <= max(outer.radius_km or 0.0, 2.0)


def _alternatives(chosen: _Spot, spots: Sequence[_Spot], voices: int) -> tuple[Json, ...]:
    others = [s for s in spots if s is not chosen and not _holds(s.place, chosen.place)]
    others.sort(key=lambda s: (-sum(s.voices.values()), s.order))
    named = [
        {
            "name": s.place.name, "country": s.place.country, "lat": s.place.lat, "lon": s.place.lon,
            "precision": s.place.precision, "share": round(sum(s.voices.values()) / voices, 3),
        }
        for s in others
    ]  # fmt: skip
    return (*named, *chosen.place.alternatives)[:ALTERNATIVES]
