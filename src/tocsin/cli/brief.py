"""`tocsin brief`."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import Day, Moment, desk_option
from tocsin.errors import UserError

if TYPE_CHECKING:
    from tocsin.brief import Brief

FORMATS = ("text", "html", "markdown", "json")
SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json"}
LANGUAGES = ("en", "ru", "kk", "fr", "ar")
DEFINITION = "violent-attack"
DAY = timedelta(days=1)


@click.command()
@click.option("--on", type=Day(), help="That whole day, in UTC.")
@click.option("--since", type=Moment(end_of_day=False), help="From then. Default: 24 hours before the end.")
@click.option("--until", type=Moment(end_of_day=True), help="Up to then. Default: now.")
@click.option(
    "--definition",
    metavar="NAME",
    default=DEFINITION,
    show_default=True,
    help="Which incidents count: a rule.",
)
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Default: by the ending of --output, else text."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="In which language. Quotes keep theirs; JSON is the same in all.",
)
@desk_option
def brief(
    on: datetime | None, since: datetime | None, until: datetime | None, definition: str, format_: str | None,
    output: Path | None, language: str, folder: Path,
) -> None:  # fmt: skip
    """Say whether there was any major new attack, what is known, what changed, and how much was read.

    It covers documents published in the last 24 hours, unless told otherwise.

    \b
    Examples:
      tocsin brief
      tocsin brief --on 2016-07-15
      tocsin brief --since 3d --output brief.html
      tocsin brief --language ru
    """
    from tocsin.brief import compose
    from tocsin.cli.progress import busy
    from tocsin.definitions import load
    from tocsin.desk import Desk
    from tocsin.language import load as words_of
    from tocsin.language import speaking

    words = words_of(language)
    now = datetime.now(UTC)
    start, end = window(on, since, until, now)
    rule = load(definition)
    with busy("composing the brief"), Desk.open(folder, read_only=True) as desk:
        composed = compose(desk.record, start, end, rule, now)
    with speaking(words):
        _put(composed, format_ or SUFFIXES.get(output.suffix.lower() if output else "", "text"), output)


def window(
    on: datetime | None, since: datetime | None, until: datetime | None, now: datetime
) -> tuple[datetime, datetime]:
    """Return the half-open window that the options name. Raises UserError where they contradict."""
    if on is not None:
        if since is not None or until is not None:
            raise UserError("--on names a whole day: leave out --since and --until, or leave out --on")
        return on, on + DAY
    if until is not None and until.timetz() == time(23, 59, 59, tzinfo=UTC):
        # A bare day stands for its last second, which a window that ends with it would leave out.
        until += timedelta(seconds=1)
    end = until or now
    return since or end - DAY, end


def _put(composed: Brief, format_: str, output: Path | None) -> None:
    if format_ == "text" and output is None:
        from tocsin.brief import to_text
        from tocsin.cli.output import console

        to_text(composed, console())
        return
    text = _rendered(composed, format_)
    if output is None:
        click.echo(text, nl=False)
        return
    # Written beside and renamed, so that nobody opens half a brief.
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(output)
    click.echo(f"written to {output}", err=True)


def _rendered(composed: Brief, format_: str) -> str:
    from tocsin import brief as room

    if format_ == "html":
        return room.to_html(composed)
    if format_ == "markdown":
        return room.to_markdown(composed)
    if format_ == "json":
        return room.dumps(composed)
    return room.as_text(room.released(composed))
