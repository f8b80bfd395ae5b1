"""Two views, and what was read between them -> a Brief. Pure: nothing here touches the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from tocsin.brief.changes import compare
from tocsin.brief.days import timeline
from tocsin.brief.matching import Matching, match
from tocsin.brief.nouns import Brief, Change, Late, Major, Region, Window, figure
from tocsin.brief.sources import troubles
from tocsin.model import Incident, Statement
from tocsin.places.regions import subregions
from tocsin.release import withheld
from tocsin.taxonomy import PROTECTED

if TYPE_CHECKING:
    from tocsin.definitions import Definition
    from tocsin.record.rows import Health, Reading

PLOTS: Final = ("foiled", "threatened")
_OUTCOMES: Final = {"completed": 0, None: 0, "failed": 1, "foiled": 2, "threatened": 3}


def gather(
    before: Sequence[Incident],
    after: Sequence[Incident],
    reading: Reading,
    health: Iterable[Health],
    *,
    window: Window,
    definition: Definition,
    made_at: datetime,
    major: Major | None = None,
    late: Late | None = None,
    withdrawals: Iterable[Statement] = (),
) -> Brief:
    """Return the brief of `window` from the views at its start and its end, both under no definition.

    New is what `definition` includes (or doubts) at the end and did not at the start: an attack that was
    known too vaguely to count before the window and counts now is new, not silently known.
    """
    matching = match(before, after)
    counted = [definition.test(incident) != "no" for incident in after]
    had = [definition.test(incident) != "no" for incident in before]
    known = [any(had[i] for i in matching.to_before.get(j, [])) for j in range(len(after))]
    rule = major or Major()
    fresh = (a for j, a in enumerate(after) if counted[j] and not known[j])
    new = sorted(fresh, key=partial(_rank, rule))
    left_out = [a for j, a in enumerate(after) if not counted[j] and j not in matching.to_before]
    shown = [a for a, counts in zip(after, counted, strict=True) if counts]
    return Brief(
        window=window,
        made_at=made_at,
        definition=definition,
        major=rule,
        attacks=tuple(i for i in new if i.outcome not in PLOTS),
        plots=tuple(i for i in new if i.outcome in PLOTS),
        doubtful=frozenset(i.id for i in shown if definition.test(i) == "doubtful"),
        excluded=len(left_out),
        changes=tuple(_changes(before, after, matching, had, counted)),
        protected=protected(new),
        regions=by_region(new),
        timeline=timeline(shown, {i.id for i in new}, window),
        reading=reading,
        troubles=tuple(troubles(health, made_at)),
        late=late or Late(),
        withdrawals=tuple(withdrawals),
    )


def _rank(rule: Major, incident: Incident) -> tuple[int, bool, tuple[int, int, int, int, float, str]]:
    """Order by outcome, then what is major before what is not, then by gravity."""
    return _OUTCOMES[incident.outcome], not rule.holds(incident), severity(incident)


def severity(incident: Incident) -> tuple[int, int, int, int, float, str]:
    """Order incidents gravest first: carried out before failed, foiled and threatened; then by tolls."""
    low = (incident.killed.low if incident.killed else None) or 0
    return (
        _OUTCOMES[incident.outcome],
        -figure(incident, "killed"),
        -low,
        -figure(incident, "injured"),
        -incident.probability,
        incident.id,
    )


def _changes(
    before: Sequence[Incident],
    after: Sequence[Incident],
    matching: Matching,
    had: Sequence[bool],
    counted: Sequence[bool],
) -> list[Change]:
    """Keep changes of incidents that counted before the window; one that counts no longer is told as that."""
    was = {incident.id for incident, counts in zip(before, had, strict=True) if counts}
    now = {incident.id for incident, counts in zip(after, counted, strict=True) if counts}
    kept: list[Change] = []
    dropped: set[str] = set()
    for change in compare(before, after, matching):
        if not _of_known(change, was):
            continue
        if change.after is None or change.after.id in now:
            kept.append(change)
    for i, old in enumerate(before):
        became = matching.to_after.get(i, [])
        if had[i] and became and not any(counted[j] for j in became) and old.id not in dropped:
            dropped.add(old.id)
            kept.append(Change("excluded", old, after[became[0]]))
    return kept


def _of_known(change: Change, was: set[str]) -> bool:
    """Tell whether a change is of an incident that counted; a merger where any part did."""
    parts = change.others if change.kind == "merged" else ()
    return any(incident.id in was for incident in (change.before, *parts))


def protected(incidents: Sequence[Incident]) -> dict[str, tuple[str, ...]]:
    """Return for each protected target that was hit the ids of the incidents, in the list's order."""
    hit = {code: tuple(i.id for i in incidents if code in i.target_types) for code in PROTECTED}
    return {code: ids for code, ids in hit.items() if ids}


def by_region(incidents: Iterable[Incident]) -> tuple[Region, ...]:
    """Return how many incidents each region has, by the alphabet: no ranking, and few are not counted."""
    homes = {code: name for name, codes in subregions().items() for code in codes}
    counts = Counter(homes.get(i.place.country or "", "") for i in incidents)
    counts.pop("", None)
    return tuple(Region(name, None if withheld(n) else n) for name, n in sorted(counts.items()))
