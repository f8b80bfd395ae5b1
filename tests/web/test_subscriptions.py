"""The page of subscriptions, served: the checks of the command line, each role, no secret twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.subscribe.making import CLEAR, Clock, teller
from tests.subscribe.receivers import hook
from tests.web.conftest import Open, Serve, Served
from tests.web.test_accounts import people, signed, stored
from tests.web.test_bad_input import field
from tocsin.desk.settings import MailSettings, SubscribeSettings
from tocsin.record import Sought, now
from tocsin.share.sharing import Sharing
from tocsin.subscribe.secret import key_of, secret_for
from tocsin.subscribe.subscription import subscription_from

__all__ = ["stored"]
TEMPLATE = 'url = "https://chat.example/x"\n[body]\ntext = "{text}"\n'
MAIL = {"do": "add", "name": "sahel-desk", "way": "mail", "to": "desk@example.org", "daily": "06:00"}


def able(served: Served) -> Served:
    """Let the desk send mail, and hand it a template."""
    desk = served.desk
    object.__setattr__(
        desk.settings, "mail", MailSettings("127.0.0.1", 9, "none", sender="tocsin@example.org")
    )
    object.__setattr__(desk.settings, "subscribe", SubscribeSettings("https://desk.example.org"))
    (desk.folder / "chats").mkdir()
    (desk.folder / "chats" / "ops.toml").write_text(TEMPLATE)
    return served


@pytest.fixture
def alone(serve: Serve) -> Iterator[httpx.Client]:
    """The single person on loopback."""
    served = able(serve())
    with httpx.Client(base_url=served.url, timeout=60) as client:
        client.served = served  # type: ignore[attr-defined]  # handed on to the test
        yield client


def send(client: httpx.Client, **data: object) -> httpx.Response:
    return client.post(
        "/subscriptions", data={"token": field(client.get("/subscriptions").text, "token"), **data}
    )


def test_a_subscription_is_added_with_every_field_listed_paused_resumed_and_removed(
    alone: httpx.Client,
) -> None:
    outbox = alone.served.desk.record.outbox  # type: ignore[attr-defined]
    fields = MAIL | {
        "region": "Sahel", "severity": "5", "targets": ["worship", "health"], "at_once": "20",
        "definition": "protected-targets", "zone": "Africa/Bamako", "quiet": "22:00-06:00", "pierce": "true",
        "ceiling": "GREEN", "groups": "press, aid", "language": "fr",
    }  # fmt: skip
    assert send(alone, **fields).status_code == 303
    stored = outbox.named("sahel-desk")
    assert stored.state == "unconfirmed"
    asked = subscription_from(stored.body)
    assert asked.to_json() == {
        "way": "mail", "to": "desk@example.org", "region": "Sahel", "severity": 5,
        "targets": ["worship", "health"], "definition": "protected-targets", "ceiling": "GREEN",
        "groups": ["press", "aid"], "private": False, "language": "fr",
        "schedule": {"daily": "06:00", "zone": "Africa/Bamako", "at_once": 20, "pierce": True,
                     "quiet": ["22:00", "06:00"]},
    }  # fmt: skip
    page = alone.get("/subscriptions").text
    for said in ("sahel-desk", "not confirmed yet", "desk@example.org", "at least 5 killed", "Africa/Bamako"):
        assert said in page
    outbox.agreed(stored.seq, "by the link", at=now())
    assert send(alone, do="pause", name="sahel-desk").status_code == 303
    assert outbox.named("sahel-desk").state == "paused"
    assert send(alone, do="resume", name="sahel-desk").status_code == 303
    assert outbox.named("sahel-desk").state == "active"
    assert send(alone, do="remove", name="sahel-desk").status_code == 303
    assert outbox.all() == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"to": "nobody"}, "is not a mail address"), ({"name": "a b"}, "name is up to 60 letters"),
        ({"region": "Atlantis"}, "no region or country"), ({"targets": "moon"}, "no such target type"),
        ({"definition": "/etc/passwd.toml"}, "no such definition"), ({"severity": "many"}, "in digits"),
        ({"daily": "25:00"}, "is not a time of day"), ({"daily": ""}, "say when"),
        ({"zone": "Mars/Base"}, "is not a time zone"), ({"quiet": "22:00"}, "is not a time of day"),
        ({"ceiling": "PINK"}, "no such TLP label"), ({"language": "de"}, "no such language"),
        ({"way": "pigeon"}, "say by which way"),
        ({"way": "webhook", "to": "ftp://a.example"}, "only http and"),
        ({"way": "chat", "chat": "../../etc/ops"}, "Choose a template"), ({"at_once": "-1"}, "in digits"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_with_what_was_written_kept(
    alone: httpx.Client, wrong: dict[str, str], why: str
) -> None:
    answer = send(alone, **{**MAIL, "groups": "kept-group", **wrong})
    assert answer.status_code == 422
    fault = re.search(r'role="alert"[^>]*>([^<]*)<', answer.text)
    assert fault is not None
    assert why in fault[1]
    assert 'value="kept-group"' in answer.text
    assert alone.served.desk.record.outbox.all() == []  # type: ignore[attr-defined]


def test_a_secret_is_shown_once_and_an_address_without_its_path(alone: httpx.Client) -> None:
    desk = alone.served.desk  # type: ignore[attr-defined]
    hooked = {
        "do": "add",
        "name": "ops",
        "way": "webhook",
        "to": "https://ops.example/in/s3cret",
        "at_once": "0",
    }
    answer = send(alone, **hooked)
    secret = secret_for(key_of(desk.folder), "webhook", desk.record.outbox.named("ops").id)
    assert secret in answer.text
    assert answer.headers["cache-control"] == "no-store"
    fed = send(alone, do="add", name="readers", way="feed").text
    found = re.search(r"https://desk\.example\.org(/feeds/[0-9a-f]+)", fed)
    assert found is not None
    assert alone.get(found[1]).status_code == 200
    assert send(alone, do="add", name="chat", way="chat", chat="ops", at_once="0").status_code == 303
    page = alone.get("/subscriptions").text
    for hidden in (secret, "s3cret", "/feeds/", str(desk.folder)):
        assert hidden not in page
    assert "ops.example" in page
    assert "ops.toml" in page
    assert send(alone, **hooked).status_code == 422


def test_the_last_messages_and_failures_are_shown(serve: Serve) -> None:
    served = able(serve())
    desk = served.desk
    Sharing(desk.record, None).mark("default", "", CLEAR, by="test")  # type: ignore[arg-type]  # no key needed
    with hook() as there, httpx.Client(base_url=served.url, timeout=60) as client:
        there.status = 500
        send(
            client, do="add", name="ops", way="webhook", to=f"{there.url}/s3cret", at_once="0", private="true"
        )
        stored, clock = desk.record.outbox.named("ops"), Clock(now())
        worker = teller(desk, clock)
        body = worker.ways.stored(worker.letter(stored, "now x", [], 0))
        desk.record.outbox.put(stored.seq, "now x", "f" * 40, body, {}, after=0, decided=0, at=clock())
        assert worker.run().failed == 1
        page = client.get("/subscriptions").text
        assert "waits" in page
        assert "500" in page
        assert "s3cret" not in page
        there.status = 204
        clock.on(hours=1)
        teller(desk, clock).run()
        assert "sent" in client.get("/subscriptions").text


def test_publishers_keep_subscriptions_and_only_administrators_reach_private_networks(
    serve: Serve, stored: str
) -> None:
    served = able(serve(team=lambda desk: people(desk, stored)))
    outbox = served.desk.record.outbox
    with signed(served, "reviewer") as client:
        assert client.get("/subscriptions").status_code == 403
        assert "/subscriptions" not in client.get("/").text
    private = {"do": "add", "way": "webhook", "to": "http://10.0.0.1/x", "at_once": "0", "private": "true"}
    with signed(served, "publisher") as client:
        assert 'href="/subscriptions"' in client.get("/").text
        assert 'name="private"' not in client.get("/subscriptions").text
        refused = send(client, name="inside", **private)
        assert refused.status_code == 422
        assert "Only an administrator" in refused.text
        assert send(client, **MAIL).status_code == 303
        for token in ("", "0" * 96):
            forged = {"do": "remove", "name": "sahel-desk", "token": token}
            assert client.post("/subscriptions", data=forged).status_code == 403
    with signed(served, "administrator") as client:
        assert send(client, name="inside", **private).status_code == 200
    assert [one.name for one in outbox.all()] == ["inside", "sahel-desk"]
    served.app.state.accounts.trail.flush()
    steps = [line.step for line in served.desk.record.accounts.trail(Sought(act="subscriptions"))]
    assert [(step.who, step.what) for step in reversed(steps)] == [
        ("publisher", "add sahel-desk"), ("administrator", "add inside"),
    ]  # fmt: skip
    served.app.state.accounts.trail.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_used_without_javascript_and_in_any_language(serve: Serve, tab: Open, language: str) -> None:
    served = able(serve())
    visit = tab(served, java_script_enabled=False, locale=language)
    page = visit.go("/subscriptions")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    page.fill("#name", "readers")
    page.select_option("#way", "feed")
    page.fill("#region", "Sahel")
    with page.expect_navigation():
        page.locator("form.lines button.main").click()
    assert "/feeds/" in page.locator(".secret code").inner_text()
    page.goto(f"{served.url}/subscriptions")
    assert page.locator(".subscription h2 bdi").inner_text() == "readers"
    with page.expect_navigation():
        page.locator(".subscription .actions button").first.click()
    assert served.desk.record.outbox.named("readers").state == "paused"
    assert visit.said == []
    assert visit.strange() == []


def test_hostile_names_and_errors_are_inert(alone: httpx.Client) -> None:
    bad = '"><script>alert(1)</script>'
    page = send(alone, **{**MAIL, "name": bad, "region": bad, "to": bad}).text
    assert "<script>alert" not in page


def test_the_templates_offered_are_those_of_the_desk(tmp_path: Path) -> None:
    from tocsin.subscribe.chat import offered

    assert offered(tmp_path) == {}
    (tmp_path / "chats").mkdir()
    (tmp_path / "chats" / "a.toml").write_text("")
    (tmp_path / "chats" / "b.txt").write_text("")
    assert list(offered(tmp_path)) == ["a"]
