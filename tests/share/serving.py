"""A desk's application on a real socket, in a thread of the test."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from tocsin.desk import Desk
from tocsin.web.app import create_app
from tocsin.web.serving import Address, configured
from tocsin.web.taxii import mount


@contextmanager
def served(desk: Desk, *, per_token: int = 1_000_000, address: Address | None = None) -> Iterator[str]:
    """Serve `desk` on loopback, with the TLS of `address` as `tocsin serve` does it; give its address.

    A token may ask `per_token` times a minute.
    """
    address = address or Address()
    app = create_app(desk, per_minute=1_000_000, tls=address.tls)
    mount(app, per_minute=per_token, certified=address.client_ca is not None)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = uvicorn.Server(configured(app, address))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield f"http{'s' if address.tls else ''}://127.0.0.1:{port}/"
        finally:
            server.should_exit = True
            thread.join(10)
