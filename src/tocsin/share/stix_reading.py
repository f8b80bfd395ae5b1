"""STIX 2.1 into the record: our own reports as they were, somebody else's incidents as far as they go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import (
    Coding,
    Document,
    Judgement,
    Report,
    Source,
    Span,
    Statement,
    address,
    from_iso,
    report_id,
)  # fmt: skip
from tocsin.record import Received
from tocsin.resolve import sketch
from tocsin.share.items import read_judgement, received
from tocsin.share.stix_check import check_object, references
from tocsin.share.stix_names import ATTACK, INCIDENT
from tocsin.share.stix_related import is_link, link
from tocsin.share.stix_sightings import as_incident, same, sighted
from tocsin.share.strict_json import loads
from tocsin.taxonomy.codes import LISTS

Json = Mapping[str, Any]
CODER: Final = "stix 2.1"
_PROBABLE: Final = 0.5
_COMPARED: Final = 20
"""With how many of the sightings before it one is said to be of the same attack."""
_OUTCOME: Final = {"blocked": "foiled", "failed-attempt": "failed", "confirmed": "completed"}


@dataclass(slots=True)
class Brought:
    """What a bundle says: reports to store, judgements, and what was left out with the reason.

    `sighted` are the reports that were made of each incident's sightings, `incidents` the report that each
    incident of somebody else was taken as.
    """

    reports: list[Received] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    sighted: dict[str, list[str]] = field(default_factory=dict)
    incidents: dict[str, str] = field(default_factory=dict)


def read_bundle(bundle: Any, via: str) -> Brought:
    """Return what a bundle or an envelope's objects say; `via` is whose word it is.

    Objects about a private person and objects that are not STIX 2.1 are left out and listed. Raises
    InputError where it is no bundle.
    """
    things = bundle.get("objects") if isinstance(bundle, dict) else None
    if not isinstance(things, list):
        raise InputError("a STIX bundle has a list of objects")
    brought = Brought()
    by_id: dict[str, Json] = {}
    for thing in things:
        try:
            checked = check_object(thing)
            by_id[str(checked["id"])] = checked
        except InputError as error:
            brought.left_out.append((_name(thing), str(error)))
    for thing in by_id.values():
        _take(thing, by_id, via, brought)
    links = (link(thing, brought.incidents, via) for thing in by_id.values() if is_link(thing))
    brought.judgements += [made for made in links if made is not None]
    return brought


def _name(thing: Any) -> str:
    identity = thing.get("id") if isinstance(thing, dict) else None
    return identity[:120] if isinstance(identity, str) else "an object without an id"


def _take(thing: Json, by_id: Mapping[str, Json], via: str, brought: Brought) -> None:
    ours = thing.get("extensions", {}).get(ATTACK, {})
    try:
        if "item" in ours:
            brought.reports.append(received(_told(ours["item"]), via))
        elif "judgement" in ours:
            brought.judgements.append(read_judgement(_told(ours["judgement"])))
        elif thing["type"] == "incident" and not _told_by_ours(thing, by_id):
            one = _foreign(thing, by_id, via)
            brought.reports.append(one)
            brought.incidents[str(thing["id"])] = one.coding.reports[0].id
        elif thing["type"] == "sighting":
            _take_sighting(thing, by_id, via, brought)
        elif thing["type"] == "opinion":
            raise InputError("an opinion is kept where it says of two reports of a tocsin that they are one")
    except InputError as error:
        brought.left_out.append((_name(thing), str(error)))


def _take_sighting(thing: Json, by_id: Mapping[str, Json], via: str, brought: Brought) -> None:
    """Take a sighting of an incident as a report of whoever saw it, about the same attack."""
    incident = sighted(thing, by_id)
    if incident is None or _told_by_ours(incident, by_id):
        return
    seen, of = _foreign(as_incident(thing, by_id), by_id, via), _foreign(incident, by_id, via)
    brought.reports.append(seen)
    first, report = (each.coding.reports[0].id for each in (of, seen))
    before = brought.sighted.setdefault(str(incident["id"]), [first])
    # With one another, too: two that only the incident links would count as never compared.
    at = _moment(thing["modified"])
    brought.judgements += [same(other, report, via, at) for other in (first, *before[1:][-_COMPARED:])]
    before.append(report)


def _told(text: Any) -> Any:
    """Return the JSON that stands as text in our extension, byte for byte as it was addressed."""
    return loads(text.encode("utf-8", "surrogatepass")) if isinstance(text, str) else {}


def _told_by_ours(thing: Json, by_id: Mapping[str, Json]) -> bool:
    """Tell whether reports of ours in the bundle carry what the incident is made of."""
    evidence = thing.get("extensions", {}).get(ATTACK, {}).get("evidence_refs", ())
    return any(isinstance(ref, str) and ref in by_id for ref in evidence)


def _foreign(thing: Json, by_id: Mapping[str, Json], via: str) -> Received:
    """Return somebody else's incident as a report of an import: codes, counts, place and day, no text."""
    name = f"urn:stix:{thing['id']}"
    source = _source(thing, by_id, via)
    published = _moment(thing["created"])
    document = address("document", name, None, thing["modified"], via)
    made = Document(name, "", None, published, None, None, source.id)
    anchor = Span(0, 0)
    statements = _statements(thing, by_id, report_id(document, anchor), source.name)
    coder = f"{CODER} via {via}"
    reports = (Report(document, anchor, _probability(thing), tuple(statements), coder, "import"),)
    coding = Coding(document, True, _probability(thing), None, True, reports, coder=coder)
    return Received(document, made, coding, sketch(""), source)


def _probability(thing: Json) -> float:
    confidence = thing.get("confidence")
    usable = isinstance(confidence, int) and 0 <= confidence <= 100
    return confidence / 100 if usable and confidence is not None else _PROBABLE


def _source(thing: Json, by_id: Mapping[str, Json], via: str) -> Source:
    author = by_id.get(thing.get("created_by_ref", ""), {})
    name = author.get("name") if author.get("type") == "identity" else None
    if not isinstance(name, str):
        return Source(f"stix {via}", via, kind="partner")
    # By whom, not only by which way: two bodies of one bundle are two sources.
    return Source(f"stix {via} {author['id'].partition('--')[2]}", name[:200], kind="partner")


def _statements(thing: Json, by_id: Mapping[str, Json], report: str, by: str) -> list[Statement]:
    found: list[Statement] = []

    def say(name: str, value: Any) -> None:
        found.append(Statement(report, name, value, said_by=by, kind="assessment", origin="import"))

    core = thing.get("extensions", {}).get(INCIDENT, {})
    for code in _codes(core.get("incident_types"), "attack_type"):
        say("attack_type", code)
    if (outcome := _OUTCOME.get(core.get("determination"))) is not None:
        say("outcome", outcome)
    for value in _dates(_events(thing, core, by_id)):
        say("date", value)
    for value in _places(thing, by_id):
        say("place", value)
    return found


def _codes(given: Any, list_: str) -> list[str]:
    words = [w for w in given if isinstance(w, str)] if isinstance(given, list) else []
    return sorted({w.replace("-", "_") for w in words} & LISTS[list_])


def _events(thing: Json, core: Json, by_id: Mapping[str, Json]) -> list[Json]:
    refs = core.get("event_refs") or []
    return [by_id[ref] for ref in refs if isinstance(ref, str) and ref in by_id] or [thing]


def _dates(events: Iterable[Json]) -> list[dict[str, str]]:
    for event in events:
        start, end = (_day(event.get(key)) for key in ("start_time", "end_time"))
        if start is not None:
            last = max(start, end or start)
            precision = "day" if last == start else "range"
            return [{"start": start.isoformat(), "end": last.isoformat(), "precision": precision}]
    return []


def _day(text: Any) -> date | None:
    return _moment(text).date() if isinstance(text, str) else None


def _moment(text: str) -> datetime:
    try:
        moment = from_iso(text[:26].rstrip("Z") + "+00:00")
    except ValueError:
        moment = None
    if moment is None:
        raise InputError(f"{text[:40]!r} is no time")
    return moment


def _places(thing: Json, by_id: Mapping[str, Json]) -> list[dict[str, Any]]:
    located = [
        by_id.get(o["target_ref"], {})
        for o in by_id.values()
        if o["type"] == "relationship"
        and o.get("relationship_type") == "located-at"
        and o.get("source_ref") == thing["id"]
    ]
    found = [*located, *(by_id[r] for r in references(thing) if r in by_id)]
    return [_place(o) for o in found if o.get("type") == "location"][:1]


def _place(location: Json) -> dict[str, Any]:
    lat, lon = (_number(location.get(key)) for key in ("latitude", "longitude"))
    metres, country = _number(location.get("precision")), location.get("country")
    pointed = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180
    code = country.upper() if isinstance(country, str) and len(country) == 2 else None
    radius = (metres / 1000 if metres is not None else _UNSAID_KM) if pointed else None
    return {
        "name": _text(location.get("name") or location.get("city")),
        "admin1": _text(location.get("administrative_area")), "country": code,
        "lat": lat if pointed else None, "lon": lon if pointed else None, "radius_km": radius,
        "precision": _precision(radius) if pointed else "country" if code else None, "alternatives": [],
    }  # fmt: skip


_UNSAID_KM: Final = 25.0
"""The radius of a point whose maker says none: never a false point."""


def _precision(radius_km: float | None) -> str:
    steps: Sequence[tuple[float, str]] = ((1, "exact"), (5, "neighbourhood"), (20, "city"), (60, "district"))
    return next((word for least, word in steps if (radius_km or 0) < least), "province")


def _number(value: Any) -> float | None:
    usable = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if usable else None


def _text(value: Any) -> str | None:
    return value[:200] if isinstance(value, str) and value else None
