"""Secrets in the desk's folder: each made once, and readable by the owner of the folder alone."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

_fresh = partial(secrets.token_bytes, 32)


def kept(path: Path, fresh: Callable[[], bytes] = _fresh) -> bytes:
    """Return the secret in the file at `path`; where there is none, `fresh` makes it. Raises OSError."""
    if not path.exists():
        _make(path, fresh())
    return path.read_bytes()


def _make(path: Path, secret: bytes) -> None:
    # Made beside and linked into place: of two processes that begin together, the first one's secret holds.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
