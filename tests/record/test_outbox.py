"""The outbox in both databases: one message for what is due, one sender at a time, in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tocsin.errors import InputError, NotFoundError
from tocsin.record import Record

AT = datetime(2021, 5, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def put(record: Record, subscription: int, number: int, after: int) -> bool:
    identity, told = f"{number:040d}", {"i": {"n": number}}
    return record.outbox.put(
        subscription, f"slot {number}", identity, b"body", told, after=after, decided=0, at=AT
    )


def test_a_message_is_stored_once_and_only_by_who_saw_the_last(record: Record) -> None:
    stored = record.outbox.add("reader", {"way": "mail"}, AT)
    assert put(record, stored.seq, 1, 0)
    assert not put(record, stored.seq, 1, 1)
    assert not put(record, stored.seq, 2, 0)
    assert put(record, stored.seq, 2, 1)
    assert [m.slot for m in record.outbox.messages(stored.seq)] == ["slot 1", "slot 2"]


def test_a_lease_keeps_others_off_until_it_is_over_and_the_late_word_of_the_dead_does_not_count(
    record: Record,
) -> None:
    stored = record.outbox.add("reader", {}, AT)
    put(record, stored.seq, 1, 0)
    put(record, stored.seq, 2, 1)
    first = record.outbox.claim(AT)
    assert first is not None
    assert first[0].slot == "slot 1"
    assert record.outbox.claim(AT + MINUTE) is None
    second = record.outbox.claim(AT + 6 * MINUTE)
    assert second is not None
    assert (second[0].id, second[0].tries) == (first[0].id, 2)
    assert not record.outbox.sent(first[0], AT)
    assert record.outbox.sent(second[0], AT)
    third = record.outbox.claim(AT + 7 * MINUTE)
    assert third is not None
    assert third[0].slot == "slot 2"


def test_what_is_taken_back_keeps_no_word_and_what_may_have_arrived_its_ids(record: Record) -> None:
    stored = record.outbox.add("reader", {}, AT)
    put(record, stored.seq, 1, 0)
    seen = record.outbox.messages(stored.seq)[0]
    claimed = record.outbox.claim(AT)
    assert claimed is not None
    record.outbox.take_back(seen, "late")
    assert record.outbox.messages(stored.seq)[0].state == "pending"
    record.outbox.take_back(claimed[0], "wrong")
    (gone,) = record.outbox.messages(stored.seq)
    assert (gone.state, gone.body, gone.told) == ("taken back", b"", {"i": {"maybe": True}})
    assert put(record, stored.seq, 1, gone.seq)


@pytest.mark.parametrize("state", ["paused", "unsubscribed", "given up", "removed"])
def test_one_that_does_not_stand_is_sent_nothing(record: Record, state: str) -> None:
    stored = record.outbox.add("reader", {}, AT)
    put(record, stored.seq, 1, 0)
    record.outbox.stand(stored.seq, state, at=AT)  # type: ignore[arg-type]  # of Standing
    assert record.outbox.claim(AT + MINUTE) is None
    waits = record.outbox.messages(stored.seq)[0].state
    assert waits == ("pending" if state == "paused" else "taken back")


def test_a_name_is_taken_while_it_is_on_the_list(record: Record) -> None:
    stored = record.outbox.add("reader", {}, AT)
    with pytest.raises(InputError, match="already"):
        record.outbox.add("reader", {}, AT)
    record.outbox.stand(stored.seq, "removed", at=AT)
    with pytest.raises(NotFoundError):
        record.outbox.named("reader")
    assert record.outbox.add("reader", {}, AT).id != stored.id
