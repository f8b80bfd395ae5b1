"""Slots 14 and 21: how many there are of a target, from the words of its string and those beside it.

A digit where the text counts, "6-" for "at least 6", "~6" for "about 6", PLURAL where it only says that
there is more than one (template-doc-part1, 7.15 and 7.22).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tocsin.model import Span

PLURAL: Final = "PLURAL"
_UNITS: Final = (
    "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN "
    "SEVENTEEN EIGHTEEN NINETEEN TWENTY"
)
WORDS: Final = {word: n for n, word in enumerate(_UNITS.split(), 1)} | {
    "THIRTY": 30, "FORTY": 40, "FIFTY": 50, "HUNDRED": 100, "BOTH": 2, "DOZEN": 12, "COUPLE": 2, "PAIR": 2,
}  # fmt: skip
_NUMBER: Final = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(WORDS)})"
_COUNT: Final = re.compile(
    rf"(?P<about>\b(?:ABOUT|APPROXIMATELY|AROUND|NEARLY|ALMOST)\s)?"
    rf"(?P<least>\b(?:AT LEAST|MORE THAN|OVER)\s)?"
    rf"\b(?P<low>{_NUMBER})(?:(?:-|\sOR\s|\sTO\s)(?P<high>{_NUMBER}))?(?![\w,]*\d|[-\w%]|\.\d|\sO'CLOCK)"
)
_GAP: Final = re.compile(r"\s(?:OF\s(?:THE\s)?|OTHER\s|MORE\s)?(?:[\w'.-]+\s){0,2}")
_STOP: Final = re.compile(
    r"\b(?:AND|OR|IN|ON|AT|BY|TO|FROM|WITH|WERE|WAS|ARE|IS|HAVE|HAS|KM|METERS|KILOS|KG|KILOGRAMS|HOURS|DAYS|YEARS"
    r"|PERCENT|MONTHS|WEEKS|MINUTES|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER"
    r"|DECEMBER|KILLED|WOUNDED|AGAINST|A|AN|THAT)\b"
)
_BRACKETS: Final = re.compile(r"\s*[\[(][^\])]*[\])]")
_BEHIND: Final = re.compile(
    r"\s\w+(?:ED|ING) (?=(?:BY|IN|AT|ON|FROM|WITH|NEAR|TO)\b)|,|\b(?:OF|IN|AT|ON|FROM|WITH|WHO|THAT|WHICH"
    r"|BELONGING|NEAR|FOR|TO|WHERE|AROUND|BETWEEN|BEHIND|INSIDE)\b"
)
"""Where what follows the noun begins."""
_NO_ENDING: Final = """
PEOPLE CHILDREN MEN WOMEN POLICE PERSONNEL COMMUNITY TROOPS FAMILY POPULATION PUBLIC TRANSPORTATION PROPERTY
DEAD WOUNDED INJURED
"""
_MANY: Final = frozenset(_NO_ENDING.split())
"""Nouns that mean several without an ending that shows it."""
_LIKE_PLURALS: Final = "HEADQUARTERS GAS BUS PREMISES CAMPUS ARMS BARRACKS PRESS CONGRESS BUSINESS"
_ONE: Final = frozenset(_LIKE_PLURALS.split())
"""Nouns that look like a plural and mean one."""


def count(text: str, string: str, mentions: Sequence[Span]) -> str:
    """Return the fill, without its cross-reference, for a target that is described."""
    inside = _COUNT.match(re.sub(r"^(?:THE|HIS|HER|THEIR)\s", "", string))
    if inside:
        return _written(inside)
    many = plural(string)
    for mention in mentions:
        before = _beside(text[max(mention.start - 60, 0) : mention.start])
        if before and (many or _written(before) == "1"):
            return _written(before)
    return PLURAL if many else "1"


def plural(string: str) -> bool:
    """Whether the noun that a string is about stands in the plural."""
    words = re.findall(r"[\w'-]+", _BEHIND.split(_BRACKETS.sub("", string.strip()))[0]) or re.findall(
        r"[\w'-]+", string
    )
    head = words[-1] if words else ""
    if head in _ONE:
        return False
    return (
        head in _MANY
        or head.endswith("MEN")
        or (head.endswith("S") and not head.endswith(("SS", "'S", "US")))
    )


def _beside(before: str) -> re.Match[str] | None:
    """Return the count that stands last in `before`, at most a few words of the noun phrase behind it."""
    last = None
    for match in _COUNT.finditer(before):
        gap = before[match.end() :]
        if _GAP.fullmatch(gap) and not _STOP.search(gap):
            last = match
    return last


def _written(match: re.Match[str]) -> str:
    low = _value(match["low"])
    if match["high"]:
        return f"{low}-{_value(match['high'])}"
    if match["least"]:
        return f"{low}-"
    return f"~{low}" if match["about"] else str(low)


def _value(word: str) -> int:
    return WORDS.get(word) or int(word.replace(",", ""))
