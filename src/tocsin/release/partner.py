"""Partners and what was agreed with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tocsin.model import EMPTIABLE, PROPERTIES, from_iso, iso
from tocsin.release.markings import HANDLING, TLP


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a partner may receive, what for, on which legal ground, and until when.

    `ceiling` is the strictest TLP label that the partner is cleared for. `onward`: what comes from this
    partner may be given to others where its marking allows. `retention_days`: how long what was exchanged may
    be kept (None: no limit). `hidden` are properties of statements that this partner does not get, nor the
    word that their value is not known; `place_km` the least radius of any place it gets. `handling` are the
    Europol codes that the partner has undertaken to honour.
    """

    purposes: frozenset[str]
    legal_basis: str
    ceiling: str
    starts: datetime
    expires: datetime
    onward: bool = False
    retention_days: int | None = None
    hidden: frozenset[str] = frozenset()
    place_km: float = 0.0
    handling: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse an agreement that says nothing or what is not known."""
        if self.ceiling not in TLP:
            raise ValueError(f"no such TLP label: {self.ceiling!r}; one of {', '.join(TLP)}")
        if not self.legal_basis.strip() or not self.purposes:
            raise ValueError("an agreement states a purpose and a legal basis")
        if unknown := sorted(self.hidden - set(PROPERTIES)):
            raise ValueError(f"no such property: {unknown[0]!r}")
        if "not_known" in self.hidden and not self.hidden.issuperset(EMPTIABLE):
            raise ValueError("that a value is not known is hidden with its property; hide that one")
        if unknown := sorted(self.handling - set(HANDLING)):
            raise ValueError(f"no such handling code: {unknown[0]!r}")
        if self.starts.utcoffset() is None or self.expires.utcoffset() is None:
            raise ValueError("the times of an agreement have a zone")
        if not 0 <= self.place_km <= 20_000:
            raise ValueError(f"a radius is between 0 and 20,000 km, not {self.place_km}")

    def to_json(self) -> dict[str, Any]:
        """Return the agreement as it is stored."""
        return {
            "purposes": sorted(self.purposes), "legal_basis": self.legal_basis, "ceiling": self.ceiling,
            "starts": iso(self.starts), "expires": iso(self.expires), "onward": self.onward,
            "retention_days": self.retention_days, "hidden": sorted(self.hidden),
            "place_km": self.place_km, "handling": sorted(self.handling),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody that things may be shared with.

    `groups` are audiences that it belongs to. `off`: since when it gets nothing more. `stopped`: all sharing
    is stopped. `node` is the id of its node (the fingerprint of its key) and `key` its public key, where it
    runs a tocsin; `url` its address for polling, `allow` the "host:port" of it on a private network.
    `certificates` are the SHA-256 fingerprints (64 hex digits) of the client certificates that it shows here:
    where there is one, its tokens open nothing without it. `client_cert`, `client_key` and `ca` are the paths
    of our own certificate and key for its server, and of the roots that its server's certificate is under.
    """

    id: str
    name: str
    agreement: Agreement | None = None
    groups: frozenset[str] = frozenset()
    off: datetime | None = None
    stopped: bool = False
    node: str = ""
    key: str = ""
    url: str = ""
    allow: tuple[str, ...] = field(default=())
    certificates: frozenset[str] = frozenset()
    client_cert: str = ""
    client_key: str = ""
    ca: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the partner as it is stored; whether sharing is stopped is not the partner's."""
        return {
            "id": self.id, "name": self.name, "groups": sorted(self.groups), "off": iso(self.off),
            "agreement": self.agreement.to_json() if self.agreement else None, "node": self.node,
            "key": self.key, "url": self.url, "allow": list(self.allow),
            "certificates": sorted(self.certificates), "client_cert": self.client_cert,
            "client_key": self.client_key, "ca": self.ca,
        }  # fmt: skip


def partner_from(data: Mapping[str, Any], *, stopped: bool = False) -> Partner:
    """Return what `Partner.to_json` wrote. Raises ValueError, KeyError or TypeError on anything else."""
    agreement = data["agreement"]
    return Partner(
        data["id"], data["name"], agreement_from(agreement) if agreement else None,
        frozenset(data["groups"]), from_iso(data["off"]), stopped, data["node"], data["key"], data["url"],
        tuple(data["allow"]), frozenset(data.get("certificates", ())), data.get("client_cert", ""),
        data.get("client_key", ""), data.get("ca", ""),
    )  # fmt: skip


def agreement_from(data: Mapping[str, Any]) -> Agreement:
    """Return what `Agreement.to_json` wrote."""
    starts, expires = from_iso(data["starts"]), from_iso(data["expires"])
    if starts is None or expires is None:
        raise ValueError("an agreement says when it begins and ends")
    return Agreement(
        frozenset(data["purposes"]), data["legal_basis"], data["ceiling"], starts, expires, data["onward"],
        data["retention_days"], frozenset(data["hidden"]), float(data["place_km"]),
        frozenset(data["handling"]),
    )  # fmt: skip
