"""Screen or export: what the user sees at the terminal may hold what no export does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tocsin.desk import Desk
    from tocsin.record import Record

SCREEN = ("table", "text")
"""Formats for the user's own eyes. Every other one is made to be handed on."""


def seen(desk: Desk, format_: str) -> Record:
    """Return the record as `format_` may show it, and say on stderr where that is not all of it.

    Rows of datasets that may not be passed on are on the screen only (docs/datasets.md).
    """
    held = desk.record.restricted()
    if not held:
        return desk.record
    named = ", ".join(f"{name} {rows:,}" for name, rows in held.items())
    if format_ in SCREEN:
        click.echo(f"tocsin: shown here, in no export: what rests on rows of {named}", err=True)
        return desk.record.inside
    click.echo(f"tocsin: left out: what rests on rows that may not be passed on ({named})", err=True)
    return desk.record
