from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.brief.builders import NOW, SINCE, TOWN, UNTIL, brief, exactly, health, incident, reading
from tocsin.brief import Major, Window
from tocsin.brief.gather import by_region
from tocsin.brief.heading import blind, headline, missing, nothing, standfirst
from tocsin.brief.sources import top
from tocsin.definitions import load
from tocsin.model import Count, Incident


def some(number: int, **more: object) -> list[Incident]:
    return [incident(f"{n:010}", reports=(f"r{n}",), documents=(f"d{n}",), **more) for n in range(number)]  # type: ignore[arg-type]


def test_the_gravest_come_first_and_foiled_plots_stand_apart() -> None:
    found = [
        incident("failed", outcome="failed", reports=("1",), documents=("1",)),
        incident("foiled", outcome="foiled", killed=None, reports=("2",), documents=("2",)),
        incident("three", killed=exactly(3), injured=exactly(1), reports=("3",), documents=("3",)),
        incident("atleast", killed=Count(4, None, None), reports=("4",), documents=("4",)),
        incident("hurt", killed=exactly(3), injured=exactly(90), reports=("5",), documents=("5",)),
        incident("threat", outcome="threatened", reports=("6",), documents=("6",)),
    ]
    made = brief(found)
    assert [i.id for i in made.attacks] == ["hurt", "atleast", "three", "failed"]
    assert [i.id for i in made.plots] == ["foiled", "threat"]


def test_what_is_major_stands_before_what_is_not() -> None:
    found = [
        incident("nine", killed=exactly(9), reports=("1",), documents=("1",)),
        incident("hurt", killed=None, injured=exactly(90), reports=("2",), documents=("2",)),
        incident("ten", killed=exactly(10), reports=("3",), documents=("3",)),
    ]
    assert [i.id for i in brief(found).attacks] == ["ten", "hurt", "nine"]


@pytest.mark.parametrize(
    ("killed", "injured", "targets", "major"),
    [
        (exactly(10), None, ("commerce",), True),
        (exactly(9), exactly(49), ("commerce",), False),
        (None, exactly(50), ("commerce",), True),
        (Count(11, None, None), None, ("commerce",), True),
        (Count(2, 4, 80), None, ("commerce",), False),
        (exactly(1), None, ("commerce", "health"), True),
        (exactly(0), exactly(3), ("worship",), False),
        (None, None, ("education",), False),
    ],
)
def test_what_is_major(killed: Count, injured: Count, targets: tuple[str, ...], major: bool) -> None:
    assert Major().holds(incident(killed=killed, injured=injured, targets=targets)) is major


def test_a_major_attack_is_in_the_first_line() -> None:
    made = brief([incident(killed=Count(84, 86, 87))])
    assert headline(made) == "1 major new attack reported: Brunnstadt, Germany (86 killed)"
    five = brief(some(5, killed=exactly(30)))
    assert headline(five).endswith("Brunnstadt, Germany (30 killed); and 2 more")


def test_no_major_attack_is_said_with_what_there_was_and_what_was_read() -> None:
    made = brief(some(4, killed=exactly(1)), read=reading(70, not_understood={"am": 9}, rejections=2))
    assert headline(made) == "No major new attack reported; 4 smaller attacks reported"
    assert headline(brief([])) == "No major new attack reported, and no smaller one"
    read = standfirst(made)
    assert "70 documents from 1 source" in read
    assert "9 in languages that the coder does not read" in read
    assert "2 inputs unreadable" in read


@pytest.mark.parametrize(
    ("read", "shout"),
    [
        (reading(0), "NOTHING WAS READ"),
        (reading(5, uncoded=5), "NOTHING WAS CODED"),
        (reading(5, not_understood={"sw": 3, "": 2}), "NOTHING WAS UNDERSTOOD"),
        (reading(5, not_understood={"sw": 3}, uncoded=2), "NOTHING WAS UNDERSTOOD"),
    ],
)
def test_silence_is_not_mistaken_for_peace(read: object, shout: str) -> None:
    made = brief([], read=read)  # type: ignore[arg-type]
    assert headline(made).startswith(shout)
    assert "not a report of peace" in headline(made)
    assert "peace" not in nothing(made, "all is well")
    assert "all is well" not in nothing(made, "all is well")


def test_one_understood_document_is_enough_to_speak() -> None:
    made = brief([], read=reading(5, not_understood={"sw": 4}))
    assert blind(made) is None
    assert "4 documents could not be understood" in " ".join(missing(made))


def test_an_attack_known_too_vaguely_before_is_new_when_it_counts() -> None:
    vague = incident(probability=0.3)
    sure = replace(vague, probability=0.9)
    made = brief([sure], [vague])
    assert [i.id for i in made.attacks] == [sure.id]
    assert made.changes == ()
    assert brief([vague], [vague]).new == ()


def test_what_the_definition_leaves_out_is_counted_and_what_it_doubts_is_marked() -> None:
    deadly = load("deadly-attack")
    unknown, none = incident("unknown", reports=("1",), documents=("1",)), incident("none", killed=exactly(0))
    made = brief([unknown, none], definition=deadly)
    assert [i.id for i in made.attacks] == ["unknown"]
    assert made.doubtful == {"unknown"}
    assert made.excluded == 1
    assert "1 new incident outside the definition deadly-attack" in " ".join(missing(made))


def test_protected_targets_are_listed_in_the_order_of_the_taxonomy() -> None:
    made = brief(
        [incident("a", targets=("transport", "worship")), incident("b", targets=("worship",), reports=("2",))]
    )
    assert {code: sorted(ids) for code, ids in made.protected.items()} == {
        "worship": ["a", "b"],
        "transport": ["a"],
    }
    assert list(made.protected) == ["worship", "transport"]


def test_regions_with_few_incidents_have_no_number_and_stand_by_the_alphabet() -> None:
    found = some(3, place=replace(TOWN, country="DE")) + some(2, place=replace(TOWN, country="NG"))
    found += [incident(place=replace(TOWN, country=None))]
    regions = by_region(found)
    assert [(r.name, r.count) for r in regions] == [("Western Africa", None), ("Western Europe", 3)]


def test_every_country_of_the_gazetteer_has_a_region() -> None:
    from tocsin.places.curated import countries

    lost = [c for c in countries() if not by_region([incident(place=replace(TOWN, country=c))])]
    assert lost == []


def test_sources_that_fail_or_fall_silent_are_named() -> None:
    polls = [
        health("well"),
        health("failing", consecutive_failures=3, note="timed out"),
        health("stale", last_success=NOW - timedelta(days=3)),
        health("quiet", per_day=2.0, usual=20.0),
        health("rare", per_day=0.0, usual=0.4),
        health("new", per_day=5.0, usual=None),
        health("never", verified=False, last_success=None),
    ]
    found = brief([], polls=polls).troubles
    assert [(t.source, t.kind) for t in found] == [
        ("failing", "failing"), ("stale", "failing"), ("quiet", "quiet"), ("never", "never"),
    ]  # fmt: skip
    assert "timed out" in found[0].detail


def test_the_top_sources_and_the_rest() -> None:
    counts = {f"s{n:02}": n for n in range(14)}
    first, others, rest = top(counts)
    assert [name for name, _ in first[:2]] == ["s13", "s12"]
    assert (len(first), others, rest) == (10, 4, 0 + 1 + 2 + 3)


def test_a_day_is_shown_in_its_month_and_a_long_window_by_months() -> None:
    known = incident("k", day=date(2016, 6, 20), reports=("k",), documents=("k",))
    vague = incident("v", day=None, reports=("v",), documents=("v",))
    made = brief([known, incident("n"), vague], [known])
    assert (made.timeline.unit, len(made.timeline.bars), made.timeline.undated) == ("day", 30, 1)
    assert made.timeline.bars[-1].day == date(2016, 7, 14)
    assert [(b.day.day, b.new, b.known) for b in made.timeline.bars if b.new + b.known] == [
        (20, 0, 1),
        (14, 1, 0),
    ]
    year = Window(datetime(2016, 1, 1, tzinfo=UTC), datetime(2017, 1, 1, tzinfo=UTC))
    months = brief([incident("n")], window=year).timeline
    assert (months.unit, len(months.bars), months.bars[6].new) == ("month", 12, 1)


def test_a_window_of_weeks_is_shown_day_by_day() -> None:
    long = Window(SINCE - timedelta(days=60), UNTIL)
    assert len(brief([], window=long).timeline.bars) == 61
