"""Answers that are kept until the record changes: many readers ask for the same page."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from starlette.responses import Response

MOST_BYTES: Final = 128_000_000
PACKED_FROM: Final = 1000
"""Shorter answers are not compressed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer, plain and compressed; `tag` names its content."""

    plain: bytes
    packed: bytes
    kind: str
    tag: str

    @property
    def size(self) -> int:
        """Bytes held."""
        return len(self.plain) + len(self.packed)


class Shelf:
    """A store of answers by what they depend on; the least lately used goes first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        """`most` bytes are kept."""
        self._most = most
        self._kept: OrderedDict[tuple[object, ...], Kept] = OrderedDict()
        self._size = 0
        self._making: dict[tuple[object, ...], threading.Lock] = {}
        self._lock = threading.Lock()

    def answer(
        self, request: Request, key: tuple[object, ...], kind: str, make: Callable[[], str | bytes]
    ) -> Response:
        """Return what `make` makes, made once for a `key` (which names the state of the record)."""
        kept = self._take(key) or self._made(key, kind, make)
        return _sent(request, kept)

    def _made(self, key: tuple[object, ...], kind: str, make: Callable[[], str | bytes]) -> Kept:
        """Make an answer, once however many ask for it at the same time."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            kept = self._take(key)
            if kept is not None:
                return kept
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            plain = made.encode("utf-8", "replace") if isinstance(made, str) else made
            packed = gzip.compress(plain, 5, mtime=0) if len(plain) >= PACKED_FROM else b""
            kept = Kept(plain, packed, kind, f'"{hashlib.sha256(plain).hexdigest()[:24]}"')
            self._put(key, kept)
            return kept

    def _take(self, key: tuple[object, ...]) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _put(self, key: tuple[object, ...], kept: Kept) -> None:
        with self._lock:
            old = self._kept.pop(key, None)
            self._size += kept.size - (old.size if old else 0)
            self._kept[key] = kept
            while self._size > self._most and len(self._kept) > 1:
                self._size -= self._kept.popitem(last=False)[1].size


def _sent(request: Request, kept: Kept) -> Response:
    page = kept.kind.startswith("text/html")
    vary = "accept-encoding, cookie" + (", accept-language" if page else "")
    headers = {"etag": kept.tag, "cache-control": "private, no-cache", "vary": vary}
    if request.headers.get("if-none-match") == kept.tag:
        return Response(status_code=304, headers=headers)
    if kept.packed and "gzip" in request.headers.get("accept-encoding", ""):
        headers |= {"content-encoding": "gzip"}
        return Response(kept.packed, media_type=kept.kind, headers=headers)
    return Response(kept.plain, media_type=kept.kind, headers=headers)
