"""Feeds of subscriptions, the way in and the way out. No sign-in: the link itself is the proof.

Only this desk can make it. Saying yes, and leaving: GET shows a page with a button and changes nothing, since
programs that scan mail follow links; POST does it, by the button or, leaving, by a mail program with one
click (RFC 8058).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import HTMLResponse, Response

from tocsin.desk import Desk
from tocsin.record import Subscribed, now
from tocsin.share.sharing import Decisions
from tocsin.subscribe.agreeing import by_link, opened
from tocsin.subscribe.feed import MEDIA, atom
from tocsin.subscribe.letter import asked_for
from tocsin.subscribe.secret import Purpose, identity_in, key_of
from tocsin.subscribe.subscription import subscription_from
from tocsin.subscribe.telling import feed_path
from tocsin.web.faults import PageError
from tocsin.web.pages import render

router = APIRouter(tags=["subscriptions"])
Token = Annotated[str, Path(max_length=200)]


def _asked(request: Request, purpose: Purpose, token: str) -> Subscribed:
    """Return the subscription that `token` opens. Raises PageError, the same for forged and for gone."""
    desk: Desk = request.app.state.desk
    identity = identity_in(key_of(desk.folder), purpose, token)
    stored = None if identity is None else desk.record.outbox.by_id(identity)
    if stored is None:
        raise PageError(404, "There is nothing at this address.")
    return stored


@router.get("/unsubscribe/{token}", summary="A page to leave a subscription", response_class=HTMLResponse)
def leaving(request: Request, token: Token) -> Response:
    """Show what would be left, and the button."""
    return _page(request, _asked(request, "unsubscribe", token))


@router.post("/unsubscribe/{token}", summary="Leave a subscription", response_class=HTMLResponse)
def leave(request: Request, token: Token) -> Response:
    """Leave; doing it again changes nothing."""
    stored = _asked(request, "unsubscribe", token)
    desk: Desk = request.app.state.desk
    if stored.state not in ("unsubscribed", "removed"):
        desk.record.outbox.stand(stored.seq, "unsubscribed", detail="by the link in a message", at=now())
    return _page(request, _asked(request, "unsubscribe", token))


@router.get("/confirm/{token}", summary="A page to say yes to a subscription", response_class=HTMLResponse)
def confirming(request: Request, token: Token) -> Response:
    """Show what was asked for, and the button."""
    return _question(request, *_questioned(request, token))


@router.post("/confirm/{token}", summary="Say yes to a subscription", response_class=HTMLResponse)
def confirm(request: Request, token: Token) -> Response:
    """Say yes; doing it again changes nothing."""
    stored, until = _questioned(request, token)
    desk: Desk = request.app.state.desk
    at = now()
    if _standing(stored, until) == "asked":
        desk.record.outbox.agreed(stored.seq, by_link(at), at=at)
    return _question(request, *_questioned(request, token))


def _questioned(request: Request, token: str) -> tuple[Subscribed, datetime]:
    """Return the subscription that `token` asks about, and until when. Raises PageError."""
    desk: Desk = request.app.state.desk
    found = opened(key_of(desk.folder), token)
    stored = None if found is None else desk.record.outbox.by_id(found[0])
    if found is None or stored is None:
        raise PageError(404, "There is nothing at this address.")
    return stored, found[1]


def _standing(stored: Subscribed, until: datetime) -> str:
    """Return how a question stands: "left", "agreed", "over", or "asked" while it waits for its answer."""
    if stored.state in ("unsubscribed", "removed"):
        return "left"
    if stored.consent:
        return "agreed"
    return "asked" if now() < until else "over"


def _question(request: Request, stored: Subscribed, until: datetime) -> HTMLResponse:
    def what() -> str:
        return asked_for(subscription_from(stored.body))

    given = {"standing": _standing(stored, until), "what": what}
    return render(request, "confirm.html.j2", given, status=410 if given["standing"] == "over" else 200)


@router.get("/feeds/{token}", summary="The Atom feed of a subscription")
def feed(request: Request, token: Token) -> Response:
    """Return the feed as the last pass of `tocsin subscribe send` left it.

    503 where sharing is stopped, or where what may be told was decided anew since that pass.
    """
    desk: Desk = request.app.state.desk
    stored = _asked(request, "feed", token)
    outbox = desk.record.outbox
    if stored.body["way"] != "feed" or stored.state != "active":
        raise PageError(404, "There is nothing at this address.")
    if Decisions(desk.record).stopped() or stored.decided != outbox.decided():
        return Response("This feed is being brought up to date.\n", 503, {"retry-after": "600"})
    base = desk.settings.subscribe.address.rstrip("/") or str(request.base_url).rstrip("/")
    url = f"{base}{feed_path(key_of(desk.folder), stored)}"
    return Response(atom(stored, outbox.messages(stored.seq, bodies=True), url), media_type=MEDIA)


def _page(request: Request, stored: Subscribed) -> HTMLResponse:
    gone = stored.state in ("unsubscribed", "removed")
    return render(request, "unsubscribe.html.j2", {"name": stored.name, "gone": gone})
