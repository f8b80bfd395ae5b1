"""Real receivers on loopback: an SMTP server and an HTTP server that keep what they are sent."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class Mailbox:
    """What an SMTP server took; `answer` is what it says instead of taking the next ones."""

    answer: str = ""
    port: int = 0
    raw: list[bytes] = field(default_factory=list)
    asked: int = 0
    closed: bool = False
    encrypted: list[bool] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.asked += 1
        if self.closed and not session.authenticated:
            return "530 sign in first"
        if self.answer:
            return self.answer
        self.raw.append(envelope.content)
        self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return "250 taken"

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]

    @property
    def once(self) -> dict[str, bytes]:
        """What a receiver keeps that takes each Message-ID once."""
        found: dict[str, bytes] = {}
        for mail, raw in zip(self.mails, self.raw, strict=True):
            found.setdefault(mail["Message-ID"], raw)
        return found


class _Free(Controller):
    """A controller on a free port of the system's choice."""

    def _trigger_server(self) -> None:
        listening: Any = self.server
        self.port = listening.sockets[0].getsockname()[1]
        if self.ssl_context is None:
            super()._trigger_server()  # type: ignore[no-untyped-call]  # of a library without types
            return
        # The library greets with the server's own context, which takes no part of a client.
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        here = socket.create_connection(("127.0.0.1", self.port), 5)
        with here, context.wrap_socket(here) as held:
            held.recv(1024)


@contextmanager
def mailbox(
    *, tls: ssl.SSLContext | None = None, implicit: bool = False, login: tuple[str, str] | None = None
) -> Iterator[Mailbox]:
    """Run an SMTP server; with `tls` an encrypted one, from the first byte if `implicit`, else by STARTTLS.

    With `login`, it takes mail from that user alone.
    """
    box = Mailbox()

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: Any, data: Any) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        box.logins.append(given)
        return AuthResult(success=given == login, handled=False)

    options: dict[str, Any] = {"ssl_context": tls} if implicit else {"tls_context": tls}
    options |= {"require_starttls": True} if tls is not None and not implicit else {}
    if login is not None:
        # The library does not see that an implicit connection is encrypted already.
        options |= {"authenticator": known, "auth_require_tls": not implicit}
        box.closed = True
    controller = _Free(box, hostname="127.0.0.1", port=0, **options)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


@dataclass
class Hook:
    """What an HTTP server was sent: path, headers in lower case, body. `status` is its answer."""

    url: str = ""
    status: int = 204
    location: str = ""
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def hook() -> Iterator[Hook]:
    """Run an HTTP server."""
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            kept.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(kept.status)
            if kept.location:
                self.send_header("location", kept.location)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    kept.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
