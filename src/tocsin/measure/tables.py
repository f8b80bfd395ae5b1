"""Country-year tables in: as the World Bank writes them, wide or long, and as UCDP does.

A row names its country by an alpha-2 or alpha-3 code (ISO 3166-1) or by its name; it comes out as alpha-2
where it is known, so that tables of different makers meet, and as written where it is not. The World Bank's
rows of groups of countries ("Arab World", WLD) are no countries: they are left out and counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from tocsin.errors import InputError
from tocsin.places.curated import alpha3, codes_by_name, countries

Values = dict[tuple[str, int], float]
_YEAR: Final = re.compile(r"^((?:19|20)\d\d)(?: \[YR\d{4}\])?$")
_CODE: Final = ("iso3", "iso", "iso2", "iso3c", "iso2c", "country code", "country_code", "country_text_id")
_NAME: Final = ("country", "country_name", "country name", "country_cy", "location")
_WHEN: Final = ("year", "year_cy", "time")
_INDICATOR: Final = ("indicator name", "series name")
_LABEL: Final = re.compile(r"(^|_| )(id|code|gwno\w*|gw\w*)(_cy|_[ab])?$|^region|^version$", re.IGNORECASE)
"""Columns of numbers that number things: no driver."""
_GROUP: Final = re.compile(
    r"^(world|euro area|european union|not classified|early-demographic.*|late-demographic.*"
    r"|(pre|post)-demographic.*|arab world|caribbean small states|central europe and the baltics"
    r"|fragile and conflict.*|heavily indebted.*|least developed.*|north america|oecd members"
    r"|(other|pacific island) small states|small states|south asia.*|sub-saharan africa.*"
    r"|africa (eastern|western).*|middle east.*north africa.*"
    r"|(east|latin america|europe).*(pacific|caribbean|central asia).*"
    r"|(high|low|middle|upper middle|lower middle|low & middle).*income|id[abx]\b.*|ibrd only)$",
    re.IGNORECASE,
)
_USUAL: Final = {
    "congo, dem. rep.": "CD", "congo, rep.": "CG", "dr congo": "CD", "egypt, arab rep.": "EG",
    "iran, islamic rep.": "IR", "korea, rep.": "KR", "korea, dem. people's rep.": "KP", "yemen, rep.": "YE",
    "venezuela, rb": "VE", "gambia, the": "GM", "bahamas, the": "BS", "russian federation": "RU",
    "syrian arab republic": "SY", "turkiye": "TR", "türkiye": "TR", "viet nam": "VN", "lao pdr": "LA",
    "kyrgyz republic": "KG", "slovak republic": "SK", "cote d'ivoire": "CI", "ivory coast": "CI",
    "hong kong sar, china": "HK", "macao sar, china": "MO", "west bank and gaza": "PS", "cabo verde": "CV",
    "brunei darussalam": "BN", "micronesia, fed. sts.": "FM", "st. lucia": "LC", "czechia": "CZ",
    "bosnia-herzegovina": "BA", "macedonia, fyr": "MK", "kingdom of eswatini": "SZ",
    "somalia, fed. rep.": "SO",
    "puerto rico (us)": "PR", "serbia": "RS", "united states of america": "US", "puerto rico": "PR",
}  # fmt: skip
"""How the World Bank and UCDP write countries whose names elsewhere are others."""


@dataclass(frozen=True, slots=True)
class Table:
    """By the name of a column or indicator: values by (country, year).

    `groups`: names of rows that stand for groups of countries and were left out.
    """

    columns: Mapping[str, Values]
    groups: frozenset[str] = field(default_factory=frozenset)

    def __or__(self, other: Table) -> Table:
        """Return both tables; of a column that both have, the values of both."""
        joined = {name: dict(values) for name, values in self.columns.items()}
        for name, values in other.columns.items():
            joined[name] = joined.get(name, {}) | values
        return Table(joined, self.groups | other.groups)


def heading(cells: Iterable[str]) -> bool:
    """Return whether a line of a file heads such a table: it names a country, and a year or years."""
    names = {cell.strip().casefold() for cell in cells}
    dated = any(_YEAR.match(cell.strip()) for cell in cells) or bool(names & set(_WHEN))
    return dated and bool(names & {*_CODE, *_NAME})


def read_table(rows: Iterable[Mapping[str, str]]) -> Table:
    """Return the values of a table, wide or long. Raises InputError where it is neither.

    Cells that are empty, "..", or no number are unknown. A table with a row an event is counted as `events`.
    """
    given = [{(key or "").strip(): _text(value) for key, value in row.items()} for row in rows]
    if not given:
        raise InputError("the table has no row")
    years = {key: int(found[1]) for key in given[0] if (found := _YEAR.match(key))}
    code, name, year = (_column(given[0], names) for names in (_CODE, _NAME, _WHEN))
    if code is None and name is None:
        raise InputError("no column for the country: name one country, iso or Country Name")
    if not years and year is None:
        raise InputError("no column for the year: name one year, or have a column for each year")
    placed, groups = [], set()
    for row in given:
        country = _country(row.get(code or "", ""), row.get(name or "", ""))
        if country is None:
            groups.add(row.get(name or "", "") or row.get(code or "", ""))
        elif country:
            placed.append((country, row))
    if years:
        return Table(_wide(placed, years, _column(given[0], _INDICATOR)), frozenset(groups))
    return Table(_long(placed, str(year), {code, name, year}), frozenset(groups))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _column(row: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((key for wanted in names for key in row if key.casefold() == wanted), None)


def _country(code: str, name: str) -> str | None:
    """Return the key of a country, "" where the row names none, None where it is a group of countries."""
    known = alpha3().get(code.upper()) or (code.upper() if code.upper() in countries() else None)
    if known:
        return known
    if re.fullmatch("[A-Z]{3}", code) or (name and _GROUP.match(name)):
        return None
    written = (name or code).casefold()
    bare = re.sub(r"\s*\([^)]*\)", "", written)
    for told in (written, bare):
        if found := _USUAL.get(told) or codes_by_name().get(told) or alpha3().get(told.upper()):
            return found
        if told.upper() in countries():
            return told.upper()
    return written


def _wide(
    rows: list[tuple[str, dict[str, str]]], years: dict[str, int], name: str | None
) -> dict[str, Values]:
    found: dict[str, Values] = defaultdict(dict)
    for country, row in rows:
        for key, year in years.items():
            value = _number(row[key])
            if value is not None:
                found[row[name] if name else "value"][country, year] = value
    return dict(found)


def _long(rows: list[tuple[str, dict[str, str]]], year: str, keys: set[str | None]) -> dict[str, Values]:
    found: dict[str, Values] = defaultdict(dict)
    dated = [(country, int(row[year]), row) for country, row in rows if row[year].isdecimal()]
    if len({(country, when) for country, when, _ in dated}) < len(dated):
        for country, when, _ in dated:
            found["events"][country, when] = found["events"].get((country, when), 0.0) + 1
        return dict(found)
    for country, when, row in dated:
        for name, cell in row.items():
            value = _number(cell)
            if name not in keys and value is not None and not _LABEL.search(name):
                found[name][country, when] = value
    return dict(found)


def _number(cell: str) -> float | None:
    try:
        value = float(cell.replace(",", ""))
    except ValueError:
        return None
    return value if np.isfinite(value) else None
