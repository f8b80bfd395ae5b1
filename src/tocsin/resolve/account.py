"""What one report says, taken from its statements in the form in which two reports are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tocsin.model import DATE_PRECISIONS, PLACE_PRECISIONS, Count, Json, Place, Statement
from tocsin.resolve.emptying import known
from tocsin.resolve.mention import Mention
from tocsin.resolve.sketch import Traces, traces
from tocsin.resolve.wording import stems

PUBLISHED: Final = "published"
"""The precision of a span of days that rests on the publication time alone."""
SURE: Final = 0.6
"""Confidence below which a date is taken for one that coding read off the publication time."""
DAYS_BEFORE_PUBLICATION: Final = 2
_CODES: Final = ("attack_type", "target_type", "outcome")
ANY_DAY: Final = (1, date.max.toordinal())


@dataclass(frozen=True, slots=True)
class When:
    """The days on which it may have happened, as proleptic ordinals, both ends included."""

    first: int
    last: int
    precision: str

    @property
    def stated(self) -> bool:
        """Whether the report itself says when, to the day or nearly."""
        return self.precision in ("day", "range") and self.last - self.first <= 7


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a report decides with which others it is compared at all: cheap, made of every report."""

    id: str
    document: str
    when: When
    place: Place | None


@dataclass(frozen=True, slots=True)
class Account:
    """One report, ready to be compared."""

    id: str
    document: str
    name: str
    anchor: int
    own_names: frozenset[str]
    language: str | None
    source: str | None
    told: datetime | None
    when: When
    place: Place | None
    codes: dict[str, frozenset[str]]
    killed: Count | None
    injured: Count | None
    groups: dict[str, frozenset[str]]
    traces: Traces


def outline(mention: Mention, name: str) -> Outline:
    """Return the outline of `mention`, whose id is `name` (ids are hashes, dear to compute twice)."""
    said = by_property(s for s in known(mention.report.statements) if s.property in ("date", "place"))
    return Outline(
        id=name,
        document=mention.report.document,
        when=when(mention, said.get("date", ())),
        place=place(said.get("place", ())),
    )


def account(mention: Mention, seen: Outline) -> Account:
    """Return the account of `mention`, whose outline is `seen`."""
    said = by_property(known(mention.report.statements))
    groups: dict[str, set[str]] = {}
    where = seen.place
    for s in said.get("group", ()):
        groups.setdefault(str(s.value["name"]).casefold(), set()).add(s.value["relation"])
    return Account(
        id=seen.id,
        document=seen.document,
        name=mention.document.name,
        anchor=mention.report.anchor.start,
        own_names=stems(where.name, where.admin1) if where else frozenset(),
        language=mention.document.language,
        source=mention.document.source,
        told=mention.told,
        when=seen.when,
        place=where,
        codes={code: frozenset(s.value for s in said.get(code, ())) for code in _CODES},
        killed=total(said.get("killed", ())),
        injured=total(said.get("injured", ())),
        groups={name: frozenset(relations) for name, relations in groups.items()},
        traces=traces(mention.sketch),
    )


def when(mention: Mention, dates: Sequence[Statement]) -> When:
    """Return the span of days of the report's finest date; without one, the days before publication."""
    dated = [s for s in dates if s.value.get("start") or s.value.get("end")]
    if dated:
        ranks = [_rank(DATE_PRECISIONS, s.value.get("precision")) for s in dated]
        best = surest([s for s, rank in zip(dated, ranks, strict=True) if rank == min(ranks)])
        first, last = date_span(best.value)
        guessed = best.confidence is not None and best.confidence < SURE
        return When(first, last, PUBLISHED if guessed else best.value.get("precision") or "day")
    if mention.document.published is None:
        return When(*ANY_DAY, "unknown")
    day = mention.document.published.date().toordinal()
    return When(day - DAYS_BEFORE_PUBLICATION, day, PUBLISHED)


def date_span(value: Json) -> tuple[int, int]:
    """Return the ordinals of a date value's ends; an open end is the other end."""
    start, end = value.get("start") or value.get("end"), value.get("end") or value.get("start")
    first, last = date.fromisoformat(start[:10]).toordinal(), date.fromisoformat(end[:10]).toordinal()
    return min(first, last), max(first, last)


def place(placed: Sequence[Statement]) -> Place | None:
    """Return the finest place that the place statements give, the surest among equals."""
    return as_place(finest(placed).value) if placed else None


def finest(placed: Sequence[Statement]) -> Statement:
    """Return the place statement of the finest precision, the surest among equals."""
    ranks = [place_rank(s.value.get("precision")) for s in placed]
    return surest([s for s, rank in zip(placed, ranks, strict=True) if rank == min(ranks)])


def as_place(value: Json) -> Place:
    """Return the noun for a place value; fields that are absent are unknown."""
    return Place(
        name=value.get("name"),
        admin1=value.get("admin1"),
        country=value.get("country"),
        lat=value.get("lat"),
        lon=value.get("lon"),
        radius_km=value.get("radius_km"),
        precision=value.get("precision"),
        alternatives=tuple(value.get("alternatives") or ()),
    )


def place_rank(precision: str | None) -> int:
    """Return how coarse a precision is: 0 exact … 6 region, 7 unknown."""
    return _rank(PLACE_PRECISIONS, precision)


def total(tolls: Sequence[Statement]) -> Count | None:
    """Return the report's own count of a toll (see `toll`), or None."""
    found = toll(tolls)
    return found[1] if found else None


def toll(tolls: Sequence[Statement]) -> tuple[Statement, Count] | None:
    """Return the statement on which a report's own toll rests, and the count, or None.

    Of the totals the latest said, the surest, the first in the text. A part ("two of them children") is
    never a total; where there are only parts, the largest is a lower bound (`best` is None).
    """
    totals = [s for s in tolls if not s.value.get("part")]
    if totals:
        latest = max((s.said_at for s in totals if s.said_at), default=None)
        best = surest([s for s in totals if s.said_at == latest])
        return best, as_count(best.value)
    sized = [(n, s) for s in tolls if (n := point(as_count(s.value))) is not None]
    if not sized:
        return None
    most, part = max(sized, key=lambda pair: (pair[0], pair[1].id))
    return part, Count(most, None, None)


def as_count(value: Json) -> Count:
    """Return the noun for a toll value."""
    return Count(value.get("low"), value.get("best"), value.get("high"))


def point(count: Count) -> int | None:
    """Return the one number that stands for a toll: best, else low, else high."""
    return next((n for n in (count.best, count.low, count.high) if n is not None), None)


def open_ended(count: Count) -> bool:
    """Whether a toll is a lower bound: "at least 30"."""
    return count.high is None and (count.best is None or count.best == count.low)


def by_property(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Return the statements by property; a person's, where there is one, in place of the machine's."""
    found: dict[str, list[Statement]] = {}
    for s in sorted(statements, key=lambda s: s.origin != "human"):
        held = found.setdefault(s.property, [])
        if not held or s.origin == "human" or held[0].origin != "human":
            held.append(s)
    return found


def surest(statements: Sequence[Statement]) -> Statement:
    """Return the surest statement, the first in the text among equals."""
    return statements[0] if len(statements) == 1 else min(statements, key=_preference)


def _preference(s: Statement) -> tuple[float, int, str]:
    return -(1.0 if s.confidence is None else s.confidence), s.start if s.start is not None else 1 << 30, s.id


def _rank(classes: tuple[str, ...], precision: str | None) -> int:
    return classes.index(precision) if precision in classes else len(classes)
