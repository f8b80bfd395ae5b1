"""Rows out: table, CSV, JSON, JSON Lines, Parquet, GeoJSON. Hostile text stays inert in each."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from tocsin.errors import MissingExtraError, UserError
from tocsin.release.inert import plain as plain
from tocsin.release.tables import cell, collection, joined

if TYPE_CHECKING:
    from tocsin.model import Incident

Row = Mapping[str, Any]
GAP = 3
"""The space between two columns of a table."""
LONG_WORD = 24
"""A longer word (an address) may be broken."""


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
        writer.writerow([cell(row.get(column)) for column in columns])


def write_parquet(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Write Parquet to stdout (a file or a pipe, not a terminal)."""
    try:
        import polars
    except ImportError as error:
        raise MissingExtraError("Parquet", "tables") from error
    if _terminal(stderr=False):
        raise UserError("Parquet is not for a terminal: add > FILE.parquet")
    flat = [{column: joined(row.get(column)) for column in columns} for row in rows]
    # Made whole first: polars has an error of its own for a reader of the pipe that goes away.
    made = io.BytesIO()
    polars.DataFrame(flat, infer_schema_length=None).write_parquet(made)
    sys.stdout.buffer.write(made.getvalue())
    sys.stdout.buffer.flush()


def write_table(
    rows: Iterable[Row], columns: Mapping[str, str], *, right: Iterable[str] = (), spare: Iterable[str] = ()
) -> None:
    """Write a table for a person: `columns` maps keys to headings; those in `right` are numbers.

    At a terminal too narrow for whole words, the columns in `spare` are left out, the first first, and named.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    screen = console()
    cells = [{key: plain(_shown(row.get(key))) for key in columns} for row in rows]
    kept = _fitting(cells, columns, spare if _terminal(stderr=False) else (), screen.width)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    numbers = set(right)
    for key, width in kept.items():
        table.add_column(
            columns[key], justify="right" if key in numbers else "left", overflow="fold", width=width
        )
    for row in cells:
        table.add_row(*(Text(row[key]) for key in kept))
    screen.print(table)
    if left_out := [heading for key, heading in columns.items() if key not in kept]:
        screen.print(Text(f"too narrow for: {', '.join(left_out)}; --format csv has them", style="dim"))


def _fitting(
    cells: Sequence[Mapping[str, str]], columns: Mapping[str, str], spare: Iterable[str], width: int
) -> dict[str, int]:
    """Return the columns whose longest words stand side by side within `width`, with their widths."""
    least = {key: _least(cells, key, heading) for key, heading in columns.items()}
    for key in spare:
        if sum(least.values()) + GAP * len(least) <= width:
            break
        del least[key]
    room = width - sum(least.values()) - GAP * len(least)
    widths = dict(least)
    # The column that lacks least is made whole first: more lines stay single.
    lacks = {key: max(len(text) for text in (columns[key], *(row[key] for row in cells))) for key in least}
    for key in sorted(least, key=lambda key: lacks[key] - least[key]):
        grown = min(max(room, 0), lacks[key] - least[key])
        widths[key] += grown
        room -= grown
    return widths


def _least(cells: Sequence[Mapping[str, str]], key: str, heading: str) -> int:
    words = [word for row in cells for word in row[key].split()]
    return min(max(map(len, [*words, *heading.split()])), LONG_WORD)


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    return ", ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else str(value)


def write_geojson(found: Sequence[Incident], audit: Mapping[str, Any]) -> None:
    """Write a FeatureCollection (RFC 7946; lon, lat): a point never without its radius in kilometres.

    Incidents whose place is unresolved have a null geometry; they are not left out. The foreign members
    `attribution`, `missing` and `audit` say where the places come from, what the file does not hold, and how
    right the record was found.
    """
    click.echo("".join(collection(found, dict(audit))))
