"""Intervals of a share in a finite frame, from a sample drawn without replacement. Standard library alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

FEWEST: Final = 10
"""With fewer on either side the exact interval stands in for Wilson's, whose coverage dips there."""
WILSON: Final = "Wilson (1927) with finite-population correction"
EXACT: Final = "exact hypergeometric"


@dataclass(frozen=True, slots=True)
class Interval:
    """A share: `part` of `n` looked at, of `population` in the frame; value and bounds 0 to 1.

    `value`, `low` and `high` are None where nothing was looked at.
    """

    part: int
    n: int
    population: int
    value: float | None
    low: float | None
    high: float | None
    level: float
    method: str

    def to_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return {
            "part": self.part, "n": self.n, "population": self.population, "value": self.value,
            "low": self.low, "high": self.high, "level": self.level, "method": self.method,
        }  # fmt: skip

    def __str__(self) -> str:
        """Return "0.91 [0.84–0.95], n=100"; where all were looked at, chance has no part and it says so."""
        if self.value is None:
            return "not known, n=0"
        every = " (all)" if self.n == self.population else ""
        return f"{self.value:.2f} [{self.low:.2f}–{self.high:.2f}], n={self.n:,}{every}"


def wilson(part: int, n: int, population: int, level: float = 0.95) -> tuple[float, float]:
    """Return Wilson's score interval for `part` of `n` drawn without replacement from `population`.

    The correction takes n (N - 1) / (N - n) as the size of the sample (Cochran 1977, section 2.7): where all
    were looked at, the interval is the value. Source: Wilson (1927), JASA 22.
    """
    if not 0 <= part <= n <= population or n == 0:
        raise ValueError(f"{part} of {n} of {population} is no sample")
    share = part / n
    if n == population:
        return share, share
    size = n * (population - 1) / (population - n)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    reach = z / (1 + z * z / size) * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def upper_bound(part: int, n: int, population: int, error: float) -> int:
    """Return the most of `population` that can be so, given `part` of `n` drawn without replacement.

    The largest K of which P(X <= part | K) exceeds `error` (hypergeometric): exact, one-sided, coverage at
    least 1 - `error`. Without a sample (n = 0) that is the whole frame.
    """
    if not 0 <= part <= n <= population:
        raise ValueError(f"{part} of {n} of {population} is no sample")
    low, high = part, population - (n - part)
    while low < high:
        middle = (low + high + 1) // 2
        if _at_most(part, n, middle, population) > error:
            low = middle
        else:
            high = middle - 1
    return low


def lower_bound(part: int, n: int, population: int, error: float) -> int:
    """Return the fewest of `population` that can be so: what is left beside the most that are not."""
    return population - upper_bound(n - part, n, population, error)


def proportion(part: int, n: int, population: int, level: float = 0.95) -> Interval:
    """Return the share with Wilson's interval, or the exact one where under `FEWEST` are on one side."""
    population = max(population, n)
    if n == 0:
        return Interval(0, 0, population, None, None, None, level, WILSON)
    if min(part, n - part) >= FEWEST:
        low, high = wilson(part, n, population, level)
        return Interval(part, n, population, part / n, low, high, level, WILSON)
    error = (1 - level) / 2
    bounds = lower_bound(part, n, population, error), upper_bound(part, n, population, error)
    low, high = (bound / population for bound in bounds)
    return Interval(part, n, population, part / n, low, high, level, EXACT)


def _at_most(part: int, n: int, so: int, population: int) -> float:
    """Return P(X <= part) of X so many in a sample of n, where `so` of `population` are so."""
    whole = _choose(population, n)
    first = max(0, n - (population - so))
    terms = (
        math.exp(_choose(so, k) + _choose(population - so, n - k) - whole)
        for k in range(first, min(part, so) + 1)
    )
    return math.fsum(terms)


def _choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
