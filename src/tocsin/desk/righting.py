"""A person's corrections at the command line: the same decisions as in the review of the browser."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from tocsin.desk.correcting import statements, written
from tocsin.desk.desk import Desk
from tocsin.desk.reviewing import opened
from tocsin.errors import InputError, NotFoundError, UserError
from tocsin.model import Incident
from tocsin.resolve import incident_id


def corrected(desk: Desk, id_: str, fields: Mapping[str, str], *, by: str, note: str | None) -> Incident:
    """Set `fields` of incident `id_` right, written as `correcting` reads them; return what it is now.

    Raises NotFoundError where there is no such incident, InputError where a field is unknown, cannot be
    understood, or says what is there already.
    """
    record = desk.record.inside
    incident = record.incident(id_)
    known = written(incident)
    if strange := sorted(fields.keys() - known.keys()):
        raise InputError(f"{strange[0]}: no such value; one of {', '.join(known)}")
    said = statements(incident, fields)
    if not said:
        raise InputError(f"{incident.id} says so already: nothing was set right")
    decision = opened(record, incident, by, secrets.token_hex(16), note)
    record.review(replace(decision, verdict="correct", statements=tuple(said)))
    return record.incident(incident.id)


def rejected(desk: Desk, id_: str, *, by: str, note: str | None) -> Incident:
    """Say that the reports of incident `id_` tell of no attack: no view shows it; return what it was.

    Raises NotFoundError where there is no such incident.
    """
    record = desk.record.inside
    incident = record.incident(id_)
    decision = opened(record, incident, by, secrets.token_hex(16), note)
    record.review(replace(decision, verdict="reject", dismissed=incident.reports))
    return incident


def restored(desk: Desk, id_: str, what: Literal["correct", "reject"], *, by: str) -> Incident:
    """Take back the last correction, or rejection, of incident `id_` that holds; return what it is now.

    Raises NotFoundError where no incident is or was called so, UserError where there is nothing to take back.
    """
    record = desk.record.inside
    try:
        now = frozenset(record.incident(id_).reports)
    except NotFoundError:  # rejected, perhaps: then its decisions alone know its name
        now = frozenset()
    about = [r for r in record.reviews() if r.report in now or incident_id(r.report).startswith(id_)]
    holding = [review for review in about if review.verdict == what and not review.undone]
    if not holding:
        if not about:
            record.incident(id_)
        raise UserError(f"nobody has {what}ed {id_}, or it was taken back already")
    last = holding[-1]
    record.undo_review(last.seq, once=secrets.token_hex(16), reviewer=by)
    return record.incident(last.report)
