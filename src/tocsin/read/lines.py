"""Lines of a byte stream, each decoded by itself, none longer than the limit in memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from tocsin.read.outcome import LINE_LIMIT

_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_GUESSED: Final = ("encoding_guessed",)


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its end; `text` is None where it was longer than the limit and is left out."""

    number: int
    text: str | None
    flags: tuple[str, ...] = ()


def lines(stream: BinaryIO, limit: int = LINE_LIMIT) -> Iterator[Line]:
    """Yield the lines of `stream`: UTF-8 (UTF-16, 32 by their mark); a bad line as windows-1252, flagged."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream), 1 << 16)
    head = buffered.peek(4)[:4]
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            yield from _wide(buffered, encoding, limit)
            return
    number = 0
    while data := buffered.readline(limit + 1):
        number += 1
        if len(data) > limit and not data.endswith(b"\n"):
            _skip_line(buffered)
            yield Line(number, None)
        else:
            yield _decoded(data.removeprefix(codecs.BOM_UTF8) if number == 1 else data, number)


class _Raw(io.RawIOBase):
    """Any readable stream as a raw one, so that it can be buffered and peeked at."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a BufferedReader gives no other
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _decoded(data: bytes, number: int) -> Line:
    try:
        return Line(number, data.decode())
    except UnicodeDecodeError:
        return Line(number, data.decode("windows-1252", "replace"), _GUESSED)


def _skip_line(stream: io.BufferedReader) -> None:
    while data := stream.readline(1 << 16):
        if data.endswith(b"\n"):
            return


def _wide(stream: io.BufferedReader, encoding: str, limit: int) -> Iterator[Line]:
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
    number = 0
    while line := text.readline(limit + 1):
        number += 1
        whole = len(line) <= limit or line.endswith("\n")
        while not whole and (rest := text.readline(1 << 16)):
            if rest.endswith("\n"):
                break
        yield Line(number, line if whole else None)
    text.detach()
