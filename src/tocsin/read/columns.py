"""One row of a table or one object of JSON to a document: which column is what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from tocsin.errors import InputError
from tocsin.model import Document
from tocsin.read.clean import clean, clean_line, cut, text_or_title
from tocsin.read.dates import published_at
from tocsin.read.outcome import Page, Pending, Rejected

COLUMNS: Final = ("url", "id", "title", "text", "html", "published", "language", "source", "author")
_SYNONYMS: Final = {"published": ("published", "date")}


@dataclass(frozen=True, slots=True)
class Rows:
    """How to read the rows of one input: its name, the mapping {our column: theirs}, a source, the clock."""

    name: str
    mapping: Mapping[str, str]
    source: str | None = None
    now: datetime | None = None

    def __post_init__(self) -> None:
        """Raise InputError for a mapping of a column that there is not."""
        unknown = sorted(set(self.mapping) - set(COLUMNS) - {"date"})
        if unknown:
            raise InputError(f"the mapping names {unknown[0]!r}; the columns are {', '.join(COLUMNS)}")

    def theirs(self, column: str) -> tuple[str, ...]:
        """Return the names, best first, under which our `column` is looked for."""
        mapped = self.mapping.get(column) or (self.mapping.get("date") if column == "published" else None)
        return (mapped,) if mapped else _SYNONYMS.get(column, (column,))

    def missing(self, header: Iterable[str]) -> str | None:
        """Return why a table with this `header` cannot be read, or None where it can."""
        there = set(header)
        listed = ", ".join(sorted(there)[:12])
        for ours, theirs in self.mapping.items():
            if theirs not in there:
                return f"no column {theirs}, which the mapping gives for {ours}, among: {listed}"
        if there & {*self.theirs("text"), *self.theirs("html")}:
            return None
        return f"no column text or html among: {listed}; name yours by a mapping such as text=body"


def document_of(row: Mapping[str, object], rows: Rows, where: str, flags: tuple[str, ...] = ()) -> Pending:
    """Return the document of one row, the page of a row that has `html` only, or why there is none."""
    named = _text(_value(row, rows, "url")) or _text(_value(row, rows, "id"))
    text, html = _text(_value(row, rows, "text")), _text(_value(row, rows, "html"))
    title = clean_line(_text(_value(row, rows, "title")))
    if not text and html:
        return _page(row, rows, where, html, named)
    if not text and not title:
        return Rejected(rows.name, where, "neither text nor title in it", named)
    body, cuts = cut(clean(text or ""))
    kept, alone = text_or_title(body, title)
    published, stamps = published_at(_value(row, rows, "published"), rows.now)
    return Document(
        name=named or name_of_content(kept, title),
        text=kept,
        title=title,
        published=published,
        language=language_code(_text(_value(row, rows, "language"))),
        source=clean_line(_text(_value(row, rows, "source"))) or rows.source or host_name(named),
        author=clean_line(_text(_value(row, rows, "author"))),
        flags=(*flags, *cuts, *stamps, *alone),
    )


def _value(row: Mapping[str, object], rows: Rows, column: str) -> object:
    for name in rows.theirs(column):
        value = row.get(name)
        if value is not None and value != "":
            return value
    return None


def _text(value: object) -> str | None:
    if value is None:
        return None
    kept = clean(value) if isinstance(value, str) else clean(str(value))
    return kept if kept.strip() else None


def _page(row: Mapping[str, object], rows: Rows, where: str, html: str, named: str | None) -> Page:
    given = {
        column: _text(_value(row, rows, column)) for column in ("title", "published", "language", "author")
    }
    source = clean_line(_text(_value(row, rows, "source"))) or rows.source
    return Page(
        body=html.encode("utf-8", "replace"), url=named, content_type="text/html; charset=utf-8",
        source=source, fetched=rows.now, input=rows.name, where=where, given=given,
    )  # fmt: skip


def name_of_content(text: str, title: str | None) -> str:
    """Return a name made from content, for a document that came with neither URL nor id."""
    digest = hashlib.sha256(f"{title or ''}\n{text}".encode("utf-8", "surrogatepass"))
    return f"sha:{digest.hexdigest()[:12]}"


def host_name(url: str | None) -> str | None:
    """Return the host of a web address without its "www.", or None where `url` is no web address."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return (host or "").removeprefix("www.") or None


def language_code(label: str | None) -> str | None:
    """Return the primary subtag, lower case, of a language tag (BCP 47): "pt-BR" is "pt"."""
    head = (label or "").strip().replace("_", "-").split("-")[0].lower()
    return head if head.isalpha() and head.isascii() and 2 <= len(head) <= 3 else None
