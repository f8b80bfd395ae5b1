"""How two people agree on what both looked at."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two reviewers agree on the incidents that both decided.

    `kappa` is Cohen's (1960), None where chance alone explains all; `low` and `high` its 95 % interval by the
    large-sample standard error (Fleiss, Cohen and Everitt 1969, simplified as in Cohen 1960).
    """

    first: str
    second: str
    n: int
    agreed: float
    kappa: float | None
    low: float | None
    high: float | None


def agreed(first: str, other: str, pairs: Collection[tuple[str, str]]) -> Agreement:
    """Return the agreement of two people from what each said of the same things; `pairs` is not empty."""
    n = len(pairs)
    share = sum(a == b for a, b in pairs) / n
    codes = {code for pair in pairs for code in pair}
    chance = sum(
        sum(a == code for a, _ in pairs) / n * sum(b == code for _, b in pairs) / n for code in codes
    )
    if chance >= 1.0:
        return Agreement(first, other, n, share, None, None, None)
    kappa = (share - chance) / (1.0 - chance)
    error = math.sqrt(share * (1.0 - share) / (n * (1.0 - chance) ** 2))
    return Agreement(
        first, other, n, share, kappa, max(-1.0, kappa - 1.96 * error), min(1.0, kappa + 1.96 * error)
    )
