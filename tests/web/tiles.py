"""A PMTiles file of one tile, written from the specification (version 3), so that no file need be shipped.

The vector tile follows the Mapbox specification (2.1) and holds one polygon; the raster tile is a PNG.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable

VECTOR, RASTER = 1, 2


def varint(number: int) -> bytes:
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    return bytes([*made, number])


def field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def number(at: int, value: int) -> bytes:
    return varint(at << 3) + varint(value)


def zigzag(value: int) -> int:
    return value << 1 ^ value >> 31


def vector_tile(layer: str) -> bytes:
    """Return a tile with a square over most of it."""
    moves = [1 << 3 | 1, 512, 512, 3 << 3 | 2, 3000, 0, 0, 3000, -3000, 0, 1 << 3 | 7]
    commands = {0, 3, 10}
    geometry = b"".join(varint(m if at in commands else zigzag(m)) for at, m in enumerate(moves))
    feature = number(3, 3) + field(4, geometry)
    return field(3, field(1, layer.encode()) + field(2, feature) + number(5, 4096) + number(15, 2))


def raster_tile() -> bytes:
    """Return a PNG of 256 times 256 green points."""
    rows = (b"\0" + b"\x10\xa0\x40" * 256) * 256

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pmtiles(kind: int) -> bytes:
    """Return a file whose only tile is the whole world at zoom 0."""
    tile = vector_tile("earth") if kind == VECTOR else raster_tile()
    about = json.dumps({"vector_layers": [{"id": "earth", "fields": {}}]} if kind == VECTOR else {}).encode()
    directory = b"".join(map(varint, (1, 0, 1, len(tile), 1)))
    first = 127
    offsets: Iterable[int] = (
        first, len(directory), first + len(directory), len(about), first + len(directory) + len(about), 0,
        first + len(directory) + len(about), len(tile), 1, 1, 1,
    )  # fmt: skip
    head = b"PMTiles\x03" + struct.pack("<11Q", *offsets)
    head += struct.pack("<6B", 1, 1, 1, kind, 0, 0)
    head += struct.pack("<4i", -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    head += struct.pack("<B2i", 0, 0, 0)
    return head + directory + about + tile
