"""Counts of the MUC-4 scoring categories, and the measures that are taken of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Counts:
    """How fills did: correct, partially correct, incorrect, spurious, missing; and slots blank on both sides.

    An incorrect fill stands for one of the key and one of the response that do not match.
    """

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    spurious: int = 0
    missing: int = 0
    noncommittal: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Add category by category."""
        return Counts(
            self.correct + other.correct,
            self.partial + other.partial,
            self.incorrect + other.incorrect,
            self.spurious + other.spurious,
            self.missing + other.missing,
            self.noncommittal + other.noncommittal,
        )

    @property
    def points(self) -> float:
        """COR + 0.5 PAR."""
        return self.correct + 0.5 * self.partial

    @property
    def possible(self) -> int:
        """POS: the fills of the key, optional ones only where the response has them."""
        return self.correct + self.partial + self.incorrect + self.missing

    @property
    def actual(self) -> int:
        """ACT: the fills of the response."""
        return self.correct + self.partial + self.incorrect + self.spurious

    def figures(self) -> dict[str, Any]:
        """Return recall, precision and F as fractions, overgeneration (SPU/ACT), and the counts.

        A measure whose divisor is 0 is 0.
        """
        recall = self.points / self.possible if self.possible else 0.0
        precision = self.points / self.actual if self.actual else 0.0
        both = recall + precision
        return {
            "recall": recall,
            "precision": precision,
            "f1": 2 * precision * recall / both if both else 0.0,
            "overgeneration": self.spurious / self.actual if self.actual else 0.0,
            "POS": self.possible,
            "ACT": self.actual,
            "COR": self.correct,
            "PAR": self.partial,
            "INC": self.incorrect,
            "SPU": self.spurious,
            "MIS": self.missing,
            "NON": self.noncommittal,
        }


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of `counts`."""
    result = Counts()
    for more in counts:
        result += more
    return result
