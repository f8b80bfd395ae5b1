"""Web archives (WARC 1.0 and 1.1, ISO 28500) to pages: the HTML responses in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from tocsin.errors import MissingExtraError
from tocsin.model import from_iso
from tocsin.read.columns import Rows
from tocsin.read.compressed import inflated
from tocsin.read.outcome import PAGE_LIMIT, Page, Pending, Rejected, Untyped


def read_warc(stream: BinaryIO, rows: Rows) -> Iterator[Pending]:
    """Yield the page of each `response` record with HTML and status 200; others are no documents.

    Named by WARC-Target-URI, fetched at WARC-Date. `stream` is uncompressed. Raises MissingExtraError
    without warcio (extra `warc`).
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingExtraError("reading a web archive", "warc") from error
    number = pages = 0
    try:
        for record in ArchiveIterator(stream, no_record_parse=False):
            number += 1
            if record.rec_type == "response":
                page = _page_of(record, rows, f"record {number}")
                if page is not None:
                    pages += 1
                    yield page
    except (ArchiveLoadFailed, ValueError, EOFError) as error:
        why = (str(error).splitlines() or ["broken"])[0].strip()
        yield Rejected(rows.name, f"record {number + 1}", f"not a web archive from here on: {why}")
        return
    if pages == 0:
        yield Rejected(rows.name, "file", f"no HTML page among its {number} records")


def _page_of(record: Untyped, rows: Rows, where: str) -> Pending | None:
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "") if headers else ""
    if "text/html" not in kind.lower() and "application/xhtml+xml" not in kind.lower():
        return None
    if headers.get_statuscode() != "200":
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    url = url.strip("<>") if url else None
    try:
        body = _body(record, (headers.get_header("Content-Encoding") or "").strip().lower())
    except ValueError as error:
        return Rejected(rows.name, where, str(error), url)
    return Page(
        body, url=url, content_type=kind, source=rows.source, input=rows.name, where=where,
        fetched=_moment(record.rec_headers.get_header("WARC-Date")),
    )  # fmt: skip


def _body(record: Untyped, encoding: str) -> bytes:
    # raw_stream with chunks joined, content encoding left to us: the library's own unpacking has no cap.
    raw = record.raw_stream
    if (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        from warcio.bufferedreaders import ChunkedDataReader

        raw = ChunkedDataReader(raw)
    parts, size = [], 0
    while data := raw.read(1 << 16):
        parts.append(data)
        size += len(data)
        if size > PAGE_LIMIT:
            raise ValueError(f"larger than {PAGE_LIMIT // 1_000_000} MB")
    return inflated(b"".join(parts), encoding, PAGE_LIMIT)


def _moment(text: str | None) -> datetime | None:
    try:
        return from_iso(text)
    except (ValueError, OverflowError):
        return None if text is None else datetime.now(UTC)
