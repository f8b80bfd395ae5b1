"""The client against a real server: what comes back, and what never does."""

from __future__ import annotations

import gzip
import random
import time
import tracemalloc
import zlib

import pytest

from tests.fetch.site import Answer, Handler, Site, page, redirect, status
from tocsin.errors import FetchError
from tocsin.fetch import Client

MB = 1_000_000


def conditional(body: bytes, etag: str, modified: str) -> Answer:
    def answer(handler: Handler) -> None:
        fresh = etag in (handler.headers.get("If-None-Match") or "")
        unchanged = handler.headers.get("If-Modified-Since") == modified
        code = 304 if fresh or unchanged else 200
        status(code, b"" if code == 304 else body, etag=etag, last_modified=modified)(handler)

    return answer


def endless(chunk: bytes, *, pause: float = 0.0, **headers: str) -> Answer:
    """Send `chunk` again and again until the other side hangs up."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        for _ in range(20_000):
            handler.wfile.write(chunk)
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def test_a_page_comes_back_as_it_is(site: Site, client: Client) -> None:
    site.pages["/a"] = page(b"\xe4\xf6\xfc", "text/html; charset=iso-8859-1", etag='"1"')
    fetched = client.get(site.url("/a"))
    assert (fetched.url, fetched.status, fetched.body) == (site.url("/a"), 200, b"\xe4\xf6\xfc")
    assert fetched.content_type == "text/html; charset=iso-8859-1"
    assert (fetched.etag, fetched.not_modified, fetched.redirected_permanently_to) == ('"1"', False, None)


def test_we_say_who_we_are(site: Site) -> None:
    site.pages["/"] = page("x")
    with Client(allow=[site.allowed], delay=0, user_agent="bell/1 (tests)") as client:
        client.get(site.url())
    assert {headers["user-agent"] for _, headers in site.asked} == {"bell/1 (tests)"}


def test_conditional_requests_are_answered_not_modified(site: Site, client: Client) -> None:
    modified = "Thu, 14 Jul 2016 20:30:00 GMT"
    site.pages["/feed"] = conditional(b"<rss/>", '"v1"', modified)
    first = client.get(site.url("/feed"))
    assert (first.status, first.body, first.etag, first.last_modified) == (200, b"<rss/>", '"v1"', modified)
    for bound in ({"etag": first.etag}, {"last_modified": first.last_modified}):
        again = client.get(site.url("/feed"), **bound)
        assert (again.status, again.not_modified, again.body) == (304, True, b"")
    assert client.get(site.url("/feed"), etag='"v0"').status == 200


def test_permanent_redirects_are_told_from_passing_ones(site: Site, client: Client) -> None:
    site.pages |= {
        "/old": redirect("/new", 301),
        "/new": redirect(site.url("/today"), 302),
        "/today": page("x"),
    }
    fetched = client.get(site.url("/old"))
    assert fetched.url == site.url("/today")
    assert fetched.redirected_permanently_to == site.url("/new")
    site.pages["/gone"] = redirect("/today", 307)
    assert client.get(site.url("/gone")).redirected_permanently_to is None


def test_redirects_in_a_ring_and_without_end_stop(site: Site, client: Client) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(FetchError, match="in a ring"):
        client.get(site.url("/a"))
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    with pytest.raises(FetchError, match="more than 5 times"):
        client.get(site.url("/0"))
    site.pages["/nowhere"] = status(302)
    with pytest.raises(FetchError, match="nowhere"):
        client.get(site.url("/nowhere"))


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 418, 500, 502])
def test_other_answers_are_errors_with_their_status(site: Site, client: Client, code: int) -> None:
    site.pages["/"] = status(code, b"sorry")
    with pytest.raises(FetchError, match=str(code)) as caught:
        client.get(site.url())
    assert caught.value.status == code
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"news " * 1000, mtime=0)),
        ("GZIP", gzip.compress(b"news " * 500, mtime=0) + gzip.compress(b"news " * 500, mtime=0)),
        ("deflate", zlib.compress(b"news " * 1000)),
        ("deflate", zlib.compress(b"news " * 1000, wbits=-15)),
        ("identity", b"news " * 1000),
    ],
)
def test_packed_bodies_are_unpacked(site: Site, client: Client, encoding: str, packed: bytes) -> None:
    site.pages["/"] = page(packed, content_encoding=encoding)
    assert client.get(site.url()).body == b"news " * 1000


@pytest.mark.parametrize(
    ("encoding", "packed", "why"),
    [
        ("gzip", b"not gzip at all", "damaged"),
        ("gzip", gzip.compress(random.Random(1).randbytes(5000), mtime=0)[:-200], "damaged"),
        ("br", b"xx", "not asked for"),
    ],
)
def test_damaged_and_unasked_packing_is_an_error(
    site: Site, client: Client, encoding: str, packed: bytes, why: str
) -> None:
    site.pages["/"] = page(packed, content_encoding=encoding)
    with pytest.raises(FetchError, match=why):
        client.get(site.url())


def test_a_gzip_bomb_stops_early(site: Site, client: Client) -> None:
    bomb = gzip.compress(bytes(300 * MB), 9, mtime=0)
    assert len(bomb) < MB
    site.pages["/"] = page(bomb, content_encoding="gzip")
    tracemalloc.start()
    with pytest.raises(FetchError, match="10 MB"):
        client.get(site.url())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60 * MB


def test_a_page_of_a_hundred_megabytes_is_not_taken(site: Site, client: Client) -> None:
    site.pages["/announced"] = endless(b"x" * 65536, content_length=str(100 * MB))
    site.pages["/unannounced"] = endless(b"x" * 65536)
    for path in ("/announced", "/unannounced"):
        with pytest.raises(FetchError, match="larger than 10 MB"):
            client.get(site.url(path))


@pytest.mark.parametrize("where", ["body", "headers"])
def test_a_server_that_drips_is_left(site: Site, where: str) -> None:
    def dripping_headers(handler: Handler) -> None:
        handler.close_connection = True
        for piece in [b"HTTP/1.1 200 OK\r\n", *(b"X-%d: y\r\n" % n for n in range(200))]:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(0.05)

    site.pages["/"] = endless(b"x", pause=0.05) if where == "body" else dripping_headers
    impatient = Client(allow=[site.allowed], delay=0, timeout=0.5, robots=False)
    with impatient as client, pytest.raises(FetchError, match=r"longer than 0\.5 s"):
        client.get(site.url())


def test_what_cannot_be_reached_is_one_line() -> None:
    with Site() as closed:
        port = closed.port
    opened = Client(allow=[f"127.0.0.1:{port}"], delay=0)
    with opened as client, pytest.raises(FetchError, match="cannot be reached") as caught:
        client.get(f"http://127.0.0.1:{port}/")
    assert "\n" not in str(caught.value)


def test_an_answer_that_is_no_http_is_an_error(site: Site) -> None:
    def gibberish(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(b"\x00\x01\x02 hello\r\n\r\n")

    site.pages["/"] = gibberish
    with Client(allow=[site.allowed], delay=0, robots=False) as client, pytest.raises(FetchError):
        client.get(site.url())


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.pages["/"] = page("direct")
    with Client(allow=[site.allowed], delay=0) as client:
        assert client.get(site.url()).body == b"direct"
