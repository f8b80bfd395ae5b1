"""What, where and when each side of a claim counts, and what one side leaves for the other to say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tocsin.claims.reading.chunks import Chunked
from tocsin.claims.reading.core import Core
from tocsin.claims.reading.periods import When
from tocsin.claims.reading.periods_compared import two_periods
from tocsin.claims.reading.subjects import counted_in, subject_of
from tocsin.model import Area, Period, Side, Subject


def side_of(part: Chunked, text: str, core: Core) -> Side:
    """Return what, where and when a piece of the sentence says."""
    areas, whens = part.of("A", text), part.of("D", text)
    return Side(subject_of(text), _area(areas), _period(whens, core))


def _area(areas: list[Area]) -> Area:
    """Return the narrowest of the places, as "in Munich, Germany" means Munich."""
    chosen = areas[0] if areas else Area("")
    for area in areas[1:]:
        inside = area.countries and (not chosen.countries or set(area.countries) <= set(chosen.countries))
        if inside and (area.place or not chosen.place):
            chosen = area
    return chosen


def _period(whens: list[When], core: Core) -> Period:
    if not whens:
        return Period()
    if core.kind in ("deadliest", "first"):
        scope = next((w for w in whens if w.since or w.relative), whens[0])
        if scope.since and scope.reference and scope.reference.until:
            return replace(scope.period, since=scope.reference.until + timedelta(days=1))
        return scope.period
    days = [w for w in whens if w.period.since == w.period.until and not w.since]
    whole = next((w for w in whens if not w.relative), whens[0])
    return (days[0] if days else whole).period


def two_sided(part: Chunked, core: Core, said_on: date, before: Side | None) -> tuple[Side, Side | None]:
    """Return both sides of a comparison; what one leaves open the other gives, or the claim before."""
    if core.kind in ("deadliest", "first"):
        return _superlative(part, core)
    if core.kind == "change":
        now, base = two_periods(part, core, said_on)
        side = side_of(part, core.left, core)
        return replace(side, period=now), replace(side, period=base)
    assert core.right is not None
    left, right = side_of(part, core.left, core), side_of(part, core.right, core)
    if before is not None:
        left = inherit(left, before, subject=not narrow(left.subject))
    if core.kind == "share":
        whole = right
        merged = _merged(whole.subject, left.subject)
        side = Side(merged, left.area if left.area.name else whole.area,
                    left.period if left.period.since else whole.period)  # fmt: skip
        return side, inherit(whole, Side(Subject(), Area(""), side.period), subject=False)
    right = replace(right, period=_year_before(right.period, left.period))
    left_bare, right_bare = not narrow(left.subject), not counted_in(core.right)
    left = inherit(left, right, subject=left_bare and not counted_in(core.left))
    right = inherit(right, left, subject=right_bare)
    return left, right


def _year_before(told: Period, other: Period) -> Period:
    """Return the year before the other side's, where that is what is said of this one."""
    whole = other.since and other.until and (other.since.month, other.since.day) == (1, 1)
    if not whole or not told.words.strip().lower().endswith(("the year before", "the previous year")):
        return told
    assert other.since is not None
    year = other.since.year - 1
    return Period(date(year, 1, 1), date(year, 12, 31), told.words)


def _merged(whole: Subject, part: Subject) -> Subject:
    return replace(
        whole, attack_types=part.attack_types or whole.attack_types,
        target_types=part.target_types or whole.target_types, groups=part.groups or whole.groups,
        movement=part.movement or whole.movement,
    )  # fmt: skip


def inherit(side: Side, from_: Side, *, subject: bool) -> Side:
    """Return a side with what it leaves open taken from another; its subject too, where so said."""
    return Side(
        from_.subject if subject else side.subject,
        side.area if side.area.name else from_.area,
        side.period if side.period.since or side.period.until else from_.period,
    )


def narrow(subject: Subject) -> bool:
    """Say whether a subject is more than attacks of any kind."""
    return bool(
        subject.attack_types or subject.target_types or subject.groups or subject.counted != "attacks"
    )


def _superlative(part: Chunked, core: Core) -> tuple[Side, Side | None]:
    """Tell the event that the claim is about from where it is said to be the deadliest or the first."""
    assert core.right is not None
    everything = f"{core.left} {core.right}"
    subject = replace(subject_of(everything), counted="attacks")
    period = _period(part.of("D", everything), core)
    if re.search(r"\b(?:history|ever)\b", core.right, re.IGNORECASE) and not part.of("D", core.right):
        period = Period()
    before, after = part.of("A", core.left), part.of("A", core.right)
    areas = [*before, *after]
    event = _event(areas, before)
    scope = next((a for a in areas if a is not event), areas[0] if areas else Area(""))
    if event is scope:
        event = None
    return Side(subject, scope, period), Side(subject, event, Period()) if event else None


def _event(areas: list[Area], before: list[Area]) -> Area | None:
    if len(areas) < 2:
        return None
    towns = [a for a in areas if a.place]
    return towns[0] if len(towns) == 1 else before[0] if before else areas[0]
