"""Sources and their health."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tocsin.model import Source
from tocsin.record import Health, Poll, Record

from .making import START


def day(number: float) -> Poll:
    """Return a good poll on a day, with ten new items."""
    return Poll("wire", START + timedelta(days=number), True, items=30, new=10)


def health(record: Record, number: float) -> Health:
    [found] = record.health(START + timedelta(days=number))
    return found


def test_sources_are_brought_up_to_date(record: Record) -> None:
    wire = Source("wire", "A wire", "KZ", "ru", "agency", "https://wire.example/feed", "CC BY", "B")
    record.add_sources([wire, Source("paper", "A paper")])
    record.add_sources([Source("paper", "A paper, renamed", "FR")])
    record.add_sources([])
    assert record.sources() == {"wire": wire, "paper": Source("paper", "A paper, renamed", "FR")}


def test_a_source_never_polled_is_unverified(record: Record) -> None:
    record.add_sources([Source("wire", "A wire")])
    assert health(record, 0) == Health("wire", None, None, 0, None, None, False, None, None, None)


def test_failures_count_since_the_last_success(record: Record) -> None:
    record.add_poll(day(0))
    for number in (1, 2, 3):
        record.add_poll(Poll("wire", START + timedelta(days=number), False, note=f"HTTP 50{number}"))
    found = health(record, 4)
    assert (found.consecutive_failures, found.last_success) == (3, START)
    assert (found.last_poll, found.note, found.verified) == (START + timedelta(days=3), "HTTP 503", True)
    record.add_poll(day(5))
    assert (health(record, 6).consecutive_failures, health(record, 6).note) == (0, None)
    assert health(record, 1.5).consecutive_failures == 1


def test_a_source_that_never_answered(record: Record) -> None:
    record.add_poll(Poll("wire", START, False, note="no answer"))
    found = health(record, 1)
    assert (found.consecutive_failures, found.verified, found.last_success) == (1, False, None)


def test_items_a_day_against_the_usual(record: Record) -> None:
    for number in range(40):
        record.add_poll(day(number) if number < 33 else Poll("wire", day(number).at, True, new=1))
    found = health(record, 39)
    assert found.per_day == pytest.approx(1.0)
    assert found.usual == pytest.approx(10.0)


def test_a_source_polled_since_yesterday_has_no_usual_yet(record: Record) -> None:
    record.add_poll(day(0))
    record.add_poll(day(1))
    found = health(record, 2)
    assert found.per_day == pytest.approx(10.0)
    assert found.usual is None


def test_the_marks_for_the_next_conditional_request(record: Record) -> None:
    record.add_poll(Poll("wire", START, True, etag='"a"', last_modified="Sat, 01 May 2021 08:00:00 GMT"))
    record.add_poll(Poll("wire", START + timedelta(hours=1), False, etag='"never"'))
    record.add_poll(Poll("wire", START + timedelta(hours=2), True))
    found = health(record, 1)
    assert (found.etag, found.last_modified) == ('"a"', "Sat, 01 May 2021 08:00:00 GMT")
