"""Numbers as claims give them: digits, words, fractions, per cent, and the hedges around them."""

from __future__ import annotations

import re
from typing import Final

from tocsin.claims.reading.chunks import Chunked
from tocsin.coding.tokens import tokenize
from tocsin.coding.tolls.numbers import number_at
from tocsin.model import Amount, Bound, Span

HEDGES: Final[dict[str, Bound]] = {
    "at least": "at least", "no fewer than": "at least", "no less than": "at least",
    "not fewer than": "at least", "not less than": "at least", "a minimum of": "at least",
    "more than": "more than", "over": "more than", "above": "more than", "upwards of": "more than",
    "well over": "more than", "just over": "about", "in excess of": "more than",
    "up to": "at most", "at most": "at most", "no more than": "at most", "not more than": "at most",
    "as many as": "at most", "a maximum of": "at most",
    "fewer than": "fewer than", "less than": "fewer than", "under": "fewer than", "below": "fewer than",
    "nearly": "about", "almost": "about", "close to": "about", "about": "about", "around": "about",
    "some": "about", "approximately": "about", "roughly": "about", "an estimated": "about",
    "circa": "about", "just under": "about", "or so": "about",
    "exactly": "is", "just": "is", "only": "is", "precisely": "is", "a total of": "is", "fully": "is",
}  # fmt: skip
HEDGE: Final = "|".join(sorted(map(re.escape, HEDGES), key=len, reverse=True))
_UNIT: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_WORDS: Final = (
    rf"(?:half a dozen|(?:a |{_UNIT})(?:\s?dozen|\s?hundred|\s?thousand)(?:(?: and |[ -])(?:{_UNIT}))*"
    rf"|(?:{_UNIT})(?:[ -](?:{_UNIT}|hundred|thousand|dozen))*(?: and (?:{_UNIT})(?=[ -]))?"
    r"|a couple of|no(?= \w+))"
)
_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?![\d,])|\d+(?:\.\d+)?"
_ONE: Final = rf"(?<![\w.⟪])(?<!\w-)(?:{_DIGITS}|{_WORDS})(?![\w⟫]|\.\d)"
_MINUS: Final = r"(?P<minus>\bminus |(?<![\w-])-(?=\d))?"
NUMBER: Final = re.compile(
    rf"(?:\b(?P<hedge>{HEDGE}) )?{_MINUS}(?P<one>{_ONE})(?P<more> or more| or so|\+)?", re.IGNORECASE
)
RANGE: Final = re.compile(
    rf"\b(?:between (?P<a>{_ONE}) and (?P<b>{_ONE})|(?P<c>{_DIGITS})(?: to |-)(?P<d>{_DIGITS})"
    rf"|(?<!from )(?P<e>{_ONE}) (?:to|or) (?P<f>{_ONE}))(?![\w⟫-])",
    re.IGNORECASE,
)
VAGUE: Final[dict[str, tuple[float, float]]] = {
    "hundreds of thousands": (200_000, 999_999), "tens of thousands": (20_000, 99_999),
    "several thousand": (3_000, 9_000), "several hundred": (300, 900), "a few hundred": (300, 600),
    "several dozen": (36, 108), "a few dozen": (36, 72),
    "thousands": (2_000, 9_999), "hundreds": (200, 999), "scores": (40, 99), "dozens": (24, 99),
    "several": (3, 9), "a handful": (3, 6), "a few": (3, 6),
}  # fmt: skip
"""What words for no exact number are taken to allow, as closed ranges; docs/checking.md gives the grounds."""
VAGUE_WORDS: Final = re.compile(
    rf"(?<![\w⟪-])(?:{'|'.join(VAGUE)})(?! (?:times|days?|weeks?|months?|years?|hours?)\b)(?: of)?(?![\w⟫-])",
    re.IGNORECASE,
)
_NO_SINGLE: Final = re.compile(
    r"\b(?:(?:not|without|nor) (?:a single|one(?: single)?)"
    r"|(?:has|have)(?: not|n't| never) (?:seen|had|suffered|recorded|registered|experienced|witnessed) "
    r"(?:a single|a|an|any))(?= )",
    re.IGNORECASE,
)
_FRACTIONS: Final = {
    "a third": 100 / 3, "one third": 100 / 3, "two thirds": 200 / 3, "a quarter": 25.0,
    "one quarter": 25.0, "three quarters": 75.0, "half": 50.0, "one half": 50.0, "a half": 50.0,
    "a fifth": 20.0, "one fifth": 20.0, "four fifths": 80.0, "a tenth": 10.0,
    "one in three": 100 / 3, "one in four": 25.0, "one in five": 20.0,
}  # fmt: skip
FRACTION: Final = re.compile(
    rf"(?:\b(?P<hedge>{HEDGE}) )?(?<!and )(?<!and a )\b"
    rf"(?P<one>{'|'.join(f.replace(' ', '[ -]') for f in _FRACTIONS)})\b"
    r"(?! as (?:many|much)| a dozen| of (?:the )?(?:⟪|19|20)|-?year| the number)",
    re.IGNORECASE,
)
_OUT_OF: Final = re.compile(
    rf"(?:\b(?P<hedge>{HEDGE}) )?(?P<one>{_ONE})(?: in (?:every )?| out of (?:every )?)"
    r"(?P<all>ten|five|four|three|two|\d+0)\b"
    r"(?= (?:of |all |such )?(?:\w+ )?(?:attacks?|bombings?|shootings?|deaths|killings?))",
    re.IGNORECASE,
)
PERCENT: Final = re.compile(rf"(?:\b(?P<hedge>{HEDGE}) )?{_MINUS}(?P<one>{_DIGITS})%", re.IGNORECASE)


def number_of(text: str) -> float:
    """Return the value of digits or number words."""
    bare = text.replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return float(bare[:18])
    low = text.lower()
    if low.startswith("no"):
        return 0.0
    if low.startswith("a couple"):
        return 2.0
    found = number_at(tokenize(low, Span(0, len(low))), 0)
    return float(found[0]) if found else 0.0


def mark_numbers(chunked: Chunked) -> None:
    """Mark per cents and fractions as P, other numbers as N, each an Amount."""
    chunked.replace("P", PERCENT, lambda m: _amount(m, number_of(m["one"])))
    chunked.replace("P", FRACTION, lambda m: _amount(m, _FRACTIONS[m["one"].lower().replace("-", " ")]))
    chunked.replace("P", _OUT_OF, lambda m: _amount(m, 100 * number_of(m["one"]) / number_of(m["all"])))
    chunked.replace("N", _NO_SINGLE, lambda _: Amount(0.0))
    chunked.replace("N", VAGUE_WORDS, lambda m: vague(m[0]))
    chunked.replace("N", RANGE, _range)
    chunked.replace("N", NUMBER, lambda m: _amount(m, number_of(m["one"])))


def vague(words: str) -> Amount:
    """Return the range that a word of `VAGUE` allows."""
    low, high = VAGUE[words.lower().removesuffix(" of")]
    return Amount(low, "between", high)


def _range(found: re.Match[str]) -> Amount | None:
    low, high = (number_of(found[a] or found[b] or found[c]) for a, b, c in ("ace", "bdf"))
    return Amount(low, "between", high) if low < high else None


def _amount(found: re.Match[str], value: float) -> Amount:
    parts = found.groupdict()
    bound: Bound = HEDGES[parts["hedge"].lower()] if parts["hedge"] else "is"
    more = (parts.get("more") or "").strip()
    if more:
        bound = "about" if more == "or so" else "at least"
    if bound == "is" and "dozen" in found["one"].lower():
        bound = "about"
    return Amount(-value if parts.get("minus") else value, bound)
