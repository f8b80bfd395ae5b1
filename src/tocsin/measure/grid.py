"""One figure under many definitions and windows (Steegen, Tuerlinckx, Gelman & Vanpaemel 2016).

Which moves the answer more, the definition or chance? The spread between definitions is the largest value
over the smallest; the spread by chance the upper bound over the lower of one estimate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.errors import GroundsError
from tocsin.measure.estimate import frame, intervals
from tocsin.measure.events import Events, Window
from tocsin.measure.rates import rate
from tocsin.model import Estimate, Json


@dataclass(frozen=True, slots=True)
class Grid:
    """Estimates by their row's name, the one stated first; spreads as ratios, None where a bound is missing.

    `between`: largest value over smallest. `by_chance`: high over low of the stated one.
    """

    rows: Mapping[str, Estimate]
    between: float | None
    by_chance: float | None

    def __str__(self) -> str:
        """Return what the grid says in one sentence."""
        first = next(iter(self.rows.values()))
        if self.between is None or self.by_chance is None:
            return (
                f"{len(self.rows)} rows; too few events in some to say what moves the {first.quantity} most"
            )
        moved = "definition and window move" if self.between >= self.by_chance else "chance moves"
        return (
            f"{first.quantity[:1].upper()}{first.quantity[1:]}: {moved} the answer most: between the "
            f"{len(self.rows)} rows it varies {times(self.between)}, by chance {times(self.by_chance)}."
        )

    def to_json(self) -> Json:
        """Return rows and spreads as an object."""
        rows = [{"row": name, **e.to_json()} for name, e in self.rows.items()]
        return {"rows": rows, "spread_between": self.between, "spread_by_chance": self.by_chance,
                "sentence": str(self)}  # fmt: skip

    def to_frame(self) -> Any:
        """Return the rows as a polars frame."""
        table = frame(self.rows.values())
        return table.insert_column(0, table["quantity"].__class__("row", list(self.rows)))

    def plot(self) -> Json:
        """Return the chart of all rows with their intervals, on a log scale."""
        return intervals(str(self), dict(self.rows), log=True)


def grid_of(rows: Mapping[str, Estimate]) -> Grid:
    """Return the grid of estimates that are made already; the first is the one stated."""
    if not rows:
        raise GroundsError("a grid needs at least one definition and one window")
    stated = next(iter(rows.values()))
    values = [e.value for e in rows.values()]
    known = [value for value in values if value]
    between = max(known) / min(known) if len(known) == len(values) else None
    return Grid(rows, between, stated.high / stated.low if stated.high and stated.low else None)


def rate_grid(
    selected: Mapping[str, Events],
    windows: Sequence[Window],
    *,
    measure: Callable[..., Estimate] = rate,
    level: float = 0.95,
    seed: int = 0,
) -> Grid:
    """Return `measure` for each definition's events and each window; the first of each is the one stated.

    `selected` gives by the definition's name the events that it includes.
    """
    return grid_of(
        {
            f"{name}, {window}": measure(events, window, level=level, seed=seed)
            for name, events in selected.items()
            for window in windows
        }
    )


def times(ratio: float) -> str:
    """Return "28-fold" or "3.4-fold"."""
    return f"{ratio:.0f}-fold" if ratio >= 10 else f"{ratio:.1f}-fold"
