"""Sightings: who else tells of an attack. Out: one for each source. In: a report of whoever has seen it.

Source: STIX 2.1 (OASIS, 2021), section 5.2. A sighting of an incident says that somebody saw it, where and
when; it says nothing of tolls, and its count is of sightings, not of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import Judgement, Reason
from tocsin.share.stix_names import stix_id

Json = dict[str, Any]
AUTHOR: Final = "stix sighting"
SURE: Final = 0.97
"""That a sighting is of the incident that it names; how sure it is of having seen it is another matter."""


def sightings(incident: Mapping[str, Any], reports: Sequence[Mapping[str, Any]]) -> Iterator[Json]:
    """Yield a sighting of `incident` by each source of its `reports`: how many, the first and the last."""
    by_source: dict[str, list[str]] = {}
    for report in reports:
        if report["type"] == "report" and report["created_by_ref"] != incident["created_by_ref"]:
            by_source.setdefault(report["created_by_ref"], []).append(report["published"])
    for source, published in sorted(by_source.items()):
        yield {
            "type": "sighting", "spec_version": "2.1", "id": stix_id("sighting", incident["id"], source),
            "created": incident["created"], "modified": incident["modified"],
            "created_by_ref": incident["created_by_ref"], "sighting_of_ref": incident["id"],
            "where_sighted_refs": [source], "count": len(published), "first_seen": min(published),
            "last_seen": max(published),
        }  # fmt: skip


def sighted(thing: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the incident that a sighting is of; None where it is of something else.

    Raises InputError where it did not come along: nothing could be said of it then.
    """
    wanted = thing["sighting_of_ref"]
    if not str(wanted).startswith("incident--"):
        return None
    found = by_id.get(wanted)
    if found is None:
        raise InputError("it is a sighting of an incident that did not come along")
    return found


def as_incident(thing: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Json:
    """Return a sighting as an incident that says when and where it was seen, by whoever saw it."""
    where = thing.get("where_sighted_refs")
    named = [ref for ref in where if isinstance(ref, str)] if isinstance(where, list) else []
    seen = [by_id[ref] for ref in named if ref in by_id]
    bodies = [one["id"] for one in seen if one["type"] == "identity"]
    made = {key: thing[key] for key in ("id", "created", "modified", "confidence") if key in thing}
    made |= {"type": "incident", "created_by_ref": (bodies or [thing.get("created_by_ref", "")])[0]}
    made["place_refs"] = [one["id"] for one in seen if one["type"] == "location"]
    for ours, theirs in (("start_time", "first_seen"), ("end_time", "last_seen")):
        if theirs in thing:
            made[ours] = thing[theirs]
    return made


def same(incident: str, sighting: str, via: str, at: datetime) -> Judgement:
    """Return the judgement that a sighting makes: its report tells of the attack of the incident's."""
    a, b = sorted((incident, sighting))
    reasons = (Reason("sighting", 1.0, "the sighting names the incident"),)
    return Judgement(a, b, "same", SURE, f"{AUTHOR} via {via}", reasons, "import", at)
