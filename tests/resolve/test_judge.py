"""Pairs of reports: what must meet, what must stay apart, and why."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from tocsin.model import Judgement
from tocsin.resolve import Mention, cluster, judge, sketch

from .builders import PLACES, mention
from .summer import summer

RAMMING: dict[str, Any] = {"kind": "vehicle_ramming", "target": "public_gathering"}
BOMB: dict[str, Any] = {"kind": "bombing"}


def pair(a: Mention, b: Mention) -> Judgement | None:
    judged = judge([a], [b])
    assert len(judged) <= 1
    return judged[0] if judged else None


def probability(a: Mention, b: Mention) -> float:
    judged = pair(a, b)
    return judged.probability if judged else 0.0


def test_the_labelled_set() -> None:
    """B-cubed and pairwise figures over all reports, and no incident that mixes two."""
    mentions, truth = summer()
    assert len(mentions) >= 60
    assert len(set(truth.values())) >= 25
    found = cluster([m.id for m in mentions], judge(mentions, []))
    assert not [c for c in found if len({truth[r] for r in c}) > 1]
    of = defaultdict(set)
    for report, incident in truth.items():
        of[incident].add(report)
    recall = sum(len(c) * len(c) / len(of[truth[c[0]]]) for c in found) / len(mentions)
    assert recall >= 0.97
    linked = sum(len(c) * (len(c) - 1) // 2 for c in found)
    true = sum(len(c) * (len(c) - 1) // 2 for c in of.values())
    assert linked >= 0.95 * true


@pytest.mark.parametrize("seed", range(3))
def test_arrival_one_by_one_gives_the_same_judgements(seed: int) -> None:
    mentions, _ = summer()
    at_once = {j.id for j in judge(mentions, [])}
    random.Random(seed).shuffle(mentions)
    cut = len(mentions) // 3
    stepwise = judge(mentions[:cut], []) + judge(mentions[cut:], mentions[:cut])
    assert {j.id for j in stepwise} == at_once


def test_a_pair_is_judged_alike_whichever_is_new() -> None:
    mentions, _ = summer()
    for a, b in combinations(mentions[:20], 2):
        assert judge([a], [b]) == judge([b], [a]) == judge([a, b], [])


def test_a_report_is_not_compared_with_itself() -> None:
    m = mention("a", day="2016-07-14", place="Nice", **RAMMING)
    assert judge([m], [m]) == []


JULY = ("2016-07-01", "2016-07-31", "month")
NICE = mention("a", day="2016-07-14", place="Nice", killed=84, **RAMMING)


@pytest.mark.parametrize(
    "other",
    [
        mention("b", day="2016-07-14", place="France", killed=84, **RAMMING),
        mention("b", published="2016-07-15", place="Nice", killed=80, **RAMMING),
        mention("b", day="2016-07-15", place="Nice", killed=84, **RAMMING),
        mention("b", day="2016-07-14", place="Promenade des Anglais", killed=77, **RAMMING),
        mention("b", day="2016-07-14", place="Provence-Alpes-Côte d'Azur", kind="armed_assault", killed=84),
        mention("b", published="2016-08-05", day="2016-07-14", place="Nice", killed=86),
        mention("b", published="2016-08-10", day=JULY, place="Nice", **RAMMING),
    ],
    ids=["country", "no-date", "next-day", "street", "province", "follow-up", "last-month"],
)  # fmt: skip
def test_pairs_that_must_meet(other: Mention) -> None:
    assert probability(NICE, other) >= 0.5


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            mention("a", day="2016-08-15", place="Maiduguri", kind="bombing", target="commerce", killed=12),
            mention("b", day="2016-08-15", place="Maiduguri", kind="shooting", target="police", killed=3),
        ),
        (
            mention("a", day="2016-08-15", place="Maiduguri", killed=12, **BOMB),
            mention("b", published="2016-08-22", day="2016-08-22", place="Maiduguri", killed=12, **BOMB),
        ),
        (
            mention("a", day="2016-07-04", place="Medina", target="worship", **BOMB),
            mention("b", day="2016-07-04", place="Qatif", target="worship", **BOMB),
        ),
        (
            mention("a", day="2016-07-18", place="Würzburg", kind="stabbing"),
            mention("b", published="2016-07-22", day="2016-07-22", place="Munich", kind="shooting"),
        ),
        (
            mention("a", published="2016-06-20", day="2016-06-20", place="Kabul", target="transport", **BOMB),
            mention("b", published="2016-07-23", day="2016-07-23", place="Kabul", **BOMB),
        ),
        (
            mention("a", published="2016-07-08", day="2016-07-07", place="Balad", killed=35, **BOMB),
            mention("b", published="2016-07-08", day="2016-07-07", place="Baghdad", killed=9, **BOMB),
        ),
        (
            mention("a", day="2016-06-30", place="Istanbul", outcome="foiled", **BOMB),
            mention("b", day="2016-06-30", place="Istanbul", kind="shooting", killed=41),
        ),
        (
            mention("a", day="2016-07-14", published="2016-07-14 20:00", place="Baghdad", killed=3, **BOMB),
            mention("b", day="2016-07-14", published="2016-07-14 21:00", place="Baghdad", killed=300, **BOMB),
        ),
        (mention("a", place="France", **BOMB), mention("b", place="France", **BOMB)),
        (
            mention("a", published="2016-07-10", place="Nice", **BOMB),
            mention("b", published="2016-07-15", day="2016-07-14", place="Nice", **BOMB),
        ),
    ],
    ids=[
        "one-city-one-day", "a-week-later", "one-country-one-day", "one-week", "a-month-later", "80-km",
        "foiled", "toll", "country-only", "told-before-it-happened",
    ],
)  # fmt: skip
def test_pairs_that_must_stay_apart(one: Mention, two: Mention) -> None:
    assert probability(one, two) < 0.5


SAID_OF_PARTS = [{"low": 2, "best": 2, "high": 2, "part": True}]


def test_a_part_is_no_lower_toll() -> None:
    """Two lawyers among the dead say nothing against 72 dead; three dead in all would."""
    whole = mention("a", published="2016-08-09", day="2016-08-08", place="Quetta", killed=72, **BOMB)
    parts = mention(
        "b", published="2016-08-09", day="2016-08-08", place="Quetta", killed=SAID_OF_PARTS, **BOMB
    )
    fewer = mention("b", published="2016-08-09", day="2016-08-08", place="Quetta", killed=3, **BOMB)
    more = mention(
        "b", day="2016-08-08", place="Quetta", killed=[{**SAID_OF_PARTS[0], "low": 90, "best": 90}]
    )
    assert probability(whole, parts) > probability(whole, fewer)
    judged = pair(whole, more)
    assert judged is None or any(reason.name == "killed" for reason in judged.reasons)


def test_one_outlet_need_not_name_its_town_each_time() -> None:
    first = mention(
        "a",
        published="2016-07-26 09:00",
        day="2016-07-26",
        place="Almaty",
        kind="stabbing",
        source="paper.example",
    )
    own = mention(
        "b", published="2016-07-26 09:00", day="2016-07-26", kind="stabbing", source="paper.example"
    )
    other = mention(
        "b", published="2016-07-26 09:00", day="2016-07-26", kind="stabbing", source="else.example"
    )
    assert probability(first, own) > probability(first, other)
    judged = pair(first, own)
    assert judged is not None
    assert any(reason.name == "outlet" for reason in judged.reasons)


def test_a_week_before_publication_meets_the_day_in_it() -> None:
    """A follow-up that dates no attack comes with a span of days and little confidence."""
    day = mention("a", day="2016-07-14", place="Nice", killed=84, **RAMMING)
    week = ("2016-07-12", "2016-07-19", "range")
    late = _unsure(mention("b", published="2016-07-19", day=week, place="Nice", killed=84, **RAMMING))
    assert probability(day, late) >= 0.5


def _unsure(m: Mention) -> Mention:
    told = tuple(replace(s, confidence=0.5) if s.property == "date" else s for s in m.report.statements)
    return replace(m, report=replace(m.report, statements=told))


def test_two_events_of_one_text_are_kept_apart_by_a_veto() -> None:
    text = "One bomb went off at the market. Another went off at the station."
    shared: dict[str, Any] = {"day": "2016-07-13", "place": "Baghdad", **BOMB}
    a = mention("a", text, target="commerce", killed=9, **shared)
    b = mention("a", text, target="transport", killed=4, anchor=33, **shared)
    judged = pair(a, b)
    assert judged is not None
    assert (judged.verdict, judged.probability) == ("different", 0.0)
    copies = [
        mention(f"c{n}", text, anchor=anchor, killed=killed, target=target, source=f"s{n}", **shared)
        for n in range(3)
        for anchor, killed, target in ((0, 9, "commerce"), (33, 4, "transport"))
    ]
    everything = [a, b, *copies]
    found = cluster([m.id for m in everything], judge(everything, []))
    documents = {m.id: m.report.document for m in everything}
    assert all(len({documents[r] for r in c}) == len(c) for c in found)


def test_one_event_told_twice_in_one_text_may_be_linked() -> None:
    shared: dict[str, Any] = {
        "day": "2016-07-13",
        "place": "Karrada",
        "killed": 9,
        "target": "commerce",
        **BOMB,
    }
    assert probability(mention("a", "x" * 90, **shared), mention("a", "x" * 90, anchor=40, **shared)) >= 0.5


def test_a_copy_is_linked_even_where_coding_found_little() -> None:
    text = " ".join(f"detail{n} of the blast" for n in range(40))
    full = mention("a", text, day="2016-07-13", place="Baghdad", **BOMB)
    assert probability(full, mention("b", text, place="Baghdad")) >= 0.5
    assert probability(full, mention("b", "", place="Baghdad")) < 0.5


def test_an_ambiguous_place_may_be_read_the_other_way() -> None:
    wrong = {**PLACES["Jeddah"], "name": "Nice", "country": "US", "lat": 40.0, "lon": -90.0}
    shared: dict[str, Any] = {"day": "2016-07-14", "killed": 84, **RAMMING}
    assert probability(NICE, mention("b", place=wrong, **shared)) < 0.5
    assert probability(NICE, mention("b", place={**wrong, "alternatives": [PLACES["Nice"]]}, **shared)) >= 0.5


def test_a_judgement_explains_itself() -> None:
    judged = pair(
        NICE, mention("b", published="2016-07-16", day="2016-07-15", place="France", killed=86, **RAMMING)
    )
    assert judged is not None
    names = [reason.name for reason in judged.reasons]
    assert names[:4] == ["prior", "date", "place", "attack type"]
    assert {reason.name: reason.detail for reason in judged.reasons}["killed"] == "84 then 86"


def test_expired_texts_still_compare_by_sketch() -> None:
    text = " ".join(f"detail{n} of the blast" for n in range(40))
    a = mention("a", text, day="2016-07-13", place="Baghdad", **BOMB)
    b = mention("b", text, place="Baghdad")
    gone = replace(a, document=replace(a.document, text=""), sketch=sketch(text))
    judged = pair(gone, b)
    assert judged is not None
    assert judged.verdict == "same"


def test_nothing_known_compares_without_error() -> None:
    a, b = (mention(n, published=None, outcome=None) for n in "ab")
    assert probability(a, b) < 0.5


def test_one_text_about_two_towns_is_two_attacks() -> None:
    template = (
        "A car bomb went off outside a police station in {town} on Sunday morning, killing 12 people and "
        "wounding 30 others, officials said. Ambulances took the wounded to the main hospital, where the "
        "governor visited them. No group has claimed responsibility. Shops and schools stayed closed all day."
    )
    said: dict[str, Any] = {
        "day": "2016-07-03",
        "kind": "bombing",
        "target": "police",
        "killed": 12,
        "injured": 30,
    }
    a, b = (
        mention(name, template.format(town=town), title=f"Bomb kills 12 in {town}", place=town, **said)
        for name, town in (("a", "Baghdad"), ("b", "Balad"))
    )
    assert all(judgement.probability < 0.5 for judgement in judge([a, b], []))
    copied = mention("c", template.format(town="Balad"), place="Balad", **said)
    [same] = [j for j in judge([b, copied], []) if j.verdict == "same"]
    assert same.probability > 0.9
