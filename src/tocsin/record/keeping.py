"""Keeping the view: after each write, what bears on the reports that it touched is worked out anew.

The log and the order of arrival say what is new since the view was last caught up. Cost goes by the size of
what is touched, not of the record: the reports of a new document, those that judgements or versions of a page
tie to them, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import CompoundSelect, Connection, Row, bindparam, delete, func, select, union, update

from tocsin import __version__
from tocsin.model import Source
from tocsin.record import outlining
from tocsin.record.columns import Values
from tocsin.record.derived import VIEWS, view_bodies, view_codes, view_incidents, view_reports, view_state
from tocsin.record.identity import Group, grouped
from tocsin.record.inserting import latest, replace
from tocsin.record.mentioning import mentions_of
from tocsin.record.naming import name_all
from tocsin.record.polling import sources
from tocsin.record.schema import (
    codings,
    documents,
    judgements,
    log,
    reports,
    resolutions,
    statements,
    withdrawals,
)
from tocsin.record.shelving import shelve
from tocsin.record.surroundings import Surroundings, everything, rows_in, surroundings
from tocsin.record.vicinity import vicinity
from tocsin.resolve import Mention, fuse

RULES: Final = f"{__version__}/5"
"""Which rules made the view; another one makes it anew. The number grows with each change of the rules."""
AT_ONCE: Final = 2000
"""How many reports are held in memory at once where the whole view is made."""


def current(connection: Connection) -> bool:
    """Whether the view was made by the rules of this program."""
    return connection.execute(select(view_state.c.rules)).scalar() == RULES


def catch_up(connection: Connection, *, also: Iterable[int] = ()) -> None:
    """Bring the view up to date inside a write; `also` are reports whose incident is to be fused anew."""
    state, marks = connection.execute(select(view_state)).one(), latest(connection, _MARKED)
    touched, changed = _touched(connection, state, marks)
    changed |= set(also)
    moved = False
    if touched or changed:
        simple = not changed and marks["withdrawal"] == state.withdrawal
        found = vicinity(connection, state, touched) if simple else None
        found = found or surroundings(connection, touched | changed)
        moved = _settle(connection, found, changed, state.version + 1)
    connection.execute(update(view_state).values(marks | {"version": state.version + moved}))


def rebuild(connection: Connection) -> None:
    """Make the whole view anew."""
    version = connection.execute(select(view_state.c.version)).scalar() or 0
    for table in VIEWS:
        connection.execute(delete(table))
    for part in _parted(everything(connection)):
        _settle(connection, part, set(), version + 1)
    v, r = view_reports.c, resolutions.c
    judged = select(func.max(r.resolver)).where(r.report == v.report, r.coding == v.coding)
    connection.execute(update(view_reports).values(judged_by=judged.scalar_subquery()))
    marks = latest(connection, _MARKED) | {"one": 1, "rules": RULES, "version": version + 1}
    connection.execute(view_state.insert(), marks)


def of_sources(connection: Connection, ids: Iterable[str]) -> set[int]:
    """Return the reports of the documents of the sources `ids`: their grade decides what holds."""
    return {row.seq for row in rows_in(connection, _SEQS_OF_DOCUMENTS, documents.c.source, set(ids))}


_MARKED: Final = {
    "document": documents.c.seq, "coding": codings.c.seq, "withdrawal": withdrawals.c.withdrawal,
    "act": log.c.seq,
}  # fmt: skip
"""Of what the last numbers given out are kept, to know what came since."""


def _touched(connection: Connection, state: Row[Any], marks: Mapping[str, int]) -> tuple[set[int], set[int]]:
    """Return the reports whose place may be another since `state`, and those that say other things now."""
    changed: set[int] = set()
    taken: Sequence[Row[Any, Any]] = ()
    if marks["withdrawal"] > state.withdrawal:
        w = withdrawals.c
        since = select(w.document, w.statement).where(w.withdrawal > state.withdrawal)
        taken = connection.execute(since).all()
    if gone := {row.statement for row in taken if row.statement is not None}:
        found = rows_in(connection, _SUBJECTS, statements.c.seq, gone)
        changed |= _seqs(connection, {row.subject for row in found})
    if marks["act"] == state.act:
        return set(), changed
    d, j = documents.c, judgements.c
    expired = connection.execute(select(d.seq).where(d.expired > state.act)).scalars()
    changed |= {row.seq for row in rows_in(connection, _SEQS, reports.c.document, set(expired))}
    names = set(connection.execute(_names_since(state)).scalars())
    names |= {row.name for row in rows_in(connection, _NAMES, d.seq, {r.document for r in taken} - {None})}
    touched = {row.seq for row in rows_in(connection, _SEQS_OF_DOCUMENTS, d.name, names)}
    judged = connection.execute(select(j.a, j.b).where(j.said > state.act)).all()
    return touched | _seqs(connection, {name for row in judged for name in row}), changed


_SUBJECTS: Final = select(statements.c.subject)
_SEQS: Final = select(reports.c.seq)
_SEQS_OF_DOCUMENTS: Final = _SEQS.join(documents)
_NAMES: Final = select(documents.c.name)
_HELD: Final = select(view_reports)


def _names_since(state: Row[Any]) -> CompoundSelect[Any]:
    """Documents that came, or were coded, since `state`: their names."""
    coded = _NAMES.join(codings, codings.c.document == documents.c.seq)
    return union(
        _NAMES.where(documents.c.seq > state.document), coded.where(codings.c.seq > state.coding)
    )  # fmt: skip


def _seqs(connection: Connection, ids: set[str]) -> set[int]:
    return {row.seq for row in rows_in(connection, _SEQS, reports.c.id, ids)}


def _settle(connection: Connection, found: Surroundings, changed: set[int], version: int) -> bool:
    """Write down what whole surroundings come to; return whether anything that a view shows is another."""
    shown = {found.told[seq].id for seq in found.coding}
    groups = grouped(found.told.values(), shown, found.held, found.compared)
    v = view_reports.c
    old = {row.report: row for row in rows_in(connection, _HELD, v.report, found.told.keys())}
    recoded = _place(connection, found, groups, old)
    outlining.forget(connection, recoded - found.coding.keys())
    fresh = list(_other(groups, found.coding, changed, old))
    kept = {group.founder.seq for group in groups}
    had = {row.founder for row in old.values() if row.founder is not None}
    gone = had - kept
    _clear(connection, gone | ({group.founder.seq for group in fresh} & had))
    for batch in _batches(fresh):
        told = mentions_of(connection, {m.seq: found.coding[m.seq] for group in batch for m in group.members})
        outlets = sources(connection, {m.document.source for m in told.values() if m.document.source})
        outlining.keep(connection, {seq: told[seq] for seq in told if seq in recoded or seq in changed})
        shelve(connection, ((group.founder, *_fused(group, told, outlets)) for group in batch), version)
    name_all(connection, [group.founder for group in fresh], gone, version)
    return bool(fresh or gone)


def _fused(group: Group, told: Mapping[int, Mention], outlets: Mapping[str, Source]) -> tuple[Any, ...]:
    mentions = [told[member.seq] for member in group.members]
    incident = fuse(group.founder.id, mentions, sources=outlets, as_of=None)
    return incident, {mention.document.source for mention in mentions if mention.document.source}


def _place(
    connection: Connection, found: Surroundings, groups: list[Group], old: Mapping[int, Row[Any]]
) -> set[int]:
    """Write for each report where it is now, as far as that is another; return those coded anew."""
    founder = {told.seq: group.founder.seq for group in groups for told in group.every}
    recoded: list[Values] = []
    moved: list[Values] = []
    for seq, component in found.components().items():
        row: Values = {
            "report": seq, "coding": found.coding.get(seq), "founder": founder.get(seq),
            "component": component,
        }  # fmt: skip
        was = old.get(seq)
        if was is None or was.coding != row["coding"]:
            recoded.append(row | {"judged_by": None})
        elif (was.founder, was.component) != (row["founder"], row["component"]):
            moved.append(row)
    replace(connection, view_reports, view_reports.c.report, recoded)
    replace(connection, view_reports, view_reports.c.report, moved)
    return {row["report"] for row in recoded}


def _other(
    groups: Iterable[Group], coding: Mapping[int, int], changed: set[int], old: Mapping[int, Row[Any]]
) -> Iterator[Group]:
    """Return the groups that are not what they were."""
    before: dict[int, set[int]] = {}
    for row in old.values():
        if row.founder is not None and row.coding is not None:
            before.setdefault(row.founder, set()).add(row.report)
    for group in groups:
        members = {member.seq for member in group.members}
        same = before.get(group.founder.seq) == members
        if not same or members & changed or any(old[seq].coding != coding[seq] for seq in members):
            yield group


def _clear(connection: Connection, founders: set[int]) -> None:
    for table in (view_incidents, view_bodies, view_codes):
        if founders:
            one = delete(table).where(table.c.founder == bindparam("gone"))
            connection.execute(one, [{"gone": founder} for founder in sorted(founders)])


def _batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    batch: list[Group] = []
    size = 0
    for group in groups:
        batch.append(group)
        size += len(group.members)
        if size >= AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _parted(whole: Surroundings) -> Iterator[Surroundings]:
    """Return `whole` in parts of whole surroundings, some thousand reports each."""
    home = whole.components()
    by_home: dict[int, list[int]] = {}
    for seq, component in home.items():
        by_home.setdefault(component, []).append(seq)
    part_of: dict[int, int] = {}
    parts: list[Surroundings] = []
    for members in by_home.values():
        if not parts or len(parts[-1].told) >= AT_ONCE:
            parts.append(Surroundings(compared=whole.compared))
        for seq in members:
            parts[-1].told[seq] = whole.told[seq]
            part_of[seq] = len(parts) - 1
            if seq in whole.coding:
                parts[-1].coding[seq] = whole.coding[seq]
    seqs = {told.id: told.seq for told in whole.told.values()}
    for judgement in whole.held:
        a, b = part_of[seqs[judgement.a]], part_of[seqs[judgement.b]]
        if a == b:
            parts[a].held.append(judgement)
    return iter(parts)
