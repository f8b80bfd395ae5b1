"""Which incidents are parts of one coordinated attack; the attacks were written for tocsin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model import Coordinated, Count, Incident, Json, Judgement, Verdict
from tocsin.resolve import Mention, fuse, incident_id
from tocsin.resolve.coordinating import LINKED, bound, coordinate, with_parts

from .builders import PLACES, mention

NOW = datetime(2018, 6, 1, tzinfo=UTC)
DAY = "2018-05-04"
GANG = (("Black Dawn", "claimed", "Black Dawn"),)
OTHERS = (("Red Dusk", "claimed", "Red Dusk"),)


def spot(name: str, lat: float, lon: float, country: str = "FR") -> Json:
    return {"name": name, "admin1": None, "country": country, "lat": lat, "lon": lon, "radius_km": 1.0,
            "precision": "exact"}  # fmt: skip


STATION, HALL, CAFE = spot("Station", 43.70, 7.26), spot("Hall", 43.71, 7.28), spot("Cafe", 43.72, 7.25)


def says(how: str, told: int = 2, attacks: int | None = None) -> tuple[str, Json]:
    return "coordination", {"how": how, "told": told, "attacks": attacks}


def all_(number: int, name: str = "killed") -> tuple[str, Json]:
    return f"{name}_in_all", {"low": number, "best": number, "high": number}


def part(
    document: str,
    place: Any,
    *more: tuple[str, Json],
    anchor: int = 0,
    day: str | tuple[str, str, str] | None = DAY,
    kind: str = "bombing",
    **values: Any,
) -> Mention:
    """One report; those of one `document` share it, by `anchor`."""
    return mention(
        document, place=place, day=day, kind=kind, published="2018-05-05", source=document, extra=more,
        anchor=anchor, **values,
    )  # fmt: skip


def made(*mentions: Mention) -> Incident:
    return fuse(incident_id(mentions[0].id), mentions, sources={}, as_of=None)


def sizes(found: Sequence[Coordinated]) -> list[list[str]]:
    return [sorted(p.id for p in whole.parts) for whole in found]


def one_text(*more: tuple[str, Json], **values: Any) -> list[Incident]:
    """Two attacks of one text, a station and a hall."""
    return [
        made(part("a", STATION, killed=14, **values)),
        made(part("a", HALL, *more, anchor=500, killed=16, **values)),
    ]


def test_two_attacks_that_one_text_calls_coordinated_are_parts() -> None:
    [found] = coordinate(one_text(says("coordinated")))
    assert len(found.parts) == 2
    assert found.probability > 0.8
    [link] = found.links
    assert {reason.name for reason in link.reasons} >= {"prior", "day", "place", "told together"}
    assert sum(reason.weight for reason in link.reasons) > 0


@pytest.mark.parametrize("how", ["coordinated", "simultaneous", "series"])
def test_each_word_of_several_attacks_links_two_in_one_city(how: str) -> None:
    assert len(coordinate(one_text(says(how)))) == 1


def test_two_attacks_that_one_text_tells_without_a_word_on_both_are_not() -> None:
    assert coordinate(one_text()) == []


def test_two_unrelated_attacks_in_one_city_on_one_day_are_not_linked() -> None:
    assert coordinate([made(part("a", STATION)), made(part("b", HALL))]) == []
    assert coordinate([made(part("a", STATION, groups=GANG)), made(part("b", HALL, groups=GANG))]) == []


def test_a_third_attack_in_the_city_that_day_is_not_drawn_in() -> None:
    two = one_text(says("coordinated"))
    knife = made(part("c", CAFE, kind="stabbing"))
    assert sizes(coordinate([*two, knife])) == [sorted(i.id for i in two)]


def test_a_text_that_denies_it_parts_what_another_calls_a_series() -> None:
    station = made(part("a", STATION), part("b", STATION))
    hall = made(part("a", HALL, says("unrelated"), anchor=500), part("b", HALL, says("series"), anchor=500))
    assert coordinate([station, hall]) == []


def test_reports_apart_are_linked_where_one_calls_its_attack_one_of_several() -> None:
    alone = [made(part("a", STATION)), made(part("b", HALL, says("coordinated", told=1, attacks=2)))]
    assert len(coordinate(alone)) == 1
    later = made(part("b", HALL, says("coordinated", told=1, attacks=2), day="2018-05-07"))
    assert coordinate([alone[0], later]) == []


def test_a_word_on_several_attacks_in_one_city_draws_in_none_of_another_region() -> None:
    called = made(part("a", "Nice", says("coordinated", told=1), groups=GANG))
    assert coordinate([called, made(part("b", "Rouen", groups=GANG))]) == []
    both = made(part("b", "Rouen", says("coordinated", told=1, attacks=2)))
    assert len(coordinate([called, both])) == 1


def test_one_night_lies_on_two_days() -> None:
    after = made(part("a", HALL, says("coordinated"), anchor=500, day="2018-05-05"))
    assert len(coordinate([made(part("a", STATION)), after])) == 1
    two_days = made(part("a", HALL, says("coordinated"), anchor=500, day="2018-05-06"))
    assert coordinate([made(part("a", STATION)), two_days]) == []


def test_a_coordinated_attack_in_two_cities_is_linked_where_a_text_says_so() -> None:
    rouen = [made(part("a", "Nice")), made(part("a", "Rouen", says("coordinated"), anchor=500))]
    assert len(coordinate(rouen)) == 1
    series = [made(part("a", "Nice")), made(part("a", "Rouen", says("series"), anchor=500))]
    assert coordinate(series) == []
    abroad = [
        made(part("a", "Nice", groups=GANG)),
        made(part("a", "Munich", says("coordinated"), anchor=500, groups=GANG)),
    ]
    assert len(coordinate(abroad)) == 1


def test_claims_of_two_groups_speak_against_a_link() -> None:
    station = made(part("a", STATION, groups=GANG))
    hall = made(part("b", HALL, says("coordinated", told=1), groups=OTHERS))
    assert coordinate([station, hall]) == []
    assert len(coordinate([station, made(part("b", HALL, says("coordinated", told=1), groups=GANG))])) == 1


def test_a_plot_that_was_foiled_is_no_part_of_what_was_carried_out() -> None:
    plot = made(part("b", HALL, says("coordinated", told=1), outcome="foiled"))
    assert coordinate([made(part("a", STATION)), plot]) == []


def three() -> list[Incident]:
    """Three parts: one text tells two of them, another two, and nobody all three."""
    return [
        made(part("a", STATION, says("coordinated", attacks=3)), part("c", STATION)),
        made(part("a", HALL, anchor=500), part("b", HALL)),
        made(part("b", CAFE, says("simultaneous", attacks=3), anchor=500)),
    ]


def test_parts_that_no_text_tells_all_of_come_together() -> None:
    [found] = coordinate(three())
    assert len(found.parts) == 3
    assert found.attacks == 3
    assert len(found.links) == 2


# The tolls of the whole and of its parts.


def test_a_common_toll_is_that_of_the_whole_and_added_to_no_part() -> None:
    [found] = coordinate(one_text(says("coordinated"), all_(30)))
    assert (found.killed, found.killed_basis) == (Count(30, 30, 30), "told")
    assert sorted(p.killed.best or 0 for p in found.parts if p.killed) == [14, 16]


def test_without_a_common_toll_the_parts_are_added_up() -> None:
    [found] = coordinate(one_text(says("coordinated")))
    assert (found.killed, found.killed_basis) == (Count(30, 30, 30), "added")
    assert (found.injured, found.injured_basis) == (None, None)


def test_a_part_without_a_toll_leaves_a_lower_bound() -> None:
    two = [made(part("a", STATION, killed=14)), made(part("a", HALL, says("coordinated"), anchor=500))]
    [found] = coordinate(two)
    assert found.killed == Count(14, None, None)


def test_a_common_toll_that_the_parts_have_passed_is_the_past() -> None:
    two = [
        made(part("a", STATION, killed=20)),
        made(part("a", HALL, says("coordinated"), all_(30), anchor=500, killed=16)),
    ]
    [found] = coordinate(two)
    assert (found.killed, found.killed_basis) == (Count(36, 36, 36), "added")


def test_a_report_of_the_whole_is_a_part_without_a_toll_of_its_own() -> None:
    whole = part("w", "Nice", says("coordinated", told=1, attacks=2), all_(30), killed=30)
    [found] = coordinate([*one_text(says("coordinated")), made(whole)])
    assert (found.killed, found.killed_basis) == (Count(30, 30, 30), "told")
    by_place = {p.id: p for p in found.parts}
    of_all = by_place[incident_id(whole.id)]
    assert (of_all.killed, of_all.whole) == (None, True)


def test_a_part_that_a_report_of_the_whole_was_put_with_keeps_its_own_toll() -> None:
    station = made(
        part("b", STATION, killed=14),
        part("w", "Nice", says("coordinated", told=1), all_(30), killed=30),
    )
    hall = made(part("b", HALL, says("coordinated"), anchor=500, killed=16))
    [found] = coordinate([station, hall])
    assert sorted(p.killed.best or 0 for p in found.parts if p.killed) == [14, 16]
    assert found.killed == Count(30, 30, 30)


# What people say.


def decided(a: Incident, b: Incident, verdict: Verdict, minute: int = 0, note: str = "seen") -> Judgement:
    x, y = sorted((a.reports[0], b.reports[0]))
    made_at = NOW + timedelta(minutes=minute)
    return Judgement(x, y, verdict, float(verdict == "linked"), "ada", (), "human", made_at, note)


def test_a_person_links_and_the_link_says_who_and_why() -> None:
    a, b = made(part("a", STATION)), made(part("b", HALL, day="2018-05-09"))
    [found] = coordinate([a, b], [decided(a, b, "linked")])
    assert [(link.author, link.note, link.origin) for link in found.links] == [("ada", "seen", "human")]


def test_a_person_parts_what_every_text_links_not_even_through_a_third() -> None:
    parts = three()
    for a, b in ((0, 1), (0, 2), (1, 2)):
        apart = decided(parts[a], parts[b], "unlinked")
        for whole in coordinate(parts, [apart]):
            assert not {parts[a].id, parts[b].id} <= {p.id for p in whole.parts}


def test_the_latest_word_holds_and_can_be_taken_back() -> None:
    two = one_text(says("coordinated"))
    a, b = two
    words = [decided(a, b, "unlinked", 1), decided(a, b, "linked", 2), decided(a, b, "unlinked", 3)]
    assert coordinate(two, words) == []
    back = [*words, decided(a, b, "undecided", 4)]
    assert coordinate(two, back) == coordinate(two)


def test_a_link_says_nothing_on_whether_two_are_the_same() -> None:
    a, b = one_text(says("coordinated"))
    same = replace(decided(a, b, "linked"), verdict="same")
    assert coordinate([a, b], [same]) == coordinate([a, b])


def test_each_incident_carries_its_attack_and_the_others_none() -> None:
    two, other = one_text(says("coordinated")), made(part("z", "Munich"))
    first, second, third = with_parts([*two, other])
    assert first.coordinated == second.coordinated is not None
    assert third.coordinated is None


# Whatever the order, however much else there is.

_PLACES = st.sampled_from([STATION, HALL, CAFE, PLACES["Nice"], PLACES["Rouen"], PLACES["Munich"]])
_HOW = st.sampled_from([None, "coordinated", "simultaneous", "series", "unrelated"])


@st.composite
def records(draw: st.DrawFn) -> list[Incident]:
    """Incidents of a few reports in a few documents, with words on several attacks, some claimed."""
    found = []
    for number in range(draw(st.integers(2, 7))):
        reports: list[Mention] = []
        for _ in range(draw(st.integers(1, 2))):
            document, how = draw(st.integers(0, 3)), draw(_HOW)
            more = () if how is None else (says(how, draw(st.integers(1, 3))),)
            reports.append(
                part(
                    f"d{document}", draw(_PLACES), *more, anchor=1000 * number + len(reports),
                    day=f"2018-05-0{draw(st.integers(4, 6))}", killed=draw(st.integers(1, 9)),
                    groups=draw(st.sampled_from([(), GANG, OTHERS])),
                )
            )  # fmt: skip
        found.append(made(*reports))
    return found


@st.composite
def decisions(draw: st.DrawFn, incidents: list[Incident]) -> list[Judgement]:
    """A few decisions of people, each at its own minute."""
    verdicts: st.SearchStrategy[Verdict] = st.sampled_from(["linked", "unlinked", "undecided"])
    pairs = st.lists(st.integers(0, len(incidents) - 1), min_size=2, max_size=2, unique=True)
    told = draw(st.lists(st.tuples(pairs, verdicts), max_size=4))
    return [
        decided(incidents[a], incidents[b], verdict, minute)
        for minute, ((a, b), verdict) in enumerate(told)
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_arrival_decides_nothing(data: st.DataObject) -> None:
    incidents = data.draw(records())
    said = data.draw(decisions(incidents))
    found = coordinate(incidents, said)
    assert coordinate(data.draw(st.permutations(incidents)), data.draw(st.permutations(said))) == found
    names = [p.id for whole in found for p in whole.parts]
    assert len(names) == len(set(names))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_bound_to_an_incident_through_others_is_all_that_bears_on_it(data: st.DataObject) -> None:
    """So that a view of one incident may look at those near it alone."""
    incidents = data.draw(records())
    said = data.draw(decisions(incidents))
    whole = {p.id: found for found in coordinate(incidents, said) for p in found.parts}
    near, frontier = {incidents[0].id: incidents[0]}, [incidents[0]]
    while frontier:
        i = frontier.pop()
        for other in incidents:
            if other.id not in near and bound(i, other, said):
                near[other.id] = other
                frontier.append(other)
    local = {p.id: found for found in coordinate(near.values(), said) for p in found.parts}
    assert local.get(incidents[0].id) == whole.get(incidents[0].id)


def test_a_pair_that_people_unlinked_is_no_way_to_a_third_incident() -> None:
    three = says("coordinated", told=1, attacks=3)
    days = ("2018-05-03", "2018-05-06", "range")  # too wide to be compared by its day alone
    a = made(part("a", STATION, three, day=days, groups=GANG))
    b = made(part("a", HALL, anchor=500, groups=GANG), part("b", HALL, groups=GANG))
    c = made(part("b", CAFE, three, day=days, anchor=500, groups=GANG))
    assert len(coordinate([a, b, c])[0].parts) == 3
    assert coordinate([a, c]) == []
    assert sizes(coordinate([a, b, c], [decided(a, b, "unlinked")])) == [sorted([b.id, c.id])]
    apart = [decided(a, b, "unlinked"), decided(b, c, "unlinked")]
    assert coordinate([a, b, c], apart) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_each_link_of_a_machine_reaches_the_threshold_and_a_person_is_never_overruled(
    data: st.DataObject,
) -> None:
    incidents = data.draw(records())
    a, b = incidents[0], incidents[1]
    linked = coordinate(incidents, [decided(a, b, "linked")])
    assert any({a.id, b.id} <= {p.id for p in whole.parts} for whole in linked)
    assert all(j.probability >= LINKED for whole in linked for j in whole.links)
    for whole in coordinate(incidents, [decided(a, b, "unlinked")]):
        assert not {a.id, b.id} <= {p.id for p in whole.parts}
