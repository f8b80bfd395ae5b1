"""RSS 0.90 to 2.0, RDF Site Summary 1.0 and Atom 0.3 and 1.0 to documents.

Guarded before it is parsed: entities are refused (defusedxml), nothing is ever fetched from here, and a
feed that breaks off gives the entries before the break.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from tocsin.model import Document
from tocsin.read.clean import clean, clean_line, cut, decode, text_or_title
from tocsin.read.columns import host_name, language_code, name_of_content
from tocsin.read.dates import Stamp, published_at
from tocsin.read.markup import markup_text
from tocsin.read.outcome import Feed, Rejected, Untyped
from tocsin.read.pages import refusal

_ROOT: Final = re.compile(r"<(?:[\w-]+:)?(rss|feed|rdf)\b", re.IGNORECASE)
_PROLOG: Final = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"<!ENTITY", re.IGNORECASE)
_ENTRY_END: Final = re.compile(r"</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ENTRY_START: Final = re.compile(r"<(?:[\w-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ROOT_END: Final = re.compile(r"</(?:[\w-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_NOT_SPACE: Final = re.compile(r"\S")
_DATE_KEYS: Final = ("published", "updated", "created")


def is_feed(head: bytes) -> bool:
    """Return whether the first bytes of something are those of a feed and not of a web page."""
    text, _ = decode(head[:8192])
    root = _ROOT.search(text)
    page = re.search(r"<html\b|<!doctype\s+html", text, re.IGNORECASE)
    return root is not None and (page is None or root.start() < page.start())


def read_feed(
    body: bytes,
    *,
    url: str,
    source: str | None = None,
    fetched: datetime | None = None,
    content_type: str | None = None,
) -> Feed:
    """Return the entries of a feed as documents; what cannot be read is in `rejected`, nothing is raised.

    Text is the entry's whole content (content:encoded, Atom content) where the feed has it; else its
    summary, flagged "summary". A document is named by its link, else its guid.
    """
    why = refusal(body) or (None if is_feed(body) else "not a feed: no rss, feed or RDF element")
    if why:
        return _lost(url, why)
    text, flags = decode(body, content_type)
    text = _PROLOG.sub("", clean(text), count=1)
    broken = _breakage(text)
    if broken and broken.forbidden:
        return _lost(url, broken.reason)
    rejected: tuple[Rejected, ...] = ()
    if broken and _breaks_off(text):
        text = _before_break(text)
        rejected = (Rejected(url, f"line {broken.line}", f"the feed breaks off: {broken.reason}"),)
    return _parsed(text, url, source, fetched, flags, rejected)


def _lost(url: str, why: str) -> Feed:
    return Feed(url, rejected=(Rejected(url, "feed", why),))


class _Breakage:
    """Where and why a feed is not well-formed; `forbidden` where it must not be parsed at all."""

    def __init__(self, line: int, reason: str, forbidden: bool = False) -> None:
        self.line, self.reason, self.forbidden = line, reason, forbidden


def _breakage(text: str) -> _Breakage | None:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    refused = "it declares XML entities, which can unpack without end or read files: refused"
    try:
        fromstring(text.encode("utf-8"), forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        return _Breakage(1, refused, forbidden=True)
    except ParseError as error:
        # Past the break nothing has been checked, and the lenient parser goes on there.
        if _ENTITY.search(text):
            return _Breakage(1, refused, forbidden=True)
        return _Breakage(error.position[0], str(error).split(":")[0])
    return None


def _breaks_off(text: str) -> bool:
    """Tell a feed that stops in the middle from one that is badly written but whole."""
    return not any(
        _only_comments(text, _end_of_space(text, match.end())) for match in _ROOT_END.finditer(text)
    )


def _only_comments(text: str, at: int) -> bool:
    """Tell whether nothing but space and comments follows; one pattern for it takes exponential time."""
    while text[at : at + 4] == "<!--":
        close = text.find("-->", at + 4)
        if close < 0:
            return False
        at = _end_of_space(text, close + 3)
    return at == len(text)


def _end_of_space(text: str, at: int) -> int:
    found = _NOT_SPACE.search(text, at)
    return found.start() if found else len(text)


def _before_break(text: str) -> str:
    ends = [match.end() for match in _ENTRY_END.finditer(text)]
    if ends:
        return text[: ends[-1]]
    start = _ENTRY_START.search(text)
    return text[: start.start()] if start else text


def _parsed(
    text: str, url: str, source: str | None, fetched: datetime | None, flags: tuple[str, ...],
    rejected: tuple[Rejected, ...],
) -> Feed:  # fmt: skip
    import feedparser

    # A stream, never a string: feedparser opens strings that look like an address or a file name.
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    found = feedparser.parse(io.BytesIO(text.encode("utf-8")), response_headers=headers, sanitize_html=False)
    language = language_code(found.feed.get("language"))
    title = clean_line(found.feed.get("title"))
    entries = [
        _document(entry, language, source or title or host_name(url), fetched, flags)
        for entry in found.entries
    ]
    documents = tuple(entry for entry in entries if isinstance(entry, Document))
    bad = tuple(
        Rejected(url, f"entry {number}", entry)
        for number, entry in enumerate(entries, 1)
        if isinstance(entry, str)
    )
    links = tuple(link for entry in found.entries if (link := clean_line(entry.get("link"))))
    return Feed(url, title, language, documents, links, rejected + bad)


def _document(
    entry: Untyped, language: str | None, source: str | None, fetched: datetime | None, flags: tuple[str, ...]
) -> Document | str:
    """Return the document of an entry, or why there is none."""
    whole, is_summary = _text(entry)
    body, cuts = cut(clean(whole))
    title = clean_line(markup_text(str(entry.get("title") or "")))
    text, alone = text_or_title(body, title)
    if not text:
        return "neither text nor title in it"
    published, stamps = _stamp(entry, fetched)
    name = clean_line(entry.get("link")) or clean_line(entry.get("id")) or name_of_content(text, title)
    noticed = ("summary",) if is_summary else ()
    return Document(
        name=name, text=text, title=title, published=published, fetched=fetched,
        language=_language(entry) or language, source=source, author=clean_line(entry.get("author")),
        flags=(*flags, *noticed, *cuts, *stamps, *alone),
    )  # fmt: skip


def _text(entry: Untyped) -> tuple[str, bool]:
    for part in _contents(entry):
        text = _part_text(part)
        if text.strip():
            return text, False
    detail = entry.get("summary_detail") or {"value": entry.get("summary") or ""}
    return _part_text(detail), True


def _contents(entry: Untyped) -> Iterator[Untyped]:
    yield from entry.get("content") or []


def _part_text(part: Untyped) -> str:
    value = str(part.get("value") or "")
    return value if part.get("type") == "text/plain" and "<" not in value else markup_text(value)


def _language(entry: Untyped) -> str | None:
    details = [*(entry.get("content") or []), entry.get("title_detail") or {}]
    return next((code for part in details if (code := language_code(part.get("language")))), None)


def _stamp(entry: Untyped, fetched: datetime | None) -> Stamp:
    # dict.get: the library's own looks up "updated" under "published" with a warning.
    stamps = [published_at(dict.get(entry, key), fetched) for key in _DATE_KEYS]
    for stamp in stamps:
        if stamp[0] is not None:
            return stamp
    return next((stamp for stamp in stamps if stamp[1] != ("no_date",)), stamps[0])
