"""The API: what the pages show, as JSON, documented at /openapi.json."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from tocsin.definitions import shipped
from tocsin.model import Incident
from tocsin.record import Record, Wanted
from tocsin.resolve import point
from tocsin.web.access import AnyReader
from tocsin.web.filters import Filtered, Order

MOST: Final = 500
"""Incidents in one answer."""
JSON: Final = "application/json"


class Fault(BaseModel):
    """What every refusal under /api looks like."""

    status: int
    error: str


REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    code: {"model": Fault, "description": text}
    for code, text in (
        (400, "cannot be done"), (401, "sign in first"), (403, "not allowed"), (404, "no such thing"),
        (422, "not understood"), (429, "too many requests"), (503, "the record cannot be read now"),
    )
}  # fmt: skip
router = APIRouter(prefix="/api", tags=["incidents"], responses=REFUSALS)
Id = Annotated[str, Path(max_length=100, pattern=r"^[0-9a-f]+$")]


class Listing(BaseModel):
    """One page of incidents; `next` goes into `after` for the page that follows."""

    total: int
    next: str | None
    incidents: list[dict[str, Any]]


@router.get("/incidents", response_model=Listing)
def incidents(
    request: Request,
    reader: AnyReader,
    filters: Filtered,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
    after: Annotated[str | None, Query(max_length=200)] = None,
    order: Order = "newest",
    statements: Annotated[bool, Query(description="with the sentences behind each value")] = False,
) -> Response:
    """List the incidents that the filters keep, each as `tocsin incidents --format jsonl` gives it."""
    del reader
    record = request.app.state.desk.record
    key = ("api", *record.state(), filters.query, limit, after, order, statements)

    def make() -> str:
        page = record.browse(filters.wanted, limit=limit, after=after, order=order)
        rows = [_row(incident, statements=statements) for incident in page.incidents]
        return _dumps({"total": page.total, "next": page.next, "incidents": rows})

    answer: Response = request.app.state.shelf.answer(request, key, JSON, make)
    return answer


@router.get("/incidents/{id}")
def incident(request: Request, reader: AnyReader, id: Id) -> Response:
    """Return one incident with its statements; any id that was ever shown leads to it."""
    del reader
    record: Record = request.app.state.desk.record
    return Response(_dumps(record.with_parts(record.incident(id)).to_json()), media_type=JSON)


@router.get("/count")
def counted(request: Request, reader: AnyReader, filters: Filtered) -> dict[str, int]:
    """Count the incidents that the filters keep."""
    del reader
    return {"total": request.app.state.desk.record.count(filters.wanted)}


@router.get("/points")
def point_table(request: Request, reader: AnyReader, filters: Filtered) -> Response:
    """Return the located incidents as columns: id, lon, lat, radius_km, precision, start, killed, title."""
    del reader
    record = request.app.state.desk.record
    key = ("points", *record.state(), filters.query)

    answer: Response = request.app.state.shelf.answer(
        request, key, JSON, lambda: columns(record, filters.wanted)
    )
    return answer


@router.get("/definitions")
def definitions(reader: AnyReader) -> list[dict[str, str]]:
    """List the inclusion rules."""
    del reader
    return [{"name": d.name, "title": d.title, "source": d.source} for d in shipped().values()]


def columns(record: Record, wanted: Wanted) -> str:
    """Return what is wanted and has a point as JSON, a list for each property."""
    found = record.points(wanted)
    total = record.count(wanted)
    return _dumps({
        "total": total, "unplaced": total - len(found),
        "id": [p.id for p in found],
        "lon": [round(p.lon, 4) for p in found], "lat": [round(p.lat, 4) for p in found],
        "radius_km": [p.radius_km for p in found], "precision": [p.precision for p in found],
        "start": [p.start.isoformat() if p.start else None for p in found],
        "killed": [p.killed and point(p.killed) for p in found], "title": [p.title for p in found],
    })  # fmt: skip


def _row(incident: Incident, *, statements: bool) -> dict[str, Any]:
    if statements:
        return dict(incident.to_json())
    # The statements are most of the work: they are left out before it, not after.
    row: dict[str, Any] = replace(incident, evidence=()).to_json()
    del row["statements"]
    return row


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
