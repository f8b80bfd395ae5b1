"""`tocsin expire`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from tocsin.cli.options import desk_option


@click.command()
@click.option("--days", type=click.IntRange(min=1), help="Keep this many days (default: the desk's setting).")
@desk_option
def expire(days: int | None, folder: Path) -> None:
    """Drop the texts of documents older than the retention rule; URL, hash and short quotes remain.

    \b
    Example:
      tocsin expire --days 365
    """
    from tocsin.desk import Desk

    with Desk.open(folder) as desk:
        keep = days or desk.settings.record.retention_days
        if not keep:
            raise click.UsageError("no retention rule: give --days N, or set retention_days in tocsin.toml")
        dropped = desk.record.expire_texts(datetime.now(UTC) - timedelta(days=keep))
    click.echo(
        f"{dropped} source texts older than {keep} days dropped; their URLs, hashes and quotes remain."
    )
