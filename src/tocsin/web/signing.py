"""Signing in and out, and one's own account. Plain forms; no page says whether a name exists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from tocsin.desk.signing import Refused
from tocsin.errors import InputError, NotFoundError
from tocsin.web import pages
from tocsin.web.access import AnyReader, Reader
from tocsin.web.faults import PageError
from tocsin.web.team import Team, address
from tocsin.web.words import ENGLISH, Words

LONGEST: Final = 2000
"""Characters of what a field of these forms may hold."""
router = APIRouter(include_in_schema=False)
Field = Annotated[str, Form(max_length=LONGEST)]


@router.get("/sign-in")
def ask(request: Request, next: Annotated[str, Query(max_length=LONGEST)] = "/") -> Response:
    """Show the form; who is signed in goes on."""
    if _team(request).holder(request) is not None:
        return RedirectResponse(inside(next), 303)
    return _form(request, next)


@router.post("/sign-in")
def enter(
    request: Request, token: Field = "", name: Field = "", password: Field = "", next: Field = "/"
) -> Response:
    """Let a user in."""
    request.app.state.forms.check(request, token)
    team = _team(request)
    given = team.door.enter(name, password, address(request))
    if isinstance(given, Refused):
        # Only a name that is a user's is noted: what is not may be a password in the wrong field.
        team.trail.note(_known(team, name), "not let in", "", address(request))
        return _refused(given, ENGLISH, lambda **more: _form(request, next, name=name, **more))
    team.trail.note(name.strip().lower(), "signed in", "", address(request))
    answer = RedirectResponse(inside(next), 303)
    team.keep(request, answer, given)
    return answer


@router.post("/sign-out")
def leave(request: Request, reader: AnyReader, token: Field = "") -> Response:
    """End the session."""
    request.app.state.forms.check(request, token)
    team = _team(request)
    holder = team.holder(request)
    if holder is not None:
        team.door.leave(holder)
    team.note(request, reader, "signed out", reader.name)
    answer = RedirectResponse("/sign-in", 303)
    team.drop(request, answer)
    return answer


@router.get("/account")
def account(request: Request, reader: AnyReader) -> Response:
    """Show one's own name, role and sessions."""
    return _account(request, reader)


@router.post("/account/password")
def password(
    request: Request,
    reader: AnyReader,
    token: Field = "",
    old: Field = "",
    new: Field = "",
    again: Field = "",
) -> Response:
    """Change one's own password; all other sessions and tokens end."""
    request.app.state.forms.check(request, token)
    team = _team(request)
    if new != again:
        return _account(request, reader, fault=reader.words("The two new passwords differ."), status=422)
    try:
        given = team.door.change_password(team.store.user(reader.name), old, new, address(request))
    except InputError as error:
        return _account(request, reader, fault=str(error), status=422)
    if isinstance(given, Refused):
        team.note(request, reader, "not changed", reader.name)
        return _refused(given, reader.words, lambda **more: _account(request, reader, **more))
    team.note(request, reader, "password", reader.name)
    answer = RedirectResponse("/account", 303)
    team.keep(request, answer, given)
    return answer


@router.post("/account/end")
def end(request: Request, reader: AnyReader, token: Field = "", which: Field = "") -> Response:
    """End one of one's own sessions or tokens."""
    request.app.state.forms.check(request, token)
    team = _team(request)
    if not team.store.end(reader.name, hashes=[which]):
        raise PageError(404, reader.words("There is no such session any more."))
    team.note(request, reader, "ended", which[:8])
    return RedirectResponse("/account", 303)


def inside(path: str) -> str:
    """Return `path` where it leads to a page of this desk, else the first page."""
    parts = urlsplit(path) if path.isprintable() else None
    ours = parts is not None and not parts.scheme and not parts.netloc and path.startswith("/")
    return path if ours and not path.startswith("//") and "\\" not in path else "/"


def _team(request: Request) -> Team:
    team: Team = request.app.state.accounts
    return team


def _known(team: Team, name: str) -> str:
    try:
        return team.store.user(name.strip().lower()).name
    except NotFoundError:
        return ""


def _refused(given: Refused, words: Words, show: Callable[..., Response]) -> Response:
    if given.wait:
        line = words.plural(
            "Too many attempts: wait %(n)s second.", "Too many attempts: wait %(n)s seconds.", given.wait
        )
        answer = show(fault=line, status=429)
        answer.headers["retry-after"] = str(given.wait)
        return answer
    return show(fault=words("Name or password is not right."), status=403)


def _form(
    request: Request, next: str, *, name: str = "", fault: str | None = None, status: int = 200
) -> Response:
    given = {"next": inside(next), "name": name[:100], "fault": fault}
    return pages.render(request, "sign_in.html.j2", given, status=status)


def _account(request: Request, reader: Reader, *, fault: str | None = None, status: int = 200) -> Response:
    team = _team(request)
    given = {
        "open": team.store.sessions(reader.name), "mine": reader.session, "fault": fault,
        "kept_days": team.kept_days,
    }  # fmt: skip
    return pages.render(request, "account.html.j2", given, status=status)
