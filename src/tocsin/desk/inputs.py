"""What a person names on the command line, as documents: a path, an address, or "-"."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tocsin.desk.settings import FetchSettings
from tocsin.errors import InputError
from tocsin.model import Document
from tocsin.read import Page, PagePool, Rejected, is_feed, read_feed, read_path, read_stream

Item = Document | Rejected


def documents(
    source: str,
    *,
    fetch: FetchSettings,
    mapping: Mapping[str, str] | None = None,
    kind: str | None = None,
    passing: Collection[Path] = (),
) -> Iterator[Item]:
    """Yield what `source` holds, but not the files in `passing`.

    Raises InputError where it does not exist or cannot be reached.
    """
    if source == "-":
        return read_stream(sys.stdin.buffer, mapping=mapping, kind=kind)
    if source.startswith(("http://", "https://")):
        return _from_address(source, fetch)
    expect([source])
    return read_path(Path(source), mapping=mapping, kind=kind, passing=passing)


def expect(sources: Iterable[str]) -> None:
    """Raise InputError where one of `sources` is a path and nothing is there, before anything is read."""
    for source in sources:
        there = source == "-" or source.startswith(("http://", "https://")) or Path(source).exists()
        if not there:
            raise InputError(f"{source} does not exist: give a file, a folder, an http(s) address, or -")


def _from_address(url: str, settings: FetchSettings) -> Iterator[Item]:
    from tocsin.fetch import Client

    with Client(user_agent=settings.user_agent, allow=settings.allow, delay=settings.delay) as client:
        fetched = client.get(url)
    now = datetime.now(UTC)
    if is_feed(fetched.body):
        feed = read_feed(fetched.body, url=url, source=None, fetched=now)
        yield from feed.documents
        yield from feed.rejected
        return
    # In a process of its own: a page may be made to crash the parser, or to keep it busy for ever.
    page = Page(fetched.body, url=url, content_type=fetched.content_type, fetched=now)
    with PagePool() as pool:
        yield from pool.extracted([page])
