"""Watching: which feeds are due, a round of visits to them, and the loop of rounds.

The state is the record's (`Record.add_poll`, `Record.health`).
"""

from __future__ import annotations

import hashlib
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import Final, TypeVar

from tocsin.desk.visiting import GONE, Known, PollRecord, PollResult, Take, Visit
from tocsin.fetch import Client
from tocsin.read import FeedSource, PagePool
from tocsin.record import Health

__all__ = ["INTERVAL", "PollResult", "due", "poll", "stopped_by_signals", "watch"]

INTERVAL: Final = 1800
"""Seconds between two polls of a source that is well."""
LONGEST: Final = timedelta(days=1)
"""How far back-off goes for one that fails."""
TICK: Final = 60.0
"""Seconds after which `watch` looks again for what is due."""
T = TypeVar("T")


def due(source: FeedSource, health: Health | None, now: datetime, interval: float = INTERVAL) -> bool:
    """Return whether `source` is to be polled at `now`.

    After each failure in a row the wait doubles, to a day at most. A tenth of the wait is spread over the
    sources by their ids, so that they do not all fall due at once; the same source always waits the same.
    """
    if health is None or health.last_poll is None:
        return True
    if health.note == GONE:
        return False
    pause = timedelta(seconds=interval)
    wait = min(pause * (1 << min(health.consecutive_failures, 12)), max(LONGEST, pause))
    return now >= health.last_poll + wait * (1 + _share(source.id) / 10)


def _share(text: str) -> float:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") / 2**32


def poll(
    record: PollRecord,
    client: Client,
    sources: Sequence[FeedSource],
    now: datetime,
    *,
    take: Take,
    pages: bool = True,
    interval: float = INTERVAL,
    every: bool = False,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[PollResult], None] | None = None,
) -> list[PollResult]:
    """Poll the sources that are due (all but the gone if `every`) and return how each visit went.

    With `pages`, an item that the feed only sums up has its page fetched, if robots.txt allows; where that
    fails the summary is taken. `stop` is asked before each source, `progress` told after each. A failing
    source never stops the others; only `take` and the record raise.
    """
    record.add_sources(source.source for source in sources)
    state = {health.source: health for health in record.health(now)}
    wanted = [s for s in sources if due(s, state.get(s.id), now, 0.0 if every else interval)]
    results: list[PollResult] = []
    known = Known(record)
    with PagePool() as pool:
        for source in wanted:
            if stop():
                break
            visit = Visit(client, pool, known if pages else None, source, now)
            result = visit.make(state.get(source.id), take, record)
            results.append(result)
            if progress is not None:
                progress(result)
    return results


def watch(
    one_round: Callable[[datetime], Iterable[T]], stop: threading.Event, *, tick: float = TICK
) -> Iterator[T]:
    """Yield what each round yields, a round every `tick` seconds, until `stop` is set."""
    while not stop.is_set():
        yield from one_round(datetime.now(UTC))
        stop.wait(tick)


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Give an event that SIGINT and SIGTERM set; the round under way then ends after its source.

    Only in the main thread. The former handlers come back at the end.
    """
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    former = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
