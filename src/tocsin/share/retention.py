"""What partners brought is kept as long as was agreed with them, and no longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.model import from_iso
from tocsin.share.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Emptied:
    """How much was emptied: statements of the record, objects of collections, things that were not taken."""

    statements: int
    objects: int
    unsettled: int


def expire(sharing: Sharing, at: datetime) -> Emptied:
    """Empty everything whose time is up at `at`; doing it again changes nothing.

    The time of a thing was set when it came, from the agreement that held then. What is made of it for others
    bears the same time and goes with it; the audit log and the ids stay, so that it stays known what was had.
    """
    exchange = sharing.exchange
    due: dict[str, set[str]] = {}
    for fact in exchange.facts("report").values():
        until = from_iso(fact.body["policy"].get("keep_until"))
        if until is not None and until <= at:
            due.setdefault(fact.body["document"], set()).add(fact.body["origin"])
    statements = sharing.record.blank_received(due, at=at) if due else 0
    ended = [
        number for number, policy in exchange.policies().items()
        if policy.keep_until is not None and policy.keep_until <= at
    ]  # fmt: skip
    objects = exchange.blank(ended, at)
    unsettled = 0
    for partner in sharing.partners():
        days = partner.agreement.retention_days if partner.agreement else None
        if days is not None:
            unsettled += exchange.blank_unsettled(partner.id, at - timedelta(days=days))
    return Emptied(statements, objects, unsettled)
