"""What people set right, as the views take it in: whatever a coder finds next, it stays.

A correction belongs to a report. Where that is no longer shown (coded anew, or the page has a newer version)
it goes with the nearest report in the version that is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

from tocsin.model import Statement
from tocsin.record.columns import to_statement
from tocsin.record.derived import view_reports
from tocsin.record.reviews import corrections
from tocsin.record.schema import documents, reports, statements, withdrawals
from tocsin.record.surroundings import rows_in


def corrected(connection: Connection, names: Collection[str]) -> dict[int, list[Statement]]:
    """Return the corrections that hold about the documents called `names`, by the shown report."""
    if connection.execute(select(corrections.c.statement).limit(1)).first() is None:
        return {}
    gone = select(withdrawals.c.statement).where(withdrawals.c.statement.is_not(None))
    query = (
        select(statements, reports.c.seq.label("report"), reports.c.anchor_start, documents.c.name)
        .join(corrections, corrections.c.statement == statements.c.seq)
        .join(reports, reports.c.seq == corrections.c.report)
        .join(documents, documents.c.seq == reports.c.document)
        .where(statements.c.seq.not_in(gone))
    )
    rows = sorted(rows_in(connection, query, documents.c.name, set(names)), key=lambda row: row.seq)
    homes = _shown(connection, {row.name for row in rows})
    found: dict[int, list[Statement]] = defaultdict(list)
    for row in rows:
        if (home := _home(row, homes.get(row.name, {}))) is not None:
            found[home].append(to_statement(row, None, "", None))
    return found


def _shown(connection: Connection, names: Collection[str]) -> dict[str, dict[int, int]]:
    """Return for each name its shown reports, with where each is anchored."""
    r, v = reports.c, view_reports.c
    query = (
        select(r.seq, r.anchor_start, documents.c.name)
        .join(documents, documents.c.seq == r.document)
        .join(view_reports, v.report == r.seq)
        .where(v.coding.is_not(None))
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rows_in(connection, query, documents.c.name, set(names)):
        found[row.name][row.seq] = row.anchor_start
    return found


def _home(row: Row[Any], shown: dict[int, int]) -> int | None:
    if row.report in shown:
        return int(row.report)
    return min(shown, key=lambda seq: (abs(shown[seq] - row.anchor_start), seq), default=None)
