"""`tocsin measure changes|tail|excite|near-repeat`: what kind of process it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tocsin.cli.measure.doubting import FITTED, carry, draws_option
from tocsin.cli.measure.query import Query, measured

if TYPE_CHECKING:
    from tocsin.measure import Estimate


@click.command()
@draws_option(FITTED)
@measured
def changes(query: Query, draws: int) -> Estimate:
    """Did the rate change, when, and from what to what?

    \b
    Example:
      tocsin measure changes --region Western Africa --since 2012-01-01
    """
    from tocsin.cli.progress import busy
    from tocsin.measure.doubted import Doubting, doubted_changes

    here, events, countries = query.given()
    how = Doubting(query.level, draws, query.seed)
    with busy(f"looking for changes in {draws} records that may be true"):
        return doubted_changes(here, query.window(here), events, countries, how)


@click.command()
@click.option("--x-min", type=click.IntRange(1), help="The tail begins here. Default: where it fits best.")
@click.option(
    "--size", type=click.IntRange(2), help="The chance of an attack with so many dead or more, instead."
)
@draws_option(FITTED)
@measured
def tail(query: Query, x_min: int | None, size: int | None, draws: int) -> Estimate:
    """How deadly can it get: the tail of deaths per attack, what fits it, what it leans on.

    \b
    Examples:
      tocsin measure tail --since 2010-01-01
      tocsin measure tail --size 100
    """
    from tocsin.cli.progress import busy
    from tocsin.measure.carrying import plain
    from tocsin.measure.doubted import Doubting, doubted_tail
    from tocsin.measure.lights import of_large_event
    from tocsin.measure.tail import large_event

    given = query.given()
    window = query.window(given[0])
    least = float(x_min) if x_min else None
    if size:
        found = large_event(given[0].within(window), size, x_min=least, level=query.level, seed=query.seed)
        return carry(query, found, of_large_event(window, size, least), given, draws, plain(0.0, 1.0))[0]
    how = Doubting(query.level, draws, query.seed)
    with busy(f"putting the tail to {draws} records that may be true"):
        return doubted_tail(given[0], window, *given[1:], how, x_min=least)


@click.command()
@draws_option(FITTED)
@measured
def excite(query: Query, draws: int) -> Estimate:
    """Do attacks set off attacks? A background that moves and same-day ties are held apart from contagion.

    \b
    Example:
      tocsin measure excite --region NG --since 2012-01-01
    """
    from tocsin.measure.carrying import plain
    from tocsin.measure.excite import excite as excite_
    from tocsin.measure.lights import of_branching

    given = query.given()
    window = query.window(given[0])
    found = excite_(given[0], window, level=query.level, seed=query.seed)
    knots = {int(k): weight for k, weight in found.details["knots"].items()}
    light = of_branching(window, list(knots), list(knots.values()))
    return carry(query, found, light, given, draws, plain(0.0))[0]


@click.command("near-repeat")
@click.option(
    "--km",
    "kilometres",
    type=click.FloatRange(0, 2000, min_open=True),
    multiple=True,
    help="A limit of distance; repeatable, rising. Default: 1, 5, 25, 100.",
)
@click.option(
    "--days",
    type=click.IntRange(1, 365),
    multiple=True,
    help="A limit of time; repeatable, rising. Default: 2, 7, 14, 28.",
)
@draws_option(FITTED)
@measured
def near_repeat(
    query: Query, kilometres: tuple[float, ...], days: tuple[int, ...], draws: int
) -> Estimate:  # fmt: skip
    """Is another attack likelier near by, soon after one? No place is named.

    \b
    Example:
      tocsin measure near-repeat --region NG --km 5 --km 25 --days 7 --days 14
    """
    from tocsin.measure import near_repeat as room
    from tocsin.measure.lights import of_near_repeat

    given = query.given()
    window = query.window(given[0])
    bands = (kilometres or room.KILOMETRES, days or room.DAYS)
    found = room.near_repeat(
        given[0], window, kilometres=bands[0], days=bands[1], level=query.level, seed=query.seed
    )  # fmt: skip
    light = of_near_repeat(window, *bands, int(found.details["strongest"]), query.seed)
    return carry(query, found, light, given, draws)[0]


COMMANDS = (changes, tail, excite, near_repeat)
