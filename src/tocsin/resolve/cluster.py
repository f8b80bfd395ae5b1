"""Judgements -> clusters of reports, whatever the order in which they arrive.

People decide first: their latest "same" on a pair must link it, their latest "different" may not be linked,
not even through others. The rest is average linkage (Sokal and Michener 1958) over the machine's pair
probabilities, where a pair that nobody judged counts as `UNJUDGED`, so that chains of weak links do not grow.
Of two reports in a crowd, which were compared with `MOST` others each, chance decided whether they met: where
they did not, the pair counts nothing. Ties are broken by the reports' ids.

Whether two clusters are linked goes by their own pairs alone. So a part of the reports that no link leads
out of comes to the same by itself as among all (`record.vicinity` builds on this).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

from tocsin.model import Judgement, iso
from tocsin.resolve.components import components

Pair = tuple[str, str]

UNJUDGED: Final = 0.02
THRESHOLD: Final = 0.5
MOST: Final = 32
"""With so many others a report is compared at most; where more are near, with those that agree best."""
VETO: Final = 0.0
"""A machine's probability of exactly 0 says that it may not link the pair at all (two events of one text)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where linking stops, and what an unjudged pair counts."""

    threshold: float
    unjudged: float


def cluster(
    reports: Sequence[str],
    judgements: Sequence[Judgement],
    *,
    threshold: float = THRESHOLD,
    unjudged: float = UNJUDGED,
    compared: Mapping[str, int] | None = None,
) -> list[tuple[str, ...]]:
    """Return the reports in clusters, each sorted, the clusters sorted; each report is in exactly one.

    Clusters are linked from a mean probability of `threshold` on, in which a pair that nobody judged counts
    as `unjudged`. `compared` says with how many others each report was compared; without it, that is counted
    in `judgements`.

    Where decisions of people contradict one another through others (a = b, b = c, a ≠ c), "different" holds
    and of the "same" the later ones hold before the earlier. A person's "unsure" takes a decision back.
    """
    names = sorted(set(reports))
    known = set(names)
    crowd = _crowd(partners(judgements) if compared is None else compared)
    held = _holding([j for j in judgements if j.a in known and j.b in known])
    human = {pair: j for pair, j in held.items() if j.origin == "human"}
    apart = {pair for pair, j in human.items() if j.verdict == "different"}
    groups = _must_link(names, [j for j in human.values() if j.verdict == "same"], apart)
    soft = {pair: j.probability for pair, j in held.items() if j.origin != "human"}
    vetoed = apart | {pair for pair, p in soft.items() if p <= VETO}
    return _link(groups, soft, vetoed, crowd, Cut(threshold, unjudged))


def partners(judgements: Iterable[Judgement]) -> dict[str, int]:
    """Return with how many others each report was compared."""
    found: dict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        found[judgement.a].add(judgement.b)
        found[judgement.b].add(judgement.a)
    return {name: len(others) for name, others in found.items()}


def _crowd(compared: Mapping[str, int]) -> set[str]:
    return {name for name, others in compared.items() if others >= MOST}


def _holding(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """Return for each pair the judgement that holds: the latest of a person's, else the latest other one."""
    human: dict[Pair, list[Judgement]] = defaultdict(list)
    other: dict[Pair, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        (human if judgement.origin == "human" else other)[judgement.a, judgement.b].append(judgement)
    decided = {pair: _latest(made) for pair, made in human.items()}
    decided = {pair: j for pair, j in decided.items() if j.verdict != "unsure"}
    return {pair: _latest(made) for pair, made in other.items()} | decided


def _latest(made: Sequence[Judgement]) -> Judgement:
    return made[0] if len(made) == 1 else max(made, key=_recency)


def _recency(judgement: Judgement) -> tuple[str, str, str]:
    return iso(judgement.made_at) or "", judgement.author, judgement.id


def _must_link(names: Sequence[str], links: Iterable[Judgement], apart: set[Pair]) -> list[tuple[str, ...]]:
    group: dict[str, tuple[str, ...]] = {name: (name,) for name in names}
    for link in sorted(links, key=_recency, reverse=True):
        left, right = group[link.a], group[link.b]
        if left is right or any(_pair(a, b) in apart for a in left for b in right):
            continue
        joined = tuple(sorted(left + right))
        for name in joined:
            group[name] = joined
    return sorted(set(group.values()))


def _link(
    groups: Sequence[tuple[str, ...]],
    soft: Mapping[Pair, float],
    vetoed: set[Pair],
    crowd: set[str],
    cut: Cut,
) -> list[tuple[str, ...]]:
    """Link `groups` further by machine pairs, one connected component of likely pairs at a time.

    An average over pairs reaches the threshold only where one of the pairs does; so no cluster spans two
    components, and each is small.
    """
    where = {name: index for index, group in enumerate(groups) for name in group}
    inside: dict[int, dict[Pair, float]] = defaultdict(dict)
    likely = [(where[a], where[b]) for (a, b), p in soft.items() if p >= cut.threshold]
    connected = components(likely, range(len(groups)))
    label = {index: number for number, members in enumerate(connected) for index in members}
    for (a, b), p in soft.items():
        if label[where[a]] == label[where[b]]:
            inside[label[where[a]]][a, b] = p
    linked: list[tuple[str, ...]] = []
    for number, members in enumerate(connected):
        parts = [groups[index] for index in members]
        linked += parts if len(parts) == 1 else _average_linkage(parts, inside[number], vetoed, crowd, cut)
    return sorted(linked)


def _average_linkage(
    parts: list[tuple[str, ...]], soft: Mapping[Pair, float], vetoed: set[Pair], crowd: set[str], cut: Cut
) -> list[tuple[str, ...]]:
    """Merge the two parts of the highest mean while it reaches the threshold; ties by first reports.

    Only parts with a judged pair between them can reach it, so that only these are kept: cost goes by the
    number of judgements, not by the square of the reports.
    """
    where = {name: index for index, part in enumerate(parts) for name in part}
    linkage = Linkage([len(part) for part in parts], cut, [len(crowd.intersection(part)) for part in parts])
    for (a, b), p in sorted(soft.items()):
        linkage.tie(where[a], where[b], p, crowded=a in crowd and b in crowd)
    for a, b in vetoed:
        if a in where and b in where:
            linkage.bar(where[a], where[b])
    return [tuple(sorted(name for index in group for name in parts[index])) for group in linkage.run()]


class Linkage:
    """Average linkage of numbered parts: sizes, sums towards neighbours, and whom each may not join.

    Of two parts that are merged the one with more neighbours takes in the other, and only what the other
    brings is offered anew. What lies in the heap may be too good by then, never too bad: a mean sinks as a
    part grows. So cost goes by the pairs that were judged, not by the square of the reports.
    """

    def __init__(self, sizes: Sequence[int], cut: Cut, crowded: Sequence[int] = ()) -> None:
        """Begin with parts of these sizes, each by itself; `crowded` says how many of each are in a crowd."""
        self._cut = cut
        self._members: list[list[int]] = [[number] for number in range(len(sizes))]
        self._size = list(sizes)
        self._crowded = list(crowded) or [0] * len(sizes)
        self._sums: list[dict[int, tuple[float, int]]] = [{} for _ in sizes]
        self._barred: list[set[int]] = [set() for _ in sizes]
        self._first = list(range(len(sizes)))
        self._heap: list[tuple[float, int, int, int, int]] = []

    def tie(self, i: int, j: int, p: float, *, crowded: bool = False) -> None:
        """Take in the probability of one pair of reports of two parts; `crowded`: both are in a crowd."""
        if i != j:
            total, met = self._sums[i].get(j, (0.0, 0))
            self._sums[i][j] = self._sums[j][i] = total + p - self._cut.unjudged, met + crowded

    def bar(self, i: int, j: int) -> None:
        """Never put these two together."""
        self._barred[i].add(j)
        self._barred[j].add(i)

    def run(self) -> list[list[int]]:
        """Merge as long as there is anything to merge; return the numbers of each cluster, by the first."""
        for i, sums in enumerate(self._sums):
            for j in sums:
                if i < j:
                    self._offer(i, j)
        while self._heap:
            entry = heappop(self._heap)
            i, j = entry[3:]
            if j not in self._sums[i]:
                continue
            if self._entry(i, j) == entry:
                self._merge(i, j)
            else:
                self._offer(i, j)
        return sorted(sorted(members) for members in self._members if members)

    def _entry(self, i: int, j: int) -> tuple[float, int, int, int, int] | None:
        """What is to be known of a pair, the best first; None where it may not be merged."""
        i, j = (i, j) if self._first[i] < self._first[j] else (j, i)
        total, met = self._sums[i][j]
        apart = self._size[i] * self._size[j] - self._crowded[i] * self._crowded[j]
        # Rounded, so that the order in which numbers were added decides nothing.
        mean = round(self._cut.unjudged + total / (apart + met), 9)
        if mean < self._cut.threshold or j in self._barred[i]:
            return None
        return -mean, self._first[i], self._first[j], i, j

    def _offer(self, i: int, j: int) -> None:
        entry = self._entry(i, j)
        if entry is not None:
            heappush(self._heap, entry)

    def _merge(self, i: int, j: int) -> None:
        keep, gone = (i, j) if len(self._sums[i]) >= len(self._sums[j]) else (j, i)
        self._members[keep] += self._members[gone]
        self._members[gone] = []
        self._size[keep] += self._size[gone]
        self._crowded[keep] += self._crowded[gone]
        for other in self._barred[gone]:
            self._barred[other].discard(gone)
            self.bar(keep, other)
        del self._sums[keep][gone], self._sums[gone][keep]
        brought = self._sums[gone]
        self._sums[gone] = {}
        for other, (total, met) in brought.items():
            del self._sums[other][gone]
            held, before = self._sums[keep].get(other, (0.0, 0))
            self._sums[keep][other] = self._sums[other][keep] = held + total, before + met
        renamed = self._first[gone] < self._first[keep]
        self._first[keep] = min(self._first[keep], self._first[gone])
        for other in self._sums[keep] if renamed else brought:
            self._offer(keep, other)


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
