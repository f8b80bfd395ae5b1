"""Which incident a report belongs to that a view does not show: so that an id once shown stays, or redirects.

A report may be out of sight because its document was revised, coded anew or withdrawn, or is too late for the
view. It then goes with the shown report that it is tied to most strongly, through others if need be.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.model import Judgement

LIKELY: Final = 0.5
"""From this probability on a judgement ties two reports."""

SUCCESSION: Final = 0.25
"""How strongly a report is tied to its successor in its document's next version: less than by judgement."""


@dataclass(frozen=True, slots=True)
class Told:
    """A report, shown or not: its place in the order of arrival, and in which text it stands where."""

    seq: int
    id: str
    name: str
    start: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two reports that go together, and how strongly, 0 to 1."""

    a: str
    b: str
    strength: float


def adopt(home: Mapping[str, str], ties: Iterable[Tie]) -> dict[str, str]:
    """Return `home` (report to cluster) widened to every report that the ties reach, strongest tie first."""
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for tie in ties:
        near[tie.a].append((tie.strength, tie.b))
        near[tie.b].append((tie.strength, tie.a))
    found = dict(home)
    reach = [
        (-strength, other, home[report])
        for report in home
        for strength, other in near[report]
        if other not in home
    ]
    heapq.heapify(reach)
    while reach:
        _, report, cluster = heapq.heappop(reach)
        if report in found:
            continue
        found[report] = cluster
        for strength, other in near[report]:
            if other not in found:
                heapq.heappush(reach, (-strength, other, cluster))
    return found


def judged_ties(judgements: Iterable[Judgement]) -> list[Tie]:
    """Return the ties that judgements make; those of people are the strongest."""
    return [
        Tie(j.a, j.b, 1.0 if j.origin == "human" else min(j.probability, 0.999))
        for j in judgements
        if j.verdict != "different" and j.probability >= LIKELY
    ]


def succession_ties(told: Sequence[Told], shown: Mapping[str, str]) -> list[Tie]:
    """Tie each report out of sight to the nearest one in the version of its document that is shown."""
    current: dict[str, list[Told]] = defaultdict(list)
    for report in told:
        if report.id in shown:
            current[report.name].append(report)
    ties = []
    for report in told:
        if report.id not in shown and (successors := current.get(report.name)):
            nearest = min(successors, key=lambda other: (abs(other.start - report.start), other.seq))
            ties.append(Tie(report.id, nearest.id, SUCCESSION))
    return ties
