"""Opening the sharing of a desk, and an agreement from what a person typed."""

from __future__ import annotations

import hashlib
import re
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tocsin.errors import InputError, NotFoundError
from tocsin.fetch.tls import Tls, secured
from tocsin.record import Record, now
from tocsin.release import ANYONE, Agreement, Marking, Partner
from tocsin.share.node import open_node
from tocsin.share.sharing import Sharing


@contextmanager
def sharing_at(record: Record, folder: Path) -> Iterator[Sharing]:
    """Give the sharing of a desk's record; a mistake in a value becomes one line."""
    try:
        yield Sharing(record, open_node(folder))
    except ValueError as error:
        raise InputError(str(error)) from error


def agreed(
    sharing: Sharing, identity: str, *, purposes: Collection[str], legal_basis: str, ceiling: str,
    days: int, onward: bool, retention: int | None, hidden: Collection[str], place_km: float,
    handling: Collection[str],
) -> Agreement | None:  # fmt: skip
    """Return the agreement that was typed; the one that holds where neither purpose nor basis was.

    Raises ValueError or InputError where it is not whole.
    """
    if not purposes and not legal_basis:
        return known(sharing, identity).agreement
    at = now().replace(microsecond=0)
    if not 0 < days <= 36_500:
        raise InputError(f"an agreement holds 1 to 36500 days, not {days}")
    return Agreement(
        frozenset(purposes), legal_basis, ceiling, at, at + timedelta(days=days), onward, retention,
        frozenset(hidden), place_km, frozenset(handling),
    )  # fmt: skip


def known(sharing: Sharing, identity: str) -> Partner:
    """Return a partner, or the beginnings of a new one."""
    try:
        return sharing.partner(identity)
    except NotFoundError:
        return Partner(identity, identity)


def keyed(partner: Partner, key: str) -> Partner:
    """Return `partner` with the public key of its node. Raises InputError where it is none."""
    from tocsin.share.node import node_id

    try:
        if len(bytes.fromhex(key)) != 32:
            raise ValueError("32 bytes")
    except ValueError:
        raise InputError("a key is the 64 hex digits that the partner's `tocsin share id` prints") from None
    return replace(partner, key=key.lower(), node=node_id(key))


def certified(partner: Partner, given: Collection[str]) -> Partner:
    """Return `partner` known by these client certificates: PEM files, or fingerprints (SHA-256 in hex)."""
    return replace(partner, certificates=frozenset(_fingerprint(each) for each in given))


def _fingerprint(given: str) -> str:
    digits = given.replace(":", "").lower()
    if re.fullmatch(r"[0-9a-f]{64}", digits):
        return digits
    try:
        text = Path(given).read_text(encoding="ascii", errors="replace")
        begin = text.index(ssl.PEM_HEADER)
        first = text[begin : text.index(ssl.PEM_FOOTER, begin)] + ssl.PEM_FOOTER
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(first)).hexdigest()
    except (OSError, ValueError):
        raise InputError(
            f"{given} is neither a certificate in PEM nor a SHA-256 fingerprint of 64 hex digits"
        ) from None


def with_files(partner: Partner, cert: Path | None, key: Path | None, ca: Path | None) -> Partner:
    """Return `partner` with the paths of our certificate and key for its server, and of its roots.

    What is left out stays as it was. Raises UserError where a file cannot be used.
    """
    had = (partner.client_cert, partner.client_key, partner.ca)
    paths = [str(new.resolve()) if new else old for new, old in zip((cert, key, ca), had, strict=True)]
    made = replace(partner, client_cert=paths[0], client_key=paths[1], ca=paths[2])
    if bool(made.client_cert) != bool(made.client_key):
        raise InputError("a certificate goes with its key: give both --client-cert and --client-key")
    secured(Tls(*(Path(path) if path else None for path in paths)))
    return made


def marking(
    tlp: str, audience: Collection[str], *, purposes: Collection[str], onward: bool, hops: int,
    handling: Collection[str], grade: str | None,
) -> Marking:  # fmt: skip
    """Return the marking that was typed. CLEAR is for anyone; every other label needs its audience said."""
    named = frozenset(ANYONE if name == "anyone" else name for name in audience)
    if not named and tlp == "CLEAR":
        named = frozenset({ANYONE})
    if not named:
        raise InputError(f"TLP:{tlp} for whom? name partners or groups with --audience, or --audience anyone")
    if ANYONE in named and tlp not in ("CLEAR", "GREEN"):
        raise InputError(f"TLP:{tlp} goes to named partners only; name them with --audience")
    return Marking(
        tlp, named, frozenset(purposes) or frozenset({ANYONE}), onward, hops, frozenset(handling), grade
    )
