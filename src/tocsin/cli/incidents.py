"""`tocsin incidents`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.options import as_of_option, desk_option, format_option
from tocsin.cli.within import within, within_options

if TYPE_CHECKING:
    from tocsin.audit import Audited
    from tocsin.definitions import Definition
    from tocsin.model import Count, Incident

COLUMNS = {
    "id": "id", "day": "date", "where": "place", "attack_types": "attack", "target_types": "target",
    "outcome": "outcome", "killed": "killed", "injured": "injured", "sources": "sources",
}  # fmt: skip


@click.command()
@as_of_option
@click.option("--definition", metavar="NAME", help="Only those that this rule includes, or may include.")
@click.option(
    "--parts", is_flag=True, help="Show which are parts of one attack, and count those as one beside apart."
)
@within_options
@format_option("table", "csv", "json", "jsonl", "parquet", "geojson")
@desk_option
def incidents(
    as_of: datetime | None, definition: str | None, parts: bool, since: datetime | None,
    until: datetime | None, country: str | None, format_: str, folder: Path,
) -> None:  # fmt: skip
    """List the incidents: all of them, or those of a definition, a time, a country, or as believed then.

    \b
    Examples:
      tocsin incidents
      tocsin incidents --as-of 2016-07-15T12:00Z --country FR
      tocsin incidents --definition protected-targets --format geojson > map.geojson
      tocsin incidents --parts --since 2016-07-01
    """
    from tocsin.audit import chosen
    from tocsin.cli.parts import counted
    from tocsin.cli.progress import busy
    from tocsin.cli.seen import seen
    from tocsin.definitions import load
    from tocsin.desk import Desk

    rule = load(definition) if definition else None
    with busy("gathering the incidents"), Desk.open(folder, read_only=True) as desk:
        record = seen(desk, format_)
        if parts or format_ in ("json", "jsonl"):
            # Linked before anything is left out: what joins two parts may be outside of what is asked for.
            every = record.linked(record.incidents(as_of=as_of))
            found = [i for i in every if rule is None or rule.test(i) != "no"]
        else:
            found = record.incidents(as_of=as_of, definition=rule)
        audit = chosen(desk.record.audits.told(), rule.name if rule else None)
    kept = within(found, since, until, country)
    _write(sorted(kept, key=_by_day), format_, rule, audit, parts=parts)
    if parts:
        click.echo(f"tocsin: {counted(kept)}", err=True)
    if format_ in ("csv", "parquet"):
        # A table has no place of its own for what is said of the whole.
        click.echo(f"tocsin: {audit.line}", err=True)
    if not kept:
        click.echo(f"tocsin: {_nothing(len(found))}", err=True)


def _by_day(incident: Incident) -> tuple[str, str]:
    return str(incident.date.start or "9999"), incident.id


def _nothing(others: int) -> str:
    if others:
        return f"none of the {others} incidents is within what was asked for"
    return "no incident: nothing that was read by then reports one; see: tocsin doctor"


def _write(
    found: list[Incident], format_: str, rule: Definition | None, audit: Audited, *, parts: bool
) -> None:
    from tocsin.cli import output
    from tocsin.release import coarsen
    from tocsin.release.tables import FLAT, flat

    if format_ in ("csv", "parquet", "geojson"):
        # Made to be handed on: what leaves the node leaves with places coarsened (docs/rights.md).
        now = datetime.now(UTC)
        found = [coarsen(i, now) for i in found]
    if format_ == "table":
        rows = [_short(i) | ({"in": rule.test(i)} if rule else {}) for i in found]
        columns = {**COLUMNS, "in": "included"} if rule else COLUMNS
        columns = {**columns, "with": "with"} if parts else columns
        output.write_table(
            rows, columns, right=("killed", "injured", "sources"),
            spare=("target_types", "outcome", "sources", "injured", "attack_types"),
        )  # fmt: skip
    elif format_ == "csv":
        output.write_csv((flat(i) for i in found), FLAT)
    elif format_ == "parquet":
        output.write_parquet((flat(i) for i in found), FLAT)
    elif format_ == "json":
        output.write_json(i.to_json() for i in found)
    elif format_ == "geojson":
        output.write_geojson(found, audit.to_json())
    else:
        output.write_json_lines(i.to_json() for i in found)


def _short(i: Incident) -> dict[str, Any]:
    from tocsin.taxonomy import label

    where = ", ".join(part for part in (i.place.name, i.place.country) if part)
    return {
        "id": i.id, "day": _days(i), "where": where or None,
        "attack_types": [label("attack_type", code) for code in i.attack_types],
        "target_types": [label("target_type", code) for code in i.target_types],
        "outcome": i.outcome, "killed": span(i.killed), "injured": span(i.injured), "sources": i.sources,
        "with": [p.id for p in i.coordinated.parts if p.id != i.id] if i.coordinated else None,
    }  # fmt: skip


def _days(i: Incident) -> str | None:
    if i.date.start is None:
        return None
    if i.date.end in (None, i.date.start):
        return i.date.start.isoformat()
    same_month = (i.date.end.year, i.date.end.month) == (i.date.start.year, i.date.start.month)
    return f"{i.date.start.isoformat()}/{i.date.end:%d}" if same_month else f"{i.date.start}/{i.date.end}"


def span(count: Count | None) -> str | None:
    """Return a toll in the words of the brief ("84", "84 (80–86)", "at least 30"); None where unknown."""
    from tocsin.brief.words import toll

    return None if count is None else toll(count)
