"""The feed and the way out, over HTTP, with nobody signed in."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import httpx
import pytest

from tests.share.serving import served
from tests.subscribe.making import Clock, add, desk_at, entry, fill, mark, teller
from tocsin.desk import Desk
from tocsin.record import Subscribed
from tocsin.subscribe.telling import feed_path


def way_out(desk: Desk, stored: Subscribed, url: str) -> str:
    return url.rstrip("/") + urlsplit(teller(desk, Clock()).leave(stored)).path


def test_the_link_shows_a_button_and_only_the_button_unsubscribes(tmp_path: Path) -> None:
    with desk_at(tmp_path, entry(1)) as desk:
        stored = add(desk, "reader")
        with served(desk) as url:
            link = way_out(desk, stored, url)
            page = httpx.get(link)
            assert page.status_code == 200
            assert '<form method="post">' in page.text
            assert desk.record.outbox.named("reader").state == "active"
            for _ in range(2):
                # As a mail program does it (RFC 8058), with neither a cookie nor a form's token.
                done = httpx.post(link, data={"List-Unsubscribe": "One-Click"})
                assert done.status_code == 200
                assert "gets no more messages" in done.text
        assert desk.record.outbox.named("reader").state == "unsubscribed"
        assert teller(desk, Clock()).run().composed == 0


def test_a_link_that_this_desk_did_not_make_does_nothing(tmp_path: Path) -> None:
    with desk_at(tmp_path, entry(1)) as desk:
        stored = add(desk, "reader")
        with served(desk) as url:
            link = way_out(desk, stored, url)
            feed = url.rstrip("/") + feed_path(teller(desk, Clock()).ways.key, stored)
            crossed = link[: -len(feed.rpartition("/")[2])] + feed.rpartition("/")[2]
            for forged in (
                link[:-1] + ("0" if link[-1] != "0" else "1"),
                link + "0",
                crossed,
                url + "unsubscribe/x",
            ):
                assert httpx.post(forged).status_code == 404
        assert desk.record.outbox.named("reader").state == "active"


def test_a_feed_is_atom_with_an_entry_for_each_incident_whose_id_stays(tmp_path: Path) -> None:
    clock = Clock()
    with desk_at(tmp_path, entry(1), entry(2)) as desk:
        stored = add(desk, "readers", "feed", "")
        teller(desk, clock).run()
        with served(desk) as url:
            address = url.rstrip("/") + feed_path(teller(desk, clock).ways.key, stored)
            answer = httpx.get(address)
            assert answer.headers["content-type"].startswith("application/atom+xml")
            before = feedparser.parse(answer.content)
            assert not before.bozo
            assert before.feed.id == f"urn:tocsin:subscription:{stored.id}"
            assert len(before.entries) == 2
            clock.on(hours=1)
            desk.record.withdraw(document="https://wire.example/1", reason="wrong", by="desk")
            fill(desk.record, entry(3))
            teller(desk, clock).run()
            after = feedparser.parse(httpx.get(address).content)
        assert not after.bozo
        assert {e.id for e in before.entries} < {e.id for e in after.entries}
        gone = [e for e in after.entries if e.title == "No longer stands"]
        assert len(gone) == 1
        assert "Town1" not in str(gone)
        assert after.entries[0].updated > before.entries[0].updated


def test_a_feed_is_not_given_out_between_a_new_marking_and_the_next_pass(tmp_path: Path) -> None:
    clock = Clock()
    with desk_at(tmp_path, entry(1)) as desk:
        stored = add(desk, "readers", "feed", "")
        teller(desk, clock).run()
        with served(desk) as url:
            address = url.rstrip("/") + feed_path(teller(desk, clock).ways.key, stored)
            assert "Town1" in httpx.get(address).text
            mark(desk, None)
            assert httpx.get(address).status_code == 503
            teller(desk, clock).run()
            answer = httpx.get(address)
        assert answer.status_code == 200
        assert "Town1" not in answer.text


@pytest.mark.parametrize("text", ["a\x00b\x0b<b>&amp;]]>", "\ud800\ufffe", "<script>alert(1)</script>"])
def test_hostile_text_leaves_a_feed_well_formed(text: str) -> None:
    from datetime import UTC, datetime

    from tocsin.record import Message, Subscribed
    from tocsin.subscribe.feed import atom

    at = datetime(2021, 5, 1, tzinfo=UTC)
    import json

    item = {"kind": "new", "id": "a" * 10, "title": text, "facts": {"where": text}, "was": {"where": text},
            "quotes": [{"quote": text, "said": text}], "note": None}  # fmt: skip
    body = json.dumps({"items": [item]}).encode()
    message = Message(1, "m", 1, "now", at, "sent", body, {}, 0, 0, 0, None, at, "", None, "", at)
    stored = Subscribed(1, "s" * 40, "readers", {}, at, "active", at, "", 0)
    parsed = feedparser.parse(atom(stored, [message], "https://desk.example.org/feeds/x"))
    assert not parsed.bozo
    assert len(parsed.entries) == 1
