"""The circle of an event's place: never narrower than the place, never wider for what is finer or surer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding.radius import CLASSES, LEVELS, level_of, shipped, widened
from tocsin.model import PLACE_PRECISIONS, Place

SURE = st.floats(0, 1)
CLASS = st.sampled_from(sorted(CLASSES))


def place(precision: str, radius: float) -> Place:
    return Place("X", lat=1.0, lon=2.0, radius_km=radius, precision=precision)


def test_every_precision_has_a_row() -> None:
    assert set(CLASSES) == set(PLACE_PRECISIONS)
    assert len(shipped()) == max(CLASSES.values()) + 1
    assert all(len(row) == len(LEVELS) for row in shipped())


@given(CLASS, CLASS, SURE, st.floats(0, 300))
def test_a_finer_class_never_gets_the_larger_radius(one: str, other: str, sure: float, own: float) -> None:
    finer, coarser = sorted((one, other), key=CLASSES.__getitem__)
    radii = [widened(place(precision, own), sure).radius_km or 0.0 for precision in (finer, coarser)]
    assert radii[0] <= radii[1]


@given(CLASS, SURE, SURE, st.floats(0, 300))
def test_a_surer_place_never_gets_the_larger_radius(one: str, a: float, b: float, own: float) -> None:
    surer, doubtful = widened(place(one, own), max(a, b)), widened(place(one, own), min(a, b))
    assert (surer.radius_km or 0.0) <= (doubtful.radius_km or 0.0)
    assert (surer.radius_km or 0.0) >= own


def test_a_place_without_a_point_gets_no_circle() -> None:
    assert widened(Place("X"), 0.9) == Place("X")


def test_levels() -> None:
    assert [level_of(sure) for sure in (1.0, 0.9, 0.89, 0.7, 0.5, 0.0)] == [0, 0, 1, 1, 2, 3]
