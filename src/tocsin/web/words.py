"""Every text of the interface goes through here, so that a catalogue can take its place.

Templates write `_("…")`, `ngettext(…)` and `pgettext(…)`; code writes `words("…")`, or `mark("…")` where
the text is shown later. The language is the one chosen in the menu (a cookie), else the best that the browser
accepts, else English.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.errors import MissingExtraError
from tocsin.language import ENGLISH, TONGUES, Words, accepted, known, load, mark

__all__ = ["COOKIE", "ENGLISH", "TONGUES", "Languages", "Words", "chosen", "mark"]

COOKIE: Final = "tocsin-language"
VARY: Final = ("cookie", "accept-language")


def chosen(headers: Headers) -> Words:
    """Return the words for who sent `headers`. Anything that is not a language of ours is passed over."""
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        cookie = None
    language = known(cookie.value if cookie else None) or accepted(headers.get("accept-language", ""))
    try:
        return load(language) if language else ENGLISH
    except MissingExtraError:  # a desk served without Babel speaks English
        return ENGLISH


class Languages:
    """Middleware: says of every page in which language it is and what that rests on (RFC 9110, 8.5, 12.5.5).

    Data (JSON, downloads, feeds) are the same in every language and carry neither.
    """

    def __init__(self, app: ASGIApp) -> None:
        """`app` is what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on to the application."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        words = chosen(Headers(scope=scope))

        async def labelled(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("content-language", words.locale)
                    for name in VARY:
                        if name not in headers.get("vary", ""):
                            headers.add_vary_header(name)
            await send(message)

        await self.app(scope, receive, labelled)
