"""Who is told what, through a real SMTP server: new, changed, withdrawn, each once."""

from __future__ import annotations

import threading
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.subscribe.making import NOON, Clock, add, desk_at, entry, fill, mark, same, teller
from tests.subscribe.receivers import Mailbox, mailbox
from tocsin.desk import Desk
from tocsin.record import Record
from tocsin.share.sharing import Sharing
from tocsin.subscribe.telling import Account


def plain(box: Mailbox, number: int = -1) -> str:
    part = box.mails[number].get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_new_attack_is_told_once(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader")
        assert teller(desk, clock).run().sent == 1
        assert "Town1" in plain(box)
        assert "killed: at least 4" in plain(box)
        for _ in range(3):
            clock.on(hours=9)
            assert teller(desk, clock).run().sent == 0
        assert len(box.raw) == 1


def test_a_correction_and_a_withdrawal_reach_whoever_was_told_and_nobody_else(tmp_path: Path) -> None:
    clock = Clock()
    first = entry(1, killed=4)
    with mailbox() as box, desk_at(tmp_path, first, smtp=box.port) as desk:
        add(desk, "told", to="told@example.org")
        add(desk, "far", to="far@example.org", region="Central Asia")
        teller(desk, clock).run()
        second = entry(2, town="Town1", killed=9)
        fill(desk.record, second)
        desk.record.add_judgements([same(first, second)], resolved=[], resolver="test")
        teller(desk, clock).run()
        assert box.mails[-1]["Subject"].startswith("1 correction")
        assert "(you were told: at least 4)" in plain(box)
        for document in (first, second):
            desk.record.withdraw(document=document.document.name, reason="wrong", by="desk")
        teller(desk, clock).run()
        assert "NO LONGER STANDS" in plain(box)
        assert "Town1" not in plain(box)
        teller(desk, clock).run()
        assert [mail["To"] for mail in box.mails] == ["told@example.org"] * 3


def test_one_that_is_no_longer_what_was_asked_for_is_told_a_last_time(tmp_path: Path) -> None:
    clock = Clock()
    first = entry(1, killed=8)
    with mailbox() as box, desk_at(tmp_path, first, smtp=box.port) as desk:
        add(desk, "reader", severity=5)
        teller(desk, clock).run()
        second = entry(2, town="Town1", killed=2)
        fill(desk.record, second)
        desk.record.withdraw(document=first.document.name, reason="wrong", by="desk")
        desk.record.withdraw(document=second.document.name, reason="wrong", by="desk")
        fill(desk.record, entry(3, killed=7))
        teller(desk, clock).run()
        assert "Town3" in plain(box)
        assert "NO LONGER STANDS" in plain(box)
        assert len(box.raw) == 2


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, {"Town1", "Town2", "Town30"}), ({"severity": 6}, {"Town30"}), ({"region": "Sahel"}, set()),
        ({"region": "Western Europe"}, {"Town1", "Town2", "Town30"}), ({"targets": ("worship",)}, {"Town2"}),
        ({"definition": "protected-targets"}, {"Town2"}), ({"at_once": 20}, {"Town30"}),
    ],
)  # fmt: skip
def test_only_what_was_asked_for_is_told(tmp_path: Path, asked: dict[str, Any], told: set[str]) -> None:
    entries = [entry(1), entry(2, target="worship"), entry(30, published=NOON)]
    with mailbox() as box, desk_at(tmp_path, *entries, smtp=box.port) as desk:
        add(desk, "reader", **asked)
        teller(desk, Clock()).run()
        said = plain(box) if box.raw else ""
        assert {town for town in ("Town1", "Town2", "Town30") if f"{town}," in said} == told


def test_what_was_reported_long_before_is_not_new_and_what_comes_late_is(tmp_path: Path) -> None:
    clock = Clock(NOON + timedelta(days=30))
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader", at=clock.at)
        assert teller(desk, clock).run().composed == 0
        clock.on(days=5)
        fill(desk.record, entry(2, published=clock.at - timedelta(days=4)))
        teller(desk, clock).run()
        assert "Town2" in plain(box)
        assert "Town1" not in plain(box)


def test_a_daily_message_comes_once_a_day_and_only_with_news(tmp_path: Path) -> None:
    clock = Clock(NOON)
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader", daily=time(6), zone="Asia/Almaty", at_once=None)
        # 06:00 in Almaty was 00:00 UTC in 2021: nothing until then.
        for _ in range(48):
            clock.on(hours=1)
            teller(desk, clock).run()
            assert len(box.raw) == (clock.at >= NOON + timedelta(hours=12))
        fill(desk.record, entry(2, published=clock.at))
        clock.on(hours=1)
        teller(desk, clock).run()
        assert len(box.raw) == 1
        clock.on(hours=11)
        teller(desk, clock).run()
        assert len(box.raw) == 2


def test_a_major_attack_does_not_wait_for_the_daily_message_and_is_not_in_it_again(tmp_path: Path) -> None:
    clock = Clock(NOON)
    with mailbox() as box, desk_at(tmp_path, entry(1), entry(2, killed=50), smtp=box.port) as desk:
        add(desk, "reader", daily=time(18), at_once=20)
        teller(desk, clock).run()
        assert "Town2" in plain(box)
        assert "Town1" not in plain(box)
        clock.on(hours=6)
        teller(desk, clock).run()
        assert "Town1" in plain(box)
        assert "Town2" not in plain(box)


@pytest.mark.parametrize("pierce", [False, True])
def test_quiet_hours_hold_until_they_end_unless_told_to_pierce(tmp_path: Path, pierce: bool) -> None:
    clock = Clock(NOON)
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader", quiet=(time(11), time(14)), pierce=pierce)
        teller(desk, clock).run()
        assert len(box.raw) == pierce
        clock.on(hours=2)
        teller(desk, clock).run()
        assert len(box.raw) == 1


def test_a_message_that_waited_into_quiet_hours_is_held(tmp_path: Path) -> None:
    clock = Clock(NOON)
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader", quiet=(time(13), time(14)))
        box.answer = "451 later"
        teller(desk, clock).run()
        box.answer = ""
        clock.on(hours=1)
        teller(desk, clock).run()
        assert box.raw == []
        clock.on(hours=1)
        teller(desk, clock).run()
        assert len(box.raw) == 1


def test_a_dead_receiver_is_asked_ever_more_rarely_and_given_up(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        stored = add(desk, "reader")
        box.answer = "550 no such user"
        waits, last = [], clock.at
        for _ in range(3 * 9):
            asked = box.asked
            teller(desk, clock).run()
            if box.asked > asked:
                waits.append(clock.at - last)
                last = clock.at
            clock.on(hours=8)
        assert waits == sorted(waits)
        assert box.asked < 25
        found = desk.record.outbox.by_id(stored.id)
        assert found is not None
        assert found.state == "given up"
        assert "550 no such user" in found.detail
        box.answer = ""
        clock.on(days=-8)
        desk.record.outbox.stand(found.seq, "active", at=clock.at)
        teller(desk, clock).run()
        assert "Town1" in plain(box)


def test_sharing_that_is_stopped_stops_this_too_and_takes_nothing_back(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader")
        teller(desk, clock).run()
        fill(desk.record, entry(2))
        switch = Sharing(desk.record, None)  # type: ignore[arg-type]  # no key is needed to stop
        switch.switch(stopped=True, reason="a key was lost", by="test")
        account = teller(desk, clock).run()
        assert account.lines == ["all sharing is stopped: nothing is sent; see: tocsin share resume"]
        switch.switch(stopped=False, reason="", by="test")
        teller(desk, clock).run()
        assert len(box.raw) == 2
        assert "NO LONGER STANDS" not in plain(box)


def test_a_message_that_waits_says_what_holds_when_it_goes(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), entry(2), smtp=box.port) as desk:
        stored = add(desk, "reader")
        worker = teller(desk, clock)
        worker._compose(stored, Account())
        mark(desk, None, "https://wire.example/1")
        teller(desk, clock).run()
        assert len(box.raw) == 1
        assert b"Town1" not in box.raw[0]
        assert "Town2" in plain(box)


def test_two_senders_at_once_send_each_message_once(tmp_path: Path) -> None:
    entries = [entry(n) for n in range(1, 4)]
    with mailbox() as box, desk_at(tmp_path, *entries, smtp=box.port) as desk:
        for n in range(6):
            add(desk, f"reader{n}", to=f"reader{n}@example.org")

        def work() -> None:
            with Record.open(tmp_path / "record.sqlite") as record:
                teller(Desk(tmp_path, desk.settings, record), Clock()).run()

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        teller(desk, Clock()).run()
        assert sorted(mail["To"] for mail in box.mails) == [f"reader{n}@example.org" for n in range(6)]


def test_the_audit_log_says_what_went_to_whom(tmp_path: Path) -> None:
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader")
        teller(desk, Clock()).run()
        rows = list(desk.record.exchange.disclosures("subscriber:reader"))
        assert [(row.way, row.count, row.what) for row in rows] == [
            ("mail", 1, desk.record.incidents()[0].id)
        ]
        assert len(box.raw) == 1
