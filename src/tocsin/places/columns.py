"""From entries to the table: numbered, laid out as columns, indexed by all their names.

Entries come as a stream in any number; what is kept of each is its numbers, its name and the hashes of its
other names, so that a dump of many millions of places fits the memory of a small machine.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np

from tocsin.errors import InputError
from tocsin.places import names, table
from tocsin.places.area import middle
from tocsin.places.entries import Row, division_names
from tocsin.places.nouns import Feature
from tocsin.places.table import Column

_SAME: Final = {table.FEATURES.index("city"): table.CAPITAL}
_DIVISIONS: Final = ("country", "admin1", "district")


class Columns:
    """Takes entries one by one; `table()` gives what was taken. Parents must come before their children."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.left_out: dict[str, int] = {}
        self._numbers: dict[str, array[Any]] = {
            "ids": array("I"), "lat": array("f"), "lon": array("f"), "population": array("I"),
            "radius": array("f"), "country": array("H"), "admin1": array("I"), "admin2": array("I"),
            "feature": array("B"), "name_ends": array("I"),
        }  # fmt: skip
        self._names = bytearray()
        self._keys, self._rows, self._primary = array("Q"), array("I"), array("B")
        self._codes: dict[str, int] = {}
        self._unplaced: list[int] = []

    def __len__(self) -> int:
        """Count the entries taken."""
        return len(self._numbers["ids"])

    def take(self, rows: Iterable[Row]) -> None:
        """Take entries; one without a country of the table, or off the earth, is counted in `left_out`."""
        for row in rows:
            reason = self._refusal(row)
            if reason:
                self.left_out[reason] = self.left_out.get(reason, 0) + 1
            else:
                self._add(row)

    def also(self, number: int, others: Iterable[str]) -> None:
        """Index entry `number` under more names."""
        self._index(number, others, primary=False)

    def features(self, feature: Feature) -> Iterator[int]:
        """Yield the numbers of the entries of a feature."""
        code = table.FEATURES.index(feature)
        return (n for n, held in enumerate(self._numbers["feature"]) if held in (code, _SAME.get(code, code)))

    def by_id(self) -> dict[int, int]:
        """Map GeoNames ids to entries."""
        return {identity: number for number, identity in enumerate(self._numbers["ids"]) if identity}

    def _refusal(self, row: Row) -> str:
        if not row.name.strip():
            return "no name"
        if row.feature != "country" and row.country not in self._codes:
            return "no known country"
        if row.point is not None and not (abs(row.point[0]) <= 90 and abs(row.point[1]) <= 180):
            return "coordinates out of range"
        return ""

    def _add(self, row: Row) -> None:
        number = len(self)
        if row.code:
            self._codes.setdefault(row.code, number)
        lat, lon = row.point or (0.0, 0.0)
        if row.point is None:
            self._unplaced.append(number)
        self._names += row.name.encode()
        feature = table.CAPITAL if row.capital else table.FEATURES.index(row.feature)
        values = {
            "ids": row.id, "lat": lat, "lon": lon, "population": min(max(row.population, 0), 0xFFFFFFFF),
            "radius": row.radius, "country": self._codes[row.country],
            "admin1": self._codes.get(row.parent1, table.NO_PARENT),
            "admin2": self._codes.get(row.parent2, table.NO_PARENT),
            "feature": feature, "name_ends": len(self._names),
        }  # fmt: skip
        for column, value in values.items():
            self._numbers[column].append(value)
        self._index(number, [row.name], primary=True)
        short = division_names(row.name) if row.feature in _DIVISIONS else []
        self._index(number, [*short, *row.also], primary=row.feature in _DIVISIONS)

    def _index(self, number: int, called: Iterable[str], *, primary: bool) -> None:
        hashed = names.hashes(names.normalise(name) for name in called)
        self._keys.extend(hashed.tolist())
        self._rows.extend([number] * len(hashed))
        self._primary.extend([primary] * len(hashed))

    def table(self) -> table.Table:
        """Return the table of what was taken. Raises InputError where nothing was."""
        if not len(self):
            raise InputError("no place in the sources: nothing to build a gazetteer from")
        columns = {name: np.array(values) for name, values in self._numbers.items()}
        self._settle(columns)
        keys, rows, primary = _index(np.array(self._keys), np.array(self._rows), np.array(self._primary))
        codes = [code for code, number in self._codes.items() if columns["feature"][number] == 0]
        return table.Table(
            **columns, names=bytes(self._names), keys=keys, rows=rows, primary=primary, codes=tuple(codes)
        )

    def _settle(self, columns: dict[str, Column]) -> None:
        """Give divisions without a point one from their towns, and all of them a radius and a population."""
        towns = np.flatnonzero((columns["feature"] == 3) | (columns["feature"] == table.CAPITAL))
        unplaced = set(self._unplaced)
        for level, parent in enumerate(("country", "admin1", "admin2")):
            order = towns[np.argsort(columns[parent][towns], kind="stable")]
            parents = columns[parent][order]
            starts = np.flatnonzero(np.diff(parents, prepend=-1))
            for start, end in zip(starts, [*starts[1:], len(order)], strict=True):
                number, inside = int(parents[start]), order[start:end]
                if parents[start] == table.NO_PARENT or columns["feature"][number] != level:
                    continue
                self._place(columns, number, inside, number in unplaced)
        _widen(columns)
        _inherit(columns)

    @staticmethod
    def _place(columns: dict[str, Column], number: int, inside: Column, unplaced: bool) -> None:
        if not columns["population"][number]:
            total = int(columns["population"][inside].astype(np.int64).sum())
            columns["population"][number] = min(total, 0xFFFFFFFF)
        held = None if unplaced else (float(columns["lat"][number]), float(columns["lon"][number]))
        if held is not None and columns["radius"][number] > 0:
            return
        lat, lon, radius = middle(columns["lat"][inside], columns["lon"][inside], held)
        columns["lat"][number], columns["lon"][number], columns["radius"][number] = lat, lon, radius


def _widen(columns: dict[str, Column]) -> None:
    """Let no district be narrower than its province's area shared out: most towns are not in the table."""
    districts = np.flatnonzero((columns["feature"] == 2) & (columns["admin1"] != table.NO_PARENT))
    if not len(districts):
        return
    above = columns["admin1"][districts]
    siblings = np.bincount(above[columns["admin2"][districts] == table.NO_PARENT], minlength=above.max() + 1)[
        above
    ]
    least = columns["radius"][above] / np.sqrt(np.maximum(siblings, 1))
    columns["radius"][districts] = np.where(
        columns["radius"][districts] > 0, np.maximum(columns["radius"][districts], least), 0
    )


def _inherit(columns: dict[str, Column]) -> None:
    """Give a district without an extent that of what holds it, and one without a point that too."""
    for number in np.flatnonzero((columns["feature"] == 2) & (columns["radius"] == 0)).tolist():
        placed = columns["lat"][number] != 0 or columns["lon"][number] != 0
        for level in ("admin2", "admin1"):
            above = int(columns[level][number])
            if above != table.NO_PARENT and columns["radius"][above] > 0:
                for name in ("radius",) if placed else ("lat", "lon", "radius"):
                    columns[name][number] = columns[name][above]
                break


def _index(keys: Column, rows: Column, primary: Column) -> tuple[Column, Column, Column]:
    """Return the index in the order of keys, each (key, entry) once, main names first."""
    order = np.lexsort((255 - primary, rows, keys))
    keys, rows, primary = keys[order], rows[order], primary[order]
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    return keys[fresh], rows[fresh], primary[fresh]
