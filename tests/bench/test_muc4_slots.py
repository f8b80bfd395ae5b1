"""All slots of an incident, on texts of our own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from bench.muc4.keys import parse_templates
from bench.muc4.responses import write_responses
from bench.muc4.slots import dates, inferred, locations, nations, numbers, people, slots
from bench.muc4.slots.nearby import Nearby, dateline_end
from tocsin.coding.reader.fillers import Filler, Mention
from tocsin.coding.reader.templates import Template
from tocsin.model import Span

HEAD = "SAN SALVADOR, 20 NOV 89 (RADIO LLUVIA) -- [TEXT] "


def filler(text: str, role: str, string: str) -> Filler:
    """Return the filler whose mentions are all occurrences of a string."""
    spans = [Span(*m.span()) for m in re.finditer(rf"\b{re.escape(string)}", text)]
    assert spans, string
    words = tuple(string.lower().split())
    return Filler(role, string, tuple(Mention(0, 0, 0, span, words, 1.0) for span in spans), ())


def near(text: str, *strings: str) -> Nearby:
    return Nearby(text, [[m.span for m in filler(text, "Victim", s).mentions] for s in strings])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A BOMB KILLED THE BAKER YESTERDAY.", "19 NOV 89"),
        ("THE BAKER WAS KILLED THIS MORNING BY A BOMB.", "20 NOV 89"),
        ("THE BAKER WAS KILLED ON 3 NOVEMBER BY A BOMB.", "03 NOV 89"),
        ("THE BAKER WAS KILLED BY A BOMB.", "- 20 NOV 89"),
    ],
)
def test_the_date_is_told_or_counted_or_that_of_the_article(sentence: str, expected: str) -> None:
    text = HEAD + sentence
    assert dates.when(text, near(text, "BAKER")) == [expected]


def test_moments_of_each_kind() -> None:
    text = HEAD + "2 DAYS AGO, LAST NIGHT, LAST MONTH, 30 DECEMBER, 14-15 NOVEMBER, ON SATURDAY."
    found = {(m.kind, m.fill) for m in dates.moments(text, dates.dated(text))}
    assert ("ago", "18 NOV 89") in found
    assert ("last night", "19 NOV 89") in found
    assert ("that weekday", "18 NOV 89") in found
    assert ("weekday", "- 20 NOV 89") in found
    assert ("day", "30 DEC 89") in found
    assert ("day", "14 NOV 89 - 15 NOV 89") in found
    assert ("month", "01 OCT 89 - 31 OCT 89") in found


def test_no_date_where_the_dateline_has_none() -> None:
    text = "CLANDESTINE, NO DATE -- [TEXT] THE BAKER WAS KILLED YESTERDAY."
    assert dates.dated(text) is None
    assert dates.when(text, near(text, "BAKER")) == []
    assert dates.written(date(1989, 1, 2)) == "02 JAN 89"


@pytest.mark.parametrize(
    ("head", "sentence", "expected"),
    [
        (HEAD, "GUNMEN KILLED THE BAKER IN SAN SALVADOR.", "EL SALVADOR: SAN SALVADOR (CITY)"),
        (
            "BOGOTA, 2 FEB 90 -- [TEXT] ",
            "GUNMEN KILLED THE BAKER IN MEDELLIN.",
            "COLOMBIA: MEDELLIN (CITY)",
        ),
        (HEAD, "THE BAKER WAS KILLED, THE GOVERNMENT OF EL SALVADOR SAID.", "EL SALVADOR"),
        (
            "LIMA, 2 FEB 90 -- [TEXT] ",
            "GUNMEN FROM JUNIN DEPARTMENT KILLED THE BAKER IN LIMA.",
            "PERU: LIMA (CITY)",
        ),
    ],
)
def test_the_place_nearest_to_the_incident(head: str, sentence: str, expected: str) -> None:
    text = head + sentence
    assert locations.where(text, near(text, "BAKER")) == expected


def test_a_neighborhood_is_offered_in_its_city() -> None:
    text = HEAD + "THE BAKER WAS KILLED IN THE ESCALON NEIGHBORHOOD OF SAN SALVADOR."
    fills = [o.fill for o in locations.options(text, near(text, "BAKER"))]
    assert "EL SALVADOR: SAN SALVADOR (CITY): ESCALON (NEIGHBORHOOD)" in fills


def test_a_surname_is_no_place() -> None:
    text = HEAD + "GENERAL FLORES SAID THAT THE BAKER WAS KILLED."
    assert not any("FLORES" in o.fill for o in locations.options(text, near(text, "BAKER")))


@pytest.mark.parametrize(
    ("sentence", "string", "expected"),
    [
        ("THREE BAKERS WERE HURT.", "BAKERS", "3"),
        ("THE 12 OLD BAKERS WERE HURT.", "BAKERS", "12"),
        ("AT LEAST 6 BAKERS WERE HURT.", "BAKERS", "6-"),
        ("ABOUT 100 BAKERS WERE HURT.", "BAKERS", "~100"),
        ("4 OR 5 BAKERS WERE HURT.", "BAKERS", "4-5"),
        ("BAKERS WERE HURT.", "BAKERS", "PLURAL"),
        ("A BAKER WAS HURT.", "BAKER", "1"),
        ("ON 12 MARCH BAKERS WERE HURT.", "BAKERS", "PLURAL"),
        ("A 15-YEAR-OLD BAKER WAS HURT.", "BAKER", "1"),
        ("THE TWO BAKERS OF THE TOWN.", "TWO BAKERS OF THE TOWN", "2"),
    ],
)
def test_how_many(sentence: str, string: str, expected: str) -> None:
    spans = [m.span for m in filler(sentence, "Described", string).mentions]
    assert numbers.count(sentence, string, spans) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("HEADQUARTERS", False), ("BUS", False), ("POLICEMEN", True), ("OWNER OF SHOPS", False),
        ("SHOPS PARKED IN THE AREA", True), ("GUILD [UNION OF BAKERS] HALL", False), ("PEOPLE", True),
    ],
)  # fmt: skip
def test_plural(phrase: str, expected: bool) -> None:
    assert numbers.plural(phrase) is expected


def described(text: str, names: list[str], descriptions: list[str]) -> list[tuple[str, list[str]]]:
    found = people.persons(
        text,
        [filler(text, "Victim", name) for name in names],
        [filler(text, "Described", description) for description in descriptions],
    )
    return [(p.name.text if p.name else "", [d.text for d in p.descriptions]) for p in found]


@pytest.mark.parametrize(
    "text",
    ["THEY SHOT MAYOR ANA RUIZ.", "THEY SHOT ANA RUIZ, THE MAYOR OF HAVEN.", "ANA RUIZ, 41, A MAYOR, FELL."],
)
def test_a_description_beside_a_name_is_of_it(text: str) -> None:
    assert described(text, ["ANA RUIZ"], ["MAYOR"]) == [("ANA RUIZ", ["MAYOR"])]


def test_part_of_the_name_is_enough() -> None:
    text = "ANA RUIZ DIED TODAY. RUIZ, FORMER MAYOR, WAS SHOT."
    assert described(text, ["ANA RUIZ"], ["FORMER MAYOR"]) == [("ANA RUIZ", ["FORMER MAYOR"])]


def test_relatives_and_people_are_others() -> None:
    text = "ANA RUIZ, HER SON AND TWO BAKERS FELL, ANA RUIZ, PEOPLE SAY."
    assert described(text, ["ANA RUIZ"], ["HER SON", "BAKERS", "PEOPLE"]) == [
        ("ANA RUIZ", []), ("", ["HER SON"]), ("", ["BAKERS"]), ("", ["PEOPLE"]),
    ]  # fmt: skip


def test_a_description_between_two_names_is_of_the_first() -> None:
    text = "THE DEAD: ANA RUIZ, A BAKER, LUIS PAZ, AND OTHERS."
    assert described(text, ["ANA RUIZ", "LUIS PAZ"], ["BAKER"]) == [("ANA RUIZ", ["BAKER"]), ("LUIS PAZ", [])]


def test_a_plural_is_of_all_in_its_list() -> None:
    text = "THEY SHOT BAKERS ANA RUIZ, LUIS PAZ AND EVA SOL."
    names = ["ANA RUIZ", "LUIS PAZ", "EVA SOL"]
    assert described(text, names, ["BAKERS"]) == [(name, ["BAKERS"]) for name in names]


@pytest.mark.parametrize(
    ("text", "string", "expected"),
    [
        ("THEY SHOT THE SPANISH BAKER.", "BAKER", "SPAIN"),
        ("THEY SHOT THE SALVADORAN BAKER.", "BAKER", ""),
        ("ANA RUIZ, A U.S. CITIZEN, FELL.", "ANA RUIZ", "UNITED STATES"),
        ("THEY TOLD US THAT THE BAKER FELL.", "BAKER", ""),
        ("THE HOUSE OF THE FRENCH CONSUL.", "HOUSE OF THE FRENCH CONSUL", "FRANCE"),
    ],
)
def test_a_nation_is_given_where_it_is_foreign(text: str, string: str, expected: str) -> None:
    spans = [m.span for m in filler(text, "Victim", string).mentions]
    assert nations.nation(text, spans, "EL SALVADOR", near(text, string)) == expected


def test_what_verbs_give_away() -> None:
    text = HEAD + "THE BAKER WAS SHOT TO DEATH."
    assert inferred.weapon(text, "ATTACK", near(text, "BAKER")) == ['GUN: "-"']
    assert inferred.weapon(text, "KIDNAPPING", near(text, "BAKER")) == []
    text = HEAD + "THE BAKER WAS MACHINE-GUNNED."
    assert inferred.weapon(text, "ATTACK", near(text, "BAKER")) == ['MACHINE GUN: "-"']
    text = HEAD + "AN EXPLOSION SHOOK THE BAKERY. THERE WERE NO CASUALTIES."
    assert inferred.weapon(text, "BOMBING", near(text, "BAKERY")) == ['EXPLOSIVE: "-"']
    assert inferred.unharmed(text, near(text, "BAKERY")) == ['NO INJURY OR DEATH: "-"']


def said(found: Filler) -> Mapping[int, Mapping[str, float]]:
    """Return what a network might say; of the claim and the damage it is not sure against plain words."""
    return {
        5: {"ACCOMPLISHED": 2.0, "ATTEMPTED": -2.0},
        8: {"TERRORIST ACT": 1.0, "STATE-SPONSORED VIOLENCE": -1.0},
        11: {"POSSIBLE": 0.5, "CLAIMED OR ADMITTED": 0.7},
        13: {"COMMERCIAL": 3.0, "OTHER": -1.0},
        16: {"DESTROYED": 1.0, "SOME DAMAGE": -1.0},
        20: {"GOVERNMENT OFFICIAL": 1.0, "CIVILIAN": 0.0},
        23: {"DEATH": 1.0 if found.text == "ANA RUIZ" else -2.0, "INJURY": -1.0},
    }


def test_a_whole_template_reads_back_without_fault() -> None:
    text = HEAD + (
        'YESTERDAY REBELS OF THE "RED DAWN" SHOT MAYOR ANA RUIZ IN SAN SALVADOR AND BURNED THREE BAKERIES.'
    )
    strings = {"PerpInd": "REBELS", "PerpOrg": "RED DAWN", "Victim": "ANA RUIZ", "Described": "MAYOR"}
    strings |= {"Target": "BAKERIES"}
    template = Template("ATTACK", [filler(text, role, string) for role, string in strings.items()])
    fills = slots(text, template, said)
    assert fills == {
        2: ["19 NOV 89"],
        3: ["EL SALVADOR: SAN SALVADOR (CITY)"],
        4: ["ATTACK"],
        5: ["ACCOMPLISHED"],
        7: ['GUN: "-"'],
        8: ["TERRORIST ACT"],
        9: ['"REBELS"'],
        10: ['"RED DAWN"'],
        11: ['REPORTED AS FACT: "RED DAWN"'],
        12: ['"BAKERIES"'],
        13: ['COMMERCIAL: "BAKERIES"'],
        14: ['3: "BAKERIES"'],
        16: ['SOME DAMAGE: "BAKERIES"'],
        18: ['"ANA RUIZ"'],
        19: ['"MAYOR": "ANA RUIZ"'],
        20: ['GOVERNMENT OFFICIAL: "ANA RUIZ"'],
        21: ['1: "ANA RUIZ"'],
        23: ['DEATH: "ANA RUIZ"'],
    }
    _, faults = parse_templates(write_responses({"DEV-MUC3-9001": [fills]}), Path("x"), response=True)
    assert not faults


def test_the_category_is_of_who_did_it() -> None:
    text = HEAD + "THE BAKER WAS SHOT BY REBELS."
    nobody = Template("ATTACK", [filler(text, "Described", "BAKER")])
    assert 8 not in slots(text, nobody, said)
    known = Template("ATTACK", [*nobody.fillers, filler(text, "PerpInd", "REBELS")])
    assert slots(text, known, said)[8] == ["TERRORIST ACT"]


def test_slots_that_do_not_apply_are_left_out() -> None:
    text = HEAD + "MEN WITH A GUN TOOK THE BAKER FROM THE BAKERY."
    template = Template(
        "KIDNAPPING",
        [
            filler(text, "Weapon", "GUN"),
            filler(text, "Target", "BAKERY"),
            filler(text, "Described", "BAKER"),
        ],
    )
    assert not slots(text, template, said).keys() & {6, 7, *range(12, 18)}


def test_a_template_without_fillers_has_what_is_known_of_any_incident() -> None:
    fills = slots(HEAD + "A BOMB WENT OFF.", Template("BOMBING"), said)
    assert fills[5] == ["ACCOMPLISHED"]
    assert 8 not in fills
    assert fills[7] == ['BOMB: "-"']


def test_where_the_dateline_ends() -> None:
    assert HEAD[: dateline_end(HEAD)] == "SAN SALVADOR, 20 NOV 89 (RADIO LLUVIA)"
    assert dateline_end("NO DATELINE HERE") == 0


def test_a_long_gap_between_names_is_settled_at_once() -> None:
    """Blanks that stand for names must not be read in every possible way."""
    from bench.muc4.slots.people import _JOINED

    assert _JOINED.fullmatch(", " + " " * 5000 + "AND 3 ")
    assert not _JOINED.fullmatch(" " * 5000 + "!")
