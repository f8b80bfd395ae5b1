"""How long ago a sentence says that its event was: recent, old, or not said."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, Literal

Recency = Literal["recent", "old", "unsaid"]

RECENT_DAYS: Final = 45
"""A report on an attack this many days back still reports it; beyond, it is history."""

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|"
        "october oct|november nov|december dec".split("|"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR: Final = re.compile(r"(?<![\d,.$£€])((?:19|20)\d\d)(?![\d,]|\.\d)")
_DATED: Final = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y1>(?:19|20)\d\d))?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_MONTH})\b(?:,? (?P<y2>(?:19|20)\d\d))?|"
    rf"(?:in|last|since|of|during|late|early|mid-?|this) ?(?P<m3>{_MONTH})\b(?:,? (?P<y3>(?:19|20)\d\d))?)"
)
_OLD: Final = re.compile(
    r"\b(?:last (?:year|spring|summer|autumn|winter|fall)|(?:\w+ )?(?:years|decades?) (?:ago|earlier|before)|(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+) months (?:ago|earlier|before)|a (?:year|decade) (?:ago|earlier)|(?:\w+) years (?:on|after|since))\b"
)
_RECENT: Final = re.compile(
    r"\b(?:(?:on |late |early |this |last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?|yesterday|today|tonight|overnight|last (?:night|week|weekend)|this (?:morning|afternoon|evening|week|month|weekend)|(?:\w+ )?(?:hours|days|weeks) ago|earlier (?:today|this week))\b"
)


def recency(folded: str, published: date | None) -> Recency:
    """Return what the words of a folded sentence say about the age of its event at publication.

    A date within `RECENT_DAYS` wins over an old one in the same sentence, since news tells the new and then
    compares. Without a publication date nothing but explicit words ("two years ago") says that it is old.
    """
    if _RECENT.search(folded):
        return "recent"
    ages = [age for match in _DATED.finditer(folded) if (age := _age(match, published)) is not None]
    if any(-3 <= age <= RECENT_DAYS for age in ages):
        return "recent"
    if ages or _OLD.search(folded) or _old_year(folded, published):
        return "old"
    return "unsaid"


def _age(match: re.Match[str], published: date | None) -> int | None:
    """Return the days from the date in `match` to publication; a month alone counts to its last day."""
    if published is None:
        return None
    part = match.groupdict()
    month = _MONTHS[str(part["m1"] or part["m2"] or part["m3"])]
    year = part["y1"] or part["y2"] or part["y3"]
    day = part["d1"] or part["d2"]
    if (
        day is None
        and month == 5
        and part["m3"]
        and not year
        and "may" in match.group()
        and "in may" not in match.group()
    ):
        return None
    chosen = (
        int(year)
        if year
        else (
            published.year
            if (month, int(day or 1)) <= (published.month, published.day) or month == published.month
            else published.year - 1
        )
    )
    try:
        when = date(chosen, month, int(day)) if day else _last_day(chosen, month)
    except ValueError:
        return None
    return (published - when).days if day or (published - when).days > 0 else 0


def _last_day(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _old_year(folded: str, published: date | None) -> bool:
    if published is None:
        return False
    years = [int(match.group(1)) for match in _YEAR.finditer(folded)]
    return bool(years) and max(years) < (published - timedelta(days=RECENT_DAYS)).year
