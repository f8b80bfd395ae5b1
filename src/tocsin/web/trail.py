"""Who looked and who changed: noted in memory, written in batches beside the pages, so that no page waits."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import Final

from tocsin.errors import TocsinError
from tocsin.record import AccountStore, Step

EVERY: Final = 1.0
"""Seconds between two writes: what a crash may take along."""
MOST: Final = 20_000
"""Lines that wait where the record cannot be written; the rest are counted, and the count is written."""
CUT_EVERY: Final = timedelta(hours=1)
log = logging.getLogger("tocsin.web")


class Trail:
    """The lines that are not written yet, and the thread that writes them."""

    def __init__(self, store: AccountStore, days: int) -> None:
        """Lines are kept for `days`."""
        self._store = store
        self._kept = timedelta(days=days)
        self._waiting: list[Step] = []
        self._seen: dict[str, datetime] = {}
        self._lost = 0
        self._cut = datetime.min.replace(tzinfo=UTC)
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, who: str, act: str, what: str, address: str) -> None:
        """Note a line. Never waits for the record."""
        step = Step(datetime.now(UTC), who, act, what, address)
        with self._lock:
            if len(self._waiting) < MOST:
                self._waiting.append(step)
            else:
                self._lost += 1
            self._start()

    def seen(self, hash_: str, at: datetime) -> None:
        """Note that a session was used."""
        with self._lock:
            self._seen[hash_] = at
            self._start()

    def flush(self) -> bool:
        """Write what waits. Return False where the record cannot be written now: it goes on waiting."""
        with self._writing:
            with self._lock:
                steps, seen, lost = self._waiting, self._seen, self._lost
                self._waiting, self._seen, self._lost = [], {}, 0
            now = datetime.now(UTC)
            due = now - self._cut >= CUT_EVERY
            if not (steps or seen or lost or due):
                return True
            more = [Step(now, "", "lost", f"{lost} lines while nothing could be written", "")] if lost else []
            try:
                self._store.note([*steps, *more], seen=seen, cut=now - self._kept if due else None)
            except TocsinError as error:
                log.warning("the trail waits: %s", error)
                with self._lock:
                    room = max(0, MOST - len(steps))
                    self._lost += lost + len(self._waiting[room:])
                    self._waiting = steps + self._waiting[:room]
                    self._seen = seen | self._seen
                return False
            if due:
                self._cut = now
            return True

    def close(self) -> None:
        """Write what waits, and stop."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
        self.flush()

    def _start(self) -> None:
        if self._thread is None and not self._stop.is_set():
            self._thread = threading.Thread(target=self._run, name="trail", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            self.flush()
