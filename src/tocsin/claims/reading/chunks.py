"""A sentence in which what is understood already stands as marks: the patterns for the rest are short.

"attacks every 84 hours in Europe since June" becomes "attacks every ⟪N0⟫ hours in ⟪A0⟫ ⟪D0⟫". The marks
cannot be forged: both brackets are taken out of what comes in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.release.inert import plain

LONGEST: Final = 2_000
"""Characters of a claim. A longer text is an article: its claims stand in sentences."""
MARK: Final = re.compile(r"⟪([A-Z])(\d+)⟫")
_SAME: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u00a0": " ", "⟪": " ", "⟫": " "}
)


def clean(text: str) -> str:
    """Return `text` on one line, without control characters, with plain quotes, dashes and per cent signs.

    Raises InputError where it is empty or longer than `LONGEST`.
    """
    if len(text) > LONGEST:
        raise InputError(f"a claim is a sentence or two, not {len(text):,} characters: at most {LONGEST:,}")
    line = " ".join(plain(unicodedata.normalize("NFC", text)).translate(_SAME).split())
    line = re.sub(r"\s*(?:%|\bper cent\b|\bpercent\b|\bpc\b)", "%", line)
    if not re.search(r"\w", line):
        raise InputError("the claim is empty: write it as a sentence, or give a file")
    return line


@dataclass
class Chunked:
    """A text with marks; `values` holds what each mark stands for, `said` its words."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def mark(self, kind: str, value: Any, words: str) -> str:
        """Return a new mark for `value`."""
        key = f"{kind}{sum(1 for known in self.values if known[0] == kind)}"
        self.values[key], self.said[key] = value, words
        return f"⟪{key}⟫"

    def replace(self, kind: str, pattern: re.Pattern[str], value: Callable[[re.Match[str]], Any]) -> None:
        """Put a mark of `kind` for each match of which `value` makes anything."""

        def put(found: re.Match[str]) -> str:
            made = value(found)
            return found[0] if made is None else self.mark(kind, made, found[0])

        self.text = pattern.sub(put, self.text)

    def of(self, kind: str, text: str | None = None) -> list[Any]:
        """Return the values of the marks of `kind` in `text` (all of it, without one), in order."""
        found = MARK.findall(self.text if text is None else text)
        return [self.values[f"{letter}{number}"] for letter, number in found if letter == kind]

    def value(self, mark: str) -> Any:
        """Return what a mark, with or without its brackets, stands for."""
        return self.values[mark.strip("⟪⟫")]
