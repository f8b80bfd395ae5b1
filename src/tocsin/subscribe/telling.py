"""One pass: what is due is composed and stored, then what is stored is sent, each message once.

Order of effects (docs/decisions/0018-exactly-once.md): a message is stored whole before anything leaves;
a sender takes it under a lease; the audit log says what goes; it goes; that it went is noted. A sender that
dies anywhere leaves a message that another takes when the lease is over, with the same id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from tocsin.desk import Desk
from tocsin.errors import UserError
from tocsin.language import speaking
from tocsin.model import Incident, address, from_iso, iso
from tocsin.record import ASKING, Message, Subscribed
from tocsin.release import VERSION, Partner, in_force
from tocsin.share.sharing import Decisions
from tocsin.subscribe.agreeing import CONFIRM, HOLDS, Question, token
from tocsin.subscribe.kept import as_shown, as_told, reported_since, what_is_told
from tocsin.subscribe.letter import Letter
from tocsin.subscribe.news import Item, horizon, hurried, news, told_by
from tocsin.subscribe.reading import Reading
from tocsin.subscribe.secret import key_of, token_for
from tocsin.subscribe.subscription import Subscription, audience, chosen, subscription_from
from tocsin.subscribe.ways import Ways

DELAYS: Final = tuple(
    timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720)
)  # fmt: skip
"""After each failure in a row, how long until the next attempt; the last holds from then on."""
ANEW: Final = timedelta(hours=1)
"""How long what was found goes for what there is where nothing has changed."""
STALE: Final = "it no longer said what holds, or what may be told"
LEAVE: Final = "/unsubscribe/"
FEEDS: Final = "/feeds/"


def feed_path(key: bytes, stored: Subscribed) -> str:
    """Return the secret path under which `tocsin serve` gives a subscription's feed."""
    return f"{FEEDS}{token_for(key, 'feed', stored.id)}"


@dataclass(slots=True)
class Account:
    """What a pass did, in lines for a person, and whether anything did not go."""

    composed: int = 0
    sent: int = 0
    failed: int = 0
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Due:
    """A message that is due: for which slot, and what it says."""

    slot: str
    items: tuple[Item, ...]


class Teller:
    """Tells the subscribers of one desk. `clock` gives the time."""

    def __init__(self, desk: Desk, clock: Callable[[], datetime], ways: Ways | None = None) -> None:
        """Stand on an open desk."""
        self.ways = ways or Ways(desk.folder, desk.settings, key_of(desk.folder))
        self._record = desk.record
        self._outbox = desk.record.outbox
        self._clock = clock
        self._decisions = Decisions(desk.record)
        self._address = desk.settings.subscribe.address.rstrip("/")
        self._give_up = timedelta(days=desk.settings.subscribe.give_up_days)
        self._keep = timedelta(days=desk.settings.subscribe.keep_days)
        self._reading = Reading(desk.record, self._decisions)

    def run(self) -> Account:
        """Compose what is due and send what waits. Raises nothing for a receiver that does not take it."""
        account = Account()
        if self._decisions.stopped():
            account.lines.append("all sharing is stopped: nothing is sent; see: tocsin share resume")
            return account
        for stored in self._outbox.all():
            if stored.state == "active":
                self._compose(stored, account)
            elif stored.state == "unconfirmed":
                self._ask(stored)
        while (claimed := self._outbox.claim(self._clock())) is not None:
            self._deliver(*claimed, account)
        self._outbox.prune(self._clock() - self._keep)
        return account

    def due(self, stored: Subscribed) -> Due | None:
        """Return what is due for a subscriber now; None where nothing is. An empty daily one is due, too."""
        return self._weighed(stored)[0]

    def _weighed(self, stored: Subscribed) -> tuple[Due | None, bool]:
        """Return what is due, and whether there is nothing untold beside that."""
        at, schedule = self._clock(), subscription_from(stored.body).schedule
        if not in_force(self._audience(stored), at):
            return None, False
        messages = self._outbox.messages(stored.seq)
        slot = schedule.slot(at)
        key = f"daily {slot[0]}" if slot else ""
        daily = slot is not None and slot[1] > stored.since and key not in {m.slot for m in messages}
        quiet = schedule.quiet_until(at) is not None
        if (not daily and schedule.at_once is None) or (quiet and not schedule.pierce):
            return None, False
        told = told_by(messages)
        items = [] if self._settled(stored) else self.items(stored, told)
        if daily and not quiet:
            return Due(key, tuple(items)), True
        now = hurried(items, told, schedule)
        whole = len(now) == len(items)
        if not now:
            return None, whole
        due = Due(f"now {address([[i.id, i.kind, i.told] for i in now], _last(messages))}", tuple(now))
        return due, whole

    def _settled(self, stored: Subscribed) -> bool:
        """Tell whether a subscriber was told all that there is, and nothing has changed since.

        What may be told can change by time alone: that is looked at all the same, every `ANEW`.
        """
        at = stored.looked_at
        if stored.looked is None or at is None or not at <= self._clock() < at + ANEW:
            return False
        return (stored.looked, stored.decided) == (self._record.last_act(), self._outbox.decided())

    def items(self, stored: Subscribed, told: dict[str, Any]) -> list[Item]:
        """Return what a subscriber has not been told, as it may be told, in its language."""
        asked, at = subscription_from(stored.body), self._clock()
        since = horizon(at, stored.added_at)
        here = {incident.id for incident in self._reading.view(told, since).incidents}
        became = {identity: self._reading.became(identity) for identity in told if identity not in here}
        wanted = {*told, *filter(None, became.values())}
        view = self._reading.view(wanted, since)

        def lately(incident: Incident) -> bool:
            return incident.id in wanted or reported_since(view, incident, since)

        def then(identity: str) -> Incident | None:
            told_at = from_iso(told[identity].get("at"))
            return (
                None if told_at is None else as_shown(view, audience(stored, at=told_at), told_at, identity)
            )

        seen = [one.incident for one in view.for_partner(self._audience(stored), at, only=lately)]
        with speaking(asked.words):
            return news(seen, told, chosen(asked.selection), since, became.get, then)

    def letter(self, stored: Subscribed, slot: str, items: Sequence[Item], after: int) -> Letter:
        """Return the message that says `items`; equal content for one slot has one id."""
        identity = address(
            "message", stored.id, slot, [[i.id, i.kind, i.told, i.other] for i in items], after
        )
        leave = self.leave(stored) if self._address else ""
        asked = subscription_from(stored.body)
        return Letter(identity, stored.name, asked, tuple(items), self._clock(), leave)

    def leave(self, stored: Subscribed) -> str:
        """Return the link to unsubscribe."""
        return f"{self._address}{LEAVE}{token_for(self.ways.key, 'unsubscribe', stored.id)}"

    def _ask(self, stored: Subscribed) -> None:
        """Store the message that asks an unconfirmed subscriber, once for each time that it is asked."""
        messages, at = self._outbox.messages(stored.seq), self._clock()
        slot = f"{ASKING}{iso(stored.since)}"
        if slot in {message.slot for message in messages}:
            return
        until = at + HOLDS
        link = f"{self._address}{CONFIRM}{token(self.ways.key, stored, until)}"
        identity = address("message", stored.id, slot)
        question = Question(identity, subscription_from(stored.body), at, until, link)
        self._outbox.put(
            stored.seq, slot, identity, self.ways.asking(question), {}, after=_last(messages),
            decided=self._outbox.decided(), at=at,
        )  # fmt: skip

    def _compose(self, stored: Subscribed, account: Account) -> None:
        # Read before the record is: what comes meanwhile counts as not looked at.
        decided, acts = self._outbox.decided(), self._record.last_act()
        if self._waits(stored):
            return
        # Read anew: what was taken back just now is untold again.
        stored = self._outbox.by_id(stored.id) or stored
        after = _last(self._outbox.messages(stored.seq))
        due, whole = self._weighed(stored)
        put = due is not None and self._put(stored, due, after, decided)
        account.composed += bool(put and due is not None and due.items)
        whole = whole and (put or due is None)
        if decided != stored.decided or (whole and not self._settled(stored)):
            self._outbox.looked_at(stored.seq, decided, acts=acts if whole else None, at=self._clock())

    def _waits(self, stored: Subscribed) -> bool:
        """Tell whether a message of a subscriber waits that may go: then no other is made before it went.

        One that says what no longer holds is taken back first, so that nobody is told a correction of what
        it was never told.
        """
        for message in self._outbox.messages(stored.seq):
            if message.state == "pending":
                if not in_force(self._audience(stored), self._clock()):
                    return True
                if self._may_go(message, stored, tried=message.tries > 0):
                    return True
                self._outbox.take_back(message, STALE)
        return False

    def _put(self, stored: Subscribed, due: Due, after: int, decided: int) -> bool:
        letter = self.letter(stored, due.slot, due.items, after)
        with letter.spoken():
            told = {item.id: what_is_told(item, self._clock()) for item in due.items}
        feed = letter.asked.way == "feed"
        if feed and due.items:
            self._disclose(stored, letter.asked, told)
        return self._outbox.put(
            stored.seq, due.slot, letter.id, self.ways.stored(letter) if due.items else b"", told,
            after=after, decided=decided, at=self._clock(),
            state="empty" if not due.items else "sent" if feed else "pending",
        )  # fmt: skip

    def _deliver(self, message: Message, stored: Subscribed, account: Account) -> None:
        if message.slot.startswith(ASKING):
            self._hand_over(message, stored, account, "asked whether it wants mail")
            return
        at, asked = self._clock(), subscription_from(stored.body)
        until = asked.schedule.quiet_until(at)
        if not in_force(self._audience(stored), at):
            self._outbox.hold(message, at + DELAYS[0])
            return
        if until is not None and not (asked.schedule.pierce and message.slot.startswith("now")):
            self._outbox.hold(message, until)
            return
        if not self._may_go(message, stored, tried=message.tries > 1):
            # Composed anew by this pass or the next, from what may be told now.
            self._outbox.take_back(message, STALE)
            self._compose(stored, account)
            return
        self._disclose(stored, asked, message.told)
        said = f"sent by {asked.way} ({len(message.told)} incidents)"
        self._hand_over(message, stored, account, said)

    def _hand_over(self, message: Message, stored: Subscribed, account: Account, said: str) -> None:
        try:
            self.ways.send(message, stored)
        except UserError as error:
            self._failed(message, stored, str(error), account)
            return
        self._outbox.sent(message, self._clock())
        account.sent += 1
        account.lines.append(f"{stored.name}: {said}")

    def _failed(self, message: Message, stored: Subscribed, error: str, account: Account) -> None:
        at = self._clock()
        delay = DELAYS[min(message.failures, len(DELAYS) - 1)]
        self._outbox.failed(message, error, at, at + delay)
        account.failed += 1
        account.lines.append(f"{stored.name}: not sent: {error}")
        if at - (message.failed_at or at) >= self._give_up:
            why = f"took nothing for {self._give_up.days} days: {error}"
            self._outbox.stand(stored.seq, "given up", detail=why[:500], at=at)
            account.lines.append(
                f"{stored.name}: given up; tocsin subscribe resume {stored.name} tries again"
            )

    def _may_go(self, message: Message, stored: Subscribed, *, tried: bool) -> bool:
        """Tell whether a stored message says what may be told now.

        One that no sender took yet is made anew if anything in it changed. One that may have arrived already
        goes again as it was, so that the receiver knows it, unless what may be told was decided otherwise.
        """
        told = {identity: what for identity, what in message.told.items() if what is not None}
        view = self._reading.view(told, None)
        shown = view.for_partner(self._audience(stored), self._clock(), only=lambda i: i.id in told)
        seen = {one.incident.id: one.incident for one in shown}
        if not set(told) <= set(seen):
            return False
        if tried and self._outbox.decided() == message.decided:
            return True
        return all(as_told(what, seen[identity]) for identity, what in told.items())

    def _audience(self, stored: Subscribed) -> Partner:
        return audience(stored, stopped=self._decisions.stopped(), at=self._clock())

    def _disclose(self, stored: Subscribed, asked: Subscription, told: Iterable[str]) -> None:
        ids = list(told)
        self._record.exchange.disclose(
            partner=f"subscriber:{stored.name}", way=asked.way, count=len(ids), what=",".join(ids),
            policy=f"rule {VERSION}, up to TLP:{asked.ceiling}",
        )  # fmt: skip


def _last(messages: Sequence[Message]) -> int:
    return messages[-1].seq if messages else 0


def lines(account: Account) -> Iterator[str]:
    """Return what a pass did, for a person."""
    yield from account.lines
    if not account.lines:
        yield "nothing was due"
