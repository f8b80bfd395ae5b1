"""Watching real feeds on loopback: what is taken, what is remembered, when a source is asked again."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fetch.site import Answer, Handler, Site, page, redirect, status
from tocsin.desk.visiting import GONE, PAGES_A_ROUND
from tocsin.desk.watching import INTERVAL, PollResult, due, poll, stopped_by_signals, watch
from tocsin.fetch import Client
from tocsin.model import Document
from tocsin.read import FeedSource
from tocsin.record import Entry, Health, Poll, Record

NOW = datetime(2018, 3, 6, 12, 0, tzinfo=UTC)
RSS = "application/rss+xml"


def feed(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>P</title>{"".join(items)}</channel></rss>'


def item(link: str, title: str = "Blast at market", text: str = "Five dead.", time: str = "07:30") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><description>{text}</description>"
        f"<pubDate>Mon, 05 Mar 2018 {time}:00 GMT</pubDate></item>"
    )


def article(text: str) -> Answer:
    body = "".join(f"<p>{text} Police closed the old bridge for the day, number {n}.</p>" for n in range(3))
    head = "<head><title>Other title</title></head>"
    return page(f"<html>{head}<body><article>{body}</article></body></html>")


@dataclass
class Room:
    """A site, a client, a record, and polls of one source on that site."""

    site: Site
    client: Client
    record: Record
    taken: list[list[Document]] = field(default_factory=list)

    def source(self, path: str = "/feed", id: str = "paper") -> FeedSource:
        return FeedSource(id, "The Paper", self.site.url(path), "FR", "en", "newspaper", "Europe")

    def take(self, documents: Sequence[Document]) -> int:
        self.taken.append(list(documents))
        return self.record.add(Entry(document) for document in documents).documents

    def poll(self, *, now: datetime = NOW, pages: bool = False, every: bool = False) -> PollResult | None:
        results = poll(
            self.record, self.client, [self.source()], now, take=self.take, pages=pages, every=every
        )
        return results[0] if results else None

    def health(self, now: datetime = NOW) -> Health:
        (health,) = self.record.health(now)
        return health


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with (
        Site() as site,
        Client(allow=[site.allowed], delay=0) as client,
        Record.open(tmp_path / "record.sqlite") as record,
    ):
        yield Room(site, client, record)


def later(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def test_a_poll_takes_what_is_there_and_writes_down_how_it_went(room: Room) -> None:
    room.site.pages["/feed"] = page(
        feed(item("https://a.example/1"), item("https://a.example/2")), RSS, etag='"1"'
    )
    result = room.poll()
    assert result is not None
    assert (result.ok, result.items, result.new, result.status, result.error) == (True, 2, 2, 200, None)
    first = room.taken[0][0]
    assert (first.name, first.source, first.language, first.fetched) == (
        "https://a.example/1",
        "paper",
        "en",
        NOW,
    )
    health = room.health()
    assert (health.verified, health.last_success, health.consecutive_failures) == (True, NOW, 0)
    assert health.etag == '"1"'
    assert room.record.sources()["paper"].name == "The Paper"


def test_the_next_poll_is_conditional_and_adds_nothing(room: Room) -> None:
    body = feed(item("https://a.example/1"))

    def answer(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match") == '"1"'
        status(304)(handler) if known else page(body, RSS, etag='"1"')(handler)

    room.site.pages["/feed"] = answer
    room.poll()
    result = room.poll(now=later(1))
    assert result is not None
    assert (result.ok, result.status, result.items, result.new) == (True, 304, 0, 0)
    assert len(room.taken) == 1
    assert room.poll(now=later(2)) is not None
    assert room.site.asked[-1][1]["if-none-match"] == '"1"'


def test_reading_the_same_feed_again_finds_nothing_new(room: Room) -> None:
    room.site.pages["/feed"] = page(feed(item("https://a.example/1")), RSS)
    room.poll()
    result = room.poll(now=later(1))
    assert result is not None
    assert (result.items, result.new) == (1, 0)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (status(404), "answered 404"),
        (status(500), "answered 500"),
        (page("<html><body>Moved</body></html>"), "not a feed"),
        (page(b"", RSS), "it is empty"),
        (redirect("http://169.254.169.254/"), "not on the public internet"),
        (page('<!DOCTYPE r [<!ENTITY x "y">]><rss version="2.0"></rss>', RSS), "entities"),
    ],
)
def test_a_failing_source_is_written_down_with_its_reason(room: Room, answer: Answer, why: str) -> None:
    room.site.pages["/feed"] = answer
    result = room.poll()
    assert result is not None
    assert not result.ok
    assert why in (result.error or "")
    assert why in result.sentence()
    health = room.health()
    assert (health.verified, health.consecutive_failures) == (False, 1)
    assert why in (health.note or "")
    assert room.taken == []


def test_one_failing_source_does_not_stop_the_others(room: Room) -> None:
    room.site.pages["/good"] = page(feed(item("https://a.example/1")), RSS)
    sources = [room.source("/bad", "bad"), room.source("/good", "good")]
    told: list[PollResult] = []
    results = poll(room.record, room.client, sources, NOW, take=room.take, pages=False, progress=told.append)
    assert [(result.source, result.ok) for result in results] == [("bad", False), ("good", True)]
    assert told == results


def test_a_feed_that_breaks_off_is_taken_up_to_there_with_a_note(room: Room) -> None:
    whole = feed(item("https://a.example/1"), item("https://a.example/2"))
    room.site.pages["/feed"] = page(whole[: whole.index("a.example/2")], RSS)
    result = room.poll()
    assert result is not None
    assert (result.ok, result.items) == (True, 1)
    assert "breaks off" in (result.note or "")


def test_a_source_that_is_gone_is_not_asked_again(room: Room) -> None:
    room.site.pages["/feed"] = status(410)
    result = room.poll()
    assert result is not None
    assert (result.status, result.error) == (410, GONE)
    asked = len(room.site.asked)
    assert room.poll(now=later(500)) is None
    assert room.poll(now=later(500), every=True) is None
    assert len(room.site.asked) == asked


def test_a_source_that_moved_says_where_to(room: Room) -> None:
    room.site.pages |= {"/feed": redirect("/new", 301), "/new": page(feed(item("https://a.example/1")), RSS)}
    result = room.poll()
    assert result is not None
    assert result.moved_to == room.site.url("/new")
    assert room.health().note == f"moved to {room.site.url('/new')}"


def test_teasers_are_completed_by_their_pages_once(room: Room) -> None:
    link = room.site.url("/1")
    room.site.pages |= {"/feed": page(feed(item(link)), RSS), "/1": article("A car bomb went off.")}
    result = room.poll(pages=True)
    assert result is not None
    assert (result.items, result.new, result.pages) == (1, 1, 1)
    (document,) = room.taken[0]
    assert document.text.startswith("A car bomb went off.")
    assert (document.name, document.title, document.source) == (link, "Blast at market", "paper")
    assert document.published == datetime(2018, 3, 5, 7, 30, tzinfo=UTC)
    assert "summary" not in document.flags
    again = room.poll(now=later(1), pages=True)
    assert again is not None
    assert (again.new, again.pages) == (0, 0)
    assert room.site.paths().count("/1") == 1


def test_a_revised_item_has_its_page_fetched_again(room: Room) -> None:
    link = room.site.url("/1")
    room.site.pages |= {"/feed": page(feed(item(link)), RSS), "/1": article("Five people died.")}
    room.poll(pages=True)
    revised = item(link, title="Toll rises to seven", time="09:00")
    room.site.pages |= {"/feed": page(feed(revised), RSS), "/1": article("Seven people died.")}
    result = room.poll(now=later(1), pages=True)
    assert result is not None
    assert result.new == 1
    assert room.taken[-1][0].text.startswith("Seven people died.")


@pytest.mark.parametrize("obstacle", ["missing", "robots", "poor", "binary"])
def test_where_a_page_cannot_be_had_the_teaser_is_taken(room: Room, obstacle: str) -> None:
    text = "Five people died in the market, police said."
    room.site.pages["/feed"] = page(feed(item(room.site.url("/news/1"), text=text)), RSS)
    if obstacle == "robots":
        room.site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /news/", "text/plain")
    if obstacle in ("robots", "poor"):
        room.site.pages["/news/1"] = page("<html><body><p>Accept cookies</p></body></html>")
    if obstacle == "binary":
        room.site.pages["/news/1"] = page(b"%PDF-1.7", "application/pdf")
    result = room.poll(pages=True)
    assert result is not None
    assert result.ok
    (document,) = room.taken[0]
    assert document.text == text
    assert "summary" in document.flags
    if obstacle == "robots":
        assert "/news/1" not in room.site.paths()


def test_too_many_pages_wait_for_the_next_round(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PAGES_A_ROUND > 2
    monkeypatch.setattr("tocsin.desk.visiting.PAGES_A_ROUND", 2)
    links = [room.site.url(f"/{n}") for n in range(5)]
    room.site.pages |= {f"/{n}": article(f"Story {n}.") for n in range(5)}
    room.site.pages["/feed"] = page(feed(*(item(link) for link in links)), RSS, etag='"1"')
    taken = []
    for hour in (0, 1, 2, 3):
        result = room.poll(now=later(hour), pages=True)
        assert result is not None
        taken.append(result.new)
        if hour == 0:
            assert room.health().etag is None
    assert taken == [2, 2, 1, 0]
    assert room.health(later(4)).etag == '"1"'


def test_the_poll_is_written_down_after_the_documents_are_safe(room: Room) -> None:
    room.site.pages["/feed"] = page(feed(item("https://a.example/1")), RSS)

    def fail(documents: Sequence[Document]) -> int:
        raise OSError(f"no room for {len(documents)} documents")

    with pytest.raises(OSError, match="no room for 1"):
        poll(room.record, room.client, [room.source()], NOW, take=fail)
    assert room.health().last_poll is None
    result = room.poll()
    assert result is not None
    assert result.new == 1


def test_a_stop_is_heeded_between_sources(room: Room) -> None:
    room.site.pages |= {"/a": page(feed(), RSS), "/b": page(feed(), RSS)}
    done: list[PollResult] = []
    sources = [room.source("/a", "a"), room.source("/b", "b")]
    poll(
        room.record, room.client, sources, NOW, take=room.take, progress=done.append, stop=lambda: bool(done)
    )
    assert [result.source for result in done] == ["a"]


def health_of(failures: int, note: str | None = None) -> Health:
    return Health("paper", NOW, None, failures, None, None, False, None, None, note)


PAPER = FeedSource("paper", "The Paper", "https://paper.example/feed")


def test_failing_sources_wait_twice_as_long_each_time_up_to_a_day() -> None:
    assert due(PAPER, None, NOW)
    for failures, hours in ((0, 0.5), (1, 1), (2, 2), (3, 4), (5, 16), (6, 24), (50, 24), (5000, 24)):
        health = health_of(failures)
        assert not due(PAPER, health, later(hours) - timedelta(seconds=1))
        assert due(PAPER, health, later(hours * 1.1) + timedelta(seconds=1))


def test_sources_are_spread_and_each_always_waits_the_same() -> None:
    sources = [FeedSource(f"s{n}", "", "https://a.example/") for n in range(200)]
    health = health_of(0)
    at = [next(s for s in range(INTERVAL, 2 * INTERVAL) if due(source, health, NOW + timedelta(seconds=s)))
          for source in sources]  # fmt: skip
    assert min(at) >= INTERVAL
    assert max(at) <= INTERVAL * 1.1 + 1
    assert len(set(at)) > 60


def test_only_due_sources_are_asked(room: Room) -> None:
    room.site.pages["/feed"] = page(feed(), RSS)
    assert room.poll() is not None
    assert room.poll(now=NOW + timedelta(minutes=10)) is None
    assert room.poll(now=NOW + timedelta(minutes=10), every=True) is not None
    room.record.add_poll(Poll("paper", later(1), ok=True))
    assert room.poll(now=later(1.2)) is None


def test_the_loop_ends_when_it_is_told_to() -> None:
    stop = threading.Event()
    rounds: list[datetime] = []

    def one_round(now: datetime) -> list[int]:
        rounds.append(now)
        if len(rounds) == 3:
            stop.set()
        return [len(rounds)]

    assert list(watch(one_round, stop, tick=0.001)) == [1, 2, 3]
    assert all(moment.tzinfo is UTC for moment in rounds)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_the_loop_and_the_former_handlers_come_back(number: signal.Signals) -> None:
    def ending(now: datetime) -> list[int]:
        del now
        os.kill(os.getpid(), number)
        return [number]

    before = signal.getsignal(number)
    with stopped_by_signals() as stop:
        rounds = watch(ending, stop, tick=600)
        assert list(rounds) == [number]
        assert stop.is_set()
    assert signal.getsignal(number) is before
