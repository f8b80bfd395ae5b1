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
from tocsin.web.taxii import mount


@contextmanager
def served(desk: Desk, *, per_minute: int = 1_000_000) -> Iterator[str]:
    """Serve `desk` on loopback; give its address."""
    app = mount(create_app(desk, per_minute=per_minute), per_minute=per_minute)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.should_exit = True
            thread.join(10)
