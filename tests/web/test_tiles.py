"""A base map of the desk's own: a PMTiles file read by ranges, under the production policy, offline."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.web.conftest import Open, Serve, Served
from tests.web.tiles import RASTER, VECTOR, pmtiles
from tocsin.desk import Desk


def with_tiles(serve: Serve, content: bytes) -> Served:
    served = serve()
    desk: Desk = served.desk
    (desk.folder / "base.pmtiles").write_bytes(content)
    settings = Path(desk.folder / "tocsin.toml")
    lines = settings.read_text().splitlines()
    told = ['tiles = "base.pmtiles"' if line.startswith("# tiles =") else line for line in lines]
    settings.write_text("\n".join(told))
    fresh = Desk.open(desk.folder)
    desk.settings = fresh.settings
    fresh.record.close()
    return served


# The policy forbids `wait_for_function`, which evaluates text.
LOADED = """() => new Promise(done => {
  const loaded = () => tocsinMap.getSource("own") && tocsinMap.isSourceLoaded("own");
  const look = () => loaded() ? done() : setTimeout(look, 50);
  look();
})"""


@pytest.mark.parametrize("kind", [VECTOR, RASTER], ids=["vector", "raster"])
def test_the_own_base_map_is_drawn_from_ranges_of_its_file(serve: Serve, tab: Open, kind: int) -> None:
    content = pmtiles(kind)
    served = with_tiles(serve, content)
    visit = tab(served)
    got: list[tuple[int, str]] = []
    page = visit.page
    page.on(
        "response",
        lambda r: got.append((r.status, r.headers.get("content-range", ""))) if "/tiles" in r.url else None,
    )
    visit.go("/map")
    page.evaluate(LOADED)
    drawn = page.evaluate("tocsinMap.getStyle().layers.filter(l => l.source === 'own').length")
    assert drawn == (2 if kind == VECTOR else 1)
    if kind == VECTOR:
        seen = page.evaluate("tocsinMap.querySourceFeatures('own', {sourceLayer: 'earth'}).length")
        assert seen >= 1
    assert got
    assert all(status == 206 and told.endswith(f"/{len(content)}") for status, told in got)
    assert visit.strange() == []
    assert visit.said == []


def test_a_file_that_is_no_base_map_leaves_the_shipped_one(serve: Serve, tab: Open) -> None:
    visit = tab(with_tiles(serve, b"no tiles at all" * 100))
    page = visit.go("/map")
    assert page.evaluate("Boolean(tocsinMap.getLayer('land')) && !tocsinMap.getSource('own')")
    assert page.locator("#map").get_attribute("data-count") != "0"
    assert page.locator("#on-map").inner_text() != ""
    assert page.get_by_text("own base map cannot be read").is_visible()
    assert visit.said == []


def test_ranges_are_answered_as_asked(serve: Serve) -> None:
    content = pmtiles(RASTER)
    served = with_tiles(serve, content)
    with httpx.Client(base_url=served.url) as client:
        part = client.get("/tiles", headers={"range": "bytes=5-11"})
        beyond = client.get("/tiles", headers={"range": f"bytes={len(content)}-"})
        whole = client.get("/tiles")
    assert (part.status_code, part.content) == (206, content[5:12])
    assert beyond.status_code == 416
    assert (whole.status_code, whole.content) == (200, content)


def test_without_a_file_there_is_none(serve: Serve) -> None:
    assert httpx.get(f"{serve().url}/tiles").status_code == 404
