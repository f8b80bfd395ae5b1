"""The choice of a language, kept in a cookie of this browser."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from tocsin.language import known
from tocsin.web.faults import PageError
from tocsin.web.forms import foreign
from tocsin.web.words import COOKIE, mark

YEAR: Final = 365 * 24 * 3600
router = APIRouter(include_in_schema=False)


@router.post("/language")
def choose(request: Request, to: Annotated[str, Form(max_length=20)] = "") -> Response:
    """Keep the language and go back to the page. Nobody need be signed in to read the page that asks."""
    if foreign(request.headers):
        raise PageError(403, mark("This form is not one of this desk's, or is too old: open the page again."))
    language = known(to)
    if language is None:
        raise PageError(422, mark("There is no such language here."))
    answer = RedirectResponse(_back(request), 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, language, max_age=YEAR, httponly=True, samesite="lax", secure=secure)
    return answer


def _back(request: Request) -> str:
    """Return the path that the form was on; only ever one of this desk."""
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    if parts.netloc != request.headers.get("host") or not parts.path.startswith("/"):
        return "/"
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path
