"""`tocsin documents`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.options import desk_option, format_option

if TYPE_CHECKING:
    from tocsin.record import DocumentRow

COLUMNS = {
    "published": "published", "source": "source", "language": "lang", "reports": "reports",
    "reason": "left out because", "title": "title",
}  # fmt: skip
FIELDS = (
    "url", "title", "source", "published", "language", "relevant", "probability", "understood", "reports",
    "reason", "flags", "current", "withdrawn", "expired", "error", "text",
)  # fmt: skip


@click.command()
@format_option("table", "csv", "json", "jsonl", "parquet")
@desk_option
def documents(format_: str, folder: Path) -> None:
    """List every document that came in, the rejected and the syndicated included.

    \b
    Examples:
      tocsin documents
      tocsin documents --format jsonl > documents.jsonl
    """
    from tocsin.cli import output
    from tocsin.cli.seen import seen
    from tocsin.desk import Desk

    with Desk.open(folder, read_only=True) as desk:
        rows = [_row(row) for row in seen(desk, format_).documents()]
        stored = {row["url"] for row in rows}
        # One that was read well since is listed as what it is now.
        rows += [
            {"url": r.name, "where": r.where, "error": r.reason, "title": f"({r.where})", "reason": r.reason}
            for r in desk.record.rejections()
            if r.name not in stored
        ]
    if format_ == "table":
        shown = [{**row, "reason": "withdrawn"} if row.get("withdrawn") else row for row in rows]
        output.write_table(shown, COLUMNS, right=("reports",), spare=("language", "published", "source"))
    elif format_ == "csv":
        output.write_csv(rows, FIELDS)
    elif format_ == "parquet":
        output.write_parquet(rows, FIELDS)
    elif format_ == "json":
        output.write_json(rows)
    else:
        output.write_json_lines(rows)


def _row(row: DocumentRow) -> dict[str, Any]:
    from tocsin.model import iso

    document = row.document
    probability = None if row.probability is None else round(row.probability, 4)
    return {
        "url": document.name, "title": document.title, "source": document.source,
        "published": iso(document.published), "language": row.language or document.language,
        "relevant": row.relevant, "probability": probability, "understood": row.understood,
        "reports": row.reports, "reason": row.reason, "flags": list(document.flags),
        "current": row.current, "withdrawn": row.withdrawn, "expired": row.expired, "text": document.text,
    }  # fmt: skip
