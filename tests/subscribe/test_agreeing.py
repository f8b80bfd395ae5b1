"""Mail needs a yes: one question first, a page with a button behind its link, and nothing else until then."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from tests.share.serving import served
from tests.subscribe.making import Clock, add, desk_at, entry, teller
from tests.subscribe.receivers import Mailbox, mailbox
from tocsin.desk import Desk
from tocsin.errors import InputError
from tocsin.record import Subscribed
from tocsin.subscribe.agreeing import AGAIN, HOLDS, by_word, enrol, opened, resume, token
from tocsin.subscribe.schedule import Schedule
from tocsin.subscribe.subscription import Selection, Subscription


def asks(desk: Desk, clock: Clock, language: str = "en", consent: str = "") -> Subscribed:
    selection, schedule = Selection(region="Europe"), Schedule(at_once=0)
    asked = Subscription("mail", "reader@example.org", selection, schedule, language=language)
    return enrol(desk.record.outbox, "reader", asked, clock(), consent=consent)


def plain(box: Mailbox) -> str:
    part = box.mails[-1].get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link(box: Mailbox, url: str) -> str:
    found = re.search(r"https://desk\.example\.org(/confirm/\S+)", plain(box))
    assert found is not None
    return url.rstrip("/") + found[1]


def now_clock() -> Clock:
    """The pages go by the time that it is: so does what was sent before."""
    return Clock(datetime.now(UTC).replace(microsecond=0))


def test_nothing_but_one_question_comes_until_the_button_behind_its_link_is_pressed(tmp_path: Path) -> None:
    clock = now_clock()
    with mailbox() as box, desk_at(tmp_path, entry(1, published=clock()), smtp=box.port) as desk:
        asks(desk, clock)
        for _ in range(3):
            teller(desk, clock).run()
            clock.on(hours=9)
        clock.on(hours=-27)
        assert len(box.raw) == 1
        assert "Town1" not in plain(box)
        assert "Europe" in plain(box)
        assert list(desk.record.exchange.disclosures("subscriber:reader")) == []
        with served(desk) as url:
            page = link(box, url)
            for _ in range(2):
                # What scans mail opens links.
                shown = httpx.get(page)
                assert shown.status_code == 200
                assert '<form method="post">' in shown.text
            assert desk.record.outbox.named("reader").state == "unconfirmed"
            for _ in range(2):
                done = httpx.post(page)
                assert done.status_code == 200
                assert "You have said yes" in done.text
        stored = desk.record.outbox.named("reader")
        assert stored.state == "active"
        assert stored.consent.startswith("by the link in a mail, 20")
        teller(desk, clock).run()
        assert "Town1" in plain(box)
        assert len(box.raw) == 2


def test_a_yes_that_was_given_before_is_noted_and_nobody_is_asked(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        stored = asks(desk, clock, consent=by_word("anna", clock()))
        assert stored.consent == "given before, says anna on the command line, 2021-05-01T12:00:00Z"
        teller(desk, clock).run()
        assert len(box.raw) == 1
        assert "Town1" in plain(box)


def test_only_mail_takes_a_yes(tmp_path: Path) -> None:
    with desk_at(tmp_path, entry(1)) as desk:
        asked = Subscription("feed", "", Selection(), Schedule(at_once=0))
        with pytest.raises(InputError, match="only mail"):
            enrol(desk.record.outbox, "x", asked, Clock()(), consent="given")
        stored = enrol(desk.record.outbox, "x", asked, Clock()())
        assert stored.state == "active"
        with pytest.raises(InputError, match="only mail"):
            resume(desk.record.outbox, stored, Clock()(), consent="given")


def test_who_was_subscribed_before_questions_were_asked_goes_on_and_the_record_says_so(
    tmp_path: Path,
) -> None:
    with desk_at(tmp_path, entry(1)) as desk:
        add(desk, "reader")
        add(desk, "readers", "feed", "")
        gone = add(desk, "gone", to="gone@example.org")
        desk.record.outbox.stand(gone.seq, "unsubscribed", at=Clock()())
    # The record as the program before wrote it.
    with sqlite3.connect(tmp_path / "record.sqlite") as held:
        for column in ("consent", "looked", "looked_at"):
            held.execute(f"ALTER TABLE subscriptions DROP COLUMN {column}")
        held.execute("UPDATE alembic_version SET version_num = '0010'")
    held.close()
    with Desk.open(tmp_path) as desk:
        found = {one.name: (one.state, one.consent) for one in desk.record.outbox.all()}
        assert found == {
            "reader": ("active", "subscribed before confirmations were asked for"),
            "readers": ("active", ""), "gone": ("unsubscribed", ""),
        }  # fmt: skip


def test_a_link_is_over_after_its_days_and_cannot_be_altered(tmp_path: Path) -> None:
    clock = now_clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        clock.on(days=-8)
        stored = asks(desk, clock)
        teller(desk, clock).run()
        key = teller(desk, clock).ways.key
        with served(desk) as url:
            page = link(box, url)
            assert httpx.get(page).status_code == 410
            late = httpx.post(page)
            assert late.status_code == 410
            assert "no longer does" in late.text
            later = token(key, stored, clock() + 2 * HOLDS)
            identity, mark = page.rpartition("/")[2][:-64], later[-64:]
            for forged in (identity + mark, later[:-64] + page[-64:], later[:-1], "x", "é" * 120):
                assert httpx.post(f"{url.rstrip('/')}/confirm/{forged}").status_code == 404
        assert desk.record.outbox.named("reader").state == "unconfirmed"
    assert opened(key, later) == (stored.id, clock() + 2 * HOLDS)


def test_a_link_says_yes_for_nobody_who_has_left(tmp_path: Path) -> None:
    clock = now_clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        stored = asks(desk, clock)
        teller(desk, clock).run()
        desk.record.outbox.stand(stored.seq, "unsubscribed", at=clock())
        with served(desk) as url:
            assert "no subscription any more" in httpx.post(link(box, url)).text
        desk.record.outbox.agreed(stored.seq, "by a race", at=clock())
        found = desk.record.outbox.named("reader")
        assert (found.state, found.consent) == ("unsubscribed", "")


def test_resuming_asks_again_whoever_left_or_never_answered(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        outbox = desk.record.outbox
        stored = asks(desk, clock)
        teller(desk, clock).run()
        outbox.stand(stored.seq, "paused", at=clock())
        # Pausing and resuming is no way around the question.
        clock.on(minutes=1)
        assert resume(outbox, outbox.named("reader"), clock()) == "unconfirmed"
        with pytest.raises(InputError, match="asked less than an hour ago"):
            resume(outbox, outbox.named("reader"), clock())
        clock.at += AGAIN
        assert resume(outbox, outbox.named("reader"), clock()) == "unconfirmed"
        teller(desk, clock).run()
        assert len(box.raw) == 2
        assert len(box.once) == 2
        outbox.agreed(stored.seq, "yes", at=clock())
        outbox.stand(stored.seq, "paused", at=clock())
        assert resume(outbox, outbox.named("reader"), clock()) == "active"
        outbox.stand(stored.seq, "unsubscribed", at=clock())
        assert resume(outbox, outbox.named("reader"), clock()) == "unconfirmed"
        assert resume(outbox, outbox.named("reader"), clock(), consent="by word") == "active"
        assert outbox.named("reader").consent == "by word"


def test_a_question_that_waits_when_the_yes_comes_is_not_sent(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        stored = asks(desk, clock)
        box.answer = "451 later"
        teller(desk, clock).run()
        box.answer = ""
        desk.record.outbox.agreed(stored.seq, "yes", at=clock())
        clock.on(hours=1)
        teller(desk, clock).run()
        assert len(box.raw) == 1
        assert "Town1" in plain(box)


@pytest.mark.parametrize(
    ("language", "said", "direction"),
    [
        ("ru", "подтвердите", "ltr"),
        ("kk", "растаңыз", "ltr"),
        ("fr", "confirmer", "ltr"),
        ("ar", "تأكيد", "rtl"),
    ],
)
def test_the_question_is_in_the_language_of_the_subscription(
    tmp_path: Path, language: str, said: str, direction: str
) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        asks(desk, clock, language)
        teller(desk, clock).run()
        (mail,) = box.mails
        html = mail.get_body(("html",))
        assert html is not None
        assert said in mail["Subject"]
        assert said in html.get_content()
        assert f'<html lang="{language}" dir="{direction}">' in html.get_content()
        assert mail["Content-Language"] == language
