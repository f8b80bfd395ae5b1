"""What a reviewer writes is read back as it was meant, and nothing else is taken for a value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.desk.correcting import FIELD_OF, NOT_KNOWN, changed, statements, written
from tocsin.desk.reviewing import reopened, weigh
from tocsin.errors import InputError
from tocsin.model import Count, DateRange, Evidence, Group, Incident, Place, Statement, check_statement

NICE = Incident(
    id="a" * 10, title="", date=DateRange(date(2016, 7, 14), date(2016, 7, 14)),
    place=Place("Nice", None, "FR", 43.7, 7.27, 5.0, "city"), attack_types=("vehicle_ramming",),
    weapon_types=("vehicle",), target_types=("public_gathering",), outcome="completed",
    killed=Count(84, 86, 87), injured=Count(303, 434, None), perpetrators_killed=None,
    groups=(Group("A Front", "claimed", "A Front"),), scope="domestic", probability=0.9, reports=("r" * 40,),
    sources=3, documents=("d",), first_reported=None, last_changed=None, as_of=None, evidence=(),
)  # fmt: skip
WHOLE = replace(NICE, perpetrators_killed=Count(1, 1, 1))
numbers = st.integers(0, 10**6)


def only(field: str, text: str) -> object:
    (found,) = statements(NICE, {field: text})
    check_statement(found)
    assert found.origin == "human"
    return found.value


def test_what_is_shown_and_sent_back_unchanged_is_no_correction() -> None:
    assert changed(NICE, written(NICE)) == {}
    assert statements(NICE, {k: f"  {v} " for k, v in written(NICE).items()}) == []


@given(numbers, numbers, numbers)
def test_a_toll_is_read_back_as_it_is_written(a: int, b: int, c: int) -> None:
    low, best, high = sorted((a, b, c))
    for count in (Count(best, best, best), Count(low, best, high), Count(low, best, None)):
        text = written(replace(NICE, killed=count))["killed"]
        found = statements(replace(NICE, killed=None), {"killed": text})[0].value
        assert found["best"] == best
        assert found["high"] == count.high


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("84", {"low": 84, "best": 84, "high": 84}),
        ("80-90", {"low": 80, "best": None, "high": 90}),
        ("84 (80–90)", {"low": 80, "best": 84, "high": 90}),
        ("30+", {"low": 30, "best": 30, "high": None}),
        ("at least 30", {"low": 30, "best": 30, "high": None}),
        ("0", {"low": 0, "best": 0, "high": 0}),
    ],
)
def test_tolls(text: str, value: object) -> None:
    assert only("killed", text) == value


def test_days_codes_places_and_groups() -> None:
    assert only("date", "2016-07-13/2016-07-14") == {
        "start": "2016-07-13", "end": "2016-07-14", "precision": "range",
    }  # fmt: skip
    assert [s.value for s in statements(NICE, {"attack_types": "vehicle ramming, shooting"})] == [
        "vehicle_ramming", "shooting",
    ]  # fmt: skip
    place = only("place_name", "Cannes")
    assert isinstance(place, dict)
    assert (place["name"], place["lat"], place["radius_km"]) == ("Cannes", 43.7, 5.0)
    (group,) = statements(NICE, {"groups": "B Front; suspected; police"})
    assert (group.value, group.said_by) == ({"name": "B Front", "relation": "suspected"}, "police")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("killed", "many"), ("killed", "9-3"), ("killed", ""), ("killed", "-1"), ("killed", "1" * 5000),
        ("date", "14 July"), ("date", "2016-02-30"), ("date", "2016-07-14/2016-07-01"), ("outcome", "done"),
        ("attack_types", "murder"), ("attack_types", ""), ("place_country", "XX"), ("place_point", "91, 0"),
        ("place_point", "here"), ("place_radius", "0"), ("place_radius", "nan"),
        ("place_precision", "street"),
        ("groups", "B Front"), ("groups", "B Front; hates; police"), ("groups", ""),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_by_the_name_of_its_field(field: str, text: str) -> None:
    with pytest.raises(InputError, match=field):
        statements(NICE, {field: text})


def emptied_of(*names: str) -> Incident:
    """The incident after a reviewer said of `names` that they are not known."""
    without: dict[str, Any] = {
        "date": DateRange(None, None, "unknown"), "place": Place(None), "groups": (), "killed": None,
        "injured": None, "perpetrators_killed": None, "outcome": None, "attack_types": (),
        "weapon_types": (), "target_types": (),
    }  # fmt: skip
    fields = {
        "group": "groups",
        **{f"{kind}_type": f"{kind}_types" for kind in ("attack", "weapon", "target")},
    }
    said = (
        Evidence(
            Statement("r" * 40, "not_known", {"property": name}, said_by="reviewer", origin="human"), "d"
        )
        for name in names
    )
    given = {fields.get(name, name): without[fields.get(name, name)] for name in names}
    return replace(WHOLE, evidence=tuple(said), **given)


@pytest.mark.parametrize("sign", ["?", "-", "–", " — "])
@pytest.mark.parametrize(("name", "field"), FIELD_OF.items())
def test_a_sign_in_a_field_or_its_box_says_that_the_value_is_not_known(
    name: str, field: str, sign: str
) -> None:
    for found in (statements(WHOLE, {field: sign}), statements(WHOLE, written(WHOLE), [field])):
        (said,) = found
        check_statement(said)
        assert (said.property, said.value) == ("not_known", {"property": name})
        assert (said.subject, said.said_by, said.origin) == ("r" * 40, "reviewer", "human")


@pytest.mark.parametrize(("name", "field"), FIELD_OF.items())
def test_what_is_not_known_shows_the_sign_and_saying_so_again_says_nothing(name: str, field: str) -> None:
    bare = emptied_of(name)
    assert written(bare)[field] == NOT_KNOWN
    assert written(replace(bare, evidence=()))[field] == ""
    assert statements(bare, written(bare)) == []
    assert statements(bare, {field: "-"}, [field]) == []
    assert {s.property for s in statements(bare, written(WHOLE))} == {name}


def test_a_part_of_a_place_is_emptied_by_a_sign_and_fills_a_place_that_was_not_known() -> None:
    place = only("place_point", "?")
    assert isinstance(place, dict)
    assert (place["name"], place["country"], place["lat"], place["radius_km"]) == ("Nice", "FR", None, None)
    (said,) = statements(emptied_of("place"), {"place_country": "fr", "place_precision": "country"})
    assert said.property == "place"
    assert (said.value["name"], said.value["country"], said.value["precision"]) == (None, "FR", "country")


@pytest.mark.parametrize(
    ("sent", "boxes", "why"),
    [
        ({"killed": "7"}, ["killed"], "killed: either"),
        ({"place_name": "?", "place_country": "DE"}, [], "place_name: either"),
        ({"place_country": "DE"}, ["place_name"], "place_name: either"),
        ({"place_name": "Cannes"}, ["place_name"], "place_name: either"),
        ({}, ["scope"], "scope: "),
        ({}, ["place_country"], "place_country: "),
        (dict.fromkeys(("place_name", "place_country", "place_point"), ""), [], "place_name: write where"),
    ],
)
def test_a_value_and_that_it_is_not_known_are_two_things(
    sent: dict[str, str], boxes: list[str], why: str
) -> None:
    with pytest.raises(InputError, match=why):
        statements(NICE, sent, boxes)


@given(st.sampled_from(list(written(NICE))), st.text(max_size=60))
def test_whatever_is_typed_is_refused_or_of_a_closed_shape(field: str, text: str) -> None:
    try:
        for statement in statements(NICE, {field: text}):
            check_statement(statement)
    except InputError:
        pass


def test_the_more_doubt_and_the_more_consequence_the_more_a_look_is_worth() -> None:
    sure = weigh(replace(NICE, probability=0.99, killed=Count(86, 86, 86), injured=Count(1, 1, 1)))
    unsure = weigh(replace(NICE, probability=0.6, killed=Count(86, 86, 86), injured=Count(1, 1, 1)))
    small = weigh(replace(NICE, probability=0.6, killed=Count(1, 1, 1), injured=Count(1, 1, 1)))
    assert sure.worth < unsure.worth
    assert small.worth < unsure.worth
    assert any("probability 0.60" in reason for reason in unsure.reasons)
    assert 0 <= sure.doubt <= unsure.doubt <= 1


def test_reopened_is_about_texts() -> None:
    from datetime import UTC, datetime

    from tocsin.desk.reviewing import values
    from tocsin.record import Review

    made = Review(
        1, "r" * 40, "accept", "ada", datetime(2020, 1, 1, tzinfo=UTC), NICE.reports, (),
        {"shown": values(NICE)}, None, None, undone=False,
    )  # fmt: skip
    assert not reopened(NICE, made)
    assert not reopened(replace(NICE, killed=Count(1, 1, 1)), made)
    assert reopened(NICE, replace(made, documents=("gone",)))


def test_a_new_text_that_tells_of_what_is_not_known_reopens_and_one_that_does_not_does_not() -> None:
    from datetime import UTC, datetime

    from tocsin.desk.reviewing import values
    from tocsin.record import Review

    def told(name: str, document: str) -> Evidence:
        return Evidence(Statement("r" * 40, name, {"low": 1, "best": 1, "high": 1}, document), "d")

    bare = emptied_of("killed")
    bare = replace(bare, evidence=(*bare.evidence, told("killed", "seen")))
    made = Review(
        1, "r" * 40, "correct", "ada", datetime(2020, 1, 1, tzinfo=UTC), NICE.reports, ("seen",),
        {"shown": values(bare)}, None, None, undone=False,
    )  # fmt: skip
    assert not reopened(bare, made)
    assert not reopened(replace(bare, evidence=(*bare.evidence, told("injured", "new"))), made)
    assert reopened(replace(bare, evidence=(*bare.evidence, told("killed", "new"))), made)
