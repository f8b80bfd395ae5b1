"""How the land outline that ships with the brief was made: `python -m tocsin.brief.mapdata land-110m.json`.

Source: Natural Earth, 1:110m physical vectors, land (public domain), in the TopoJSON form of the npm package
world-atlas 2.0.2 (ISC). What is done here: arcs decoded (TopoJSON specification, 2.1.4), rings cut at the
antimeridian, Antarctica left out, points projected (`globe`), and written as one SVG path in whole units.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tocsin.brief.globe import project
from tocsin.brief.topology import Ring, cut, rings

OUT: Final = Path(__file__).parent / "data" / "land.path"
SOUTHERNMOST: Final = -60.0
"""Rings that lie wholly south of this parallel are left out."""


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
