"""Areas of many countries under the names that claims use: the regions of `tocsin.places`, and looser ones.

What a name takes in is a choice ("Europe" with Turkey, or without): `other_readings` names the choices that a
careful reader would also try.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Final

from tocsin.places.regions import names, region

WORLD: Final = "worldwide"
_UNION: Final = "European Union"
_UNION_OF_28: Final = "European Union with the United Kingdom"
_LEFT: Final = date(2020, 2, 1)
"""The day from which the European Union is without the United Kingdom."""


@dataclass(frozen=True, slots=True)
class NamedArea:
    """A name, its other names, the ISO 3166-1 alpha-2 codes of its countries, and other readings of it."""

    name: str
    also: tuple[str, ...]
    countries: tuple[str, ...]
    other_readings: tuple[str, ...] = ()


@cache
def named_areas() -> Mapping[str, NamedArea]:
    """Return the areas by name."""
    found = {name: NamedArea(name, (), _held(name)) for name in names()}
    text = (resources.files("tocsin.claims.data") / "areas.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, also, members, readings = line.split("\t")
            codes = tuple(sorted(_codes(_joined(members.split()), found)))
            found[name] = NamedArea(name, _split(also), codes, _split(readings))
    return found


def countries_then(area: str, on: date | None) -> tuple[str, ...]:
    """Return the countries of an area as it was on a day: the European Union of 28 until February 2020."""
    name = _UNION_OF_28 if area == _UNION and on is not None and on < _LEFT else area
    return named_areas()[name].countries


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _held(name: str) -> tuple[str, ...]:
    return tuple(sorted(region(name).countries or ()))


def _codes(members: Sequence[str], known: Mapping[str, NamedArea]) -> set[str]:
    codes: set[str] = set()
    for member in members:
        if member.startswith("="):
            codes |= set(known[member[1:]].countries if member[1:] in known else _held(member[1:]))
        elif member.startswith("-"):
            codes.discard(member[1:])
        else:
            codes.add(member)
    return codes


def _joined(members: Sequence[str]) -> list[str]:
    """Put together what stands in several words: "=Southern Asia"."""
    whole: list[str] = []
    for member in members:
        code = len(member.lstrip("-")) == 2 and member.isupper()
        if code or member.startswith("=") or not whole:
            whole.append(member)
        else:
            whole[-1] += f" {member}"
    return whole
