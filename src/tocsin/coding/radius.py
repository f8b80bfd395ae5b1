"""How wide the circle of an event's place must be to hold the true point nine times in ten.

A place has the radius of the town or the province that it is. How far the event may lie from it depends on
how fine the place is and on how sure its choice and its reading were: the least radius by both stands in a
small table, fitted by `python -m training.radius`. A finer or a surer place never has the larger one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from tocsin import fitted
from tocsin.model import Place

FILE: Final = Path(__file__).parent / "data" / "radius.tsv"
LEVELS: Final = (0.9, 0.7, 0.5, 0.0)
"""The least chance of each level of sureness, the surest first."""
CLASSES: Final[Mapping[str, int]] = {
    "exact": 0, "neighbourhood": 0, "city": 1, "district": 2, "province": 3, "region": 3, "country": 3,
}  # fmt: skip
"""The row of each precision class, the finest first; those of one row share a radius."""
Table = Sequence[Sequence[float]]


@cache
def shipped() -> Table:
    """Return the least radius (km) by row of `CLASSES` and by level of `LEVELS`."""
    return fitted.read(FILE, "the radii of places", _table)


def _table(body: bytes) -> list[list[float]]:
    columns = [str(level) for level in LEVELS]
    rows = fitted.rows(body, "class", *columns)
    if len(rows) <= max(CLASSES.values()):
        raise ValueError("a row for each class expected")
    return [[fitted.weight(row[level]) for level in columns] for row in rows]


def level_of(sure: float) -> int:
    """Return the level of a chance from 0 to 1."""
    return next((at for at, least in enumerate(LEVELS) if sure >= least), len(LEVELS) - 1)


def widened(place: Place, sure: float, table: Table | None = None) -> Place:
    """Return the place with the radius that holds the event, `sure` (0 to 1) as its choice and reading are.

    A place without a point has no radius either.
    """
    row = CLASSES.get(place.precision or "")
    if place.lat is None or row is None:
        return place
    least = (table or shipped())[row][level_of(sure)]
    return replace(place, radius_km=max(place.radius_km or 0.0, least))
