"""The small chart of how a toll was reported: one step for each value, in the order of reporting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.brief.grounds import Step

WIDTH: Final = 240
HEIGHT: Final = 56
_PAD: Final = 7


@dataclass(frozen=True, slots=True)
class Chart:
    """An SVG path of steps and the points on it, in pixels of a box of `WIDTH` by `HEIGHT`."""

    path: str
    dots: tuple[tuple[float, float, Step], ...]


def chart(steps: Sequence[Step]) -> Chart | None:
    """Return the chart of `steps`; None where fewer than two of them have a number."""
    numbered = [(step, n) for step in steps if (n := _number(step)) is not None]
    if len(numbered) < 2:
        return None
    most = max(n for _, n in numbered) or 1
    gap = (WIDTH - 2 * _PAD) / (len(numbered) - 1)
    dots = tuple(
        (round(_PAD + i * gap, 1), round(HEIGHT - _PAD - (HEIGHT - 2 * _PAD) * n / most, 1), step)
        for i, (step, n) in enumerate(numbered)
    )
    path = f"M{dots[0][0]} {dots[0][1]}" + "".join(f"H{x}V{y}" for x, y, _ in dots[1:])
    return Chart(path, dots)


def _number(step: Step) -> int | None:
    count = step.count
    return next((n for n in (count.best, count.low, count.high) if n is not None), None)
