"""`tocsin measure nowcast|link|forecast`: what is not in yet, what stands beside, what may come."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.measure.query import Query, measured

if TYPE_CHECKING:
    from tocsin.measure import Estimate
    from tocsin.measure.panel import Table


@click.command()
@click.option("--weeks", type=click.IntRange(1, 5), default=4, show_default=True, help="How many weeks back.")
@measured
def nowcast(query: Query, weeks: int) -> list[Estimate]:
    """How many attacks of the last weeks will there turn out to be, once all reports are in?

    The last day is that of --as-of, else of --until, else today.

    \b
    Example:
      tocsin measure nowcast --as-of 2016-07-31 --weeks 3
    """
    from tocsin.measure.nowcast import nowcast as nowcast_

    moment = query.as_of or query.until or datetime.now(UTC)
    return nowcast_(query.events(), moment.date(), weeks=weeks, level=query.level, seed=query.seed)


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
@measured
def link(
    query: Query, series: Path | None, panel: tuple[Path, ...], columns: tuple[str, ...], counts: str | None,
    lags: int,
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

        events = query.events()
        values = months_of(series, columns[0] if columns else None)
        return lagged_link(
            events, query.window(events), values, lags=lags, level=query.level, seed=query.seed
        )  # fmt: skip
    return _panel(query, panel, columns, counts)


def _panel(
    query: Query, files: tuple[Path, ...], columns: tuple[str, ...], counts: str | None
) -> list[Estimate]:
    from tocsin.cli.measure.tables import rows_of
    from tocsin.errors import InputError
    from tocsin.measure.panel import drivers_of, panel, read_table

    table: Table = {}
    for file in files:
        table |= read_table(rows_of(file))
    wanted = columns or tuple(name for name in table if name != counts)
    missing = [name for name in (*wanted, *((counts,) if counts else ())) if name not in table]
    if missing:
        raise InputError(f"the table has no {missing[0]!r}; it has: {', '.join(sorted(table)[:12])}")
    counted = table[counts] if counts else _by_country_year(query)
    return drivers_of(panel(counted, {name: table[name] for name in wanted}), level=query.level)


def _by_country_year(query: Query) -> dict[tuple[str, int], float]:
    """Return the record's counts by country (its name and its codes) and year, none included."""
    from tocsin.places import country_name

    events = query.events()
    window = query.window(events)
    found: dict[tuple[str, int], float] = {}
    for code in set(events.country) - {""}:
        for name in (str(code), country_name(str(code)) or ""):
            for year in range(window.since.year, window.until.year + 1):
                found[name.casefold(), year] = 0.0
    for code, day in zip(events.country, events.day, strict=True):
        for name in (str(code), country_name(str(code)) or ""):
            key = (name.casefold(), date.fromordinal(int(day)).year)
            if key in found:
                found[key] += 1
    return found


@click.command()
@click.option("--weeks", type=click.IntRange(1, 13), default=4, show_default=True, help="How many weeks on.")
@measured
def forecast(query: Query, weeks: int) -> list[Estimate]:
    """How many attacks in the next weeks, and is that worth more than what was usual?

    Only for countries and larger regions: never for a place smaller than that.

    \b
    Example:
      tocsin measure forecast --region Western Africa --weeks 4
    """
    from tocsin.errors import UserError
    from tocsin.measure.forecast import forecast as forecast_

    if query.area()[1] is not None:
        raise UserError("no forecast is made for a place smaller than a country: name countries or a region")
    events = query.events()
    return forecast_(events, query.window(events), weeks=weeks, level=query.level, seed=query.seed)


COMMANDS = (nowcast, link, forecast)
