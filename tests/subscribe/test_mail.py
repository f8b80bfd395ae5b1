"""Mail: well-formed, inert whatever a text says, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.subscribe.making import Clock, add, desk_at, entry, teller
from tests.subscribe.receivers import mailbox
from tocsin.errors import FetchError, InputError, UserError
from tocsin.fetch.smtp import Postbox
from tocsin.model import DateRange, Incident, Place
from tocsin.subscribe.letter import Letter
from tocsin.subscribe.mail import address, composed
from tocsin.subscribe.news import Item
from tocsin.subscribe.schedule import Schedule
from tocsin.subscribe.subscription import Selection, Subscription

AT = datetime(2021, 5, 1, 12, 0, tzinfo=UTC)
HOSTILE = (
    'Nice\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script><img src="http://x.example/p.png">\u202e'
)


def letter(title: str, quote: str = "") -> Letter:
    incident = Incident(
        id="a" * 10, title=title, date=DateRange(None, None), place=Place(title), attack_types=(),
        weapon_types=(), target_types=(), outcome=None, killed=None, injured=None, perpetrators_killed=None,
        groups=(), scope="unknown", probability=0.5, reports=("r",), sources=1, documents=("d",),
        first_reported=AT, last_changed=AT, as_of=None, evidence=(),
    )  # fmt: skip
    item = Item("new", incident.id, title, {"where": title}, {}, ((quote or title, title),), incident)
    asked = Subscription("mail", "reader@example.org", Selection(), Schedule(at_once=0))
    return Letter("f" * 40, "reader", asked, (item,), AT, "https://desk.example.org/unsubscribe/x")


def parsed(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


def test_a_mail_has_its_parts_and_its_ways_out(tmp_path: Path) -> None:
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        add(desk, "reader")
        teller(desk, Clock()).run()
        (mail,) = box.mails
    assert mail.get_content_type() == "multipart/alternative"
    assert mail["Subject"] == "1 new attack: Town1, France (at least 4 killed)"
    assert re.fullmatch(r"<[0-9a-f]{40}@desk\.example\.org>", mail["Message-ID"])
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip("<>")
    assert link.startswith("https://desk.example.org/unsubscribe/")
    html, text = mail.get_body(("html",)), mail.get_body(("plain",))
    assert html is not None
    assert text is not None
    assert link in text.get_content()
    pictures = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert len(pictures) == 1
    assert f'src="cid:{pictures[0]["Content-ID"].strip("<>")}"' in html.get_content()
    assert pictures[0].get_content().startswith(b"\x89PNG")
    assert "missing" in text.get_content() or "are not here" in text.get_content()


def test_hostile_text_adds_no_header_no_script_and_no_picture_from_elsewhere() -> None:
    data = composed(letter(HOSTILE), "desk@example.org")
    mail = parsed(data)
    assert mail["Bcc"] is None
    assert mail.get_all("To") == ["reader@example.org"]
    html = mail.get_body(("html",))
    assert html is not None
    said = html.get_content()
    assert "<script" not in said
    assert "<img" not in said
    assert "\u202e" not in said + str(mail["Subject"])


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=300))
def test_any_title_makes_a_mail_that_is_read_back(title: str) -> None:
    data = composed(letter(title), "desk@example.org")
    assert data.isascii()
    assert max(map(len, data.splitlines())) <= 998
    mail = parsed(data)
    assert not mail.defects
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["Алматы, Қазақстан", "باماكو، مالي", "東京"])
def test_names_in_other_scripts_arrive(title: str) -> None:
    mail = parsed(composed(letter(title), "desk@example.org"))
    text = mail.get_body(("plain",))
    assert text is not None
    assert title in text.get_content()
    assert title.split(",")[0].split("،")[0] in mail["Subject"]


@pytest.mark.parametrize(
    "wrong",
    ["", "desk", "a@b", "a b@example.org", "a@example.org\nBcc: b@example.org", "a@example.org, b@c.org",
     "<a@example.org>", "ä@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(InputError, match="is not a mail address"):
        address(wrong)


def test_mail_is_not_sent_in_the_clear_to_another_machine() -> None:
    with pytest.raises(UserError, match="would go unencrypted"):
        Postbox("mail.example.org", 25, "none")


def test_a_server_that_offers_no_encryption_is_not_given_the_mail() -> None:
    with mailbox() as box:
        with pytest.raises(FetchError, match="did not take the mail"):
            Postbox("127.0.0.1", box.port, "starttls").send("a@example.org", "b@example.org", b"x")
        assert box.raw == []


def test_a_password_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    from dataclasses import replace

    with desk_at(tmp_path, entry(1), smtp=1) as desk:
        file = tmp_path / "smtp.password"
        file.write_text("hush\n")
        file.chmod(0o644)
        mail = replace(desk.settings.mail, user="desk", password_file="smtp.password")
        desk.settings = replace(desk.settings, mail=mail)
        ways = teller(desk, Clock()).ways
        with pytest.raises(UserError, match="chmod 600"):
            ways._password()
        file.chmod(0o600)
        assert ways._password() == "hush"
        assert "hush" not in repr(ways._postbox())
