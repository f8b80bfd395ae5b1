"""The one place of the brief that touches the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tocsin.audit import chosen
from tocsin.brief.days import SHORTEST
from tocsin.brief.gather import gather, severity
from tocsin.brief.nouns import Brief, ClaimChange, Late, Major, Passage, Window
from tocsin.brief.passages import passages
from tocsin.errors import UserError
from tocsin.model import Incident, earliest, latest

if TYPE_CHECKING:
    from tocsin.definitions import Definition
    from tocsin.record import Record

_INSTANT: Final = timedelta(microseconds=1)
LATE_REACH: Final = timedelta(days=7)
"""How long before the window an attack may have been published that is listed when it arrives late."""


def compose(
    record: Record,
    since: datetime,
    until: datetime,
    definition: Definition,
    now: datetime,
    major: Major | None = None,
) -> Brief:
    """Return the brief about documents published in [since, until), made at `now`.

    The views are taken just before `since` and just before `until`, so that each document falls into one of
    two windows that touch. Raises UserError where the window is empty.
    """
    if since >= until:
        raise UserError(
            f"the brief would end ({until:%Y-%m-%d %H:%M}) before it begins: mend --since or --until"
        )
    # What no document told of since the timeline begins can neither be new nor have changed.
    reach = min(since, until - timedelta(days=SHORTEST)) - LATE_REACH
    after = record.linked(record.incidents(as_of=until - _INSTANT, told_since=reach))
    brief = gather(
        record.incidents(as_of=since - _INSTANT, told_since=reach),
        after,
        record.reading(since, until),
        record.health(now),
        window=Window(since, until),
        definition=definition,
        made_at=now,
        major=major,
        late=_late(record, since, until, definition, after),
        withdrawals=[w for w in record.withdrawals(since) if w.said_at is None or w.said_at < until],
    )
    return replace(
        brief,
        passages=_passages(record, brief),
        claims=_claims(record, since, until),
        audit=chosen(record.audits.told(), definition.name),
    )


def _claims(record: Record, since: datetime, until: datetime) -> tuple[ClaimChange, ...]:
    """Return the claims of the register whose verdict was found otherwise in the window."""
    found = []
    for claim in record.claims():
        checks = [check for check in record.claim_checks(claim.id) if check.at < until]
        told = [check for check in checks if check.body is not None]
        before = [check for check in told if check.at < since]
        if before and told[-1].verdict != before[-1].verdict:
            last = told[-1]
            text = str(last.body["claim"]["text"])
            found.append(ClaimChange(claim.id, text, before[-1].verdict, last.verdict, last.change or ()))
    return tuple(found)


def _passages(record: Record, brief: Brief) -> dict[str, Passage]:
    """Return the sentences around what the brief quotes, from the documents as far as they are kept."""
    shown = [*brief.new, *brief.late.incidents, *(c.after for c in brief.changes if c.after is not None)]
    wanted = {report for incident in shown for report in incident.reports}
    texts = {m.report.document: m.document.text for m in record.mentions(ids=wanted) if m.document.text}
    return passages((e for incident in shown for e in incident.evidence), texts)


def _late(
    record: Record, since: datetime, until: datetime, definition: Definition, after: Sequence[Incident]
) -> Late:
    """Return what arrived in the window and was published before it: no brief has told of it.

    The brief goes by publication, and a feed may bring at ten past six what was published at ten to.
    """
    if not any(entry.act == "read" and entry.at < until for entry in record.log(since)):
        return Late()
    arrived = record.arrived(since, until)
    names, times = {name for name, _ in arrived}, [published for _, published in arrived]
    return Late(len(times), earliest(times), latest(times), _only_late(names, since, definition, after))


def _only_late(
    names: set[str], since: datetime, definition: Definition, after: Sequence[Incident]
) -> tuple[Incident, ...]:
    reach = since - LATE_REACH
    long_ago = datetime.min.replace(tzinfo=UTC)
    found = [
        incident
        for incident in after
        if set(incident.documents) <= names
        and reach <= (incident.first_reported or long_ago) < since
        and definition.test(incident) != "no"
    ]
    return tuple(sorted(found, key=severity))
