"""Times of day that name no day: "at 03:40", "shortly before dawn", "in the early hours", "at dusk".

They are of the day told last before them; where none is, of the day of writing, or of the day before where
that hour had not come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HOURS: Final = {
    "dawn": 5, "daybreak": 5, "sunrise": 6, "first light": 5, "noon": 12, "midday": 12, "lunchtime": 12,
    "dusk": 18, "sunset": 18, "sundown": 18, "nightfall": 19, "midnight": 0,
}  # fmt: skip
_SMALL: Final = 4
_NAMED: Final = "|".join(name.replace(" ", r"\s+") for name in _HOURS)
_LEAD: Final = (
    r"(?:at|around|about|by|before|after|since|from|near|until|towards?)\s+(?:(?:about|around|roughly)\s+)?"
)
TIME_OF_DAY: Final = re.compile(
    rf"\b{_LEAD}(?:(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<hour2>1[0-2]|0?[1-9])\s?(?P<half2>[ap])\.?m\b\.?|(?P<hour3>[01]\d|2[0-3])[0-5]\d\s?(?:hours|hrs)"
    rf"|(?:the\s+)?(?P<name>{_NAMED}))(?:\s+local\s+time)?"
    r"|\bin\s+the\s+(?P<small>(?:early|wee|small)\s+hours)(?:\s+of\s+the\s+(?:morning|night))?"
    r"|^(?P<hour4>[01]\d|2[0-3])[.:][0-5]\d\b(?!\s*(?:per|%))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """Where a time of day stands in its sentence, and its hour."""

    start: int
    end: int
    hour: int

    @property
    def small(self) -> bool:
        """Whether it lies after midnight, so that the evening told before it was the day before."""
        return self.hour <= _SMALL + 1


def times_of_day(sentence: str) -> list[TimeOfDay]:
    """Return the times of day that `sentence` tells, in order."""
    return [TimeOfDay(match.start(), match.end(), _hour(match)) for match in TIME_OF_DAY.finditer(sentence)]


def _hour(match: re.Match[str]) -> int:
    if match["name"]:
        return _HOURS[" ".join(match["name"].lower().split())]
    if match["small"]:
        return _SMALL
    told = int(match["hour"] or match["hour2"] or match["hour3"] or match["hour4"])
    half = (match["half"] or match["half2"] or "").lower()
    return told % 12 + (12 if half == "p" else 0) if half else told
