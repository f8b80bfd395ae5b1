"""`tocsin taxonomy`."""

from __future__ import annotations

from dataclasses import fields

import click

from tocsin.cli.options import format_option

SCHEMES = ("acled", "cameo", "gtd", "plover", "tesat", "ucdp")
RELATIONS = ("exact", "broader", "narrower", "lossy")
COLUMNS = {
    "scheme": "scheme", "theirs": "list", "code": "code", "label": "label", "relation": "is to ours",
    "ours_list": "our list", "ours": "our code", "way": "read", "note": "what is lost",
}  # fmt: skip
OWN = {"list": "list", "code": "code", "label": "label", "meaning": "what it is", "broader": "kind of"}


@click.command()
@click.argument("scheme", required=False, type=click.Choice(SCHEMES))
@click.option("--list", "list_", metavar="LIST", help="Only rows of this list, theirs or ours.")
@click.option("--code", metavar="CODE", help="Only rows with this code, theirs or ours.")
@click.option("--relation", type=click.Choice(RELATIONS), help="Only rows of this relation.")
@format_option("table", "csv", "json", "jsonl", default="table")
def taxonomy(
    scheme: str | None, list_: str | None, code: str | None, relation: str | None, format_: str
) -> None:
    """Print our codes; or, with SCHEME, its codes against ours both ways, and what is lost.

    \b
    Examples:
      tocsin taxonomy
      tocsin taxonomy gtd --list attack
      tocsin taxonomy acled --code suicide_bombing
      tocsin taxonomy cameo --relation exact --format csv > cameo.csv
    """
    from tocsin.cli import output
    from tocsin.taxonomy import crosswalk

    if scheme is None and relation is None:
        rows, columns = _own(list_, code), OWN
    else:
        named = [scheme] if scheme else list(SCHEMES)
        every = (row for name in named for row in crosswalk(name))
        rows = [
            {field.name: getattr(row, field.name) for field in fields(row)}
            for row in every
            if list_ in (None, row.theirs, row.ours_list)
            and (code is None or code.casefold() in (row.code.casefold(), row.ours.casefold()))
            and relation in (None, row.relation)
        ]
        columns = COLUMNS
    if not rows:
        raise click.UsageError("no row has that list, code and relation: leave one of them out")
    if format_ == "json":
        output.write_json(rows)
    elif format_ == "jsonl":
        output.write_json_lines(rows)
    elif format_ == "csv":
        output.write_csv(rows, tuple(columns))
    else:
        output.write_table(rows, columns, spare=("scheme", "label", "note", "way"))


def _own(list_: str | None, code: str | None) -> list[dict[str, object]]:
    from tocsin.taxonomy import ACTORS, ATTACK_TYPES, EVENTS, TARGET_TYPES, WEAPON_TYPES

    tables = {
        "attack_type": ATTACK_TYPES, "weapon_type": WEAPON_TYPES, "target_type": TARGET_TYPES,
        "event": EVENTS, "actor": ACTORS,
    }  # fmt: skip
    return [
        {
            "list": name, "code": entry.code, "label": entry.label, "meaning": entry.meaning,
            "broader": entry.broader,
        }
        for name, table in tables.items()
        for entry in table.values()
        if list_ in (None, name) and code in (None, entry.code)
    ]  # fmt: skip
