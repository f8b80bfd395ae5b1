from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brief.builders import ANYWHERE, TOWN, exactly, incident
from tocsin.brief import world
from tocsin.brief.globe import HEIGHT, KM_PER_UNIT, WIDTH, project
from tocsin.brief.mapdata import path
from tocsin.brief.topology import cut, rings
from tocsin.model import Place


def test_known_places_of_the_projection() -> None:
    assert project(0, 0) == pytest.approx((WIDTH / 2, HEIGHT / 2))
    assert project(180, 0) == pytest.approx((WIDTH, HEIGHT / 2))
    assert project(0, 90)[1] == pytest.approx(0, abs=1e-6)
    assert project(0, -90)[1] == pytest.approx(HEIGHT, abs=1e-6)


@given(st.floats(-170, 170), st.floats(-80, 80))
def test_every_square_kilometre_takes_the_same_room(lon: float, lat: float) -> None:
    step = 0.01
    (x0, y0), (x1, y1), (x2, y2) = project(lon, lat), project(lon + step, lat), project(lon, lat + step)
    drawn = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) * KM_PER_UNIT**2
    side = math.radians(step) * 6371.0
    assert drawn == pytest.approx(side * side * math.cos(math.radians(lat + step / 2)), rel=1e-2)


def test_a_ring_across_the_antimeridian_comes_back_in_two() -> None:
    ring = [(170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0), (170.0, 60.0)]
    parts = list(cut(ring))
    spans = sorted((min(lon for lon, _ in part), max(lon for lon, _ in part)) for part in parts)
    assert spans == [(-180.0, -170.0), (170.0, 180.0)]


def test_a_ring_that_does_not_cross_stays_whole() -> None:
    ring = [(10.0, 50.0), (20.0, 50.0), (20.0, 60.0), (10.0, 50.0)]
    assert list(cut(ring)) == [ring]


def test_topojson_arcs_are_decoded_and_turned() -> None:
    square = {
        "transform": {"scale": [10, 10], "translate": [-10, -10]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
        "objects": {"land": {"geometries": [{"type": "Polygon", "arcs": [[0, -2]]}]}},
    }
    assert list(rings(square)) == [[(-10, -10), (10, -10), (10, 10), (-10, 10), (-10, -10)]]
    assert path([[(-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (-10.0, -10.0)]]).startswith("M")


def test_the_shipped_land_is_small_inert_and_within_the_map() -> None:
    land = world.land()
    assert 10_000 < len(land) <= 60_000
    assert re.fullmatch(r"[Mlz0-9 \-]+", land)
    starts = [tuple(map(int, m)) for m in re.findall(r"M(-?\d+) ?(-?\d+)l", land)]
    assert len(starts) > 100
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in starts)
    # No step is longer than a tenth of the world: nothing was drawn across the map.
    steps = [int(n) for n in re.findall(r"-?\d+", re.sub(r"M-?\d+ ?-?\d+", "", land))]
    assert max(map(abs, steps)) < WIDTH / 10


def test_each_incident_with_a_point_is_a_spot_and_each_other_is_counted() -> None:
    drawn = world.draw([incident("a"), incident("b", place=ANYWHERE), incident("c", place=Place("Atlantis"))])
    assert sorted(spot.incident.id for spot in drawn.spots) == ["a", "b"]
    assert drawn.unplaced == 1


def test_a_province_is_a_ring_of_its_radius_and_never_a_dot() -> None:
    town, province = (world.draw([incident(place=place)]).spots[0] for place in (TOWN, ANYWHERE))
    assert (town.pinned, province.pinned) == (True, False)
    wide = world.draw([incident(place=Place("X", None, "US", 40.0, -100.0, 1500.0, "country"))]).spots[0]
    assert wide.radius == pytest.approx(1500 / KM_PER_UNIT)
    assert not wide.pinned


def test_more_dead_is_a_larger_dot_and_the_larger_lies_below() -> None:
    drawn = world.draw([incident("small", killed=exactly(1)), incident("large", killed=exactly(80))])
    assert [spot.incident.id for spot in drawn.spots] == ["large", "small"]


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-55, 80)), max_size=6))
def test_every_spot_is_within_the_frame_and_the_frame_within_the_map(
    points: list[tuple[float, float]],
) -> None:
    found = [
        incident(str(n), place=Place("P", None, "DE", lat, lon, 5.0, "city"))
        for n, (lon, lat) in enumerate(points)
    ]
    drawn = world.draw(found)
    frame = drawn.frame
    assert frame.x >= 0
    assert frame.x + frame.width <= WIDTH + 1e-6
    for spot in drawn.spots:
        assert frame.x <= spot.x <= frame.x + frame.width
        assert frame.y <= spot.y <= frame.y + frame.height
