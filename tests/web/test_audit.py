"""The self-audit in a real browser: labelled by keyboard alone, nothing lost, its result told everywhere."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page

from tests.web.conftest import Open, Serve, Served
from tests.web.test_pages import AXE
from tocsin.desk.auditing import Ask, drawn
from tocsin.record import AuditItem, AuditLabel
from tocsin.web.access import OnePerson


@pytest.fixture
def audited(serve: Serve) -> Served:
    """A desk with an audit of five incidents and five documents to be labelled by anna."""
    served = serve(accounts=OnePerson("anna"))
    drawn(served.desk.record, Ask(5, 5, seed=7), by="anna")
    return served


def press(page: Page, *keys: str) -> None:
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def items(served: Served) -> list[AuditItem]:
    audits = served.desk.record.audits
    return audits.items(audits.find())


def labels(served: Served) -> list[AuditLabel]:
    audits = served.desk.record.audits
    return audits.labels(audits.find())


def kind(page: Page) -> str:
    return "incident" if page.locator("table.audited").count() else "document"


def test_an_audit_is_labelled_by_keyboard_alone(audited: Served, tab: Open) -> None:
    visit = tab(audited)
    page = visit.go("/review")
    page.get_by_role("link", name="Audit (10)").click()
    page.wait_for_load_state("networkidle")
    drawn_kinds = [item.kind for item in items(audited)]
    told: list[str] = []
    for expected in drawn_kinds:
        assert kind(page) == expected
        told.append(expected)
        if expected == "document":
            press(page, "m" if told.count("document") == 1 else "n")
        elif told.count("incident") == 1:
            press(page, "2", "5", "5", "y")
        else:
            press(page, "n" if told.count("incident") == 2 else "y")
    assert "Nothing to label" in page.content()
    assert len(labels(audited)) == 10
    wrong = next(
        label for label in labels(audited) if (label.body.get("slots") or {}).get("place") == "wrong"
    )
    assert wrong.body["slots"]["killed"] == "cannot_tell"
    assert wrong.body["slots"]["date"] == "right"
    press(page, "z")
    assert len(labels(audited)) == 9
    press(page, "u")
    assert sorted(label.body["verdict"] for label in labels(audited)).count("cannot_tell") == 1
    page.goto(f"{audited.url}/audit")
    assert "Partial" not in page.content()
    assert page.locator("table.figures").count() == 2
    assert visit.said == []
    assert visit.strange() == []
    assert audited.desk.record.check() == []


def test_what_was_marked_outlives_a_reload_and_a_second_tab(audited: Served, tab: Open) -> None:
    first = next(item for item in items(audited) if item.kind == "incident")
    one = tab(audited).go(f"/review/audit?item={first.seq}")
    two = tab(audited, context=one.context).go(f"/review/audit?item={first.seq}")
    two.keyboard.press("3")
    two.reload()
    assert two.locator("#s-attack_types").input_value() == "attack_types:wrong"
    press(one, "y")
    press(two, "y")
    assert "another tab" in two.locator("[role=alert]").inner_text()
    assert two.locator("#s-attack_types").input_value() == "attack_types:wrong"
    (label,) = labels(audited)
    assert label.body["slots"]["attack_types"] == "right"
    press(two, "y")
    (label,) = labels(audited)
    assert label.body["slots"]["attack_types"] == "wrong"


def test_a_label_is_blind_to_the_machine_and_to_the_other_reviewer(audited: Served) -> None:
    record = audited.desk.record
    first = next(item for item in items(audited) if item.kind == "incident")
    record.audits.label(first.seq, {"verdict": "none", "note": "seen-by-berta"}, once="b", reviewer="berta")
    with httpx.Client(base_url=audited.url) as client:
        page = client.get(f"/review/audit?item={first.seq}").text
        assert "probability" not in page
        assert "doubt" not in page
        assert "seen-by-berta" not in page
        second = client.get("/review/audit?second=1").text
        assert f'data-item="{first.seq}"' in second
        told = client.get("/audit").text
        assert "Partial: 1 of 10" in told


def test_a_label_out_of_shape_is_told_and_changes_nothing(audited: Served) -> None:
    incident = next(item for item in items(audited) if item.kind == "incident")
    with httpx.Client(base_url=audited.url) as client:
        page = client.get(f"/review/audit?item={incident.seq}").text
        token = page.split('name="token" value="')[-1].split('"')[0]
        given = {"token": token, "once": "x", "item": incident.seq, "seen": 0}
        answers = [
            client.post("/review/audit", data=given | more).status_code
            for more in (
                {"verdict": "missed"},
                {"verdict": "duplicate"},
                {"verdict": "duplicate", "other": incident.ref},
                {"verdict": "duplicate", "other": "ffff0000"},
                {"verdict": "right", "note": "x" * 2001},
                {"verdict": "right", "token": "forged"},
                {"verdict": "right", "item": 99999},
            )
        ]
    assert answers == [422, 422, 422, 422, 422, 403, 404]
    assert labels(audited) == []


def test_an_audit_is_drawn_from_the_browser(serve: Serve, tab: Open) -> None:
    served = serve()
    visit = tab(served)
    page = visit.go("/audit")
    assert "not audited" in page.content()
    page.locator("input[name=incidents]").fill("3")
    page.locator("input[name=rejected]").fill("2")
    page.get_by_role("button", name="Draw").click()
    page.wait_for_url("**/review/audit")
    assert len(items(served)) == 5
    assert visit.said == []


def audit_pages(served: Served) -> list[str]:
    first = {item.kind: item.seq for item in items(served)}
    return ["/audit", *(f"/review/audit?item={seq}" for seq in first.values())]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(audited: Served, tab: Open, scheme: str) -> None:
    visit = tab(audited, color_scheme=scheme, bypass_csp=True)
    for path in audit_pages(audited):
        page = visit.go(path)
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [r["id"] for r in found["violations"] if r["impact"] in ("serious", "critical")]
        assert grave == [], path


def test_the_audit_is_labelled_without_javascript_and_on_a_phone(audited: Served, tab: Open) -> None:
    visit = tab(audited, java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = visit.go("/review/audit")
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        with page.expect_navigation():
            page.locator("form.decision button.main").click()
    assert len(labels(audited)) == 2
