"""Find the tolls that one sentence tells."""

from __future__ import annotations

import re
from typing import Final

from tocsin.coding.tolls.shapes import Toll
from tocsin.coding.voice import said_by
from tocsin.model import Count, Span

_WORDS: Final = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
_N: Final = r"(?P<n>\d[\d,]{0,9}|" + "|".join(_WORDS) + r")"
_NOUN: Final = r"(?:\s+\w+){0,2}?"
_PATTERNS: Final = (
    (re.compile(rf"\b{_N}{_NOUN}\s+(?:were |was )?(?:killed|dead|died)\b", re.I), "killed"),
    (re.compile(rf"\bkill(?:ed|ing|s) (?:at least )?{_N}\b", re.I), "killed"),
    (re.compile(rf"\b{_N}{_NOUN}\s+(?:were |was )?(?:injured|wounded)\b", re.I), "injured"),
    (re.compile(rf"\b(?:injur|wound)(?:ed|ing|s) (?:at least )?{_N}\b", re.I), "injured"),
)


def find_tolls(text: str, sentence: Span) -> list[Toll]:
    """Return the tolls of `sentence`, in text order."""
    tolls = []
    for pattern, effect in _PATTERNS:
        for hit in pattern.finditer(text, sentence.start, sentence.end):
            word = hit["n"].lower().replace(",", "")
            n = _WORDS.get(word) or int(word)
            tolls.append(
                Toll(
                    "killed" if effect == "killed" else "injured", Count(n, n, n), "victims", "total", False,
                    Span(hit.start(), hit.end()), said_by(text, sentence), 0.6,
                )
            )  # fmt: skip
    return sorted(tolls, key=lambda toll: toll.span.start)
