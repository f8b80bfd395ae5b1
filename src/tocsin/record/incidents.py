"""Incidents: the view that people see. No state of its own; ids follow from the reports' order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from tocsin.errors import NotFoundError
from tocsin.model import Incident
from tocsin.record.identity import Told, adopt, judged_ties, succession_ties
from tocsin.record.judging import holding
from tocsin.record.mentioning import mentions
from tocsin.record.polling import sources
from tocsin.record.schema import documents, reports
from tocsin.record.visible import shown_reports
from tocsin.resolve import cluster, fuse, incident_id

if TYPE_CHECKING:
    from tocsin.definitions import Definition


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which reports belong together in a view.

    `members` gives for each incident its reports, both in order of arrival. `home` gives the incident of each
    report, also of those that the view does not show but that belong to what it shows.
    """

    members: Mapping[str, tuple[str, ...]]
    home: Mapping[str, str]


def incidents(
    connection: Connection, *, as_of: datetime | None = None, definition: Definition | None = None
) -> list[Incident]:
    """Return the incidents of a view, those first that were reported first. See `Record.incidents`."""
    by_id = {mention.report.id: mention for mention in mentions(connection, as_of=as_of)}
    outlets = sources(connection)
    found = []
    for identity, members in clusters(connection, as_of).members.items():
        told = [by_id[member] for member in members]
        incident = fuse(identity, told, sources=outlets, as_of=as_of)
        if definition is None or definition.test(incident) != "no":
            found.append(incident)
    return found


def incident(connection: Connection, wanted: str, *, as_of: datetime | None = None) -> Incident:
    """Return the incident that `wanted` names today. See `Record.incident`."""
    view = clusters(connection, as_of)
    identity = _redirect(wanted, view)
    told = mentions(connection, as_of=as_of, ids=view.members[identity])
    return fuse(identity, told, sources=sources(connection), as_of=as_of)


def clusters(connection: Connection, as_of: datetime | None) -> Clusters:
    """Return which reports belong together and how the incidents are called.

    An incident is called after the first of its reports to arrive, be it shown in this view or not.
    """
    told = _every_report(connection)
    order = {report.id: report.seq for report in told}
    shown = [row.id for row in connection.execute(shown_reports(as_of))]
    held = holding(connection)
    parts = cluster(shown, held)
    label = {member: part[0] for part in parts for member in part}
    ties = judged_ties(held) + succession_ties(told, label)
    return _named(parts, adopt(label, ties), order)


def _every_report(connection: Connection) -> list[Told]:
    r = reports.c
    query = select(r.seq, r.id, documents.c.name, r.anchor_start).join(documents).order_by(r.seq)
    return [Told(*row) for row in connection.execute(query)]


def _named(parts: Sequence[tuple[str, ...]], label: Mapping[str, str], order: Mapping[str, int]) -> Clusters:
    """Name each part after its founder; `label` gives each report's part by the part's first member."""
    every: dict[str, list[str]] = defaultdict(list)
    for report in sorted(label, key=order.__getitem__):
        every[label[report]].append(report)
    members: dict[str, tuple[str, ...]] = {}
    home: dict[str, str] = {}
    for part in sorted(parts, key=lambda part: order[every[part[0]][0]]):
        founder = every[part[0]][0]
        # Short ids can meet by chance; the later one then goes by its report's full id.
        identity = founder if incident_id(founder) in members else incident_id(founder)
        members[identity] = tuple(sorted(part, key=order.__getitem__))
        home |= dict.fromkeys(every[part[0]], identity)
    return Clusters(members, home)


def _redirect(wanted: str, view: Clusters) -> str:
    """Return the incident for any id that was ever shown, a beginning of one, or a report's id."""
    if wanted in view.members:
        return wanted
    names = (report for report in view.home if report == wanted or incident_id(report).startswith(wanted))
    matches = {view.home[report] for report in names} if wanted else set()
    if len(matches) > 1:
        raise NotFoundError(f"{wanted} is the beginning of {len(matches)} incidents; give more of it")
    if not matches:
        raise NotFoundError(f"there is no incident {wanted}; see: tocsin incidents")
    return matches.pop()
