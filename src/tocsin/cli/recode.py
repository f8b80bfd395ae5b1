"""`tocsin recode`."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import desk_option


@click.command()
@desk_option
def recode(folder: Path) -> None:
    """Code again every document that an older coder has coded; its statements stay, superseded.

    \b
    Example:
      tocsin recode --desk my-desk
    """
    from tocsin.cli.claims import follow
    from tocsin.cli.progress import progress
    from tocsin.desk import Desk

    with Desk.open(folder) as desk, progress() as show:
        account = desk.recode(show)
        follow(desk.record)
    click.echo(f"{account.new} documents coded again; {account.reports} reports of attacks in them.")
