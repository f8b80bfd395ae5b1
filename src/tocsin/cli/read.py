"""`tocsin read SOURCE...`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from tocsin.cli.options import desk_option, format_option, kind_option
from tocsin.model import Document

SHOWN = 20
"""So many lines on what was left out are printed; the file beside has all of them."""


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--map", "mapping", multiple=True, metavar="OURS=THEIRS", help="A column under another name.")
@kind_option
@click.option(
    "--as",
    "as_",
    metavar="DATASET",
    help="Rows of this dataset, or of a mapping file (.toml), whatever the header.",
)
@format_option("text", "jsonl", default="text")
@desk_option
def read(
    sources: tuple[str, ...], mapping: tuple[str, ...], kind: str | None, as_: str | None, format_: str,
    folder: Path,
) -> None:  # fmt: skip
    """Read files, folders of pages, WARC, feed or page addresses, or stdin ("-") into the record.

    A document that is known already adds nothing. With --format jsonl each document is acknowledged by one
    line once it is safely stored. What cannot be read is listed on stderr and in rejected.jsonl in the desk.
    Tables of UCDP, ACLED, GTD and RAND are known by their columns and taken row by row.

    \b
    Examples:
      tocsin read articles.csv
      tocsin read archive.warc.gz pages/ https://example.org/feed.xml
      tocsin read export.csv --map text=body --map published=pub_date
      cat articles.jsonl | tocsin read -
      tocsin read GEDEvent_v24_1.csv
      tocsin read our-list.csv --as our-list.toml
    """
    from tocsin.cli.claims import follow
    from tocsin.cli.output import plain
    from tocsin.cli.progress import progress
    from tocsin.desk import Desk, expect

    named = columns(mapping)
    expect(sources)
    with Desk.open(folder, create=True) as desk, progress() as show:
        account = desk.read(
            sources,
            mapping=named,
            kind=kind,
            as_=as_,
            acknowledge=_acknowledge if format_ == "jsonl" else _nothing,
            progress=show,
        )
        follow(desk.record)
    for table in account.tables:
        click.echo(plain(f"tocsin: {table.sentence()}."), err=True)
    listed = [*account.rejected, *account.broken][:SHOWN]
    for item in listed:
        click.echo(plain(f"tocsin: left out {item.place()}: {item.reason}"), err=True)
    if account.unreadable > len(listed):
        click.echo(
            f"tocsin: and {account.unreadable - len(listed):,} more, in {account.rejected_file}", err=True
        )
    if format_ == "text":
        click.echo(plain(f"{account.sentence()}."))
    else:
        click.echo(plain(f"tocsin: {account.sentence()}."), err=True)


def columns(mapping: tuple[str, ...]) -> dict[str, str] | None:
    """Return --map options as {our column: their column}. Raises a usage error where one has no "="."""
    if not mapping:
        return None
    pairs = [item.partition("=") for item in mapping]
    if bad := [item for item, (_, sign, theirs) in zip(mapping, pairs, strict=True) if not (sign and theirs)]:
        raise click.UsageError(f"--map {bad[0]}: write OURS=THEIRS, for example --map text=body")
    return {ours: theirs for ours, _, theirs in pairs}


def _acknowledge(stored: Sequence[Document]) -> None:
    for document in stored:
        click.echo(json.dumps({"document": document.name, "id": document.id}, ensure_ascii=False))


def _nothing(stored: Sequence[Document]) -> None:
    del stored
