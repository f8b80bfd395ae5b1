"""`tocsin check`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.checking import Asked, claim_options, taken
from tocsin.cli.checking import as_file as written_out
from tocsin.cli.options import as_of_option, desk_option, format_option

if TYPE_CHECKING:
    from tocsin.claims import Checked, Given, View


@click.command()
@click.argument("claim", required=False, metavar="[SENTENCE|FILE.toml|-]")
@click.option("--example", metavar="NAME", help="A claim that ships with tocsin: 84-hours.")
@claim_options
@as_of_option
@click.option(
    "--plot", type=click.Path(dir_okay=False, path_type=Path), help="Write the chart: .png, .svg, .json."
)
@click.option("--as-file", is_flag=True, help="Write the sentence as a claim file, to fill in or correct.")
@click.option("--all", "everything", is_flag=True, help="List every attack behind it.")
@format_option("text", "json", default="text")
@desk_option
@click.pass_context
def check(
    ctx: click.Context, claim: str | None, example: str | None, said: datetime | None, said_by: str | None,
    source: str | None, region: str | None, since: datetime | None, until: datetime | None, count: str | None,
    definition: str | None, as_of: datetime | None, plot: Path | None, everything: bool, format_: str,
    folder: Path, as_file: bool,
) -> None:  # fmt: skip
    """Check a public claim about attacks: is it supported, under which definition, with which interval?

    Answers supported, not supported, wrong scope, depends on the definition, or cannot tell, and why; shows
    how the sentence was understood, so that you can correct it, and the attacks behind each figure.

    \b
    Examples:
      tocsin check "In Europe alone the last two months have seen attacks every 84 hours" --said 2016-08-01
      tocsin check --example 84-hours
      tocsin check "12 attacks in France in July" --said 2016-08-01 --region FR,BE --plot july.svg
      tocsin check --as-file "Countless attacks hit Europe" > claim.toml
      tocsin check claim.toml --format json
    """
    if (claim is None) == (example is None):
        raise click.UsageError("give one claim: a sentence, a .toml file, - for stdin, or --example NAME")
    asked = Asked(said, said_by, source, region, since, until, count)
    if as_file:
        if claim is None:
            raise click.UsageError("--as-file takes a sentence")
        click.echo(written_out(claim, asked), nl=False)
        return
    given = _given(claim, example, asked)
    view = _view(ctx, folder, as_of, needed=not all(_has_counts(one) for one in given))
    from tocsin.desk.claiming import checked

    found = [checked(one, view, definition) for one in given]
    _write(found, format_, everything=everything)
    if plot is not None:
        _plot(found, plot)


def _given(claim: str | None, example: str | None, asked: Asked) -> list[Given]:
    from dataclasses import replace

    from tocsin.claims import Given, corrected, examples, parse
    from tocsin.cli.checking import corrections
    from tocsin.errors import NotFoundError

    if example is not None:
        known = examples()
        if example not in known:
            raise NotFoundError(f"no example {example!r}: choose one of {', '.join(known)}")
        shipped = known[example]
        made = corrected(shipped.claim, corrections(asked))
        return [Given(replace(made, said_by=asked.said_by or made.said_by), shipped.cited)]
    assert claim is not None
    return [parse(text, "the claim") for text in taken(claim, asked)]


def _has_counts(given: Given) -> bool:
    from tocsin.claims.cited import known_origin

    return bool(given.cited) or known_origin(given.claim) is not None


def _view(ctx: click.Context, folder: Path, as_of: datetime | None, *, needed: bool) -> View | None:
    """Return the desk's view; None where there is no desk, none was named, and cited counts are at hand."""
    from tocsin.desk import Desk
    from tocsin.desk.claiming import view_of

    named = ctx.get_parameter_source("folder") is not click.core.ParameterSource.DEFAULT
    if not (named or needed or (folder / "tocsin.toml").is_file()):
        click.echo(f"tocsin: no desk in {folder}: only the cited counts are looked at", err=True)
        return None
    with Desk.open(folder, read_only=True) as desk:
        return view_of(desk.record, as_of=as_of)


def _write(found: list[Checked], format_: str, *, everything: bool) -> None:
    from tocsin.cli import output

    if format_ == "json":
        output.write_json(one.to_json() for one in found)
        return
    for number, one in enumerate(found):
        if number:
            click.echo("\n" + "─" * 72 + "\n")
        show(one, everything=everything)


def show(found: Checked, *, everything: bool = False) -> None:
    """Write a check for a person: wrapped and coloured at a terminal, one line a fact elsewhere."""
    from rich.padding import Padding
    from rich.text import Text

    from tocsin.claims import told
    from tocsin.cli.output import console, plain

    screen = console()
    colours = {"supported": "bold green", "cannot tell": "bold"}
    width = screen.width if screen.is_terminal else None
    for line in told(found, everything=everything, width=width):
        style = {"head": "bold", "dim": "dim"}.get(line.kind, "")
        if line.kind == "verdict":
            style = colours.get(found.verdict, "bold red")
        text = Text(plain(line.text), style=style)
        if screen.is_terminal:
            screen.print(Padding(text, (0, 0, 0, line.indent)))
        else:
            click.echo(" " * line.indent + text.plain)


def _plot(found: list[Checked], path: Path) -> None:
    from tocsin.errors import GroundsError
    from tocsin.measure.estimate import save

    for number, one in enumerate(found, 1):
        if one.figure is None:
            raise GroundsError("there is no figure to draw: no reading has grounds for one")
        where = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        save(one.figure, where)
        click.echo(f"written to {where}", err=True)
