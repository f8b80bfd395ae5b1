"""`tocsin users …`: who may use the desk in a browser, and what each has open."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import click

from tocsin.cli.options import desk_option

if TYPE_CHECKING:
    from tocsin.desk import Desk

ROLES: Final = ("reader", "reviewer", "publisher", "administrator")
role_choice = click.Choice(ROLES)
password_option = click.option(
    "--password-file",
    type=click.File("r", encoding="utf-8"),
    help='Take the password from the first line of a file; "-" is stdin. Else it is asked for.',
)


@click.group()
def users() -> None:
    """Who may use the desk in a browser: names, roles, passwords, what each has open.

    A desk without users is one person's, on this machine alone.

    \b
    Examples:
      tocsin users add ana --role administrator
      tocsin users list
    """


@contextmanager
def _opened(folder: Path) -> Iterator[Desk]:
    from tocsin.desk import Desk

    with Desk.open(folder) as desk:
        yield desk


def _note(desk: Desk, what: str) -> None:
    """Leave a line in the trail: whoever sits at the machine is its login there."""
    from tocsin.record import Step

    step = Step(datetime.now(UTC), getpass.getuser(), "users", what, "terminal")
    desk.record.accounts.note([step])


def _password(name: str, file: TextIO | None) -> str:
    from tocsin.errors import UserError

    if file is not None:
        try:
            return file.readline().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise UserError("the password file is not UTF-8") from error
    if not sys.stdin.isatty():
        raise UserError("a password is asked for at a terminal: give --password-file FILE, or - for stdin")
    given: str = click.prompt(f"New password of {name}", hide_input=True, confirmation_prompt=True, err=True)
    return given


@users.command()
@click.argument("name")
@click.option("--role", type=role_choice, default="reader", show_default=True, help="What the user may do.")
@password_option
@desk_option
def add(name: str, role: str, password_file: TextIO | None, folder: Path) -> None:
    """Add a user. The first one is an administrator; a running `tocsin serve` asks for users after a restart.

    \b
    Examples:
      tocsin users add ana --role administrator
      tocsin users add ben --role reviewer --password-file - < ben.txt
    """
    from tocsin.desk.passwords import hashed

    with _opened(folder) as desk:
        name = name.lower()
        desk.record.accounts.add(name, role, hashed(name, _password(name, password_file)), at=_now())
        _note(desk, f"add {name} {role}")
        click.echo(f"{name} is a user now, with the role of {_a(role)}")


@users.command("list")
@desk_option
def list_(folder: Path) -> None:
    """List the users with their roles and how much each has open.

    \b
    Example:
      tocsin users list
    """
    from tocsin.cli.output import plural

    with _opened(folder) as desk:
        found = desk.record.accounts.users()
        for user in found:
            held = len(desk.record.accounts.sessions(user.name))
            since = f"{user.created:%Y-%m-%d}"
            click.echo(f"{user.name}  {user.role}, since {since}, {plural(held, 'session or token')} open")
    if not found:
        click.echo("No user: the desk is one person's. See: tocsin users add --help", err=True)


@users.command()
@click.argument("name")
@click.argument("new", metavar="ROLE", type=role_choice)
@desk_option
def role(name: str, new: str, folder: Path) -> None:
    """Give NAME another ROLE; all that the user has open ends.

    \b
    Example:
      tocsin users role ben publisher
    """
    with _opened(folder) as desk:
        desk.record.accounts.set_role(name, new, at=_now())
        _note(desk, f"role {name} {new}")
        click.echo(f"{name} has the role of {_a(new)} now, and has to sign in again")


@users.command()
@click.argument("name")
@password_option
@desk_option
def password(name: str, password_file: TextIO | None, folder: Path) -> None:
    """Give NAME another password; all that the user has open ends.

    \b
    Example:
      tocsin users password ben
    """
    from tocsin.desk.passwords import hashed

    with _opened(folder) as desk:
        user = desk.record.accounts.user(name)
        new = hashed(user.name, _password(user.name, password_file))
        desk.record.accounts.set_password(user.name, new, at=_now())
        _note(desk, f"password {name}")
        click.echo(f"{name} has another password now, and has to sign in again")


@users.command()
@click.argument("name")
@desk_option
def remove(name: str, folder: Path) -> None:
    """Remove NAME; what it decided stays under its name, which nobody else can take.

    \b
    Example:
      tocsin users remove ben
    """
    with _opened(folder) as desk:
        desk.record.accounts.remove(name, at=_now())
        _note(desk, f"remove {name}")
        click.echo(f"{name} is no user any more")


@users.command()
@click.argument("name")
@click.option("--end", is_flag=True, help="End all that is listed.")
@click.option("--only", metavar="ID", help="Only the one whose id begins so.")
@desk_option
def sessions(name: str, end: bool, only: str | None, folder: Path) -> None:
    """List the sessions and tokens of NAME, or end them.

    \b
    Examples:
      tocsin users sessions ben
      tocsin users sessions ben --only 3f9a12c0 --end
    """
    from tocsin.cli.output import plain, plural

    with _opened(folder) as desk:
        found = [s for s in desk.record.accounts.sessions(name) if s.hash.startswith(only or "")]
        if end:
            desk.record.accounts.end(name, hashes=[s.hash for s in found])
            _note(desk, f"end {name} {len(found)}")
            click.echo(f"{plural(len(found), 'session or token')} of {name} ended")
            return
        for one in found:
            what = plain(f"{one.kind} {one.label}".strip())
            click.echo(
                f"{one.hash[:8]}  {what}, from {one.address or 'a terminal'}, "
                f"last used {one.seen:%Y-%m-%d %H:%M}, ends {one.expires:%Y-%m-%d %H:%M} UTC"
            )


@users.command()
@click.argument("name")
@click.option("--days", default=90, show_default=True, help="How long it holds.")
@click.option("--label", default="", help="What it is for, to know it again in the list.")
@desk_option
def token(name: str, days: int, label: str, folder: Path) -> None:
    """Make a token by which a script reads as NAME, and print it once; only its hash is kept.

    \b
    Example:
      tocsin users token ben --label nightly --days 30
    """
    from tocsin.desk.signing import Door

    with _opened(folder) as desk:
        secret = Door(desk.record.accounts, desk.settings.web).token(name, label, days)
        _note(desk, f"token {name} {label}")
        click.echo(secret)


def _a(role: str) -> str:
    return f"an {role}" if role == "administrator" else f"a {role}"


def _now() -> datetime:
    return datetime.now(UTC)
