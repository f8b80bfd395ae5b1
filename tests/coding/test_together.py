"""Several attacks in one text: what it says they have to do with one another, and their common toll.

The dispatches were written for tocsin; their places are real, the attacks and outlets are not.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tocsin.coding import code
from tocsin.coding.sentences import sentences
from tocsin.coding.together import cues
from tocsin.model import Document, Report

AIRPORT_AND_METRO = (
    "BRUSSELS, March 8 - Two suicide bombers blew themselves up in the departure hall of Brussels airport in "
    "Zaventem on Tuesday morning, killing 14 people, officials said.\n\nAn hour later another bomb exploded "
    "in a train at Maelbeek metro station in central Brussels, killing 16 people.\n\nProsecutors said that "
    "the two attacks were coordinated. The attacks killed 30 people in total and wounded more than 200."
)
HALL_AND_CAFES = (
    "PARIS, Oct. 2 - Three coordinated attacks killed at least 31 people in Paris on Friday evening, "
    "officials said.\n\nA suicide bomber blew himself up outside the Stade de France in Saint-Denis, killing "
    "one person. Minutes later gunmen opened fire on cafe terraces, killing nine people. Gunmen then stormed "
    "the Bataclan concert hall and killed 21 people, police said.\n\nIn all, 31 people were killed and 120 "
    "wounded, the health ministry said."
)
TWO_CITIES = (
    "ISTANBUL, May 3 - A car bomb exploded outside a police station in Ankara on Tuesday, killing six, "
    "the interior ministry said.\n\nGunmen attacked a police station in Istanbul at the same hour and killed "
    "three officers.\n\nThe ministry said that the two attacks had not been linked."
)


def told(text: str, day: str = "2018-05-04") -> tuple[Report, ...]:
    published = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return code(Document("https://written.example/1", text, None, published, source="written")).reports


def said(report: Report, name: str) -> list[Any]:
    return [s.value for s in report.statements if s.property == name]


def best(report: Report, name: str) -> int | None:
    found = said(report, name)
    return found[0]["best"] if found else None


def test_a_common_toll_is_that_of_the_whole_and_of_no_part() -> None:
    airport, metro = told(AIRPORT_AND_METRO, "2018-03-09")
    assert (best(airport, "killed"), best(metro, "killed")) == (14, 16)
    assert (best(airport, "killed_in_all"), best(metro, "killed_in_all")) == (None, 30)
    assert said(metro, "injured") == []
    assert said(metro, "injured_in_all") == [{"low": 201, "best": 201, "high": None}]


def test_what_a_text_says_of_its_attacks_is_a_statement_with_its_sentence() -> None:
    reports = told(AIRPORT_AND_METRO, "2018-03-09")
    [cue, again] = [s for r in reports for s in r.statements if s.property == "coordination"]
    assert (cue.value, cue.quote, cue.start) == (again.value, again.quote, again.start)
    assert cue.value == {"how": "coordinated", "told": 2, "attacks": 2}
    assert cue.quote == "Prosecutors said that the two attacks were coordinated."
    assert cue.said_by == "prosecutors"


def test_a_toll_in_the_sentence_that_opens_on_all_attacks_is_of_all() -> None:
    first, *rest = told(HALL_AND_CAFES, "2018-10-03")
    assert rest
    assert best(first, "killed_in_all") == 31
    assert best(first, "killed") == 1
    assert all(best(report, "killed") != 31 for report in rest)
    assert {"how": "coordinated", "told": 1 + len(rest), "attacks": 3} in said(first, "coordination")


def test_a_text_on_one_event_keeps_its_toll() -> None:
    text = (
        "KABUL, June 5 - Two coordinated bombings killed 12 people in a Kabul market on Tuesday, police said."
    )
    [report] = told(text, "2018-06-06")
    assert best(report, "killed") == 12
    assert best(report, "killed_in_all") == 12


def test_a_toll_below_the_parts_is_no_common_one() -> None:
    text = AIRPORT_AND_METRO.replace("killed 30 people in total and wounded", "killed 15 people and wounded")
    reports = told(text, "2018-03-09")
    assert [best(report, "killed_in_all") for report in reports] == [None] * len(reports)


def test_the_toll_of_the_worst_of_several_attacks_is_its_own() -> None:
    text = (
        "RIYADH, July 5 - Suicide bombers struck in three cities within a day, the worst of the attacks "
        "killing four officers in Medina, the interior ministry said.\n\nEarlier a man blew himself up near "
        "a mosque in Qatif on Monday, killing nobody."
    )
    reports = told(text, "2018-07-06")
    assert [said(report, "killed_in_all") for report in reports] == [[]] * len(reports)
    assert best(reports[0], "killed") == 4


def test_that_attacks_have_nothing_to_do_with_one_another_is_heard() -> None:
    found = [value["how"] for report in told(TWO_CITIES) for value in said(report, "coordination")]
    assert set(found) == {"unrelated"}


@pytest.mark.parametrize(
    ("text", "how", "attacks"),
    [
        ("Four coordinated bombings tore through the city.", "coordinated", 4),
        ("Officials said the blasts appeared to be coordinated.", "coordinated", None),
        ("The gunmen struck in a coordinated assault on three sites.", "coordinated", 3),
        ("Near-simultaneous explosions hit two churches.", "simultaneous", None),
        ("The bombs went off within minutes of each other.", "simultaneous", None),
        ("The group claimed both attacks.", "series", 2),
        ("A series of car bombings killed 40 people on Monday.", "series", None),
        ("The group said it was behind both the shooting and the bombing.", "series", None),
        ("Suicide bombers struck in three cities within a day.", "series", 3),
        ("Police found no link between the attacks.", "unrelated", None),
        ("The two incidents are not believed to be related.", "unrelated", None),
    ],
)
def test_what_is_said_of_several_attacks(text: str, how: str, attacks: int | None) -> None:
    assert [(cue.how, cue.attacks) for cue in cues(text, sentences(text))] == [(how, attacks)]


@pytest.mark.parametrize(
    "text",
    [
        "It was the latest in a series of attacks in recent months.",
        "The coordinated attacks of November 2015 killed 130 people.",
        "A string of bombings has hit the city since January.",
        "A bomb exploded outside a mosque, killing three people.",
        "The ministry said the man had no links to militants.",
        "Gunmen staged a coordinated attack on the hotel.",
        "After a series of attacks, troops were sent to the province.",
        "He was treated for wounds in both legs after the shooting.",
        "Mourners gathered in three cities to remember the dead.",
        "Police held 13 people in raids across the city in connection with the attack.",
        "Witnesses speak of two or three explosions.",
        "The killing came eight months after the attacks in the capital.",
        "In January of the same year twin explosions killed more than 80.",
        "It was one of the deadliest attacks in the last two years.",
    ],
)
def test_campaigns_memories_and_single_attacks_are_not_heard(text: str) -> None:
    assert cues(text, sentences(text)) == []
