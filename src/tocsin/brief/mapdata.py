"""How the land outline that ships with the brief was made: `python -m tocsin.brief.mapdata land-110m.json`.

Source: Natural Earth, 1:110m physical vectors, land (public domain), in the TopoJSON form of the npm package
world-atlas 2.0.2 (ISC). What is done here: arcs decoded (TopoJSON specification, 2.1.4), rings cut at the
antimeridian, Antarctica left out, points projected (`globe`), and written as one SVG path in whole units.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from tocsin.brief.globe import project

Point = tuple[float, float]
Ring = list[Point]

OUT: Final = Path(__file__).parent / "data" / "land.path"
SOUTHERNMOST: Final = -60.0
"""Rings that lie wholly south of this parallel are left out."""


def rings(topology: Any) -> Iterator[Ring]:
    """Yield the rings of every polygon of a TopoJSON of land, as (longitude, latitude)."""
    arcs = [_decode(arc, topology["transform"]) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                yield _join(arcs, ring)


def _decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * kx + dx, y * ky + dy))
    return points


def _join(arcs: list[Ring], indices: Iterable[int]) -> Ring:
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


def path(parts: Iterable[Ring]) -> str:
    """Return one SVG path of closed rings: absolute starts, relative whole steps."""
    return "".join(_subpath(ring) for ring in parts)


def _subpath(ring: Ring) -> str:
    points = [(round(x), round(y)) for x, y in (project(lon, lat) for lon, lat in ring)]
    x, y = points[0]
    steps = []
    for nx, ny in points[1:]:
        if (nx, ny) != (x, y):
            steps.append(f"{nx - x} {ny - y}")
            x, y = nx, ny
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-") if len(steps) > 1 else ""


def main(arguments: list[str]) -> None:
    """Write the path of the TopoJSON file named in `arguments`."""
    topology = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    kept = (ring for ring in rings(topology) if max(lat for _, lat in ring) > SOUTHERNMOST)
    OUT.write_text(path(part for ring in kept for part in cut(ring)) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
