"""Any table by a mapping file (TOML): which column says what, and what its words mean.

::

    name = "city-desk"
    title = "City desk list"
    licence = "our own"
    restricted = false

    [columns]                 # ours = theirs
    id = "nr"
    date = "day"
    country = "land"
    lat = "y"
    lon = "x"
    killed = "dead"

    [values.attack_type]      # what their words mean, in our codes
    "car bomb" = "bombing"

    [constants]               # what holds for every row
    outcome = "completed"

What may be mapped is `FIELDS`; the column of a group is read as in `groups.verdict`, so that a person's name
does not come in by it. See docs/datasets.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tocsin.datasets import common
from tocsin.datasets.cells import Cells
from tocsin.datasets.geography import country_code, place, point
from tocsin.datasets.nouns import Dataset, LeftOutError
from tocsin.datasets.sheet import Sheet
from tocsin.errors import InputError
from tocsin.model import PLACE_PRECISIONS
from tocsin.taxonomy import LISTS

TOLLS: Final = ("killed", "injured", "perpetrators_killed")
CODES: Final = ("attack_type", "weapon_type", "target_type", "outcome", "scope")
FIELDS: Final = (
    "id", "date", "end", "year", "country", "admin1", "place", "lat", "lon", "place_precision", "radius_km",
    *CODES, "group", "keep", *(f"{toll}{part}" for toll in TOLLS for part in ("", "_low", "_best", "_high")),
)  # fmt: skip
CONSTANTS: Final = (*CODES, "country", "place_precision", "radius_km", "relation")
"""What a mapping may say of every row at once."""
_KEYS: Final = frozenset({"name", "title", "licence", "url", "restricted", "columns", "values", "constants"})
_VALUES: Final = frozenset({*CODES, "place_precision", "keep"})
_WORDED: Final = frozenset({"id", "place", "admin1", "country", "group"})
_PERSONAL: Final = re.compile(
    r"(?:first|last|full|sur|given|family|maiden|middle)[ _-]?name|victim|suspect|address|phone|e-?mail|"
    r"birth|passport|photo|account|(?:^|[ _-])(?:person|individual)", re.I,
)  # fmt: skip
_TRUE: Final = frozenset({"1", "yes", "true", "y", "x"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What a mapping file says, checked."""

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    constants: Mapping[str, str]

    def code(self, cells: Cells, sheet: Sheet) -> None:
        """State what one row says."""
        if "keep" in self.columns and not self._kept(cells):
            raise LeftOutError("not_kept")
        self._when(cells, sheet)
        self._where(cells, sheet)
        for name in CODES:
            self._code(cells, sheet, name)
        relation = self.constants.get("relation", "attributed")
        if "group" in self.columns:
            column = self.columns["group"]
            common.group(sheet, cells.text(column), relation, column, promised=False)
        for name in TOLLS:
            self._toll(cells, sheet, name)

    def _kept(self, cells: Cells) -> bool:
        told = (cells.text(self.columns["keep"]) or "").casefold()
        return self.values.get("keep", {}).get(told, told) in _TRUE

    def _when(self, cells: Cells, sheet: Sheet) -> None:
        used = [self.columns[name] for name in ("date", "end", "year") if name in self.columns]
        told = cells.number(self.columns["year"]) if "year" in self.columns else None
        year = int(told) if told else None
        start = cells.day(self.columns["date"], year) if "date" in self.columns else None
        end = cells.day(self.columns["end"], year) if "end" in self.columns else None
        if start is not None:
            last = end or start
            value = common.span(start, last, "day" if last == start else "range")
        elif year is not None and 1900 <= year <= cells.today.year:
            value = common.span(*common.year_of(year), "year")
        else:
            raise ValueError(f"{', '.join(used)}: no day and no year in it")
        sheet.say("date", value, *used)

    def _where(self, cells: Cells, sheet: Sheet) -> None:
        names = ("place", "admin1", "lat", "lon", "place_precision", "radius_km", "country")
        used = [self.columns[name] for name in names if name in self.columns]
        named = self._text(cells, "country")
        country = country_code(named) if named else None
        if named and country is None:
            raise ValueError(f"country: {named!r} is no country of today; write its ISO code")
        at = None
        if "lat" in self.columns:
            at = point(cells, self.columns["lat"], self.columns["lon"], country)
        town, admin1 = self._text(cells, "place"), self._text(cells, "admin1")
        if named is None and at is None and town is None:
            raise ValueError("no country, no place and no coordinates in it")
        precision = self._value(cells, "place_precision") or (
            "city" if town else "province" if admin1 else "country" if at is None else "city"
        )
        if precision not in PLACE_PRECISIONS:
            raise ValueError(f"place_precision: {precision!r} is none of {', '.join(PLACE_PRECISIONS)}")
        told = self.constants.get("radius_km")
        radius = cells.number(self.columns["radius_km"]) if "radius_km" in self.columns else None
        if radius is not None and radius <= 0:
            raise ValueError(f"radius_km: {radius:g} is no radius")
        value = place(
            town or admin1 or named, admin1, country, at, precision, radius or (float(told) if told else None)
        )
        sheet.say("place", value, *used)

    def _code(self, cells: Cells, sheet: Sheet, name: str) -> None:
        found = self._value(cells, name)
        if found is None:
            return
        if found not in LISTS[name]:
            known = self.values.get(name)
            if known is not None or name not in self.columns:
                return
            raise ValueError(f"{self.columns[name]}: {found!r} is no {name}; map it under [values.{name}]")
        sheet.code(name, found, *([self.columns[name]] if name in self.columns else []))

    def _value(self, cells: Cells, name: str) -> str | None:
        told = cells.text(self.columns[name]) if name in self.columns else None
        if told is None:
            return self.constants.get(name)
        return self.values.get(name, {}).get(told.casefold(), told)

    def _text(self, cells: Cells, name: str) -> str | None:
        told = cells.text(self.columns[name]) if name in self.columns else None
        return told or self.constants.get(name)

    def _toll(self, cells: Cells, sheet: Sheet, name: str) -> None:
        parts = {part: self.columns.get(f"{name}_{part}") for part in ("low", "best", "high")}
        parts["best"] = parts["best"] or self.columns.get(name)
        used = [column for column in parts.values() if column]
        low, best, high = (cells.toll(column) if column else None for column in parts.values())
        if best is not None and parts["low"] is None and parts["high"] is None:
            low = high = best
        if used:
            sheet.toll(name, low, best, high, *used)


def load(path: Path) -> Dataset:
    """Return the dataset that the mapping file at `path` describes. Raises InputError: what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"mapping {path} cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"mapping {path} is not TOML: {error}") from error
    try:
        return _dataset(data)
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(f"mapping {path}: {error}; see docs/datasets.md") from error


def _dataset(data: Mapping[str, Any]) -> Dataset:
    if unknown := sorted(set(data) - _KEYS):
        raise ValueError(f"unknown key {unknown[0]!r}")
    for key in ("name", "title", "licence"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise ValueError(f"{key} is missing")
    if not isinstance(data.get("restricted"), bool):
        raise ValueError("restricted is missing: true where rows may not be passed on, else false")
    if not data["name"].replace("-", "").isalnum() or not data["name"].isascii():
        raise ValueError(f"name {data['name']!r}: letters, digits and - only")
    given = _section(data, "columns", FIELDS)
    if not given.keys() & {"date", "year"}:
        raise ValueError("[columns] needs date or year")
    if len(given.keys() & {"lat", "lon"}) == 1:
        raise ValueError("[columns] needs lat and lon, or neither")
    columns = {ours: theirs.strip().casefold() for ours, theirs in given.items()}
    if named := [theirs for ours, theirs in columns.items() if ours in _WORDED and _PERSONAL.search(theirs)]:
        raise ValueError(f"column {named[0]!r} seems to hold what belongs to a person; it is not read")
    constants = _section(data, "constants", CONSTANTS)
    read = Rules(columns, _values(data), constants)
    _check_constants(constants)
    named_by = columns.get("id")
    return Dataset(
        name=data["name"], title=data["title"], licence=data["licence"], url=data.get("url"),
        restricted=data["restricted"], known_by=frozenset(columns.values()),
        columns=tuple(dict.fromkeys(columns[name] for name in FIELDS if name in columns)),
        key=lambda cells: cells.code(named_by) if named_by else None, code=read.code,
        names=frozenset({columns["group"]} if "group" in columns else ()),
    )  # fmt: skip


def _section(data: Mapping[str, Any], name: str, known: tuple[str, ...]) -> dict[str, str]:
    section = data.get(name, {})
    if not isinstance(section, dict):
        raise ValueError(f"[{name}] must be a section")
    for key, value in section.items():
        if key not in known:
            raise ValueError(f"[{name}] has no {key!r}; there are {', '.join(known)}")
        if not isinstance(value, str | int | float) or isinstance(value, bool) or not str(value).strip():
            raise ValueError(f"[{name}] {key}: {value!r} is no text")
    return {key: str(value) for key, value in section.items()}


def _values(data: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, table in dict(data.get("values", {})).items():
        if name not in _VALUES:
            raise ValueError(f"[values] has no {name!r}; there are {', '.join(sorted(_VALUES))}")
        found[name] = {str(theirs).strip().casefold(): str(ours) for theirs, ours in table.items()}
        for ours in found[name].values():
            known = LISTS.get(
                name, frozenset(PLACE_PRECISIONS) if name == "place_precision" else _TRUE | {"no"}
            )
            if ours not in known:
                raise ValueError(f"[values.{name}]: {ours!r} is none of ours; see docs/taxonomy.md")
    return found


def _check_constants(constants: Mapping[str, str]) -> None:
    for name in CODES:
        if name in constants and constants[name] not in LISTS[name]:
            raise ValueError(f"[constants] {name}: no code {constants[name]!r}")
    if "country" in constants and country_code(constants["country"]) is None:
        raise ValueError(f"[constants] country: {constants['country']!r} is no country of today")
    if "radius_km" in constants and not float(constants["radius_km"]) > 0:
        raise ValueError("[constants] radius_km: must be more than 0")
