"""The page of one incident, the text of one report, and the export of one incident."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from tocsin.audit import chosen
from tocsin.record import Record
from tocsin.release import coarsen
from tocsin.resolve import Mention
from tocsin.web import dossier, pages, restricted
from tocsin.web.access import AnyReader, Publisher
from tocsin.web.chart import look
from tocsin.web.downloads import Format, attached
from tocsin.web.faults import PageError
from tocsin.web.texts import pieces
from tocsin.web.today import HTML

router = APIRouter(include_in_schema=False)
Id = Annotated[str, Path(max_length=40, pattern=r"^[0-9a-f]+$")]
REASONS: Final = 400
"""Judgements listed at most, the surest first; a page that is longer helps nobody."""


@router.get("/incidents/{id}")
def page(request: Request, reader: AnyReader, id: Id) -> Response:
    """Show one incident; an id that was merged away, or the beginning of one, leads on to what it is now."""
    record = restricted.seen(request, reader)
    incident = record.incident(id)
    if incident.id != id:
        return RedirectResponse(f"/incidents/{incident.id}", 308)
    key = ("incident", *record.state(), id, reader.view)

    def make() -> str:
        found = dossier.gather(record, record.with_parts(incident))
        rows = record.restrictions(incident.reports)
        given: dict[str, Any] = {
            "d": found, "i": found.incident, "look": look, "most": REASONS,
            "marks": restricted.marks(record, [incident, *(n.incident for n in found.neighbours)]),
            "rows": {row.document for row in rows.values()}, "leaves": len(rows) < len(incident.reports),
        }  # fmt: skip
        return pages.fill("incident.html.j2", request, given)

    answer: Response = request.app.state.shelf.answer(request, key, HTML, make)
    return answer


@router.get("/incidents/{id}/card")
def card(request: Request, reader: AnyReader, id: Id) -> Response:
    """Return an incident in short, for the map."""
    record = restricted.seen(request, reader)
    key = ("card", *record.state(), id, reader.words, restricted.sees(request, reader))

    def make() -> str:
        incident = record.incident(id)
        return pages.fill(
            "card.html.j2", request, {"i": incident, "marks": restricted.marks(record, [incident])}
        )

    answer: Response = request.app.state.shelf.answer(request, key, HTML, make)
    return answer


@router.get("/incidents/{id}/export")
def export(
    request: Request, reader: Publisher, id: Id, format: Annotated[Format, Query()] = "json"
) -> Response:
    """Return one incident to take along, its place coarsened where the rules say so."""
    del reader
    record: Record = request.app.state.desk.record
    incident = coarsen(record.with_parts(record.incident(id)), datetime.now(UTC))
    audit = chosen(record.audits.told(), None)
    return attached([incident], format, f"incident-{incident.id}", audit)


@router.get("/reports/{id}")
def text(request: Request, reader: AnyReader, id: Id) -> Response:
    """Show the stored text of a report with its evidence marked."""
    record = restricted.seen(request, reader)
    mention = _report(record, id)
    key = ("report", *record.state(), id, reader.view)

    def make() -> str:
        marked = pieces(mention.document.text, mention.report.statements)
        incident = record.incident(id)
        row = record.restrictions([mention.id]).get(mention.id)
        given = {"m": mention, "pieces": marked, "i": incident, "row": row}
        return pages.fill("report.html.j2", request, given)

    answer: Response = request.app.state.shelf.answer(request, key, HTML, make)
    return answer


def _report(record: Record, id: str) -> Mention:
    found = record.mentions(ids=[id])
    if not found:
        raise PageError(404, "There is no such report among those that are shown.")
    return found[0]
