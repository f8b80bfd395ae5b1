"""Subscriptions and their messages, as stored: each due message once, each sent by one sender at a time.

A message is stored before it is sent, and taken by a sender under a lease, so that a sender that dies holds
it up for no longer than that, and two senders do not send the same. Every method is one transaction.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Connection, func, select, update

from tocsin.errors import InputError, NotFoundError
from tocsin.model import address, canonical
from tocsin.record.exchange_tables import facts
from tocsin.record.guard import check_text
from tocsin.record.inserting import next_seq
from tocsin.record.store import Store
from tocsin.record.subscription_tables import messages, subscriptions

Standing = Literal["unconfirmed", "active", "paused", "unsubscribed", "given up", "removed"]
"""Of a subscription; "unconfirmed" until whoever gets the mail has agreed to it."""
State = Literal["pending", "sent", "empty", "taken back"]
"""Of a message: waiting, sent, nothing to say at that time, or not sent because it no longer may be."""
ASKING: Final = "confirm "
"""How the slot of a message begins that asks an unconfirmed subscriber: nothing else is sent to one."""
LEASE: Final = timedelta(minutes=5)
"""How long a sender may hold a message; sending takes at most a part of that."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription as stored: what was asked for, and how it stands.

    `since` is when it began or was last resumed; `decided` how far the decisions about sharing had come when
    it was last looked at. `detail` says why it does not stand, `consent` how and when whoever gets mail
    agreed to it ("" where nobody has, or nobody is asked). At `looked_at` it had been told all that there was
    up to the act `looked` of the log; None where that is not known.
    """

    seq: int
    id: str
    name: str
    body: Mapping[str, Any]
    added_at: datetime
    state: Standing
    since: datetime
    detail: str
    decided: int
    consent: str = ""
    looked: int | None = None
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message as stored. `told` is what it says of each incident (None: that it no longer stands)."""

    seq: int
    id: str
    subscription: int
    slot: str
    made_at: datetime
    state: State
    body: bytes
    told: Mapping[str, Any]
    decided: int
    tries: int
    failures: int
    failed_at: datetime | None
    not_before: datetime
    holder: str
    until: datetime | None
    error: str
    sent_at: datetime | None


class Outbox:
    """The subscriptions of an open record; `Record.outbox` gives it."""

    def __init__(self, store: Store) -> None:
        """Stand on an opened store."""
        self._store = store

    def add(
        self, name: str, body: Mapping[str, Any], at: datetime, *,
        state: Literal["active", "unconfirmed"] = "active", consent: str = "",
    ) -> Subscribed:  # fmt: skip
        """Keep a new subscription. Raises InputError where the name is taken or not a name."""
        text = canonical(dict(body))
        check_text(name, text, consent)
        if not 0 < len(name) <= 60 or not name.replace("-", "").replace("_", "").isalnum():
            raise InputError(f"a subscription's name is up to 60 letters, digits, - and _, not {name!r}")
        with self._store.writing() as connection:
            if _named(connection, name) is not None:
                raise InputError(f"there is a subscription {name} already; see: tocsin subscribe show {name}")
            seq = next_seq(connection, subscriptions)
            row = {
                "seq": seq, "id": address("subscription", name, text, seq, secrets.token_hex(16)),
                "name": name, "body": text, "added_at": at, "state": state, "since": at, "detail": "",
                "decided": _decided(connection), "consent": consent or None,
            }  # fmt: skip
            connection.execute(subscriptions.insert(), row)
            return _subscribed(connection.execute(select(subscriptions).filter_by(seq=seq)).one())

    def all(self) -> list[Subscribed]:
        """Return the subscriptions that were not removed, by name."""
        s = subscriptions.c
        with self._store.reading() as connection:
            rows = connection.execute(select(subscriptions).where(s.state != "removed").order_by(s.name))
            return [_subscribed(row) for row in rows]

    def named(self, name: str) -> Subscribed:
        """Return the subscription of that name. Raises NotFoundError."""
        with self._store.reading() as connection:
            found = _named(connection, name)
        if found is None:
            raise NotFoundError(f"there is no subscription {name}; see: tocsin subscribe list")
        return found

    def by_id(self, identity: str) -> Subscribed | None:
        """Return the subscription with that id, a removed one too."""
        with self._store.reading() as connection:
            row = connection.execute(select(subscriptions).filter_by(id=identity)).one_or_none()
        return None if row is None else _subscribed(row)

    def stand(self, seq: int, state: Standing, *, detail: str = "", at: datetime, consent: str = "") -> None:
        """Say how a subscription stands from now on; what waits for one that no longer stands is taken back.

        One that becomes active or is asked (again) begins anew at `at`: its failures are forgotten. Who
        unsubscribes takes back that it agreed; `consent` says how it agreed anew.
        """
        check_text(detail, consent)
        values: dict[str, Any] = {"state": state, "detail": detail}
        if state in ("active", "unconfirmed"):
            values["since"] = at
        if state == "unsubscribed":
            values["consent"] = None
        if consent:
            values["consent"] = consent
        with self._store.writing() as connection:
            if state not in ("active", "paused"):
                _take_back(connection, messages.c.subscription == seq, detail or state)
            connection.execute(update(subscriptions).where(subscriptions.c.seq == seq).values(**values))
            if state == "active":
                waiting = (messages.c.subscription == seq) & (messages.c.state == "pending")
                fresh = {"failures": 0, "failed_at": None, "not_before": at, "error": ""}
                connection.execute(update(messages).where(waiting).values(**fresh))

    def agreed(self, seq: int, how: str, *, at: datetime) -> None:
        """Note how whoever gets the mail agreed to it; an unconfirmed subscription begins with that, at `at`.

        Doing it again changes nothing, and neither does it where the subscriber has left meanwhile.
        """
        check_text(how)
        s = subscriptions.c
        open_ = (s.seq == seq) & s.consent.is_(None) & s.state.not_in(("unsubscribed", "removed"))
        with self._store.writing() as connection:
            connection.execute(update(subscriptions).where(open_).values(consent=how))
            waits = (s.seq == seq) & s.consent.is_not(None) & (s.state == "unconfirmed")
            connection.execute(update(subscriptions).where(waits).values(state="active", detail="", since=at))
            asking = (messages.c.subscription == seq) & messages.c.slot.startswith(ASKING)
            _take_back(connection, asking, "it was answered already")

    def looked_at(self, seq: int, decided: int, *, acts: int | None, at: datetime) -> None:
        """Note how far the decisions about sharing had come when a subscription was looked at.

        `acts`: the last act of the log then, where it has been told all that there was; else None.
        """
        change = update(subscriptions).where(subscriptions.c.seq == seq)
        with self._store.writing() as connection:
            connection.execute(change.values(decided=decided, looked=acts, looked_at=at))

    def decided(self) -> int:
        """Return how far the decisions about sharing have come; it grows with each."""
        with self._store.reading() as connection:
            return _decided(connection)

    def messages(self, subscription: int, *, bodies: bool = False, last: int = 0) -> list[Message]:
        """Return the messages of a subscription in order, all or the `last` ones; with their bodies if asked.

        Without, every body is empty: bodies are large, and a pass has no need of those that went long ago.
        """
        m = messages.c
        columns = [column for column in m if bodies or column.name != "body"]
        query = select(*columns).where(m.subscription == subscription)
        query = query.order_by(m.seq.desc()).limit(last) if last else query.order_by(m.seq)
        with self._store.reading() as connection:
            found = [_message(row) for row in connection.execute(query)]
        return found[::-1] if last else found

    def prune(self, before: datetime) -> int:
        """Empty the bodies of messages sent before `before`; return of how many.

        That and when each was sent, and what it told of which incident, stay: corrections rest on them.
        """
        m = messages.c
        old = (m.state == "sent") & (m.sent_at < before) & (func.length(m.body) > 0)
        with self._store.writing() as connection:
            return connection.execute(update(messages).where(old).values(body=b"")).rowcount

    def put(
        self, subscription: int, slot: str, identity: str, body: bytes, told: Mapping[str, Any], *,
        after: int, decided: int, at: datetime, state: State = "pending",
    ) -> bool:  # fmt: skip
        """Store what is due for `slot`, if the subscription's last message is still `after` (0: none).

        Returns False, storing nothing, where another sender was first: what is new must be asked again.
        """
        text = canonical(dict(told))
        check_text(text, slot)
        m = messages.c
        with self._store.writing() as connection:
            last = connection.execute(select(func.max(m.seq)).where(m.subscription == subscription)).scalar()
            same = select(m.seq).where(
                (m.id == identity) | ((m.subscription == subscription) & (m.slot == slot))
            )
            if (last or 0) != after or connection.execute(same).first() is not None:
                return False
            row = {
                "seq": next_seq(connection, messages), "id": identity, "subscription": subscription,
                "slot": slot, "made_at": at, "state": state, "body": body, "told": text,
                "decided": decided, "tries": 0, "failures": 0, "failed_at": None, "not_before": at,
                "holder": "", "until": None, "error": "", "sent_at": at if state == "sent" else None,
            }  # fmt: skip
            connection.execute(messages.insert(), row)
        return True

    def claim(self, at: datetime, *, lease: timedelta = LEASE) -> tuple[Message, Subscribed] | None:
        """Take the next message that may be sent at `at`, for `lease`; None where there is none.

        The messages of a subscription go in order: none is taken while an earlier one waits. One that nobody
        confirmed yet gets what asks for that, and nothing else.
        """
        m, s, earlier = messages.c, subscriptions.c, messages.alias("earlier")
        before = select(earlier.c.seq).where(
            earlier.c.subscription == m.subscription, earlier.c.state == "pending", earlier.c.seq < m.seq
        )
        query = (
            select(m.seq)
            .join(subscriptions, s.seq == m.subscription)
            .where(m.state == "pending", m.not_before <= at, ~before.exists())
            .where((s.state == "active") | ((s.state == "unconfirmed") & m.slot.startswith(ASKING)))
            .where((m.until.is_(None)) | (m.until <= at))
            .order_by(m.seq)
            .limit(1)
        )
        with self._store.writing() as connection:
            seq = connection.execute(query).scalar()
            if seq is None:
                return None
            held = {"holder": secrets.token_hex(16), "until": at + lease, "tries": m.tries + 1}
            connection.execute(update(messages).where(m.seq == seq).values(**held))
            message = _message(connection.execute(select(messages).where(m.seq == seq)).one())
            row = connection.execute(select(subscriptions).where(s.seq == message.subscription)).one()
            return message, _subscribed(row)

    def sent(self, message: Message, at: datetime) -> bool:
        """Note that a claimed message was taken by its receiver; False where the lease had passed on."""
        return self._settle(message, {"state": "sent", "sent_at": at, "error": ""})

    def failed(self, message: Message, error: str, at: datetime, retry: datetime) -> bool:
        """Note that a claimed message was not taken, and when to try again."""
        clean = error.encode("utf-8", "replace").decode().replace("\0", " ")[:500]
        values = {
            "failures": message.failures + 1, "failed_at": message.failed_at or at, "not_before": retry,
            "error": clean,
        }  # fmt: skip
        return self._settle(message, values)

    def hold(self, message: Message, until: datetime) -> bool:
        """Put a claimed message back unsent, not to be taken before `until`."""
        return self._settle(message, {"not_before": until, "tries": message.tries - 1})

    def take_back(self, message: Message, why: str) -> None:
        """Say that a message that waits will not be sent; its slot is free again.

        Nothing happens where a sender took it meanwhile. What may have arrived all the same stays named by
        its ids, so that the receiver is told what became of it.
        """
        same = (messages.c.seq == message.seq) & (messages.c.tries == message.tries)
        with self._store.writing() as connection:
            _take_back(connection, same, why)

    def _settle(self, message: Message, values: Mapping[str, Any]) -> bool:
        m = messages.c
        mine = (m.seq == message.seq) & (m.holder == message.holder) & (m.state == "pending")
        with self._store.writing() as connection:
            done = connection.execute(update(messages).where(mine).values(holder="", until=None, **values))
            return bool(done.rowcount)


def _take_back(connection: Connection, which: Any, why: str) -> None:
    m = messages.c
    waiting = connection.execute(
        select(m.seq, m.subscription, m.slot, m.tries, m.told).where(which, m.state == "pending")
    ).all()
    untold = subscriptions.c.seq.in_({row.subscription for row in waiting})
    if waiting:
        connection.execute(update(subscriptions).where(untold).values(looked=None))
    for row in waiting:
        # What is taken back leaves its slot and its words: they may be what must not be told.
        maybe = {identity: {"maybe": True} for identity in json.loads(row.told)} if row.tries else {}
        gone = {
            "state": "taken back", "slot": f"{row.slot[:50]} #{row.seq}", "body": b"",
            "told": canonical(maybe),
            "id": address("taken back", row.seq), "error": why[:500], "holder": "", "until": None,
        }  # fmt: skip
        connection.execute(update(messages).where(m.seq == row.seq).values(**gone))


def _decided(connection: Connection) -> int:
    deciding = facts.c.kind.in_(("marking", "switch", "report"))
    return int(connection.execute(select(func.max(facts.c.seq)).where(deciding)).scalar() or 0)


def _named(connection: Connection, name: str) -> Subscribed | None:
    s = subscriptions.c
    row = connection.execute(select(subscriptions).where(s.name == name, s.state != "removed")).one_or_none()
    return None if row is None else _subscribed(row)


def _subscribed(row: Any) -> Subscribed:
    return Subscribed(
        row.seq, row.id, row.name, json.loads(row.body), row.added_at, row.state, row.since, row.detail,
        row.decided, row.consent or "", row.looked, row.looked_at,
    )  # fmt: skip


def _message(row: Any) -> Message:
    values = {"body": b"", **row._mapping} | {"told": json.loads(row.told)}
    return Message(**values | {"body": bytes(values["body"])})
