"""A subscription in lines for a person, and what is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tocsin.desk import Desk
    from tocsin.record import Subscribed
    from tocsin.subscribe.subscription import Subscription
    from tocsin.subscribe.telling import Teller


def line(stored: Subscribed) -> str:
    """Return a subscription on one line: to whom, what, when."""
    from tocsin.cli.output import plain
    from tocsin.language import SOURCE, TONGUES
    from tocsin.subscribe.letter import asked_for, when
    from tocsin.subscribe.subscription import subscription_from

    asked = subscription_from(stored.body)
    to, told = f" {asked.to}" if asked.to else "", when(asked.schedule)
    return plain(
        f"{stored.name}  {asked.way}{to}: {asked_for(asked)}; {told}; up to TLP:{asked.ceiling}"
        + (f"; in {TONGUES[asked.language]}" if asked.language != SOURCE else "")
    )


def state(desk: Desk, stored: Subscribed) -> Iterator[str]:
    """Return how a subscription stands, and what waits for it and why."""
    from tocsin.cli.output import plain

    messages = desk.record.outbox.messages(stored.seq)
    sent = [m for m in messages if m.state == "sent"]
    waiting = [m for m in messages if m.state == "pending"]
    last = f"; last {sent[-1].sent_at:%Y-%m-%d %H:%M}" if sent else ""
    yield plain(f"{stored.state}{f' ({stored.detail})' if stored.detail else ''}; {len(sent)} sent{last}")
    if stored.consent:
        yield plain(f"agreed: {stored.consent}")
    for message in waiting:
        again = f"failed {message.failures} times, again after {message.not_before:%Y-%m-%d %H:%M}: "
        yield plain(f"waiting: {again if message.failures else 'not tried yet'}{message.error}")


def secrets(desk: Desk, teller: Teller, stored: Subscribed, asked: Subscription) -> None:
    """Print what only its receiver is to know: the secret of a webhook, the address of a feed."""
    from tocsin.subscribe.secret import secret_for
    from tocsin.subscribe.telling import feed_path

    if asked.way == "webhook":
        click.echo(f"  secret of its signatures: {secret_for(teller.ways.key, 'webhook', stored.id)}")
    if asked.way == "feed":
        click.echo(f"  feed: {desk.settings.subscribe.address}{feed_path(teller.ways.key, stored)}")


def warning(desk: Desk) -> None:
    """Say that nothing is marked: then nothing may go to anybody."""
    from tocsin.share.sharing import Decisions

    if not any(Decisions(desk.record).markings().by_key.values()):
        click.echo(
            "tocsin: nothing in this desk is marked, so nothing may go to anybody yet; to let all go that is "
            "ours: tocsin share mark --default --tlp CLEAR --audience anyone",
            err=True,
        )
