"""A person's decisions about what belongs together, as judgements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

from tocsin.desk.desk import Desk
from tocsin.errors import NotFoundError, UserError
from tocsin.model import Incident, Judgement, Verdict
from tocsin.resolve.coordinating import said_last

Linking = Literal["linked", "unlinked", "undecided"]
"""What a person says of two incidents: parts of one attack, not so, or nothing any more."""


def merged(desk: Desk, a: str, b: str, *, by: str, note: str | None) -> Incident:
    """Judge the incidents `a` and `b` the same and return the one they are now.

    Every pair across the two is judged, so that an earlier "different" about any of them is superseded.
    Raises NotFoundError where there is no such incident, UserError where they are one already.
    """
    record = desk.record.inside
    left, right = record.incident(a), record.incident(b)
    if left.id == right.id:
        raise UserError(f"{a} and {b} are one incident already: {left.id}")
    desk.decide(pairs(left.reports, right.reports, "same", by, note))
    return record.incident(left.id)


def separated(desk: Desk, id_: str, reports: Sequence[str], *, by: str, note: str | None) -> list[Incident]:
    """Judge `reports` different from the rest of incident `id_`; return the incidents there are now.

    Raises NotFoundError where a report is not of that incident, UserError where none would be left.
    """
    record = desk.record.inside
    incident = record.incident(id_)
    out = {_one(incident, report) for report in reports}
    rest = [report for report in incident.reports if report not in out]
    if not rest:
        raise UserError(f"{incident.id} would have no report left: name only those that do not belong")
    desk.decide(pairs(sorted(out), rest, "different", by, note))
    after = {now.id: now for now in record.incidents() if set(now.reports) & set(incident.reports)}
    return list(after.values())


def linked(desk: Desk, a: str, b: str, verdict: Linking, *, by: str, note: str | None) -> Incident:
    """Say whether the incidents `a` and `b` are parts of one attack; return `a` with its parts as they are.

    "undecided" takes a person's word back, so that what the reports say holds again. Saying again what
    holds already is no act. Raises NotFoundError where there is no such incident, UserError where the two
    are one, or where there is no word to take back.
    """
    record = desk.record.inside
    left, right = record.incident(a), record.incident(b)
    if left.id == right.id:
        raise UserError(f"{a} and {b} are one incident, {left.id}: an attack is no part of itself")
    word = decision(left, right, record.link_decisions())
    if verdict == "undecided" and word is None:
        raise UserError(f"nobody decided whether {left.id} and {right.id} are parts of one attack")
    if verdict != word:
        desk.decide(pairs(left.reports, right.reports, verdict, by, note))
    return record.with_parts(left)


def decision(a: Incident, b: Incident, said: Iterable[Judgement]) -> Linking | None:
    """Return what people say of a link between two incidents, by the latest of `said`; None for nothing."""
    across = [
        j for j in said if (j.a in a.reports and j.b in b.reports) or (j.b in a.reports and j.a in b.reports)
    ]
    last = max(across, key=said_last, default=None)
    return None if last is None or last.verdict not in ("linked", "unlinked") else last.verdict


def _one(incident: Incident, start: str) -> str:
    found = [report for report in incident.reports if report.startswith(start)]
    if len(found) != 1:
        what = "no report of {} begins" if not found else "several reports of {} begin"
        raise NotFoundError(f"{what.format(incident.id)} with {start!r}: see `tocsin show {incident.id}`")
    return found[0]


def pairs(
    left: Iterable[str], right: Sequence[str], verdict: Verdict, by: str, note: str | None
) -> list[Judgement]:
    """Return a person's judgement of each pair across the two."""
    now = datetime.now(UTC)
    probability = 1.0 if verdict in ("same", "linked") else 0.0
    return [
        Judgement(
            a=min(a, b), b=max(a, b), verdict=verdict, probability=probability, author=by, origin="human",
            made_at=now, note=note,
        )
        for a in left
        for b in right
    ]  # fmt: skip
