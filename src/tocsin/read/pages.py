"""A web page to a document: main text by trafilatura, the time by what the page states about itself.

Not thread-safe, and a hostile page can take long: `pool` runs it in guarded processes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urljoin

from tocsin.model import Document
from tocsin.read.clean import clean, clean_line, cut, decode, text_or_title
from tocsin.read.columns import host_name, language_code, name_of_content
from tocsin.read.dates import NO_DATE, Stamp, agreed, captured_at, published_at
from tocsin.read.outcome import PAGE_LIMIT, Page, Read, Rejected, Untyped

_TREE_LIMIT: Final = 200_000
"""Elements of a page beyond which extraction is refused: its time grows faster than the page."""
# Where pages state when they were published: Open Graph, schema.org, Dublin Core, Parsely, Sailthru.
_DATE_PATHS: Final = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='DC.date.issued' or @name='dc.date.issued' or @name='DC.date']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='parsely-pub-date']/@content",
    "//meta[@name='sailthru.date' or @name='date' or @name='article:published_time']/@content",
)
_TIME_PATHS: Final = ("//time[@pubdate]/@datetime", "//article//time/@datetime", "//header//time/@datetime")
_TITLE_PATHS: Final = ("//meta[@property='og:title']/@content", "//h1//text()", "//title//text()")


def read_page(
    body: bytes,
    *,
    url: str | None,
    content_type: str | None = None,
    source: str | None = None,
    fetched: datetime | None = None,
) -> Read:
    """Return the document of an HTML page, or why there is none.

    Name: `url`, else the canonical link, else made from content. Source: `source`, else og:site_name, else
    the host. Text, title, author and language are what the page gives; unknown is None.
    """
    page = Page(body, url=url, content_type=content_type, source=source, fetched=fetched)
    return extract(page)


def extract(page: Page) -> Read:
    """Return the document of `page` (see `read_page`); what is `given` goes before what the page says."""
    why = refusal(page.body)
    if why:
        return _rejected(page, why)
    text, flags = decode(page.body, page.content_type)
    tree = _tree(text)
    if tree is None:
        return _rejected(page, "no HTML in it")
    size = sum(1 for _ in tree.iter())
    if size > _TREE_LIMIT:
        return _rejected(page, f"{size} elements, more than {_TREE_LIMIT}")
    return _document(page, tree, flags)


def refusal(body: bytes) -> str | None:
    """Return why `body` is not looked at as a page, or None: empty, too large, binary."""
    if not body.strip(b"\x00 \t\r\n"):
        return "it is empty"
    if len(body) > PAGE_LIMIT:
        return f"larger than {PAGE_LIMIT // 1_000_000} MB"
    if is_binary(body):
        return "binary, not text"
    return None


def is_binary(body: bytes) -> bool:
    """Return whether `body` looks like no text in any encoding: NULs without a wide encoding's mark."""
    head = body[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(byte < 9 or 13 < byte < 27 for byte in head)
    return head.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")) or (
        odd * 100 > len(head) and odd > 1
    )


def _rejected(page: Page, why: str) -> Rejected:
    return Rejected(page.input, page.where, why, page.url)


def _tree(text: str) -> Untyped:
    import lxml.html
    from lxml import etree

    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return lxml.html.document_fromstring(clean(text).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _document(page: Page, tree: Untyped, flags: tuple[str, ...]) -> Read:
    meta = _Meta(tree)
    canonical = meta.canonical(page.url)
    found = _extracted(tree, page.url or canonical)
    title = clean_line(page.given.get("title")) or meta.title() or clean_line(found.get("title"))
    body, cuts = cut(_without_headline(clean(found.get("text") or ""), title))
    text, alone = text_or_title(body, title)
    if not text:
        return _rejected(page, "no article text and no title found in the page")
    published, stamps = _stamp(page, meta, found.get("date"))
    name = page.url or canonical or page.name or name_of_content(text, title)
    return Document(
        name=name,
        text=text,
        title=title,
        published=published,
        fetched=page.fetched,
        language=language_code(page.given.get("language")) or meta.language(),
        source=page.source or meta.site() or host_name(name),
        author=clean_line(page.given.get("author")) or clean_line(found.get("author")),
        flags=(*flags, *cuts, *stamps, *alone),
    )


def _without_headline(text: str, title: str | None) -> str:
    """Return `text` without a first line that only repeats the title."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if title and clean_line(first) == title and rest.strip() else text


def _stamp(page: Page, meta: _Meta, guessed: str | None) -> Stamp:
    """Take the time that a feed or list gave and the first that the page states and that holds, checked
    against each other and against the time of the archive's copy; a day that trafilatura found where none is
    stated."""
    taken = captured_at(page.url, page.fetched)
    stated = [published_at(value, taken) for value in meta.dates()]
    own = next((stamp for stamp in stated if stamp[0] is not None), stated[0] if stated else NO_DATE)
    given = page.given.get("published")
    if given:
        return agreed(published_at(given, taken), own, page.url)
    if guessed and not stated:
        return published_at(guessed, taken)
    return agreed(None, own, page.url)


def _extracted(tree: Untyped, url: str | None) -> dict[str, str | None]:
    from copy import deepcopy

    import trafilatura

    # The extractor changes the tree that it is given.
    found = trafilatura.bare_extraction(
        deepcopy(tree), url=url, with_metadata=True, include_comments=False, include_tables=True
    )
    if found is None:
        return {}
    fields = found if isinstance(found, dict) else found.as_dict()
    return {key: fields.get(key) for key in ("title", "text", "date", "author")}


class _Meta:
    """What a page states about itself in its head."""

    def __init__(self, tree: Untyped) -> None:
        self._tree = tree

    def _first(self, *paths: str) -> str | None:
        for path in paths:
            for value in self._tree.xpath(path):
                line = clean_line(str(value))
                if line:
                    return line
        return None

    def title(self) -> str | None:
        return self._first(*_TITLE_PATHS)

    def site(self) -> str | None:
        return self._first("//meta[@property='og:site_name']/@content")

    def language(self) -> str | None:
        label = self._first(
            "/html/@lang",
            "/html/@*[local-name()='lang']",
            "//meta[@property='og:locale']/@content",
            "//meta[translate(@http-equiv,'CL','cl')='content-language']/@content",
        )
        return language_code(label)

    def canonical(self, base: str | None) -> str | None:
        link = self._first("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
        if not link:
            return None
        try:
            whole = urljoin(base or "", link)
        except ValueError:
            return None
        return whole if whole.startswith(("http://", "https://")) else None

    def dates(self) -> Iterator[str]:
        first = self._first(*_DATE_PATHS[:2])
        yield from [first] if first else []
        yield from self._linked_data_dates()
        for path in (*_DATE_PATHS[2:], *_TIME_PATHS):
            value = self._first(path)
            if value:
                yield value

    def _linked_data_dates(self) -> Iterator[str]:
        """Yield datePublished of JSON-LD blocks, by pattern where a block is broken JSON (many are)."""
        for block in self._tree.xpath("//script[@type='application/ld+json']/text()"):
            try:
                value = json.loads(str(block))
            except (ValueError, RecursionError):
                yield from re.findall(r'"datePublished"\s*:\s*"([^"]{4,40})"', str(block))[:1]
                continue
            yield from _named(value, "datePublished", 8)


def _named(value: Untyped, key: str, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(value, dict):
        if isinstance(value.get(key), str):
            yield value[key]
        for inner in value.values():
            yield from _named(inner, key, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, key, depth - 1)
