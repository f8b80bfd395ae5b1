"""Entries from a GeoNames dump (CC BY 4.0): `allCountries.txt`, or the file of one country.

The form is GeoNames' own (its readme.txt): tab-separated, nineteen columns, no quotes. Kept are all divisions
and populated places that exist today, and of the other features those that reports of attacks name. A dump is
read three times as a stream: countries and first-order divisions, the other divisions, the rest; so that each
parent stands before its children, whatever the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tocsin.errors import InputError
from tocsin.places import curated
from tocsin.places.columns import Columns
from tocsin.places.entries import LANDMARK_KM, Row, city_radius_km, kept_names, shown_name
from tocsin.places.nouns import Feature

_WIDTH: Final = 19
_COUNTRY: Final = frozenset(["PCLI", "PCLD", "PCLS", "PCLF", "PCLIX", "PCL", "TERR"])
_GONE: Final = frozenset(
    ["PPLH", "PPLQ", "PPLW", "PPLCH", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADM5H", "ADMDH", "PCLH"]
)
_AIRPORTS: Final = ("AIRP", "AIRF", "AIRB", "AIRH")
_STATIONS: Final = ("RSTN", "RSTNB", "MTRO", "BUSTN", "PRT")
_BUILDINGS: Final = (
    "INSM", "MILB", "NVB", "PRN", "DIP", "MSQE", "CH", "SYG", "TMPL", "SQR", "GOVL", "PSTB", "PSTP", "BDG",
)  # fmt: skip
_SITES: Final = ("CMPRF", "CMPO", "RESV", "PRK", "DAM", "PS", "OILF", "REFY", "MN")
_WATERS: Final = ("STRT", "GULF", "BAY", "CHN", "SEA", "LK", "LGN")
_AREAS: Final = (
    "RGN", "RGNE", "AREA", "LCTY", "ISL", "ISLS", "PEN", "MTS", "MT", "VAL", "VALS", "DSRT", "PASS",
)  # fmt: skip
_KEPT: Final[dict[str, tuple[Feature, float]]] = {
    **dict.fromkeys(_AIRPORTS, ("landmark", LANDMARK_KM)),
    **dict.fromkeys((*_STATIONS, *_BUILDINGS), ("landmark", 1.0)),
    **dict.fromkeys(_SITES, ("landmark", 5.0)),
    **dict.fromkeys(_WATERS, ("region", 60.0)),
    **dict.fromkeys(_AREAS, ("region", 30.0)),
}
"""What is kept beside divisions and populated places, with the radius (km) that stands for its extent."""
_NO_NAMES: Final = frozenset(["link", "post", "iata", "icao", "faac", "wkdt", "unlc", "tcid", "phon", "piny"])
"""What alternateNamesV2 marks as no name of a language."""


def fill(columns: Columns, dump: Path, admin1: Path | None = None, admin2: Path | None = None) -> None:
    """Put the entries of `dump` into `columns`.

    `admin1`, `admin2` (admin1CodesASCII.txt, admin2Codes.txt) name the divisions that the dump itself lacks.
    Raises InputError where a file cannot be read or is of another form.
    """
    columns.take(_countries(dump))
    columns.take(row for row in _entries(dump) if row.feature == "admin1")
    columns.take(_listed(admin1, "admin1"))
    columns.take(row for row in _entries(dump) if row.feature == "district")
    columns.take(_listed(admin2, "district"))
    columns.take(row for row in _entries(dump) if row.feature not in ("country", "admin1", "district"))


def fill_names(columns: Columns, alternates: Path) -> None:
    """Index the names of alternateNamesV2.txt: in each language, less what is a link, a code or historic."""
    known = columns.by_id()
    for cells in _lines(alternates, 10):
        number = known.get(int(cells[1])) if cells[1].isdigit() else None
        if number is not None and cells[2] not in _NO_NAMES and cells[7] != "1":
            columns.also(number, kept_names("", [cells[3]], 10**9))


def _countries(dump: Path) -> Iterator[Row]:
    """Yield every country that we know, with what the dump says of it."""
    told = {row.country: row for row in _entries(dump) if row.feature == "country"}
    for code, country in curated.countries().items():
        row = told.get(code)
        called = [*country.names, *(row.also if row else ())]
        point = row.point if row else country.point
        yield Row(
            country.names[0], "country", code, row.id if row else 0, code, point=point,
            population=row.population if row else 0, also=kept_names(country.names[0], called, 10**9),
        )  # fmt: skip


def _listed(path: Path | None, feature: Feature) -> Iterator[Row]:
    """Yield the divisions of admin1CodesASCII.txt or admin2Codes.txt (code, name, ASCII name, id)."""
    for code, name, _, identity in _lines(path, 4) if path else ():
        country, parent = code.partition(".")[0], code.rpartition(".")[0]
        number = int(identity) if identity.isdigit() else 0
        above = parent if feature == "district" else ""
        yield Row(shown_name(name, country), feature, country, number, code, above)


def _entries(dump: Path) -> Iterator[Row]:
    for cells in _lines(dump, _WIDTH):
        row = _entry(cells)
        if row is not None:
            yield row


def _entry(cells: list[str]) -> Row | None:
    code, country = cells[7], cells[8]
    if code in _GONE or not country:
        return None
    feature, radius = _feature(cells[6], code)
    if feature is None:
        return None
    people = int(cells[14]) if cells[14].isdigit() else 0
    name = shown_name(cells[1], country)
    first, second = f"{country}.{cells[10]}", f"{country}.{cells[10]}.{cells[11]}"
    return Row(
        name, feature, country, int(cells[0]),
        {"ADM1": first, "ADM2": second}.get(code, ""),
        "" if feature in ("country", "admin1") else first,
        "" if feature in ("country", "admin1") or code == "ADM2" else second,
        (float(cells[4]), float(cells[5])), people,
        city_radius_km(people) if feature in ("city", "neighbourhood") else radius,
        kept_names(name, [cells[1], cells[2], *filter(None, cells[3].split(","))], 10**9), code == "PPLC",
    )  # fmt: skip


def _feature(kind: str, code: str) -> tuple[Feature | None, float]:
    if code in _COUNTRY:
        return "country", 0.0
    if kind == "A":
        return ("admin1", 0.0) if code == "ADM1" else ("district", 0.0 if code == "ADM2" else 10.0)
    if kind == "P":
        return ("neighbourhood" if code == "PPLX" else "city"), 0.0
    return _KEPT.get(code, (None, 0.0))


def _lines(path: Path, width: int) -> Iterator[list[str]]:
    """Yield the cells of each line. Raises InputError naming the line that is of another form."""
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield from _cells(lines, width, path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as GeoNames text ({error})") from error


def _cells(lines: Iterable[str], width: int, path: Path) -> Iterator[list[str]]:
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != width:
            raise InputError(f"{path}, line {number}: {len(cells)} columns where GeoNames has {width}")
        if width == _WIDTH and not (cells[0].isdigit() and _is_number(cells[4]) and _is_number(cells[5])):
            raise InputError(f"{path}, line {number}: no id or no coordinates; is it a GeoNames dump?")
        yield cells


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < 1e6
    except ValueError:
        return False
