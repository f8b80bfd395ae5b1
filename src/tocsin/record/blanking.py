"""What a partner's agreement lets us keep no longer: its words go, and that they were here stays known.

Of a statement the value, the quote and who said it when are emptied; its id, property and offsets remain,
with the act that emptied it. The document's address and hash remain, too. A statement that somebody else
found as well, and may still be kept, stays whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from tocsin.record.columns import VIA, Values
from tocsin.record.inserting import insert, next_seq, note_act
from tocsin.record.schema import assertions, codings, documents, findings, log, statements
from tocsin.record.surroundings import rows_in

RETENTION = "retention"
"""The name of the coder that finds nothing where everything that was found has been emptied."""
EMPTY: Values = {"value": "null", "quote": None, "said_by": None, "said_at": None}


def blank(connection: Connection, due: Mapping[str, Collection[str]], at: datetime) -> int:
    """Empty what partners brought about documents; return how many statements.

    `due` gives for the id of a document the partners whose word on it may be kept no longer.
    """
    act = next_seq(connection, log)
    named = rows_in(connection, select(documents.c.seq, documents.c.id), documents.c.id, due)
    ids = {row.seq: row.id for row in named}
    over: set[int] = set()
    held: set[int] = set()
    after: list[tuple[Row[Any], Row[Any] | None]] = []
    for seq, runs in _codings(connection, ids).items():
        past = [run for run in runs if brought_by(run.coder) in due[ids[seq]]]
        rest = [run for run in runs if run not in past and run.coder.split()[0] != RETENTION]
        over |= {run.seq for run in past}
        held |= {run.seq for run in rest}
        if runs[-1] in past:
            after.append((runs[-1], rest[-1] if rest else None))
    gone = _found_by(connection, over) - _found_by(connection, held)
    whole = select(statements.c.seq).where(statements.c.blanked.is_(None))
    fresh = {row.seq for row in rows_in(connection, whole, statements.c.seq, gone)}
    if not fresh and not after:
        return 0
    note_act(connection, act, at, "expired", {"statements": len(fresh), "documents": len(ids)})
    for chunk in _parts(fresh):
        emptied = update(statements).where(statements.c.seq.in_(chunk))
        connection.execute(emptied.values(EMPTY | {"blanked": act}))
    for last, kept in after:
        _hold(connection, last, kept, act)
    return len(fresh)


def refill(connection: Connection, found: Mapping[int, Values]) -> None:
    """Give those of the statements `found` that were emptied their content again: somebody has brought it."""
    s = statements.c
    rows = rows_in(connection, select(s.seq).where(s.blanked.is_not(None)), s.seq, found)
    for seq in [row.seq for row in rows]:
        whole = {name: found[seq][name] for name in EMPTY}
        connection.execute(update(statements).where(s.seq == seq).values(whole | {"blanked": None}))


def brought_by(coder: str) -> str:
    """Return the partner that a coding came from, by the name of its coder; "" for one made here."""
    return coder.partition(VIA)[2].partition(" ")[0]


def _codings(connection: Connection, ids: Collection[int]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = {}
    rows = rows_in(connection, select(codings).order_by(codings.c.seq), codings.c.document, ids)
    for row in rows:
        found.setdefault(row.document, []).append(row)
    return found


def _found_by(connection: Connection, runs: Collection[int]) -> set[int]:
    a = assertions.c
    return {row.statement for row in rows_in(connection, select(a.statement), a.coding, runs)}


def _hold(connection: Connection, last: Row[Any], kept: Row[Any] | None, act: int) -> None:
    """Let the coding `kept` hold again for a document, or one that found nothing: the newest holds."""
    seq = next_seq(connection, codings)
    row: Values = dict((kept or last)._mapping) | {"seq": seq, "act": act}
    if kept is None:
        nothing = {"coder": f"{RETENTION} {act}", "relevant": False, "probability": 0.0, "left_out": "{}"}
        insert(connection, codings, [row | nothing | {"reason": RETENTION}])
        return
    insert(connection, codings, [row | {"coder": f"{kept.coder} again {act}"}])
    for table in (findings, assertions):
        same = connection.execute(select(table).where(table.c.coding == kept.seq)).mappings()
        insert(connection, table, [dict(one) | {"coding": seq} for one in same])


def _parts(seqs: Collection[int]) -> list[list[int]]:
    listed = sorted(seqs)
    return [listed[start : start + 500] for start in range(0, len(listed), 500)]
