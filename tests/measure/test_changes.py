"""Change points: the coal-mine disasters, exactness against enumeration, coverage, nothing out of nothing."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np
import pytest

from tocsin.errors import GroundsError
from tocsin.measure import Window, from_days
from tocsin.measure.changes import changes as measured
from tocsin.measure.changes import posterior, rows_of

# British coal-mine disasters with ten or more dead, a year, 1851 to 1962 (Jarrett 1979, Biometrika 66; the
# yearly counts as in Carlin, Gelfand & Smith 1992, Applied Statistics 41).
COAL = np.array([
    4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5,
    3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3, 2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1,
    0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1, 1, 0, 2, 3, 3, 1, 1,
    2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1,
])  # fmt: skip


def test_coal_mine_disasters() -> None:
    """The rate falls in 1890-91 from 3.1 to 0.9 a year."""
    assert len(COAL) == 112
    assert COAL.sum() == 191
    found = posterior(COAL, np.ones(112))
    assert found.number[0] < 1e-6
    one = found.place[1][0]
    at = int(np.argmax(one))
    assert 1850 + at in (1890, 1891), "the last year of the higher rate"
    assert COAL[:at].mean() == pytest.approx(3.1, abs=0.05)
    assert COAL[at:].mean() == pytest.approx(0.9, abs=0.05)


def test_the_recursion_is_the_sum_over_all_placements() -> None:
    counts, lengths = np.array([3, 0, 1, 7, 5, 0]), np.array([1.0, 2.0, 1.0, 1.0, 1.0, 3.0])
    scale = lengths.sum() / counts.sum()

    def weight(a: int, b: int) -> float:
        n, span = int(counts[a:b].sum()), float(lengths[a:b].sum())
        return float(scale * math.factorial(n) * (scale + span) ** -(1 + n))

    evidence, second = [], np.zeros(6)
    for m in range(6):
        total, ways = 0.0, 0
        for cuts in combinations(range(1, 6), m):
            edges = [0, *cuts, 6]
            value = math.prod(weight(a, b) for a, b in pairwise(edges))
            total, ways = total + value, ways + 1
            if m == 2:
                second[cuts[1]] += value
        evidence.append(total / ways * 0.5**m)
    found = posterior(counts, lengths)
    assert found.number == pytest.approx(np.array(evidence) / sum(evidence))
    assert found.place[2][1] == pytest.approx(second / second.sum())


def test_a_steady_rate_has_no_change() -> None:
    wrong = [posterior(np.random.default_rng(s).poisson(0.8, 150), np.ones(150)).mode > 0 for s in range(30)]
    assert sum(wrong) <= 3


def test_where_the_change_is_lies_within_the_bounds() -> None:
    held = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        counts = np.concatenate([rng.poisson(0.5, 80), rng.poisson(1.6, 70)])
        found = posterior(counts, np.ones(150))
        probability = np.cumsum(found.place[1][0])
        low, high = np.searchsorted(probability, [0.025, 0.975])
        held += low <= 80 <= high
    assert held >= 53


def test_a_change_is_told_with_its_date_and_rates() -> None:
    rng, start = np.random.default_rng(3), date(2015, 1, 1)
    counts = np.concatenate([rng.poisson(0.2, 300), rng.poisson(1.0, 200)])
    events = from_days([start.toordinal() + int(d) for d in np.repeat(np.arange(500), counts)])
    found = measured(events, Window(start, start + timedelta(499)))
    assert found.value == 1
    (row,) = found.details["changes"]
    assert abs((date.fromisoformat(row["at"]) - (start + timedelta(300))).days) < 25
    assert row["low"] <= row["at"] <= row["high"]
    assert found.details["segments"][1]["low"] < 1.0 < found.details["segments"][1]["high"]
    assert f"Change about {row['at']}" in str(found)
    assert len(found.details["prior_sensitivity"]) == 4


def test_clusters_that_pass_for_changes_are_said() -> None:
    start = date(2015, 1, 1)
    bursts = [start + timedelta(int(d)) for d in np.repeat(np.arange(0, 700, 35), 6)]
    found = measured(from_days(bursts), Window(start, start + timedelta(720)))
    assert [c for c in found.checks if c.passed is False]


def test_a_long_window_is_cut_into_stretches() -> None:
    start = date(1950, 1, 1)
    events = from_days([start + timedelta(40 * k) for k in range(500)])
    found = measured(events, Window(start, start + timedelta(20_000)))
    assert found.details["resolution_days"] == 17
    assert found.value == 0


def test_too_little_is_refused() -> None:
    with pytest.raises(GroundsError, match="cannot show a change"):
        measured(from_days([date(2015, 1, 1)]), Window(date(2015, 1, 1), date(2015, 12, 31)))


def test_no_event_in_a_segment_is_a_rate_with_an_upper_bound() -> None:
    counts = np.concatenate([np.zeros(60, dtype=np.int64), np.full(60, 2)])
    rows = rows_of(posterior(counts, np.ones(120)), counts, np.ones(120), 0.95)
    assert rows["segments"][0]["rate"] == 0
    assert rows["segments"][0]["high"] > 0
