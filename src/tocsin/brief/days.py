"""The timeline: incidents by the day on which they happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Final, Literal

from tocsin.brief.nouns import Bar, Timeline, Window
from tocsin.model import Incident

SHORTEST: Final = 30
"""Days shown at least: a window of a day is put into its month."""
LONGEST: Final = 124
"""Days shown one by one; a longer window goes by months."""


def timeline(incidents: Iterable[Incident], new: Collection[str], window: Window) -> Timeline:
    """Return the bars from the first to the last day of `window`, or of the 30 days to its end if shorter."""
    last = (window.until - timedelta(microseconds=1)).date()
    first = min(window.since.date(), last)
    if (last - first).days + 1 < SHORTEST:
        first = last - timedelta(days=SHORTEST - 1)
    unit: Literal["day", "month"] = "day" if (last - first).days < LONGEST else "month"
    counts: Counter[tuple[date, bool]] = Counter()
    undated = 0
    for incident in incidents:
        day = _day(incident)
        if day is None:
            undated += incident.id in new
        elif first <= day <= last:
            counts[day if unit == "day" else day.replace(day=1), incident.id in new] += 1
    bars = tuple(Bar(day, counts[day, True], counts[day, False]) for day in _days(first, last, unit))
    return Timeline(unit, bars, undated)


def _day(incident: Incident) -> date | None:
    return incident.date.start if incident.date.precision == "day" else None


def _days(first: date, last: date, unit: str) -> Iterator[date]:
    day = first if unit == "day" else first.replace(day=1)
    while day <= last:
        yield day
        day = day + timedelta(days=1) if unit == "day" else (day + timedelta(days=31)).replace(day=1)
