"""Tolls as the tail's fits take them: distinct whole values, rising, and how often each occurs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tocsin.errors import GroundsError, InputError
from tocsin.measure.events import LARGEST_TOLL, Events, Floats, Ints

FEWEST: Final = 30
"""With fewer tolls of one or more no tail is fitted."""
_TALLIED: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Tolls:
    """`values`: distinct tolls from 1 up, rising; `counts`: how often each; `zeros` and `unknown` apart."""

    values: Floats
    counts: Ints
    zeros: int = 0
    unknown: int = 0

    @property
    def n(self) -> int:
        """Count the tolls of one or more."""
        return int(self.counts.sum())

    def index(self, least: float) -> int:
        """Return the place of the first value not below `least`."""
        return int(np.searchsorted(self.values, least))

    def without_largest(self) -> Tolls:
        """Return the tolls without the largest one (one of them, where several are equal)."""
        counts = self.counts.copy()
        counts[-1] -= 1
        keep = counts > 0
        return Tolls(self.values[keep], counts[keep], self.zeros, self.unknown)


def tolls(given: Any) -> Tolls:
    """Return the tolls of events (their best counts) or of numbers.

    Raises InputError on one that is negative, above `LARGEST_TOLL` or no whole number; GroundsError where
    fewer than `FEWEST` are of 1 or more.
    """
    found = tallied(given.killed if isinstance(given, Events) else given)
    if found.n < FEWEST:
        raise GroundsError(
            f"{found.n} tolls of one or more are too few for a tail: at least {FEWEST}; "
            "widen the window or the definition"
        )
    return found


def tallied(given: Any) -> Tolls:
    """Return distinct values and counts: counted in place up to a million, sorted above."""
    numbers = np.asarray(given)
    unknown = 0
    if numbers.dtype.kind == "f":
        known = np.isfinite(numbers)
        unknown = int(numbers.size - known.sum())
        numbers = _whole(numbers[known])
    if numbers.size and (numbers.min() < 0 or numbers.max() > LARGEST_TOLL):
        raise InputError(f"a toll is from 0 to {LARGEST_TOLL:,}, not {numbers.min()} or {numbers.max()}")
    small = numbers if not numbers.size or numbers.max() < _TALLIED else numbers[numbers < _TALLIED]
    often = np.bincount(small) if small.size else np.zeros(1, dtype=np.int64)
    values, counts = np.flatnonzero(often), often[often > 0]
    if small.size < numbers.size:
        large, more = np.unique(numbers[numbers >= _TALLIED], return_counts=True)
        values, counts = np.concatenate([values, large]), np.concatenate([counts, more])
    zeros = int(often[0])
    start = 1 if zeros else 0
    return Tolls(values[start:].astype(float), counts[start:].astype(np.int64), zeros, unknown)


def _whole(numbers: Floats) -> Ints:
    whole = numbers.astype(np.int64)
    if (whole != numbers).any():
        raise InputError("a toll is a whole number of people")
    return whole
