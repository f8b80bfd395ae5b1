"""What could bear on a report: the reports that judgements and versions of a page tie to it, through others.

Two reports of two surroundings never share an incident, nor an id; so each is worked out by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, exists, func, select

from tocsin.model import Judgement
from tocsin.record.identity import LIKELY, Told
from tocsin.record.inserting import CHUNK
from tocsin.record.judging import chosen
from tocsin.record.schema import codings, documents, findings, judgements, reports, withdrawals
from tocsin.record.visible import dismissed
from tocsin.resolve import spanning

Item = TypeVar("Item", int, str)


@dataclass(slots=True)
class Surroundings:
    """Whole surroundings: their reports by seq, the coding by which each shown one is shown, what holds."""

    told: dict[int, Told] = field(default_factory=dict)
    coding: dict[int, int] = field(default_factory=dict)
    held: list[Judgement] = field(default_factory=list)

    def components(self) -> dict[int, int]:
        """Return for each report the least one of all that are tied to it."""
        parent = {seq: seq for seq in self.told}

        def root(seq: int) -> int:
            while parent[seq] != seq:
                parent[seq] = parent[parent[seq]]
                seq = parent[seq]
            return seq

        first: dict[str, int] = {}
        seqs = {told.id: told.seq for told in self.told.values()}
        ties = [(told.seq, first.setdefault(told.name, told.seq)) for told in self.told.values()]
        ties += [(seqs[j.a], seqs[j.b]) for j in self.held if binds(j)]
        for a, b in ties:
            low, high = sorted((root(a), root(b)))
            parent[high] = low
        return {seq: root(seq) for seq in self.told}


def binds(judgement: Judgement) -> bool:
    """Whether a judgement that holds can bring its two reports together, in sight or out of it."""
    return judgement.verdict == "same" or judgement.probability >= LIKELY


def surroundings(connection: Connection, seqs: Iterable[int]) -> Surroundings:
    """Return all that bears on the reports `seqs`, at a cost that goes by what that is."""
    found = Surroundings()
    rows: dict[int, Row[Any]] = {}
    names: set[str] = set()
    met: dict[int, Told] = {}
    frontier = set(seqs)
    while frontier:
        new = [met[seq] for seq in frontier & met.keys()]
        new += _told(connection, reports.c.seq, frontier - met.keys())
        found.told |= {told.seq: told for told in new}
        said = _judged(connection, {told.id for told in new})
        rows |= said
        fresh = {told.name for told in new} - names
        names |= fresh
        met |= {told.seq: told for told in _told(connection, documents.c.name, fresh)}
        others = {name for j in chosen(said.values()) if binds(j) for name in (j.a, j.b)}
        others -= {told.id for told in (*new, *met.values())}
        met |= {told.seq: told for told in _told(connection, reports.c.id, others)}
        frontier = met.keys() - found.told.keys()
    found.held = chosen(rows[seq] for seq in sorted(rows, key=lambda seq: (rows[seq].said, seq)))
    known = {told.id for told in found.told.values()}
    found.held = [j for j in found.held if j.a in known and j.b in known]
    found.coding = shown_by_name(connection, names)
    return found


def everything(connection: Connection) -> Surroundings:
    """Return the surroundings of every report."""
    told = {row.seq: Told(*row) for row in connection.execute(_TELLING)}
    rows = connection.execute(_SAYING.order_by(judgements.c.said, judgements.c.seq))
    return Surroundings(told, shown_by_name(connection, {each.name for each in told.values()}), chosen(rows))


def links(connection: Connection, reports: Collection[str]) -> list[Judgement]:
    """Return the judgements, without reasons, that hold `reports` together. See `Record.links`."""
    members = set(reports)
    held = chosen(_judged(connection, members).values())
    return spanning(j for j in held if j.a in members and j.b in members)


def shown_by_name(
    connection: Connection, names: Collection[str], as_of: datetime | None = None
) -> dict[int, int]:
    """Return the reports that a view shows of the documents called `names`, each with its coding.

    The same as `visible.shown`, for some names.
    """
    d = documents.c
    current: dict[str, Row[Any]] = {}
    query = _VERSIONS if as_of is None else _VERSIONS.where(d.moment <= as_of)
    for row in rows_in(connection, query, d.name, names):
        if row.name not in current or _order(row) > _order(current[row.name]):
            current[row.name] = row
    seqs = {row.seq for row in current.values() if not row.withdrawn}
    newest = [row.coding for row in rows_in(connection, _NEWEST, codings.c.document, seqs)]
    found = rows_in(connection, _FOUND, findings.c.coding, newest)
    return {row.report: row.coding for row in found}


def _order(row: Row[Any]) -> tuple[float, float, str]:
    fetched = float("-inf") if row.fetched is None else row.fetched.timestamp()
    return row.moment.timestamp(), fetched, row.id


def _told(connection: Connection, column: Any, values: Collection[Any]) -> list[Told]:
    return [Told(*tuple(row)) for row in rows_in(connection, _TELLING, column, values)]


def _judged(connection: Connection, ids: Collection[str]) -> dict[int, Row[Any]]:
    j = judgements.c
    found = {row.seq: row for row in rows_in(connection, _SAYING, j.a, ids)}
    found |= {row.seq: row for row in rows_in(connection, _SAYING, j.b, ids)}
    return dict(sorted(found.items(), key=lambda item: (item[1].said, item[0])))


def rows_in(
    connection: Connection, query: Select[Any], column: Any, values: Collection[Item]
) -> Iterator[Row[Any]]:
    """Run `query` for those rows whose `column` is among `values`, some hundreds at a time."""
    if not values:
        return
    narrowed, listed = _among(query, column), sorted(values)
    for start in range(0, len(listed), CHUNK):
        yield from connection.execute(narrowed, {"among": listed[start : start + CHUNK]})


@lru_cache(maxsize=256)
def _among(query: Select[Any], column: Any) -> Select[Any]:
    """Return `query` narrowed to a list that is given when it runs; making it costs more than running it."""
    return query.where(column.in_(bindparam("among", expanding=True)))


def _withdrawn() -> ColumnElement[bool]:
    return exists(select(withdrawals.c.document).where(withdrawals.c.document == documents.c.seq))


_TELLING: Final = select(
    reports.c.seq, reports.c.id, documents.c.name, reports.c.anchor_start
).join(documents)  # fmt: skip
_SAYING: Final = select(*(column for column in judgements.c if column.name not in ("id", "reasons", "act")))
"""Judgements without their reasons, which decide nothing."""
_VERSIONS: Final = select(
    documents.c.seq, documents.c.id, documents.c.name, documents.c.moment, documents.c.fetched,
    _withdrawn().label("withdrawn"),
)  # fmt: skip
_NEWEST: Final = select(func.max(codings.c.seq).label("coding")).group_by(codings.c.document)
_FOUND: Final = select(findings.c.report, findings.c.coding).where(findings.c.report.not_in(dismissed()))
