"""Which sentence stands behind a value, where it can be read, and how a toll came to be what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from tocsin.model import Count, Evidence, Incident

_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_EVENT: Final = ("killed", "injured", "outcome", "attack_type", "target_type", "place", "date")


@dataclass(frozen=True, slots=True)
class Step:
    """A toll as one document stated it."""

    at: datetime | None
    count: Count
    source: str
    said_by: str | None
    quote: str | None


def toll_grounds(incident: Incident, toll: str, *, fresh: frozenset[str] = frozenset()) -> Evidence | None:
    """Return the statement behind a toll: one that says the same, of those the newest; None without any.

    Statements of part of a toll ("three of them children") never stand for the whole. `fresh` are ids of
    statements that are preferred.
    """
    count: Count | None = getattr(incident, toll)
    found = [
        e for e in incident.evidence if e.statement.property == toll and not e.statement.value.get("part")
    ]

    def fits(evidence: Evidence) -> tuple[bool, bool, bool, datetime, float]:
        s = evidence.statement
        said = _count(evidence)
        return (
            count is not None and said == count,
            count is not None and _single(said) == _single(count),
            s.id in fresh,
            s.said_at or _LONG_AGO,
            s.confidence or 0.0,
        )

    return max(found, key=fits, default=None)


def grounds(incident: Incident) -> Evidence | None:
    """Return the one quoted statement to show: behind the dead, else the injured, else the event itself."""
    for toll in ("killed", "injured"):
        evidence = toll_grounds(incident, toll)
        if evidence is not None and evidence.statement.quote:
            return evidence
    quoted = [e for e in incident.evidence if e.statement.quote]
    ranked = [e for name in _EVENT for e in quoted if e.statement.property == name]
    return next(iter(ranked + quoted), None)


def toll_steps(incident: Incident, toll: str) -> tuple[Step, ...]:
    """Return what was said of a toll, in the order of saying, repetitions by later documents left out."""
    said = [
        e for e in incident.evidence if e.statement.property == toll and not e.statement.value.get("part")
    ]
    said.sort(key=lambda e: (e.statement.said_at or _LONG_AGO, e.statement.id))
    steps: list[Step] = []
    for evidence in said:
        count, s = _count(evidence), evidence.statement
        if not steps or steps[-1].count != count:
            steps.append(Step(s.said_at, count, outlet(evidence), s.said_by, s.quote))
    return tuple(steps)


def _count(evidence: Evidence) -> Count:
    value = evidence.statement.value
    return Count(value.get("low"), value.get("best"), value.get("high"))


def _single(count: Count) -> int | None:
    return count.best if count.best is not None else count.low


def outlet(evidence: Evidence) -> str:
    """Return who published a statement: the source's name, else the host of the address, else the name."""
    if evidence.source:
        return evidence.source
    return (urlsplit(evidence.document).hostname if address(evidence.document) else None) or evidence.document


def address(name: str) -> str | None:
    """Return the name of a document where it is safe to link to: http or https, a host, no user in it.

    None for anything else: other schemes (javascript:, data:, file:), control characters, white space,
    and user names, with which an address can look like another host's.
    """
    if any(not c.isprintable() or c.isspace() or c in '"<>\\^`{|}' for c in name):
        return None
    try:
        parts = urlsplit(name)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return name
