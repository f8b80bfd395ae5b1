"""Words of a running text and the longest names of the gazetteer among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.places.curated import words
from tocsin.places.names import normalise
from tocsin.places.nouns import Candidate

LookAll = Callable[[Sequence[str]], list[tuple[Candidate, ...]]]

_LETTERS: Final = "[^\\W\\d_][\u0300-\u036f]*"
_TOKEN: Final = re.compile(rf"(?:[A-Z]\.){{2,}}|(?:{_LETTERS})+(?:['’ʼ‘](?:{_LETTERS})+)*")
_POSSESSIVE: Final = re.compile(r"['’][sS]$")
_GAP: Final = re.compile(r" |[-‐‑–]|\. | ?['’‘]")
_HYPHENS: Final = "-‐‑–"
_LONGEST: Final = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A word less its possessive ending, with its offsets."""

    start: int
    end: int
    word: str

    @property
    def capital(self) -> bool:
        """Tell whether the word begins with a capital letter."""
        return self.word[0].isupper()

    @property
    def lower(self) -> str:
        """Return the word in lower case."""
        return self.word.lower()


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `last` (inclusive) name one of the candidates."""

    first: int
    last: int
    key: str
    candidates: tuple[Candidate, ...]


def tokenise(text: str) -> list[Token]:
    """Return the words of `text`."""
    found = []
    for match in _TOKEN.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        found.append(Token(match.start(), match.start() + len(word), word))
    return found


def matches(text: str, tokens: Sequence[Token], look_all: LookAll) -> list[Match]:
    """Return the longest names that `look_all` knows, left to right, not overlapping."""
    spans = list(_phrases(text, tokens))
    keys = [normalise(text[tokens[i].start : tokens[j].end]) for i, j in spans]
    distinct = list(dict.fromkeys(keys))
    known = dict(zip(distinct, look_all(distinct), strict=True))
    found: list[Match] = []
    free_from = 0
    for (i, j), key in zip(spans, keys, strict=True):
        if i >= free_from and known[key]:
            found.append(Match(i, j, key, known[key]))
            free_from = j + 1
    return found


def _phrases(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) token numbers of what could be a name, longest first for each start."""
    ends = words("facility")
    for i, token in enumerate(tokens):
        if not (token.capital or _is_article(text, tokens, i)):
            continue
        if i and tokens[i - 1].capital and text[tokens[i - 1].end : token.start] in ("'", "’"):
            continue
        last = i
        while last + 1 < len(tokens) and last - i < _LONGEST - 1 and _joins(text, tokens, last):
            last += 1
        for j in range(last, i - 1, -1):
            last_word = tokens[j].word
            if tokens[j].capital or (j > i and (text[tokens[j - 1].end] in _HYPHENS or last_word in ends)):
                yield i, j


def _is_article(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Tell an Arabic article before its hyphen ("al-Qaim")."""
    token = tokens[i]
    after = text[token.end : token.end + 2]
    return (
        len(token.word) == 2 and token.word.islower() and after[:1] in ("-", "‐", "‑") and after[1:].isupper()
    )


def _joins(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Tell whether token i + 1 may continue the name that token i belongs to."""
    gap = text[tokens[i].end : tokens[i + 1].start]
    following = tokens[i + 1]
    if gap == ". ":
        return tokens[i].word in ("St", "Mt", "Ft", "Ste") and following.capital
    if not _GAP.fullmatch(gap):
        return False
    return following.capital or gap != " " or following.word in words("particle") | words("facility")
