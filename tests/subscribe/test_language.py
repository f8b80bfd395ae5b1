"""Messages in the language of the subscription: whole sentences, right to left where it is, no false news."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser
import pytest

from tests.subscribe.making import Clock, add, desk_at, entry, fill, same, teller
from tests.subscribe.receivers import hook, mailbox
from tocsin.errors import InputError
from tocsin.language import TONGUES, load, speaking
from tocsin.subscribe.feed import atom
from tocsin.subscribe.letter import asked_for, when
from tocsin.subscribe.schedule import Schedule
from tocsin.subscribe.subscription import Selection, Subscription

SAID = {
    "ru": ("2 новых нападения", "1 поправка", "вам сообщали", "убито"),
    "kk": ("2 жаңа шабуыл", "1 түзету", "сізге айтылғаны", "қаза тапқандар"),
    "fr": ("2 nouvelles attaques", "1 correction", "il vous avait été dit", "tués"),
    "ar": ("هجومان جديدان", "تصحيح واحد", "أُبلغت سابقًا", "القتلى"),
}
ENGLISH = re.compile(r"(?<!-)\b(the|and|killed|told|attacks?|where|source|desk|more)\b", re.IGNORECASE)


@pytest.mark.parametrize("language", SAID)
def test_a_mail_and_its_correction_are_in_the_language_asked_for(tmp_path: Path, language: str) -> None:
    clock = Clock()
    new, correction, before, killed = SAID[language]
    first, second = entry(1), entry(2)
    with mailbox() as box, desk_at(tmp_path, first, second, smtp=box.port) as desk:
        add(desk, "reader", language=language, region="FR", severity=1, targets=("commerce",))
        teller(desk, clock).run()
        third = entry(3, town="Town1", killed=9)
        fill(desk.record, third)
        desk.record.add_judgements([same(first, third)], resolved=[], resolver="test")
        teller(desk, clock).run()
        told, corrected = box.mails
    assert told["Subject"].startswith(new)
    assert corrected["Subject"].startswith(correction)
    assert told["Content-Language"] == language
    direction = load(language).direction
    for mail in (told, corrected):
        text, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert text is not None
        assert html is not None
        assert f'<html lang="{language}" dir="{direction}">' in html.get_content()
        assert killed in text.get_content()
        # Quotes and who says something stay as the source has them; all else is worded.
        ours = [line for line in text.get_content().splitlines() if "“" not in line and "https:" not in line]
        assert [line for line in ours if language != "fr" and ENGLISH.search(line)] == []
    body = corrected.get_body(("plain",))
    assert body is not None
    assert before in body.get_content()


def test_english_has_no_sentence_glued_together(tmp_path: Path) -> None:
    clock = Clock()
    first = entry(1)
    with mailbox() as box, desk_at(tmp_path, first, smtp=box.port) as desk:
        add(desk, "reader")
        teller(desk, clock).run()
        third = entry(3, town="Town1", killed=9)
        fill(desk.record, third, entry(4))
        desk.record.add_judgements([same(first, third)], resolved=[], resolver="test")
        teller(desk, clock).run()
        assert box.mails[-1]["Subject"] == "1 new attack, 1 correction: Town4, France (at least 7 killed)"


def test_a_webhook_has_its_texts_in_the_language_and_its_names_in_english(tmp_path: Path) -> None:
    with hook() as there, desk_at(tmp_path, entry(1)) as desk:
        add(desk, "ops", "webhook", f"{there.url}/in", private=True, language="ru")
        teller(desk, Clock()).run()
        body = json.loads(there.requests[0][2])
    (item,) = body["items"]
    assert body["language"] == "ru"
    assert body["subject"].startswith("1 новое нападение")
    assert set(item["facts"]) >= {"when", "where", "killed", "basis"}
    assert item["facts"]["when"] == "1 мая 2021\u202fг."
    assert item["incident"]["killed"]["best"] == 4
    assert "France" in item["incident"]["title"] or "Town1" in item["incident"]["title"]


def test_a_feed_says_in_which_language_it_is(tmp_path: Path) -> None:
    with desk_at(tmp_path, entry(1)) as desk:
        stored = add(desk, "readers", "feed", "", language="fr")
        teller(desk, Clock()).run()
        data = atom(stored, desk.record.outbox.messages(stored.seq, bodies=True), "")
    assert b'xml:lang="fr"' in data
    (found,) = feedparser.parse(data).entries
    assert "tués: au moins 4" in found.summary


def test_a_text_that_was_mended_in_a_catalogue_is_no_news(tmp_path: Path) -> None:
    clock = Clock()
    with mailbox() as box, desk_at(tmp_path, entry(1), smtp=box.port) as desk:
        stored = add(desk, "reader", language="fr")
        teller(desk, clock).run()
        (message,) = desk.record.outbox.messages(stored.seq)
        (told,) = message.told.values()
        assert told["facts"]["killed"] == "at least 4"
        assert told["said"]["killed"] == "au moins 4"
        worker = teller(desk, clock)
        other = {key: {**what, "said": {"killed": "4 ou plus"}} for key, what in message.told.items()}
        assert worker.items(stored, other) == []
        assert worker.items(stored, dict(message.told)) == []
        assert len(box.raw) == 1


@pytest.mark.parametrize("language", TONGUES)
def test_what_and_when_are_said_in_every_language(language: str) -> None:
    from datetime import time

    schedule = Schedule(daily=time(6), at_once=20, zone="Asia/Almaty", quiet=(time(22), time(6)))
    asked = Subscription(
        "mail", "a@example.org", Selection("Sahel", 5, ("worship",)), schedule, language=language
    )
    with speaking(asked.words):
        said = asked_for(asked) + when(schedule)
    assert "Sahel" in said
    for value in ("06:00", "20", "Asia/Almaty", "22:00"):
        assert value in said
    assert "%(" not in said
    assert bool(ENGLISH.search(said)) == (language == "en")


def test_a_language_that_is_not_ours_is_refused() -> None:
    with pytest.raises(InputError, match="no such language: de; one of en, ru, kk, fr, ar"):
        Subscription("feed", "", Selection(), Schedule(at_once=0), language="de")
