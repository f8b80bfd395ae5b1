"""Noun phrases of people: their shape, where they end, and whether they name a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tocsin.coding.tokens import Token
from tocsin.coding.tolls import words
from tocsin.model import Count

Head = Literal["generic", "specific", "attackers", "bare", "others"]
Form = Literal["numeral", "vague", "article", "definite", "plain"]

ARTICLES: Final = ("a", "an")
POSSESSIVES: Final = ("his", "her", "their", "its", "our")
DEFINITE: Final = ("the", "this", "those", "these", *POSSESSIVES)
_LONGEST: Final = 7
"""The most words between a number and its noun ("12 newly recruited Afghan border police officers")."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Some people in a sentence: tokens `first` to before `end`, how many, and what kind.

    `of` says that they are some of others already told of ("two of them", "three of the dead"). `noun` is the
    token of the head noun, None for a bare number. `more` marks "another", "a further", "others". `whole`
    counts those they are some of ("two of the nine soldiers").
    """

    first: int
    end: int
    count: Count
    head: Head
    form: Form
    noun: int | None
    of: bool = False
    more: bool = False
    whole: Count | None = None


def run(tokens: Sequence[Token], k: int, triggers: frozenset[int]) -> int:
    """Return the token after the noun phrase that begins at `k`."""
    j = k
    while j < len(tokens) and j - k < _LONGEST and j not in triggers:
        if not tokens[j].is_word or tokens[j].low in words.STOPS or (j > k and tokens[j].is_digits):
            break
        j += 1
    return j


def is_thing(tokens: Sequence[Token], k: int, triggers: frozenset[int]) -> bool:
    """Say whether the noun phrase that begins at `k` holds the name of a thing."""
    return any(tokens[j].low in words.THINGS for j in range(k, run(tokens, k, triggers)))
