"""Areas of many countries under the names that people use: continents, subregions, alliances, the Sahel.

Subregions are those of the United Nations' M49 standard. What a name takes in is a choice ("Europe" with
Turkey, or without): `other_readings` names the choices that a careful reader would also try.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from tocsin.errors import InternalError
from tocsin.places.data import FOLDER

WORLD: Final = "worldwide"


@dataclass(frozen=True, slots=True)
class NamedArea:
    """A name, its other names, the ISO 3166-1 alpha-2 codes of its countries, and other readings of it."""

    name: str
    also: tuple[str, ...]
    countries: tuple[str, ...]
    other_readings: tuple[str, ...]


@cache
def subregions() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of each subregion."""
    return {name: tuple(codes.split()) for name, codes in _cells("regions.tsv")}


@cache
def named_areas() -> Mapping[str, NamedArea]:
    """Return the areas by name, subregions among them."""
    found: dict[str, NamedArea] = {
        name: NamedArea(name, (), codes, ()) for name, codes in subregions().items()
    }
    for name, also, members, readings in _cells("areas.tsv"):
        codes = tuple(sorted(_codes(members.split(), found)))
        found[name] = NamedArea(name, tuple(filter(None, also.split("|"))), codes,
                                tuple(filter(None, readings.split("|"))))  # fmt: skip
    return found


def _codes(members: list[str], known: Mapping[str, NamedArea]) -> set[str]:
    codes: set[str] = set()
    # "=Southern Asia" stands in two words: put together what belongs together.
    for member in _joined(members):
        if member.startswith("="):
            codes |= set(known[member[1:]].countries)
        elif member.startswith("-"):
            codes.discard(member[1:])
        else:
            codes.add(member)
    return codes


def _joined(members: list[str]) -> list[str]:
    whole: list[str] = []
    for member in members:
        code = len(member.lstrip("-")) == 2 and member.isupper()
        if code or member.startswith("=") or not whole:
            whole.append(member)
        else:
            whole[-1] += f" {member}"
    return whole


def _cells(file: str) -> list[list[str]]:
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    wrong = [row for row in rows if len(row) != len(rows[0])]
    if wrong:
        raise InternalError(f"{file}: {len(rows[0])} cells expected in {wrong[0]}")
    return rows
