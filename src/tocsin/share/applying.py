"""Taking lines of another node into the record. Each step may be done again and doubles nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tocsin.errors import InputError, NotFoundError
from tocsin.model import Judgement, address, canonical, from_iso
from tocsin.record import New, now
from tocsin.release import Partner, Policy, policy_from
from tocsin.share.intake import taken_over
from tocsin.share.items import read_judgement, received
from tocsin.share.node import node_id, verified
from tocsin.share.publish import items_of
from tocsin.share.sharing import Sharing
from tocsin.share.strict_json import loads
from tocsin.share.view import RECORD

KINDS: Final = ("report", "judgement", "withdrawal")


@dataclass(slots=True)
class Applied:
    """Counts of one exchange, and the withdrawals to acknowledge."""

    reports: int = 0
    judgements: int = 0
    withdrawals: list[str] = field(default_factory=list)
    known: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    new: New
    body: Mapping[str, Any]


def apply_lines(sharing: Sharing, partner: Partner, lines: Iterable[bytes], applied: Applied) -> None:
    """Store what `lines` bring. What is damaged or not theirs to say is quarantined and counted."""
    good = [line for raw in lines if (line := _read(sharing, partner, raw, applied)) is not None]
    _reports(sharing, partner, [line for line in good if line.kind == "report"], applied)
    _judgements(sharing, partner, [line for line in good if line.kind == "judgement"], applied)
    for line in good:
        if line.kind == "withdrawal":
            _withdrawal(sharing, partner, line, applied)


def settle(sharing: Sharing, partner: Partner, applied: Applied) -> None:
    """Carry out what waited for something that has come since: judgements and withdrawals."""
    waiting = sharing.exchange.facts("waiting")
    for key, fact in waiting.items():
        if fact.body is None or fact.body["partner"] != partner.id:
            continue
        line = _read(sharing, partner, fact.body["line"].encode(), applied)
        if line is not None and line.kind == "judgement":
            _judgements(sharing, partner, [line], applied)
        elif line is not None:
            _withdrawal(sharing, partner, line, applied)
        if line is None or not _waits(sharing, key):
            sharing.exchange.note("waiting", key, None, by=partner.id)


def _waits(sharing: Sharing, key: str) -> bool:
    done = (sharing.exchange.fact(kind, key) for kind in ("judgement", "tombstone"))
    return not any(done)


def _read(sharing: Sharing, partner: Partner, raw: bytes, applied: Applied) -> _Line | None:
    try:
        data = loads(raw)
        kind, body = data["kind"], data["body"]
        if kind not in KINDS or not isinstance(body, dict):
            raise InputError("this is no item")
        policy = _policy(policy_from(data["policy"]), partner)
        new = New(
            str(data["key"])[:500], _version(data["version"]), kind, kind, policy, canonical(body).encode()
        )
        return _Line(kind, new, body)
    except (InputError, KeyError, TypeError, ValueError) as error:
        _refuse(sharing, partner, f"a line is not understood: {error}", raw, applied)
        return None


def _version(text: Any) -> str:
    if not isinstance(text, str) or len(text) != 27 or not text.isascii():
        raise InputError("an item has a version")
    from_iso(text)
    return text


def _policy(sent: Policy, partner: Partner) -> Policy:
    """Return the policy here of what a partner sent: its own time to be kept holds, and so does ours."""
    made = taken_over(sent.markings, partner, now())
    ends = [until for until in (made.keep_until, sent.keep_until) if until is not None]
    return replace(
        made,
        originator=sent.originator[:100],
        hops=min(sent.hops, 99) + 1,
        keep_until=min(ends, default=None),
    )


def _refuse(sharing: Sharing, partner: Partner, reason: str, raw: bytes, applied: Applied) -> None:
    applied.refused += 1
    sharing.exchange.quarantine(partner.id, "sync", reason, raw)


def _reports(sharing: Sharing, partner: Partner, lines: Sequence[_Line], applied: Applied) -> None:
    taken, given = [], []
    for line in lines:
        try:
            one = received(line.body, partner.id)
            # Each version of an item is a coding of its own; the newest holds.
            coder = f"{one.coding.coder} {line.new.digest[:8]}"
            coding = replace(one.coding, coder=coder)
            given.append(replace(one, coding=coding))
            taken.append(line)
        except InputError as error:
            _refuse(sharing, partner, str(error), line.new.body, applied)
    stored = _store_reports(sharing, partner, taken, given, applied)
    if stored:
        outcomes = sharing.exchange.add(RECORD, [line.new for line in stored], origin=partner.id)
        applied.reports += outcomes.count("added")
        applied.known += outcomes.count("known")
        applied.refused += outcomes.count("conflict")


def _store_reports(
    sharing: Sharing, partner: Partner, lines: Sequence[_Line], given: Sequence[Any], applied: Applied
) -> Sequence[_Line]:
    try:
        pairs = zip(lines, given, strict=True)
        named = [(r.id, line, one.id) for line, one in pairs for r in one.coding.reports]
        facts = sharing.exchange.facts_of("report", [report for report, _, _ in named])
        own = sharing.record.known_reports(r for r, _, _ in named) - set(facts)
        told = {"origin": partner.id}
        news = [
            ("report", report, told | {"policy": line.new.policy.to_json(), "document": document})
            for report, line, document in named
            if report not in own
        ]
        # Whose word it is stands before the word does: killed in between, it could pass for ours.
        changed = [n for n in news if n[1] not in facts or facts[n[1]].body != n[2]]
        if changed:
            sharing.exchange.note_all(changed, by=partner.id)
        sharing.record.receive(given)
        return lines
    except InputError as error:
        if len(lines) == 1:
            _refuse(sharing, partner, str(error), lines[0].new.body, applied)
            return []
    # One of them is bad: each by itself, so that the others are not held up.
    return [
        line
        for line, one in zip(lines, given, strict=True)
        for line in _store_reports(sharing, partner, [line], [one], applied)
    ]


def _judgements(sharing: Sharing, partner: Partner, lines: Sequence[_Line], applied: Applied) -> None:
    waiting = []
    for line in lines:
        try:
            made = _theirs(read_judgement(line.body), partner)
            sharing.record.add_judgements([made])
        except NotFoundError:
            waiting.append(line)
            continue
        except InputError as error:
            _refuse(sharing, partner, str(error), line.new.body, applied)
            continue
        sharing.exchange.note("judgement", made.id, partner.id, by=partner.id)
        if made.id != line.new.id:
            sharing.exchange.note("judgement", line.new.id, partner.id, by=partner.id)
        outcome = sharing.exchange.add(RECORD, [line.new], origin=partner.id)
        applied.judgements += outcome.count("added")
        applied.known += outcome.count("known")
    _wait(sharing, partner, waiting)


def _theirs(judgement: Judgement, partner: Partner) -> Judgement:
    """Return a partner's judgement as one of an import: ours, made by people here, goes before it."""
    author = f"{judgement.author[:100]} via {partner.id}"
    return replace(judgement, author=author, origin="import")


def _wait(sharing: Sharing, partner: Partner, lines: Sequence[_Line]) -> None:
    facts = [("waiting", line.new.id, {"partner": partner.id, "line": _raw(line)}) for line in lines]
    if facts:
        sharing.exchange.note_all(facts, by=partner.id)


def _raw(line: _Line) -> str:
    policy = line.new.policy
    sent = policy.to_json() | {"hops": policy.hops - 1}
    return canonical(
        {
            "kind": line.kind,
            "key": line.new.id,
            "version": line.new.version,
            "policy": sent,
            "body": line.body,
        }
    )


def _withdrawal(sharing: Sharing, partner: Partner, line: _Line, applied: Applied) -> None:
    body = line.body
    try:
        _check_tombstone(body)
    except (InputError, KeyError, TypeError, ValueError) as error:
        _refuse(sharing, partner, f"the withdrawal is not sound: {error}", line.new.body, applied)
        return
    owners = _originators(sharing, body)
    if owners and body["node"] not in owners:
        _refuse(sharing, partner, "only the originator withdraws", line.new.body, applied)
        return
    if not owners:
        _wait(sharing, partner, [line])
        return
    # What it was told in goes out of our own answers first; a new version without it may follow.
    sharing.exchange.retract(RECORD, items_of(sharing, body["target"], body["subject"]))
    taken = sharing.record.withdraw(
        statement=body["target"].get("statement"), document=body["target"].get("document"),
        reason=f"withdrawn by its originator, node {body['node'][:12]}", by=f"node {body['node'][:12]}",
        at=from_iso(body["at"]),
    )  # fmt: skip
    sharing.exchange.note("tombstone", body["id"], {"statement": taken.id}, by=partner.id)
    sharing.exchange.add(RECORD, [line.new], origin=partner.id)
    applied.withdrawals.append(body["id"])


def _check_tombstone(body: Mapping[str, Any]) -> None:
    signed = {key: body[key] for key in ("id", "target", "subject", "at", "node", "key")}
    told = {key: value for key, value in signed.items() if key != "id"}
    target = signed["target"]
    if not isinstance(target, dict) or len(target) != 1 or set(target) - {"statement", "document"}:
        raise InputError("it withdraws a statement or a document")
    if signed["id"] != address("withdrawal", told):
        raise InputError("its id is not what its content says")
    if node_id(signed["key"]) != signed["node"]:
        raise InputError("its key is not the node's")
    if not verified(signed["key"], body["signature"], canonical(signed).encode()):
        raise InputError("its signature does not hold")


def _originators(sharing: Sharing, body: Mapping[str, Any]) -> set[str]:
    """Return who brought what is withdrawn into the world; "" for us, nobody where it is not here."""
    facts = sharing.exchange.facts("report")
    document = body["target"].get("document")
    bodies = [f.body for f in facts.values() if f.body["document"] == document] if document else []
    if not document and body["subject"] in facts:
        bodies = [facts[body["subject"]].body]
    if bodies:
        return {one["policy"]["originator"] for one in bodies}
    known = sharing.record.coders(document=document, report=None if document else body["subject"])[1]
    return {""} if known else set()
