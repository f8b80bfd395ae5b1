"""Days that words of time mean, and their reckoning: months, weekdays, numbers, "two weeks ago"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import Final, Literal

from tocsin.coding.calendars import gregorian
from tocsin.model import DateRange

MentionKind = Literal["exact", "approximate", "range", "unresolved"]
Found = tuple[DateRange, MentionKind] | None
Reader = Callable[[re.Match[str], date | None], Found]
"""From a match and the local day of publication, None where that is unknown, to the days that it means."""

UNKNOWN: Final = DateRange(None, None, "unknown")
DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
"""The name of a weekday, as a pattern."""
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
    "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth",
    "thirtieth", "thirty-first",
)  # fmt: skip
_VAGUE: Final = {"several": 4, "few": 3, "some": 4, "couple": 2}


def dated(reader: Callable[[re.Match[str], date], Found]) -> Reader:
    """Return `reader`, which needs the day of publication, as one that resolves nothing without it."""

    @wraps(reader)
    def read(match: re.Match[str], today: date | None) -> Found:
        return (UNKNOWN, "unresolved") if today is None else reader(match, today)

    return read


def days(start: date, end: date) -> DateRange:
    """Return the days from `start` to `end`, both included."""
    return DateRange(start, end, "day" if start == end else "range")


def exact(day: date | None) -> Found:
    """Return just this day, None for none."""
    return None if day is None else (days(day, day), "exact")


def month_number(word: str) -> int:
    """Return the number, from 1, of a month by its name, short or long."""
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(word.lower().rstrip(".")[:3]))


def weekday_number(word: str) -> int:
    """Return the number, from Monday as 0, of a weekday by its name, short or long."""
    return next(n for n, name in enumerate(_DAYS) if name.startswith(word.lower()[:3]))


def nearest_past(month: int, day: int, today: date) -> date | None:
    """Return the latest such day not after tomorrow: the day of writing may lie a zone ahead."""
    for year in range(today.year + 1, today.year - 8, -1):
        made = gregorian(year, month, day)
        if made is not None and made <= today + timedelta(days=1):
            return made
    return None


def year_of(figures: str) -> int:
    """Return the year that two or four figures mean."""
    year = int(figures)
    return year if len(figures) == 4 else 1900 + year if year >= 50 else 2000 + year


def month_range(year: int, month: int) -> DateRange:
    """Return a whole month."""
    after = date(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else date.max
    return DateRange(date(year, month, 1), after - timedelta(days=1), "month")


def part_of_month(within: date, part: str, today: date) -> DateRange:
    """Return the month of `within` up to today, or its first or last ten days ("early this month")."""
    whole = month_range(within.year, within.month)
    assert whole.start is not None
    assert whole.end is not None
    end = min(whole.end, today)
    if part == "early":
        return days(whole.start, min(whole.start + timedelta(days=9), end))
    if part == "late" and end == whole.end:
        return days(end - timedelta(days=9), end)
    return DateRange(whole.start, end, "month")


def year_range(year: int) -> DateRange:
    """Return a whole year."""
    return DateRange(date(year, 1, 1), date(year, 12, 31), "year")


def latest_weekday(name: str, today: date) -> date:
    """Return the latest day of that name, `today` included."""
    return today - timedelta(days=(today.weekday() - weekday_number(name)) % 7)


def counted(words: str) -> tuple[int, bool]:
    """Return the number that `words` tell, and whether they tell it loosely ("several")."""
    told = words.lower().split()
    vague = next((word for word in told if word in _VAGUE), None)
    if vague:
        return _VAGUE[vague], True
    return int(told[0]) if told[0].isdigit() else NUMBERS[told[0]], False


def around(today: date, unit: str, count: int) -> DateRange:
    """Return the days about so many units before `today`."""
    if unit in ("year", "decade"):
        return year_range(max(1, today.year - count * (10 if unit == "decade" else 1)))
    if unit == "month":
        months = today.year * 12 + today.month - 1 - count
        return month_range(max(1, months // 12), months % 12 + 1)
    slack = 2 if unit == "day" else 3
    middle = today - timedelta(days=count * {"week": 7, "fortnight": 14}.get(unit, 1))
    return DateRange(middle - timedelta(days=slack), min(middle + timedelta(days=slack), today), "range")
