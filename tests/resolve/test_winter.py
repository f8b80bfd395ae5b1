"""The set that was held back, and reports that a hostile or a careless hand would send."""

from __future__ import annotations

from typing import Any

from bench.linking.scoring import score
from tocsin.resolve import Mention, cluster, fuse, judge

from .builders import mention
from .winter import winter


def together(mentions: list[Mention]) -> list[set[str]]:
    names = [one.id for one in mentions]
    return [set(part) for part in cluster(names, judge(mentions, []))]


def test_what_was_held_back_is_put_together() -> None:
    labelled = winter()
    assert len(labelled) >= 40
    assert len({incident for incident, _ in labelled}) >= 15
    place = {one.id: position for position, (_, one) in enumerate(labelled)}
    parts = together([one for _, one in labelled])
    found = score([tuple(place[name] for name in part) for part in parts], [gold for gold, _ in labelled])
    assert found["b3"]["f1"] >= 0.95
    assert found["over_merge"] == 0.0


def test_two_reports_that_share_nothing_but_the_place_stay_apart() -> None:
    a = mention("a", "Arson at a school in Kabul.", day="2016-07-02", place="Kabul", kind="arson",
                target="education", killed=0, published="2016-07-02")  # fmt: skip
    b = mention("b", "A hijacked bus in Kabul; 31 dead.", day="2016-07-20", place="Kabul", kind="hijacking",
                target="transport", killed=31, published="2016-07-21", outcome="failed")  # fmt: skip
    assert together([a, b]) == [{a.id}, {b.id}] or together([a, b]) == [{b.id}, {a.id}]


def test_a_report_without_any_date_meets_its_attack_by_place_and_toll() -> None:
    said: dict[str, Any] = {"place": "Nice", "kind": "vehicle_ramming", "killed": 84}
    dated = mention("a", "A lorry drove into the crowd in Nice.", day="2016-07-14", **said)
    undated = mention("b", "A lorry drove into the crowd in Nice.", published=None, **said)
    elsewhere = mention(
        "c", "A bomb in Kabul killed two.", published=None, place="Kabul", kind="bombing", killed=2
    )
    parts = together([dated, undated, elsewhere])
    assert {dated.id, undated.id} in parts
    assert {elsewhere.id} in parts
    incident = fuse("x", [undated], sources={}, as_of=None)
    assert incident.date.start is None


def crowd(size: int) -> list[Mention]:
    return [
        mention(
            f"https://outlet{number}.example/", f"Outlet {number} on the lorry in Nice, {number * 7}.",
            published=f"2016-07-{15 + number % 3} {number % 24:02d}:00", day="2016-07-14", place="Nice",
            kind="vehicle_ramming", killed=70 + number % 15, source=f"outlet{number}",
        )
        for number in range(size)
    ]  # fmt: skip


def test_a_crowd_of_reports_of_one_attack_is_one_and_costs_what_it_should() -> None:
    small, large = crowd(150), crowd(600)
    assert len(together(small)) == 1
    assert len(together(large)) == 1
    # Each report is compared with so many others at most, however many there are.
    assert len(judge(large, [])) <= 600 * 32
    again = crowd(150)
    again.reverse()
    assert together(again) == together(small)


def test_a_stranger_in_a_crowd_is_found() -> None:
    other = mention("s", "A man with a knife in Nice.", day="2016-07-14", place="Nice", kind="stabbing",
                    target="worship", killed=1, source="other")  # fmt: skip
    parts = together([*crowd(200), other])
    assert {other.id} in parts
