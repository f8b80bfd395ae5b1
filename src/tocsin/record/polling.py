"""Sources and how they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from tocsin.model import Source
from tocsin.record.guard import check_text
from tocsin.record.inserting import insert, next_seq, replace
from tocsin.record.rows import Health, Poll
from tocsin.record.schema import polls
from tocsin.record.schema import sources as table

RECENT: Final = timedelta(days=7)
USUAL: Final = timedelta(days=28)
_FIELDS: Final = ("id", "name", "country", "language", "kind", "url", "licence", "grade")


def add_sources(connection: Connection, given: Iterable[Source]) -> None:
    """Store sources, or bring those known up to date."""
    rows = {source.id: {name: getattr(source, name) for name in _FIELDS} for source in given}
    for row in rows.values():
        check_text(*row.values())
    replace(connection, table, table.c.id, list(rows.values()))


def sources(connection: Connection) -> dict[str, Source]:
    """Return the sources by id."""
    rows = connection.execute(select(table).order_by(table.c.id))
    return {row.id: Source(**{name: getattr(row, name) for name in _FIELDS}) for row in rows}


def add_poll(connection: Connection, poll: Poll) -> None:
    """Store one visit to a source."""
    check_text(poll.source, poll.etag, poll.last_modified, poll.note)
    names = ("source", "at", "ok", "items", "new", "etag", "last_modified", "note")
    row = {name: getattr(poll, name) for name in names}
    insert(connection, polls, [row | {"seq": next_seq(connection, polls)}])


def health(connection: Connection, now: datetime) -> list[Health]:
    """Return how each source does that is listed or was ever polled, by id."""
    visits: dict[str, list[Row[Any]]] = defaultdict(list)
    query = select(polls).where(polls.c.at <= now).order_by(polls.c.at, polls.c.seq)
    for row in connection.execute(query):
        visits[row.source].append(row)
    every = sorted(set(sources(connection)) | set(visits))
    return [_health(source, visits.get(source, []), now) for source in every]


def _health(source: str, visits: Sequence[Row[Any]], now: datetime) -> Health:
    good = [visit for visit in visits if visit.ok]
    last, best = (visits[-1] if visits else None), (good[-1] if good else None)
    bounds = [visit for visit in good if visit.etag or visit.last_modified]
    return Health(
        source=source,
        last_poll=last.at if last else None,
        last_success=best.at if best else None,
        consecutive_failures=sum(1 for visit in visits if best is None or visit.at > best.at),
        per_day=_rate(good, now - RECENT, now),
        usual=_rate(good, now - RECENT - USUAL, now - RECENT),
        verified=bool(good),
        etag=bounds[-1].etag if bounds else None,
        last_modified=bounds[-1].last_modified if bounds else None,
        note=last.note if last else None,
    )


def _rate(good: Sequence[Row[Any]], since: datetime, until: datetime) -> float | None:
    """Return new items a day in (since, until], or from the first good poll on where that is later."""
    inside = [visit for visit in good if since < visit.at <= until]
    if not inside:
        return None
    watched = until - max(since, min(good[0].at, until - timedelta(days=1)))
    return float(sum(visit.new for visit in inside) / (watched / timedelta(days=1)))
