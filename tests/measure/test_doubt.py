"""The record's doubt in the figure: what it adds, where it adds nothing, and what each part comes to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tests.measure.test_events import incident
from tocsin.definitions import load
from tocsin.measure import Events, Window, from_frame, from_incidents, rate
from tocsin.measure.doubt import doubted_gap, doubted_rate, doubted_share, drawn
from tocsin.model import Judgement, Place

START = date(2016, 1, 1)
WINDOW = Window(START, START + timedelta(99))


def events(n: int, **more: Any) -> Events:
    """Return n events, spread over the window."""
    return from_frame([{"start": START + timedelta(k * 100 // n), "country": "FR", **more} for k in range(n)])


def test_without_doubt_it_is_the_exact_interval() -> None:
    found, plain = doubted_rate(events(20), WINDOW), rate(events(20), WINDOW)
    assert found.value == plain.value
    assert found.low == pytest.approx(plain.low, rel=1e-6)
    assert found.high == pytest.approx(plain.high, rel=1e-6)
    assert found.width == {"chance": 1.0, "definition": 0.0, "coding": 0.0}


def test_doubt_about_relevance_widens_and_lowers() -> None:
    found, plain = doubted_rate(events(40, probability=0.6), WINDOW), rate(events(40), WINDOW)
    assert found.value == pytest.approx(0.24, abs=0.01)
    assert found.width is not None
    assert found.width["coding"] == pytest.approx(0.4 * 0.6 * 40 / (0.4 * 0.6 * 40 + 24), abs=0.04)
    assert plain.high is not None
    assert found.high is not None
    assert found.high < plain.high
    assert "24.0 events are expected, not 40" in str(found) or "events are expected, not 40" in str(found)


def test_doubt_about_the_definition_stands_apart() -> None:
    found = doubted_rate(events(40, included=0.5), WINDOW)
    assert found.width is not None
    assert found.width["definition"] > 0.2
    assert found.width["coding"] == 0
    assert "definition" in str(found)


def test_dates_of_a_month_may_fall_outside() -> None:
    wide = from_frame([{"start": START - timedelta(15), "end": START + timedelta(14)}] * 40)
    numbers = drawn(wide, WINDOW, None).both
    assert numbers.mean() == pytest.approx(20, abs=1.5)
    assert numbers.std() > 2


def test_a_large_record_is_drawn_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.measure.doubt.CELLS", 400)
    found = drawn(events(40, probability=0.6, included=0.5), WINDOW, None)
    for numbers, mean in ((found.both, 12), (found.coding, 24), (found.definition, 20)):
        assert len(numbers) == 400
        assert numbers.mean() == pytest.approx(mean, abs=0.8)
        assert len(np.unique(numbers[:40])) > 5


def test_other_readings_of_a_place_count() -> None:
    place = Place("Tripoli", None, "LY", 32.9, 13.2, 10.0, "city",
                  alternatives=({"country": "LB", "probability": 0.3},))  # fmt: skip
    many = from_incidents([incident(str(k), START, place=place, probability=1.0) for k in range(50)])
    assert drawn(many, WINDOW, frozenset({"LB"})).both.mean() == pytest.approx(15, abs=1.5)
    assert drawn(many, WINDOW, frozenset({"LY"})).both.mean() == pytest.approx(35, abs=1.5)
    assert drawn(many, WINDOW, None).both.mean() == 50


def test_merging_may_be_wrong_both_ways() -> None:
    one = incident("a", START, reports=("r1", "r2", "r3"), probability=1.0)
    other = incident("b", START, reports=("r4",), probability=1.0)
    judged = [
        Judgement("r1", "r2", "same", 0.9, "machine"), Judgement("r2", "r3", "same", 0.7, "machine"),
        Judgement("r1", "r3", "unsure", 0.3, "machine"), Judgement("r1", "r4", "unsure", 0.4, "machine"),
    ]  # fmt: skip
    found = from_incidents([one, other], judgements=judged)
    assert found.split.tolist() == pytest.approx([0.3, 0.0])
    assert found.twins == ((0, 1, 0.4),)
    assert drawn(found, WINDOW, None, draws=4000).both.mean() == pytest.approx(2 + 0.3 - 0.4, abs=0.05)
    by_hand = Judgement("r1", "r4", "different", 0.0, "desk", origin="human")
    assert from_incidents([one, other], judgements=[by_hand]).twins == ()


def test_the_gap_is_the_rate_upside_down_and_nothing_is_a_bound() -> None:
    gap, a_day = doubted_gap(events(20), WINDOW), doubted_rate(events(20), WINDOW)
    assert gap.value == pytest.approx(24 / (a_day.value or 1))
    none = doubted_gap(events(20), WINDOW, frozenset({"BE"}))
    assert none.value is None
    assert none.low is not None
    assert none.high is None


def test_a_share_carries_its_doubt() -> None:
    rows = [{"start": START, "targets": ("health",) if k < 10 else ("police",),
             "probability": 0.5 if k < 10 else 1.0} for k in range(40)]  # fmt: skip
    found = doubted_share(from_frame(rows), WINDOW, "health")
    assert found.width is not None
    assert found.width["coding"] > 0.1
    assert sum(found.width.values()) == pytest.approx(1)


def test_draws_are_the_same_for_one_seed() -> None:
    some = events(30, probability=0.7)
    assert np.array_equal(drawn(some, WINDOW, None, seed=4).both, drawn(some, WINDOW, None, seed=4).both)


def test_a_definition_doubts_what_is_unknown() -> None:
    found = from_incidents([incident("a", START, killed=None)], load("deadly-attack"))
    assert found.included.tolist() == [0.5]
