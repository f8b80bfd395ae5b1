"""Days of other calendars: the Islamic (Hijri), the Iranian and Afghan (Solar Hijri), the Ethiopian.

Arithmetic only. The Islamic months begin with a moon that is sighted, a day apart from country to country:
the tabular calendar used here (the Thursday epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30;
Reingold and Dershowitz, Calendrical Calculations, ch. 7) is within a day of Umm al-Qura in 99 of 100 days.
The Solar Hijri rule of 33 years agrees with the equinox from 1925 to 2088; the Ethiopian calendar is exact
from 1901 to 2099.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_HIJRI_EPOCH: Final = 227_014
"""The proleptic Gregorian ordinal of 1 Muharram of the year 1: Thursday, 15 July 622 of the Julian
calendar."""
_HIJRI: Final = (
    "muharram moharram", "safar", "rabi-al-awwal rabi-ul-awwal rabi-i",
    "rabi-al-thani rabi-ul-thani rabi-al-akhir rabi-ii",
    "jumada-al-awwal jumada-al-ula jumada-i jamadi-ul-awwal",
    "jumada-al-thani jumada-al-akhira jumada-ii jamadi-ul-sani",
    "rajab", "shaban shaaban", "ramadan ramadhan ramazan ramzan", "shawwal",
    "dhu-al-qadah zul-qadah zilqad dhul-qadah",
    "dhu-al-hijjah zul-hijjah zilhaj dhul-hijjah dhu-al-hijja zul-hijja dhul-hijja",
)  # fmt: skip
_SOLAR: Final = (
    "farvardin hamal", "ordibehesht sawr saur", "khordad jawza jauza", "tir saratan", "mordad asad",
    "shahrivar sunbula sonbola",
    "mehr mizan", "aban aqrab", "azar qaws qaus", "dey jadi", "bahman dalw dalwa", "esfand hut",
)  # fmt: skip
_ETHIOPIAN: Final = (
    "meskerem", "tikimt tikemt", "hidar", "tahsas", "tir", "yekatit", "megabit", "miyazya", "ginbot",
    "sene", "hamle",
    "nehase", "pagume",
)  # fmt: skip
_ARAB_SOLAR: Final = (
    "kanun-al-thani kanoun-al-thani", "shubat", "adhar", "nisan", "ayyar", "haziran", "tammuz tammouz",
    "aab", "aylul", "tishrin-al-awwal tishreen-al-awwal",
    "tishrin-al-thani tishreen-al-thani", "kanun-al-awwal kanoun-al-awwal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """One way of counting years: its months by name, how to make a Gregorian day, years in use, doubt in
    days."""

    name: str
    months: tuple[str, ...]
    day: Callable[[int, int, int], date | None]
    years: range
    doubt: int = 0

    def month(self, name: str) -> int | None:
        """Return the number of the month `name` (lower case, hyphens for spaces), None for no month of it."""
        return next((n for n, names in enumerate(self.months, 1) if name in names.split()), None)


def hijri(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a tabular Islamic one, None where there is none such."""
    if not (1 <= month <= 12 and 1 <= day <= _hijri_length(year, month) and 1 <= year < 9000):
        return None
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_HIJRI_EPOCH + before + day - 1)


def _hijri_length(year: int, month: int) -> int:
    return 30 if month % 2 or (month == 12 and (14 + 11 * year) % 30 < 11) else 29


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a day of the Iranian and Afghan calendar, None where there is none such."""
    length = 31 if month <= 6 else 30 if month < 12 or _is_solar_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= length and 1304 <= year <= 1466):
        return None
    leaps = sum(1 for y in range(1304, year) if _is_solar_leap(y))
    start = date(1925, 3, 21) + timedelta(days=365 * (year - 1304) + leaps)
    return start + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def _is_solar_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def ethiopian(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of an Ethiopian one (1901 to 2099), None where there is none such."""
    length = 30 if month < 13 else 6 if year % 4 == 3 else 5
    if not (1 <= month <= 13 and 1 <= day <= length and 1894 <= year <= 2091):
        return None
    new_year = date(year + 7, 9, 12 if year % 4 == 0 else 11)
    return new_year + timedelta(days=30 * (month - 1) + day - 1)


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the day, None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


CALENDARS: Final = (
    Calendar("Hijri", _HIJRI, hijri, range(1300, 1600), doubt=1),
    Calendar("Solar Hijri", _SOLAR, solar_hijri, range(1304, 1467)),
    Calendar("Ethiopian", _ETHIOPIAN, ethiopian, range(1894, 2092)),
    Calendar("Gregorian, months of the Levant", _ARAB_SOLAR, gregorian, range(1900, 2100)),
)
MONTH_NAMES: Final = tuple(
    sorted({name for calendar in CALENDARS for names in calendar.months for name in names.split()}, key=len)[
        ::-1
    ]
)


def easter(year: int) -> date:
    """Return the Western Easter Sunday (the anonymous Gregorian computus, Meeus, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return the Eastern Easter Sunday (Meeus' Julian computus, moved to the Gregorian; 1901 to 2099)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)
