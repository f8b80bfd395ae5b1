"""Weighing candidates by features: a softmax over what a text offers, with weights out of a small table.

The weights are fitted by `python -m training.rankers`; a feature that the table lacks counts nothing.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "data" / "rankers.tsv"
Features = Mapping[str, float]


@cache
def weights(ranker: str) -> Mapping[str, float]:
    """Return the weights of one ranker ("place", "date") by feature."""
    with FILE.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["feature"]: float(row["weight"]) for row in rows if row["ranker"] == ranker}


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
