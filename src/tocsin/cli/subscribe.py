"""`tocsin subscribe …`: who is told what, by which way, when."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tocsin.cli.brief import LANGUAGES
from tocsin.cli.options import desk_option
from tocsin.cli.subscribed import line, secrets, state, warning

if TYPE_CHECKING:
    from tocsin.desk import Desk
    from tocsin.subscribe.telling import Teller

LABELS: Final = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
consent_option = click.option("--consent-given", is_flag=True,
                              help="Who gets the mail has agreed already: do not ask. Noted.")  # fmt: skip


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Desk, Teller]]:
    """Give the desk in `folder` and what tells its subscribers."""
    from tocsin.desk import Desk
    from tocsin.record import now
    from tocsin.subscribe.telling import Teller

    with Desk.open(folder) as desk:
        yield desk, Teller(desk, now)


@click.group()
def subscribe() -> None:
    """Who is told what, when: by mail, webhook, chat or feed.

    \b
    Examples:
      tocsin subscribe add sahel-desk --mail desk@example.org --region Sahel --daily 06:00
      tocsin subscribe preview sahel-desk
      tocsin subscribe send
    """


@subscribe.command()
@click.argument("name")
@click.option("--mail", metavar="ADDRESS", help="Tell it by mail.")
@click.option("--webhook", metavar="URL", help="Tell it by a signed request to this address.")
@click.option("--chat", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="Tell it by the request that this template makes.")  # fmt: skip
@click.option("--feed", is_flag=True, help="An Atom feed at a secret address.")
@click.option("--region", default="", help="Only there: Sahel, Europe, FR,BE. Default: everywhere.")
@click.option("--severity", type=click.IntRange(0), default=0, help="Only with at least so many killed.")
@click.option("--targets", default="", metavar="CODES", help="Only these target types: worship,health.")
@click.option("--definition", default="violent-attack", show_default=True, help="What counts: a rule.")
@click.option("--daily", metavar="HH:MM", help="Once a day at this time.")
@click.option("--at-once", type=click.IntRange(0), metavar="KILLED",
              help="Do not wait with an attack of at least so many killed; 0: with nothing.")  # fmt: skip
@click.option("--zone", default="UTC", show_default=True, help="Whose time of day: Africa/Bamako.")
@click.option("--quiet", metavar="HH:MM-HH:MM", help="Nothing comes between these times.")
@click.option("--pierce", is_flag=True, help="What does not wait comes in quiet hours, too.")
@click.option("--ceiling", type=click.Choice(LABELS), default="CLEAR", show_default=True,
              help="The strictest TLP label that it is cleared for.")  # fmt: skip
@click.option("--group", "groups", multiple=True, help="An audience that it belongs to; may be repeated.")
@click.option("--allow-private", is_flag=True, help="The address is on a private network, and meant.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True,
              help="The language of the messages.")  # fmt: skip
@consent_option
@desk_option
def add(
    name: str, mail: str | None, webhook: str | None, chat: Path | None, feed: bool, region: str,
    severity: int, targets: str, definition: str, daily: str | None, at_once: int | None, zone: str,
    quiet: str | None, pierce: bool, ceiling: str, groups: tuple[str, ...], allow_private: bool,
    language: str, consent_given: bool, folder: Path,
) -> None:  # fmt: skip
    """Subscribe NAME: where to, what of, when.

    \b
    Examples:
      tocsin subscribe add sahel-desk --mail desk@example.org --region Sahel --daily 06:00
      tocsin subscribe add ops --webhook https://ops.example.org/in --severity 5 --at-once 20
    """
    from tocsin.errors import UserError
    from tocsin.record import now
    from tocsin.subscribe.agreeing import enrol
    from tocsin.subscribe.asking import Wish

    template = str(chat.absolute()) if chat else None
    ways = {"mail": mail, "webhook": webhook, "chat": template, "feed": "" if feed else None}
    given = [(way, to) for way, to in ways.items() if to is not None]
    if len(given) != 1:
        raise UserError("say where to by one of --mail, --webhook, --chat and --feed")
    asked = Wish(
        *given[0], region=region, severity=severity, targets=targets.split(","), definition=definition,
        daily=daily or "", at_once=at_once, zone=zone, quiet=quiet or "", pierce=pierce, ceiling=ceiling,
        groups=groups, private=allow_private, language=language,
    ).subscription()  # fmt: skip
    with opened(folder) as (desk, teller):
        teller.ways.check(asked)
        stored = enrol(desk.record.outbox, name, asked, now(), consent=_consent(given=consent_given))
        click.echo(line(stored))
        if stored.state == "unconfirmed":
            click.echo("  the next pass asks it by mail to confirm; until it has, nothing else is sent")
        secrets(desk, teller, stored, asked)
        warning(desk)


def _consent(*, given: bool) -> str:
    from tocsin.record import now
    from tocsin.subscribe.agreeing import by_word

    return by_word(getpass.getuser(), now()) if given else ""


@subscribe.command("list")
@desk_option
def list_(folder: Path) -> None:
    """List the subscriptions: to whom, what, when, and how they stand.

    \b
    Example:
      tocsin subscribe list
    """
    with opened(folder) as (desk, _):
        found = desk.record.outbox.all()
        for stored in found:
            click.echo(line(stored))
            for said in state(desk, stored):
                click.echo(f"  {said}")
    if not found:
        click.echo("No subscription yet; see: tocsin subscribe add --help", err=True)


@subscribe.command()
@click.argument("name")
@click.option("--secret", is_flag=True, help="Print the secret of a webhook, the address of a feed.")
@desk_option
def show(name: str, secret: bool, folder: Path) -> None:
    """Show one subscription and its last messages.

    \b
    Example:
      tocsin subscribe show sahel-desk
    """
    from tocsin.cli.output import plain
    from tocsin.subscribe.subscription import subscription_from

    with opened(folder) as (desk, teller):
        stored = desk.record.outbox.named(name)
        click.echo(line(stored))
        for said in state(desk, stored):
            click.echo(f"  {said}")
        for message in desk.record.outbox.messages(stored.seq, last=10):
            slot, when = message.slot.partition(" #")[0][:24], f"{message.made_at:%Y-%m-%d %H:%M}"
            click.echo(
                plain(f"  {when}  {message.state}  {slot}  {len(message.told)} incidents  {message.error}")
            )
        if secret:
            secrets(desk, teller, stored, subscription_from(stored.body))


@subscribe.command()
@click.argument("name")
@desk_option
def pause(name: str, folder: Path) -> None:
    """Send NAME nothing until it is resumed; what is due meanwhile is not sent later as it was.

    \b
    Example:
      tocsin subscribe pause sahel-desk
    """
    _stand(folder, name, "paused")


@subscribe.command()
@click.argument("name")
@consent_option
@desk_option
def resume(name: str, consent_given: bool, folder: Path) -> None:
    """Let NAME be told again, from what it was told last on; also after it was given up or unsubscribed.

    Who gets mail and has not agreed to it, or has unsubscribed, is asked first (again).

    \b
    Examples:
      tocsin subscribe resume sahel-desk
      tocsin subscribe resume sahel-desk --consent-given
    """
    from tocsin.record import now
    from tocsin.subscribe.agreeing import resume as again

    with opened(folder) as (desk, _):
        outbox = desk.record.outbox
        standing = again(outbox, outbox.named(name), now(), consent=_consent(given=consent_given))
    asked = " (the next pass asks it by mail to confirm)" if standing == "unconfirmed" else ""
    click.echo(f"{name}: {standing}{asked}")


@subscribe.command()
@click.argument("name")
@desk_option
def remove(name: str, folder: Path) -> None:
    """Take NAME off the list; its name is free again.

    \b
    Example:
      tocsin subscribe remove sahel-desk
    """
    _stand(folder, name, "removed")


@subscribe.command()
@click.argument("name")
@click.option("--html", is_flag=True, help="The HTML of a mail instead of its text.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path),
              help="A file: the whole mail, the body of a webhook, the feed.")  # fmt: skip
@desk_option
def preview(name: str, html: bool, output: Path | None, folder: Path) -> None:
    """Write what NAME would be told now, whenever it is due. Nothing is sent and nothing is noted.

    \b
    Examples:
      tocsin subscribe preview sahel-desk
      tocsin subscribe preview sahel-desk --output mail.eml
    """
    from tocsin.cli.progress import busy
    from tocsin.subscribe import letter as saying
    from tocsin.subscribe import mail as post
    from tocsin.subscribe.news import told_by

    with opened(folder) as (desk, teller), busy("composing the message"):
        stored = desk.record.outbox.named(name)
        messages = desk.record.outbox.messages(stored.seq)
        items = teller.items(stored, told_by(messages))
        letter = teller.letter(stored, "preview", items, 0)
        whole = teller.ways.stored(letter) if output else b""
    if output is not None:
        output.write_bytes(whole)
        click.echo(f"written to {output}", err=True)
        return
    click.echo(post.html(letter) if html else saying.text(letter), nl=False)


@subscribe.command()
@click.argument("name")
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file.")
@desk_option
def feed(name: str, output: Path, folder: Path) -> None:
    """Write the Atom feed of NAME to a file, for a web server of your own.

    \b
    Example:
      tocsin subscribe feed readers --output feed.atom
    """
    from tocsin.errors import UserError
    from tocsin.subscribe.feed import atom

    with opened(folder) as (desk, _):
        stored = desk.record.outbox.named(name)
        if stored.body["way"] != "feed":
            raise UserError(f"{name} is told by {stored.body['way']}, not by a feed")
        data = atom(stored, desk.record.outbox.messages(stored.seq, bodies=True), "")
    draft = output.with_name(f".{output.name}.draft")
    draft.write_bytes(data)
    draft.replace(output)
    click.echo(f"written to {output}", err=True)


@subscribe.command()
@click.option("--dry-run", is_flag=True, help="Say what is due; send and store nothing.")
@desk_option
def send(dry_run: bool, folder: Path) -> int:
    """Make one pass: compose what is due, send what waits. For cron, every few minutes.

    \b
    Examples:
      tocsin subscribe send --dry-run
      tocsin subscribe send
    """
    from tocsin.cli.output import plain
    from tocsin.cli.progress import busy
    from tocsin.subscribe.telling import lines

    with opened(folder) as (desk, teller), busy("telling the subscribers"):
        if dry_run:
            told = list(_would(desk, teller))
            failed = 0
        else:
            account = teller.run()
            told, failed = list(lines(account)), account.failed
    for said in told:
        click.echo(plain(said))
    return 2 if failed else 0


def _would(desk: Desk, teller: Teller) -> Iterator[str]:
    for stored in desk.record.outbox.all():
        due = teller.due(stored) if stored.state == "active" else None
        waiting = sum(m.state == "pending" for m in desk.record.outbox.messages(stored.seq))
        what = "nothing is due" if due is None else f"due: {len(due.items)} incidents"
        what = "not confirmed yet" if stored.state == "unconfirmed" else what
        yield f"{stored.name}: {what}" + (f"; waiting: {waiting} composed before" if waiting else "")


def _stand(folder: Path, name: str, standing: str) -> None:
    from tocsin.record import now

    with opened(folder) as (desk, _):
        outbox = desk.record.outbox
        outbox.stand(outbox.named(name).seq, standing, at=now())  # type: ignore[arg-type]  # of Standing
    click.echo(f"{name}: {standing}")
