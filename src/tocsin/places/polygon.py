"""Which points lie in a polygon of GeoJSON (RFC 7946), holes left out, by the even-odd rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tocsin.errors import InputError

Points = npt.NDArray[np.float64]
LARGEST = 200_000
"""Corners at the most."""


def rings(geojson: Any) -> list[Points]:
    """Return the rings (corners × (lon, lat)) of a Polygon, MultiPolygon, Feature or FeatureCollection.

    Raises InputError where it is none of these, a ring is broken, or there are more than `LARGEST` corners.
    """
    try:
        found = [np.asarray(ring, dtype=float)[:, :2] for ring in _rings(geojson, 0)]
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise InputError(f"not a polygon of GeoJSON: {error}") from None
    if not found or any(len(ring) < 4 or not np.isfinite(ring).all() for ring in found):
        raise InputError("not a polygon of GeoJSON: a ring has four corners or more, the last the first")
    if sum(len(ring) for ring in found) > LARGEST:
        raise InputError(f"the polygon has more than {LARGEST:,} corners: simplify it")
    return found


def _rings(geojson: Any, depth: int) -> Iterator[Any]:
    kind = geojson["type"]
    if kind == "Polygon":
        yield from geojson["coordinates"]
    elif kind == "MultiPolygon":
        for polygon in geojson["coordinates"]:
            yield from polygon
    elif kind == "Feature" and depth < 3:
        yield from _rings(geojson["geometry"], depth + 1)
    elif kind == "FeatureCollection" and depth < 2:
        for feature in geojson["features"]:
            yield from _rings(feature, depth + 1)
    else:
        raise ValueError(f"its type is {kind!r}")


def inside(rings: list[Points], lat: Points, lon: Points) -> npt.NDArray[np.bool_]:
    """Return which points lie inside; an unknown point (NaN) does not."""
    crossed = np.zeros(len(lat), dtype=np.int64)
    for ring in rings:
        x, y = ring.T
        x2, y2 = np.roll(x, -1), np.roll(y, -1)
        for a, b, c, d in zip(x, y, x2, y2, strict=True):
            if b != d:
                between = (b > lat) != (d > lat)
                crossed += between & (lon < (c - a) * (lat - b) / (d - b) + a)
    return np.asarray(crossed % 2 == 1) & np.isfinite(lat) & np.isfinite(lon)
