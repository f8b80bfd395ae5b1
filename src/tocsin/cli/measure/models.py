"""`tocsin measure changes|tail|excite|near-repeat`: what kind of process it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tocsin.cli.measure.query import Query, measured

if TYPE_CHECKING:
    from tocsin.measure import Estimate


@click.command()
@measured
def changes(query: Query) -> Estimate:
    """Did the rate change, when, and from what to what?

    \b
    Example:
      tocsin measure changes --region Western Africa --since 2012-01-01
    """
    from tocsin.measure.changes import changes as changes_

    events = query.events()
    return changes_(events, query.window(events), level=query.level, seed=query.seed)


@click.command()
@click.option("--x-min", type=click.IntRange(1), help="The tail begins here. Default: where it fits best.")
@click.option(
    "--size", type=click.IntRange(2), help="The chance of an attack with so many dead or more, instead."
)
@measured
def tail(query: Query, x_min: int | None, size: int | None) -> Estimate:
    """How deadly can it get: the tail of deaths per attack, what fits it, what it leans on.

    \b
    Examples:
      tocsin measure tail --since 2010-01-01
      tocsin measure tail --size 100
    """
    from tocsin.measure.tail import large_event
    from tocsin.measure.tail import tail as tail_

    events = query.events()
    inside = events.within(query.window(events))
    least = float(x_min) if x_min else None
    if size:
        return large_event(inside, size, x_min=least, level=query.level, seed=query.seed)
    return tail_(inside, x_min=least, level=query.level, seed=query.seed)


@click.command()
@measured
def excite(query: Query) -> Estimate:
    """Do attacks set off attacks? A background that moves and same-day ties are held apart from contagion.

    \b
    Example:
      tocsin measure excite --region NG --since 2012-01-01
    """
    from tocsin.measure.excite import excite as excite_

    events = query.events()
    return excite_(events, query.window(events), level=query.level, seed=query.seed)


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
@measured
def near_repeat(query: Query, kilometres: tuple[float, ...], days: tuple[int, ...]) -> Estimate:  # fmt: skip
    """Is another attack likelier near by, soon after one? No place is named.

    \b
    Example:
      tocsin measure near-repeat --region NG --km 5 --km 25 --days 7 --days 14
    """
    from tocsin.measure import near_repeat as room

    events = query.events()
    return room.near_repeat(
        events, query.window(events), kilometres=kilometres or room.KILOMETRES, days=days or room.DAYS,
        level=query.level, seed=query.seed,
    )  # fmt: skip


COMMANDS = (changes, tail, excite, near_repeat)
