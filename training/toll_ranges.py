"""How far the truth lies from a toll: the table of `tocsin.coding.reader.ranges`, from the dispatches.

`python -m training.toll_ranges [--install]` prints the table and how often the ranges hold the truth, each
fifth of the dispatches with what was fitted on the others, and with `--install` writes the table. The network
was fitted on five of six dispatches, so the sixth, the tuning part, is told apart; in the table its cases
count as much as all others together.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.tuning import EVERY
from tocsin.coding import gate
from tocsin.coding.around import aside, beyond
from tocsin.coding.reader.people import Counted
from tocsin.coding.reader.ranges import FILE, OFTEN, Side, ends, told_as
from tocsin.coding.reader.tolls import read_tolls, tolls
from tocsin.coding.together import together
from training.dispatches import Dispatch, read_dispatches
from training.reading import labelled, read_dispatch

FOLDS: Final = 5
_PRIOR: Final = (0.5, 5.0)
"""Cases in which the truth lay beyond, and cases in all, that each row of the table begins with."""


@dataclass(frozen=True, slots=True)
class Case:
    """A toll that was read, the other counts of its text, and the label's; `tuning`: the network was not
    fitted on it."""

    dispatch: int
    tuning: bool
    counted: Counted
    counts: tuple[int, ...]
    true: int


Table = Mapping[tuple[str, Side], float]


def main() -> None:
    """Print table, coverage and width; with --install write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--install", action="store_true", help=f"write {FILE.name}")
    options = parser.parse_args()
    cases = [case for n, d in enumerate(read_dispatches()) for case in read_cases(n, d)]
    table = fitted(cases)
    for (how, side), chance in sorted(table.items()):
        print(f"{how:<10}{side:<7}{chance:.3f}{'  widens' if chance >= OFTEN else ''}")
    for name, tuning in (("tuning part", True), ("other dispatches", False)):
        some = [case for case in cases if case.tuning == tuning]
        print(f"{name}: {len(some)} tolls")
        for how, tables in (("as the words say", [{}] * FOLDS), ("widened", crossed(cases))):
            print(
                "  {:<18}held {:.3f}, mean width {:.2f}, widened {:.3f}".format(how, *measured(some, tables))
            )
    if options.install:
        with FILE.open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out, delimiter="\t", lineterminator="\n")
            rows.writerow(("told", "side", "chance"))
            rows.writerows((how, side, f"{chance:.3f}") for (how, side), chance in sorted(table.items()))


def read_cases(number: int, dispatch: Dispatch) -> Iterator[Case]:
    """Yield the tolls that are read in a dispatch and that its label knows."""
    text, found = dispatch.text, read_dispatch(dispatch)
    if found is None or found.gated < gate.THRESHOLD:
        return
    reading, spans = found.reading, found.spans
    beside = together(text, spans, found.threads, lambda some: tolls(text, reading, some))
    for at, incident in labelled(dispatch, found.threads):
        thread, own = found.threads[at], beside[at].own
        rest = found.others(thread)
        best, rivals = read_tolls(
            text, reading, own, beyond(text, spans, rest), aside(text, spans, reading, thread, rest)
        )
        label = dispatch.incidents[incident - 1]
        for name, counted, counts in (
            ("killed", best.killed, rivals.killed),
            ("injured", best.injured, rivals.injured),
        ):
            true = (
                None
                if label[name] is None
                else label[name][1]
                if label[name][1] is not None
                else label[name][0]
            )
            if counted is not None and true is not None:
                yield Case(number, number % EVERY == EVERY - 1, counted, tuple(counts), true)


def fitted(cases: Sequence[Case]) -> dict[tuple[str, Side], float]:
    """Return by how a toll is told, and by side, how often the truth lay beyond it, among the others."""
    tuning = sum(case.tuning for case in cases)
    weight = (len(cases) - tuning) / tuning if tuning else 1.0
    seen: dict[tuple[str, Side], list[float]] = defaultdict(lambda: list(_PRIOR))
    for case in cases:
        count = 2 * weight / (1 + weight) if case.tuning else 2 / (1 + weight)
        for side, far in ends(case.counted, case.counts).items():
            row = seen[told_as(case.counted), side]
            row[0] += count * _beyond(case, side, far)
            row[1] += count
    return {key: beyond_ / all_ for key, (beyond_, all_) in seen.items()}


def _beyond(case: Case, side: Side, far: int) -> bool:
    low, high = case.counted.count.low, case.counted.count.high
    if low is None or high is None:
        return False
    return far <= case.true < low if side == "below" else high < case.true <= far


def crossed(cases: Sequence[Case]) -> list[Table]:
    """Return for each fold of the dispatches the table fitted on the others."""
    return [fitted([case for case in cases if case.dispatch % FOLDS != fold]) for fold in range(FOLDS)]


def measured(cases: Sequence[Case], tables: Sequence[Table]) -> tuple[float, float, float]:
    """Return the share of the cases whose ranges hold the truth, the mean width where both ends are known,
    and the share that was widened; `tables` are by fold."""
    ranges = [_range(case, tables[case.dispatch % FOLDS]) for case in cases]
    held = sum(
        (low or 0) <= case.true and (high is None or case.true <= high)
        for case, (low, high) in zip(cases, ranges, strict=True)
    )
    widths = [high - low for low, high in ranges if low is not None and high is not None]
    wider = sum(
        ends_ != (case.counted.count.low, case.counted.count.high)
        for case, ends_ in zip(cases, ranges, strict=True)
    )
    return held / len(cases), sum(widths) / len(widths), wider / len(cases)


def _range(case: Case, table: Table) -> tuple[int | None, int | None]:
    how, far = told_as(case.counted), ends(case.counted, case.counts)
    wide = {side: n for side, n in far.items() if table.get((how, side), 0.0) >= OFTEN}
    return wide.get("below", case.counted.count.low), wide.get("above", case.counted.count.high)


if __name__ == "__main__":
    main()
