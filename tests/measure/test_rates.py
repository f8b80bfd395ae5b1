"""The claim's table, exact intervals, and what clusters do to them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import GroundsError, InputError
from tocsin.measure import Window, compare, from_days, gap_of, garwood, grid_of, mean_gap, rate, ratio_of
from tocsin.measure.compare import scan_p

# definition, events, days, mean gap and its exact bounds in whole hours, as published
TABLE = [
    ("as stated by its author", 12, 42, 84, 48, 163),
    ("the same author, since June 2014", 73, 752, 247, 197, 315),
    ("Western Europe, jihadi attacks launched", 5, 61, 293, 125, 902),
    ("Europol, jihadist, EU, 2016", 13, 366, 676, 395, 1269),
    ("Europol, all ideologies, 2016", 142, 366, 62, 52, 73),
    ("GTD, Europe, 2016", 369, 366, 24, 21, 26),
]
START = date(2016, 1, 1)


@pytest.mark.parametrize(("name", "n", "days", "gap", "low", "high"), TABLE)
def test_the_table_of_the_84_hours(name: str, n: int, days: int, gap: int, low: int, high: int) -> None:
    found = gap_of(n, days, definition=name)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert [round(found.value), round(found.low), round(found.high)] == [gap, low, high]
    assert f"{gap} hours (95 % interval {low} to {high:,})" in str(found)


def test_definitions_move_the_answer_more_than_chance() -> None:
    grid = grid_of({name: gap_of(n, days) for name, n, days, *_ in TABLE})
    assert str(grid).endswith("varies 28-fold, by chance 3.4-fold.")


def test_the_window_against_the_rest_and_the_price_of_choosing_it_afterwards() -> None:
    found = ratio_of(12, 42, 61, 710)
    assert found.value == pytest.approx(3.3, abs=0.05)
    assert found.low == pytest.approx(1.6, abs=0.05)
    assert found.high == pytest.approx(6.2, abs=0.05)
    assert found.details["p"] == pytest.approx(0.0007, abs=0.00005)
    assert found.details["scan_p"] == pytest.approx(0.075, abs=0.005)
    assert "chosen afterwards" in str(found)
    assert "chosen afterwards" not in str(ratio_of(12, 42, 61, 710, chosen_afterwards=False))


def test_the_scan_p_is_what_simulation_gives() -> None:
    draws = np.sort(np.random.default_rng(3).random((20_000, 73)), axis=1)
    share = 42 / 752
    held = ((draws[:, 11:] - draws[:, :-11]).min(axis=1) <= share).mean()
    assert scan_p(12, 73, share) == pytest.approx(held, abs=0.006)


@given(st.integers(0, 3000), st.floats(0.5, 0.999))
def test_bounds_hold_the_value_and_grow_with_the_level(n: int, level: float) -> None:
    low, high = garwood(n, level)
    assert 0 <= low <= n < high
    wider = garwood(n, level + (1 - level) / 2)
    assert wider[0] <= low
    assert wider[1] >= high


def test_no_event_is_a_bound_and_not_a_number() -> None:
    found = gap_of(0, 42)
    assert found.value is None
    assert found.high is None
    assert found.low == pytest.approx(42 * 24 / 3.689, rel=1e-3)
    assert "not known (at least 273 hours at 95 %)" in str(found)


@pytest.mark.parametrize(("n", "days"), [(-1, 42), (3, 0), (3, -2), (3, float("inf"))])
def test_counts_that_cannot_be(n: int, days: float) -> None:
    with pytest.raises(InputError):
        gap_of(n, days)


def test_nothing_to_compare() -> None:
    with pytest.raises(GroundsError, match="no event in either"):
        ratio_of(0, 42, 0, 710)
    days = Window(START, START + timedelta(9))
    with pytest.raises(InputError, match="nothing to compare"):
        compare(from_days([START]), days, days)


def test_no_event_in_the_other_window_is_a_lower_bound() -> None:
    found = ratio_of(5, 10, 0, 100)
    assert found.value is None
    assert found.high is None
    assert found.low is not None
    assert found.low > 5


def _poisson(rng: np.random.Generator, a_day: float, days: int) -> list[date]:
    return [START + timedelta(int(d)) for d in rng.integers(0, days, rng.poisson(a_day * days))]


def test_clusters_widen_the_interval_and_are_said() -> None:
    days = [START + timedelta(20 * k) for k in range(12) for _ in range(8)]
    window = Window(START, START + timedelta(364))
    found = rate(from_days(days), window)
    exact = rate(from_days(days), window, method="exact")
    assert found.low is not None
    assert exact.low is not None
    assert found.low < exact.low
    assert "quasi-Poisson" in found.method
    assert "clustered more than chance" in str(found)
    assert rate(from_days(days), window, method="block-bootstrap").method.startswith("circular block")


@pytest.mark.parametrize("a_day", [0.05, 0.5])
def test_coverage_under_its_own_assumptions(a_day: float) -> None:
    rng, days = np.random.default_rng(5), 300
    window = Window(START, START + timedelta(days - 1))
    held = 0
    for k in range(300):
        found = rate(from_days(_poisson(rng, a_day, days)), window, seed=k)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= a_day <= found.high
    assert held / 300 >= 0.93


def test_window_outside_the_record_and_no_event_at_all_are_said() -> None:
    far = Window(date(2020, 1, 1), date(2020, 2, 1))
    assert "outside the record" in str(mean_gap(from_days([START]), far))
    assert "no event of this kind at all" in str(mean_gap(from_days([]), far))


def test_one_event_and_all_on_one_day() -> None:
    window = Window(START, START + timedelta(99))
    one = mean_gap(from_days([START]), window)
    assert one.low is not None
    assert one.high is not None
    assert one.high / one.low > 100
    many = rate(from_days([START] * 40), window)
    assert "clustered" in str(many)
    assert many.low is not None
    assert many.low < 0.2
