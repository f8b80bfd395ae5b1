"""Sources and how they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select, true

from tocsin.model import Source
from tocsin.record.guard import check_key, check_text
from tocsin.record.inserting import insert, next_seq, replace
from tocsin.record.rows import Health, Poll
from tocsin.record.schema import polls
from tocsin.record.schema import sources as table
from tocsin.record.surroundings import rows_in

RECENT: Final = timedelta(days=7)
USUAL: Final = timedelta(days=28)
_FIELDS: Final = ("id", "name", "country", "language", "kind", "url", "licence", "grade")
_LISTED: Final = select(table).order_by(table.c.id)


def keep_sources(connection: Connection, given: Iterable[Source]) -> None:
    """Store sources that others brought; those that are known here stay as they are."""
    new = {source.id: source for source in given}
    for known in sources(connection):
        new.pop(known, None)
    add_sources(connection, new.values())


def add_sources(connection: Connection, given: Iterable[Source]) -> set[str]:
    """Store sources, or bring those known up to date; return the ids of those whose grade is another now."""
    had = {id_: source.grade for id_, source in sources(connection).items()}
    rows = {source.id: {name: getattr(source, name) for name in _FIELDS} for source in given}
    for row in rows.values():
        check_key(row["id"])
        check_text(*row.values())
    replace(connection, table, table.c.id, list(rows.values()))
    return {id_ for id_, row in rows.items() if row["grade"] != had.get(id_)}


def sources(connection: Connection, ids: Collection[str] | None = None) -> dict[str, Source]:
    """Return the sources by id: all, or those of `ids`."""
    rows = connection.execute(_LISTED) if ids is None else rows_in(connection, _LISTED, table.c.id, ids)
    return {row.id: Source(**{name: getattr(row, name) for name in _FIELDS}) for row in rows}


def add_poll(connection: Connection, poll: Poll) -> None:
    """Store one visit to a source."""
    check_key(poll.source)
    check_text(poll.etag, poll.last_modified, poll.note)
    names = ("source", "at", "ok", "items", "new", "etag", "last_modified", "note")
    row = {name: getattr(poll, name) for name in names}
    insert(connection, polls, [row | {"seq": next_seq(connection, polls)}])


def health(connection: Connection, now: datetime) -> list[Health]:
    """Return how each source does that is listed or was ever polled, by id."""
    p = polls.c
    last = _newest(connection, now, true())
    good = _newest(connection, now, p.ok)
    bounds = _newest(connection, now, and_(p.ok, or_(p.etag.is_not(None), p.last_modified.is_not(None))))
    first = {row[0]: row[1] for row in connection.execute(_first_good(now))}
    failures = {row[0]: row[1] for row in connection.execute(_failures(now))}
    recent = defaultdict(list)
    for row in connection.execute(select(polls).where(p.ok, p.at > now - RECENT - USUAL, p.at <= now)):
        recent[row.source].append(row)
    found = []
    for source in sorted(set(sources(connection)) | set(last)):
        visit, success, bound = last.get(source), good.get(source), bounds.get(source)
        rate = partial(_rate, recent[source], first.get(source))
        health = Health(
            source=source,
            last_poll=visit.at if visit else None,
            last_success=success.at if success else None,
            consecutive_failures=failures.get(source, 0),
            per_day=rate(now - RECENT, now),
            usual=rate(now - RECENT - USUAL, now - RECENT),
            verified=success is not None,
            etag=bound.etag if bound else None,
            last_modified=bound.last_modified if bound else None,
            note=visit.note if visit else None,
        )
        found.append(health)
    return found


def _newest(connection: Connection, now: datetime, which: ColumnElement[bool]) -> dict[str, Row[Any]]:
    """Return for each source the last poll by `now` that meets `which`."""
    p = polls.c
    newest = select(func.max(p.seq)).where(p.at <= now, which).group_by(p.source)
    return {row.source: row for row in connection.execute(select(polls).where(p.seq.in_(newest)))}


def _first_good(now: datetime) -> Select[str, datetime]:
    p = polls.c
    return select(p.source, func.min(p.at, type_=p.at.type)).where(p.ok, p.at <= now).group_by(p.source)


def _failures(now: datetime) -> Select[str, int]:
    """Count for each source the polls since its last good one."""
    p = polls.c
    good = (
        select(p.source, func.max(p.seq).label("last")).where(p.ok, p.at <= now).group_by(p.source).subquery()
    )
    return (
        select(p.source, func.count())
        .outerjoin(good, good.c.source == p.source)
        .where(p.at <= now, p.seq > func.coalesce(good.c.last, 0))
        .group_by(p.source)
    )


def _rate(good: Sequence[Row[Any]], first: datetime | None, since: datetime, until: datetime) -> float | None:
    """Return new items a day in (since, until]; a source first polled within it counts from then on."""
    inside = [visit.new for visit in good if since < visit.at <= until]
    if first is None or not inside:
        return None
    watched = until - max(since, min(first, until - timedelta(days=1)))
    return float(sum(inside) / (watched / timedelta(days=1)))
