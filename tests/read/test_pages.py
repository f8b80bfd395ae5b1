"""Web pages: what they state about themselves, and pages that mean harm."""

from __future__ import annotations

import sys
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model import Document
from tocsin.read import Page, PagePool, Rejected, read_page
from tocsin.read.markup import markup_text
from tocsin.read.pages import is_binary

URL = "https://www.paper.example/news/1"
BODY = (
    "<p>A car bomb went off outside the covered market on Monday morning and killed five people.</p>"
    "<p>Police closed the old bridge and asked residents to stay at home until the evening.</p>"
)
MORNING = datetime(2018, 3, 5, 7, 30, tzinfo=UTC)


def html(head: str = "", body: str = BODY, attributes: str = "") -> bytes:
    page = f"<html{attributes}><head>{head}</head><body><article>{body}</article></body></html>"
    return f"<!doctype html>{page}".encode()


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def read(body: bytes, url: str | None = URL, content_type: str | None = None) -> Document:
    document = read_page(body, url=url, content_type=content_type)
    assert isinstance(document, Document), document
    return document


def test_a_page_states_its_title_source_language_and_time() -> None:
    head = (
        '<title>Market bombed - The Paper</title><meta property="og:title" content="Market bombed">'
        '<meta property="og:site_name" content="The Paper">'
        '<meta property="article:published_time" content="2018-03-05T08:30:00+01:00">'
    )
    body = "<h1>Market bombed</h1>" + BODY
    document = read(html(head, body, ' lang="en-GB"'))
    assert document.text.startswith("A car bomb went off")
    assert document.text.endswith("until the evening.")
    assert (document.name, document.title, document.source) == (URL, "Market bombed", "The Paper")
    assert (document.language, document.published, document.flags) == ("en", MORNING, ())


@pytest.mark.parametrize(
    "head",
    [
        linked('{"@type":"NewsArticle","datePublished":"2018-03-05T07:30:00Z"}'),
        linked('{"@graph":[{"a":[{"datePublished":"2018-03-05T07:30:00Z"}]}]}'),
        linked('{"broken": ["datePublished":"2018-03-05T07:30:00Z",}'),
        '<meta itemprop="datePublished" content="2018-03-05T07:30:00Z">',
        '<meta name="pubdate" content="Mon, 05 Mar 2018 07:30:00 GMT">',
        '<meta property="article:published_time" content="soon">'
        '<meta name="date" content="2018-03-05 07:30">',
    ],
)
def test_times_are_found_where_pages_state_them(head: str) -> None:
    assert read(html(head)).published == MORNING


def test_a_time_in_the_article_counts() -> None:
    assert read(html("", '<time datetime="2018-03-05T07:30:00Z">Monday</time>' + BODY)).published == MORNING


@pytest.mark.parametrize(
    ("stated", "flag"), [("0025-03-05T07:30:00Z", "impossible_date"), ("2999-01-01", "impossible_date")]
)
def test_a_time_that_cannot_be_is_none(stated: str, flag: str) -> None:
    document = read(html(f'<meta property="article:published_time" content="{stated}">'))
    assert (document.published, document.flags) == (None, (flag,))


def test_names_and_sources_where_nothing_is_given() -> None:
    canonical = html('<link rel="canonical" href="https://www.paper.example/a">')
    assert read(canonical, url=None).name == "https://www.paper.example/a"
    assert read(canonical, url=None).source == "paper.example"
    assert read(canonical).name == URL
    nameless = read(html(), url=None)
    assert nameless.name.startswith("sha:")
    assert nameless.source is None
    assert read(html('<link rel="canonical" href="javascript:x">'), url=None).name == nameless.name


def test_encodings_of_pages() -> None:
    text = "<p>" + "Взрыв произошёл у рынка в понедельник утром, погибли пять человек. " * 3 + "</p>"
    for encoding in ("windows-1251", "koi8-r", "utf-8", "utf-16"):
        body = html("", text).decode().encode(encoding)
        assert "Взрыв произошёл" in read(body, content_type=f"text/html; charset={encoding}").text
    declared = html('<meta charset="windows-1251">', text).decode().encode("windows-1251")
    assert "Взрыв произошёл" in read(declared).text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "it is empty"),
        (b"\x00" * 50, "it is empty"),
        (b"%PDF-1.7 ...", "binary"),
        (bytes(range(32)) * 20, "binary"),
        (b"<html></html>", "no article text"),
        (b"<html><body><script>x()</script></body></html>", "no article text"),
        (b"<html>" + b"<i>x</i>" * 300_000, "elements"),
        (b"<p>" + b"x" * 20_000_000, "larger than 20 MB"),
    ],
    ids=range(8),
)
def test_what_is_no_page(body: bytes, why: str) -> None:
    rejected = read_page(body, url=URL)
    assert isinstance(rejected, Rejected)
    assert why in rejected.reason
    assert rejected.document == URL


def test_wide_text_with_a_mark_is_not_binary() -> None:
    assert not is_binary("Ақтөбе".encode("utf-16"))
    assert not is_binary("Ақтөбе, \t\r\n".encode())


def test_a_hundred_megabytes_are_not_parsed() -> None:
    body = b"<html><body>" + b"<p>x</p>" * 12_500_000
    tracemalloc.start()
    with PagePool() as pool:
        (rejected,) = pool.extracted([Page(body, url=URL)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(rejected, Rejected)
    assert peak < 10_000_000


def test_order_is_kept_and_what_is_no_page_passes_through() -> None:
    marker = Rejected("input", "line 3", "broken")
    items = [Page(html("", BODY.replace("Monday", f"day {n}")), url=f"u{n}") for n in range(20)]
    with PagePool() as pool:
        found = list(pool.extracted([*items[:10], marker, *items[10:]]))
    assert found[10] is marker
    names = [item.name for item in found if isinstance(item, Document)]
    assert names == [f"u{n}" for n in range(20)]


WORKER = """
import os, pickle, sys, time
from tocsin.model import Document
while True:
    page = pickle.load(sys.stdin.buffer)
    if page.body == b"crash": os._exit(3)
    if page.body == b"hang": time.sleep(60)
    if page.body == b"babble": sys.stdout.buffer.write(b"not an answer" * 9)
    else: pickle.dump(Document(page.url, "text"), sys.stdout.buffer)
    sys.stdout.buffer.flush()
"""


def test_a_page_that_crashes_or_hangs_is_rejected_and_the_others_go_on(tmp_path: Path) -> None:
    script = tmp_path / "worker.py"
    script.write_text(WORKER)
    bodies = [b"a", b"crash", b"b", b"hang", b"c", b"babble", b"d", b"crash", b"e"]
    pages = [
        Page(body, url=body.decode(), input="folder", where=f"page {n}") for n, body in enumerate(bodies)
    ]
    with PagePool(seconds=3, command=(str(script),)) as pool:
        found = list(pool.extracted(pages))
    assert [item.name for item in found if isinstance(item, Document)] == ["a", "b", "c", "d", "e"]
    reasons = [item.reason for item in found if isinstance(item, Rejected)]
    assert reasons == [
        "extraction crashed", "extraction took longer than 3 s", "extraction crashed", "extraction crashed",
    ]  # fmt: skip
    assert [item.where for item in found if isinstance(item, Rejected)] == [
        "page 1",
        "page 3",
        "page 5",
        "page 7",
    ]


def test_leaving_in_the_middle_ends_the_processes() -> None:
    with PagePool() as pool:
        stream = pool.extracted(Page(html(), url=f"u{n}") for n in range(50))
        assert isinstance(next(stream), Document)
    assert all(worker._process is None for worker in pool._workers)


def test_importing_the_room_imports_nothing_heavy() -> None:
    import subprocess

    heavy = ("trafilatura", "lxml", "feedparser", "polars", "warcio", "fastwarc", "numpy", "htmldate")
    code = f"import sys, tocsin.read; print([m for m in {heavy!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("plain  text", "plain  text"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<p>One <b>bold</b> word.</p><p>Two.</p>", "One bold word.\n\nTwo."),
        ("One<br>Two<br/>Three", "One\n\nTwo\n\nThree"),
        ("<p>A</p><script>alert('x')</script><style>p{}</style><!-- no --><p>B</p> tail", "A\n\nB\n\ntail"),
        ("<figure><img src=x><figcaption>Photo</figcaption></figure>Text", "Text"),
        ("<div>" * 200 + "deep" + "</div>" * 200, "deep"),
        ("<div>" * 50_000 + "too deep", ""),
        ("", ""),
    ],
)
def test_fragments_become_their_visible_text(fragment: str, text: str) -> None:
    assert markup_text(fragment) == text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=100))
def test_no_fragment_makes_it_fail(fragment: str) -> None:
    assert "\x00" not in markup_text(f"<p>{fragment}")
