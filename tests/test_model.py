"""The nouns: content addresses that stay, and the closed shapes of what a statement can say."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import (
    EMPTIABLE,
    QUOTE_LIMIT,
    RELATIONS,
    Document,
    Judgement,
    Place,
    Report,
    Span,
    Statement,
    address,
    canonical,
    check_statement,
    earliest,
    from_iso,
    iso,
    km_between,
    latest,
    report_id,
)

NOON = datetime(2016, 7, 14, 12, tzinfo=UTC)
TOLL = Statement(
    "r", "killed", {"low": 3, "best": 3, "high": None}, "d", 0, 5, "three", "police", NOON, confidence=0.9,
    coder="one",
)  # fmt: skip

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
times = st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001 - zones are drawn beside
    lambda t: t.replace(microsecond=0)
)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


# -- addresses --------------------------------------------------------------------------------------------


@given(values)
def test_canonical_text_is_json_that_reads_back_and_says_the_same_again(value: Any) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


@given(st.dictionaries(st.text(), values, min_size=2))
def test_the_order_of_keys_changes_no_address(value: dict[str, Any]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical(turned) == canonical(value)
    assert address("x", turned) == address("x", value)


def test_canonical_text_and_address_are_what_they_were() -> None:
    # Records on disk hold these; a change here is a migration of every record there is.
    assert canonical({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'
    assert address("x", 1) == "59402b0471b497c05ad760c869c511f92a9fbdc7"
    assert report_id("d", Span(3, 9)) == address("report", "d", 3)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_json_has_no_number_for_has_no_address(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        address(number)


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_parts_do_not_run_into_each_other(a: list[str], b: list[str]) -> None:
    assert (address(*a) == address(*b)) == (a == b)


def test_a_lone_surrogate_has_an_address_too() -> None:
    assert len(address("\ud800")) == 40


# -- ids --------------------------------------------------------------------------------------------------


@given(st.none() | st.floats(0, 1), st.text(max_size=5))
def test_the_id_of_a_statement_rests_on_what_it_says_alone(confidence: float | None, coder: str) -> None:
    assert replace(TOLL, confidence=confidence, coder=coder).id == TOLL.id


@pytest.mark.parametrize(
    "other",
    [
        {"subject": "s"}, {"property": "injured"}, {"value": {"best": 4}}, {"document": "e"}, {"start": 1},
        {"end": 6}, {"quote": "Three"}, {"said_by": "a witness"}, {"said_at": NOON + timedelta(seconds=1)},
        {"kind": "assessment"}, {"origin": "human"},
    ],
)  # fmt: skip
def test_whatever_else_a_statement_says_makes_another_id(other: dict[str, Any]) -> None:
    assert replace(TOLL, **other).id != TOLL.id


@given(st.floats(0, 1), st.text(max_size=5), st.integers(4, 99))
def test_the_id_of_a_report_rests_on_document_and_anchor(probability: float, coder: str, end: int) -> None:
    told = Report("d", Span(3, 9), 0.5)
    assert Report("d", Span(3, end), probability, (TOLL,), coder).id == told.id == report_id("d", Span(3, 9))
    assert Report("d", Span(4, 9), 0.5).id != told.id
    assert Report("e", Span(3, 9), 0.5).id != told.id


def test_the_id_of_a_document_stays_when_it_is_read_again() -> None:
    first = Document("u", "text", "title", NOON, NOON, "en", "wire", "byline", ("truncated",))
    again = Document("u", "text", "title", NOON, NOON + timedelta(days=1), "fr", "other")
    assert again.id == first.id
    for other in ({"name": "v"}, {"text": "texts"}, {"title": None}, {"published": None}):
        assert replace(first, **other).id != first.id


@given(times, zones)
def test_one_moment_is_one_text_in_every_zone(moment: datetime, zone: timezone) -> None:
    there = moment.replace(tzinfo=zone)
    assert iso(there) == iso(there.astimezone(UTC))
    assert from_iso(iso(there)) == there
    assert (iso(there) or "").endswith("Z")


def test_a_time_without_a_zone_is_read_as_utc_and_none_stays_none() -> None:
    assert from_iso("2016-07-14T12:00:00") == NOON
    assert (iso(None), from_iso(None)) == (None, None)
    with pytest.raises(ValueError, match="Invalid isoformat"):
        from_iso("yesterday")
    with pytest.raises(ValueError, match="calendar"):
        from_iso("0001-01-01T00:00:00+14:00")


@given(st.lists(st.none() | times.map(lambda t: t.replace(tzinfo=UTC))))
def test_latest_and_earliest_look_at_known_times_only(moments: list[datetime | None]) -> None:
    known = sorted(m for m in moments if m is not None)
    assert (earliest(moments), latest(moments)) == ((known[0], known[-1]) if known else (None, None))


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_a_span_is_a_half_open_slice(text: str, start: int, length: int) -> None:
    assert Span(start, start + length).of(text) == text[start:][:length]


# -- places -----------------------------------------------------------------------------------------------

points = st.builds(Place, st.none(), lat=st.floats(-90, 90), lon=st.floats(-180, 180))


@given(points, points, points)
def test_distances_are_those_of_a_sphere(a: Place, b: Place, c: Place) -> None:
    ab, bc, ac = (km_between(*pair) for pair in ((a, b), (b, c), (a, c)))
    assert ab is not None
    assert bc is not None
    assert ac is not None
    assert ab == pytest.approx(km_between(b, a))
    assert 0 <= ac <= min(ab + bc + 1e-3, 20_016)


def test_a_known_distance_and_none_without_a_point() -> None:
    paris, london = Place("Paris", lat=48.8566, lon=2.3522), Place("London", lat=51.5074, lon=-0.1278)
    assert km_between(paris, london) == pytest.approx(343.6, abs=0.5)
    # Across the date line, not around the world: two degrees of the equator.
    east, west = Place("East", lat=0.0, lon=179.0), Place("West", lat=0.0, lon=-179.0)
    assert km_between(east, west) == pytest.approx(222.4, abs=0.1)
    assert km_between(paris, Place("Nowhere")) is None


# -- judgements -------------------------------------------------------------------------------------------


@given(st.text(max_size=4), st.text(max_size=4))
def test_a_judgement_is_about_two_reports_in_order(a: str, b: str) -> None:
    if a < b:
        assert (Judgement(a, b, "same", 0.9, "m").a, Judgement(a, b, "same", 0.9, "m").b) == (a, b)
    else:
        with pytest.raises(ValueError, match="in order"):
            Judgement(a, b, "same", 0.9, "m")


def test_a_machine_that_judges_again_adds_nothing_and_a_person_who_decides_again_does() -> None:
    machine = Judgement("a", "b", "same", 0.9, "m", made_at=NOON)
    later = NOON + timedelta(hours=1)
    assert replace(machine, made_at=later, probability=0.9 + 1e-9).id == machine.id
    assert replace(machine, verdict="different").id != machine.id
    person = replace(machine, origin="human", author="desk")
    assert replace(person, made_at=later).id != person.id


# -- the closed shapes ------------------------------------------------------------------------------------


def made(property_: str, value: Any, **more: Any) -> Statement:
    """A statement with a quote that fits."""
    fields: dict[str, Any] = {"start": 0, "end": 5, "quote": "words"} | more
    return Statement("r", property_, value, "d", **fields)


@pytest.mark.parametrize(
    "statement",
    [
        TOLL,
        made("attack_type", "suicide_bombing"),
        made("killed", {"best": 0}),
        made("injured", {"low": 2, "best": 3, "high": 5, "part": "police"}),
        made("group", {"name": "Front", "relation": "claimed"}, said_by="Front"),
        made("place", {"name": "Kabul", "alternatives": [{"name": "Kabul", "country": "AF", "share": 0.2}]}),
        made("killed", {"low": 1}, quote=None, start=None, end=None, origin="human"),
        made("outcome", "foiled", quote="x" * QUOTE_LIMIT, end=QUOTE_LIMIT),
        *(
            made("not_known", {"property": name}, quote=None, origin="human", said_by="reviewer")
            for name in EMPTIABLE
        ),
    ],
    ids=lambda s: s.property,
)
def test_what_is_within_the_shapes_passes(statement: Statement) -> None:
    check_statement(statement)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (made("suspect", {"name": "x"}), "no such property"),
        (made("killed", {"best": 1, "name": "x"}), "takes the fields"),
        (made("place", {"street": "x"}), "takes the fields"),
        (made("place", "Kabul"), "takes the fields"),
        (made("attack_type", {"code": "bombing"}), "takes one code"),
        (made("attack_type", "Someone Somewhere"), "takes one code"),
        (made("outcome", ""), "takes one code"),
        (made("outcome", "foiled", quote=None), "needs a quote"),
        (made("outcome", "foiled", quote="x" * 401, end=401), "at most"),
        (made("outcome", "foiled", end=4), "offsets"),
        (made("outcome", "foiled", start=None), "offsets"),
        (made("killed", {"low": 3, "best": 2}), "in order"),
        (made("killed", {"best": 2, "high": 1}), "in order"),
        (made("killed", {"best": -1}), "whole numbers"),
        (made("killed", {"best": 1.5}), "whole numbers"),
        (made("killed", {"best": True}), "whole numbers"),
        (made("killed", {"best": "three"}), "whole numbers"),
        (made("killed", {"low": None}), "says nothing"),
        (made("killed", {"best": 1, "part": "Someone Somewhere"}), "one code"),
        (made("group", {"name": "Front", "relation": "did"}, said_by="x"), "no such relation"),
        (made("group", {"name": "Front", "relation": "claimed"}), "said_by is missing"),
        (made("group", {"relation": "claimed"}, said_by="x"), "needs a name"),
        (made("group", {"name": "", "relation": "claimed"}, said_by="x"), "needs a name"),
        (made("group", {"name": ["Front"], "relation": "claimed"}, said_by="x"), "one value"),
        (made("not_known", {"property": "killed"}, said_by="x"), "said by a person"),
        (made("not_known", {"property": "killed"}, origin="human", said_by="x"), "without a quote"),
        (made("not_known", {"property": "scope"}, quote=None, origin="human", said_by="x"), "names one of"),
        (made("not_known", {"property": None}, quote=None, origin="human", said_by="x"), "names one of"),
        (made("not_known", {}, quote=None, origin="human", said_by="x"), "names one of"),
        (made("not_known", "killed", quote=None, origin="human", said_by="x"), "takes the fields"),
        (made("not_known", {"property": "killed", "name": "x"}, quote=None, origin="human"), "the fields"),
        (made("date", {"start": {"name": "x"}}), "start of date takes one value"),
        (made("place", {"name": "Kabul", "alternatives": [{"person": "x"}]}), "alternative"),
        (made("place", {"name": "Kabul", "alternatives": ["x"]}), "alternative"),
        (made("place", {"name": "Kabul", "alternatives": {"person": "x"}}), "one value"),
    ],
)
def test_what_is_outside_them_is_refused(statement: Statement, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check_statement(statement)


@given(st.text(max_size=12), values)
def test_no_value_of_an_unknown_property_ever_passes(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match="no such property"):
        check_statement(made("x" + name, value))


@given(st.dictionaries(st.sampled_from(["low", "best", "high"]), st.none() | st.integers(-2, 6)))
def test_a_toll_passes_exactly_where_it_is_known_whole_and_in_order(value: dict[str, Any]) -> None:
    known = [n for n in map(value.get, ("low", "best", "high")) if n is not None]
    sound = bool(known) and min(known) >= 0 and known == sorted(known)
    if sound:
        check_statement(made("perpetrators_killed", value))
    else:
        with pytest.raises(ValueError, match="perpetrators_killed"):
            check_statement(made("perpetrators_killed", value))


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_of_a_group_needs_its_speaker(relation: str) -> None:
    told = {"name": "Front", "relation": relation}
    check_statement(made("group", told, said_by="police"))
    with pytest.raises(ValueError, match="said_by is missing"):
        check_statement(made("group", told, said_by=""))
