"""The whole procedure on frames whose truth is known: drawn, labelled, told."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tocsin.audit import SLOTS, Labelled, Result, agreed, allocate, check_label, draw, result

ALL_RIGHT = dict.fromkeys(SLOTS, "right")


def labelled(
    frame: Mapping[str, Mapping[str, str]], sizes: Mapping[str, int], seed: int, *, first: int | None = None
) -> Result:
    """Return the result of an audit of a frame in which every member's true verdict stands beside it."""
    taken = draw(frame, sizes, seed)[:first]
    labels = [
        Labelled(d.stratum, verdict, ALL_RIGHT if verdict == "right" else {})
        for d in taken
        for verdict in [frame[d.stratum][d.ref]]
    ]
    population = {name: len(members) for name, members in frame.items()}
    return result(population, sizes, labels)


def made(name: str, counts: Mapping[str, int], seed: int) -> dict[str, str]:
    verdicts = [verdict for verdict, n in counts.items() for _ in range(n)]
    random.Random(seed).shuffle(verdicts)
    return {f"{name}{seed}-{n}": verdict for n, verdict in enumerate(verdicts)}


CASES = {
    "good and rare": ({"right": 380, "none": 20}, {"none": 1980, "missed": 20}, {"none": 110, "missed": 10}),
    "bad": ({"right": 150, "none": 150, "duplicate": 100}, {"none": 900, "missed": 100}, {"missed": 60}),
    "unsure": ({"right": 300, "none": 40, "cannot_tell": 60}, {"none": 500, "held": 480, "missed": 20},
               {"none": 40, "missed": 30, "cannot_tell": 10}),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(CASES))
@pytest.mark.parametrize("first", [None, 120], ids=["whole", "partial"])
def test_the_intervals_of_the_whole_procedure_cover(case: str, first: int | None) -> None:
    found, gate, reader = CASES[case]
    told = found["right"] + found.get("none", 0) + found.get("duplicate", 0)
    precision = found["right"] / told
    # What nobody can tell counts as missed at most, so the truth may be taken without it.
    recall = found["right"] / (found["right"] + gate.get("missed", 0) + reader.get("missed", 0))
    right = bounded = 0
    seeds = 400
    for seed in range(seeds):
        frame = {
            name: made(name, counts, seed)
            for name, counts in (("incidents", found), ("gate", gate), ("reader", reader))
        }
        sizes = {"incidents": 100, **allocate(200, {n: len(frame[n]) for n in ("gate", "reader")})}
        got = labelled(frame, sizes, seed, first=first)
        assert got.precision.low is not None
        assert got.precision.high is not None
        assert got.recall_low is not None
        right += got.precision.low <= precision <= got.precision.high
        bounded += got.recall_low <= recall
    assert right / seeds >= 0.93
    assert bounded / seeds >= 0.95


def test_what_is_left_out_is_counted() -> None:
    slots = {**ALL_RIGHT, "killed": "wrong", "place": "cannot_tell", "groups": "wrong"}
    labels = [
        Labelled("incidents", "right", slots, empty=frozenset({"groups"}), set_right=frozenset({"date"})),
        Labelled("incidents", "right", ALL_RIGHT),
        Labelled("incidents", "cannot_tell"),
        Labelled("incidents", "duplicate", ALL_RIGHT, surplus=False),
        Labelled("incidents", "duplicate", ALL_RIGHT, surplus=True),
        Labelled("incidents", "several"),
    ]
    got = result({"incidents": 60, "gate": 100}, {"incidents": 10, "gate": 20}, labels)
    assert (got.precision.part, got.precision.n) == (3, 5)
    assert got.counts["cannot_tell"] == 1
    assert not got.complete
    assert (got.recall, got.recall_low) == (None, None)
    by_name = {slot.name: slot for slot in got.slots}
    assert (by_name["killed"].share.part, by_name["killed"].share.n) == (3, 4)
    assert (by_name["place"].share.n, by_name["place"].cannot_tell) == (3, 1)
    assert (by_name["date"].share.n, by_name["date"].set_right) == (3, 1)
    assert by_name["groups"].empty_wrong == 1
    assert got.to_json()["complete"] is False


def test_the_order_of_the_labels_does_not_matter() -> None:
    labels = [Labelled("incidents", v, ALL_RIGHT if v == "right" else {}) for v in ("right", "none", "right")]
    labels += [Labelled("gate", v) for v in ("none", "missed", "held", "cannot_tell")]
    sizes, drawn = {"incidents": 9, "gate": 12}, {"incidents": 3, "gate": 4}
    assert result(sizes, drawn, labels) == result(sizes, drawn, labels[::-1])


def test_more_that_cannot_be_told_never_helps() -> None:
    sizes, drawn = {"incidents": 100, "gate": 100}, {"incidents": 30, "gate": 30}
    incidents = [Labelled("incidents", "right", ALL_RIGHT)] * 30
    documents = [Labelled("gate", "none")] * 30
    sure = result(sizes, drawn, [*incidents, *documents])
    unsure = [replace(one, verdict="cannot_tell") if n < 10 else one for n, one in enumerate(documents)]
    doubtful = result(sizes, drawn, [*incidents, *unsure])
    assert sure.recall_low is not None
    assert doubtful.recall_low is not None
    assert doubtful.recall_low < sure.recall_low
    assert doubtful.strata[0].most > sure.strata[0].most


def test_a_stratum_nobody_looked_at_leaves_recall_unknown_and_an_empty_one_does_not() -> None:
    incidents = [Labelled("incidents", "right", ALL_RIGHT)] * 5
    drawn = {"incidents": 5, "gate": 5}
    assert result({"incidents": 50, "gate": 9}, drawn, incidents).recall_low is None
    assert result({"incidents": 50, "gate": 0}, drawn, incidents).recall_low == 1.0


@pytest.mark.parametrize(
    ("kind", "label", "why"),
    [
        ("incident", {"verdict": "missed"}, "cannot be labelled"),
        ("document", {"verdict": "right"}, "cannot be labelled"),
        ("incident", {"verdict": "right"}, "each value"),
        ("incident", {"verdict": "none", "slots": ALL_RIGHT}, "each value"),
        ("incident", {"verdict": "right", "slots": {"killed": "right"}}, "right, wrong"),
        ("incident", {"verdict": "right", "slots": {**ALL_RIGHT, "killed": "maybe"}}, "right, wrong"),
        ("incident", {"verdict": "duplicate", "slots": ALL_RIGHT}, "name the incident"),
        ("document", {"verdict": "none", "note": "x" * 2001}, "at most"),
    ],
)
def test_a_label_has_a_closed_shape(kind: str, label: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check_label(kind, label)


def test_two_who_say_the_same_agree_and_chance_is_taken_off() -> None:
    pairs = [("right", "right")] * 40 + [("none", "none")] * 10
    assert agreed("a", "b", pairs).kappa == pytest.approx(1.0)
    # Cohen (1960): agreement 0.7 where 0.5 is expected by chance is a kappa of 0.4.
    even = [("x", "x")] * 35 + [("y", "y")] * 35 + [("x", "y")] * 15 + [("y", "x")] * 15
    assert agreed("a", "b", even).kappa == pytest.approx(0.4)
    assert agreed("a", "b", [("x", "x")]).kappa is None
