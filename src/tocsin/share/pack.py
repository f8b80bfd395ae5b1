"""The exchange by stick: the same lines in a signed file, for partners without a line.

A pack is lines of JSON: a head (who, for whom, its number, the hash of the pack before it), the items, and a
foot with the hash of all of it and the signature. It is for one partner; it can be taken once; after another
one is missing it is refused, so that nothing is left out unseen.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import canonical, iso
from tocsin.record import now
from tocsin.release import Partner, in_force
from tocsin.share.applying import Applied, apply_lines, settle
from tocsin.share.line import lines_for, note_acknowledged
from tocsin.share.node import node_id, verified
from tocsin.share.paging import MOST
from tocsin.share.publish import publish_items
from tocsin.share.sharing import Sharing
from tocsin.share.strict_json import loads

FORMAT: Final = "tocsin pack 1"
LARGEST: Final = 500_000_000


@dataclass(frozen=True, slots=True)
class Packed:
    """A written pack: its number for this partner and how many items are in it."""

    number: int
    items: int


def pack(sharing: Sharing, partner: Partner, path: Path) -> Packed:
    """Write what `partner` may have and was not packed yet into `path`. Raises InputError where it may not.

    The place is kept when the file is whole on the disk: a pack that could not be written is written again.
    """
    if not partner.node:
        raise InputError(f"{partner.id} has no key yet; say it: tocsin share partner {partner.id} --key KEY")
    if not in_force(partner, now()):
        raise InputError(f"nothing goes to {partner.id} now; see: tocsin share explain --to {partner.id}")
    publish_items(sharing, now())
    fact = sharing.exchange.fact("packed", partner.id)
    last: dict[str, Any] = fact.body if fact else {"number": 0, "digest": "", "place": 0}
    lines, place, more = [], last["place"], True
    while more:
        found, place, more = lines_for(sharing, partner, place, MOST, way="pack")
        lines += found
    head: dict[str, Any] = {
        "format": FORMAT, "node": sharing.node.id, "key": sharing.node.key, "for": partner.node,
        "number": last["number"] + 1, "before": last["digest"], "made": iso(now()),
        "withdrawn": _carried_out(sharing, partner), "audit": sharing.exchange.head()[1],
    }  # fmt: skip
    digest = _write(sharing, path, [canonical(head).encode(), *lines])
    state = {"number": head["number"], "digest": digest, "place": place}
    sharing.exchange.note("packed", partner.id, state, by="pack")
    return Packed(int(head["number"]), len(lines))


def unpack(sharing: Sharing, path: Path) -> tuple[Partner, Applied]:
    """Take a pack into the record. Raises InputError where it was altered, is not for us, or is old."""
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST // 1_000_000} MB and was not read")
    lines = path.read_bytes().split(b"\n")
    if len(lines) < 3 or lines[-1]:
        raise InputError(f"{path} is no pack, or its end is missing")
    head, foot = _read_head(path, lines[0]), _read_head(path, lines[-2])
    digest = _digest(lines[:-2])
    _check_signature(path, head, foot, digest)
    partner = _sender(sharing, head)
    if head.get("for") != sharing.node.id:
        raise InputError(f"{path} is for another node")
    if not in_force(partner, now()):
        raise InputError(f"nothing is exchanged with {partner.id} now; see: tocsin share partners")
    _check_number(sharing, partner, head)
    applied = Applied()
    apply_lines(sharing, partner, lines[1:-2], applied)
    settle(sharing, partner, applied)
    sharing.record.catch_up()
    note_acknowledged(sharing, partner, {"withdrawals": head["withdrawn"], "head": head["audit"]})
    state = {"number": head["number"], "digest": digest}
    sharing.exchange.note_all(
        [("unpacked", partner.id, state), ("witnessed", partner.id, head["audit"])], by=partner.id
    )
    return partner, applied


def _carried_out(sharing: Sharing, partner: Partner) -> list[str]:
    done = sharing.exchange.facts("tombstone")
    return [key for key, fact in done.items() if fact.by == partner.id]


def _write(sharing: Sharing, path: Path, lines: Sequence[bytes]) -> str:
    digest = _digest(lines)
    foot = canonical({"digest": digest, "signature": sharing.node.sign(digest.encode())}).encode()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(b"\n".join([*lines, foot]) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return digest


def _digest(lines: Sequence[bytes]) -> str:
    made = hashlib.sha256()
    for line in lines:
        made.update(line + b"\n")
    return made.hexdigest()


def _read_head(path: Path, line: bytes) -> dict[str, Any]:
    try:
        data = loads(line)
    except InputError:
        data = None
    if not isinstance(data, dict):
        raise InputError(f"{path} is no pack, or its end is missing")
    return data


def _check_signature(path: Path, head: dict[str, Any], foot: dict[str, Any], digest: str) -> None:
    key, signature = head.get("key"), foot.get("signature")
    strings = isinstance(key, str) and isinstance(signature, str)
    if head.get("format") != FORMAT or not strings:
        raise InputError(f"{path} is no pack of this version")
    if foot.get("digest") != digest or not verified(str(key), str(signature), digest.encode()):
        raise InputError(f"{path} was altered on the way: its signature does not hold; ask for it again")


def _sender(sharing: Sharing, head: dict[str, Any]) -> Partner:
    for partner in sharing.partners():
        if partner.key and partner.key == head["key"] and node_id(partner.key) == head.get("node"):
            return partner
    raise InputError("the pack is of a node that is no partner; see: tocsin share partners")


def _check_number(sharing: Sharing, partner: Partner, head: dict[str, Any]) -> None:
    fact = sharing.exchange.fact("unpacked", partner.id)
    last: dict[str, Any] = fact.body if fact else {"number": 0, "digest": ""}
    number = head.get("number")
    if not isinstance(number, int) or number <= last["number"]:
        raise InputError(f"pack {number} of {partner.id} was taken already; the last one is {last['number']}")
    if number != last["number"] + 1 or head.get("before") != last["digest"]:
        raise InputError(
            f"before pack {number} of {partner.id} comes pack {last['number'] + 1}; take that first"
        )
