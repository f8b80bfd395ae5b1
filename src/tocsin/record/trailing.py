"""The trail: who looked and who changed, when, from where. Added in batches, cut by the retention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from tocsin.record.account_tables import NAME, WHAT, trail


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trail: `act` is a short word, `what` a path, an id or a user; never a search."""

    at: datetime
    who: str
    act: str
    what: str
    address: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A stored line, with its place in the trail."""

    seq: int
    step: Step


@dataclass(frozen=True, slots=True)
class Sought:
    """Which lines are asked for; None and "" leave a filter out. `before` is a place in the trail."""

    who: str = ""
    act: str = ""
    what: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


def add(connection: Connection, steps: Iterable[Step]) -> None:
    """Append lines. Numbers only grow, also after the far end was cut."""
    first = connection.execute(select(func.max(trail.c.seq))).scalar() or 0
    rows = [
        {
            "seq": first + place, "at": step.at, "who": step.who[:NAME], "act": step.act[:20],
            "what": step.what[:WHAT], "address": step.address[:45],
        }
        for place, step in enumerate(steps, 1)
    ]  # fmt: skip
    if rows:
        connection.execute(trail.insert(), rows)


def cut(connection: Connection, before: datetime) -> None:
    """Drop the lines older than the retention allows; the last line stays, so that numbers are not reused."""
    last = select(func.max(trail.c.seq)).scalar_subquery()
    connection.execute(delete(trail).where(trail.c.at < before, trail.c.seq < last))


def lines(connection: Connection, sought: Sought, limit: int) -> list[Numbered]:
    """Return up to `limit` lines, the latest first."""
    t = trail.c
    query = select(trail).order_by(t.seq.desc()).limit(limit)
    for column, value in ((t.who, sought.who), (t.act, sought.act)):
        if value:
            query = query.where(column == value)
    if sought.what:
        query = query.where(t.what.contains(sought.what, autoescape=True))
    if sought.since is not None:
        query = query.where(t.at >= sought.since)
    if sought.until is not None:
        query = query.where(t.at < sought.until)
    if sought.before is not None:
        query = query.where(t.seq < sought.before)
    found = connection.execute(query)
    return [Numbered(row.seq, Step(row.at, row.who, row.act, row.what, row.address)) for row in found]
