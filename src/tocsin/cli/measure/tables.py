"""Tables in: lists of captures, and series that stand beside the record."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.cli.measure.query import Query
from tocsin.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from tocsin.measure import Events

_YES = {"1", "true", "yes", "x"}
_NO = {"0", "false", "no", ""}


def rows_of(
    path: Path, heading: Callable[[list[str]], bool] | None = None
) -> Iterator[dict[str, str]]:  # fmt: skip
    """Yield the rows of a CSV file. Raises InputError where it cannot be read or has no row.

    With `heading` the names of the columns are the first line of the first ten that it holds for: the World
    Bank writes four lines above them.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} cannot be read as CSV: {error}") from error
    start = next((k for k, cells in enumerate(lines[:10]) if heading and heading(cells)), 0)
    names = lines[start] if lines else []
    rows = [
        dict(zip_longest(names, cells[: len(names)], fillvalue="")) for cells in lines[start + 1 :] if cells
    ]
    if not rows:
        raise InputError(f"{path} has no row below its header")
    yield from rows


def captures_of_file(path: Path) -> list[list[bool]]:
    """Return rows of booleans; a cell is 1 or 0 (or yes and no, x and nothing)."""
    return [[_held(cell, path, k) for cell in row.values()] for k, row in enumerate(rows_of(path), 2)]


def _held(cell: str | None, path: Path, line: int) -> bool:
    text = (cell or "").strip().casefold()
    if text not in _YES | _NO:
        raise InputError(f"{path}, line {line}: {cell!r} is neither 0 nor 1")
    return text in _YES


def captures_of_sources(query: Query, sources: tuple[str, ...]) -> tuple[list[list[bool]], Events]:
    """Return for each incident that the definition includes or doubts which of `sources` reported it.

    With them come the same incidents as events, in the same order, with their doubt.
    """
    events, incidents = query.everything()
    by_id = {incident.id: incident for incident in incidents}
    told = [{evidence.source for evidence in by_id[identity].evidence} for identity in events.ids]
    known: set[Any] = {source for each in told for source in each if source}
    missing = [source for source in sources if source not in known]
    if missing:
        listed = ", ".join(sorted(known)[:12]) or "none"
        raise NotFoundError(f"no incident is told by source {missing[0]!r}; there are: {listed}")
    return [[source in each for source in sources] for each in told], events


def months_of(path: Path, column: str | None) -> dict[tuple[int, int], float]:
    """Return the values of a series by (year, month); several in one month are averaged.

    `column` names the numbers; without it the first column that is not the month. Raises InputError.
    """
    rows = list(rows_of(path))
    when = next((name for name in rows[0] if name.strip().casefold() in ("month", "date", "day")), None)
    if when is None:
        raise InputError(f"{path} has no column month or date")
    name = column or next((name for name in rows[0] if name != when), None)
    if name is None or name not in rows[0]:
        raise InputError(f"{path} has no column {column or 'of numbers'!r}")
    found: dict[tuple[int, int], list[float]] = defaultdict(list)
    for line, row in enumerate(rows, 2):
        if (row[name] or "").strip():
            found[_month(row[when], path, line)].append(_value(row[name], path, line))
    return {month: sum(values) / len(values) for month, values in found.items()}


def _month(cell: str, path: Path, line: int) -> tuple[int, int]:
    parts = (cell or "").strip().split("-")
    if len(parts) < 2 or not all(part.isdecimal() for part in parts[:2]) or not 1 <= int(parts[1]) <= 12:
        raise InputError(f"{path}, line {line}: {cell!r} is not a month: write 2016-07")
    return int(parts[0]), int(parts[1])


def _value(cell: str, path: Path, line: int) -> float:
    try:
        return float(cell)
    except ValueError:
        raise InputError(f"{path}, line {line}: {cell!r} is not a number") from None
