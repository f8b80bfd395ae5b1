"""Which two windows a change compares: "since 2014", "between June and July", "in 2015"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from tocsin.claims.reading.chunks import Chunked
from tocsin.claims.reading.core import Core
from tocsin.claims.reading.periods import months_before
from tocsin.model import Period

_YEAR_ON_YEAR: Final = re.compile(r"\byear[- ](?:on|over)[- ]year\b", re.IGNORECASE)


_SAME: Final = re.compile(
    r"\bthe same (?:period|time|months?|weeks?|quarter|half|stretch)(?: \w+)? (?:⟪D\d+⟫|a year)",
    re.IGNORECASE,
)


def two_periods(part: Chunked, core: Core, said_on: date) -> tuple[Period, Period]:
    """Return the window that is told of and the one that it is compared with."""
    whens = part.of("D", core.left)
    base = part.value(core.base).period if core.base else None
    now: Period | None = None
    for when in whens:
        if when.since and when.reference:
            base = base or when.reference
        elif when.reference is not None and base is None:
            base, until = when.reference, when.period.until
            start = base.until + timedelta(days=1) if base.until else None
            now = Period(_as_long(base, start, until), until, when.period.words)
        else:
            now = now or when.period
    if now is None and base is None and _YEAR_ON_YEAR.search(part.text):
        now = Period(months_before(said_on, 12), said_on - timedelta(days=1), "the last year")
    now = now or _to_now(base, said_on)
    if _SAME.search(part.text) and now.since and now.until:
        base = Period(months_before(now.since, 12), months_before(now.until, 12), "the same a year earlier")
    base = base or _previous(now)
    return now, base


def _as_long(base: Period, start: date | None, until: date | None) -> date | None:
    """Return where the later window begins: the last month of "June and July", year of "2014 and 2015"."""
    if until is None or base.since is None or base.until is None:
        return start
    if (base.since.month, base.since.day, base.until.month, base.until.day) == (1, 1, 12, 31):
        return date(until.year, 1, 1)
    return until.replace(day=1) if base.since != base.until else start


def _to_now(base: Period | None, said_on: date) -> Period:
    last = said_on - timedelta(days=1)
    if base is None or base.since is None or base.until is None:
        return Period(date(last.year, 1, 1), last, "this year")
    days = (base.until - base.since).days + 1
    if days > 300:
        return Period(date(last.year, 1, 1), last, "this year")
    start = max(base.until + timedelta(days=1), months_before(said_on, 1) if days > 1 else base.until)
    return Period(start, last, "since then")


def _previous(now: Period) -> Period:
    """Return the period before, whole where `now` is a year or a month (or what there is of one)."""
    assert now.since is not None
    assert now.until is not None
    if (now.since.month, now.since.day) == (1, 1):
        return Period(date(now.since.year - 1, 1, 1), date(now.since.year - 1, 12, 31), "the year before")
    if now.since.day == 1 and now.since.month == now.until.month:
        last = now.since - timedelta(days=1)
        return Period(last.replace(day=1), last, "the month before")
    last, end = now.since - timedelta(days=1), now.until + timedelta(days=1)
    months = (end.year - now.since.year) * 12 + end.month - now.since.month
    if end.day == now.since.day and months:
        return Period(months_before(now.since, months), last, "as long before")
    return Period(last - (now.until - now.since), last, "as long before")
