"""Moves that several datasets share: groups, periods, codes through the crosswalk."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from tocsin.datasets.groups import verdict
from tocsin.datasets.sheet import Sheet
from tocsin.model import Json
from tocsin.taxonomy import to_ours

WITHHELD: Final = {"person": "person_name", "community": "community_name", "not_known": "group_not_known"}
"""Why the name of a group was not taken over, by what it seems to be."""


def group(
    sheet: Sheet, name: str | None, relation: str, column: str, *also: str, promised: bool = True
) -> None:
    """State a group's part, as the dataset's word, where the cell names an organisation."""
    if name is None:
        return
    found = verdict(name, promised=promised)
    if found == "group":
        value = {"name": name, "relation": relation}
        sheet.say("group", value, column, *also, kind="assessment", by=True)
    elif found != "nobody":
        sheet.withheld[WITHHELD[found]] += 1


def span(start: date, end: date, precision: str) -> Json:
    """Return the value of a date statement. Raises ValueError where it ends before it begins."""
    if end < start:
        raise ValueError(f"the event ends ({end}) before it begins ({start})")
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": precision}


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def year_of(year: int) -> tuple[date, date]:
    """Return the first and the last day of the year."""
    return date(year, 1, 1), date(year, 12, 31)


def crossed(sheet: Sheet, scheme: str, theirs: str, code: str | None, ours: str, *columns: str) -> str | None:
    """State and return our code of list `ours` for their `code`, where the crosswalk has one."""
    if code is None:
        return None
    found = to_ours(scheme, theirs, code, ours)
    sheet.code(ours, found, *columns)
    return found
