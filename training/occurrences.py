"""Where the strings of a MUC-4 key stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def plain(body: str) -> str:
    """Return a text with its line ends as spaces, as the reader is given it."""
    return " ".join(body.split())


def occurrences(text: str, strings: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where one of `strings` stands in `text` as whole words, whatever its spaces and case."""
    seen: set[tuple[int, int]] = set()
    for string in strings:
        words = [re.escape(word) for word in string.split()]
        if not words:
            continue
        for match in re.finditer(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", text, re.IGNORECASE):
            if match.span() not in seen:
                seen.add(match.span())
                yield match.span()
