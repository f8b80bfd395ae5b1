"""What a person names on the command line, from a real server on loopback: a feed, a page, an error."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tocsin.desk import Desk
from tocsin.errors import FetchError, RefusedAddressError

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><item>
<title>Bomb at market in Lyon kills four</title><link>https://paper.example/lyon</link>
<pubDate>Mon, 05 Mar 2018 14:00:00 +0000</pubDate>
<description>A car bomb exploded at a market in Lyon on Monday, killing four, police said.</description>
</item></channel></rss>"""
PAGE = (
    b"<html lang='en'><head><title>Gunmen kill officers</title>"
    b"<meta property='article:published_time' content='2018-03-06T12:00:00Z'></head><body><article><p>"
    + b"Gunmen opened fire on a police checkpoint in Kandahar on Tuesday and killed three officers. " * 4
    + b"</p></article></body></html>"
)


class _Paper(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = {"/feed.xml": FEED, "/page.html": PAGE}.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/html" if self.path.endswith("html") else "application/rss+xml")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def site() -> Iterator[str]:
    """Yield "host:port" of a running server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Paper)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def desk(tmp_path: Path, site: str) -> Iterator[Desk]:
    """Yield a desk that may fetch from `site`."""
    Desk.open(tmp_path, create=True).record.close()
    (tmp_path / "tocsin.toml").write_text(f'[fetch]\nallow = ["{site}"]\ndelay = 0.0\n', encoding="utf-8")
    with Desk.open(tmp_path) as opened:
        yield opened


def test_a_feed_and_a_page_become_incidents(desk: Desk, site: str) -> None:
    account = desk.read([f"http://{site}/feed.xml", f"http://{site}/page.html"])
    assert (account.new, account.reports) == (2, 2)
    names = {row.document.name for row in desk.record.documents()}
    assert names == {"https://paper.example/lyon", f"http://{site}/page.html"}
    assert {i.killed.best for i in desk.record.incidents() if i.killed} == {3, 4}


def test_an_address_that_answers_with_an_error_is_said_so(desk: Desk, site: str) -> None:
    with pytest.raises(FetchError, match="404"):
        desk.read([f"http://{site}/nothing"])


def test_private_addresses_are_refused_unless_allowed(tmp_path: Path, site: str) -> None:
    with Desk.open(tmp_path / "other", create=True) as desk, pytest.raises(RefusedAddressError):
        desk.read([f"http://{site}/feed.xml"])
