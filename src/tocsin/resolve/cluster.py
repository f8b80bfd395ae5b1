"""Judgements -> clusters of reports, whatever the order in which they arrive.

People decide first: their latest "same" on a pair must link it, their latest "different" may not be linked,
not even through others. The rest is average linkage (Sokal and Michener 1958) over the machine's pair
probabilities, where a pair that nobody judged counts as `UNJUDGED`, so that chains of weak links do not grow.
Ties are broken by the reports' ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tocsin.model import Judgement, iso

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Pair = tuple[str, str]

UNJUDGED: Final = 0.02
THRESHOLD: Final = 0.5
VETO: Final = 0.0
"""A machine's probability of exactly 0 says that it may not link the pair at all (two events of one text)."""


def cluster(reports: Sequence[str], judgements: Sequence[Judgement]) -> list[tuple[str, ...]]:
    """Return the reports in clusters, each sorted, the clusters sorted; each report is in exactly one.

    Where decisions of people contradict one another through others (a = b, b = c, a ≠ c), "different" holds
    and of the "same" the later ones hold before the earlier. A person's "unsure" takes a decision back.
    """
    names = sorted(set(reports))
    known = set(names)
    held = _holding([j for j in judgements if j.a in known and j.b in known])
    human = {pair: j for pair, j in held.items() if j.origin == "human"}
    apart = {pair for pair, j in human.items() if j.verdict == "different"}
    groups = _must_link(names, [j for j in human.values() if j.verdict == "same"], apart)
    soft = {pair: j.probability for pair, j in held.items() if j.origin != "human"}
    vetoed = apart | {pair for pair, p in soft.items() if p <= VETO}
    return _link(groups, soft, vetoed)


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
    groups: Sequence[tuple[str, ...]], soft: Mapping[Pair, float], vetoed: set[Pair]
) -> list[tuple[str, ...]]:
    """Link `groups` further by machine pairs, one connected component of likely pairs at a time.

    An average over pairs reaches the threshold only where one of the pairs does; so no cluster spans two
    components, and each is small.
    """
    where = {name: index for index, group in enumerate(groups) for name in group}
    inside: dict[int, dict[Pair, float]] = defaultdict(dict)
    likely = [(where[a], where[b]) for (a, b), p in soft.items() if p >= THRESHOLD]
    components = _components(len(groups), likely)
    label = {index: number for number, members in enumerate(components) for index in members}
    for (a, b), p in soft.items():
        if label[where[a]] == label[where[b]]:
            inside[label[where[a]]][a, b] = p
    linked: list[tuple[str, ...]] = []
    for number, members in enumerate(components):
        parts = [groups[index] for index in members]
        linked += parts if len(parts) == 1 else _average_linkage(parts, inside[number], vetoed)
    return sorted(linked)


def _components(count: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    parent = list(range(count))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for a, b in edges:
        parent[root(a)] = root(b)
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(count):
        members[root(index)].append(index)
    return sorted(members.values())


def _average_linkage(
    parts: list[tuple[str, ...]], soft: Mapping[Pair, float], vetoed: set[Pair]
) -> list[tuple[str, ...]]:
    """Agglomerate by nearest-neighbour chains (Benzécri 1982; Juan 1982), cut at the threshold.

    Average linkage with forbidden pairs at minus infinity is reducible, hence chains give the same tree as
    the greedy order, in quadratic time.
    """
    import numpy as np

    size = np.array([len(part) for part in parts], dtype=float)
    mean = _means(parts, soft, vetoed)
    alive = np.ones(len(parts), dtype=bool)
    merged: list[tuple[str, ...]] = list(parts)
    chain: list[int] = []
    while True:
        if not chain:
            open_rows = np.flatnonzero(alive & (mean.max(axis=1) >= THRESHOLD))
            if open_rows.size == 0:
                break
            chain.append(int(open_rows[0]))
        top = chain[-1]
        best = float(mean[top].max())
        if best < THRESHOLD:
            chain.clear()
            continue
        back = chain[-2] if len(chain) > 1 else -1
        near = back if back >= 0 and mean[top, back] == best else int(mean[top].argmax())
        if near != back:
            chain.append(near)
            continue
        del chain[-2:]
        keep, gone = min(top, near), max(top, near)
        total = size[keep] + size[gone]
        row = (mean[keep] * size[keep] + mean[gone] * size[gone]) / total
        mean[keep, :] = row
        mean[:, keep] = row
        mean[keep, keep] = -np.inf
        mean[gone, :] = -np.inf
        mean[:, gone] = -np.inf
        size[keep] = total
        alive[gone] = False
        merged[keep] = tuple(sorted(merged[keep] + merged[gone]))
    return [part for part, live in zip(merged, alive, strict=True) if live]


def _means(
    parts: Sequence[tuple[str, ...]], soft: Mapping[Pair, float], vetoed: set[Pair]
) -> NDArray[np.float64]:
    """The mean probability of the pairs between two parts; minus infinity where they may not be linked."""
    import numpy as np

    where = {name: index for index, part in enumerate(parts) for name in part}
    size = np.array([len(part) for part in parts], dtype=float)
    total = np.outer(size, size) * UNJUDGED
    for (a, b), p in soft.items():
        i, j = where[a], where[b]
        total[i, j] += p - UNJUDGED
        total[j, i] = total[i, j]
    mean = total / np.outer(size, size)
    np.fill_diagonal(mean, -np.inf)
    for a, b in vetoed:
        if a in where and b in where:
            mean[where[a], where[b]] = mean[where[b], where[a]] = -np.inf
    return mean


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
