"""Fit the weights by which targets are told: `python -m training.targets`.

A logistic line over the signs of `tocsin.coding.targets`, one row for each code of each incident of the
labelled dispatches. Each sixth dispatch is left out; `--folds` prints what the line reaches across six folds,
with each sixth in its turn. Writes `src/tocsin/coding/data/targets.tsv`.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.tuning import EVERY
from tocsin.coding.events import tellings
from tocsin.coding.folding import fold
from tocsin.coding.reader.reading import read
from tocsin.coding.reader.weights import opened
from tocsin.coding.sentences import sentences
from tocsin.coding.targets import FILE, FLOOR, signs
from training.dispatches import read_dispatches
from training.lines import logistic

_PULL: Final = 1.0


@dataclass(frozen=True, slots=True)
class Attacked:
    """The signs of each code of one incident, and the codes that are right."""

    number: int
    signs: dict[str, dict[str, float]]
    right: frozenset[str]


def main() -> None:
    """Fit and write the weights, or print what they reach across folds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", action="store_true", help="only print what the line reaches across folds")
    seen = list(attacked())
    if parser.parse_args().folds:
        across(seen)
        return
    table = fitted([one for one in seen if one.number % EVERY != EVERY - 1])
    with FILE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n")
        out.writerow(("sign", "weight"))
        out.writerows((sign, f"{weight:.3f}") for sign, weight in sorted(table.items()))


def attacked() -> Iterator[Attacked]:
    """Yield the incidents of the labelled dispatches, from the sentences labelled as theirs."""
    weights = opened()
    for number, dispatch in enumerate(read_dispatches()):
        if not dispatch.incidents:
            continue
        spans = sentences(dispatch.text)
        reading = read(weights, dispatch.title, dispatch.text, spans)
        if reading is None:
            continue
        told = tellings(dispatch.text, spans, dispatch.published)
        for n, incident in enumerate(dispatch.incidents, 1):
            own = [s for s in dispatch.sentences if n in s.incidents]
            mine = [t for t in told if any(s.start < t.span.end and t.span.start < s.end for s in own)]
            title = fold(dispatch.title or "") if n == 1 else ""
            if mine:
                yield Attacked(
                    number, signs(mine, title, reading.tagged), frozenset(incident["target_types"])
                )


def fitted(seen: Sequence[Attacked]) -> dict[str, float]:
    """Return the weight of each sign."""
    names = sorted({name for one in seen for row in one.signs.values() for name in row})
    rows = [[row.get(name, 0.0) for name in names] for one in seen for row in one.signs.values()]
    truth = [float(code in one.right) for one in seen for code in one.signs]
    weights = logistic(np.asarray(rows), np.asarray(truth), _PULL)
    return dict(zip(names, weights.tolist(), strict=True))


def across(seen: Sequence[Attacked]) -> None:
    """Print across folds how often any code and how often all codes are right."""
    some = whole = 0
    for part in range(EVERY):
        table = fitted([one for one in seen if one.number % EVERY != part])
        for one in seen:
            if one.number % EVERY != part:
                continue
            scores = {
                code: sum(table[name] * value for name, value in row.items() if name in table)
                for code, row in one.signs.items()
            }
            given = {code for code, score in scores.items() if score >= np.log(FLOOR / (1 - FLOOR))}
            given = given or {max(scores, key=lambda code: scores[code])}
            some += bool(given & one.right)
            whole += given == one.right
    print(f"any right {some / len(seen):.3f}, all right {whole / len(seen):.3f}, n = {len(seen)}")


if __name__ == "__main__":
    main()
