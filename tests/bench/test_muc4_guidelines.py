"""Every example that section 3 of the scoring guidelines prints, with its verdict, in strings of ours.

Where the guidelines leave the verdict to a person, or ask for knowledge that templates do not have, the case
says which of the verdicts the automatic rule gives.
"""

from __future__ import annotations

import pytest

from bench.muc4.phrases import Verdict
from bench.muc4.template import Template
from tests.bench.templates import make, verdict

COR, PAR, INC = Verdict.CORRECT, Verdict.PARTIAL, Verdict.INCORRECT


@pytest.mark.parametrize(
    ("slot", "response", "key", "expected"),
    [
        # 3.1.1.1, fully correct: articles and quantifiers; more modifiers; quotes that are not escaped.
        (19, '"THE 4 SAILORS"', '"SAILORS"', COR),
        (19, '"YOUNG SAILORS WHO WERE ASLEEP"', '"SAILORS" / "YOUNG SAILORS"', COR),
        (12, '""LIGHTHOUSE""', '"\\"LIGHTHOUSE\\"" / "LIGHTHOUSE"', COR),
        (9, '"RURAL GUERRILLAS"', '"RURAL TERRORISTS"', COR),
        (19, '"NORWEGIAN SAILORS"', '"SAILORS"', COR),
        (19, '"SAILORS"', '"BOLIVIAN SAILORS"', COR),
        # 3.1.1.2, partially correct: an adjunct; part of a proper name.
        (19, '"THE 4 SAILORS, WHICH THE HARBOR REGRETTED"', '"SAILORS"', PAR),
        (18, '"VARGAS"', '"LUCIA INES VARGAS"', PAR),
        (10, '"REGIMENT"', '"9TH MOUNTAIN REGIMENT"', PAR),
        # 3.2.9: inferior, but consistent general strings.
        (9, '"BANDIT RAIDS"', '"MOUNTAIN BANDITS"', PAR),
        # 3.2.10: acronym and expansion together.
        (10, '"LEAGUE OF THE RED DAWN (LRD)"', '"LEAGUE OF THE RED DAWN" / "LRD"', COR),
        (10, '"LEAGUE OF THE RED DAWN [LRD]"', '"LRD" / "LEAGUE OF THE RED DAWN"', COR),
        # 3.2.18: a title in front of the name.
        (18, '"DR. VARGAS"', '"VARGAS"', COR),
        # What nothing covers is incorrect.
        (19, '"SAILORS"', '"BAKERS"', INC),
        (18, '"LUCIA PEREZ"', '"JUAN PEREZ"', INC),
        (10, '"PEOPLES ARMY"', '"ARMY OF THE NORTH"', INC),
        (12, '"OIL"', '"OIL PIPELINE"', INC),
    ],
)
def test_strings(slot: int, response: str, key: str, expected: Verdict) -> None:
    assert verdict(slot, response, key) is expected


def test_a_string_that_corroborates_a_correct_type_is_partially_correct() -> None:
    key = make({12: '"GAS DEPOT" / "DEPOT"', 13: 'ENERGY: "GAS DEPOT" / "DEPOT"'})
    right = make({12: '"GAS"', 13: 'ENERGY: "GAS"'})
    wrong = make({12: '"GAS"', 13: 'WATER: "GAS"'})
    assert verdict(12, '"GAS"', '"GAS DEPOT" / "DEPOT"', right, key) is PAR
    assert verdict(12, '"GAS"', '"GAS DEPOT" / "DEPOT"', wrong, key) is INC


def test_state_organizations_may_be_named_in_part() -> None:
    state, other = make({8: "STATE-SPONSORED VIOLENCE"}), make({8: "TERRORIST ACT"})
    none = Template("DEV-MUC3-9001")
    assert verdict(10, '"GUARD"', '"HIDDEN GUARD"', none, state) is COR
    assert verdict(10, '"GUARD"', '"HIDDEN GUARD"', none, other) is PAR


def test_partial_credit_is_not_distributed() -> None:
    # 3.1.1.3 allows a person to credit "BOATS" for each of the three; the rule knows no kinds of boats.
    for key in ('"FERRY"', '"FISHING CUTTER"', '"TUG"'):
        assert verdict(12, '"BOATS"', key) is INC
    assert verdict(14, '3: "BOATS"', '1: "FERRY"') is INC
    assert verdict(21, '3: "BAKERS"', '1: "ADULT BAKER"') is INC


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        # 3.1.2: set fill and cross-reference.
        ('GOVERNMENT OFFICIAL: "VARGAS"', 'GOVERNMENT OFFICIAL: "VARGAS"', COR),
        ('GOVERNMENT OFFICIAL: "VARGAS"', 'GOVERNMENT OFFICIAL: "SOLIS" / "VARGAS"', COR),
        ('GOVERNMENT OFFICIAL: "SOLIS"', 'GOVERNMENT OFFICIAL: "VARGAS"', PAR),
        ("GOVERNMENT OFFICIAL", 'GOVERNMENT OFFICIAL: "VARGAS"', PAR),
        ('GOVERNMENT OFFICIAL: "SOLIS"', 'FORMER GOVERNMENT OFFICIAL: "VARGAS"', PAR),
        ('DIPLOMAT: "VARGAS"', 'GOVERNMENT OFFICIAL: "VARGAS"', INC),
        # 3.2.20.
        ('ACTIVE MILITARY: "VARGAS"', 'FORMER ACTIVE MILITARY: "VARGAS"', PAR),
        ('POLITICAL FIGURE: "VARGAS"', 'GOVERNMENT OFFICIAL: "VARGAS"', PAR),
        ('GOVERNMENT OFFICIAL: "VARGAS"', 'POLITICAL FIGURE: "VARGAS"', INC),
        ('FORMER GOVERNMENT OFFICIAL: "VARGAS"', 'GOVERNMENT OFFICIAL: "VARGAS"', INC),
    ],
)
def test_set_fills_with_cross_reference(response: str, key: str, expected: Verdict) -> None:
    assert verdict(20, response, key) is expected


@pytest.mark.parametrize(
    ("slot", "response", "key", "expected"),
    [
        (4, "ATTACK", "BOMBING", PAR),
        (4, "BOMBING", "ATTACK", INC),
        (4, "ARSON", "BOMBING", INC),
        (4, "ATTACK", "BOMBING / ATTACK", COR),
        (5, "ATTEMPTED", "ACCOMPLISHED", INC),
        (7, 'GUN: "CARBINE"', 'MACHINE GUN: "CARBINE"', PAR),
        (7, 'GUN: "SHELL"', 'MACHINE GUN: "-"', PAR),
        (7, 'EXPLOSIVE: "BUS"', 'VEHICLE BOMB: "BUS"', PAR),
        (7, 'VEHICLE BOMB: "BUS"', 'EXPLOSIVE: "BUS"', INC),
        (7, 'MORTAR: "TUBE"', 'RIFLE: "TUBE"', INC),
        (7, "FIRE", 'FIRE: "-"', COR),
        (8, "TERRORIST ACT", "STATE-SPONSORED VIOLENCE", INC),
        (11, 'SUSPECTED OR ACCUSED: "LEAGUE"', 'SUSPECTED OR ACCUSED BY AUTHORITIES: "DAWN"', PAR),
        (11, 'SUSPECTED OR ACCUSED BY AUTHORITIES: "DAWN"', 'SUSPECTED OR ACCUSED: "DAWN"', INC),
        (13, 'POLITICAL FIGURE OFFICE OR RESIDENCE: "X"', 'GOVERNMENT OFFICE OR RESIDENCE: "X"', PAR),
        (13, 'GOVERNMENT OFFICE OR RESIDENCE: "X"', 'POLITICAL FIGURE OFFICE OR RESIDENCE: "X"', INC),
        (15, 'PERU: "X"', 'CHILE: "X"', INC),
        (16, 'DESTROYED: "X"', 'SOME DAMAGE: "X"', PAR),
        (16, 'SOME DAMAGE: "X"', 'DESTROYED: "X"', INC),
        (22, 'PERU: "X"', 'CHILE: "X"', INC),
        (23, 'NO INJURY: "X"', 'NO INJURY OR DEATH: "X"', PAR),
        (23, 'NO DEATH: "Y"', 'NO INJURY OR DEATH: "X"', PAR),
        (23, 'NO INJURY OR DEATH: "X"', 'NO INJURY: "X"', INC),
    ],
)
def test_partial_set_fills(slot: int, response: str, key: str, expected: Verdict) -> None:
    assert verdict(slot, response, key) is expected


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        # A more precise day than the key's range may be fully or partially correct: the rule says partially.
        ("13 MAY 88", "06 MAY 88 - 20 MAY 88", PAR),
        ("13 MAY 88", "12 MAY 88 - 13 MAY 88", PAR),
        ("13 MAY 88", "- 13 MAY 88", PAR),
        ("12 MAY 88", "- 13 MAY 88", PAR),
        ("- 13 MAY 88", "12 MAY 88 - 13 MAY 88", PAR),
        ("- 13 MAY 88", "13 MAY 88", PAR),
        ("- 13 MAY 88", "03 MAY 88", INC),
        ("- 13 MAY 88", "12 MAY 88", INC),
        ("- 13 MAY 88", "11 MAY 88 - 12 MAY 88", INC),
        ("- 13 MAY 88", "-13 MAY 88", COR),
        ("3 MAY 88", "03 MAY 88", COR),
        ("13 MAY 88", "14 MAY 88", INC),
        ("13 MAY 87", "- 13 MAY 88", INC),
        ("12 MAY 88 - 14 MAY 88", "13 MAY 88", INC),
        ("12 MAY 88 - 13 MAY 88", "11 MAY 88 - 14 MAY 88", PAR),
        ("LAST WEEK", "13 MAY 88", INC),
        ("31 FEB 88", "28 FEB 88", INC),
    ],
)
def test_dates(response: str, key: str, expected: Verdict) -> None:
    assert verdict(2, response, key) is expected


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        ("NORLAND: HAVEN (CITY)", "NORLAND: HAVEN (CITY)", COR),
        ("NORLAND: HAVEN (CITY)", "NORLAND: HAVEN (CITY) - MILLS (CITY)", PAR),
        ("SUDLAND: COAST (DEPARTMENT): HAVEN (CITY)", "NORLAND: COAST (DEPARTMENT): HAVEN (CITY)", PAR),
        ("NORLAND", "NORLAND: HAVEN (CITY)", PAR),
        ("NORLAND: MILLS (CITY)", "NORLAND: COAST (DEPARTMENT): HAVEN (CITY)", PAR),
        ("NORLAND: MILLS (CITY)", "NORLAND", PAR),
        ("SUDLAND", "NORLAND", INC),
        ("SUDLAND: MILLS (CITY)", "NORLAND: HAVEN (CITY)", INC),
        ("NORLAND: HAVEN (PORT)", "NORLAND: HAVEN (CITY / PORT)", COR),
    ],
)
def test_locations(response: str, key: str, expected: Verdict) -> None:
    assert verdict(3, response, key) is expected


@pytest.mark.parametrize("slot", [14, 21])
@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        ('9: "CRANES"', '4 - 9: "CRANES"', PAR),
        ('9: "OBJECTS"', '4 - 9: "CRANES"', PAR),
        ('9: "CRANES"', '~9: "CRANES"', PAR),
        ('9: "CRANES"', '9-: "CRANES"', PAR),
        ('9: "CRANES"', '-9: "CRANES"', PAR),
        ('7: "CRANES"', '4 - 9: "CRANES"', INC),
        ('~9: "CRANES"', '9: "CRANES"', INC),
        ('PLURAL: "CRANES"', '9: "CRANES"', INC),
        ('4-9: "CRANES"', '4 - 9: "CRANES"', COR),
        ('9: "CRANES"', '9: "CRANES"', COR),
        # By analogy with set fills: a right number of something else.
        ('9: "OBJECTS"', '9: "CRANES"', PAR),
    ],
)
def test_numbers(slot: int, response: str, key: str, expected: Verdict) -> None:
    assert verdict(slot, response, key) is expected


@pytest.mark.parametrize("slot", [17, 24])
@pytest.mark.parametrize(("response", "key"), [("9", "4 - 9"), ("9", "~9"), ("4", "4 - 9")])
def test_total_numbers(slot: int, response: str, key: str) -> None:
    assert verdict(slot, response, key) is PAR


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        ('"CAPTAIN": "VARGAS"', '"CAPTAIN OF HAVEN": "VARGAS"', COR),
        ('"DR. SOLIS"', '"DR.": "SOLIS"', PAR),
        ('"CAPTAIN": "MORA"', '"CAPTAIN OF HAVEN": "VARGAS"', PAR),
        ('"CAPTAIN"', '"CAPTAIN OF HAVEN": "VARGAS"', PAR),
        ('"CAPTAIN": "VARGAS"', '"CAPTAIN"', PAR),
        # The guidelines let a person who re-reads the text take this for partially correct.
        ('"FORMER CAPTAIN": "JOHN DOE"', '"BISHOP": "JOHN ROE"', INC),
        # Note: a wrong description is wrong whatever its tag.
        ('"BISHOP": "VARGAS"', '"CAPTAIN": "VARGAS"', INC),
        ('"SHIP CAPTAIN": "LUCIA"', '"HARBOR CAPTAIN": "LUCIA VARGAS"', PAR),
        ('"SHIP CAPTAIN": "MORA"', '"HARBOR CAPTAIN": "LUCIA VARGAS"', INC),
    ],
)
def test_descriptions(response: str, key: str, expected: Verdict) -> None:
    assert verdict(19, response, key) is expected


def test_only_the_first_alternative_of_a_response_counts() -> None:
    assert verdict(4, "ARSON / BOMBING", "BOMBING") is INC
