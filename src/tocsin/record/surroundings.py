"""What could bear on a report: the reports that judgements and versions of a page tie to it, through others.

Two reports of two surroundings never share an incident, nor an id; so each is worked out by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, exists, func, select

from tocsin.model import Judgement
from tocsin.record.derived import view_reports
from tocsin.record.identity import LIKELY, Told
from tocsin.record.inserting import CHUNK
from tocsin.record.judging import chosen
from tocsin.record.schema import codings, documents, findings, judgements, reports, withdrawals
from tocsin.record.visible import dismissed
from tocsin.resolve import components, partners, spanning

Item = TypeVar("Item", int, str)


@dataclass(slots=True)
class Surroundings:
    """Whole surroundings: their reports by seq, the coding by which each shown one is shown, what holds."""

    told: dict[int, Told] = field(default_factory=dict)
    coding: dict[int, int] = field(default_factory=dict)
    held: list[Judgement] = field(default_factory=list)
    compared: dict[str, int] = field(default_factory=dict)
    """With how many others each was compared, here or elsewhere."""
    home: dict[int, int] | None = None
    """For each report the least one of all that are tied to it, where that is known before."""

    def components(self) -> dict[int, int]:
        """Return for each report the least one of all that are tied to it."""
        if self.home is not None:
            return self.home
        seqs = {told.id: told.seq for told in self.told.values()}
        ties = tied_by_name(self.told.values())
        ties += [(seqs[j.a], seqs[j.b]) for j in self.held if binds(j)]
        return least_tied(self.told, ties)


def tied_by_name(told: Iterable[Told]) -> list[tuple[int, int]]:
    """Return the ties between reports of documents of one name, versions of one page."""
    first: dict[str, int] = {}
    return [(each.seq, first.setdefault(each.name, each.seq)) for each in told]


def least_tied(numbers: Iterable[int], ties: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for each of `numbers` the least one that ties lead to, through others."""
    return {number: part[0] for part in components(ties, numbers) for number in part}


def binds(judgement: Judgement) -> bool:
    """Whether a judgement that holds can bring its two reports together, in sight or out of it."""
    return judgement.verdict == "same" or judgement.probability >= LIKELY


def surroundings(connection: Connection, seqs: Collection[int]) -> Surroundings:
    """Return all that bears on the reports `seqs`, at a cost that goes by what that is.

    The rest is as the kept view has it: what was tied before this write, and which coding shows a report.
    `seqs` must hold both ends of each tie that is new, and all reports of each document that came or changed.
    """
    v = view_reports.c
    told = {each.seq: each for each in map(telling, rows_in(connection, TELLING, reports.c.seq, seqs))}
    coding = shown_by_name(connection, {each.name for each in told.values()})
    homes = {row.component for row in rows_in(connection, _HOMES, v.report, seqs)}
    for row in rows_in(connection, _AT_HOME, v.component, homes):
        if row.seq not in told:
            told[row.seq] = telling(row)
            coding |= {} if row.coding is None else {row.seq: row.coding}
    return Surroundings(told, coding, *_held(connection, {each.id for each in told.values()}))


def everything(connection: Connection) -> Surroundings:
    """Return the surroundings of every report."""
    told = {row.seq: telling(row) for row in connection.execute(TELLING).all()}
    coding = shown_by_name(connection, {each.name for each in told.values()})
    held = holding_of(connection.execute(SAYING))
    return Surroundings(told, coding, held, partners(held))


def links(connection: Connection, reports: Collection[str]) -> list[Judgement]:
    """Return the judgements, without reasons, that hold `reports` together. See `Record.links`."""
    ids = set(reports)
    held = holding_of(rows_in(connection, SAYING, _j.a, ids))
    return spanning([judgement for judgement in held if judgement.b in ids])


def _held(connection: Connection, ids: set[str]) -> tuple[list[Judgement], dict[str, int]]:
    """Return what holds among the reports `ids`, and with how many others each was compared."""
    rows = [row for column in (_j.a, _j.b) for row in rows_in(connection, SAYING, column, ids)]
    held = holding_of(rows)
    return [j for j in held if j.a in ids and j.b in ids], partners(held)


def holding_of(rows: Iterable[Row[Any]]) -> list[Judgement]:
    """Return for each pair the judgement, without reasons, that holds; a row may be given twice."""
    return chosen(sorted(rows, key=itemgetter(0, 1)), _judgement)


def _judgement(row: Row[Any]) -> Judgement:
    _, _, a, b, verdict, probability, author, origin, made_at, note = tuple(row)
    return Judgement(a, b, verdict, probability, author, (), origin, made_at, note)


def telling(row: Row[Any]) -> Told:
    """Return the report of a row of `TELLING`."""
    return Told(row.seq, row.id, row.name, row.anchor_start)


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


def rows_in(
    connection: Connection, query: Select[Any], column: Any, values: Collection[Item]
) -> Iterator[Row[Any]]:
    """Run `query` for those rows whose `column` is among `values`, some hundreds at a time."""
    if not values:
        return
    narrowed, listed = _among(query, column), sorted(values)
    for start in range(0, len(listed), CHUNK):
        yield from connection.execute(narrowed, {"among": listed[start : start + CHUNK]}).all()


@lru_cache(maxsize=256)
def _among(query: Select[Any], column: Any) -> Select[Any]:
    """Return `query` narrowed to a list that is given when it runs; making it costs more than running it."""
    return query.where(column.in_(bindparam("among", expanding=True)))


def _withdrawn() -> ColumnElement[bool]:
    return exists(select(withdrawals.c.document).where(withdrawals.c.document == documents.c.seq))


TELLING: Final[Select[Any]] = select(
    reports.c.seq, reports.c.id, documents.c.name, reports.c.anchor_start
).join(documents)  # fmt: skip
_AT_HOME: Final = TELLING.add_columns(view_reports.c.coding).join(
    view_reports, view_reports.c.report == reports.c.seq
)
_HOMES: Final = select(view_reports.c.component).distinct()
_j: Final = judgements.c
SAYING: Final = select(
    _j.said, _j.seq, _j.a, _j.b, _j.verdict, _j.probability, _j.author, _j.origin, _j.made_at, _j.note
)
"""By what judgements are ordered, then their fields without the reasons, which decide nothing."""
_VERSIONS: Final = select(
    documents.c.seq, documents.c.id, documents.c.name, documents.c.moment, documents.c.fetched,
    _withdrawn().label("withdrawn"),
)  # fmt: skip
_NEWEST: Final = select(func.max(codings.c.seq).label("coding")).group_by(codings.c.document)
_FOUND: Final = select(findings.c.report, findings.c.coding).where(findings.c.report.not_in(dismissed()))
