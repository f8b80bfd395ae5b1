"""Storing reports that a bundle brought, each under the policy of the object that told it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.record import Received, now
from tocsin.release import Partner, joined
from tocsin.share.intake import stix_news
from tocsin.share.sharing import Sharing
from tocsin.share.stix_reading import Brought
from tocsin.share.strict_json import loads


def take_reports(sharing: Sharing, partner: Partner, reports: Sequence[Received], things: list[Any]) -> None:
    """Store reports; who brought them and under which policy is kept beside each.

    A document that tells of nothing marked goes nowhere from here (default deny).
    """
    if not reports:
        return
    news, _ = stix_news(things, partner, [partner.id], now())
    policies = [new.policy for new in news if new.type in ("report", "incident", "sighting")]
    strictest = joined(tuple(dict.fromkeys(policies)))
    named = [(report.id, one.id) for one in reports for report in one.coding.reports]
    facts = sharing.exchange.facts_of("report", [report for report, _ in named])
    own = sharing.record.known_reports(report for report, _ in named) - set(facts)
    # Whose word it is stands before the word does: killed in between, it could pass for ours.
    body = {"policy": strictest.to_json(), "origin": partner.id}
    told = [(report, body | {"document": document}) for report, document in named if report not in own]
    fresh = [("report", r, b) for r, b in told if r not in facts or facts[r].body != b]
    if fresh:
        sharing.exchange.note_all(fresh, by=partner.id)
    try:
        sharing.record.receive(reports)
    except InputError:
        for one in reports:
            _alone(sharing, partner, one)
    sharing.record.catch_up()


def take_file(sharing: Sharing, partner: Partner, brought: Brought, path: Path) -> None:
    """Store what a file brought. Markings come with STIX only; what another format brings is unmarked."""
    things: list[Any] = []
    if path.suffix == ".json" and path.is_file():
        data = loads(path.read_bytes())
        things = data.get("objects") or [] if isinstance(data, dict) else []
    take_reports(sharing, partner, brought.reports, things)
    known = sharing.record.known_reports([r for j in brought.judgements for r in (j.a, j.b)])
    sharing.record.add_judgements(j for j in brought.judgements if {j.a, j.b} <= known)
    for name, reason in brought.left_out:
        sharing.exchange.quarantine(partner.id, "file", f"{name}: {reason}", name.encode())


def _alone(sharing: Sharing, partner: Partner, one: Received) -> None:
    try:
        sharing.record.receive([one])
    except InputError as error:
        sharing.exchange.quarantine(partner.id, "taxii", str(error), one.document.name.encode())
