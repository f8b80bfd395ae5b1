"""`tocsin code SOURCE...`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tocsin.cli.options import desk_option, format_option, kind_option
from tocsin.cli.read import columns


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--map", "mapping", multiple=True, metavar="OURS=THEIRS", help="A column under another name.")
@kind_option
@format_option("jsonl", "json", default="jsonl")
@desk_option
def code(
    sources: tuple[str, ...], mapping: tuple[str, ...], kind: str | None, format_: str, folder: Path
) -> None:
    """Print what coding alone makes of each document; nothing is stored, nothing is merged.

    Of the desk only the settings for fetching are used, where there is one.

    \b
    Example:
      tocsin code article.html | jq .reports
    """
    from tocsin.cli import output

    rows = _rows(sources, columns(mapping), kind, folder)
    if format_ == "jsonl":
        output.write_json_lines(rows)
    else:
        output.write_json(rows)


def _rows(
    sources: tuple[str, ...], mapping: dict[str, str] | None, kind: str | None, folder: Path
) -> Iterator[dict[str, Any]]:
    from tocsin.desk import coded_rows

    for source in sources:
        yield from coded_rows(source, mapping=mapping, kind=kind, desk=folder)
