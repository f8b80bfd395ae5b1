"""What is kept of each incident that a message told of, and whether that still is what may be told. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from tocsin.model import Incident, address, iso
from tocsin.release import Partner
from tocsin.share.view import View
from tocsin.subscribe.news import Item, snapshot

NOTES: Final = frozenset({"last", "at", "said"})
"""What is kept beside what was told: that it was the last word, when, and in which words of its language."""


def as_shown(view: View, partner: Partner, at: datetime, identity: str) -> Incident | None:
    """Return an incident as it is known now, but as a subscriber would have been shown it at `at`."""
    found = view.for_partner(partner, at, only=lambda incident: incident.id == identity)
    return found[0].incident if found else None


def what_is_told(item: Item, at: datetime) -> dict[str, Any] | None:
    """Return what is kept of an item: what was told, when, on which grounds, and if it was the last word."""
    if item.incident is None:
        return None
    kept = snapshot(item.incident) | {"grounds": grounds_of(item.incident), "at": iso(at)}
    return kept | {"last": True} if item.kind == "outside" else kept


def as_told(what: dict[str, Any], incident: Incident) -> bool:
    """Tell whether what is kept of an incident is what would be kept of it now, notes aside."""
    now = snapshot(incident) | {"grounds": grounds_of(incident)}
    return {name: value for name, value in what.items() if name not in NOTES} == now


def grounds_of(incident: Incident) -> str:
    """Return a digest of what an incident rests on."""
    return address([e.statement.id for e in incident.evidence], incident.sources, len(incident.reports))


def reported_since(view: View, incident: Incident, since: datetime) -> bool:
    """Tell whether any report of an incident is of `since` or later; one without a time may be."""
    times = (view.mentions[r].document.published for r in incident.reports if r in view.mentions)
    return any(when is None or when >= since for when in times)
