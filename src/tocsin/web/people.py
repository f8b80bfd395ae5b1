"""The administrator's pages: users and roles, and the trail of who looked and who changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from pydantic import BeforeValidator
from starlette.responses import RedirectResponse, Response

from tocsin.desk.passwords import hashed
from tocsin.errors import UserError
from tocsin.record import ROLES, Sought
from tocsin.web import pages
from tocsin.web.access import Administrator, Reader
from tocsin.web.filters import absent
from tocsin.web.team import Team

LINES: Final = 100
"""Lines of the trail on a page."""
Do = Literal["add", "role", "password", "end", "remove"]
router = APIRouter(include_in_schema=False)
Field = Annotated[str, Form(max_length=2000)]
Text = Annotated[str, Query(max_length=200)]
Day = Annotated[date | None, BeforeValidator(absent), Query()]


@router.get("/users")
def show(request: Request, reader: Administrator) -> Response:
    """List the users."""
    return _page(request, reader)


@router.post("/users")
def change(
    request: Request,
    reader: Administrator,
    do: Annotated[Do, Form()],
    token: Field = "",
    name: Field = "",
    role: Field = "reader",
    password: Field = "",
) -> Response:
    """Add, change or remove a user; what is refused is told and changes nothing."""
    request.app.state.forms.check(request, token)
    team: Team = request.app.state.accounts
    name = name.strip().lower()
    try:
        _do(team, reader, do, name, role, password)
    except UserError as error:
        return _page(request, reader, fault=str(error), name=name, status=422)
    team.note(request, reader, "users", f"{do} {name}" + (f" {role}" if do in ("add", "role") else ""))
    return RedirectResponse("/users", 303)


@router.get("/trail")
def trail(
    request: Request, reader: Administrator, who: Text = "", act: Text = "", what: Text = "",
    since: Day = None, until: Day = None,
    before: Annotated[int | None, BeforeValidator(absent), Query(ge=1, le=2**31)] = None,
) -> Response:  # fmt: skip
    """Show who looked and who changed, the latest first."""
    del reader
    team: Team = request.app.state.accounts
    team.trail.flush()
    first, last = _start(since), _start(until, days=1)
    sought = Sought(who.strip().lower(), act.strip(), what.strip(), first, last, before)
    lines = team.store.trail(sought, limit=LINES + 1)
    asked = {"who": who, "act": act, "what": what, "since": since or "", "until": until or ""}
    older = None
    if len(lines) > LINES:
        kept = {name: value for name, value in asked.items() if value}
        older = f"/trail?{urlencode({**kept, 'before': lines[LINES - 1].seq})}"
    given = {"lines": lines[:LINES], "asked": asked, "older": older, "days": team.kept_days}
    return pages.render(request, "trail.html.j2", given)


def _start(day: date | None, *, days: int = 0) -> datetime | None:
    """Return the first moment of the day that is `days` after `day`; None where there is none."""
    if day is None or (days and day >= date.max - timedelta(days=days)):
        return None
    return datetime.combine(day + timedelta(days=days), time(), UTC)


def _do(team: Team, reader: Reader, do: Do, name: str, role: str, password: str) -> None:
    now = datetime.now(UTC)
    if do == "add":
        team.store.add(name, role, hashed(name, password), at=now)
    elif do == "role":
        team.store.set_role(name, role, at=now)
    elif do == "password":
        team.store.set_password(team.store.user(name).name, hashed(name, password), at=now)
    elif do == "end":
        team.store.end(name)
    elif name == reader.name:
        raise UserError(reader.words("Nobody removes the account that they are signed in with."))
    else:
        team.store.remove(name, at=now)


def _page(
    request: Request, reader: Reader, *, fault: str | None = None, name: str = "", status: int = 200
) -> Response:
    team: Team = request.app.state.accounts
    del reader
    given: dict[str, Any] = {
        "users": [(user, len(team.store.sessions(user.name))) for user in team.store.users()],
        "roles": ROLES, "fault": fault, "name": name[:100],
    }  # fmt: skip
    return pages.render(request, "users.html.j2", given, status=status)
