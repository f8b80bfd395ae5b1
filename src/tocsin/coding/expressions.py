"""All expressions of time that are read, in the order in which they are looked for; and those that count from
a day told before ("hours earlier", "the next morning", "that night")."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from tocsin.coding.feasts import FEASTS, MAY_BE_FEAST
from tocsin.coding.months import FIGURES, MAY_BE_MONTH, MONTHS
from tocsin.coding.timex import EXPRESSIONS, NUMBERS, Reader, compiled

_DIGIT: Final = re.compile(r"\d")
_PLAIN: Final = re.compile(
    r"\d|day|night|week|month|year|hour|morning|afternoon|evening|ago\b|decade|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)",
    re.IGNORECASE,
)
_PART: Final = r"(?:day|night|evening|morning|afternoon)"
_COUNT: Final = r"(?P<count>\d{1,2}|" + "|".join(word for word in NUMBERS) + r"|several|(?:a\s+)?few|some)"
_SAME: Final = compiled(
    rf"(?:{_COUNT}\s+)?(?:hours?|minutes?)\s+(?:earlier|before|later|afterwards?)"
    rf"|(?:at\s+)?(?:about\s+)?(?:the\s+)?same\s+(?:{_PART}|hour)|(?:on\s+)?that\s+(?:same\s+)?(?:day|night|evening|morning|afternoon)"
)  # fmt: skip
_BEFORE: Final = compiled(
    rf"the\s+(?:previous|preceding)\s+{_PART}|the\s+{_PART}\s+before(?!\s+(?:yesterday|the|a|his|her|their|he|she|it|they)\b)"
    r"|(?:a|one)\s+day\s+(?:earlier|before(?!\s+(?:the|a|his|her|their)\b))"
)  # fmt: skip
_AFTER: Final = compiled(
    rf"(?:on\s+)?the\s+(?:next|following)\s+{_PART}|(?:a|one)\s+day\s+later|the\s+{_PART}\s+after(?!\s+(?:the|a|his|her|their|he|she|it|they)\b)"
)  # fmt: skip
_DAYS_ON: Final = compiled(rf"{_COUNT}\s+days\s+(?P<how>earlier|later)")
ANCHORED: Final = compiled(
    rf"(?:{_COUNT}\s+days?|(?P<hours>24|48|72|twenty-four|forty-eight|seventy-two)\s+hours|(?:the|on\s+the)\s+{_PART})"
    r"\s+(?:(?P<before>before|ahead\s+of|prior\s+to)|after|following)|(?:on\s+)?the\s+(?P<eve>eve)\s+of"
)
"""Words that count from a day told after them: "two days before the vote on 12 May"."""
_DAYS_OF_HOURS: Final = {"24": 1, "twenty-four": 1, "48": 2, "forty-eight": 2, "72": 3, "seventy-two": 3}


def anchored_by(match: re.Match[str]) -> int | None:
    """Return by how many days a match of `ANCHORED` lies from the day told after it, None where loosely."""
    if match["eve"]:
        return -1
    word = (match["count"] or "one").lower()
    count = int(word) if word.isdigit() else NUMBERS.get(word)
    if match["hours"]:
        count = _DAYS_OF_HOURS[match["hours"].lower()]
    return None if count is None else -count if match["before"] else count


def _days_on(match: re.Match[str]) -> int | None:
    word = match["count"].lower()
    count = int(word) if word.isdigit() else NUMBERS.get(word)
    return None if count is None else count if match["how"].lower() == "later" else -count


COUNTED: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int | None]], ...]] = (
    (_SAME, lambda _: 0),
    (_BEFORE, lambda _: -1),
    (_AFTER, lambda _: 1),
    (_DAYS_ON, _days_on),
)
"""Patterns of expressions that count from a day told before them, and by how many days they lie from it."""


def counted_from(day: date, shift: int) -> date | None:
    """Return the day that lies `shift` days from `day`, None beyond the calendar."""
    try:
        return day + timedelta(days=shift)
    except OverflowError:
        return None


def expressions(sentence: str) -> list[tuple[re.Pattern[str], Reader]]:
    """Return the patterns that `sentence` may hold, each with its reader: the longer ones first."""
    found: list[tuple[re.Pattern[str], Reader]] = []
    if MAY_BE_MONTH.search(sentence):
        found += MONTHS
    if MAY_BE_FEAST.search(sentence):
        found += FEASTS
    if _DIGIT.search(sentence):
        found += FIGURES
    return [*found, *EXPRESSIONS] if _PLAIN.search(sentence) else found
