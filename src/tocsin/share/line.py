"""What a node says to a node: items after a cursor, acknowledgements of withdrawals, the audit log.

An answer is lines of JSON. Each line is an item with the policy that goes with it; the last line says where
to go on, and the head of the audit log, so that the partner is its witness.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import canonical
from tocsin.record import Filter, Stored, now
from tocsin.record.disclosing import spans
from tocsin.release import Marking, Partner, in_force, permitted
from tocsin.share.cursors import Cursors
from tocsin.share.paging import MOST, disclosed, released_page
from tocsin.share.publish import items_of
from tocsin.share.sharing import Caller, Sharing
from tocsin.share.strict_json import loads
from tocsin.share.taxii import Answer
from tocsin.share.taxii_asking import RefusedError
from tocsin.share.view import RECORD

ITEMS_MEDIA: Final = "application/x-ndjson"
_QUESTION: Final = ["items", RECORD]
_ACKNOWLEDGED: Final = 10_000


class Line:
    """Answers to other nodes."""

    def __init__(self, sharing: Sharing) -> None:
        """Stand on what the desk has decided about sharing."""
        self.sharing = sharing
        self.cursors = Cursors(sharing.node)

    def items(self, caller: Caller, after: str, limit: str) -> Answer:
        """Return what the caller may have after the cursor `after` ("" from the beginning)."""
        if "sync" not in caller.scopes:
            raise RefusedError(403, "this token may not exchange items")
        if limit and not (limit.isascii() and limit.isdecimal() and 0 < len(limit) < 10 and int(limit)):
            raise RefusedError(400, "limit is a whole number from 1 on")
        try:
            place = self.cursors.read(after, caller.partner.id, _QUESTION) if after else 0
        except InputError as fault:
            raise RefusedError(400, str(fault)) from None
        lines, place, more = lines_for(self.sharing, caller.partner, place, int(limit or MOST), way="sync")
        following = self.cursors.make(caller.partner.id, _QUESTION, place)
        last = {"next": following, "more": more, "head": self.sharing.exchange.head()[1]}
        return Answer(200, b"\n".join([*lines, canonical(last).encode()]) + b"\n")

    def acknowledge(self, caller: Caller, data: bytes) -> Answer:
        """Note what the caller has withdrawn, and the head of our log that it has seen."""
        if "sync" not in caller.scopes:
            raise RefusedError(403, "this token may not exchange items")
        body = loads(data, limit=1_000_000)
        note_acknowledged(self.sharing, caller.partner, body)
        return Answer(200, b"{}")

    def audit(self, caller: Caller, after: str) -> Answer:
        """Return the audit log after a row, for an auditor's token."""
        if "audit" not in caller.scopes:
            raise RefusedError(403, "this token may not read the audit log")
        if not (after.isascii() and after.isdecimal() and len(after) < 18):
            raise RefusedError(400, "after is the number of a row")
        rows = (r for r in self.sharing.exchange.disclosures() if r.seq > int(after))
        lines = [canonical(asdict(row)).encode() for _, row in zip(range(MOST), rows, strict=False)]
        return Answer(200, b"".join(line + b"\n" for line in lines))


def note_acknowledged(sharing: Sharing, partner: Partner, body: Any) -> None:
    """Note a partner's acknowledgements. Raises InputError where they are none."""
    named = body.get("withdrawals", []) if isinstance(body, dict) else None
    head = body.get("head", "") if isinstance(body, dict) else None
    fitting = isinstance(named, list) and len(named) <= _ACKNOWLEDGED and isinstance(head, str)
    if (
        not fitting
        or not all(isinstance(n, str) and len(n) == 40 for n in named or ())
        or len(head or "") > 64
    ):
        raise InputError("this is no acknowledgement")
    facts = [("acknowledged", f"{name}:{partner.id}", True) for name in dict.fromkeys(named or ())]
    if head:
        facts.append(("witness", partner.id, head))
    if facts:
        sharing.exchange.note_all(facts, by=partner.id)


def lines_for(
    sharing: Sharing, partner: Partner, after: int, limit: int, *, way: str
) -> tuple[list[bytes], int, bool]:
    """Return the lines that `partner` may have after a place, the place reached, and whether there are more.

    A withdrawal goes also to whoever once received what it withdraws, though it may have it no more.
    """
    at = now()
    where = Filter(not_from=partner.id)
    page = released_page(sharing, partner, RECORD, where, after=after, limit=limit, at=at, way=way)
    shown = [(row, body) for row, body in zip(page.rows, page.bodies, strict=True)]
    until = page.place if page.more else None
    extra = list(_owed(sharing, partner, after, until, at, {row.seq for row in page.rows}))
    disclosed(sharing, partner, way, extra)
    every = sorted([*shown, *((row, row.body) for row in extra)], key=lambda pair: pair[0].seq)
    place = max([page.place, *(row.seq for row in extra)])
    return [_line(row, body, partner, sharing.node.id) for row, body in every], place, page.more


def _owed(
    sharing: Sharing, partner: Partner, after: int, until: int | None, at: datetime, shown: set[int]
) -> Iterator[Stored]:
    """Return the withdrawals between two places that `partner` is owed though the rule denies them."""
    if not in_force(partner, at):
        return
    everything = list(sharing.exchange.policies())
    where = Filter(kinds=frozenset({"withdrawal"}), not_from=partner.id)
    rows = sharing.exchange.page(
        RECORD, allowed=everything, view=partner.id, after=after, limit=MOST, where=where
    )
    hidden = [r for r in rows if r.seq not in shown and (until is None or r.seq <= until)]
    for row in hidden:
        body = json.loads(row.body)
        if not permitted(row.policy, partner, at) and had(sharing, partner, body):
            yield row


def had(sharing: Sharing, partner: Partner, tombstone: Mapping[str, Any]) -> bool:
    """Tell from the audit log whether `partner` once received what a tombstone withdraws."""
    keys = items_of(sharing, tombstone["target"], tombstone["subject"])
    places = sharing.exchange.places(RECORD, keys)
    for row in sharing.exchange.disclosures(partner.id):
        if row.way in ("sync", "pack") and any(a <= s <= b for a, b in spans(row.what) for s in places):
            return True
    return False


def _line(row: Stored, body: bytes, partner: Partner, node: str) -> bytes:
    policy = row.policy.to_json() | {"originator": row.policy.originator or node}
    policy["markings"] = [_told(marking, partner) for marking in row.policy.markings]
    head = canonical({"kind": row.kind, "key": row.id, "version": row.version, "policy": policy}).encode()
    return head[:-1] + b',"body":' + body + b"}"


def _told(marking: Marking, partner: Partner) -> dict[str, Any]:
    """Return a marking as a receiver needs it: who else is in the audience only where it may pass it on."""
    body = marking.to_json()
    if not marking.passes_on:
        body["audience"] = sorted(marking.audience & {partner.id, "*", *partner.groups})
    return body
