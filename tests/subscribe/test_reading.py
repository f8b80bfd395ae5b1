"""A pass reads what it must and no more, and tells the same as if it had read everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from tests.subscribe.making import Clock, add, desk_at, entry, fill, first_report, mark, teller
from tests.subscribe.receivers import mailbox
from tocsin.desk import Desk
from tocsin.model import Report, Span, Statement, report_id
from tocsin.record import Entry
from tocsin.share.sharing import Decisions
from tocsin.share.view import View
from tocsin.subscribe.reading import Reading
from tocsin.subscribe.subscription import audience
from tocsin.subscribe.telling import ANEW, Account


class Counted(Reading):
    """A reading that counts how often it is asked for the record."""

    asked = 0

    def view(self, *args: Any) -> View:
        Counted.asked += 1
        return super().view(*args)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counted]:
    monkeypatch.setattr("tocsin.subscribe.telling.Reading", Counted)
    Counted.asked = 0
    return Counted


def reads(desk: Desk, clock: Clock) -> int:
    """How often a pass asks for the record."""
    before = Counted.asked
    teller(desk, clock).run()
    return Counted.asked - before


@pytest.mark.usefixtures("counted")
def test_a_pass_reads_nothing_where_nothing_has_changed(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader")
        add(desk, "readers", "feed", "")
        assert reads(desk, clock)
        for _ in range(3):
            clock.on(minutes=5)
            assert reads(desk, clock) == 0
        fill(desk.record, entry(2))
        assert reads(desk, clock)
        assert len(box.raw) == 2
        assert reads(desk, clock) == 0
        desk.record.withdraw(document="https://wire.example/1", reason="wrong", by="desk")
        assert reads(desk, clock)
        assert len(box.raw) == 3
        mark(desk, None)
        assert reads(desk, clock)
        assert len(box.raw) == 4
        # What may be told can change by time alone.
        assert reads(desk, clock) == 0
        clock.at += ANEW
        assert reads(desk, clock)


@pytest.mark.usefixtures("counted")
def test_what_waits_for_the_daily_message_is_not_forgotten(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), entry(2, killed=50), smtp=box.port) as desk:
        add(desk, "reader", daily=time(12, 30), at_once=20)
        add(desk, "quiet", quiet=(time(11), time(12, 30)), to="quiet@example.org")
        for _ in range(4):
            teller(desk, clock).run()
            clock.on(minutes=10)
        told = [(mail["To"], mail["Subject"].partition(":")[0]) for mail in box.mails]
        assert sorted(told) == [
            ("quiet@example.org", "2 new attacks"), ("reader@example.org", "1 new attack"),
            ("reader@example.org", "1 new attack"),
        ]  # fmt: skip
        clock.on(days=1)
        assert reads(desk, clock)
        clock.on(days=1, minutes=-20)
        teller(desk, clock).run()
        assert len(box.raw) == 3


def test_a_message_that_time_made_stale_is_made_anew_though_nothing_changed(tmp_path: Path) -> None:
    clock = Clock()
    clock.on(hours=20, minutes=50)
    with mailbox() as box, desk_at(tmp_path, entry(1, street="Larch Lane"), smtp=box.port) as desk:
        stored = add(desk, "reader", quiet=(time(8, 55), time(9, 15)))
        # Composed ten minutes before its place may be told exactly, held over that moment.
        worker = teller(desk, clock)
        worker._compose(stored, Account())
        clock.on(minutes=30)
        teller(desk, clock).run()
        part = box.mails[-1].get_body(("plain",))
        assert part is not None
        assert "Larch Lane" in part.get_content()
        assert len(box.raw) == 1


def two_reports() -> Entry:
    """A document of two reports: a street, and a place of worship somewhere else."""
    made, other = entry(1, street="Larch Lane"), entry(2, target="worship")
    assert made.coding is not None
    assert other.coding is not None
    told = other.coding.reports[0]
    anchor = Span(40, 60)
    identity = report_id(made.document.id, anchor)
    said = tuple(_moved(s, identity, made.document.id) for s in told.statements if s.property != "place")
    second = Report(made.document.id, anchor, 0.9, said, "v1")
    return replace(made, coding=replace(made.coding, reports=(*made.coding.reports, second)))


def _moved(s: Statement, subject: str, document: str) -> Statement:
    return replace(s, subject=subject, document=document, start=0, end=6, quote="A bomb")


def test_a_part_of_the_record_is_shown_as_the_whole_would_show_it(tmp_path: Path) -> None:
    clock = Clock()
    clock.on(days=3)
    with desk_at(tmp_path, two_reports(), entry(3), entry(4, street="Elm Row")) as desk:
        decisions = Decisions(desk.record)
        partner = audience(add(desk, "reader"), at=clock())
        whole = View(decisions).for_partner(partner, clock())
        assert len(whole) == 4
        for one in whole:
            identity = one.incident.id
            part = View(decisions, desk.record.incidents(ids=[identity]))
            assert [i.incident for i in part.for_partner(partner, clock())] == [one.incident]
        street = next(i.incident for i in whole if first_report(two_reports()) in i.incident.reports)
        # The other report of the document makes the whole document sensitive.
        assert "Larch" not in street.title


def test_incidents_and_reports_are_read_by_their_ids(tmp_path: Path) -> None:
    with desk_at(tmp_path, two_reports(), entry(3)) as desk:
        every = desk.record.incidents()
        for one in every:
            assert desk.record.incidents(ids=[one.id, "0" * 10]) == [one]
        assert desk.record.incidents(ids=[]) == []
        assert desk.record.incidents(ids=[one.id for one in every]) == every
        report = first_report(two_reports())
        assert [m.report.id for m in desk.record.mentions(ids=[report])] == [report]
        assert len(desk.record.mentions(ids=[report], beside=True)) == 2
