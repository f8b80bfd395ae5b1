"""Pages to documents in two guarded processes: a page that crashes or hangs is rejected, not fatal."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import LifoQueue
from types import TracebackType
from typing import Final

from tocsin.model import Document
from tocsin.read.outcome import Page, Pending, Read, Rejected
from tocsin.read.pages import refusal

WORKERS: Final = 2
PAGE_SECONDS: Final = 20.0
"""How long one page may take. The first page of a worker has its start in it too."""
_AHEAD: Final = 4 * WORKERS
_COMMAND: Final = ("-P", "-m", "tocsin.read.worker")


class _Worker:
    """One process that answers one page at a time, and is started anew after a crash or a hang."""

    def __init__(self, seconds: float, command: tuple[str, ...]) -> None:
        self._seconds = seconds
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def extract(self, page: Page) -> Read:
        process = self._running()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, end)
        timer.start()
        try:
            return _ask(process, page)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            why = (
                f"extraction took longer than {self._seconds:g} s" if late.is_set() else "extraction crashed"
            )
            return Rejected(page.input, page.where, why, page.url)
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            # The child finds this very package, however the parent came by it.
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, *self._command],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
            )  # fmt: skip
        return self._process

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                try:
                    if pipe is not None:
                        pipe.close()
                except OSError:  # what was still to be written went with the process
                    pass
        self._process = None


def _ask(process: subprocess.Popen[bytes], page: Page) -> Read:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    pickle.dump(page, process.stdin)
    process.stdin.flush()
    answer: Read = pickle.load(process.stdout)  # noqa: S301 - written by our own child process
    return answer


class PagePool:
    """A context in which pages are extracted; the processes start with the first page and end with it."""

    def __init__(self, seconds: float = PAGE_SECONDS, command: tuple[str, ...] = _COMMAND) -> None:
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="pages")
        self._workers = [_Worker(seconds, command) for _ in range(WORKERS)]
        # The last to come back goes first: one page after another takes one process, not two.
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> PagePool:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, at once."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()
        self._threads.shutdown()

    def _extract(self, page: Page) -> Read:
        why = refusal(page.body)
        if why:
            return Rejected(page.input, page.where, why, page.url)
        worker = self._idle.get()
        try:
            return worker.extract(page)
        finally:
            self._idle.put(worker)

    def extracted(self, items: Iterable[Pending]) -> Iterator[Read]:
        """Yield `items` in their order with each page replaced by its document or its rejection."""
        waiting: deque[Read | Future[Read]] = deque()
        pages = 0
        for item in items:
            if isinstance(item, Page):
                waiting.append(self._threads.submit(self._extract, item))
                pages += 1
            elif not waiting:
                yield item
                continue
            else:
                waiting.append(item)
            while waiting and (pages > _AHEAD or not isinstance(waiting[0], Future) or waiting[0].done()):
                head = waiting.popleft()
                pages -= isinstance(head, Future)
                yield _settled(head)
        yield from map(_settled, waiting)


def _settled(item: Read | Future[Read]) -> Read:
    return item if isinstance(item, Document | Rejected) else item.result()


def extracted(items: Iterable[Pending]) -> Iterator[Read]:
    """Yield `items` in their order, pages extracted in a pool that lives as long as this."""
    with PagePool() as pool:
        yield from pool.extracted(items)
