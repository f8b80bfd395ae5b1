"""Incidents as MISP events and as a static MISP feed: a folder that works from a web server or a USB stick.

An event has an "attack" object with our values, a "geolocation" object (MISP counts its accuracy-radius in
kilometres, STIX its precision in metres), and a link for each document. Source: MISP core format.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import Incident
from tocsin.release.tables import FLAT, flat
from tocsin.share.stix_names import NAMESPACE
from tocsin.share.view import Seen

Json = dict[str, Any]
_TEMPLATE: Final = str(uuid.uuid5(NAMESPACE, "misp:attack"))
_GEOLOCATION: Final = "fdd30d5f-6752-45ed-bef2-25e8ce4d8a3a"
_PLACE: Final = {
    "lat": "latitude", "lon": "longitude", "radius_km": "accuracy-radius", "country": "countrycode",
    "admin1": "region", "place": "text",
}  # fmt: skip
_ELSEWHERE: Final = frozenset({*_PLACE, "documents", "title", "as_of"})


def event(seen: Seen, node: str) -> Json:
    """Return one incident as a MISP event."""
    i = seen.incident
    row = flat(i)
    moment = i.last_changed or i.first_reported
    stamp = str(int(moment.timestamp())) if moment else "0"
    own = [
        _attribute(i.id, key, value)
        for key, value in row.items()
        if key not in _ELSEWHERE
        for value in _each(value)
    ]
    others = [part.id for part in i.coordinated.parts if part.id != i.id] if i.coordinated else []
    own += [_attribute(i.id, "coordinated-with", _uuid(other, "event")) for other in others]
    objects = [_object(i.id, "attack", _TEMPLATE, own)]
    place = [_attribute(i.id, name, row[key]) for key, name in _PLACE.items() if row.get(key) is not None]
    if place:
        objects.append(_object(i.id, "geolocation", _GEOLOCATION, place))
    body = {
        "uuid": _uuid(i.id, "event"), "info": i.title, "date": _day(i),
        "threat_level_id": "4", "analysis": "1", "distribution": "0", "published": False, "timestamp": stamp,
        "Orgc": {"name": f"tocsin node {node[:12]}", "uuid": _uuid(node, "node")},
        "Tag": [{"name": tag} for tag in _tags(seen)], "Attribute": [_link(i.id, d) for d in i.documents],
        "Object": objects,
    }  # fmt: skip
    return {"Event": body}


def feed(seen: Iterable[Seen], node: str, folder: Path) -> int:
    """Write a static feed into `folder`: a file an event, `manifest.json`, `hashes.csv`; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest: Json = {}
    hashes: list[str] = []
    for each in seen:
        made = event(each, node)
        body = made["Event"]
        (folder / f"{body['uuid']}.json").write_text(_dumps(made), encoding="utf-8")
        kept = ("Orgc", "Tag", "info", "date", "analysis", "threat_level_id", "timestamp")
        manifest[body["uuid"]] = {key: body[key] for key in kept}
        values = [a["value"] for o in body["Object"] for a in o["Attribute"]]
        hashes += [
            f"{hashlib.md5(v.encode(), usedforsecurity=False).hexdigest()},{body['uuid']}" for v in values
        ]
    # The manifest last: a reader that comes in between finds every file that it names.
    (folder / "hashes.csv").write_text("".join(f"{line}\n" for line in hashes), encoding="utf-8")
    (folder / "manifest.json").write_text(_dumps(manifest), encoding="utf-8")
    return len(manifest)


def read_event(data: Any) -> Json:
    """Return a MISP event's values as a row. Raises InputError where it has no attack object of ours."""
    body = data.get("Event") if isinstance(data, dict) else None
    if not isinstance(body, dict):
        raise InputError("a MISP event has an Event")
    row: Json = {}
    for thing in body.get("Object") or []:
        names = (
            {v: k for k, v in _PLACE.items()} if thing.get("name") == "geolocation" else {c: c for c in FLAT}
        )
        if thing.get("name") not in ("attack", "geolocation"):
            continue
        for attribute in thing.get("Attribute") or []:
            _put(row, names.get(str(attribute.get("object_relation"))), attribute.get("value"))
    if "id" not in row:
        raise InputError(f"the event {str(body.get('uuid'))[:40]} has no attack object")
    return row


def _put(row: Json, key: str | None, value: Any) -> None:
    if key is None or not isinstance(value, str):
        return
    row[key] = value if key not in row else f"{row[key]}; {value}"


def _tags(seen: Seen) -> list[str]:
    labels = {f"tlp:{marking.tlp.lower()}" for marking in seen.policy.markings}
    grades = {m.grade for m in seen.policy.markings if m.grade}
    return sorted(labels) + sorted(f'admiralty-scale:source-reliability="{g[0].lower()}"' for g in grades)


def _day(i: Incident) -> str:
    told = i.first_reported.date() if i.first_reported else date(1970, 1, 1)
    return (i.date.start or told).isoformat()


def _each(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


def _attribute(incident: str, relation: str, value: Any) -> Json:
    kind = "float" if isinstance(value, float) else "counter" if isinstance(value, int) else "text"
    return {
        "uuid": _uuid(incident, relation, str(value)), "object_relation": relation, "type": kind,
        "category": "Other", "value": str(value), "to_ids": False, "disable_correlation": True,
    }  # fmt: skip


def _link(incident: str, document: str) -> Json:
    kind = "link" if document.startswith(("http://", "https://")) else "text"
    return {
        "uuid": _uuid(incident, "link", document), "type": kind, "category": "External analysis",
        "value": document, "to_ids": False,
    }  # fmt: skip


def _object(incident: str, name: str, template: str, attributes: list[Json]) -> Json:
    return {
        "uuid": _uuid(incident, "object", name), "name": name, "meta-category": "misc",
        "description": "An attack and who says what of it" if name == "attack" else "Where",
        "template_uuid": template, "template_version": "1", "Attribute": attributes,
    }  # fmt: skip


def _uuid(*parts: str) -> str:
    return str(uuid.uuid5(NAMESPACE, ":".join(("misp", *parts))))


def _dumps(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
