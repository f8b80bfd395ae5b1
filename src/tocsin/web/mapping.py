"""The map and the timeline, with the list beside them that always agrees: one address, one set of filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, Response

from tocsin.brief import world
from tocsin.definitions import shipped
from tocsin.model import OUTCOMES
from tocsin.places import ATTRIBUTION, country_name
from tocsin.record import Point, Record, Wanted
from tocsin.taxonomy import ATTACK_TYPES, TARGET_TYPES, WEAPON_TYPES
from tocsin.web import chart, pages, restricted
from tocsin.web.access import AnyReader, Reader
from tocsin.web.api import JSON, columns
from tocsin.web.faults import PageError
from tocsin.web.filters import Asked, Filtered, Order
from tocsin.web.today import HTML
from tocsin.web.words import Words, mark

ROWS: Final = 60
"""Incidents in one page of the list."""
SAMPLE: Final = 500
"""The newest incidents, of which groups and sources are offered as filters."""
FACETS: Final[dict[str, tuple[str, Any]]] = {
    "attack": (mark("Attack"), ATTACK_TYPES), "target": (mark("Target"), TARGET_TYPES),
    "weapon": (mark("Weapon"), WEAPON_TYPES), "outcome": (mark("Outcome"), None),
}  # fmt: skip
CONTEXTS: Final = {
    "attack": "attack_type", "target": "target_type", "weapon": "weapon_type", "outcome": "outcome",
}  # fmt: skip
"""In which context of the catalogues the labels of each facet are."""
router = APIRouter(include_in_schema=False)


@router.get("/map")
def show_map(
    request: Request,
    reader: AnyReader,
    filters: Filtered,
    order: Order = "newest",
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Show the map, the timeline and the list of what the filters keep."""
    record = restricted.seen(request, reader, filters)
    named = restricted.names(request, reader)

    def besides(points: Sequence[Point]) -> dict[str, Any]:
        return {
            "clusters": chart.clusters(points), "land": world.land(),
            "sphere": world.sphere(), "graticule": world.graticule(), "facets": _facets(),
            "rules": shipped().values(), "offered": _offered(record, reader.words), "context_of": CONTEXTS,
            "attribution": ATTRIBUTION,
            "tiles": tiles(request) is not None, "restricted": named,
        }  # fmt: skip

    return _kept("map.html.j2", request, reader, filters, order, after, besides)


@router.get("/map/list")
def more(
    request: Request,
    reader: AnyReader,
    filters: Filtered,
    order: Order = "newest",
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Return the timeline and the list alone, for the page that has the rest."""
    return _kept("found.html.j2", request, reader, filters, order, after)


@router.get("/map/points")
def points(request: Request, reader: AnyReader, filters: Filtered) -> Response:
    """Return the points that the map's script draws: what the list beside it holds, so no export."""
    record = restricted.seen(request, reader, filters)
    key = ("map points", *record.state(), filters.query, restricted.sees(request, reader))
    answer: Response = request.app.state.shelf.answer(
        request, key, JSON, lambda: columns(record, filters.wanted)
    )
    return answer


@router.get("/tiles")
def tile_file(request: Request, reader: AnyReader) -> Response:
    """Return the desk's own base map, by ranges (the PMTiles protocol)."""
    del reader
    path = tiles(request)
    if path is None:
        raise PageError(404, "This desk has no base map of its own.")
    return FileResponse(
        path, media_type="application/octet-stream", headers={"cache-control": "private, max-age=3600"}
    )


def tiles(request: Request) -> Path | None:
    """Return the PMTiles file of the settings, if it is there."""
    desk = request.app.state.desk
    path = desk.folder / desk.settings.web.tiles
    return path if desk.settings.web.tiles and path.is_file() else None


def _kept(
    template: str,
    request: Request,
    reader: Reader,
    filters: Asked,
    order: Order,
    after: str | None,
    besides: Callable[[Sequence[Point]], dict[str, Any]] = lambda _: {},
) -> Response:
    """Answer with `template`, filled with what the filters keep and `besides` of the points on the map."""
    record = restricted.seen(request, reader, filters)
    key = (template, *record.state(), filters.query, order, after, reader.view)

    def make() -> str:
        points = record.points(filters.wanted)
        return pages.fill(
            template, request, _listed(record, filters, order, after, len(points)) | besides(points)
        )

    answer: Response = request.app.state.shelf.answer(request, key, HTML, make)
    return answer


def _listed(record: Record, filters: Asked, order: Order, after: str | None, placed: int) -> dict[str, Any]:
    page = record.browse(filters.wanted, limit=ROWS, after=after, order=order)
    anytime = replace(filters.wanted, since=None, until=None)
    days = _from_the_window_on(record.days(anytime), record, filters.wanted)
    undated = days.pop(None, 0)
    return {
        "page": page, "filters": filters, "order": order, "after": after, "placed": placed,
        "time": chart.timeline(days.items(), undated, filters.wanted.since, filters.wanted.until),
        "look": chart.look, "marks": restricted.marks(record, page.incidents),
    }  # fmt: skip


def _from_the_window_on(
    days: Mapping[date | None, int], record: Record, wanted: Wanted
) -> dict[date | None, int]:
    """Count what is wanted and began before the window on its first day, so that bars and list agree."""
    moved = Counter(days)
    if wanted.since is not None:
        for day, n in record.days(wanted).items():
            if day is not None and day < wanted.since:
                moved[day] -= n
                moved[wanted.since] += n
    return dict(moved)


def _facets() -> dict[str, tuple[str, list[tuple[str, str]]]]:
    return {
        name: (title, [(c.code, c.label) for c in codes.values()] if codes else [(o, o) for o in OUTCOMES])
        for name, (title, codes) in FACETS.items()
    }


def _offered(record: Record, words: Words) -> dict[str, list[tuple[str, str]]]:
    """Return the countries, groups and sources of the newest incidents, the most frequent first."""
    newest = record.browse(Wanted(), limit=SAMPLE).incidents
    countries = Counter(i.place.country for i in newest if i.place.country)
    groups = Counter(g.name for i in newest for g in {g.name: g for g in i.groups}.values())
    sources = Counter(source for i in newest for source in {e.source for e in i.evidence if e.source})
    return {
        "country": sorted(
            ((c, words.territory(c, country_name(c) or c)) for c in countries), key=lambda pair: pair[1]
        ),
        "group": [(name, name) for name, _ in groups.most_common(60)],
        "source": [(name, name) for name, _ in sources.most_common(60)],
    }
