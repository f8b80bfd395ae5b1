"""Builds a gazetteer table: the shipped one from packages, or a user's own from a GeoNames dump."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.errors import InputError
from tocsin.places import from_geonames, from_packages, table
from tocsin.places.columns import Columns


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: entries by feature, names indexed, what was left out and why, and the file's bytes."""

    rows: dict[str, int]
    names: int
    left_out: dict[str, int]
    size: int


@dataclass(frozen=True, slots=True)
class Dump:
    """The files of a GeoNames dump; all but the first may be missing."""

    places: Path
    alternates: Path | None = None
    admin1: Path | None = None
    admin2: Path | None = None


def from_dump(dump: Dump, out: Path) -> Built:
    """Build a table from a GeoNames dump into the folder `out`. Raises InputError where a file is unfit."""
    columns = Columns()
    from_geonames.fill(columns, dump.places, dump.admin1, dump.admin2)
    if not any(columns.features("city")):
        raise InputError(f"{dump.places} names no populated place: nothing to build a gazetteer from")
    if dump.alternates:
        from_geonames.fill_names(columns, dump.alternates)
    files = [f for f in (dump.places, dump.alternates, dump.admin1, dump.admin2) if f]
    return _write(columns, out, [{"package": "GeoNames dump", "file": file.name} for file in files])


def from_registry(divisions: Path, out: Path) -> Built:
    """Build the shipped table into `out`; see `from_packages`."""
    columns = Columns()
    from_packages.fill(columns, divisions)
    return _write(columns, out, from_packages.digests(divisions))


def _write(columns: Columns, out: Path, sources: list[dict[str, str]]) -> Built:
    built = columns.table()
    counted = Counter(table.FEATURES[code] for code in np.asarray(built.feature).tolist())
    about: dict[str, Any] = {
        "built": datetime.now(UTC).date().isoformat(),
        "licence": "CC BY 4.0",
        "attribution": "GeoNames, https://www.geonames.org",
        "rows": dict(counted),
        "names": len(built.keys),
        "left_out": columns.left_out,
        "sources": sources,
    }
    out.mkdir(parents=True, exist_ok=True)
    size = table.write(built, out, about)
    return Built(dict(counted), len(built.keys), dict(columns.left_out), size)
