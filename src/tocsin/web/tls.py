"""TLS: the context to listen with, and the client's certificate told to the application.

uvicorn does not tell who is at the other end of a TLS connection. `TellingProtocol` puts it into the scope of
each request as the ASGI TLS extension (version 0.2) has it: `extensions.tls.client_cert_chain`, PEM texts.
"""

from __future__ import annotations

import hashlib
import ssl
import time
from asyncio import Transport
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

from tocsin.errors import UserError, first_line

Scope = MutableMapping[str, Any]
_EXTENSION: Final = "tls"


def context(certificate: Path | None, key: Path | None, client_ca: Path | None) -> ssl.SSLContext | None:
    """Return the context of a server with these PEM files; None without a certificate.

    With `client_ca` a client may show a certificate, which must then be in force and under one of these
    roots, else the connection ends; who shows none goes on without (a browser), and the routes for partners
    refuse it. Raises UserError where a file cannot be used.
    """
    if certificate is None:
        return None
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        # An encrypted key would ask at the terminal: it is refused instead.
        made.load_cert_chain(certificate, key, password=lambda: "")
    except (ssl.SSLError, OSError, ValueError) as error:
        raise UserError(f"{certificate} with {key} cannot be used for TLS: {first_line(error)}") from None
    if client_ca is not None:
        _ask(made, client_ca)
    return made


def _ask(made: ssl.SSLContext, client_ca: Path) -> None:
    try:
        made.load_verify_locations(client_ca)
    except (ssl.SSLError, OSError) as error:
        raise UserError(f"{client_ca} holds no certificates in PEM: {first_line(error)}") from None
    made.verify_mode = ssl.CERT_OPTIONAL
    # A resumed session would bring its certificate along unchecked, also one that has expired since.
    made.num_tickets = 0
    made.options |= ssl.OP_NO_TICKET


class TellingProtocol(H11Protocol):
    """HTTP/1.1 that tells the application which certificate the client has shown."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin a connection; over TLS every request on it carries the client's certificate."""
        super().connection_made(transport)
        secured = transport.get_extra_info("ssl_object")
        if secured is not None:
            self.app = _Telling(self.app, secured)


class _Telling:
    """The application, told who is at the other end of one connection."""

    def __init__(self, app: Any, secured: ssl.SSLObject) -> None:
        self._app = app
        shown = secured.getpeercert(binary_form=True)
        self._chain = [] if shown is None else [ssl.DER_cert_to_PEM_cert(shown)]
        told = secured.getpeercert() or {}
        self._until = ssl.cert_time_to_seconds(str(told["notAfter"])) if told else 0.0

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        # A connection may be kept alive past the end of the certificate that opened it.
        chain = self._chain if time.time() < self._until else []
        extensions = dict(scope.get("extensions") or {})
        scope["extensions"] = extensions | {_EXTENSION: {"client_cert_chain": chain}}
        await self._app(scope, receive, send)


def shown_certificate(scope: Mapping[str, Any]) -> str:
    """Return the fingerprint (SHA-256, 64 hex digits) of the client's certificate in `scope`; "" for none."""
    chain = (scope.get("extensions") or {}).get(_EXTENSION, {}).get("client_cert_chain") or []
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(chain[0])).hexdigest() if chain else ""
