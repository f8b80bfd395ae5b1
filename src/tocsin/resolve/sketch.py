"""A short fixed-length sketch of a text: what remains of it when the text itself has been deleted.

MinHash (Broder 1997, "On the resemblance and containment of documents") over shingles of three words, with
the number of shingles, so that containment can be estimated too, and a hash of the agency credit line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HASHES: Final = 128
SHINGLE: Final = 3
SKETCH_BYTES: Final = 4 + 8 + 2 * HASHES

_WORD: Final = re.compile(r"\w+")
_NAME: Final = r"[A-Z][\w&.'’-]*(?:\s+[A-Z&][\w&.'’-]*){0,4}"
_DATELINE: Final = re.compile(rf"\(({_NAME})\)\s*[-–—:]")
_SIGNED: Final = re.compile(rf"[.!?”\"]\s*\(({_NAME})\)\s*$")
_SOURCE_LINE: Final = re.compile(rf"(?:^|\n)\s*(?:Source|Agency|Credit):\s*({_NAME})\s*\.?\s*$")
_HEAD: Final = 200
_TAIL: Final = 120


@dataclass(frozen=True, slots=True)
class Traces:
    """A sketch taken apart: how many shingles, the credit's hash (0 where none), the minima."""

    size: int
    credit: int
    minima: NDArray[np.uint16]


def sketch(text: str) -> bytes:
    """Return the sketch of `text`, `SKETCH_BYTES` long, the same in each process and on each machine."""
    import numpy as np

    credit = credit_hash(credit_line(text))
    shingles = _shingles(text)
    if shingles.size == 0:
        minima = np.full(HASHES, 0xFFFF, dtype="<u2")
    else:
        a, b = _permutations()
        # Multiply-shift hashing: the top 16 of 32 bits of a·x + b would leave too many equal minima, so
        # the minimum is taken over 64 bits and folded afterwards.
        least = (shingles[:, None] * a[None, :] + b[None, :]).min(axis=0)
        minima = (_mix(least) & np.uint64(0xFFFF)).astype("<u2")
    return shingles.size.to_bytes(4, "little") + credit.to_bytes(8, "little") + minima.tobytes()


def similarity(a: bytes, b: bytes) -> float:
    """Return the estimated Jaccard similarity of two texts from their sketches, 0 to 1 (s.e. < 0.045)."""
    left, right = traces(a), traces(b)
    if left.size == 0 or right.size == 0:
        return 0.0
    return float((left.minima == right.minima).mean())


def containment(a: bytes, b: bytes) -> float:
    """Return the estimated share of the shorter text that the longer one holds, 0 to 1."""
    return contained(similarity(a, b), traces(a).size, traces(b).size)


def contained(jaccard: float, size_a: int, size_b: int) -> float:
    """Return the share of the smaller set that is in the larger, from their Jaccard and their sizes."""
    smaller = min(size_a, size_b)
    if smaller == 0:
        return 0.0
    return min(1.0, jaccard * (size_a + size_b) / (1.0 + jaccard) / smaller)


def traces(data: bytes) -> Traces:
    """Take a sketch apart. Raises ValueError on bytes that `sketch` did not make."""
    import numpy as np

    if len(data) != SKETCH_BYTES:
        raise ValueError(f"a sketch has {SKETCH_BYTES} bytes, not {len(data)}")
    return Traces(
        int.from_bytes(data[:4], "little"),
        int.from_bytes(data[4:12], "little"),
        np.frombuffer(data, dtype="<u2", offset=12),
    )


def credit_line(text: str) -> str | None:
    """Return the agency that a text credits in its dateline or at its end, or None.

    "LYON, July 3 (Meridian Press) — …", "… . (Meridian Press)", and a last line "Source: Meridian Press".
    """
    head, tail = text[:_HEAD], text[-_TAIL:]
    found = _DATELINE.search(head) or _SIGNED.search(tail) or _SOURCE_LINE.search(tail)
    return found.group(1) if found else None


def credit_hash(credit: str | None) -> int:
    """Return 64 bits for a credit, blind to case, spaces and a leading article; 0 for none."""
    words = _WORD.findall((credit or "").casefold())
    if words[:1] == ["the"]:
        words = words[1:]
    if not words:
        return 0
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "little")


def _shingles(text: str) -> NDArray[np.uint64]:
    import numpy as np

    words = [crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text.casefold())]
    if not words:
        return np.empty(0, dtype=np.uint64)
    hashed = _mix(np.array(words, dtype=np.uint64))
    if hashed.size < SHINGLE:
        return np.unique(hashed)
    first, second, third = hashed[:-2], hashed[1:-1], hashed[2:]
    joined = first * np.uint64(3) + second * np.uint64(0x9E3779B97F4A7C15) + third * np.uint64(0xC2B2AE3D27D4EB4F)
    return np.unique(_mix(joined))


def _mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64 (Steele, Lea and Flood 2014)."""
    import numpy as np

    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


_CACHE: list[tuple[NDArray[np.uint64], NDArray[np.uint64]]] = []


def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The constants of the hash functions: odd multipliers and offsets from a counter, never from a seed."""
    import numpy as np

    if not _CACHE:
        counter = np.arange(1, 2 * HASHES + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        drawn = _mix(counter)
        _CACHE.append((drawn[:HASHES] | np.uint64(1), drawn[HASHES:]))
    return _CACHE[0]
