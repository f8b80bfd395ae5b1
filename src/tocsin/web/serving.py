"""Listening: on loopback for one person; to others only with accounts and an encrypted way in."""

from __future__ import annotations

import errno
import gc
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from tocsin.definitions import shipped
from tocsin.desk import Desk
from tocsin.errors import TocsinError, UserError
from tocsin.web.access import Accounts, OnePerson
from tocsin.web.app import create_app
from tocsin.web.limits import is_loopback
from tocsin.web.proxies import Proxies
from tocsin.web.team import Team
from tocsin.web.tls import TellingProtocol, context


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen, and how others get there: TLS files, proxies by address, names in browsers.

    `client_ca`: partners show certificates under these roots, beside their tokens.
    """

    host: str = "127.0.0.1"
    port: int = 8016
    certificate: Path | None = None
    key: Path | None = None
    proxies: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    client_ca: Path | None = None

    @property
    def tls(self) -> bool:
        """Whether browsers come over HTTPS."""
        return self.certificate is not None or bool(self.proxies)

    @property
    def direct(self) -> bool:
        """Whether others than the proxies may come: only where the desk itself encrypts, or has no proxy."""
        return self.certificate is not None or not self.proxies


def check(address: Address, accounts: Accounts) -> None:
    """Raise UserError where `address` would let others in without accounts, or without encryption.

    A desk that has accounts has an administrator: the record sees to that.
    """
    Proxies(address.proxies)
    if (address.certificate is None) != (address.key is None):
        raise UserError("TLS takes both --tls-cert and --tls-key")
    if address.client_ca is not None and address.certificate is None:
        raise UserError(
            "--tls-client-ca checks certificates, so TLS must end here: give --tls-cert and --tls-key"
        )
    if is_loopback(address.host) and not address.proxies:
        return
    if not accounts.needed:
        raise UserError(
            f"{address.host} lets others in and this desk has no accounts: tocsin users add NAME --role "
            "administrator, or leave out --host and --behind-proxy to serve yourself alone"
        )
    if not address.tls:
        raise UserError(
            f"{address.host} lets others in unencrypted: give --tls-cert and --tls-key, "
            "or --behind-proxy ADDRESS of a proxy of yours that speaks TLS"
        )


def run(desk: Desk, address: Address, tell: Callable[[str], None], accounts: Accounts | None = None) -> None:
    """Serve until stopped. Raises UserError where the address is refused or taken."""
    accounts = accounts or (Team(desk) if desk.record.accounts.users() else OnePerson())
    check(address, accounts)
    names = (*address.names, address.host)
    app = create_app(
        desk, accounts=accounts, hosts=names, proxies=address.proxies, tls=address.tls, direct=address.direct
    )
    _share(app, desk, certified=address.client_ca is not None)
    listening = listen(address)
    config = configured(app, address)
    at_rest()
    threading.Thread(target=_warm, args=(desk,), daemon=True).start()
    tell(f"the desk is at {_url(address, listening)}   (stop with Ctrl-C)")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        tell("stopped; what was saved is stored")


def configured(app: FastAPI, address: Address) -> uvicorn.Config:
    """Return how to serve `app` at `address`. Raises UserError where a TLS file cannot be used."""
    secured = context(address.certificate, address.key, address.client_ca)
    return uvicorn.Config(
        app, log_level="warning", server_header=False, proxy_headers=False, access_log=False,
        http=TellingProtocol, timeout_keep_alive=20,
        ssl_context_factory=None if secured is None else lambda *_: secured,
    )  # fmt: skip


def at_rest() -> None:
    """Leave what was loaded to begin with out of the collector's full passes.

    They would go through some hundred thousand objects that stay anyway, and hold up whoever asks then: a
    pause of a tenth of a second, every few hundred requests.
    """
    gc.collect()
    gc.freeze()


def _share(app: FastAPI, desk: Desk, *, certified: bool) -> None:
    """Open the way for partners on a desk that has begun to share: it has a key then."""
    from tocsin.share.node import FILE

    if (desk.folder / FILE).exists():
        from tocsin.web.taxii import mount

        mount(app, certified=certified)


def _warm(desk: Desk) -> None:
    """Find out what each definition includes: after that only what changed is tested.

    What the record holds in memory by then stays, too.
    """
    with suppress(TocsinError):
        desk.record.foretell(shipped().values())
    at_rest()


def listen(address: Address) -> socket.socket:
    """Return a bound socket. Raises UserError where the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # Named as TCP, since asyncio sends small pieces at once (TCP_NODELAY) only where it is told that it is:
    # else the end of each answer waits 40 milliseconds for the reader's acknowledgement.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((address.host, address.port))
    except OSError as error:
        found.close()
        if error.errno == errno.EADDRINUSE:
            raise UserError(f"port {address.port} is taken: stop what uses it, or give --port") from error
        raise UserError(f"cannot listen on {address.host}:{address.port}: {error.strerror}") from error
    return found


def _url(address: Address, listening: socket.socket) -> str:
    scheme = "https" if address.certificate else "http"
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{scheme}://{host}:{listening.getsockname()[1]}/"
