"""`tocsin claims`: the register of claims, and what became of their verdicts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.checking import Asked, claim_options, taken
from tocsin.cli.options import by_option, desk_option, format_option

if TYPE_CHECKING:
    from tocsin.desk.claiming import Rechecked
    from tocsin.record import ClaimCheck, Record, Registered

COLUMNS = {"id": "id", "verdict": "verdict", "since": "since", "checked": "checked", "changes": "changes",
           "said": "said", "claim": "claim"}  # fmt: skip


@click.group()
def claims() -> None:
    """The register of claims: each is checked again when the record changes, and its history is kept.

    \b
    Examples:
      tocsin claims add "An attack every 84 hours in Europe since June" --said 2016-08-01
      tocsin claims list
      tocsin claims show 3f2a91
      tocsin claims recheck
    """


@claims.command()
@click.argument("claim", metavar="SENTENCE|FILE.toml|-")
@claim_options
@by_option("Who enters it.")
@desk_option
def add(
    claim: str, said: datetime | None, said_by: str | None, source: str | None, region: str | None,
    since: datetime | None, until: datetime | None, count: str | None, definition: str | None, by: str,
    folder: Path,
) -> None:  # fmt: skip
    """Enter a claim into the register and check it. The options are those of `tocsin check`.

    \b
    Example:
      tocsin claims add "12 attacks in France in July" --said 2016-08-01 --said-by "a daily"
    """
    from tocsin.cli.output import plain
    from tocsin.definitions import load
    from tocsin.desk import Desk
    from tocsin.desk.claiming import register

    if definition is not None:
        load(definition)
    files = taken(claim, Asked(said, said_by, source, region, since, until, count))
    with Desk.open(folder) as desk:
        for text in files:
            entered = register(desk.record, text, definition, by=by)
            click.echo(
                plain(f"{entered.registered.id[:8]}  {entered.checked.verdict}: {entered.checked.claim.text}")
            )
            for sentence in entered.checked.because:
                click.echo(plain(f"  {sentence}"))


@claims.command(name="list")
@format_option("table", "csv", "json", "jsonl")
@desk_option
def list_(format_: str, folder: Path) -> None:
    """List the register with the verdicts as last checked, and since when each holds.

    \b
    Example:
      tocsin claims list --format csv > claims.csv
    """
    from tocsin.cli import output
    from tocsin.desk import Desk

    with Desk.open(folder, read_only=True) as desk:
        seen = desk.record.last_act()
        rows = [_row(claim, desk.record.claim_checks(claim.id), seen) for claim in desk.record.claims()]
    if format_ == "table":
        output.write_table(rows, COLUMNS, right=("changes",), spare=("changes", "said", "since"))
    elif format_ == "csv":
        output.write_csv(rows, tuple(COLUMNS))
    elif format_ == "json":
        output.write_json(rows)
    else:
        output.write_json_lines(rows)
    stale = sum(row["stale"] for row in rows)
    if not rows:
        click.echo("tocsin: no claim in the register; see: tocsin claims add --help", err=True)
    elif stale:
        click.echo(
            f"tocsin: the record changed since {stale} of them were checked: tocsin claims recheck", err=True
        )


def _row(claim: Registered, checks: list[ClaimCheck], seen: int) -> dict[str, Any]:
    text, said = _readable(claim)
    last = checks[-1] if checks else None
    since = next((c.at for c in _runs(checks)), None)
    return {
        "id": claim.id[:8], "verdict": last.verdict if last else None,
        "since": f"{since:%Y-%m-%d}" if since else None,
        "checked": f"{last.at:%Y-%m-%d %H:%M}" if last else None,
        "changes": sum(1 for c in checks if c.change), "said": said, "claim": text,
        "stale": last is None or last.seen != seen,
    }  # fmt: skip


def _readable(claim: Registered) -> tuple[str, str]:
    """Return sentence and day of a claim; what it was given as, where that can no longer be read."""
    from tocsin.claims import parse
    from tocsin.errors import InputError

    try:
        given = parse(claim.given, claim.id[:8]).claim
    except InputError:
        return claim.given.splitlines()[0], ""
    return given.text, str(given.said_on or "")


def _runs(checks: list[ClaimCheck]) -> list[ClaimCheck]:
    """Return the checks from the one on that gave the verdict that still holds."""
    run: list[ClaimCheck] = []
    for check in reversed(checks):
        if check.verdict != checks[-1].verdict:
            break
        run.insert(0, check)
    return run


@claims.command()
@click.argument("id_", metavar="ID")
@click.option("--all", "everything", is_flag=True, help="List every attack behind it.")
@format_option("text", "json", default="text")
@desk_option
def show(id_: str, everything: bool, format_: str, folder: Path) -> None:
    """Show a claim: its check as of now, and the history of its verdicts with what changed and why.

    \b
    Example:
      tocsin claims show 3f2a91
    """
    from tocsin.claims import parse
    from tocsin.cli import output
    from tocsin.cli.check import show as show_check
    from tocsin.desk import Desk
    from tocsin.desk.claiming import checked, view_of

    with Desk.open(folder, read_only=True) as desk:
        claim = desk.record.claim(id_)
        found = checked(parse(claim.given, claim.id[:8]), view_of(desk.record), claim.definition)
        history = [c for c in desk.record.claim_checks(claim.id) if c.body is not None]
    if format_ == "json":
        told = [
            {"at": c.at.isoformat(), "verdict": c.verdict, "change": list(c.change or ())} for c in history
        ]
        output.write_json([{"id": claim.id, "given": claim.given, "now": found.to_json(), "history": told}])
        return
    show_check(found, everything=everything)
    click.secho("\nIts history", bold=True)
    click.echo(f"  {claim.added_at:%Y-%m-%d %H:%M}  entered by {output.plain(claim.added_by)}")
    for check in history:
        _told(check)


def _told(check: ClaimCheck) -> None:
    from tocsin.cli.output import plain

    click.echo(f"  {check.at:%Y-%m-%d %H:%M}  {check.verdict}")
    for sentence in check.change or ():
        click.echo(plain(f"      {sentence}"))


@claims.command()
@click.argument("ids", nargs=-1, metavar="[ID...]")
@desk_option
def recheck(ids: tuple[str, ...], folder: Path) -> None:
    """Check claims again, all or some, and say what changed since the last time and why.

    `tocsin read`, `watch`, `merge`, `split`, `withdraw` and `recode` do so by themselves.

    \b
    Example:
      tocsin claims recheck
    """
    from tocsin.cli.output import plural
    from tocsin.desk import Desk
    from tocsin.desk.claiming import recheck as check_again

    with Desk.open(folder) as desk:
        wanted = [desk.record.claim(id_) for id_ in ids] if ids else None
        done = check_again(desk.record, wanted, always=True)
    changed = [one for one in done if one.change is not None]
    tell(changed)
    click.echo(f"{plural(len(done), 'claim')} checked again; {len(changed)} changed.")


def tell(changed: list[Rechecked]) -> None:
    """Write what became of the claims that changed."""
    from tocsin.cli.output import plain

    for one in changed:
        click.echo(plain(f"Claim {one.registered.id[:8]}, “{one.checked.claim.text}”: {one.checked.verdict}"))
        for sentence in one.change or ():
            click.echo(plain(f"  {sentence}"))


def follow(record: Record) -> None:
    """Check the register again after a change of the record, and say on stderr whose verdict changed."""
    from tocsin.cli.output import plain
    from tocsin.desk.following import after_change

    for one in after_change(record):
        short = one.registered.id[:8]
        line = f"claim {short} changed: {one.checked.verdict}; see: tocsin claims show {short}"
        click.echo(plain(f"tocsin: {line}"), err=True)
