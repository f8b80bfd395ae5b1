"""Dates in English news: mentions with their ranges.

Weekdays mean the latest such day not after publication, in the zone of the event where one is given. Dates
without a year mean the nearest past one. Nothing is resolved against a publication time that is not there:
such mentions stay unresolved. Which mention dates an event is for `when` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tocsin.coding.bearing import bearing
from tocsin.coding.expressions import COUNTED, counted_from, expressions
from tocsin.coding.timex import MentionKind, days
from tocsin.model import DateRange, Span

_MORNING: Final = 5
_NOON: Final = 12
_LATER_TODAY: Final = re.compile(r"\b(?:tonight|this (?:afternoon|evening))\b", re.IGNORECASE)
_LATER_THAT_DAY: Final = re.compile(r"day\s+(?:late\s+)?(?:evening|night|afternoon)\b", re.IGNORECASE)
_LATE: Final = re.compile(r"evening|night|dusk", re.IGNORECASE)
_LATE_CLOCK: Final = re.compile(r"\b(?:[89]|1[01])(?:[.:]\d\d)?\s?p\.?m\b|\b2[0-3][.:]\d\d\b", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[.:]\d\d)(?:\s?(?P<half>[ap])\.?m\b)?", re.IGNORECASE
)
_CLOCK_BESIDE: Final = 14
_THEN: Final = 12
_FOLLOWED: Final = -2.0
_LATER: Final = re.compile(r"hours?\s+(?:later|after)", re.IGNORECASE)
_TOLD_WITHIN: Final = 900
"""Code points back within which "hours earlier" finds the day that it counts from."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time: where it stands (offsets in the document), the days it means, how firmly.

    `earlier` marks the date of another, earlier event ("since the November 2015 attacks", "a week after the
    14 July attack"); `dateline` one that stands in the dateline and is the day of writing.
    """

    span: Span
    range: DateRange
    kind: MentionKind
    earlier: bool = False
    dateline: bool = False


def find_dates(
    text: str, sentence: Span, published: datetime | None, *, zone: str | None = None
) -> list[DateMention]:
    """Return the date mentions of one sentence of `text`, in order, not overlapping.

    `zone` is an IANA name; publication is read in it (UTC where None). Raises nothing on odd text.
    """
    return _mentions(text, sentence, local_day(published, zone))


def local_day(published: datetime | None, zone: str | None = None) -> date | None:
    """Return the calendar day of publication in `zone` (an IANA name), UTC where None or at midnight sharp.

    Raises zoneinfo.ZoneInfoNotFoundError for a zone that does not exist.
    """
    if published is None:
        return None
    if published.astimezone(UTC).time() == time.min:  # a date without a time: it is the outlet's day already
        return published.astimezone(UTC).date()
    return published.astimezone(ZoneInfo(zone or "UTC")).date()


def written_in(
    text: str, sentences: Sequence[Span], published: datetime | None, zone: str | None = None
) -> list[DateMention]:
    """Return the date mentions of `sentences`, in their order, in which those that count from a day told
    before ("hours earlier", "the next morning") are resolved, and those that lay ahead of the hour of
    publication ("Monday night" in a text of Monday morning) mean the time before."""
    today = day_of_writing(text, local_day(published, zone))
    hour = (
        None
        if published is None or _is_day_only(published)
        else published.astimezone(ZoneInfo(zone or "UTC")).hour
    )
    found: list[DateMention] = []
    told: _Told | None = None
    for sentence in sentences:
        for mention in _mentions(text, sentence, today, told):
            mention = mention if hour is None or today is None else _not_ahead(text, mention, today, hour)
            found.append(mention)
            told = _tells_a_day(text, mention) or told
    return found


def _is_day_only(published: datetime) -> bool:
    return published.astimezone(UTC).time() == time.min


def _not_ahead(text: str, mention: DateMention, today: date, hour: int) -> DateMention:
    """Return a mention of a time of day that had not come at `hour` of the day of publication as one before.

    "This evening", written in the morning, may be over midnight; "Monday night", written on Monday morning,
    is that of a week ago or, when the clock or the zone is off, the night just gone.
    """
    first, last = mention.range.start, mention.range.end
    if first is None or first != last or first != today or hour >= _NOON:
        return mention
    words = mention.span.of(text)
    if _hour_told(text, mention.span) > hour:  # "at 12:31 today", sent off after midnight
        before = first - timedelta(days=min(1, first.toordinal() - 1))
        return replace(mention, range=days(before, before))
    if _LATER_TODAY.search(words) and hour < _MORNING:
        return replace(mention, range=days(first - timedelta(days=min(1, first.toordinal() - 1)), last))
    if _LATER_THAT_DAY.search(words):
        return replace(
            mention,
            range=days(first - timedelta(days=min(1, first.toordinal() - 1)), last),
            kind="approximate",
        )
    return mention


def dateline_date(text: str, today: date | None) -> DateMention | None:
    """Return the date of the dateline or of a first line that is a date, if the text opens with one."""
    opening = Span(0, min(len(text), 160))
    for mention in _mentions(text, opening, today):
        if mention.dateline and mention.kind == "exact":
            return mention
    return None


def day_of_writing(text: str, published: date | None) -> date | None:
    """Return the day that the text itself bears, where it is that of publication or one beside it."""
    line = dateline_date(text, None)
    written = line.range.end if line else None
    if written is None or published is None:
        return published or written
    return written if abs((published - written).days) <= 1 else published


def _hour_told(text: str, span: Span) -> int:
    """Return the hour of the time of the clock that stands beside a mention, -1 where none does."""
    beside = text[max(0, span.start - _CLOCK_BESIDE) : span.end + _CLOCK_BESIDE]
    clock = _CLOCK.search(beside)
    if clock is None:
        return -1
    hour = int(clock["hour"]) % 12 if clock["half"] else int(clock["hour"])
    return hour + 12 if (clock["half"] or "").lower() == "p" else hour


def _mentions(text: str, sentence: Span, today: date | None, told: _Told | None = None) -> list[DateMention]:
    """Find by one pattern after another; a stretch once taken is not looked at again.

    `told` is the last mention before the sentence that tells a day.
    """
    piece = text[sentence.start : sentence.end]
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for pattern, read in expressions(piece):
        for match in pattern.finditer(piece):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            resolved = read(match, today)
            if resolved is None:
                continue
            taken.append((start, end))
            span = Span(sentence.start + start, sentence.start + end)
            found.append(
                DateMention(span, *resolved, _is_earlier(piece, start, end), _in_dateline(text, span))
            )
    found = _with_counted(text, sentence, piece, found, told)
    return sorted(found, key=lambda m: m.span.start)


@dataclass(frozen=True, slots=True, order=True)
class _Told:
    """A day told, where its mention ends, and whether it was told as an evening or a night."""

    end: int
    day: date
    late: bool


def _tells_a_day(text: str, mention: DateMention) -> _Told | None:
    """Return the day of a mention from which others may count: of a night over midnight, the second."""
    first, last = mention.range.start, mention.range.end
    if mention.earlier or first is None or last is None or (last - first).days > 1:
        return None
    if bearing(text, mention.span) <= _FOLLOWED:
        return None
    around = text[max(0, mention.span.start - _CLOCK_BESIDE) : mention.span.end + _CLOCK_BESIDE]
    late = first == last and bool(_LATE.search(mention.span.of(text)) or _LATE_CLOCK.search(around))
    return _Told(mention.span.end, last, late) if mention.kind in ("exact", "range") else None


def _with_counted(
    text: str, sentence: Span, piece: str, found: list[DateMention], told: _Told | None
) -> list[DateMention]:
    """Return `found` with the mentions that count from the day told last before them."""
    for pattern, shift_of in COUNTED:
        for match in pattern.finditer(piece):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            before = [one for m in found if m.span.end <= span.start and (one := _tells_a_day(text, m))]
            last = max([*before, *([told] if told else [])], default=None)
            shift = shift_of(match)
            if last is None or shift is None or span.start - last.end > _TOLD_WITHIN:
                continue
            if any(m.kind == "exact" and 0 < m.span.start - span.end < _THEN for m in found):
                continue  # "hours later, on Monday at one"
            day = counted_from(last.day, shift)
            if day is not None:
                rest = [m for m in found if m.span.end <= span.start or m.span.start >= span.end]
                over = last.late and _LATER.search(match.group()) is not None
                when = days(day, counted_from(day, 1) or day) if over else days(day, day)
                found = [*rest, DateMention(span, when, "range" if over else "exact")]
    return found


_BEFORE_EARLIER: Final = re.compile(
    r"(?:\bsince(?:\s+(?:the|a|an|last))?(?:\s+\w+){0,2}|\banniversary\s+of(?:\s+the)?"
    r"|\b(?:weeks?|months?|years?)\s+(?:after|before|since|on\s+from|following)(?:\s+(?:the|a|an|that))?(?:\s+\w+){0,3}"
    r"|\b(?:similar\s+to|recall\w*|like|echo\w*|remember\w*|commemorat\w+|reminiscent\s+of)\s+(?:the|a|an)(?:\s+\w+){0,3})\s*$",
    re.IGNORECASE,
)
_EARLIER_NOUN: Final = re.compile(
    r"^(?:['’]s)?\s+(?:\w+\s+){0,2}(?:attacks?|bombings?|massacres?|shootings?|assaults?|killings?|war|coup|siege|raid|invasion)\b",
    re.IGNORECASE,
)
_AFTER_THE: Final = re.compile(
    r"\b(?:after|following|before|until)\s+(?:the|a|an)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


_LASTING: Final = re.compile(r"\bsince\s+$", re.IGNORECASE)
_NAMED_DAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!['’])|yesterday", re.IGNORECASE)


_COUNTS_BACK: Final = re.compile(r"(?:days?|weeks?|months?|hours?)\s+after$", re.IGNORECASE)
_ANOTHER: Final = re.compile(
    r"\s+(?:an?|another|similar|at\s+least|more\s+than|\d+|two|three|four|five|six|seven|eight|nine|ten|dozens?)\b",
    re.IGNORECASE,
)
_HEAD: Final = 12
"""A sentence that begins with such a count tells of what followed its own event."""
_IT_CAME: Final = re.compile(
    r"\b(?:it|this|that|which|attack|bombing|shooting|blast|killings?|violence)\s+"
    r"(?:comes?|came|was|happened|occurred|took\s+place)\s+(?:just\s+|only\s+|barely\s+|less\s+than\s+)?$",
    re.IGNORECASE,
)


def _is_earlier(piece: str, start: int, end: int) -> bool:
    before = piece[max(0, start - 60) : start]
    another = start > _HEAD and _ANOTHER.match(piece, end)
    if _COUNTS_BACK.search(piece[start:end]) and (another or _IT_CAME.search(before)):
        return True  # "on Sunday, ten days after a gunman killed five": the day of the other attack
    if _LASTING.search(before) and _NAMED_DAY.match(piece, start):  # "since Wednesday" tells when it began
        return False
    if _BEFORE_EARLIER.search(before):
        return True
    return bool(_AFTER_THE.search(before) and _EARLIER_NOUN.match(piece[end : end + 60]))


_LINE_HEAD: Final = re.compile(
    r"\W*(?:[A-Z][\w.'’()/-]*(?:[ ,]+[A-Z(][\w.'’()/-]*)*[,:]?\s*(?:--?|–|—)?\s*)?"
)
_LINE_AFTER: Final = re.compile(
    r"\s*(?:\([^)\n]{1,40}\)|\[[^\]\n]{1,40}\])?\s*(?:--?|–|—|:|\n|\.\s+(?=[A-Z]))"
)
_CALENDAR: Final = re.compile(r"\d")


def _in_dateline(text: str, span: Span) -> bool:
    """Tell a calendar day at the head of the text that a dash, a colon or a line's end closes off."""
    if span.start > 90 or not _CALENDAR.search(span.of(text)):
        return False
    closed = _LINE_AFTER.match(text[span.end : span.end + 60]) is not None
    return closed and _LINE_HEAD.fullmatch(text[: span.start]) is not None
