"""What another node or another format brings: reports without the text that they rest on.

A document that comes this way is stored as one whose text has expired: name, id, sketch, quotes and offsets.
Where this desk has read and coded the same document itself, its own coding holds and the other's stays out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from tocsin.errors import InputError
from tocsin.model import Coding, Document, Source, canonical
from tocsin.record import adding, schema
from tocsin.record.adding import Batch
from tocsin.record.columns import VIA
from tocsin.record.guard import check_key, check_received_report, check_text
from tocsin.record.inserting import chunks
from tocsin.record.rows import Added


@dataclass(frozen=True, slots=True)
class Received:
    """A document's id, what is known of it besides its text, and the reports of it.

    `document` has no text; `id` is the address that it had with its text. `sketch` is that of the text.
    """

    id: str
    document: Document
    coding: Coding
    sketch: bytes
    source: Source | None = None


def check_received(given: Received) -> None:
    """Raise InputError where something received may not be stored."""
    try:
        check_text(given.document.name, given.document.language, given.document.source)
        check_key(given.id, given.coding.coder, given.document.name)
        if given.coding.document != given.id or len(given.id) != 40:
            raise ValueError("the coding is of another document")
        for report in given.coding.reports:
            check_received_report(report, given.id)
        canonical(dict(given.coding.left_out))
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise InputError(f"not stored: {given.document.name[:200]}: {error}") from error


def receive(connection: Connection, given: Sequence[Received], at: datetime) -> Added:
    """Store what is new in `given`, which have passed `check_received`."""
    codings = [(one.id, one.coding) for one in given]
    batch = adding.open_batch(connection, [one.id for one in given], codings, at)
    own = _own(connection, batch)
    known = 0
    for one in given:
        new = one.id not in batch.documents
        seq = _add_document(batch, one)
        if seq in own or (not new and (seq, one.coding.coder) in batch.coded):
            known += 1
            continue
        adding.add_coding(batch, seq, one.coding)
    added = Added(batch.count("documents"), known, batch.count("reports"), batch.count("statements"))
    if batch.rows:
        adding.write(connection, batch, added)
    return added


def _own(connection: Connection, batch: Batch) -> set[int]:
    """Return the documents among the batch's that were read here."""
    d, c, found = schema.documents.c, schema.codings.c, set[int]()
    for chunk in chunks(batch.documents):
        query = select(d.seq).join(schema.codings, c.document == d.seq)
        mine = query.where(d.id.in_(chunk), c.coder.not_like(f"%{VIA}%"))
        found |= set(connection.execute(mine).scalars())
    return found


def _add_document(batch: Batch, one: Received) -> int:
    if one.id in batch.documents:
        return batch.documents[one.id]
    return adding.put_document(batch, one.id, one.document, one.sketch, {"expired": batch.act})
