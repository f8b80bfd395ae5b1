"""Options that commands share: the desk, the moment, the format."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
DEFAULT_DESK = "desk"
KINDS = ("jsonl", "json", "csv", "tsv", "parquet", "warc", "html", "feed")
"""The kinds of `tocsin.read.KINDS` (a test holds the two equal), here without importing the readers."""


def desk_option(command: Command) -> Command:
    """Add --desk DIR (or TOCSIN_DESK; else this folder if it is a desk, else ./desk)."""
    return click.option(
        "--desk",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="TOCSIN_DESK",
        default=_here,
        help="The desk's folder (or set TOCSIN_DESK). Default: this folder if it is a desk, else ./desk.",
    )(command)


def by_option(what: str = "Who decides.") -> Callable[[Command], Command]:
    """Add --by: whose name stands in the record."""
    return click.option("--by", default=getpass.getuser, show_default="your login", help=what)


def decision_options(command: Command) -> Command:
    """Add --by, --note and --desk: who decides, why, and of which desk."""
    return by_option()(click.option("--note", help="Why.")(desk_option(command)))


def undo_option(what: str) -> Callable[[Command], Command]:
    """Add --undo, which does `what`."""
    return click.option("--undo", is_flag=True, help=what)


def _here() -> Path:
    return Path() if Path("tocsin.toml").is_file() else Path(DEFAULT_DESK)


class Moment(click.ParamType[datetime]):
    """A time: ISO 8601, a day (its end, for --as-of and --until; its start for --since), or "3d" ago."""

    name = "TIME"

    def __init__(self, *, end_of_day: bool) -> None:
        """`end_of_day`: a bare day stands for its last second, not its first."""
        self.end_of_day = end_of_day

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return an aware UTC time."""
        if isinstance(value, datetime):
            return value
        try:
            return self._read(str(value).strip())
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is not a time: write 2016-07-15, 2016-07-15T12:00Z or 3d", param, ctx)

    def _read(self, text: str) -> datetime:
        if text.endswith("d") and text[:-1].isdecimal():
            return datetime.now(UTC) - timedelta(days=int(text[:-1]))
        moment = datetime.fromisoformat(text)
        if len(text) == 10:
            clock = time(23, 59, 59) if self.end_of_day else time(0, 0)
            moment = datetime.combine(moment.date(), clock)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Day(click.ParamType[datetime]):
    """A day, as its first moment in UTC."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return an aware UTC time."""
        try:
            return datetime.strptime(str(value).strip(), "%Y-%m-%d").replace(tzinfo=UTC)
        except ValueError:
            self.fail(f"{value!r} is not a day: write 2016-07-15", param, ctx)


def as_of_option(command: Command) -> Command:
    """Add --as-of TIME."""
    return click.option(
        "--as-of",
        type=Moment(end_of_day=True),
        help="What the documents published by then said, whenever they were read.",
    )(command)


def format_option(*formats: str, default: str = "table") -> Callable[[Command], Command]:
    """Add --format with these choices."""
    return click.option(
        "--format", "format_", type=click.Choice(formats), default=default, show_default=True, help="Output."
    )


def kind_option(command: Command) -> Command:
    """Add --kind."""
    return click.option(
        "--kind", type=click.Choice(KINDS), help="Read as this kind, whatever the name says."
    )(command)
