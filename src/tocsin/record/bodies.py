"""Incidents to the text that the kept view holds, and back, exactly."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from tocsin.model import Count, DateRange, Evidence, Group, Incident, Place, Statement, canonical


def body(incident: Incident) -> str:
    """Return what `incident` comes to, without its id, its evidence and its as-of time, as JSON."""
    day, place = incident.date, incident.place
    return canonical([
        incident.title,
        [_iso(day.start), _iso(day.end), day.precision],
        [place.name, place.admin1, place.country, place.lat, place.lon, place.radius_km, place.precision,
         list(place.alternatives)],
        list(incident.attack_types), list(incident.weapon_types), list(incident.target_types),
        incident.outcome,
        _count(incident.killed), _count(incident.injured), _count(incident.perpetrators_killed),
        [[g.name, g.relation, g.said_by] for g in incident.groups],
        incident.scope, incident.probability, list(incident.reports), incident.sources,
        list(incident.documents), _iso(incident.first_reported), _iso(incident.last_changed),
    ])  # fmt: skip


def grounds(incident: Incident) -> str:
    """Return the evidence of `incident` as JSON."""
    return canonical([
        [
            e.document, e.source, s.subject, s.property, s.value, s.document, s.start, s.end, s.quote,
            s.said_by, _iso(s.said_at), s.kind, s.origin, s.confidence, s.coder,
        ]
        for e in incident.evidence for s in (e.statement,)
    ])  # fmt: skip


def to_incident(identity: str, text: str, evidence: str | None, as_of: datetime | None = None) -> Incident:
    """Return the incident of a body and its grounds; without grounds it carries no evidence."""
    (
        title, day, place, attack, weapon, target, outcome, killed, injured, perpetrators, groups, scope,
        probability, reports, sources, documents, first, last,
    ) = json.loads(text)  # fmt: skip
    return Incident(
        id=identity,
        title=title,
        date=DateRange(_day(day[0]), _day(day[1]), day[2]),
        place=Place(*[*place[:7], tuple(place[7])]),
        attack_types=tuple(attack),
        weapon_types=tuple(weapon),
        target_types=tuple(target),
        outcome=outcome,
        killed=to_count(killed),
        injured=to_count(injured),
        perpetrators_killed=to_count(perpetrators),
        groups=tuple(Group(*group) for group in groups),
        scope=scope,
        probability=probability,
        reports=tuple(reports),
        sources=sources,
        documents=tuple(documents),
        first_reported=_time(first),
        last_changed=_time(last),
        as_of=as_of,
        evidence=_evidence(evidence) if evidence else (),
    )


def to_count(parts: list[int | None] | None) -> Count | None:
    """Return the count of its three numbers."""
    return Count(*parts) if parts else None


def _evidence(text: str) -> tuple[Evidence, ...]:
    found = []
    for name, source, *said in json.loads(text):
        said[8] = _time(said[8])
        found.append(Evidence(Statement(*said), name, source))
    return tuple(found)


def _count(count: Count | None) -> list[int | None] | None:
    return [count.low, count.best, count.high] if count else None


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
