"""Where a claim counts: the world, with or without its war zones, a continent, a country, a town."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final

from tocsin.claims.areas import WORLD, countries_then, named_areas
from tocsin.claims.reading.chunks import Chunked
from tocsin.claims.reading.numbers import HEDGES, number_of
from tocsin.coding.group_names import named_groups
from tocsin.coding.tokens import tokenize
from tocsin.errors import InputError
from tocsin.model import Area, Place, Span
from tocsin.places import Candidate, Gazetteer, country_name
from tocsin.places.curated import countries, words

WAR_ZONES: Final = Area(
    "worldwide outside war zones", (), ("IQ", "LY", "SY"), ("Sinai", "North Sinai", "South Sinai")
)
"""Iraq, Syria, Sinai and Libya: the war zones of the count of 2016; say other ones with --region."""
_OUTSIDE: Final = re.compile(
    r"\b(?:(?:worldwide|globally|in the world|around the world),? )?(?:in cities )?"
    r"outside (?:of )?(?:the |any |all )?(?:active )?war[- ]?zones?"
    r"(?: (?:of|in) (?:Iraq|Syria|Sinai|Libya|the|,|and|in|Egypt|\s)+(?<![\s,]))?",
    re.IGNORECASE,
)
_WORLD: Final = re.compile(
    r"\b(?:worldwide|globally|(?:all )?(?:in|around|across|over|throughout) the world|across the globe"
    r"|the world(?: over)?|in (?P<n>\d+|[a-z-]+) countries)\b",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"⟪A(\d+)⟫(?:(?:, | and |, and )⟪A(\d+)⟫)+(?! (?:compared|against|versus))")
_SMALLEST: Final = 15_000
"""A town of fewer people is not taken for the place of a claim unless it stands after "in" or "at"."""
_PLACED: Final = re.compile(r"\b(?:in|at|near|of|from|hit|hits|struck|across)\s+$", re.IGNORECASE)
_NOT_A_PLACE: Final = frozenset(
    {"attack", "attacks", "nice", "most", "almost", "march", "may", "august", "police", "islamic state",
     "christmas", "islam", "islamists", "terror", "of", "university", "boko haram", "somewhere", "daily"}
)  # fmt: skip


_HEDGE_WORDS: Final = frozenset(word for hedge in HEDGES for word in hedge.split()) | {
    "more",
    "most",
    "fewer",
}


@cache
def _names() -> dict[str, Area]:
    found: dict[str, Area] = {}
    for area in named_areas().values():
        for name in (area.name, *area.also):
            found[name.removeprefix("the ").lower()] = Area(area.name, area.countries)
    for country in countries().values():
        place = Area(country.names[0], (country.code,))
        for name in (*country.names, *country.demonyms):
            found.setdefault(name.removeprefix("The ").lower(), place)
    found |= {f"{kind} european": found["western europe"] for kind in ("western", "west")}
    found |= {"european": found["europe"], "african": found["africa"], "asian": found["asia"],
              "central asian": found["central asia"], "middle eastern": found["middle east"]}  # fmt: skip
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(map(re.escape, _names()), key=len, reverse=True)
    # "us", "in", "and" and the like are words: codes and short names count in capitals only.
    return re.compile(
        rf"(?<![\w⟪.-])(?:the )?(?P<name>{'|'.join(names)})(?:'s?)?(?: alone)?(?![\w⟫-])", re.IGNORECASE
    )


def mark_areas(chunked: Chunked, said_on: date | None = None) -> None:
    """Mark each place as A, an Area; a list of places is one area."""
    chunked.replace("A", _OUTSIDE, lambda _: WAR_ZONES)
    chunked.replace("A", _WORLD, lambda m: None if m["n"] and not _counted(m["n"]) else Area(WORLD))
    chunked.replace("A", _pattern(), lambda m: _then(_known(m), said_on))
    _mark_towns(chunked)
    chunked.text = _LIST.sub(lambda m: _joined(chunked, m), chunked.text)
    chunked.text = _BEYOND.sub(lambda m: _beyond(chunked, m), chunked.text)


_BEYOND: Final = re.compile(
    r"\b(?:anywhere |elsewhere )?(?:outside(?: of)?|except(?: for)?|other than) (⟪A\d+⟫)"
)


def _beyond(chunked: Chunked, found: re.Match[str]) -> str:
    """Return the mark of all the world but the countries named; a town is not taken out of it."""
    inner: Area = chunked.value(found[1])
    if inner.place or not inner.countries or inner.without:
        return found[0]
    return chunked.mark("A", Area(f"worldwide outside {inner.name}", (), inner.countries), found[0])


def _counted(word: str) -> bool:
    return word.isdigit() or word in (
        "many",
        "several",
        "two",
        "three",
        "four",
        "five",
        "ten",
        "dozens",
        "some",
    )


def _then(area: Area | None, on: date | None) -> Area | None:
    """Return an area with the countries that it had on a day."""
    if area is None or area.name not in named_areas():
        return area
    return Area(area.name, countries_then(area.name, on))


def _known(found: re.Match[str]) -> Area | None:
    name = found["name"]
    if not name[0].isupper() or (len(name) <= 3 and not name.replace(".", "").isupper()):
        return None if name.lower() not in ("sub-saharan africa",) else _names()[name.lower()]
    return _names()[name.lower()]


def _mark_towns(chunked: Chunked) -> None:
    gazetteer = Gazetteer.load()
    text = chunked.text
    for toponym in reversed(_toponyms(text, gazetteer)):
        span, area = toponym
        end = span.end + 2 if text[span.end : span.end + 2] == "'s" else span.end
        text = text[: span.start] + chunked.mark("A", area, span.of(text)) + text[end:]
    chunked.text = text


_WORD: Final = re.compile(
    r"(?<![\w⟪'-])(?!(?:The|A|An|In|On|At|Of|It|This|That|There|Then|Since|Every|Each)\b)"
    r"[A-ZÀ-ÞĀ-Ž][\w'-]*?(?:[ -][A-ZÀ-Þ][\w-]+){0,2}(?='s\b|[^\w'-]|$)"
)


_NOUN_AFTER: Final = re.compile(
    r"\s+(?:countr(?:y|ies)|nations?|states?|areas?|regions?|cities|towns?|communit(?:y|ies)|majority)\b"
)


def _group_spans(text: str) -> list[Span]:
    """Return where groups that are known are named: "Abu" of Abu Sayyaf is no town."""
    tokens = tokenize(text, Span(0, len(text)))
    named = [group for group in named_groups(tokens) if group.known]
    return [Span(tokens[group.first].start, tokens[group.end - 1].end) for group in named]


def _toponyms(text: str, gazetteer: Gazetteer) -> list[tuple[Span, Area]]:
    found = []
    groups = _group_spans(text)
    for m in _WORD.finditer(text):
        if any(span.start <= m.start() < span.end for span in groups):
            continue
        name, end = m[0], m.end()
        while name:
            area = _town(text, m.start(), name, gazetteer)
            if area is not None:
                found.append((Span(m.start(), end), area))
                break
            name = name.rpartition(" ")[0]
            end = m.start() + len(name)
    return found


def _town(text: str, start: int, name: str, gazetteer: Gazetteer) -> Area | None:
    placed = _PLACED.search(text, max(0, start - 12), start) is not None
    word = (
        name.lower() in _NOT_A_PLACE or name.lower() in words("common") | _HEDGE_WORDS or number_of(name) > 0
    )
    opening = start == 0 and word and not _is_subject(text, name)
    describes = name.lower() in words("common") and _NOUN_AFTER.match(text, start + len(name)) is not None
    if len(name) < 3 or opening or describes or (not placed and name.lower() in _NOT_A_PLACE - {"nice"}):
        return None
    known = gazetteer.look(name)
    best = next((c for c in known if c.feature == "city" and c.population >= _SMALLEST), None)
    top = known[0] if known else None
    chosen = top if top is not None and (top.own or best is None or _wider(top, best)) else best
    if chosen is None or chosen.country is None:
        return None
    return town(chosen) if placed or chosen.population >= _SMALLEST or chosen.own else None


def _is_subject(text: str, name: str) -> bool:
    return text[len(name) :].lstrip().startswith(("was", "is", "saw", "had", "has", "'s"))


def _wider(top: Candidate, city: Candidate) -> bool:
    """Say whether the first reading is a province that is no mere circle around the town of that name."""
    return top.feature == "admin1" and top.population > 3 * max(city.population, 1)


def town(place: Candidate) -> Area:
    """Return the area of one entry of the gazetteer."""
    at = Place(
        place.name, place.admin1, place.country, place.lat, place.lon, place.radius_km, place.precision
    )
    return Area(f"{place.name} ({place.country})", (place.country or "",), place=at)


def _joined(chunked: Chunked, found: re.Match[str]) -> str:
    parts = chunked.of("A", found[0])
    if any(part.place for part in parts) or any(not part.countries for part in parts):
        return found[0]
    codes = tuple(sorted({code for part in parts for code in part.countries}))
    return chunked.mark("A", Area(" and ".join(part.name for part in parts), codes), found[0])


def area_named(text: str, on: date | None = None) -> Area:
    """Return the area of what a user gives: a name, codes ("FR DE"), "world", a town; as it was on a day.

    Raises InputError where nothing is known by that name.
    """
    name = " ".join(text.split())
    codes = name.replace(",", " ").split()
    if codes and all(code in countries() for code in codes):
        return Area(" and ".join(str(country_name(code)) for code in codes), tuple(sorted(set(codes))))
    if name.lower() in ("world", "the world", WORLD, "global"):
        return Area(WORLD)
    if name.lower() in ("outside war zones", WAR_ZONES.name):
        return WAR_ZONES
    if known := _then(_names().get(name.lower().removeprefix("the ")), on):
        return known
    places = Gazetteer.load().look(name)
    best = next((p for p in places if p.feature == "city" and p.population >= _SMALLEST), None)
    if best is None and places:
        best = places[0]
    if best is None or best.country is None:
        raise InputError(f"no region {name!r}: write a country, codes (FR,DE), a continent, EU, or a town")
    return town(best)
