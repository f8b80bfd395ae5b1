"""Rows out: table, CSV, JSON, JSON Lines, Parquet, GeoJSON. Hostile text stays inert in each."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from tocsin.errors import MissingExtraError, UserError
from tocsin.release.inert import plain as plain

if TYPE_CHECKING:
    from tocsin.model import Incident

Row = Mapping[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def console(*, stderr: bool = False) -> Any:
    """Return a rich console; colours only at a terminal and without NO_COLOR."""
    from rich.console import Console

    # Without a terminal there is no width to keep to: a table in a file or a pipe keeps its rows whole.
    width = None if _terminal(stderr=stderr) else 200
    return Console(stderr=stderr, highlight=False, width=width)


def _terminal(*, stderr: bool) -> bool:
    return (sys.stderr if stderr else sys.stdout).isatty()


def plural(n: int, noun: str) -> str:
    """Return "1 report", "2 reports"."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def write_json_lines(rows: Iterable[Row]) -> None:
    """Write one JSON object a line."""
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def write_json(rows: Iterable[Row]) -> None:
    """Write one JSON array."""
    click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2))


def write_csv(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Write CSV with a header; a cell that a spreadsheet would run as a formula gets a quote before it."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(item) for item in value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def write_parquet(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Write Parquet to stdout (a file or a pipe, not a terminal)."""
    try:
        import polars
    except ImportError as error:
        raise MissingExtraError("Parquet", "tables") from error
    if _terminal(stderr=False):
        raise UserError("Parquet is not for a terminal: add > FILE.parquet")
    flat = [{column: _flat(row.get(column)) for column in columns} for row in rows]
    polars.DataFrame(flat, infer_schema_length=None).write_parquet(sys.stdout.buffer)


def _flat(value: Any) -> Any:
    return "; ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else value


def write_table(rows: Iterable[Row], columns: Mapping[str, str], *, right: Iterable[str] = ()) -> None:
    """Write a table for a person: `columns` maps keys to headings; those in `right` are numbers."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    numbers = set(right)
    for key, heading in columns.items():
        table.add_column(heading, justify="right" if key in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(_shown(row.get(key)))) for key in columns))
    console().print(table)


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    return ", ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else str(value)


def write_geojson(found: Sequence[Incident]) -> None:
    """Write a FeatureCollection (RFC 7946; lon, lat): a point never without its radius in kilometres.

    Incidents whose place is unresolved have a null geometry; they are not left out. The foreign members
    `attribution` and `missing` say where the places come from and what the file does not hold.
    """
    from tocsin.places import ATTRIBUTION

    features = []
    for incident in found:
        data = incident.to_json()
        del data["statements"]
        place = incident.place
        point = None if place.lat is None else {"type": "Point", "coordinates": [place.lon, place.lat]}
        features.append({"type": "Feature", "id": incident.id, "geometry": point, "properties": data})
    collection = {
        "type": "FeatureCollection",
        "features": features,
        "attribution": ATTRIBUTION,
        "missing": "Only what the documents read by this desk reported; attacks that none of them told of, "
        "or that were told only in languages the coder does not read, are not here.",
    }
    click.echo(json.dumps(collection, ensure_ascii=False))
