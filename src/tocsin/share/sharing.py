"""Partners, agreements, tokens, markings, the switch: what the desk has decided about sharing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from tocsin.errors import InputError, NotFoundError
from tocsin.model import from_iso, iso
from tocsin.record import Exchange, Record, now
from tocsin.release import VERSION, Marking, Partner, Policy, marking_from, partner_from, permitted
from tocsin.share.node import Node

SCOPES: Final = ("read", "write", "sync", "audit")
"""What a token may do: read collections, add to them, exchange items between nodes, read the audit log."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is behind a token, and what the token may do."""

    partner: Partner
    scopes: frozenset[str]
    token: str


class Decisions:
    """What was decided about sharing, as it stands in an open record; reading it takes no key."""

    def __init__(self, record: Record) -> None:
        """Stand on an open record."""
        self.record = record

    @property
    def exchange(self) -> Exchange:
        """The shared part of the record."""
        return self.record.exchange

    def stopped(self) -> bool:
        """Return whether the kill switch is on."""
        fact = self.exchange.fact("switch", "sharing")
        return fact is not None and bool(fact.body["stopped"])

    def markings(self) -> Markings:
        """Return the markings that hold."""
        found = self.exchange.facts("marking")
        return Markings({k: marking_from(f.body) if f.body else None for k, f in found.items()})


class Sharing(Decisions):
    """What was decided about sharing, on an open record, as this node."""

    def __init__(self, record: Record, node: Node) -> None:
        """Stand on an open record and this node's key."""
        super().__init__(record)
        self.node = node

    def partners(self) -> list[Partner]:
        """Return the partners by id."""
        stopped = self.stopped()
        found = self.exchange.facts("partner").values()
        return sorted((partner_from(f.body, stopped=stopped) for f in found), key=lambda p: p.id)

    def partner(self, identity: str) -> Partner:
        """Return one partner. Raises NotFoundError."""
        fact = self.exchange.fact("partner", identity)
        if fact is None:
            raise NotFoundError(f"there is no partner {identity}; see: tocsin share partners")
        return partner_from(fact.body, stopped=self.stopped())

    def save(self, partner: Partner, *, by: str) -> None:
        """Keep a partner, new or changed."""
        if not partner.id.isascii() or not partner.id.replace("-", "").replace("_", "").isalnum():
            raise InputError(f"a partner's id is letters, digits, - and _, not {partner.id!r}")
        if len(partner.id) > 60:
            raise InputError("a partner's id has at most 60 characters")
        self.exchange.note("partner", partner.id, partner.to_json(), by=by)

    def switch(self, *, stopped: bool, reason: str, by: str) -> None:
        """Stop all sharing at once, or let it go on."""
        self.exchange.note("switch", "sharing", {"stopped": stopped, "reason": reason}, by=by)

    def take_off(self, identity: str, *, by: str) -> None:
        """Take a partner off: from now on it gets nothing, and its tokens open nothing."""
        self.save(replace(self.partner(identity), off=now()), by=by)

    def new_token(self, identity: str, scopes: Collection[str], days: int, *, by: str) -> str:
        """Return a new secret token of a partner; only its hash is kept. It expires after `days`."""
        partner = self.partner(identity)
        if unknown := sorted(set(scopes) - set(SCOPES)):
            raise InputError(f"no such scope: {unknown[0]}; one of {', '.join(SCOPES)}")
        if not 0 < days <= 3650:
            raise InputError(f"a token holds 1 to 3650 days, not {days}")
        token = secrets.token_urlsafe(32)
        body = {"partner": partner.id, "scopes": sorted(scopes), "expires": iso(now() + timedelta(days=days))}
        self.exchange.note("token", _digest(token), body | {"revoked": False}, by=by)
        return token

    def revoke(self, identity: str, *, by: str, token: str = "") -> int:
        """Revoke a partner's tokens, all or those whose hash begins with `token`; return how many."""
        held = self.exchange.facts("token")
        mine = {k: f.body for k, f in held.items() if f.body["partner"] == identity and k.startswith(token)}
        live = {key: body for key, body in mine.items() if not body["revoked"]}
        self.exchange.note_all((("token", k, body | {"revoked": True}) for k, body in live.items()), by=by)
        return len(live)

    def caller(
        self, token: str, at: datetime, *, certificate: str = "", certified: bool = False
    ) -> Caller | None:
        """Return who holds `token`; None where it is unknown, expired or revoked, or its partner is off.

        `certificate` is the fingerprint of the client certificate that came along, "" for none. A partner
        with certificates is known by token and one of them together; where the server asks for certificates
        (`certified`), nobody is known without one.
        """
        digest = _digest(token)
        fact, held, switch = self.exchange.standing(digest)
        if fact is None or held is None or not hmac.compare_digest(fact.key, digest):
            return None
        expires = from_iso(fact.body["expires"])
        if fact.body["revoked"] or expires is None or at >= expires:
            return None
        partner = partner_from(held.body, stopped=switch is not None and bool(switch.body["stopped"]))
        if partner.off is not None and partner.off <= at:
            return None
        if (certified or partner.certificates) and certificate not in partner.certificates:
            return None
        return Caller(partner, frozenset(fact.body["scopes"]), digest[:12])

    def mark(self, scope: str, target: str, marking: Marking | None, *, by: str) -> None:
        """Mark all that is ours ("default"), what a source says, or one document (by name or id)."""
        if scope not in ("default", "source", "document"):
            raise InputError(f"a marking is of the default, a source or a document, not of {scope!r}")
        key = scope if scope == "default" else f"{scope}:{target}"
        self.exchange.note("marking", key, marking.to_json() if marking else None, by=by)

    def allowed(self, partner: Partner, at: datetime) -> list[int]:
        """Return the numbers of the policies that let `partner` have what is under them."""
        return [seq for seq, policy in self.exchange.policies().items() if permitted(policy, partner, at)]

    def policy_version(self, partner: Partner) -> str:
        """Return what the audit log names: the version of the rule, and a hash of the agreement."""
        agreement = partner.agreement.to_json() if partner.agreement else None
        return f"rule {VERSION}, agreement {_digest(repr(agreement))[:12]}"


@dataclass(frozen=True, slots=True)
class Markings:
    """The desk's own markings: of documents, else of sources, else the default; else there is none."""

    by_key: Mapping[str, Marking | None]

    def policy(self, document: str, name: str, source: str | None) -> Policy:
        """Return the policy of what a document of ours says."""
        keys = [
            f"document:{document}",
            f"document:{name}",
            *([f"source:{source}"] if source else []),
            "default",
        ]
        for key in keys:
            if key in self.by_key:
                marking = self.by_key[key]
                return Policy((marking,) if marking else ())
        return Policy()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def token_of(header: str | None) -> str:
    """Return the token of an Authorization header: Bearer, or the password of Basic (RFC 6750, 7617)."""
    scheme, _, rest = (header or "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(rest, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
