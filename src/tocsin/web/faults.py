"""What goes wrong becomes a clear page, or a JSON object for the API; never a trace of internals."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote, urlsplit

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
    421: mark("Not the desk's name"),
    429: mark("Too many requests"),
    503: mark("Not stored, try again"),
}
LARGE: Final = mark(
    "What was sent is too large: at most 2 MB can be sent at once. Make it shorter and send it again."
)
_LINES: Final = {
    413: LARGE,
    400: mark(
        "What was asked for cannot be done as it is written. Go back and change it, or begin at the map."
    ),
    404: mark(
        "There is nothing here that is called so, or several things whose ids begin like this. Check the "
        "address, or look on the map: what was merged, split or taken back is found from there."
    ),
    405: mark(
        "What was sent cannot be sent to this address. Go back, open the page again, and send it from there."
    ),
    422: mark("The address or the form has a value that cannot be understood. Go back and change it."),
}
"""What a person is told, and what to do; the record's own words, which are English, stand beside."""
_PLAIN: Final = frozenset({405, 413})
"""What the line says whole: the words of the protocol add nothing."""
LONGEST_WAY: Final = 1500
"""Characters of the way back after signing in."""
log = logging.getLogger("tocsin.web")


class PageError(Exception):
    """A request that cannot be granted: an HTTP status and one line for a person."""

    def __init__(self, status: int, line: str, **values: str) -> None:
        """`line` says what happened and what to do; `values` fill its %(name)s, those of roles translated."""
        super().__init__(line % values if values else line)
        self.status = status
        self.line = line
        self.values = values


def install(app: FastAPI) -> None:
    """Answer every error of `app` in its own form."""

    @app.exception_handler(PageError)
    def page_error(request: Request, error: PageError) -> Response:
        if error.status == 401:
            return _unknown(request, error.line)
        return answer(request, error.status, error.line, values=error.values)

    @app.exception_handler(TocsinError)
    def ours(request: Request, error: TocsinError) -> Response:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), None)
        if status is None and not isinstance(error, UserError):
            return unexpected(request, error)
        if status == 503:
            return answer(request, 503, public(str(error)))
        return answer(request, status or 400, str(error), ours=False)

    @app.exception_handler(RequestValidationError)
    def not_understood(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        line = f"{where}: {first['msg']}" if where else str(first["msg"])
        return answer(request, 422, line, ours=False)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return answer(request, 404, mark("There is nothing at this address."))
        return answer(request, error.status_code, str(error.detail), error.headers, ours=False)

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        log.error("fault while answering %s", request.url.path, exc_info=error)
        return answer(
            request, 500, mark("A fault of ours; what was saved before is stored. The log has the details.")
        )


def public(line: str) -> str:
    """Return what a browser is told of a store that failed: no paths of the machine are its business."""
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


def answer(
    request: Request,
    status: int,
    line: str,
    headers: Mapping[str, str] | None = None,
    *,
    values: Mapping[str, str] = MappingProxyType({}),
    ours: bool = True,
) -> Response:
    """Return an error as a page in the reader's language, or as JSON, in English, under /api.

    `line` is a text of the catalogues, filled with `values`; where it is not `ours`, it is the English of a
    room below: a page tells what a person can do, with that beside.
    """
    if request.url.path.startswith("/api"):
        said = line % values if values else line
        return JSONResponse({"status": status, "error": said}, status, dict(headers or {}))
    from tocsin.web.pages import render

    told = line if ours else _LINES.get(status, mark("Go back and try again, or begin at today."))
    given = {
        "status": status, "title": _TITLES.get(status, mark("Something went wrong")), "line": told,
        "values": values, "back": _back(request),
        "detail": "" if ours or status in _PLAIN else line.partition("; see: tocsin")[0],
        "resend": _resend(request) if status in (401, 503) else None,
    }  # fmt: skip
    return render(request, "error.html.j2", given, status=status, headers=headers)


def _back(request: Request) -> str | None:
    """Return the page that a form was on, where the browser says so and it is one of this desk."""
    if request.method in ("GET", "HEAD"):
        return None
    return own_path(request.headers.get("referer", ""), request.headers.get("host", ""))


def own_path(address: str, host: str) -> str | None:
    """Return the path and query of `address`, if it is one of `host`'s; never one that leads elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc != host or not parts.path.startswith("/"):
        return None
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path
