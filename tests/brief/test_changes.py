from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brief.builders import ANYWHERE, SINCE, TOWN, brief, exactly, incident, said
from tocsin.brief import Change, changes
from tocsin.brief.matching import match
from tocsin.brief.telling import line
from tocsin.model import Count, DateRange, Group, Incident

KNOWN = incident(killed=exactly(6), reports=("r1",), documents=("https://outlet.example/1",))


def only(found: list[Change]) -> Change:
    assert len(found) == 1, found
    return found[0]


def test_the_same_view_twice_has_no_change() -> None:
    assert changes([KNOWN], [replace(KNOWN, reports=("r1", "r2"), sources=2, probability=0.99)]) == []


def test_a_new_incident_is_no_change() -> None:
    assert changes([KNOWN], [KNOWN, incident("bbbbbbbbbb", reports=("r9",), documents=("n",))]) == []


def test_a_revised_toll_says_from_to_and_who() -> None:
    early = said("killed", {"low": 6, "best": 6, "high": 6})
    late = said("killed", {"low": 9, "best": 9, "high": 9}, quote="Nine.", by="ministry", report="r2")
    old = replace(KNOWN, evidence=(early,))
    new = replace(KNOWN, killed=exactly(9), reports=("r1", "r2"), evidence=(late, early))
    change = only(changes([old], [new]))
    assert (change.kind, change.evidence) == ("killed", late)
    assert line(change) == "Dead: 6 → 9"


def test_a_toll_that_was_not_known_is_a_change_and_injured_and_attackers_are_apart() -> None:
    new = replace(KNOWN, injured=exactly(4), perpetrators_killed=exactly(1))
    assert [line(c) for c in changes([KNOWN], [new])] == [
        "Injured: not stated → 4",
        "Attackers dead: not stated → 1",
    ]


@pytest.mark.parametrize(
    ("relation", "kind", "words"),
    [
        ("claimed", "claim", "Claim of responsibility: The Front claimed responsibility, say police"),
        ("attributed", "blame", "Blame: police blame The Front"),
        ("suspected", "blame", "Blame: The Front is suspected, say police"),
        ("denied", "denial", "Denial: The Front denied responsibility, say police"),
    ],
)
def test_who_is_named_and_by_whom(relation: Any, kind: str, words: str) -> None:
    behind = said("group", {"name": "The Front", "relation": relation})
    new = replace(KNOWN, groups=(Group("The Front", relation, "police"),), evidence=(behind,))
    change = only(changes([KNOWN], [new]))
    assert (change.kind, change.evidence, line(change)) == (kind, behind, words)


def test_a_group_that_is_no_longer_named_is_told() -> None:
    old = replace(KNOWN, groups=(Group("The Front", "suspected", "police"),))
    assert only(changes([old], [KNOWN])).kind == "group_dropped"


def test_a_known_claim_said_by_one_more_is_no_change() -> None:
    old = replace(KNOWN, groups=(Group("The Front", "claimed", "The Front"),))
    assert changes([old], [replace(KNOWN, groups=(Group("The Front", "claimed", "police"),))]) == []


def test_a_location_is_refined_or_less_sure() -> None:
    vague = replace(KNOWN, place=ANYWHERE)
    finer, coarser = only(changes([vague], [KNOWN])), only(changes([KNOWN], [vague]))
    assert line(finer).startswith("Location refined: Upper Province, Nigeria (province only, ± 150 km) → ")
    assert line(coarser).startswith("Location less sure: ")
    moved = replace(KNOWN, place=replace(TOWN, name="Altdorf"))
    assert line(only(changes([KNOWN], [moved]))).startswith("Location corrected: ")


def test_the_grounds_of_a_place_name_that_place() -> None:
    other, right = (
        said("place", {"name": "Altdorf"}, report="r2"),
        said("place", {"name": TOWN.name}, report="r3"),
    )
    change = only(changes([replace(KNOWN, place=ANYWHERE)], [replace(KNOWN, evidence=(other, right))]))
    assert change.evidence == right


def test_date_outcome_and_targets_change() -> None:
    new = replace(
        KNOWN,
        date=DateRange(date(2016, 7, 13), date(2016, 7, 13)),
        outcome="failed",
        target_types=("commerce", "health"),
        attack_types=("shooting",),
    )
    assert [line(change) for change in changes([KNOWN], [new])] == [
        "Outcome: completed → failed",
        "Date: 14 July 2016 → 13 July 2016",
        "Kind of attack: bombing → shooting",
        "Target: commerce → commerce, health care",
    ]


def test_two_become_one_and_the_values_are_compared_with_the_one_that_kept_its_id() -> None:
    other = incident("bbbbbbbbbb", killed=exactly(2), reports=("r7", "r8"), documents=("m",))
    new = replace(KNOWN, killed=exactly(8), reports=("r1", "r7", "r8"))
    merged, toll = changes([other, KNOWN], [new])
    assert (merged.kind, merged.others, merged.before) == ("merged", (other,), KNOWN)
    assert line(toll) == "Dead: 6 → 8"


def test_one_becomes_two() -> None:
    old = replace(KNOWN, reports=("r1", "r2"))
    new = [KNOWN, incident("bbbbbbbbbb", reports=("r2",), documents=("m",))]
    split = only(changes([old], new))
    assert (split.kind, split.after, split.others) == ("split", new[0], (new[1],))


def test_an_incident_without_reports_left_is_told() -> None:
    change = only(changes([KNOWN], []))
    assert (change.kind, change.after) == ("gone", None)
    assert "withdrawn" in line(change)


def test_a_page_that_was_changed_is_the_same_incident_by_its_address() -> None:
    rewritten = replace(KNOWN, id="cccccccccc", reports=("new",), killed=exactly(7))
    assert line(only(changes([KNOWN], [rewritten]))) == "Dead: 6 → 7"


def test_another_attack_of_the_same_page_is_another_incident() -> None:
    elsewhere = replace(KNOWN, id="cccccccccc", reports=("new",), place=replace(TOWN, country="FR"))
    later = replace(KNOWN, id="dddddddddd", reports=("new",), date=DateRange(date(2016, 8, 1), None))
    assert [c.kind for c in changes([KNOWN], [elsewhere])] == ["gone"]
    assert [c.kind for c in changes([KNOWN], [later])] == ["gone"]


def test_an_incident_that_counts_no_longer_is_told_as_that_and_as_nothing_else() -> None:
    doubted = replace(KNOWN, probability=0.2, killed=exactly(1))
    assert [c.kind for c in brief([doubted], [KNOWN]).changes] == ["excluded"]


REPORTS = [f"r{i}" for i in range(6)]


@st.composite
def views(draw: st.DrawFn) -> list[Incident]:
    """A partition of some of six reports into incidents with tolls of their own."""
    kept = draw(st.lists(st.sampled_from(REPORTS), unique=True))
    homes = {report: draw(st.integers(0, 3)) for report in kept}
    parts = [[r for r in kept if homes[r] == home] for home in range(4)]
    return [
        incident(
            part[0] + "x" * 8,
            reports=part,
            documents=[f"https://outlet.example/{r}" for r in part],
            killed=draw(st.none() | st.integers(0, 40).map(lambda n: Count(n, n, None))),
            outcome=draw(st.sampled_from(["completed", "foiled", None])),
            probability=draw(st.sampled_from([0.3, 0.9])),
            first=SINCE + timedelta(hours=len(part)),
        )
        for part in parts
        if part
    ]


@given(views(), views(), st.randoms(use_true_random=False))
def test_the_order_of_the_views_changes_nothing(
    before: list[Incident], after: list[Incident], luck: Any
) -> None:
    expected = changes(before, after)
    luck.shuffle(before)
    luck.shuffle(after)
    assert changes(before, after) == expected


@given(views())
def test_a_view_differs_from_nothing_but_another(view: list[Incident]) -> None:
    assert changes(view, view) == []


@given(views(), views())
def test_every_report_lost_or_moved_is_told(before: list[Incident], after: list[Incident]) -> None:
    told = changes(before, after)
    kept = {report for new in after for report in new.reports}
    gone = {c.before.id for c in told if c.kind == "gone"}
    assert gone == {old.id for old in before if not kept & set(old.reports)}
    split = {c.before.id for c in told if c.kind == "split"}
    assert split == {o.id for o in before if sum(1 for n in after if set(o.reports) & set(n.reports)) > 1}
    merged = {c.after.id for c in told if c.kind == "merged" and c.after}
    assert merged == {n.id for n in after if sum(1 for o in before if set(o.reports) & set(n.reports)) > 1}


@given(views(), views())
def test_whatever_counts_is_new_or_was_known(before: list[Incident], after: list[Incident]) -> None:
    made = brief(after, before)
    new = {i.id for i in made.new}
    matching = match(before, after)
    for place, incident_ in enumerate(after):
        known = any(before[i].probability >= 0.5 for i in matching.to_before.get(place, []))
        assert (incident_.id in new) == (incident_.probability >= 0.5 and not known)
