"""The core of a claim: its kind and number, and how its sentence falls into sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tocsin.model import Amount, Bound, ClaimKind

TURNED: Final[dict[Bound, Bound]] = {
    "at least": "at most", "more than": "fewer than", "at most": "at least", "fewer than": "more than",
}  # fmt: skip
"""What a bound on hours between attacks is as a bound on attacks, and the other way round."""


NEARLY_DAILY: Final = Amount(24.0, "between", 24.0 * 7 / 5)
"""“Nearly every day”: on five days of seven, or more."""


@dataclass(frozen=True, slots=True)
class Core:
    """A kind and its number; `left` and `right` are the pieces of the sentence about each side."""

    kind: ClaimKind
    amount: Amount | None
    unit: str
    left: str
    right: str | None = None
    other_amount: Amount | None = None
    base: str | None = None
