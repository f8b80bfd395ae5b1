"""Who is due when: zones, clocks that change, quiet hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.subscribe.schedule import Schedule, clock_from, quiet_from, schedule_from

ZONES = ("UTC", "Africa/Bamako", "Europe/Paris", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe")
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
MOMENTS = st.integers(0, 15 * 365 * 24 * 60).map(
    lambda m: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=m)
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "day", "moment"),
    [
        # Paris goes from 02:00 to 03:00 on that day: half past two is half past three.
        ("2021-03-28T01:29", "2021-03-27", "2021-03-27T01:30"),
        ("2021-03-28T01:30", "2021-03-28", "2021-03-28T01:30"),
        # And from 03:00 back to 02:00 on this one: the first half past two is meant, and only that.
        ("2021-10-31T00:30", "2021-10-31", "2021-10-31T00:30"),
        ("2021-10-31T01:30", "2021-10-31", "2021-10-31T00:30"),
        ("2021-11-01T01:30", "2021-11-01", "2021-11-01T01:30"),
    ],
)
def test_a_daily_time_comes_once_on_days_when_the_clock_changes(at: str, day: str, moment: str) -> None:
    schedule = Schedule(daily=time(2, 30), zone="Europe/Paris")
    assert schedule.slot(utc(at)) == (date.fromisoformat(day), utc(moment))


@given(at=MOMENTS, daily=TIMES, zone=st.sampled_from(ZONES))
def test_the_slot_is_the_last_that_has_come(at: datetime, daily: time, zone: str) -> None:
    schedule = Schedule(daily=daily, zone=zone)
    slot = schedule.slot(at)
    assert slot is not None
    assert slot[1] <= at < schedule.moment(slot[0] + timedelta(days=1), daily)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2021-05-01T19:59", None), ("2021-05-01T20:00", "2021-05-02T04:00"),
        ("2021-05-02T03:59", "2021-05-02T04:00"), ("2021-05-02T04:00", None),
    ],
)  # fmt: skip
def test_quiet_hours_reach_over_midnight(at: str, until: str | None) -> None:
    schedule = Schedule(daily=time(6), zone="Europe/Paris", quiet=quiet_from("22:00-06:00"))
    assert schedule.quiet_until(utc(at)) == (utc(until) if until else None)


@given(at=MOMENTS, begin=TIMES, end=TIMES, zone=st.sampled_from(ZONES))
def test_quiet_hours_end_and_are_over_then(at: datetime, begin: time, end: time, zone: str) -> None:
    if begin == end:
        return
    schedule = Schedule(at_once=0, zone=zone, quiet=(begin, end))
    until = schedule.quiet_until(at)
    if until is None:
        return
    assert at < until <= at + timedelta(hours=25)
    after = schedule.quiet_until(until)
    # Only where a change of the clock pushes the end onto the next beginning does quiet go on.
    assert after is None or until.astimezone(ZoneInfo(zone)).dst() != at.astimezone(ZoneInfo(zone)).dst()


@given(
    daily=st.none() | TIMES, zone=st.sampled_from(ZONES), at_once=st.integers(0, 99), pierce=st.booleans(),
    quiet=st.none() | st.tuples(TIMES, TIMES).filter(lambda q: q[0] != q[1]),
)  # fmt: skip
def test_a_schedule_is_stored_as_it_is(
    daily: time | None, zone: str, at_once: int, pierce: bool, quiet: tuple[time, time] | None
) -> None:
    schedule = Schedule(daily, zone, quiet, at_once, pierce)
    assert schedule_from(schedule.to_json()) == schedule


@pytest.mark.parametrize("text", ["", "6", "25:00", "06:00:00", "six"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="write 06:00"):
        clock_from(text)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({}, "say when"), ({"at_once": -1}, "from 0 on"), ({"at_once": 0, "zone": "Mars/Base"}, "time zone"),
        ({"at_once": 0, "zone": "../etc/passwd"}, "time zone"),
        ({"at_once": 0, "quiet": (time(6), time(6))}, "different times"),
    ],
)  # fmt: skip
def test_a_schedule_that_names_no_time_is_refused(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(InputError, match=why):
        Schedule(**wrong)  # type: ignore[arg-type]
