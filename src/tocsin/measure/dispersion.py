"""Are counts more uneven than chance makes them? The Fano factor, its test, and intervals that allow for it.

Counts are taken over `batches` equal stretches, long enough that what happens in one is nearly independent
of the next (the method of batch means; Law & Kelton, Simulation Modeling and Analysis, ch. 9).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from tocsin.measure.events import Ints
from tocsin.measure.extra import special
from tocsin.model import Check

LEAST: Final = 12
"""With fewer events the test has no power to speak of and is not made."""
BATCHES: Final = 20
REPLICATES: Final = 1999


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Fano factor (variance over mean) of `batches` counts, and the p of as much by chance."""

    fano: float
    p: float | None
    batches: int

    @property
    def clustered(self) -> bool:
        """Return whether the counts are more uneven than chance, at 10 %: the exact interval will not do."""
        return self.p is not None and self.p < 0.1 and self.fano > 1

    def check(self) -> Check:
        """Return the check as a reader sees it."""
        if self.p is None:
            return Check("dispersion", None, f"too few events to test for clusters: at least {LEAST}")
        how = "clustered more than chance makes them" if self.clustered else "no more clustered than chance"
        detail = f"events are {how} (Fano factor {self.fano:.2g}, p {self.p:.2g})"
        return Check("dispersion", not self.clustered, detail, self.p)


def batch_counts(daily: Ints, batches: int) -> Ints:
    """Return counts over `batches` stretches of whole days, as equal as they can be made."""
    edges = np.linspace(0, len(daily), batches + 1).round().astype(int)
    return np.add.reduceat(daily, edges[:-1])


def dispersion(daily: Ints, *, seed: int = 0) -> Dispersion:
    """Return the Fano factor of daily counts with its Monte Carlo p.

    Given their sum, counts of a steady Poisson process are multinomial (Fisher 1950). Too few events or days:
    p is None.
    """
    n, batches = int(daily.sum()), min(BATCHES, len(daily) // 2, max(int(daily.sum()) // 2, 1))
    if n < LEAST or batches < 5:
        return Dispersion(math.nan, None, max(batches, 1))
    counts = batch_counts(daily, batches)
    share = batch_counts(np.ones_like(daily), batches) / len(daily)
    drawn = np.random.default_rng(seed).multinomial(n, share, size=REPLICATES)
    observed, by_chance = _chi(counts, n * share), _chi(drawn, n * share)
    p = (1 + int((by_chance >= observed).sum())) / (1 + REPLICATES)
    return Dispersion(float(observed) / (batches - 1), p, batches)


def _chi(counts: Ints, expected: np.ndarray) -> np.ndarray:
    chi: np.ndarray = ((counts - expected) ** 2 / expected).sum(axis=-1)
    return chi


def quasi_poisson(n: int, spread: Dispersion, level: float) -> tuple[float, float]:
    """Return bounds of the expected number of n events whose variance is Fano times the mean.

    On the log scale, with Student's t for the few batches (McCullagh & Nelder 1989, 4.5 and 9.2).
    """
    reach = special.stdtrit(spread.batches - 1, 0.5 + level / 2) * math.sqrt(spread.fano / n)
    return n * math.exp(-reach), n * math.exp(reach)


def block_bootstrap(daily: Ints, level: float, seed: int, *, replicates: int = 1999) -> tuple[float, float]:
    """Return bounds of the expected number by resampling circular blocks of days (Politis & Romano 1992).

    Blocks are as long as a batch. The spread of the totals is widened as the few blocks ask for (by Student's
    t and B / (B - 1); Hesterberg 2015, 5.1), on the log scale. It takes no form of the clusters for granted.
    """
    days = len(daily)
    length = max(1, math.ceil(days / BATCHES))
    sums = np.convolve(np.concatenate([daily, daily[: length - 1]]), np.ones(length), "valid")
    starts = np.random.default_rng(seed).integers(0, days, size=(replicates, math.ceil(days / length)))
    totals = sums[starts].sum(axis=1) * days / (length * starts.shape[1])
    blocks, n = starts.shape[1], float(daily.sum())
    tail = 0.5 + level / 2
    wider = float(special.stdtrit(blocks - 1, tail) / special.ndtri(tail)) * math.sqrt(blocks / (blocks - 1))
    low, high = np.log(np.maximum(np.quantile(totals, [1 - tail, tail]), 0.5) / n)
    return n * math.exp(wider * low), n * math.exp(wider * high)
