"""A person's word that a value is not known: it empties the value, and a later word of a person fills it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model import EMPTIABLE, Count, Incident, Json, Place, Statement
from tocsin.resolve import Mention, emptied, fuse, history, outline
from tocsin.resolve.account import account

from .builders import PLACES, at, mention

NOON = at("2016-07-16 12:00")
EMPTY: dict[str, Any] = {
    "date": (None, None), "place": (None, None, None), "attack_type": (), "weapon_type": (),
    "target_type": (), "outcome": None, "killed": None, "injured": None, "perpetrators_killed": None,
    "group": (),
}  # fmt: skip
VALUES: dict[str, Json] = {
    "date": {"start": "2016-07-10", "end": "2016-07-10", "precision": "day"}, "place": PLACES["Rouen"],
    "attack_type": "bombing", "weapon_type": "explosive", "target_type": "worship", "outcome": "failed",
    "killed": {"low": 7, "best": 7, "high": 7}, "injured": {"low": 8, "best": 8, "high": 8},
    "perpetrators_killed": {"low": 2, "best": 2, "high": 2}, "group": {"name": "B", "relation": "denied"},
}  # fmt: skip


def value(i: Incident, name: str) -> Any:
    """The value of a property, of place and date without what comes with them."""
    if name == "date":
        return i.date.start, i.date.end
    if name == "place":
        return i.place.name, i.place.country, i.place.lat
    return getattr(i, {"group": "groups"}.get(name, f"{name}s" if name.endswith("_type") else name))


def whole(name: str = "doc", **more: Any) -> Mention:
    fields: dict[str, Any] = {
        "day": "2016-07-14", "place": "Nice", "kind": "vehicle_ramming", "target": "transport",
        "killed": 84, "injured": 300, "groups": [("A", "claimed", "A")],
        "extra": [("weapon_type", "vehicle"), ("perpetrators_killed", {"low": 1, "best": 1, "high": 1})],
    }  # fmt: skip
    return mention(name, **(fields | more))


def word(m: Mention, name: str, value: Json, when: datetime | None, origin: Any = "human") -> Statement:
    return Statement(
        m.id, name, value, said_by="reviewer", said_at=when, origin=origin, confidence=1.0
    )  # fmt: skip


def said(m: Mention, *statements: Statement) -> Mention:
    return replace(m, report=replace(m.report, statements=(*m.report.statements, *statements)))


def gone(m: Mention, name: str, when: datetime | None = NOON, origin: Any = "human") -> Statement:
    return word(m, "not_known", {"property": name}, when, origin)


def fused(*mentions: Mention) -> Incident:
    return fuse("x", mentions, sources={}, as_of=None)


@pytest.mark.parametrize("name", EMPTIABLE)
def test_every_value_can_be_taken_away_alone(name: str) -> None:
    m = whole()
    before, after = fused(m), fused(said(m, gone(m, name)))
    assert value(before, name) != EMPTY[name]
    assert value(after, name) == EMPTY[name]
    assert emptied(before) == frozenset()
    assert emptied(after) == {name}
    for other in set(EMPTIABLE) - {name}:
        assert value(after, other) == value(before, other)


@pytest.mark.parametrize("name", EMPTIABLE)
def test_what_other_reports_say_and_what_is_published_later_does_not_fill_it(name: str) -> None:
    m, later = whole(), whole("later", published="2016-08-01", source="other")
    assert value(fused(said(m, gone(m, name)), later), name) == EMPTY[name]


@pytest.mark.parametrize("name", EMPTIABLE)
@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_the_later_word_of_a_person_holds_and_of_one_moment_the_value(name: str, hours: int) -> None:
    m = whole()
    filled = replace(word(m, name, VALUES[name], NOON + timedelta(hours=hours)), said_by="reviewer")
    made = fused(said(m, filled, gone(m, name)))
    assert (name in emptied(made)) == (hours < 0)
    assert (value(made, name) == EMPTY[name]) == (hours < 0)


@pytest.mark.parametrize("name", EMPTIABLE)
def test_of_two_words_of_one_moment_about_two_reports_the_value_holds(name: str) -> None:
    one, two = whole("one"), whole("two", source="other")
    for first, second in ((one, two), (two, one)):
        made = fused(said(first, gone(first, name)), said(second, word(second, name, VALUES[name], NOON)))
        assert emptied(made) == frozenset()
        assert value(made, name) != EMPTY[name]


def test_the_title_tells_nothing_that_was_taken_away() -> None:
    m = whole()
    assert fused(m).title == "Vehicle ramming in Nice, France, 14 July 2016: 84 killed"
    made = fused(said(m, *(gone(m, name) for name in EMPTIABLE)))
    assert made.title == "Attack"
    assert made.place == Place(None)
    assert (made.probability, made.scope) == (fused(m).probability, "unknown")


def test_the_history_still_tells_what_was_told() -> None:
    m = whole()
    assert [count for _, _, count in history([said(m, gone(m, "killed"))], "killed")] == [Count(84, 84, 84)]


def test_taking_it_away_is_the_last_change() -> None:
    m = whole()
    assert fused(said(m, gone(m, "killed"))).last_changed == NOON
    assert fused(said(m, gone(m, "perpetrators_killed"))).last_changed == NOON


def test_a_copy_cut_for_a_partner_still_takes_it_away() -> None:
    m = whole()
    assert fused(said(m, gone(m, "killed", origin="import"))).killed is None


def test_a_report_is_compared_without_what_was_taken_away_of_it() -> None:
    m = whole()
    bare = said(m, *(gone(m, name) for name in ("place", "date", "killed", "group", "target_type")))
    seen = account(bare, outline(bare, bare.id))
    assert (seen.place, seen.killed, seen.groups, seen.codes["target_type"]) == (None, None, {}, frozenset())
    assert seen.when.precision == "published"
    assert (seen.injured, seen.codes["attack_type"]) == (Count(300, 300, 300), frozenset({"vehicle_ramming"}))


acts = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(EMPTIABLE), st.booleans(), st.integers(0, 5),
        st.sampled_from(["human", "human", "import"]),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(acts, st.randoms(use_true_random=False))
def test_neither_the_order_of_reports_nor_of_words_matters_and_the_last_word_holds(
    acts: list[tuple[int, str, bool, int, Any]], order: random.Random
) -> None:
    told = [whole(f"doc{n}", published=f"2016-07-{14 + 2 * n}", source=f"s{n}") for n in range(3)]
    words: dict[int, list[Statement]] = {n: [] for n in range(3)}
    last: dict[str, tuple[int, bool]] = {}
    for n, name, takes, hour, origin in acts:
        when = NOON + timedelta(hours=hour)
        made = (
            gone(told[n], name, when, origin) if takes else word(told[n], name, VALUES[name], when, "human")
        )
        words[n].append(made)
        last[name] = max(last.get(name, (-1, False)), (hour, not takes))
    first = fused(*(said(m, *words[n]) for n, m in enumerate(told)))
    for spoken in words.values():
        order.shuffle(spoken)
    again = fused(*(said(told[n], *words[n]) for n in order.sample(range(3), 3)))
    assert again == first
    assert emptied(first) == {name for name, (_, fills) in last.items() if not fills}
    for name, (_, fills) in last.items():
        assert (value(first, name) == EMPTY[name]) == (not fills)
