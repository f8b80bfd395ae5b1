"""Incidents into files of each format and back; which format a file is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tocsin.audit import NOT_AUDITED, Audited
from tocsin.errors import InputError, MissingExtraError
from tocsin.model import canonical
from tocsin.release.tables import FLAT, cell, collection, flat, joined
from tocsin.share import cap, misp
from tocsin.share.codebook import HEADINGS, codebook
from tocsin.share.rows import read_row
from tocsin.share.stix import Writer
from tocsin.share.stix_reading import Brought, read_bundle
from tocsin.share.strict_json import LARGEST, loads
from tocsin.share.view import Seen

FORMATS: Final = ("stix", "misp", "misp-feed", "cap", "geojson", "csv", "parquet")
FOLDERS: Final = frozenset({"misp", "misp-feed", "cap"})
"""The formats that are one file an incident, in a folder."""


def write(
    format_: str, seen: Sequence[Seen], writer: Writer, place: Path, *,
    judgements: Iterable[Mapping[str, Any]], released_by: str = "", audit: Audited = NOT_AUDITED,
) -> None:  # fmt: skip
    """Write incidents to `place`: a file, or a folder for the formats of `FOLDERS`.

    `audit` stands in GeoJSON as a foreign member, beside tables in the codebook.
    """
    if format_ in FOLDERS:
        place.mkdir(parents=True, exist_ok=True)
    if format_ == "stix":
        place.write_bytes(canonical(writer.bundle(seen, judgements)).encode() + b"\n")
    elif format_ == "misp":
        for each in seen:
            body = json.dumps(misp.event(each, writer.node), ensure_ascii=False, indent=1)
            (place / f"{each.incident.id}.json").write_text(body + "\n", encoding="utf-8")
    elif format_ == "misp-feed":
        misp.feed(seen, writer.node, place)
    elif format_ == "cap":
        for each in seen:
            data = cap.alert(each, writer.node, released_by=released_by)
            (place / f"{each.incident.id}.xml").write_bytes(data)
    elif format_ == "geojson":
        place.write_text(
            "".join(collection((each.incident for each in seen), audit.to_json())) + "\n", encoding="utf-8"
        )
    else:
        _write_table(format_, seen, place, audit)


def read(path: Path, via: str) -> Brought:
    """Return what a file of any of the formats says; a folder is read file by file.

    Raises InputError where nothing of it is understood.
    """
    if path.is_dir():
        every = Brought()
        for inner in sorted(p for p in path.iterdir() if p.suffix in (".json", ".xml")):
            if inner.name != "manifest.json":
                _extend(every, read(inner, via))
        return every
    if path.suffix == ".parquet":
        return _rows(_parquet(path), via, "parquet")
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST // 1_000_000} MB and was not read")
    data = path.read_bytes()
    if path.suffix == ".csv":
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
        return _rows(rows, via, "csv")
    if path.suffix == ".xml":
        return _rows([cap.read_alert(data)], via, "cap")
    return _read_json(loads(data), path, via)


def _read_json(data: Any, path: Path, via: str) -> Brought:
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "bundle" or (isinstance(data, dict) and "objects" in data):
        return read_bundle(data, via)
    if kind == "FeatureCollection":
        return _rows(
            (_feature_row(f) for f in data.get("features", []) if isinstance(f, dict)), via, "geojson"
        )
    if isinstance(data, dict) and "Event" in data:
        return _rows([misp.read_event(data)], via, "misp")
    raise InputError(f"{path} is none of {', '.join(FORMATS)}")


def _rows(rows: Iterable[Mapping[str, Any]], via: str, format_: str) -> Brought:
    brought = Brought()
    for row in rows:
        try:
            brought.reports.append(read_row(row, via, format_))
        except InputError as error:
            brought.left_out.append((str(row.get("id"))[:80], str(error)))
    return brought


def _extend(every: Brought, more: Brought) -> None:
    every.reports += more.reports
    every.judgements += more.judgements
    every.left_out += more.left_out


def _feature_row(feature: Mapping[str, Any]) -> dict[str, Any]:
    data = feature.get("properties")
    row = dict(data) if isinstance(data, dict) else {}
    for name, prefix in (("date", "date_"), ("killed", "killed_"), ("injured", "injured_"),
                         ("perpetrators_killed", "perpetrators_killed_")):  # fmt: skip
        inner = row.pop(name, None)
        if isinstance(inner, dict):
            row |= {f"{prefix}{key}": value for key, value in inner.items()}
    place = row.pop("place", None)
    if isinstance(place, dict):
        row |= {key: place.get(key) for key in ("admin1", "country", "lat", "lon", "radius_km")}
        row |= {"place": place.get("name"), "place_precision": place.get("precision")}
    groups = row.get("groups")
    if isinstance(groups, list):
        named = [g for g in groups if isinstance(g, dict)]
        row["groups"] = [f"{g.get('name')} ({g.get('relation')}, says {g.get('said_by')})" for g in named]
    return row


def _write_table(format_: str, seen: Sequence[Seen], place: Path, audit: Audited) -> None:
    rows = [flat(each.incident) for each in seen]
    if format_ == "csv":
        with place.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(FLAT)
            table.writerows([cell(row.get(column)) for column in FLAT] for row in rows)
    else:
        _polars().DataFrame(
            [{column: joined(row.get(column)) for column in FLAT} for row in rows],
            schema=None if rows else dict.fromkeys(FLAT, _polars().String), infer_schema_length=None,
        ).write_parquet(place)  # fmt: skip
    book = place.with_suffix(".codebook.csv")
    with book.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEADINGS)
        table.writerows(codebook())
        table.writerow(("", "note", audit.line, ""))


def _parquet(path: Path) -> Iterable[Mapping[str, Any]]:
    polars = _polars()
    try:
        rows: list[dict[str, Any]] = polars.read_parquet(path).to_dicts()
    except polars.exceptions.PolarsError as error:
        raise InputError(f"{path} is no Parquet: {error}"[:200]) from None
    return rows


def _polars() -> Any:
    try:
        import polars
    except ImportError as error:
        raise MissingExtraError("Parquet", "tables") from error
    return polars
