"""The two shapes that leave this room's part: one toll, and what the tolls of one event come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tocsin.model import Count, Span

Effect = Literal["killed", "injured"]
Whom = Literal["victims", "attackers", "mixed"]
Role = Literal["total", "part", "unclear"]


@dataclass(frozen=True, slots=True)
class Toll:
    """One count of people killed or injured, as one clause tells it.

    `whom` is "mixed" where the count includes attackers ("50, including the gunman"). `role` is "part" for
    those among an already counted number ("including three children"). `background` marks tolls of other
    attacks, of years, of wars. `span` is the count with its noun, or with the word of effect where it
    has none ("death toll rose to 45"), and lies inside the sentence. `without` says how many attackers were
    told to be among them and are taken out of the count already. `besides` marks those who died besides
    others ("two guards were also killed", "seven other people").
    """

    effect: Effect
    count: Count
    whom: Whom
    role: Role
    background: bool
    span: Span
    said_by: str | None
    confidence: float
    without: int = 0
    besides: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What one document says in the end about one event, each count with the tolls it rests on."""

    killed: tuple[Count, tuple[Toll, ...]] | None
    injured: tuple[Count, tuple[Toll, ...]] | None
    perpetrators_killed: tuple[Count, tuple[Toll, ...]] | None


def added(counts: Sequence[Count]) -> Count:
    """Return the sum of counts; an end that one of them leaves open stays open."""

    def whole(values: Sequence[int | None]) -> int | None:
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None

    low = sum(count.low or 0 for count in counts)
    return Count(low, whole([count.best for count in counts]), whole([count.high for count in counts]))


def less(count: Count, n: int) -> Count:
    """Return `count` without `n` of those counted."""

    def fewer(value: int | None) -> int | None:
        return None if value is None else max(value - n, 0)

    return Count(fewer(count.low), fewer(count.best), fewer(count.high))


def size(count: Count) -> int:
    """Return the one number to compare a count by: best, else low, else high."""
    for value in (count.best, count.low, count.high):
        if value is not None:
            return value
    return 0
