"""Are attacks bunched in time? Burstiness, memory and the Allan factor of the gaps between them."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.events import Events, Floats, Window
from tocsin.measure.rates import covered
from tocsin.model import Check, Estimate

FEWEST: Final = 30


def burstiness(
    events: Events, window: Window, *, level: float = 0.95, replicates: int = 999, seed: int = 0
) -> Estimate:
    """Return Kim & Jo's (2016) finite-size burstiness B: -1 regular, 0 by chance, 1 bursts.

    Ties within a day are spread over it at random, which makes them no burst of their own. The interval is a
    bootstrap of the gaps; `details` has what chance alone gives for as many events, the memory coefficient
    (Goh & Barabasi 2008) and the Allan factor (Allan 1966) by stretch. Raises GroundsError under `FEWEST`
    events.
    """
    days = events.within(window).day - window.first
    if len(days) < FEWEST:
        raise GroundsError(f"burstiness of {len(days)} events would be noise: at least {FEWEST}")
    rng = np.random.default_rng(seed)
    times = np.sort(days + rng.random(len(days)))
    gaps = np.diff(times)
    value = coefficient(gaps)
    drawn = coefficient(gaps[rng.integers(0, len(gaps), (replicates, len(gaps)))])
    chance = coefficient(rng.standard_exponential((replicates, len(gaps))))
    low, high = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2])
    p = (1 + int((np.abs(chance) >= abs(value)).sum())) / (1 + replicates)
    word = "bursts" if value > 0 else "regular gaps"
    detail = f"{word} beyond chance (p {p:.2g})" if p < 0.05 else f"no more {word} than by chance (p {p:.2g})"
    checks = (Check("chance", True, detail, p), covered(events, window))
    return Estimate(
        "burstiness of the gaps", value, float(low), float(high), "", len(days), float(window.days),
        level=level,
        method="finite-size burstiness (Kim & Jo 2016), bootstrap of the gaps", seed=seed,
        assumptions=("a drift of coverage does not make the bunches", "time of day is unknown"),
        checks=tuple(c for c in checks if c), definition=events.definition, as_of=events.as_of,
        details={"p": p, "memory": memory(gaps), "allan_factor": allan(times, float(window.days))},
    )  # fmt: skip


def coefficient(gaps: Floats) -> Any:
    """Return B of gaps along the last axis (Kim & Jo 2016, eq. 22, with n + 1 events for n gaps)."""
    n = gaps.shape[-1] + 1
    r = gaps.std(axis=-1) / gaps.mean(axis=-1)
    up, down = math.sqrt(n + 1), math.sqrt(n - 1)
    b = (up * r - down) / ((up - 2) * r + down)
    return float(b) if np.ndim(b) == 0 else np.asarray(b)


def memory(gaps: Floats) -> float:
    """Return the correlation of each gap with the next."""
    if gaps[:-1].std() == 0 or gaps[1:].std() == 0:
        return 0.0
    return float(np.corrcoef(gaps[:-1], gaps[1:])[0, 1])


def allan(times: Floats, horizon: float) -> dict[str, float]:
    """Return the Allan factor for stretches of days, doubling while eight of them fit: 1 by chance."""
    found, width = {}, 1.0
    while horizon / width >= 8:
        counts = np.bincount((times / width).astype(int), minlength=int(horizon / width))[
            : int(horizon / width)
        ]
        if counts.mean() > 0:
            found[f"{width:g} days"] = float((np.diff(counts) ** 2).mean() / (2 * counts.mean()))
        width *= 2
    return found
