"""The desk's secret behind links and signatures: nothing in the record lets anybody forge one."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Final, Literal

from tocsin.desk.keys import kept
from tocsin.errors import DeskError

FILE: Final = "subscribe.key"
Purpose = Literal["unsubscribe", "feed", "webhook", "confirm"]
_MARK: Final = 64


def key_of(folder: Path) -> bytes:
    """Return the 32 secret bytes of the desk in `folder`, made the first time. Raises DeskError."""
    path = folder / FILE
    try:
        key = kept(path)
    except OSError as error:
        raise DeskError(f"{path} cannot be read or made: {error.strerror}; check its permissions") from error
    if len(key) != 32:
        raise DeskError(f"{path} is no key: put it back from a backup, or remove it and give out new links")
    return key


def secret_for(key: bytes, purpose: Purpose, identity: str) -> str:
    """Return what only this desk can make for one purpose and one subscription: 64 hex digits."""
    return hmac.new(key, f"{purpose}|{identity}".encode(), hashlib.sha256).hexdigest()


def token_for(key: bytes, purpose: Purpose, identity: str) -> str:
    """Return the token of a link: the subscription's id and the mark under it."""
    return identity + secret_for(key, purpose, identity)


def identity_in(key: bytes, purpose: Purpose, token: str) -> str | None:
    """Return the subscription that `token` was made for; None where this desk did not make it for that."""
    identity, mark = token[:-_MARK], token[-_MARK:]
    expected = secret_for(key, purpose, identity)
    return identity if hmac.compare_digest(mark.encode(), expected.encode()) else None
