"""`tocsin watch`."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import desk_option


@click.command()
@click.option("--once", is_flag=True, help="One round, then stop.")
@click.option("--interval", type=click.IntRange(min=60), help="Seconds between rounds (default: the desk's).")
@click.option("--only", multiple=True, metavar="ID", help="Only this feed of the list; may be repeated.")
@desk_option
def watch(once: bool, interval: int | None, only: tuple[str, ...], folder: Path) -> None:
    """Poll the desk's feeds, politely: conditional requests, robots.txt, one host at a time, back-off.

    \b
    Examples:
      tocsin watch --once
      tocsin watch --interval 1800
      tocsin watch --once --only un-news-en
    """
    from tocsin.cli.output import plain, plural
    from tocsin.desk import watching

    if not once:
        click.echo("watching: each feed is asked when it is due; Ctrl-C stops", err=True)
    visits = watching(
        folder, lambda visit: click.echo(plain(visit.sentence())), once=once, interval=interval, only=only
    )
    if once:
        well = sum(visit.ok for visit in visits)
        new = sum(visit.new for visit in visits)
        click.echo(f"{well} of {plural(len(visits), 'feed')} answered; {plural(new, 'new document')}.")
        if visits and not well:
            click.echo("tocsin: no feed answered: is this computer on a network?", err=True)
