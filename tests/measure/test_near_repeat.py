"""Near repeats and bursts: found where they are, and not where they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from tocsin.errors import GroundsError, InputError
from tocsin.measure import Events, Window, from_days, from_frame
from tocsin.measure.burstiness import burstiness, coefficient
from tocsin.measure.near_repeat import near_repeat

START = date(2014, 1, 1)
WINDOW = Window(START, START + timedelta(729))


def placed(seed: int, repeats: float) -> Events:
    """Return events over a square of 200 km; a part of them has another near by within a week."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(120):
        day, lat, lon = int(rng.integers(0, 700)), 9 + 2 * rng.random(), 7 + 2 * rng.random()
        rows.append({"start": START + timedelta(day), "lat": lat, "lon": lon, "radius_km": 2.0})
        if rng.random() < repeats:
            near = {"start": START + timedelta(day + int(rng.integers(0, 6))), "lat": lat + 0.01, "lon": lon}
            rows.append({**near, "radius_km": 2.0})
    return from_frame(rows)


def test_near_repeats_are_found() -> None:
    found = near_repeat(placed(1, 0.3), WINDOW, replicates=199)
    assert found.details["p"] <= 0.01
    assert found.value is not None
    assert found.value > 3
    assert "km and" in found.quantity
    assert len(found.details["cells"]) == 16


def test_an_attack_recorded_twice_is_said() -> None:
    found = near_repeat(replace(placed(1, 0.1), twins=((0, 1, 0.4),)), WINDOW, replicates=49)
    assert "1 pairs may be one attack recorded twice" in str(found)


def test_looking_at_many_cells_finds_nothing_where_nothing_is() -> None:
    wrong = [
        near_repeat(placed(s, 0.0), WINDOW, replicates=99, seed=s).details["p"] < 0.05 for s in range(40)
    ]
    assert sum(wrong) <= 5


def test_loose_places_are_left_out_and_counted() -> None:
    rows = [{"start": START, "lat": 9.0, "lon": 7.0, "radius_km": 300.0}] * 30
    both = placed(2, 0.0)
    assert both.radius_km.max() == 2
    with pytest.raises(GroundsError, match="0 events placed within"):
        near_repeat(from_frame(rows), WINDOW)
    with pytest.raises(InputError, match="limits that rise"):
        near_repeat(both, WINDOW, kilometres=(5.0, 1.0))


def test_burstiness_of_known_processes() -> None:
    rng = np.random.default_rng(3)
    assert coefficient(np.ones(200)) == pytest.approx(-1.0, abs=0.02)
    assert np.mean(coefficient(rng.standard_exponential((400, 60)))) == pytest.approx(0.0, abs=0.02)
    assert coefficient(rng.pareto(1.2, 2000)) > 0.3


def test_burstiness_says_whether_it_is_chance() -> None:
    rng = np.random.default_rng(4)
    even = from_days([WINDOW.first + int(d) for d in rng.integers(0, 730, 80)])
    assert "than by chance" in burstiness(even, WINDOW).checks[0].detail
    bursts = from_days(
        [WINDOW.first + int(d) for d in np.repeat(rng.integers(0, 720, 8), 10) + rng.integers(0, 5, 80)]
    )
    found = burstiness(bursts, WINDOW)
    assert "bursts beyond chance" in found.checks[0].detail
    assert found.details["allan_factor"]["8 days"] > 3


def test_burstiness_refuses_few() -> None:
    with pytest.raises(GroundsError, match="of 29 events would be noise"):
        burstiness(from_days([START] * 29), WINDOW)
