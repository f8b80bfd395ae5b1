"""Senders that are killed at each point: the receiver, taking each id once, ends with each message once."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.subscribe.making import NOON, Clock, add, desk_at, entry, fill, teller
from tests.subscribe.receivers import hook, mailbox

# Kills itself, as the machine would, just before or after the step named.
SEND = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from tests.subscribe.making import Clock, teller
from tocsin.desk import Desk
from tocsin.desk.settings import MailSettings, SubscribeSettings
from tocsin.record import Exchange, Outbox
from tocsin.subscribe.ways import Ways

folder, port, step, when = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
owner = {"send": Ways, "disclose": Exchange}.get(step, Outbox)
whole = getattr(owner, step)

def killed(self, *args, **more):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    whole(self, *args, **more)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, step, killed)
with Desk.open(folder) as desk:
    mail = MailSettings("127.0.0.1", port, "none", sender="tocsin@desk.example.org")
    desk.settings = replace(desk.settings, mail=mail, subscribe=SubscribeSettings("https://desk.example.org"))
    teller(desk, Clock()).run()
"""
STEPS = [
    (step, when)
    for step in ("put", "claim", "disclose", "send", "sent")
    for when in ("before", "after")
]  # fmt: skip
ARRIVED = {("send", "after"), ("sent", "before")}
"""Where the receiver has it and the record does not know: it comes again, with the same id."""


def kill(folder: Path, port: int, step: str, when: str) -> None:
    command = [sys.executable, "-c", SEND, str(folder), str(port), step, when]
    assert subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode == -signal.SIGKILL


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_a_mail_arrives_once_wherever_its_sender_was_killed(tmp_path: Path, step: str, when: str) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader")
        kill(tmp_path, box.port, step, when)
        # While the lease of the dead sender holds nobody else sends what it took.
        clock.on(minutes=1)
        first = teller(desk, clock).run().sent
        assert first == (step == "put" or (step, when) == ("claim", "before"))
        clock.on(minutes=10)
        teller(desk, clock).run()
        assert len(box.once) == 1
        assert len(box.raw) == 1 + ((step, when) in ARRIVED)
        assert len(set(box.raw)) == 1
        assert desk.record.outbox.messages(1)[-1].state == "sent"


def test_one_that_may_have_arrived_goes_again_as_it_was_though_the_record_changed(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader")
        kill(tmp_path, box.port, "sent", "before")
        fill(desk.record, entry(2))
        clock.on(minutes=10)
        teller(desk, clock).run()
        teller(desk, clock).run()
        assert len(box.once) == 2
        said = [mail.get_body(("plain",)).get_content() for mail in box.mails]  # type: ignore[union-attr]
        assert ["Town1" in text for text in said] == [True, True, False]


def test_one_that_may_have_arrived_and_may_not_be_told_any_more_is_followed_by_a_withdrawal(
    tmp_path: Path,
) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader")
        kill(tmp_path, box.port, "sent", "before")
        desk.record.withdraw(document="https://wire.example/1", reason="wrong", by="desk")
        clock.on(minutes=10)
        teller(desk, clock).run()
        text = box.mails[-1].get_body(("plain",))
        assert text is not None
        assert "NO LONGER STANDS" in text.get_content()
        assert len(box.raw) == 2


def test_a_webhook_gets_a_message_again_under_the_same_key(tmp_path: Path) -> None:
    clock = Clock(NOON)
    with hook() as there, desk_at(tmp_path, entry(1)) as desk:
        add(desk, "ops", "webhook", f"{there.url}/in", private=True)
        kill(tmp_path, 1, "sent", "before")
        clock.at += timedelta(hours=1)
        teller(desk, clock).run()
        keys = {headers["idempotency-key"] for _, headers, _ in there.requests}
        assert len(there.requests) == 2
        assert len(keys) == len({body for _, _, body in there.requests}) == 1
