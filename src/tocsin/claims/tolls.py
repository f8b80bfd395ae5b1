"""How many people were hit: sums of tolls, each with its range."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.claims.asking import Asked
from tocsin.model import Count, Counted, Estimate, Incident


def toll(incident: Incident, counted: Counted) -> Count | None:
    """Return the toll that is counted; None where no document says."""
    return incident.injured if counted == "injured" else incident.killed


def toll_of(
    incidents: Sequence[Incident], counted: Counted, asked: Asked, per: float = 1.0
) -> tuple[Estimate | None, int]:
    """Return the sum of known tolls over `per`, with its range, and how many attacks have no known toll."""
    known = [t for t in (toll(i, counted) for i in incidents) if t is not None]
    unknown = len(incidents) - len(known)
    if not known:
        return None, unknown
    lows = [next(x for x in (t.low, t.best, 0) if x is not None) for t in known]
    bests = [next(x for x in (t.best, t.low, t.high, 0) if x is not None) for t in known]
    highs = [t.high for t in known]
    high = sum(x for x in highs if x is not None) if None not in highs and not unknown else None
    estimate = Estimate(
        f"people {counted}", sum(bests) / per, sum(lows) / per, None if high is None else high / per,
        "people", len(known), asked.window.days, definition=asked.definition.name, details={"range": True},
        method="sum of tolls, low to high as the documents say; no chance",
    )  # fmt: skip
    return estimate, unknown
