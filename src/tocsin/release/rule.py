"""The release rule: what of an object a partner may have. Pure, default deny, behind every way out.

`decide` weighs the policy; `may_release` applies the decision to the object itself. Whoever lists, counts,
exports, answers or names an object calls them; whatever they refuse is treated as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from tocsin.release.markings import ANYONE, TLP, Marking, Policy
from tocsin.release.partner import Agreement, Partner
from tocsin.release.redact import cut_judgement, cut_report

VERSION: Final = "1"
"""The version of this rule, as the audit log names it."""
REMEMBERED: Final = 512
"""Answers of the rule that are kept: the objects of a page lie under few policies."""
_RANK: Final = {label: rank for rank, label in enumerate(TLP)}
_NAMELESS: Final = frozenset({"CLEAR", "GREEN"})
# Objects of STIX that hold no value of an attack: nothing in them can be cut.
_PLAIN: Final = frozenset({"marking-definition", "extension-definition"})


@dataclass(frozen=True, slots=True)
class Held:
    """A thing as this node holds it.

    `kind` is "report", "judgement", "withdrawal" or "stix". `body` is its JSON, or the bytes of that.
    `origin` is the partner that brought it: it may always have its own again while its agreement holds. `cut`
    and `place_km` say what was taken out of it already when it was made for partners: properties, and the
    radius that its places have at least.
    """

    id: str
    kind: str
    policy: Policy
    body: Mapping[str, Any] | bytes
    type: str = ""
    origin: str = ""
    cut: frozenset[str] = frozenset()
    place_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Check:
    """One step of a decision, in words for a person."""

    passed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a policy lets a partner have a thing, by which steps, and what must be cut."""

    checks: tuple[Check, ...]
    hidden: frozenset[str] = frozenset()
    place_km: float = 0.0

    @property
    def allowed(self) -> bool:
        """All steps passed."""
        return all(check.passed for check in self.checks)


def may_release(object: Held, partner: Partner, at: datetime) -> Held | None:
    """Return `object` as `partner` may have it at `at`, redacted as agreed; None where not at all.

    A copy that was cut says so under "redacted" and gives the hash of the original. What cannot be cut
    without telling is withheld whole.
    """
    if object.origin and object.origin == partner.id:
        return object if in_force(partner, at) else None
    if not permitted(object.policy, partner, at):
        return None
    agreement = partner.agreement
    if agreement is None:
        return None
    return _cut(object, agreement, at)


@lru_cache(maxsize=REMEMBERED)
def in_force(partner: Partner, at: datetime) -> bool:
    """Return whether anything at all may go to `partner` at `at`."""
    return all(check.passed for check in _standing(partner, at))


@lru_cache(maxsize=REMEMBERED)
def permitted(policy: Policy, partner: Partner, at: datetime) -> bool:
    """Return whether `policy` lets `partner` have anything under it at `at`: `decide` in short."""
    return all(check.passed for check in _checks(policy, partner, at))


def decide(policy: Policy, partner: Partner, at: datetime) -> Decision:
    """Return the decision with each of its steps, for whoever must explain it."""
    agreement = partner.agreement
    checks = tuple(_checks(policy, partner, at))
    if agreement is None:
        return Decision(checks)
    return Decision(checks, agreement.hidden, agreement.place_km)


def _standing(partner: Partner, at: datetime) -> Iterator[Check]:
    yield Check(not partner.stopped, "sharing is not stopped")
    yield Check(partner.off is None or at < partner.off, f"{partner.id} was not taken off")
    agreement = partner.agreement
    yield Check(agreement is not None, f"there is an agreement with {partner.id}")
    if agreement is None:
        return
    yield Check(agreement.starts <= at < agreement.expires, "the agreement is in force")


def _checks(policy: Policy, partner: Partner, at: datetime) -> Iterator[Check]:
    yield from _standing(partner, at)
    agreement = partner.agreement
    if agreement is None:
        return
    yield Check(bool(policy.markings), "it is marked")
    yield Check(policy.keep_until is None or at < policy.keep_until, "it may still be kept")
    for marking in policy.markings:
        yield from _marked(marking, partner, agreement)
        if policy.hops:
            yield Check(marking.passes_on, "its originator lets it be passed on")
        yield Check(policy.hops < marking.hop_limit, f"it has not gone {marking.hop_limit} hops yet")


def _marked(marking: Marking, partner: Partner, agreement: Agreement) -> Iterator[Check]:
    ceiling = _RANK[marking.tlp] <= _RANK[agreement.ceiling]
    yield Check(ceiling, f"TLP:{marking.tlp} is within the ceiling TLP:{agreement.ceiling}")
    named = partner.id in marking.audience or bool(partner.groups & marking.audience)
    anyone = ANYONE in marking.audience and marking.tlp in _NAMELESS
    yield Check(named or anyone, f"{partner.id} is in its audience")
    fitting = ANYONE in marking.purposes or bool(marking.purposes & agreement.purposes)
    yield Check(fitting, "the purposes agreed are purposes that it may serve")
    undertaken = marking.handling - {"H0"} <= agreement.handling
    yield Check(undertaken, f"{partner.id} has undertaken to honour its handling codes")
    if "H3" in marking.handling:
        yield Check(partner.id in marking.audience, f"H3: {partner.id} is named itself")


def _cut(held: Held, agreement: Agreement, at: datetime) -> Held | None:
    hidden = agreement.hidden - held.cut
    floor = agreement.place_km if agreement.place_km > held.place_km else 0.0
    if held.kind == "report":
        return replace(
            held, body=cut_report(_mapping(held.body), hidden, floor, at), cut=held.cut | hidden,
            place_km=max(held.place_km, floor),
        )  # fmt: skip
    if not hidden and not floor:
        return held
    if held.kind == "judgement":
        return replace(held, body=cut_judgement(_mapping(held.body)))
    if held.kind == "withdrawal" or held.type in _PLAIN:
        return held
    return None


def _mapping(body: Mapping[str, Any] | bytes) -> Mapping[str, Any]:
    if isinstance(body, bytes):
        import json

        loaded: dict[str, Any] = json.loads(body)
        return loaded
    return body
