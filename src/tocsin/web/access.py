"""Who asks, and what they may do. The one place where roles are checked."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Final, Literal, Protocol

from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from tocsin.errors import InternalError
from tocsin.web.faults import PageError
from tocsin.web.words import ENGLISH, Words, chosen, mark

Role = Literal["reader", "reviewer", "publisher", "administrator"]
ROLES: Final[tuple[Role, ...]] = ("reader", "reviewer", "publisher", "administrator")
"""From the least to the most; each may do what those before it may."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The user behind a request. `session` ties forms to one browser; `words` are in the user's language.

    `signed`: who it is was proven by signing in, so that there is an account to go to.
    """

    name: str
    role: Role = "reader"
    session: str = ""
    words: Words = ENGLISH
    signed: bool = False

    @property
    def view(self) -> tuple[str, Role, Words]:
        """What the frame of a page depends on."""
        return self.name, self.role, self.words

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

    def note(self, request: Request, reader: Reader, act: str, what: str = "") -> None:
        """Note who looked or changed; `what` is by default the path."""


class OnePerson:
    """No accounts: whoever reaches the loopback address is the person at the machine, with every right."""

    needed = False

    def __init__(self, name: str | None = None) -> None:
        """`name` stands in the record beside decisions; by default the login."""
        self.name = name or getpass.getuser()

    def reader(self, request: Request) -> Reader:
        """Return that person."""
        return Reader(self.name, "administrator", request.state.session)

    def note(self, request: Request, reader: Reader, act: str, what: str = "") -> None:
        """Note nothing: there is nobody else."""


NEEDED: Final = mark(
    "This is for the role of %(needed)s and those above it; %(name)s has the role of %(role)s. "
    "An administrator of this desk can give you another one."
)
GRANTS: Final[dict[Callable[..., Any], Role]] = {}
"""The role that each dependency of `needs` asks for."""
OPEN: Final = frozenset(
    {
        "/static/{digest}/{name:path}", "/openapi.json", "/sign-in", "/language", "/confirm/{token}",
        "/unsubscribe/{token}", "/feeds/{token}",
    }
)  # fmt: skip
"""What is answered without a user: our style and scripts, the description of the API (the same on every
desk), the page to sign in on, the choice of a language, and what the holder of a subscriber's own address may
have."""


@cache
def needs(role: Role) -> Callable[[Request], Reader]:
    """Return the dependency that lets only users of `role` or above in; every route has one."""

    def check(request: Request) -> Reader:
        accounts: Accounts = request.app.state.accounts
        reader = accounts.reader(request)
        if reader is None:
            raise PageError(401, "Sign in first.")
        reader = replace(reader, words=chosen(request.headers))
        request.state.reader = reader
        if not reader.may(role):
            accounts.note(request, reader, "refused")
            raise PageError(403, NEEDED, needed=role, name=reader.name, role=reader.role)
        if request.method in ("GET", "HEAD"):
            accounts.note(request, reader, "look")
        return reader

    GRANTS[check] = role
    return check


def role_of(route: BaseRoute) -> Role | None:
    """Return the role that a route asks for; None where it asks for none."""
    if not isinstance(route, APIRoute):
        return None
    asked = [GRANTS[d.call] for d in route.dependant.dependencies if d.call in GRANTS]
    return max(asked, key=ROLES.index, default=None)


def every_route(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Return the routes, those of routers that were included too (FastAPI keeps these as they came)."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from every_route(inner.routes)


def check_guarded(app: FastAPI) -> None:
    """Raise InternalError where a route asks for no role and is not in `OPEN`: none is open by omission."""
    for route in every_route(app.routes):
        path = getattr(route, "path", "")
        if path not in OPEN and role_of(route) is None:
            raise InternalError(f"{path} asks for no role")


AnyReader = Annotated[Reader, Depends(needs("reader"))]
Reviewer = Annotated[Reader, Depends(needs("reviewer"))]
Publisher = Annotated[Reader, Depends(needs("publisher"))]
Administrator = Annotated[Reader, Depends(needs("administrator"))]
