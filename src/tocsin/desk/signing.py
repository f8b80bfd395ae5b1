"""Signing in: attempts are counted, sessions end, scripts have tokens. Secrets are stored as hashes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from tocsin.desk import passwords
from tocsin.desk.settings import WebSettings
from tocsin.errors import InputError, NotFoundError
from tocsin.record import AccountStore, Session, User

FORGET: Final = timedelta(hours=1)
"""Attempts older than this do not count any more."""
PREFIX_OF_TOKENS: Final = "tocsin_"
TOKEN_DAYS: Final = 3650
_MINUTE: Final = timedelta(minutes=1)
BY_NAME: Final = {5 + n: min(timedelta(seconds=2 << n), _MINUTE) for n in range(7)}
"""How long a name waits after the fifth attempt, the sixth, …: at most a minute, so that nobody is locked out
by a stranger who tries."""
BY_ADDRESS: Final = {10 + n: min(timedelta(seconds=2 << n), 15 * _MINUTE) for n in range(11)}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why somebody was not let in: a wait in whole seconds, or 0 where name or password was wrong."""

    wait: int = 0


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a secret that is good: the user, and the session under it."""

    user: User
    session: Session


class Door:
    """Lets users of a desk in and out."""

    def __init__(
        self, store: AccountStore, settings: WebSettings, clock: Callable[[], datetime] | None = None
    ) -> None:
        """`clock` gives aware times."""
        self._store = store
        self._lasts = timedelta(hours=settings.session_hours)
        self._idle = timedelta(minutes=settings.idle_minutes)
        self._clock = clock or _now

    def enter(self, name: str, password: str, address: str) -> str | Refused:
        """Return the secret of a new session, or why not. What is counted is counted before it is checked."""
        name = name.strip().lower()
        limits = {_key("name", name): BY_NAME, _key("address", address): BY_ADDRESS}
        wait = self._store.attempt(limits, at=self._clock(), forget=FORGET)
        if wait > timedelta():
            return Refused(int(wait.total_seconds()) + 1)
        user = self._known(name)
        if not passwords.is_right(password, user.password if user else None) or user is None:
            return Refused()
        self._store.forgive(limits)
        if passwords.is_dated(user.password):
            self._store.rehash(name, user.password, passwords.hashed(name, password))
        return self._open(name, "session", "", address, self._lasts)

    def holder(self, secret: str) -> Holder | None:
        """Return who holds `secret`; None where it is unknown, was ended, or is over."""
        found = self._store.holder(digest(secret))
        if found is None:
            return None
        user, session = found
        now = self._clock()
        idle = session.kind == "session" and session.seen + self._idle <= now
        return None if idle or session.expires <= now else Holder(user, session)

    def leave(self, holder: Holder) -> None:
        """End the session."""
        self._store.end(holder.user.name, hashes=[holder.session.hash])

    def token(self, name: str, label: str, days: int) -> str:
        """Return a new secret for a script of `name`. Raises NotFoundError, InputError."""
        if not 1 <= days <= TOKEN_DAYS:
            raise InputError(f"a token holds for 1 to {TOKEN_DAYS} days")
        if len(label) > 60 or not label.isprintable():
            raise InputError("a label has at most 60 characters, all printable")
        return self._open(name, "token", label, "", timedelta(days=days))

    def change_password(self, user: User, old: str, new: str, address: str) -> str | Refused:
        """Change a user's own password; return the secret of a new session, all others being ended."""
        limits = {_key("name", user.name): BY_NAME}
        wait = self._store.attempt(limits, at=self._clock(), forget=FORGET)
        if wait > timedelta():
            return Refused(int(wait.total_seconds()) + 1)
        if not passwords.is_right(old, user.password):
            return Refused()
        self._store.set_password(user.name, passwords.hashed(user.name, new), at=self._clock())
        self._store.forgive(limits)
        return self._open(user.name, "session", "", address, self._lasts)

    def _known(self, name: str) -> User | None:
        try:
            return self._store.user(name)
        except NotFoundError:
            return None

    def _open(self, name: str, kind: str, label: str, address: str, lasts: timedelta) -> str:
        secret = (PREFIX_OF_TOKENS if kind == "token" else "") + secrets.token_urlsafe(32)
        now = self._clock()
        self._store.open(name, Session(digest(secret), kind, label, address, now, now, now + lasts))
        return secret


def digest(secret: str) -> str:
    """Return what is stored of a secret of 256 random bits: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _key(kind: str, text: str) -> str:
    return digest(f"{kind}|{text}")


def _now() -> datetime:
    return datetime.now(UTC)
