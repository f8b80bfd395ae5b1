"""Incidents as STIX 2.1 objects. The one module that knows how; `stix_reading` is its way back.

For each incident: the incident with the OASIS incident core extension and ours, an event, an impact, a
location with its precision in metres, a report for each document, the identities of the sources and what each
has seen, opinions for the judgements. Whoever ignores our extension still gets the OASIS fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from tocsin.model import LINKING, Count, Incident, Source, address, canonical, from_iso, iso
from tocsin.release import Marking, Policy
from tocsin.resolve import emptied
from tocsin.share.stix_names import (
    ATTACK,
    EVENT,
    IMPACT,
    INCIDENT,
    SCHEMA_URL,
    TLP_MARKING,
    stix_id,
    tlp_marking,
)  # fmt: skip
from tocsin.share.stix_policy import iep
from tocsin.share.stix_related import related
from tocsin.share.stix_sightings import sightings
from tocsin.share.view import Seen

Json = dict[str, Any]
MISSING: Final = (
    "Only what the documents read by this node reported; attacks that none of them told of, or that were "
    "told only in languages the coder does not read, are not here."
)
LONG_AGO: Final = "1970-01-01T00:00:00.000Z"
_DETERMINATION: Final = {
    "completed": "confirmed", "failed": "failed-attempt", "foiled": "blocked", "threatened": "suspected",
    None: "suspected",
}  # fmt: skip
_STATUS: Final = {"completed": "occurred", "failed": "occurred", "foiled": "not-occurred",
                  "threatened": "pending", None: "undetermined"}  # fmt: skip
_FIDELITY: Final = {"day": "day", "range": "day", "week": "day", "month": "month", "year": "year"}
_OPINION: Final = {
    "same": "agree", "different": "disagree", "unsure": "neutral", "linked": "agree",
    "unlinked": "disagree", "undecided": "neutral",
}  # fmt: skip


class Writer:
    """Writes objects as one node under given sources; equal input gives equal bytes."""

    def __init__(self, node: str, sources: Mapping[str, Source]) -> None:
        """`node` is the id of the node that speaks; `sources` are by id."""
        self.sources = sources
        self.author = stix_id("identity", "node", node)
        self.node = node
        self._told: dict[str, str] = {}

    def bundle(self, seen: Iterable[Seen], judgements: Iterable[Mapping[str, Any]] = ()) -> Json:
        """Return one bundle: first what the others refer to, then each incident with what belongs to it."""
        objects: dict[str, Json] = {o["id"]: o for o in self.preamble()}
        told = list(seen)
        for each in told:
            objects |= {o["id"]: o for o in self.incident(each)}
        objects |= {made["id"]: made for made, _ in related(self, told)}
        for body in judgements:
            made = self.opinion(body)
            if made is not None:
                objects[made["id"]] = made
        listed = list(objects.values())
        return {"type": "bundle", "id": stix_id("bundle", address("bundle", listed)), "objects": listed}

    def preamble(self) -> list[Json]:
        """Return the identity of the node and the definition of our extension."""
        identity = self.base("identity", self.author, LONG_AGO, LONG_AGO, author=False)
        named = {"name": f"tocsin node {self.node[:12]}", "identity_class": "system"}
        extension = self.base("extension-definition", ATTACK, LONG_AGO, LONG_AGO)
        return [
            identity | named,
            extension
            | {
                "name": "Attack", "schema": SCHEMA_URL, "version": "1.0.0",
                "description": "Low, best and high counts, codes, outcome, claims, evidence.",
                "extension_types": ["property-extension"],
            },
        ]  # fmt: skip

    def incident(self, seen: Seen) -> list[Json]:
        """Return the objects of one incident, what is referred to before what refers."""
        incident, policy = seen.incident, seen.policy
        created = _time(incident.first_reported) or LONG_AGO
        modified = max(created, _time(incident.last_changed) or created)
        markings = self.markings(policy)
        refs = {"object_marking_refs": [m["id"] for m in markings]} if markings else {}
        place = self._location(incident, created, modified)
        event, impact = (make(incident, created, modified) for make in (self._event, self._impact))
        reports = self._reports(seen, refs)
        evidence = [o["id"] for o in reports if o["type"] == "report"]
        body = self._incident(incident, created, modified, event, impact, evidence)
        related = [self._located(body, place)] if place else []
        told = sightings(body, reports)
        own = [o | refs for o in (*([place] if place else []), event, impact, body, *related, *told)]
        return [*markings, *own, *reports]

    def markings(self, policy: Policy) -> list[Json]:
        """Return the marking definitions of a policy: TLP 2.0, and ours with IEP 2.0 beside it."""
        found: dict[str, Json] = {}
        for marking in policy.markings:
            found[TLP_MARKING[marking.tlp]] = tlp_marking(marking.tlp)
            own = self._marking(marking)
            found[own["id"]] = own
        return list(found.values())

    def opinion(self, body: Mapping[str, Any]) -> Json | None:
        """Return a judgement as an opinion on the reports it is about; None where neither is told."""
        refs = sorted({self._told[body[side]] for side in ("a", "b") if body[side] in self._told})
        if not refs:
            return None
        key = address("opinion", dict(body))
        when = _time(from_iso(body["made_at"])) or LONG_AGO
        made = self.base("opinion", stix_id("opinion", key), when, when)
        of = "parts of one attack: " if body["verdict"] in LINKING else ""
        word = body["verdict"] if of else f"{body['verdict']} attack"
        return made | {
            "opinion": _OPINION[body["verdict"]],
            "explanation": f"{of}{word}, probability {body['probability']:.3f}",
            "authors": [body["author"]],
            "object_refs": refs,
            "extensions": {ATTACK: {"extension_type": "property-extension", "judgement": canonical(body)}},
        }

    def base(self, type_: str, identity: str, created: str, modified: str, *, author: bool = True) -> Json:
        """Return what every object of ours begins with."""
        made = {"type": type_, "spec_version": "2.1", "id": identity, "created": created}
        if type_ != "marking-definition":
            made["modified"] = modified
        return made | ({"created_by_ref": self.author} if author else {})

    def _marking(self, marking: Marking) -> Json:
        body = marking.to_json()
        key = stix_id("marking-definition", address("marking", body))
        made = self.base("marking-definition", key, LONG_AGO, LONG_AGO)
        return made | {
            "name": f"TLP:{marking.tlp}, audience {', '.join(sorted(marking.audience)) or 'nobody'}",
            "extensions": {
                ATTACK: {"extension_type": "property-extension", "marking": canonical(body)},
                **iep(marking, key),
            },
        }

    def _incident(
        self, i: Incident, created: str, modified: str, event: Json, impact: Json, evidence: Sequence[str]
    ) -> Json:
        core = {
            "extension_type": "property-extension", "determination": _DETERMINATION[i.outcome],
            "investigation_status": "open", "incident_types": list(i.attack_types) or ["violent_attack"],
            "event_refs": [event["id"]], "impact_refs": [impact["id"]],
        }  # fmt: skip
        counts = _entity_counts(i)
        made = self.base("incident", stix_id("incident", i.id), created, modified)
        return made | {
            "name": i.title, "confidence": round(100 * i.probability),
            "extensions": {INCIDENT: core | counts, ATTACK: attack(i, evidence)},
        }  # fmt: skip

    def _event(self, i: Incident, created: str, modified: str) -> Json:
        made = self.base("event", stix_id("event", i.id), created, modified)
        new = {EVENT: {"extension_type": "new-sdo"}}
        made |= {"name": i.title, "status": _STATUS[i.outcome], "extensions": new}
        if i.attack_types:
            made["event_types"] = list(i.attack_types)
        fidelity = _FIDELITY.get(i.date.precision)
        if i.date.start and fidelity:
            made |= {"start_time": _midnight(i.date.start), "start_time_fidelity": fidelity}
        if i.date.end and i.date.start and fidelity and i.date.end > i.date.start:
            made |= {"end_time": _midnight(i.date.end), "end_time_fidelity": fidelity}
        return made

    def _impact(self, i: Incident, created: str, modified: str) -> Json:
        made = self.base("impact", stix_id("impact", i.id), created, modified)
        kinds = {
            "external-impact-ext": {"impact_type": "public-safety"},
            IMPACT: {"extension_type": "new-sdo"},
        }
        return made | {"impact_category": "external", "extensions": kinds} | _entity_counts(i)

    def _location(self, i: Incident, created: str, modified: str) -> Json | None:
        p = i.place
        if p.country is None and p.lat is None:
            return None
        made = self.base("location", stix_id("location", i.id), created, modified)
        if p.name or p.admin1:
            made["name"] = p.name or p.admin1
        if p.country:
            made["country"] = p.country
        if p.admin1:
            made["administrative_area"] = p.admin1
        if p.lat is not None and p.lon is not None:
            made |= {"latitude": p.lat, "longitude": p.lon}
            if p.radius_km is not None:
                made["precision"] = round(p.radius_km * 1000, 3)
        return made

    def _located(self, incident: Json, place: Json) -> Json:
        key = stix_id("relationship", incident["id"], place["id"])
        made = self.base("relationship", key, incident["created"], incident["modified"])
        return made | {
            "relationship_type": "located-at", "source_ref": incident["id"], "target_ref": place["id"]
        }  # fmt: skip

    def _reports(self, seen: Seen, refs: Json) -> list[Json]:
        found: list[Json] = []
        for item in seen.items:
            document = item["document"]
            source = self._source(document["source"])
            key = stix_id("report", document["id"], item["coder"])
            self._told |= {report["id"]: key for report in item["reports"]}
            when = _time(from_iso(document["published"] or document["fetched"])) or LONG_AGO
            made = self.base("report", key, when, when)
            made |= {
                "name": document["name"],
                "published": when,
                "report_types": ["threat-report"],
                "object_refs": [stix_id("incident", seen.incident.id)],
                "external_references": [_reference(document, source)],
                "extensions": {ATTACK: {"extension_type": "property-extension", "item": canonical(item)}},
            }
            found += [source, made | refs | {"created_by_ref": source["id"]}] if source else [made | refs]
        return found

    def _source(self, identity: str | None) -> Json | None:
        if not identity:
            return None
        source = self.sources.get(identity, Source(identity, identity))
        made = self.base("identity", stix_id("identity", "source", source.id), LONG_AGO, LONG_AGO)
        return made | {"name": source.name, "identity_class": "organization"}


def attack(i: Incident, evidence: Sequence[str]) -> Json:
    """Return our extension of an incident. Its shape is `attack.schema.json`."""
    data = i.to_json()
    kept = (
        "date", "place", "attack_types", "weapon_types", "target_types", "outcome", "scope", "killed",
        "injured", "perpetrators_killed", "probability", "sources", "documents", "first_reported",
        "last_changed",
    )  # fmt: skip
    tolls = [e for e in i.evidence if e.statement.property in ("killed", "injured", "perpetrators_killed")]
    made = {
        "extension_type": "property-extension", "incident_id": i.id,
        **{key: data[key] for key in kept},
        "counts_by_source": [
            {"property": e.statement.property, "value": e.statement.value, "said_by": e.statement.said_by,
             "source": e.source, "statement": e.statement.id}
            for e in tolls
        ],
        "not_known": sorted(emptied(i)), "claims": data["groups"],
        "evidence_refs": list(dict.fromkeys(evidence)), "missing": MISSING,
    }  # fmt: skip
    pruned: Json = _pruned(made)
    return pruned


def _pruned(value: Any) -> Any:
    """Leave out what is unknown or empty, as STIX wants it (2.1, section 3.1)."""
    if isinstance(value, dict):
        inner = {key: _pruned(each) for key, each in value.items()}
        return {key: each for key, each in inner.items() if each not in (None, [], {}, "")}
    return [_pruned(each) for each in value] if isinstance(value, (list, tuple)) else value


def _entity_counts(i: Incident) -> Json:
    people = [_best(count) for count in (i.killed, i.injured)]
    known = [n for n in people if n is not None]
    return {"impacted_entity_counts": {"individual": sum(known)}} if known else {}


def _best(count: Count | None) -> int | None:
    if count is None:
        return None
    return next((n for n in (count.best, count.low, count.high) if n is not None), None)


def _reference(document: Mapping[str, Any], source: Json | None) -> Json:
    name = document["name"]
    made = {"source_name": source["name"] if source else "document"}
    key = "url" if name.startswith(("http://", "https://")) else "external_id"
    return made | {key: name}


def _time(moment: datetime | None) -> str | None:
    text = iso(moment)
    return None if text is None else text.replace("Z", ".000Z")


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"
