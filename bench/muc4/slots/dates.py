"""Slot 2: when it happened (template-doc-part1, 7.3).

A day where the text says it or where it is easily counted from the date of the article ("yesterday"); where
it only names a day of the week, or says nothing near the incident, everything up to the date of the article.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bench.muc4.slots.choice import Option, chosen, strongest
from bench.muc4.slots.nearby import Nearby, dateline_end
from tocsin.model import Span

_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH: Final = (
    r"(?P<month>JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?"
    r"|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b"
)
_YEAR: Final = r"(?:,?\s(?P<year>(?:19)?[6-9]\d)\b)?"
_DAY: Final = re.compile(
    rf"\b(?:(?P<from>\d\d?)(?:\sAND\s|-|/))?(?P<day>\d\d?)(?:ST|ND|RD|TH|D)?\s(?:OF\s)?{_MONTH}{_YEAR}"
)
_DAY_BEHIND: Final = re.compile(rf"\b{_MONTH}\s(?P<day>\d\d?)(?:ST|ND|RD|TH)?\b{_YEAR}")
_NUMBERS: Final = {
    name: n
    for n, name in enumerate(
        ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE"], 1
    )
} | {"A": 1}
_AGO: Final = re.compile(rf"\b(?P<n>\d+|{'|'.join(_NUMBERS)})\s(?P<unit>DAY|WEEK)S?\sAGO\b")
_SAID: Final = (
    "SAID SAYS STATED REPORTED REPORTS ANNOUNCED CONFIRMED INDICATED DENIED CONDEMNED DEMANDED CLAIMED ADDED "
    "DISCLOSED REVEALED LEARNED ISSUED DECLARED ASKED EXPRESSED REITERATED ACCUSED BLAMED CHARGED INFORMED "
    "RELEASED PUBLISHED TOLD ARRESTED CAPTURED REJECTED PROMISED WARNED ADMITTED ACKNOWLEDGED URGED CALLED "
    "OFFERED DECIDED BEGAN EXPLAINED NOTED POINTED BURIED RESUMED BROADCAST CONTINUE CONTINUED"
)
_REPORTING: Final = rf"(?:{'|'.join(_SAID.split())})"
_SPEECH: Final = re.compile(rf"\b{_REPORTING}(?: HERE| THAT)?(?: EARLY| LATE)? $"), re.compile(
    rf"^(?: MORNING| AFTERNOON| EVENING| NIGHT)?(?: OFFICIALLY| STRONGLY)?,? (?:HAS |HAVE )?"
    rf"{_REPORTING}\b"
)  # fmt: skip
_LIMIT: Final = re.compile(
    r"\b(?:UNTIL|SINCE|BY|BEFORE|AFTER|FROM|FOR|SCHEDULED FOR|AS OF)(?: EARLY| LATE)? $"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """What one expression of the text says: its fill, what kind of expression it is, how many days back."""

    span: Span
    fill: str
    kind: str
    back: int


def dated(text: str) -> date | None:
    """Return the date of the article, None where the dateline gives none."""
    match = _DAY.search(text[: dateline_end(text) or 120])
    return _date(match, None) if match and match["year"] else None


def when(text: str, nearby: Nearby) -> list[str]:
    """Return the fills of slot 2: one, or none where there is no date at all."""
    fill = chosen("date", options(text, nearby))
    return [fill] if fill else []


def options(text: str, nearby: Nearby) -> list[Option]:
    """Return the dates that the text offers, the default first."""
    article = dated(text)
    found: dict[str, list[dict[str, float]]] = {}
    if article:
        found[f"- {written(article)}"] = [{"default": 1.0}]
    for moment in moments(text, article):
        found.setdefault(moment.fill, []).append(_features(text, moment, nearby))
    return [
        Option(
            fill,
            strongest(of) | {"times": math.log(len(of)), "speech": min(f.get("speech", 0.0) for f in of)},
        )
        for fill, of in found.items()
    ]


def _features(text: str, moment: Moment, nearby: Nearby) -> dict[str, float]:
    before, after = text[: moment.span.start][-40:], text[moment.span.end :][:50]
    back = next(name for most, name in _BACK if moment.back <= most)
    return nearby.features(moment.span) | {
        moment.kind: 1.0,
        back: 1.0,
        "speech": float(bool(_SPEECH[0].search(before) or _SPEECH[1].search(after))),
        "limit": float(bool(_LIMIT.search(before))),
        "on": float(before.endswith("ON ")),
    }


_BACK: Final = ((-1, "future"), (0, "back 0"), (1, "back 1"), (6, "back 6"), (30, "back 30"), (61, "back 61"),
                (200, "back 200"), (99999, "back long"))  # fmt: skip


def written(day: date) -> str:
    """Return a day as slot 2 has it: 21 JAN 89."""
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year % 100:02}"


def moments(text: str, article: date | None) -> Iterator[Moment]:
    """Yield what the text says of time, behind its dateline."""
    start = dateline_end(text)
    for pattern in (_DAY, _DAY_BEHIND):
        for match in pattern.finditer(text, start):
            day = _date(match, article)
            if day:
                back = (article - day).days if article else 0
                yield Moment(Span(*match.span()), _range(_first(match, day), day), "day", back)
    if article is None:
        return
    for match in _AGO.finditer(text, start):
        n = (_NUMBERS.get(match["n"]) or int(match["n"])) * (7 if match["unit"] == "WEEK" else 1)
        yield Moment(Span(*match.span()), written(article - timedelta(n)), "ago", n)
    for kind, (expression, days) in _RELATIVE.items():
        for match in expression.finditer(text, start):
            fill = f"- {written(article)}" if days is None else written(article - timedelta(days))
            yield Moment(Span(*match.span()), fill, kind, days or 0)
    for match in _WEEKDAY.finditer(text, start):
        n = (article.weekday() - _DAYS.index(match[1])) % 7
        yield Moment(Span(*match.span()), written(article - timedelta(n)), "that weekday", n)
    for match in _LAST_MONTH.finditer(text, start):
        end = article.replace(day=1) - timedelta(1)
        yield Moment(Span(*match.span()), _range(end.replace(day=1), end), "month", 30)


_RELATIVE: Final[dict[str, tuple[re.Pattern[str], int | None]]] = {
    "before yesterday": (re.compile(r"\bDAY BEFORE YESTERDAY\b"), 2),
    "yesterday": (re.compile(r"(?<!BEFORE )\bYESTERDAY\b"), 1),
    "last night": (re.compile(r"\bLAST (?:NIGHT|EVENING)\b"), 1),
    "today": (re.compile(r"\bTODAY\b"), 0),
    "this morning": (re.compile(r"\bTONIGHT\b|\bTHIS (?:\w+ )?(?:MORNING|AFTERNOON|EVENING|NOON|DAWN)\b"), 0),
    "now": (
        re.compile(
            r"\b(?:MINUTES|HOURS?) AGO\b|\bRIGHT NOW\b|\bAT THIS (?:MOMENT|TIME|HOUR)\b|\bPAST FEW HOURS\b"
        ),
        0,
    ),
    "weekday": (re.compile(r"\b(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY\b(?!,? \d)"), None),
    "week": (re.compile(r"\bLAST (?:WEEK|WEEKEND)\b|\bRECENT(?:LY)?\b|\bIN (?:THE )?(?:PAST|LAST)\b"), None),
}
"""Expressions that count from the date of the article, and how many days back; None where that is open."""
_DAYS: Final = ("MON", "TUES", "WEDNES", "THURS", "FRI", "SATUR", "SUN")
_WEEKDAY: Final = re.compile(rf"\b({'|'.join(_DAYS)})DAY\b(?!,? \d)")
_LAST_MONTH: Final = re.compile(r"\bLAST MONTH\b")


def _range(start: date, end: date) -> str:
    return written(end) if start == end else f"{written(start)} - {written(end)}"


def _date(match: re.Match[str], article: date | None) -> date | None:
    month = _MONTHS.index(match["month"][:3]) + 1
    given = match["year"]
    if not given and article is None:
        return None
    year = 1900 + int(given[-2:]) if given else article.year  # type: ignore[union-attr]
    try:
        day = date(year, month, int(match["day"]))
        if not given and article and day > article + timedelta(90):
            day = day.replace(year=year - 1)
    except ValueError:
        return None
    return day


def _first(match: re.Match[str], day: date) -> date:
    given = match.groupdict().get("from")
    try:
        return day.replace(day=int(given)) if given and int(given) <= day.day else day
    except ValueError:
        return day
