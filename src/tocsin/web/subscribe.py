"""Feeds of subscriptions, and the way out of one. No sign-in: the link itself, which only this desk can make.

Leaving: GET shows a page with a button and changes nothing, since programs that scan mail follow links; POST
does it, by the button or by a mail program with one click (RFC 8058).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import HTMLResponse, Response

from tocsin.desk import Desk
from tocsin.record import Subscribed, now
from tocsin.share.sharing import Decisions
from tocsin.subscribe.feed import MEDIA, atom
from tocsin.subscribe.secret import Purpose, identity_in, key_of
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
    return Response(atom(stored, outbox.messages(stored.seq), url), media_type=MEDIA)


def _page(request: Request, stored: Subscribed) -> HTMLResponse:
    gone = stored.state in ("unsubscribed", "removed")
    return render(request, "unsubscribe.html.j2", {"name": stored.name, "gone": gone})
