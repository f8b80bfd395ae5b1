"""Names as keys: one spelling for what people write in many ways.

"Al-Qa'im", "al Qaim" and "AL QAIM" have one key; "St. Louis" and "Saint Louis" too. Diacritics of Latin
script go; other scripts stay as they are, lower-cased.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]

KEY_BITS: Final = 40
"""Bits of a key's hash. With a million names, one in a million unknown names meets a known one by chance."""

_DROPPED: Final = str.maketrans("", "", "'’‘ʻʼ`´.ʹʺ")
_SPECIAL: Final = str.maketrans(
    {
        "ł": "l", "đ": "d", "ø": "o", "ı": "i", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
        "ə": "a", "ħ": "h",
    }
)  # fmt: skip
_BREAK: Final = re.compile(r"[\s\-‐‑–—_/]+")
_SHORT_FOR: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_LATIN_LIMIT: Final = 0x250


def normalise(name: str) -> str:
    """Return the key of `name`: lower case, one space between words, no diacritics, saints spelled out."""
    plain = name if name.isascii() else _fold(name)
    words = _BREAK.sub(" ", plain.translate(_DROPPED).lower()).strip().split(" ")
    return " ".join(_SHORT_FOR.get(word, word) for word in words)


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(_SPECIAL))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def hashes(keys: Iterable[str]) -> Keys:
    """Return the hashes of key texts (see `normalise`), `KEY_BITS` wide, in the order given."""
    return np.fromiter((_hash(key) for key in keys), dtype=np.uint64)


def _hash(key: str) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=KEY_BITS // 8).digest()
    return int.from_bytes(digest, "big")


def is_latin(name: str) -> bool:
    """Tell whether `name` is written in Latin script (punctuation and spaces allowed)."""
    return all(ord(c) < _LATIN_LIMIT or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ–ə" for c in name)
