"""An incident as a CAP 1.2 alert. Draft and restricted, until a named person releases it.

Points are latitude, longitude (GeoJSON has them the other way round); the place is a circle, never a point.
Source: OASIS Common Alerting Protocol 1.2; OASIS Event Terms, OET-193.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from tocsin.errors import InputError
from tocsin.model import Incident
from tocsin.release import ANYONE
from tocsin.release.tables import FLAT, flat, joined
from tocsin.share.view import Seen

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
EVENT: Final = "OET-193"
_UNKNOWN_AREA: Final = "place unknown"


def alert(seen: Seen, node: str, *, released_by: str = "", at: datetime | None = None) -> bytes:
    """Return the alert's XML. With `released_by`, a person's name, it is Actual; Public only if TLP:CLEAR."""
    i = seen.incident
    markings = seen.policy.markings
    labels = sorted({marking.tlp for marking in markings})
    public = bool(released_by) and labels == ["CLEAR"] and all(ANYONE in m.audience for m in markings)
    sent = at or i.last_changed or i.first_reported or datetime(1970, 1, 1, tzinfo=UTC)
    root = Element("alert", xmlns=NAMESPACE)
    for name, text in (
        ("identifier", f"tocsin-{node[:12]}-{i.id}-{int(sent.timestamp())}"),
        ("sender", f"node-{node[:12]}"),
        ("sent", _time(sent)),
        ("status", "Actual" if released_by else "Draft"),
        ("msgType", "Alert"),
        ("scope", "Public" if public else "Restricted"),
        ("restriction", "" if public else f"TLP:{', TLP:'.join(labels) or 'RED'}"),
        (
            "note",
            f"Released by {released_by}" if released_by else "From news reports; nobody has released it",
        ),
    ):
        if text:
            SubElement(root, name).text = _clean(text)
    _info(SubElement(root, "info"), i)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def read_alert(data: bytes) -> dict[str, Any]:
    """Return an alert's values as a row. Raises InputError where it is no CAP, or declares entities."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise InputError(f"this is no CAP alert: {error}"[:200]) from None
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise InputError("this is no CAP 1.2 alert")
    row: dict[str, Any] = {}
    for parameter in root.iter(f"{{{NAMESPACE}}}parameter"):
        name = parameter.findtext(f"{{{NAMESPACE}}}valueName") or ""
        key = name.removeprefix("tocsin:")
        if name.startswith("tocsin:") and key in FLAT:
            row[key] = parameter.findtext(f"{{{NAMESPACE}}}value")
    row.setdefault("id", root.findtext(f"{{{NAMESPACE}}}identifier"))
    circle = root.findtext(f".//{{{NAMESPACE}}}circle")
    if circle:
        row |= _circle(circle)
    row["place"] = root.findtext(f".//{{{NAMESPACE}}}areaDesc")
    if row["place"] == _UNKNOWN_AREA:
        row["place"] = None
    return row


def _circle(text: str) -> dict[str, float]:
    try:
        point, radius = text.split()
        lat, lon = point.split(",")
        return {"lat": float(lat), "lon": float(lon), "radius_km": float(radius)}
    except ValueError:
        raise InputError("the circle of the alert is none") from None


def _info(info: Element, i: Incident) -> None:
    for name, text in (
        ("language", "en"), ("category", "Security"), ("event", "Violent attack"),
        ("responseType", "None"), ("urgency", "Past"), ("severity", _severity(i)),
        ("certainty", "Likely" if i.probability >= 0.5 else "Possible"),
    ):  # fmt: skip
        SubElement(info, name).text = text
    _pair(info, "eventCode", "OET:v1.2", EVENT)
    if i.date.start:
        SubElement(info, "onset").text = f"{i.date.start.isoformat()}T00:00:00-00:00"
    SubElement(info, "headline").text = _clean(i.title)[:160]
    if i.documents and i.documents[0].startswith(("http://", "https://")):
        SubElement(info, "web").text = _clean(i.documents[0])
    for name, value in _parameters(i):
        _pair(info, "parameter", f"tocsin:{name}", value)
    area = SubElement(info, "area")
    place = i.place
    SubElement(area, "areaDesc").text = _clean(place.name or place.admin1 or place.country or _UNKNOWN_AREA)
    if place.lat is not None and place.lon is not None and place.radius_km is not None:
        SubElement(area, "circle").text = f"{place.lat:.6f},{place.lon:.6f} {place.radius_km:g}"


def _parameters(i: Incident) -> Iterator[tuple[str, str]]:
    for name, value in flat(i).items():
        text = joined(value)
        if text not in (None, "") and name not in ("title", "lat", "lon", "radius_km", "place", "as_of"):
            yield name, _clean(str(text))


def _pair(parent: Element, tag: str, name: str, value: str) -> None:
    element = SubElement(parent, tag)
    SubElement(element, "valueName").text = name
    SubElement(element, "value").text = value


def _severity(i: Incident) -> str:
    killed = None if i.killed is None else i.killed.best if i.killed.best is not None else i.killed.low
    if killed is None:
        return "Unknown"
    return "Extreme" if killed >= 10 else "Severe" if killed else "Moderate"


def _time(moment: datetime) -> str:
    """Write a time as CAP wants it: an offset in digits, no Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _clean(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
