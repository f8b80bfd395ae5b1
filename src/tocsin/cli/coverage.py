"""`tocsin coverage`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.options import as_of_option, desk_option, format_option
from tocsin.cli.within import within, within_options

if TYPE_CHECKING:
    from tocsin.datasets.coverage import Cell
    from tocsin.desk.missed import Missed

LISTS = 5
PAIRS = {"a": "list", "b": "and list", "on_a": "on the first", "on_b": "on the second", "both": "on both"}


@click.command()
@click.option(
    "--by", default="country,month", show_default=True, help="Of country, month, year, with commas; or all."
)
@click.option(
    "--lists", "names", multiple=True, metavar="SOURCE", help="Compare these sources; else the five largest."
)
@click.option("--pairs", is_flag=True, help="The overlap of each two lists instead.")
@click.option("--definition", metavar="NAME", help="Only incidents that this rule includes, or may include.")
@within_options
@as_of_option
@format_option("table", "csv", "json", default="table")
@desk_option
def coverage(
    by: str, names: tuple[str, ...], pairs: bool, definition: str | None, since: datetime | None,
    until: datetime | None, country: str | None, as_of: datetime | None, format_: str, folder: Path,
) -> None:  # fmt: skip
    """Count which sources hold which incidents, and give the range of what all of them missed.

    A source is an outlet or somebody's dataset. What all missed is a range over models, never one figure.

    \b
    Examples:
      tocsin coverage --by country,month
      tocsin coverage --by all --lists "UCDP GED" --lists GTD
      tocsin coverage --by year --country NG --definition deadly-attack
      tocsin coverage --by all --pairs
    """
    from tocsin.audit import chosen
    from tocsin.cli.seen import seen
    from tocsin.datasets.coverage import BY, lists_of
    from tocsin.datasets.coverage import coverage as counted
    from tocsin.definitions import load
    from tocsin.desk import Desk

    parts = [] if by == "all" else [part.strip() for part in by.split(",")]
    if unknown := [part for part in parts if part not in BY]:
        raise click.UsageError(f"--by {unknown[0]}: choose of {', '.join(BY)}, or all")
    rule = load(definition) if definition else None
    with Desk.open(folder, read_only=True) as desk:
        audit = chosen(desk.record.audits.told(), rule.name if rule else None)
        every = seen(desk, format_).incidents(as_of=as_of, definition=rule)
    found = within(every, since, until, country)
    lists = names or lists_of(found, LISTS)
    cells = counted(found, lists, parts)
    if pairs:
        _put_pairs(cells, parts, format_)
    else:
        _put(cells, parts, lists, format_)
    _note(len(found), lists)
    click.echo(f"tocsin: {audit.line}", err=True)


def _put(cells: tuple[Cell, ...], parts: list[str], lists: tuple[str, ...], format_: str) -> None:
    from tocsin.cli import output
    from tocsin.desk.missed import missed

    rows = [_row(cell, parts, missed(cell)) for cell in cells]
    if format_ == "json":
        output.write_json(rows)
        return
    flat = [row | _flat(row) for row in rows]
    if format_ == "csv":
        tail = ("missed_low", "missed_high", "missed_at_least", "missed_why")
        output.write_csv(flat, (*parts, "incidents", "on_several", *lists, *tail))
        return
    columns = {part: part for part in parts} | {"incidents": "incidents", "on_several": "on several"}
    columns |= {name: name for name in lists} | {"said": "all of them missed"}
    output.write_table(flat, columns, right=("incidents", "on_several", *lists))


def _row(cell: Cell, parts: list[str], gone: Missed) -> dict[str, Any]:
    from tocsin.release import withheld

    small = withheld(cell.incidents)
    several = sum(n for history, n in cell.histories.items() if sum(history) > 1)
    return {
        **dict(zip(parts, cell.key, strict=True)),
        "incidents": None if small else cell.incidents,
        "on_several": None if small else several,
        "lists": {name: None if small else _on(cell, name) for name in cell.lists},
        "missed": {"low": gone.low, "high": gone.high, "at_least": gone.at_least, "method": gone.method},
        "why": "too few to be told" if small else gone.why,
    }  # fmt: skip


def _on(cell: Cell, name: str) -> dict[str, int]:
    return {"incidents": cell.on(name), "alone": cell.alone(name)}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    gone = row["missed"]
    counts = {name: None if n is None else n["incidents"] for name, n in row["lists"].items()}
    if gone["high"] is None:
        said = row["why"] or "no upper bound"
    else:
        said = f"{gone['low']:,} to {gone['high']:,} (Chao: at least {gone['at_least']:,})"
    told = {f"missed_{key}": gone[key] for key in ("low", "high", "at_least")}
    return {**counts, **told, "missed_why": row["why"], "said": said}


def _put_pairs(cells: tuple[Cell, ...], parts: list[str], format_: str) -> None:
    from tocsin.cli import output
    from tocsin.datasets.coverage import overlap
    from tocsin.release import withheld

    rows = [
        dict(zip(parts, cell.key, strict=True)) | dict(zip(PAIRS, pair, strict=True))
        for cell in cells
        if not withheld(cell.incidents)
        for pair in overlap(cell)
    ]
    columns = {part: part for part in parts} | PAIRS
    if format_ == "json":
        output.write_json(rows)
    elif format_ == "csv":
        output.write_csv(rows, tuple(columns))
    else:
        output.write_table(rows, columns, right=("on_a", "on_b", "both"))


def _note(n: int, lists: tuple[str, ...]) -> None:
    from tocsin.cli.output import plain, plural

    about = f"{plural(n, 'incident')} over {plural(len(lists), 'list')} ({', '.join(lists) or 'none'})"
    caution = "reports of one attack that were not put together make what was missed look larger than it is"
    click.echo(plain(f"tocsin: {about}; {caution}"), err=True)
