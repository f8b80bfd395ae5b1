"""What the tolls of one event in one document come to."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.coding.tolls.shapes import Settled, Toll
from tocsin.model import Count


def settle(tolls: Sequence[Toll]) -> Settled:
    """Return the counts that the tolls of one event in one document, in text order, come to."""
    now = [toll for toll in tolls if not toll.background and toll.role != "part"]
    return Settled(
        _last([t for t in now if t.effect == "killed" and t.whom != "attackers"]),
        _last([t for t in now if t.effect == "injured" and t.whom != "attackers"]),
        _last([t for t in now if t.effect == "killed" and t.whom == "attackers"]),
    )


def _last(tolls: Sequence[Toll]) -> tuple[Count, tuple[Toll, ...]] | None:
    return (tolls[-1].count, (tolls[-1],)) if tolls else None
