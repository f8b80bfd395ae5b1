"""Incidents: the view that people see. No state of its own; ids follow from the reports' order of arrival."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from tocsin.errors import NotFoundError
from tocsin.model import Incident, Source
from tocsin.record.judging import holding
from tocsin.record.mentioning import mentions
from tocsin.record.polling import sources
from tocsin.record.schema import documents, reports
from tocsin.record.visible import shown_reports
from tocsin.resolve import Mention, cluster, fuse, incident_id

if TYPE_CHECKING:
    from tocsin.definitions import Definition

Clusters = dict[str, tuple[str, ...]]
"""From the id of an incident to its reports in order of arrival."""


def incidents(
    connection: Connection, *, as_of: datetime | None = None, definition: Definition | None = None
) -> list[Incident]:
    """Return the incidents of a view, those first that were reported first. See `Record.incidents`."""
    shown = mentions(connection, as_of=as_of)
    by_id = {mention.report.id: mention for mention in shown}
    outlets = sources(connection)
    found = []
    for identity, members in clusters(connection, as_of).items():
        incident = _fuse(identity, [by_id[member] for member in members], outlets, as_of)
        if definition is None or definition.test(incident) != "no":
            found.append(incident)
    return found


def incident(connection: Connection, wanted: str, *, as_of: datetime | None = None) -> Incident:
    """Return the incident that `wanted` names today. See `Record.incident`."""
    view = clusters(connection, as_of)
    identity = _redirect(connection, wanted, view)
    members = mentions(connection, as_of=as_of, ids=view[identity])
    return _fuse(identity, members, sources(connection), as_of)


def clusters(connection: Connection, as_of: datetime | None) -> Clusters:
    """Return which reports belong together, by the id of the first to arrive, in order of arrival."""
    rows = connection.execute(shown_reports(as_of)).all()
    order = {row.id: row.seq for row in rows}
    judged = [judgement for judgement in holding(connection) if judgement.a in order and judgement.b in order]
    parts = [sorted(part, key=order.__getitem__) for part in cluster(list(order), judged)]
    parts.sort(key=lambda part: order[part[0]])
    return _named(parts)


def _named(parts: Sequence[Sequence[str]]) -> Clusters:
    named: Clusters = {}
    for part in parts:
        identity = incident_id(part[0])
        # Short ids can meet by chance; the later one then goes by its report's full id.
        named[part[0] if identity in named else identity] = tuple(part)
    return named


def _fuse(
    identity: str, members: Sequence[Mention], outlets: Mapping[str, Source], as_of: datetime | None
) -> Incident:
    return fuse(identity, members, sources=outlets, as_of=as_of)


@dataclass(frozen=True, slots=True)
class _Told:
    """A report, shown or not: where it stands in its document."""

    id: str
    document: str
    start: int


def _redirect(connection: Connection, wanted: str, view: Clusters) -> str:
    """Return the incident of `view` for any id that was ever shown, a prefix of one, or a report's id."""
    if wanted in view:
        return wanted
    home = {member: identity for identity, members in view.items() for member in members}
    matches = {_home(report, home, told) for report, told in _candidates(connection, wanted)} - {None}
    if len(matches) > 1:
        raise NotFoundError(f"{wanted} is the beginning of {len(matches)} incidents; give more of it")
    for match in matches:
        if match is not None:
            return match
    raise NotFoundError(f"there is no incident {wanted}; see: tocsin incidents")


def _candidates(connection: Connection, wanted: str) -> list[tuple[_Told, list[_Told]]]:
    """Return the reports that `wanted` may mean, each with all reports of documents of the same name."""
    r, d = reports.c, documents.c
    rows = connection.execute(select(r.id, r.anchor_start, d.name).join(documents).order_by(r.seq)).all()
    told = [_Told(row.id, row.name, row.anchor_start) for row in rows]
    meant = [t for t in told if wanted and (t.id == wanted or incident_id(t.id).startswith(wanted))]
    names = {t.document for t in meant}
    same = [t for t in told if t.document in names]
    return [(report, [t for t in same if t.document == report.document]) for report in meant]


def _home(report: _Told, home: Mapping[str, str], told: Sequence[_Told]) -> str | None:
    """Return the incident of a report; of a report no longer shown, that of its nearest successor."""
    if report.id in home:
        return home[report.id]
    shown = [t for t in told if t.id in home]
    nearest = min(shown, key=lambda t: (abs(t.start - report.start), t.id), default=None)
    return None if nearest is None else home[nearest.id]
