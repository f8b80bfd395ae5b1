"""Who says it: the body or the role that a sentence gives as its voice."""

from __future__ import annotations

import re
from typing import Final

from tocsin.model import Span

_VOICES: Final = re.compile(
    r"\b(police|interior ministry|health ministry|hospital officials|witnesses|army|state media|government|officials)\b"
    r"(?= (?:\w+ )?(?:said|say|says|told|reported|confirmed|announced))",
    re.I,
)


def said_by(text: str, sentence: Span) -> str | None:
    """Return the body or role that speaks in `sentence`, or None for the outlet itself."""
    hit = _VOICES.search(text, sentence.start, sentence.end)
    return hit[1].lower() if hit else None
