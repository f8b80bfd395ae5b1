"""Who asks, and what they may do. The one place where roles are checked."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal, Protocol

from fastapi import Depends, Request

from tocsin.web.faults import PageError
from tocsin.web.words import ENGLISH, Words, chosen

Role = Literal["reader", "reviewer", "publisher", "administrator"]
ROLES: Final[tuple[Role, ...]] = ("reader", "reviewer", "publisher", "administrator")
"""From the least to the most; each may do what those before it may."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The user behind a request. `session` ties forms to one browser; `words` are in the user's language."""

    name: str
    role: Role = "reader"
    session: str = ""
    words: Words = ENGLISH

    def may(self, role: Role) -> bool:
        """Tell whether the user may do what `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts(Protocol):
    """Where users come from. `needed` is false for one person on loopback."""

    @property
    def needed(self) -> bool:
        """Whether a request without a user is refused; a public address asks for it."""

    def reader(self, request: Request) -> Reader | None:
        """Return the user of `request`; None where nobody is signed in."""


class OnePerson:
    """No accounts: whoever reaches the loopback address is the person at the machine, with every right."""

    needed = False

    def __init__(self, name: str | None = None) -> None:
        """`name` stands in the record beside decisions; by default the login."""
        self.name = name or getpass.getuser()

    def reader(self, request: Request) -> Reader:
        """Return that person."""
        return Reader(self.name, "administrator", request.state.session)


def needs(role: Role) -> Callable[[Request], Reader]:
    """Return the dependency that lets only users of `role` or above in; every route has one."""

    def check(request: Request) -> Reader:
        accounts: Accounts = request.app.state.accounts
        reader = accounts.reader(request)
        if reader is None:
            raise PageError(401, "Sign in first.")
        if not reader.may(role):
            raise PageError(
                403, f"This needs the role of a {role}; {reader.name} has that of a {reader.role}."
            )
        reader = replace(reader, words=chosen(request.headers))
        request.state.reader = reader
        return reader

    return check


AnyReader = Annotated[Reader, Depends(needs("reader"))]
Reviewer = Annotated[Reader, Depends(needs("reviewer"))]
