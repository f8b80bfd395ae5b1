"""Our own small lists beside the GeoNames table: countries with demonyms, state abbreviations, landmarks.

Whose view on disputed territory: the lists follow the codes of ISO 3166-1 and name a place as de facto
administered news speaks of it, without any judgement on status. Crimea, Donetsk and Luhansk are under UA;
the West Bank, Gaza and East Jerusalem under PS; the Golan Heights under SY; Western Sahara is EH; Taiwan is
TW; Kosovo is XK (a user-assigned code); Jammu and Kashmir is a region over IN and PK with no country of its
own unless the text names the Indian or the Pakistani part; Nagorno-Karabakh is under AZ, Abkhazia and South
Ossetia under GE, Transnistria under MD, Somaliland under SO, Northern Cyprus under CY.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, cast

from tocsin.errors import InternalError
from tocsin.places.data import FOLDER
from tocsin.places.names import normalise
from tocsin.places.nouns import PRECISION_OF, Candidate, Feature

STATE_ABBREVIATIONS: Final[dict[str, str]] = {
    "Ala.": "Alabama", "Ariz.": "Arizona", "Ark.": "Arkansas", "Calif.": "California", "Colo.": "Colorado",
    "Conn.": "Connecticut", "Del.": "Delaware", "Fla.": "Florida", "Ga.": "Georgia", "Ill.": "Illinois",
    "Ind.": "Indiana", "Kan.": "Kansas", "Ky.": "Kentucky", "La.": "Louisiana", "Md.": "Maryland",
    "Mass.": "Massachusetts", "Mich.": "Michigan", "Minn.": "Minnesota", "Miss.": "Mississippi",
    "Mo.": "Missouri", "Mont.": "Montana", "Neb.": "Nebraska", "Nev.": "Nevada", "N.H.": "New Hampshire",
    "N.J.": "New Jersey", "N.M.": "New Mexico", "N.Y.": "New York", "N.C.": "North Carolina",
    "N.D.": "North Dakota", "Okla.": "Oklahoma", "Ore.": "Oregon", "Pa.": "Pennsylvania",
    "R.I.": "Rhode Island", "S.C.": "South Carolina", "S.D.": "South Dakota", "Tenn.": "Tennessee",
    "Tex.": "Texas", "Vt.": "Vermont", "Va.": "Virginia", "Wash.": "Washington", "W.Va.": "West Virginia",
    "Wis.": "Wisconsin", "Wyo.": "Wyoming", "D.C.": "Washington, D.C.", "DC": "Washington, D.C.",
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming", "W. Va.": "West Virginia", "N. C.": "North Carolina",
    "S. C.": "South Carolina", "N. Y.": "New York", "N. J.": "New Jersey", "N. M.": "New Mexico",
    "N. H.": "New Hampshire", "R. I.": "Rhode Island", "D. C.": "Washington, D.C.",
}  # fmt: skip
"""What stands after "City, " for a state of the United States (press style and postal codes)."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country's code, its names (the first is shown), its adjectives and demonyms, its middle point.

    `continent` is one of AF, AN, AS, EU, NA, OC, SA.
    """

    code: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    point: tuple[float, float] | None
    continent: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling that the table lacks, and the entry of the table that it means."""

    spelling: str
    country: str
    feature: str
    name: str


@cache
def countries() -> dict[str, Country]:
    """Return the countries by code."""
    found = {}
    for code, names, demonyms, point, continent in lines_of("countries.tsv", 5):
        lat, _, lon = point.partition(" ")
        middle = (float(lat), float(lon)) if lat else None
        called = tuple(filter(None, demonyms.split("|")))
        found[code] = Country(code, tuple(names.split("|")), called, middle, continent)
    return found


def country_name(code: str | None) -> str | None:
    """Return the name that is shown for a country; the code itself where it has none, None for None."""
    known = countries().get(code or "")
    return known.names[0] if known else code


@cache
def alpha3() -> dict[str, str]:
    """Map the alpha-3 code of each country (ISO 3166-1) to its alpha-2 code."""
    return dict(lines_of("alpha3.tsv", 2))


@cache
def codes_by_name() -> dict[str, str]:
    """Map each name of a country, in lower case, to its code."""
    return {name.casefold(): country.code for country in countries().values() for name in country.names}


@cache
def variants() -> tuple[Variant, ...]:
    """Return the variant names."""
    return tuple(Variant(*cells) for cells in lines_of("variants.tsv", 4))


@cache
def demonyms() -> dict[str, str]:
    """Map each adjective or demonym, as written, to its country's code."""
    return {word: country.code for country in countries().values() for word in country.demonyms}


@cache
def division_demonyms() -> dict[str, tuple[str, str]]:
    """Map each demonym of a first-order division, as written, to its country's code and its name."""
    return {
        word: (code, name) for words, code, name in lines_of("demonyms.tsv", 3) for word in words.split("|")
    }


@cache
def landmarks() -> dict[str, tuple[Candidate, ...]]:
    """Map the key of each name of a landmark, region or neighbourhood of ours to what it may mean."""
    found: dict[str, list[Candidate]] = {}
    for names, feature, admin1, country, lat, lon, radius in lines_of("landmarks.tsv", 7):
        shown, *also = names.split("|")
        kind = cast(Feature, feature)
        place = Candidate(
            shown, admin1 or None, country or None, float(lat), float(lon), 0, kind, float(radius),
            PRECISION_OF[kind], own=True,
        )  # fmt: skip
        for key in {normalise(name): None for name in (shown, *also)}:
            found.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}


@cache
def words(kind: str) -> frozenset[str]:
    """Return the lower-case words of one kind in words.txt ("common", "given", "title", ...)."""
    chosen = None
    found: set[str] = set()
    for line in (FOLDER / "words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            chosen = line.strip("[]")
        elif chosen == kind and not line.startswith("#"):
            found.update(line.split())
    return frozenset(found)


def lines_of(file: str, cells: int) -> list[list[str]]:
    """Return the rows of a file of this room, each of so many cells; raises InternalError for another."""
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    split = [line.split("\t") for line in lines if line and not line.startswith("#")]
    wrong = [row for row in split if len(row) != cells]
    if wrong:
        raise InternalError(f"{file}: {cells} cells expected in {wrong[0]}")
    return split
