"""Dates, locations and numbers of a template: what they say, and whether a response says the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bench.muc4.phrases import Verdict

RECENT: Final = timedelta(days=61)
"""How far before its anchor a date of the form "- 4 FEB 90" may lie: two months, which is what makes an
incident recent (template-doc-part1, 1.0, 6)."""

_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY: Final = re.compile(r"(\d{1,2})\s+([A-Z]{3})[A-Z]*\.?(?:\s+(?:19)?(\d{2}))?")
_NUMBER: Final = re.compile(r"(-?)\s*(~?)\s*(\d+)\s*(?:(-)\s*(\d+)?)?")


@dataclass(frozen=True, slots=True)
class When:
    """A date of slot 2: a day, a range of days, or everything up to a day, which has no start."""

    start: date | None
    end: date


def when(text: str) -> When | None:
    """Read a date, None where it is none of the three forms or lacks its year."""
    parts = [part.strip() for part in re.split(r"\s+-\s+|^-\s*", text.upper().strip())]
    days = [_day(part) for part in parts if part]
    if not days or len(parts) > 2 or any(day is None for day in days):
        return None
    start, end = days[0], days[-1]
    assert end is not None
    return When(None if parts[0] == "" else start, end)


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    if match is None or match[2] not in _MONTHS or match[3] is None:
        return None
    try:
        return date(1900 + int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None


def date_verdict(response: str, key: str) -> Verdict:
    """Return how a date does (3.2.2).

    Partially correct are a date or range that lies within the key's range; one within two months before the
    anchor of a key that only has an upper one; and a response of that form whose anchor is the key's day or
    its upper anchor. The guidelines leave it to the person to take a day within the range as fully correct.
    """
    if _spaced(response) == _spaced(key):
        return Verdict.CORRECT
    ours, theirs = when(response), when(key)
    if ours is None or theirs is None:
        return Verdict.INCORRECT
    if ours == theirs:
        return Verdict.CORRECT
    if ours.start is None:
        return Verdict.PARTIAL if ours.end == theirs.end else Verdict.INCORRECT
    start = theirs.start if theirs.start is not None else theirs.end - RECENT
    return Verdict.PARTIAL if start <= ours.start and ours.end <= theirs.end else Verdict.INCORRECT


def location_verdict(response: str, key: str) -> Verdict:
    """Return how a location does (3.2.3).

    Correct is what names the same places of the same kinds. Partially correct is everything else in the right
    country, whether the specific place is missing, another, or where the key has none, and what is right but
    for the country.
    """
    ours, theirs = _places(response), _places(key)
    if ours == theirs:
        return Verdict.CORRECT
    if ours[0] == theirs[0]:
        return Verdict.PARTIAL
    return Verdict.PARTIAL if len(theirs) > 1 and ours[1:] == theirs[1:] else Verdict.INCORRECT


def _places(text: str) -> tuple[str, ...]:
    return tuple(_spaced(part) for part in text.upper().split(":"))


def number_verdict(response: str, key: str) -> Verdict:
    """Return how a number does (3.2.14, 17, 21, 24).

    Partially correct is a single number that is an anchor of the key's range ("7" for "5 - 7", "5 -" or
    "- 7"), or stands there with a tilde.
    """
    if _tight(response) == _tight(key):
        return Verdict.CORRECT
    ours, theirs = number(response), number(key)
    if ours is None or theirs is None or not _tight(response).isdigit():
        return Verdict.INCORRECT
    return Verdict.PARTIAL if ours.low in (theirs.low, theirs.high) else Verdict.INCORRECT


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its ends, None where it is open, and whether it is only approximate."""

    low: int | None
    high: int | None
    about: bool = False


def number(text: str) -> Number | None:
    """Read "7", "5 - 7", "5-", "- 7" or "~7"; None where it is something else, PLURAL among it."""
    match = _NUMBER.fullmatch(text.replace(",", "").strip())
    if match is None or (match[1] and match[4]):
        return None
    value, about = int(match[3]), bool(match[2])
    if match[1]:
        return Number(None, value, about)
    if match[4]:
        return Number(value, int(match[5]) if match[5] else None, about)
    return Number(value, value, about)


def _spaced(text: str) -> str:
    return " ".join(text.upper().split())


def _tight(text: str) -> str:
    return re.sub(r"[\s,]", "", text.upper())
