"""Accounts: the user behind a request, by the cookie of a session or the token of a script."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final, cast

from fastapi import FastAPI, Request
from starlette.responses import Response

from tocsin.desk import Desk, passwords
from tocsin.desk.signing import PREFIX_OF_TOKENS, Door, Holder
from tocsin.release.inert import plain
from tocsin.web.access import Reader, Role
from tocsin.web.trail import Trail

COOKIE: Final = "tocsin-user"
TOUCHED: Final = timedelta(seconds=30)
"""A session's last use is noted no oftener."""
UNNOTED: Final = frozenset({"/tiles", "/account"})
"""Looks that say nothing: pieces of the base map, and one's own account."""


class Team:
    """Users with roles. Every request is asked for its user anew, so that what was ended is ended at once."""

    needed = True

    def __init__(self, desk: Desk) -> None:
        """Stand on an open desk that has users."""
        web = desk.settings.web
        self.store = desk.record.accounts
        self.door = Door(self.store, web)
        self.trail = Trail(self.store, web.audit_days)
        self.lasts = timedelta(hours=web.session_hours)
        self.kept_days = web.audit_days

    def reader(self, request: Request) -> Reader | None:
        """Return the user of `request`; forms are bound to the session from then on."""
        holder = self.holder(request)
        if holder is None:
            return None
        request.state.session = holder.session.hash
        now = datetime.now(UTC)
        if now - holder.session.seen > TOUCHED:
            self.trail.seen(holder.session.hash, now)
        return Reader(holder.user.name, cast(Role, holder.user.role), holder.session.hash, signed=True)

    def holder(self, request: Request) -> Holder | None:
        """Return the session or token of `request`."""
        secret = secret_of(request)
        return None if secret is None else self.door.holder(secret)

    def note(self, request: Request, reader: Reader, act: str, what: str = "") -> None:
        """Note what a user did: the path where nothing else is said, never what was searched for."""
        if act != "look" or request.url.path not in UNNOTED:
            self.trail.note(reader.name, act, plain(what or request.url.path), address(request))

    def keep(self, request: Request, response: Response, secret: str) -> None:
        """Give the browser a session."""
        tls = request.app.state.tls
        response.set_cookie(
            cookie(request), secret, max_age=int(self.lasts.total_seconds()), path="/", secure=tls,
            httponly=True, samesite="lax",
        )  # fmt: skip

    def drop(self, request: Request, response: Response) -> None:
        """Take the session from the browser."""
        response.delete_cookie(
            cookie(request), path="/", secure=request.app.state.tls, httponly=True, samesite="lax"
        )

    @asynccontextmanager
    async def running(self, app: FastAPI) -> AsyncIterator[None]:
        """Write what was noted when the server stops."""
        del app
        passwords.warm()
        yield
        self.trail.close()


def cookie(request: Request) -> str:
    """Return the cookie's name; over HTTPS no other host and no plain page sets it (RFC 6265bis, 4.1.3)."""
    return f"__Host-{COOKIE}" if request.app.state.tls else COOKIE


def secret_of(request: Request) -> str | None:
    """Return what the request shows: a script's token, or the cookie of a browser."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and token.startswith(PREFIX_OF_TOKENS):
        return token.strip()
    held = request.cookies.get(cookie(request), "")
    # A token is no cookie: it carries no proof that a form came from a page of ours.
    return held if held and not held.startswith(PREFIX_OF_TOKENS) else None


def address(request: Request) -> str:
    """Return the address that asks."""
    return request.client.host if request.client else "local"
