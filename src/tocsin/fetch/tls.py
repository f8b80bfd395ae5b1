"""Certificates for a server that wants to know who comes, or that is under roots of its own."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import httpx

from tocsin.errors import UserError, first_line


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files: our certificate and its key, and the roots of the server; None is none, and the public ones.

    A connection with a certificate of ours goes to whoever the name leads to: only a client that speaks to
    one partner alone gets these.
    """

    certificate: Path | None = None
    key: Path | None = None
    ca: Path | None = None


def secured(tls: Tls | None) -> ssl.SSLContext:
    """Return the context of a client. Raises UserError where a file cannot be used."""
    if tls is None or tls == Tls():
        return httpx.create_ssl_context(trust_env=False)
    try:
        made = (
            ssl.create_default_context(cafile=tls.ca) if tls.ca else httpx.create_ssl_context(trust_env=False)
        )
    except (ssl.SSLError, OSError) as error:
        raise UserError(f"{tls.ca} holds no certificates in PEM: {first_line(error)}") from None
    if tls.certificate is not None:
        try:
            # An encrypted key would ask at the terminal: it is refused instead.
            made.load_cert_chain(tls.certificate, tls.key, password=lambda: "")
        except (ssl.SSLError, OSError, ValueError) as error:
            raise UserError(
                f"{tls.certificate} with {tls.key} cannot be used for TLS: {first_line(error)}"
            ) from None
    return made
