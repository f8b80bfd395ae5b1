"""Where an event was whose own sentences do not say, or not finely: the title, the text around, the
forces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.beside import (
    BODY_AFTER,
    BODY_BEFORE,
    EARLIER,
    ELSEWHERE,
    FORCES_AFTER,
    NEAR,
    ORIGIN,
    PLACED,
    in_group,
    words_before,
)
from tocsin.coding.within import is_local, is_within
from tocsin.model import km_between
from tocsin.places import Gazetteer, Resolved, resolve

_BESIDE_KM: Final = 100.0
"""How far from "west of Tokyo" a dateline's town may lie and still be the place meant."""


def in_title(title: str, resolved: Sequence[Resolved], places: Gazetteer | None = None) -> list[Resolved]:
    """Return the places that the title names, read in the country of which the text speaks most.

    They are looked up in `places`, by default the shipped gazetteer.
    """
    if not title:
        return []
    countries = Counter(r.place.country for r in resolved if r.place.country)
    home = countries.most_common(1)[0][0] if countries else None
    gazetteer = places or Gazetteer.load()
    known = {r.name: r for r in resolved if r.kind == "toponym"}
    found = resolve(title, gazetteer.find(title), gazetteer, outlet_country=home)
    named = [
        r
        for r in found
        if r.kind == "toponym" and not in_group(title, r) and not BODY_AFTER.match(title, r.span.end)
    ]
    return [replace(known[r.name], span=r.span) if r.name in known else r for r in named]


def finer_elsewhere(
    text: str, best: Resolved, toponyms: Sequence[Resolved], dateline: int
) -> Resolved | None:
    """Return the only town that the text names inside a country or province; or the dateline's, if the
    event was "west of" a town near it."""
    if is_local(best):
        beside = NEAR.search(words_before(text, best)) is not None
        heads = [r for r in toponyms if r.span.start < dateline and is_local(r)] if beside else []
        return next((r for r in heads if _beside(r, best)), None)
    towns = [
        r
        for r in toponyms
        if r.span.start >= dateline and is_local(r) and is_within(r, best) and _happens_at(text, r)
    ]
    return towns[0] if towns and len({r.place.name for r in towns}) == 1 else None


def _beside(mention: Resolved, best: Resolved) -> bool:
    km = km_between(mention.place, best.place)
    return km is not None and mention.place.name != best.place.name and km <= _BESIDE_KM


def _happens_at(text: str, mention: Resolved) -> bool:
    """Tell a place at which something is said to happen, and nothing that is elsewhere or was before."""
    before = words_before(text, mention)
    return bool(PLACED.search(before)) and not any(
        pattern.search(before) for pattern in (ORIGIN, ELSEWHERE, EARLIER, BODY_BEFORE)
    )


def forces(text: str, resolved: Sequence[Resolved]) -> list[Resolved]:
    """Return the country of "Nigerian police", the first such: a last resort."""
    named = [r for r in resolved if r.kind == "demonym" and FORCES_AFTER.match(text, r.span.end)]
    return named[:1]
