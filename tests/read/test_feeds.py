"""Feeds of every version, broken ones, and those that mean harm."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest

from tocsin.read import Feed, is_feed, read_feed

URL = "https://paper.example/feed.xml"
NOW = datetime(2018, 3, 6, tzinfo=UTC)
MORNING = datetime(2018, 3, 5, 7, 30, tzinfo=UTC)

RSS_090 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>Paper</title><link>https://paper.example/</link><description>News</description></channel>
<item><title>Blast at market</title><link>https://paper.example/1</link></item>
</rdf:RDF>"""
RSS_091 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Paper</title><link>https://paper.example/</link>
<description>News</description><language>fr-FR</language>
<item><title>Explosion au march\xe9</title><link>https://paper.example/1</link>
<description>Cinq morts.</description></item></channel></rss>""".encode("latin-1")
RSS_092 = """<rss version="0.92"><channel><title>Paper</title><link>https://paper.example/</link>
<description>News</description><item><title>Blast at market</title><link>https://paper.example/1</link>
<description>Five &lt;b&gt;dead&lt;/b&gt;.</description><source url="https://a.example/">A</source></item>
</channel></rss>"""
RSS_10 = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://paper.example/"><title>Paper</title><link>https://paper.example/</link>
<description>News</description><dc:language>ja</dc:language>
<items><rdf:Seq><rdf:li rdf:resource="https://paper.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://paper.example/1"><title>Blast at market</title><link>https://paper.example/1</link>
<dc:date>2018-03-05T16:30:00+09:00</dc:date><dc:creator>Our staff</dc:creator>
<content:encoded><![CDATA[<p>Five dead.</p><p>Police said so.</p>]]></content:encoded></item></rdf:RDF>"""
RSS_20 = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Paper</title>
<link>https://paper.example/</link><description>News</description><language>en-us</language>
<item><title>Blast &amp; fire at market</title><link>https://paper.example/1?a=1&amp;b=2</link>
<guid isPermaLink="false">17</guid><pubDate>Mon, 05 Mar 2018 08:30:00 +0100</pubDate>
<description>Five dead.</description>
<content:encoded><![CDATA[<p>Five people died.<br/>Police said so.</p><script>x()</script>
<ul><li>One</li><li>Two</li></ul>]]></content:encoded></item>
<item><title>Second</title><guid>urn:2</guid><description>Only a teaser.</description></item>
<item></item></channel></rss>"""
ATOM_03 = """<?xml version="1.0" encoding="utf-8"?>
<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="de"><title>Paper</title>
<link rel="alternate" type="text/html" href="https://paper.example/"/><modified>2018-03-05T07:30:00Z</modified>
<entry><title>Explosion am Markt</title><link rel="alternate" type="text/html" href="https://paper.example/1"/>
<id>tag:paper.example,2018:1</id><issued>2018-03-05T07:30:00Z</issued><modified>2018-03-05T09:00:00Z</modified>
<content type="text/html" mode="escaped">&lt;p&gt;Fünf Tote.&lt;/p&gt;</content></entry></feed>"""
ATOM_10 = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es"><title>Paper</title>
<link href="https://paper.example/"/><id>https://paper.example/</id><updated>2018-03-05T07:30:00Z</updated>
<entry><title type="html">Explosi&#243;n &lt;i&gt;hoy&lt;/i&gt;</title><link href="/1"/>
<id>tag:paper.example,2018:1</id><published>2018-03-05T07:30:00Z</published>
<updated>2018-03-05T09:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Cinco muertos.</p>
<p>Lo dijo la policía.</p></div></content>
</entry></feed>"""


def read(feed: str | bytes) -> Feed:
    return read_feed(feed.encode() if isinstance(feed, str) else feed, url=URL, source=None, fetched=NOW)


@pytest.mark.parametrize(
    ("feed", "title", "text", "language", "published"),
    [
        (RSS_090, "Blast at market", "Blast at market", None, None),
        (RSS_091, "Explosion au marché", "Cinq morts.", "fr", None),
        (RSS_092, "Blast at market", "Five dead.", None, None),
        (RSS_10, "Blast at market", "Five dead.\n\nPolice said so.", "ja", MORNING),
        (
            RSS_20,
            "Blast & fire at market",
            "Five people died.\n\nPolice said so.\n\nOne\n\nTwo",
            "en",
            MORNING,
        ),
        (ATOM_03, "Explosion am Markt", "Fünf Tote.", "de", MORNING),
        (ATOM_10, "Explosión hoy", "Cinco muertos.\n\nLo dijo la policía.", "es", MORNING),
    ],
    ids=["RSS 0.90", "RSS 0.91", "RSS 0.92", "RSS 1.0", "RSS 2.0", "Atom 0.3", "Atom 1.0"],
)
def test_every_version(
    feed: str | bytes, title: str, text: str, language: str | None, published: datetime | None
) -> None:
    found = read(feed)
    document = found.documents[0]
    assert found.title == "Paper"
    assert (document.title, document.text, document.language) == (title, text, language)
    assert document.published == published
    assert document.name.startswith("https://paper.example/1")
    assert (document.source, document.fetched) == ("Paper", NOW)


def test_whole_text_is_told_from_a_teaser() -> None:
    whole, teaser = read(RSS_20).documents
    assert whole.flags == ()
    assert teaser.flags == ("summary", "no_date")
    assert (whole.name, teaser.name) == ("https://paper.example/1?a=1&b=2", "urn:2")


def test_an_entry_with_nothing_in_it_is_rejected() -> None:
    (rejected,) = read(RSS_20).rejected
    assert (rejected.name, rejected.where, rejected.reason) == (
        URL,
        "entry 3",
        "neither text nor title in it",
    )


def test_links_are_listed_in_order() -> None:
    assert read(RSS_10).links == ("https://paper.example/1",)
    assert read(ATOM_10).links == ("https://paper.example/1",)


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("Mon, 05 Mar 0025 08:30:00 +0100", "impossible_date"),
        ("Mon, 05 Mar 2118 08:30:00 +0100", "impossible_date"),
        ("some time ago", "bad_date"),
        ("", "no_date"),
    ],
)
def test_dates_that_do_not_hold_are_flagged(written: str, flag: str) -> None:
    document = read(RSS_20.replace("Mon, 05 Mar 2018 08:30:00 +0100", written)).documents[0]
    assert (document.published, document.flags) == (None, (flag,))


@pytest.mark.parametrize("weekday", ["Fri", "Lun", "понедельник", "xyz"])
def test_broken_weekday_names_do_not_matter(weekday: str) -> None:
    document = read(RSS_20.replace("Mon,", f"{weekday},")).documents[0]
    assert document.published == MORNING


def items(count: int) -> str:
    rows = (
        f"<item><title>Report {n}</title><link>https://paper.example/{n}</link>"
        f"<description>Text {n}.</description></item>\n"
        for n in range(1, count + 1)
    )
    return '<rss version="2.0"><channel><title>Paper</title>\n' + "".join(rows) + "</channel></rss>"


@pytest.mark.parametrize("broken_at", ["<description>Text 4", "<title>Report 4", "<item><title>Report 4"])
def test_a_feed_that_breaks_off_gives_the_entries_before(broken_at: str) -> None:
    whole = items(6)
    found = read(whole[: whole.index(broken_at) + 8])
    assert [document.title for document in found.documents] == ["Report 1", "Report 2", "Report 3"]
    (rejected,) = found.rejected
    assert rejected.where in ("line 5", "line 6")
    assert "breaks off" in rejected.reason


def test_a_feed_that_breaks_off_before_any_entry_is_all_loss() -> None:
    found = read('<rss version="2.0"><channel><title>Pap')
    assert found.documents == ()
    assert len(found.rejected) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Text 2.", "Fish & chips <b>"),
        ("Text 2.", "&nbsp;caf&eacute;"),
        ("Report 2", "R&D \x0b2"),
        ("<channel>", "\n<channel>"),
    ],
)
def test_a_feed_that_is_badly_written_but_whole_is_read(old: str, new: str) -> None:
    found = read(items(3).replace(old, new))
    assert len(found.documents) == 3
    assert found.rejected == ()


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + ']><rss version="2.0"><channel><title>&lol9;</title></channel></rss>'
)
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<rss version="2.0"><channel><title>P</title><item><title>&x;</title></item></channel></rss>"""
PARAMETER = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>
<rss version="2.0"><channel><title>P</title><item><title>T</title></item></channel></rss>"""
BROKEN_FIRST = '<rss version="2.0"><channel>&broken <!ENTITY x "y"></channel></rss>'


@pytest.mark.parametrize("feed", [BILLION_LAUGHS, OUTSIDE, PARAMETER, BROKEN_FIRST])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(feed: str, encoding: str) -> None:
    found = read(feed.encode(encoding))
    assert found.documents == ()
    (rejected,) = found.rejected
    assert "entities" in rejected.reason


def test_nothing_is_fetched_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []

    def refuse(*arguments: object, **options: object) -> None:
        # Noted, not only raised: a parser may swallow what its fetching raises.
        opened.append((arguments, options))
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for feed in (
        RSS_091,
        RSS_20,
        ATOM_10,
        OUTSIDE,
        PARAMETER,
        b"https://paper.example/feed.xml",
        b"/etc/hostname",
    ):
        read(feed)
    assert opened == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "it is empty"),
        (b" \n\x00", "it is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary, not text"),
        (b"<html><body>Not found</body></html>", "not a feed"),
        (b"{}", "not a feed"),
        (b"<rss>" + b" " * 20_000_000, "larger than 20 MB"),
    ],
)
def test_what_is_no_feed(body: bytes, why: str) -> None:
    found = read(body)
    assert found.documents == ()
    assert why in found.rejected[0].reason


def test_feeds_are_told_from_pages() -> None:
    assert all(
        is_feed(feed if isinstance(feed, bytes) else feed.encode())
        for feed in (RSS_090, RSS_091, RSS_092, RSS_10, RSS_20, ATOM_03, ATOM_10)
    )
    assert not is_feed(b"<!doctype html><title>On <rss> feeds</title>")
    assert not is_feed(b"<html><body><p>An rss feed</p></body></html>")


def test_encodings_of_feeds() -> None:
    feed = '<?xml version="1.0" encoding="windows-1251"?>' + items(1).replace("Report 1", "Взрыв на рынке")
    assert read(feed.encode("windows-1251")).documents[0].title == "Взрыв на рынке"
    found = read_feed(
        items(1).replace("Report 1", "Взрыв").encode("koi8-r"),
        url=URL,
        content_type="text/xml; charset=koi8-r",
    )
    assert found.documents[0].title == "Взрыв"


@pytest.mark.parametrize(
    ("after", "breaks_off"),
    [
        ("<!-- a --> \n<!-- </rss> -->\n", False),
        ("<!---->" * 4000, False),
        # One pattern for all of it would try every way to group the comments: without end.
        ("<!---->" * 4000 + "x", True),
        ("<!--" * 4000, True),
    ],
)
def test_comments_after_the_end_are_passed_over(after: str, breaks_off: bool) -> None:
    badly_written = items(2).replace("Text 1.", "Fish & chips.")
    found = read(badly_written + after)
    assert len(found.documents) == 2
    assert [r.reason.partition(":")[0] for r in found.rejected] == ["the feed breaks off"] * breaks_off
