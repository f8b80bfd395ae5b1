"""How long ago a sentence says that its event was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from tocsin.coding.dates import DateMention, find_dates
from tocsin.model import Span

Age = Literal["recent", "old", "mixed", "unsaid"]

RECENT_DAYS: Final = 45
"""A report on an attack this many days back still reports it; beyond, it is history."""

_OLD: Final = re.compile(
    r"\b(?:last (?:year|spring|summer|autumn|winter|fall)|(?:years|decades?) (?:ago|earlier|before|on|later)|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+) months (?:ago|earlier|before|after)|"
    r"a (?:year|decade) (?:ago|earlier|on|after|later)|in the (?:19|20)\d0s|\d+-year-old (?:case"
    r"|attack|murder)|previously)\b"
)
_YEAR: Final = re.compile(r"\b(?:in|of|since|the|from|late|early|\w+day|during) (?:the )?((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Recency:
    """The age of what a sentence tells, and the last recent day that it names."""

    age: Age
    day: date | None = None


UNSAID: Final = Recency("unsaid")


def recency(
    text: str, sentence: Span, folded: str, published: datetime | None, hidden: Sequence[Span] = ()
) -> Recency:
    """Return how old the words of `sentence` say that its event was at publication.

    `hidden` are stretches that tell of something else ("a year after the bombing"). Without a publication
    date only explicit words ("two years ago") say that it is old.
    """
    found = find_dates(text, sentence, published)
    mentions = [m for m in found if not m.dateline and not any(_over(m.span, h) for h in hidden)]
    for h in hidden:
        start, end = h.start - sentence.start, h.end - sentence.start
        folded = folded[:start] + " " * (end - start) + folded[end:]
    if published is None and any(m.kind == "unresolved" and not m.earlier for m in mentions):
        return Recency("mixed" if _OLD.search(folded) else "recent")
    recent = [day for m in mentions if _is_recent(m, published) and (day := _day(m))]
    old = (
        bool(_OLD.search(folded))
        or any(_is_old(m, published) for m in mentions)
        or _old_year(folded, published)
    )
    if recent:
        return Recency("mixed" if old else "recent", max(recent))
    return Recency("old") if old else UNSAID


def _over(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _day(mention: DateMention) -> date | None:
    """The day that a mention stands for; of a long stretch ("last week") the first."""
    start, end = mention.range.start, mention.range.end
    return start if start and end and (end - start).days > 3 else end


def _is_recent(mention: DateMention, published: datetime | None) -> bool:
    if published is None or mention.range.end is None or mention.range.start is None:
        return False
    today = published.date()
    return (
        not mention.earlier
        and mention.range.end >= today - timedelta(days=RECENT_DAYS)
        and mention.range.start <= today + timedelta(days=1)
        and mention.range.precision != "year"
    )


def _is_old(mention: DateMention, published: datetime | None) -> bool:
    if published is None or mention.range.end is None:
        return False
    return mention.range.end < published.date() - timedelta(days=RECENT_DAYS)


def _old_year(folded: str, published: datetime | None) -> bool:
    if published is None:
        return False
    edge = (published - timedelta(days=RECENT_DAYS)).year
    return any(int(match.group(1)) < edge for match in _YEAR.finditer(folded))
