"""The self-audit in the browser: drawn, labelled by keyboard in the review, its result for every reader."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict
from starlette.responses import RedirectResponse, Response

from tocsin.audit import DOCUMENT_VERDICTS, INCIDENT_VERDICTS, SLOT_ANSWERS, SLOTS
from tocsin.definitions import shipped
from tocsin.desk.auditing import (
    DEFINITION,
    REJECTED,
    Ask,
    account,
    drawn,
    drawn_documents,
    said,
    slot_texts,
    waiting,
)
from tocsin.errors import BusyError, DeskError, NotFoundError, UserError
from tocsin.model import Document, Statement
from tocsin.record import Audit, AuditItem, AuditLabel, Record
from tocsin.web import dossier, pages
from tocsin.web.access import AnyReader, Reader, Reviewer, needs
from tocsin.web.faults import PageError, public
from tocsin.web.filters import absent
from tocsin.web.texts import Piece, pieces

SHOWN: Final = 40
SKIPS: Final = 100
CHOICES: Final = 9
LARGEST: Final = 10_000
"""Items of one draw from the browser."""
KEYS: Final = {
    "right": "y", "none": "n", "duplicate": "d", "several": "s", "held": "h", "missed": "m",
    "cannot_tell": "u",
}  # fmt: skip
router = APIRouter(include_in_schema=False)


class Sent(BaseModel):
    """A label as a form sends it."""

    model_config = ConfigDict(extra="ignore")
    token: str = ""
    once: str = ""
    item: int = 0
    seen: int = 0
    verdict: str = ""
    note: str = ""
    other: str = ""
    skip: str = ""
    second: bool = False
    slots: list[str] = []

    def answers(self) -> dict[str, str]:
        """Return what was said of each value ("date:wrong"); right where nothing was."""
        told = dict(one.partition(":")[::2] for one in self.slots)
        return {name: told[name] if told.get(name) in SLOT_ANSWERS else "right" for name in SLOTS}


@router.get("/review/audit")
def show(
    request: Request,
    reader: Reviewer,
    item: Annotated[int | None, Query(ge=1, le=2**31)] = None,
    second: bool = False,
    skip: Annotated[str, Query(max_length=2000)] = "",
) -> Response:
    """Show what waits to be labelled, and one drawn incident or document."""
    return _page(request, reader, Sent(skip=skip, second=second, item=item or 0))


@router.post("/review/audit")
def label(
    request: Request, reader: Annotated[Reader, Depends(needs("reviewer"))], sent: Annotated[Sent, Form()]
) -> Response:
    """Store a label and go on; where it cannot be stored, show all that was sent."""
    request.app.state.forms.check(request, sent.token)
    record: Record = request.app.state.desk.record
    if sent.verdict == "skip":
        skipped = ",".join([*_skipped(sent), str(sent.item)][-SKIPS:])
        return RedirectResponse(_link(_skipping(sent, skipped)), 303)
    audit, items, labels = _all(record)
    item = next((one for one in items if one.seq == sent.item), None)
    if audit is None or item is None:
        raise PageError(404, "There is nothing of that kind to label: open the audit again.")
    mine = _mine(labels, item, reader)
    if sent.seen != (mine.seq if mine else 0):
        if _same(record, item, sent, mine):
            return RedirectResponse(_link(sent), 303)
        line = "Your label of this changed in another tab. Look again: sending replaces it."
        return _page(request, reader, sent, sent, fault=line, status=409)
    try:
        body = _body(record, item, sent)
        record.audits.label(item.seq, body, once=sent.once or secrets.token_hex(16), reviewer=reader.name)
    except (BusyError, DeskError) as error:
        return _page(request, reader, sent, sent, fault=public(str(error)), status=503)
    except UserError as error:
        return _page(request, reader, sent, sent, fault=str(error), status=422)
    return RedirectResponse(_link(sent), 303)


@router.post("/review/audit/undo")
def undo(
    request: Request,
    reader: Reviewer,
    token: Annotated[str, Form()] = "",
    once: Annotated[str, Form(max_length=64)] = "",
    item: Annotated[int, Form(ge=1, le=2**31)] = 1,
) -> Response:
    """Take the reader's own label of an item back and return to it."""
    request.app.state.forms.check(request, token)
    record: Record = request.app.state.desk.record
    record.audits.label(item, {"verdict": "undo"}, once=once or secrets.token_hex(16), reviewer=reader.name)
    return RedirectResponse(f"/review/audit?item={item}", 303)


@router.get("/audit")
def results(
    request: Request, reader: AnyReader, audit: Annotated[str | None, Query(max_length=40)] = None
) -> Response:
    """Show the audits and the result of one of them."""
    del reader
    return _results(request, audit)


Day = Annotated[date | None, BeforeValidator(absent), Form()]


@router.post("/audit")
def start(
    request: Request,
    reader: Reviewer,
    token: Annotated[str, Form()] = "",
    incidents: Annotated[int, Form(ge=0, le=LARGEST)] = 100,
    rejected: Annotated[int, Form(ge=0, le=LARGEST)] = 200,
    seed: Annotated[int, Form(ge=-(2**53), le=2**53)] = 0,
    definition: Annotated[str, Form(max_length=100)] = DEFINITION,
    since: Day = None,
    until: Day = None,
) -> Response:
    """Draw an audit and begin to label it."""
    request.app.state.forms.check(request, token)
    if definition not in shipped():
        raise PageError(422, "There is no definition of that name.")
    try:
        drawn(
            request.app.state.desk.record, Ask(incidents, rejected, seed, definition, since, until),
            by=reader.name,
        )  # fmt: skip
    except (BusyError, DeskError) as error:
        return _results(request, None, fault=public(str(error)), status=503)
    except UserError as error:
        return _results(request, None, fault=str(error), status=422)
    return RedirectResponse("/review/audit", 303)


def to_label(record: Record, reader: str) -> int:
    """Return how many items of the last audit wait for `reader`: for the link in the review."""
    _, items, labels = _all(record)
    return len(waiting(items, labels, reader))


def _results(
    request: Request, wanted: str | None, *, fault: str | None = None, status: int = 200
) -> Response:
    record: Record = request.app.state.desk.record
    every = record.audits.all()
    if wanted is not None and not any(one.id.startswith(wanted) for one in every):
        raise PageError(404, "There is no such audit.")
    chosen = record.audits.find(wanted) if every else None
    given = {
        "audits": every[::-1], "account": account(record, chosen) if chosen else None, "rejected": REJECTED,
        "rules": shipped().values(), "definition": DEFINITION, "fault": fault,
    }  # fmt: skip
    return pages.render(request, "audit.html.j2", given, status=status)


def _skipping(sent: Sent, skip: str) -> Sent:
    return sent.model_copy(update={"skip": skip})


def _skipped(sent: Sent) -> list[str]:
    return [part for part in sent.skip.split(",") if part.isdecimal()][-SKIPS:]


def _link(sent: Sent, item: int | None = None) -> str:
    query = [f"item={item}"] if item else []
    query += ["second=1"] if sent.second else []
    query += [f"skip={','.join(_skipped(sent))}"] if _skipped(sent) else []
    return "/review/audit" + (f"?{'&'.join(query)}" if query else "")


def _all(record: Record) -> tuple[Audit | None, list[AuditItem], list[AuditLabel]]:
    """Return the last audit with its items and labels."""
    try:
        audit = record.audits.find()
    except NotFoundError:
        return None, [], []
    return audit, record.audits.items(audit), record.audits.labels(audit)


def _mine(labels: list[AuditLabel], item: AuditItem, reader: Reader) -> AuditLabel | None:
    return next((one for one in labels if one.item == item.seq and one.reviewer == reader.name), None)


def _body(record: Record, item: AuditItem, sent: Sent) -> dict[str, Any]:
    """Return the label that the form says. Raises UserError where it cannot be understood."""
    note, other = sent.note.strip() or None, sent.other or None
    return said(record, item, sent.verdict, sent.answers(), other=other, note=note)


def _same(record: Record, item: AuditItem, sent: Sent, mine: AuditLabel | None) -> bool:
    """Whether the form says what the reviewer's label says already: sent twice, it is one act."""
    try:
        return mine is not None and mine.body == _body(record, item, sent)
    except UserError:
        return False


def _page(
    request: Request,
    reader: Reader,
    at: Sent,
    sent: Sent | None = None,
    *,
    fault: str | None = None,
    status: int = 200,
) -> Response:
    record: Record = request.app.state.desk.record
    audit, items, labels = _all(record)
    todo = waiting(items, labels, reader.name, second=at.second)
    skipped = {int(part) for part in _skipped(at)}
    left = [one for one in todo if one.seq not in skipped]
    item = next((one for one in items if one.seq == at.item), None) or (left[0] if left else None)
    mine = [one for one in labels if one.reviewer == reader.name]
    last = max(mine, key=lambda one: one.seq, default=None)
    given: dict[str, Any] = {
        "audit": audit, "waiting": todo, "shown": left[:SHOWN], "skipped": skipped, "at": at, "link": _link,
        "skip": ",".join(_skipped(at)), "labelled": len({one.item for one in labels}), "drawn": len(items),
        "last": last, "mine": len(mine), "fault": fault, "once": secrets.token_hex(16), "card": None,
        "keys": KEYS,
    }  # fmt: skip
    if item is not None:
        given["card"] = _card(record, reader, item, labels, sent)
    return pages.render(request, "audit_label.html.j2", given, status=status)


def _card(
    record: Record, reader: Reader, item: AuditItem, labels: list[AuditLabel], sent: Sent | None
) -> dict[str, Any]:
    mine = _mine(labels, item, reader)
    before = dict(mine.body) if mine else {}
    answers = sent.answers() if sent else dict(before.get("slots") or dict.fromkeys(SLOTS, "right"))
    incident = item.kind == "incident"
    texts = [(document, _marked(item, id_, document)) for id_, document in drawn_documents(record, item)]
    return {
        "item": item, "incident": incident, "mine": mine, "seen": mine.seq if mine else 0,
        "verdicts": INCIDENT_VERDICTS if incident else DOCUMENT_VERDICTS, "answers": answers,
        "slots": slot_texts(item) if incident else [], "note": sent.note if sent else before.get("note", ""),
        "other": sent.other if sent else before.get("other", ""),
        "texts": texts,
        "others": _others(record, item) if incident else [],
    }  # fmt: skip


def _marked(item: AuditItem, identity: str, document: Document) -> list[Piece]:
    """Return the text with what the values rest on marked."""
    spans = [one for one in item.shown.get("evidence", ()) if one["document"] == identity]
    return pieces(
        document.text,
        [
            Statement(
                item.ref, one["slot"], None, identity, one["start"], one["end"],
                document.text[one["start"] : one["end"]],
            )
            for one in spans
        ],
    )  # fmt: skip


def _others(record: Record, item: AuditItem) -> list[dossier.Neighbour]:
    try:
        return list(dossier.neighbours(record, record.incident(item.ref))[:CHOICES])
    except NotFoundError:
        return []
