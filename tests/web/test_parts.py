"""The page of an incident that is a part, in a real browser; the dispatches were written for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.resolve.coordinated import lines
from tests.web.conftest import Open, Served
from tests.web.test_pages import AXE
from tocsin.desk import Desk, linked


@pytest.fixture
def parts(tmp_path: Path, template: Path) -> Iterator[Served]:
    """A desk that has read of an airport and a metro."""
    del template  # its pages' files are built with it
    path = tmp_path / "dispatches.jsonl"
    path.write_text(lines("airport-and-metro"), encoding="utf-8")
    with Desk.open(tmp_path / "desk", create=True) as desk:
        desk.read([str(path)])
        served = Served(desk, per_minute=100_000)
        yield served
        served.stop()


def test_a_part_leads_to_the_others_and_says_the_toll_of_all(parts: Served, tab: Open) -> None:
    airport, metro = parts.desk.record.incidents()
    visit = tab(parts, bypass_csp=True)
    page = visit.go(f"/incidents/{airport.id}")
    section = page.locator("#parts")
    assert "One of 2 parts of a coordinated attack" in section.locator("h2").inner_text()
    assert "Killed in all: 30 (told of all attacks)" in section.inner_text()
    assert section.locator("[aria-current=page]").inner_text() == airport.title
    section.locator("details summary").click()
    assert section.locator("table").get_by_text("told together").is_visible()
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [rule["id"] for rule in found["violations"] if rule["impact"] in ("serious", "critical")] == []
    section.get_by_role("link").click()
    page.wait_for_url(f"**/incidents/{metro.id}")
    assert page.locator("#parts").count() == 1


def test_a_persons_word_shows_at_once(parts: Served) -> None:
    airport, metro = parts.desk.record.incidents()
    address = f"{parts.url}/incidents/{airport.id}"
    assert "h-parts" in httpx.get(address).text
    linked(parts.desk, airport.id, metro.id, "unlinked", by="ada", note=None)
    assert "h-parts" not in httpx.get(address).text
    assert "coordinated" not in httpx.get(f"{parts.url}/api/incidents/{airport.id}").json()
    linked(parts.desk, airport.id, metro.id, "undecided", by="ada", note=None)
    told = httpx.get(f"{parts.url}/api/incidents/{airport.id}").json()["coordinated"]
    assert {part["id"] for part in told["parts"]} == {airport.id, metro.id}


def test_a_reviewer_unlinks_and_links_in_the_browser_and_takes_it_back(parts: Served, tab: Open) -> None:
    airport, metro = parts.desk.record.incidents()

    def linked_now() -> bool:
        record = parts.desk.record
        return record.with_parts(record.incident(airport.id)).coordinated is not None

    visit = tab(parts)
    page = visit.go(f"/review?item={airport.id}")
    page.locator(f"input[name=other][value='{metro.id}']").check()
    page.get_by_role("button", name="No parts of one attack").click()
    page.get_by_role("status").wait_for()
    assert not linked_now()
    # The values were not looked at: the incident is still there to be decided.
    assert page.locator(f"form[data-item='{airport.id}']").count() == 1
    assert [r.verdict for r in parts.desk.record.reviews()] == ["unlink"]
    page.locator("#undo").click()
    page.get_by_role("status").wait_for(state="detached")
    assert linked_now()
    assert {j.verdict for j in parts.desk.record.link_decisions()} == {"unlinked", "undecided"}
    page.locator(f"input[name=other][value='{metro.id}']").check()
    page.get_by_role("button", name="Link as parts").click()
    page.get_by_role("status").wait_for()
    record = parts.desk.record
    whole = record.with_parts(record.incident(airport.id)).coordinated
    assert whole is not None
    assert [link.origin for link in whole.links] == ["human"]


def test_what_is_taken_along_names_the_other_part_by_its_id_alone(parts: Served) -> None:
    airport, metro = parts.desk.record.incidents()
    out = httpx.get(f"{parts.url}/incidents/{airport.id}/export?format=json").json()
    whole = out[0]["coordinated"]
    assert {part["id"] for part in whole["parts"]} == {airport.id, metro.id}
    assert {part["title"] for part in whole["parts"]} == {None}
    places = [detail for name, _, detail in whole["links"][0]["reasons"] if name == "place"]
    assert places == [""]
