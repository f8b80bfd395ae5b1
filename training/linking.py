"""The weights by which headlines are linked: `python -m training.linking --ucdp CSV --years 2013 2015`.

A logistic model with a ridge over the pairs of headlines of articles that feed one event each. The threshold
is the one that makes the most of B-cubed plus pairwise F1 where each year is linked by weights learned on the
others. 2014 is held out: it is refused here.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.linking.scoring import score
from bench.linking.ucdp import read_articles
from tocsin import places
from tocsin.model import Judgement
from tocsin.places import Gazetteer
from tocsin.resolve import cluster, headlines
from tocsin.resolve.headline_reading import read
from training.lines import logistic

RIDGE: Final = 4.0
HELD_OUT: Final = "2014"
THRESHOLDS: Final = (0.15, 0.2, 0.25, 0.3, 0.35)
FILE: Final = Path(headlines.__file__).parent / "data" / "headlines.json"


@dataclass(frozen=True, slots=True)
class Year:
    """The headlines of some years: the events, the pairs, their features, whether they are one event."""

    events: list[str]
    pairs: list[tuple[int, int]]
    features: list[dict[str, float]]
    same: NDArray[np.float64]


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ucdp", type=Path, required=True, metavar="CSV")
    parser.add_argument(
        "--years", nargs="+", required=True, metavar="YEAR", help="2010-2013 is one group of years"
    )
    options = parser.parse_args()
    groups = [frozenset(_years(group)) for group in options.years]
    if any(HELD_OUT in group for group in groups):
        parser.error(f"{HELD_OUT} is held out")
    years = [load(options.ucdp, group) for group in groups]
    names = sorted({name for year in years for found in year.features for name in found})
    threshold = _threshold(years, names)
    learned = fit(years, names)
    data = {
        "source": "UCDP GED, Nigeria (CC BY 4.0), headlines of " + ", ".join(options.years),
        "gazetteer": _gazetteer(),
        "bias": round(float(learned[-1]), 4),
        "weights": {name: round(float(w), 4) for name, w in zip(names, learned[:-1], strict=True)},
        "threshold": threshold,
    }
    FILE.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"{len(names)} weights, threshold {threshold}, written to {FILE.name}")


def _gazetteer() -> str:
    """The digest of the table in which places are looked up: another table asks for other weights."""
    manifest = json.loads(
        (Path(places.__file__).parent / "data" / "manifest.json").read_text(encoding="utf-8")
    )
    return str(manifest["sha256"])


def _years(text: str) -> list[str]:
    first, _, last = text.partition("-")
    return [str(year) for year in range(int(first), int(last or first) + 1)]


def load(path: Path, years: frozenset[str]) -> Year:
    """Return the pairs of the headlines of some years."""
    articles = read_articles(path, years).one
    readings = read([headline for headline, _ in articles], Gazetteer.load())
    events = [event for _, event in articles]
    pairs = list(headlines.candidates(readings))
    found = [headlines.features(readings[i], readings[j]) for i, j in pairs]
    return Year(events, pairs, found, np.array([events[i] == events[j] for i, j in pairs], dtype=float))


def fit(years: Sequence[Year], names: Sequence[str]) -> NDArray[np.float64]:
    """Return the weights of `names`, and last of nothing, that the pairs of `years` make likeliest."""
    x, y = np.vstack([_matrix(year, names) for year in years]), np.concatenate([year.same for year in years])
    return logistic(x, y, np.append(np.full(len(names), RIDGE), 0.0))


def predicted(year: Year, names: Sequence[str], learned: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each pair."""
    return np.asarray(1 / (1 + np.exp(-(_matrix(year, names) @ learned))))


def linked(year: Year, p: NDArray[np.float64], threshold: float) -> dict[str, Any]:
    """Return the scores of the clusters that the probabilities come to."""
    names = [f"{number:08d}" for number in range(len(year.events))]
    said = [
        Judgement(names[i], names[j], "same", float(q), "training")
        for (i, j), q in zip(year.pairs, p, strict=True)
    ]
    parts = cluster(names, said, threshold=threshold, unjudged=0.0)
    return score([tuple(int(name) for name in part) for part in parts], year.events)


def _threshold(years: Sequence[Year], names: Sequence[str]) -> float:
    total = dict.fromkeys(THRESHOLDS, 0.0)
    for number, year in enumerate(years):
        p = predicted(year, names, fit([*years[:number], *years[number + 1 :]], names))
        for threshold in THRESHOLDS:
            figures = linked(year, p, threshold)
            total[threshold] += len(year.events) * (figures["b3"]["f1"] + figures["pairwise"]["f1"])
            print(f"{threshold}: B-cubed {figures['b3']['f1']:.3f}, pairwise {figures['pairwise']['f1']:.3f}")
    return max(total, key=lambda threshold: total[threshold])


def _matrix(year: Year, names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[*(found.get(name, 0.0) for name in names), 1.0] for found in year.features])


if __name__ == "__main__":
    main()
