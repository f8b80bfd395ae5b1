"""Decompression that stops: gzip and deflate with a cap on what comes out."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, Final

GZIP_MARK: Final = b"\x1f\x8b"
STREAM_LIMIT: Final = 4 << 30
"""The most that is taken out of one compressed file, in bytes; rows stream, so this is not memory."""
_RATIO_FLOOR: Final = 64 << 20
_RATIO_LIMIT: Final = 200
"""News packs ten to one; what packs two hundred to one over many megabytes is a bomb."""


class BombError(ValueError):
    """More comes out of something compressed than is taken."""


class Inflater:
    """Gzip (also of several members), zlib or bare deflate, piece by piece, at most `limit` bytes in all."""

    def __init__(self, limit: int, encoding: str = "gzip") -> None:
        self._limit = limit
        self._total = 0
        self._gzip = encoding in ("gzip", "x-gzip")
        self._member = zlib.decompressobj(zlib.MAX_WBITS | (16 if self._gzip else 0))
        self._first = True

    def feed(self, chunk: bytes) -> bytes:
        """Return what `chunk` unpacks to. Raises BombError past the limit, zlib.error on damage."""
        out = bytearray()
        while chunk:
            out += self._step(chunk)
            self._total += len(out)
            if self._total > self._limit:
                raise BombError(f"unpacks to more than {self._limit // 1_000_000} MB")
            self._total -= len(out)
            chunk = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if self._member.eof and not self._next_member(chunk):
                break
        self._total += len(out)
        return bytes(out)

    @property
    def complete(self) -> bool:
        """Whether the end of the compressed data has been seen."""
        return self._member.eof or self._first

    def _step(self, chunk: bytes) -> bytes:
        try:
            return self._member.decompress(chunk, 1 << 20)
        except zlib.error:
            if self._gzip or not self._first:
                raise
            # Servers that say "deflate" send zlib or bare deflate (RFC 9110, section 8.4.1.2).
            self._member = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._member.decompress(chunk, 1 << 20)
        finally:
            self._first = False

    def _next_member(self, rest: bytes) -> bool:
        if not self._gzip or not rest.startswith(GZIP_MARK):
            return False
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return True


def inflated(body: bytes, encoding: str, limit: int) -> bytes:
    """Return `body` unpacked. Raises BombError past `limit`, ValueError on damage."""
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"content encoding {encoding!r} is not read")
    try:
        return Inflater(limit, encoding).feed(body)
    except zlib.error as error:
        raise ValueError(f"damaged {encoding} data: {error}") from None


class _Counted(io.RawIOBase):
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a BufferedReader gives no other
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.taken += len(data)
        return len(data)


class Gunzipped(io.RawIOBase):
    """The unpacked bytes of a gzip stream, up to its end, its damage, or what makes it a bomb.

    Nothing is raised while reading, so that what was whole before is not lost; `failure` then says why it
    ended where it did.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Unpack `stream`."""
        self._packed = _Counted(stream)
        self._file = gzip.GzipFile(fileobj=io.BufferedReader(self._packed, 1 << 16))
        self._total = 0
        self.failure: str | None = None

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a BufferedReader gives no other
        """Fill `buffer`, as far as one step goes."""
        if self.failure:
            return 0
        try:
            data = self._file.read1(len(buffer))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            self.failure = f"broken gzip data, read up to there: {error}"
            return 0
        self._total += len(data)
        swollen = self._total > _RATIO_FLOOR and self._total > _RATIO_LIMIT * self._packed.taken
        if swollen or self._total > STREAM_LIMIT:
            self.failure = f"unpacks to more than {_RATIO_LIMIT} times its size: a decompression bomb"
            return 0
        buffer[: len(data)] = data
        return len(data)
