"""Judgements: appended, never changed; the ones that hold are chosen when they are read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, and_, bindparam, or_, select, update

from tocsin.errors import InputError
from tocsin.model import LINKING, Judgement
from tocsin.record.columns import Values, judgement_values, to_judgement
from tocsin.record.derived import view_reports
from tocsin.record.guard import check_text
from tocsin.record.inserting import chunks, insert, next_seqs, note_act, seqs
from tocsin.record.schema import judgements, log, reports, resolutions
from tocsin.record.visible import shown_reports

Pair = tuple[str, str]


def add_judgements(
    connection: Connection, given: list[Judgement], resolved: list[str], resolver: str, at: datetime
) -> int:
    """Append what is new in `given`, mark `resolved` as judged by `resolver`; return how many were new."""
    marks = _marks(connection, resolved, resolver)
    new = store(connection, given, marks, resolver, at)
    remember(connection, marks)
    return new


def store(
    connection: Connection, given: list[Judgement], marks: list[Values], resolver: str, at: datetime
) -> int:
    """Append what is new in `given` and who judged what; return how many were new."""
    act, first = next_seqs(connection, log, judgements).values()
    stored = seqs(connection, judgements, [judgement.id for judgement in given])
    new: dict[str, Values] = {}
    for judgement in given:
        identity = judgement.id
        if identity not in stored and identity not in new:
            row = judgement_values(judgement, identity)
            new[identity] = row | {"seq": first + len(new), "act": act, "said": act}
    again = _said_again(connection, [j for j in given if j.id in stored])
    if new or again or marks:
        detail = {"judgements": len(new), "repeated": len(again), "reports": len(marks), "resolver": resolver}
        note_act(connection, act, at, "judged", detail)
        insert(connection, judgements, list(new.values()))
        _repeat(connection, again, act)
        insert(connection, resolutions, marks)
    return len(new)


def check_judgement(judgement: Judgement) -> None:
    """Raise InputError where a judgement may not be stored."""
    check_text(judgement.author, judgement.note, *(f"{r.name}{r.detail}" for r in judgement.reasons))
    if judgement.verdict not in ("same", "different", "unsure", *LINKING):
        raise InputError(f"not stored: no such verdict: {judgement.verdict!r}")
    if judgement.verdict in LINKING and judgement.origin == "machine":
        raise InputError(f"not stored: only a person decides about links, not {judgement.author}")
    if not 0.0 <= judgement.probability <= 1.0 or not all(math.isfinite(r.weight) for r in judgement.reasons):
        raise InputError(f"not stored: the judgement of {judgement.a} and {judgement.b} has no probability")
    if judgement.made_at is not None and judgement.made_at.utcoffset() is None:
        raise InputError(
            f"not stored: the judgement of {judgement.a} and {judgement.b} has a time without zone"
        )


def holding(connection: Connection, *, report: str | None = None) -> list[Judgement]:
    """Return for each pair the judgement that holds.

    The latest one of a person, unless that takes an earlier one back ("unsure"): then the machine's latest.
    """
    j = judgements.c
    query = select(judgements).order_by(j.said, j.seq)
    if report is not None:
        query = query.where(or_(j.a == report, j.b == report))
    return chosen(connection.execute(query))


def chosen(rows: Iterable[Row[Any]], made: Callable[[Row[Any]], Judgement] = to_judgement) -> list[Judgement]:
    """Return for each pair the judgement that holds of `rows`, which are in the order of being said last.

    `made` makes the judgement of a row. Decisions about links are left out: they say nothing on whether two
    reports are of one attack.
    """
    human: dict[Pair, Row[Any]] = {}
    other: dict[Pair, Row[Any]] = {}
    for row in rows:
        if row.verdict not in LINKING:
            (human if row.origin == "human" else other)[row.a, row.b] = row
    decided = {pair: row for pair, row in human.items() if row.verdict != "unsure"}
    return [made(row) for row in (human | other | decided).values()]


def pending(connection: Connection, resolver: str) -> list[str]:
    """Return the shown reports that `resolver` has not judged as they are coded now, in order of arrival."""
    by = view_reports.c.judged_by
    # An index serves each of the three; "not equal" none.
    others = or_(by.is_(None), by < resolver, by > resolver)
    view = shown_reports().where(others).subquery()
    query = select(view.c.id).outerjoin(resolutions, _mark(view, resolver))
    return list(
        connection.execute(query.where(resolutions.c.report.is_(None)).order_by(view.c.seq)).scalars()
    )


def _mark(view: Subquery, resolver: str) -> ColumnElement[bool]:
    r = resolutions.c
    return and_(r.report == view.c.seq, r.coding == view.c.coding, r.resolver == resolver)


def _said_again(connection: Connection, known: list[Judgement]) -> list[str]:
    """Return those of the known judgements that the machine has replaced by another since."""
    latest: dict[Pair, str] = {}
    j = judgements.c
    for query in _of_pairs(
        {(judgement.a, judgement.b) for judgement in known if judgement.origin != "human"}
    ):
        for row in connection.execute(query.where(j.origin != "human").order_by(j.said, j.seq)):
            latest[row.a, row.b] = row.id
    return [k.id for k in known if k.origin != "human" and latest[k.a, k.b] != k.id]


def _of_pairs(pairs: set[Pair]) -> Iterator[Select[str, str, str]]:
    j = judgements.c
    for chunk in chunks({a for a, _ in pairs}):
        yield select(j.a, j.b, j.id).where(j.a.in_(chunk))


def _repeat(connection: Connection, identities: list[str], act: int) -> None:
    if identities:
        change = update(judgements).where(judgements.c.id == bindparam("which")).values(said=act)
        connection.execute(change, [{"which": identity} for identity in identities])


def _marks(connection: Connection, resolved: Iterable[str], resolver: str) -> list[Values]:
    """Return the rows that say who judged the shown ones of `resolved`."""
    rows: list[Values] = []
    for chunk in chunks(set(resolved)):
        view = shown_reports().where(reports.c.id.in_(chunk)).subquery()
        query = select(view.c.seq, view.c.coding).outerjoin(resolutions, _mark(view, resolver))
        for row in connection.execute(query.where(resolutions.c.report.is_(None))):
            rows.append({"report": row.seq, "coding": row.coding, "resolver": resolver})
    return rows


def remember(connection: Connection, marks: list[Values]) -> None:
    """Note in the view who judged what, so that what is still to be judged is found at once."""
    if marks:
        v = view_reports.c
        change = update(view_reports).where(v.report == bindparam("which")).values(judged_by=bindparam("by"))
        connection.execute(change, [{"which": mark["report"], "by": mark["resolver"]} for mark in marks])


def known_reports(connection: Connection, identities: Iterable[str]) -> set[str]:
    """Return those of `identities` that are stored reports."""
    return set(seqs(connection, reports, identities))
