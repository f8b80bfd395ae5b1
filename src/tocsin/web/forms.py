"""Forms that only the pages of this desk can send: a browser's session, and tokens bound to it.

A token is a random nonce and an HMAC over it and the session, so that it differs in each answer (what is
compressed with it tells nothing, BREACH 2013). Source: OWASP, Cross-Site Request Forgery Prevention.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.desk.keys import kept
from tocsin.language import mark
from tocsin.web.faults import PageError

COOKIE: Final = "tocsin"
KEY_FILE: Final = "web.key"
_SESSION: Final = re.compile(r"[0-9a-f]{32}")
_NONCE: Final = 16
STALE: Final = mark("This form is not one of this desk's, or is too old: open the page again.")


class Forms:
    """Makes and checks tokens under one secret key."""

    def __init__(self, key: bytes) -> None:
        """`key` is 32 random bytes."""
        self._key = key

    @classmethod
    def of(cls, folder: Path) -> Forms:
        """Use the key in the desk's folder, made at the first start: forms outlive a restart.

        Where the folder cannot be written the key lives as long as the process.
        """
        try:
            key = kept(folder / KEY_FILE)
        except OSError:
            key = b""
        return cls(key if len(key) == 32 else secrets.token_bytes(32))

    def token(self, session: str) -> str:
        """Return a fresh token for a form of `session`."""
        nonce = secrets.token_hex(_NONCE)
        return nonce + self._mark(session, nonce)

    def check(self, request: Request, token: str) -> None:
        """Raise PageError where `token` was not given to this browser, or another site sent it."""
        if self.is_stale(request, token):
            raise PageError(403, STALE)

    def is_stale(self, request: Request, token: str) -> bool:
        """Tell whether `token` was not given to this session; PageError where another site sent it."""
        if foreign(request.headers):
            raise PageError(403, STALE)
        session: str = request.state.session
        nonce, given = token[: 2 * _NONCE], token[2 * _NONCE :]
        expected = self._mark(session, nonce)
        return not hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())

    def _mark(self, session: str, nonce: str) -> str:
        return hmac.new(self._key, f"{session}|{nonce}".encode(), hashlib.sha256).hexdigest()


def foreign(headers: Headers) -> bool:
    """Whether a browser says that another site made the request (Fetch Metadata; Origin)."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")


class Sessions:
    """Middleware: gives each browser a random name in a cookie, as `request.state.session`."""

    def __init__(self, app: ASGIApp, *, tls: bool = False) -> None:
        """`tls`: the cookie travels over HTTPS only."""
        self.app = app
        self.ending = "; Path=/; HttpOnly; SameSite=Strict" + ("; Secure" if tls else "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on to the application."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        known = _session(Headers(scope=scope).get("cookie", ""))
        session = known or secrets.token_hex(16)
        scope.setdefault("state", {})["session"] = session

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start" and known is None:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", f"{COOKIE}={session}{self.ending}")
            await send(message)

        await self.app(scope, receive, marked)


def _session(header: str) -> str | None:
    """Return the session of a Cookie header; None where there is none or it is not one of ours."""
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found is not None and _SESSION.fullmatch(found.value) else None
