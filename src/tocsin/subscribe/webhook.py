"""A message to a webhook: signed, so that the receiver knows whose it is, and how old.

The signature is HMAC-SHA256 (RFC 2104) over the time of sending, a full stop and the body's bytes, under the
secret that `tocsin subscribe add` shows. The header `Idempotency-Key` is the message's id: whoever has had it
before need do nothing (IETF draft-ietf-httpapi-idempotency-key-header).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

SIGNATURE: Final = "Tocsin-Signature"
KEY: Final = "Idempotency-Key"
TOLERANCE: Final = 300
"""Seconds that a receiver's clock and ours may differ, and that a message may be under way."""


def signed(body: bytes, secret: str, at: int) -> str:
    """Return the signature header of `body` sent at `at` (Unix seconds)."""
    return f"t={at},v1={_mark(body, secret, at)}"


def verified(body: bytes, header: str, secret: str, now: int) -> bool:
    """Return whether `header` is this desk's word on `body`, given at most `TOLERANCE` seconds ago."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    stamp = parts.get("t", "")
    if not stamp.isdecimal() or len(stamp) > 12 or abs(now - int(stamp)) > TOLERANCE:
        return False
    return hmac.compare_digest(parts.get("v1", "").encode(), _mark(body, secret, int(stamp)).encode())


def headers(body: bytes, secret: str, identity: str, at: int) -> dict[str, str]:
    """Return the headers of one request."""
    return {"content-type": "application/json", SIGNATURE: signed(body, secret, at), KEY: identity}


def _mark(body: bytes, secret: str, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
