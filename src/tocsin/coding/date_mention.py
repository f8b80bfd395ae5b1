"""A date as a text writes it, and what it tells those that count from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tocsin.coding.bearing import bearing
from tocsin.coding.timex import SMALL_HOURS, MentionKind
from tocsin.model import DateRange, Span

_LATE: Final = re.compile(r"evening|night|dusk", re.IGNORECASE)
_LATE_CLOCK: Final = re.compile(r"\b(?:[89]|1[01])(?:[.:]\d\d)?\s?p\.?m\b|\b2[0-3][.:]\d\d\b", re.IGNORECASE)
_EARLY: Final = re.compile(r"\bearly\b", re.IGNORECASE)
_CLOCK_BESIDE: Final = 14
_FOLLOWED: Final = -2.0


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time: where it stands (offsets in the document), the days it means, how firmly.

    `earlier` marks the date of another, earlier event ("since the November 2015 attacks", "a week after the
    14 July attack"); `dateline` one that stands in the dateline and is the day of writing; `timed` a time of
    day that names no day ("at dusk"); `attack` one that counts back to an attack told with it ("a week after
    gunmen stormed the school").
    """

    span: Span
    range: DateRange
    kind: MentionKind
    earlier: bool = False
    dateline: bool = False
    timed: bool = False
    attack: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A day told, where its mention ends, and whether it was told as an evening or a night, or as early."""

    end: int
    day: date
    late: bool
    early: bool


def tells_a_day(text: str, mention: DateMention) -> Told | None:
    """Return the day of a mention from which others may count: of a night over midnight, the second."""
    first, last = mention.range.start, mention.range.end
    if mention.earlier or first is None or last is None or (last - first).days > 1:
        return None
    if bearing(text, mention.span) <= _FOLLOWED:
        return None
    around = text[max(0, mention.span.start - _CLOCK_BESIDE) : mention.span.end + _CLOCK_BESIDE]
    late = first == last and bool(_LATE.search(mention.span.of(text)) or _LATE_CLOCK.search(around))
    early = bool(_EARLY.search(mention.span.of(text)) or SMALL_HOURS.search(around))
    return Told(mention.span.end, last, late, early) if mention.kind in ("exact", "range") else None
