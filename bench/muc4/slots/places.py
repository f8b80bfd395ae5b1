"""The places of the nine countries and their neighbours: what kind they are and in what they lie.

`places.txt` holds facts of geography: a section for each country, and lines `KIND: names` or `KIND <
CONTAINER:
names`. Where a name means several kinds of place the usual one has no sign, the second +, the third ++.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bench.muc4.slots.nations import COUNTRY
from tocsin.model import Span

_FILE: Final = Path(__file__).with_name("places.txt")
_WORD: Final = re.compile(r"[\w'.-]*\w")
_ALSO: Final = {
    "UCA": "CENTRAL AMERICAN UNIVERSITY",
    "JOSE SIMEON CANAS CENTRAL AMERICAN UNIVERSITY": "CENTRAL AMERICAN UNIVERSITY",
    "CHALATE": "CHALATENANGO",
    "ILOPANGO AIR BASE": "ILOPANGO AIR FORCE BASE",
    "CATHOLIC UNIVERSITY": "CENTRAL AMERICAN UNIVERSITY",
    "COMALAPA INTERNATIONAL AIRPORT": "COMALAPA AIRPORT",
    "ELDORADO INTERNATIONAL AIRPORT": "EL DORADO INTERNATIONAL AIRPORT",
    "ELDORADO AIRPORT": "EL DORADO INTERNATIONAL AIRPORT",
    "EL DORADO AIRPORT": "EL DORADO INTERNATIONAL AIRPORT",
    "CUZCATLAN": "CUSCATLAN",
    "BARRANCA BERMEJA": "BARRANCABERMEJA",
}
"""Other names of places."""
BROAD: Final = frozenset(
    {
        "DEPARTMENT",
        "PROVINCE",
        "STATE",
        "REGION",
        "OFFICIAL REGION",
        "COMMISSARIAT",
        "INTENDANCY",
        "COUNTY",
        "AREA",
    }
)
"""Kinds of place that hold cities."""
FINE: Final = frozenset(
    {
        "NEIGHBORHOOD",
        "DISTRICT",
        "UNIVERSITY",
        "AIRPORT",
        "SUBURB",
        "SECTOR",
        "SCHOOL",
        "FARM",
        "QUARTER",
        "JAIL",
    }
)
"""Kinds of place that lie in cities or beside them."""
CAPITALS: Final = frozenset(
    {
        "SAN SALVADOR", "BOGOTA", "LIMA", "SANTIAGO", "GUATEMALA CITY", "TEGUCIGALPA", "LA PAZ", "QUITO",
        "BUENOS AIRES",
    }
)  # fmt: skip
_SURNAMES: Final = """
FLORES LOPEZ GUEVARA URIBE VALENCIA MENDOZA PROVIDENCIA DOLORES VICTORIA ALBERTO COLONIA CAROLINA CALIFORNIA
MERCEDES BOLIVAR GUATEMALA SANTOS PAZ CHAVEZ ROMERO SALVADOR ROMAN PEREZ MARTINEZ ORDONEZ CASTILLO ALEGRIA
JUAREZ MIRANDA SOTO MORENO ROSARIO LEON FRANCISCO WASHINGTON SUCRE DELGADO BARRIOS ESPERANZA AVALOS AMERICA
COLON CARMEN GRANADA RICHARDSON PERU GALAN RESTREPO AREVALO MEXICO LINARES BELLO BERLIN LIBERTAD
"""
SURNAMES: Final = frozenset(_SURNAMES.split())
"""Names of people or of more than a place too: they mean one only with the kind of place beside them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its name, kind, country, and the place that holds it, as a fill writes it, or ""."""

    name: str
    kind: str
    country: str
    within: str
    rank: int

    def __str__(self) -> str:
        """Write it as slot 3 does."""
        return f"{self.name} ({self.kind})"


@dataclass(frozen=True, slots=True)
class Named:
    """Where the text names a place, and what the name may mean, the usual first."""

    span: Span
    name: str
    places: tuple[Place, ...]


@cache
def places() -> dict[str, tuple[Place, ...]]:
    """Return all places by name, the usual ones of a country first."""
    found: dict[str, list[Place]] = {}
    country = ""
    for line in _FILE.read_text(encoding="ascii").splitlines():
        if line.startswith("["):
            country = line.strip("[]")
        elif line and not line.startswith("#"):
            kind, names = line.split(": ", 1)
            kind, _, within = kind.partition(" < ")
            for name in names.split("; "):
                bare = name.rstrip("+")
                if bare in COUNTRY:
                    continue
                found.setdefault(bare, []).append(Place(bare, kind, country, within, len(name) - len(bare)))
    known = {name: tuple(sorted(of_it, key=lambda p: p.rank)) for name, of_it in found.items()}
    return known | {other: known[name] for other, name in _ALSO.items()}


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    first: dict[str, list[tuple[str, ...]]] = {}
    for name in places():
        words = tuple(name.split())
        first.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in first.items()}


def named(text: str, start: int = 0) -> Iterator[Named]:
    """Yield the places that the text names from `start` on, the longest name at each spot."""
    words = list(_WORD.finditer(text, start))
    at = 0
    while at < len(words):
        step = 1
        for name in _by_first_word().get(_bare(words[at][0]), ()):
            run = words[at : at + len(name)]
            if tuple(_bare(w[0]) for w in run) == name and _together(text, run):
                span = Span(run[0].start(), run[-1].end())
                joined = " ".join(name)
                yield Named(span, joined, places()[joined])
                step = len(name)
                break
        at += step


def _bare(word: str) -> str:
    return word.removesuffix("'S")


def _together(text: str, run: list[re.Match[str]]) -> bool:
    return all(text[a.end() : b.start()] == " " for a, b in itertools.pairwise(run))
