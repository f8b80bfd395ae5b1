"""The gazetteer: from a name to what it may mean, and from a text to its toponyms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np

from tocsin.model import Span
from tocsin.places import curated, table
from tocsin.places.data import FOLDER
from tocsin.places.names import hashes, normalise
from tocsin.places.nouns import PRECISION_OF, Candidate, Toponym
from tocsin.places.views import view_of

MOST_CANDIDATES = 300
"""Readings of one name that are looked at; the most populous are kept."""


class Gazetteer:
    """All places known, by name. Read only; one instance serves a process (`Gazetteer.load()`)."""

    def __init__(self, rows: table.Table, view: str = "") -> None:
        """Serve `rows` and the curated lists, disputed territory as in `view` (see `views`)."""
        self._table = rows
        self._view = view_of(view)
        seats = np.flatnonzero(rows.feature == table.CAPITAL).tolist()
        self._capitals = {rows.codes[int(rows.country[row])]: row for row in seats}
        self._own = self._curated()
        self._remembered = lru_cache(maxsize=20_000)(self._candidates)

    @classmethod
    def load(cls, path: Path | None = None, view: str = "") -> Gazetteer:
        """Return the gazetteer of the folder `path`, or the packaged one; read once in a process.

        `view` says whose view on disputed territory is taken ("" the default; see `views`). Raises InputError
        where the table is missing or damaged, or the view unknown.
        """
        return _loaded(path or FOLDER, view)

    def look(self, name: str) -> list[Candidate]:
        """Return what `name` may mean, the most prominent first; nothing for an unknown name."""
        return list(self.look_all([normalise(name)])[0])

    def look_all(self, keys: Sequence[str]) -> list[tuple[Candidate, ...]]:
        """Return the readings of each key text (see `names.normalise`)."""
        if not keys:
            return []
        hashed = hashes(keys)
        low = np.searchsorted(self._table.keys, hashed, side="left")
        high = np.searchsorted(self._table.keys, hashed, side="right")
        found = []
        for key, start, end in zip(keys, low.tolist(), high.tolist(), strict=True):
            known = end > start or key in self._own
            found.append(self._remembered(key, start, end) if known and len(key) > 1 else ())
        return found

    def find(self, text: str) -> list[Toponym]:
        """Return the toponyms of running text, in order, not overlapping; see `tocsin.places.find`."""
        from tocsin.places.find import find

        return find(text, self)

    def look_mention(self, text: str, span: Span) -> list[Candidate]:
        """Return what the mention at `span` may mean, with state abbreviations and type words understood."""
        from tocsin.places.find import mention

        return mention(text, span, self)

    def country(self, code: str) -> Candidate | None:
        """Return the country with this ISO 3166-1 alpha-2 code."""
        if code not in self._table.codes:
            return None
        return self._candidate(self._table.codes.index(code), primary=True)

    def entry(self, identity: int) -> Candidate | None:
        """Return the entry with this GeoNames id, where the table holds it."""
        at = int(np.searchsorted(self._by_id[0], identity))
        if not identity > 0 or at == len(self._by_id[0]) or int(self._by_id[0][at]) != identity:
            return None
        return self._candidate(int(self._by_id[1][at]), primary=True)

    @cached_property
    def _by_id(self) -> tuple[table.Column, table.Column]:
        order = np.argsort(self._table.ids, kind="stable")
        return self._table.ids[order], order

    def names_in(self, code: str) -> list[str]:
        """Return the main names of the entries of the country with this code."""
        if code not in self._table.codes:
            return []
        inside = np.flatnonzero(self._table.country == self._table.codes.index(code))
        return [self._table.name(row) for row in inside.tolist()]

    def capital(self, code: str) -> Candidate | None:
        """Return the capital of the country with this code, where the table knows it."""
        row = self._capitals.get(code)
        return None if row is None else self._candidate(row, primary=True)

    def _candidates(self, key: str, start: int, end: int) -> tuple[Candidate, ...]:
        rows = self._table.rows[start:end]
        primary = self._table.primary[start:end]
        # A division of which no town is held has no point of its own: it would stand at 0, 0.
        placed = self._table.radius[rows] > 0
        rows, primary = rows[placed], primary[placed]
        if len(rows) > MOST_CANDIDATES:
            best = np.argsort(-self._table.population[rows].astype(np.int64), kind="stable")[:MOST_CANDIDATES]
            rows, primary = rows[best], primary[best]
        found = [self._candidate(int(row), bool(main)) for row, main in zip(rows, primary, strict=True)]
        own = self._own.get(key, ())
        found = [c for c in found if not any(c.id is not None and c.id == o.id for o in own)]
        return tuple(sorted([*own, *found], key=prominence, reverse=True))

    def _candidate(self, row: int, primary: bool) -> Candidate:
        t = self._table
        kind = table.FEATURES[int(t.feature[row])]
        code = t.codes[int(t.country[row])]
        name = t.name(row)
        if kind == "country" and code in curated.countries():
            name = curated.countries()[code].names[0]
        admin1 = int(t.admin1[row])
        admin2 = int(t.admin2[row])
        division = name if kind == "admin1" else t.name(admin1) if admin1 != table.NO_PARENT else None
        return Candidate(
            name=name, admin1=division, country=self._seen(code, division, name),
            lat=round(float(t.lat[row]), 5), lon=round(float(t.lon[row]), 5),
            population=int(t.population[row]), feature=kind, radius_km=round(float(t.radius[row]), 1),
            precision=PRECISION_OF[kind],
            admin2=t.name(admin2) if admin2 != table.NO_PARENT else None,
            capital=int(t.feature[row]) == table.CAPITAL,
            id=int(t.ids[row]) or None, primary=primary,
        )  # fmt: skip

    def _seen(self, code: str | None, division: str | None, name: str) -> str | None:
        """Return the country that the view counts a place to."""
        for territory in (division or "", name, "") if code else ():
            if code is not None and (code, territory) in self._view:
                return self._view[code, territory]
        return code

    def _curated(self) -> dict[str, tuple[Candidate, ...]]:
        own = {
            key: [replace(p, country=self._seen(p.country, p.admin1, p.name)) for p in places]
            for key, places in curated.landmarks().items()
        }
        for entry in curated.countries().values():
            place = self.country(entry.code)
            for name in entry.names if place else ():
                assert place is not None
                own.setdefault(normalise(name), []).append(place)
        for variant in curated.variants():
            own.setdefault(normalise(variant.spelling), []).extend(self._meant(variant))
        return {key: tuple(places) for key, places in own.items()}

    def _meant(self, variant: curated.Variant) -> list[Candidate]:
        """Return the entry that a variant stands for; a desk's own table need not hold it."""
        key = hashes([normalise(variant.name)])
        low, high = (int(np.searchsorted(self._table.keys, key, side=side)[0]) for side in ("left", "right"))
        for row in self._table.rows[low:high].tolist():
            code = self._table.codes[int(self._table.country[row])]
            found = self._candidate(row, primary=True)
            if (code, found.feature) == (variant.country, variant.feature):
                return [found]
        return []


def prominence(place: Candidate) -> tuple[int, int, bool]:
    """Return a sort key: countries, then entries of our own, then by population."""
    rank = 2 if place.feature == "country" else 1 if place.own else 0
    return rank, place.population, place.primary


@cache
def _loaded(path: Path, view: str) -> Gazetteer:
    return Gazetteer(table.read(path), view)
