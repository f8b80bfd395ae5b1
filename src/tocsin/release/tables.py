"""Incidents as rows and features for whoever takes them along: CSV, Parquet, GeoJSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tocsin.language import mark
from tocsin.model import Incident

FLAT: Final = (
    "id", "title", "date_start", "date_end", "date_precision", "place", "admin1", "country", "lat", "lon",
    "radius_km", "place_precision", "attack_types", "weapon_types", "target_types", "outcome",
    "killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high",
    "perpetrators_killed_best", "groups", "scope", "probability", "reports", "sources", "documents",
    "first_reported", "last_changed", "as_of",
)  # fmt: skip
"""The columns of a table of incidents."""
MISSING: Final = mark(
    "Only what the documents read by this desk reported; attacks that none of them told of, "
    "or that were told only in languages the coder does not read, are not here."
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def flat(i: Incident) -> dict[str, Any]:
    """Return an incident as one row of `FLAT`; lists stay lists."""
    data = i.to_json()
    row = {key: data[key] for key in FLAT if key in data and key not in ("place", "groups")}
    row |= {f"date_{key}": value for key, value in data["date"].items()}
    row |= {key: data["place"][key] for key in ("admin1", "country", "lat", "lon", "radius_km")}
    row |= {"place": i.place.name, "place_precision": i.place.precision}
    for name in ("killed", "injured", "perpetrators_killed"):
        row |= {f"{name}_{key}": value for key, value in (data[name] or {}).items()}
    row["groups"] = [f"{g.name} ({g.relation}, says {g.said_by})" for g in i.groups]
    return row


def cell(value: Any) -> Any:
    """Return a value as it goes into CSV: one that a spreadsheet would run as a formula gets a quote."""
    value = joined(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def joined(value: Any) -> Any:
    """Return a list as one text, anything else as it is."""
    return "; ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else value


def feature(incident: Incident) -> dict[str, Any]:
    """Return a GeoJSON feature (RFC 7946; lon, lat); an unresolved place has a null geometry."""
    data = incident.to_json()
    del data["statements"]
    place = incident.place
    point = None if place.lat is None else {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {"type": "Feature", "id": incident.id, "geometry": point, "properties": data}


def collection(incidents: Iterable[Incident], audit: dict[str, Any] | None = None) -> Iterator[str]:
    """Yield the text of a FeatureCollection, a feature at a time.

    The foreign members `attribution`, `missing` and `audit` say where the places come from, what is not here,
    and how right the record was found (None: not said).
    """
    from tocsin.places import ATTRIBUTION

    yield '{"type": "FeatureCollection", "features": ['
    for number, incident in enumerate(incidents):
        yield (", " if number else "") + json.dumps(feature(incident), ensure_ascii=False)
    ending = {"attribution": ATTRIBUTION, "missing": MISSING} | ({"audit": audit} if audit else {})
    yield "], " + json.dumps(ending, ensure_ascii=False)[1:]
