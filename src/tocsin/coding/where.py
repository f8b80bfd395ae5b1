"""The place of an event: which of the places near its sentences is where it happened.

Each mention is scored by what stands beside it: a preposition of place, the words of an attack; and against
it the marks of something else (a person's origin, a body's seat, a hospital, a summit, an earlier attack).
The best is then made as fine as the sentences allow, inside the same country. Places in the names of groups
and in datelines do not count as told; the dateline's place is what is left when the text names none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from tocsin.coding.beside import (
    A_PEOPLE,
    ABBREVIATED,
    AIMED_AT,
    APPOSED,
    AWAY,
    BODY_AFTER,
    BODY_BEFORE,
    DIRECT,
    EARLIER,
    ELSEWHERE,
    LONGER_NAME,
    NEAR,
    NOUN_AFTER,
    ORIGIN,
    PLACED,
    TRIGGER,
    WHERE,
    dateline_end,
    in_group,
    sentence_of,
    words_before,
)
from tocsin.coding.untold import (
    before_anchor,
    finer_elsewhere,
    head_of,
    in_body,
    in_title,
    of_dateline,
    of_forces,
)
from tocsin.coding.within import is_finer, is_local, is_within
from tocsin.model import Place, Span
from tocsin.places import Resolved

_BY_PRECISION: Final = {
    "exact": 0.6, "neighbourhood": 0.7, "city": 0.6, "district": 0.4, "province": 0.2, "region": -0.3,
    "country": -1.0,
}  # fmt: skip
_NO_COUNTRY: Final = -1.5
_IN_ANCHOR: Final = 3.0
_AS_GOOD: Final = 2.5
"""How far a finer place may score below the best and still be taken, when it lies inside."""
_LEAST: Final = 0.0
_LEAST_LEFT: Final = -2.0
_TRIGGER_SCALE: Final = 60
_MILE_KM: Final = 1.609
_FAR_KM: Final = 10
_IN_TITLE: Final = 1.0
_STRANGE: Final = 2.0
_SMALL_KM: Final = 5.0
"""The radius of a town of some 300,000 people."""
_ZONE_DEGREES: Final = 15.0
_WIDEST_ZONE_KM: Final = 1200.0
_LATEST_ZONE: Final = 14


@dataclass(frozen=True, slots=True)
class _Scored:
    mention: Resolved
    score: float


def event_place(
    text: str,
    resolved: Sequence[Resolved],
    sentences: Sequence[Span],
    anchor: Span,
    *,
    title: str = "",
    outlet_country: str | None = None,
) -> tuple[Place, Span] | None:
    """Return where the event told in `sentences` (first in `anchor`) happened, and the words that say so.

    `resolved` are the places of the whole document (`tocsin.places.resolve`), `sentences` those about this
    event only; `title` is the document's where the event is its main one. A place that only the title names
    stands for the anchor, which is then the words returned. None where nothing names a place that could
    be it.
    """
    dateline = dateline_end(text)
    toponyms = [r for r in resolved if r.kind == "toponym" and not in_group(text, r)]
    told = [r for r in toponyms if r.span.start >= dateline and sentence_of(r, [anchor, *sentences])]
    heads = in_title(title, resolved)
    named = frozenset(r.place.name for r in heads)
    strange = _strangers([*resolved, *heads])
    scored = [
        _Scored(
            r,
            _score(text, r, sentences, anchor, outlet_country, named) - _STRANGE * (r.place.name in strange),
        )
        for r in told
    ]
    scored.sort(key=lambda s: (-s.score, s.mention.span.start))
    if scored and scored[0].score > _LEAST:
        best = _finest(scored)
        finer = finer_elsewhere(text, best, toponyms, dateline)
        loose = not is_local(best) or not anchor.start <= best.span.start < anchor.end
        if finer is None and loose and (head := head_of(heads, best)) is not None:
            return head, anchor
        best = finer or best
        return _placed(text, best, [*scored, *(_Scored(r, 0.0) for r in toponyms)]), best.span
    left = before_anchor(text, toponyms, anchor, dateline)
    if left is None and (head := head_of(heads, None)) is not None:
        return head, anchor
    known = [r for r in toponyms if r.place.name not in strange]
    left = left or of_dateline(resolved, toponyms, dateline) or in_body(text, known, dateline)
    if left is None and scored and scored[0].score > _LEAST_LEFT:
        left = scored[0].mention
    left = left or of_forces(text, resolved)
    every = [*scored, *(_Scored(r, 0.0) for r in toponyms)]
    return (_placed(text, left, every), left.span) if left else None


def _strangers(resolved: Sequence[Resolved]) -> frozenset[str | None]:
    """Return the small places in a country of which nothing else in the text speaks, where it does of others.

    A word that happens to be a village's name somewhere is the commonest error of place finding.
    """
    names: dict[str | None, set[str | None]] = {}
    for r in resolved:
        names.setdefault(r.place.country, set()).add(r.place.name)
    spoken = {country for country, told in names.items() if country and len(told) > 1}
    return frozenset(
        r.place.name
        for r in resolved
        if spoken - {r.place.country}
        and len(names[r.place.country]) == 1
        and (r.place.radius_km or 0.0) < _SMALL_KM
        and r.place.precision == "city"
    )


def zone_of(place: Place) -> str | None:
    """Return the IANA zone whose noon is nearest to the sun's at `place` ("Etc/GMT-9" is UTC+9).

    Civil time differs by an hour or two in places; good enough to tell the local day of an event. None where
    the place has no point or is too wide to have one hour.
    """
    if place.lon is None or (place.radius_km or 0.0) > _WIDEST_ZONE_KM:
        return None
    hours = max(-12, min(_LATEST_ZONE, round(place.lon / _ZONE_DEGREES)))
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


def _score(
    text: str,
    mention: Resolved,
    sentences: Sequence[Span],
    anchor: Span,
    outlet: str | None,
    titled: Set[str | None] = frozenset(),
) -> float:
    before, end = words_before(text, mention), mention.span.end
    sentence = sentence_of(mention, [anchor, *sentences])
    assert sentence is not None
    score = _by_sentence(sentence, sentences, anchor) + 1.5 * _by_trigger(text, mention, sentence)
    score += _by_place(mention.place)
    if not ORIGIN.search(before):  # "had served in" ends in a preposition of place, too
        score += 2.0 if DIRECT.search(before) else 1.2 if PLACED.search(before) else 0.0
    score += 1.0 if APPOSED.search(before) else 0.0
    score += 1.0 if WHERE.match(text, end) else 0.0
    score += _IN_TITLE if mention.place.name in titled else 0.0
    score -= 3.0 if AIMED_AT.search(before) else 0.0
    score -= 3.0 if A_PEOPLE.match(text, end) else 0.0
    score -= 4.0 if ORIGIN.search(before) else 0.0
    score -= 3.5 if ELSEWHERE.search(before) else 0.0
    score -= 3.0 if EARLIER.search(before) else 0.0
    score -= 1.5 if BODY_BEFORE.search(before) else 0.0
    score -= 1.8 if BODY_AFTER.match(text, end) else 0.0
    score -= 3.0 if ABBREVIATED.fullmatch(mention.name) and NOUN_AFTER.match(text, end) else 0.0
    score -= 1.2 if LONGER_NAME.match(text, end) else 0.0
    score += 0.3 if outlet is not None and mention.place.country == outlet else 0.0
    return score - (1.0 - mention.probability)


def _by_place(place: Place) -> float:
    return _BY_PRECISION.get(place.precision or "", -0.5) + (0.0 if place.country else _NO_COUNTRY)


def _by_sentence(sentence: Span, sentences: Sequence[Span], anchor: Span) -> float:
    if sentence == anchor:
        return _IN_ANCHOR
    ordered = sorted({*sentences, anchor}, key=lambda s: s.start)
    return 1.0 / abs(ordered.index(sentence) - ordered.index(anchor))


def _by_trigger(text: str, mention: Resolved, sentence: Span) -> float:
    """Return how near the words of an attack stand, from 0 to 1."""
    spots = [m.span() for m in TRIGGER.finditer(text, sentence.start, sentence.end)]
    gaps = [max(mention.span.start - end, start - mention.span.end, 0) for start, end in spots]
    return math.exp(-min(gaps) / _TRIGGER_SCALE) if gaps else 0.0


def _finest(scored: Sequence[_Scored]) -> Resolved:
    """Return the finest mention that lies inside the best one's place and is about as good."""
    best = scored[0].mention
    for other in scored[1:]:
        close = other.score > max(_LEAST, scored[0].score - _AS_GOOD)
        if close and is_finer(other.mention, best) and is_within(other.mention, best):
            best = other.mention
    return best


def _placed(text: str, best: Resolved, scored: Sequence[_Scored]) -> Place:
    """Return the place with what the wider mentions add: a division, and room for "near"."""
    place = best.place
    if place.admin1 is None and place.precision in ("exact", "neighbourhood", "city", "district"):
        wider = [s.mention for s in scored if s.mention.place.admin1 and is_within(best, s.mention)]
        place = replace(place, admin1=wider[0].place.admin1) if wider else place
    place = _with_its_town(place, best, scored)
    before = words_before(text, best)
    if place.radius_km is None or not NEAR.search(before):
        return place
    away = AWAY.search(before)
    if away is None:
        return replace(place, radius_km=round(max(place.radius_km * 1.5, place.radius_km + 5), 1))
    km = float(away["n"]) * (_MILE_KM if away["unit"].lower().startswith("mile") else 1.0)
    precision = "district" if km >= _FAR_KM else place.precision
    return replace(place, radius_km=round(place.radius_km + km, 1), precision=precision)


def _with_its_town(place: Place, best: Resolved, scored: Sequence[_Scored]) -> Place:
    """Return a landmark or a neighbourhood with the name of its town: "Taksim Square, Istanbul"."""
    if place.precision not in ("exact", "neighbourhood") or place.name is None:
        return place
    towns = [
        s.mention.place.name
        for s in scored
        if s.mention.place.precision == "city" and s.mention.place.name and is_within(best, s.mention)
    ]
    return replace(place, name=f"{place.name}, {towns[0]}") if towns and towns[0] != place.name else place
