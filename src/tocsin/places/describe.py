"""The place that a short description means: "Byie village, Riyom LGA", "Kaduna town (Nasarawa area)".

Datasets and reports describe places so: the place first, then what holds it, details in brackets. The first
part that the gazetteer knows, in the region that the description names, is the place; where it knows none,
the district or province named is, with that radius. Nothing is placed in a country that nothing speaks for
when something speaks for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tocsin.model import Place, Span, km_between
from tocsin.places.curated import demonyms
from tocsin.places.evidence import Name
from tocsin.places.nouns import Candidate, Resolved, Toponym
from tocsin.places.resolve import resolve, settled, weighed
from tocsin.places.spelling import alike

if TYPE_CHECKING:
    from tocsin.places.gazetteer import Gazetteer
    from tocsin.places.home import Home

_PART: Final = re.compile(r"[^,;:()\[\]/\n]+")
_WORDS_BETWEEN: Final = re.compile(
    r"\b(?:near|nearby|in|at|of|on|and|or|between|from|to|by|with|along|around|outside|inside|within|towards?"
    r"|situated|located|roughly|about|close|outskirts|border(?:ing)?|leading|which|where|is|was|the|an?|not|far"
    r"|km|kilomet(?:re|er)s?|miles?|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central)\b"
)
_KIND: Final = (
    (re.compile(r"\s*\b(?:LGAs?|L\.G\.A\.?|local government(?: areas?)?|district|county|municipality|tehsil"
                r"|sub-?district|raion|department)$", re.I), "district"),
    (re.compile(r"\s*\b(?:states?|province|governorate|region|oblast|wilaya)$", re.I), "admin1"),
    (re.compile(r"\s*\b(?:town|city|villages?|community|communities|settlement|capital)$", re.I), "city"),
    (re.compile(r"\s*\b(?:areas?|wards?|quarters?|neighbou?rhoods?|suburbs?|roads?|streets?|markets?|junction"
                r"|axis|highway|expressway|forest|camps?|barracks)$", re.I), "part"),
)  # fmt: skip
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.I)
_CAPITALISED: Final = re.compile(r"[^\W\d_]*[A-ZÀ-Þ]|[^\x00-\u024f]")
_ALLOWED: Final[dict[str, frozenset[str]]] = {
    "district": frozenset({"district", "city", "admin1"}),
    "admin1": frozenset({"admin1", "region", "district"}),
    "city": frozenset({"city", "district", "neighbourhood", "landmark"}),
    "part": frozenset({"city", "district", "neighbourhood", "landmark", "region"}),
}
_FIRST_CHOICE: Final = {"district": "district", "admin1": "admin1", "city": "city"}
_WIDE: Final = frozenset({"admin1", "country", "region"})
_SPOKEN_SHARE: Final = 0.8
_LEAST: Final = 0.35
"""A likeliest reading below this is no answer: too many are as likely."""
_MOST: Final = 600
_NEAR: Final = re.compile(r"\b(?:near|close to|outskirts|outside|around|km|kilomet\w+|miles?|area)\b", re.I)
_NEAR_KM: Final = 10.0
_HOLDS: Final = 1.5
_REACH: Final = 2.0
"""How many radii from the middle of a division a place in it may lie."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a description: where it stands, the name in it, what kind of place its type word says."""

    span: Span
    name: str
    kind: str | None
    bracketed: bool


def locate(
    description: str,
    gazetteer: Gazetteer,
    *,
    headline: str = "",
    home: Home | None = None,
    country: str | None = None,
) -> Resolved | None:
    """Return the place that `description` means, None where nothing in it can be placed.

    `headline` helps to tell which and stands in where the description names nothing; `country` (ISO code) is
    where the place is known to lie, `home` where the source's other places do.
    """
    text = description[:_MOST]
    found = list(parts(text))
    heads = gazetteer.find(headline)
    spoken = _spoken(found, headline, heads, gazetteer, home, country)
    toponyms = [(part, _toponym(part, gazetteer, spoken)) for part in found]
    within = _holding(toponyms, heads, spoken)
    shifted = [Toponym(_shift(t.span, len(text) + 1), t.name, t.candidates) for t in heads]
    known = [t for _, t in toponyms if t.candidates]
    names = weighed(
        f"{text}\n{headline}", [*known, *shifted], home=home, outlet_country=country, within=within
    )
    for part, toponym in _in_order(toponyms):
        name = names.get(toponym.span)
        if name is not None and _believable(name) and _lies_in(name, part, within):
            fallen = any(p.span.start < part.span.start and not p.bracketed for p, _ in toponyms)
            return _widened(settled(toponym, name), near=bool(_NEAR.search(text)), fallen=fallen)
    return _of_headline(headline, heads, gazetteer, spoken, home, country)


def parts(text: str) -> Iterator[Part]:
    """Yield the parts of a description that may be names, in order."""
    for match in _PART.finditer(text):
        bracketed = text[: match.start()].count("(") > text[: match.start()].count(")")
        at = match.start()
        for piece in _WORDS_BETWEEN.split(match.group()):
            at = text.index(piece, at)
            part = _part(piece, at, bracketed)
            if part is not None:
                yield part
            at += len(piece)


def _part(piece: str, at: int, bracketed: bool) -> Part | None:
    lead = len(piece) - len(piece.lstrip(" .'\"“-–"))
    words = piece.strip(" .'\"”-–")
    if not _CAPITALISED.search(words) or len(words) < 2:
        return None
    kind = None
    name = _ARTICLE.sub("", words)
    for pattern, what in _KIND:
        short = pattern.sub("", name).strip()
        if short != name and short:
            name, kind = short, what
            break
    return Part(Span(at + lead, at + lead + len(words)), name, kind, bracketed)


def _toponym(part: Part, gazetteer: Gazetteer, spoken: frozenset[str]) -> Toponym:
    """Return the part with what it may mean: as written, without its type word, or nearly so spelt."""
    found = _kept(gazetteer.look(part.name), part.kind, spoken)
    if not found and part.kind is not None:
        found = _kept(gazetteer.look(f"{part.name} {part.kind}"), part.kind, spoken)
    for shorter in () if found else _shorter(part):
        found = _kept(gazetteer.look(shorter), part.kind, spoken)
        if found:
            break
    if not found and spoken and part.kind != "part":
        near = [c for code in sorted(spoken) for c in alike(part.name, code, gazetteer)]
        found = _kept(near, part.kind, spoken)
    return Toponym(part.span, part.name, tuple(found))


def _shorter(part: Part) -> Iterator[str]:
    """Yield the name less its last words or its first: "Dogo Nahauwa Gada", "Bauchi-Gombe road"."""
    words = re.split(r"[ -]" if part.kind == "part" else " ", part.name)
    for length in range(len(words) - 1, 0, -1):
        for piece in (words[:length], words[-length:]):
            if len(" ".join(piece)) > 3:
                yield " ".join(piece)


def _kept(found: Sequence[Candidate], kind: str | None, spoken: frozenset[str]) -> list[Candidate]:
    """Return the candidates that the type word and the countries spoken of allow."""
    if spoken:
        found = [c for c in found if c.country is None or c.country in spoken]
    if kind is None:
        return list(found)
    first = [c for c in found if c.feature == _FIRST_CHOICE.get(kind)]
    return first or [c for c in found if c.feature in _ALLOWED[kind]]


def _spoken(
    found: Sequence[Part],
    headline: str,
    heads: Sequence[Toponym],
    gazetteer: Gazetteer,
    home: Home | None,
    country: str | None,
) -> frozenset[str]:
    """Return the countries that something speaks for: named, by a demonym, told, or home to all the rest."""
    if country:
        return frozenset({country})
    told = {c.country for t in heads for c in t.candidates[:1] if c.feature == "country" and c.country}
    told |= {code for word, code in demonyms().items() if re.search(rf"\b{re.escape(word)}\b", headline)}
    for part in found:
        first = gazetteer.look(part.name)[:1]
        told |= {c.country for c in first if c.feature == "country" and c.country}
    if home is not None:
        told |= {code for code, share in home.countries.items() if share >= _SPOKEN_SHARE}
    return frozenset(told)


def _holding(
    toponyms: Sequence[tuple[Part, Toponym]], heads: Sequence[Toponym], spoken: frozenset[str]
) -> list[Candidate]:
    """Return the divisions that the description, or else the headline, says that it all lies in."""
    for kind in ("district", "admin1"):
        told = [c for part, t in toponyms if part.kind == kind for c in t.candidates if c.feature == kind]
        if told:
            return told
    last = [c for part, t in toponyms[1:] for c in t.candidates if c.feature == "admin1"]
    if last:
        return last
    return [
        c
        for t in heads
        for c in t.candidates
        if c.feature == "admin1" and (not spoken or c.country in spoken)
    ]


def _in_order(toponyms: Sequence[tuple[Part, Toponym]]) -> list[tuple[Part, Toponym]]:
    """Return the parts in the order in which they may be the place: wide ones and details come last."""

    def rank(one: tuple[Part, Toponym]) -> tuple[int, int]:
        part, toponym = one
        wide = part.kind == "admin1" or all(c.feature in _WIDE for c in toponym.candidates)
        held = part.kind == "district"
        return (3 if wide else 2 if part.bracketed else 1 if held else 0), part.span.start

    return sorted((one for one in toponyms if one[1].candidates), key=rank)


def _believable(name: Name) -> bool:
    """Tell whether the likeliest reading is likely enough, and in the region named where one is."""
    best = int(name.probability.argmax())
    told = name.has("within_named")
    return float(name.probability[best]) >= _LEAST and not (told.any() and not told[best])


def _widened(found: Resolved, near: bool, fallen: bool) -> Resolved:
    """Give a place told as "near X", or one that only holds a place that is not known, a wider circle."""
    radius = found.place.radius_km
    if radius is None or not (near or fallen):
        return found
    wider = radius * (_HOLDS if fallen else 1.0) + (_NEAR_KM if near else 0.0)
    return replace(found, place=replace(found.place, radius_km=round(wider, 1)))


def _lies_in(name: Name, part: Part, within: Sequence[Candidate]) -> bool:
    """Tell whether the likeliest reading lies in a division that is named, where one is."""
    if not within or part.kind in ("admin1", "district") or bool(name.has("country").any()):
        return True
    best = name.candidates[int(name.probability.argmax())]
    at = Place(None, lat=best.lat, lon=best.lon)
    return any(
        (km_between(at, Place(None, lat=w.lat, lon=w.lon)) or 0.0) <= w.radius_km * _REACH
        and (w.admin1 == best.admin1 or best.admin1 is None)
        for w in within
    )


def _of_headline(
    headline: str,
    heads: Sequence[Toponym],
    gazetteer: Gazetteer,
    spoken: frozenset[str],
    home: Home | None,
    country: str | None,
) -> Resolved | None:
    """Return the finest place of the headline in the countries spoken of."""
    found = [
        r
        for r in resolve(headline, list(heads), gazetteer, home=home, outlet_country=country)
        if r.place.lat is not None and (not spoken or r.place.country in spoken)
    ]
    order = ("exact", "neighbourhood", "city", "district", "province", "region", "country")
    found.sort(key=lambda r: (r.kind != "toponym", order.index(r.place.precision or "country"), r.span.start))
    return found[0] if found else None


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
