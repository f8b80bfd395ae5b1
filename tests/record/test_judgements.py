"""Judgements are appended; the ones that hold are chosen when they are read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tocsin.errors import InputError, NotFoundError
from tocsin.model import Reason
from tocsin.record import Entry, Record

from .making import by_hand, coding, document, entry, hour, judged, report, reported, stranger


def stored(record: Record, count: int = 2) -> list[str]:
    made = [entry(number) for number in range(count)]
    record.add(made)
    return [reported(one) for one in made]


def test_a_judgement_comes_out_as_it_went_in(record: Record) -> None:
    a, b = stored(record)
    made = judged(a, b, note="one place", reasons=(Reason("place", 1.5, "2 km"), Reason("toll", -0.25)))
    assert record.add_judgements([made]) == 1
    assert record.judgements() == [made]
    assert record.judgements(report=a) == record.judgements(report=b) == [made]
    assert record.judgements(report=stranger(1)) == []
    assert record.check() == []


def test_judging_again_adds_nothing(record: Record) -> None:
    a, b = stored(record)
    record.add_judgements([judged(a, b)])
    later = judged(a, b, made_at=hour(80))
    assert record.add_judgements([later, later]) == 0
    assert record.sizes()["judgements"] == 1


def test_the_machines_latest_holds(record: Record) -> None:
    a, b = stored(record)
    record.add_judgements([judged(a, b, "same", 0.9)])
    record.add_judgements([judged(a, b, "different", 0.1)])
    assert [j.verdict for j in record.judgements()] == ["different"]


def test_the_machine_may_come_back_to_an_earlier_view(record: Record) -> None:
    a, b = stored(record)
    first = judged(a, b, "same", 0.9)
    record.add_judgements([first])
    record.add_judgements([judged(a, b, "different", 0.1)])
    assert record.add_judgements([first]) == 0
    assert record.judgements() == [first]
    assert record.sizes()["judgements"] == 2


def test_a_person_beats_the_machine_whenever_it_judges(record: Record) -> None:
    a, b = stored(record)
    record.add_judgements([by_hand(a, b, "different", 1)])
    record.add_judgements([judged(a, b, "same", 0.99)])
    assert [(j.origin, j.verdict) for j in record.judgements()] == [("human", "different")]
    record.add_judgements([by_hand(a, b, "same", 2)])
    assert [(j.origin, j.verdict) for j in record.judgements()] == [("human", "same")]


def test_a_person_takes_a_decision_back(record: Record) -> None:
    a, b = stored(record)
    machine = judged(a, b, "same", 0.99)
    record.add_judgements([machine, by_hand(a, b, "different", 1)])
    record.add_judgements([by_hand(a, b, "unsure", 2)])
    assert record.judgements() == [machine]


def test_what_a_resolver_has_not_judged(record: Record) -> None:
    reports = stored(record, 3)
    assert record.pending("one") == reports
    record.add_judgements([judged(reports[0], reports[1])], resolved=reports[:2], resolver="one")
    assert record.pending("one") == reports[2:]
    assert record.pending("two") == reports
    record.add_judgements([], resolved=reports, resolver="one")
    assert record.pending("one") == []


def test_a_report_coded_anew_is_judged_anew(record: Record) -> None:
    reports = stored(record)
    record.add_judgements([], resolved=reports, resolver="one")
    told = document(1)
    record.add([Entry(told, coding(told, report(told, killed=4, coder="v2"), coder="v2"))])
    assert record.pending("one") == [reports[1]]


def test_a_report_out_of_sight_is_not_pending(record: Record) -> None:
    record.add([entry(1, killed=3, at=1)])
    newer = entry(1, killed=4, at=2)
    record.add([newer])
    assert record.pending("one") == [reported(newer)]


def test_a_judgement_on_an_unknown_report_is_refused_whole(record: Record) -> None:
    a, b = stored(record)
    with pytest.raises(NotFoundError, match=stranger(1)):
        record.add_judgements([judged(a, b), judged(a, stranger(1))], resolved=[a], resolver="one")
    assert record.judgements() == []
    assert record.pending("one") == [a, b]


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "perhaps"},
        {"probability": 1.5},
        {"probability": float("nan")},
        {"note": "a\0"},
        {"made_at": hour(1).replace(tzinfo=None)},
        {"reasons": (Reason("place", float("inf")),)},
    ],
)
def test_a_judgement_that_cannot_be_stored_is_refused(record: Record, change: dict[str, Any]) -> None:
    a, b = stored(record)
    with pytest.raises(InputError, match="not stored"):
        record.add_judgements([replace(judged(a, b), **change)])
