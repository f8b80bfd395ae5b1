"""`tocsin definitions`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import as_of_option, desk_option, format_option
from tocsin.cli.within import within, within_options

if TYPE_CHECKING:
    from tocsin.definitions import Definition

LISTED = {"name": "name", "title": "what it includes", "source": "where it is written down"}
COUNTED = {"name": "name", "yes": "yes", "doubtful": "doubtful", "no": "no", "title": "what it includes"}
GROUNDS = {"criterion": "criterion", "answer": "answer", "saw": "because"}


@click.group(invoke_without_command=True)
@click.option("--count", "count_", is_flag=True, help="The same as the subcommand `count`.")
@as_of_option
@format_option("table", "json", "csv", default="table")
@desk_option
@click.pass_context
def definitions(ctx: click.Context, count_: bool, as_of: datetime | None, format_: str, folder: Path) -> None:
    """List the inclusion rules that come with tocsin, count the record under each, check one of yours.

    \b
    Examples:
      tocsin definitions
      tocsin definitions count
      tocsin incidents --definition my-rule.toml
    """
    from tocsin.definitions import shipped

    if ctx.invoked_subcommand is not None:
        return
    if count_:
        ctx.invoke(count, rules=(), as_of=as_of, format_=format_, folder=folder)
        return
    rows = [{"name": r.name, "title": r.title, "source": r.source} for r in shipped().values()]
    _put(rows, LISTED, format_)


@definitions.command()
@click.argument("rules", nargs=-1, metavar="[NAME...]")
@click.option("--parts", is_flag=True, help="Beside each part of one attack, count its parts as one.")
@within_options
@as_of_option
@format_option("table", "json", "csv", default="table")
@desk_option
def count(
    rules: tuple[str, ...], as_of: datetime | None, format_: str, folder: Path, since: datetime | None = None,
    until: datetime | None = None, country: str | None = None, parts: bool = False,
) -> None:  # fmt: skip
    """Count the desk's incidents under each rule, side by side: the shipped ones, or those that you name.

    \b
    Examples:
      tocsin definitions count
      tocsin definitions count gtd my-rule.toml --country NG --since 2014-01-01 --until 2014-12-31
      tocsin definitions count --parts
    """
    from tocsin.audit import chosen
    from tocsin.cli.parts import as_one
    from tocsin.cli.seen import seen
    from tocsin.definitions import load, shipped
    from tocsin.desk import Desk

    named: list[Definition] = [load(name) for name in rules] or list(shipped().values())
    with Desk.open(folder, read_only=True) as desk:
        audits = desk.record.audits.told()
        record = seen(desk, format_)
        every = record.incidents(as_of=as_of)
        found = within(record.linked(every) if parts else every, since, until, country)
    rows = []
    for rule in named:
        answers = [rule.test(incident) for incident in found]
        counts = {answer: answers.count(answer) for answer in ("yes", "doubtful", "no")}
        line = chosen(audits, rule.name).line
        if parts:
            counts["yes_as_one"] = as_one([i for i, a in zip(found, answers, strict=True) if a == "yes"])
        rows.append({"name": rule.name, "title": rule.title, "source": rule.source, **counts, "audit": line})
    columns = _beside(COUNTED, "yes", "yes_as_one", "parts as one") if parts else COUNTED
    _put(rows, columns, format_, right=("yes", "yes_as_one", "doubtful", "no"))
    if format_ == "table":
        click.echo(chosen(audits, named[0].name).line)


@definitions.command()
@click.argument("file", metavar="FILE")
def check(file: str) -> None:
    """Say whether FILE is a rule that can be read, and print what it asks, criterion by criterion.

    \b
    Example:
      tocsin definitions check my-rule.toml
    """
    from tocsin.definitions import load

    rule = load(file)
    click.echo(f"{rule.name}: {rule.title}")
    click.echo(f"source: {rule.source}")
    for criterion in rule.criteria:
        _tell(criterion, 1)
    if not rule.criteria:
        click.echo("  no criterion: everything is in")


@definitions.command()
@click.argument("name")
@click.argument("id_", metavar="ID")
@as_of_option
@format_option("table", "json", default="table")
@desk_option
def explain(name: str, id_: str, as_of: datetime | None, format_: str, folder: Path) -> None:
    """Say whether the rule NAME includes incident ID, and why: each criterion, its answer, what it saw.

    \b
    Example:
      tocsin definitions explain gtd 3f2a91
    """
    from tocsin.cli.output import plain
    from tocsin.cli.seen import seen
    from tocsin.definitions import load
    from tocsin.desk import Desk

    rule = load(name)
    with Desk.open(folder, read_only=True) as desk:
        incident = seen(desk, format_).incident(id_, as_of=as_of)
    answer = rule.test(incident)
    rows = [{"criterion": g.criterion, "answer": g.answer, "saw": g.saw} for g in rule.grounds(incident)]
    if format_ == "json":
        told = {"definition": rule.name, "incident": incident.id, "answer": answer, "grounds": rows}
        _put([told], {}, format_)
        return
    click.echo(plain(f"{incident.id} {incident.title}"))
    click.echo(f"{rule.name}: {answer}")
    _put(rows, GROUNDS, format_)


def _tell(criterion: object, depth: int) -> None:
    from tocsin.definitions import Criterion, Several

    if isinstance(criterion, Several):
        needs = f"at least {criterion.need} of {len(criterion.parts)}:"
        click.echo("  " * depth + " ".join(filter(None, [criterion.name and f"{criterion.name};", needs])))
        for part in criterion.parts:
            _tell(part, depth + 1)
    elif isinstance(criterion, Criterion):
        click.echo("  " * depth + ": ".join(filter(None, [criterion.name, criterion.told()])))


def _beside(columns: Mapping[str, str], after: str, name: str, called: str) -> dict[str, str]:
    """Return `columns` with one more, right of the column `after`."""
    found: dict[str, str] = {}
    for key, label in columns.items():
        found[key] = label
        if key == after:
            found[name] = called
    return found


def _put(
    rows: Sequence[Mapping[str, object]], columns: dict[str, str], format_: str, right: tuple[str, ...] = ()
) -> None:
    from tocsin.cli import output

    if format_ == "json":
        output.write_json(rows)
    elif format_ == "csv":
        output.write_csv(rows, tuple(rows[0]))
    else:
        output.write_table(rows, columns, right=right)
