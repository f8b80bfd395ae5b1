"""`tocsin share`: publishing, pulling, polling, packs, withdrawals, the audit log."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tocsin.cli.options import by_option, desk_option, format_option
from tocsin.cli.share_partners import opened

if TYPE_CHECKING:
    from tocsin.share.applying import Applied
    from tocsin.share.sharing import Sharing


_PEM: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@desk_option
def publish(folder: Path) -> None:
    """Bring what partners can fetch up to date; a running `tocsin serve` does it by itself.

    \b
    Example:
      tocsin share publish
    """
    from tocsin.cli.output import plural
    from tocsin.share.publish import publish as bring

    with opened(folder) as sharing:
        done = bring(sharing)
    for partner, count in done.objects.items():
        click.echo(f"{partner}: {plural(count, 'new or changed object')}")
    click.echo(f"for nodes: {plural(done.items, 'item')}, {plural(done.withdrawals, 'withdrawal')}")
    if done.unmarked:
        what = plural(done.unmarked, "document")
        click.echo(f"{what} not marked, and so for nobody; see: tocsin share mark --help", err=True)


@click.command()
@click.argument("partner")
@click.option("--url", required=True, help="The address of its desk, or of its TAXII server.")
@click.option("--allow", multiple=True, metavar="HOST:PORT", help="Its address on a private network.")
@click.option("--client-cert", type=_PEM, help="Our certificate for its server, which asks for one.")
@click.option("--client-key", type=_PEM, help="The key of that certificate.")
@click.option("--ca", type=_PEM, help="The roots of its server's certificate, where it has its own.")
@by_option()
@desk_option
def connect(
    partner: str, url: str, allow: tuple[str, ...], client_cert: Path | None, client_key: Path | None,
    ca: Path | None, by: str, folder: Path,
) -> None:  # fmt: skip
    """Keep the address of PARTNER, and the token it gave us, read from stdin.

    A private address is not fetched unless --allow names it, for this partner alone.

    The PEM files are read at each pull or poll where they lie; they are not copied.

    \b
    Examples:
      tocsin share connect acme --url https://desk.acme.example/ < token.txt
      tocsin share connect acme --url https://desk.acme.example/ --client-cert us.pem --client-key us.key < t
    """
    from dataclasses import replace

    from tocsin.share.client import keep_token
    from tocsin.share.partnering import with_files

    given = click.prompt("Token", hide_input=True) if sys.stdin.isatty() else sys.stdin.read()
    with opened(folder) as sharing:
        had = sharing.partner(partner)
        made = with_files(had, client_cert, client_key, ca)
        sharing.save(replace(made, url=url, allow=tuple(allow) or had.allow), by=by)
        keep_token(folder, partner, given.strip())
        click.echo(f"{partner} is at {url}")


@click.command()
@click.argument("partner")
@desk_option
def pull(partner: str, folder: Path) -> None:
    """Take what PARTNER's node has for us, from where the last pull ended; withdrawals are carried out.

    \b
    Example:
      tocsin share pull acme
    """
    from tocsin.share.client import Peer, client_for, kept_token
    from tocsin.share.client import pull as take

    with opened(folder) as sharing:
        found = sharing.partner(partner)
        with client_for(found) as client:
            applied = take(sharing, Peer(found, kept_token(folder, partner), client))
        _resolve(sharing, folder)
    _tell(partner, applied)


@click.command()
@click.argument("partner")
@desk_option
def poll(partner: str, folder: Path) -> None:
    """Take what is new in every collection of PARTNER's TAXII 2.1 server.

    The token is a bearer token, or "user:password".

    \b
    Example:
      tocsin share poll acme
    """
    from tocsin.cli.output import plural
    from tocsin.share.client import TaxiiServer, client_for, kept_token, taxii_url
    from tocsin.share.client import poll as take

    with opened(folder) as sharing:
        found = sharing.partner(partner)
        with client_for(found) as client:
            server = TaxiiServer(taxii_url(found), kept_token(folder, partner), client)
            brought = take(sharing, found, server)
        _resolve(sharing, folder)
    click.echo(f"{plural(len(brought.reports), 'document')} of {partner}")
    if brought.left_out:
        click.echo(
            f"{plural(len(brought.left_out), 'object')} left out; see: tocsin share quarantine", err=True
        )


def _resolve(sharing: Sharing, folder: Path) -> None:
    """Judge what has come, so that two records of one attack meet."""
    from tocsin.desk import Desk
    from tocsin.desk.settings import load

    Desk(folder, load(folder), sharing.record).resolve()


def _tell(partner: str, applied: Applied) -> None:
    from tocsin.cli.output import plural

    parts = [plural(applied.reports, "item"), plural(applied.judgements, "judgement")]
    parts.append(f"{plural(len(applied.withdrawals), 'withdrawal')} carried out")
    click.echo(f"{partner}: {', '.join(parts)}")
    if applied.refused:
        click.echo(f"{plural(applied.refused, 'line')} not taken; see: tocsin share quarantine", err=True)


@click.command()
@click.option("--to", "partner", required=True, help="The partner.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file."
)
@desk_option
def pack(partner: str, output: Path, folder: Path) -> None:
    """Write what a partner may have and did not get yet into a signed file, for a stick.

    \b
    Example:
      tocsin share pack --to acme -o acme-7.pack
    """
    from tocsin.cli.output import plural
    from tocsin.share.pack import pack as write

    with opened(folder) as sharing:
        made = write(sharing, sharing.partner(partner), output)
    click.echo(f"{output}: pack {made.number} for {partner}, {plural(made.items, 'item')}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@desk_option
def unpack(file: Path, folder: Path) -> None:
    """Take a partner's pack into the record; one that was altered, or taken before, is refused.

    \b
    Example:
      tocsin share unpack north-7.pack
    """
    from tocsin.share.pack import unpack as take

    with opened(folder) as sharing:
        partner, applied = take(sharing, file)
        _resolve(sharing, folder)
    _tell(partner.id, applied)


@click.command()
@desk_option
def withdrawals(folder: Path) -> None:
    """List what was withdrawn, and which partner that received it has not answered yet.

    \b
    Example:
      tocsin share withdrawals
    """
    from tocsin.record import now
    from tocsin.share.answers import unanswered
    from tocsin.share.publish import publish_items

    with opened(folder) as sharing:
        publish_items(sharing, now())
        found = list(unanswered(sharing))
    for each in found:
        waiting = ", ".join(each.waiting) or "nobody"
        answered = ", ".join(each.answered) or "nobody"
        click.echo(f"{each.at}  {each.target}  answered by {answered}; waiting for {waiting}")
    if not found:
        click.echo("Nothing that was shared has been withdrawn.")


@click.command()
@click.option("--verify", is_flag=True, help="Check the chain; exit status 2 where it is broken.")
@click.option("--witness", multiple=True, metavar="HASH", help="A head that a partner has seen.")
@click.option("--partner", help="Only what went to this partner.")
@click.option("--witnessed", is_flag=True, help="The heads of partners' logs that we have seen.")
@format_option("text", "jsonl", default="text")
@desk_option
def audit(
    verify: bool, witness: tuple[str, ...], partner: str | None, witnessed: bool, format_: str, folder: Path
) -> None:
    """Print what went to whom, when, under which policy; with --verify, check that nothing was changed.

    \b
    Examples:
      tocsin share audit --verify
      tocsin share audit --partner acme --format jsonl
    """
    import json
    from dataclasses import asdict

    from tocsin.errors import DeskError
    from tocsin.share.answers import chain_faults, heads_seen

    with opened(folder) as sharing:
        if witnessed:
            for name, seen in heads_seen(sharing):
                click.echo(f"{name}  {seen}")
            return
        if verify:
            faults = chain_faults(sharing, witness)
            number, head = sharing.exchange.head()
            if faults:
                raise DeskError(f"the audit log is broken: {faults[0]} ({len(faults)} in all)")
            click.echo(f"{number} rows, unbroken; head {head}")
            return
        for row in sharing.exchange.disclosures(partner):
            if format_ == "jsonl":
                click.echo(json.dumps(asdict(row)))
            else:
                told = (
                    row.seq,
                    f"{row.at[:19]}Z",
                    row.partner,
                    row.way,
                    row.count,
                    row.policy,
                    row.what[:60],
                )
                click.echo("  ".join(str(value) for value in told))


@click.command()
@format_option("text", "jsonl", default="text")
@desk_option
def quarantine(format_: str, folder: Path) -> None:
    """List what partners brought and what was not taken, with why.

    \b
    Example:
      tocsin share quarantine
    """
    import json

    from tocsin.cli.output import plain
    from tocsin.model import iso

    with opened(folder) as sharing:
        for q in sharing.exchange.quarantined():
            row = {
                "at": iso(q.at),
                "partner": q.partner,
                "way": q.way,
                "reason": q.reason,
                "bytes": len(q.body),
            }
            click.echo(
                json.dumps(row) if format_ == "jsonl" else plain("  ".join(str(v) for v in row.values()))
            )


COMMANDS: Final = (publish, connect, pull, poll, pack, unpack, withdrawals, audit, quarantine)
