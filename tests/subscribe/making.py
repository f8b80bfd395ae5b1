"""Desks whose subscribers are told, on a clock of the test's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.share.making import entry, fill, first_report, new_desk, same
from tocsin.desk import Desk
from tocsin.desk.settings import MailSettings, SubscribeSettings
from tocsin.record import Subscribed
from tocsin.release import ANYONE, Marking
from tocsin.share.sharing import Sharing
from tocsin.subscribe.schedule import Schedule
from tocsin.subscribe.secret import key_of
from tocsin.subscribe.subscription import Selection, Subscription, Way
from tocsin.subscribe.telling import Teller
from tocsin.subscribe.ways import Ways

__all__ = ["NOON", "Clock", "add", "desk_at", "entry", "fill", "first_report", "mark", "same", "teller"]
NOON = datetime(2021, 5, 1, 12, 0, tzinfo=UTC)
CLEAR = Marking("CLEAR", frozenset({ANYONE}))


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, **span: float) -> None:
        self.at += timedelta(**span)


def mark(desk: Desk, marking: Marking | None = CLEAR, document: str = "") -> None:
    """Mark all of the desk's own, or one document."""
    sharing = Sharing(desk.record, None)  # type: ignore[arg-type]  # no key is needed to mark
    sharing.mark("document" if document else "default", document, marking, by="test")


def desk_at(folder: Path, *entries: Any, smtp: int = 0, address: str = "https://desk.example.org") -> Desk:
    """Return a desk, all of it marked TLP:CLEAR for anyone, that mails through a server on loopback."""
    desk = new_desk(folder, *entries)
    mark(desk)
    mail = MailSettings("127.0.0.1", smtp, "none", sender="tocsin@desk.example.org")
    desk.settings = replace(desk.settings, mail=mail, subscribe=SubscribeSettings(address))
    return desk


def add(
    desk: Desk,
    name: str,
    way: Way = "mail",
    to: str = "reader@example.org",
    *,
    at: datetime = NOON,
    **asked: Any,
) -> Subscribed:
    """Subscribe; without a schedule, everything comes at once."""
    names = ("region", "severity", "targets", "definition")
    selection = Selection(**{k: asked.pop(k) for k in names if k in asked})
    times = ("daily", "zone", "quiet", "at_once", "pierce")
    schedule = Schedule(**({"at_once": 0} | {k: asked.pop(k) for k in times if k in asked}))
    made = Subscription(way, to, selection, schedule, **asked)
    return desk.record.outbox.add(name, made.to_json(), at)


def teller(desk: Desk, clock: Clock) -> Teller:
    """Return what tells the subscribers, by that clock."""
    ways = Ways(desk.folder, desk.settings, key_of(desk.folder), lambda: clock().timestamp())
    return Teller(desk, clock, ways)
