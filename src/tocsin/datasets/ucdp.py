"""UCDP GED and UCDP Candidate (Sundberg and Melander 2013; codebook of version 23.1). CC BY 4.0.

Both have one layout. `best`, `low` and `high` hold all deaths, fighters of both sides included: in a clash
nobody says who attacked, so all of them are `killed`. In one-sided violence `deaths_a` are the attackers'.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from tocsin.datasets import common
from tocsin.datasets.cells import Cells
from tocsin.datasets.geography import country_code, place, point
from tocsin.datasets.nouns import Dataset
from tocsin.datasets.sheet import Sheet
from tocsin.taxonomy import to_ours

_KINDS: Final = {"1": "ucdp-state-based", "2": "ucdp-non-state", "3": "ucdp-one-sided"}
_RADII: Final = {"1": 5.0, "2": 25.0, "3": 50.0, "4": 150.0, "5": 100.0, "7": 500.0}
_COLUMNS: Final = (
    "id", "relid", "code_status", "type_of_violence", "side_a", "side_b", "where_prec",
    "where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "country", "iso3", "event_clarity",
    "year", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "low", "best", "high", "number_of_sources",
)  # fmt: skip


def code(cells: Cells, sheet: Sheet) -> None:
    """State what one row says."""
    kind = cells.code("type_of_violence")
    if kind not in _KINDS:
        raise ValueError(f"type_of_violence: {kind!r} is none of 1, 2, 3")
    own = "doubtful" if cells.code("event_clarity") == "2" else "yes"
    for other, name in _KINDS.items():
        sheet.counted(name, own if other == kind else "no", "type_of_violence")
    _when(cells, sheet)
    _where(cells, sheet)
    _tolls(cells, sheet, kind)
    sheet.code("outcome", "completed", "type_of_violence")
    if kind == "3":
        sheet.code("target_type", "civilians", "side_b" if cells.text("side_b") else "type_of_violence")
    common.group(sheet, cells.text("side_a"), "attributed", "side_a", promised=kind != "2")
    if kind != "3":
        common.group(sheet, cells.text("side_b"), "attributed", "side_b", promised=kind == "1")


def _when(cells: Cells, sheet: Sheet) -> None:
    year = cells.number("year")
    told = int(year) if year else None
    start, end = cells.day("date_start", told), cells.day("date_end", told)
    start, end = start or end, end or start
    if start is None or end is None:
        raise ValueError("date_start: missing")
    if told is not None and not start.year <= told <= end.year:
        raise ValueError(f"year: {told}, while the event is of {start}")
    rough = to_ours("ucdp", "date_precision", cells.code("date_prec") or "1", "date_precision")
    sheet.say(
        "date", common.span(start, end, _precision(start, end, rough)), "date_prec", "date_start", "date_end"
    )


def _precision(start: date, end: date, rough: str | None) -> str:
    if rough in ("month", "year"):
        return rough
    return "day" if start == end else "week" if rough == "week" else "range"


def _where(cells: Cells, sheet: Sheet) -> None:
    named = cells.text("country")
    country = country_code(named) if named else None
    prec = cells.code("where_prec") or "6"
    precision = to_ours("ucdp", "place_precision", prec, "place_precision") or "country"
    at = point(cells, "latitude", "longitude", country)
    if named is None and at is None:
        raise ValueError("country: missing, and no coordinates")
    name = cells.text("where_coordinates") or cells.text("adm_1") or named
    value = place(name, cells.text("adm_1"), country, at, precision, _RADII.get(prec))
    sheet.say("place", value, "where_prec", "where_coordinates", "adm_1", "latitude", "longitude", "country")


def _tolls(cells: Cells, sheet: Sheet, kind: str) -> None:
    low, best, high = cells.toll("low"), cells.toll("best"), cells.toll("high")
    for column in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"):
        cells.toll(column)
    own = cells.toll("deaths_a") or 0
    if kind == "3" and own:
        sheet.toll("perpetrators_killed", own, own, own, "deaths_a")
        low, best, high = (None if n is None else max(0, n - own) for n in (low, best, high))
    sheet.toll("killed", low, best, high, "low", "best", "high")


GED: Final = Dataset(
    name="ucdp-ged",
    title="UCDP GED",
    licence="CC BY 4.0",
    url="https://ucdp.uu.se/downloads/",
    restricted=False,
    known_by=frozenset({"type_of_violence", "where_prec", "date_prec", "best", "low", "high", "side_a"}),
    columns=_COLUMNS,
    key=lambda cells: cells.code("id"),
    code=code,
    groups=frozenset({"side_a", "side_b"}),
)
CANDIDATE: Final = replace(GED, name="ucdp-candidate", title="UCDP Candidate")
"""The monthly release: one layout with GED, so it is told by the file's name or by --as."""
