"""From the record to what partners can fetch: items for nodes, STIX objects for each partner.

A partner's STIX objects are made for it, from what it may see, and carry its id as their view: partner and
rule are asked again when they are served. Publishing twice adds nothing; what has changed gets a new version,
what is withdrawn leaves every answer and is told as revoked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from tocsin.model import Statement, address, canonical, from_iso, iso
from tocsin.record import New, now, stamp
from tocsin.release import Held, Partner, Policy, joined
from tocsin.release.coarsen import ONGOING
from tocsin.share.items import item_key, judgement_item, own_coder
from tocsin.share.sharing import Sharing
from tocsin.share.stix import Writer
from tocsin.share.stix_check import version_of
from tocsin.share.stix_related import related
from tocsin.share.view import RECORD, Seen, View, released_judgements

INCIDENTS: Final = "a1f0c2c4-5b0e-4d0c-9c1b-6f3f3d0f7a11"
"""The collection of incidents that every node has."""
Json = Mapping[str, Any]


@dataclass(slots=True)
class Published:
    """Counts of one publishing."""

    items: int = 0
    withdrawals: int = 0
    objects: dict[str, int] = field(default_factory=dict)
    unmarked: int = 0


def publish(sharing: Sharing, at: datetime | None = None) -> Published:
    """Bring everything that partners can fetch up to date with the record."""
    moment = at or now()
    view = View(sharing)
    done = publish_items(sharing, moment, view)
    for partner in sharing.partners():
        if partner.agreement is not None and partner.off is None:
            done.objects[partner.id] = publish_objects(sharing, partner, moment, view)
    return done


def publish_items(sharing: Sharing, at: datetime, view: View | None = None) -> Published:
    """Bring the items for nodes up to date."""
    seen = view or View(sharing)
    done = Published(unmarked=sum(1 for item in seen.items.values() if not item.held.policy.markings))
    done.withdrawals = _withdrawals(sharing, at)
    done.items = _items(sharing, seen, at)
    return done


def stix_of(
    view: View, node: str, seen: Iterable[Seen], judgements: Iterable[Json]
) -> list[tuple[Json, Policy]]:
    """Return the STIX objects of incidents, each with the policy that bears on it, what is shared once."""
    writer = Writer(node, view.sources)
    found: dict[str, tuple[Json, Policy]] = {}
    every = list(seen)
    for each in every:
        for made in writer.incident(each):
            found.setdefault(made["id"], (made, each.policy))
    found |= {made["id"]: (made, policy) for made, policy in related(writer, every)}
    policies = [policy for _, policy in found.values()]
    shared = joined(tuple(dict.fromkeys(policies)))
    opinions = [told for body in judgements if (told := writer.opinion(body)) is not None]
    for made in [*(writer.preamble() if found else []), *opinions]:
        found.setdefault(made["id"], (made, shared))
    return list(found.values())


def publish_objects(sharing: Sharing, partner: Partner, at: datetime, view: View | None = None) -> int:
    """Bring the STIX objects of one partner up to date; return how many are new or changed."""
    view = view or View(sharing)
    seen = view.for_partner(partner, at)
    reports = [m.report.id for each in seen for m in each.mentions]
    judgements = released_judgements(view, partner, at, reports)
    made = stix_of(view, sharing.node.id, seen, judgements)
    last = sharing.exchange.last(INCIDENTS, view=partner.id)
    numbers = sharing.exchange.policies()
    news: list[New] = []
    for thing, policy in made:
        known = last.get(thing["id"])
        digest = address("stix", thing)
        if known is None or known.digest != digest or numbers[known.policy] != policy:
            bumped = thing if known is None else _bumped(thing, at)
            news.append(_new(bumped, policy, partner, digest))
    there = {thing["id"] for thing, _ in made}
    lost = [identity for identity in last if identity not in there and last[identity].digest != "revoked"]
    # What changed replaces what was: an old version could tell what the new one must not.
    sharing.exchange.retract(INCIDENTS, {n.id for n in news if n.id in last} | set(lost), view=partner.id)
    news += [
        _revoked(i, last[i].type, numbers[last[i].policy], partner, at) for i in lost if last[i].type in _TOLD
    ]
    sharing.exchange.add(INCIDENTS, news)
    return len(news)


_TOLD: Final = ("incident", "report")
"""The types whose end is told as a revoked version; what hangs on them just goes."""


def _new(thing: Json, policy: Policy, partner: Partner, digest: str) -> New:
    agreement = partner.agreement
    cut = agreement.hidden if agreement else frozenset()
    km = agreement.place_km if agreement else 0.0
    body = canonical(thing).encode()
    return New(
        thing["id"], version_of(thing), "stix", thing["type"], policy, body, partner.id, cut, km, digest
    )  # fmt: skip


def _bumped(thing: Json, at: datetime) -> Json:
    if "modified" not in thing:
        return thing
    return dict(thing) | {"modified": max(str(thing["modified"]), _millis(at))}


def _revoked(identity: str, type_: str, policy: Policy, partner: Partner, at: datetime) -> New:
    when = _millis(at)
    thing: dict[str, Any] = {
        "type": type_, "spec_version": "2.1", "id": identity, "created": "1970-01-01T00:00:00.000Z",
        "modified": when, "revoked": True, "name": "withdrawn",
    }  # fmt: skip
    if type_ == "report":
        thing |= {"published": when, "object_refs": [identity.replace("report--", "incident--")]}
    return _new(thing, policy, partner, "revoked")


def _millis(at: datetime) -> str:
    return stamp(at)[:23] + "Z"


def _items(sharing: Sharing, view: View, at: datetime) -> int:
    own = [item.held for item in view.items.values() if not item.origin]
    held = [replace(h, body=_dated(h.body, at)) for h in own if not isinstance(h.body, bytes)]
    for judgement in view.judgements:
        policies = (view.policy_of(judgement.a), view.policy_of(judgement.b))
        # A judgement is ours whoever brought what it is about; their word on passing on still holds.
        held.append(Held(judgement.id, "judgement", joined(policies), judgement_item(judgement)))
    last = sharing.exchange.last(RECORD)
    brought = sharing.exchange.facts("judgement")
    news = []
    for thing in held:
        if thing.id in brought:
            continue
        body = canonical(thing.body).encode()
        new = New(thing.id, stamp(at), thing.kind, thing.kind, thing.policy, body)
        known = last.get(thing.id)
        if known is None or (known.digest, sharing.exchange.policies()[known.policy]) != (
            new.digest,
            new.policy,
        ):
            news.append(new)
    there = {thing.id for thing in held}
    gone = {i for i, known in last.items() if i not in there and known.type != "withdrawal"}
    sharing.exchange.retract(RECORD, {new.id for new in news if new.id in last} | gone)
    sharing.exchange.add(RECORD, news)
    return len(news)


def _dated(body: Json, at: datetime) -> Json:
    """Say whether the attack is ongoing, so that the item is sent anew, with its place, when it is not."""
    told = from_iso(body["document"]["published"])
    return dict(body) | {"ongoing": True} if told is not None and at - told < ONGOING else body


def _withdrawals(sharing: Sharing, at: datetime) -> int:
    there = sharing.exchange.last(RECORD)
    brought = {f.body["statement"] for f in sharing.exchange.facts("tombstone").values()}
    news = []
    for statement in sharing.record.withdrawals():
        if statement.id in brought:
            continue
        body = tombstone(sharing, statement)
        policy = _told_under(sharing, statement)
        if body["id"] not in there and policy is not None:
            data = canonical(body).encode()
            news.append(New(body["id"], stamp(at), "withdrawal", "withdrawal", policy, data))
    sharing.exchange.add(RECORD, news)
    return len(news)


def tombstone(sharing: Sharing, statement: Statement) -> dict[str, Any]:
    """Return the signed tombstone of a withdrawal of ours. Who at the desk decided is not in it."""
    value = statement.value
    target = {key: value[key] for key in ("statement", "document") if value.get(key)}
    told = {"target": target, "subject": statement.subject, "at": iso(statement.said_at),
            "node": sharing.node.id, "key": sharing.node.key}  # fmt: skip
    identity = address("withdrawal", told)
    signed = {"id": identity, **told}
    return signed | {"signature": sharing.node.sign(canonical(signed).encode())}


def _told_under(sharing: Sharing, statement: Statement) -> Policy | None:
    """Return the policy of the item that the withdrawn thing was told in; None where it was never told."""
    return sharing.exchange.last_policy(RECORD, items_of(sharing, statement.value, statement.subject))


def items_of(sharing: Sharing, target: Mapping[str, Any], subject: str) -> list[str]:
    """Return the keys of the items that a withdrawn document or statement was told in."""
    if target.get("document"):
        document, coders = sharing.record.coders(document=target["document"])
    else:
        document, coders = sharing.record.coders(report=subject)
    names = dict.fromkeys(own_coder(coder) for coder in coders)
    return [item_key({"document": {"id": document}, "coder": coder}) for coder in names]
