"""`tocsin measure rate|gap|grid|compare|share|undercount`: what can be counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.measure.doubting import COUNTED, FITTED, Given, carry, draws_option
from tocsin.cli.measure.query import Query, measured, period

if TYPE_CHECKING:
    from tocsin.measure import Estimate, Grid


@click.command()
@draws_option(COUNTED)
@measured
def rate(query: Query, draws: int) -> Estimate:
    """How many attacks a day, with its interval.

    \b
    Example:
      tocsin measure rate --region Europe --since 2016-06-01 --until 2016-08-01
    """
    return _rate(query, draws, "doubted_rate", "rate")


@click.command()
@draws_option(COUNTED)
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

    here, given, countries = query.given()
    window = query.window(here)
    found: Estimate
    if not draws:
        found = getattr(room, plain)(here, window, level=query.level, seed=query.seed)
    else:
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
@draws_option(COUNTED)
@measured
def grid(query: Query, windows: tuple[str, ...], of: str, draws: int) -> Grid:
    """The same figure under several definitions and windows: what moves it more, they or chance?

    Without --definition all the shipped rules are taken; without --window the one of --since and --until.

    \b
    Example:
      tocsin measure grid --region EU --window 2016-06-01:2016-07-31 --window 2016-01-01:2016-12-31
    """
    from functools import partial

    from tocsin.cli.measure.query import DEFINITION
    from tocsin.cli.progress import busy
    from tocsin.definitions import shipped
    from tocsin.measure import mean_gap, rate_grid
    from tocsin.measure import rate as rate_
    from tocsin.measure.doubt import doubted_gap, doubted_rate

    names = query.definitions if query.definitions != (DEFINITION,) else (DEFINITION, *_others(shipped()))
    given = {name: query.given(name) for name in names}
    chosen = [period(text) for text in windows] or [query.window(next(iter(given.values()))[0])]
    if draws:
        measure = partial(
            doubted_gap if of == "gap" else doubted_rate, draws=draws, countries=query.countries()
        )
        selected = {name: events for name, (_, events, _) in given.items()}
    else:
        measure = partial(mean_gap if of == "gap" else rate_)
        selected = {name: here for name, (here, _, _) in given.items()}
    with busy(f"drawing the record's doubt for {len(selected) * len(chosen)} rows"):
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
@draws_option(COUNTED)
@measured
def compare(query: Query, against: str | None, chosen_beforehand: bool, draws: int) -> Estimate:
    """Is the window worse than the rest? The ratio of the rates, and the price of choosing it afterwards.

    \b
    Example:
      tocsin measure compare --since 2016-07-01 --until 2016-07-31
    """
    from tocsin.measure import compare as compare_
    from tocsin.measure.lights import of_ratio

    if query.since is None or query.until is None:
        raise click.UsageError("name the window with --since and --until")
    given = query.given()
    events = given[0]
    other = period(against) if against else events.span()
    window = query.window(events)
    found = compare_(events, window, other, chosen_afterwards=not chosen_beforehand, level=query.level)
    return _with(carry(query, found, of_ratio(window, other), given, draws)[0], events)


@click.command()
@click.option(
    "--target",
    "targets",
    metavar="CODE",
    multiple=True,
    help="A target type; repeatable. Default: the protected.",
)
@click.option("--trend", is_flag=True, help="How the share changes a year, all attacks being the offset.")
@draws_option(COUNTED)
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
    given, found, why = query.given(), [], ""
    for target in targets or tuple(PROTECTED):
        try:
            found.append(_share(query, given, target, trend, draws))
        except GroundsError as error:
            why = str(error)
    if not found:
        raise GroundsError(why)
    return found


def _target_types() -> Any:
    from tocsin.taxonomy import TARGET_TYPES

    return TARGET_TYPES


def _share(query: Query, given: Given, target: str, trend: bool, draws: int) -> Estimate:
    from tocsin.measure import share as room
    from tocsin.measure.doubt import doubted_share
    from tocsin.measure.lights import of_trend

    events = given[0]
    window = query.window(events)
    if trend:
        whole = room.share_trend(events, window, target, level=query.level)
        return _with(carry(query, whole, of_trend(window, target), given, min(draws, FITTED))[0], events)
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
@draws_option(FITTED)
@measured
def undercount(query: Query, lists: Path | None, sources: tuple[str, ...], draws: int) -> Estimate:
    """How many attacks did no list hold? From what two to five lists share; a range, never one figure.

    \b
    Examples:
      tocsin measure undercount --lists lists.csv
      tocsin measure undercount --source bbc --source reuters --source dawn
    """
    import numpy as np

    from tocsin.cli.measure.tables import captures_of_file, captures_of_sources
    from tocsin.measure.carrying import undoubted
    from tocsin.measure.lights import of_captures
    from tocsin.measure.undercount import undercount as undercount_

    if (lists is None) == (not sources):
        raise click.UsageError("give either --lists FILE or --source ID two to five times")
    if lists is not None:
        why = "the lists are taken at their word, which say no probability of their rows"
        return undoubted(undercount_(captures_of_file(lists), level=query.level), why)
    captures, events = captures_of_sources(query, sources)
    found = undercount_(captures, level=query.level, definition=query.definition)
    given = (events, events, None)
    return carry(query, found, of_captures(np.array(captures, dtype=bool)), given, draws)[0]


COMMANDS = (rate, gap, grid, compare, share, undercount)
