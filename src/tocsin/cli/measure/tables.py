"""Tables in: lists of captures, and series that stand beside the record."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tocsin.cli.measure.query import Query
from tocsin.errors import InputError, NotFoundError

_YES = {"1", "true", "yes", "x"}
_NO = {"0", "false", "no", ""}


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file. Raises InputError where it cannot be read or has no row."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} cannot be read as CSV: {error}") from error
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


def captures_of_sources(query: Query, sources: tuple[str, ...]) -> list[list[bool]]:
    """Return for each incident that the definition includes or doubts which of `sources` reported it."""
    from tocsin.definitions import load
    from tocsin.desk import Desk

    with Desk.open(query.folder, read_only=True) as desk:
        found = desk.record.incidents(as_of=query.as_of, definition=load(query.definition))
    told = [{evidence.source for evidence in incident.evidence} for incident in found]
    known: set[Any] = {source for each in told for source in each if source}
    missing = [source for source in sources if source not in known]
    if missing:
        listed = ", ".join(sorted(known)[:12]) or "none"
        raise NotFoundError(f"no incident is told by source {missing[0]!r}; there are: {listed}")
    return [[source in each for source in sources] for each in told]
