"""`tocsin merge A B` and `tocsin split ID REPORT...`: a person's judgements, which later runs respect."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from tocsin.cli.options import desk_option


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--by", default=getpass.getuser, show_default="your login", help="Who decides.")
@click.option("--note", help="Why.")
@desk_option
def merge(a: str, b: str, by: str, note: str | None, folder: Path) -> None:
    """Say that the incidents A and B are one. Both ids go on working. `tocsin split` takes it back.

    \b
    Example:
      tocsin merge 3f2a91 77b0e2 --note "same lorry, other name of the street"
    """
    from tocsin.cli.claims import follow
    from tocsin.cli.output import plain, plural
    from tocsin.desk import Desk, merged

    with Desk.open(folder) as desk:
        incident = merged(desk, a, b, by=by, note=note)
        follow(desk.record)
    click.echo(plain(f"{incident.id}: {incident.title} ({plural(len(incident.reports), 'report')})"))


@click.command()
@click.argument("id_", metavar="ID")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--by", default=getpass.getuser, show_default="your login", help="Who decides.")
@click.option("--note", help="Why.")
@desk_option
def split(id_: str, reports: tuple[str, ...], by: str, note: str | None, folder: Path) -> None:
    """Say that each REPORT (an id or its start, from `tocsin show ID`) does not belong to incident ID.

    \b
    Example:
      tocsin split 3f2a91 c41d90 --note "another town of that name"
    """
    from tocsin.cli.claims import follow
    from tocsin.cli.output import plain, plural
    from tocsin.desk import Desk, separated

    with Desk.open(folder) as desk:
        incidents = separated(desk, id_, reports, by=by, note=note)
        follow(desk.record)
    for incident in incidents:
        click.echo(plain(f"{incident.id}: {incident.title} ({plural(len(incident.reports), 'report')})"))
