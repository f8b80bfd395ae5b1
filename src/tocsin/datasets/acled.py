"""ACLED's export (codebook of 2024). Its terms do not let rows be passed on: marked, and kept to the desk.

`notes` is an account in words and may name people: it is never read. `fatalities` is one figure, by ACLED's
rule a conservative one; fighters and attackers are in it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from tocsin.datasets import common
from tocsin.datasets.cells import Cells
from tocsin.datasets.geography import country_code, place, point
from tocsin.datasets.nouns import Dataset, LeftOutError
from tocsin.datasets.sheet import Sheet
from tocsin.taxonomy import IN, to_ours

_COLUMNS: Final = (
    "event_id_cnty", "disorder_type", "event_type", "sub_event_type", "actor1", "inter1", "actor2",
    "assoc_actor_2", "inter2", "civilian_targeting", "admin1", "location", "latitude", "longitude",
    "geo_precision", "country", "year", "time_precision", "event_date", "fatalities",
)  # fmt: skip
_ACTORS: Final = ("state", "rebel", "political", "identity", "rioter", "protester", "civilian", "external")
_RADII: Final = {"1": 5.0, "2": 25.0, "3": 100.0}
_LOOTING: Final = "looting/property destruction"
_ON_CIVILIANS: Final = "violence-against-civilians"
_MADE_SAFE: Final = "disrupted weapons use"
# Roles that the coders write beside an actor: what was hit, where it is more than "civilians".
_ROLES: Final = (
    (re.compile(r"health workers", re.I), "health"), (re.compile(r"aid workers|refugees|IDP", re.I), "aid"),
    (re.compile(r"teachers|students", re.I), "education"), (re.compile(r"journalists", re.I), "media"),
    (re.compile(r"judges|lawyers", re.I), "judiciary"), (re.compile(r"government of", re.I), "government"),
)  # fmt: skip


def actor_type(told: str | None) -> str | None:
    """Return ACLED's number of an actor type, whether the file has the number or its label."""
    if told is None or told.isdecimal():
        return told
    return next((str(n) for n, word in enumerate(_ACTORS, 1) if told.casefold().startswith(word)), None)


def code(cells: Cells, sheet: Sheet) -> None:
    """State what one row says."""
    sub, event = cells.text("sub_event_type"), cells.text("event_type")
    if sub is None:
        raise ValueError("sub_event_type: missing")
    kind = to_ours("acled", "sub_event", sub, "event")
    if kind is None:
        raise ValueError(f"sub_event_type: {sub!r} is not in the codebook")
    first, second = actor_type(cells.code("inter1")), actor_type(cells.code("inter2"))
    if kind not in IN:
        raise LeftOutError(kind)
    if sub.casefold() == _LOOTING and first not in ("1", "2", "3", "4", "8"):
        raise LeftOutError("ordinary_crime")
    common.crossed(sheet, "acled", "sub_event", sub, "attack_type", "event_type", "sub_event_type")
    slug = re.sub(r"[^a-z]+", "-", (event or sub).casefold()).strip("-")
    sheet.counted(f"acled-{slug}", "yes", "event_type", "sub_event_type")
    if slug != _ON_CIVILIANS:
        sheet.counted(f"acled-{_ON_CIVILIANS}", "no", "event_type", "sub_event_type")
    sheet.code("outcome", "foiled" if sub.casefold() == _MADE_SAFE else "completed", "sub_event_type")
    _when(cells, sheet)
    _where(cells, sheet)
    _who(cells, sheet, kind, first, second)
    n = cells.toll("fatalities")
    sheet.toll("killed", n, n, n, "fatalities")
    sheet.published = _uploaded(cells)


def _when(cells: Cells, sheet: Sheet) -> None:
    year = cells.number("year")
    day = cells.day("event_date", int(year) if year else None)
    if day is None:
        raise ValueError("event_date: missing")
    if year is not None and day.year != int(year):
        raise ValueError(f"year: {year:g}, while the event is of {day}")
    rough = to_ours("acled", "date_precision", cells.code("time_precision") or "1", "date_precision") or "day"
    start, end = day, day
    if rough == "week":
        start, end = day - timedelta(days=3), day + timedelta(days=3)
    elif rough == "month":
        start, end = common.month_of(day)
    sheet.say("date", common.span(start, end, rough), "time_precision", "event_date")


def _where(cells: Cells, sheet: Sheet) -> None:
    named = cells.text("country")
    if named is None:
        raise ValueError("country: missing")
    country, prec = country_code(named), cells.code("geo_precision") or "3"
    precision = to_ours("acled", "place_precision", prec, "place_precision") or "province"
    at = point(cells, "latitude", "longitude", country)
    name = cells.text("location") or cells.text("admin1") or named
    value = place(name, cells.text("admin1"), country, at, precision, _RADII.get(prec))
    sheet.say("place", value, "admin1", "location", "latitude", "longitude", "geo_precision", "country")


def _who(cells: Cells, sheet: Sheet, kind: str, first: str | None, second: str | None) -> None:
    for column, type_ in (("actor1", first), ("actor2", second)):
        if type_ in ("1", "2", "3", "4", "8") and (column == "actor1" or kind == "clash"):
            common.group(sheet, cells.text(column), "attributed", column)
    if kind != "clash":
        sheet.code("target_type", _target(cells, second), "actor2", "assoc_actor_2", "inter2")


def _target(cells: Cells, second: str | None) -> str | None:
    role = cells.text("assoc_actor_2") or ""
    if second == "1":
        return "police" if "police" in (cells.text("actor2") or "").casefold() else "military"
    if second == "8":
        return "military"
    if second == "6":
        return "public_gathering"
    if second != "7":
        return None
    return next((code for pattern, code in _ROLES if pattern.search(role)), "civilians")


def _uploaded(cells: Cells) -> datetime | None:
    """Return when ACLED last published the row: `timestamp`, in Unix seconds."""
    try:
        return (
            datetime.fromtimestamp(cells.number("timestamp") or 0, UTC) if cells.text("timestamp") else None
        )
    except (OverflowError, OSError, ValueError):
        return None


ACLED: Final = Dataset(
    name="acled",
    title="ACLED",
    licence="ACLED terms of use: rows may not be passed on",
    url="https://acleddata.com/",
    restricted=True,
    known_by=frozenset({"event_id_cnty", "event_date", "event_type", "sub_event_type", "fatalities"}),
    columns=_COLUMNS,
    key=lambda cells: cells.text("event_id_cnty"),
    code=code,
    groups=frozenset({"actor1", "actor2", "assoc_actor_2"}),
)
