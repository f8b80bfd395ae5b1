"""Folders, web archives and streams: what is in them is told apart and taken in order."""

from __future__ import annotations

import gzip
import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.model import Document
from tocsin.read import KINDS, Rejected, read_path, read_stream
from tocsin.read.outcome import Read

TEXT = "A car bomb went off outside the covered market on Monday morning and killed five people, police said."


def html(head: str = "", text: str = TEXT) -> bytes:
    return f"<html><head>{head}</head><body><article><p>{text}</p></article></body></html>".encode()


FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>P</title><item><title>T</title>'
    "<link>https://a.example/1</link><description>D</description></item></channel></rss>"
)
JSONL = '{"id": "j", "text": "x"}\n'
CSV = "id,text\nc,y\n"


def names(found: list[Read]) -> list[str]:
    return [item.name for item in found if isinstance(item, Document)]


def test_a_folder_is_read_in_order_of_path(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "b" / "one.html").write_bytes(html())
    (tmp_path / "b" / "two.htm").write_bytes(html('<link rel="canonical" href="https://a.example/two">'))
    (tmp_path / "a.jsonl").write_text(JSONL)
    (tmp_path / "c.csv").write_text(CSV)
    (tmp_path / "d.xml").write_text(FEED)
    (tmp_path / "e.html").write_text(FEED)
    (tmp_path / "f.txt").write_text("neither this nor that")
    (tmp_path / "zero.json").touch()
    (tmp_path / ".git" / "x.html").write_bytes(html())
    (tmp_path / "ring").symlink_to(tmp_path)
    found = list(read_path(tmp_path))
    assert names(found) == [
        "j", "c", "https://a.example/1", "https://a.example/1", "b/one.html", "https://a.example/two",
    ]  # fmt: skip
    bad = {Path(item.name).name: item.reason for item in found if isinstance(item, Rejected)}
    assert bad.keys() == {"f.txt", "zero.json"}
    assert bad["f.txt"].startswith("not a kind that is read")
    assert bad["zero.json"] == "it is empty"


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    (rejected,) = read_path(tmp_path)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "no file in it"


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_path(tmp_path / "none.csv")
    with pytest.raises(InputError, match="no such kind"):
        read_path(tmp_path, kind="pdf")


def test_what_cannot_be_opened_is_rejected(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nowhere")
    found = list(read_path(tmp_path))
    assert [type(item) for item in found] == [Rejected, Rejected]


def test_a_page_by_itself_is_named_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html())
    (document,) = read_path(path, source="The Paper")
    assert isinstance(document, Document)
    assert (document.name, document.source, document.text) == ("page.html", "The Paper", TEXT)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (JSONL, "j"),
        ("\ufeff" + JSONL, "j"),
        ('{\n "id": "one",\n "text": "x"\n}', "one"),
        ('[{"id": "one", "text": "x"}]', "one"),
        (CSV, "c"),
        ("id\ttext\nt\tx\n", "t"),
        ("id;text\ns;x\n", "s"),
        (FEED, "https://a.example/1"),
        ("\n  " + FEED, "https://a.example/1"),
        (html('<link rel="canonical" href="https://a.example/p">').decode(), "https://a.example/p"),
    ],
)
def test_a_stream_is_told_by_its_first_bytes(body: str, name: str) -> None:
    for data in (body.encode(), gzip.compress(body.encode())):
        assert names(list(read_stream(io.BytesIO(data)))) == [name]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"just words\n", "not a kind that is read"),
        (b"\x7fELF" + bytes(200), "binary, not text"),
        (b"PK\x03\x04" + b"x" * 50, "binary, not text"),
        (b"\x1f\x8b\x08\x00broken", "broken gzip"),
        (gzip.compress(b"", mtime=0), "it is empty"),
    ],
)
def test_a_stream_that_is_nothing_says_so(data: bytes, why: str) -> None:
    (rejected,) = read_stream(io.BytesIO(data))
    assert isinstance(rejected, Rejected)
    assert (rejected.name, rejected.where) == ("-", "file")
    assert why in rejected.reason


def test_pipes_work() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as out:
        out.write(JSONL.encode())
    with os.fdopen(reading, "rb") as stream:
        assert names(list(read_stream(stream))) == ["j"]


JUNK = (
    b"", b"\x00\x01\x02" * 99, b"{", b"<", b"a,b\n1,2\n", b"WARC/1.0\r\n", b"PAR1xx", b"\x1f\x8b\x08",
    b"\xff\xfe<",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_no_bytes_under_any_name_are_fatal(tmp_path: Path, kind: str) -> None:
    for number, data in enumerate(JUNK):
        (tmp_path / f"{number}.x").write_bytes(data)
    found = list(read_path(tmp_path, kind=kind))
    bad = [item for item in found if isinstance(item, Rejected)]
    assert len(found) >= len(JUNK)
    assert len(bad) >= 3
    assert all("\n" not in item.reason for item in bad)


def record(kind: str, url: str, block: bytes, packed: bool) -> bytes:
    """Return one record as ISO 28500 writes it, a gzip member of its own if `packed`."""
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", "WARC-Date: 2018-03-05T07:30:00Z",
        "WARC-Record-ID: <urn:uuid:6f1a2d6c-0000-4000-8000-000000000001>",
        "Content-Type: application/http; msgtype=response", f"Content-Length: {len(block)}",
    ]  # fmt: skip
    whole = "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
    return gzip.compress(whole) if packed else whole


def warc(*records: tuple[str, str, bytes, dict[str, str]], packed: bool) -> bytes:
    """Return an archive of responses (address, status, body, headers) and of one record that is none."""
    out = b""
    for url, code, body, headers in records:
        http = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        out += record("response", url, f"HTTP/1.1 {code}\r\n{http}\r\n".encode() + body, packed)
    return out + record("metadata", "urn:x", b"a: b\r\n", packed)


PAGE = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_web_archive(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(
        warc(
            ("https://www.a.example/1", "200 OK", html(), PAGE),
            ("https://www.a.example/x.png", "200 OK", b"\x89PNG", {"Content-Type": "image/png"}),
            ("https://www.a.example/404", "404 Not Found", html(), PAGE),
            ("https://www.a.example/2", "200 OK", gzip.compress(html()), PAGE | {"Content-Encoding": "gzip"}),
            ("https://www.a.example/3", "200 OK", gzip.compress(bytes(40_000_000)),
             PAGE | {"Content-Encoding": "gzip"}),
            ("https://www.a.example/4", "200 OK", b"xx", PAGE | {"Content-Encoding": "br"}),
            ("https://www.a.example/5", "200 OK", b"66\r\n" + html(text="Z")[:0x66] + b"\r\n0\r\n\r\n",
             PAGE | {"Transfer-Encoding": "chunked"}),
            packed=packed,
        )
    )  # fmt: skip
    found = list(read_path(path))
    first = found[0]
    assert isinstance(first, Document)
    assert (first.name, first.text, first.source) == ("https://www.a.example/1", TEXT, "a.example")
    assert first.fetched == datetime(2018, 3, 5, 7, 30, tzinfo=UTC)
    assert names(found)[:2] == ["https://www.a.example/1", "https://www.a.example/2"]
    bad = {item.document: item.reason for item in found if isinstance(item, Rejected)}
    assert "unpacks to more than 20 MB" in bad["https://www.a.example/3"]
    assert "'br' is not read" in bad["https://www.a.example/4"]


def test_a_web_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    whole = warc(*((f"https://a.example/{n}", "200 OK", html(), PAGE) for n in range(3)), packed=True)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(whole + b"not an archive at all, but something else that follows\n")
    found = list(read_path(path))
    assert names(found) == [f"https://a.example/{n}" for n in range(3)]
    path.write_bytes(whole[: len(whole) // 2])
    assert names(list(read_path(path)))[0] == "https://a.example/0"
