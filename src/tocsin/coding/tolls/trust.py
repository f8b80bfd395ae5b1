"""How far a toll is to be trusted, by how it is told."""

from __future__ import annotations

from typing import Final, Literal

Tier = Literal["toll", "everyone", "list", "kind", "inferred", "single", "first"]

LOWERED: Final = 0.97
"""An explicit toll said to have gone down, which holds though it is lower."""
EXPLICIT, TOTAL, SUM, KIND, INFERRED, SINGLE, DEFINITE, INITIAL = 0.95, 0.9, 0.85, 0.75, 0.6, 0.55, 0.4, 0.3
"""How far a toll is to be trusted, by how it is told: "the death toll rose to 12"; "12 people were killed";
"ten soldiers and two civilians"; "12 soldiers"; hospital, bodies, fears; "a soldier"; "the soldier",
"soldiers"; figures given as first or earlier ones."""


def tier(confidence: float) -> Tier:
    """Return how a toll of this confidence is told: as a death toll, a count of everyone, a list …"""
    floors: tuple[tuple[float, Tier], ...] = (
        (0.93, "toll"), (0.87, "everyone"), (0.83, "list"), (0.78, "everyone"), (0.62, "kind"),
        (0.58, "inferred"), (0.35, "single"),
    )  # fmt: skip
    return next((name for floor, name in floors if confidence >= floor), "first")
