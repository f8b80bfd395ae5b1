"""`tocsin show ID`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.options import as_of_option, desk_option, format_option

if TYPE_CHECKING:
    from tocsin.model import Evidence, Incident, Judgement, Statement
    from tocsin.record import Record

ORDER = (
    "date", "place", "attack_type", "weapon_type", "target_type", "outcome", "killed", "injured",
    "killed_in_all", "injured_in_all", "coordination", "perpetrators_killed", "group", "scope", "not_known",
    "counted",
)  # fmt: skip


LINKS = 8
"""So many links are explained; the others are counted."""


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--why", is_flag=True, help="Also print the reasons behind each merge and each link.")
@as_of_option
@format_option("text", "json", default="text")
@desk_option
def show(id_: str, why: bool, as_of: datetime | None, format_: str, folder: Path) -> None:
    """Show one incident: each value, the sentences behind it, who says so and when. An id's start will do.

    \b
    Examples:
      tocsin show 3f2a91
      tocsin show 3f2a91 --why
      tocsin show 3f2a91 --as-of 2016-07-15T00:30Z
    """
    from tocsin.cli import output
    from tocsin.cli.parts import show_parts, why_linked
    from tocsin.cli.seen import seen
    from tocsin.desk import Desk

    with Desk.open(folder, read_only=True) as desk:
        record = seen(desk, format_)
        incident = record.with_parts(_believed(record, id_, as_of))
        if format_ == "json":
            output.write_json([incident.to_json()])
            return
        _heading(incident, id_)
        _values(incident)
        show_parts(incident)
        _tolls(record, incident, as_of)
        _grounds(record, incident)
        _reports(record, incident)
        if why:
            _why(record, incident)
            why_linked(incident)


def _believed(record: Record, id_: str, as_of: datetime | None) -> Incident:
    """Return the incident as of then. Raises NotFoundError: there is none, or none yet."""
    from tocsin.errors import NotFoundError

    try:
        return record.incident(id_, as_of=as_of)
    except NotFoundError:
        if as_of is None:
            raise
        known = record.incident(id_)
    raise NotFoundError(
        f"nothing was published about {known.id} by {_time(as_of)}: "
        f"the first report of it is of {_time(known.first_reported)}"
    )


def _heading(incident: Incident, asked: str) -> None:
    from tocsin.cli.output import plain, plural

    click.secho(plain(incident.title), bold=True)
    if not incident.id.startswith(asked):
        click.echo(f"{asked} was merged into {incident.id}")
    click.echo(
        f"{incident.id}: {plural(len(incident.reports), 'report')}, "
        f"{plural(incident.sources, 'independent source')}, probability {incident.probability:.2f}"
    )


def _values(incident: Incident) -> None:
    from tocsin.brief.words import says
    from tocsin.cli.incidents import span
    from tocsin.cli.output import plain

    place, day = incident.place, incident.date
    within = (place.name or "").split(", ")
    named = (place.name, place.admin1 if place.admin1 not in within else None, place.country)
    where = ", ".join(p for p in named if p) or "unknown"
    radius = f" (± {place.radius_km:g} km, {place.precision})" if place.radius_km is not None else ""
    when = f"{day.start or 'unknown'}" + (f" to {day.end}" if day.end not in (None, day.start) else "")
    rows = [
        ("when", f"{when} ({day.precision})"),
        ("where", where + radius),
        ("what", ", ".join(incident.attack_types) or None),
        ("with", ", ".join(incident.weapon_types) or None),
        ("against", ", ".join(incident.target_types) or None),
        ("outcome", incident.outcome),
        ("killed", span(incident.killed)),
        ("injured", span(incident.injured)),
        ("attackers killed", span(incident.perpetrators_killed)),
        ("scope", incident.scope),
    ]
    rows += [("group", f"{g.name}: {g.relation}, {says(g.said_by)}") for g in incident.groups]
    for name, value in rows:
        click.echo(plain(f"  {name:<17} {value or '–'}"))


def _tolls(record: Record, incident: Incident, as_of: datetime | None) -> None:
    from tocsin.cli.incidents import span
    from tocsin.cli.output import plain
    from tocsin.resolve import history

    mentions = record.mentions(ids=incident.reports, as_of=as_of)
    for name in ("killed", "injured"):
        steps = history(mentions, name)
        if len(steps) > 1:
            click.secho(f"\nHow the number of {name} changed", bold=True)
            for at, source, count in steps:
                click.echo(f"  {_time(at):<17} {span(count) or '–':<14} {plain(source or 'unknown source')}")


def _grounds(record: Record, incident: Incident) -> None:
    """Print each sentence once, with the values that rest on it and where and when it stood."""
    from tocsin.cli.output import plain

    click.secho("\nThe sentences behind it", bold=True)
    by_sentence: dict[tuple[str, str], list[Evidence]] = {}
    for evidence in incident.evidence:
        key = (evidence.document, evidence.statement.quote or "no quote")
        by_sentence.setdefault(key, []).append(evidence)
    for (document, quote), grounds in by_sentence.items():
        click.echo(plain(f"  “{quote}”"))
        first = grounds[0]
        when = _stood(record, first.statement) or _time(first.statement.said_at)
        click.echo(plain(f"      {first.source or 'unknown source'}, {when}, {document}"))
        for evidence in sorted(grounds, key=lambda e: ORDER.index(e.statement.property)):
            click.echo(f"      {_stated(evidence.statement)}")


def _stood(record: Record, statement: Statement) -> str | None:
    """Return the file and the line of a row of a dataset; None for what is no row."""
    if statement.origin != "import" or statement.document is None:
        return None
    held = record.holdings(statement.document)
    return f"{held[0].file} line {held[0].line}" if held else None


def _stated(s: Statement) -> str:
    from tocsin.brief.words import says
    from tocsin.cli.output import plain

    said = f", {says(s.said_by)}" if s.said_by else ""
    return plain(f"{s.property}: {_value(s.value)}  ({s.origin}{said}; {s.id[:10]})")


def _value(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "how" in value:
        attacks = f", {value['attacks']} attacks" if value.get("attacks") else ""
        return f"{value['how']}{attacks}"
    if "best" in value:
        from tocsin.cli.incidents import span
        from tocsin.model import Count

        return span(Count(value.get("low"), value.get("best"), value.get("high"))) or "unknown"
    if "precision" in value and "start" in value:
        days = value["start"] if value["end"] == value["start"] else f"{value['start']}/{value['end']}"
        return f"{days} ({value['precision']})"
    shown = ("name", "admin1", "country", "relation", "precision", "definition", "answer", "property")
    return ", ".join(str(value[k]) for k in shown if value.get(k))


def _reports(record: Record, incident: Incident) -> None:
    from tocsin.cli.output import plain

    click.secho("\nThe reports", bold=True)
    for mention in record.mentions(ids=incident.reports):
        document = mention.document
        click.echo(f"  {mention.report.id[:10]}  {_time(document.published):<17} {plain(document.name)}")


def _why(record: Record, incident: Incident) -> None:
    """Print the links that hold it together, the weakest first: no more than can be read."""
    from tocsin.cli.output import plural

    if len(incident.reports) == 1:
        click.echo("\nThere is one report only: nothing was put together.")
        return
    links = record.links(incident.reports)
    click.secho("\nWhy they were put together", bold=True)
    order = ", the weakest first" if len(links) > 1 else ""
    click.echo(
        f"  {plural(len(incident.reports), 'report')} held together by {plural(len(links), 'link')}{order}"
    )
    shown = links if len(links) <= LINKS else links[: LINKS - 1]
    for link in shown:
        _link(record, link)
    if rest := links[len(shown) :]:
        least = min(link.probability for link in rest)
        click.echo(f"  and {plural(len(rest), 'more link')}, each with a probability of at least {least:.2f}")


def _link(record: Record, link: Judgement) -> None:
    from tocsin.cli.output import plain

    held = next(j for j in record.judgements(report=link.a) if {j.a, j.b} == {link.a, link.b})
    note = f": {held.note}" if held.note else ""
    about = f"{held.verdict} (p {held.probability:.3f}, {held.author}){note}"
    click.echo(plain(f"  {held.a[:10]} and {held.b[:10]}: {about}"))
    for reason in held.reasons:
        click.echo(plain(f"      {reason.weight:+6.2f}  {reason.name:<12} {reason.detail}"))


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "no time"
