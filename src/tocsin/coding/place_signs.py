"""What speaks for a place's name, and against it, as the place of an event: the features that are weighed."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from tocsin.coding.beside import (
    A_PEOPLE,
    ABBREVIATED,
    AIMED_AT,
    APPOSED,
    ARRESTED,
    BETWEEN,
    BODY_AFTER,
    BODY_BEFORE,
    DIRECT,
    EARLIER,
    ELSEWHERE,
    HOSPITAL_AFTER,
    LONGER_NAME,
    NEAR,
    NOUN_AFTER,
    ORIGIN,
    PLACED,
    ROAD_AFTER,
    SAYS,
    SENTENCE_BREAK,
    THEN_DAY,
    WHERE,
    by_trigger,
    dateline_end,
    in_clause,
    in_group,
    words_before,
)
from tocsin.coding.scene import Scene
from tocsin.coding.untold import forces, in_title
from tocsin.coding.within import is_finer, is_local, is_within
from tocsin.model import Place, Span, km_between
from tocsin.places import Resolved

_SMALL_KM: Final = 5.0
"""The radius of a town of some 300,000 people."""
_DOUBTFUL: Final = 0.6
_COMMA: Final = re.compile(r"(?:['’]s)?,? ?(?:\(|in )?(?:the )?")
_BETWEEN: Final = 14
_FAR_KM: Final = 400.0


@dataclass(frozen=True, slots=True)
class Named:
    """A mention that may name the event's place, and its features; `span` is where the text says so."""

    mention: Resolved
    span: Span
    features: Mapping[str, float]


def named_places(scene: Scene, resolved: Sequence[Resolved]) -> list[Named]:
    """Return what `scene`'s text and title name that may be its place, with features."""
    text = scene.text
    start = dateline_end(text)
    toponyms = [r for r in resolved if r.kind == "toponym" and not in_group(text, r)]
    heads = in_title(scene.title, resolved, scene.gazetteer)
    known = _Known(
        start,
        toponyms,
        frozenset(r.place.name for r in heads),
        _strangers([*resolved, *heads]),
        Counter(identity(r.place) for r in toponyms if r.span.start >= start),
        frozenset(
            r.place.country
            for r in resolved
            if r.place.country and r.span.start >= start and r.probability > _DOUBTFUL
        ),
    )
    found = [Named(r, r.span, _features(scene, r, known)) for r in toponyms]
    told = {identity(r.place) for r in toponyms}
    found += [
        Named(r, scene.anchor, _of_title(r, heads, known)) for r in heads if identity(r.place) not in told
    ]
    return [*found, *(Named(r, r.span, {"forces": 1.0} | _of_place(r.place)) for r in forces(text, resolved))]


def identity(place: Place) -> tuple[str | None, str | None, float | None]:
    """Return what mentions of one place have in common."""
    return place.name, place.country, place.lat


@dataclass(frozen=True, slots=True)
class _Known:
    """What the whole text says of its places."""

    start: int
    toponyms: Sequence[Resolved]
    titled: Set[str | None]
    strange: Set[str | None]
    often: Mapping[object, int]
    countries: Set[str]


def _features(scene: Scene, r: Resolved, known: _Known) -> dict[str, float]:
    features = _of_place(r.place) | _of_words(scene.text, r) | _of_sentence(scene, r, known)
    return features | _of_neighbours(scene, r, known) | {
        "doubt": 1.0 - r.probability,
        "unheld": float(not r.held),
        "unheld, wide": float(not r.held and r.place.precision in ("province", "country", "region")),
        "home": float(scene.outlet_country is not None and r.place.country == scene.outlet_country),
        "strange": float(r.place.name in known.strange),
        "titled": float(r.place.name in known.titled),
        "often": math.log(known.often.get(identity(r.place), 1)),
        "far from all": float(_is_far(r, known)),
    }  # fmt: skip


def _is_far(r: Resolved, known: _Known) -> bool:
    """Tell a local place with other local places in the text, all of them far off."""
    others = [o for o in known.toponyms if is_local(o) and identity(o.place) != identity(r.place)]
    gaps = [km for o in others if (km := km_between(o.place, r.place)) is not None]
    return bool(gaps) and is_local(r) and min(gaps) > _FAR_KM


def _of_place(place: Place) -> dict[str, float]:
    return {
        f"is {place.precision}": 1.0,
        "no country": float(place.country is None),
        "no point": float(place.lat is None),
    }


def _of_words(text: str, r: Resolved) -> dict[str, float]:
    """Return what stands right before and after the mention."""
    before, end = words_before(text, r), r.span.end
    origin = ORIGIN.search(before) is not None
    direct = DIRECT.search(before) is not None
    signs = {
        "in, at": direct and not origin,  # "had served in" ends in a preposition of place, too
        "in the north of": not direct and not origin and PLACED.search(before),
        "the city of": APPOSED.search(before),
        ", where": WHERE.match(text, end),
        "aimed at": AIMED_AT.search(before),
        "a people": A_PEOPLE.match(text, end),
        "from": origin,
        "taken to": ELSEWHERE.search(before),
        "earlier attack": EARLIER.search(before),
        "body of": BODY_BEFORE.search(before),
        "body": BODY_AFTER.match(text, end),
        "adjective": ABBREVIATED.fullmatch(r.name) and NOUN_AFTER.match(text, end),
        "longer name": LONGER_NAME.match(text, end),
        "near": NEAR.search(before),
        "between": BETWEEN.search(before),
        "road": ROAD_AFTER.match(text, end),
        "then a day": THEN_DAY.match(text, end),
        "a hospital": HOSPITAL_AFTER.match(text, end),
        "arrested": ARRESTED.search(before),
        "says": SAYS.match(text, end),
    }
    return {name: 1.0 for name, value in signs.items() if value}


def _of_sentence(scene: Scene, r: Resolved, known: _Known) -> dict[str, float]:
    """Return in which sentence the mention stands."""
    if r.span.start < known.start:
        foreign = bool(known.countries) and r.place.country not in known.countries
        return {"dateline": 1.0, "dateline, foreign": float(foreign)}
    sentence = scene.sentence(r.span)
    if sentence is None:
        before = r.span.start < scene.anchor.start
        return {
            "of another event" if scene.is_of_another(r.span) else "elsewhere": 1.0,
            "before": float(before),
            "just before": float(before and SENTENCE_BREAK.search(
                scene.text[r.span.end : scene.anchor.start].rstrip()[:-1]) is None),
        }  # fmt: skip
    by = by_trigger(scene.text, r.span, sentence)
    clause = float(in_clause(scene.text, r.span, sentence))
    if sentence == scene.anchor:
        return {"in anchor": 1.0, "by trigger": by, "by trigger in anchor": by, "in its clause": clause}
    apart = 1.0 - 1.0 / scene.distance(sentence)
    return {"in event": 1.0, "apart": apart, "by trigger": by, "in its clause": clause}


def _of_neighbours(scene: Scene, r: Resolved, known: _Known) -> dict[str, float]:
    """Return how the mention nests with the others: "Gwoza, Borno state"."""
    text, end, start = scene.text, r.span.end, r.span.start
    features: dict[str, float] = {}
    for other in known.toponyms:
        if identity(other.place) == identity(r.place):
            continue
        if 0 <= other.span.start - end <= _BETWEEN and _COMMA.fullmatch(text[end : other.span.start]):
            features["then wider"] = float(is_within(r, other) and is_finer(r, other))
        elif 0 <= start - other.span.end <= _BETWEEN and _COMMA.fullmatch(text[other.span.end : start]):
            features["after finer"] = float(is_within(other, r) and is_finer(other, r))
        if scene.sentence(other.span) and is_finer(other, r) and is_within(other, r):
            features["holds one told"] = 1.0
        if is_finer(other, r) and is_within(other, r) and is_local(other):
            features["holds one"] = 1.0
    return features


def _of_title(r: Resolved, heads: Sequence[Resolved], known: _Known) -> dict[str, float]:
    local = {h.place.name for h in heads if is_local(h) and h.place.country}
    foreign = bool(known.countries) and r.place.country not in known.countries
    return _of_place(r.place) | {
        "title only": 1.0,
        "title only, alone": float(local == {r.place.name}),
        "title only, foreign": float(foreign),
        "strange": float(r.place.name in known.strange),
        "doubt": 1.0 - r.probability,
    }


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
        and (
            r.place.precision == "district"
            or (r.place.precision == "city" and (r.place.radius_km or 0.0) < _SMALL_KM)
        )
    )
