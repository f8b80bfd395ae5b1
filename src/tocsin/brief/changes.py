"""What is known otherwise now than then, about incidents that were known then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from tocsin.brief.grounds import toll_grounds
from tocsin.brief.matching import Matching, match
from tocsin.brief.nouns import CHANGE_KINDS, Change, ChangeKind, figure
from tocsin.model import DateRange, Evidence, Group, Incident, Place, Statement

_GROUP_KINDS: Final[dict[str, ChangeKind]] = {"claimed": "claim", "denied": "denial"}
_TOLLS: Final[tuple[ChangeKind, ...]] = ("killed", "injured", "perpetrators_killed")


def changes(before: Sequence[Incident], after: Sequence[Incident]) -> list[Change]:
    """Return what `after` says otherwise than `before` about the incidents of `before`, the gravest first.

    Incidents of the two views are matched by shared reports. What is new in `after` is no change.
    """
    return compare(before, after, match(before, after))


def compare(before: Sequence[Incident], after: Sequence[Incident], matching: Matching) -> list[Change]:
    """Return `changes` for incidents that were matched already."""
    found: list[Change] = []
    for i, old in enumerate(before):
        became = matching.to_after.get(i, [])
        if not became:
            found.append(Change("gone", old, None))
        elif len(became) > 1:
            others = tuple(after[j] for j in became[1:])
            found.append(Change("split", old, after[became[0]], others=others))
    for j, new in enumerate(after):
        were = matching.to_before.get(j, [])
        if len(were) > 1:
            others = tuple(before[i] for i in were[1:])
            found.append(Change("merged", before[were[0]], new, others=others))
        if were and matching.to_after[were[0]][0] == j:
            found.extend(_differences(before[were[0]], new))
    return sorted(found, key=_order)


def _order(change: Change) -> tuple[int, int, str, int, str, str]:
    shown = change.after or change.before
    named = f"{change.group.name} {change.group.relation}" if change.group else ""
    return (
        -figure(shown, "killed"), -figure(shown, "injured"), shown.id, CHANGE_KINDS.index(change.kind), named,
        change.before.id,
    )  # fmt: skip


def _differences(old: Incident, new: Incident) -> Iterator[Change]:
    fresh = _fresh(old, new)
    for toll in _TOLLS:
        if getattr(old, toll) != getattr(new, toll):
            yield Change(toll, old, new, evidence=toll_grounds(new, toll, fresh=fresh))
    if old.outcome != new.outcome:
        yield Change("outcome", old, new, evidence=_grounds(new, fresh, "outcome", new.outcome))
    if old.place != new.place:
        yield Change("place", old, new, evidence=_first(new, fresh, partial(_says_place, new.place)))
    if old.date != new.date:
        yield Change("date", old, new, evidence=_first(new, fresh, partial(_says_date, new.date)))
    yield from _codes(old, new, fresh, "attack_types", "attack_type")
    yield from _codes(old, new, fresh, "target_types", "target_type")
    yield from _groups(old, new, fresh)


def _codes(
    old: Incident, new: Incident, fresh: frozenset[str], kind: ChangeKind, property_: str
) -> Iterator[Change]:
    had, has = set(getattr(old, kind)), set(getattr(new, kind))
    if had != has:
        added = min(has - had, default=None)
        yield Change(kind, old, new, evidence=_grounds(new, fresh, property_, added) if added else None)


def _groups(old: Incident, new: Incident, fresh: frozenset[str]) -> Iterator[Change]:
    had = {(group.name, group.relation) for group in old.groups}
    has = {(group.name, group.relation) for group in new.groups}
    for group in new.groups:
        if (group.name, group.relation) not in had:
            kind = _GROUP_KINDS.get(group.relation, "blame")
            had.add((group.name, group.relation))
            yield Change(kind, old, new, group=group, evidence=group_grounds(new, group, fresh))
    for group in old.groups:
        if (group.name, group.relation) not in has:
            has.add((group.name, group.relation))
            yield Change("group_dropped", old, new, group=group)


def group_grounds(incident: Incident, group: Group, fresh: frozenset[str] = frozenset()) -> Evidence | None:
    """Return the statement that ties `group` to `incident` in this relation."""

    def ties(statement: Statement) -> bool:
        value = statement.value
        return (
            statement.property == "group"
            and value.get("name") == group.name
            and value.get("relation") == group.relation
        )

    return _first(incident, fresh, ties)


def _says_place(place: Place, statement: Statement) -> bool:
    return statement.property == "place" and statement.value.get("name") == place.name


def _says_date(when: DateRange, statement: Statement) -> bool:
    start = when.start.isoformat() if when.start else None
    return statement.property == "date" and statement.value.get("start") == start


def _grounds(incident: Incident, fresh: frozenset[str], property_: str, value: object) -> Evidence | None:
    return _first(incident, fresh, lambda s: s.property == property_ and s.value == value)


def _first(incident: Incident, fresh: frozenset[str], wanted: Callable[[Statement], bool]) -> Evidence | None:
    """Return what was said in the window before what was known, then in the order of the view."""
    found = [e for e in incident.evidence if wanted(e.statement)]
    return next((e for e in found if e.statement.id in fresh), found[0] if found else None)


def _fresh(old: Incident, new: Incident) -> frozenset[str]:
    known = {e.statement.id for e in old.evidence}
    return frozenset(e.statement.id for e in new.evidence) - known
