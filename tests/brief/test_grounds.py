from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brief.builders import SINCE, exactly, incident, said
from tocsin.brief import words
from tocsin.brief.grounds import address, grounds, outlet, toll_grounds, toll_steps
from tocsin.brief.passages import passages
from tocsin.brief.steps import chart
from tocsin.model import QUOTE_LIMIT, Count, DateRange, Evidence, Group, Place, Statement

SIX, NINE = {"low": 6, "best": 6, "high": 6}, {"low": 9, "best": 9, "high": 9}


def test_the_toll_rests_on_the_newest_statement_that_says_the_same() -> None:
    first = said("killed", SIX, report="r1")
    again = said("killed", SIX, report="r2", at=SINCE + timedelta(hours=1))
    late = said("killed", NINE, report="r3", at=SINCE + timedelta(hours=2))
    assert toll_grounds(incident(killed=exactly(6), evidence=[first, again, late]), "killed") == again


def test_part_of_a_toll_is_never_its_grounds() -> None:
    part = said("killed", {**SIX, "part": "children"})
    known = incident(killed=exactly(6), evidence=[part])
    assert toll_grounds(known, "killed") is None
    assert toll_steps(known, "killed") == ()


def test_the_quote_is_of_the_dead_else_of_the_injured_else_of_the_event() -> None:
    event, hurt, dead = said("attack_type", "bombing"), said("injured", SIX), said("killed", SIX)
    assert grounds(incident(evidence=[event, hurt, dead])) == dead
    assert grounds(incident(evidence=[event, hurt])) == hurt
    assert grounds(incident(evidence=[event])) == event
    assert grounds(incident()) is None


def test_the_history_of_a_toll_leaves_repetition_out() -> None:
    evidence = [
        said("killed", NINE, report="r3", at=SINCE + timedelta(hours=3), source="Late"),
        said("killed", SIX, report="r1", source="First"),
        said("killed", SIX, report="r2", at=SINCE + timedelta(hours=1), source="Copy"),
    ]
    steps = toll_steps(incident(killed=exactly(9), evidence=evidence), "killed")
    assert [(s.count, s.source) for s in steps] == [(exactly(6), "First"), (exactly(9), "Late")]
    drawn = chart(steps)
    assert drawn is not None
    assert drawn.dots[0][1] > drawn.dots[1][1]
    assert chart(steps[:1]) is None


@pytest.mark.parametrize(
    "name",
    ["https://outlet.example/a?b=c#d", "http://outlet.example:8080/", "https://xn--bcher-kva.example/x"],
)
def test_an_address_of_the_web_is_a_link(name: str) -> None:
    assert address(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "//outlet.example", "https://", "https://good.example@evil.example/", "https://outlet.example/\n",
        "https://outlet.example/a b",
        'https://outlet.example/"onclick="x', "https://outlet.example/<x>", "https://[bad", "report-17", "",
        "\x01javascript:alert(1)", "https://outlet.example/\u202e",
    ],
)  # fmt: skip
def test_anything_else_is_text(name: str) -> None:
    assert address(name) is None


def test_the_outlet_is_the_source_else_the_host_else_the_name() -> None:
    assert outlet(said("killed", SIX)) == "Outlet"
    assert outlet(said("killed", SIX, source=None)) == "outlet.example"
    assert outlet(said("killed", SIX, source=None, document="report-17")) == "report-17"


TEXT = "It was a warm day. In the square 130 people died, the ministry said. Nobody knows why."


def quoted(text: str, quote: str) -> Evidence:
    start = text.index(quote)
    s = Statement("r", "killed", SIX, "doc", start, start + len(quote), quote)
    return Evidence(s, "https://outlet.example/1")


def test_a_quote_is_shown_in_its_sentence() -> None:
    item = quoted(TEXT, "130 people")
    passage = passages([item], {"doc": TEXT})[item.statement.id]
    assert passage.text == "In the square 130 people died, the ministry said."
    assert passage.quote == "130 people"


def test_an_expired_or_changed_text_gives_no_sentence() -> None:
    item = quoted(TEXT, "130 people")
    assert passages([item], {}) == {}
    assert passages([item], {"doc": "x" + TEXT}) == {}


@given(
    st.text("ab .\n", max_size=900), st.text("cd", min_size=1, max_size=300), st.text("ab .\n", max_size=900)
)
def test_a_passage_holds_its_quote_and_stays_short(before: str, quote: str, after: str) -> None:
    item = quoted(before + quote + after, quote)
    passage = passages([item], {"doc": before + quote + after})[item.statement.id]
    assert passage.quote == quote
    assert len(passage.text) <= QUOTE_LIMIT + 2
    assert before.endswith(passage.before.removeprefix("…"))
    assert after.startswith(passage.after.removesuffix("…"))


@pytest.mark.parametrize(
    ("count", "shown", "short", "range_"),
    [
        (None, "not stated", None, ""),
        (Count(None, None, None), "not stated", None, ""),
        (Count(84, 84, 84), "84", "84", ""),
        (Count(80, 84, 86), "84 (80–86)", "84", "80–86"),
        (Count(30, None, None), "at least 30", "at least 30", ""),
        (Count(30, 30, None), "at least 30", "at least 30", ""),
        (Count(None, None, 20), "up to 20", "up to 20", ""),
        (Count(20, None, 30), "20–30", "20–30", ""),
        (Count(28, 30, None), "30 (at least 28)", "at least 30", "at least 28"),
        (Count(0, 0, 0), "0", "0", ""),
    ],
)
def test_tolls_in_words(count: Count | None, shown: str, short: str | None, range_: str) -> None:
    assert words.toll(count) == shown
    assert words.spread(count) == range_
    if count is not None and short is not None:
        assert words.about(count) == short


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (DateRange(date(2016, 7, 14), date(2016, 7, 14)), "14 July 2016"),
        (DateRange(date(2016, 7, 14), None), "14 July 2016"),
        (DateRange(date(2016, 7, 14), date(2016, 7, 15), "range"), "14–15 July 2016"),
        (DateRange(date(2016, 6, 30), date(2016, 7, 1), "range"), "30 June 2016 – 1 July 2016"),
        (DateRange(date(2016, 7, 1), date(2016, 7, 31), "month"), "in July 2016"),
        (DateRange(date(2016, 1, 1), date(2016, 12, 31), "year"), "in 2016"),
        (DateRange(None, None, "unknown"), "day not known"),
    ],
)
def test_days_in_words(when: DateRange, shown: str) -> None:
    assert words.days(when) == shown


def test_places_in_words() -> None:
    assert words.where(Place("Nice", "Provence", "FR")) == "Nice, Provence, France"
    assert words.where(Place("FR", None, "FR")) == "France"
    assert words.where(Place("Singapore", "Singapore", "SG")) == "Singapore"
    assert words.where(Place(None)) == "place not known"
    assert words.precision(Place("Atlantis")) == "not located"
    assert words.precision(Place("Nice", None, "FR", 43.7, 7.2, 5.0, "city")) == "town, ± 5 km"


def test_who_is_always_said_by_somebody() -> None:
    assert words.group(Group("X", "claimed", "X")) == "X itself claimed responsibility"
    assert words.group(Group("X", "claimed", "police")) == "X claimed responsibility, say police"
    assert words.group(Group("X", "denied", "X")) == "X itself denied responsibility"
    assert words.group(Group("X", "suspected", None)) == "X is suspected, says a source not named"


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("police", "say police"),
        ("health officials", "say health officials"),
        ("health ministry", "says health ministry"),
        ("Islamic State", "says Islamic State"),
        ("Al-Shabaab and Rebels", "says Al-Shabaab and Rebels"),
        (None, "says a source not named"),
    ],
)
def test_one_says_and_many_say(who: str | None, shown: str) -> None:
    assert words.says(who) == shown


def test_a_province_that_the_name_holds_already_is_not_said_twice() -> None:
    assert words.where(Place("Oberdorf, Brunnstadt", "Brunnstadt", "DE")) == "Oberdorf, Brunnstadt, Germany"
    assert words.where(Place("Oberdorf", "Brunnstadt", "DE")) == "Oberdorf, Brunnstadt, Germany"
