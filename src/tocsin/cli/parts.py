"""A coordinated attack in the terminal: its parts, its toll, and why they are linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tocsin.model import Basis, Coordinated, Count, Incident

BASES = {"told": "told of all", "added": "its parts added up"}


def summary(incident: Incident) -> Iterator[str]:
    """Yield an incident and the others of its attack, a line each."""
    from tocsin.cli.output import plain

    yield plain(f"{incident.id}: {incident.title}")
    if incident.coordinated is None:
        yield "  part of no coordinated attack"
        return
    for part in incident.coordinated.parts:
        if part.id != incident.id:
            yield plain(f"  with {part.id}: {part.title}")


def show_parts(incident: Incident) -> None:
    """Print that an incident is a part, of what, and with what toll of the whole; nothing where of none."""
    from tocsin.cli.output import plain

    whole = incident.coordinated
    if whole is None:
        return
    click.secho(f"\nOne of {len(whole.parts)} parts of a coordinated attack", bold=True)
    spoken = f"; its reports speak of {whole.attacks} attacks" if whole.attacks else ""
    click.echo(f"  probability {whole.probability:.2f}{spoken}")
    for name, count, basis in (
        ("killed in all", whole.killed, whole.killed_basis),
        ("injured in all", whole.injured, whole.injured_basis),
    ):
        click.echo(f"  {name:<17} {_counted(count, basis)}")
    for part in whole.parts:
        own = "tells of the whole" if part.whole else f"killed {_counted(part.killed, None)}"
        here = "*" if part.id == incident.id else " "
        click.echo(plain(f"  {here} {part.id}  {part.title} ({own})"))


def why_linked(incident: Incident) -> None:
    """Print the links that hold the parts together, with the reasons of each."""
    from tocsin.cli.output import plain, plural

    whole = incident.coordinated
    if whole is None:
        return
    click.secho("\nWhy the parts are linked", bold=True)
    order = ", the weakest first" if len(whole.links) > 1 else ""
    click.echo(
        f"  {plural(len(whole.parts), 'part')} held together by {plural(len(whole.links), 'link')}{order}"
    )
    for link in whole.links:
        note = f": {link.note}" if link.note else ""
        click.echo(plain(f"  {link.a} and {link.b}: linked (p {link.probability:.3f}, {link.author}){note}"))
        for reason in link.reasons:
            click.echo(plain(f"      {reason.weight:+6.2f}  {reason.name:<13} {reason.detail}"))


def wholes(incidents: Iterable[Incident]) -> list[Coordinated]:
    """Return the coordinated attacks of a list, each once, in the order of their first part in it."""
    found: dict[tuple[str, ...], Coordinated] = {}
    for incident in incidents:
        if incident.coordinated is not None:
            found.setdefault(tuple(part.id for part in incident.coordinated.parts), incident.coordinated)
    return list(found.values())


def counted(incidents: Sequence[Incident]) -> str:
    """Say how many attacks a list holds with parts counted apart, and how many with parts counted as one."""
    from tocsin.cli.output import plural

    parts = _listed(incidents)
    if not parts:
        return f"{plural(len(incidents), 'incident')}; none is part of a coordinated attack"
    return (
        f"{plural(len(incidents), 'incident')} with each part counted, as GTD does; "
        f"{as_one(incidents):,} with the {sum(parts):,} parts of "
        f"{plural(len(parts), 'coordinated attack')} counted as one"
    )


def as_one(incidents: Sequence[Incident]) -> int:
    """Return how many attacks a list holds where the parts of one, as far as they are in it, are one."""
    parts = _listed(incidents)
    return len(incidents) - sum(parts) + len(parts)


def _listed(incidents: Sequence[Incident]) -> list[int]:
    """Return of each coordinated attack how many of its parts are in a list."""
    listed = {i.id for i in incidents}
    return [sum(part.id in listed for part in whole.parts) for whole in wholes(incidents)]


def _counted(count: Count | None, basis: Basis | None) -> str:
    from tocsin.cli.incidents import span

    shown = span(count) or "not known"
    return f"{shown} ({BASES[basis]})" if basis else shown
