"""What a walk through the pages found wrong, and must not come back: on a desk, on a phone, in Arabic."""

from __future__ import annotations

import httpx
import pytest

from tests.web.conftest import Open, Serve, Served
from tocsin.brief.words import apart, value
from tocsin.desk.righting import corrected
from tocsin.language import TONGUES, load, speaking
from tocsin.language.tongues import TONGUE_NAMES
from tocsin.measure.estimate import intervals
from tocsin.model import Estimate, Statement

BROKEN = """() => [...document.querySelectorAll('th, td, dt, .number b')].flatMap(cell => {
    const range = document.createRange(), bad = [];
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        for (const word of walker.currentNode.data.matchAll(/[^\\s\\-_,;:./]{1,12}/gu)) {
            range.setStart(walker.currentNode, word.index);
            range.setEnd(walker.currentNode, word.index + word[0].length);
            const lines = [...range.getClientRects()].filter(r => r.width > 0);
            const tops = new Set(lines.map(r => Math.round(r.top)));
            if (tops.size > 1) bad.push(word[0]);
        }
    }
    return bad;
})"""
"""The short words of tables and of large figures that stand on more than one line."""


def get(address: str) -> httpx.Response:
    return httpx.get(address, timeout=60)


def dated(start: str | None, end: str | None, precision: str = "day") -> str:
    body = {"start": start, "end": end, "precision": precision}
    return value(Statement("s", "date", body, "d", None, None, None))


def deadliest(shown: Served) -> str:
    return str(get(f"{shown.url}/api/incidents?order=deadliest&limit=1").json()["incidents"][0]["id"])


def test_a_desk_without_a_base_map_of_its_own_does_not_say_that_it_cannot_be_read(
    shown: Served, tab: Open
) -> None:
    page = tab(shown).go("/map")
    assert not page.locator("#no-tiles").is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 1360])
def test_no_word_of_a_table_and_no_figure_is_broken(
    shown: Served, tab: Open, language: str, width: int
) -> None:
    visit = tab(shown, viewport={"width": width, "height": 800}, locale=language)
    for path in (f"/incidents/{deadliest(shown)}", "/figures?of=claim&hours=84", "/audit"):
        page = visit.go(path)
        assert page.evaluate(BROKEN) == [], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    assert visit.said == []


def test_an_unknown_toll_is_said_and_no_dash(serve: Serve) -> None:
    served = serve()
    any_one = served.desk.record.incidents()[0].id
    unknown = corrected(served.desk, any_one, {"killed": "?", "injured": "?"}, by="ada", note=None)
    listed = get(f"{served.url}/map?since={unknown.date.start}&until={unknown.date.end}").text
    assert "toll not stated" in listed
    assert "– killed" not in listed
    card = get(f"{served.url}/incidents/{unknown.id}/card").text
    assert "toll not stated" in card
    assert "not stated killed" not in card
    assert "not stated injured" not in card


def test_the_timeline_says_how_many_its_highest_bar_is(shown: Served) -> None:
    days = [i["date"]["start"] for i in get(f"{shown.url}/api/incidents?limit=500").json()["incidents"]]
    most = max(days.count(day) for day in days if day)
    assert f"by the day, at most {most}" in get(f"{shown.url}/map").text


def test_a_claimed_number_of_hours_stands_as_it_was_written(shown: Served) -> None:
    page = get(f"{shown.url}/figures?of=claim&hours=84").text
    assert 'name="hours" min="0.1" step="any" value="84"' in page


def test_days_are_written_as_people_write_them() -> None:
    assert dated("2016-07-02", "2016-07-03") == "2–3 July 2016"
    assert dated("2016-07-02", "2016-07-02") == dated("2016-07-02", None) == "2 July 2016"
    assert dated("2016-07-01", "2016-07-31", "month") == "in July 2016"
    assert dated(None, None) == "day not known"
    assert dated("yesterday", None) == "yesterday"


def test_the_same_day_is_not_plus_nothing_days() -> None:
    assert (apart(0, 0.2), apart(1, 3.0), apart(-2, 3.0)) == (
        "the same day, 0 km", "+1 day, 3 km", "-2 days, 3 km",
    )  # fmt: skip


def test_a_language_has_a_name_in_each_language() -> None:
    assert load("en").tongue("fr") == "French"
    assert load("ru").tongue("fr") == "французский"
    assert load("en").tongue("xx") == "xx"
    for language in TONGUES:
        if language != "en":
            named = [load(language).tongue(code) for code in TONGUE_NAMES]
            assert sum(name != code for name, code in zip(named, TONGUE_NAMES, strict=True)) == len(named)


def test_a_definition_that_a_dataset_answered_is_called_by_its_title() -> None:
    body = {"definition": "violent-attack", "answer": "yes"}
    told = Statement("s", "counted", body, "d", None, None, None, "ACLED")
    with speaking(load("en")):
        assert value(told) == "Violent attacks: yes, says ACLED"


def test_long_names_beside_intervals_have_room_for_another_font() -> None:
    long = "Completed, failed and foiled attacks in the sense of Europol's TE-SAT"
    one = Estimate("gap", 3.0, 2.0, 4.0, "hours", 3)
    assert intervals("t", {long: one})["padding"]["left"] > intervals("t", {"short": one})["padding"]["left"]
