"""One visit to one feed: its items taken, pages fetched for those that are only summed up.

Documents are taken before the visit is written down: a crash between the two makes the next round read the
feed again, which adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from tocsin.errors import FetchError, RefusedAddressError
from tocsin.fetch import Client, Fetched
from tocsin.model import Document, Source, iso
from tocsin.read import Feed, FeedSource, Page, PagePool, Rejected, read_feed
from tocsin.record import DocumentRow, Health, Poll

PAGES_A_ROUND: Final = 60
"""Pages fetched for one feed in one round; the rest wait for the next, at one request a second to a host."""
GONE: Final = "gone for good (410): not polled any more"

Take = Callable[[Sequence[Document]], int]
"""Stores documents durably and returns how many of them were new."""
Key = tuple[str, str | None, datetime | None]
"""What tells a feed's item from its revision without its text: name, title, publication time."""


class PollRecord(Protocol):
    """What polling needs of the record."""

    def add_sources(self, sources: Iterable[Source]) -> None:
        """List sources."""

    def add_poll(self, poll: Poll) -> None:
        """Store one visit."""

    def health(self, now: datetime) -> list[Health]:
        """Return how each source does."""

    def documents(self) -> Iterator[DocumentRow]:
        """Return the stored documents."""


@dataclass(frozen=True, slots=True)
class PollResult:
    """One visit to a source: `items` it listed, `new` ones among them, `pages` fetched for them.

    `error` is why nothing was read; `note` what was wrong though something was; `moved_to` where the feed
    says it has gone for good.
    """

    source: str
    at: datetime
    ok: bool
    status: int | None = None
    items: int = 0
    new: int = 0
    pages: int = 0
    error: str | None = None
    note: str | None = None
    moved_to: str | None = None

    def sentence(self) -> str:
        """Return the visit as one line for a person."""
        if not self.ok:
            return f"{self.source}: {self.error}"
        if self.status == 304:
            return f"{self.source}: nothing new"
        notes = [note for note in (self.note, self.moved_to and f"moved to {self.moved_to}") if note]
        return f"{self.source}: {self.items} items, {self.new} new" + "".join(f"; {note}" for note in notes)


class Known:
    """The items that are stored already, looked up once a round and only if an item needs a page."""

    def __init__(self, record: PollRecord) -> None:
        """Look up in `record`."""
        self._record = record
        self._keys: set[Key] | None = None

    def has(self, document: Document) -> bool:
        """Return whether this item is stored, revisions apart; one without a time goes by name and title."""
        if self._keys is None:
            dated = {_key(row.document) for row in self._record.documents()}
            self._keys = dated | {(name, title, None) for name, title, _ in dated}
        return _key(document) in self._keys


def _key(document: Document) -> Key:
    moment = document.published
    return document.name, document.title, moment and moment.replace(microsecond=0)


@dataclass(slots=True)
class Visit:
    """One visit to one source; `known` is None where no pages are fetched."""

    client: Client
    pool: PagePool
    known: Known | None
    source: FeedSource
    now: datetime
    pages: int = 0
    failed: int = 0
    waiting: int = 0

    def make(self, before: Health | None, take: Take, record: PollRecord) -> PollResult:
        """Visit the source, take what it lists, write the visit down, and return how it went."""
        try:
            fetched = self.client.get(
                self.source.url,
                etag=before.etag if before else None,
                last_modified=before.last_modified if before else None,
            )
        except (FetchError, RefusedAddressError) as error:
            return self._failed(error, record)
        result = self._read(fetched, take)
        # What still waits for its page must not be hidden by "not modified" the next time.
        whole = result.ok and not self.waiting
        moved = f"moved to {result.moved_to}" if result.moved_to else None
        seen = Poll(self.source.id, self.now, result.ok, result.items, result.new)
        bounds = replace(seen, etag=fetched.etag, last_modified=fetched.last_modified) if whole else seen
        record.add_poll(replace(bounds, note=result.error or result.note or moved))
        return result

    def _failed(self, error: FetchError | RefusedAddressError, record: PollRecord) -> PollResult:
        status = error.status if isinstance(error, FetchError) else None
        why = GONE if status == 410 else str(error)
        record.add_poll(Poll(self.source.id, self.now, ok=False, note=why))
        return PollResult(self.source.id, self.now, ok=False, status=status, error=why)

    def _read(self, fetched: Fetched, take: Take) -> PollResult:
        moved = fetched.redirected_permanently_to
        result = PollResult(self.source.id, self.now, ok=True, status=fetched.status, moved_to=moved)
        if fetched.not_modified:
            return result
        feed = read_feed(
            fetched.body,
            url=fetched.url,
            source=self.source.id,
            fetched=self.now,
            content_type=fetched.content_type,
        )
        if feed.rejected and not feed.documents:
            return replace(result, ok=False, error=feed.rejected[0].reason)
        new = take(list(self._documents(feed)))
        return replace(result, items=len(feed.documents), new=new, pages=self.pages, note=self._note(feed))

    def _note(self, feed: Feed) -> str | None:
        notes = [f"{rejected.where}: {rejected.reason}" for rejected in feed.rejected[:1]]
        notes += [f"{self.failed} pages could not be read"] if self.failed else []
        notes += [f"{self.waiting} items wait for the next round"] if self.waiting else []
        return "; ".join(notes) or None

    def _documents(self, feed: Feed) -> Iterator[Document]:
        """Yield the entries that are whole, then those to be completed by their page that are not stored."""
        teasers = []
        for item in feed.documents:
            document = replace(item, language=item.language or self.source.language)
            if self.known is None or not _is_teaser(document):
                yield document
            elif not self.known.has(document):
                teasers.append(document)
        self.waiting = max(0, len(teasers) - PAGES_A_ROUND)
        yield from self._with_pages(teasers[:PAGES_A_ROUND])

    def _with_pages(self, teasers: Sequence[Document]) -> Iterator[Document]:
        """Yield each teaser's page as a document, or the teaser where its page cannot be had."""
        # Lazily, page by page: the bodies of a whole round would not fit in memory.
        found = self.pool.extracted(self._page(teaser) for teaser in teasers)
        for teaser, document in zip(teasers, found, strict=True):
            if isinstance(document, Rejected) or document is teaser:
                self.failed += 1
                yield teaser
            else:
                yield _fuller(teaser, document)

    def _page(self, teaser: Document) -> Page | Document:
        """Return the teaser's page, or the teaser itself where it cannot be fetched."""
        try:
            fetched = self.client.get(teaser.name)
        except (FetchError, RefusedAddressError):
            return teaser
        self.pages += 1
        given = {
            "title": teaser.title,
            "published": iso(teaser.published),
            "language": teaser.language,
            "author": teaser.author,
        }
        return Page(
            fetched.body, url=teaser.name, content_type=fetched.content_type, source=teaser.source,
            fetched=self.now, input=self.source.id, where=teaser.name, given=given,
        )  # fmt: skip


def _fuller(teaser: Document, page: Document) -> Document:
    """Return the page, or the teaser where the page says less (a consent wall, a player)."""
    return page if len(page.text) > len(teaser.text) else teaser


def _is_teaser(document: Document) -> bool:
    return "summary" in document.flags and document.name.startswith(("http://", "https://"))
