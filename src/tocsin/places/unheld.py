"""Names of places that the gazetteer does not find, and where the text says that they lie.

A name is one by the words beside it: "the village of X", "X, a town 30 km north of Gao", "at X in Gao
region". An entry of that name or sound that lies where the text says is taken (`spelling`); else what holds
the name, or lies beside it, gives a point and an honest circle, and the name stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tocsin.model import Place, Span, km_between
from tocsin.places.curated import demonyms, words
from tocsin.places.names import normalise
from tocsin.places.nouns import Candidate, Resolved
from tocsin.places.resolve import place_of, resolve
from tocsin.places.spelling import alike, sounding
from tocsin.places.told import Told, between, placed

if TYPE_CHECKING:
    from tocsin.places.gazetteer import Gazetteer
    from tocsin.places.home import Home

_WORD: Final = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’ʼ‘][^\W\d_]{2,})*"
_ARTICLE: Final = r"(?:al|el|ad|adh|an|ar|as|ash|at|az|ul)"
_NAME: Final = re.compile(
    rf"(?<![\w'’.-])(?:{_ARTICLE}-)?{_WORD}(?:(?:-| (?:d[aeo]s? |del |la |el |bin |{_ARTICLE}-)?"
    rf"|-(?:{_ARTICLE}|e)-){_WORD}){{0,3}}"
)
_PLACE_NOUN: Final = (
    r"(?:villages?|towns?|hamlets?|settlements?|locality|localities|communes?|township|suburb|oasis"
    r"|quarter|islands?|barangay|kampung|municipality|district|sub-?county|ward|parish|camp|junction|valley"
    r"|area|neighbou?rhood|post|market|bridge|crossing)"
)
_NOUN_BEFORE: Final = re.compile(
    rf"\b(?:{_PLACE_NOUN}|road|highway)(?:\s+(?:of|to|called|named|known as)|,)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PREPOSITION: Final = re.compile(
    r"\b(?:in|at|near|outside|around|inside|on|off|to|from|into|through|towards?|reached|entered|stormed"
    r"|raided|attacked|hit|overran|between|and|(?:north|south|east|west|-east|-west)\s+of)\s+(?:(?:[a-z]+ern|nearby)\s+)?"
    r"(?:(?:the\s+)?(?:outskirts|edge|centre|center|north|south|east|west)\s+of\s+)?$",
    re.IGNORECASE,
)
_DIRECT: Final = re.compile(
    r"\b(?:in|at|near|outside|(?:north|south|east|west|-east|-west) of"
    r"|between(?:\s+[\w'’ -]{2,40}\s+and)?)\s+$",
    re.IGNORECASE,
)
_AIMED: Final = re.compile(
    r"\b(?:fir|shot|shoot|aim|thr[eo]w|look|point|hint|shout|hurl|swor|swear|analyst|shares?)\w*"
    r"(?:\s+[\w-]+){0,2}\s+(?:at|in|on|to)\s+$",
    re.IGNORECASE,
)
_NOUN_AFTER: Final = re.compile(rf"\s+(?:{_PLACE_NOUN}|road|highway|axis)\b(?!\s+of\s+[a-z])")
_APPOSED: Final = re.compile(rf",\s+(?:an?|the|one of the)\s+(?:[\w-]+\s+){{0,3}}?{_PLACE_NOUN}\b")
_OWNER: Final = re.compile(r"['’]s?\s+(?:[a-z]+ern\s+)?$")
_HEAD: Final = re.compile(
    rf"(?:{_PLACE_NOUN}|the|an?|in|at|near|on|from|of|and|lower|upper)\s", re.IGNORECASE
)
_BREAK: Final = re.compile(r"[.!?;:]\s|\n")
_LISTED: Final = re.compile(r",? (?:and|or) ")
_BORDER: Final = re.compile(r"(?:ian|n|ese|i)?\s+(?:border|frontier)\b")
_BEFORE: Final = 60
_AFTER: Final = 140
_SHOUTING: Final = 0.6
_SURE: Final = 0.5
_FOUND: Final = 0.9
_REACH: Final = 1.5
_SLACK_KM: Final = 30.0
_NEIGHBOUR_KM: Final = 150.0
_ONE_KM: Final = 25.0
_DEMONYM_WEIGHT: Final = 0.4
_LEAST_SHARE: Final = 0.5
_WIDE: Final = ("province", "country", "region")
_STRAYING: Final = ("city", "district", "province")
_SMALL: Final = ("city", "district", "neighbourhood", "landmark")


@dataclass(frozen=True, slots=True)
class _Found:
    """One mention of a name: how its place is told, by what; and whether the sign is firm."""

    span: Span
    name: str
    how: Told | None
    anchor: Resolved | None
    firm: bool


def read_places(
    text: str,
    gazetteer: Gazetteer,
    *,
    title: str = "",
    outlet_country: str | None = None,
    home: Home | None = None,
) -> list[Resolved]:
    """Return the places that `text` names, held by the gazetteer or not, and its demonyms, in order.

    What the title names helps to tell what those of the text mean ("Haiti: customs post torched"). Other
    parameters as in `tocsin.places.resolve`.
    """
    after = len(text) + 1
    heads = [replace(t, span=Span(t.span.start + after, t.span.end + after)) for t in gazetteer.find(title)]
    found = resolve(
        f"{text}\n{title}",
        [*gazetteer.find(text), *heads],
        gazetteer,
        outlet_country=outlet_country,
        home=home,
    )
    return with_unheld(text, [r for r in found if r.span.end <= len(text)], gazetteer)


def with_unheld(text: str, resolved: Sequence[Resolved], gazetteer: Gazetteer) -> list[Resolved]:
    """Return `resolved` with the names added that only the words beside them show to be places.

    One of which the text says that it lies where no reading of its name does is read anew.
    """
    letters = sum(c.isalpha() for c in text)
    if sum(c.isupper() for c in text) > _SHOUTING * letters:
        return list(resolved)  # in capitals any word looks like a name
    toponyms = [r for r in resolved if r.kind == "toponym" and r.place.lat is not None]
    strayed = {r.span: r for r in toponyms if _strays(text, r, toponyms)}
    known = [r for r in toponyms if r.span not in strayed]
    others = [r for r in resolved if r.span not in strayed]
    again = [_found(text, span, r.name, known, firm=True) for span, r in strayed.items()]
    replaced = _all_placed(again, known, others, gazetteer)
    known = sorted([*known, *replaced], key=lambda r: r.span.start)
    others = [*others, *replaced]
    added = _all_placed(list(_mentions(text, others, known)), known, others, gazetteer)
    return sorted([*others, *added], key=lambda r: (r.span.start, r.span.end))


def _all_placed(
    found: Sequence[_Found], known: Sequence[Resolved], resolved: Sequence[Resolved], gazetteer: Gazetteer
) -> list[Resolved]:
    """Return the mentions with their places, those of one name with the same; a firm sign is asked once."""
    by_name: dict[str, list[_Found]] = {}
    for one in found:
        by_name.setdefault(normalise(one.name), []).append(one)
    firm = [group for group in by_name.values() if any(one.firm for one in group)]
    return [one for group in firm for one in _placed(group, known, resolved, gazetteer)]


def _mentions(text: str, resolved: Sequence[Resolved], known: Sequence[Resolved]) -> Iterator[_Found]:
    """Yield the names of `text` that may be places and are none of those resolved."""
    taken = [r.span for r in resolved]
    for match in _NAME.finditer(text):
        span = _trimmed(text, Span(match.start(), match.end()))
        if span is None or any(s.start < span.end and span.start < s.end for s in taken):
            continue
        before = _BREAK.split(text[max(0, span.start - _BEFORE) : span.start])[-1]
        after = _BREAK.split(text[span.end : span.end + _AFTER])[0]
        noun = bool(_NOUN_BEFORE.search(before) or _NOUN_AFTER.match(after) or _APPOSED.match(after))
        if not noun and (not _PREPOSITION.search(before) or _is_no_place(span.of(text), before)):
            continue
        yield _found(text, span, span.of(text), known, noun or _DIRECT.search(before) is not None)


def _found(text: str, span: Span, name: str, known: Sequence[Resolved], firm: bool) -> _Found:
    after = _BREAK.split(text[span.end : span.end + _AFTER])[0]
    how, anchor = _anchor(text, span, after, known)
    return _Found(span, name, how, anchor, firm or how is not None)


def _trimmed(text: str, span: Span) -> Span | None:
    """Return the span less words that are no part of a name, None where nothing is left."""
    name = span.of(text)
    if head := _HEAD.match(name):
        return _trimmed(text, Span(span.start + head.end(), span.end))
    lower = [word.lower() for word in re.split(r"[ -]", name)]
    never = words("time") | words("title") | words("body") | words("institution") | words("way")
    if len(name) < 4 or any(word in never for word in lower) or name.lower() in words("tongue"):
        return None
    if all(word in words("common") or word.capitalize() in demonyms() for word in lower):
        return None
    return None if name in demonyms() or (name.isupper() and len(name) < 6) else span


def _is_no_place(name: str, before: str) -> bool:
    """Tell a person's name after a title, by its given name or by what is done to persons."""
    last = before.split()[-1].lower().strip(".") if before.split() else ""
    given = name.split(" ")[0].lower() in words("given")
    return last in words("title") or given or _AIMED.search(before) is not None


def _anchor(
    text: str, span: Span, after: str, known: Sequence[Resolved]
) -> tuple[Told | None, Resolved | None]:
    """Return how the text places the name, right after it or as "Gao's X", and by which known place."""
    noun = _NOUN_AFTER.match(after)
    start = span.end + (noun.end() if noun else 0)
    best: tuple[Told, Resolved] | None = None
    for other in known:
        if not start <= other.span.start <= span.end + len(after):
            continue
        how = between(text[start : other.span.start])
        town = other.place.precision not in _WIDE and other.place.precision != "district"
        listed = town and not noun and _LISTED.match(text, other.span.end) is not None
        border = _BORDER.match(text, other.span.end) is not None
        if how is None or (how.relation == "in" and (listed or border)):
            continue
        if best is None or how.fineness < best[0].fineness:
            best = (how, other)
    owners = (o for o in known if o.span.end < span.start and _OWNER.fullmatch(text[o.span.end : span.start]))
    owner = next(owners, None)
    if best is None and owner is not None:
        return Told("in"), owner
    return best or (None, None)


def _placed(
    group: Sequence[_Found], known: Sequence[Resolved], resolved: Sequence[Resolved], gazetteer: Gazetteer
) -> list[Resolved]:
    """Return the mentions of one name with its place."""
    name = group[0].name
    told = [(o.how, o.anchor) for o in group if o.how is not None and o.anchor is not None]
    how = None
    if told:
        how, anchor = min(told, key=lambda one: (one[0].fineness, one[1].place.radius_km or 0.0))
        within, sure = anchor.place, anchor.probability
        place = placed(name, how, within)
    else:
        holder = _spoken(known, resolved, gazetteer)
        if holder is None:
            return [Resolved(o.span, o.name, Place(o.name), 0.0, "toponym", held=False) for o in group]
        within, place, sure = holder, Place(name), _SURE
    entry = _entry(name, how, within, place, known, gazetteer)
    if entry is None:
        sure = sure if place.lat is not None else 0.0
        return [Resolved(o.span, o.name, place, sure, "toponym", held=False) for o in group]
    found = place_of(entry)
    return [Resolved(o.span, o.name, found, sure * _FOUND, "toponym", entry.id) for o in group]


def _entry(
    name: str,
    how: Told | None,
    anchor: Place,
    place: Place,
    known: Sequence[Resolved],
    gazetteer: Gazetteer,
) -> Candidate | None:
    """Return the entry so called, or nearly so, that lies where the text says."""
    country = anchor.country
    if country is None:
        return None
    plain = [c for c in gazetteer.look(name) if c.country == country]
    close = how is not None and anchor.precision != "country"
    for found in (
        plain,
        sounding(name, country, gazetteer),
        alike(name, country, gazetteer) if close else [],
    ):
        fits = [c for c in found if c.feature in _SMALL and (not close or _lies_so(c, anchor, place))]
        if fits:
            return fits[0] if close else _only(fits, known)
    return None


def _lies_so(c: Candidate, anchor: Place, place: Place) -> bool:
    """Tell whether a candidate lies where `place` is told to be, by `anchor`."""
    if anchor.precision == "province" and anchor.admin1 == c.admin1:
        return True
    far = km_between(Place(None, lat=c.lat, lon=c.lon), place)
    return far is not None and far <= (place.radius_km or 0.0) * _REACH + _SLACK_KM


def _only(found: Sequence[Candidate], known: Sequence[Resolved]) -> Candidate | None:
    """Return the only candidate, or the one beside another place of the text."""
    points = [Place(None, lat=c.lat, lon=c.lon) for c in found]
    if all((km_between(points[0], other) or 0.0) <= _ONE_KM for other in points):
        return found[0]
    local = [r.place for r in known if r.place.precision not in _WIDE]
    gaps = [
        min((km for other in local if (km := km_between(at, other)) is not None), default=1e9)
        for at in points
    ]
    return found[gaps.index(min(gaps))] if min(gaps) <= _NEIGHBOUR_KM else None


def _spoken(known: Sequence[Resolved], resolved: Sequence[Resolved], gazetteer: Gazetteer) -> Place | None:
    """Return what holds a place of which nothing is said: the only province told, or else the country."""
    weights: Counter[str] = Counter()
    for r in resolved:
        if r.place.country and (r.kind == "demonym" or r in known):
            weights[r.place.country] += _DEMONYM_WEIGHT if r.kind == "demonym" else r.probability  # type: ignore[assignment]
    if not weights:
        return None
    home, weight = weights.most_common(1)[0]
    if weight < _LEAST_SHARE * sum(weights.values()):
        return None
    provinces = {
        r.place.name: r.place for r in known if r.place.country == home and r.place.precision == "province"
    }
    if len(provinces) == 1:
        return next(iter(provinces.values()))
    country = gazetteer.country(home)
    return place_of(country) if country is not None else None


def _strays(text: str, r: Resolved, toponyms: Sequence[Resolved]) -> bool:
    """Tell a town of which the text says that it lies where the reading of its name does not."""
    if r.place.precision not in _STRAYING or not r.held:
        return False
    after = _BREAK.split(text[r.span.end : r.span.end + _AFTER])[0]
    how, anchor = _anchor(text, r.span, after, [o for o in toponyms if o.span != r.span])
    if how is None or anchor is None or (how.relation == "in" and anchor.place.precision == "city"):
        return False
    if anchor.place.precision == "country" or r.place.precision != "city":
        return anchor.place.country is not None and anchor.place.country != r.place.country
    spot = placed("", how, anchor.place)
    far = km_between(r.place, spot)
    inside = anchor.place.precision == "province" and anchor.place.admin1 == r.place.admin1
    return far is not None and not inside and far > (spot.radius_km or 0.0) * _REACH + _SLACK_KM
