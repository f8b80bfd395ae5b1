"""Headlines and dates alone: what is linked against the events that the articles feed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bench.linking.scoring import score
from bench.linking.ucdp import read_articles
from tocsin.places import Gazetteer
from tocsin.resolve import headlines
from tocsin.resolve.headline_reading import read

BINS: Final = 10


def measure(path: Path, years: frozenset[str] | None) -> dict[str, Any]:
    """Return the figures for the articles of `years`; the input is outlet, day and words of each headline."""
    articles = read_articles(path, years)
    given, events = [headline for headline, _ in articles.one], [event for _, event in articles.one]
    gazetteer = Gazetteer.load()
    started = time.perf_counter()
    clusters = headlines.link(given, gazetteer)
    took = time.perf_counter() - started
    figures = score(clusters, events)
    readings = read(given, gazetteer)
    said = [
        (headlines.probability(headlines.features(readings[i], readings[j])), events[i] == events[j])
        for i, j in headlines.candidates(readings)
    ]
    alone = score([(position,) for position in range(len(given))], events)
    counted = [headlines.how_many(headline, gazetteer) == number for headline, number in articles.several]
    return figures | {
        "calibration_error": calibration_error(said),
        "calibration_error_from_0.1": calibration_error([pair for pair in said if pair[0] >= 0.1]),
        "reports_per_second": len(given) / took,
        "every_report_alone": {"b3_f1": alone["b3"]["f1"]},
        "several_events": {
            "right_number": sum(counted) / len(counted) if counted else 0.0,
            "always_two": sum(number == 2 for _, number in articles.several) / max(1, len(counted)),
            "n": len(counted),
        },
        "pairs": len(said),
        "reliability": reliability(said),
    }


def reliability(said: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return for each tenth of the scale the mean of what was said, the share that was true, and how many."""
    rows = []
    for low in range(BINS):
        inside = [(p, true) for p, true in said if min(int(p * BINS), BINS - 1) == low]
        if inside:
            n = len(inside)
            rows.append(
                {"said": sum(p for p, _ in inside) / n, "true": sum(t for _, t in inside) / n, "n": n}
            )
    return rows


def calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    total = sum(row["n"] * abs(row["said"] - row["true"]) for row in reliability(said))
    return total / len(said) if said else 0.0
