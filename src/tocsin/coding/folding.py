"""Lower case that keeps every offset, so that a pattern's span is a span of the stored text."""

from __future__ import annotations

from typing import Final

_SIGNS: Final = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
     "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "\r": " "}
)  # fmt: skip


def fold(text: str) -> str:
    """Return `text` in lower case with plain quotes, dashes and spaces; the length never changes.

    `str.lower` makes two code points of a few letters (Turkish capital I with dot); those stay as they are.
    """
    plain = text.translate(_SIGNS)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in plain)
