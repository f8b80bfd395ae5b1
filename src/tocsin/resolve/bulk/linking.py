"""Weighed pairs -> clusters, and rows of one record -> rows of another."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from tocsin.resolve import weighing
from tocsin.resolve.bulk.blocking import pairs
from tocsin.resolve.bulk.columns import Columns
from tocsin.resolve.bulk.weights import ball, dates, log_odds, places, rest
from tocsin.resolve.cluster import THRESHOLD, UNJUDGED, Cut, Linkage
from tocsin.resolve.judging import LEAST, PRIOR

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    _Part = tuple[Ints, Ints]
    _Edges = tuple[Ints, Ints, Floats]

_HOPELESS: Final = math.log(LEAST / (1.0 - LEAST))
_MOST_FOR_THE_REST: Final = 6.4
"""What kinds, an actor and both tolls can add at most."""
WORKERS: Final = 2
MATCHED: Final = -5.0
"""Log-odds from which rows of two records are one event: most have a counterpart, and each only one."""


def link(reports: Columns) -> Ints:
    """Return a cluster number for each report; equal numbers are one incident."""
    import numpy as np

    sphere = ball(reports)
    with ThreadPoolExecutor(WORKERS) as pool:
        found = list(_ahead(pool, lambda part: _likely(reports, sphere, *part), pairs(reports)))
    a, b, p = (np.concatenate(part) for part in zip(*found, strict=True)) if found else _nothing()
    return _clustered(len(reports), a, b, p, _vetoes(reports.document))


def match(reports: Columns, other: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return which rows of one record are rows of another: pairs of positions, each row in one pair at most.

    `other` tells which of `reports` are of the second record. Within a record two rows are two events. The
    surest pairs go first; one below `MATCHED` is none.
    """
    import numpy as np

    found = []
    for a, b in pairs(reports):
        cross = other[a] != other[b]
        a, b = a[cross], b[cross]
        odds = log_odds(reports, a, b)
        likely = odds >= MATCHED
        found.append((odds[likely], np.where(other[a], b, a)[likely], np.where(other[a], a, b)[likely]))
    if not found:
        return []
    score, first, second = (np.concatenate(part) for part in zip(*found, strict=True))
    taken: set[int] = set()
    matched = []
    for at in np.lexsort((second, first, -np.round(score, 9))).tolist():
        pair = int(first[at]), int(second[at])
        if taken.isdisjoint(pair):
            taken.update(pair)
            matched.append(pair)
    return matched


def _ahead(
    pool: ThreadPoolExecutor, weigh: Callable[[_Part], _Edges], parts: Iterator[_Part]
) -> Iterator[_Edges]:
    """Weigh parts on several cores; numpy lets them run side by side. Few wait: memory stays bounded."""
    waiting: deque[Future[_Edges]] = deque()
    for part in parts:
        waiting.append(pool.submit(weigh, part))
        if len(waiting) > 2 * WORKERS:
            yield waiting.popleft().result()
    yield from (future.result() for future in waiting)


def _likely(reports: Columns, sphere: Floats, a: Ints, b: Ints) -> tuple[Ints, Ints, Floats]:
    """Return the pairs worth keeping; most fall with days and places, before the rest is looked at."""
    import numpy as np

    score = PRIOR + dates(reports, a, b) + places(reports, sphere, a, b)
    open_ = np.flatnonzero(score >= _HOPELESS - _MOST_FOR_THE_REST)
    a, b, score = a[open_], b[open_], score[open_] + rest(reports, a[open_], b[open_])
    p = 1.0 / (1.0 + np.exp(-score.clip(-weighing.CERTAIN, weighing.CERTAIN)))
    keep = p >= LEAST
    return a[keep], b[keep], p[keep]


def _nothing() -> tuple[Ints, Ints, Floats]:
    import numpy as np

    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)


def _vetoes(document: Ints) -> tuple[Ints, Ints]:
    """The pairs of reports of one document that stand side by side in it: two events of one text."""
    import numpy as np

    order = np.argsort(document, kind="stable")
    found = []
    for step in range(1, 9):
        same = np.flatnonzero(document[order[:-step]] == document[order[step:]])
        if len(same) == 0:
            break
        found.append((order[same], order[same + step]))
    if not found:
        return _nothing()[:2]
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def _clustered(n: int, a: Ints, b: Ints, p: Floats, vetoes: tuple[Ints, Ints]) -> Ints:
    """Average linkage over components of likely pairs; where all pairs are likely there is nothing to ask."""
    import numpy as np

    firm = p >= THRESHOLD
    label = components(n, a[firm], b[firm])
    size = np.bincount(label, minlength=n)
    tied = np.bincount(label[a[firm]], minlength=n)
    barred = np.zeros(n, dtype=bool)
    together = label[vetoes[0]] == label[vetoes[1]]
    barred[label[vetoes[0][together]]] = True
    hard = (tied * 2 != size * (size - 1)) | barred
    inside = hard[label[a]] & (label[a] == label[b])
    _divide(label, hard, (a[inside], b[inside], p[inside]), (vetoes[0][together], vetoes[1][together]))
    return label


def _divide(
    label: Ints, hard: NDArray[np.bool_], edges: tuple[Ints, Ints, Floats], vetoes: tuple[Ints, Ints]
) -> None:
    """Link the reports of the `hard` components anew, and write the clusters into `label`."""
    import numpy as np

    members = np.flatnonzero(hard[label])
    place = {item: number for number, item in enumerate(members.tolist())}
    linkage = Linkage([1] * len(members), Cut(THRESHOLD, UNJUDGED))
    for i, j, q in zip(*(part.tolist() for part in edges), strict=True):
        linkage.tie(place[i], place[j], q)
    for i, j in zip(vetoes[0].tolist(), vetoes[1].tolist(), strict=True):
        if i in place and j in place:
            linkage.bar(place[i], place[j])
    for part in linkage.run():
        label[members[part]] = members[min(part)]


def components(n: int, a: Ints, b: Ints) -> Ints:
    """Return for each of `n` items the least one that the edges a-b tie it to."""
    import numpy as np

    label = np.arange(n)
    while True:
        low = np.minimum(label[a], label[b])
        before = label.copy()
        np.minimum.at(label, label[a], low)
        np.minimum.at(label, label[b], low)
        while True:
            further = label[label]
            if np.array_equal(further, label):
                break
            label = further
        if np.array_equal(before, label):
            return label
