"""`tocsin withdraw`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import by_option, desk_option

if TYPE_CHECKING:
    from tocsin.model import Statement


@click.command()
@click.option("--statement", metavar="ID", help="A statement, by its id from `tocsin show`.")
@click.option("--document", metavar="URL", help="A document, by its URL: all its statements go.")
@click.option("--reason", required=True, help="Why; it stays in the record.")
@by_option()
@desk_option
def withdraw(statement: str | None, document: str | None, reason: str, by: str, folder: Path) -> None:
    """Take a statement or a document back: no view shows it any more; that it was there stays known.

    \b
    Example:
      tocsin withdraw --document https://paper.example/x --reason "retracted by the paper"
    """
    from tocsin.cli.claims import follow
    from tocsin.desk import Desk

    if (statement is None) == (document is None):
        raise click.UsageError("name one of --statement ID and --document URL")
    with Desk.open(folder) as desk:
        before = [_what(earlier) for earlier in desk.record.withdrawals()]
        taken = desk.record.withdraw(
            statement=statement, document=document, reason=reason, by=by, at=datetime.now(UTC)
        )
        follow(desk.record)
    again = " (it was withdrawn before; both reasons are kept)" if _what(taken) in before else ""
    click.echo(f"Withdrawn: {statement or document}{again}")


def _what(withdrawal: Statement) -> tuple[str | None, str | None]:
    return withdrawal.value.get("statement"), withdrawal.value.get("document")
