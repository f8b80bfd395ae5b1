"""Which sources fail or fall silent, and from whom what was read came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tocsin.brief.nouns import Trouble

if TYPE_CHECKING:
    from tocsin.record.rows import Health

TOP: Final = 10
QUIET: Final = 0.25
"""A source is quiet when it brings less than this share of its usual, of at least one item a day."""
STALE: Final = timedelta(hours=24)


def troubles(health: Iterable[Health], now: datetime) -> Iterator[Trouble]:
    """Yield each source that fails, was not polled for a day, is quiet, or never worked, in order given."""
    for source in health:
        trouble = _trouble(source, now)
        if trouble is not None:
            yield trouble


def _trouble(source: Health, now: datetime) -> Trouble | None:
    if not source.verified:
        return Trouble(source.source, "never", source.note or "no poll has succeeded yet")
    last = source.last_success
    since = f"last success {last:%Y-%m-%d %H:%M}" if last else "no success in reach"
    if source.consecutive_failures:
        note = f", {source.note}" if source.note else ""
        times = f"{source.consecutive_failures} failed poll{'s' * (source.consecutive_failures > 1)} in a row"
        return Trouble(source.source, "failing", f"{times}, {since}{note}")
    if last is None or now - last > STALE:
        return Trouble(source.source, "failing", f"not polled for a day or more, {since}")
    if source.usual is not None and source.usual >= 1 and (source.per_day or 0.0) < QUIET * source.usual:
        return Trouble(
            source.source, "quiet", f"{source.per_day or 0:.1f} items a day, usually {source.usual:.1f}"
        )
    return None


def top(counts: Mapping[str, int], most: int = TOP) -> tuple[list[tuple[str, int]], int, int]:
    """Return the largest `most` of `counts` (ties by name), how many others there are, and their sum."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = ranked[most:]
    return ranked[:most], len(rest), sum(count for _, count in rest)
