"""A desk served by a process of its own, with one partner; `python -m bench.sharing.serving FOLDER PORT`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket
from typing import Any

import httpx
import uvicorn

from bench.sharing.objects import batches
from tocsin.desk import Desk
from tocsin.release import Agreement, Marking, Partner
from tocsin.share.collections import make_collection
from tocsin.share.intake import stix_news
from tocsin.share.node import open_node
from tocsin.share.sharing import Sharing
from tocsin.share.taxii import MEDIA
from tocsin.web.app import create_app
from tocsin.web.serving import at_rest
from tocsin.web.taxii import mount

MANY = 100_000_000
OPEN = Marking("GREEN", frozenset({"*"}), onward=True, hop_limit=3)


@dataclass(frozen=True)
class Served:
    """A running server: its address, the collection that may be added to, a token, its process."""

    url: str
    collection: str
    token: str
    process: Any

    @property
    def objects(self) -> str:
        """The address of the collection's objects."""
        return f"{self.url}taxii2/api/collections/{self.collection}/objects/"

    def client(self) -> httpx.Client:
        """Return a client with the token."""
        headers = {"authorization": f"Bearer {self.token}", "accept": MEDIA, "content-type": MEDIA}
        return httpx.Client(headers={**headers, "accept-encoding": "identity"}, timeout=120)


def pact() -> Agreement:
    """Return an agreement in force."""
    now = datetime.now(UTC)
    return Agreement(
        frozenset({"prevention"}),
        "measurement",
        "AMBER",
        now - timedelta(days=1),
        now + timedelta(days=9),
        True,
    )


def prepare(folder: Path) -> tuple[str, str]:
    """Make a desk with a partner; return the collection's id and the partner's token."""
    with Desk.open(folder, create=True) as desk:
        sharing = Sharing(desk.record, open_node(folder))
        sharing.save(Partner("peer", "Peer", pact()), by="bench")
        made = make_collection(sharing, "Bench", ["*"], by="bench")
        return made.id, sharing.new_token("peer", ["read", "write", "sync"], 9, by="bench")


def fill(folder: Path, collection: str, count: int) -> None:
    """Put `count` incidents into a collection, as the server itself would store them."""
    with Desk.open(folder) as desk:
        sharing = Sharing(desk.record, open_node(folder))
        peer = sharing.partner("peer")
        for batch in batches(count, 5000):
            news, _ = stix_news(batch, peer, ["*"], datetime.now(UTC))
            sharing.exchange.add(collection, news, origin="peer", way="bench")


@contextmanager
def running(folder: Path, collection: str, token: str) -> Iterator[Served]:
    """Serve the desk in `folder` in a process of its own."""
    port = free_port()
    process = start(folder, port)
    try:
        yield Served(f"http://127.0.0.1:{port}/", collection, token, process)
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    folder: Path, port: int, host: str = "127.0.0.1", *, within: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:  # fmt: skip
    """Return the process that serves the desk in `folder`; `within` is a command that starts it elsewhere."""
    command = [*within, sys.executable, "-m", "bench.sharing.serving", str(folder), str(port), host]
    process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own module
    if not within:
        _wait(port)
    return process


def _wait(port: int) -> None:
    for _ in range(600):
        with socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def memory_mb(process: Any) -> float:
    """Return the resident memory of a process and of those it started, in MB."""
    own = Path(f"/proc/{process.pid}")
    started = (own / "task" / str(process.pid) / "children").read_text("ascii").split()
    texts = [Path(f"/proc/{pid}/status").read_text("ascii") for pid in (process.pid, *started)]
    lines = [line for text in texts for line in text.splitlines() if line.startswith("VmRSS")]
    return sum(int(line.split()[1]) for line in lines) / 1024


def main() -> None:
    """Serve until terminated."""
    folder, port, host = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    with Desk.open(folder) as desk:
        app = mount(create_app(desk, per_minute=MANY, hosts=[host]), per_minute=MANY)
        at_rest()
        uvicorn.run(app, host=host, port=port, log_level="error", access_log=False)


if __name__ == "__main__":
    main()
