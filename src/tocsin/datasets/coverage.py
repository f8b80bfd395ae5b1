"""Who covers what: for each stretch of country and month, which lists hold which incidents.

A list is a source of the record: an outlet, or somebody else's dataset. An incident is on a list where one of
its reports comes from it. So the record's own merging is what makes lists comparable: an incident that should
have been merged and was not looks like two that each list missed, and the figures of what all missed rise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tocsin.model import Incident

BY: Final = ("country", "month", "year")
"""By what incidents can be counted apart."""
UNKNOWN: Final = "unknown"

History = tuple[bool, ...]
"""On which lists an incident is, in the order of the lists."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One stretch: how many incidents, and how many of them have which capture history over `lists`."""

    key: tuple[str, ...]
    lists: tuple[str, ...]
    histories: Mapping[History, int] = field(default_factory=dict)

    @property
    def incidents(self) -> int:
        """How many incidents are in it."""
        return sum(self.histories.values())

    def on(self, *names: str) -> int:
        """Return how many incidents are on all of the lists `names`."""
        at = [self.lists.index(name) for name in names]
        return sum(n for history, n in self.histories.items() if all(history[i] for i in at))

    def alone(self, name: str) -> int:
        """Return how many incidents are on the list `name` and on no other."""
        at = self.lists.index(name)
        return sum(n for history, n in self.histories.items() if history[at] and sum(history) == 1)


def lists_of(incidents: Iterable[Incident], most: int) -> tuple[str, ...]:
    """Return the `most` lists with most incidents, by number and then by name."""
    counts = Counter(name for incident in incidents for name in listed(incident))
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:most])


def listed(incident: Incident) -> frozenset[str]:
    """Return the lists that an incident is on."""
    return frozenset(evidence.source for evidence in incident.evidence if evidence.source)


def coverage(incidents: Iterable[Incident], lists: Sequence[str], by: Sequence[str]) -> tuple[Cell, ...]:
    """Return the cells by the parts of `by` (of `BY`; none of them: one cell of all), in order of their keys.

    Incidents on none of `lists` are counted too, with a history of no list. A date that spans months counts
    for the month in which it begins. Raises ValueError where a part is not of `BY`.
    """
    if unknown := [part for part in by if part not in BY]:
        raise ValueError(f"nothing is counted by {unknown[0]!r}; there are {', '.join(BY)}")
    found: dict[tuple[str, ...], Counter[History]] = defaultdict(Counter)
    for incident in incidents:
        there = listed(incident)
        found[_key(incident, by)][tuple(name in there for name in lists)] += 1
    return tuple(Cell(key, tuple(lists), dict(found[key])) for key in sorted(found))


def _key(incident: Incident, by: Sequence[str]) -> tuple[str, ...]:
    start = incident.date.start
    rough = incident.date.precision in ("year", "unknown")
    parts = {
        "country": incident.place.country or UNKNOWN,
        "month": UNKNOWN if start is None or rough else f"{start:%Y-%m}",
        "year": f"{start:%Y}" if start else UNKNOWN,
    }
    return tuple(parts[part] for part in by)


def overlap(cell: Cell) -> list[tuple[str, str, int, int, int]]:
    """Return for each pair of lists: both names, incidents on the first, on the second, and on both."""
    return [
        (a, b, cell.on(a), cell.on(b), cell.on(a, b))
        for i, a in enumerate(cell.lists)
        for b in cell.lists[i + 1 :]
    ]


def table_of(cells: Iterable[Cell]) -> Cell:
    """Return the sum of `cells` of the same lists. Raises ValueError where there is none."""
    given = list(cells)
    if not given:
        raise ValueError("no cell to add up")
    total: Counter[History] = Counter()
    for cell in given:
        total.update(cell.histories)
    return Cell(("all",), given[0].lists, dict(total))
