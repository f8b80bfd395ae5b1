"""The few moves that every write is made of. All of them run under the one write lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from tocsin.model import canonical
from tocsin.record.columns import Values
from tocsin.record.schema import log

CHUNK = 500
"""How many ids are asked for at once; both databases take many more."""


def chunks(items: Iterable[str]) -> Iterator[list[str]]:
    """Return `items` in lists of at most `CHUNK`."""
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def latest(connection: Connection, columns: Mapping[str, Column[int]]) -> dict[str, int]:
    """Return the highest number in each column under its name, 0 where there is none, in one question."""
    last = [select(func.max(column)).scalar_subquery().label(name) for name, column in columns.items()]
    found = connection.execute(select(*last)).one()
    return {name: number or 0 for name, number in zip(columns, found, strict=True)}


def next_seqs(connection: Connection, *tables: Table) -> dict[str, int]:
    """Return the place in the order of arrival that the next row of each table takes, by its name."""
    return {name: seq + 1 for name, seq in latest(connection, {t.name: t.c.seq for t in tables}).items()}


def next_seq(connection: Connection, table: Table) -> int:
    """Return the same for one table."""
    return next_seqs(connection, table)[table.name]


def seqs(connection: Connection, table: Table, ids: Iterable[str]) -> dict[str, int]:
    """Return the seq of those of `ids` that `table` holds."""
    found: dict[str, int] = {}
    for chunk in chunks(ids):
        query = select(table.c.id, table.c.seq).where(table.c.id.in_(chunk))
        found |= {row.id: row.seq for row in connection.execute(query)}
    return found


def insert(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Add `rows`; what is there already stays as it is."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def replace(connection: Connection, table: Table, key: Column[Any], rows: Sequence[Values]) -> None:
    """Add `rows`, or bring those with the same `key` up to date."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table)
    newer = {name: statement.excluded[name] for name in rows[0] if name != key.name}
    connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=newer), list(rows))


def note_act(connection: Connection, seq: int, at: datetime, act: str, detail: Values) -> None:
    """Write one line of the log under the number `seq` that the act's rows refer to."""
    row = {"seq": seq, "at": at, "act": act, "detail": canonical(detail)}
    connection.execute(log.insert(), row)
