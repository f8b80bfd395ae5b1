"""How much a client may ask for: the host it names, requests a minute, and the size of what it sends."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from typing import Final

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.web.faults import LARGE, answer
from tocsin.web.proxies import Proxies
from tocsin.web.words import chosen, mark

LARGEST_BODY: Final = 2_000_000
"""Bytes of one request; a form with a field of a megabyte still arrives, and is refused by its length."""
WRITES: Final = 0.2
"""The share of the allowance that may be writes."""
CLIENTS: Final = 10_000
"""Clients remembered; the one not seen for longest is forgotten first."""
NAME: Final = mark(
    "This desk is not reached by that name. Ask for it by the name that its keeper gave you; "
    "the keeper names others with: tocsin serve --name"
)
PROXY: Final = mark(
    "This desk is reached through its proxy alone, over HTTPS: use the address with https://."
)
MANY: Final = mark("Too many requests came from your address: wait a minute, then ask again.")
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Allowance:
    """Token buckets: each client has `per_minute` requests a minute, which refill steadily."""

    def __init__(self, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._rate = per_minute / 60.0
        self._full = per_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Take one request of `client`; return the seconds to wait where none is left, else 0."""
        now = self._clock()
        left, since = self._left.pop(client, (self._full, now))
        left = min(self._full, left + (now - since) * self._rate)
        granted = left >= 1.0
        self._left[client] = (left - 1.0 if granted else left, now)
        while len(self._left) > CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if granted else (1.0 - left) / self._rate


class Limits:
    """Middleware: refuses a foreign Host (DNS rebinding), too many requests, and too large a body."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str] = (),
        proxies: Collection[str] = (),
        direct: bool = True,
        per_minute: int = 3000,
    ) -> None:
        """`hosts`: names of the desk beside loopback; `proxies`: who may say for whom they ask.

        Not `direct`: only the proxies are let in, and only what came to them encrypted.
        """
        self.app = app
        self.hosts = LOOPBACK | {host.lower() for host in hosts}
        self.proxies = Proxies(proxies)
        self.direct = direct
        self.reads = Allowance(per_minute)
        self.writes = Allowance(max(1.0, per_minute * WRITES))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on to the application, or answer here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        came = str((scope.get("client") or ("local",))[0])
        address, scheme = self.proxies.asker(scope, headers)
        if not self.direct and (came not in self.proxies or scheme != "https"):
            await refused(scope, 403, PROXY)(scope, receive, send)
            return
        scope = {**scope, "client": (address, (scope.get("client") or ("", 0))[1]), "scheme": scheme}
        refusal = self._refusal(scope, headers, address)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self.app(scope, _capped(receive), send)

    def _refusal(self, scope: Scope, headers: Headers, client: str) -> Response | None:
        if host_name(headers.get("host", "")) not in self.hosts:
            return refused(scope, 421, NAME)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return refused(scope, 413, LARGE)
        wait = self.reads.wait(client)
        if not wait and scope["method"] not in ("GET", "HEAD"):
            wait = self.writes.wait(client)
        if wait:
            return refused(scope, 429, MANY, {"retry-after": str(int(wait) + 1)})
        return None


def refused(scope: Scope, status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a refusal: a page for who reads pages, JSON under /api, else a line of text.

    Who asks by another name, or past the proxy, gets the line: none of the desk's style is served to them.
    """
    request = Request(scope)
    page = "text/html" in request.headers.get("accept", "") and status in (413, 429)
    if page or request.url.path.startswith("/api"):
        return answer(request, status, line, headers)
    return PlainTextResponse(chosen(request.headers)(line) + "\n", status, dict(headers or {}))


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port, in lower case; "" where it is not one."""
    name = host.strip().lower()
    if name.startswith("["):
        inside, _, rest = name[1:].partition("]")
        return inside if not rest or (rest[0] == ":" and rest[1:].isdecimal()) else ""
    return name.rpartition(":")[0] if name.rpartition(":")[2].isdecimal() and ":" in name else name


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _capped(receive: Receive) -> Receive:
    """Return `receive` that ends a body past the limit, whatever length was declared."""
    taken = 0

    async def capped() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_BODY:
            raise HTTPException(413)
        return message

    return capped
