"""Regions by name, and points in polygons."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tocsin.errors import InputError
from tocsin.places.polygon import inside, rings
from tocsin.places.regions import names, region, subregions

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
FAR = [[20, 0], [30, 0], [30, 10], [20, 10], [20, 0]]


@pytest.mark.parametrize(
    ("text", "holds", "lacks"),
    [
        ("Europe", {"FR", "RU", "GB"}, {"TR", "US"}),
        ("150", {"FR"}, {"TR"}),
        ("eu", {"FR", "DE"}, {"GB", "CH"}),
        ("EU28", {"FR", "GB"}, {"CH"}),
        ("Central Asia", {"KZ", "UZ"}, {"AF"}),
        ("fr, Belgium", {"FR", "BE"}, {"NL"}),
        ("Western Africa,NG,Cameroon", {"NG", "CM", "ML"}, {"FR"}),
    ],
)
def test_regions(text: str, holds: set[str], lacks: set[str]) -> None:
    found = region(text).countries
    assert found is not None
    assert holds <= found
    assert not lacks & found


def test_every_country_is_in_one_subregion_and_every_continent_is_whole() -> None:
    every = [code for codes in subregions().values() for code in codes]
    assert len(every) == len(set(every))
    continents = ("Africa", "Americas", "Asia", "Europe", "Oceania")
    parts = [region(name).countries or frozenset() for name in continents]
    assert sum(len(part) for part in parts) == len(every)
    assert len(region("EU").countries or ()) == 27
    assert "Europe" in names()
    assert region("world").countries is None


@pytest.mark.parametrize("text", ["", " , ", "Atlantis", "FR,XX9"])
def test_no_such_region(text: str) -> None:
    with pytest.raises(InputError):
        region(text)


@pytest.mark.parametrize(
    "geojson",
    [
        {"type": "Polygon", "coordinates": [SQUARE, HOLE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [FAR]]},
        {"type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [SQUARE, HOLE]}}
        ]},
    ],
)  # fmt: skip
def test_points_in_a_polygon_with_a_hole(geojson: Any) -> None:
    lat, lon = np.array([2.0, 5.0, 5.0, np.nan]), np.array([2.0, 5.0, 15.0, 2.0])
    assert inside(rings(geojson), lat, lon).tolist() == [True, False, False, False]


@pytest.mark.parametrize(
    "wrong",
    [
        None, [], {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[["a", 0], [1, 1], [2, 2], [0, 0]]]},
    ],
)  # fmt: skip
def test_no_polygon(wrong: Any) -> None:
    with pytest.raises(InputError, match="not a polygon"):
        rings(wrong)
