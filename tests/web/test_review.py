"""Review by keyboard in a real browser: each decision stored, each taken back, nothing lost."""

from __future__ import annotations

import re
import statistics
import threading

import httpx
import pytest
from playwright.sync_api import Page

from tests.web.conftest import Open, Serve, Served
from tests.web.making import made
from tocsin.desk.reviewing import agreement, queue
from tocsin.model import Incident, Statement
from tocsin.record import Record
from tocsin.web.access import OnePerson


def item(page: Page) -> str:
    return page.locator("#decision").get_attribute("data-item") or ""


def press(page: Page, *keys: str) -> None:
    """Press keys, and wait for the page that follows the last."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def verdicts(record: Record) -> list[str]:
    return [review.verdict for review in record.reviews()]


def test_every_decision_by_keyboard_alone_with_undo(serve: Serve, tab: Open) -> None:
    served = serve()
    record = served.desk.record
    visit = tab(served)
    page = visit.go("/review")
    before = len(record.incidents())
    first = item(page)
    press(page, "a")
    second = item(page)
    assert second != first
    assert verdicts(record) == ["accept"]
    press(page, "c", *"9", "Enter")
    assert record.incident(second).killed is not None
    assert [s.value for s in corrected(record, second)] == [{"low": 9, "best": 9, "high": 9}]
    third = item(page)
    press(page, "r")
    assert len(record.incidents()) == before - 1
    press(page, "z")
    assert item(page) == third
    assert len(record.incidents()) == before
    press(page, "u")
    fifth = item(page)
    press(page, "k")
    assert fifth in page.url
    assert item(page) != fifth
    assert verdicts(record) == ["accept", "correct", "reject", "undo", "unsure"]
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    assert visit.said == []
    assert record.check() == []


def corrected(record: Record, id_: str) -> list[Statement]:
    return [e.statement for e in record.incident(id_).evidence if e.statement.origin == "human"]


def told(page: Page) -> str:
    """What stands beside the field of the dead."""
    return page.locator("tr:has(#f-killed) .unknown").inner_text().strip()


def test_not_known_takes_three_keys_is_shown_side_by_side_and_taken_back(serve: Serve, tab: Open) -> None:
    served = serve()
    record = served.desk.record
    incident = next(i for i in record.incidents() if i.killed is not None and i.killed.best)
    visit = tab(served)
    page = visit.go(f"/review?item={incident.id}")
    press(page, "c", "?", "Enter")
    assert [(s.property, s.value) for s in corrected(record, incident.id)] == [
        ("not_known", {"property": "killed"})
    ]
    assert record.incident(incident.id).killed is None
    page.goto(f"{served.url}/review?item={incident.id}")
    row = page.locator("tr.set-right:has(#f-killed)")
    assert str(incident.killed.best if incident.killed else "") in row.locator(".machine").inner_text()
    assert page.locator("#f-killed").input_value() == "?"
    assert told(page) == "not known"
    assert row.locator("input[type=checkbox]").count() == 0
    page.goto(f"{served.url}/incidents/{incident.id}")
    assert "Not known, says a reviewer: killed" in page.locator("main").inner_text()
    first = page.locator("ol.revisions > li").first.inner_text()
    assert "human" in first
    assert "Dead: " in first
    assert "not stated" in first
    assert "Not known, says a reviewer: killed" in first
    page.goto(f"{served.url}/review?item={incident.id}")
    press(page, "z")
    assert record.incident(incident.id).killed == incident.killed
    page.goto(f"{served.url}/incidents/{incident.id}")
    assert "Not known" not in page.locator("main").inner_text()
    assert visit.said == []


def test_not_known_by_mouse_writes_into_the_field_and_a_value_typed_after_it_takes_it_back(
    serve: Serve, tab: Open
) -> None:
    served = serve()
    record = served.desk.record
    incident = next(i for i in record.incidents() if i.killed is not None and i.killed.best and i.outcome)
    page = tab(served).go(f"/review?item={incident.id}")
    before = page.locator("#f-killed").input_value()
    box = page.get_by_label("Killed: not known")
    box.check()
    assert page.locator("#f-killed").input_value() == "?"
    box.uncheck()
    assert page.locator("#f-killed").input_value() == before
    box.check()
    page.locator("#f-killed").fill("97")
    assert not box.is_checked()
    page.get_by_label("Outcome: not known").check()
    assert page.locator("#f-outcome").input_value() == "?"
    page.reload()
    assert page.locator("#f-outcome").input_value() == "?"
    page.get_by_label("Place: not known").check()
    with page.expect_navigation():
        page.locator("button[value=correct]").click()
    made = record.incident(incident.id)
    assert (made.outcome, made.place.name, made.place.lat) == (None, None, None)
    assert made.killed is not None
    assert made.killed.best == 97


def test_not_known_without_scripts_by_box_and_by_sign(serve: Serve, tab: Open) -> None:
    served = serve()
    record = served.desk.record
    incident = next(i for i in record.incidents() if i.killed is not None and i.killed.best and i.place.name)
    visit = tab(served, java_script_enabled=False)
    page = visit.go(f"/review?item={incident.id}")
    page.get_by_label("Killed: not known").check()
    page.locator("#f-killed").fill("97")
    page.locator("button[value=correct]").click()
    page.locator("[role=alert]").wait_for()
    assert "killed: either a value or not known" in page.locator("[role=alert]").inner_text()
    assert page.get_by_label("Killed: not known").is_checked()
    page.locator("#f-killed").fill("?")
    page.locator("#f-place_name").fill("-")
    page.locator("button[value=correct]").click()
    page.locator(f"#decision:not([data-item='{incident.id}'])").wait_for()
    made = record.incident(incident.id)
    assert (made.killed, made.place.name, made.place.country) == (None, None, None)


def test_not_known_stays_when_a_coder_reads_again_and_a_new_source_reopens(serve: Serve) -> None:
    served = serve()
    record = served.desk.record
    text = "A bomb went off in the old market on Tuesday. Police said that three people were killed there."
    record.add([made("https://paper.example/live", "Old market", text, "Front")])
    incident = next(i for i in record.incidents() if "https://paper.example/live" in i.documents)
    with httpx.Client(base_url=served.url) as client:
        page = client.get(f"/review?item={incident.id}").text
        data = {name: _field(page, name) for name in ("token", "once", "item", "seen")}
        answer = client.post("/review", data=data | {"verdict": "correct", "not_known": "killed"})
        assert answer.status_code == 303
        again = client.post("/review", data=data | {"verdict": "correct", "not_known": "killed"})
        assert again.status_code == 303
    assert verdicts(record) == ["correct"]
    record.add([made("https://paper.example/live", "Old market", text, "Front", killed=8, coder="newer")])
    assert incident.id not in {one.incident.id for one in queue(record, "x")}
    assert record.incident(incident.id).killed is None
    later = text.replace("three", "eleven")
    record.add([made("https://paper.example/live", "Old market", later, "Front", killed=11)])
    state = {one.incident.id: one.state for one in queue(record, "x")}
    assert state[incident.id] == "reopened"
    assert record.incident(incident.id).killed is None


def held_by_its_own(record: Record, incident: Incident) -> bool:
    """Whether no report of it would join another incident if it were let go."""
    own = set(incident.reports)
    ties = [j for report in own for j in record.judgements(report=report) if j.verdict == "same"]
    return all({j.a, j.b} <= own for j in ties)


def test_merging_and_splitting_by_keyboard_and_back(serve: Serve, tab: Open) -> None:
    served = serve()
    record = served.desk.record
    pair = next(i for i in record.incidents() if len(i.reports) > 1 and held_by_its_own(record, i))
    page = tab(served).go(f"/review?item={pair.id}")
    before = len(record.incidents())
    press(page, "s", "1", "Enter")
    assert len(record.incidents()) == before + 1
    press(page, "z")
    assert len(record.incidents()) == before
    press(page, "s", "1", "Enter")
    page.goto(f"{served.url}/review?item={pair.id}")
    assert page.locator("input[name=other]").count() >= 1
    press(page, "m", "1")
    assert len(record.incidents()) == before
    assert record.check() == []


def test_what_was_typed_outlives_a_reload_and_a_conflict_between_two_tabs(serve: Serve, tab: Open) -> None:
    served = serve()
    record = served.desk.record
    visit = tab(served)
    one = visit.go("/review")
    id_ = item(one)
    two = tab(served, context=one.context).go(f"/review?item={id_}")
    two.locator("#f-killed").fill("41")
    two.reload()
    assert two.locator("#f-killed").input_value() == "41"
    press(one, "a")
    two.locator("#f-note").fill("counted by hand")
    two.locator("#f-note").press("Enter")
    two.locator("[role=alert]").wait_for()
    assert "Look again" in two.locator("[role=alert]").inner_text()
    assert two.locator("#f-killed").input_value() == "41"
    assert two.locator("#f-note").input_value() == "counted by hand"
    two.locator("#f-killed").press("Enter")
    two.locator(f"#decision:not([data-item='{id_}'])").wait_for()
    assert verdicts(record) == ["accept", "correct"]
    assert record.reviews()[-1].note == "counted by hand"


def test_one_form_sent_twice_at_once_is_one_decision(serve: Serve) -> None:
    served = serve()
    with httpx.Client(base_url=served.url) as client:
        page = client.get("/review", follow_redirects=True).text
        data = {name: _field(page, name) for name in ("token", "once", "item", "seen")} | {
            "verdict": "accept"
        }
        sending = [
            threading.Thread(target=client.post, args=("/review",), kwargs={"data": data}) for _ in "ab"
        ]
        for thread in sending:
            thread.start()
        for thread in sending:
            thread.join()
    assert verdicts(served.desk.record) == ["accept"]


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_a_changed_source_reopens_and_a_changed_coder_does_not(serve: Serve) -> None:
    served = serve()
    record = served.desk.record
    text = "A bomb went off in the old market on Tuesday. Police said that three people were killed there."
    record.add([made("https://paper.example/live", "Old market", text, "Front")])
    incident = next(i for i in record.incidents() if "https://paper.example/live" in i.documents)
    with httpx.Client(base_url=served.url) as client:
        page = client.get(f"/review?item={incident.id}").text
        data = {name: _field(page, name) for name in ("token", "once", "item", "seen")}
        client.post("/review", data=data | {"verdict": "correct", "killed": "5"})
    waiting = {one.incident.id: one.state for one in queue(record, "x")}
    assert incident.id not in waiting
    record.add([made("https://paper.example/live", "Old market", text, "Front", killed=8, coder="newer")])
    assert incident.id not in {one.incident.id for one in queue(record, "x")}
    killed = record.incident(incident.id).killed
    assert killed is not None
    assert killed.best == 5
    later = text.replace("three", "eleven")
    record.add([made("https://paper.example/live", "Old market", later, "Front", killed=11)])
    state = {one.incident.id: one.state for one in queue(record, "x")}
    assert state[incident.id] == "reopened"


def test_two_reviewers_do_not_see_one_another_before_deciding_and_their_agreement_is_told(
    serve: Serve,
) -> None:
    served = serve(accounts=OnePerson("olga"))
    record = served.desk.record
    ids = [one.incident.id for one in queue(record, "olga")][:4]
    for number, id_ in enumerate(ids):
        _send(served, id_, "accept" if number < 3 else "unsure")
    served.app.state.accounts = OnePerson("bo")
    with httpx.Client(base_url=served.url) as client:
        page = client.get(f"/review?item={ids[0]}&second=1").text
    assert "Others decided" in page
    assert "olga" not in page
    assert [one.incident.id for one in queue(record, "bo", second=True)] != []
    for number, id_ in enumerate(ids):
        _send(served, id_, "accept" if number < 2 else "unsure")
    (found,) = agreement(record.reviews())
    assert (found.n, found.agreed) == (4, 0.75)
    assert found.kappa == pytest.approx(0.5)


def _send(served: Served, id_: str, verdict: str) -> None:
    with httpx.Client(base_url=served.url) as client:
        page = client.get(f"/review?item={id_}").text
        data = {name: _field(page, name) for name in ("token", "once", "item", "seen")} | {"verdict": verdict}
        assert client.post("/review", data=data).status_code == 303


def test_a_reviewer_clears_the_queue_with_few_keys(serve: Serve, tab: Open) -> None:
    served = serve()
    page = tab(served).go("/review")
    keys: list[int] = []
    while page.locator("#decision").count():
        before = len(served.desk.record.reviews())
        single = page.locator("input[name=reports]").count() == 1
        doubtful = "probability 0." in page.locator("#decision header").inner_text()
        used = ("r",) if single and doubtful else ("c", "9", "7", "Enter") if len(keys) % 5 == 4 else ("a",)
        press(page, *used)
        assert len(served.desk.record.reviews()) == before + 1
        keys.append(len(used))
    assert len(keys) >= 10
    assert statistics.median(keys) <= 3
