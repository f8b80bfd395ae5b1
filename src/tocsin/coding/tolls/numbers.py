"""How many: digits, number words, hedges and ranges, read as low, best and high.

The table of hedges (n is the number named):

=====================================  ==================  =====  ==================
said                                   low                 best   high
=====================================  ==================  =====  ==================
n                                      n                   n      n
at least n, n or more                  n                   n      unknown
more than n, over n                    n + 1               n + 1  unknown
nearly n, almost n                     nine tenths of n    n      n
about n, around n, some n, n or so     nine tenths of n    n      eleven tenths of n
a dozen, two dozen (12 times k)        as about            12 k   as about
up to n, as many as n, at most n       unknown             unk.   n
fewer than n                           unknown             unk.   n - 1
between m and n, m to n, m or n        m                   middle n
dozens; scores; hundreds; thousands    24; 40; 200; 2,000  unk.   unknown
several, a few, many                   2                   unk.   unknown
=====================================  ==================  =====  ==================

"Nearly" keeps the named number as best: writers round up to it, and the interval says the rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.tokens import Token, at, follows, listed
from tocsin.model import Count

LARGEST: Final = 2_000_000
"""More than any attack or war of the last century's news killed in one telling; above is not a toll."""

_UNITS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_VAGUE: Final = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "several": 2, "many": 2, "numerous": 2,
    "countless": 2,
}  # fmt: skip
_VAGUE_PHRASES: Final[dict[tuple[str, ...], int]] = {
    ("a", "few"): 2, ("a", "handful"): 2, ("a", "number"): 2, ("a", "score"): 20, ("a", "large", "number"): 2,
    ("an", "unknown", "number"): 1, ("an", "unspecified", "number"): 1, ("tens", "of", "thousands"): 20_000,
    ("hundreds", "of", "thousands"): 200_000, ("large", "numbers"): 2, ("many", "more"): 2,
}  # fmt: skip
_EXACT_PHRASES: Final[dict[tuple[str, ...], int]] = {
    ("a", "couple"): 2, ("a", "pair"): 2, ("no", "one"): 0, ("no-one",): 0, ("nobody",): 0, ("none",): 0,
    ("no",): 0, ("both",): 2, ("a", "lone"): 1, ("a", "single"): 1, ("a", "third"): 1, ("a", "second"): 1,
}  # fmt: skip
_HEDGES: Final[dict[tuple[str, ...], str]] = {
    ("at", "least"): "least", ("no", "fewer", "than"): "least", ("no", "less", "than"): "least",
    ("not", "less", "than"): "least", ("not", "fewer", "than"): "least", ("a", "minimum", "of"): "least",
    ("more", "than"): "more", ("over",): "more", ("upwards", "of"): "more", ("in", "excess", "of"): "more",
    ("above",): "more", ("well", "over"): "more", ("up", "to"): "most", ("as", "many", "as"): "most",
    ("at", "most"): "most", ("no", "more", "than"): "most", ("not", "more", "than"): "most",
    ("fewer", "than"): "fewer", ("less", "than"): "fewer", ("under",): "fewer", ("nearly",): "nearly",
    ("almost",): "nearly", ("close", "to"): "nearly", ("about",): "about", ("around",): "about",
    ("some",): "about", ("approximately",): "about", ("roughly",): "about", ("an", "estimated"): "about",
    ("estimated",): "about", ("circa",): "about", ("only",): "", ("just",): "", ("exactly",): "",
    ("a", "total", "of"): "", ("total", "of"): "", ("as", "few", "as"): "least",
    ("just", "over"): "more", ("just", "under"): "nearly",
}  # fmt: skip


_RISES: Final = listed(
    "go goes going gone went climb climbs climbed creep crept edged moved pushed shot jumped added rose "
    "risen revised ticked inched put"
)
"""Words before "up to" that make it the figure a toll has come to and no bound."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase: its count, the token after it, whether it was vague, whether a hedge stood there."""

    count: Count
    end: int
    vague: bool = False
    hedged: bool = False


def hedge_at(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """Return the kind of the hedge at `i` and the token after it; None where there is none."""
    for size in (3, 2, 1):
        kind = _HEDGES.get(tuple(at(tokens, i + k) for k in range(size)))
        if kind == "most" and at(tokens, i) == "up" and at(tokens, i - 1) in _RISES:
            return "", i + size
        if kind is not None:
            return kind, i + size
    return None


def quantity_at(tokens: Sequence[Token], i: int) -> Quantity | None:
    """Return the number phrase that begins at `i`, hedges included; None where there is none."""
    kind, j = "", i
    while (hedge := hedge_at(tokens, j)) is not None:
        kind, j = hedge[0] or kind, hedge[1]
    between = at(tokens, j) == "between"
    if between:
        j += 1
    vague = _vague_at(tokens, j)
    if vague is not None:
        return Quantity(Count(vague[0], None, None), vague[1], vague=True, hedged=j > i)
    first = number_at(tokens, j)
    if first is None:
        return None
    n, end, round_ = first
    second = _second(tokens, end, between=between)
    if second is not None and n <= second[0]:
        return Quantity(Count(n, (n + second[0]) // 2, second[0]), second[1], hedged=True)
    kind = kind or ("about" if round_ else "")
    if follows(tokens, end, ("or", "more")) or follows(tokens, end, ("or", "so")):
        kind, end = ("least" if at(tokens, end + 1) == "more" else "about"), end + 2
    elif at(tokens, end) in ("-", "+") and at(tokens, end + 1) == "plus":
        kind, end = "least", end + 2
    elif at(tokens, end) == "+":
        kind, end = "least", end + 1
    return Quantity(hedged(n, kind), end, hedged=bool(kind) and kind != "about")


def hedged(n: int, kind: str) -> Count:
    """Return the count that `n` under a hedge means (the table above)."""
    if kind == "least":
        return Count(n, n, None)
    if kind == "more":
        return Count(n + 1, n + 1, None)
    if kind == "nearly":
        return Count(math.ceil(n * 9 / 10), n, n)
    if kind == "about":
        return Count(n * 9 // 10, n, math.ceil(n * 11 / 10))
    if kind == "most":
        return Count(None, None, n)
    if kind == "fewer":
        return Count(None, None, max(n - 1, 0))
    return Count(n, n, n)


def number_at(tokens: Sequence[Token], i: int) -> tuple[int, int, bool] | None:
    """Return (number, token after it, whether it is counted in dozens) at `i`; None where there is none."""
    for phrase, n in _EXACT_PHRASES.items():
        if follows(tokens, i, phrase):
            return n, i + len(phrase), False
    if follows(tokens, i, ("half", "a", "dozen")):
        return 6, i + 3, True
    small = _below_hundred(tokens, i)
    if (
        small is None
        and at(tokens, i) in ("a", "an", "one")
        and at(tokens, i + 1) in ("dozen", "hundred", "thousand")
    ):
        small = 1, i + 1
    if small is None:
        return None
    n, j = small
    if at(tokens, j) == "dozen":
        return 12 * n, j + 1, True
    return _with_multiples(tokens, n, j)


def _with_multiples(tokens: Sequence[Token], n: int, j: int) -> tuple[int, int, bool] | None:
    for word, factor in (("hundred", 100), ("thousand", 1000)):
        if at(tokens, j) != word:
            continue
        n, j = n * factor, j + 1
        rest = j + 1 if at(tokens, j) == "and" else j
        more = _below_hundred(tokens, rest)
        if more is not None and not tokens[rest].is_digits and more[0] < factor:
            after = _hundreds(tokens, more)
            n, j = n + after[0], after[1]
    return (n, j, False) if n <= LARGEST else None


def _hundreds(tokens: Sequence[Token], small: tuple[int, int]) -> tuple[int, int]:
    n, j = small
    return (n * 100, j + 1) if at(tokens, j) == "hundred" else small


def _below_hundred(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.is_digits:
        digits = token.text.replace(",", "")
        if len(digits) > 9 or not digits.isascii():
            return None
        return int(digits), i + 1
    if token.low in _UNITS:
        return _UNITS[token.low], i + 1
    if token.low in _TENS:
        more = _UNITS.get(at(tokens, i + 1), 0)
        return (_TENS[token.low] + more, i + 2) if 0 < more < 10 else (_TENS[token.low], i + 1)
    tens, dash, unit = token.low.partition("-")
    if dash and tens in _TENS and 0 < _UNITS.get(unit, 0) < 10:
        return _TENS[tens] + _UNITS[unit], i + 1
    return None


def _vague_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    for phrase, low in _VAGUE_PHRASES.items():
        if follows(tokens, i, phrase):
            return low, i + len(phrase)
    low_ = _VAGUE.get(at(tokens, i))
    return None if low_ is None else (low_, i + 1)


def _second(tokens: Sequence[Token], i: int, *, between: bool) -> tuple[int, int] | None:
    """Return the upper number of a range whose lower number ends before `i`."""
    links = ("and",) if between else ("to", "or", "-", "–")
    if at(tokens, i) not in links:
        return None
    upper = number_at(tokens, i + 1)
    if upper is None or (at(tokens, i) == "to" and at(tokens, i - 2) == "from"):
        return None
    return upper[0], upper[1]
