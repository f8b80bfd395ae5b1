"""What expressions of time mean: a reader for each kind.

A reader takes a match and the local day of publication (None where unknown) and returns the days with how
firm they are, or None where the words mean no time after all.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from tocsin.coding.calendars import gregorian
from tocsin.coding.timex.days import (
    DAY,
    ORDINALS,
    UNKNOWN,
    Found,
    around,
    counted,
    dated,
    days,
    exact,
    latest_weekday,
    month_number,
    month_range,
    nearest_past,
    part_of_month,
    weekday_number,
    year_of,
    year_range,
)  # fmt: skip
from tocsin.model import DateRange

_EARLY_ON: Final = re.compile(r"\bearly\s+$", re.IGNORECASE)
_WEEKDAY: Final = re.compile(rf"\b{DAY}\b", re.IGNORECASE)
SMALL_HOURS: Final = re.compile(
    r"\b(?:(?:1[2]|0?[0-4])(?:[.:]\d\d)?\s?(?:a\.?m\.?)|0[0-4][.:]\d\d|(?:wee|small|early)\s+hours|after\s+midnight)",
    re.IGNORECASE,
)
"""Times of the clock after midnight."""


def _year(match: re.Match[str]) -> int | None:
    text = match.groupdict().get("year")
    return None if text is None else year_of(text)


def _calendar_day(match: re.Match[str], day: str, today: date | None) -> date | None:
    month = month_number(match["month"])
    year = _year(match)
    if year is not None:
        return gregorian(year, month, int(match[day]))
    return nearest_past(month, int(match[day]), today) if today else None


def read_day(match: re.Match[str], today: date | None) -> Found:
    """Read "14 July 2016", "Thursday, July 14"."""
    if match["month"].lower() == "may" and match["month"][0] == "m":
        return None
    if today is None and _year(match) is None:
        return UNKNOWN, "unresolved"
    made = _calendar_day(match, "day", today)
    return _agreed(made, match["named"]) if made else None


def read_spelled(match: re.Match[str], today: date | None) -> Found:
    """Read "the fourteenth of May"."""
    day, month = ORDINALS.index(match["spelled"].lower()) + 1, month_number(match["month"])
    year = _year(match)
    if year is None and today is None:
        return UNKNOWN, "unresolved"
    made = gregorian(year, month, day) if year else nearest_past(month, day, today) if today else None
    return exact(made)


def _agreed(day: date, weekday: str | None) -> Found:
    """Return the day; with the nearest day of the weekday written beside it, where that is another one.

    One of the two is a slip, and nothing tells which.
    """
    if weekday is None:
        return exact(day)
    by = (weekday_number(weekday) - day.weekday() + 3) % 7 - 3
    other = day + timedelta(days=by)
    return (days(min(day, other), max(day, other)), "approximate") if by else exact(day)


def read_days(match: re.Match[str], today: date | None) -> Found:
    """Read "14-16 July", "between July 14 and 16"."""
    if today is None and _year(match) is None:
        return UNKNOWN, "unresolved"
    start, end = (_calendar_day(match, name, today) for name in ("day", "day2"))
    if start is None or end is None or start > end:
        return None
    return days(start, end), "range"


def read_iso(match: re.Match[str], _: date | None) -> Found:
    """Read "2016-07-14"."""
    return exact(gregorian(int(match["year"]), int(match["month"]), int(match["day"])))


def read_month(match: re.Match[str], today: date | None) -> Found:
    """Read "July 2016", "in July"."""
    month, year = month_number(match["month"]), _year(match)
    if year is None:
        if today is None:
            return UNKNOWN, "unresolved"
        year = today.year if month <= today.month else today.year - 1
    return month_range(year, month), "range"


def read_year(match: re.Match[str], today: date | None) -> Found:
    """Read "2016"."""
    year = int(match["year"])
    if today is not None and year > today.year:
        return None
    return year_range(year), "range"


@dated
def read_weekday(match: re.Match[str], today: date) -> Found:
    """Read "on Friday", "last Monday night", "Tuesday of last week"."""
    day = latest_weekday(match["weekday"] or match["weekday2"], today)
    which = (match.groupdict().get("which") or "").lower()
    if which in ("next", "coming", "this coming"):
        return exact(day + timedelta(days=7))
    if match.groupdict().get("week"):
        monday = today - timedelta(days=today.weekday() + 7)
        return exact(monday + timedelta(days=day.weekday()))
    if which in ("last", "past") and (today - day).days < 2:  # "last Monday" on a Tuesday is no yesterday
        day -= timedelta(days=7)
    if which == "overnight":
        return days(day, min(day + timedelta(days=1), max(day, today))), "range"
    return exact(day)


@dated
def read_weekdays(match: re.Match[str], today: date) -> Found:
    """Read "Sunday night into Monday", "between Friday and Sunday"."""
    end = latest_weekday(match["weekday2"], today)
    return days(latest_weekday(match["weekday"], end), end), "range"


@dated
def read_night_to(match: re.Match[str], today: date) -> Found:
    """Read "in the night to Saturday": it began on Friday; with a time after midnight told, Saturday."""
    day = latest_weekday(match["weekday"], today)
    if SMALL_HOURS.search(match.string):
        return exact(day)
    return days(day - timedelta(days=1), day), "range"


@dated
def read_midnight(match: re.Match[str], today: date) -> Found:
    """Read "around midnight on Saturday": news give such a night now this day's name, now the next one's."""
    day = latest_weekday(match["weekday"], today)
    if _EARLY_ON.search(match.string[: match.start()]):
        return exact(day)
    return days(day, min(day + timedelta(days=1), today)), "range"


@dated
def read_relative(match: re.Match[str], today: date) -> Found:
    """Read "yesterday", "last night", "in the early hours"."""
    phrase = " ".join(match.group().lower().split())
    if phrase.startswith("the "):
        return exact(today - timedelta(days=2))
    if phrase.startswith("yesterday") or phrase == "last evening":
        return exact(today - timedelta(days=1))
    if phrase in ("last night", "yesternight"):
        # It began yesterday, and after midnight it is called "early today".
        small = SMALL_HOURS.search(match.string) is not None
        return exact(today - timedelta(days=0 if small else 1))
    if phrase in ("overnight", "during the night") or "hours" in phrase:
        return days(today - timedelta(days=1), today), "range"
    return exact(today)


@dated
def read_period(match: re.Match[str], today: date) -> Found:
    """Read "last month", "earlier this week", "this year"."""
    last = match["which"].lower() in ("last", "past", "previous")
    unit = match["unit"].lower()
    if unit == "year":
        return year_range(today.year - last), "approximate"
    part = (match["part"] or "").lower()
    if unit == "month":
        return part_of_month(today.replace(day=1) - timedelta(days=int(last)), part, today), "approximate"
    monday = today - timedelta(days=today.weekday())
    if unit == "weekend":
        saturday = monday - timedelta(days=2) if today.weekday() < 5 or last else monday + timedelta(days=5)
        return days(saturday, min(saturday + timedelta(days=1), today)), "approximate"
    start = monday - timedelta(days=7) if last else monday
    # On a weekend the week that is ending is "last week" to many.
    end = today - timedelta(days=1) if last and today.weekday() > 4 else start + timedelta(days=6)
    return DateRange(start, min(end, today), "week"), "approximate"


@dated
def read_weeks_ago(match: re.Match[str], today: date) -> Found:
    """Read "a week ago today", "two weeks ago on Tuesday", "Tuesday a week ago"."""
    count, vague = counted(match["count"] or match["count2"])
    weekday = match["weekday"] or match["weekday2"]
    if vague:
        return around(today, "week", count), "approximate"
    return exact((latest_weekday(weekday, today) if weekday else today) - timedelta(days=7 * count))


@dated
def read_lately(match: re.Match[str], today: date) -> Found:
    """Read "over the past 24 hours", "in the last three days"."""
    count, _ = counted(match["count"])
    back = -(-count // 24) if match["unit"].lower() == "hour" else count
    return days(today - timedelta(days=back), today), "approximate"


@dated
def read_ago(match: re.Match[str], today: date) -> Found:
    """Read "two days ago", "a year ago", "five years earlier"."""
    count, vague = counted(match["count"])
    unit = match["unit"].lower()
    if unit in ("minute", "moment"):
        return exact(today)
    if unit == "hour":
        return days(today - timedelta(days=1 + count // 24), today), "approximate"
    if unit == "day" and not vague:
        return exact(_counted_from(match, today) - timedelta(days=count))
    return around(today, unit, count), "approximate"


def read_back(match: re.Match[str], day: date) -> Found:
    """Read "three days after", "a week after" as that long before `day`."""
    count, vague = counted(match["count"])
    unit = match["unit"].lower()
    if unit == "day" and not vague:
        return exact(day - timedelta(days=min(count, day.toordinal() - 1)))
    return around(day, unit, count), "approximate"


def _counted_from(match: re.Match[str], today: date) -> date:
    """Return the day from which "a day earlier" counts: a weekday told before it, else today."""
    if not match.group().lower().endswith(("earlier", "before")):
        return today
    told = _WEEKDAY.findall(match.string[: match.start()])
    return latest_weekday(told[-1], today) if told else today
