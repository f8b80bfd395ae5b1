"""Days written in figures, or in months of other calendars: "14/07", "the 14th", "17 Ramadan", "Bahman 22".

A day without a year means the nearest past one. In figures alone, day and month may change places: where both
orders give a day, the one near publication is meant, and where both are near, neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from tocsin.coding.calendars import CALENDARS, MONTH_NAMES, Calendar, gregorian
from tocsin.coding.timex import UNKNOWN, Found, compiled, dated, days, exact, year_of

_NEAR_DAYS: Final = 14
_YEARS_BACK: Final = 9
_SHORT: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _read_other(match: re.Match[str], today: date | None) -> Found:
    """Read a day of a month of another calendar, with or without a year."""
    if not match["month"][0].isupper():  # "3 hut fires"
        return None
    name = re.sub(r"[\s'’-]+", "-", match["month"].lower())
    year = int(match["year"]) if match["year"] else None
    if year is None and today is None:
        return UNKNOWN, "unresolved"
    found = [(made, c) for c in CALENDARS for made in _in(c, name, int(match["day"]), year, today)]
    if not found:
        return None
    made, calendar = max(found, key=lambda pair: pair[0])
    if not calendar.doubt:
        return exact(made)
    slack = timedelta(days=calendar.doubt)
    last = made + slack if today is None else max(made - slack, min(made + slack, today))
    return days(made - slack, last), "approximate"


def _in(calendar: Calendar, name: str, day: int, year: int | None, today: date | None) -> Iterator[date]:
    """Yield the day in `calendar`: of the year given, or the latest that is not after tomorrow."""
    month = calendar.month(name)
    if month is None:
        return
    if year is not None:
        made = calendar.day(year, month, day) if year in calendar.years else None
        if made is not None:
            yield made
    elif today is not None:
        made_all = (calendar.day(y, month, day) for y in _years_about(calendar, today))
        past = [made for made in made_all if made and made <= today + timedelta(days=1 + calendar.doubt)]
        if past:
            yield max(past)


def _years_about(calendar: Calendar, today: date) -> Iterable[int]:
    """Return years of `calendar` that may hold the last twelve months before `today`."""
    if calendar.name == "Hijri":
        about = int((today.year - 622) * 1.0307)
    elif calendar.name == "Solar Hijri":
        about = today.year - 621
    elif calendar.name == "Ethiopian":
        about = today.year - 8
    else:
        about = today.year
    return range(about - 2, about + 3)


def _read_figures(match: re.Match[str], today: date | None) -> Found:
    """Read "14/07/2016", "7/14", "14.07.2016"."""
    one, two = int(match["one"]), int(match["two"])
    text = match["year"] or None
    if text is None and today is None:
        return UNKNOWN, "unresolved"
    year = None if text is None else int(text) if len(text) == 4 else 2000 + int(text)
    readings = {_made(year, month, day, today) for day, month in ((one, two), (two, one))} - {None}
    found = sorted(day for day in readings if day is not None)
    if len(found) > 1 and today is not None:
        near = [day for day in found if -1 <= (today - day).days <= _NEAR_DAYS]
        found = near if len(near) == 1 else found
    if not found:
        return None
    return exact(found[0]) if len(found) == 1 else (UNKNOWN, "unresolved")


def _made(year: int | None, month: int, day: int, today: date | None) -> date | None:
    if year is not None:
        return gregorian(year, month, day)
    assert today is not None
    tries = (gregorian(today.year + by, month, day) for by in range(0, -_YEARS_BACK, -1))
    return next((made for made in tries if made is not None and made <= today + timedelta(days=1)), None)


def _read_full(match: re.Match[str], _: date | None) -> Found:
    """Read "2016/07/14", "14-Jul-16" and, as military reports write it, "14JUL16" or "140630ZJUL16"."""
    groups = match.groupdict()
    month = _SHORT.index(groups["name"].lower()[:3]) + 1 if groups.get("name") else int(groups["month"])
    return exact(gregorian(year_of(match["year"]), month, int(match["day"])))


@dated
def _read_ordinal(match: re.Match[str], today: date) -> Found:
    """Read "on the 14th": the latest such day of a month."""
    month = today.year * 12 + today.month - 1
    tries = (gregorian((month - n) // 12, (month - n) % 12 + 1, int(match["day"])) for n in range(4))
    return exact(next((day for day in tries if day is not None and day <= today + timedelta(days=1)), None))


_NUM: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NAME: Final = "(?P<month>" + "|".join(name.replace("-", r"[\s'’-]+") for name in MONTH_NAMES) + ")"
_OWN_YEAR: Final = r"(?:,?\s+(?P<year>1[2-9]\d\d|20\d\d)(?:\s*(?:AH|H|SH)\b)?)?"
MONTHS: Final = (
    (compiled(rf"{_NUM}(?:\s+of)?\s+{_NAME}{_OWN_YEAR}"), _read_other),
    (compiled(rf"{_NAME}\s+{_NUM}(?![:.,]?\d){_OWN_YEAR}"), _read_other),
)
FIGURES: Final = (
    (compiled(r"(?P<year>(?:19|20)\d\d)(?P<mark>[/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"),
     _read_full),
    (compiled(r"(?P<day>3[01]|[12]\d|0?[1-9])(?:(?:\d{4}[A-Z]?\s?)?|-|/)"
              rf"(?P<name>{'|'.join(_SHORT)})[a-z]*[-/]?(?P<year>(?:20)?\d\d)"), _read_full),
    (compiled(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>(?:20)?\d\d)"), _read_figures),
    (compiled(r"(?P<one>\d{1,2})[.-](?P<two>\d{1,2})[.-](?P<year>20\d\d)"), _read_figures),
    (compiled(r"(?:on|dated)\s+(?P<one>\d{1,2})/(?P<two>\d{1,2})(?P<year>)?(?![/\d])"), _read_figures),
    (compiled(r"(?:on|of|from|since)\s+the\s+(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)"
              r"(?:\s+(?:instant|inst\b\.?))?(?=\s*(?:[,.;:)]|$|(?:at|around|when|in|near|a|an|after|said)\b))"),
     _read_ordinal),
)  # fmt: skip
MAY_BE_MONTH: Final = re.compile(
    r"\d[\w\s'’-]{0,8}(?:" + "|".join(name.split("-")[0] for name in MONTH_NAMES) + r")|(?:"
    + "|".join(name.split("-")[0] for name in MONTH_NAMES) + r")[\w\s'’-]{0,16}\d",
    re.IGNORECASE,
)  # fmt: skip
