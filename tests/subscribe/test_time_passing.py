"""What only time does to a message: a place that may be told exactly a day later, words that are dropped."""

from __future__ import annotations

from datetime import time
from itertools import combinations
from pathlib import Path

import feedparser
import pytest

from tests.subscribe.making import NOON, Clock, add, desk_at, entry, fill, same, teller
from tests.subscribe.receivers import Mailbox, mailbox
from tocsin.subscribe.feed import atom


def plain(box: Mailbox) -> str:
    part = box.mails[-1].get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_exact_place_is_not_told_again_because_a_day_has_passed(tmp_path: Path, language: str) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1, street="Larch Lane"), smtp=box.port) as desk:
        add(desk, "reader", language=language)
        teller(desk, clock).run()
        assert "Larch" not in plain(box)
        assert "Province" in plain(box)
        for _ in range(6):
            clock.on(hours=9)
            teller(desk, clock).run()
        assert len(box.raw) == 1


def test_whoever_is_told_first_when_the_day_has_passed_is_told_exactly(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1, street="Larch Lane"), smtp=box.port) as desk:
        add(desk, "reader", daily=time(18), at_once=None)
        clock.on(days=1, hours=8)
        teller(desk, clock).run()
        assert "Larch Lane" in plain(box)


@pytest.mark.parametrize("hours", [1, 30])
def test_a_true_change_of_place_is_told(tmp_path: Path, hours: int) -> None:
    clock = Clock()
    first = entry(1, street="Larch Lane")
    with mailbox() as box, desk_at(tmp_path, first, smtp=box.port) as desk:
        add(desk, "reader")
        teller(desk, clock).run()
        clock.on(hours=hours)
        # Far from there, and told by more.
        moved = [entry(n, town="Elsewhere", killed=4, source=f"wire{n}") for n in (500, 501, 502)]
        fill(desk.record, *moved)
        pairs = [same(one, other) for one, other in combinations([first, *moved], 2)]
        desk.record.add_judgements(pairs, resolved=[], resolver="test")
        teller(desk, clock).run()
        assert len(box.raw) == 2
        assert "Elsewhere" in plain(box)
        assert "you were told: Province, France" in plain(box)


def test_another_change_does_not_make_one_of_the_place(tmp_path: Path) -> None:
    clock = Clock()
    first = entry(1, street="Larch Lane")
    with mailbox() as box, desk_at(tmp_path, first, smtp=box.port) as desk:
        add(desk, "reader")
        teller(desk, clock).run()
        clock.on(hours=30)
        second = entry(2, street="Larch Lane", killed=9)
        fill(desk.record, second)
        desk.record.add_judgements([same(first, second)], resolved=[], resolver="test")
        teller(desk, clock).run()
        assert len(box.raw) == 2
        assert "(you were told: at least 4)" in plain(box)
        (where,) = (line for line in plain(box).splitlines() if line.startswith("  where:"))
        assert where == "  where: Larch Lane, Province, France (exact spot, ± 0.5 km)"


def test_the_words_of_a_message_are_dropped_after_their_days_and_that_it_went_stays(tmp_path: Path) -> None:
    clock = Clock()
    first = entry(1)
    with mailbox() as box, desk_at(tmp_path, first, smtp=box.port) as desk:
        outbox = desk.record.outbox
        stored, fed = add(desk, "reader"), add(desk, "readers", "feed", "")
        teller(desk, clock).run()
        clock.on(days=29, hours=23)
        teller(desk, clock).run()
        (kept,) = outbox.messages(stored.seq, bodies=True)
        assert kept.body
        clock.on(hours=2)
        teller(desk, clock).run()
        (gone,) = outbox.messages(stored.seq, bodies=True)
        assert (gone.body, gone.state, gone.sent_at, gone.told) == (b"", "sent", NOON, kept.told)
        assert feedparser.parse(atom(fed, outbox.messages(fed.seq, bodies=True), "")).entries == []
        # What was told is known all the same.
        second = entry(2, town="Town1", killed=9)
        fill(desk.record, second)
        desk.record.add_judgements([same(first, second)], resolved=[], resolver="test")
        teller(desk, clock).run()
        assert "(you were told: at least 4)" in plain(box)


def test_a_message_that_waits_keeps_its_words(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        stored = add(desk, "reader")
        box.answer = "451 later"
        teller(desk, clock).run()
        assert desk.record.outbox.prune(clock.at.replace(year=2031)) == 0
        assert desk.record.outbox.messages(stored.seq, bodies=True)[0].body
