"""What goes wrong becomes a clear page, or a JSON object for the API; never a trace of internals."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from tocsin.errors import BusyError, DeskError, NotFoundError, TocsinError, UserError
from tocsin.language import mark

_STATUS: Final[Mapping[type[TocsinError], int]] = {NotFoundError: 404, BusyError: 503, DeskError: 503}
_TITLES: Final = {
    400: mark("That cannot be done"),
    401: mark("Sign in first"),
    403: mark("Not allowed"),
    404: mark("Not here"),
    405: mark("Not done this way"),
    409: mark("It has changed meanwhile"),
    413: mark("Too large"),
    422: mark("Not understood"),
    429: mark("Too many requests"),
    503: mark("Not stored, try again"),
}
LONGEST_WAY: Final = 1500
"""Characters of the way back after signing in."""
log = logging.getLogger("tocsin.web")


class PageError(Exception):
    """A request that cannot be granted: an HTTP status and one line for a person."""

    def __init__(self, status: int, line: str) -> None:
        """`line` says what happened and what to do."""
        super().__init__(line)
        self.status = status
        self.line = line


def install(app: FastAPI) -> None:
    """Answer every error of `app` in its own form."""

    @app.exception_handler(PageError)
    def page_error(request: Request, error: PageError) -> Response:
        if error.status == 401:
            return _unknown(request, error.line)
        return answer(request, error.status, error.line)

    @app.exception_handler(TocsinError)
    def ours(request: Request, error: TocsinError) -> Response:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), None)
        if status is None and not isinstance(error, UserError):
            return unexpected(request, error)
        return answer(request, status or 400, public(str(error), status))

    @app.exception_handler(RequestValidationError)
    def not_understood(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        return answer(request, 422, f"{where}: {first['msg']}" if where else str(first["msg"]))

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return answer(request, 404, mark("There is nothing at this address."))
        return answer(request, error.status_code, str(error.detail), error.headers)

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        log.error("fault while answering %s", request.url.path, exc_info=error)
        return answer(
            request, 500, mark("A fault of ours; what was saved before is stored. The log has the details.")
        )


def public(line: str, status: int | None) -> str:
    """Return `line` without paths of the machine, which a browser has no business to see."""
    if status != 503:
        return line
    if "disk" in line and "full" in line:
        return mark("The disk is full: nothing was stored. Make room, go back, and send it again.")
    if "another process" in line:
        return mark("Somebody else is writing and did not finish in time: go back and send it again.")
    return mark("The record cannot be written or read now: nothing was stored. See: tocsin doctor")


def _unknown(request: Request, line: str) -> Response:
    """Lead a person to the page to sign in on, and tell a program what it lacks."""
    path = request.url.path
    if path.startswith("/api"):
        return answer(request, 401, line, {"www-authenticate": "Bearer"})
    back = path + (f"?{request.url.query}" if request.url.query else "")
    door = f"/sign-in?next={quote(back[:LONGEST_WAY], safe='')}"
    if "hx-request" in request.headers:
        # A piece of a page that stays open: the page itself has to go.
        return answer(request, 401, line, {"hx-redirect": "/sign-in"})
    return RedirectResponse(door, 303) if request.method in ("GET", "HEAD") else answer(request, 401, line)


def _resend(request: Request) -> dict[str, Any] | None:
    """Return what a decision was sent with, so that its page can send it again."""
    form = getattr(request, "_form", None)
    if form is None or not request.url.path.startswith("/review"):
        return None
    fields = [(name, text) for name, text in form.multi_items() if isinstance(text, str) and name != "token"]
    return {"action": request.url.path, "fields": fields}


def answer(request: Request, status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error as a page, or as JSON under /api."""
    if request.url.path.startswith("/api"):
        return JSONResponse({"status": status, "error": line}, status, dict(headers or {}))
    from tocsin.web.pages import render

    values = {
        "status": status, "title": _TITLES.get(status, mark("Something went wrong")), "line": line,
        "resend": _resend(request) if status in (401, 503) else None,
    }  # fmt: skip
    return render(request, "error.html.j2", values, status=status, headers=headers)
