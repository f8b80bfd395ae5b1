"""`tocsin sources`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from tocsin.cli.options import desk_option, format_option

COLUMNS = {
    "id": "id", "country": "in", "language": "lang", "kind": "kind", "verified": "polled well",
    "last_success": "last success", "failures": "failures", "per_day": "items/day", "usual": "usually",
}  # fmt: skip


@click.command()
@format_option("table", "csv", "json", "jsonl")
@desk_option
def sources(format_: str, folder: Path) -> None:
    """List the feeds that `tocsin watch` polls: where each address was seen, and how its polls went.

    A feed is unverified until a poll of yours has succeeded.

    \b
    Examples:
      tocsin sources
      tocsin sources --format csv > feeds.csv
    """
    from tocsin.cli import output
    from tocsin.desk import source_rows

    rows = source_rows(folder, datetime.now(UTC))
    if format_ == "table":
        shown = [{**row, "verified": "yes" if row["verified"] else "not yet"} for row in rows]
        output.write_table(
            shown, COLUMNS, right=("failures", "per_day", "usual"), spare=("kind", "usual", "per_day")
        )
    elif format_ == "csv":
        output.write_csv(rows, tuple(rows[0]) if rows else ())
    elif format_ == "json":
        output.write_json(rows)
    else:
        output.write_json_lines(rows)
