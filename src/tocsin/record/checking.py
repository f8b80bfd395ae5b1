"""Whether the record is sound: every address recomputed, every quote compared with its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select, text

from tocsin.model import Span, address, check_statement, iso, report_id
from tocsin.record import schema
from tocsin.record.blanking import EMPTY
from tocsin.record.columns import to_judgement, to_statement
from tocsin.record.reviews import corrections
from tocsin.record.schema import assertions, documents, findings, reports, statements, withdrawals


def faults(connection: Connection) -> Iterator[str]:
    """Return one line for each fault; none where the record is sound."""
    if connection.dialect.name == "sqlite":
        yield from _file_faults(connection)
    yield from _document_faults(connection)
    yield from _report_faults(connection)
    yield from _statement_faults(connection)
    yield from _judgement_faults(connection)
    yield from _orphans(connection)


def sizes(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table, and under "bytes" the size of the database."""
    counted = {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in schema.metadata.sorted_tables
    }
    if connection.dialect.name == "sqlite":
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return counted | {"bytes": int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())}
    return counted | {
        "bytes": int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    }


def _file_faults(connection: Connection) -> Iterator[str]:
    for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if line != "ok":
            yield f"file: {line}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{row[0]} {row[1]}: refers to a missing row of {row[2]}"


def _document_faults(connection: Connection) -> Iterator[str]:
    d = documents.c
    for row in connection.execute(
        select(d.id, d.name, d.title, d.published, d.text).where(d.expired.is_(None))
    ):
        if row.id != address("document", row.name, row.title, iso(row.published), row.text):
            yield f"document {row.id}: its content is not what its id says"


def _report_faults(connection: Connection) -> Iterator[str]:
    query = select(reports.c.id, reports.c.anchor_start, documents.c.id.label("told_by")).join(documents)
    for row in connection.execute(query):
        if row.id != report_id(row.told_by, Span(row.anchor_start, row.anchor_start)):
            yield f"report {row.id}: its content is not what its id says"


def _statement_faults(connection: Connection) -> Iterator[str]:
    query = select(statements, documents.c.id.label("ground"), documents.c.text, documents.c.expired)
    for row in connection.execute(query.outerjoin(documents)):
        yield from (f"statement {row.id}: {fault}" for fault in _faults_of(row))


def _faults_of(row: Row[Any]) -> Iterator[str]:
    if row.blanked is not None:
        if (row.value, row.quote, row.said_by, row.said_at) != tuple(EMPTY.values()):
            yield "something is left of it though it was emptied"
        return
    try:
        statement = to_statement(row, row.ground, "", None)
        check_statement(statement)
    except ValueError as error:
        yield str(error)
        return
    if statement.id != row.id:
        yield "its content is not what its id says"
    held = row.ground is not None and row.expired is None and row.quote is not None
    if held and row.text[row.span_start : row.span_end] != row.quote:
        yield "its quote is not in its document"


def _judgement_faults(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(schema.judgements)):
        try:
            sound = to_judgement(row).id == row.id
        except (ValueError, TypeError):
            sound = False
        if not sound:
            yield f"judgement {row.id}: its content is not what its id says"


def _orphans(connection: Connection) -> Iterator[str]:
    asserted, withdrawing = select(assertions.c.statement), select(withdrawals.c.withdrawal)
    set_right = select(corrections.c.statement)
    s, r = statements.c, reports.c
    loose = select(s.id).where(s.seq.not_in(asserted), s.seq.not_in(withdrawing), s.seq.not_in(set_right))
    for identity in connection.execute(loose).scalars():
        yield f"statement {identity}: no coding found it"
    unfound = select(r.id).where(r.seq.not_in(select(findings.c.report)))
    for identity in connection.execute(unfound).scalars():
        yield f"report {identity}: no coding found it"
