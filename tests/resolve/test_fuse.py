# ruff: noqa: E501 - a table of titles reads best with one title a line
"""The incident as a view: tolls by their revisions, votes of independent sources, no dependence on order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model import Count, Group, Incident, Source, Statement
from tocsin.resolve import Mention, fuse, history, incident_id, independent

from .builders import PLACES, at, mention

GRADED = {letter: Source(letter, letter, grade=letter) for letter in "ABCDEF"}


def fused(*mentions: Mention, as_of: str | None = None) -> Incident:
    return fuse("x", mentions, sources=GRADED, as_of=at(as_of) if as_of else None)


def toll(*told: tuple[str, str, Any]) -> Count | None:
    """The killed that reports (source, time, toll) come to."""
    return fused(*series(*told)).killed


def series(*told: tuple[str, str, Any]) -> list[Mention]:
    return [
        mention(f"doc{n}", published=when, source=source, killed=killed)
        for n, (source, when, killed) in enumerate(told)
    ]


NIGHT = [
    ("one", "2016-07-14 22:30", (30, 30, None)), ("two", "2016-07-15 01:00", 73),
    ("one", "2016-07-15 06:00", 80), ("three", "2016-07-15 09:00", 84), ("two", "2016-07-15 12:00", 84),
]  # fmt: skip


def test_the_latest_total_not_the_first() -> None:
    assert toll(*NIGHT) == Count(84, 84, 84)


def test_a_downward_correction_wins_over_the_maximum() -> None:
    told = [
        ("city", "2016-06-12 16:00", 50),
        ("other", "2016-06-12 18:00", 50),
        ("city", "2016-06-13 15:00", 49),
    ]
    assert toll(*told) == Count(49, 49, 49)


def test_a_withdrawn_number_that_a_slow_outlet_repeats_does_not_come_back() -> None:
    told = [
        ("city", "2016-06-12 16:00", 50),
        ("city", "2016-06-13 15:00", 49),
        ("slow", "2016-06-13 18:00", 50),
    ]
    assert toll(*told) == Count(49, 49, 49)


@pytest.mark.parametrize("late", [(30, 30, None), 30, 73, (73, 73, None)])
def test_an_old_number_told_late_does_not_win(late: Any) -> None:
    assert toll(*NIGHT, ("four", "2016-08-03 10:00", late)) == Count(84, 84, 84)


def test_a_lower_number_needs_a_second_source_or_a_correction() -> None:
    high = [("one", "2016-07-07 08:00", 292), ("two", "2016-07-07 09:00", 292)]
    late = ("three", "2016-07-09 10:00", 280)
    assert toll(*high, late) == Count(280, 292, 292)
    assert toll(*high, late, ("four", "2016-07-09 12:00", 281)) == Count(280, 281, 281)


def test_a_worse_source_alone_does_not_raise_a_toll() -> None:
    assert toll(("B", "2016-07-01 10:00", 20), ("E", "2016-07-01 12:00", 60)) == Count(20, 20, 60)
    raised = toll(("B", "2016-07-01 10:00", 20), ("E", "2016-07-01 12:00", 60), ("F", "2016-07-01 13:00", 60))
    assert raised == Count(60, 60, 60)
    assert toll(("E", "2016-07-01 10:00", 20), ("B", "2016-07-01 12:00", 60)) == Count(60, 60, 60)


def test_one_wild_number_against_three_that_agree() -> None:
    agreed = [(name, f"2016-07-01 1{n}:00", 20) for n, name in enumerate(("one", "two", "three"))]
    result = toll(*agreed, ("four", "2016-07-01 15:00", 2000))
    assert result is not None
    assert result.best == 20


def test_parts_are_never_totals_and_never_added() -> None:
    part = {"low": 9, "best": 9, "high": 9, "part": True}
    total = {"low": 20, "best": 20, "high": 20}
    assert toll(("one", "2016-07-02", [total, part]), ("two", "2016-07-03", [part])) == Count(20, 20, 20)
    assert toll(("two", "2016-07-03", [part])) == Count(9, None, None)


def test_a_stated_range_widens_low_and_high() -> None:
    told = [("one", "2016-07-15 10:00", 84), ("two", "2016-07-15 11:00", (80, 84, 90))]
    assert toll(*told) == Count(80, 84, 90)


def test_a_lower_bound_alone_has_no_high() -> None:
    assert toll(("one", "2016-07-15 10:00", (30, 30, None))) == Count(30, 30, None)


def test_attackers_are_apart() -> None:
    m = mention("a", killed=41, extra=[("perpetrators_killed", {"low": 3, "best": 3, "high": 3})])
    assert (fused(m).killed, fused(m).perpetrators_killed) == (Count(41, 41, 41), Count(3, 3, 3))


def test_a_person_sets_a_toll_right_and_it_may_rise_after() -> None:
    first, second, _ = series(*NIGHT[1:4])
    statement = next(s for s in first.report.statements if s.property == "killed")
    mended = replace(
        statement, value={"low": 70, "best": 70, "high": 70}, origin="human", said_at=at("2016-07-15 07:00")
    )
    set_right = replace(first, report=replace(first.report, statements=(*first.report.statements, mended)))
    result = fused(set_right, second).killed
    assert result is not None
    assert result.best == 70
    assert fused(set_right, second, series(*NIGHT)[3]).killed == Count(84, 84, 84)


def test_history_lists_each_change_of_each_source() -> None:
    told = [(source, count.best) for _, source, count in history(series(*NIGHT), "killed")]
    assert told == [("one", 30), ("two", 73), ("one", 80), ("three", 84), ("two", 84)]
    again = [*NIGHT, ("two", "2016-07-16", 84)]
    assert history(series(*again), "killed") == history(series(*NIGHT), "killed")


def test_as_of_shows_what_was_published_by_then() -> None:
    reports = series(*NIGHT)
    assert fused(*reports, as_of="2016-07-15 02:00").killed == Count(73, 73, 73)
    assert fused(*reports, as_of="2016-07-15 02:00").as_of == at("2016-07-15 02:00")
    with pytest.raises(ValueError, match="no report as of"):
        fused(*reports, as_of="2016-07-01")


def test_last_changed_is_not_the_last_report() -> None:
    incident = fused(*series(*NIGHT))
    assert incident.first_reported == at("2016-07-14 22:30")
    assert incident.last_changed == at("2016-07-15 09:00")


TEXT = " ".join(f"detail{n} of the blast in the market" for n in range(40))


def test_independent_sources() -> None:
    wire = mention("a", "ROME (Meridian Press) — " + TEXT, source="wire")
    copy = mention("b", TEXT, source="paper")
    cut = mention("c", TEXT[:500], source="radio")
    own = mention("d", "We saw the smoke from our office and went to look.", source="local")
    later = mention("e", "Shops opened again.", source="local", published="2016-07-16")
    credits_it = mention("f", "Traders spoke of panic. (Meridian Press)", source="gazette")
    alone = mention("g", "Another account altogether, by another writer.", source="daily")
    groups = independent([wire, copy, cut, own, later, credits_it, alone])
    names = {frozenset(m.document.name for m in group) for group in groups}
    assert names == {frozenset("abcf"), frozenset("de"), frozenset("g")}


def test_documents_without_a_source_are_told_apart_by_host() -> None:
    names = ("https://one.example/1", "https://one.example/2", "https://two.example/1")
    assert sorted(map(len, independent([mention(name) for name in names]))) == [1, 2]


def test_independence_outlasts_the_text() -> None:
    full = [mention(n, TEXT, source=n) for n in "ab"]
    gone = [replace(m, document=replace(m.document, text="")) for m in full]
    assert len(independent(gone)) == len(independent(full)) == 1


def test_copies_do_not_outvote_an_independent_source() -> None:
    copies = [mention(f"c{n}", TEXT, source=f"c{n}", kind="shooting") for n in range(9)]
    others = [mention(f"o{n}", source=f"o{n}", kind="bombing") for n in range(2)]
    assert fused(*copies, *others).attack_types == ("bombing", "shooting")
    assert fused(*copies, *others).sources == 3


def test_a_kind_of_a_code_takes_its_place() -> None:
    reports = [mention(f"m{n}", kind="bombing") for n in range(3)] + [mention("s", kind="suicide_bombing")]
    assert fused(*reports).attack_types == ("suicide_bombing",)
    assert fused(*reports, mention("m3", kind="bombing")).attack_types == ("bombing",)


def test_the_best_graded_source_shows_its_codes() -> None:
    crowd = [mention(f"m{n}", source=f"m{n}", kind="bombing") for n in range(9)]
    assert fused(*crowd, mention("a", source="A", kind="shooting")).attack_types == ("bombing", "shooting")
    assert fused(*crowd, mention("a", source="D", kind="shooting")).attack_types == ("bombing",)


def test_dates_by_the_vote_of_days() -> None:
    stated = [mention(f"m{n}", day="2016-07-14") for n in range(2)]
    assert fused(*stated, mention("l", day="2016-07-15")).date.to_json()["start"] == "2016-07-14"
    month = mention("f", published="2016-08-10", day=("2016-07-01", "2016-07-31", "month"))
    assert fused(stated[0], month).date.to_json() == {
        "start": "2016-07-14", "end": "2016-07-14", "precision": "day",
    }  # fmt: skip
    assert fused(month).date.precision == "month"
    assert fused(mention("n")).date.to_json() == {"start": None, "end": None, "precision": "unknown"}


def test_a_day_after_the_first_report_is_not_believed() -> None:
    early = mention("a", published="2016-07-15", day="2016-07-14")
    late = [mention(f"l{n}", published="2016-07-20", day="2016-07-18") for n in range(3)]
    assert fused(early, *late).date.to_json()["start"] == "2016-07-14"


def test_the_finest_place_that_enough_sources_hold() -> None:
    nice = [mention(f"m{n}", place="Nice") for n in range(3)]
    france = [mention(f"f{n}", place="France") for n in range(5)]
    street = mention("s", place="Promenade des Anglais")
    assert fused(*france, *nice).place.name == "Nice"
    assert fused(*france, *nice, street).place.name == "Promenade des Anglais"
    crowd = [mention(f"c{n}", place="Nice") for n in range(8)]
    assert fused(*crowd, street).place.name == "Nice"


def test_a_place_outvoted_is_an_alternative() -> None:
    where = fused(*(mention(f"m{n}", place="Nice") for n in range(3)), mention("d", place="Dallas")).place
    assert where.name == "Nice"
    assert [(other["name"], other["share"]) for other in where.alternatives] == [("Dallas", 0.25)]


def test_the_other_readings_of_a_place_stay() -> None:
    read = {**PLACES["Nice"], "alternatives": [{"name": "Nice", "country": "US"}]}
    assert fused(mention("a", place=read)).place.alternatives == ({"name": "Nice", "country": "US"},)


def test_a_landmark_is_shown_with_its_town() -> None:
    """Two wordings of one spot are one place, and the one with the town is shown."""
    bare = PLACES["Promenade des Anglais"]
    whole = {**bare, "name": "Promenade des Anglais, Nice"}
    reports = [mention(f"d{n}", source=f"s{n}", place=place) for n, place in enumerate((bare, whole, bare))]
    place = fused(*reports).place
    assert place.name == "Promenade des Anglais, Nice"
    assert not place.alternatives


def test_outcome_and_scope_by_the_latest_words() -> None:
    early = [mention(f"e{n}", source=f"s{n}", outcome="failed") for n in range(2)]
    late = [mention(f"l{n}", published="2016-07-16", source=f"s{n}") for n in range(2)]
    assert fused(*early, *late).outcome == "completed"
    scopes = [mention("a", extra=[("scope", "unknown")]), mention("b", extra=[("scope", "unknown")])]
    assert fused(*scopes).scope == "unknown"
    assert fused(*scopes, mention("c", extra=[("scope", "transnational")])).scope == "transnational"
    assert fused(mention("d", outcome=None)).outcome is None


def test_groups_keep_who_says_so_and_the_latest_relation() -> None:
    first = mention("a", groups=[("Red Dawn", "suspected", "police")])
    second = mention("b", published="2016-07-16", groups=[("Red Dawn", "attributed", "police")])
    third = mention("c", published="2016-07-16", groups=[("Red Dawn", "denied", "Red Dawn")])
    assert fused(third, first, second).groups == (
        Group("Red Dawn", "attributed", "police"), Group("Red Dawn", "denied", "Red Dawn"),
    )  # fmt: skip


def test_probability_grows_with_independent_sources_only() -> None:
    one = mention("a", source="one", probability=0.6)
    same = mention("b", source="one", probability=0.6)
    other = mention("c", source="two", probability=0.6)
    assert fused(one).probability == fused(one, same).probability == pytest.approx(0.6)
    assert 0.6 < fused(one, other).probability < 0.84
    many = [mention(f"m{n}", source=f"m{n}", probability=0.99) for n in range(9)]
    assert fused(*many).probability <= 0.995


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"day": "2016-07-14", "place": "Nice", "kind": "vehicle_ramming", "killed": 84}, "Vehicle ramming in Nice, France, 14 July 2016: 84 killed"),
        ({"day": ("2016-07-01", "2016-07-02", "range"), "place": "Dhaka", "kind": "hostage_taking", "killed": (20, 20, None)}, "Hostage taking in Dhaka, Bangladesh, 1–2 July 2016: at least 20 killed"),
        ({"day": ("2016-06-30", "2016-07-02", "range"), "place": "France", "kind": "bombing"}, "Bombing in France, 30 June – 2 July 2016"),
        ({"place": "Istanbul", "kind": "bombing", "outcome": "foiled", "day": ("2016-06-01", "2016-06-30", "month")}, "Foiled bombing in Istanbul, Turkey, June 2016"),
        ({"day": "2016-07-18", "place": "Würzburg", "kind": "stabbing", "killed": 0, "injured": 5}, "Stabbing in Würzburg, Germany, 18 July 2016: 5 injured"),
        ({}, "Attack"),
    ],
)  # fmt: skip
def test_titles_are_made_of_values(values: dict[str, Any], title: str) -> None:
    assert fused(mention("a", title="A headline that names a person", **values)).title == title


def test_evidence_is_every_statement_in_the_order_of_saying() -> None:
    reports = series(*NIGHT)
    incident = fused(*reversed(reports))
    assert len(incident.evidence) == sum(len(m.report.statements) for m in reports)
    times = [e.statement.said_at for e in incident.evidence]
    assert times == sorted(times, key=str)
    assert incident.documents == tuple(m.document.name for m in reports)


def test_an_id_that_a_person_can_type() -> None:
    assert incident_id("0123456789abcdef") == "0123456789"


def test_a_report_without_statements_is_an_incident_still() -> None:
    bare = mention("a", outcome=None)
    assert bare.report.statements == ()
    assert (fused(bare).sources, fused(bare).killed, fused(bare).place.name) == (1, None, None)


REPORTS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        source=st.sampled_from(["A", "B", "E", "one", "two", "three", None]),
        published=st.sampled_from([None, "2016-07-14 20:00", "2016-07-15", "2016-07-15 06:00", "2016-08-01"]),
        day=st.sampled_from([None, "2016-07-14", "2016-07-15", ("2016-07-01", "2016-07-31", "month")]),
        place=st.sampled_from([None, "Nice", "France", "Promenade des Anglais", "Dallas"]),
        kind=st.sampled_from([(), "bombing", "suicide_bombing", ("shooting", "stabbing")]),
        outcome=st.sampled_from([None, "completed", "foiled"]),
        killed=st.sampled_from([None, 0, 3, 30, (30, 30, None), 84, (80, 84, 90), 300]),
        groups=st.sampled_from([(), [("Red Dawn", "claimed", None)], [("Red Dawn", "denied", "police")]]),
        text=st.sampled_from(["", TEXT, TEXT[:400], "Another account altogether, by another writer."]),
    ),
    min_size=1,
    max_size=7,
)


@settings(deadline=None)
@given(REPORTS, st.integers(0, 1000))
def test_the_order_of_mentions_does_not_matter(values: Sequence[dict[str, Any]], seed: int) -> None:
    reports = [mention(f"doc{n}", **v) for n, v in enumerate(values)]
    incident = fused(*reports)
    random.Random(seed).shuffle(reports)
    assert fused(*reports) == incident
    assert history(reports, "killed") == history(sorted(reports, key=lambda m: m.id), "killed")


@settings(deadline=None)
@given(REPORTS)
def test_a_toll_is_in_order_and_was_said_by_somebody(values: Sequence[dict[str, Any]]) -> None:
    reports = [mention(f"doc{n}", **v) for n, v in enumerate(values)]
    count = fused(*reports).killed
    said: list[Statement] = [s for m in reports for s in m.report.statements if s.property == "killed"]
    assert (count is None) == (not said)
    if count is not None:
        known = [n for n in (count.low, count.best, count.high) if n is not None]
        assert known == sorted(known)
        assert count.best in {s.value["best"] for s in said}


@settings(deadline=None)
@given(REPORTS)
def test_last_changed_is_a_time_of_publication(values: Sequence[dict[str, Any]]) -> None:
    reports = [mention(f"doc{n}", **v) for n, v in enumerate(values)]
    incident = fused(*reports)
    assert incident.last_changed in {m.told for m in reports}
    if incident.first_reported and incident.last_changed:
        assert incident.last_changed >= incident.first_reported
