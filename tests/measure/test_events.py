"""Events from incidents and from frames; nothing dropped silently, nothing impossible let in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import polars
import pytest

from tocsin.definitions import load
from tocsin.errors import GroundsError, InputError
from tocsin.measure import Window, from_days, from_frame, from_incidents, gap_of, mean_gap
from tocsin.measure.estimate import frame, render, save
from tocsin.model import Count, DateRange, Incident, Place, figures, finite

WHEN = datetime(2016, 7, 15, 6, tzinfo=UTC)


def incident(name: str, start: date | None, end: date | None = None, **more: Any) -> Incident:
    """Return an incident that is about a day, a place and a toll."""
    values: dict[str, Any] = {
        "id": name, "title": name, "date": DateRange(start, end or start),
        "place": Place("Lyon", None, "FR", 45.7, 4.8, 5.0, "city"), "attack_types": ("bombing",),
        "weapon_types": (), "target_types": ("transport",), "outcome": "completed",
        "killed": Count(2, 3, 4), "injured": None, "perpetrators_killed": None, "groups": (),
        "scope": "unknown", "probability": 0.9, "reports": (name,), "sources": 1, "documents": (name,),
        "first_reported": WHEN, "last_changed": WHEN, "as_of": None, "evidence": (),
    }  # fmt: skip
    return Incident(**(values | more))


def test_incidents_become_columns_and_what_is_dropped_is_counted() -> None:
    found = from_incidents(
        [
            incident("a", date(2016, 7, 14)),
            incident("b", date(2016, 7, 1), date(2016, 7, 31), killed=None, outcome=None),
            incident("c", None),
            incident("d", date(2016, 7, 2), outcome="foiled"),
        ],
        load("completed-attack"),
    )
    assert len(found) == 2
    assert found.dropped == {"undated": 1, "excluded": 1}
    assert found.included.tolist() == [1.0, 0.5]
    assert date.fromordinal(int(found.day[1])) == date(2016, 7, 16)
    assert found.killed[0] == 3
    assert np.isnan(found.killed[1])
    assert found.dated.tolist() == [True, False]
    assert found.definition == "completed-attack"


def test_any_frame_will_do() -> None:
    table = polars.DataFrame({"when": [date(2016, 7, 14), date(2016, 7, 18)], "dead": [86, 0]})
    found = from_frame(table, {"start": "when", "killed": "dead"})
    assert found.killed.tolist() == [86, 0]
    assert found.span().days == 5


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"start": "2016-07-14", "killed": -1}, "cannot be -1"),
        ({"start": "2016-07-14", "killed": 1e12}, "cannot be 1e"),
        ({"start": "14/7/16"}, "is not a day"),
        ({"start": None}, "without a day"),
        ({"start": "2016-07-14", "end": "2016-07-01"}, "ends before it begins"),
    ],
)
def test_what_cannot_be_is_refused(row: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        from_frame([row])


def test_windows() -> None:
    with pytest.raises(InputError, match="before it begins"):
        Window(date(2016, 7, 2), date(2016, 7, 1))
    with pytest.raises(GroundsError):
        from_days([]).span()
    days = from_days(["2016-07-01", "2016-07-01", "2016-07-03", "2016-08-01"])
    assert days.daily(Window(date(2016, 7, 1), date(2016, 7, 4))).tolist() == [2, 0, 1, 0]


def test_twins_follow_their_events() -> None:
    days = from_days([1000, 1001, 1002], twins=((0, 2, 0.4), (0, 1, 0.2)))
    assert days.take(np.array([True, False, True])).twins == ((0, 1, 0.4),)


def test_dates_of_a_month_are_counted_and_said() -> None:
    month = incident("b", date(2016, 7, 1), date(2016, 7, 31))
    found = mean_gap(from_incidents([month]), Window(date(2016, 7, 1), date(2016, 7, 31)))
    assert found.n == 1
    assert "1 of 1 dates are known only to a week or worse" in str(found)


def test_an_estimate_goes_out_as_sentence_object_row_and_picture(tmp_path: Any) -> None:
    found = gap_of(12, 42, as_of=WHEN, definition="completed-attack")
    assert str(found).startswith(
        "mean gap between attacks: 84 hours (95 % interval 48 to 163); from 12 events in 42 days; "
        "definition completed-attack; as of 2016-07-15T06:00:00Z; exact Poisson interval (Garwood 1936)."
    )
    json.dumps(found.to_json(), allow_nan=False)
    assert frame([found, gap_of(0, 3)]).height == 2
    assert render(found.plot(), "png").startswith(b"\x89PNG")
    assert b"<svg" in render(found.plot(), "svg")
    save(found.plot(), tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text())["description"] == str(found)
    with pytest.raises(InputError, match=r"as \.png, \.svg or \.json"):
        save(found.plot(), tmp_path / "a.gif")


def test_figures_are_as_long_as_a_reader_needs() -> None:
    assert [figures(x) for x in (0.0007, 0.5, 3.3255, 28.4, 1269.0)] == [
        "0.0007",
        "0.5",
        "3.33",
        "28.4",
        "1,269",
    ]
    assert figures(48.08, "hours") == "48"
    assert figures(float("inf")) == "without bound"
    assert finite({"a": [float("nan"), 1.0]}) == {"a": [None, 1.0]}
