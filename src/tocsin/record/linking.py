"""What bears on which incidents are parts of one attack: people's decisions, and the incidents near one.

The links themselves are a view (`resolve.coordinating`) and stored nowhere. What could be linked to an
incident is found by the indexes of the kept view: by document, by day and country, by what people said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, select

from tocsin.model import LINKING, Incident, Judgement
from tocsin.record.bodies import to_incident
from tocsin.record.columns import to_judgement
from tocsin.record.derived import KEPT, view_bodies, view_incidents, view_reports
from tocsin.record.schema import documents, judgements, reports
from tocsin.record.surroundings import rows_in
from tocsin.resolve.coordinating import NARROW, NIGHT, bound, days_of

FEW: Final = 2000
"""Of so many reports decisions are looked up one by one."""
Visible = Callable[[list[Incident]], list[Incident]]
"""Takes out what may not be seen."""


def decisions(connection: Connection, of: Collection[str] | None = None) -> list[Judgement]:
    """Return people's decisions about links in the order of being said; `of` keeps those on these reports."""
    j = judgements.c
    query = select(judgements).where(j.verdict.in_(sorted(LINKING)))
    if of is None:
        rows = {row.seq: row for row in connection.execute(query)}
    else:
        rows = {row.seq: row for column in (j.a, j.b) for row in rows_in(connection, query, column, of)}
    return [to_judgement(row) for row in sorted(rows.values(), key=lambda row: (row.said, row.seq))]


def surrounding(
    connection: Connection, incident: Incident, visible: Visible
) -> tuple[list[Incident], list[Judgement]]:
    """Return all that bears on the attack of which `incident` is a part, itself included, and who decided.

    The cost goes by how much is near it in time and by its texts, not by the record.
    """
    known = {incident.id: incident}
    said: dict[str, Judgement] = {}
    frontier = [incident]
    while frontier:
        one = frontier.pop()
        said |= {j.id: j for j in decisions(connection, one.reports)}
        for other in visible(_near(connection, one, said.values())):
            if other.id not in known and bound(one, other, said.values()):
                known[other.id] = other
                frontier.append(other)
    return list(known.values()), list(said.values())


def _near(connection: Connection, incident: Incident, said: Iterable[Judgement]) -> list[Incident]:
    """Return the incidents that `incident` could be linked to by itself."""
    v, o = view_incidents.c, view_reports.c
    told = select(o.founder).join(reports, reports.c.seq == o.report)
    by_text = told.join(documents, documents.c.seq == reports.c.document)
    founders = {row.founder for row in rows_in(connection, by_text, documents.c.name, incident.documents)}
    named = {name for j in said for name in (j.a, j.b)} - set(incident.reports)
    founders |= {row.founder for row in rows_in(connection, told, reports.c.id, named)}
    rows = {row.founder: row for row in rows_in(connection, KEPT, v.founder, founders - {None})}
    if (around := _around(incident)) is not None:
        rows |= {row.founder: row for row in connection.execute(around)}
    return [to_incident(*tuple(rows[seq])[1:]) for seq in sorted(rows) if rows[seq].id != incident.id]


def _around(incident: Incident) -> Select[Any] | None:
    """Return the query of the incidents of the days and the country of `incident`; None where it has none.

    Where its own reports speak of no other attack, only to those whose reports do.
    """
    v, days = view_incidents.c, days_of(incident)
    if days is None or days[1] - days[0] >= NARROW or incident.place.country is None:
        return None
    found = KEPT.where(
        and_(
            v.country == incident.place.country,
            v.first_day >= days[0] - NIGHT - NARROW,
            v.first_day <= days[1] + NIGHT,
            v.last_day >= days[0] - NIGHT,
        )
    )
    speaks = any(e.statement.property == "coordination" for e in incident.evidence)
    return found if speaks else found.where(view_bodies.c.grounds.like('%"coordination"%'))
