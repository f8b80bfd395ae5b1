"""`tocsin measure rate|gap|grid|compare|share|undercount`: what can be counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.measure.query import Query, measured, period

if TYPE_CHECKING:
    from tocsin.measure import Estimate, Grid

DRAWS = 400
_draws = click.option(
    "--draws", type=click.IntRange(0, 10_000), default=DRAWS, show_default=True,
    help="Draws of the record's doubt; 0 takes the record at its word.",
)  # fmt: skip


@click.command()
@_draws
@measured
def rate(query: Query, draws: int) -> Estimate:
    """How many attacks a day, with its interval.

    \b
    Example:
      tocsin measure rate --region Europe --since 2016-06-01 --until 2016-08-01
    """
    return _rate(query, draws, "doubted_rate", "rate")


@click.command()
@_draws
@measured
def gap(query: Query, draws: int) -> Estimate:
    """How many hours from one attack to the next, on average, with its interval.

    \b
    Example:
      tocsin measure gap --definition deadly-attack --region EU
    """
    return _rate(query, draws, "doubted_gap", "mean_gap")


def _rate(query: Query, draws: int, doubted: str, plain: str) -> Estimate:
    from tocsin import measure as room
    from tocsin.measure import doubt

    here = query.events()
    window = query.window(here)
    found: Estimate
    if not draws:
        found = getattr(room, plain)(here, window, level=query.level, seed=query.seed)
    else:
        countries = query.countries()
        given = here if countries is None else query.everywhere()
        found = getattr(doubt, doubted)(
            given, window, countries, level=query.level, draws=draws, seed=query.seed
        )  # fmt: skip
    return _with(found, here)


def _with(found: Estimate, events: Any) -> Estimate:
    """Return the estimate with the definition and region as asked, and what was left out of the record."""
    from dataclasses import replace

    left_out = {**events.dropped}
    return replace(found, definition=events.definition, details={**found.details, "left_out": left_out})


@click.command()
@click.option(
    "--window",
    "windows",
    metavar="A:B",
    multiple=True,
    help="A window, the first the one stated; repeatable.",
)
@click.option("--of", type=click.Choice(("gap", "rate")), default="gap", show_default=True, help="What.")
@measured
def grid(query: Query, windows: tuple[str, ...], of: str) -> Grid:
    """The same figure under several definitions and windows: what moves it more, they or chance?

    Without --definition all the shipped rules are taken; without --window the one of --since and --until.

    \b
    Example:
      tocsin measure grid --region EU --window 2016-06-01:2016-07-31 --window 2016-01-01:2016-12-31
    """
    from tocsin.cli.measure.query import DEFINITION
    from tocsin.definitions import shipped
    from tocsin.measure import mean_gap, rate_grid
    from tocsin.measure import rate as rate_

    names = query.definitions if query.definitions != (DEFINITION,) else (DEFINITION, *_others(shipped()))
    selected = {name: query.events(name) for name in names}
    chosen = [period(text) for text in windows] or [query.window(next(iter(selected.values())))]
    measure = mean_gap if of == "gap" else rate_
    return rate_grid(selected, chosen, measure=measure, level=query.level, seed=query.seed)


def _others(rules: dict[str, Any]) -> list[str]:
    from tocsin.cli.measure.query import DEFINITION

    return [name for name in rules if name != DEFINITION]


@click.command()
@click.option(
    "--against", metavar="A:B", help="The window to compare with. Default: all the rest of the record."
)
@click.option(
    "--chosen-beforehand", is_flag=True, help="The window was fixed before anybody saw the figures."
)
@measured
def compare(query: Query, against: str | None, chosen_beforehand: bool) -> Estimate:
    """Is the window worse than the rest? The ratio of the rates, and the price of choosing it afterwards.

    \b
    Example:
      tocsin measure compare --since 2016-07-01 --until 2016-07-31
    """
    from tocsin.measure import compare as compare_

    if query.since is None or query.until is None:
        raise click.UsageError("name the window with --since and --until")
    events = query.events()
    other = period(against) if against else events.span()
    window = query.window(events)
    found = compare_(events, window, other, chosen_afterwards=not chosen_beforehand, level=query.level)
    return _with(found, events)


@click.command()
@click.option(
    "--target",
    "targets",
    metavar="CODE",
    multiple=True,
    help="A target type; repeatable. Default: the protected.",
)
@click.option("--trend", is_flag=True, help="How the share changes a year, all attacks being the offset.")
@_draws
@measured
def share(query: Query, targets: tuple[str, ...], trend: bool, draws: int) -> list[Estimate]:
    """What part of attacks hits worship, health, education, aid, media, transport, assemblies; is it growing?

    \b
    Examples:
      tocsin measure share
      tocsin measure share --target worship --trend --since 2015-01-01
    """
    from tocsin.errors import GroundsError
    from tocsin.measure.share import PROTECTED

    unknown = [target for target in targets if target not in _target_types()]
    if unknown:
        raise click.UsageError(f"no target type {unknown[0]!r}: see docs/taxonomy.md")
    events, found, why = query.events(), [], ""
    for target in targets or tuple(PROTECTED):
        try:
            found.append(_share(query, events, target, trend, draws))
        except GroundsError as error:
            why = str(error)
    if not found:
        raise GroundsError(why)
    return found


def _target_types() -> Any:
    from tocsin.taxonomy import TARGET_TYPES

    return TARGET_TYPES


def _share(query: Query, events: Any, target: str, trend: bool, draws: int) -> Estimate:
    from tocsin.measure import share as room
    from tocsin.measure.doubt import doubted_share

    window = query.window(events)
    if trend:
        return _with(room.share_trend(events, window, target, level=query.level), events)
    found = (
        doubted_share(events, window, target, level=query.level, draws=draws, seed=query.seed)
        if draws
        else room.share(events, window, target, level=query.level)
    )
    return _with(_few(found), events)


def _few(found: Estimate) -> Estimate:
    """Return the share without its number where fewer than the threshold stand behind it."""
    from dataclasses import replace

    from tocsin.release import FEWEST, withheld

    if not withheld(int(found.details["part"])):
        return found
    note = f"fewer than {FEWEST} attacks: the share is withheld"
    details = {**found.details, "part": None}
    return replace(found, value=None, low=None, high=None, notes=(note, *found.notes), details=details)


@click.command()
@click.option(
    "--lists", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="CSV: a column a list with 0 and 1, a row an event.",
)  # fmt: skip
@click.option(
    "--source", "sources", metavar="ID", multiple=True, help="A source of the desk as one list; two to five."
)
@measured
def undercount(query: Query, lists: Path | None, sources: tuple[str, ...]) -> Estimate:
    """How many attacks did no list hold? From what two to five lists share; a range, never one figure.

    \b
    Examples:
      tocsin measure undercount --lists lists.csv
      tocsin measure undercount --source bbc --source reuters --source dawn
    """
    from tocsin.cli.measure.tables import captures_of_file, captures_of_sources
    from tocsin.measure.undercount import undercount as undercount_

    if (lists is None) == (not sources):
        raise click.UsageError("give either --lists FILE or --source ID two to five times")
    if lists is not None:
        return undercount_(captures_of_file(lists), level=query.level)
    return undercount_(captures_of_sources(query, sources), level=query.level, definition=query.definition)


COMMANDS = (rate, gap, grid, compare, share, undercount)
