"""Passwords: what may be one, its argon2id hash, a check that takes as long for nobody as for a user.

Sources: RFC 9106, section 4 (the second recommended choice: 64 MiB, 3 passes, 4 lanes); NIST SP 800-63B,
5.1.1 (length instead of composition, Unicode normalised).
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from tocsin.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST: Final = 12
"""Characters of a password."""
MOST: Final = 256
PASSES: Final = 3
KIBIBYTES: Final = 65_536
LANES: Final = 4
_AT_ONCE: Final = BoundedSemaphore(2)
"""Each hash takes 64 MiB: a flood of them waits instead of taking all memory."""


def hashed(name: str, password: str) -> str:
    """Return the hash of a new password of `name`. Raises InputError where it may not be one."""
    text = _normal(password)
    if not LEAST <= len(text) <= MOST:
        raise InputError(f"a password has {LEAST} to {MOST} characters, not {len(text):,}")
    if len(set(text)) < 4 or text.casefold() in (name, name * 2, name * 3):
        raise InputError("this password is guessed at once: take some words that have nothing to do together")
    with _AT_ONCE:
        return _hasher().hash(text)


def is_right(password: str, held: str | None) -> bool:
    """Tell whether `password` is the one of the hash `held`; None takes the same time and is never right."""
    from argon2.exceptions import InvalidHashError, VerificationError

    text = _normal(password)
    with _AT_ONCE:
        try:
            right = _hasher().verify(held or _nobodys(), text[:MOST])
        except (VerificationError, InvalidHashError):
            return False
    return right and held is not None and len(text) <= MOST


def is_dated(held: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(held)


def warm() -> None:
    """Make the hash that stands in for users who are not there, before the first of them asks."""
    _nobodys()


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ModuleNotFoundError as error:
        raise MissingExtraError("accounts", "serve") from error
    return PasswordHasher(time_cost=PASSES, memory_cost=KIBIBYTES, parallelism=LANES)


@cache
def _nobodys() -> str:
    return _hasher().hash(secrets.token_hex(16))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password[: 4 * MOST])
