"""Decisions of people on their way in, and taking them back: each with all its effects in one transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from tocsin.errors import InputError, NotFoundError
from tocsin.model import (
    LINKING,
    Json,
    Judgement,
    Statement,
    Verdict,
    bears_on,
    canonical,
    check_statement,
)  # fmt: skip
from tocsin.record.columns import statement_values, to_judgement, to_statement
from tocsin.record.derived import view_reports
from tocsin.record.guard import check_key, check_text
from tocsin.record.inserting import insert, next_seq, note_act, seqs
from tocsin.record.judging import add_judgements
from tocsin.record.reviews import DECIDED, Decision, Review, corrections, dismissals, reviews
from tocsin.record.schema import judgements, log, reports, statements, withdrawals
from tocsin.record.surroundings import rows_in
from tocsin.record.withdrawing import take_back
from tocsin.taxonomy import check_code

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def decide(connection: Connection, decision: Decision, at: datetime) -> set[int]:
    """Store a decision with its effects; return the reports whose incidents are to be fused anew.

    Raises InputError where it is outside the closed shapes, NotFoundError where a report is unknown.
    """
    _check(decision)
    if connection.execute(select(reviews.c.seq).where(reviews.c.once == decision.once)).first():
        return set()
    known = seqs(connection, reports, [*decision.reports, *decision.dismissed])
    if missing := set(decision.reports) - known.keys():
        raise NotFoundError(f"there is no report {min(missing)}")
    at = _later(connection, decision.report, at)
    decision = replace(decision, judgements=tuple(replace(j, made_at=at) for j in decision.judgements))
    act, seq = _note(connection, decision, None, at)
    _set_right(connection, decision, known, act, seq, at)
    add_judgements(connection, list(decision.judgements), [], "", at)
    _dismiss(connection, [known[name] for name in decision.dismissed], seq, holds=True)
    touched = {name for j in decision.judgements for name in (j.a, j.b)}
    return _around(connection, set(known.values()) | set(seqs(connection, reports, touched).values()))


def undo(connection: Connection, wanted: int, once: str, reviewer: str, at: datetime) -> set[int]:
    """Take a decision back, and with it all that it brought; return the reports to be fused anew.

    Raises NotFoundError where there is none such, InputError where it was taken back already.
    """
    row = connection.execute(select(reviews).where(reviews.c.seq == wanted)).one_or_none()
    if row is None or row.verdict == "undo":
        raise NotFoundError("there is no such decision to take back")
    if connection.execute(select(reviews.c.seq).where(reviews.c.once == once)).first():
        return set()
    if connection.execute(select(reviews.c.seq).where(reviews.c.undoes == wanted)).first():
        raise InputError("that decision was taken back already")
    held = _to_review(row, undone=False)
    at = _later(connection, held.report, at)
    taken = Decision(once, held.report, "undo", reviewer, held.reports, held.documents)
    act, seq = _note(connection, taken, wanted, at)
    _take_corrections_back(connection, row, act, at)
    judged = _take_judgements_back(connection, row, reviewer, at)
    gone = (
        connection.execute(select(dismissals.c.report).where(dismissals.c.review == wanted)).scalars().all()
    )
    _dismiss(connection, gone, seq, holds=False)
    known = set(seqs(connection, reports, [*held.reports, *judged]).values())
    return _around(connection, known | set(gone))


def listed(
    connection: Connection, *, reports: Collection[str] | None = None, reviewer: str | None = None
) -> list[Review]:
    """Return decisions in order, those taken back too; `reports` keeps the incidents called after them."""
    query = select(reviews).order_by(reviews.c.seq)
    if reviewer is not None:
        query = query.where(reviews.c.reviewer == reviewer)
    rows: Iterable[Row[Any]] = connection.execute(query)
    if reports is not None:
        found = rows_in(connection, select(reviews), reviews.c.report, set(reports))
        rows = sorted((r for r in found if reviewer in (None, r.reviewer)), key=lambda row: row.seq)
    undone = set(connection.execute(select(reviews.c.undoes).where(reviews.c.undoes.is_not(None))).scalars())
    return [_to_review(row, undone=row.seq in undone) for row in rows]


def sent_before(connection: Connection, once: str, reviewer: str) -> bool:
    """Tell whether a decision of `reviewer` with this `once` is stored."""
    query = select(reviews.c.seq).where(reviews.c.once == once, reviews.c.reviewer == reviewer)
    return connection.execute(query).first() is not None


def _check(decision: Decision) -> None:
    check_key(decision.reviewer, decision.once)
    check_text(decision.note)
    if decision.verdict not in DECIDED or decision.verdict == "undo":
        raise InputError(f"no such decision: {decision.verdict}")
    for statement in decision.statements:
        try:
            check_statement(statement)
            if isinstance(statement.value, str):
                check_code(statement.property, statement.value)
        except ValueError as error:
            raise InputError(f"not stored: {error}") from error
        check_text(statement.said_by, *_texts(statement.value))
        if statement.origin != "human" or statement.subject not in decision.reports:
            raise InputError("a correction is a person's, about a report of the incident")
    both = {bears_on(s) for s in decision.statements if s.property == "not_known"}
    if clash := both & {s.property for s in decision.statements}:
        raise InputError(f"{min(clash)}: either a value or not known, not both")


def _later(connection: Connection, report: str, at: datetime) -> datetime:
    """Return `at`, or a second after what was last decided of the incident: acts keep their order."""
    query = select(reviews.c.at).where(reviews.c.report == report).order_by(reviews.c.seq.desc()).limit(1)
    last = connection.execute(query).scalar()
    return at if last is None else max(at, last + timedelta(seconds=1))


def _texts(value: Json) -> Iterator[str]:
    """Yield the texts in a value of a closed shape."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _note(connection: Connection, decision: Decision, undoes: int | None, at: datetime) -> tuple[int, int]:
    act, seq = next_seq(connection, log), next_seq(connection, reviews)
    note_act(connection, act, at, "reviewed", {"verdict": decision.verdict, "report": decision.report})
    row = {
        "seq": seq, "once": decision.once, "report": decision.report, "verdict": decision.verdict,
        "reviewer": decision.reviewer, "at": at, "reports": canonical(list(decision.reports)),
        "documents": canonical(list(decision.documents)), "machine": canonical(dict(decision.machine)),
        "note": decision.note, "undoes": undoes, "act": act,
    }  # fmt: skip
    connection.execute(reviews.insert(), row)
    return act, seq


def _set_right(
    connection: Connection, decision: Decision, known: dict[str, int], act: int, seq: int, at: datetime
) -> None:
    """Store the corrections; what an earlier one says of the same property is taken back first."""
    names = {bears_on(statement) for statement in decision.statements}
    for row in _standing(connection, set(known.values())):
        said = to_statement(row, None, "", None)
        if bears_on(said) in names:
            take_back(connection, said, row.seq, decision.reviewer, "corrected", act, at)
    for statement in decision.statements:
        _correct(connection, replace(statement, said_at=at), known[statement.subject], seq)


def _correct(connection: Connection, statement: Statement, report: int, review: int) -> None:
    while connection.execute(select(statements.c.seq).where(statements.c.id == statement.id)).first():
        # Said, taken back and said again within a second: it was said later.
        statement = replace(statement, said_at=(statement.said_at or EPOCH) + timedelta(seconds=1))
    seq = next_seq(connection, statements)
    insert(connection, statements, [statement_values(statement, statement.id, None) | {"seq": seq}])
    insert(connection, corrections, [{"statement": seq, "report": report, "review": review}])


def _standing(connection: Connection, of: set[int]) -> list[Row[Any]]:
    """The corrections of these reports that were not taken back."""
    gone = select(withdrawals.c.statement).where(withdrawals.c.statement.is_not(None))
    query = (
        select(statements, corrections.c.report, corrections.c.review)
        .join(corrections, corrections.c.statement == statements.c.seq)
        .where(statements.c.seq.not_in(gone))
    )
    return sorted(rows_in(connection, query, corrections.c.report, of), key=lambda row: row.seq)


def _take_corrections_back(connection: Connection, undone: Row[Any], act: int, at: datetime) -> None:
    """Withdraw what the undone decision said, and say again what it had replaced and still holds."""
    c = corrections.c
    query = select(statements, c.report, c.review).join(corrections, c.statement == statements.c.seq)
    gone = select(withdrawals.c.statement).where(withdrawals.c.statement.is_not(None))
    said = query.where(c.review == undone.seq, statements.c.seq.not_in(gone))
    for row in connection.execute(said).all():
        take_back(connection, to_statement(row, None, "", None), row.seq, undone.reviewer, "undone", act, at)
    replaced = select(withdrawals.c.statement).where(withdrawals.c.act == undone.act)
    taken_back = select(reviews.c.undoes).where(reviews.c.undoes.is_not(None))
    again = query.where(statements.c.seq.in_(replaced), c.review.not_in(taken_back))
    for row in connection.execute(again).all():
        _correct(connection, replace(to_statement(row, None, "", None), said_at=at), row.report, row.review)


def _take_judgements_back(connection: Connection, undone: Row[Any], reviewer: str, at: datetime) -> set[str]:
    """Judge anew each pair that the undone decision judged: as a person had before, else unsure.

    What was said of a link is taken back by what was said of links alone.
    """
    j = judgements.c
    made = connection.execute(
        select(judgements).where(j.origin == "human", j.author == undone.reviewer, j.made_at == undone.at)
    ).all()
    again = []
    for row in made:
        of_links = row.verdict in LINKING
        earlier = select(judgements).where(
            j.a == row.a, j.b == row.b, j.origin == "human", j.seq < row.seq, j.made_at < row.made_at,
            j.verdict.in_(LINKING) if of_links else j.verdict.not_in(LINKING),
        )  # fmt: skip
        before = connection.execute(earlier.order_by(j.made_at.desc(), j.seq.desc()).limit(1)).one_or_none()
        if before is None:
            back: Verdict = "undecided" if of_links else "unsure"
            again.append(Judgement(row.a, row.b, back, 0.5, reviewer, origin="human", made_at=at))
        else:
            again.append(replace(to_judgement(before), made_at=at))
    add_judgements(connection, again, [], "", at)
    return {name for row in made for name in (row.a, row.b)}


def _dismiss(connection: Connection, of: Sequence[int], review: int, *, holds: bool) -> None:
    first = next_seq(connection, dismissals)
    rows = [
        {"seq": first + n, "report": report, "review": review, "holds": holds} for n, report in enumerate(of)
    ]
    insert(connection, dismissals, rows)


def _around(connection: Connection, of: set[int]) -> set[int]:
    """Return `of` with every report that may bear on them."""
    v = view_reports.c
    homes = {row.component for row in rows_in(connection, select(v.component), v.report, of)}
    return of | {row.report for row in rows_in(connection, select(v.report), v.component, homes)}


def _to_review(row: Row[Any], *, undone: bool) -> Review:
    return Review(
        row.seq, row.report, row.verdict, row.reviewer, row.at, tuple(json.loads(row.reports)),
        tuple(json.loads(row.documents)), json.loads(row.machine), row.note, row.undoes, undone,
    )  # fmt: skip
