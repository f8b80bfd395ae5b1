"""Fit how wide the circles of events' places must be: `python -m training.radius`.

Each labelled dispatch is read with place weights fitted to the others (ten folds), and each cell of precision
class and sureness gets the least radius with which nine in ten of its places hold their true point; cells of
few places are pooled, and those in which the surer would be the wider. A finer class is made no wider than a
coarser one. Writes `src/tocsin/coding/data/radius.tsv`, and prints how often the circles hold the point, each
fold measured with a table that its dispatches had no part in.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.event_place_date import Label, kilometres, labels
from tocsin.coding.radius import CLASSES, FILE, LEVELS, Table, level_of, widened
from tocsin.coding.scene import Scene
from tocsin.coding.where import Where, chosen_place
from tocsin.places import Gazetteer, Resolved, read_places
from training.dispatches import Dispatch, read_dispatches
from training.rankers import FOLDS, Choice, choice, fitted
from training.reading import labelled, read_dispatch

SHARE: Final = 0.9
FEWEST: Final = 12
"""Places from which a cell is fitted by itself."""
MOST_KM: Final = 100
"""What is further off was no matter of metres: another place was meant, and no circle would tell where."""
ROWS: Final = max(CLASSES.values()) + 1


@dataclass(frozen=True, slots=True)
class Case:
    """One incident: its dispatch, its label, and what the dispatch offers as its place."""

    fold: int
    true: Label
    scene: Scene
    resolved: Sequence[Resolved]
    choice: Choice


@dataclass(frozen=True, slots=True)
class Measured:
    """One place chosen, and how far from the true point it lies (km)."""

    fold: int
    where: Where
    km: float


def main() -> None:
    """Fit, print the table and how often its circles hold the point, and write it."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    measured = list(across(list(cases())))
    held = 0.0
    for fold in range(FOLDS):
        own = table([m for m in measured if m.fold != fold])
        held += sum(holds(m, own) for m in measured if m.fold == fold)
    final = table(measured)
    print(f"holds the point: {held / len(measured):.3f}  n = {len(measured)}")
    with FILE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n")
        out.writerow(("class", *LEVELS))
        for row, radii in enumerate(final):
            named = "|".join(name for name, at in CLASSES.items() if at == row)
            out.writerow((named, *radii))
            print(named, *radii, sep="\t")


def cases() -> Iterator[Case]:
    """Yield what the dispatches tell of their incidents, by the sentences that the reader gives them."""
    gazetteer = Gazetteer.load()
    for number, dispatch in enumerate(read_dispatches()):
        resolved = read_places(dispatch.text, gazetteer, title=dispatch.title or "")
        scenes = dict(_scenes(dispatch))
        for n, true in labels(dispatch):
            if n in scenes:
                yield Case(number % FOLDS, true, scenes[n], resolved, choice(scenes[n], resolved, true))


def _scenes(dispatch: Dispatch) -> Iterator[tuple[int, Scene]]:
    """Yield the labelled incidents that the reader finds, with the sentences that it takes for theirs."""
    found = read_dispatch(dispatch)
    if found is None:
        return
    for at, number in labelled(dispatch, found.threads):
        thread = found.threads[at]
        heading = (dispatch.title or "") if thread.title else ""
        yield number, Scene(dispatch.text, thread.sentences, thread.anchor, found.others(thread), heading)


def across(found: Sequence[Case]) -> Iterator[Measured]:
    """Yield the places that weights choose which were fitted to the dispatches of the other folds."""
    for fold in range(FOLDS):
        rest = [c.choice for c in found if c.fold != fold and any(c.choice.right) and not all(c.choice.right)]
        weights = fitted("place", rest)
        for case in found:
            if case.fold == fold and case.true.point is not None:
                where = chosen_place(case.scene, case.resolved, weights)
                km = kilometres(where.place, case.true.point) if where else None
                if where is not None and km is not None:
                    yield Measured(fold, where, km)


def table(measured: Sequence[Measured]) -> Table:
    """Return the least radius by class and level, the finer and the surer never the wider."""
    cells: list[list[float]] = []
    for row in range(ROWS):
        radii = _rising([_needed(measured, row, level) for level in range(len(LEVELS))])
        finer = cells[-1] if cells else [0.0] * len(radii)
        cells.append([max(pair) for pair in zip(radii, finer, strict=True)])
    return cells


def _rising(needed: Sequence[list[float]]) -> list[float]:
    """Return a radius a level that never falls: levels of few places, or out of order, are pooled."""
    pools: list[tuple[list[float], int]] = []
    for own in needed:
        pools.append((own, 1))
        while len(pools) > 1 and (
            len(pools[-1][0]) < FEWEST or _quantile(pools[-1][0]) < _quantile(pools[-2][0])
        ):
            last, before = pools.pop(), pools.pop()
            pools.append(([*before[0], *last[0]], before[1] + last[1]))
    return [_quantile(pool) for pool, levels in pools for _ in range(levels)]


def _needed(measured: Sequence[Measured], row: int, level: int) -> list[float]:
    """Return the radius that each place of a cell lacks to hold its point; nought where its own holds it."""
    return [
        m.km if m.km > (m.where.place.radius_km or 0.0) else 0.0
        for m in measured
        if CLASSES.get(m.where.place.precision or "") == row and level_of(_sure(m)) == level
    ]


def _quantile(needed: Sequence[float]) -> float:
    """Return the radius (whole km) that nine in ten need at most, and no more than `MOST_KM`."""
    if not needed:
        return 0.0
    least = sorted(needed)[math.ceil(len(needed) * SHARE) - 1]
    return float(min(math.ceil(least), MOST_KM))


def _sure(m: Measured) -> float:
    return m.where.probability * m.where.reading


def holds(m: Measured, own: Table) -> bool:
    """Tell whether the circle that a table gives the place holds its point."""
    return m.km <= (widened(m.where.place, _sure(m), own).radius_km or 0.0)


if __name__ == "__main__":
    main()
