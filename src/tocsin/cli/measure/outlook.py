"""`tocsin measure nowcast|link|forecast`: what is not in yet, what stands beside, what may come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.measure.doubting import FITTED, carry, draws_option
from tocsin.cli.measure.query import Query, measured

if TYPE_CHECKING:
    from tocsin.measure import Estimate, Events, Window
    from tocsin.measure.tables import Table


@click.command()
@click.option("--weeks", type=click.IntRange(1, 5), default=4, show_default=True, help="How many weeks back.")
@draws_option(FITTED)
@measured
def nowcast(query: Query, weeks: int, draws: int) -> list[Estimate]:
    """How many attacks of the last weeks will there turn out to be, once all reports are in?

    The last day is that of --as-of, else of --until, else today.

    \b
    Example:
      tocsin measure nowcast --as-of 2016-07-31 --weeks 3
    """
    from tocsin.measure.carrying import ROOT
    from tocsin.measure.lights import of_nowcast
    from tocsin.measure.nowcast import nowcast as nowcast_

    now = (query.as_of or query.until or datetime.now(UTC)).date()
    given = query.given()
    found = nowcast_(given[0], now, weeks=weeks, level=query.level, seed=query.seed)
    return carry(query, found, of_nowcast(now, weeks, query.seed), given, draws, ROOT)


@click.command()
@click.option(
    "--series", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="CSV with a column month (2016-07) or date, and one of numbers: monthly, beside the record.",
)  # fmt: skip
@click.option(
    "--panel", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", multiple=True,
    help="CSV by country and year, as the World Bank's or UCDP's; repeatable.",
)  # fmt: skip
@click.option(
    "--column", "columns", multiple=True, help="A column or indicator to use; repeatable. Default: all."
)
@click.option(
    "--counts", metavar="COLUMN", help="Take the counts from this column of the panel, not the record."
)
@click.option("--lags", type=click.IntRange(1, 12), default=3, show_default=True, help="Months, of a series.")
@draws_option(FITTED)
@measured
def link(
    query: Query, series: Path | None, panel: tuple[Path, ...], columns: tuple[str, ...], counts: str | None,
    lags: int, draws: int,
) -> Estimate | list[Estimate]:  # fmt: skip
    """What goes with attacks: a monthly series at its lags, or drivers by country and year. An association.

    \b
    Examples:
      tocsin measure link --series territory.csv --region IQ,SY
      tocsin measure link --panel worldbank.csv --column "GDP per capita"
    """
    if (series is None) == (not panel):
        raise click.UsageError("give either --series FILE or --panel FILE")
    if series is not None:
        from tocsin.cli.measure.tables import months_of
        from tocsin.measure.lagged_link import lagged_link
        from tocsin.measure.lights import of_link

        given = query.given()
        window = query.window(given[0])
        values = months_of(series, columns[0] if columns else None)
        found = lagged_link(given[0], window, values, lags=lags, level=query.level, seed=query.seed)
        light = of_link(window, values, int(found.details["strongest"]))
        return carry(query, found, light, given, draws)[0]
    return _panel(query, panel, columns, counts, draws)


def _panel(
    query: Query, files: tuple[Path, ...], columns: tuple[str, ...], counts: str | None, draws: int
) -> list[Estimate]:
    from tocsin.cli.measure.tables import rows_of
    from tocsin.errors import InputError
    from tocsin.measure.carrying import undoubted
    from tocsin.measure.lights import of_panel
    from tocsin.measure.panel import drivers_of, panel
    from tocsin.measure.tables import Table, heading, read_table

    table = Table({})
    for file in files:
        table |= read_table(rows_of(file, heading))
    wanted = columns or tuple(name for name in table.columns if name != counts)
    missing = [name for name in (*wanted, *((counts,) if counts else ())) if name not in table.columns]
    if missing:
        listed = ", ".join(sorted(table.columns)[:12])
        raise InputError(f"the table has no {missing[0]!r}; it has: {listed}")
    drivers = {name: table.columns[name] for name in wanted}
    if counts:
        found = drivers_of(panel(table.columns[counts], drivers), level=query.level)
        why = "the counts come from the table, which says no probability of its events"
        return [_told(undoubted(one, why), table) for one in found]
    given = query.given()
    window = query.window(given[0])
    found = drivers_of(panel(_by_country_year(given[0], window), drivers), level=query.level)
    light = of_panel(
        partial(_by_country_year, window=window), drivers, float(found[0].details["effect_spread"])
    )
    return [_told(one, table) for one in carry(query, found, light, given, draws)]


def _told(found: Estimate, table: Table) -> Estimate:
    """Return the estimate with the rows of the table that are groups of countries counted."""
    if not table.groups:
        return found
    several = "s of countries" if len(table.groups) > 1 else " of countries"
    note = f"{len(table.groups)} group{several} in the table left out, such as {min(table.groups)}"
    return replace(found, notes=(*found.notes, note))


def _by_country_year(events: Events, window: Window) -> dict[tuple[str, int], float]:
    """Return the record's counts by country and year, years without any included."""
    years = range(window.since.year, window.until.year + 1)
    found = {(str(code), year): 0.0 for code in set(events.country) - {""} for year in years}
    for code, day in zip(events.country, events.day, strict=True):
        key = (str(code), date.fromordinal(int(day)).year)
        if key in found:
            found[key] += 1
    return found


@click.command()
@click.option("--weeks", type=click.IntRange(1, 13), default=4, show_default=True, help="How many weeks on.")
@draws_option(FITTED)
@measured
def forecast(query: Query, weeks: int, draws: int) -> list[Estimate]:
    """How many attacks in the next weeks, and is that worth more than what was usual?

    Only for countries and larger regions: never for a place smaller than that.

    \b
    Example:
      tocsin measure forecast --region Western Africa --weeks 4
    """
    from tocsin.errors import UserError
    from tocsin.measure.carrying import ROOT
    from tocsin.measure.forecast import forecast as forecast_
    from tocsin.measure.lights import of_forecast

    if query.area()[1] is not None:
        raise UserError("no forecast is made for a place smaller than a country: name countries or a region")
    given = query.given()
    window = query.window(given[0])
    found = forecast_(given[0], window, weeks=weeks, level=query.level, seed=query.seed)
    light = of_forecast(window, str(found[0].details["model"]), weeks, query.seed)
    return carry(query, found, light, given, draws, ROOT)


COMMANDS = (nowcast, link, forecast)
