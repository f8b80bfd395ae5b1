"""What every answer carries, errors and HEAD included: the policy that keeps hostile text inert.

Sources: CSP Level 3 (W3C), the OWASP Secure Headers list. No eval, no inline script or style, no frame, and
nothing from another host: the map's worker, its images and the charts are served by the desk itself.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
TLS_HEADER: Final = ("strict-transport-security", "max-age=31536000")


class Headers:
    """Middleware: adds the headers, and answers HEAD as GET without the body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp, *, tls: bool = False) -> None:
        """`tls`: the desk is reached over HTTPS only, by itself or through its proxy."""
        self.app = app
        self.tls = tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on to the application."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        if head:
            scope = {**scope, "method": "GET"}

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
                if self.tls:
                    headers.setdefault(*TLS_HEADER)
            elif head:
                message = {**message, "body": b""}
            await send(message)

        await self.app(scope, receive, dressed)
