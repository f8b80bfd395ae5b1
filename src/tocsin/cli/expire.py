"""`tocsin expire`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import desk_option

if TYPE_CHECKING:
    from tocsin.desk import Desk
    from tocsin.share.retention import Emptied


@click.command()
@click.option("--days", type=click.IntRange(min=1), help="Keep this many days (default: the desk's setting).")
@desk_option
def expire(days: int | None, folder: Path) -> None:
    """Drop the texts of documents older than the retention rule; URL, hash and short quotes remain.

    What partners brought goes, too, where the time agreed with them (`tocsin share partner --retention`) is
    up: its statements are emptied, and that they were here stays known.

    \b
    Examples:
      tocsin expire --days 365
      tocsin expire
    """
    from tocsin.desk import Desk

    with Desk.open(folder) as desk:
        keep = days or desk.settings.record.retention_days
        agreed = _agreed(desk)
        if not keep and agreed is None:
            raise click.UsageError("no retention rule: give --days N, or set retention_days in tocsin.toml")
        dropped = desk.record.expire_texts(datetime.now(UTC) - timedelta(days=keep)) if keep else 0
    if keep:
        click.echo(
            f"{dropped} source texts older than {keep} days dropped; their URLs, hashes and quotes remain."
        )
    if agreed is not None:
        click.echo(
            f"{agreed.statements} statements and {agreed.objects + agreed.unsettled} objects of partners "
            "emptied; their ids remain."
        )


def _agreed(desk: Desk) -> Emptied | None:
    """Empty what partners' agreements let us keep no longer; None where none of them says how long."""
    from tocsin.record import now
    from tocsin.share.node import FILE
    from tocsin.share.partnering import sharing_at
    from tocsin.share.retention import expire as empty

    if not (desk.folder / FILE).exists():
        return None
    with sharing_at(desk.record, desk.folder) as sharing:
        limits = [p.agreement.retention_days for p in sharing.partners() if p.agreement]
        emptied = empty(sharing, now())
        told = emptied.statements + emptied.objects + emptied.unsettled
        return emptied if told or any(days is not None for days in limits) else None
