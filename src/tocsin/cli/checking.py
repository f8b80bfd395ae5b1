"""What `tocsin check` and `tocsin claims` share: the options of a claim, and how one is taken in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tocsin.cli.options import Day
from tocsin.errors import InputError

if TYPE_CHECKING:
    from tocsin.claims import Corrections

Command = TypeVar("Command", bound=Callable[..., Any])
LARGEST = 100_000
"""Bytes that are read of a file or of stdin."""
COUNTS = ("attacks", "killed", "injured")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a claim as they were given."""

    said: datetime | None
    said_by: str | None
    source: str | None
    region: str | None
    since: datetime | None
    until: datetime | None
    count: str | None


def claim_options(command: Command) -> Command:
    """Add the options that say who made a claim and correct how it is read."""
    options = (
        click.option("--said", type=Day(), help="The day it was said. Default: today."),
        click.option("--said-by", metavar="WHO", help="Who said it: an outlet, an office, a group."),
        click.option("--source", metavar="TEXT", help="Where its number comes from."),
        click.option("--region", metavar="NAME", help="Where: a country, codes, a continent, EU, a town."),
        click.option("--since", type=Day(), help="First day of the window."),
        click.option("--until", type=Day(), help="Last day of the window."),
        click.option("--count", type=click.Choice(COUNTS), help="What is counted."),
        click.option("--definition", metavar="NAME", help="The rule that says what counts."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def taken(claim: str, asked: Asked) -> list[str]:
    """Return the claim files (TOML) that a sentence, a .toml file or stdin ("-") holds, as corrected.

    Raises InputError where there is nothing to read, it is too long, or no sentence is understood. Sentences
    that are not understood beside others that are, are told on stderr.
    """
    if claim == "-":
        return _of_text(_bounded(sys.stdin.buffer.read(LARGEST + 1), "stdin"), "stdin", asked)
    if claim.lower().endswith(".toml"):
        path = Path(claim)
        if not path.is_file():
            raise InputError(f"there is no file {claim}: give a claim file, a sentence, or - for stdin")
        with path.open("rb") as file:
            return _of_text(_bounded(file.read(LARGEST + 1), claim), claim, asked)
    return _of_sentences(claim, asked)


def _bounded(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise InputError(f"{name} is longer than a claim can be: at most {LARGEST:,} bytes are read")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{name} is not UTF-8 text") from None


def _of_text(text: str, name: str, asked: Asked) -> list[str]:
    from tocsin.claims import looks_like_a_file, parse, rewritten

    if not name.endswith(".toml") and not looks_like_a_file(text):
        return _of_sentences(text, asked)
    parse(text, name, said_on=_day(asked.said))
    return [rewritten(text, corrections(asked))]


def _of_sentences(text: str, asked: Asked) -> list[str]:
    from tocsin.claims import read, written
    from tocsin.cli.output import plain

    said_on = _day(asked.said) or date.today()  # noqa: DTZ011 - the reader's own day
    understood = read(text, said_on=said_on, said_by=asked.said_by, source=asked.source)
    if not understood.claims:
        lacks = "; ".join(dict.fromkeys(no.missing for no in understood.not_understood))
        raise InputError(
            f"not understood: the sentence lacks {lacks}; to write it as a file: tocsin check --as-file "
            "SENTENCE > claim.toml"
        )
    for no in understood.not_understood:
        click.echo(plain(f"tocsin: not understood, left out: “{no.text}” lacks {no.missing}"), err=True)
    return [written(claim, corrections(asked)) for claim in understood.claims]


def as_file(claim: str, asked: Asked) -> str:
    """Return a sentence as the files of its claims, or the file to fill in where it is not understood."""
    from tocsin.claims import read, skeleton, written

    said_on = _day(asked.said) or date.today()  # noqa: DTZ011 - the reader's own day
    understood = read(claim, said_on=said_on, said_by=asked.said_by, source=asked.source)
    if understood.claims:
        return "\n".join(written(claim, corrections(asked)) for claim in understood.claims)
    lacks = "; ".join(dict.fromkeys(no.missing for no in understood.not_understood))
    return skeleton(claim, lacks, said_on)


def corrections(asked: Asked) -> Corrections:
    """Return the corrections that the options make."""
    from tocsin.claims import Corrections

    return Corrections(
        count=asked.count, region=asked.region, since=_day(asked.since), until=_day(asked.until)
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
