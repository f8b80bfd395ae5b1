"""Words, numbers and marks of one sentence, with offsets into the whole text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.model import Span

# One alternative a kind, no nested repeats over one class: linear on any input.
_TOKEN: Final = re.compile(
    r"\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d+(?:\.\d+)?(?=[-–—]\d)|\d+(?:\.\d+)?(?![\w-])"
    r"|(?:[A-Za-z]\.){2,5}|\w+(?:[-'’]\w+)*|[^\w\s]"
)
_MAX_TOKENS: Final = 1000
"""No sentence of a newspaper is longer; what lies beyond is not read."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark; `low` is its lower case with a straight apostrophe."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter or digit."""
        return self.text[0].isalnum()

    @property
    def is_digits(self) -> bool:
        """Whether it is a numeral, with or without thousands separators."""
        return self.text[0].isdigit() and self.text.replace(",", "").isdecimal()

    @property
    def capital(self) -> bool:
        """Whether it is a capitalised word; words all in capitals say nothing and do not count."""
        return self.text[0].isupper() and not (len(self.text) > 1 and self.text.isupper())


def tokenize(text: str, sentence: Span) -> list[Token]:
    """Return the tokens of `sentence`, at most the first thousand."""
    tokens = []
    for hit in _TOKEN.finditer(text, sentence.start, sentence.end):
        word = hit[0]
        tokens.append(Token(word, word.lower().replace("’", "'"), hit.start(), hit.end()))
        if len(tokens) == _MAX_TOKENS:
            break
    return tokens


def at(tokens: Sequence[Token], i: int) -> str:
    """Return the lower-cased token at `i`, or "" outside the sentence."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def follows(tokens: Sequence[Token], i: int, words: Sequence[str]) -> bool:
    """Say whether `words` stand at `i`, one a token."""
    return all(at(tokens, i + k) == word for k, word in enumerate(words))


def listed(words: str) -> frozenset[str]:
    """Return a word list written as one text, which stays readable at a hundred words."""
    return frozenset(words.split())
