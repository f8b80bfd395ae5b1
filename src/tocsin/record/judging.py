"""Judgements: appended, never changed; the ones that hold are chosen when they are read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, Select, and_, bindparam, or_, select, update

from tocsin.errors import InputError
from tocsin.model import Judgement
from tocsin.record.columns import Values, judgement_values, to_judgement
from tocsin.record.guard import check_text
from tocsin.record.inserting import chunks, insert, next_seq, note_act, seqs
from tocsin.record.schema import judgements, log, reports, resolutions
from tocsin.record.visible import shown_reports

Pair = tuple[str, str]


def add_judgements(
    connection: Connection, given: list[Judgement], resolved: list[str], resolver: str, at: datetime
) -> int:
    """Append what is new in `given`, mark `resolved` as judged by `resolver`; return how many were new."""
    act = next_seq(connection, log)
    stored = seqs(connection, judgements, [judgement.id for judgement in given])
    new: dict[str, Values] = {}
    first = next_seq(connection, judgements)
    for judgement in given:
        identity = judgement.id
        if identity not in stored and identity not in new:
            row = judgement_values(judgement, identity)
            new[identity] = row | {"seq": first + len(new), "act": act, "said": act}
    again = _said_again(connection, [j for j in given if j.id in stored])
    marks = _marks(connection, resolved, resolver)
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
    if judgement.verdict not in ("same", "different", "unsure"):
        raise InputError(f"not stored: no such verdict: {judgement.verdict!r}")
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
    human: dict[Pair, Judgement] = {}
    other: dict[Pair, Judgement] = {}
    for row in connection.execute(query):
        (human if row.origin == "human" else other)[row.a, row.b] = to_judgement(row)
    decided = {pair: judgement for pair, judgement in human.items() if judgement.verdict != "unsure"}
    return list((human | other | decided).values())


def pending(connection: Connection, resolver: str) -> list[str]:
    """Return the shown reports that `resolver` has not judged as they are coded now, in order of arrival."""
    view = shown_reports(None).subquery()
    r = resolutions.c
    mark = and_(r.report == view.c.seq, r.coding == view.c.coding, r.resolver == resolver)
    query = select(view.c.id).outerjoin(resolutions, mark).where(r.report.is_(None)).order_by(view.c.seq)
    return list(connection.execute(query).scalars())


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
    wanted = set(resolved)
    if not wanted:
        return []
    view = shown_reports(None).subquery()
    r = resolutions.c
    mark = and_(r.report == view.c.seq, r.coding == view.c.coding, r.resolver == resolver)
    query = (
        select(view.c.id, view.c.seq, view.c.coding).outerjoin(resolutions, mark).where(r.report.is_(None))
    )
    rows: list[Values] = []
    for chunk in chunks(wanted):
        for row in connection.execute(query.where(view.c.id.in_(chunk))):
            rows.append({"report": row.seq, "coding": row.coding, "resolver": resolver})
    return rows


def known_reports(connection: Connection, identities: Iterable[str]) -> set[str]:
    """Return those of `identities` that are stored reports."""
    return set(seqs(connection, reports, identities))
