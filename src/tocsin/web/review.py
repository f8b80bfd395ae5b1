"""Review: one incident at a time, a few keys each, every decision stored at once and taken back at will."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tocsin.desk.correcting import FIELD_OF, NOT_KNOWN, statements, written
from tocsin.desk.deciding import pairs
from tocsin.desk.reviewing import Item, agreement, machine_view, opened, queue, values, weigh
from tocsin.errors import BusyError, DeskError, InputError, UserError
from tocsin.language import speaking
from tocsin.model import Incident, Verdict, address
from tocsin.record import BESIDE, Decision, Record, Review
from tocsin.web import dossier, pages
from tocsin.web.access import Reader, Reviewer, needs
from tocsin.web.auditing import to_label
from tocsin.web.faults import PageError, public
from tocsin.web.words import mark

SHOWN: Final = 40
"""Entries of the queue beside the card."""
SKIPS: Final = 40
"""Skipped incidents remembered in the address."""
CHOICES: Final = 9
"""Neighbours and reports that have a digit of their own."""
FIELDS: Final = (
    ("date", mark("Day")),
    ("killed", mark("Killed")),
    ("injured", mark("Injured")),
    ("perpetrators_killed", mark("Attackers dead")),
    ("outcome", mark("Outcome")),
    ("attack_types", mark("Attack")),
    ("weapon_types", mark("Weapon")),
    ("target_types", mark("Target")),
    ("place_name", mark("Place")),
    ("place_admin1", mark("Province")),
    ("place_country", mark("Country")),
    ("place_point", mark("Latitude, longitude")),
    ("place_radius", mark("± km")),
    ("place_precision", mark("Precision")),
    ("groups", mark("Groups")),
)
CODED: Final = ("attack_types", "weapon_types", "target_types", "place_precision")
"""Fields that are written in codes, which are the same in every language."""
SIGNS: Final = (*CODED, "date", "killed", "injured", "perpetrators_killed", "place_point", "place_radius")
"""Fields that are written from left to right in every language: 30+, 2016-07-14/2016-07-16."""
router = APIRouter(include_in_schema=False)


class Sent(BaseModel):
    """A decision as a form sends it. Texts have no limit here, so that a refusal can show them again."""

    model_config = ConfigDict(extra="ignore")
    token: str = ""
    once: str = ""
    item: str = ""
    seen: str = ""
    verdict: str = ""
    note: str = ""
    other: str = ""
    skip: str = ""
    second: bool = False
    reports: list[str] = []
    not_known: list[str] = []
    date: str | None = None
    killed: str | None = None
    injured: str | None = None
    perpetrators_killed: str | None = None
    outcome: str | None = None
    attack_types: str | None = None
    weapon_types: str | None = None
    target_types: str | None = None
    place_name: str | None = None
    place_admin1: str | None = None
    place_country: str | None = None
    place_point: str | None = None
    place_radius: str | None = None
    place_precision: str | None = None
    groups: str | None = None

    def fields(self) -> dict[str, str]:
        """Return the values of the incident that were sent."""
        return {name: text for name, _ in FIELDS if (text := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reviewer is in the queue."""

    second: bool = False
    skip: tuple[str, ...] = ()

    def link(self, item: str | None = None, **more: str) -> str:
        """Return the address of the queue, at `item`."""
        query = {"item": item} if item else {}
        query |= {"second": "1"} if self.second else {}
        query |= {"skip": ",".join(self.skip)} if self.skip else {}
        query |= more
        return "/review" + (f"?{urlencode(query)}" if query else "")

    def without(self, item: str) -> Place:
        """Return the place after `item` was skipped."""
        return replace(self, skip=(*self.skip, item)[-SKIPS:])


@router.get("/review")
def show(
    request: Request,
    reader: Reviewer,
    item: Annotated[str | None, Query(max_length=40, pattern="^[0-9a-f]+$")] = None,
    second: bool = False,
    skip: Annotated[str, Query(max_length=2000)] = "",
) -> Response:
    """Show what waits, and one incident to decide on."""
    record: Record = request.app.state.desk.record
    place = Place(second, tuple(part for part in skip.split(",") if part)[-SKIPS:])
    waiting = _waiting(request, reader, second=second)
    if item is None:
        first = next((one for one in waiting if one.incident.id not in place.skip), None)
        if first is not None:
            return RedirectResponse(place.link(first.incident.id), 303)
        return _page(request, reader, place, waiting, None)
    incident = record.incident(item)
    if incident.id != item:
        return RedirectResponse(place.link(incident.id), 303)
    return _page(request, reader, place, waiting, incident)


@router.post("/review")
def decide(
    request: Request, reader: Annotated[Reader, Depends(needs("reviewer"))], sent: Annotated[Sent, Form()]
) -> Response:
    """Store a decision and go on to the next incident; where it cannot be stored, show all that was sent."""
    stale = request.app.state.forms.is_stale(request, sent.token)
    record: Record = request.app.state.desk.record
    place = Place(sent.second, tuple(part for part in sent.skip.split(",") if part)[-SKIPS:])
    incident = record.incident(sent.item)
    if stale:
        line = mark(
            "This form is too old, or of another session. What it held is here: look, and send it again."
        )
        waiting = _waiting(request, reader, second=sent.second)
        return _page(request, reader, place, waiting, incident, sent=sent, fault=line, status=403)
    if sent.verdict == "skip":
        return RedirectResponse(place.without(incident.id).link(), 303)
    if _once(record, reader, sent.once):
        return RedirectResponse(place.link(), 303)
    waiting = _waiting(request, reader, second=sent.second)
    if sent.seen != _seen(record, incident):
        line = mark(
            "This incident changed, or somebody decided on it, since the page was opened. Look again."
        )
        return _page(request, reader, place, waiting, incident, sent=sent, fault=line, status=409)
    try:
        record.review(_decision(record, incident, reader, sent))
    except (BusyError, DeskError) as error:
        line = public(str(error))
        return _page(request, reader, place, waiting, incident, sent=sent, fault=line, status=503)
    except UserError as error:
        return _page(request, reader, place, waiting, incident, sent=sent, fault=str(error), status=422)
    request.app.state.accounts.note(request, reader, "decided", f"{sent.verdict} {incident.id}")
    # A link leaves it open whether the values are right: the incident stays before the reader.
    return RedirectResponse(place.link(incident.id if sent.verdict in BESIDE else None), 303)


@router.post("/review/undo")
def undo(
    request: Request,
    reader: Reviewer,
    token: Annotated[str, Form()] = "",
    once: Annotated[str, Form(max_length=64)] = "",
    seq: Annotated[int, Form(ge=1, le=2**31)] = 1,
) -> Response:
    """Take a decision back and return to its incident."""
    request.app.state.forms.check(request, token)
    record: Record = request.app.state.desk.record
    made = next((review for review in record.reviews() if review.seq == seq), None)
    if made is None:
        raise PageError(404, "There is no such decision.")
    if made.reviewer != reader.name and not reader.may("administrator"):
        raise PageError(403, "Only who decided, or an administrator, takes a decision back.")
    record.undo_review(seq, once=once or secrets.token_hex(16), reviewer=reader.name)
    request.app.state.accounts.note(request, reader, "undone", f"{seq} {record.incident(made.report).id}")
    return RedirectResponse(Place().link(record.incident(made.report).id), 303)


def _decision(record: Record, incident: Incident, reader: Reader, sent: Sent) -> Decision:
    """Return what the form says. Raises UserError where it cannot be understood."""
    if len(sent.note) > 2000:
        raise InputError(f"note: at most 2,000 characters, not {len(sent.note):,}")
    once, note = sent.once or secrets.token_hex(16), sent.note.strip() or None
    decision = opened(record, incident, reader.name, once, note)
    if sent.verdict == "accept":
        return decision
    if sent.verdict == "unsure":
        return replace(decision, verdict="unsure")
    if sent.verdict == "reject":
        return replace(decision, verdict="reject", dismissed=incident.reports)
    if sent.verdict == "correct":
        said = statements(incident, sent.fields(), sent.not_known)
        if not said:
            raise InputError(mark("nothing was set right: change a value, or accept"))
        return replace(decision, verdict="correct", statements=tuple(said))
    if sent.verdict == "merge":
        return replace(decision, verdict="merge", judgements=_same(record, incident, reader, sent))
    if sent.verdict == "split":
        return replace(decision, verdict="split", judgements=_apart(incident, reader, sent))
    if sent.verdict == "link":
        said = _beside(record, incident, reader, sent, "linked")
        return replace(decision, verdict="link", judgements=said)
    if sent.verdict == "unlink":
        said = _beside(record, incident, reader, sent, "unlinked")
        return replace(decision, verdict="unlink", judgements=said)
    raise InputError(
        mark("choose what to do: accept, correct, reject, merge, split, link, unlink, unsure or skip")
    )


def _same(record: Record, incident: Incident, reader: Reader, sent: Sent) -> Any:
    if not sent.other:
        raise InputError(mark("merge: choose the incident that is the same"))
    other = record.incident(sent.other.strip())
    if other.id == incident.id:
        raise InputError(mark("merge: these are one incident already"))
    return tuple(pairs(incident.reports, other.reports, "same", reader.name, sent.note or None))


def _beside(record: Record, incident: Incident, reader: Reader, sent: Sent, verdict: Verdict) -> Any:
    if not sent.other:
        raise InputError("link or unlink: choose the other incident")
    other = record.incident(sent.other.strip())
    if other.id == incident.id:
        raise InputError("link or unlink: an attack is no part of itself")
    return tuple(pairs(incident.reports, other.reports, verdict, reader.name, sent.note or None))


def _apart(incident: Incident, reader: Reader, sent: Sent) -> Any:
    out = [report for report in incident.reports if report in set(sent.reports)]
    rest = [report for report in incident.reports if report not in set(sent.reports)]
    if not out:
        raise InputError(mark("split: choose the reports that do not belong"))
    if not rest:
        raise InputError(mark("split: leave at least one report"))
    return tuple(pairs(out, rest, "different", reader.name, sent.note or None))


def _waiting(request: Request, reader: Reader, *, second: bool) -> list[Item]:
    """Return the queue, made once for a state of the record."""
    record: Record = request.app.state.desk.record
    key = (*record.state(), reader.name, second)
    held = request.app.state.queues
    if key not in held:
        while len(held) > 8:
            held.pop(next(iter(held)), None)
        held[key] = queue(record, reader.name, second=second)
    found: list[Item] = held[key]
    return found


def _about(record: Record, incident: Incident) -> list[Review]:
    """Return the standing decisions on an incident, the latest first."""
    named = set(incident.reports)
    found = [r for r in record.reviews() if r.verdict != "undo" and not r.undone and named & set(r.reports)]
    return found[::-1]


def _seen(record: Record, incident: Incident) -> str:
    """Return the mark of what a reviewer saw: the last decision, the values, the reports."""
    about = _about(record, incident)
    last = about[0].seq if about else 0
    return f"{last}.{address(values(incident), sorted(incident.reports))[:16]}"


def _once(record: Record, reader: Reader, once: str) -> bool:
    """Whether this very form was stored before: sent twice, it is one act."""
    return bool(once) and record.reviewed(once, reader.name)


def _page(
    request: Request,
    reader: Reader,
    place: Place,
    waiting: list[Item],
    incident: Incident | None,
    *,
    sent: Sent | None = None,
    fault: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    record: Record = request.app.state.desk.record
    everything = record.reviews()
    mine = [r for r in everything if r.reviewer == reader.name and r.verdict != "undo" and not r.undone]
    given: dict[str, Any] = {
        "place": place, "waiting": waiting, "shown": waiting[:SHOWN], "last": mine[-1] if mine else None,
        "decided": len(mine), "agreement": agreement(everything), "fault": fault, "sent": sent, "card": None,
        "audit_waits": to_label(record, reader.name), "once": secrets.token_hex(16),
    }  # fmt: skip
    if incident is not None:
        given["card"] = _card(record, reader, waiting, incident, sent)
    return pages.render(request, "review.html.j2", given, status=status)


def _card(
    record: Record, reader: Reader, waiting: list[Item], incident: Incident, sent: Sent | None
) -> dict[str, Any]:
    item = next((one for one in waiting if one.incident.id == incident.id), None) or weigh(incident)
    with speaking(reader.words):  # the queue, which is kept for all, tells its reasons in English
        item = replace(item, reasons=weigh(incident).reasons)
    found = dossier.gather(record, incident)
    about = _about(record, incident)
    now, machine = written(incident), written(machine_view(record, incident))
    filled = {**now, **(sent.fields() if sent else {})}
    # What another reviewer said stays hidden until this one has decided: two looks, not one look twice.
    told = [r for r in about if r.reviewer == reader.name] and about
    return {
        "i": incident, "item": item, "d": found, "fields": FIELDS, "coded": CODED, "signs": SIGNS,
        "sign": NOT_KNOWN, "emptiable": frozenset(FIELD_OF.values()),
        "machine": machine, "now": now, "filled": filled, "seen": _seen(record, incident), "about": told,
        "hidden": len(about) - len(told or ()),
        "others": found.neighbours[:CHOICES], "reports": [m for voice in found.voices for m in voice],
    }  # fmt: skip
