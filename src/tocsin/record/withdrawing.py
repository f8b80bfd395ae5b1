"""What is taken back, and what the retention rule blanks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from tocsin.errors import InputError, NotFoundError
from tocsin.model import Statement, check_statement
from tocsin.record.columns import statement_values, to_statement
from tocsin.record.guard import check_text
from tocsin.record.inserting import insert, next_seq, note_act
from tocsin.record.schema import documents, log, statements, withdrawals


def withdraw(
    connection: Connection, *, statement: str | None, document: str | None, reason: str, by: str, at: datetime
) -> Statement:
    """Store the withdrawal of one statement or one document. See `Record.withdraw`."""
    if (statement is None) == (document is None):
        raise InputError("a withdrawal is of one statement or of one document; give one of them")
    check_text(reason, by)
    seq, subject, value = (
        _find_statement(connection, statement) if statement else _find_document(connection, document or "")
    )
    taken = Statement(
        subject, "withdrawn", value | {"reason": reason}, said_by=by, said_at=at, origin="human"
    )
    check_statement(taken)
    identity = taken.id
    stored = connection.execute(select(statements.c.seq).where(statements.c.id == identity)).scalar()
    if stored is None:
        _store(connection, taken, identity, "statement" if statement else "document", seq, at)
    return taken


def take_back(
    connection: Connection, said: Statement, target: int, by: str, reason: str, act: int, at: datetime
) -> None:
    """Store, as part of the act `act`, that `said` (whose seq is `target`) is taken back."""
    value = {"statement": said.id, "reason": reason}
    taken = Statement(said.subject, "withdrawn", value, said_by=by, said_at=at, origin="human")
    seq = next_seq(connection, statements)
    insert(connection, statements, [statement_values(taken, taken.id, None) | {"seq": seq}])
    insert(connection, withdrawals, [{"withdrawal": seq, "act": act, "document": None, "statement": target}])


def withdrawn(connection: Connection, since: datetime | None) -> list[Statement]:
    """Return the withdrawals that entered at `since` or later, in order of arrival."""
    query = (
        select(statements)
        .join(withdrawals, withdrawals.c.withdrawal == statements.c.seq)
        .join(log, log.c.seq == withdrawals.c.act)
        .order_by(statements.c.seq)
    )
    if since is not None:
        query = query.where(log.c.at >= since)
    return [to_statement(row, None, "", None) for row in connection.execute(query)]


def expire_texts(connection: Connection, before: datetime, at: datetime) -> int:
    """Blank text, title and byline of documents older than `before`; return of how many."""
    act = next_seq(connection, log)
    old = (documents.c.moment < before) & documents.c.expired.is_(None)
    count = len(connection.execute(select(documents.c.seq).where(old)).all())
    if count:
        note_act(connection, act, at, "expired", {"documents": count})
        blank = {"text": "", "title": None, "author": None, "expired": act}
        connection.execute(update(documents).where(old).values(blank))
    return count


def _find_statement(connection: Connection, identity: str) -> tuple[int, str, dict[str, str]]:
    """Find a statement by its id or the start of it that only one has."""
    s = statements.c
    query = select(s.seq, s.id, s.subject).where(s.id.startswith(identity, autoescape=True))
    rows = connection.execute(query.where(s.property != "withdrawn").limit(2)).all()
    if len(rows) != 1:
        what = "several statements begin with" if rows else "there is no statement"
        raise NotFoundError(f"{what} {identity}; see: tocsin show ID")
    return rows[0].seq, rows[0].subject, {"statement": rows[0].id}


def _find_document(connection: Connection, wanted: str) -> tuple[int, str, dict[str, str]]:
    """Find a document by its id; by its name, the version that arrived last."""
    d = documents.c
    query = select(d.seq, d.id).where((d.id == wanted) | (d.name == wanted)).order_by(d.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no document {wanted}; see: tocsin documents")
    return row.seq, row.id, {"document": row.id}


def _store(
    connection: Connection, taken: Statement, identity: str, what: str, target: int, at: datetime
) -> None:
    act, seq = next_seq(connection, log), next_seq(connection, statements)
    note_act(connection, act, at, "withdrawn", {what: taken.value[what], "reason": taken.value["reason"]})
    insert(connection, statements, [statement_values(taken, identity, None) | {"seq": seq}])
    insert(
        connection,
        withdrawals,
        [{"withdrawal": seq, "act": act, "document": None, "statement": None, what: target}],
    )
