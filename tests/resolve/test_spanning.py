"""Few links explain many reports."""

from __future__ import annotations

from itertools import combinations

from tocsin.model import Judgement
from tocsin.resolve import cluster, spanning


def same(a: str, b: str, p: float, origin: str = "machine") -> Judgement:
    return Judgement(
        min(a, b), max(a, b), "same", p, "someone", origin="human" if origin == "human" else "machine"
    )


def test_n_reports_are_held_by_one_link_fewer_the_weakest_first() -> None:
    names = [f"{number:02d}" for number in range(9)]
    said = [same(a, b, 0.6 + 0.04 * (int(a) + int(b)) / 2) for a, b in combinations(names, 2)]
    links = spanning(said)
    assert len(links) == 8
    assert [link.probability for link in links] == sorted(link.probability for link in links)
    assert cluster(names, links + [Judgement(j.a, j.b, "same", 0.9, "someone") for j in said]) == [
        tuple(names)
    ]
    assert min(link.probability for link in links) > min(judgement.probability for judgement in said)


def test_a_persons_link_is_told_before_a_surer_machines() -> None:
    links = spanning([same("a", "b", 0.99), same("b", "c", 0.99), same("a", "c", 0.9, "human")])
    assert {(link.a, link.b) for link in links} >= {("a", "c")}
    assert len(links) == 2


def test_what_is_judged_different_holds_nothing_together() -> None:
    assert spanning([Judgement("a", "b", "different", 0.1, "someone")]) == []
