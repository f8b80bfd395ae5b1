"""TopoJSON to rings, cut at the antimeridian. Imports nothing of ours: the front end's build loads it too.

Source: TopoJSON specification, 2.1.4. Clipping: Sutherland and Hodgman (1974).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Point = tuple[float, float]
Ring = list[Point]


def rings(topology: Any) -> Iterator[Ring]:
    """Yield the rings of every polygon of a TopoJSON of land, as (longitude, latitude)."""
    arcs = [decode(arc, topology["transform"]) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                yield join(arcs, ring)


def decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """Return the points of one arc, from its whole-numbered steps (TopoJSON specification, 2.1.4)."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * kx + dx, y * ky + dy))
    return points


def join(arcs: list[Ring], indices: Iterable[int]) -> Ring:
    """Return the ring of these arcs; a negative index is one walked backwards."""
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def cut(ring: Ring) -> Iterator[Ring]:
    """Yield the parts of a ring on [-180, 180]; one that crosses the antimeridian comes back in two."""
    unrolled = _unroll(ring)
    lons = [lon for lon, _ in unrolled]
    for turn in (-360.0, 0.0, 360.0):
        if min(lons) + turn < 180 and max(lons) + turn > -180:
            part = _half([(lon + turn, lat) for lon, lat in unrolled], -180.0, 1)
            part = _half(part, 180.0, -1)
            if len(part) > 3:
                yield part


def _unroll(ring: Ring) -> Ring:
    """Let longitude run on past 180 where the ring crosses the antimeridian, instead of jumping."""
    out = ring[:1]
    for lon, lat in ring[1:]:
        last = out[-1][0]
        out.append((lon + 360 * round((last - lon) / 360), lat))
    return out


def _half(ring: Ring, edge: float, side: int) -> Ring:
    """Return what lies on one side of a meridian (Sutherland and Hodgman, 1974)."""
    out: Ring = []
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside, ends_inside = side * (x0 - edge) >= 0, side * (x1 - edge) >= 0
        if inside:
            out.append((x0, y0))
        if inside != ends_inside:
            out.append((edge, y0 + (y1 - y0) * (edge - x0) / (x1 - x0)))
    return out
