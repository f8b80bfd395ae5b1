"""`tocsin audit draw|status|label|result|list`: how right the record is, by a sample."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.options import Moment, as_of_option, by_option, desk_option, format_option

if TYPE_CHECKING:
    from tocsin.record import Audit, Record

REPEATS = "the draw repeats: the frame is what it was"
CHANGED = (
    "the draw does not repeat: the frame is another one now (read, coded or corrected since); labels stay"
)
_audit = click.option("--audit", "id_", metavar="ID", help="Which audit. Default: the last drawn.")
_by = by_option("Who labels.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def audit() -> None:
    """How right the record is: draw a random sample, look at it, get precision and a bound on what is missed.

    \b
    Examples:
      tocsin audit draw --incidents 100 --rejected 200 --seed 7
      tocsin audit label
      tocsin audit result
    """


@audit.command()
@click.option(
    "--incidents",
    type=click.IntRange(0, 100_000),
    default=100,
    show_default=True,
    help="How many incidents to draw.",
)
@click.option(
    "--rejected",
    type=click.IntRange(0, 100_000),
    default=200,
    show_default=True,
    help="How many documents that gave no incident to draw.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed draws the same sample.")
@click.option(
    "--definition",
    metavar="NAME",
    default="violent-attack",
    show_default=True,
    help="Which incidents count: a rule, or its file.",
)
@click.option("--since", type=Moment(end_of_day=False), help="Attacks and documents from this day on.")
@click.option("--until", type=Moment(end_of_day=True), help="Attacks and documents up to this day.")
@as_of_option
@by_option("Who draws.")
@desk_option
def draw(
    incidents: int, rejected: int, seed: int, definition: str, since: datetime | None,
    until: datetime | None, as_of: datetime | None, by: str, folder: Path,
) -> None:  # fmt: skip
    """Draw a random sample of incidents and of rejected documents, to be labelled.

    \b
    Example:
      tocsin audit draw --incidents 100 --rejected 200 --seed 7 --since 2016-07-01 --until 2016-07-31
    """
    from tocsin.cli.progress import busy
    from tocsin.desk import Desk
    from tocsin.desk.auditing import Ask, drawn

    ask = Ask(
        incidents, rejected, seed, definition, since.date() if since else None,
        until.date() if until else None, as_of,
    )  # fmt: skip
    with Desk.open(folder) as desk:
        with busy("gathering what can be drawn"):
            made = drawn(desk.record, ask, by=by)
        for line in _plan(made):
            click.echo(line)
    click.echo("label it: tocsin audit label, or in the browser under Review, Audit")


@audit.command(name="list")
@format_option("table", "csv", "json", "jsonl")
@desk_option
def list_(format_: str, folder: Path) -> None:
    """List the audits: when each was drawn, under which definition, how far it is, what it found.

    \b
    Example:
      tocsin audit list
    """
    from tocsin.desk import Desk

    with Desk.open(folder, read_only=True) as desk:
        rows = [_row(desk.record, one) for one in desk.record.audits.all()]
    _rows(rows, format_)
    if not rows:
        click.echo("tocsin: no audit yet; draw one: tocsin audit draw", err=True)


@audit.command()
@_audit
@click.option(
    "--repeat", is_flag=True, help="Gather the frame again and say whether the seed draws the same."
)
@desk_option
def status(id_: str | None, repeat: bool, folder: Path) -> None:
    """How far an audit is: labelled of drawn, by stratum and by reviewer.

    \b
    Examples:
      tocsin audit status
      tocsin audit status --repeat
    """
    from tocsin.cli.progress import busy
    from tocsin.desk import Desk
    from tocsin.desk.auditing import repeats

    with Desk.open(folder, read_only=True) as desk:
        record = desk.record
        found = record.audits.find(id_)
        lines = [*_plan(found), *_progress(record, found)]
        if repeat:
            with busy("gathering the frame again"):
                same = repeats(record, found)
            lines.append(REPEATS if same else CHANGED)
    for line in lines:
        click.echo(line)


@audit.command()
@_audit
@_by
@click.option("--second", is_flag=True, help="What others labelled and you did not, for agreement.")
@desk_option
def label(id_: str | None, by: str, second: bool, folder: Path) -> None:
    """Label what was drawn, at the terminal; each answer is stored at once, q leaves and nothing is lost.

    \b
    Example:
      tocsin audit label
    """
    from tocsin.cli.audit_asking import ask
    from tocsin.desk import Desk
    from tocsin.desk.auditing import waiting

    with Desk.open(folder) as desk:
        record = desk.record
        found = record.audits.find(id_)
        items = record.audits.items(found)
        todo = waiting(items, record.audits.labels(found), by, second=second)
        for number, item in enumerate(todo):
            click.echo(f"\n{len(todo) - number} to label")
            body = ask(record, item, str(found.plan["definition"]))
            if body is None:
                break
            record.audits.label(item.seq, body, once=secrets.token_hex(16), reviewer=by)
        for line in _progress(record, found):
            click.echo(line)


@audit.command()
@_audit
@click.option(
    "--level",
    type=click.FloatRange(0.5, 0.999),
    default=0.95,
    show_default=True,
    help="Level of the intervals.",
)
@format_option("text", "json", default="text")
@desk_option
def result(id_: str | None, level: float, format_: str, folder: Path) -> None:
    """What the labels say: precision, each value's accuracy, what was missed at most.

    While not all is labelled the result is of what is, and says so.

    \b
    Examples:
      tocsin audit result
      tocsin audit result --format json
    """
    from tocsin.cli import output
    from tocsin.cli.audit_text import told
    from tocsin.desk import Desk
    from tocsin.desk.auditing import account

    with Desk.open(folder, read_only=True) as desk:
        found = account(desk.record, desk.record.audits.find(id_), level)
    if format_ == "json":
        import json

        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
        return
    for line in told(found):
        click.echo(output.plain(line))


def _plan(one: Audit) -> list[str]:
    plan = one.plan
    window = f"{plan['since'] or 'the first'} to {plan['until'] or 'the last'} day"
    sizes = sorted(plan["sizes"].items(), key=lambda pair: pair[0] != "incidents")
    told = ", ".join(f"{name} {plan['drawn'][name]:,} of {size:,}" for name, size in sizes)
    lines = [
        f"audit {one.id[:10]}, drawn {one.at:%Y-%m-%d} by {one.by}: {plan['definition']}, {window}, "
        f"seed {plan['seed']}, frame {plan['digest'][:10]}",
        f"drawn: {told}",
    ]
    if plan["left_out"]:
        left = ", ".join(f"{name} {n:,}" for name, n in plan["left_out"].items())
        lines.append(f"documents that cannot be looked at: {left}")
    return lines


def _progress(record: Record, one: Audit) -> list[str]:
    from collections import Counter

    items, labels = record.audits.items(one), record.audits.labels(one)
    done = {label.item for label in labels}
    drawn = Counter(item.stratum for item in items)
    told = Counter(item.stratum for item in items if item.seq in done)
    by = Counter(label.reviewer for label in labels)
    lines = [f"labelled: {', '.join(f'{name} {told[name]:,} of {n:,}' for name, n in drawn.items())}"]
    return lines + ([f"by: {', '.join(f'{who} {n:,}' for who, n in by.items())}"] if by else [])


def _row(record: Record, one: Audit) -> dict[str, Any]:
    found = record.audits.result(one)
    return {
        "id": one.id, "drawn_at": one.at.isoformat(), "by": one.by, "definition": one.plan["definition"],
        "seed": one.plan["seed"], "labelled": found.labelled, "drawn": found.drawn,
        "precision": found.precision.value, "low": found.precision.low, "high": found.precision.high,
        "n": found.precision.n, "recall_at_least": found.recall_low,
    }  # fmt: skip


def _rows(rows: list[dict[str, Any]], format_: str) -> None:
    from tocsin.cli import output

    columns = ("id", "drawn_at", "by", "definition", "seed", "labelled", "drawn", "precision", "low", "high",
               "n", "recall_at_least")  # fmt: skip
    if format_ == "csv":
        output.write_csv(rows, columns)
    elif format_ == "json":
        output.write_json(rows)
    elif format_ == "jsonl":
        output.write_json_lines(rows)
    elif rows:
        short = [
            row | {"id": row["id"][:10], "drawn_at": row["drawn_at"][:10]}
            | {k: None if row[k] is None else f"{row[k]:.2f}"
               for k in ("precision", "low", "high", "recall_at_least")}
            for row in rows
        ]  # fmt: skip
        output.write_table(short, {name: name.replace("_", " ") for name in columns})
