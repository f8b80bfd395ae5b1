"""The register of claims, on both stores: entered once, checked often, never overwritten."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.errors import InputError, NotFoundError
from tocsin.model import address
from tocsin.record import ClaimCheck, Record

from .making import entry, hour

GIVEN = 'sentence = "12 attacks in France in June."\nsaid_on = 2016-08-01\n'


def a_check(claim: str, number: int, verdict: str = "supported", *, body: object = None) -> ClaimCheck:
    return ClaimCheck(claim, hour(number), number, verdict, address(verdict, number), body)


def test_a_claim_is_entered_once(record: Record) -> None:
    first = record.add_claim(GIVEN, "violent-attack", by="desk", at=hour(1))
    again = record.add_claim(GIVEN, "violent-attack", by="other", at=hour(2))
    assert again == first
    assert record.claims() == [first]
    assert record.add_claim(GIVEN, None, by="desk", at=hour(3)) != first


def test_a_claim_goes_by_the_beginning_of_its_id(record: Record) -> None:
    made = record.add_claim(GIVEN, by="desk")
    assert record.claim(made.id[:6]) == made
    for wrong in ("", "zzzz"):
        with pytest.raises(NotFoundError, match="tocsin claims list"):
            record.claim(wrong)


def test_checks_are_appended_and_come_back_in_order(record: Record) -> None:
    made = record.add_claim(GIVEN, by="desk")
    told = [
        a_check(made.id, 1, body={"n": 12, "a": ["ü", None]}),
        a_check(made.id, 2),
        ClaimCheck(made.id, hour(3), 3, "not supported", address("x"), {"n": 3}, ("It fell.",)),
    ]
    for check in told:
        record.add_claim_check(check)
    assert record.claim_checks(made.id) == told
    assert record.claim_checks(since=hour(2)) == told[1:]
    assert record.claim_checks(address("none")) == []


def test_the_last_act_moves_with_the_record_and_not_with_the_register(record: Record) -> None:
    assert record.last_act() == 0
    record.add([entry(1)])
    seen = record.last_act()
    made = record.add_claim(GIVEN, by="desk")
    record.add_claim_check(a_check(made.id, 1))
    assert record.last_act() == seen > 0
    record.withdraw(document="https://news.example/1", reason="wrong", by="desk")
    assert record.last_act() > seen


def test_what_was_read_is_counted_by_day_and_source_without_what_was_withdrawn(record: Record) -> None:
    record.add([entry(1), entry(2), entry(30)])
    assert record.read_by_day() == {date(2021, 5, 1): {"wire": 2}, date(2021, 5, 2): {"wire": 1}}
    assert record.read_by_day(as_of=hour(10)) == {date(2021, 5, 1): {"wire": 2}}
    record.withdraw(document="https://news.example/1", reason="wrong", by="desk")
    assert record.read_by_day()[date(2021, 5, 1)] == {"wire": 1}


@pytest.mark.parametrize("given", ["a\x00b", "x" * 100_001, "\ud800"])
def test_what_cannot_be_stored_is_refused(record: Record, given: str) -> None:
    with pytest.raises(InputError, match="not stored"):
        record.add_claim(given, by="desk")
    assert record.claims() == []


def test_the_record_stays_sound(record: Record) -> None:
    made = record.add_claim(GIVEN, by="desk")
    record.add_claim_check(a_check(made.id, 1, body={}))
    assert record.check() == []
    assert record.sizes()["claim_checks"] == 1
