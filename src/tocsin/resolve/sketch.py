"""A short fixed-length sketch of a text: what remains of it when the text itself has been deleted.

MinHash (Broder 1997, "On the resemblance and containment of documents") over shingles of three words, with
the number of shingles, so that containment can be estimated too, and a hash of the agency credit line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HASHES: Final = 128
SHINGLE: Final = 3
LEAST_SHINGLES: Final = 12
"""A text with fewer is no copy of another: two outlets may well find the same headline."""
COPIED: Final = 0.45
"""Jaccard similarity from which two texts are taken for copies of one."""
CUT: Final = 0.7
"""Containment from which the shorter text is taken for a cut copy of the longer one."""
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
        # The minimum is taken over 32 bits and mixed before 16 are kept: the top 16 of a minimum are nearly
        # always small, and would agree by chance.
        least = (a[:, None] * shingles[None, :] + b[:, None]).min(axis=1)
        minima = (_mix(least.astype(np.uint64)) & np.uint64(0xFFFF)).astype("<u2")
    return shingles.size.to_bytes(4, "little") + credit.to_bytes(8, "little") + minima.tobytes()


def similarity(a: bytes, b: bytes) -> float:
    """Return the estimated Jaccard similarity of two texts from their sketches, 0 to 1 (s.e. < 0.045)."""
    return resemblance(traces(a), traces(b))


def resemblance(a: Traces, b: Traces) -> float:
    """Return the estimated Jaccard similarity of two sketches taken apart."""
    import numpy as np

    if a.size == 0 or b.size == 0:
        return 0.0
    return int(np.count_nonzero(a.minima == b.minima)) / HASHES


def contained(jaccard: float, size_a: int, size_b: int) -> float:
    """Return the share of the smaller set that is in the larger, from their Jaccard and their sizes.

    0 where the smaller has too few shingles for the estimate to mean anything.
    """
    smaller = min(size_a, size_b)
    if smaller < LEAST_SHINGLES:
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


def _shingles(text: str) -> NDArray[np.uint32]:
    import numpy as np

    # One encoding of all the words is several times faster than one of each.
    words = " ".join(_WORD.findall(text.casefold())).encode("utf-8", "surrogatepass").split()
    hashed = _mix(np.fromiter(map(crc32, words), dtype=np.uint64, count=len(words)))
    if hashed.size < SHINGLE:
        return np.unique(hashed.astype(np.uint32))
    joined = hashed[:-2] * np.uint64(3) + hashed[1:-1] * np.uint64(5) + hashed[2:] * np.uint64(7)
    return np.unique(_mix(joined).astype(np.uint32))


def _mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64 (Steele, Lea and Flood 2014)."""
    import numpy as np

    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@cache
def _permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The constants of the hash functions: odd multipliers and offsets from a counter, never from a seed."""
    import numpy as np

    counter = np.arange(1, 2 * HASHES + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    drawn = _mix(counter).astype(np.uint32)
    return drawn[:HASHES] | np.uint32(1), drawn[HASHES:]
