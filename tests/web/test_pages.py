"""Every page in a real browser under the production policy."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import httpx
import polars
import pytest

from frontend.build import MODULES
from tests.web.conftest import Open, Served
from tocsin.record import Wanted

SPELLING = "\n\t\u200c\u200d\u200e\u200f\u061c"
AXE = MODULES / "axe-core" / "axe.min.js"
PAGES = (
    "/", "/?on=2016-07-15", "/?on=2016-08-30", "/map", "/map?country=FR&killed=1", "/review", "/figures",
    "/nothing",
)  # fmt: skip


def some(shown: Served, place: str | None = None) -> str:
    found = shown.desk.record.browse(Wanted(text=place), limit=1, order="deadliest").incidents
    return found[0].id


def pages(shown: Served) -> list[str]:
    odd = [i for i in shown.desk.record.incidents() if any("odd.example" in name for name in i.documents)]
    incidents = [f"/incidents/{i.id}" for i in odd] + [f"/incidents/{some(shown)}"]
    reports = [f"/reports/{i.reports[0]}" for i in odd]
    reviews = [f"/review?item={i.id}" for i in odd]
    return [*PAGES, *incidents, *reports, *reviews]


def test_no_page_asks_another_host_and_none_complains(shown: Served, tab: Open) -> None:
    for path in pages(shown):
        visit = tab(shown)
        visit.go(path)
        missing = [line for line in visit.said if path == "/nothing" and "404" in line]
        assert visit.said == missing, path
        assert visit.strange() == []
        assert visit.page.locator("h1").count() == 1, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(shown: Served, tab: Open, scheme: str) -> None:
    visit = tab(shown, color_scheme=scheme, bypass_csp=True)
    for path in pages(shown):
        page = visit.go(path)
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [
            (rule["id"], [node["html"][:120] for node in rule["nodes"]][:3])
            for rule in found["violations"]
            if rule["impact"] in ("serious", "critical")
        ]
        assert grave == [], path


def test_every_page_reads_without_javascript(shown: Served, tab: Open) -> None:
    visit = tab(shown, java_script_enabled=False)
    for path in pages(shown):
        page = visit.go(path)
        assert visit.said == [] or path == "/nothing"
        visit.said.clear()
        assert len(page.locator("main").inner_text()) > 40, path
    page = visit.go("/map?country=FR")
    assert page.locator("#map .mark").first.is_visible()
    page.get_by_role("button", name="Show").click()
    assert "country=FR" in page.url
    page.locator(".list a").first.click()
    assert page.locator("mark").first.is_visible()


@pytest.mark.parametrize("width", [360, 768])
def test_a_phone_scrolls_one_way_only(shown: Served, tab: Open, width: int) -> None:
    visit = tab(shown, viewport={"width": width, "height": 700})
    for path in pages(shown):
        page = visit.go(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_hostile_text_stays_text(shown: Served, tab: Open) -> None:
    odd = [i for i in shown.desk.record.incidents() if any("odd.example/0" in n for n in i.documents)]
    for path in (
        f"/incidents/{odd[0].id}",
        f"/reports/{odd[0].reports[0]}",
        f"/review?item={odd[0].id}",
        "/map",
    ):
        visit = tab(shown)
        page = visit.go(path)
        assert visit.said == []
        assert page.locator("img, main script, main style, main iframe, main b:text('bold')").count() == 0
        targets = page.locator("a").evaluate_all(
            "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
        )
        assert not [t for t in targets if t.split(":")[0] not in ("http", "https") or "evil" in t]


def test_the_evidence_that_is_marked_is_the_slice_of_the_stored_text(shown: Served, tab: Open) -> None:
    page = tab(shown)
    compared = 0
    for mention in shown.desk.record.mentions():
        if "odd.example" not in mention.document.name:
            continue
        opened = page.go(f"/reports/{mention.id}")
        marked = opened.locator("article mark").evaluate_all("all => all.map(m => m.textContent)")
        said = mention.report.statements[0]
        text = mention.document.text
        kept = [
            c if c.isprintable() or c in SPELLING or 0xE0020 <= ord(c) <= 0xE007F else " "
            for c in text[said.start : said.end]
        ]
        assert "".join(marked) == "".join(kept)
        assert len(opened.locator("article").text_content() or "") == len(text)
        compared += 1
    assert compared == 4


def test_right_to_left_text_reads_so(shown: Served, tab: Open) -> None:
    mention = next(m for m in shown.desk.record.mentions() if m.document.title == "انفجار في السوق")
    page = tab(shown).go(f"/reports/{mention.id}")
    assert page.locator("article").evaluate("e => getComputedStyle(e).direction") == "rtl"
    page = tab(shown).go(f"/incidents/{shown.desk.record.incident(mention.id).id}")
    assert page.locator("blockquote").first.evaluate("e => getComputedStyle(e).direction") == "rtl"


FILTERS = (
    "", "country=FR", "killed=10", "attack=shooting&attack=bombing", "since=2016-07-01&until=2016-07-20",
    "definition=deadly-attack", "target=worship", "text=nice", "outcome=foiled", "box=-10,35,40,60",
    "region=Western Europe", "region=European Union&killed=1", "region=Central Asia&country=FR",
)  # fmt: skip


def test_a_region_is_its_countries(shown: Served) -> None:
    def of(query: str) -> set[str]:
        answer = httpx.get(f"{shown.url}/api/incidents?{query}&limit=500").json()
        return {i["id"] for i in answer["incidents"]}

    countries = {i.place.country for i in shown.desk.record.incidents()}
    assert "FR" in countries
    assert of("region=Western Europe") == of("country=FR&country=DE&country=BE")
    assert of("region=Western Europe&country=FR") == of("country=FR") != set()
    assert of("region=Central Asia&country=FR") == set()
    assert of("region=world") == of("")
    refused = httpx.get(f"{shown.url}/map?region=Atlantis")
    assert refused.status_code == 422
    assert "no such region" in refused.text


@pytest.mark.parametrize("query", FILTERS)
def test_map_list_timeline_and_api_agree(shown: Served, tab: Open, query: str) -> None:
    api = httpx.get(f"{shown.url}/api/incidents?{query}&limit=500").json()
    points = httpx.get(f"{shown.url}/api/points?{query}").json()
    visit = tab(shown)
    page = visit.go(f"/map?{query}")
    assert page.locator("#found").get_attribute("data-total") == str(api["total"])
    listed = page.locator(".list li[data-id]").evaluate_all("all => all.map(e => e.dataset.id)")
    assert listed == [i["id"] for i in api["incidents"]][: len(listed)]
    assert len(listed) == min(60, api["total"])
    placed = sum(i["place"]["lat"] is not None for i in api["incidents"])
    assert len(points["id"]) == placed
    if "box" not in query:
        # The map itself shows more than the box that it was asked to list.
        assert page.locator("#map").get_attribute("data-count") == str(placed)
    drawn = page.locator("#map .mark text").evaluate_all("all => all.map(e => +e.textContent)")
    alone = page.locator("#map .mark:not(:has(text))").count()
    assert sum(drawn) + alone == placed
    bars = page.locator("#time g.in title").evaluate_all(
        "all => all.map(e => +e.textContent.split(': ').at(-1))"
    )
    undated = sum(i["date"]["start"] is None for i in api["incidents"])
    assert sum(bars) + undated == api["total"]


def test_choosing_filters_moves_list_map_and_address_together(shown: Served, tab: Open) -> None:
    page = tab(shown).go("/map")
    page.locator("summary", has_text="Outcome").click()
    with page.expect_response(re.compile("/map/points.*outcome=foiled")):
        page.get_by_role("checkbox", name="foiled", exact=True).check()
    page.locator("#map[data-ready*='outcome=foiled']").wait_for(state="attached")
    foiled = httpx.get(f"{shown.url}/api/count?outcome=foiled").json()["total"]
    assert page.locator("#map").get_attribute("data-count") == str(foiled)
    assert page.locator("#found").get_attribute("data-total") == str(foiled)
    assert "outcome=foiled" in page.url
    again = tab(shown).go(page.url.removeprefix(shown.url))
    assert again.locator("#found").get_attribute("data-total") == str(foiled)


def test_brushing_the_timeline_sets_the_days(shown: Served, tab: Open) -> None:
    page = tab(shown).go("/map")
    area = page.locator("#time").bounding_box()
    assert area is not None
    page.mouse.move(area["x"] + 5, area["y"] + 20)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] / 3, area["y"] + 20, steps=4)
    with page.expect_response(re.compile("/map/list.*since=")):
        page.mouse.up()
    page.locator("#map[data-ready*='since=']").wait_for(state="attached")
    since, until = (page.locator(f"[name={name}]").input_value() for name in ("since", "until"))
    n = httpx.get(f"{shown.url}/api/count?since={since}&until={until}").json()["total"]
    assert 0 < n < httpx.get(f"{shown.url}/api/count").json()["total"]
    assert page.locator("#found").get_attribute("data-total") == str(n)


def test_the_list_follows_the_view(shown: Served, tab: Open) -> None:
    page = tab(shown).go("/map")
    page.evaluate("() => { tocsinMap.jumpTo({center: [7.2, 43.7], zoom: 6}); }")
    with page.expect_response(re.compile("/map/list.*box=")):
        page.locator("#follow").check()
    page.locator("#found[data-query*='box=']").wait_for(state="attached")
    box = page.locator("[name=box]").input_value()
    n = httpx.get(f"{shown.url}/api/count", params={"box": box}).json()["total"]
    assert page.locator("#found").get_attribute("data-total") == str(n)


def test_a_point_that_is_chosen_shows_its_card_and_its_radius(shown: Served, tab: Open) -> None:
    page = tab(shown).go("/map?country=US")
    incident = httpx.get(f"{shown.url}/api/incidents?country=US").json()["incidents"][0]
    place = [incident["place"]["lon"], incident["place"]["lat"]]
    still = "new Promise(done => tocsinMap.once('idle', () => done(null)))"
    page.evaluate(
        f"() => {{ const idle = {still}; tocsinMap.jumpTo({{center: {place}, zoom: 8}}); return idle; }}"
    )
    area = page.locator("#map").bounding_box()
    assert area is not None
    with page.expect_response(re.compile("/card")):
        page.mouse.click(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    page.locator("#selected h2").wait_for()
    assert incident["title"] in page.locator("#selected").inner_text()
    ring = page.evaluate("tocsinMap.getSource('chosen').serialize().data.features[0].geometry.coordinates[0]")
    north = max(lat for _, lat in ring)
    assert (north - place[1]) * 111.2 == pytest.approx(incident["place"]["radius_km"], rel=0.02)


@pytest.mark.parametrize("format_", ["csv", "json", "jsonl", "geojson", "parquet"])
def test_downloads_open_again_with_the_same_number_of_rows(shown: Served, format_: str) -> None:
    for query in ("", "country=FR"):
        total = httpx.get(f"{shown.url}/api/count?{query}").json()["total"]
        answer = httpx.get(f"{shown.url}/download?format={format_}&{query}")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert _rows(format_, answer) == total


def _rows(format_: str, answer: httpx.Response) -> int:
    if format_ == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
        assert not [c for row in rows for c in row.values() if c.startswith(("=", "+", "@"))]
        return len(rows)
    if format_ == "jsonl":
        return len([json.loads(line) for line in answer.text.split("\n") if line])
    if format_ == "parquet":
        return len(polars.read_parquet(io.BytesIO(answer.content)))
    data: Any = answer.json()
    return len(data["features"] if format_ == "geojson" else data)


def test_an_id_that_was_merged_away_leads_on(shown: Served) -> None:
    incident = next(i for i in shown.desk.record.incidents() if len(i.reports) > 1)
    answer = httpx.get(f"{shown.url}/incidents/{incident.reports[1]}", follow_redirects=True)
    assert answer.url.path == f"/incidents/{incident.id}"
    assert httpx.get(f"{shown.url}/incidents/ffffffffff").status_code == 404
    export = httpx.get(f"{shown.url}/incidents/{incident.id}/export?format=json").json()
    assert [i["id"] for i in export] == [incident.id]


def test_the_list_of_the_api_is_the_incidents_without_their_sentences(shown: Served) -> None:
    short, whole = (
        httpx.get(f"{shown.url}/api/incidents?limit=500{more}", timeout=60).json()["incidents"]
        for more in ("", "&statements=true")
    )
    assert all(row["statements"] for row in whole)
    assert short == [{name: row[name] for name in row if name != "statements"} for row in whole]
