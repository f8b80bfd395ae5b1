"""Which incidents are asked for: a span of days, a country. Shared by the commands that list and count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tocsin.cli.options import Moment

if TYPE_CHECKING:
    from tocsin.model import Incident

Command = TypeVar("Command", bound=Callable[..., Any])


def within_options(command: Command) -> Command:
    """Add --since, --until and --country."""
    options = (
        click.option(
            "--since",
            type=Moment(end_of_day=False),
            help="That happened, or may have, on or after this day.",
        ),
        click.option(
            "--until",
            type=Moment(end_of_day=True),
            help="That happened, or may have, on or before this day.",
        ),
        click.option(
            "--country", metavar="CC", callback=_country, help="ISO 3166-1 alpha-2 code of the place."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def within(
    found: Iterable[Incident], since: datetime | None, until: datetime | None, country: str | None
) -> list[Incident]:
    """Return those of `found` that are asked for."""
    return [i for i in found if _dated(i, since, until) and country in (None, i.place.country)]


def _country(ctx: click.Context, param: click.Parameter, code: str | None) -> str | None:
    """Return the code in capitals. Raises a usage error where no country has it."""
    del ctx, param
    from tocsin.places import country_name

    if code is None:
        return None
    if len(code) != 2 or country_name(code.upper()) in (None, "", code.upper()):
        raise click.UsageError(f"--country {code}: write an ISO 3166-1 alpha-2 code such as FR")
    return code.upper()


def _dated(incident: Incident, since: datetime | None, until: datetime | None) -> bool:
    start, end = incident.date.start, incident.date.end
    after = since is None or end is None or end >= since.date()
    before = until is None or start is None or start <= until.date()
    return after and before
