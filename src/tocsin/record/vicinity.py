"""What a new report can change: worked out from it outwards, not from all that ties reach.

In months of one war likely pairs chain, so that ties reach everything, while incidents stay small. Whether
two clusters are linked goes by their own pairs alone (`resolve.cluster`). So the incidents that new reports
touch are linked anew together with those beside them and, while one of these does not come out as it was,
with those beside that one. What is further off cannot have moved: no likely pair leads there from anything
that did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, update

from tocsin.model import Judgement
from tocsin.record.derived import view_reports
from tocsin.record.identity import Told
from tocsin.record.schema import codings, judgements, reports
from tocsin.record.surroundings import (
    SAYING,
    TELLING,
    Surroundings,
    binds,
    holding_of,
    least_tied,
    rows_in,
    shown_by_name,
    telling,
    tied_by_name,
)
from tocsin.resolve import MOST, cluster

FEW: Final = 64
"""So many reports are clustered anew sooner than it is found out which of them need not be."""


def vicinity(connection: Connection, state: Row[Any], touched: Collection[int]) -> Surroundings | None:
    """Return what came since `state`, the incidents that it changes, as they were, and what holds among them.

    `touched` are the reports of the documents that came and both ends of each judgement; nothing was
    withdrawn. Parts of the view that are tied together now are given one number. None where all that ties
    reach is little, or is needed: a new version or coding of a text, a pair judged again, a decision of a
    person, a report out of sight.
    """
    if sum(row.n for row in rows_in(connection, _REACHED, _near.c.report, touched)) <= FEW:
        return None
    said = holding_of(connection.execute(SAYING.where(_j.said > state.act)))
    seen = _Seen(connection)
    if not seen.take(rows_in(connection, _STANDING, reports.c.seq, touched)):
        return None
    coding = shown_by_name(connection, {told.name for told in seen.new.values()})
    if _coded_anew(connection, state) or not _simple(seen, said, coding):
        return None
    core = _first(seen, said)
    linked: set[int] | None = None
    while (beside := _beside(seen, core)) is not None:
        if beside == linked:
            return _part(seen, core, said, coding)
        linked = beside
        core |= _moved(seen, beside)
    return None


@dataclass(slots=True)
class _Seen:
    """What was read so far of the view, as it was, and of the judgements; reports by their ids."""

    connection: Connection
    new: dict[str, Told] = field(default_factory=dict)
    old: dict[str, Row[Any]] = field(default_factory=dict)
    whole: dict[int, list[str]] = field(default_factory=dict)
    """Incidents of which all reports were read, by the founder."""
    judged: dict[str, list[Judgement]] = field(default_factory=dict)
    """All that holds between a report and any other, for those of which it was asked."""
    again: set[tuple[str, str]] = field(default_factory=set)
    """Pairs of these that were judged more than once."""

    def take(self, rows: Iterable[Row[Any]]) -> bool:
        """Take in reports; return whether all that the view has are in sight."""
        in_sight = True
        for row in rows:
            if row.component is None:
                self.new[row.id] = telling(row)
            else:
                self.old[row.id] = row
                in_sight = in_sight and row.coding is not None
        return in_sight

    def meet(self, ids: Iterable[str]) -> bool:
        """Take in the reports `ids`; return whether all are in sight."""
        unknown = set(ids) - self.new.keys() - self.old.keys()
        return self.take(rows_in(self.connection, _STANDING, reports.c.id, unknown))

    def gather(self, founders: Collection[int]) -> bool:
        """Take in whole incidents; return whether all their reports are in sight."""
        missing = set(founders) - self.whole.keys()
        rows = list(rows_in(self.connection, _STANDING, _v.founder, missing))
        for row in rows:
            self.whole.setdefault(row.founder, []).append(row.id)
        return self.take(rows)

    def ask(self, ids: Iterable[str]) -> None:
        """Read what holds between `ids` and others."""
        fresh = set(ids) - self.judged.keys()
        rows = {
            row.seq: row for column in (_j.a, _j.b) for row in rows_in(self.connection, SAYING, column, fresh)
        }
        times = Counter((row.a, row.b) for row in rows.values())
        self.again |= {pair for pair, n in times.items() if n > 1}
        self.judged |= {name: [] for name in fresh}
        for judgement in holding_of(rows.values()):
            for name in {judgement.a, judgement.b} & fresh:
                self.judged[name].append(judgement)

    def often(self, ids: Collection[str]) -> list[str]:
        """Return those of `ids` of which enough was said that they may be in a crowd."""
        times: Counter[str] = Counter()
        for column, query in _TIMES:
            times.update({row.name: row.n for row in rows_in(self.connection, query, column, ids)})
        return [name for name, n in sorted(times.items()) if n >= MOST]

    def among(self, ids: Collection[str]) -> list[Judgement]:
        """Return what holds among `ids`, of all of which it was asked."""
        known = set(ids)
        return [j for name in known for j in self.judged[name] if j.a == name and j.b in known]

    def reports(self, founders: Iterable[int]) -> list[str]:
        """Return the new reports and those of whole incidents."""
        return [*self.new, *(name for founder in founders for name in self.whole[founder])]

    def compared(self) -> dict[str, int]:
        """Return with how many others each report was compared of which it was asked."""
        return {name: len(held) for name, held in self.judged.items()}


def _coded_anew(connection: Connection, state: Row[Any]) -> bool:
    c = codings.c
    again = select(c.seq).where(c.seq > state.coding, c.document <= state.document).limit(1)
    return connection.execute(again).first() is not None


def _simple(seen: _Seen, said: Sequence[Judgement], coding: Collection[int]) -> bool:
    """Whether reports came of new texts, all shown, and pairs of shown ones were judged a first time."""
    ends = {name for judgement in said for name in (judgement.a, judgement.b)}
    # What is new was judged by nobody before.
    seen.ask(_of_old(seen, said))
    return (
        set(coding) == {told.seq for told in seen.new.values()}
        and seen.old.keys() <= ends
        and not any(j.origin == "human" or (j.a, j.b) in seen.again for j in said)
    )


def _of_old(seen: _Seen, said: Sequence[Judgement]) -> list[str]:
    """Return the reports, both old, that were compared with one another."""
    return [name for j in said if {j.a, j.b} <= seen.old.keys() for name in (j.a, j.b)]


def _first(seen: _Seen, said: Sequence[Judgement]) -> set[int]:
    """Return the incidents to begin with: of two old reports compared now, and of those now in a crowd."""
    gained = Counter(name for judgement in said for name in (judgement.a, judgement.b))
    often = seen.often(gained.keys() & seen.old.keys())
    seen.ask(often)
    crowd = [name for name in often if len(seen.judged[name]) - gained[name] < MOST <= len(seen.judged[name])]
    return {seen.old[name].founder for name in (*_of_old(seen, said), *crowd)}


def _beside(seen: _Seen, core: Collection[int]) -> set[int] | None:
    """Return the incidents `core` and those to which they, or the new reports, have likely pairs; read them.

    None where a report out of sight is among them: to whom it goes is not told by pairs alone.
    """
    if not seen.gather(core):
        return None
    inside = seen.reports(core)
    seen.ask(inside)
    bound = {name for each in inside for j in seen.judged[each] if binds(j) for name in (j.a, j.b)}
    if not seen.meet(bound):
        return None
    beside = {*core, *(seen.old[name].founder for name in bound if name in seen.old)}
    return beside if seen.gather(beside) else None


def _moved(seen: _Seen, beside: Collection[int]) -> set[int]:
    """Return those of `beside` that come out otherwise where they and the new reports are linked anew."""
    names = seen.reports(beside)
    seen.ask(names)
    parts = set(cluster(names, seen.among(names), compared=seen.compared()))
    return {founder for founder in beside if tuple(sorted(seen.whole[founder])) not in parts}


def _part(
    seen: _Seen, core: Collection[int], said: Sequence[Judgement], coding: dict[int, int]
) -> Surroundings:
    old = [seen.old[name] for founder in core for name in seen.whole[founder]]
    told = {told.seq: told for told in (*seen.new.values(), *map(telling, old))}
    shown = coding | {row.seq: row.coding for row in old}
    held = seen.among([each.id for each in told.values()])
    home = _tied(seen, said)
    homes = {told.seq: home[told.seq] for told in seen.new.values()}
    homes |= {row.seq: home.get(row.component, row.component) for row in old}
    return Surroundings(told, shown, held, seen.compared(), homes)


def _tied(seen: _Seen, said: Sequence[Judgement]) -> dict[int, int]:
    """Give one number, the least, to the parts of the view that are tied together now; return it for each."""
    number = {name: told.seq for name, told in seen.new.items()}
    number |= {name: row.component for name, row in seen.old.items()}
    ties = [(number[j.a], number[j.b]) for j in said if binds(j)]
    ties += tied_by_name(seen.new.values())
    home = least_tied({end for tie in ties for end in tie}, ties)
    fresh = {told.seq for told in seen.new.values()}
    for component, least in sorted(home.items()):
        if component != least and component not in fresh:
            one = update(view_reports).where(_v.component == component)
            seen.connection.execute(one.values(component=least))
    return home


_j: Final = judgements.c
_v: Final = view_reports.c
_STANDING: Final = TELLING.add_columns(_v.coding, _v.founder, _v.component).outerjoin(
    view_reports, _v.report == reports.c.seq
)
_near: Final = view_reports.alias("near")
_REACHED: Final = select(func.count(_v.report.distinct()).label("n")).join(
    _near, _near.c.component == _v.component
)
_TIMES: Final = [
    (column, select(column.label("name"), func.count().label("n")).group_by(column))
    for column in (_j.a, _j.b)
]
