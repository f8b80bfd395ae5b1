"""Which pairs of an archive are worth weighing: cells of one degree by three, and some days around."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tocsin.resolve.bulk.columns import Columns
from tocsin.resolve.candidates import STATED_GAP, UNPLACED_GAP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

AT_ONCE: Final = 500_000
"""How many pairs are weighed at once."""
_CELL_LON: Final = 3
_ACROSS: Final = 360 // _CELL_LON
_DAYS: Final = 1_000_000
_OFFSETS: Final = ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1))


def pairs(reports: Columns) -> Iterator[tuple[Ints, Ints]]:
    """Return the candidates, each pair once, in parts of about `AT_ONCE`."""
    import numpy as np

    placed = np.flatnonzero(~np.isnan(reports.lat))
    row, col = _cells(reports, placed)
    yield from _blocked(reports.day, placed, row * _ACROSS + col, _neighbours(row, col), STATED_GAP)
    loose = np.flatnonzero(np.isnan(reports.lat) & (reports.country >= 0))
    if len(loose):
        known = np.flatnonzero(reports.country >= 0)
        for a, b in _blocked(
            reports.day, known, reports.country[known], [(reports.country[known], True)], UNPLACED_GAP
        ):
            keep = np.isnan(reports.lat[a]) | np.isnan(reports.lat[b])
            yield a[keep], b[keep]


def _cells(reports: Columns, placed: Ints) -> tuple[Ints, Ints]:
    import numpy as np

    row = np.floor(reports.lat[placed]).astype(np.int64) + 90
    return row, np.floor((reports.lon[placed] + 180.0) / _CELL_LON).astype(np.int64) % _ACROSS


def _neighbours(row: Ints, col: Ints) -> list[tuple[Ints, bool]]:
    """The cell of each report and four of those around, so that two cells meet once; is it its own?"""
    return [((row + up) * _ACROSS + (col + right) % _ACROSS, (up, right) == (0, 0)) for up, right in _OFFSETS]


def _blocked(
    day: Ints, among: Ints, block: Ints, wanted: list[tuple[Ints, bool]], gap: int
) -> Iterator[tuple[Ints, Ints]]:
    """Return pairs of `among`, one in a block that the other wants, at most `gap` days apart."""
    import numpy as np

    key = block * _DAYS + day[among]
    order = np.argsort(key, kind="stable")
    sorted_key, items = key[order], among[order]
    for blocks, own in wanted:
        base = blocks[order] * _DAYS + day[items]
        low = np.arange(1, len(items) + 1) if own else np.searchsorted(sorted_key, base - gap)
        count = np.maximum(np.searchsorted(sorted_key, base + gap, side="right") - low, 0)
        edges = np.searchsorted(np.cumsum(count), np.arange(AT_ONCE, int(count.sum()) + AT_ONCE, AT_ONCE))
        start = 0
        for stop in np.minimum(edges + 1, len(items)).tolist():
            some = count[start:stop]
            first = np.repeat(np.arange(start, stop), some)
            within = np.arange(len(first)) - np.repeat(np.cumsum(some) - some, some)
            yield items[first], items[np.repeat(low[start:stop], some) + within]
            start = stop
