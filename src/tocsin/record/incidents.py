"""Incidents as people see them: those of now from the kept view, those of the past mostly from it too.

What was believed at a time differs from what is believed now only where something was published later; only
that is worked out anew. Ids follow from the reports' order of arrival.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Row, Select, select

from tocsin.errors import NotFoundError
from tocsin.model import Incident
from tocsin.record.bodies import to_incident
from tocsin.record.derived import KEPT, view_bodies, view_incidents, view_reports
from tocsin.record.identity import Group, called, grouped
from tocsin.record.mentioning import mentions_of
from tocsin.record.polling import sources
from tocsin.record.schema import documents, reports, statements
from tocsin.record.surroundings import Surroundings, rows_in, shown_by_name, surroundings
from tocsin.resolve import fuse, incident_id

if TYPE_CHECKING:
    from tocsin.definitions import Definition


_HEX: Final = re.compile("[0-9a-f]+")


def incidents(
    connection: Connection,
    *,
    as_of: datetime | None = None,
    definition: Definition | None = None,
    told_since: datetime | None = None,
    ids: Collection[str] | None = None,
) -> list[Incident]:
    """Return the incidents of a view, those first that were reported first. See `Record.incidents`."""
    with _uncollected():
        if ids is not None:
            return list(_now(connection, set(ids), by=view_incidents.c.id))
        of = None if told_since is None else _told_since(connection, told_since)
        found = _now(connection, of) if as_of is None else _then(connection, as_of, of)
        return [i for i in found if definition is None or definition.test(i) != "no"]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put off garbage collection: it would walk millions of new objects, none of them garbage, many times."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def incident(connection: Connection, wanted: str, *, as_of: datetime | None = None) -> Incident:
    """Return the incident that `wanted` names today. See `Record.incident`."""
    seeds = _named(connection, wanted)
    if as_of is not None:
        return _past(connection, wanted, seeds, as_of)
    homes = {
        row.founder
        for row in rows_in(connection, select(view_reports.c.founder), view_reports.c.report, seeds)
        if row.founder is not None
    }
    rows = {row.id: row for row in rows_in(connection, KEPT, view_incidents.c.founder, homes)}
    return to_incident(*tuple(rows[_one(wanted, sorted(rows))])[1:])


def _named(connection: Connection, wanted: str) -> set[int]:
    """Return the reports that `wanted` is the id of, or the beginning of the id of an incident after them."""
    r = reports.c
    if not _HEX.fullmatch(wanted):
        return set()
    if len(wanted) > len(incident_id(wanted)):
        matching = r.id == wanted
    else:
        # A range, which an index serves; "g" comes after every hex digit.
        matching = (r.id >= wanted) & (r.id < wanted + "g")
    return set(connection.execute(select(r.seq).where(matching)).scalars())


def _one(wanted: str, matches: Sequence[str]) -> str:
    if wanted in matches:
        return wanted
    if len(matches) > 1:
        raise NotFoundError(f"{wanted} is the beginning of {len(matches)} incidents; give more of it")
    if not matches:
        raise NotFoundError(f"there is no incident {wanted}; see: tocsin incidents")
    return matches[0]


def _told_since(connection: Connection, since: datetime) -> set[int]:
    """Return the surroundings in which a document was published at `since` or later."""
    o = view_reports.c
    query = (
        select(o.component)
        .join(reports, reports.c.seq == o.report)
        .join(documents, documents.c.seq == reports.c.document)
    )
    return set(connection.execute(query.where(documents.c.moment >= since)).scalars())


def _rows(
    connection: Connection, query: Select[Any], of: Collection[Any] | None, by: Any = view_reports.c.component
) -> Iterable[Row[Any]]:
    """Run `query`, which joins `view_reports`, for all surroundings or for some."""
    if of is None:
        return connection.execute(query)
    return rows_in(connection, query, by, of)


def _now(
    connection: Connection, of: Collection[Any] | None, by: Any = view_reports.c.component
) -> Iterator[Incident]:
    query = KEPT.join(view_reports, view_reports.c.report == view_incidents.c.founder)
    for _, *rest in sorted(map(tuple, _rows(connection, query, of, by))):
        yield to_incident(*rest)


def _then(connection: Connection, as_of: datetime, of: set[int] | None) -> list[Incident]:
    later = _later(connection, as_of)
    later = later if of is None else later & of
    v, o = view_incidents.c, view_reports.c
    query = (
        select(v.founder, reports.c.id, view_bodies.c.body, view_bodies.c.grounds, o.component)
        .join(view_bodies, view_bodies.c.founder == v.founder)
        .join(view_reports, o.report == v.founder)
        .join(reports, reports.c.seq == v.founder)
    )
    found: dict[int, tuple[str, Incident]] = {
        seq: (report, to_incident(incident_id(report), body, grounds, as_of))
        for seq, report, body, grounds, component in map(tuple, _rows(connection, query, of))
        if component not in later
    }
    members = {row.report for row in rows_in(connection, select(o.report), o.component, later)}
    past = surroundings(connection, members)
    for group, incident in _fused(connection, past, as_of):
        found[group.founder.seq] = group.founder.id, incident
    ordered = [found[seq] for seq in sorted(found)]
    names = called(report for report, _ in ordered)
    return [_renamed(incident, name) for (_, incident), name in zip(ordered, names, strict=True)]


def _renamed(incident: Incident, name: str) -> Incident:
    return incident if incident.id == name else replace(incident, id=name)


def _later(connection: Connection, as_of: datetime) -> set[int]:
    """Return the surroundings of which something was published, or said, after `as_of`."""
    d, r, s, o = documents.c, reports.c, statements.c, view_reports.c
    names = set(connection.execute(select(d.name).where(d.moment > as_of)).scalars())
    told = select(r.seq).join(documents)
    seqs = {row.seq for row in rows_in(connection, told, d.name, names)}
    subjects = set(connection.execute(select(s.subject).where(s.said_at > as_of)).scalars())
    seqs |= {row.seq for row in rows_in(connection, select(r.seq), r.id, subjects)}
    return {row.component for row in rows_in(connection, select(o.component), o.report, seqs)}


def _fused(connection: Connection, past: Surroundings, as_of: datetime) -> Iterator[tuple[Group, Incident]]:
    outlets = sources(connection)
    for group, coding in _groups(connection, past, as_of):
        told = mentions_of(connection, {m.seq: coding[m.seq] for m in group.members}, as_of)
        mentions = [told[member.seq] for member in group.members]
        yield group, fuse(incident_id(group.founder.id), mentions, sources=outlets, as_of=as_of)


def _groups(
    connection: Connection, past: Surroundings, as_of: datetime
) -> Iterator[tuple[Group, dict[int, int]]]:
    coding = shown_by_name(connection, {told.name for told in past.told.values()}, as_of)
    shown = {past.told[seq].id for seq in coding}
    for group in grouped(past.told.values(), shown, past.held, past.compared):
        yield group, coding


def _past(connection: Connection, wanted: str, seeds: set[int], as_of: datetime) -> Incident:
    past = surroundings(connection, seeds)
    groups = [group for group, _ in _groups(connection, past, as_of)]
    meant = [g for g in groups if any(told.seq in seeds for told in g.every)]
    names = {_name_then(connection, group, as_of): group for group in meant}
    name = _one(wanted, sorted(names))
    group = names[name]
    coding = shown_by_name(connection, {told.name for told in past.told.values()}, as_of)
    told = mentions_of(connection, {m.seq: coding[m.seq] for m in group.members}, as_of)
    mentions = [told[member.seq] for member in group.members]
    return fuse(name, mentions, sources=sources(connection), as_of=as_of)


def _name_then(connection: Connection, group: Group, as_of: datetime) -> str:
    """Return what the group was called: others may have the same short id and have come before it."""
    founder = group.founder
    rivals = _named(connection, incident_id(founder.id)) - {founder.seq}
    if not any(seq < founder.seq for seq in rivals):
        return incident_id(founder.id)
    past = surroundings(connection, rivals | {founder.seq})
    founders = [g.founder.id for g, _ in _groups(connection, past, as_of)]
    return dict(zip(founders, called(founders), strict=True))[founder.id]
