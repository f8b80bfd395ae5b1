"""Plain listings: documents, rejections, the log, and how much was read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from tocsin.model import Document, address
from tocsin.record.columns import Values, to_document, to_document_row
from tocsin.record.guard import check_text
from tocsin.record.importing import imported_documents, restricted_documents
from tocsin.record.inserting import chunks, insert, next_seq, note_act, seqs
from tocsin.record.rows import DocumentRow, LogEntry, Reading, Rejection
from tocsin.record.schema import codings, documents, findings, log, rejections, reports
from tocsin.record.visible import newest_coding, versions, withdrawn_documents

PAGE = 500
"""How many rows are held in memory at once."""


def document_rows(connection: Connection, as_of: datetime | None, *, inside: bool) -> Iterator[DocumentRow]:
    """Return every stored document, in order of arrival. See `Record.documents`."""
    query = _listing(as_of)
    if not inside:
        query = query.where(documents.c.seq.not_in(restricted_documents()))
    found = connection.execution_options(yield_per=PAGE).execute(query)
    yield from map(to_document_row, found)


def document(connection: Connection, identity: str, *, inside: bool) -> Document | None:
    """Return a stored document by its id. See `Record.document`."""
    query = select(documents).where(documents.c.id == identity, documents.c.seq.not_in(withdrawn_documents()))
    if not inside:
        query = query.where(documents.c.seq.not_in(restricted_documents()))
    row = connection.execute(query).one_or_none()
    return None if row is None else to_document(row)


def _listing(as_of: datetime | None) -> Select[Any]:
    version, newest = versions(as_of), newest_coding()
    d, c = documents.c, codings.c
    count = select(func.count()).where(findings.c.coding == c.seq).scalar_subquery()
    return (
        select(
            documents, c.coder, c.relevant, c.probability, c.language.label("coded_language"), c.understood,
            c.reason, c.left_out, log.c.at.label("stored_at"), (version.c.rank == 1).label("current"),
            d.seq.in_(withdrawn_documents()).label("withdrawn"), count.label("reports"),
        )
        .join(version, version.c.seq == d.seq)
        .join(log, log.c.seq == d.act)
        .outerjoin(newest, newest.c.document == d.seq)
        .outerjoin(codings, c.seq == newest.c.coding)
        .order_by(d.seq)
    )  # fmt: skip


def stale(connection: Connection, coder: str) -> Iterator[Document]:
    """Return the documents with text that `coder` has not coded, rows of datasets left out."""
    d, c = documents.c, codings.c
    done = select(c.document).where(c.coder == coder)
    ours = d.seq.not_in(done), d.seq.not_in(imported_documents()), d.expired.is_(None)
    query = select(documents).where(*ours).order_by(d.seq)
    yield from map(to_document, connection.execution_options(yield_per=PAGE).execute(query))


def known(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those of `ids` that are stored with a coding."""
    coded: set[str] = set()
    for chunk in chunks(ids):
        query = select(documents.c.id).join(codings).where(documents.c.id.in_(chunk))
        coded.update(connection.execute(query).scalars())
    return coded


def coders(connection: Connection, document: str | None, report: str | None) -> tuple[str, list[str]]:
    """Return the id of a document and those who coded it. See `Record.coders`."""
    query = select(documents.c.id, codings.c.coder).join(codings).order_by(codings.c.seq)
    if report is not None:
        query = query.join(reports, reports.c.document == documents.c.seq).where(reports.c.id == report)
    else:
        query = query.where(documents.c.id == document)
    rows = connection.execute(query).all()
    return (rows[0].id if rows else "", [row.coder for row in rows])


def reject(connection: Connection, given: Iterable[Rejection], at: datetime) -> None:
    """Store input that could not be read; the same line of the same input once."""
    rows: dict[str, Values] = {}
    for rejection in given:
        check_text(rejection.name, rejection.where, rejection.reason)
        identity = address("rejection", rejection.name, rejection.where, rejection.reason)
        row = {"id": identity, "name": rejection.name, "location": rejection.where}
        rows[identity] = row | {"reason": rejection.reason, "at": rejection.at or at}
    stored = seqs(connection, rejections, rows)
    first = next_seq(connection, rejections)
    new = [row for identity, row in rows.items() if identity not in stored]
    if new:
        note_act(connection, next_seq(connection, log), at, "rejected", {"lines": len(new)})
        insert(connection, rejections, [row | {"seq": first + place} for place, row in enumerate(new)])


def rejected(connection: Connection) -> list[Rejection]:
    """Return the rejections in order of arrival."""
    rows = connection.execute(select(rejections).order_by(rejections.c.seq))
    return [Rejection(row.name, row.location, row.reason, row.at) for row in rows]


def entries(connection: Connection, since: datetime | None) -> Iterator[LogEntry]:
    """Return the log from `since` on, in order of arrival."""
    query = select(log).order_by(log.c.seq)
    if since is not None:
        query = query.where(log.c.at >= since)
    for row in connection.execute(query):
        yield LogEntry(row.seq, row.at, row.act, json.loads(row.detail))


def last_act(connection: Connection) -> int:
    """Return the number of the last act in the log; 0 in an empty record."""
    return int(connection.execute(select(func.max(log.c.seq))).scalar() or 0)


def arrived(
    connection: Connection, since: datetime, until: datetime, *, inside: bool
) -> list[tuple[str, datetime]]:
    """Return what entered in [since, until) and had been published before `since`. See `Record.arrived`."""
    d = documents.c
    query = (
        select(d.name, d.published)
        .join(log, log.c.seq == d.act)
        .where(log.c.at >= since, log.c.at < until, d.published < since)
        .order_by(d.seq)
    )
    if not inside:
        query = query.where(d.seq.not_in(restricted_documents()))
    return [(row.name, row.published) for row in connection.execute(query)]


def reading(
    connection: Connection, since: datetime | None, until: datetime | None, *, inside: bool
) -> Reading:
    """Return how much was read. See `Record.reading`."""
    query = _published(since, until)
    if not inside:
        query = query.where(documents.c.seq.not_in(restricted_documents()))
    rows = connection.execute(query).all()
    coded = [row for row in rows if row.coder is not None]
    left_out: Counter[str] = Counter()
    for row in coded:
        left_out.update(json.loads(row.left_out))
    return Reading(
        since=since,
        until=until,
        documents=len(rows),
        uncoded=len(rows) - len(coded),
        relevant=sum(1 for row in coded if row.relevant),
        reports=sum(row.reports for row in coded),
        by_source=Counter(row.source or "" for row in rows),
        not_understood=Counter(row.coded_language or "" for row in coded if not row.understood),
        reasons=Counter(row.reason for row in coded if row.reason is not None),
        left_out=left_out,
        rejections=_rejections_between(connection, since, until),
    )


def _published(since: datetime | None, until: datetime | None) -> Select[Any]:
    d, c, newest = documents.c, codings.c, newest_coding()
    count = select(func.count()).where(findings.c.coding == c.seq).scalar_subquery()
    query = (
        select(
            d.source, c.coder, c.relevant, c.language.label("coded_language"), c.understood, c.reason,
            c.left_out, count.label("reports"),
        )
        .select_from(documents)
        .outerjoin(newest, newest.c.document == d.seq)
        .outerjoin(codings, c.seq == newest.c.coding)
    )  # fmt: skip
    query = query if since is None else query.where(d.moment >= since)
    return query if until is None else query.where(d.moment < until)


def _rejections_between(connection: Connection, since: datetime | None, until: datetime | None) -> int:
    query = select(func.count()).select_from(rejections)
    query = query if since is None else query.where(rejections.c.at >= since)
    query = query if until is None else query.where(rejections.c.at < until)
    return int(connection.execute(query).scalar_one())
