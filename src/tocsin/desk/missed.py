"""What all lists of a stretch missed: the capture histories handed to the estimators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tocsin.datasets.coverage import Cell
from tocsin.errors import GroundsError

FEWEST: Final = 10
"""With fewer incidents on two lists or more nothing is said."""
MOST_LISTS: Final = 5


@dataclass(frozen=True, slots=True)
class Missed:
    """How many incidents no list of a cell has: the range over all models, and Chao's lower bound.

    Where there are no grounds `low`, `high` and `at_least` are None and `why` says what is lacking.
    """

    low: int | None
    high: int | None
    at_least: int | None
    method: str
    why: str | None = None


def missed(cell: Cell) -> Missed:
    """Return what the lists of `cell` missed together. Lists without an incident in it are left out."""
    captures = _captures(cell)
    if not captures or len(captures[0]) < 2:
        return Missed(None, None, None, "", "one list alone says nothing of what it missed")
    shared = sum(1 for history in captures if sum(history) > 1)
    if shared < FEWEST:
        return Missed(None, None, None, "", f"{shared} incidents on two lists: at least {FEWEST} are needed")
    import numpy as np

    from tocsin.measure.undercount import chao, undercount

    table = np.array(captures, dtype=bool)
    try:
        whole, least = undercount(table), chao(table)
    except GroundsError as error:
        return Missed(None, None, None, "", str(error))
    low, high, bound = (
        None if bound is None else round(bound - len(captures))
        for bound in (whole.low, whole.high, least.value)
    )
    return Missed(low, high, bound, whole.method)


def _captures(cell: Cell) -> list[list[bool]]:
    used = [i for i, name in enumerate(cell.lists) if cell.on(name)][:MOST_LISTS]
    rows = [([history[i] for i in used], n) for history, n in cell.histories.items()]
    return [row for row, n in rows if any(row) for _ in range(n)]
