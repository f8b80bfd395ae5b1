# ruff: noqa: E501 - a table of reports reads best with one report a line
"""A second labelled set, held back: nothing was set by it. Made-up attacks of one winter; the texts are ours.

The hard pairs: two attacks in one city on one day, one town a week apart, one text about two towns, a follow-up
that gives another toll, two attacks in one article, the same kind and toll in two countries.
"""

from __future__ import annotations

from typing import Any

from tocsin.resolve import Mention

from .builders import mention

_TEMPLATE = "A car bomb blew up by the gate of the police headquarters in {0} on Tuesday, killing seven officers and wounding 15 people, a spokesman said. Windows broke in streets around. It was the first such bombing in {0} this year. Roads into the centre were closed until the evening, and the wounded were taken to two hospitals."
_TWO = "Two attacks shook the country on Thursday. Gunmen shot dead four guards at a bank in Quetta. Hours later a mine killed three soldiers near Damboa."

# incident -> its reports: (title, text, what coding made of it)
_REPORTS: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "kabul_mosque": [
        (
            "Bomber strikes mosque in west Kabul",
            "A suicide bomber blew himself up among worshippers in a mosque in the west of Kabul on Friday, killing 19.",
            {
                "published": "2018-01-05 11:00",
                "day": "2018-01-05",
                "place": "Kabul",
                "kind": "suicide_bombing",
                "target": "worship",
                "killed": 19,
            },
        ),
        (
            "Kabul mosque toll reaches 27",
            "The death toll of the attack on worshippers in a Kabul mosque rose to 27, the health ministry said.",
            {
                "published": "2018-01-05 19:00",
                "day": "2018-01-05",
                "place": "Kabul",
                "kind": "bombing",
                "target": "worship",
                "killed": 27,
                "injured": 40,
            },
        ),
        (
            "Kabul buries worshippers",
            "Families buried those killed when a bomber attacked a mosque in Kabul.",
            {
                "published": "2018-01-06 15:00",
                "day": "2018-01-05",
                "place": "Kabul",
                "kind": "suicide_bombing",
                "target": "worship",
                "killed": 29,
            },
        ),
    ],
    "kabul_convoy": [
        (
            "Convoy attacked on Kabul airport road",
            "A magnetic mine hit a convoy of foreign troops on the airport road of Kabul on Friday, killing two soldiers.",
            {
                "published": "2018-01-05 09:00",
                "day": "2018-01-05",
                "place": "Kabul",
                "kind": "bombing",
                "target": "military",
                "killed": 2,
            },
        ),
        (
            "Two soldiers die in Kabul",
            "Two foreign soldiers were killed by a mine on the road to the airport in Kabul, the mission said.",
            {
                "published": "2018-01-05 14:00",
                "day": "2018-01-05",
                "place": "Kabul",
                "kind": "bombing",
                "target": "military",
                "killed": 2,
                "injured": 3,
            },
        ),
    ],
    "kabul_hotel": [
        (
            "Gunmen storm hotel in Kabul",
            "Four gunmen stormed a hotel on a hill in Kabul on Saturday night and took guests hostage.",
            {
                "published": "2018-01-20 20:00",
                "day": "2018-01-20",
                "place": "Kabul",
                "kind": "hostage_taking",
                "target": "hospitality",
                "killed": (5, 5, None),
            },
        ),
        (
            "Siege of Kabul hotel ends with 18 dead",
            "Commandos ended the siege of a hotel in Kabul on Sunday; 18 people, 14 of them foreigners, were killed.",
            {
                "published": "2018-01-21 12:00",
                "day": ("2018-01-20", "2018-01-21", "range"),
                "place": "Kabul",
                "kind": "armed_assault",
                "target": "hospitality",
                "killed": 18,
            },
        ),
        (
            "Airline mourns crew killed in Kabul",
            "An airline named no names but said that nine of its crew died in the siege of the hotel.",
            {
                "published": "2018-01-22 09:00",
                "day": "2018-01-20",
                "place": "Kabul",
                "kind": "armed_assault",
                "target": "hospitality",
                "killed": 22,
            },
        ),
    ],
    "baghdad_square_1": [
        (
            "Double blast in Baghdad square",
            "Two suicide bombers killed 26 labourers in a square in central Baghdad on Monday.",
            {
                "published": "2018-01-15 06:00",
                "day": "2018-01-15",
                "place": "Baghdad",
                "kind": "suicide_bombing",
                "target": "civilians",
                "killed": 26,
            },
        ),
        (
            "Baghdad: 38 dead in twin bombing",
            "The toll of a twin bombing that hit day labourers in a Baghdad square rose to 38.",
            {
                "published": "2018-01-15 16:00",
                "day": "2018-01-15",
                "place": "Baghdad",
                "kind": "bombing",
                "target": "civilians",
                "killed": 38,
                "injured": 105,
            },
        ),
    ],
    "baghdad_square_2": [
        (
            "Market bombed in Karrada",
            "A bomb in a parked car killed 11 shoppers at a market in Karrada on Monday of this week.",
            {
                "published": "2018-01-22 08:00",
                "day": "2018-01-22",
                "place": "Karrada",
                "kind": "bombing",
                "target": "commerce",
                "killed": 11,
            },
        ),
        (
            "Eleven die at Baghdad market",
            "Eleven people were killed by a car bomb at a market in the Karrada quarter, Iraqi police said.",
            {
                "published": "2018-01-22 17:00",
                "day": "2018-01-22",
                "place": "Baghdad",
                "kind": "bombing",
                "target": "commerce",
                "killed": 11,
                "injured": 24,
            },
        ),
    ],
    "police_quetta": [
        (
            "Seven officers killed in Quetta",
            _TEMPLATE.format("Quetta"),
            {
                "published": "2018-02-06 12:00",
                "day": "2018-02-06",
                "place": "Quetta",
                "kind": "bombing",
                "target": "police",
                "killed": 7,
                "injured": 15,
            },
        ),
        (
            "Police bombed in Quetta",
            "Seven police officers died in the bombing of the headquarters in Quetta, the provincial government said.",
            {
                "published": "2018-02-07 08:00",
                "day": "2018-02-06",
                "place": "Quetta",
                "kind": "bombing",
                "target": "police",
                "killed": 7,
            },
        ),
    ],
    "police_balad": [
        (
            "Seven officers killed in Balad",
            _TEMPLATE.format("Balad"),
            {
                "published": "2018-02-06 13:00",
                "day": "2018-02-06",
                "place": "Balad",
                "kind": "bombing",
                "target": "police",
                "killed": 7,
                "injured": 15,
            },
        ),
    ],
    "police_baghdad": [
        (
            "Seven officers killed in Baghdad",
            _TEMPLATE.format("Baghdad"),
            {
                "published": "2018-02-06 14:00",
                "day": "2018-02-06",
                "place": "Baghdad",
                "kind": "bombing",
                "target": "police",
                "killed": 7,
                "injured": 15,
            },
        ),
        (
            "Baghdad: headquarters attacked",
            "The headquarters of the police in Baghdad was bombed on Tuesday; seven officers died.",
            {
                "published": "2018-02-06 19:00",
                "day": "2018-02-06",
                "place": "Baghdad",
                "kind": "bombing",
                "target": "police",
                "killed": 7,
            },
        ),
    ],
    "damboa_1": [
        (
            "Raid on Damboa kills nine",
            "Insurgents raided Damboa in Borno on Wednesday, burned houses and killed nine villagers.",
            {
                "published": "2018-02-14 18:00",
                "day": "2018-02-14",
                "place": "Damboa",
                "kind": "armed_assault",
                "target": "civilians",
                "killed": 9,
            },
        ),
        (
            "Nine villagers dead in Borno",
            "Nine people died in a raid on Damboa, a militia leader in Borno said.",
            {
                "published": "2018-02-15 10:00",
                "day": "2018-02-14",
                "place": "Damboa",
                "kind": "armed_assault",
                "target": "civilians",
                "killed": 9,
            },
        ),
        (
            "Insurgents burn homes",
            "Houses were burned when insurgents killed villagers in Borno.",
            {
                "published": "2018-02-15 12:00",
                "day": "2018-02-14",
                "place": "Borno",
                "kind": "arson",
                "target": "civilians",
                "killed": 9,
            },
        ),
    ],
    "damboa_2": [
        (
            "Damboa raided again",
            "A week after an earlier raid gunmen came back to Damboa and killed six.",
            {
                "published": "2018-02-22 09:00",
                "day": "2018-02-21",
                "place": "Damboa",
                "kind": "armed_assault",
                "target": "civilians",
                "killed": 6,
            },
        ),
        (
            "Six die in second Damboa raid",
            "Six people were killed in a new raid on Damboa, residents said.",
            {
                "published": "2018-02-22 16:00",
                "day": "2018-02-21",
                "place": "Damboa",
                "kind": "armed_assault",
                "target": "civilians",
                "killed": 6,
            },
        ),
    ],
    "maiduguri_market": [
        (
            "Bombers strike Maiduguri fish market",
            "Three bombers hit a fish market in Maiduguri on Friday evening, killing 20.",
            {
                "published": "2018-02-16 21:00",
                "day": "2018-02-16",
                "place": "Maiduguri",
                "kind": "suicide_bombing",
                "target": "commerce",
                "killed": 20,
            },
        ),
        (
            "Twenty dead in Maiduguri",
            "At least 20 people died when bombers blew themselves up at a fish market in Maiduguri.",
            {
                "published": "2018-02-17 08:00",
                "day": "2018-02-16",
                "place": "Maiduguri",
                "kind": "suicide_bombing",
                "target": "commerce",
                "killed": (20, 20, None),
                "injured": 70,
            },
        ),
        (
            "Borno governor visits wounded of market blasts",
            "The governor visited those hurt in the bombing of a fish market on Friday.",
            {
                "published": "2018-02-18 12:00",
                "day": "2018-02-16",
                "place": "Maiduguri",
                "kind": "bombing",
                "target": "commerce",
                "injured": 70,
            },
        ),
    ],
    "istanbul_club": [
        (
            "Shooting in Istanbul nightclub",
            "A gunman opened fire in a nightclub in Istanbul at New Year, killing 35 revellers.",
            {
                "published": "2018-01-01 01:00",
                "day": "2018-01-01",
                "place": "Istanbul",
                "kind": "shooting",
                "target": "hospitality",
                "killed": 35,
            },
        ),
        (
            "Istanbul: 39 dead, gunman sought",
            "Police hunted the gunman who killed 39 people in a nightclub on the Bosphorus.",
            {
                "published": "2018-01-01 09:00",
                "day": "2018-01-01",
                "place": "Istanbul",
                "kind": "armed_assault",
                "target": "hospitality",
                "killed": 39,
                "injured": 69,
            },
        ),
        (
            "Nightclub gunman caught",
            "The man accused of the New Year attack on a nightclub was caught in Istanbul after two weeks.",
            {
                "published": "2018-01-16 22:00",
                "day": "2018-01-01",
                "place": "Istanbul",
                "kind": "shooting",
                "target": "hospitality",
                "killed": 39,
            },
        ),
    ],
    "istanbul_courthouse": [
        (
            "Car bomb by Istanbul courthouse",
            "A car bomb went off by a courthouse in Istanbul on Monday, killing one guard.",
            {
                "published": "2018-01-01 15:00",
                "day": "2018-01-01",
                "place": "Istanbul",
                "kind": "bombing",
                "target": "government",
                "killed": 1,
            },
        ),
        (
            "Guard killed at courthouse in Istanbul",
            "A guard died and ten people were hurt by a car bomb at a courthouse in Istanbul.",
            {
                "published": "2018-01-01 19:00",
                "day": "2018-01-01",
                "place": "Istanbul",
                "kind": "bombing",
                "target": "government",
                "killed": 1,
                "injured": 10,
            },
        ),
    ],
    "nice_knife": [
        (
            "Man with knife hurts soldiers in Nice",
            "A man with a knife wounded three soldiers who guarded a community centre in Nice on Tuesday.",
            {
                "published": "2018-02-06 14:00",
                "day": "2018-02-06",
                "place": "Nice",
                "kind": "stabbing",
                "target": "military",
                "killed": 0,
                "injured": 3,
            },
        ),
        (
            "Nice: three soldiers wounded",
            "Three soldiers on guard were stabbed in Nice; the attacker was arrested.",
            {
                "published": "2018-02-06 18:00",
                "day": "2018-02-06",
                "place": "Nice",
                "kind": "stabbing",
                "target": "military",
                "injured": 3,
            },
        ),
    ],
    "munich_plot": [
        (
            "Bomb plot foiled in Munich",
            "Police in Munich arrested two men who had planned to bomb the central station.",
            {
                "published": "2018-01-11 10:00",
                "day": "2018-01-11",
                "place": "Munich",
                "kind": "bombing",
                "target": "transport",
                "outcome": "foiled",
            },
        ),
        (
            "Two held over Munich station plot",
            "Two men were held in Munich over a plan to bomb the station, prosecutors said.",
            {
                "published": "2018-01-12 08:00",
                "day": "2018-01-11",
                "place": "Munich",
                "kind": "bombing",
                "target": "transport",
                "outcome": "foiled",
            },
        ),
    ],
    "munich_blast": [
        (
            "Blast hits Munich station",
            "A small bomb went off in a locker of the station in Munich on Friday; two people were hurt.",
            {
                "published": "2018-01-12 17:00",
                "day": "2018-01-12",
                "place": "Munich",
                "kind": "bombing",
                "target": "transport",
                "injured": 2,
            },
        ),
        (
            "Two hurt by bomb in Munich",
            "A bomb in a locker hurt two travellers at the station of Munich.",
            {
                "published": "2018-01-12 20:00",
                "day": "2018-01-12",
                "place": "Munich",
                "kind": "bombing",
                "target": "transport",
                "killed": 0,
                "injured": 2,
            },
        ),
    ],
    "dhaka_blogger": [
        (
            "Publisher hacked to death in Dhaka",
            "Men with cleavers killed a publisher in his office in Dhaka on Sunday.",
            {
                "published": "2018-02-25 12:00",
                "day": "2018-02-25",
                "place": "Dhaka",
                "kind": "stabbing",
                "target": "media",
                "killed": 1,
            },
        ),
        (
            "Dhaka: publisher killed",
            "A publisher of secular books was hacked to death in Dhaka.",
            {
                "published": "2018-02-25 17:00",
                "day": "2018-02-25",
                "place": "Dhaka",
                "kind": "assassination",
                "target": "media",
                "killed": 1,
            },
        ),
    ],
    "bank_quetta": [
        (
            "Two attacks in one day",
            _TWO,
            {
                "published": "2018-03-01 18:00",
                "day": "2018-03-01",
                "place": "Quetta",
                "kind": "shooting",
                "target": "commerce",
                "killed": 4,
                "anchor": 40,
            },
        ),
        (
            "Bank guards shot in Quetta",
            "Gunmen killed four guards outside a bank in Quetta on Thursday.",
            {
                "published": "2018-03-01 14:00",
                "day": "2018-03-01",
                "place": "Quetta",
                "kind": "shooting",
                "target": "commerce",
                "killed": 4,
            },
        ),
    ],
    "mine_damboa": [
        (
            "Two attacks in one day",
            _TWO,
            {
                "published": "2018-03-01 18:00",
                "day": "2018-03-01",
                "place": "Damboa",
                "kind": "bombing",
                "target": "military",
                "killed": 3,
                "anchor": 93,
            },
        ),
        (
            "Mine kills soldiers in Borno",
            "Three soldiers were killed when their lorry hit a mine near Damboa.",
            {
                "published": "2018-03-02 08:00",
                "day": "2018-03-01",
                "place": "Damboa",
                "kind": "bombing",
                "target": "military",
                "killed": 3,
            },
        ),
    ],
}


def winter() -> list[tuple[str, Mention]]:
    """Return the reports with the incident that each tells of."""
    labelled = []
    for incident, reports in _REPORTS.items():
        for number, (title, text, fields) in enumerate(reports):
            name = "two-attacks" if text is _TWO else f"{incident}-{number}"
            source = "agency" if text is _TWO else f"outlet {incident} {number}"
            labelled.append((incident, mention(name, text, title=title, source=source, **fields)))
    return labelled
