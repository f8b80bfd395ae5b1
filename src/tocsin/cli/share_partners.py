"""`tocsin share`: partners, tokens, markings, the switch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tocsin.cli.options import by_option, desk_option

if TYPE_CHECKING:
    from tocsin.release import Partner
    from tocsin.share.sharing import Sharing

LABELS: Final = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
CODES: Final = ("H0", "H1", "H2", "H3")


@contextmanager
def opened(folder: Path) -> Iterator[Sharing]:
    """Give the sharing of the desk in `folder`."""
    from tocsin.desk import Desk
    from tocsin.share.partnering import sharing_at

    with Desk.open(folder) as desk, sharing_at(desk.record, folder) as sharing:
        yield sharing


@click.command("id")
@desk_option
def id_(folder: Path) -> None:
    """Print this node's id and public key, to be given to a partner.

    \b
    Example:
      tocsin share id
    """
    with opened(folder) as sharing:
        click.echo(f"node {sharing.node.id}\nkey  {sharing.node.key}")


@click.command()
@click.argument("id_", metavar="PARTNER")
@click.option("--name", help="Its name, for people.")
@click.option("--group", "groups", multiple=True, help="An audience that it belongs to; may be repeated.")
@click.option("--purpose", "purposes", multiple=True, help="What it may use things for; may be repeated.")
@click.option("--legal-basis", default="", help="The ground of the exchange: a treaty, a law, a contract.")
@click.option("--ceiling", type=click.Choice(LABELS), default="GREEN", show_default=True,
              help="The strictest TLP label it is cleared for.")  # fmt: skip
@click.option("--days", default=365, show_default=True, help="How long the agreement holds.")
@click.option("--onward/--no-onward", default=False, help="What it brings may be passed on where marked so.")
@click.option("--retention", type=click.IntRange(1, 36_500), help="Days that what was exchanged may be kept.")
@click.option("--hide", "hidden", multiple=True, metavar="PROPERTY", help="A property it does not get.")
@click.option("--place-km", default=0.0, show_default=True, help="The least radius of a place it gets.")
@click.option("--handling", multiple=True, type=click.Choice(CODES), help="Europol codes it will honour.")
@click.option("--key", help="The public key of its node (its `tocsin share id`).")
@click.option("--certificate", "certificates", multiple=True, metavar="FILE|SHA256",
              help="The client certificate that it shows beside its token; may be repeated.")  # fmt: skip
@click.option("--no-certificate", is_flag=True, help="It is known by its token alone again.")
@by_option()
@desk_option
def partner(
    id_: str, name: str | None, groups: tuple[str, ...], purposes: tuple[str, ...], legal_basis: str,
    ceiling: str, days: int, onward: bool, retention: int | None, hidden: tuple[str, ...], place_km: float,
    handling: tuple[str, ...], key: str | None, certificates: tuple[str, ...], no_certificate: bool, by: str,
    folder: Path,
) -> None:  # fmt: skip
    """Make a partner or change one, with what was agreed. Without purpose and basis the agreement stays.

    \b
    Examples:
      tocsin share partner acme --purpose prevention --legal-basis "treaty 12" --ceiling AMBER
      tocsin share partner acme --key 9f0c…
      tocsin share partner acme --certificate acme.pem
    """
    from dataclasses import replace

    from tocsin.share.partnering import agreed, certified, keyed, known

    with opened(folder) as sharing:
        had = known(sharing, id_)
        agreement = agreed(
            sharing, id_, purposes=purposes, legal_basis=legal_basis, ceiling=ceiling, days=days,
            onward=onward, retention=retention, hidden=hidden, place_km=place_km, handling=handling,
        )  # fmt: skip
        made = replace(
            had, name=name or had.name, groups=frozenset(groups) or had.groups, agreement=agreement
        )
        made = keyed(made, key) if key else made
        made = certified(made, certificates) if certificates or no_certificate else made
        sharing.save(replace(made, off=None if purposes else made.off), by=by)
        click.echo(_line(sharing.partner(id_)))


@click.command()
@desk_option
def partners(folder: Path) -> None:
    """List the partners and what was agreed with each.

    \b
    Example:
      tocsin share partners
    """
    with opened(folder) as sharing:
        found = sharing.partners()
        for each in found:
            click.echo(_line(each))
        if sharing.stopped():
            click.echo("All sharing is stopped; tocsin share resume lets it go on.")
    if not found:
        click.echo("No partner yet; see: tocsin share partner --help", err=True)


def _line(partner: Partner) -> str:
    from tocsin.cli.output import plain

    agreement = partner.agreement
    if partner.off is not None:
        state = f"taken off since {partner.off:%Y-%m-%d %H:%M}"
    elif agreement is None:
        state = "no agreement: gets nothing"
    else:
        purposes = ", ".join(sorted(agreement.purposes))
        state = f"up to TLP:{agreement.ceiling} for {purposes} ({agreement.legal_basis})"
        state += f" until {agreement.expires:%Y-%m-%d}"
        if agreement.hidden:
            state += f"; without {', '.join(sorted(agreement.hidden))}"
        if agreement.place_km:
            state += f"; places within {agreement.place_km:g} km"
    if partner.certificates:
        state += f"; shows certificate {' or '.join(c[:16] for c in sorted(partner.certificates))}"
    return plain(f"{partner.id}  {partner.name}: {state}")


@click.command()
@click.argument("partner")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(("read", "write", "sync", "audit")),
              default=("read",), show_default=True, help="What it opens; may be repeated.")  # fmt: skip
@click.option("--days", default=90, show_default=True, help="How long it holds.")
@by_option()
@desk_option
def token(partner: str, scopes: tuple[str, ...], days: int, by: str, folder: Path) -> None:
    """Make a token for PARTNER and print it once; only its hash is kept.

    \b
    Example:
      tocsin share token acme --scope read --scope sync
    """
    with opened(folder) as sharing:
        click.echo(sharing.new_token(partner, scopes, days, by=by))


@click.command()
@click.argument("partner")
@by_option()
@desk_option
def revoke(partner: str, by: str, folder: Path) -> None:
    """Revoke every token of PARTNER at once.

    \b
    Example:
      tocsin share revoke acme
    """
    from tocsin.cli.output import plural

    with opened(folder) as sharing:
        click.echo(f"{plural(sharing.revoke(partner, by=by), 'token')} of {partner} revoked")


@click.command()
@click.argument("partner")
@by_option()
@desk_option
def off(partner: str, by: str, folder: Path) -> None:
    """Take PARTNER off: it gets nothing more, by any way, from now on.

    \b
    Example:
      tocsin share off acme
    """
    with opened(folder) as sharing:
        sharing.take_off(partner, by=by)
        click.echo(f"{partner} gets nothing more")


@click.command()
@click.option("--reason", default="", help="Why; it stays in the record.")
@by_option()
@desk_option
def stop(reason: str, by: str, folder: Path) -> None:
    """Stop all sharing with everybody at once, also in a running `tocsin serve`.

    \b
    Example:
      tocsin share stop --reason "a key was lost"
    """
    with opened(folder) as sharing:
        sharing.switch(stopped=True, reason=reason, by=by)
        click.echo("All sharing is stopped.")


@click.command()
@click.option("--reason", default="", help="Why; it stays in the record.")
@by_option()
@desk_option
def resume(reason: str, by: str, folder: Path) -> None:
    """Let sharing go on after `stop`.

    \b
    Example:
      tocsin share resume
    """
    with opened(folder) as sharing:
        sharing.switch(stopped=False, reason=reason, by=by)
        click.echo("Sharing goes on.")


@click.command()
@click.option("--default", "default", is_flag=True, help="All that is ours and has no marking of its own.")
@click.option("--source", help="What this source says (its id).")
@click.option("--document", help="What this document says (its URL or id).")
@click.option("--tlp", type=click.Choice(LABELS), help="TLP 2.0 label. Left out: the marking is taken away.")
@click.option("--audience", multiple=True, help='A partner or group, or "anyone"; may be repeated.')
@click.option("--purpose", "purposes", multiple=True, help="Only for this purpose; may be repeated.")
@click.option("--onward/--no-onward", default=False, help="Receivers may pass it on.")
@click.option("--hops", default=1, show_default=True, help="How many nodes after ours may hold it.")
@click.option("--handling", multiple=True, type=click.Choice(CODES), help="Europol handling code.")
@click.option("--grade", metavar="A1", help="Europol evaluation: A, B, C or X and 1 to 4.")
@by_option()
@desk_option
def mark(
    default: bool, source: str | None, document: str | None, tlp: str | None, audience: tuple[str, ...],
    purposes: tuple[str, ...], onward: bool, hops: int, handling: tuple[str, ...], grade: str | None, by: str,
    folder: Path,
) -> None:  # fmt: skip
    """Say how far something of ours may go. What nobody marked goes nowhere.

    \b
    Examples:
      tocsin share mark --default --tlp GREEN --audience anyone --onward --hops 2
      tocsin share mark --source radio --tlp AMBER --audience acme
    """
    from tocsin.share.partnering import marking

    named = [(s, t) for s, t in (("source", source), ("document", document)) if t]
    if default:
        named.append(("default", ""))
    if len(named) != 1:
        raise click.UsageError("name one of --default, --source and --document")
    with opened(folder) as sharing:
        made = None
        if tlp is not None:
            made = marking(
                tlp, audience, purposes=purposes, onward=onward, hops=hops, handling=handling, grade=grade
            )
        sharing.mark(*named[0], made, by=by)
        click.echo(f"{' '.join(named[0]).strip()}: {f'TLP:{tlp}' if made else 'no marking, goes nowhere'}")


COMMANDS: Final = (id_, partner, partners, token, revoke, off, stop, resume, mark)
