"""Short descriptions: the place first, what holds it after."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.places import Gazetteer
from tocsin.places.describe import locate, parts


@pytest.mark.parametrize(
    ("description", "headline", "name", "admin1", "precision"),
    [
        ("Maiduguri town", "", "Maiduguri", "Borno State", "city"),
        ("Maiduguru town", "", "Maiduguri", "Borno State", "city"),
        ("Kaduna town (Nasarawa area)", "", "Kaduna", "Kaduna State", "city"),
        ("Benin City", "", "Benin City", "Edo State", "city"),
        ("Borno state", "", "Borno State", "Borno State", "province"),
        ("Qqzxvar village, Riyom LGA, Plateau state", "", "Riyom", "Plateau State", "district"),
        ("Qqzxvar village, Plateau state", "", "Plateau State", "Plateau State", "province"),
        ("", "Gunmen raid market in Jos", "Jos", "Plateau State", "city"),
        ("a market", "Bomb kills five in Kano", "Kano", "Kano State", "city"),
    ],
)
def test_a_description_is_placed(
    gazetteer: Gazetteer, description: str, headline: str, name: str, admin1: str, precision: str
) -> None:
    found = locate(description, gazetteer, headline=headline, country="NG")
    assert found is not None
    assert (found.place.name, found.place.admin1, found.place.precision) == (name, admin1, precision)


@pytest.mark.parametrize("description", ["", "Qqzxvar", "an unknown village", "?", "L", "x" * 5_000])
def test_what_cannot_be_placed_is_not(gazetteer: Gazetteer, description: str) -> None:
    assert locate(description, gazetteer) is None


def test_nothing_is_placed_where_nothing_speaks_for_it(gazetteer: Gazetteer) -> None:
    assert locate("Ulm village", gazetteer, country="NG") is None
    found = locate("Ulm village", gazetteer)
    assert found is not None
    assert found.place.country == "DE"


def test_a_namesake_outside_the_province_named_is_no_answer(gazetteer: Gazetteer) -> None:
    found = locate("Kano village, Borno state", gazetteer, country="NG")
    assert found is not None
    assert found.place.admin1 == "Borno State"


def test_near_a_place_has_a_wider_circle(gazetteer: Gazetteer) -> None:
    at = locate("Maiduguri town", gazetteer)
    near = locate("near Maiduguri town", gazetteer)
    assert at is not None
    assert near is not None
    assert (near.place.radius_km or 0) > (at.place.radius_km or 0)


def test_type_words_and_brackets_are_seen() -> None:
    found = [(p.name, p.kind, p.bracketed) for p in parts("Byie village, Riyom LGA (Gada area)")]
    assert found == [("Byie", "city", False), ("Riyom", "district", False), ("Gada", "part", True)]


@given(st.text(max_size=80), st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_is_placed_or_not(description: str, headline: str) -> None:
    found = locate(description, Gazetteer.load(), headline=headline)
    if found is not None and found.place.lat is not None:
        assert -90 <= found.place.lat <= 90
        assert (found.place.radius_km or 0) > 0
