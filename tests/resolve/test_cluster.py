"""Clusters: people first, chains do not grow, order does not matter."""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from itertools import combinations
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model import Judgement, Origin, Verdict
from tocsin.resolve import cluster, partners

START = datetime(2016, 7, 15, tzinfo=UTC)


def says(
    a: str, b: str, p: float = 0.9, *, human: Verdict | None = None, hour: int = 0, author: str = "machine x"
) -> Judgement:
    a, b = min(a, b), max(a, b)
    origin: Origin = "human" if human else "machine"
    verdict: Verdict = human or ("same" if p >= 0.5 else "different")
    return Judgement(a, b, verdict, p, author, origin=origin, made_at=START + timedelta(hours=hour))


def test_reports_that_nobody_judged_stand_alone() -> None:
    assert cluster(["b", "a"], []) == [("a",), ("b",)]


def test_likely_pairs_are_linked() -> None:
    assert cluster("abc", [says("a", "b"), says("a", "c"), says("b", "c")]) == [("a", "b", "c")]


def test_a_chain_of_weak_links_does_not_grow() -> None:
    chain = [says(x, y, 0.7) for x, y in ("ab", "bc", "cd", "de")]
    assert max(len(c) for c in cluster("abcde", chain)) == 2


def test_one_likely_pair_does_not_pull_two_clusters_together() -> None:
    inside = [says(x, y) for x, y in ("ab", "bc", "ac", "de", "ef", "df")]
    assert cluster("abcdef", [*inside, says("c", "d", 0.8)]) == [("a", "b", "c"), ("d", "e", "f")]


def test_a_persons_same_links_what_the_machine_keeps_apart() -> None:
    assert cluster("ab", [says("a", "b", 0.1), says("a", "b", human="same")]) == [("a", "b")]


def test_a_persons_different_blocks_whole_clusters() -> None:
    judged = [says(x, y) for x, y in ("ab", "bc", "ac", "cd", "bd", "ad")]
    found = cluster("abcd", [*judged, says("a", "d", human="different")])
    assert not any({"a", "d"} <= set(c) for c in found)
    assert ("a", "b", "c") in found or ("b", "c", "d") in found


def test_different_blocks_also_what_people_linked_to_others() -> None:
    judged = [says("a", "b", human="same"), says("c", "d", human="same"), says("a", "d", human="different")]
    pulled = [says("b", "c", 0.99), says("b", "d", 0.99), says("a", "c", 0.99)]
    assert cluster("abcd", judged + pulled) == [("a", "b"), ("c", "d")]


def test_the_latest_word_of_a_person_holds() -> None:
    merged, split = says("a", "b", human="same", hour=1), says("a", "b", human="different", hour=2)
    assert cluster("ab", [split, merged]) == [("a",), ("b",)]
    assert cluster("ab", [says("a", "b", human="same", hour=3), split, merged]) == [("a", "b")]


def test_unsure_takes_a_decision_back() -> None:
    judged = [says("a", "b", 0.9), says("a", "b", human="different", hour=1)]
    assert cluster("ab", judged) == [("a",), ("b",)]
    assert cluster("ab", [*judged, says("a", "b", human="unsure", hour=2)]) == [("a", "b")]


def test_contradictions_of_people_leave_different_standing() -> None:
    judged = [
        says("a", "b", human="same", hour=1), says("b", "c", human="same", hour=2),
        says("a", "c", human="different", hour=0),
    ]  # fmt: skip
    assert cluster("abc", judged) == [("a",), ("b", "c")]


def test_a_machines_zero_is_a_veto() -> None:
    judged = [says("a", "b", 0.0)] + [says(x, y, 0.999) for x in "ab" for y in "cdef"]
    judged += [says(x, y, 0.999) for x, y in ("cd", "ce", "cf", "de", "df", "ef")]
    assert not any({"a", "b"} <= set(c) for c in cluster("abcdef", judged))
    assert cluster("ab", [says("a", "b", 0.0), says("a", "b", human="same")]) == [("a", "b")]


def test_the_newer_judgement_of_a_machine_holds() -> None:
    old, new = says("a", "b", 0.9, hour=1), says("a", "b", 0.2, hour=2, author="machine y")
    assert cluster("ab", [new, old]) == [("a",), ("b",)]


def test_judgements_on_unknown_reports_are_left_aside() -> None:
    assert cluster("a", [says("a", "z", human="same")]) == [("a",)]


NAMES = "abcdefgh"
VERDICTS: list[Verdict | None] = [None, None, None, "same", "different", "unsure"]
JUDGED = st.lists(
    st.builds(
        lambda pair, p, human, hour: says(min(pair), max(pair), p, human=human, hour=hour),
        st.sets(st.sampled_from(NAMES), min_size=2, max_size=2),
        st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.6, 0.8, 0.95]),
        st.sampled_from(VERDICTS),
        st.integers(0, 5),
    ),
    max_size=25,
)


@given(JUDGED, st.integers(0, 1000))
def test_order_does_not_matter_and_each_report_is_in_one_cluster(judged: list[Judgement], seed: int) -> None:
    found = cluster(NAMES, judged)
    assert sorted(name for c in found for name in c) == list(NAMES)
    shuffled, names = list(judged), list(NAMES)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed).shuffle(names)
    assert cluster(names, shuffled) == found


@given(JUDGED)
def test_nobodys_different_is_overruled(judged: list[Judgement]) -> None:
    found = cluster(NAMES, judged)
    latest: dict[tuple[str, str], Judgement] = {}
    for j in sorted((j for j in judged if j.origin == "human"), key=lambda j: (j.made_at or START, j.id)):
        latest[j.a, j.b] = j
    for (a, b), j in latest.items():
        if j.verdict == "different":
            same_time = [k for k in judged if (k.a, k.b) == (a, b) and k.made_at == j.made_at]
            assert len(same_time) > 1 or not any({a, b} <= set(c) for c in found)


def by_the_book(names: str, judged: list[Judgement], crowd: int) -> list[tuple[str, ...]]:
    """Average linkage as it is defined, every mean worked out anew; of equals the first names go first."""
    chances = {(j.a, j.b): j.probability for j in judged}
    met = {name: sum(name in pair for pair in chances) for name in names}
    parts: list[tuple[str, ...]] = [(name,) for name in names]

    def mean(left: tuple[str, ...], right: tuple[str, ...]) -> float:
        pairs = [(min(a, b), max(a, b)) for a in left for b in right]
        if any(chances.get(pair) == 0.0 for pair in pairs):
            return 0.0
        counted = [p for p in pairs if p in chances or met[p[0]] < crowd or met[p[1]] < crowd]
        return sum(chances.get(pair, 0.02) for pair in counted) / len(counted) if counted else 0.0

    while True:
        found = [(-round(mean(a, b), 9), a[0], b[0], a, b) for a, b in combinations(parts, 2)]
        best = min(found, default=None)
        if best is None or -best[0] < 0.5:
            return sorted(parts)
        _, _, _, left, right = best
        rest = [part for part in parts if part not in (left, right)]
        parts = sorted([*rest, tuple(sorted(left + right))])


PAIRS = list(combinations("abcdefghij", 2))


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(PAIRS),
        st.sampled_from([0.0, 0.05, 0.3, 0.45, 0.5, 0.55, 0.7, 0.7, 0.9, 0.97]),
        max_size=30,
    )
)
def test_it_is_average_linkage(chances: dict[tuple[str, str], float]) -> None:
    judged = [says(a, b, p) for (a, b), p in chances.items()]
    with patch.object(sys.modules["tocsin.resolve.cluster"], "MOST", 4):
        assert cluster("abcdefghij", judged) == by_the_book("abcdefghij", judged, 4)


@given(JUDGED, st.data())
def test_a_part_that_no_link_leaves_comes_to_the_same_by_itself(
    judged: list[Judgement], data: st.DataObject
) -> None:
    whole = cluster(NAMES, judged)
    taken = data.draw(st.lists(st.sampled_from(whole), unique=True))
    part = [name for group in taken for name in group]
    assert cluster(part, judged, compared=partners(judged)) == sorted(taken)
