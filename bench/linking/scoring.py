"""B-cubed (Bagga and Baldwin 1998), pairwise, over- and under-merge, and expected calibration error."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

Clusters = Sequence[tuple[int, ...]]


def score(clusters: Clusters, gold: Sequence[Hashable]) -> dict[str, Any]:
    """Return the figures of `clusters` of positions against the event of each position.

    `over_merge` is the share of clusters with more than one event, `under_merge` the share of events in more
    than one cluster.
    """
    label = {item: number for number, part in enumerate(clusters) for item in part}
    both = Counter((label[item], event) for item, event in enumerate(gold))
    mine, true = Counter(label.values()), Counter(gold)
    n = len(gold)
    precision = sum(size * size / mine[part] for (part, _), size in both.items()) / n
    recall = sum(size * size / true[event] for (_, event), size in both.items()) / n
    hit, said, are = (sum(s * (s - 1) // 2 for s in sizes.values()) for sizes in (both, mine, true))
    mixed, torn = defaultdict(set), defaultdict(set)
    for part, event in both:
        mixed[part].add(event)
        torn[event].add(part)
    return {
        "b3": _prf(precision, recall),
        "pairwise": _prf(hit / said if said else 0.0, hit / are if are else 0.0),
        "over_merge": sum(len(events) > 1 for events in mixed.values()) / max(1, len(mixed)),
        "under_merge": sum(len(parts) > 1 for parts in torn.values()) / max(1, len(torn)),
        "n": n,
        "events": len(true),
        "clusters": len(mine),
    }


def _prf(precision: float, recall: float) -> dict[str, float]:
    total = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / total if total else 0.0}
