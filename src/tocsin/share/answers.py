"""Who has answered a withdrawal, who brought which report, and whether the audit log holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.record import Filter
from tocsin.record.disclosing import faults
from tocsin.share.line import had
from tocsin.share.sharing import Sharing
from tocsin.share.view import RECORD


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """One withdrawal and the partners that received what it withdraws."""

    at: str
    target: str
    answered: tuple[str, ...]
    waiting: tuple[str, ...]


def unanswered(sharing: Sharing) -> Iterator[Withdrawn]:
    """Return the withdrawals that went out, with who has acknowledged each and who has not."""
    acknowledged = sharing.exchange.facts("acknowledged")
    partners = sharing.partners()
    rows = sharing.exchange.page(
        RECORD, allowed=list(sharing.exchange.policies()), view="", after=0, limit=100_000,
        where=Filter(kinds=frozenset({"withdrawal"})),
    )  # fmt: skip
    for row in rows:
        body = json.loads(row.body)
        receivers = [p.id for p in partners if p.id != row.origin and had(sharing, p, body)]
        answered = tuple(p for p in receivers if f"{row.id}:{p}" in acknowledged)
        waiting = tuple(p for p in receivers if p not in answered)
        [(kind, target)] = body["target"].items()
        yield Withdrawn(str(body["at"]), f"{kind} {target}", answered, waiting)


def chain_faults(sharing: Sharing, witnesses: Sequence[str]) -> list[str]:
    """Return what is wrong with the audit log; heads that partners told us they have seen must be in it."""
    seen = [str(fact.body) for fact in sharing.exchange.facts("witness").values()]
    return faults(sharing.exchange.disclosures(), [*seen, *witnesses])


def heads_seen(sharing: Sharing) -> list[tuple[str, str]]:
    """Return the last head of each partner's audit log that this node has seen."""
    return [(key, str(fact.body)) for key, fact in sharing.exchange.facts("witnessed").items()]


def origins(sharing: Sharing, wanted: str) -> Iterator[tuple[str, str, str]]:
    """Return for each report of an incident its id, its document's name, and who brought it ("" for us)."""
    facts = sharing.exchange.facts("report")
    incident = sharing.record.incident(wanted)
    for mention in sharing.record.mentions(ids=incident.reports):
        fact = facts.get(mention.report.id)
        yield mention.report.id, mention.document.name, str(fact.body["origin"]) if fact else ""
