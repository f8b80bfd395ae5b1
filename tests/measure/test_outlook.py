"""What is not in yet, what may come, what stands beside: on data whose truth is known."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from tocsin.errors import GroundsError, InputError
from tocsin.measure import Events, Window, from_days, from_frame
from tocsin.measure.forecast import BASELINE, forecast, skill, weekly
from tocsin.measure.lagged_link import count_episodes, lagged_link
from tocsin.measure.nowcast import nowcast, triangle
from tocsin.measure.panel import drivers_of, panel
from tocsin.measure.scores import crps, interval_score, log_score, place
from tocsin.measure.tables import read_table

START = date(2014, 1, 1)


def reported(seed: int, a_day: float = 1.2) -> tuple[Events, np.ndarray]:
    """Return the events known after 300 days, and how many each of the last weeks has in the end."""
    rng, rows, ends = np.random.default_rng(seed), [], np.zeros(300, dtype=int)
    for d in range(300):
        for late in rng.exponential(7, rng.poisson(a_day)):
            ends[d] += late < 35
            if d + int(late) < 300:
                rows.append(
                    {"start": START + timedelta(d), "first_reported": START + timedelta(d + int(late))}
                )
    return from_frame(rows), weekly(ends)


def test_nowcasts_hold_what_comes_in_later() -> None:
    held = tried = 0
    for seed in range(4):
        events, ends = reported(seed)
        found = nowcast(events, START + timedelta(299))
        assert len(found) == 4
        for estimate, truth in zip(found, ends[-4:], strict=True):
            assert estimate.low is not None
            assert estimate.high is not None
            held += estimate.low <= truth <= estimate.high
            tried += 1
        assert found[-1].value is not None
        assert found[-1].value > found[-1].details["reported"]
        assert found[-1].checks[0].name == "backfill"
    assert held / tried >= 0.8


def test_the_triangle_counts_each_event_once() -> None:
    events, _ = reported(1)
    cells = triangle(events, START + timedelta(299))
    recent = (events.day - START.toordinal()) >= 300 - 210
    assert cells.cells.sum() + cells.late == recent.sum()
    assert cells.cells[~cells.known].sum() == 0


def test_a_nowcast_needs_reports() -> None:
    with pytest.raises(GroundsError, match="too few to learn the delay"):
        nowcast(from_days([START] * 50), START + timedelta(3))


def test_scores() -> None:
    draws = np.random.default_rng(1).normal(3.0, 2.0, 20_000)
    assert crps(draws, 3.0) == pytest.approx(2.0 * (np.sqrt(2) - 1) / np.sqrt(np.pi), abs=0.02)
    assert interval_score(np.arange(101.0), 150.0, 0.9) == pytest.approx(90 + 20 * 55)
    counts = np.random.default_rng(2).poisson(2.0, 5000).astype(float)
    assert log_score(counts, 2.0) == pytest.approx(-np.log(0.2707), abs=0.1)
    assert np.isfinite(log_score(counts, 500.0))
    assert 0.67 <= place(counts, 3.0, 0.0) <= place(counts, 3.0, 1.0) <= 0.87


def _events(means: np.ndarray, seed: int) -> tuple[Events, Window]:
    counts = np.random.default_rng(seed).poisson(means)
    days = [START.toordinal() + int(d) for d in np.repeat(np.arange(len(means)), counts)]
    return from_days(days), Window(START, START + timedelta(len(means) - 1))


def test_where_nothing_moves_climatology_is_the_forecast() -> None:
    found = forecast(*_events(np.full(900, 0.4), 1))
    assert found[0].method.startswith(BASELINE)
    assert "no better than what was usual" in str(found[0])
    assert found[0].details["origins"] == 52
    assert set(found[0].details["scores"]["climatology"]) == {"crps", "log", "interval", "pit"}


def test_where_the_level_moves_a_forecast_gains() -> None:
    found = forecast(*_events(0.5 * np.exp(1.2 * np.sin(np.arange(1100) / 90)), 2), weeks=2)
    assert not found[0].method.startswith(BASELINE)
    assert "skill of the" in found[0].checks[0].detail
    assert found[0].checks[0].passed


def test_forecasts_without_grounds() -> None:
    with pytest.raises(GroundsError, match="too few to try a forecast"):
        forecast(*_events(np.full(200, 0.5), 1))
    with pytest.raises(InputError, match="1 to 13 weeks"):
        forecast(*_events(np.full(900, 0.4), 1), weeks=30)


def test_skill_of_the_same_is_nil() -> None:
    scores = np.random.default_rng(1).random(52)
    assert skill(scores, scores, 0) == (0.0, 0.0, 0.0)


def _linked(effect: float, seed: int, lag: int = 2) -> tuple[Events, Window, dict[tuple[int, int], float]]:
    rng = np.random.default_rng(seed)
    months = [(2010 + m // 12, m % 12 + 1) for m in range(96)]
    series = np.convolve(rng.normal(size=99), np.ones(3) / np.sqrt(3), "same")[:96]
    rows = []
    for k, (year, month) in enumerate(months):
        mean = 5 * np.exp(effect * series[max(k - lag, 0)])
        rows += [date(year, month, int(d)) for d in rng.integers(1, 29, rng.poisson(mean))]
    window = Window(date(2010, 1, 1), date(2017, 12, 31))
    return from_days(rows), window, dict(zip(months, series.tolist(), strict=True))


def test_a_link_is_found_at_its_lag_and_called_an_association() -> None:
    found = lagged_link(*_linked(0.4, 1))
    assert "2 months before" in found.quantity
    assert found.low is not None
    assert found.low > 1.1
    assert found.details["p"] < 0.05
    assert "Association, not identified" in str(found)
    assert [row["lag"] for row in found.details["lags"]] == [-3, -2, -1, 0, 1, 2, 3]


def test_no_link_is_within_what_shifting_gives() -> None:
    wrong = [lagged_link(*_linked(0.0, seed)).details["p"] < 0.05 for seed in range(12)]
    assert sum(wrong) <= 3


def test_episodes_are_counted_and_few_are_said() -> None:
    assert count_episodes(np.array([0.0, 1, 2, 3, 2, 1, 0, 1, 3, 0, 0, 0])) == 2
    events, window, series = _linked(0.3, 3)
    slope = dict(zip(series, np.arange(96.0), strict=True))
    assert "too few independent episodes" in str(lagged_link(events, window, slope))


def test_a_link_needs_a_series() -> None:
    events, window, _ = _linked(0.0, 1)
    for series in ({}, {(2010 + m // 12, m % 12 + 1): 1.0 for m in range(96)}):
        with pytest.raises(GroundsError, match="cannot show a link"):
            lagged_link(events, window, series)


def _countries(effect: float, seed: int) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return a wide table of a driver and a long one of counts, of 20 countries in 12 years."""
    rng = np.random.default_rng(seed)
    wide, long = [], []
    for c in range(20):
        level, driver = rng.normal(0, 0.8), rng.normal(size=13)
        row = {"Country Name": f"Land {c}", "Country Code": f"L{c}", "Indicator Name": "hardship",
               "Indicator Code": "X"}  # fmt: skip
        wide.append(row | {str(2000 + y): f"{100 + 20 * driver[y]:.3f}" for y in range(13)})
        for y in range(1, 13):
            mean = np.exp(1 + level + effect * driver[y - 1])
            long.append({"country": f"Land {c}", "year": str(2000 + y), "attacks": str(rng.poisson(mean))})
    return wide, long


def test_a_panel_gives_its_driver_back() -> None:
    wide, long = _countries(0.3, 4)
    data = panel(read_table(long).columns["attacks"], {"hardship": read_table(wide).columns["hardship"]})
    assert len(data.counts) == 240
    (found,) = drivers_of(data)
    assert found.low is not None
    assert found.high is not None
    assert found.low < np.exp(0.3) < found.high
    assert found.low > 1
    assert found.checks[0].passed
    assert "association" in found.notes[0]


def test_one_country_that_makes_the_answer_is_named() -> None:
    wide, long = _countries(0.0, 5)
    for row in long:
        if row["country"] == "Land 7" and row["year"] in ("2005", "2006"):
            row["attacks"] = "400"
    for row in wide:
        if row["Country Name"] == "Land 7":
            row["2004"] = row["2005"] = "240"
    data = panel(read_table(long).columns["attacks"], {"hardship": read_table(wide).columns["hardship"]})
    (found,) = drivers_of(data)
    assert "farthest without land 7" in found.checks[0].detail


def test_events_by_row_are_counted() -> None:
    rows = [{"country": "A", "year": "2001", "best": "3"}, {"country": "A", "year": "2001", "best": "1"}]
    assert read_table(rows).columns == {"events": {("a", 2001): 2.0}}


def test_tables_that_are_none() -> None:
    for rows in ([], [{"x": "1"}], [{"country": "A", "x": "1"}]):
        with pytest.raises(InputError):
            read_table(rows)
    with pytest.raises(GroundsError, match="check names"):
        panel({("a", 2001): 1.0}, {"x": {("b", 2000): 1.0}})
