"""People whom no list knows, told by those they are joined to: "an officer and a tea seller", names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.coding.tokens import Token, at, listed
from tocsin.coding.tolls import words
from tocsin.coding.tolls.phrases import ARTICLES, DEFINITE, POSSESSIVES, Mention, is_thing, run
from tocsin.model import Count

_JOINS: Final = ("and", "with", "as")


def conjunct(
    tokens: Sequence[Token], i: int, triggers: frozenset[int], found: Sequence[Mention]
) -> Mention | None:
    """Read the tea seller of "four officers and a tea seller": what is joined to people are people.

    That no list has the noun matters less there; but it must end as those of persons do, and be no thing.
    """
    if at(tokens, i) not in (*ARTICLES, *DEFINITE) or i in triggers or not found:
        return None
    left = found[-1]
    joined = left.end < i <= left.end + 4 and at(tokens, i - 1) in _JOINS and left.form != "plain"
    joined = joined and all(at(tokens, j) in _LINKS for j in range(left.end, i))
    if not joined and not (at(tokens, i - 1) == "with" and at(tokens, i - 2) in ("together", "along")):
        return None
    stop = run(tokens, i + 1, triggers)
    people = [j for j in range(i + 1, stop) if tokens[j].low.endswith(_PERSONAL)]
    if not people or is_thing(tokens, i + 1, triggers) or (stop in triggers and stop - i > 3):
        return None
    noun = people[-1]
    return Mention(i, noun + 1, Count(1, 1, 1), "specific", "article", noun)


_LINKS: Final = listed(", and as well along together with plus")
_PERSONAL: Final = ("er", "or", "ist", "ian", "ant", "ee", "man", "woman", "ess", "eer")


def with_namesakes(
    tokens: Sequence[Token], found: Sequence[Mention], triggers: frozenset[int]
) -> list[Mention]:
    """Add those whose names no list has, where theirs are counted ("Sawaya and his driver")."""
    whole: list[Mention] = []
    for mention in found:
        j = mention.first - 1
        j -= at(tokens, j) == "both"
        named = at(tokens, j) == "and" and _theirs_at(tokens, mention)
        j -= 1 + (at(tokens, j - 1) == ",")
        free = j >= 0 and j not in triggers and (not whole or whole[-1].end <= j)
        if named and free and _is_name(tokens, j):
            whole.append(Mention(j, j + 1, Count(1, 1, 1), "specific", "article", None))
        whole.append(mention)
    return whole


def _is_name(tokens: Sequence[Token], j: int) -> bool:
    """Say whether a name may end at `j`, and not that of a place ("in Paris and his driver")."""
    if not tokens[j].text[0].isupper() or tokens[j].low in words.STOPS | words.THINGS:
        return False
    while tokens[j].capital and j > 0:
        j -= 1
    return at(tokens, j) not in words.PREPOSITIONS


def _theirs_at(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether they are told as somebody's: "his driver", "two of her guards"."""
    if mention.head == "attackers" or mention.count.low is None:
        return False
    first, second = at(tokens, mention.first), at(tokens, mention.first + 1)
    third = at(tokens, mention.first + 2)
    return first in POSSESSIVES[:2] or (second == "of" and third in POSSESSIVES[:2])


_TITLES: Final = 3
"""Words before a name that say who somebody is ("party treasurer")."""


def named(tokens: Sequence[Token], i: int, triggers: frozenset[int]) -> Mention | None:
    """Read the name of "killed party treasurer Fadil Osso": two words in capitals after a word of effect."""
    if i - 1 not in triggers:
        return None
    stop = run(tokens, i, triggers)
    first = next((j for j in range(i, stop) if tokens[j].capital), stop)
    end = first
    while end < stop and tokens[end].capital and tokens[end].low not in words.MONTHS | _DAYS:
        end += 1
    if first > i + _TITLES or end < first + 2 or end != stop or is_thing(tokens, first, triggers):
        return None
    return Mention(i, end, Count(1, 1, 1), "specific", "definite", end - 1)


_DAYS: Final = listed("monday tuesday wednesday thursday friday saturday sunday")
