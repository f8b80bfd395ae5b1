"""A line of progress on stderr, only at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

Report = Callable[[str, int], None]
PATIENCE = 2.0
"""Seconds that nobody needs to be told about."""
_WORDS = {"imported": "taking rows", "read": "reading and coding", "judged": "comparing reports"}


@contextmanager
def progress(total: int | None = None) -> Iterator[Report]:
    """Yield a callable (stage, done); `total` documents are expected, or None where that is unknown."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {stage: bar.add_task(words, total=None, visible=False) for stage, words in _WORDS.items()}
        if total is not None:
            bar.update(tasks["read"], total=total)

        def show(stage: str, done: int) -> None:
            bar.update(tasks[stage], completed=done, visible=True)

        yield show


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Say `what` is being done, and for how long, once that takes more than `PATIENCE` seconds."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task(what)
    waiting = Timer(PATIENCE, bar.start)
    waiting.daemon = True
    waiting.start()
    try:
        yield
    finally:
        waiting.cancel()
        waiting.join()
        bar.stop()


def _silent(stage: str, done: int) -> None:
    del stage, done
