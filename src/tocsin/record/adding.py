"""Documents, codings, reports and statements on their way in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from tocsin.model import Coding, Document, Report, Statement
from tocsin.record import importing, schema
from tocsin.record.blanking import refill
from tocsin.record.columns import Values, counts, document_values, statement_values
from tocsin.record.inserting import chunks, insert, next_seqs, note_act, seqs
from tocsin.record.rows import Added, Entry, Holding
from tocsin.resolve import sketch


@dataclass(slots=True)
class Batch:
    """Rows to be written together, and where each id stands in the order of arrival.

    The maps hold what is stored already; a missing id is new and takes the next number.
    """

    act: int
    at: datetime
    documents: dict[str, int]
    coded: set[tuple[int, str]]
    reports: dict[str, int]
    statements: dict[str, int]
    next: dict[str, int]
    rows: dict[str, list[Values]] = field(default_factory=dict)
    again: dict[int, Values] = field(default_factory=dict)
    """Statements that are stored already, as they were said now."""

    def take(self, table: str) -> int:
        """Return the next number of `table`."""
        seq = self.next[table]
        self.next[table] = seq + 1
        return seq

    def put(self, table: str, row: Values) -> None:
        """Keep one row for `table`."""
        self.rows.setdefault(table, []).append(row)

    def count(self, table: str) -> int:
        """Return how many rows `table` gets."""
        return len(self.rows.get(table, ()))


def add(connection: Connection, entries: Iterable[Entry], at: datetime) -> Added:
    """Store what is new in `entries`, which have passed `check_entry`; return what that was."""
    listed = [(entry.document.id, entry) for entry in entries]
    codings = [(identity, entry.coding) for identity, entry in listed if entry.coding]
    batch = open_batch(connection, [identity for identity, _ in listed], codings, at)
    known = sum(1 for identity in {identity for identity, _ in listed} if identity in batch.documents)
    held: dict[int, list[Holding]] = defaultdict(list)
    for identity, entry in listed:
        document = _add_document(batch, identity, entry.document)
        if entry.coding is not None:
            add_coding(batch, document, entry.coding)
        if entry.holding is not None:
            held[document].append(entry.holding)
    for row in importing.new_holdings(connection, held, batch.act):
        batch.put("imports", row)
    added = Added(batch.count("documents"), known, batch.count("reports"), batch.count("statements"))
    if batch.rows:
        write(connection, batch, added)
    return added


def open_batch(
    connection: Connection, ids: Iterable[str], codings: Iterable[tuple[str, Coding]], at: datetime
) -> Batch:
    """Return an empty batch that knows which of the documents `ids` and of their `codings` are stored."""
    stored = seqs(connection, schema.documents, dict.fromkeys(ids))
    # A document that is new cannot have reports or statements yet: only the known ones are looked up.
    again = [coding for identity, coding in codings if identity in stored]
    reports = [report for coding in again for report in coding.reports]
    statements = [statement for report in reports for statement in report.statements]
    tables = (schema.documents, schema.codings, schema.reports, schema.statements)
    following = next_seqs(connection, schema.log, *tables)
    return Batch(
        act=following.pop(schema.log.name),
        at=at,
        documents=stored,
        coded=_coded(connection, stored),
        reports=seqs(connection, schema.reports, [report.id for report in reports]),
        statements=seqs(connection, schema.statements, [statement.id for statement in statements]),
        next=following,
    )


def _coded(connection: Connection, stored: dict[str, int]) -> set[tuple[int, str]]:
    codings, documents = schema.codings, schema.documents
    found: set[tuple[int, str]] = set()
    for chunk in chunks(stored):
        query = select(codings.c.document, codings.c.coder).join(documents).where(documents.c.id.in_(chunk))
        found |= {(row.document, row.coder) for row in connection.execute(query)}
    return found


def _add_document(batch: Batch, identity: str, document: Document) -> int:
    if identity in batch.documents:
        return batch.documents[identity]
    return put_document(batch, identity, document, sketch(document.text), {})


def put_document(batch: Batch, identity: str, document: Document, sketched: bytes, more: Values) -> int:
    """Add the row of a new document and return its number."""
    seq = batch.documents[identity] = batch.take("documents")
    row = document_values(document) | {"expired": None} | more
    row |= {"seq": seq, "id": identity, "act": batch.act, "sketch": sketched}
    row["moment"] = document.published or document.fetched or batch.at
    batch.put("documents", row)
    return seq


def add_coding(batch: Batch, document: int, coding: Coding) -> None:
    """Add the rows of a coding with its reports and statements, unless it is stored."""
    if (document, coding.coder) in batch.coded:
        return
    batch.coded.add((document, coding.coder))
    seq = batch.take("codings")
    row: Values = {"seq": seq, "document": document, "act": batch.act, "left_out": counts(coding.left_out)}
    for name in ("coder", "relevant", "probability", "language", "understood", "reason"):
        row[name] = getattr(coding, name)
    batch.put("codings", row)
    for report in {report.id: report for report in coding.reports}.values():
        _add_report(batch, document, seq, report)


def _add_report(batch: Batch, document: int, coding: int, report: Report) -> None:
    identity = report.id
    seq = batch.reports.get(identity)
    if seq is None:
        seq = batch.reports[identity] = batch.take("reports")
        row = {"seq": seq, "id": identity, "document": document, "anchor_start": report.anchor.start}
        batch.put("reports", row)
    finding: Values = {"coding": coding, "report": seq, "anchor_end": report.anchor.end}
    finding |= {"probability": report.probability, "origin": report.origin}
    batch.put("findings", finding)
    for statement in report.statements:
        _add_statement(batch, document, coding, seq, statement)


def _add_statement(batch: Batch, document: int, coding: int, report: int, statement: Statement) -> None:
    identity = statement.id
    seq = batch.statements.get(identity)
    ground = None if statement.document is None else document
    if seq is None:
        seq = batch.statements[identity] = batch.take("statements")
        batch.put("statements", statement_values(statement, identity, ground) | {"seq": seq})
    else:
        batch.again[seq] = statement_values(statement, identity, ground)
    assertion = {"coding": coding, "statement": seq, "report": report, "confidence": statement.confidence}
    batch.put("assertions", assertion)


def write(connection: Connection, batch: Batch, added: Added) -> None:
    """Insert the batch's rows and note the act."""
    detail: Values = {
        "documents": added.documents,
        "codings": batch.count("codings"),
        "reports": added.reports,
        "statements": added.statements,
        "coders": sorted({row["coder"] for row in batch.rows.get("codings", ())}),
    }
    note_act(connection, batch.act, batch.at, "read", detail)
    for name in ("documents", "codings", "reports", "findings", "statements", "assertions", "imports"):
        insert(connection, schema.metadata.tables[name], batch.rows.get(name, ()))
    refill(connection, batch.again)
