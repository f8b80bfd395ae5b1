"""The page of subscriptions: who is told what and how it went; adding, pausing, resuming, removing.

What is asked for is checked as on the command line (`subscribe.asking`). Secrets are shown once, in the
answer to adding; a template of a chat is chosen among those of the desk's folder, since a browser names no
files of this machine; and only an administrator lets a message go to a private network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import RedirectResponse, Response

from tocsin.brief import words as said
from tocsin.definitions import shipped
from tocsin.desk import Desk
from tocsin.errors import InputError, UserError
from tocsin.fetch.addresses import web_address
from tocsin.language import TONGUES
from tocsin.record import Message, Subscribed, now
from tocsin.release import TLP
from tocsin.share.sharing import Decisions
from tocsin.subscribe.agreeing import enrol, resume
from tocsin.subscribe.asking import WAYS, Wish
from tocsin.subscribe.chat import offered
from tocsin.subscribe.letter import asked_for, when
from tocsin.subscribe.secret import key_of, secret_for
from tocsin.subscribe.subscription import Subscription, subscription_from
from tocsin.subscribe.telling import feed_path
from tocsin.subscribe.ways import Ways
from tocsin.taxonomy import TARGET_TYPES
from tocsin.web import pages
from tocsin.web.access import Publisher, Reader
from tocsin.web.words import mark

SHOWN: Final = 5
"""Messages of a subscription on the page."""
CALLED: Final = {
    "mail": mark("mail"), "webhook": mark("webhook"), "chat": mark("chat"), "feed": mark("feed"),
    "unconfirmed": mark("not confirmed yet"), "active": mark("active"), "paused": mark("paused"),
    "unsubscribed": mark("unsubscribed"), "given up": mark("given up"),
    "pending": mark("waits"), "sent": mark("sent"), "empty": mark("nothing to tell"),
    "taken back": mark("taken back"),
}  # fmt: skip
"""What ways, standings and states of messages are called."""
router = APIRouter(include_in_schema=False)


class Sent(BaseModel):
    """A form as it was sent. Texts have no limit here, so that a refusal can show them again."""

    model_config = ConfigDict(extra="ignore")
    do: Literal["add", "pause", "resume", "remove"]
    token: str = ""
    name: str = ""
    way: str = "mail"
    to: str = ""
    chat: str = ""
    region: str = ""
    severity: str = ""
    targets: list[str] = []
    definition: str = "violent-attack"
    daily: str = ""
    at_once: str = ""
    zone: str = "UTC"
    quiet: str = ""
    pierce: bool = False
    ceiling: str = "CLEAR"
    groups: str = ""
    private: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Line:
    """A subscription as the page shows it; `to` without what is secret in an address."""

    stored: Subscribed
    asked: Subscription
    to: str
    messages: tuple[Message, ...]

    @property
    def what(self) -> str:
        """What was asked for, in the language spoken now."""
        return asked_for(self.asked)

    @property
    def when(self) -> str:
        """When it is told, in the language spoken now."""
        return when(self.asked.schedule)


@router.get("/subscriptions")
def show(request: Request, reader: Publisher) -> Response:
    """List the subscriptions."""
    return _page(request, reader)


@router.post("/subscriptions")
def change(request: Request, reader: Publisher, sent: Annotated[Sent, Form()]) -> Response:
    """Add, pause, resume or remove; what is refused is told and changes nothing."""
    request.app.state.forms.check(request, sent.token)
    desk: Desk = request.app.state.desk
    stored = None
    try:
        if sent.do == "add":
            stored = _add(desk, reader, sent)
        else:
            _stand(desk, sent)
    except UserError as error:
        return _page(request, reader, sent=sent, fault=str(error), status=422)
    request.app.state.accounts.note(request, reader, "subscriptions", f"{sent.do} {sent.name.strip()}")
    if stored is not None and (secret := _secret(desk, stored)):
        return _page(request, reader, fresh=stored, secret=secret)
    return RedirectResponse("/subscriptions", 303)


def _add(desk: Desk, reader: Reader, sent: Sent) -> Subscribed:
    asked = _asked(desk, reader, sent)
    Ways(desk.folder, desk.settings, key_of(desk.folder)).check(asked)
    return enrol(desk.record.outbox, sent.name.strip(), asked, now())


def _asked(desk: Desk, reader: Reader, sent: Sent) -> Subscription:
    words = reader.words
    if sent.definition not in shipped():
        raise InputError(words("There is no such definition."))
    if sent.private and not reader.may("administrator"):
        raise InputError(words("Only an administrator lets messages go to a private network."))
    to = sent.to
    if sent.way == "chat":
        template = offered(desk.folder).get(sent.chat)
        if template is None:
            raise InputError(words("Choose a template: a file in the folder chats of the desk."))
        to = str(template.absolute())
    return Wish(
        sent.way, to, region=sent.region, severity=_number(reader, sent.severity) or 0, targets=sent.targets,
        definition=sent.definition, daily=sent.daily, at_once=_number(reader, sent.at_once), zone=sent.zone,
        quiet=sent.quiet, pierce=sent.pierce, ceiling=sent.ceiling, groups=sent.groups.split(","),
        private=sent.private, language=sent.language,
    ).subscription()  # fmt: skip


def _number(reader: Reader, text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise InputError(reader.words("Write the number of dead in digits: 5"))
    return int(text)


def _stand(desk: Desk, sent: Sent) -> None:
    outbox = desk.record.outbox
    stored = outbox.named(sent.name.strip())
    if sent.do == "resume":
        resume(outbox, stored, now())
    else:
        outbox.stand(stored.seq, "paused" if sent.do == "pause" else "removed", at=now())


def _secret(desk: Desk, stored: Subscribed) -> str:
    """Return what only the receiver is to know; "" where there is nothing."""
    key, way = key_of(desk.folder), stored.body["way"]
    if way == "webhook":
        return secret_for(key, "webhook", stored.id)
    return desk.settings.subscribe.address.rstrip("/") + feed_path(key, stored) if way == "feed" else ""


def _line(desk: Desk, stored: Subscribed) -> Line:
    asked = subscription_from(stored.body)
    to = asked.to
    if asked.way == "webhook":
        # The path of such an address is often all that keeps others from it.
        to = web_address(asked.to).host
    elif asked.way == "chat":
        to = asked.to.replace("\\", "/").rpartition("/")[2]
    return Line(stored, asked, to, tuple(desk.record.outbox.messages(stored.seq, last=SHOWN)[::-1]))


def _page(
    request: Request,
    reader: Reader,
    *,
    sent: Sent | None = None,
    fault: str = "",
    fresh: Subscribed | None = None,
    secret: str = "",
    status: int = 200,
) -> Response:
    desk: Desk = request.app.state.desk
    given: dict[str, Any] = {
        "lines": [_line(desk, stored) for stored in desk.record.outbox.all()], "called": CALLED,
        "form": sent if sent is not None and sent.do == "add" else Sent(do="add"), "fault": fault,
        "fresh": fresh, "secret": secret, "ways": WAYS, "chats": list(offered(desk.folder)),
        "target_types": TARGET_TYPES, "rules": list(shipped().values()), "labels": TLP,
        "tongues": TONGUES, "marked": any(Decisions(desk.record).markings().by_key.values()),
        "private": reader.may("administrator"), "moment": said.moment,
        "keep_days": desk.settings.subscribe.keep_days,
    }  # fmt: skip
    return pages.render(request, "subscriptions.html.j2", given, status=status)
