"""The desk's feeds: which there are, how they are, and the rounds of visits to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tocsin.desk.desk import Desk
from tocsin.desk.following import after_change
from tocsin.desk.settings import FILE
from tocsin.desk.visiting import PollResult
from tocsin.desk.watching import poll, stopped_by_signals, watch
from tocsin.errors import NotFoundError
from tocsin.read import FeedSource, shipped_sources, sources_in
from tocsin.record import Health


def feeds(desk: Desk, only: Sequence[str] = ()) -> list[FeedSource]:
    """Return the feeds that `desk` polls: its own list or the shipped one, less what it or `only` leaves out.

    Raises InputError where its list cannot be read, NotFoundError where `only` names none of them.
    """
    settings = desk.settings.watch
    listed = sources_in(desk.folder / settings.feeds) if settings.feeds else shipped_sources()
    if settings.countries:
        listed = [feed for feed in listed if feed.country in settings.countries]
    if unknown := sorted(set(only) - {feed.id for feed in listed}):
        raise NotFoundError(f"no feed {unknown[0]!r} on the desk's list: see `tocsin sources`")
    return [feed for feed in listed if not only or feed.id in only]


def source_rows(folder: Path, now: datetime) -> list[dict[str, Any]]:
    """Return each feed of the desk in `folder` with how its polls went; the shipped list where no desk is."""
    if not (folder / FILE).is_file():
        return [_row(feed, None) for feed in shipped_sources()]
    with Desk.open(folder, read_only=True) as desk:
        health = {one.source: one for one in desk.record.health(now)}
        return [_row(feed, health.get(feed.id)) for feed in feeds(desk)]


def _row(feed: FeedSource, health: Health | None) -> dict[str, Any]:
    return {
        "id": feed.id,
        "name": feed.name,
        "url": feed.url,
        "country": feed.country,
        "language": feed.language,
        "kind": feed.kind,
        "region": feed.region,
        "seen": feed.seen,
        "verified": bool(health and health.verified),
        "last_success": f"{health.last_success:%Y-%m-%d %H:%M}" if health and health.last_success else None,
        "failures": health.consecutive_failures if health else None,
        "per_day": _rounded(health.per_day) if health else None,
        "usual": _rounded(health.usual) if health else None,
        "note": health.note if health else None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def watching(
    folder: Path,
    tell: Callable[[PollResult], None],
    *,
    once: bool,
    interval: int | None = None,
    only: Sequence[str] = (),
) -> list[PollResult]:
    """Poll the feeds of the desk in `folder` (made if there is none); `tell` is called as each visit ends.

    With `once` every feed is visited once, due or not, and the visits are returned; else a feed is visited
    when it is due, until a signal asks to stop.
    """
    from tocsin.fetch import Client

    with Desk.open(folder, create=True) as desk, stopped_by_signals() as stop:
        listed, fetch, settings = feeds(desk, only), desk.settings.fetch, desk.settings.watch
        with Client(user_agent=fetch.user_agent, allow=fetch.allow, delay=fetch.delay) as client:
            one_round = partial(
                poll,
                desk.record,
                client,
                listed,
                take=lambda documents: desk.take(documents).new,
                pages=settings.pages,
                interval=interval or settings.interval,
                every=once,
                stop=stop.is_set,
                progress=tell,
            )
            if once:
                visits = one_round(datetime.now(UTC))
                after_change(desk.record)
                return visits
            # Each visit was told when it ended; what the rounds yield is not kept.
            for _ in watch(one_round, stop):
                after_change(desk.record)
    return []
