"""String fills: what of a phrase counts, its head, and whether a response says what the key says.

The rules stand in for the person who scored mismatches in 1992 (scoring-guidelines, 3.1.1 and 3.2). They are
in the order of `verdict`; whatever none of them covers is incorrect, as the guidelines ask in case of doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from bench.muc4 import words
from bench.muc4.template import DESCRIPTION, INSTRUMENT, NAME, ORGANIZATION, PERPETRATOR, TARGET

CORROBORATED: Final = frozenset({INSTRUMENT, TARGET, NAME, DESCRIPTION})
"""Slots where a string that is good enough for a correct type is partially correct (3.1.1.2)."""
_PROPER: Final = frozenset({NAME, ORGANIZATION})


class Verdict(IntEnum):
    """How a response fill does against a key fill; in points, half of the value."""

    INCORRECT = 0
    PARTIAL = 1
    CORRECT = 2


_WORD: Final = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_ADJUNCT: Final = re.compile(r"[,;]|\s--?\s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A string as it is compared.

    `words` are the words that count, up to an adjunct; `head` is the noun that they are about, `front` the
    words up to it; `adjunct` tells that more follows, set off by a comma or a dash.
    """

    words: tuple[str, ...]
    front: tuple[str, ...]
    adjunct: bool

    @property
    def head(self) -> str:
        """The noun that the phrase is about, "" where there is no word."""
        return self.front[-1] if self.front else ""


def verdict(
    response: str, key: str, slot: int, *, type_is_right: bool = False, state_sponsored: bool = False
) -> Verdict:
    """Return how the response string does against one alternative of the key in a string slot.

    Correct:
    - the same words, once articles, quantifiers, nationalities and, for names, titles are left out (of
      organizations only articles are); an acronym in brackets behind the name does not count;
    - the words of the key with more modifiers of the same head, but not in proper names;
    - DESCRIPTION: the title or role without what it is a title of ("mayor" for "mayor of Haven");
    - ORGANIZATION, in a key of STATE-SPONSORED VIOLENCE: part of the name with the same head.
    Partially correct:
    - the same head with other modifiers, or with an adjunct behind a comma, but not in proper names;
    - part of a proper name, or a proper name and more;
    - PERPETRATOR: the key's head somewhere in the response;
    - INSTRUMENT, TARGET, NAME, DESCRIPTION: any content word in common where `type_is_right`, that is where
      the type that the response gives to its string is the type that the key gives to its own.
    """
    ours, theirs = phrase(response, slot), phrase(key, slot)
    if not ours.words or not theirs.words:
        same = " ".join(response.upper().split()) == " ".join(key.upper().split())
        return Verdict.CORRECT if same else Verdict.INCORRECT
    if _readings(response, slot) & _readings(key, slot):
        return Verdict.PARTIAL if ours.adjunct and not theirs.adjunct else Verdict.CORRECT
    if slot in _PROPER:
        return _proper(ours, theirs, slot, type_is_right, state_sponsored)
    return _common(ours, theirs, slot, type_is_right)


def _proper(ours: Phrase, theirs: Phrase, slot: int, type_is_right: bool, state_sponsored: bool) -> Verdict:
    part = set(ours.words) < set(theirs.words)
    if slot == ORGANIZATION and state_sponsored and part and ours.head == theirs.head:
        return Verdict.CORRECT
    if part or _runs_in(theirs.words, ours.words):
        return Verdict.PARTIAL
    shared = slot in CORROBORATED and type_is_right and set(ours.words) & set(theirs.words)
    return Verdict.PARTIAL if shared else Verdict.INCORRECT


def _common(ours: Phrase, theirs: Phrase, slot: int, type_is_right: bool) -> Verdict:
    if ours.head == theirs.head and set(theirs.words) < set(ours.words):
        return Verdict.PARTIAL if ours.adjunct else Verdict.CORRECT
    if slot == DESCRIPTION and ours.words == theirs.front and not ours.adjunct:
        return Verdict.CORRECT
    if ours.head == theirs.head:
        return Verdict.PARTIAL
    if slot == PERPETRATOR:
        return Verdict.PARTIAL if theirs.head in _content(ours) else Verdict.INCORRECT
    shared = slot in CORROBORATED and type_is_right and _content(ours) & _content(theirs)
    return Verdict.PARTIAL if shared else Verdict.INCORRECT


def phrase(text: str, slot: int) -> Phrase:
    """Return `text` as it is compared in a slot."""
    core, *rest = _ADJUNCT.split(text.upper(), maxsplit=1)
    all_words = [word.replace(".", "").replace("’", "'").removesuffix("'S") for word in _WORD.findall(core)]
    kept = _essential(all_words, slot)
    if slot not in _PROPER:
        kept = [_stem(word, slot) for word in kept]
    front = kept[: _front(kept)]
    return Phrase(tuple(kept), tuple(front), bool(rest and _WORD.search(rest[0])))


def _readings(text: str, slot: int) -> set[tuple[str, ...]]:
    """Return the words of `text` with and without what stands in brackets."""
    return {phrase(text, slot).words, phrase(_BRACKETS.sub("", text), slot).words} - {()}


def _essential(tokens: list[str], slot: int) -> list[str]:
    """Leave out the words that do not count, unless none would be left."""
    if slot in _PROPER:
        kept = [token for token in tokens if token not in words.ARTICLES]
        while slot == NAME and len(kept) > 1 and kept[0] in words.TITLES:
            kept = kept[1:]
        return kept or tokens
    if len(tokens) > 2 and tokens[0] in words.ARTICLES:
        tokens = tokens[1:]
    if len(tokens) > 2 and tokens[0] in words.COLLECTIVES and tokens[1] == "OF":
        tokens = tokens[2:]
    idle = words.ARTICLES | words.QUANTIFIERS | words.NATIONALITIES
    return [token for token in tokens if token not in idle and not token.isdigit()] or tokens


def _front(kept: list[str]) -> int:
    """Return how many words there are up to the head: before a preposition, relative or participle."""
    for at, word in enumerate(kept[1:], 1):
        after = kept[at + 1] if at + 1 < len(kept) else ""
        participle = word.endswith("ED") and after in words.LINKS
        gerund = word.endswith("ING") and word != "BUILDING" and after
        if word in words.LINKS or participle or gerund:
            return at
    return len(kept)


def _stem(word: str, slot: int) -> str:
    """Return a word in the singular; a word in -MEN like one in -MAN."""
    if word in words.IRREGULAR:
        word = words.IRREGULAR[word]
    elif word.endswith("MEN") and len(word) > 5:
        word = word[:-3] + "MAN"
    elif word.endswith("IES") and len(word) > 4:
        word = word[:-3] + "Y"
    elif word.endswith(("SSES", "SHES", "CHES", "XES")):
        word = word[:-2]
    elif word.endswith("S") and not word.endswith(("SS", "US", "IS")) and len(word) > 3:
        word = word[:-1]
    return words.SAME_PERPETRATOR.get(word, word) if slot == PERPETRATOR else word


def _content(text: Phrase) -> set[str]:
    return set(text.words) - words.LINKS - words.QUANTIFIERS - words.ARTICLES - words.NATIONALITIES


def _runs_in(short: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    n = len(short)
    return n < len(longer) and any(longer[i : i + n] == short for i in range(len(longer) - n + 1))
