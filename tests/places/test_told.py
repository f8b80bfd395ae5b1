"""Places told by others: distance, wind, what holds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import Place, km_between
from tocsin.places import Told, placed, told
from tocsin.places.told import between, moved

TOWN = Place("Gao", "Gao", "ML", 16.27, -0.04, 5.0, "city")
PROVINCE = Place("Gao", "Gao", "ML", 16.9, 0.8, 190.0, "province")


@pytest.mark.parametrize(
    ("words", "relation", "km", "bearing"),
    [
        ("a hamlet 30 km north-east of ", "offset", 30.0, 45.0),
        ("some 20 miles south of the town of ", "offset", 32.18, 180.0),
        ("30 kilometres (19 miles) to the west of ", "offset", 30.0, 270.0),
        ("about 12.5 km from the provincial capital, ", "distance", 12.5, None),
        ("about 12.5 km from ", "distance", 12.5, None),
        ("just north of ", "wind", None, 0.0),
        ("killed near ", "near", None, None),
        ("on the outskirts of ", "near", None, None),
        ("outside ", "near", None, None),
        ("the people of ", None, None, None),
        ("a man from ", None, None, None),
        ("killed 30 in ", None, None, None),
    ],
)
def test_what_is_told(words: str, relation: str | None, km: float | None, bearing: float | None) -> None:
    found = told(words)
    assert (found.relation if found else None) == relation
    if found is not None:
        assert found.km == pytest.approx(km)
        assert found.bearing == bearing


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        (", ", "in"),
        (" in ", "in"),
        (", in the ", "in"),
        (", a village in the ", "in"),
        (", a farming village 40 km south of ", "offset"),
        (", about 40 km from ", "distance"),
        (", near ", "near"),
        (", Ohaukwu area of ", "in"),
        (" after a raid in ", None),
        (" and ", None),
        (" ", None),
        ("", None),
    ],
)
def test_what_stands_between(words: str, relation: str | None) -> None:
    found = between(words)
    assert (found.relation if found else None) == relation


def test_an_offset_moves_the_point_and_keeps_the_name() -> None:
    found = placed("Kardjiba", Told("offset", 60.0, 90.0), TOWN)
    assert found.name == "Kardjiba"
    assert found.country == "ML"
    assert km_between(found, TOWN) == pytest.approx(60.0, abs=0.5)
    assert found.lon is not None
    assert found.lon > (TOWN.lon or 0.0)
    assert found.precision == "district"


def test_what_is_told_less_of_has_the_wider_circle() -> None:
    tells = [Told("offset", 20.0, 0.0), Told("wind", None, 0.0), Told("distance", 40.0)]
    radii = [placed("X", how, TOWN).radius_km or 0.0 for how in tells]
    assert radii == sorted(radii)
    assert placed("X", Told("in"), PROVINCE).precision == "province"
    assert placed("X", Told("in"), TOWN).precision == "city"


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(0.1, 500), st.floats(0, 360, exclude_max=True))
def test_moved_by_as_much_as_told(lat: float, lon: float, km: float, bearing: float) -> None:
    there = moved(lat, lon, km, bearing)
    far = km_between(Place(None, lat=lat, lon=lon), Place(None, lat=there[0], lon=there[1]))
    assert far == pytest.approx(km, rel=1e-3, abs=1e-3)
    assert -180 <= there[1] <= 180
