"""What is asked for: the record under a definition, in a region, within a window; and its options."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.options import Moment, as_of_option, desk_option
from tocsin.errors import GroundsError, InputError

if TYPE_CHECKING:
    from tocsin.measure import Events, Window
    from tocsin.model import Incident
    from tocsin.places.polygon import Points
    from tocsin.places.regions import Region

FORMATS = ("text", "json", "jsonl", "csv", "parquet")
DEFINITION = "violent-attack"


@dataclass(frozen=True, slots=True)
class Query:
    """The options that every measure has."""

    folder: Path
    definitions: tuple[str, ...]
    region: str | None
    since: datetime | None
    until: datetime | None
    as_of: datetime | None
    level: float
    seed: int

    @property
    def definition(self) -> str:
        """Return the one definition. Raises a usage error where there are several."""
        if len(self.definitions) > 1:
            raise click.UsageError("this measure takes one --definition; tocsin measure grid takes several")
        return self.definitions[0]

    def everywhere(self, definition: str | None = None) -> Events:
        """Return the events of the record under a definition, wherever they are, in whatever window."""
        return self.everything(definition)[0]

    def everything(self, definition: str | None = None) -> tuple[Events, list[Incident]]:
        """Return these events, and all incidents of the record that they were made of."""
        from tocsin.definitions import load
        from tocsin.desk import Desk
        from tocsin.measure import from_incidents

        rule = load(definition or self.definition)
        with Desk.open(self.folder, read_only=True) as desk:
            found = desk.record.incidents(as_of=self.as_of)
            judgements = desk.record.judgements()
        return from_incidents(found, rule, judgements=judgements, as_of=self.as_of), found

    def events(self, definition: str | None = None) -> Events:
        """Return the events of the record under a definition, in the region."""
        return self.in_region(self.everywhere(definition))

    def given(self, definition: str | None = None) -> tuple[Events, Events, frozenset[str] | None]:
        """Return the events in the region, those that may be in it, and the countries that make it up.

        The second are all events where the region is one of countries, since another reading of their place
        may lie in it; the countries are then not None.
        """
        found = self.everywhere(definition)
        here, countries = self.in_region(found), self.countries()
        return here, here if countries is None else found, countries

    def in_region(self, found: Events) -> Events:
        """Return those of the events that lie in the region by the likeliest reading of their place."""
        from tocsin.measure.drawing import at_home

        area, rings = self.area()
        if rings is not None:
            from tocsin.places.polygon import inside

            kept = found.take(inside(rings, found.lat, found.lon))
            return self._named(self._released(kept), found)
        if area is None or area.countries is None:
            return found
        return self._named(found.take(at_home(found, area.countries)), found)

    def _named(self, kept: Events, found: Events) -> Events:
        from dataclasses import replace

        area, _ = self.area()
        name = area.name if area else ""
        elsewhere = {"elsewhere": len(found) - len(kept)}
        return replace(
            kept, definition=f"{found.definition} in {name}", dropped={**found.dropped, **elsewhere}
        )

    @staticmethod
    def _released(kept: Events) -> Events:
        """A polygon may be smaller than a country: few events in it would point at somebody."""
        from tocsin.release import FEWEST, withheld

        if withheld(len(kept)):
            raise GroundsError(f"fewer than {FEWEST} events lie in the polygon: the figure is withheld")
        return kept

    def area(self) -> tuple[Region | None, list[Points] | None]:
        """Return the region, and the rings of its polygon where it is one of GeoJSON."""
        from tocsin.places.regions import Region, region

        if self.region is None:
            return None, None
        if self.region.endswith((".json", ".geojson")):
            return Region(Path(self.region).stem, None), _polygon(Path(self.region))
        return region(self.region), None

    def countries(self) -> frozenset[str] | None:
        """Return the countries of the region; None for the world, and for a polygon."""
        area, _ = self.area()
        return area.countries if area else None

    def window(self, events: Events) -> Window:
        """Return the window asked for; what is not said of it goes from the first to the last event."""
        from tocsin.measure import Window

        if self.since is not None and self.until is not None:
            return Window(self.since.date(), self.until.date())
        span = events.span()
        since = self.since.date() if self.since else span.since
        until = self.until.date() if self.until else max(span.until, since)
        return Window(min(since, until) if self.since is None else since, until)


def _polygon(path: Path) -> list[Points]:
    from tocsin.places.polygon import rings

    try:
        return rings(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON: {error}") from error


def period(text: str) -> Window:
    """Return the window written "2016-06-01:2016-07-31". Raises a usage error where it is none."""
    from datetime import date

    from tocsin.measure import Window

    try:
        since, until = (date.fromisoformat(part.strip()) for part in text.split(":"))
    except ValueError:
        raise click.UsageError(f"{text!r} is not a window: write 2016-06-01:2016-07-31") from None
    return Window(since, until)


def measured(command: Callable[..., Any]) -> Callable[..., None]:
    """Make `command`, which answers a Query with estimates, a callback that writes what it returns."""

    @functools.wraps(command)
    def call(
        *, folder: Path, definitions: tuple[str, ...], region: str | None, since: datetime | None,
        until: datetime | None, as_of: datetime | None, level: float, seed: int, format_: str,
        plot: Path | None, **own: Any,
    ) -> None:  # fmt: skip
        # The problems are small: threads of linear algebra would only wait for one another. Set before
        # numpy is imported.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from tocsin.cli.measure.writing import write

        query = Query(folder, definitions or (DEFINITION,), region, since, until, as_of, level, seed)
        write(_audited(command(query, **own), folder), format_, plot)

    return _options(call)


def _audited(found: Any, folder: Path) -> Any:
    """Return what was measured, each figure saying how right the record behind it was found."""
    from dataclasses import replace

    from tocsin.audit import with_audit
    from tocsin.desk import Desk
    from tocsin.measure import Estimate, Grid

    with Desk.open(folder, read_only=True) as desk:
        audits = desk.record.audits.told()
    if isinstance(found, Estimate):
        return with_audit(found, audits)
    if isinstance(found, Grid):
        return replace(found, rows={name: with_audit(one, audits) for name, one in found.rows.items()})
    return [with_audit(one, audits) for one in found]


def _options(call: Callable[..., None]) -> Callable[..., None]:
    given = (
        click.option("--definition", "definitions", metavar="NAME", multiple=True,
                     help=f"Which incidents count: a rule, or its file. Default: {DEFINITION}."),
        click.option("--region", metavar="REGION",
                     help="Where: Europe, EU, Central Asia, an M49 code, countries (FR,BE), a .geojson."),
        click.option("--since", type=Moment(end_of_day=False), help="From this day. Default: first event."),
        click.option("--until", type=Moment(end_of_day=True), help="To this day. Default: last event."),
        as_of_option,
        click.option("--level", type=click.FloatRange(0.5, 0.999), default=0.95, show_default=True,
                     help="Level of the intervals."),
        click.option("--seed", type=int, default=0, show_default=True, help="Of what is drawn at random."),
        click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True,
                     help="Output."),
        click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
                     help="Write the chart to this .png, .svg or .json (Vega-Lite)."),
        desk_option,
    )  # fmt: skip
    for option in reversed(given):
        call = option(call)
    return call
