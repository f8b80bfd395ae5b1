"""Rows of incidents back into the record: what CSV, Parquet, GeoJSON, MISP and CAP have in common.

A row has the columns of `release.tables.FLAT`; what it lacks is unknown. Each becomes a report of an import:
codes, counts, day, place and claims without quotes, said by whoever brought the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import (
    DATE_PRECISIONS,
    PLACE_PRECISIONS,
    RELATIONS,
    Coding,
    Document,
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
from tocsin.taxonomy.codes import LISTS

Row = Mapping[str, Any]
_CODES: Final = {
    "attack_types": "attack_type", "weapon_types": "weapon_type", "target_types": "target_type",
    "outcome": "outcome", "scope": "scope",
}  # fmt: skip
_TOLLS: Final = ("killed", "injured", "perpetrators_killed")


def read_row(row: Row, via: str, format_: str) -> Received:
    """Return an incident's row as a report of an import. Raises InputError where it has no id or no sense."""
    identity = row.get("id")
    if not isinstance(identity, str) or not identity.strip():
        raise InputError("a row of an incident has an id")
    name = f"urn:tocsin:import:{via}:{identity}"[:400]
    try:
        published = from_iso(_word(row.get("first_reported")))
        document = address("document", name, None, _word(row.get("last_changed")), via)
        report, coder = report_id(document, Span(0, 0)), f"{format_} via {via}"
        probability = _number(row.get("probability"))
        sure = 0.5 if probability is None else min(1.0, max(0.0, probability))
        statements = tuple(
            Statement(report, property_, value, said_by=by or via, kind="assessment", origin="import")
            for property_, value, by in _values(row)
        )
    except (ValueError, TypeError) as error:
        raise InputError(f"the row of {identity[:80]} is not understood: {error}"[:300]) from None
    made = Report(document, Span(0, 0), sure, statements, coder, "import")
    coding = Coding(document, True, sure, None, True, (made,), coder=coder)
    told = Document(name, "", None, published, None, None, f"import {via}")
    return Received(document, told, coding, sketch(""), Source(f"import {via}", via, kind="partner"))


def _values(row: Row) -> Iterator[tuple[str, Any, str | None]]:
    for column, property_ in _CODES.items():
        for code in _list(row.get(column)):
            if code in LISTS[property_] and code != "unknown":
                yield property_, code, None
    if (start := _word(row.get("date_start"))) is not None:
        end = _word(row.get("date_end")) or start
        precision = _word(row.get("date_precision")) or "day"
        date.fromisoformat(start), date.fromisoformat(end)
        if precision in DATE_PRECISIONS and start <= end:
            yield "date", {"start": start, "end": end, "precision": precision}, None
    if (place := _place(row)) is not None:
        yield "place", place, None
    for name in _TOLLS:
        known = {key: _count(row.get(f"{name}_{key}")) for key in ("low", "best", "high")}
        if any(n is not None for n in known.values()):
            yield name, known, None
    yield from _claims(row)


def _place(row: Row) -> dict[str, Any] | None:
    country, lat, lon = _word(row.get("country")), _number(row.get("lat")), _number(row.get("lon"))
    if country is None and lat is None:
        return None
    pointed = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180
    precision = _word(row.get("place_precision"))
    return {
        "name": _word(row.get("place")), "admin1": _word(row.get("admin1")), "country": country,
        "lat": lat if pointed else None, "lon": lon if pointed else None,
        # A point without a radius would be a false point: then it is somewhere in the province.
        "radius_km": (_number(row.get("radius_km")) or 100.0) if pointed else None,
        "precision": precision if precision in PLACE_PRECISIONS else "province" if pointed else "country",
        "alternatives": [],
    }  # fmt: skip


def _claims(row: Row) -> Iterator[tuple[str, Any, str | None]]:
    """Read "Name (relation, says somebody)", as `release.tables.flat` writes it."""
    for text in _list(row.get("groups")):
        name, _, rest = text.rpartition(" (")
        relation, _, by = rest.rstrip(")").partition(", says ")
        if name and relation in RELATIONS:
            yield "group", {"name": name[:200], "relation": relation}, by[:200] or None


def _list(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return [part for part in value if isinstance(part, str)] if isinstance(value, (list, tuple)) else []


def _word(value: Any) -> str | None:
    """Return a text; one that was guarded against spreadsheets loses its guard."""
    if not isinstance(value, str) or not value.strip():
        return None
    text = value[1:] if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@", "\t", "\r") else value
    return text[:300]


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or value in (None, ""):
        return None
    found = float(value)
    return found if abs(found) < 1e9 else None


def _count(value: Any) -> int | None:
    found = _number(value)
    return None if found is None or found < 0 else int(found)
