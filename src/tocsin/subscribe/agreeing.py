"""Mail goes to nobody who has not agreed: who is subscribed by somebody else is asked first, by one message.

Its link is signed and holds for `HOLDS`; the page behind it asks for a click, since programs that scan mail
follow links. Who unsubscribes takes the agreement back, and is asked again before anything else comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from tocsin.brief import words
from tocsin.errors import InputError
from tocsin.language import Words, _
from tocsin.model import iso
from tocsin.record import Outbox, Subscribed
from tocsin.subscribe.letter import asked_for
from tocsin.subscribe.secret import identity_in, token_for
from tocsin.subscribe.subscription import Subscription, subscription_from

HOLDS: Final = timedelta(days=7)
"""How long the link of a question holds."""
AGAIN: Final = timedelta(hours=1)
"""Nobody is asked again sooner."""
CONFIRM: Final = "/confirm/"


@dataclass(frozen=True, slots=True)
class Question:
    """The message that asks whether somebody wants to be told; `link` leads to where a yes is taken."""

    id: str
    asked: Subscription
    made_at: datetime
    until: datetime
    link: str

    @property
    def words(self) -> Words:
        """The words of its language. Raises MissingExtraError."""
        return self.asked.words

    @property
    def subject(self) -> str:
        """The subject, in the language spoken now."""
        return _("Please confirm: messages about attacks")

    @property
    def lines(self) -> list[str]:
        """What it says above its link, in the language spoken now."""
        return [
            _("Somebody asked a desk to tell you of attacks at this address."),
            _("What was asked for: %(what)s.", what=asked_for(self.asked)),
            _(
                "If you want that, open the page below and press the button there. The page holds until "
                "%(moment)s.",
                moment=words.moment(self.until),
            ),
        ]

    @property
    def ending(self) -> str:
        """What it says below its link."""
        return _("If you do not want it, do nothing: nothing else will come.")


def token(key: bytes, stored: Subscribed, until: datetime) -> str:
    """Return what the link of a question ends with; it says until when it holds, and cannot be altered."""
    return token_for(key, "confirm", f"{stored.id}.{int(until.timestamp())}")


def opened(key: bytes, given: str) -> tuple[str, datetime] | None:
    """Return which subscription `given` is about and until when it holds; None where it is not ours."""
    found = identity_in(key, "confirm", given)
    if found is None:
        return None
    identity, _dot, seconds = found.rpartition(".")
    return identity, datetime.fromtimestamp(int(seconds), UTC)


def enrol(outbox: Outbox, name: str, asked: Subscription, at: datetime, *, consent: str = "") -> Subscribed:
    """Keep a new subscription; one by mail stays unconfirmed unless `consent` says how it was agreed to.

    Raises InputError where the name is taken or not a name, or where consent is given for what needs none.
    """
    if consent and asked.way != "mail":
        raise InputError("only mail needs that its receiver agrees")
    waits = asked.way == "mail" and not consent
    return outbox.add(name, asked.to_json(), at, state="unconfirmed" if waits else "active", consent=consent)


def resume(outbox: Outbox, stored: Subscribed, at: datetime, *, consent: str = "") -> str:
    """Let a subscription be told again, or ask it (again) where it has not agreed; return how it stands.

    Raises InputError where it was asked a moment ago.
    """
    mail = subscription_from(stored.body).way == "mail"
    if consent and not mail:
        raise InputError("only mail needs that its receiver agrees")
    if not mail or stored.consent or consent:
        outbox.stand(stored.seq, "active", at=at, consent=consent)
        return "active"
    if stored.state == "unconfirmed" and at - stored.since < AGAIN:
        raise InputError(f"{stored.name} was asked less than an hour ago: wait for its answer")
    outbox.stand(stored.seq, "unconfirmed", at=at)
    return "unconfirmed"


def by_link(at: datetime) -> str:
    """Return what is noted of an agreement by the link."""
    return f"by the link in a mail, {iso(at)}"


def by_word(who: str, at: datetime) -> str:
    """Return what is noted of an agreement that `who` says was given before."""
    return f"given before, says {who} on the command line, {iso(at)}"
