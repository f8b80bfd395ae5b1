"""The desk in five languages: which one is chosen, what changes with it, and what never does."""

from __future__ import annotations

import html
import re
from http.cookies import SimpleCookie

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page
from starlette.datastructures import Headers

from tests.web.conftest import Open, Served
from tests.web.test_pages import AXE, some
from tocsin.language import TONGUES, load
from tocsin.web.words import COOKIE, chosen

OTHERS = [language for language in TONGUES if language != "en"]
DATA = (
    "/api/incidents", "/api/points", "/api/definitions", "/download?format=csv", "/download?format=geojson",
    "/openapi.json",
)  # fmt: skip
HOSTILE = ("", "xx", "../fr", "fr\x00", "FR", "<script>", "en;q=", "a" * 3000, "fr ru", "%66%72")


def views(shown: Served) -> list[str]:
    one = some(shown)
    incident = f"/incidents/{one}"
    report = f"/reports/{shown.desk.record.incident(one).reports[0]}"
    return ["/?on=2016-07-15", "/map", "/review", "/figures", incident, report, "/nothing"]


def get(shown: Served, path: str, language: str | None = None, **headers: str) -> httpx.Response:
    cookies = {COOKIE: language} if language else {}
    with httpx.Client(base_url=shown.url, cookies=cookies, follow_redirects=True, timeout=120) as client:
        return client.get(path, headers=headers)


@pytest.mark.parametrize("language", TONGUES)
def test_a_browser_s_language_is_that_of_the_page(shown: Served, language: str) -> None:
    page = get(shown, "/map", **{"accept-language": f"de, {language};q=0.8, en;q=0.1"})
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert page.headers["content-language"] == language
    assert {"cookie", "accept-language"} <= set(page.headers["vary"].replace(" ", "").split(","))


def test_the_choice_is_above_what_the_browser_accepts(shown: Served) -> None:
    page = get(shown, "/map", "ru", **{"accept-language": "fr"})
    assert page.headers["content-language"] == "ru"
    assert "Карта" in page.text


@pytest.mark.parametrize("value", HOSTILE)
def test_what_is_no_language_of_ours_falls_back(shown: Served, value: str) -> None:
    answer = httpx.post(shown.url + "/language", data={"to": value}, timeout=120)
    assert answer.status_code == 422
    assert COOKIE not in answer.headers.get("set-cookie", "")
    sent = {
        "cookie": f"{COOKIE}={value}".replace("\x00", "%00"),
        "accept-language": value.replace("\x00", ""),
    }
    page = get(shown, "/figures", **sent)
    assert page.status_code == 200
    assert page.headers["content-language"] in TONGUES
    if value not in ("FR", "fr\x00"):
        assert page.headers["content-language"] == "en"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=255)), st.text(st.characters(max_codepoint=255)))
def test_no_header_breaks_the_choice(cookie: str, accept: str) -> None:
    raw = [
        (b"cookie", f"{COOKIE}={cookie}".encode("latin-1")),
        (b"accept-language", accept.encode("latin-1")),
    ]
    assert chosen(Headers(raw=raw)).locale in TONGUES


def test_the_menu_keeps_the_choice_and_goes_back(shown: Served) -> None:
    with httpx.Client(base_url=shown.url, timeout=120) as client:
        here = {"referer": f"{shown.url}/map?country=FR"}
        answer = client.post("/language", data={"to": "kk"}, headers=here)
        assert (answer.status_code, answer.headers["location"]) == (303, "/map?country=FR")
        kept = SimpleCookie(answer.headers["set-cookie"])[COOKIE]
        assert (kept.value, kept["path"], kept["samesite"].lower()) == ("kk", "/", "lax")
        assert kept["httponly"]
        assert client.get("/map?country=FR").headers["content-language"] == "kk"


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (None, "/"), ("https://evil.example/map", "/"), ("//evil.example/", "/"), ("javascript:a()", "/"),
        ("{url}//evil.example/x", "/evil.example/x"), ("{url}/review?second=1", "/review?second=1"),
        ("http://[", "/"),
    ],
)  # fmt: skip
def test_the_way_back_never_leaves_the_desk(shown: Served, referer: str | None, back: str) -> None:
    headers = {"referer": referer.format(url=shown.url)} if referer else {}
    answer = httpx.post(shown.url + "/language", data={"to": "fr"}, headers=headers, timeout=120)
    assert answer.headers["location"] == back


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_site_cannot_choose(shown: Served, headers: dict[str, str]) -> None:
    answer = httpx.post(shown.url + "/language", data={"to": "fr"}, headers=headers, timeout=120)
    assert answer.status_code == 403
    assert COOKIE not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize("path", DATA)
def test_data_are_the_same_in_every_language(shown: Served, path: str) -> None:
    english = get(shown, path)
    for language in OTHERS:
        other = get(shown, path, language, **{"accept-language": language})
        assert other.content == english.content, language
        assert "content-language" not in other.headers
        assert "accept-language" not in other.headers.get("vary", "")


def test_a_kept_page_is_kept_for_its_language(shown: Served) -> None:
    french = get(shown, "/map", "fr")
    again = get(shown, "/map", "fr", **{"if-none-match": french.headers["etag"]})
    assert again.status_code == 304
    assert "accept-language" in again.headers["vary"]
    russian = get(shown, "/map", "ru", **{"if-none-match": french.headers["etag"]})
    assert russian.status_code == 200
    assert russian.headers["etag"] != french.headers["etag"]


def test_moments_for_machines_do_not_change(shown: Served) -> None:
    pattern = re.compile(r'datetime="([^"]*)"|data-(?:first|last|lon|lat|query)="([^"]*)"')
    for path in ("/?on=2016-07-15", "/map"):
        english = pattern.findall(get(shown, path).text)
        assert english
        for language in OTHERS:
            assert pattern.findall(get(shown, path, language).text) == english, (path, language)


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_of_the_interface_is_left_in_english(shown: Served, language: str) -> None:
    words = load(language)
    english = {
        text: forms[0]
        for (_, text), forms in words.catalogue.messages.items()
        if len(text) > 3 and "%" not in text and forms[0].casefold() != text.casefold()
    }
    same = {text for text in english if text in {f for fs in words.catalogue.messages.values() for f in fs}}
    for path in views(shown):
        page = get(shown, path, language).text
        page = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>[^<]*</\1>', "", page)
        said = re.findall(r">([^<]+)<", page) + re.findall(r'(?:aria-label|title|alt)="([^"]*)"', page)
        left = {html.unescape(text).strip() for text in said} & (english.keys() - same)
        assert left == set(), path


@pytest.mark.parametrize("language", ["ru", "ar"])
def test_axe_finds_nothing_serious(shown: Served, tab: Open, language: str) -> None:
    visit = tab(shown, locale=language, bypass_csp=True)
    for path in views(shown):
        page = visit.go(path)
        assert page.locator("html").get_attribute("lang") == language
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [
            (rule["id"], [node["html"][:120] for node in rule["nodes"]][:3])
            for rule in found["violations"]
            if rule["impact"] in ("serious", "critical")
        ]
        assert grave == [], path


def overflow(page: Page) -> float:
    found: float = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found


def test_arabic_mirrors_and_fits(shown: Served, tab: Open) -> None:
    for width in (360, 1200):
        visit = tab(shown, locale="ar", viewport={"width": width, "height": 800})
        for path in views(shown):
            page = visit.go(path)
            assert overflow(page) <= 1, (path, width)
    name = page.locator(".masthead .name").bounding_box()
    first = page.locator(".masthead nav a").first.bounding_box()
    last = page.locator(".masthead nav a").last.bounding_box()
    assert name is not None
    assert first is not None
    assert last is not None
    assert name["x"] > first["x"] > last["x"]


def test_the_map_speaks_the_language_of_the_page(shown: Served, tab: Open) -> None:
    visit = tab(shown, locale="ar")
    page = visit.go("/map")
    assert visit.said == []
    assert page.locator("#on-map").inner_text().startswith("على الخريطة: ")
    assert page.locator(".maplibregl-ctrl-zoom-in").get_attribute("title") == "تكبير"
    # Time goes from left to right in every language, as the axis under it says.
    left, right = (page.locator(".axis > a").nth(n).bounding_box() for n in (0, 1))
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]


@pytest.mark.parametrize("scripts", [True, False])
def test_the_language_is_changed_by_keyboard(shown: Served, tab: Open, scripts: bool) -> None:
    visit = tab(shown, locale="en-GB", java_script_enabled=scripts)
    page = visit.go("/figures?of=gap")
    page.locator(".languages summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("html[dir=rtl]").wait_for()
    assert page.url.endswith("/figures?of=gap")
    assert page.locator("html").get_attribute("lang") == "ar"
    page.locator(".languages summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="English").press("Enter")
    page.locator("html[dir=ltr]").wait_for()
    assert page.locator("h1").inner_text() == "How long between"


def test_review_by_keyboard_is_the_same_in_arabic(shown: Served, tab: Open) -> None:
    visit = tab(shown, locale="ar")
    page = visit.go("/review")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    assert "التراجع عن قرارك الأخير" in page.locator("#help").inner_text()
    page.keyboard.press("Escape")
    first = page.url
    page.keyboard.press("k")
    page.wait_for_url(lambda url: url != first)
    assert page.locator("#decision").is_visible()


def test_text_of_sources_keeps_its_own_direction(shown: Served, tab: Open) -> None:
    visit = tab(shown, locale="ar")
    english = some(shown)
    page = visit.go(f"/incidents/{english}")
    quote = page.locator(".evidence blockquote").first
    assert quote.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert page.locator("main").evaluate("e => getComputedStyle(e).direction") == "rtl"
