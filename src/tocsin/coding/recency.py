"""How long ago a sentence says that its event was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from tocsin.coding.date_mention import DateMention
from tocsin.coding.dates import find_dates
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

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_LAST_MONTH: Final = re.compile(rf"\blast ({'|'.join(_MONTHS)})\b")


@dataclass(frozen=True, slots=True)
class Recency:
    """The age of what is told, the last recent day that it names, and how many days back that is."""

    age: Age
    day: date | None = None
    back: int | None = None


UNSAID: Final = Recency("unsaid")


def recency(
    text: str,
    sentence: Span,
    folded: str,
    published: datetime | None,
    hidden: Sequence[Span] = (),
    around: Sequence[Span] = (),
) -> Recency:
    """Return how old the words of `sentence` say that its event was at publication.

    `hidden` are stretches that tell of something else ("a year after the bombing"). `around` are the words of
    attack: where old and recent times stand in one sentence, those nearest to them date the event ("gathered
    today for the victims of the bombing of 2004"). Without a publication date only explicit words ("two years
    ago") say that it is old.
    """
    found = find_dates(text, sentence, published)
    mentions = [m for m in found if not m.dateline and not any(_over(m.span, h) for h in hidden)]
    for h in hidden:
        start, end = h.start - sentence.start, h.end - sentence.start
        folded = folded[:start] + " " * (end - start) + folded[end:]
    if published is None and any(m.kind == "unresolved" and not m.earlier for m in mentions):
        return Recency("mixed" if _OLD.search(folded) else "recent")
    recent = [m for m in mentions if _is_recent(m, published) and _day(m)]
    old = [
        *_old_words(folded, published, sentence.start),
        *(m.span for m in mentions if _is_old(m, published)),
    ]
    if not recent:
        return Recency("old") if old else UNSAID
    day = max(day for m in recent if (day := _day(m)))
    back = (published.date() - day).days if published else None
    if not old:
        return Recency("recent", day, back)
    nearer = bool(around) and _nearer(old, [m.span for m in recent], around)
    return Recency("old" if nearer else "mixed", day, back)


def _nearer(old: Sequence[Span], recent: Sequence[Span], around: Sequence[Span]) -> bool:
    """Whether an old time stands nearer than any recent one to each of the words of attack."""
    return all(
        min(_gap(word, span) for span in old) < min(_gap(word, span) for span in recent) for word in around
    )


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _old_words(folded: str, published: datetime | None, base: int) -> list[Span]:
    """Where a sentence names a time that is long past, as ranges of the text."""
    found = [match.span() for match in _OLD.finditer(folded)]
    if published is not None:
        edge = (published - timedelta(days=RECENT_DAYS)).year
        found += [match.span() for match in _YEAR.finditer(folded) if int(match.group(1)) < edge]
        found += [m.span() for m in _LAST_MONTH.finditer(folded) if _months_back(m.group(1), published) > 1]
    return [Span(base + start, base + end) for start, end in found]


def _over(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _months_back(name: str, published: datetime) -> int:
    """How many months before that of publication the last month of this name lies."""
    return (published.month - 1 - _MONTHS.index(name)) % 12 or 12


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
