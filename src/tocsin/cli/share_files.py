"""`tocsin share`: files out and in, collections, why something goes or stays."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from tocsin.cli.options import by_option, desk_option, format_option
from tocsin.cli.share_partners import opened

KINDS: Final = ("stix", "misp", "misp-feed", "cap", "geojson", "csv", "parquet")


@click.command()
@format_option(*KINDS, default="stix")
@click.option("--to", "partner", required=True, help="The partner that it is for.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True,
              help="A file; a folder for misp, misp-feed and cap.")  # fmt: skip
@click.option("--release-by", default="", metavar="NAME", help="CAP: who releases the alerts, by name.")
@desk_option
def export(format_: str, partner: str, output: Path, release_by: str, folder: Path) -> None:
    """Write the incidents that a partner may have, as it may have them.

    \b
    Examples:
      tocsin share export --format stix --to acme -o acme.json
      tocsin share export --format misp-feed --to acme -o feed/
    """
    from tocsin.cli.output import plural
    from tocsin.share.exporting import export as write

    with opened(folder) as sharing:
        count = write(sharing, format_, output, to=partner, released_by=release_by)
    click.echo(f"{output}: {plural(count, 'incident')} for {partner}")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--from", "partner", required=True, help="The partner whose word it is.")
@desk_option
def import_(file: Path, partner: str, folder: Path) -> None:
    """Take a file or folder of any of the formats into the record. Nothing about persons is taken.

    \b
    Example:
      tocsin share import theirs.json --from acme
    """
    from tocsin.cli.output import plural
    from tocsin.desk import Desk
    from tocsin.desk.settings import load
    from tocsin.share.exporting import bring

    with opened(folder) as sharing:
        brought = bring(sharing, file, sharing.partner(partner))
        Desk(folder, load(folder), sharing.record).resolve()
    click.echo(
        f"{file}: {plural(len(brought.reports), 'document')}, {plural(len(brought.judgements), 'judgement')}"
    )
    if brought.left_out:
        click.echo(
            f"{plural(len(brought.left_out), 'object')} left out; see: tocsin share quarantine", err=True
        )


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--to", "partner", required=True, help="The partner.")
@desk_option
def explain(id_: str, partner: str, folder: Path) -> None:
    """Say why incident ID goes to a partner, whole or cut, or stays here.

    \b
    Example:
      tocsin share explain 3f2a91 --to acme
    """
    from tocsin.cli.output import plain
    from tocsin.share.exporting import explained

    with opened(folder) as sharing:
        for line in explained(sharing, id_, sharing.partner(partner)):
            click.echo(plain(line))


@click.command()
@click.argument("title")
@click.option(
    "--audience", multiple=True, required=True, help='A partner or group, or "anyone"; may be repeated.'
)
@by_option()
@desk_option
def collection(title: str, audience: tuple[str, ...], by: str, folder: Path) -> None:
    """Make a TAXII collection that its audience may read and add to; print its id.

    \b
    Example:
      tocsin share collection "Working group" --audience north
    """
    from tocsin.share.collections import make_collection

    with opened(folder) as sharing:
        names = ["*" if name == "anyone" else name for name in audience]
        click.echo(make_collection(sharing, title, names, by=by).id)


@click.command()
@desk_option
def collections(folder: Path) -> None:
    """List the TAXII collections of this node.

    \b
    Example:
      tocsin share collections
    """
    from tocsin.cli.output import plain
    from tocsin.share.collections import all_collections

    with opened(folder) as sharing:
        for each in all_collections(sharing):
            who = ", ".join("anyone" if name == "*" else name for name in each.audience)
            click.echo(plain(f"{each.id}  {each.title}  for {who}"))


@click.command()
@click.argument("id_", metavar="ID")
@desk_option
def origins(id_: str, folder: Path) -> None:
    """Say of each report of incident ID who brought it, so that records that met can be told apart.

    \b
    Example:
      tocsin share origins 3f2a91
    """
    from tocsin.cli.output import plain
    from tocsin.share.answers import origins as brought

    with opened(folder) as sharing:
        for report, name, who in brought(sharing, id_):
            click.echo(plain(f"{report[:12]}  {who or 'this node'}  {name}"))


COMMANDS: Final = (export, import_, explain, collection, collections, origins)
