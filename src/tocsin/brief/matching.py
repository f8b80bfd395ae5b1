"""Which incident of one view is which of another: by the reports that they share.

A page that was changed is a new document with new reports, so that an incident which no report ties to the
other view is looked for again by the documents' names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tocsin.model import Incident

Pairs = Counter[tuple[int, int]]
"""How much incident number i of the one view shares with number j of the other."""


@dataclass(frozen=True, slots=True)
class Matching:
    """`to_after[i]` are the places in `after` that incident i of `before` became; `to_before` the reverse.

    Each list begins with the one that shares most.
    """

    to_after: dict[int, list[int]] = field(default_factory=dict)
    to_before: dict[int, list[int]] = field(default_factory=dict)


def match(before: Sequence[Incident], after: Sequence[Incident]) -> Matching:
    """Return which incidents of `before` are which of `after`."""
    pairs = _shared(before, after, lambda incident: incident.reports)
    left = {i for i, _ in pairs}
    right = {j for _, j in pairs}
    by_name = _shared(before, after, lambda incident: incident.documents)
    for (i, j), weight in sorted(by_name.items()):
        if i not in left and j not in right and _may_be_one(before[i], after[j]):
            pairs[i, j] += weight
    return _matching(pairs, before, after)


def _shared(
    before: Sequence[Incident], after: Sequence[Incident], keys: Callable[[Incident], Iterable[str]]
) -> Pairs:
    holders: dict[str, list[int]] = defaultdict(list)
    for i, incident in enumerate(before):
        for key in set(keys(incident)):
            holders[key].append(i)
    return Counter(
        (i, j) for j, incident in enumerate(after) for key in set(keys(incident)) for i in holders[key]
    )


def _may_be_one(a: Incident, b: Incident) -> bool:
    """Tell whether two incidents of one page may be one: no other country, and days that touch, if known."""
    if a.place.country and b.place.country and a.place.country != b.place.country:
        return False
    if a.date.start is None or b.date.start is None:
        return True
    return a.date.start <= (b.date.end or b.date.start) and b.date.start <= (a.date.end or a.date.start)


def _matching(pairs: Pairs, before: Sequence[Incident], after: Sequence[Incident]) -> Matching:
    matching = Matching()
    for i, j in pairs:
        matching.to_after.setdefault(i, []).append(j)
        matching.to_before.setdefault(j, []).append(i)

    def rank(i: int, j: int) -> tuple[bool, int, str, str]:
        return before[i].id != after[j].id, -pairs[i, j], before[i].id, after[j].id

    for i, partners in matching.to_after.items():
        partners.sort(key=lambda j: rank(i, j))
    for j, partners in matching.to_before.items():
        partners.sort(key=lambda i: rank(i, j))
    return matching
