"""Which incident a report belongs to that a view does not show: so that an id once shown stays, or redirects.

A report may be out of sight because its document was revised, coded anew or withdrawn, or is too late for the
view. It then goes with the shown report that it is tied to most strongly, through others if need be.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.model import Judgement
from tocsin.resolve import cluster, incident_id

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


@dataclass(frozen=True, slots=True)
class Group:
    """The reports of one incident, in order of arrival.

    `every` begins with the founder, after which the incident is called; `members` are those that are shown.
    """

    every: tuple[Told, ...]
    members: tuple[Told, ...]

    @property
    def founder(self) -> Told:
        """The first report to arrive, be it shown or not."""
        return self.every[0]


def grouped(
    told: Iterable[Told], shown: Collection[str], held: Sequence[Judgement], compared: Mapping[str, int]
) -> list[Group]:
    """Return which of the reports `told` belong together in a view of `shown`, by the founders' arrival.

    `held` is what holds among them, `compared` with how many others each was compared.
    """
    ordered = sorted(told, key=lambda report: report.seq)
    parts = cluster(sorted(shown), held, compared=compared)
    label = {member: part[0] for part in parts for member in part}
    home = adopt(label, judged_ties(held) + succession_ties(ordered, label))
    every: dict[str, list[Told]] = defaultdict(list)
    for report in ordered:
        if report.id in home:
            every[home[report.id]].append(report)
    groups = [Group(tuple(all_), tuple(r for r in all_ if r.id in label)) for all_ in every.values()]
    return sorted(groups, key=lambda group: group.founder.seq)


def called(founders: Iterable[str]) -> list[str]:
    """Return the incidents' ids from the reports that founded them, in the order of their arrival.

    Short ids can meet by chance; the later one then goes by its report's full id.
    """
    names: dict[str, None] = {}
    for founder in founders:
        names[founder if incident_id(founder) in names else incident_id(founder)] = None
    return list(names)


def adopt(home: Mapping[str, str], ties: Iterable[Tie]) -> dict[str, str]:
    """Return `home` (report to cluster) widened to every report that the ties reach, strongest tie first."""
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for tie in ties:
        near[tie.a].append((tie.strength, tie.b))
        near[tie.b].append((tie.strength, tie.a))
    found = dict(home)
    # Of ties of one strength the report decides, not its cluster: that may be another tomorrow.
    reach = [
        (-strength, other, report, home[report])
        for report in home
        for strength, other in near[report]
        if other not in home
    ]
    heapq.heapify(reach)
    while reach:
        _, report, _, cluster = heapq.heappop(reach)
        if report in found:
            continue
        found[report] = cluster
        for strength, other in near[report]:
            if other not in found:
                heapq.heappush(reach, (-strength, other, report, cluster))
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
