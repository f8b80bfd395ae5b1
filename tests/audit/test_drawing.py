"""The draw: the same by the same seed, in whatever order; each member as likely as any other."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tocsin.audit import allocate, draw, frame_digest

MEMBERS = [f"{n:040x}" for n in range(60)]
FRAME = {"incidents": MEMBERS[:40], "gate": MEMBERS[40:]}
SIZES = {"incidents": 10, "gate": 5}


@given(st.permutations(MEMBERS[:40]), st.integers(-(2**40), 2**40))
def test_the_order_of_the_frame_does_not_move_the_draw(order: list[str], seed: int) -> None:
    again = {"gate": MEMBERS[40:][::-1], "incidents": order}
    assert draw(FRAME, SIZES, seed) == draw(again, SIZES, seed)
    assert frame_digest(FRAME, {"definition": "x"}) == frame_digest(again, {"definition": "x"})


def test_another_seed_member_or_question_is_seen() -> None:
    assert draw(FRAME, SIZES, 1) != draw(FRAME, SIZES, 2)
    less = {**FRAME, "gate": MEMBERS[41:]}
    assert frame_digest(less, {}) != frame_digest(FRAME, {})
    assert frame_digest(FRAME, {"definition": "a"}) != frame_digest(FRAME, {"definition": "b"})


def test_no_member_twice_and_each_as_likely_as_any_other() -> None:
    seeds = 2000
    times: Counter[str] = Counter()
    for seed in range(seeds):
        taken = [d.ref for d in draw(FRAME, SIZES, seed) if d.stratum == "incidents"]
        assert len(set(taken)) == len(taken) == 10
        times.update(taken)
    # 500 expected of each of 40; the standard deviation is 19.4: five of them hold for all.
    assert all(abs(times[ref] - 500) < 97 for ref in FRAME["incidents"])


@given(st.integers(0, 400), st.dictionaries(st.sampled_from("abcd"), st.integers(0, 300), min_size=1))
def test_all_looks_are_given_out_and_none_beyond_a_stratum(total: int, frame: dict[str, int]) -> None:
    given_ = allocate(total, frame)
    assert sum(given_.values()) == min(total, sum(frame.values()))
    assert all(0 <= given_[name] <= size for name, size in frame.items())


def test_the_small_stratum_gets_more_than_its_part() -> None:
    given_ = allocate(200, {"gate": 9000, "reader": 300, "language": 0})
    assert given_["language"] == 0
    assert 40 <= given_["reader"] <= 60


def test_who_stops_early_has_looked_at_each_stratum_alike() -> None:
    drawn = draw(FRAME, {"incidents": 30, "gate": 10}, 5)
    first = Counter(d.stratum for d in drawn if d.position <= 20)
    assert first == {"incidents": 15, "gate": 5}
