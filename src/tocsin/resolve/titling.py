"""An incident's title, composed from its values alone: a headline may hold the name of a private person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from tocsin.model import Count, DateRange, Outcome, Place
from tocsin.resolve.account import open_ended, place_rank
from tocsin.taxonomy import label

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_BEFORE: Final = {"foiled": "Foiled ", "failed": "Failed ", "threatened": "Threatened "}


def title(
    kinds: Sequence[str],
    outcome: Outcome | None,
    place: Place,
    country: str | None,
    when: DateRange,
    killed: Count | None,
    injured: Count | None,
) -> str:
    """Return "Vehicle ramming in Nice, France, 14 July 2016: 84 killed"; what is unknown is left out."""
    what = " and ".join(label("attack_type", kind) for kind in kinds[:2]) or "attack"
    what = _BEFORE.get(outcome or "", "") + what
    where = where_name(place, country)
    parts = [what[:1].upper() + what[1:] + (f" in {where}" if where else ""), days(when)]
    text = ", ".join(part for part in parts if part)
    toll = _toll(killed, injured)
    return f"{text}: {toll}" if toll else text


def where_name(place: Place, country: str | None) -> str:
    """Return "Nice, France"; the country alone where the place is no finer."""
    if place.name is None or (country and place_rank(place.precision) == place_rank("country")):
        return country or place.name or ""
    return f"{place.name}, {country}" if country and country != place.name else place.name


def days(when: DateRange) -> str:
    """Return "14 July 2016", "1–3 July 2016", "30 June – 2 July 2016", "July 2016", "2016", or ""."""
    first, last = when.start, when.end or when.start
    if first is None or last is None:
        return ""
    if when.precision == "year":
        return str(first.year)
    if when.precision == "month":
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _toll(killed: Count | None, injured: Count | None) -> str:
    for count, what in ((killed, "killed"), (injured, "injured")):
        if count is not None and (number := _number(count)):
            return f"{number} {what}"
    return ""


def _number(count: Count) -> str:
    n = count.best if count.best is not None else count.low
    if not n:
        return ""
    return f"at least {n:,}" if open_ended(count) else f"{n:,}"
