"""`tocsin demo`: the whole loop on the bundled dispatches of the summer of 2016."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tocsin.desk import Account, Desk
    from tocsin.model import Incident

DISPATCHES = 215
"""How many documents the demo reads (a test counts them); the length of the progress bar."""


@click.command()
@click.option(
    "--desk",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="TOCSIN_DESK",
    default="demo-desk",
    show_default=True,
    help="A new desk, or one that holds nothing but the demo (or set TOCSIN_DESK).",
)
def demo(folder: Path) -> None:
    """Read the bundled dispatches of the summer of 2016 into a desk of their own and show the result.

    The dispatches were written for tocsin from public facts; their outlets are invented.

    \b
    Example:
      tocsin demo
    """
    from tocsin.cli.progress import progress
    from tocsin.demo import inputs
    from tocsin.desk import Desk

    with Desk.open(folder, create=True) as desk:
        _refuse_other_documents(desk)
        with progress(DISPATCHES) as show:
            account = desk.read([str(path) for path in inputs()], progress=show)
        incidents = desk.record.incidents()
        brief = _write_brief(desk, folder)
        _print(account, incidents)
    _next_steps(folder, brief, incidents)


def _refuse_other_documents(desk: Desk) -> None:
    """Raise where the desk holds news of its own: the demo's dispatches must never mix with that."""
    from tocsin.errors import DeskError

    if any(".example/" not in row.document.name for row in desk.record.documents()):
        raise DeskError(f"{desk.folder} holds documents of its own: give the demo another --desk")


def _write_brief(desk: Desk, folder: Path) -> Path:
    from tocsin.brief import compose, to_html
    from tocsin.definitions import load
    from tocsin.demo import SINCE, UNTIL

    path = folder / "brief.html"
    summer = compose(desk.record, SINCE, UNTIL, definition=load("violent-attack"), now=UNTIL)
    path.write_text(to_html(summer), encoding="utf-8")
    return path


def _print(account: Account, incidents: list[Incident]) -> None:
    from tocsin.demo import NAMED, match

    click.echo("The summer of 2016, from dispatches written for this demo out of public facts.")
    click.echo(f"Read: {account.sentence()}.\n")
    named = [(one, match(one, incidents)) for one in NAMED]
    found = [incident for _, incident in named if incident is not None]
    click.secho(f"Of the ten attacks that an editorial of August 2016 named, {len(found)} found:", bold=True)
    for one, incident in named:
        click.echo(
            _line(incident, one.name) if incident else f"  –         {one.day:%d %b}  {one.name}: not found"
        )
    taken = {incident.id for incident in found}
    others = sorted((i for i in incidents if i.id not in taken), key=lambda i: str(i.date.start))
    for heading, foiled in (("Other attacks in the dispatches", False), ("Foiled plots", True)):
        group = [i for i in others if (i.outcome == "foiled") == foiled]
        click.secho(f"\n{heading}: {len(group)}", bold=True)
        for incident in group:
            click.echo(_line(incident, None))
    _trace(next(incident for one, incident in named if one.name == "Nice"))


def _line(i: Incident, name: str | None) -> str:
    from tocsin.cli.incidents import span
    from tocsin.cli.output import plain, plural
    from tocsin.places import country_name
    from tocsin.taxonomy import label

    day = f"{i.date.start:%d %b}" if i.date.start else "  –   "
    country = country_name(i.place.country)
    parts = dict.fromkeys(part for part in (i.place.name, country) if part)
    where = name or ", ".join(parts) or "place unknown"
    what = " + ".join(label("attack_type", code) for code in i.attack_types) or "attack"
    tolls = ((i.killed, "killed"), (i.injured, "injured"))
    toll = [f"{span(count)} {word}" for count, word in tolls if count]
    if i.outcome in ("failed", "threatened"):
        toll.insert(0, i.outcome)
    return plain(f"  {i.id[:8]}  {day}  {where}: {', '.join([what, *toll])}; {plural(i.sources, 'source')}")


def _trace(incident: Incident | None) -> None:
    from tocsin.cli.output import plain

    if incident is None:
        return
    tolls = [e for e in incident.evidence if e.statement.property == "killed"]
    if not tolls:
        return
    last = max(tolls, key=lambda e: (str(e.statement.said_at), e.statement.id))
    click.secho("\nEvery value leads to its sentence. Nice, the last word on the dead:", bold=True)
    click.echo(plain(f"  “{last.statement.quote}”"))
    click.echo(plain(f"  {last.source}, {last.statement.said_at:%d %B %Y}, {last.document}"))


def _next_steps(folder: Path, brief: Path, incidents: list[Incident]) -> None:
    program = _program()
    some = max(incidents, key=lambda i: len(i.reports)).id[:8] if incidents else "ID"
    click.secho("\nOpen", bold=True)
    click.echo(f"  {brief}   the summer on one page: map, timeline, evidence")
    click.secho("Try", bold=True)
    for line, meaning in (
        (f"show {some} --why", "one attack: its toll's history, each sentence, why merged"),
        ("brief --on 2016-07-03", "one day: Baghdad new, and what changed about Dhaka"),
        ("incidents --as-of 2016-07-15T00:00Z", "what was believed in the night of Nice"),
        ("definitions --count", "the same summer under each definition"),
        ("check --example 84-hours", "is “attacks every 84 hours in Europe” true?"),
        ("doctor", "what was left out, and why"),
    ):
        click.echo(f"  {program} {line} --desk {folder}".ljust(78) + f"  # {meaning}")


def _program() -> str:
    if shutil.which("tocsin"):
        return "tocsin"
    return os.path.relpath(sys.argv[0]) if Path(sys.argv[0]).name == "tocsin" else "tocsin"
