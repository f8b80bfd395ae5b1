"""The record's doubt in figures that are fitted: none where there is none, more where there is more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tocsin.errors import GroundsError
from tocsin.measure import Estimate, Events, Window, compare, from_frame
from tocsin.measure.carrying import LOG, ROOT, carried, divided, plain, undoubted
from tocsin.measure.changes import cells_of, changes, pooled, posterior
from tocsin.measure.drawing import Drawn, as_told, doubts, triples
from tocsin.measure.excite import excite
from tocsin.measure.forecast import forecast
from tocsin.measure.lagged_link import lagged_link
from tocsin.measure.lights import (
    of_branching,
    of_captures,
    of_changes,
    of_forecast,
    of_large_event,
    of_link,
    of_near_repeat,
    of_nowcast,
    of_panel,
    of_ratio,
    of_tail,
    of_trend,
)  # fmt: skip
from tocsin.measure.near_repeat import DAYS, KILOMETRES, near_repeat
from tocsin.measure.nowcast import nowcast
from tocsin.measure.panel import drivers_of, panel
from tocsin.measure.share import share_trend
from tocsin.measure.tail import large_event, tail
from tocsin.measure.undercount import undercount

START = date(2014, 1, 1)
SIZE = 700
WINDOW = Window(START, START + timedelta(SIZE - 1))
LATE = Window(START + timedelta(500), WINDOW.until)


def made(**doubt: Any) -> Events:
    """Return 320 events, more of them late, placed near two towns, with tolls and targets."""
    rng = np.random.default_rng(5)
    days = np.concatenate([rng.integers(0, 500, 140), rng.integers(500, SIZE, 180)])
    rows = [
        {"start": START + timedelta(int(d)), "country": COUNTRIES[k % 6],
         "lat": 48.0 + 2 * (k % 2) + rng.normal(0, 0.02), "lon": 2.0 + rng.normal(0, 0.02),
         "killed": int(np.ceil(rng.pareto(1.5) * 2)) + 1, "targets": ("health",) if k % 4 else ("police",),
         "first_reported": START + timedelta(int(d) + int(rng.integers(0, 9))), **doubt}
        for k, d in enumerate(days)
    ]  # fmt: skip
    return from_frame(rows)


SERIES = {(2014 + m // 12, m % 12 + 1): float(np.sin(m)) for m in range(24)}
COUNTRIES = ("FR", "DE", "IT", "ES", "BE", "PL")
DRIVERS = {
    "x": {(c, y): float(k + y + k * y % 5) for k, c in enumerate(COUNTRIES) for y in range(2008, 2016)}
}


def counted(events: Events) -> dict[tuple[str, int], float]:
    """Return counts by country and year, eight years of them: each quarter stands for a year."""
    found = {(c, 2009 + y): 0.0 for c in COUNTRIES for y in range(7)}
    for country, day in zip(events.country, events.day, strict=True):
        found[str(country), 2009 + (int(day) - WINDOW.first) // 101] += 1
    return found


def _cases() -> dict[str, tuple[Any, Any, Any]]:
    """Return by name: the estimator on events, its light form (of the details of that), its scale."""
    now, large = WINDOW.until, plain(0.0, 1.0)
    return {
        "compare": (lambda e: compare(e, LATE, WINDOW), lambda _: of_ratio(LATE, WINDOW), LOG),
        "tail": (lambda e: tail(e, replicates=200), lambda _: of_tail(WINDOW, None), plain(1.0)),
        "large event": (lambda e: large_event(e, 150, replicates=25),
                        lambda _: of_large_event(WINDOW, 150, None), large),
        "excite": (lambda e: excite(e, WINDOW),
                   lambda d: of_branching(WINDOW, [int(k) for k in d["knots"]], list(d["knots"].values())),
                   plain(0.0)),
        "near repeat": (lambda e: near_repeat(e, WINDOW, replicates=99),
                        lambda d: of_near_repeat(WINDOW, KILOMETRES, DAYS, d["strongest"], 0), LOG),
        "trend": (lambda e: share_trend(e, WINDOW, "health"), lambda _: of_trend(WINDOW, "health"), LOG),
        "nowcast": (lambda e: nowcast(e, now), lambda _: of_nowcast(now, 4, 0), ROOT),
        "link": (lambda e: lagged_link(e, WINDOW, SERIES),
                 lambda d: of_link(WINDOW, SERIES, d["strongest"]), LOG),
        "panel": (lambda e: drivers_of(panel(counted(e), DRIVERS)),
                  lambda d: of_panel(counted, DRIVERS, d["effect_spread"]), LOG),
        "forecast": (lambda e: forecast(e, WINDOW, weeks=2),
                     lambda d: of_forecast(WINDOW, d["model"], 2, 0), ROOT),
    }  # fmt: skip


CASES = _cases()


def _listed(found: Any) -> list[Estimate]:
    return [found] if isinstance(found, Estimate) else list(found)


@pytest.mark.parametrize("name", list(CASES))
def test_every_figure_carries_doubt_and_says_of_what_its_width_is_made(name: str) -> None:
    estimator, light, scale = CASES[name]
    sure = _listed(estimator(made()))
    assert carried(sure, light(sure[0].details), made(), scale=scale) == [
        replace(e, width={"chance": 1.0, "definition": 0.0, "coding": 0.0}) if e.low is not None else e
        for e in sure
    ]
    doubtful = made(probability=0.8, included=0.8)
    for base, found in zip(
        sure, carried(sure, light(sure[0].details), doubtful, scale=scale, draws=12), strict=True
    ):
        assert found.details["doubt"] == {"draws": 12, "without_grounds": 0, "at_its_word": base.value}
        assert "over 12 draws of the record's doubt" in found.method
        if base.low is None:
            assert "is not split: this figure has no interval of chance" in str(found)
            continue
        assert found.width is not None
        assert sum(found.width.values()) == pytest.approx(1)
        assert found.width["coding"] > 0
        assert found.width["definition"] > 0
        assert None not in (base.low, base.high, base.value, found.low, found.high, found.value)
        assert found.low <= found.value <= found.high  # type: ignore[operator]  # each was seen not to be None


def test_the_interval_grows_with_the_doubt() -> None:
    base = compare(made(), LATE, WINDOW)
    light = of_ratio(LATE, WINDOW)
    wide = [carried(base, light, made(probability=p), draws=60)[0] for p in (1.0, 0.9, 0.6)]
    spans = [np.log((e.high or 0) / (e.low or 1)) for e in wide]
    assert spans[0] < spans[1] < spans[2]
    coding = [(e.width or {})["coding"] for e in wide]
    assert coding[0] == 0 < coding[1] < coding[2]


def test_doubt_that_leans_moves_the_value() -> None:
    """Late events are doubtful, early ones are not: the ratio falls by about their probability."""
    told = made()
    late = told.day >= LATE.first
    leaning = replace(told, probability=np.where(late, 0.5, 1.0))
    base = compare(told, LATE, WINDOW)
    (found,) = carried(base, of_ratio(LATE, WINDOW), leaning, draws=60)
    assert found.value is not None
    assert base.value is not None
    assert found.value / base.value == pytest.approx(0.5, abs=0.06)
    assert any("the record at its word says" in note for note in found.notes)


def test_a_country_s_other_readings_come_in() -> None:
    told = replace(made(), elsewhere=((("CH", 0.5),),) * len(made()))
    inside = told.take(told.country == "FR")
    base = compare(inside, LATE, WINDOW)
    (found,) = carried(base, of_ratio(LATE, WINDOW), told, frozenset({"FR"}), draws=30)
    assert (found.width or {})["coding"] > 0.1
    drawn = [len(t.both.events) for t in triples(told, frozenset({"FR"}), 30, 0)]
    assert np.mean(drawn) == pytest.approx(len(inside) / 2, rel=0.15)
    moved = [len(t.both.events) for t in triples(told, frozenset({"CH"}), 30, 0)]
    assert np.mean(moved) == pytest.approx(len(told) / 2, rel=0.1)


def test_changes_pool_the_posteriors_of_the_drawn_records() -> None:
    doubtful = made(probability=0.7)
    records = [t.both.events for t in triples(doubtful, None, 12, 0)]
    found = changes(doubtful, WINDOW, records=records)
    assert sum(found.details["number"]) == pytest.approx(1)
    assert found.value is not None
    assert found.value >= 1
    at = date.fromisoformat(found.details["changes"][0]["at"])
    assert abs((at - LATE.since).days) < 40
    split = divided(found, 0.5, of_changes(WINDOW), doubtful, draws=12)
    assert split.width is not None
    assert sum(split.width.values()) == pytest.approx(1)
    assert split.width["definition"] == 0
    counts, lengths, _ = cells_of(made().daily(WINDOW), WINDOW)
    one = posterior(counts, lengths)
    assert np.allclose(pooled([one, one]).number, one.number)
    assert np.allclose(pooled([one, one]).place[1], one.place[1])


def test_lists_that_are_one_event_are_joined() -> None:
    rng = np.random.default_rng(2)
    captures = rng.random((200, 3)) < 0.5
    captures = captures[captures.any(axis=1)]
    rows = [{"start": START, "probability": 0.9} for _ in captures]
    events = replace(from_frame(rows), twins=((0, 1, 0.5), (2, 3, 0.5)))
    (found,) = carried(undercount(captures), of_captures(captures), events, draws=20)
    assert (found.width or {})["coding"] > 0
    assert found.value is not None
    assert found.value < undercount(captures).value  # type: ignore[operator]  # which has one


def test_a_record_too_thin_in_most_draws_says_so() -> None:
    def light(drawn: Drawn) -> list[float]:
        if len(drawn.events) < 300:
            raise GroundsError("too few")
        return [1.0]

    base = compare(made(), LATE, WINDOW)
    (found,) = carried(base, light, made(probability=0.5), draws=10)
    assert found.width is None
    assert found.checks[-1].passed is False
    assert "only 0 of 10 drawn records give grounds" in str(found)
    assert (found.low, found.value, found.high) == (base.low, base.value, base.high)


def test_no_draws_and_lists_without_probabilities_say_why_nothing_is_split() -> None:
    base = compare(made(), LATE, WINDOW)
    (found,) = carried(base, of_ratio(LATE, WINDOW), made(probability=0.5), draws=0)
    assert "The record is taken at its word" in str(found)
    assert "is not split: the lists say nothing" in str(undoubted(base, "the lists say nothing")).replace(
        "I", "i"
    )


def test_one_seed_one_answer_and_more_draws_keep_the_first() -> None:
    doubtful = made(probability=0.7, radius_km=5.0)
    few = [t.both.origin.tolist() for t in triples(doubtful, None, 3, 7)]
    more = [t.both.origin.tolist() for t in triples(doubtful, None, 5, 7)]
    assert more[:3] == few
    assert few != [t.both.origin.tolist() for t in triples(doubtful, None, 3, 8)]


def test_a_draw_moves_days_places_and_tolls_within_what_is_known() -> None:
    rows = [{"start": START, "end": START + timedelta(9), "lat": 60.0, "lon": 10.0, "radius_km": 20.0,
             "killed_low": 3, "killed": 5, "killed_high": 12}] * 300  # fmt: skip
    (triple,) = triples(from_frame(rows), None, 1, 0)
    drawn = triple.coding.events
    assert drawn.dated.all()
    assert set(drawn.day - START.toordinal()) == set(range(10))
    assert drawn.killed.min() >= 3
    assert drawn.killed.max() <= 12
    assert drawn.killed.mean() == pytest.approx((3 + 5 + 12) / 3, abs=0.4)
    km = np.hypot((drawn.lat - 60) * 111.19, (drawn.lon - 10) * 111.19 * 0.5)
    assert km.max() <= 20.2
    assert np.median(km) == pytest.approx(20 * np.sqrt(0.5), abs=1.5)


def test_what_is_in_doubt_is_known() -> None:
    sure = made()
    assert doubts(sure, None) == (False, False)
    assert doubts(made(included=0.5), None) == (False, True)
    assert doubts(made(probability=0.9), None) == (True, False)
    assert doubts(made(radius_km=3.0), None) == (True, False)
    assert len(as_told(sure, frozenset({"FR"})).events) == int((sure.country == "FR").sum())
