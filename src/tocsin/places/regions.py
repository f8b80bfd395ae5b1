"""Regions by name: continents, the United Nations' subregions, the European Union, any list of countries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tocsin.errors import InputError
from tocsin.places.curated import countries, lines_of

WORLD = frozenset({"world", "the world", "worldwide", "001"})


@dataclass(frozen=True, slots=True)
class Region:
    """A named set of countries (ISO 3166-1 alpha-2); None is the whole world, the unplaced included."""

    name: str
    countries: frozenset[str] | None


@cache
def subregions() -> Mapping[str, tuple[str, ...]]:
    """Return the countries of each M49 subregion by its name."""
    return {name: tuple(codes.split()) for name, codes in lines_of("regions.tsv", 2)}


@cache
def _areas() -> Mapping[str, Region]:
    """Return regions by each of their names, folded."""
    found: dict[str, Region] = {}
    for name, codes in subregions().items():
        found[name.casefold()] = Region(name, frozenset(codes))
    for name, aliases, parts in lines_of("areas.tsv", 3):
        held = [subregions().get(part, tuple(part.split())) for part in parts.split("|")]
        region = Region(name, frozenset(code for codes in held for code in codes))
        found |= {alias.casefold(): region for alias in (name, *aliases.split("|")) if alias}
    return found


@cache
def _countries() -> Mapping[str, str]:
    """Return the codes of countries by each of their names, folded."""
    return {name.casefold(): c.code for c in countries().values() for name in (c.code, *c.names)}


def region(text: str) -> Region:
    """Return the region that `text` names: one, or several with commas between, countries among them.

    Raises InputError where a part is neither a region nor a country.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise InputError("a region needs a name: Europe, EU, Central Asia, or countries such as FR,BE")
    if any(part.casefold() in WORLD for part in parts):
        return Region("world", None)
    found = [_one(part) for part in parts]
    codes = frozenset(code for one in found for code in one.countries or ())
    return Region(", ".join(one.name for one in found), codes)


def _one(part: str) -> Region:
    known = _areas().get(part.casefold())
    if known:
        return known
    code = _countries().get(part.casefold())
    if code is None:
        raise InputError(
            f"no region or country {part!r}: write a continent, an M49 subregion or code, EU, "
            "a country's name or its ISO 3166-1 code"
        )
    return Region(countries()[code].names[0], frozenset({code}))


def names() -> list[str]:
    """Return the names of all regions, by the alphabet."""
    return sorted({region.name for region in _areas().values()})
