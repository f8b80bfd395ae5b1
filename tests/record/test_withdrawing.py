"""What is taken back leaves the views and stays in the record; what expires leaves its traces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tocsin.errors import InputError, NotFoundError
from tocsin.record import Record

from .making import entry, hour, reported, stranger


def test_a_withdrawn_statement_leaves_the_views(record: Record) -> None:
    record.add([entry(1), entry(2)])
    [mention, _] = record.mentions()
    toll = next(s for s in mention.report.statements if s.property == "killed")
    taken = record.withdraw(statement=toll.id, reason="misread", by="desk", at=hour(9))
    assert taken.value == {"statement": toll.id, "reason": "misread"}
    assert (taken.said_by, taken.said_at, taken.origin) == ("desk", hour(9), "human")
    [first, second] = record.mentions()
    assert [s.property for s in first.report.statements] == ["attack_type"]
    assert [s.property for s in second.report.statements] == ["attack_type", "killed"]
    assert record.incidents()[0].killed is None
    assert record.sizes()["statements"] == 5
    assert record.check() == []


def test_a_withdrawal_holds_when_a_newer_coder_finds_the_same(record: Record) -> None:
    record.add([entry(1)])
    [mention] = record.mentions()
    record.withdraw(statement=mention.report.statements[0].id, reason="misread", by="desk", at=hour(9))
    record.add([entry(1, coder="v2")])
    assert [s.property for m in record.mentions() for s in m.report.statements] == ["killed"]


def test_a_withdrawn_document_leaves_the_views_also_of_the_past(record: Record) -> None:
    made = entry(1)
    record.add([made, entry(2)])
    taken = record.withdraw(document=made.document.id, reason="retracted", by="outlet", at=hour(90))
    assert taken.subject == made.document.id
    assert [m.document.name[-1] for m in record.mentions()] == ["2"]
    assert record.incidents(as_of=hour(1)) == []
    assert [row.withdrawn for row in record.documents()] == [True, False]


def test_an_older_version_does_not_come_back_for_a_withdrawn_one(record: Record) -> None:
    record.add([entry(1, killed=3, at=1), entry(1, killed=5, at=2)])
    record.withdraw(document="https://news.example/1", reason="retracted", by="outlet", at=hour(90))
    assert record.mentions() == []


def test_withdrawing_twice_is_once(record: Record) -> None:
    record.add([entry(1)])
    name = "https://news.example/1"
    taken = [record.withdraw(document=name, reason="retracted", by="desk", at=hour(9)) for _ in range(2)]
    assert taken[0] == taken[1]
    assert record.withdrawals() == taken[:1]
    assert [line.act for line in record.log()] == ["read", "withdrawn"]


def test_the_withdrawals_since(record: Record) -> None:
    record.add([entry(1), entry(2)])
    for number in (1, 2):
        record.withdraw(
            document=f"https://news.example/{number}", reason="retracted", by="desk", at=hour(number * 10)
        )
    assert [taken.said_at for taken in record.withdrawals()] == [hour(10), hour(20)]
    assert [taken.said_at for taken in record.withdrawals(since=hour(20))] == [hour(20)]


def test_the_beginning_of_a_statements_id_is_enough_where_only_one_has_it(record: Record) -> None:
    record.add([entry(number) for number in range(9)])
    ids = [s.id for mention in record.mentions() for s in mention.report.statements]
    starts = [identity[0] for identity in ids]
    double = next(start for start in starts if starts.count(start) > 1)
    with pytest.raises(NotFoundError, match="several statements begin with"):
        record.withdraw(statement=double, reason="misread", by="desk", at=hour(9))
    taken = record.withdraw(statement=ids[0][:30], reason="misread", by="desk", at=hour(9))
    assert taken.value["statement"] == ids[0]


def test_what_is_not_there_cannot_be_withdrawn(record: Record) -> None:
    with pytest.raises(NotFoundError, match="no statement"):
        record.withdraw(statement=stranger(1), reason="x", by="desk", at=hour(9))
    with pytest.raises(NotFoundError, match="no document"):
        record.withdraw(document="https://news.example/none", reason="x", by="desk", at=hour(9))
    with pytest.raises(InputError, match="one statement or of one document"):
        record.withdraw(reason="x", by="desk", at=hour(9))


def test_expired_texts_leave_name_address_and_quotes(record: Record) -> None:
    old, new = entry(1), entry(30)
    old = replace(old, document=replace(old.document, author="A byline"))
    record.add([old, new])
    incidents = record.incidents()
    assert record.expire_texts(hour(24), at=hour(40)) == 1
    assert record.expire_texts(hour(24), at=hour(41)) == 0
    [row, kept] = record.documents()
    assert (row.id, row.document.name, row.expired) == (old.document.id, old.document.name, True)
    assert (row.document.text, row.document.title, row.document.author) == ("", None, None)
    assert (kept.document, kept.expired) == (new.document, False)
    [mention, _] = record.mentions()
    assert mention.report.id == reported(old)
    assert [s.quote for s in mention.report.statements] == [
        "A bomb went off",
        "Police said 3 people were killed",
    ]
    assert [i.id for i in record.incidents()] == [i.id for i in incidents]
    assert record.check() == []
    assert list(record.stale("v2")) == [new.document]


def test_an_expired_text_does_not_come_back_by_reading_again(record: Record) -> None:
    old = entry(1)
    record.add([old])
    record.expire_texts(hour(24))
    assert record.add([old]).known == 1
    assert record.add([entry(1, coder="v2")]).statements == 0
    assert [row.document.text for row in record.documents()] == [""]
    assert record.check() == []
