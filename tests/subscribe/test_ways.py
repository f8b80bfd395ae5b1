"""Webhooks and chats, against a real HTTP server: signed, filled safely, guarded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.subscribe.making import NOON, Clock, add, desk_at, entry, teller
from tests.subscribe.receivers import hook
from tocsin.errors import InputError
from tocsin.subscribe.chat import Template, filled, template_at
from tocsin.subscribe.secret import identity_in, key_of, secret_for, token_for
from tocsin.subscribe.webhook import TOLERANCE, signed, verified

ROOT = Path(__file__).parents[2]
TEMPLATE = """
url = "{url}/bot{{env:CHAT_TOKEN}}/say"
longest = 300
[body]
chat_id = "-100"
text = "{{title}}\\n{{text}}"
nested = ["{{id}}", 1, true]
"""


def test_a_webhook_is_signed_and_says_what_the_documented_check_accepts(tmp_path: Path) -> None:
    with hook() as there, desk_at(tmp_path, entry(1)) as desk:
        stored = add(desk, "ops", "webhook", f"{there.url}/in", private=True)
        assert teller(desk, Clock()).run().sent == 1
        ((path, headers, body),) = there.requests
        secret = secret_for(key_of(tmp_path), "webhook", stored.id)
    assert path == "/in"
    assert headers["content-type"] == "application/json"
    assert verified(body, headers["tocsin-signature"], secret, int(NOON.timestamp()))
    assert not verified(body + b" ", headers["tocsin-signature"], secret, int(NOON.timestamp()))
    told = json.loads(body)
    assert told["id"] == headers["idempotency-key"]
    assert [item["kind"] for item in told["items"]] == ["new"]
    assert told["items"][0]["incident"]["killed"]["best"] == 4


@given(
    body=st.binary(max_size=200), secret=st.text("0123456789abcdef", min_size=8), off=st.integers(-400, 400)
)
def test_a_signature_holds_for_its_body_and_its_time_only(body: bytes, secret: str, off: int) -> None:
    header = signed(body, secret, 1_000_000)
    assert verified(body, header, secret, 1_000_000 + off) is (abs(off) <= TOLERANCE)
    assert not verified(body + b"x", header, secret, 1_000_000)
    assert not verified(body, header, secret + "0", 1_000_000)
    assert not verified(body, header.replace("t=1000000", f"t={1_000_001}"), secret, 1_000_000)


@pytest.mark.parametrize("header", ["", "t=,v1=", "t=x,v1=y", "v1=abc", "t=1000000", "t=٣,v1=a", "," * 1000])
def test_a_header_that_is_no_signature_is_refused(header: str) -> None:
    assert not verified(b"x", header, "s" * 64, 1_000_000)


@pytest.mark.parametrize(("status", "location"), [(500, ""), (302, "/elsewhere"), (404, "")])
def test_a_webhook_that_does_not_take_it_is_tried_again_and_no_redirect_is_followed(
    tmp_path: Path, status: int, location: str
) -> None:
    clock = Clock()
    with hook() as there, desk_at(tmp_path, entry(1)) as desk:
        there.status, there.location = status, location
        add(desk, "ops", "webhook", f"{there.url}/in", private=True)
        assert teller(desk, clock).run().failed == 1
        assert [path for path, _, _ in there.requests] == ["/in"]
        there.status, there.location = 204, ""
        assert teller(desk, clock).run().sent == 0
        clock.on(minutes=1)
        assert teller(desk, clock).run().sent == 1


def test_a_private_address_is_refused_unless_it_is_meant(tmp_path: Path) -> None:
    with hook() as there, desk_at(tmp_path, entry(1)) as desk:
        add(desk, "ops", "webhook", f"{there.url}/in")
        account = teller(desk, Clock()).run()
        assert there.requests == []
        assert "not on the public internet" in account.lines[0]


def test_a_chat_gets_what_its_template_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    with hook() as there, desk_at(tmp_path, entry(1)) as desk:
        file = tmp_path / "chat.toml"
        file.write_text(TEMPLATE.format(url=there.url))
        add(desk, "chat", "chat", str(file), private=True)
        account = teller(desk, clock).run()
        assert "needs CHAT_TOKEN in the environment" in account.lines[0]
        monkeypatch.setenv("CHAT_TOKEN", "s3cr3t")
        there.status = 500
        clock.on(minutes=1)
        assert "s3cr3t" not in " ".join(teller(desk, clock).run().lines)
        there.status = 204
        clock.on(hours=1)
        assert teller(desk, clock).run().sent == 1
        path, _, body = there.requests[-1]
        assert path == "/bots3cr3t/say"
        said = json.loads(body)
        assert said["chat_id"] == "-100"
        assert "Town1" in said["text"]
        assert said["nested"] == [desk.record.outbox.messages(1)[-1].id, 1, True]
        assert b"s3cr3t" not in (tmp_path / "record.sqlite").read_bytes()


@given(title=st.text(max_size=50), text=st.text(max_size=900))
def test_no_text_leaves_its_place_in_a_template(title: str, text: str) -> None:
    template = Template("https://chat.example/x", {"a": "{title}|{text}|{id}", "b": [1, "{id}"]}, longest=100)
    body = json.loads(filled(template, title=title, text=text, identity="i").body)
    assert set(body) == {"a", "b"}
    assert body["b"] == [1, "i"]
    assert len(body["a"]) <= 100 + 50 + 4
    if len(text) <= 100:
        replaced = f"{title}|{text}|i".encode("utf-8", "replace").decode()
        assert body["a"] == replaced


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has a url"), ("url = 3\nbody = 1", "has a url"), ("x", "not TOML"),
        ('url = "https://a.example/{text}"\nbody = ""', "take {env:NAME} only"),
        ('url = "https://a.example"\nbody = ""\nverb = "GET"', "unknown key 'verb'"),
        ('url = "https://a.example"\nbody = ""\nmethod = "GET"', "POST or PUT"),
        ('url = "https://a.example"\nbody = ""\nlongest = 1', "at least 100"),
        ('url = "https://a.example"\nbody = ""\n[headers]\nx = "{title}"', "take {env:NAME} only"),
    ],
)  # fmt: skip
def test_a_template_that_is_not_understood_is_refused(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "t.toml"
    file.write_text(text)
    with pytest.raises(InputError, match=why):
        template_at(file)


def test_a_token_opens_one_subscription_for_one_purpose(tmp_path: Path) -> None:
    key = key_of(tmp_path)
    assert key == key_of(tmp_path)
    assert (tmp_path / "subscribe.key").stat().st_mode & 0o777 == 0o600
    token = token_for(key, "unsubscribe", "a" * 40)
    assert identity_in(key, "unsubscribe", token) == "a" * 40
    assert identity_in(key, "feed", token) is None
    assert identity_in(bytes(32), "unsubscribe", token) is None
    for forged in ("", "b" * 104, "b" + token[1:], token[:-1], token + "0", "é" * 104):
        assert identity_in(key, "unsubscribe", forged) is None
