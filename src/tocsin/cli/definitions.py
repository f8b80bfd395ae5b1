"""`tocsin definitions`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.options import as_of_option, desk_option, format_option


@click.command()
@click.option("--count", is_flag=True, help="Count the desk's incidents under each, side by side.")
@as_of_option
@format_option("table", "json", default="table")
@desk_option
def definitions(count: bool, as_of: datetime | None, format_: str, folder: Path) -> None:
    """List the inclusion rules that come with tocsin; with --count, what each makes of the record.

    \b
    Examples:
      tocsin definitions
      tocsin definitions --count
      tocsin incidents --definition my-rule.toml
    """
    from tocsin.cli import output
    from tocsin.definitions import shipped
    from tocsin.desk import Desk

    rules = list(shipped().values())
    rows: list[dict[str, object]] = [{"name": r.name, "title": r.title, "source": r.source} for r in rules]
    columns = {"name": "name", "title": "what it includes", "source": "where it is written down"}
    if count:
        with Desk.open(folder, read_only=True) as desk:
            found = desk.record.incidents(as_of=as_of)
        for row, rule in zip(rows, rules, strict=True):
            answers = [rule.test(incident) for incident in found]
            row |= {answer: answers.count(answer) for answer in ("yes", "doubtful", "no")}
        columns = {
            "name": "name",
            "yes": "yes",
            "doubtful": "doubtful",
            "no": "no",
            "title": "what it includes",
        }
    if format_ == "json":
        output.write_json(rows)
    else:
        output.write_table(rows, columns, right=("yes", "doubtful", "no"))
