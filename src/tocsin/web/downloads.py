"""Incidents to take along: what leaves the desk leaves with places coarsened (docs/rights.md)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from tocsin.audit import Audited, chosen
from tocsin.errors import MissingExtraError
from tocsin.model import Incident
from tocsin.record import Record, Wanted
from tocsin.release import coarsen
from tocsin.release.tables import FLAT, cell, collection, flat, joined
from tocsin.web.access import Publisher
from tocsin.web.filters import Filtered

Format = Literal["csv", "json", "jsonl", "geojson", "parquet"]
KINDS: Final[dict[str, str]] = {
    "csv": "text/csv; charset=utf-8", "json": "application/json", "jsonl": "application/x-ndjson",
    "geojson": "application/geo+json", "parquet": "application/vnd.apache.parquet",
}  # fmt: skip
BATCH: Final = 500
WHOLE: Final = 100_000_000
router = APIRouter(tags=["downloads"])


@router.get("/download", response_class=StreamingResponse, include_in_schema=False)
def download(
    request: Request, reader: Publisher, filters: Filtered, format: Annotated[Format, Query()] = "csv"
) -> Response:
    """Return all that the filters keep."""
    del reader
    now = datetime.now(UTC)
    found = every(request.app.state.desk.record, filters.wanted)
    audit = chosen(request.app.state.desk.record.audits.told(), filters.definition)
    return attached((coarsen(i, now) for i in found), format, "incidents", audit)


def every(record: Record, wanted: Wanted) -> Iterator[Incident]:
    """Yield all that is wanted, a page at a time."""
    after: str | None = None
    # Where rows are held that may not leave, each page is worked out from the whole record: one page then.
    limit = WHOLE if record.restricted() else BATCH
    while True:
        page = record.browse(wanted, limit=limit, after=after, order="oldest")
        yield from page.incidents
        after = page.next
        if after is None:
            return


def attached(incidents: Iterable[Incident], format: Format, name: str, audit: Audited) -> Response:
    """Return `incidents` as a file to be saved; the header `tocsin-audit` says how right they were found.

    Raises MissingExtraError where Parquet is not installed.
    """
    headers = {
        "content-disposition": f'attachment; filename="{name}.{format}"',
        "tocsin-audit": audit.line.replace("–", "-"),
    }
    if format == "geojson":
        told = collection(incidents, audit.to_json())
        return StreamingResponse(told, media_type=KINDS[format], headers=headers)
    if format == "parquet":
        return Response(_parquet(incidents), media_type=KINDS[format], headers=headers)
    texts = {"csv": _csv, "json": _json, "jsonl": _lines}[format](incidents)
    return StreamingResponse(texts, media_type=KINDS[format], headers=headers)


def _csv(incidents: Iterable[Incident]) -> Iterator[str]:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(FLAT)
    for incident in incidents:
        row = flat(incident)
        writer.writerow([cell(row.get(column)) for column in FLAT])
        if held.tell() > 60_000:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()


def _json(incidents: Iterable[Incident]) -> Iterator[str]:
    yield "["
    for number, incident in enumerate(incidents):
        yield (",\n" if number else "\n") + json.dumps(incident.to_json(), ensure_ascii=False)
    yield "\n]\n"


def _lines(incidents: Iterable[Incident]) -> Iterator[str]:
    for incident in incidents:
        yield json.dumps(incident.to_json(), ensure_ascii=False) + "\n"


def _parquet(incidents: Iterable[Incident]) -> bytes:
    try:
        import polars
    except ImportError as error:
        raise MissingExtraError("Parquet", "tables") from error
    rows = [{column: joined(value) for column, value in flat(i).items() if column in FLAT} for i in incidents]
    made = io.BytesIO()
    polars.DataFrame(rows, infer_schema_length=None).write_parquet(made)
    return made.getvalue()
