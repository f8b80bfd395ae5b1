"""How far the truth may lie from a toll: as far as the other counts in the text, where these are often right.

Where a text gives one count, that is right in 93 of 100, and its range stays what its words say. Where it
gives several, the one taken is wrong more often, and mostly another of them is right. By how the one taken is
told, the table (`python -m training.toll_ranges`) says how often the truth lay below or above it, among the
others; the range goes so far where that was in one of ten cases or more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final, Literal

from tocsin import fitted
from tocsin.coding.reader.people import Counted, People, of_role
from tocsin.coding.tolls import Toll
from tocsin.coding.tolls.shapes import Effect, size
from tocsin.coding.tolls.trust import tier
from tocsin.model import Count

FILE: Final = Path(__file__).parent.parent / "data" / "toll_ranges.tsv"
OFTEN: Final = 0.1
"""The share of cases from which a range is widened: it shall miss no more than one in ten."""
_SURE: Final = 0.8
"""The chance from which the reader is sure of a mention."""
_ONE: Final = 1
_OF_ALL: Final = ("toll", "everyone", "list")
Side = Literal["below", "above"]
_SIDES: Final[dict[str, Side]] = {"below": "below", "above": "above"}


def told_as(counted: Counted) -> str:
    """Return how a toll is told: that nobody was hit, marked by the reader, a sum, or by words (`tier`)."""
    first = counted.grounds[0]
    if counted.count.best == 0:
        return "nobody"
    if len(counted.grounds) > 1:
        return "sum"
    return "reader" if first.role else tier(first.probability)


def others(
    effect: Effect, counted: Counted | None, found: Sequence[People], told: Sequence[Toll]
) -> list[int]:
    """Return what else the sentences of an event may well be read to count of its dead or its hurt, in order.

    Somebody named or described is one of several, no count of them. What neither the reader is sure of nor
    the words tell of everybody has hardly ever been the truth; only where nobody is said to be hit does any
    count speak against it.
    """
    nobody = counted is not None and counted.count.best == 0
    counts = [
        toll.count
        for toll in told
        if toll.effect == effect and toll.whom != "attackers" and toll.role != "part" and not toll.background
        and (nobody or tier(toll.confidence) in _OF_ALL)
    ]  # fmt: skip
    counts += [people.count for people in of_role(found, effect) if nobody or people.probability >= _SURE]
    several = not nobody and counted is not None and size(counted.count) > _ONE
    exact = {count.best for count in counts if count.best is not None}  # "dozens" speaks against no number
    return sorted(exact - ({0, _ONE} if several else {0}))


def ends(counted: Counted, counts: Sequence[int]) -> dict[Side, int]:
    """Return the farthest of the other counts below and above a toll, {} for one that has an open end."""
    count = counted.count
    if count.low is None or count.best is None or count.high is None or not counts:
        return {}
    found: dict[Side, int] = {}
    if counts[0] < count.low:
        found["below"] = counts[0]
    if counts[-1] > count.high:
        found["above"] = counts[-1]
    return found


def widened(counted: Counted | None, counts: Sequence[int]) -> Counted | None:
    """Return a toll with a range that holds the truth in nine of ten cases; its best value stays."""
    if counted is None:
        return None
    how, count = told_as(counted), counted.count
    far = {side: n for side, n in ends(counted, counts).items() if chances().get((how, side), 0.0) >= OFTEN}
    count = Count(far.get("below", count.low), count.best, far.get("above", count.high))
    return replace(counted, count=count)


@cache
def chances() -> dict[tuple[str, Side], float]:
    """Return how often the truth lay among the other counts, by how the taken one was told and by side."""
    return fitted.read(FILE, "the ranges of tolls", _table)


def _table(body: bytes) -> dict[tuple[str, Side], float]:
    rows = fitted.rows(body, "told", "side", "chance")
    return {(row["told"], _SIDES[row["side"]]): fitted.weight(row["chance"]) for row in rows}
