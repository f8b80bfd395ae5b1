"""Feast days as dates: "on Christmas Eve", "on the second day of Eid", "the eve of Ashura".

Feasts of the Islamic calendar are good to a day either way; those of the sun and of Easter are exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from tocsin.coding.calendars import easter, hijri, orthodox_easter
from tocsin.coding.timex import Found, Reader, compiled, dated, days, exact

Feast = Callable[[int], Iterator[date]]
"""From a Gregorian year to the days on which the feast begins in it."""


def _fixed(month: int, day: int) -> Feast:
    return lambda year: iter([date(year, month, day)])


def _moved(sunday: Callable[[int], date], by: int = 0) -> Feast:
    return lambda year: iter([sunday(year) + timedelta(days=by)])


def _moon(month: int, day: int) -> Feast:
    def begins(year: int) -> Iterator[date]:
        first = int((year - 622) * 1.0307) - 1
        found = (hijri(y, month, day) for y in range(first, first + 5))
        return (made for made in found if made is not None and made.year == year)

    return begins


def _either(*feasts: Feast) -> Feast:
    return lambda year: (day for feast in feasts for day in feast(year))


def _thanksgiving(year: int) -> Iterator[date]:
    first = date(year, 11, 1)
    yield first + timedelta(days=(3 - first.weekday()) % 7 + 21)


_EID: Final = _either(_moon(10, 1), _moon(12, 10))
_SUN: Final[dict[str, Feast]] = {
    r"christmas\s+eve": _fixed(12, 24), r"christmas(?:\s+day)?": _fixed(12, 25),
    r"boxing\s+day|st\.?\s+stephen['’]s\s+day": _fixed(12, 26), r"new\s+year['’]s\s+eve": _fixed(12, 31),
    r"new\s+year['’]s(?:\s+day)?": _fixed(1, 1), r"epiphany": _fixed(1, 6),
    r"(?:coptic|orthodox)\s+christmas(?:\s+day)?": _fixed(1, 7), r"valentine['’]s\s+day": _fixed(2, 14),
    r"may\s+day": _fixed(5, 1), r"bastille\s+day": _fixed(7, 14), r"hallowe['’]?en": _fixed(10, 31),
    r"all\s+saints['’]?(?:\s+day)?": _fixed(11, 1), r"thanksgiving(?:\s+day)?": _thanksgiving,
    r"orthodox\s+easter(?:\s+sunday|\s+day)?": _moved(orthodox_easter),
    r"easter(?:\s+sunday|\s+day)?": _moved(easter), r"easter\s+monday": _moved(easter, 1),
    r"easter\s+eve|holy\s+saturday": _moved(easter, -1), r"good\s+friday": _moved(easter, -2),
    r"maundy\s+thursday": _moved(easter, -3), r"palm\s+sunday": _moved(easter, -7),
    r"ash\s+wednesday": _moved(easter, -46), r"ascension\s+day": _moved(easter, 39),
    r"pentecost|whit\s+sunday": _moved(easter, 49), r"whit\s+monday": _moved(easter, 50),
}  # fmt: skip
_MOON: Final[dict[str, Feast]] = {
    r"eid[\s-]+(?:al|ul)[\s-]+fitr": _moon(10, 1), r"eid[\s-]+(?:al|ul)[\s-]+(?:adha|azha)|bakr[\s-]eid":
    _moon(12, 10), r"(?:the\s+)?eid|(?:the\s+)?bayram": _EID, r"ashura|ashoura": _moon(1, 10),
    r"arba['’]?een": _moon(2, 20), r"(?:mawlid|(?:the\s+)?prophet['’]s\s+birthday)": _moon(3, 12),
    r"(?:islamic|hijri)\s+new\s+year": _moon(1, 1),
}  # fmt: skip
_ABOUT: Final[dict[str, Feast]] = {r"n[ao]w?[ou]?ro?uz|nooruz|nawroz|newroz": _fixed(3, 21)}
_ORDINALS: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_NOT_A_DAY: Final = (
    r"(?!\s+(?:market|tree|party|parties|play|service|mass|dinner|lunch|shopp|holiday|season|week|lights|carol"
    r"|gift|present|crowd|gathering|celebrat|procession|mourn|card|message|address|parade|pageant|fair|egg)\w*)"
)
_LATER: Final = 1
"""Days after publication that a feast may lie: the day of writing may lie a zone ahead."""


def _day_of(feast: Feast, doubt: int) -> Reader:
    @dated
    def read(match: re.Match[str], today: date) -> Found:
        shift = _ORDINALS.get((match["which"] or "first").lower(), 0) - bool(match["eve"])
        latest = today + timedelta(days=_LATER + doubt)
        found = [day + timedelta(days=shift) for year in (today.year - 1, today.year) for day in feast(year)]
        past = [day for day in found if day <= latest]
        if not past:
            return None
        day, slack = max(past), timedelta(days=doubt)
        if not doubt:
            return exact(day)
        return days(min(day - slack, today), min(day + slack, max(today, day - slack))), "approximate"

    return read


_LEAD: Final = (
    r"(?:(?:on|since|at|during|by|of|late\s+on|early\s+on)\s+)(?:the\s+)?"
    r"(?:(?P<eve>eve)\s+of\s+(?:the\s+)?|(?P<which>first|second|third|fourth)\s+(?:day|night)\s+of\s+(?:the\s+)?)?"
)
FEASTS: Final = tuple(
    (compiled(rf"{_LEAD}(?:{names}){_NOT_A_DAY}"), _day_of(feast, doubt))
    for table, doubt in ((_MOON, 1), (_ABOUT, 1), (_SUN, 0))
    for names, feast in table.items()
)
"""Patterns and readers, longer names before the shorter that they hold."""
MAY_BE_FEAST: Final = re.compile(
    r"christmas|new\s+year|easter|eid\b|bayram|ash[ou]+ra|arba|n[ao]\w?\w?ro?u?z|mawlid|prophet|boxing|epiphany"
    r"|valentine|may\s+day|bastille|hallowe|saints|thanksg|good\s+fri|holy\s+sat|maundy|palm\s+sun|ash\s+wed"
    r"|ascension|pentecost|whit\s|st\.?\s+steph",
    re.IGNORECASE,
)
