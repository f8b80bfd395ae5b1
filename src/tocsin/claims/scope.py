"""Whether what a claim says of a number is what its source counted: where, what, when."""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.claims.checked import Scope
from tocsin.claims.cited import Cited
from tocsin.measure import Window
from tocsin.model import Area, Claim, Period, Side
from tocsin.places.curated import countries
from tocsin.places.regions import subregions


def compare_scope(claim: Claim, origin: Cited) -> tuple[Scope, ...]:
    """Return where, what and when, each with whether it matches the count that the number comes from."""
    return (_where(claim.side, origin), _what(claim.side, origin), _when(claim.side.period, origin))


def covered_countries(area: Area) -> frozenset[str]:
    """Return the codes of an area's countries, the world's for the world."""
    return frozenset(area.countries or _world()) - frozenset(area.without)


def _world() -> frozenset[str]:
    return frozenset(countries()).union(*subregions().values())


def _where(side: Side, origin: Cited) -> Scope:
    ours, theirs = covered_countries(side.area), covered_countries(origin.side.area)
    claimed = side.area.name or "the whole world"
    if ours == theirs and not (side.area.place or origin.side.area.place):
        return Scope("where", True, f"Where: {claimed}, in the claim and in its source.")
    if ours < theirs:
        how = "a figure of a larger place is said of a smaller one"
    elif ours > theirs:
        how = "a figure of a smaller place is said of a larger one"
    else:
        how = "a figure of one place is said of another"
    return Scope(
        "where", False, f"Where: the source counted {origin.side.area.name}, the claim says {claimed}: {how}."
    )


def _what(side: Side, origin: Cited) -> Scope:
    ours, theirs = side.subject, origin.side.subject
    same = set(ours.groups) == set(theirs.groups) and ours.counted == theirs.counted
    if same and not ours.attack_types and not ours.target_types:
        return Scope("what", True, f"What: {origin.counts}, in the claim and in its source.")
    claimed = ours.words or "attacks"
    narrower = bool(theirs.groups) and not ours.groups
    how = "a figure of some attacks is said of all" if narrower else "another kind of attack was counted"
    return Scope("what", False, f"What: the source counted {origin.counts}; the claim says {claimed}: {how}.")


def _when(period: Period, origin: Cited) -> Scope:
    theirs = origin.side.period
    if None in (period.since, period.until, theirs.since, theirs.until):
        return Scope("when", True, "When: the claim or its source names no window; nothing to compare.")
    ours = f"{period.since} to {period.until}"
    told = f"the source counted {theirs.since} to {theirs.until}, the claim says {ours}"
    if about_the_same_time(period, theirs):
        return Scope("when", True, f"When: {told}: about the same time.")
    return Scope("when", False, f"When: {told}: another time.")


def about_the_same_time(one: Period, other: Period) -> bool:
    """Say whether two windows share half of the longer; windows with an open end share what can be told."""
    if None in (one.since, one.until, other.since, other.until):
        return True
    ours, theirs = _days(one), _days(other)
    return 2 * len(ours & theirs) >= max(len(ours), len(theirs))


def _days(period: Period) -> set[int]:
    assert period.since is not None
    assert period.until is not None
    return set(range(period.since.toordinal(), period.until.toordinal() + 1))


def window_of(period: Period, span: Window | None, said_on: date | None) -> Window | None:
    """Return the days that a claim is about; open ends are those of what was read before it was said."""
    since = period.since or (span.since if span else None)
    last = said_on - timedelta(days=1) if said_on else None
    until = period.until or (min(span.until, last) if span and last else span.until if span else last)
    if since is None or until is None or until < since:
        return None
    return Window(since, until)
