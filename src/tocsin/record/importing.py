"""Rows of other people's datasets: where each stood, and whether it may leave the desk.

A row whose dataset's licence does not let it be passed on is marked here, once and for good. `Record` gives
out what is not marked (`outward`); only `Record.inside`, asked for by name, shows the rest. An exporter that
does not know of any of this is on the safe side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Index, Integer, Select, Table, Text, select

from tocsin.model import Incident, Judgement, Source
from tocsin.record.columns import Values
from tocsin.record.inserting import CHUNK, chunks
from tocsin.record.mentioning import mentions
from tocsin.record.rows import Holding, Restriction
from tocsin.record.schema import documents, log, metadata, reports, sources
from tocsin.resolve import Mention, fuse

imports = Table(
    "imports",
    metadata,
    Column("document", ForeignKey(documents.c.seq), primary_key=True),
    Column("file", Text, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("restricted", Boolean, primary_key=True),
    Column("dataset", Text, nullable=False),
    Column("act", ForeignKey(log.c.seq), nullable=False),
    Index(None, "restricted"),
    sqlite_with_rowid=False,
)


def restricted_documents() -> Select[Any]:
    """The documents (seq) that may not leave the desk."""
    return select(imports.c.document).where(imports.c.restricted)


def imported_documents() -> Select[Any]:
    """The documents (seq) that are rows of datasets: no machine codes them."""
    return select(imports.c.document)


def new_holdings(
    connection: Connection, given: Mapping[int, Sequence[Holding]], act: int
) -> Iterator[Values]:
    """Yield the rows to be added for the documents (seq) that stood where `given` says; known ones not."""
    stored = _stored(connection, given)
    for document, holdings in given.items():
        for held in holdings:
            key = document, held.file, held.line, held.restricted
            if key not in stored:
                stored.add(key)
                values: Values = {
                    name: getattr(held, name) for name in ("file", "line", "dataset", "restricted")
                }
                yield values | {"document": document, "act": act}


def _stored(connection: Connection, given: Iterable[int]) -> set[tuple[int, str, int, bool]]:
    found: set[tuple[int, str, int, bool]] = set()
    i, seqs = imports.c, list(given)
    for start in range(0, len(seqs), CHUNK):
        part = seqs[start : start + CHUNK]
        query = select(i.document, i.file, i.line, i.restricted).where(i.document.in_(part))
        found |= {
            (row.document, row.file, row.line, bool(row.restricted)) for row in connection.execute(query)
        }
    return found


def holdings(connection: Connection, document: str) -> list[Holding]:
    """Return where the document of that id stood, by file and line."""
    i = imports.c
    query = select(i.file, i.line, i.dataset, i.restricted).join(documents).where(documents.c.id == document)
    rows = connection.execute(query.order_by(i.file, i.line))
    return [Holding(row.dataset, row.file, row.line, bool(row.restricted)) for row in rows]


def any_restricted(connection: Connection) -> bool:
    """Whether the record holds any row that may not leave the desk."""
    return connection.execute(restricted_documents().limit(1)).first() is not None


def restricted_reports(connection: Connection) -> frozenset[str]:
    """Return the ids of the reports that may not leave the desk."""
    query = select(reports.c.id).where(reports.c.document.in_(restricted_documents()))
    return frozenset(connection.execute(query).scalars())


def restrictions(connection: Connection, among: Collection[str]) -> dict[str, Restriction]:
    """Return for those reports of `among` that may not leave the desk whose rows they are."""
    query = (
        select(
            reports.c.id,
            documents.c.id.label("document"),
            imports.c.dataset,
            sources.c.name,
            sources.c.licence,
        )
        .join(documents, reports.c.document == documents.c.seq)
        .join(imports, imports.c.document == documents.c.seq)
        .outerjoin(sources, sources.c.id == documents.c.source)
        .where(imports.c.restricted)
    )
    return {
        row.id: Restriction(row.document, row.dataset, row.name or row.dataset, row.licence)
        for chunk in chunks(among)
        for row in connection.execute(query.where(reports.c.id.in_(chunk)))
    }


def outward(
    connection: Connection, found: Sequence[Incident], sources: Mapping[str, Source], as_of: datetime | None
) -> list[Incident]:
    """Return `found` as they may leave the desk: without what rests on restricted rows.

    An incident that also rests on others is fused anew from those alone; one that does not is left out.
    """
    marked = restricted_reports(connection)
    if not marked:
        return list(found)
    kept = {
        i.id: [r for r in i.reports if r not in marked] for i in found if not marked.isdisjoint(i.reports)
    }
    told = _told(connection, (r for members in kept.values() for r in members), as_of)
    result = []
    for incident in found:
        if incident.id not in kept:
            result.append(incident)
        elif members := [told[r] for r in kept[incident.id] if r in told]:
            result.append(fuse(incident.id, members, sources=sources, as_of=as_of))
    return result


def _told(connection: Connection, ids: Iterable[str], as_of: datetime | None) -> dict[str, Mention]:
    wanted = list(ids)
    return {m.id: m for m in mentions(connection, ids=wanted, as_of=as_of)} if wanted else {}


def unmarked(connection: Connection, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements that are about no restricted report."""
    marked = restricted_reports(connection)
    return [j for j in judgements if j.a not in marked and j.b not in marked]


def by_restriction(connection: Connection) -> dict[str, int]:
    """Return for each restricted dataset how many of its rows the record holds."""
    counted: dict[str, set[int]] = defaultdict(set)
    query = select(imports.c.dataset, imports.c.document).where(imports.c.restricted)
    for row in connection.execute(query):
        counted[row.dataset].add(row.document)
    return {name: len(rows) for name, rows in sorted(counted.items())}
