"""Mentions of one attack -> the Incident (first cut)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from tocsin.model import Count, DateRange, Evidence, Incident, Place, Source
from tocsin.resolve.mention import Mention

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def incident_id(report_id: str) -> str:
    """Return the id of the incident whose first report is `report_id`: ten hex digits, to be typed."""
    return report_id[:10]


def independent(mentions: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """Return groups of one independent source."""
    by_source: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.id):
        by_source.setdefault(mention.document.source or mention.document.id, []).append(mention)
    return [tuple(group) for group in by_source.values()]


def history(mentions: Sequence[Mention], property: str) -> list[tuple[datetime | None, str | None, Count]]:
    """Return the stated values of a toll in the order of their saying."""
    rows = [
        (m.said(s), m.document.source, Count(s.value.get("low"), s.value.get("best"), s.value.get("high")))
        for m in mentions
        for s in m.report.statements
        if s.property == property
    ]
    return sorted(rows, key=lambda row: (row[0] or _LONG_AGO, row[1] or "", str(row[2])))


def fuse(
    incident_id: str, mentions: Sequence[Mention], *, sources: Mapping[str, Source], as_of: datetime | None
) -> Incident:
    """Return the view over all statements of `mentions`."""
    ordered = sorted(mentions, key=lambda m: (m.told or _LONG_AGO, m.id))

    def values(name: str) -> list:  # type: ignore[type-arg]
        return [s.value for m in ordered for s in m.report.statements if s.property == name]

    def toll(name: str) -> Count | None:
        rows = history(ordered, name)
        return rows[-1][2] if rows else None

    when = (values("date") or [{}])[0]
    where = (values("place") or [{"name": None}])[0]
    told = [m.told for m in ordered if m.told]
    return Incident(
        id=incident_id,
        title=f"Attack in {where.get('name')}",
        date=DateRange(
            date.fromisoformat(when["start"]) if when.get("start") else None,
            date.fromisoformat(when["end"]) if when.get("end") else None,
            when.get("precision", "unknown"),
        ),
        place=Place(**{**where, "alternatives": tuple(where.get("alternatives", ()))}),
        attack_types=tuple(sorted(set(values("attack_type")))),
        weapon_types=tuple(sorted(set(values("weapon_type")))),
        target_types=tuple(sorted(set(values("target_type")))),
        outcome=(values("outcome") or [None])[-1],
        killed=toll("killed"),
        injured=toll("injured"),
        perpetrators_killed=toll("perpetrators_killed"),
        groups=(),
        scope=(values("scope") or ["unknown"])[-1],
        probability=max(m.report.probability for m in ordered),
        reports=tuple(sorted(m.id for m in ordered)),
        sources=len(independent(ordered)),
        documents=tuple(dict.fromkeys(m.document.name for m in ordered)),
        first_reported=min(told, default=None),
        last_changed=max(told, default=None),
        as_of=as_of,
        evidence=tuple(Evidence(s, m.document.name, m.document.source) for m in ordered for s in m.report.statements),
    )
