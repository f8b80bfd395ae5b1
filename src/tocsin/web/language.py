"""The choice of a language, kept in a cookie of this browser."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from tocsin.language import known
from tocsin.web.faults import PageError, own_path
from tocsin.web.forms import STALE, foreign
from tocsin.web.words import COOKIE

YEAR: Final = 365 * 24 * 3600
router = APIRouter(include_in_schema=False)


@router.post("/language")
def choose(request: Request, to: Annotated[str, Form(max_length=20)] = "") -> Response:
    """Keep the language and go back to the page. Nobody need be signed in to read the page that asks."""
    if foreign(request.headers):
        raise PageError(403, STALE)
    language = known(to)
    if language is None:
        raise PageError(422, "There is no such language here.")
    back = own_path(request.headers.get("referer", ""), request.headers.get("host", "")) or "/"
    answer = RedirectResponse(back, 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, language, max_age=YEAR, httponly=True, samesite="lax", secure=secure)
    return answer
