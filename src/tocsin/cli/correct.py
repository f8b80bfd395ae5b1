"""`tocsin correct` and `tocsin reject`: what a reviewer does in the browser, at the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import decision_options, undo_option

if TYPE_CHECKING:
    from tocsin.model import Incident
    from tocsin.record import Record


_undoable = undo_option("Take the last one that holds back.")


@click.command()
@click.argument("id_", metavar="ID")
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@_undoable
@decision_options
def correct(id_: str, values: tuple[str, ...], by: str, note: str | None, undo: bool, folder: Path) -> None:
    """Set values of incident ID right; without any, print them as they are to be written.

    Your word goes before every machine's, now and after later runs. "?" says that a value is wrong and the
    right one is not known.

    \b
    Examples:
      tocsin correct 3f2a91
      tocsin correct 3f2a91 killed=84 "injured=200-300" --note "ministry, 19 July"
      tocsin correct 3f2a91 date=2016-07-14 "groups=IS; claimed; Amaq"
      tocsin correct 3f2a91 weapon_types=?
      tocsin correct 3f2a91 --undo
    """
    from tocsin.desk import Desk, corrected, restored

    if undo and values:
        raise click.UsageError("--undo takes back what was set right: give no values beside it")
    if not undo and not values:
        _print(id_, folder)
        return
    with Desk.open(folder) as desk:
        if undo:
            incident = restored(desk, id_, "correct", by=by)
        else:
            incident = corrected(desk, id_, _fields(values), by=by, note=note)
        _tell(desk.record, incident)


@click.command()
@click.argument("id_", metavar="ID")
@_undoable
@decision_options
def reject(id_: str, by: str, note: str | None, undo: bool, folder: Path) -> None:
    """Say that the reports of incident ID tell of no attack: no view shows it; its texts stay.

    \b
    Examples:
      tocsin reject 3f2a91 --note "an exercise"
      tocsin reject 3f2a91 --undo
    """
    from tocsin.cli.claims import follow
    from tocsin.cli.output import plain, plural
    from tocsin.desk import Desk, rejected, restored

    with Desk.open(folder) as desk:
        if undo:
            _tell(desk.record, restored(desk, id_, "reject", by=by))
            return
        incident = rejected(desk, id_, by=by, note=note)
        follow(desk.record)
    click.echo(plain(f"Rejected: {incident.title} ({plural(len(incident.reports), 'report')})"))


def _fields(values: tuple[str, ...]) -> dict[str, str]:
    """Return the values by their names; several groups are several times `groups=`."""
    found: dict[str, str] = {}
    for text in values:
        name, sign, value = text.partition("=")
        if not sign:
            raise click.UsageError(f"{text!r} is no value: write NAME=VALUE, such as killed=84")
        name = name.strip()
        if name in found and name != "groups":
            raise click.UsageError(f"{name} is given twice")
        found[name] = f"{found[name]}\n{value}" if name in found else value
    return found


def _print(id_: str, folder: Path) -> None:
    from tocsin.cli.output import plain
    from tocsin.desk import Desk
    from tocsin.desk.correcting import written

    with Desk.open(folder, read_only=True) as desk:
        incident = desk.record.inside.incident(id_)
    for name, value in written(incident).items():
        for line in value.splitlines() or [""]:
            click.echo(plain(f"{name}={line}"))


def _tell(record: Record, incident: Incident) -> None:
    from tocsin.cli.claims import follow
    from tocsin.cli.output import plain

    follow(record)
    click.echo(plain(f"{incident.id}: {incident.title}"))
