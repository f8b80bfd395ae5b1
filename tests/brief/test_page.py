"""The page in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.brief.builders import ANYWHERE, TOWN, brief, exactly, incident, reading, said
from tests.brief.hostile import hostile_brief
from tocsin.brief import Brief, to_html
from tocsin.model import Group, Place

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# A laptop without a browser runs the rest; CI, which installs one, must never pass without these.
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no browser: apt-get install chromium"
)

CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visit:
    """A page that was opened, with all that it asked for and complained of."""

    def __init__(self, context: BrowserContext, made: Brief, folder: Path) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.refused: list[str | None] = []
        self.page.on("requestfailed", lambda request: self.refused.append(request.failure))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        file = folder / "brief.html"
        file.write_text(to_html(made), encoding="utf-8")
        self.url = file.as_uri()
        self.page.goto(self.url)


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    contexts: list[BrowserContext] = []

    def open_page(made: Brief, *, width: int = 1280, **options: Any) -> Visit:
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        return Visit(contexts[-1], made, tmp_path)

    yield open_page
    for context in contexts:
        context.close()


def full_brief() -> Brief:
    evidence = [
        said("killed", {"low": 73, "best": 73, "high": None}, quote="At least 73 people are dead."),
        said("killed", {"low": 84, "best": 84, "high": 84}, quote="84 people are dead.", report="r2"),
        said(
            "group",
            {"name": "الجبهة", "relation": "claimed"},
            quote="أعلنت الجبهة مسؤوليتها عن الهجوم",
            by="الجبهة",
        ),
    ]
    new = incident(
        killed=exactly(84), injured=exactly(202), attackers=exactly(1), evidence=evidence,
        groups=[Group("الجبهة", "claimed", "الجبهة")], targets=("worship", "public_gathering"),
    )  # fmt: skip
    others = [
        incident("b", place=ANYWHERE, reports=("b",), documents=("b",), outcome="failed"),
        incident("c", place=Place("Atlantis"), reports=("c",), documents=("c",)),
        incident(
            "d",
            outcome="foiled",
            reports=("d",),
            documents=("d",),
            place=Place("X", None, "CA", 55, -100, 900, "country"),
        ),
    ]
    old = incident("e", killed=exactly(2), reports=("e",), documents=("e",))
    changed = incident(
        "e",
        killed=exactly(5),
        reports=("e",),
        documents=("e",),
        place=TOWN,
        groups=[Group("X", "denied", "X")],
    )
    return brief([new, *others, changed], [old], read=reading(99, not_understood={"am": 7}))


MADE = {"full": full_brief(), "hostile": hostile_brief(), "unread": brief([], read=reading(0))}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("script", [True, False])
def test_nothing_is_asked_for_and_nothing_complains(visit: Any, name: str, script: bool) -> None:
    opened = visit(MADE[name], java_script_enabled=script)
    assert opened.said == []
    assert opened.asked == [opened.url]
    assert opened.page.locator("h1").inner_text()


def test_the_policy_holds_against_what_gets_in_all_the_same(visit: Any) -> None:
    opened = visit(MADE["full"])
    opened.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=https://evil.example/p.png>')"
    )
    opened.page.wait_for_function("document.images[0].complete")
    assert opened.refused == ["csp"]
    assert "Content Security Policy" in opened.said[0]


def test_each_incident_with_a_point_is_on_the_map_and_leads_to_its_entry(visit: Any) -> None:
    made = MADE["full"]
    opened = visit(made)
    spots = opened.page.locator(".map a.spot")
    assert spots.count() == sum(1 for i in made.new if i.place.lat is not None)
    assert opened.page.locator(".map a.ring circle[stroke-dasharray]").count() == 2
    spots.first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("article:target").count() == 1
    targets = opened.page.locator('a[href^="#"]').evaluate_all(
        "all => all.map(a => a.getAttribute('href').slice(1))"
    )
    ids = opened.page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
    assert set(targets) <= set(ids)


def test_the_bars_of_the_timeline_stand_for_incidents(visit: Any) -> None:
    opened = visit(MADE["full"])
    heights = opened.page.locator(".timeline > svg rect.new").evaluate_all(
        "r => r.map(e => +e.getAttribute('height'))"
    )
    assert sum(heights) == sum(bar.new for bar in MADE["full"].timeline.bars) > 0


def test_without_javascript_the_evidence_opens(visit: Any) -> None:
    opened = visit(MADE["full"], java_script_enabled=False)
    quote = opened.page.get_by_text("At least 73 people are dead.")
    assert not quote.is_visible()
    opened.page.locator("#i-aaaaaaaaaa summary").click()
    assert quote.is_visible()


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_phone_scrolls_one_way_only(visit: Any, name: str, width: int) -> None:
    page = visit(MADE[name], width=width).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["full", "unread"])
def test_text_stands_out_from_its_ground(visit: Any, name: str, scheme: str) -> None:
    page = visit(MADE[name], color_scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(CONTRAST) == []


def test_the_page_can_be_read_aloud(visit: Any) -> None:
    page = visit(MADE["full"]).page
    assert (
        page.locator("html[lang]").count() == page.locator("main").count() == page.locator("h1").count() == 1
    )
    assert page.locator("body > header").count() == page.locator("body > footer").count() == 1
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert all(b <= a + 1 for a, b in pairwise(levels))
    unnamed = "e => e.filter(x => !x.getAttribute('aria-label') && !x.getAttribute('aria-hidden')).length"
    assert page.locator("svg").evaluate_all(unnamed) == 0
    assert page.locator("table:not(:has(caption))").count() == 0
    assert page.locator("th:not([scope])").count() == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-labelledby]')].map(e => e.getAttribute('aria-labelledby'))"
    )
    assert set(labels) <= set(ids)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the brief"


def test_a_quote_from_right_to_left_reads_so(visit: Any) -> None:
    page = visit(MADE["full"]).page
    page.locator("#i-aaaaaaaaaa summary").click()
    quote = page.get_by_text("أعلنت الجبهة مسؤوليتها عن الهجوم")
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_on_paper_the_evidence_stands_open_and_addresses_are_printed(visit: Any) -> None:
    page = visit(MADE["full"]).page
    page.emulate_media(media="print")
    shown = page.evaluate(
        "getComputedStyle(document.querySelector('.quote figcaption a'), '::after').content"
    )
    assert "https://outlet.example/1" in shown
    assert not page.locator("nav").is_visible()
    assert page.get_by_text("At least 73 people are dead.").is_visible()
