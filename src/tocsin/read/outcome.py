"""What reading hands out: documents, what was rejected and why, feeds, and pages still to be extracted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from tocsin.model import Document

TEXT_LIMIT: Final = 2_000_000
"""The longest text that is stored of one document, in code points; the rest is cut and flagged."""
LINE_LIMIT: Final = 20_000_000
"""The longest line of JSON Lines and the longest row of a table, in bytes."""
PAGE_LIMIT: Final = 20_000_000
"""The largest HTML page or feed that is parsed, in bytes after decompression."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One thing that could not be read: the input's name, where in it, and why, in one line.

    `document` is the URL or id of the rejected document where that much could be read.
    """

    name: str
    where: str
    reason: str
    document: str | None = None

    def place(self) -> str:
        """Return the input and where in it, for a person: "a.csv line 4", "stdin", "pages"."""
        name = "stdin" if self.name == "-" else self.name
        return name if self.where in ("file", "folder", "columns") else f"{name} {self.where}"


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page whose text is still to be extracted (`pool.extracted` does it in a guarded process).

    `url` names the document; where it is None the page's canonical link does, then `name`. `given` holds
    fields of `Document` that are known from elsewhere (a column, a feed) and go before what the page says.
    """

    body: bytes
    url: str | None = None
    name: str | None = None
    content_type: str | None = None
    source: str | None = None
    fetched: datetime | None = None
    input: str = "page"
    where: str = "page"
    given: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feed:
    """What one feed held: its documents in the feed's order, the addresses they link to, and what was lost.

    A document flagged "summary" has the feed's teaser for a text; its page has the whole.
    """

    url: str
    title: str | None = None
    language: str | None = None
    documents: tuple[Document, ...] = ()
    links: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()


Untyped: TypeAlias = Any
"""A value of a library that ships no types (lxml, feedparser, warcio), or of JSON."""
Read: TypeAlias = Document | Rejected
Pending: TypeAlias = Document | Rejected | Page
