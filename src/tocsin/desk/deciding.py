"""A person's decisions about what belongs together, as judgements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from tocsin.desk.desk import Desk
from tocsin.errors import NotFoundError, UserError
from tocsin.model import Incident, Judgement, Verdict


def merged(desk: Desk, a: str, b: str, *, by: str, note: str | None) -> Incident:
    """Judge the incidents `a` and `b` the same and return the one they are now.

    Every pair across the two is judged, so that an earlier "different" about any of them is superseded.
    Raises NotFoundError where there is no such incident, UserError where they are one already.
    """
    left, right = desk.record.incident(a), desk.record.incident(b)
    if left.id == right.id:
        raise UserError(f"{a} and {b} are one incident already: {left.id}")
    desk.decide(pairs(left.reports, right.reports, "same", by, note))
    return desk.record.incident(left.id)


def separated(desk: Desk, id_: str, reports: Sequence[str], *, by: str, note: str | None) -> list[Incident]:
    """Judge `reports` different from the rest of incident `id_`; return the incidents there are now.

    Raises NotFoundError where a report is not of that incident, UserError where none would be left.
    """
    incident = desk.record.incident(id_)
    out = {_one(incident, report) for report in reports}
    rest = [report for report in incident.reports if report not in out]
    if not rest:
        raise UserError(f"{incident.id} would have no report left: name only those that do not belong")
    desk.decide(pairs(sorted(out), rest, "different", by, note))
    after = {now.id: now for now in desk.record.incidents() if set(now.reports) & set(incident.reports)}
    return list(after.values())


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
    probability = 1.0 if verdict == "same" else 0.0
    return [
        Judgement(
            a=min(a, b), b=max(a, b), verdict=verdict, probability=probability, author=by, origin="human",
            made_at=now, note=note,
        )
        for a in left
        for b in right
    ]  # fmt: skip
