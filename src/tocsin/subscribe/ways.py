"""How a message is stored for its way, and how what was stored is handed over."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tocsin.desk.settings import Settings
from tocsin.errors import FetchError, UserError
from tocsin.fetch import Client
from tocsin.fetch.addresses import port_of, web_address
from tocsin.fetch.smtp import Postbox
from tocsin.model import canonical
from tocsin.record import Message, Subscribed
from tocsin.subscribe import letter as saying
from tocsin.subscribe import mail, webhook
from tocsin.subscribe.agreeing import Question
from tocsin.subscribe.chat import filled, template_at
from tocsin.subscribe.letter import Letter
from tocsin.subscribe.secret import secret_for
from tocsin.subscribe.subscription import Subscription, subscription_from

PASSWORD: Final = "TOCSIN_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
SECONDS: Final = 60.0
"""How long an exchange with a receiver may take; far less than a lease."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out of a desk. `key` is its secret for signatures."""

    folder: Path
    settings: Settings
    key: bytes = field(repr=False)
    clock: Callable[[], float] = time.time

    def stored(self, letter: Letter) -> bytes:
        """Return what is kept of a message until it is sent: the same bytes go at each attempt."""
        if letter.asked.way == "mail":
            return mail.composed(letter, self._sender())
        if letter.asked.way == "chat":
            said = {"title": saying.subject(letter), "text": saying.text(letter)}
            return canonical(said).encode()
        return canonical(saying.as_json(letter)).encode()

    def asking(self, question: Question) -> bytes:
        """Return what is kept of a message that asks whether mail is wanted."""
        return mail.asking(question, self._sender())

    def check(self, asked: Subscription) -> None:
        """Raise UserError where the desk's settings, or what is installed, lack what this needs."""
        _ = asked.words
        if asked.way == "mail":
            self._sender()
            if not self.settings.mail.host:
                raise UserError("mail needs a server: set host in [mail] of tocsin.toml")
            if not self.settings.subscribe.address:
                raise UserError(
                    "mail carries a link to unsubscribe: set address in [subscribe] of tocsin.toml to where "
                    "others reach `tocsin serve`"
                )
        elif asked.way == "webhook":
            web_address(asked.to)
        elif asked.way == "chat":
            template_at(Path(asked.to))

    def send(self, message: Message, stored: Subscribed) -> None:
        """Hand a message over; when this returns it was taken. Raises UserError (FetchError and others)."""
        asked = subscription_from(stored.body)
        if asked.way == "mail":
            self._postbox().send(self._sender(), asked.to, message.body)
        elif asked.way == "webhook":
            secret = secret_for(self.key, "webhook", stored.id)
            headers = webhook.headers(message.body, secret, message.id, int(self.clock()))
            self._call("POST", asked.to, headers, message.body, private=asked.private)
        elif asked.way == "chat":
            said = json.loads(message.body)
            request = filled(
                template_at(Path(asked.to)), title=said["title"], text=said["text"], identity=message.id
            )
            self._call(
                request.method, request.url, dict(request.headers), request.body, private=asked.private
            )

    def _call(self, method: str, url: str, headers: dict[str, str], body: bytes, *, private: bool) -> None:
        target = web_address(url)
        allow = [f"{target.host}:{port_of(target)}"] if private else []
        try:
            with Client(allow=allow, timeout=SECONDS / 2, robots=False, max_bytes=1_000_000) as client:
                client.call(method, url, headers=headers, body=body)
        except FetchError as error:
            # The address of a chat holds its token: it is not to stand in the record or on a screen.
            raise FetchError(
                str(error).replace(str(target), target.host),
                status=error.status,
                retry_after=error.retry_after,
            ) from None

    def _sender(self) -> str:
        settings = self.settings.mail
        if not settings.sender:
            raise UserError("mail needs a sender: set sender in [mail] of tocsin.toml to an address of yours")
        return mail.address(settings.sender)

    def _postbox(self) -> Postbox:
        s = self.settings.mail
        if not s.host:
            raise UserError("mail needs a server: set host in [mail] of tocsin.toml")
        return Postbox(s.host, s.port, s.security, s.user, self._password() if s.user else "", SECONDS / 2)

    def _password(self) -> str:
        found = os.environ.get(PASSWORD, "")
        named = self.settings.mail.password_file
        if found or not named:
            return found
        path = self.folder / Path(named).expanduser()
        try:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise UserError(f"{path} can be read by others: chmod 600 {path}")
            return path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise UserError(f"{path} cannot be read: {error.strerror}") from None
