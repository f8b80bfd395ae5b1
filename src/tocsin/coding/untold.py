"""Where an event was whose own sentences do not say: the title, the text around, the dateline, the forces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.beside import (
    BODY_AFTER,
    BODY_BEFORE,
    DIRECT,
    EARLIER,
    ELSEWHERE,
    FORCES_AFTER,
    NEAR,
    ORIGIN,
    PLACED,
    SENTENCE_BREAK,
    in_group,
    words_before,
)
from tocsin.coding.within import is_finer, is_local, is_within
from tocsin.model import Place, Span, km_between
from tocsin.places import Gazetteer, Resolved, resolve

_REACH: Final = 2_000
_DOUBTFUL: Final = 0.6
_BESIDE_KM: Final = 100.0
"""How far from "west of Tokyo" a dateline's town may lie and still be the place meant."""


def in_title(title: str, resolved: Sequence[Resolved]) -> list[Resolved]:
    """Return the places that the title names, read in the country of which the text speaks most."""
    if not title:
        return []
    countries = Counter(r.place.country for r in resolved if r.place.country)
    home = countries.most_common(1)[0][0] if countries else None
    gazetteer = Gazetteer.load()
    known = {r.name: r for r in resolved if r.kind == "toponym"}
    found = resolve(title, gazetteer.find(title), gazetteer, outlet_country=home)
    named = [
        r
        for r in found
        if r.kind == "toponym" and not in_group(title, r) and not BODY_AFTER.match(title, r.span.end)
    ]
    return [replace(known[r.name], span=r.span) if r.name in known else r for r in named]


def head_of(heads: Sequence[Resolved], best: Resolved | None) -> Place | None:
    """Return the one town or finer place that the title names, if it lies where `best` does."""
    local = [r for r in heads if is_local(r) and r.place.country]
    if len({r.place.name for r in local}) != 1:
        return None
    place = local[0].place
    return place if best is None or best.place.country in (None, place.country) else None


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


def in_body(text: str, toponyms: Sequence[Resolved], dateline: int) -> Resolved | None:
    """Return the town of which the text speaks most, the first among equals."""
    towns = [r for r in toponyms if r.span.start >= dateline and is_local(r) and r.place.country]
    often = Counter(
        r.place.name
        for r in towns
        if not ORIGIN.search(words_before(text, r)) and not ELSEWHERE.search(words_before(text, r))
    )
    if not often:
        return None
    name = often.most_common(1)[0][0]
    return next(r for r in towns if r.place.name == name)


def before_anchor(text: str, toponyms: Sequence[Resolved], anchor: Span, dateline: int) -> Resolved | None:
    """Return the nearest place told before the anchor: the event's sentences may say "the city"."""
    near = [
        r
        for r in toponyms
        if dateline <= r.span.start < anchor.start
        and anchor.start - r.span.start < _REACH
        and DIRECT.search(words_before(text, r))
        and not ORIGIN.search(words_before(text, r))
        and not ELSEWHERE.search(words_before(text, r))
    ]
    if not near:
        return None
    beside = [r for r in near if not SENTENCE_BREAK.search(text[r.span.end : near[-1].span.start])]
    best = beside[-1]
    for other in reversed(beside[:-1]):
        if is_finer(other, best) and is_within(other, best):
            best = other
    return best


def of_dateline(resolved: Sequence[Resolved], toponyms: Sequence[Resolved], dateline: int) -> Resolved | None:
    """Return the dateline's place when the rest of the text names no other country."""
    countries = {
        r.place.country
        for r in resolved
        if r.place.country and r.span.start >= dateline and r.probability > _DOUBTFUL
    }
    heads = [r for r in toponyms if r.span.start < dateline]
    return next((r for r in heads if not countries or r.place.country in countries), None)


def of_forces(text: str, resolved: Sequence[Resolved]) -> Resolved | None:
    """Return the country of "Nigerian police", the last resort."""
    named = (r for r in resolved if r.kind == "demonym")
    return next((r for r in named if FORCES_AFTER.match(text, r.span.end)), None)
