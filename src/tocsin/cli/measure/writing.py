"""Estimates out: as text for a person, as rows for a program, as a chart."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tocsin.measure import Estimate, Grid

COLUMNS = (
    "quantity", "value", "low", "high", "unit", "level", "n", "exposure", "exposure_unit", "definition",
    "as_of", "method", "seed", "audit", "sentence",
)  # fmt: skip
_WIDTH = 100
_MARKS = {True: "holds", False: "fails", None: "untested"}


def write(found: Estimate | Sequence[Estimate] | Grid, format_: str, plot: Path | None) -> None:
    """Write one estimate, several, or a grid in `format_`, and its chart to `plot`."""
    from tocsin.cli import output
    from tocsin.measure import Estimate, Grid

    estimates = (
        [found]
        if isinstance(found, Estimate)
        else list(found.rows.values() if isinstance(found, Grid) else found)
    )
    rows = [estimate.to_json() for estimate in estimates]
    if isinstance(found, Grid):
        rows = [{"row": name, **row} for name, row in zip(found.rows, rows, strict=True)]
    columns = ("row", *COLUMNS) if isinstance(found, Grid) else COLUMNS
    if format_ == "json":
        output.write_json(rows)
    elif format_ == "jsonl":
        output.write_json_lines(rows)
    elif format_ in ("csv", "parquet"):
        flat = [row | {"audit": row["audit"] and row["audit"]["line"]} for row in rows]
        (output.write_csv if format_ == "csv" else output.write_parquet)(flat, columns)
    elif isinstance(found, Grid):
        _grid(found)
    else:
        click.echo("\n\n".join(_text(estimate) for estimate in estimates))
    if plot is not None:
        _draw(found if isinstance(found, Grid) else estimates, plot)


def _draw(found: Any, path: Path) -> None:
    from tocsin.measure import Grid
    from tocsin.measure.estimate import intervals, save

    if isinstance(found, Grid) or len(found) == 1:
        save(found.plot() if isinstance(found, Grid) else found[0].plot(), path)
    else:
        save(intervals(found[0].quantity, {e.quantity: e for e in found}), path)
    click.echo(f"chart written to {path}", err=True)


def _text(estimate: Estimate) -> str:
    """Return the answer first, then what it rests on, then what was checked."""
    head = f"{estimate.quantity[:1].upper()}{estimate.quantity[1:]}: {estimate.amount}"
    lines = [head, *_lines("rests on", _grounds(estimate)), *_lines("method", [estimate.method])]
    if estimate.width:
        shares = ", ".join(f"{name} {share:.0%}" for name, share in estimate.width.items())
        lines += _lines("width", [f"of the interval comes from {shares}".replace("%", " %")])
    lines += _lines("note", estimate.notes)
    if estimate.audit is not None:
        lines += _lines("audit", [str(estimate.audit["line"]).removeprefix("audit: ")])
    for mark in (False, None, True):
        told = [c.detail or c.name for c in estimate.checks if c.passed is mark]
        lines += _lines(_MARKS[mark], told)
    return "\n".join([*lines, *_lines("assumes", estimate.assumptions)])


def _grounds(estimate: Estimate) -> list[str]:
    from tocsin.model import iso

    grounds = [f"{estimate.n:,} event{'s' * (estimate.n != 1)}{estimate._exposure()}"]
    if "window" in estimate.details:
        grounds[0] += f", {estimate.details['window']}"
    if estimate.definition:
        grounds.append(f"definition {estimate.definition}")
    grounds.append(f"as of {iso(estimate.as_of)}" if estimate.as_of else "the record as it is now")
    return ["; ".join(grounds)]


def _lines(label: str, texts: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for text in texts:
        first = f"  {label:<9} " if not lines else " " * 12
        lines += textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=" " * 12)
    return lines


def _grid(grid: Grid) -> None:
    from tocsin.cli.output import write_table
    from tocsin.model import figures

    rows = [
        {"row": name, "n": str(e.n), "value": None if e.value is None else figures(e.value, e.unit),
         "low": None if e.low is None else figures(e.low, e.unit),
         "high": None if e.high is None else figures(e.high, e.unit),
         "method": e.method.split("(")[0].strip()}
        for name, e in grid.rows.items()
    ]  # fmt: skip
    first = next(iter(grid.rows.values()))
    level = f"{first.level:.0%}".replace("%", " %")
    columns = {"row": "definition, window", "n": "n", "value": f"{first.quantity} ({first.unit})",
               "low": f"low {level}", "high": f"high {level}", "method": "interval"}  # fmt: skip
    write_table(rows, columns, right=("n", "value", "low", "high"), spare=("method",))
    click.echo(str(grid))
    if first.audit is not None:
        click.echo(str(first.audit["line"]))
