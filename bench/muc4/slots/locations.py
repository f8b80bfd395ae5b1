"""Slot 3: where it happened, the country first, then from the wide to the narrow (template-doc-part1, 7.4).

What the text names of a country votes for it, what is nearest to the incident most. Of the places that the
text names the likeliest is taken with those that hold it, or none where none is likely.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.muc4.slots import nations
from bench.muc4.slots.choice import Option, chosen, strongest
from bench.muc4.slots.nearby import Nearby, dateline_end
from bench.muc4.slots.places import BROAD, CAPITALS, FINE, SURNAMES, Named, Place, named, places
from tocsin.model import Span

_KINDS: Final = (
    "DEPARTMENT|PROVINCE|CITY|MUNICIPALITY|NEIGHBORHOOD|REGION|AIRPORT|DISTRICT|VALLEY|STATE|CANTON|JURISDICTION"
    "|VILLAGE|TOWN|SECTOR|SUBURB"
)
_IN: Final = re.compile(r"\b(?:IN|AT|NEAR|OUTSIDE|INSIDE|THROUGHOUT|AROUND) (?:THE )?$")
_LOOSELY: Final = re.compile(
    r"(?:\b(?:IN|AT|NEAR|OF|TO|FROM|OUTSIDE|BETWEEN|ON|THROUGHOUT|INSIDE|TOWARD|AND)|,) (?:[\w-]+ ){0,2}$"
)
_BEHIND: Final = re.compile(rf"^,? (?P<kind>{_KINDS})\b")
_BEFORE: Final = re.compile(rf"\b(?P<kind>{_KINDS})S? (?:OF )?(?:\w+, |\w+ AND )?$")
_LONGER: Final = re.compile(
    r"^ (?:CARTEL|BATTALION|BRIGADE|FRONT|COLUMN|COMMAND|NEWSPAPER|STREET|AVENUE|HIGHWAY|MAYOR|BANK|HOTEL)\b"
)
_SOURCES: Final = {"VENCEREMOS": "EL SALVADOR", "FARABUNDO": "EL SALVADOR", "PATRIA LIBRE": "COLOMBIA"}
"""Stations without dateline, by the country of which they tell."""
_CAPITAL: Final = re.compile(r"\b(?:THE|THIS|COUNTRY'S) CAPITAL\b")
_COUNTRIES: Final = 3
"""How many countries are weighed."""
_CLOSE: Final = 60
"""Characters within which a wider place says in what a narrower one lies."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A place as it is named once, and how it stands there."""

    span: Span
    place: Place
    features: dict[str, float]


def where(text: str, nearby: Nearby) -> str:
    """Return the fill of slot 3, "" where no country is named at all."""
    return chosen("location", options(text, nearby))


def options(text: str, nearby: Nearby) -> list[Option]:
    """Return for the likeliest countries each alone, and each place in it with those that hold it."""
    end = dateline_end(text)
    found = list(named(text, end))
    votes = _votes(text, nearby, found)
    found += _capitals(text, end)
    out: list[Option] = []
    for country, vote in sorted(votes.items(), key=lambda pair: -pair[1])[:_COUNTRIES]:
        share = {
            "votes": math.log(vote / sum(votes.values()) + 0.02),
            "of interest": float(country in nations.OF_INTEREST),
        }
        out += [Option(o.fill, {**o.features, **share}) for o in _inside(text, nearby, found, country)]
    return out


def _inside(text: str, nearby: Nearby, found: Sequence[Named], country: str) -> Iterator[Option]:
    head = text[: dateline_end(text)]
    seen = [s for n in found for s in _see(text, nearby, n, country)]
    offered: dict[str, list[dict[str, float]]] = {country: [{"country": 1.0}]}
    for one in seen:
        for extra, chain in _chains(one, seen):
            offered.setdefault(": ".join([country, *chain]), []).append(one.features | extra)
    for n in named(head):
        for place in [p for p in n.places if p.country == country][:1]:
            offered.setdefault(f"{country}: {place}", [{"only dateline": 1.0}])
    for fill, of in offered.items():
        yield Option(fill, strongest(of) | {"times": math.log(len(of)), "dateline": float(_in(head, fill))})


def _capitals(text: str, start: int) -> Iterator[Named]:
    for match in _CAPITAL.finditer(text, start):
        yield Named(Span(*match.span()), "CAPITAL", tuple(places()[name][0] for name in CAPITALS))


def _in(head: str, fill: str) -> bool:
    return ":" in fill and fill.rsplit(": ", 1)[1].split(" (")[0] in head


def _votes(text: str, nearby: Nearby, found: Sequence[Named]) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    end = dateline_end(text)
    for span, country in nations.named(text):
        votes[country] += (0.2 if span.end <= end else 0.1) + 2 * nearby.weight(span)
    for n in found:
        countries = {p.country for p in n.places}
        if len(countries) == 1 and n.name not in SURNAMES and not _LONGER.match(text[n.span.end :][:14]):
            votes[n.places[0].country] += 0.1 + 2 * nearby.weight(n.span)
    for n in named(text[:end]):
        for country in {p.country for p in n.places}:
            votes[country] += 0.6
    for source, country in _SOURCES.items():
        votes[country] += source in text[:end]
    return {c: n * (1.0 if c in nations.OF_INTEREST else 0.3) for c, n in votes.items() if n}


def _see(text: str, nearby: Nearby, found: Named, country: str) -> Iterator[_Seen]:
    """Yield what a name may mean: of the kind that stands beside it if any does."""
    meant = [p for p in found.places if p.country == country]
    before, after = text[: found.span.start][-40:], text[found.span.end :][:20]
    cue = _BEHIND.match(after) or _BEFORE.search(before)
    kinds = [p for p in meant if cue and p.kind == cue["kind"]]
    if not meant or (found.name in SURNAMES and not cue) or _LONGER.match(after):
        return
    features = nearby.features(found.span) | {
        "cue": float(bool(cue)),
        "in": float(bool(_IN.search(before))),
        "loosely": float(bool(_LOOSELY.search(before))),
        "the capital": float(found.name == "CAPITAL"),
    }
    for rank, place in enumerate((kinds or meant)[:1]):
        level = _level(place)
        yield _Seen(found.span, place, features | {
            "level 0": float(level == 0), "level 1": float(level == 1), "level 2": float(level == 2),
            "rank": float(rank),
            "capital": float(place.name in CAPITALS),
            "university": float(place.kind in ("UNIVERSITY", "SCHOOL")),
        })  # fmt: skip


def _level(place: Place) -> int:
    return 0 if place.kind in BROAD else 2 if place.kind in FINE else 1


def _chains(one: _Seen, seen: Sequence[_Seen]) -> Iterator[tuple[dict[str, float], list[str]]]:
    """Yield the ways to write a place: alone, and with wider places close by or known to hold it."""
    own, level = str(one.place), _level(one.place)
    city = _holder(one, seen, 1) if level == 2 else ""
    city = city or (one.place.within if level == 2 else "")
    # a capital is a district of its own, whatever department is named beside it
    capital = one.place.name in CAPITALS or city.split(" (")[0] in CAPITALS
    wide = _holder(one, seen, 0) if level and not capital else ""
    yield {"alone": 1.0, "unheld": float(bool(city or wide))}, [own]
    if city:
        yield {"in city": 1.0}, [city, own]
    if wide:
        yield {"in wide": 1.0}, [c for c in (wide, city, own) if c]
    elif level == 1 and one.place.within:
        yield {"within": 1.0}, [one.place.within, own]


def _holder(one: _Seen, seen: Sequence[_Seen], level: int) -> str:
    around = [
        s for s in seen
        if _level(s.place) == level and s.place.name != one.place.name and _gap(s.span, one.span) < _CLOSE
    ]  # fmt: skip
    return str(min(around, key=lambda s: _gap(s.span, one.span)).place) if around else ""


def _gap(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)
