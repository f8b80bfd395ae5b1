"""Weighing candidates by features: a softmax over what a text offers, with weights out of a small table.

The weights are fitted by `python -m training.rankers`; a feature that the table lacks counts nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from tocsin import fitted

FILE: Final = Path(__file__).parent / "data" / "rankers.tsv"
_RANKERS: Final = ("place", "date")
Features = Mapping[str, float]


def weights(ranker: str) -> Mapping[str, float]:
    """Return the weights of one ranker ("place", "date") by feature."""
    return _shipped()[ranker]


@cache
def _shipped() -> Mapping[str, Mapping[str, float]]:
    return fitted.read(FILE, "the weights of places and dates", _table)


def _table(body: bytes) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {ranker: {} for ranker in _RANKERS}
    for row in fitted.rows(body, "ranker", "feature", "weight"):
        found[row["ranker"]][row["feature"]] = fitted.weight(row["weight"])
    return found


def chances(
    ranker: str, candidates: Sequence[Features], table: Mapping[str, float] | None = None
) -> list[float]:
    """Return how likely each candidate is the one that is meant; they add up to 1.

    `table` are other weights than those that ship.
    """
    if not candidates:
        return []
    table = weights(ranker) if table is None else table
    scores = [sum(table.get(name, 0.0) * value for name, value in one.items()) for one in candidates]
    best = max(scores)
    raised = [math.exp(score - best) for score in scores]
    whole = sum(raised)
    return [one / whole for one in raised]
