"""The record's doubt at the command line: how many draws, and the wait for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tocsin.cli.measure.query import Query
    from tocsin.measure import Estimate
    from tocsin.measure.carrying import Light, Scale

COUNTED = 400
FITTED = 40
Given = tuple[Any, Any, frozenset[str] | None]


def draws_option(default: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option `--draws`; a count bears `COUNTED` of them, a model that is fitted anew `FITTED`."""
    return click.option(
        "--draws", type=click.IntRange(0, 10_000), default=default, show_default=True,
        help="Draws of the record's doubt; 0 takes the record at its word.",
    )  # fmt: skip


def carry(
    query: Query, found: Estimate | Sequence[Estimate], light: Light, given: Given, draws: int,
    scale: Scale | None = None,
) -> list[Estimate]:  # fmt: skip
    """Return the estimates with the record's doubt in them; a line at the terminal says that it is drawn."""
    from tocsin.cli.progress import busy
    from tocsin.measure.carrying import LOG, carried

    _, events, countries = given
    with busy(f"putting the figure to {draws} records that may be true"):
        return carried(found, light, events, countries, scale=scale or LOG, draws=draws, seed=query.seed)
