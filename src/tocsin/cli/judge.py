"""A person's judgements, which later runs respect: merge, split, link, unlink."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import Command, decision_options, undo_option

if TYPE_CHECKING:
    from tocsin.desk.deciding import Linking


def _pair(command: Command) -> Command:
    return click.argument("a")(click.argument("b")(command))


_undoable = undo_option("Take what was said of the two back: the reports decide again.")


@click.command()
@_pair
@decision_options
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
@decision_options
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


@click.command()
@_pair
@_undoable
@decision_options
def link(a: str, b: str, by: str, note: str | None, undo: bool, folder: Path) -> None:
    """Say that the incidents A and B are parts of one coordinated attack. Each stays an incident of its own.

    \b
    Examples:
      tocsin link 3f2a91 77b0e2 --note "one cell, prosecutors say"
      tocsin link 3f2a91 77b0e2 --undo
    """
    _decide(a, b, "undecided" if undo else "linked", by, note, folder)


@click.command()
@_pair
@_undoable
@decision_options
def unlink(a: str, b: str, by: str, note: str | None, undo: bool, folder: Path) -> None:
    """Say that the incidents A and B are not parts of one attack; they are not linked through others either.

    \b
    Examples:
      tocsin unlink 3f2a91 77b0e2 --note "two men who did not know one another"
      tocsin unlink 3f2a91 77b0e2 --undo
    """
    _decide(a, b, "undecided" if undo else "unlinked", by, note, folder)


def _decide(a: str, b: str, verdict: Linking, by: str, note: str | None, folder: Path) -> None:
    from tocsin.cli.parts import summary
    from tocsin.desk import Desk, linked

    with Desk.open(folder) as desk:
        incident = linked(desk, a, b, verdict, by=by, note=note)
    for line in summary(incident):
        click.echo(line)
